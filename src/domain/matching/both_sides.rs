//! People on both sides: mentor in one relationship, mentee in another. Two things may then not happen at once, which
//! no solver of pairs knows: somebody who takes one role *or* the other has both, and two people mentor each other.

use std::collections::HashMap;

use super::pool::Pool;
use super::solvers::coupled::{CoupledSolution, Coupling, solve_coupled_within};
use super::solvers::{FORBIDDEN, Request, Score, Scores, SolveError};

/// So many pairs in all problems that are solved for a proof; beyond, the best that was found is returned.
const EFFORT: usize = 30_000_000;

/// So often two people mentoring each other are looked for one by one; then all who might are kept from it at once.
const TURNS: usize = 12;

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
    let size = (pool.mentees.len() * pool.mentors.len()).max(1);
    let mut left = EFFORT;
    for _ in 0..TURNS {
        let solved = solve_coupled_within(request, &couplings, (left / size).clamp(1, 400))?;
        left = left.saturating_sub(solved.solves * size);
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
    // Too many to be told apart one by one: of two people in both roles only the one with the lower lot may be the
    // mentee of the other. That leaves nothing to look for, and nothing proved.
    let one_way = OneWay { rows: request.scores, mentor_at: &mentor_at, mentee_at: &mentee_at, pool };
    let solved = solve_coupled_within(&Request { scores: &one_way, ..*request }, &couplings, 1)?;
    Ok(CoupledSolution { proved: false, ..solved })
}

/// Scores in which of two people in both roles only one may be the mentee of the other.
struct OneWay<'s, 'a> {
    rows: &'s dyn Scores,
    mentor_at: &'s HashMap<usize, u32>,
    mentee_at: &'s HashMap<usize, u32>,
    pool: &'s Pool<'a>,
}

impl OneWay<'_, '_> {
    fn wrong_way(&self, mentee: usize, mentor: usize) -> bool {
        let both = self.mentor_at.contains_key(&self.pool.mentees[mentee].person);
        let other = self.mentee_at.get(&self.pool.mentors[mentor].person);
        both && other.is_some_and(|other| (*other as usize) < mentee)
    }
}

impl Scores for OneWay<'_, '_> {
    fn mentees(&self) -> usize {
        self.rows.mentees()
    }

    fn mentors(&self) -> usize {
        self.rows.mentors()
    }

    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        self.rows.candidates(mentee)
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        self.rows.fill(mentee, row);
        for (mentor, score) in row.iter_mut().enumerate() {
            if self.wrong_way(mentee, mentor) {
                *score = FORBIDDEN;
            }
        }
    }
}
