//! What if, by solving anew: where exact prices do not answer, because somebody stands on both sides, because the aim
//! is the fairest, or because everybody is of one pool.

use super::effect::Sure;
use crate::domain::matching::altered::Altered;
use crate::domain::matching::asked::Asked;
use crate::domain::matching::both_sides;
use crate::domain::matching::peers::Weights;
use crate::domain::matching::pool::Pool;
use crate::domain::matching::solvers::{FORBIDDEN, Score, Scores};
use crate::domain::scheme::Form;

/// A pool and what is asked of it.
#[derive(Clone, Copy)]
pub(super) struct Anew<'e> {
    pub pool: &'e Pool<'e>,
    pub asked: &'e Asked,
    pub scores: &'e dyn Scores,
}

/// The pairs (mentee, mentor) that were found, sorted, and how sure it is that none are better; of one pool each pair
/// stands there both ways.
pub(super) type Found = (Vec<(u32, u32)>, Sure);

impl Anew<'_> {
    /// Solves it as it is; `None` where points are too large.
    pub fn solve(&self) -> Option<Found> {
        self.solve_with(self.asked, self.scores)
    }

    fn solve_with(&self, asked: &Asked, scores: &dyn Scores) -> Option<Found> {
        if self.one_pool() {
            let weights = Weights::new(self.pool, scores, self.pool.given.scheme.aim, &asked.waited).ok()?;
            let mates = weights.pair_up().ok()?.mates;
            let pairs = mates.iter().enumerate().filter_map(|(one, mate)| Some((one as u32, (*mate)?)));
            return Some((pairs.collect(), Sure::Exact));
        }
        let solved = both_sides::solve(self.pool, &asked.request(scores)).ok()?;
        Some((solved.solution.pairs, if solved.proved { Sure::Exact } else { Sure::AtLeast }))
    }

    fn one_pool(&self) -> bool {
        self.pool.given.scheme.form == Form::Peer
    }

    /// Solves it with two people together, who may be and have places.
    pub fn with(&self, i: usize, j: usize) -> Option<Found> {
        let pair = (i as u32, j as u32);
        let (pool, mut asked) = (self.pool, self.asked.clone());
        let mut found = if self.one_pool() {
            let apart = |mentee: usize, row: &mut [Score]| match mentee {
                one if one == i || one == j => row.fill(FORBIDDEN),
                _ => [i, j].into_iter().for_each(|other| row[other] = FORBIDDEN),
            };
            let (mut pairs, sure) = self.solve_with(&asked, &Altered::fewer(self.scores, apart))?;
            pairs.push((pair.1, pair.0));
            (pairs, sure)
        } else {
            asked.mentee_places[i] = 0;
            asked.mentor_places[j] -= 1;
            // Somebody who takes one role or the other has taken it.
            let (mentee, mentor) = (pool.mentees[i].person, pool.mentors[j].person);
            if let Some(other) = pool.mentor_position(mentee).filter(|_| pool.given.people[mentee].either) {
                asked.mentor_places[other] = 0;
            }
            if let Some(other) = pool.mentee_position(mentor).filter(|_| pool.given.people[mentor].either) {
                asked.mentee_places[other] = 0;
            }
            let two_way = pool.given.scheme.places.two_way;
            let turned = pool.mentee_position(mentor).zip(pool.mentor_position(mentee)).filter(|_| !two_way);
            let apart = |mentee: usize, row: &mut [Score]| match turned {
                Some((one, other)) if one == mentee => row[other] = FORBIDDEN,
                _ => {}
            };
            self.solve_with(&asked, &Altered::fewer(self.scores, apart))?
        };
        found.0.push(pair);
        found.0.sort_unstable();
        Some(found)
    }

    /// Solves it with two people apart.
    pub fn without(&self, i: usize, j: usize) -> Option<Found> {
        let both_ways = self.one_pool();
        let apart = |mentee: usize, row: &mut [Score]| {
            if mentee == i {
                row[j] = FORBIDDEN;
            } else if mentee == j && both_ways {
                row[i] = FORBIDDEN;
            }
        };
        self.solve_with(self.asked, &Altered::fewer(self.scores, apart))
    }

    /// Solves it with some places more or fewer for a mentor.
    pub fn places(&self, mentor: usize, more: i64) -> Option<Found> {
        let mut asked = self.asked.clone();
        let places = i64::from(asked.mentor_places[mentor]).saturating_add(more);
        asked.mentor_places[mentor] = u32::try_from(places.max(0)).unwrap_or(u32::MAX);
        self.solve_with(&asked, self.scores)
    }

    /// Solves it with two people allowed to be together.
    pub fn allowing(&self, i: usize, j: usize, score: Score) -> Option<Found> {
        let both_ways = self.one_pool();
        let lifted = |mentee: usize, row: &mut [Score]| {
            if mentee == i {
                row[j] = score;
            } else if mentee == j && both_ways {
                row[i] = score;
            }
        };
        self.solve_with(self.asked, &Altered::more(self.scores, lifted))
    }
}
