//! People on both sides: mentor in one relationship, mentee in another. Two things may then not happen at once, which
//! no solver of pairs knows: somebody who takes one role *or* the other has both, and two people mentor each other.

use super::altered::Altered;
use super::pool::Pool;
use super::solvers::coupled::{CoupledSolution, Coupling, NODES, solve_coupled_within};
use super::solvers::{FORBIDDEN, Request, SolveError};

/// So many pairs in all problems that are solved for a proof; beyond, the best that was found is returned.
const EFFORT: usize = 30_000_000;

/// So often two people mentoring each other are looked for one by one; then all who might are kept from it at once.
const TURNS: usize = 12;

/// Whether two things could happen that may not at once, so that the best may have been searched for.
pub fn coupled(pool: &Pool<'_>) -> bool {
    let gives = |mentor: usize| pool.mentors[mentor].places > 0;
    let both = |i: &usize| pool.mentor_position(pool.mentees[*i].person).is_some_and(gives);
    let two_way = pool.given.scheme.places.two_way;
    (0..pool.mentees.len()).filter(both).any(|i| !two_way || pool.mentee(i).0.either)
}

/// Whom some pairs (sorted) would give both roles in place of one, or each other both ways: positions in the list of
/// people.
pub fn clash(pool: &Pool<'_>, pairs: &[(u32, u32)]) -> Option<Vec<usize>> {
    let two_roles = |(i, _): &&(u32, u32)| {
        let mentor =
            pool.mentor_position(pool.mentees[*i as usize].person).filter(|_| pool.mentee(*i as usize).0.either);
        mentor.is_some_and(|mentor| pairs.iter().any(|pair| pair.1 as usize == mentor))
    };
    if let Some((i, _)) = pairs.iter().find(two_roles) {
        return Some(vec![pool.mentees[*i as usize].person]);
    }
    let both_ways =
        |pair: &&(u32, u32)| turned(pool, **pair).is_some_and(|turned| pairs.binary_search(&turned).is_ok());
    let (i, j) = pairs.iter().filter(|_| !pool.given.scheme.places.two_way).find(both_ways)?;
    Some(vec![pool.mentees[*i as usize].person, pool.mentors[*j as usize].person])
}

/// Finds the best pairs in which nobody has two roles where one was meant, and no two people mentor each other unless
/// the scheme lets them.
///
/// Two people mentoring each other is rare, and there are very many pairs of people who might: so only those who do so
/// in a solution are forbidden to, and the next solution is looked at again. A solution without any is the best of all.
///
/// # Errors
/// As the solver's.
pub fn solve(pool: &Pool<'_>, request: &Request<'_>) -> Result<CoupledSolution, SolveError> {
    let mut couplings: Vec<Coupling> = Vec::new();
    for (i, side) in pool.mentees.iter().enumerate().filter(|(i, _)| pool.mentee(*i).0.either) {
        let mentor = pool.mentor_position(side.person);
        couplings.extend(mentor.map(|mentor| Coupling::Person { mentee: i as u32, mentor: mentor as u32 }));
    }
    let size = (pool.mentees.len() * pool.mentors.len()).max(1);
    let mut left = EFFORT;
    for _ in 0..TURNS {
        let solved = solve_coupled_within(request, &couplings, (left / size).clamp(1, NODES))?;
        left = left.saturating_sub(solved.solves * size);
        let known = couplings.len();
        if !pool.given.scheme.places.two_way {
            let pairs = &solved.solution.pairs;
            for (i, j) in pairs {
                let Some(turned) = turned(pool, (*i, *j)) else { continue };
                if turned.0 > *i && pairs.binary_search(&turned).is_ok() {
                    couplings.push(Coupling::Pair { one: (*i, *j), other: turned });
                }
            }
        }
        if couplings.len() == known {
            return Ok(solved);
        }
    }
    // Too many to be told apart one by one: of two people in both roles only the one with the lower lot may be the
    // mentee of the other. That leaves nothing to look for, and nothing proved.
    let one_way = Altered::fewer(request.scores, |mentee, row| {
        for (mentor, score) in row.iter_mut().enumerate() {
            if turned(pool, (mentee as u32, mentor as u32)).is_some_and(|(other, _)| (other as usize) < mentee) {
                *score = FORBIDDEN;
            }
        }
    });
    let request = Request { scores: &one_way, ..*request };
    let solved = solve_coupled_within(&request, &couplings, (left / size).clamp(1, NODES))?;
    Ok(CoupledSolution { proved: false, ..solved })
}

/// The same two people the other way round, where both stand on both sides.
fn turned(pool: &Pool<'_>, (mentee, mentor): (u32, u32)) -> Option<(u32, u32)> {
    let learns = pool.mentee_position(pool.mentors.get(mentor as usize)?.person)?;
    // Behind the mentees may be stand-ins, who are nobody.
    let gives = pool.mentor_position(pool.mentees.get(mentee as usize)?.person)?;
    Some((learns as u32, gives as u32))
}
