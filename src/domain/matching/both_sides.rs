//! People on both sides: mentor in one relationship, mentee in another. Two things may then not happen at once, which
//! no solver of pairs knows: somebody who takes one role *or* the other has both, and two people mentor each other.

use std::collections::HashMap;

use super::pool::Pool;
use super::solvers::coupled::{CoupledSolution, Coupling, solve_coupled_within};
use super::solvers::{Request, SolveError};

/// So many pairs in all problems that are solved for a proof; beyond, the best that was found is returned.
const EFFORT: usize = 400_000_000;

/// Finds the best pairs in which nobody has two roles where one was meant, and no two people mentor each other unless
/// the scheme lets them.
///
/// Two people mentoring each other is rare, and there are very many pairs of people who might: so only those who do so
/// in a solution are forbidden to, and the next solution is looked at again. A solution without any is the best of all.
///
/// # Errors
/// As the solver's.
pub fn solve(pool: &Pool<'_>, request: &Request<'_>) -> Result<CoupledSolution, SolveError> {
    let mentor_at = pool.mentors_by_person();
    let mentee_at: HashMap<usize, u32> =
        pool.mentees.iter().enumerate().map(|(i, side)| (side.person, i as u32)).collect();
    let mut couplings: Vec<Coupling> = Vec::new();
    for (i, side) in pool.mentees.iter().enumerate().filter(|(i, _)| pool.mentee(*i).0.either) {
        let mentor = mentor_at.get(&side.person);
        couplings.extend(mentor.map(|mentor| Coupling::Person { mentee: i as u32, mentor: *mentor }));
    }
    let nodes = (EFFORT / (pool.mentees.len() * pool.mentors.len()).max(1)).clamp(20, 400);
    loop {
        let solved = solve_coupled_within(request, &couplings, nodes)?;
        let known = couplings.len();
        if !pool.given.scheme.places.two_way {
            let pairs = &solved.solution.pairs;
            for (i, j) in pairs {
                // The same two people the other way round.
                let mentee = mentee_at.get(&pool.mentors[*j as usize].person);
                let mentor = mentor_at.get(&pool.mentees[*i as usize].person);
                let (Some(mentee), Some(mentor)) = (mentee, mentor) else { continue };
                if *mentee > *i && pairs.binary_search(&(*mentee, *mentor)).is_ok() {
                    couplings.push(Coupling::Pair { one: (*i, *j), other: (*mentee, *mentor) });
                }
            }
        }
        if couplings.len() == known {
            return Ok(solved);
        }
    }
}
