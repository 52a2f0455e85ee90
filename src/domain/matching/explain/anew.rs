//! What if, by solving anew: where exact prices do not answer, because somebody stands on both sides, because the aim
//! is the fairest, because pools of mentors are limited, or because everybody is of one pool.

use super::effect::{Sure, Whole};
use crate::domain::matching::altered::Altered;
use crate::domain::matching::asked::Asked;
use crate::domain::matching::both_sides;
use crate::domain::matching::peers::pair_peers;
use crate::domain::matching::pool::Pool;
use crate::domain::matching::shares::{self, Limit, UnderWay, Within};
use crate::domain::matching::solvers::marginal::{Shortage, shortages};
use crate::domain::matching::solvers::{FORBIDDEN, Request, Score, Scores};
use crate::domain::matching::waiting::Waiting;
use crate::domain::scheme::{Aim, Form};

/// A pool and what is asked of it.
#[derive(Clone, Copy)]
pub(super) struct Anew<'e> {
    pub pool: &'e Pool<'e>,
    pub asked: &'e Asked,
    /// Those of the other side who come first.
    pub waiting: Option<&'e Waiting>,
    pub scores: &'e dyn Scores,
    /// The pools of mentors that are limited.
    pub limits: &'e [Limit],
    /// What counts towards shares, where pools have any: their limits change with how many relationships there are.
    /// `None`: the same limits hold whatever is otherwise.
    pub shares: Option<&'e UnderWay>,
}

/// The pairs (mentee, mentor) that were found, sorted, and how sure it is that none are better; of one pool each pair
/// stands there both ways.
pub(super) type Found = (Vec<(u32, u32)>, Sure);

impl Anew<'_> {
    /// Solves it as it is; `None` where points are too large.
    pub fn solve(&self) -> Option<Found> {
        self.solve_with(self.asked, self.scores, self.limits.to_vec(), self.shares)
    }

    /// What some pairs are worth.
    pub fn whole(&self, pairs: &[(u32, u32)]) -> Whole {
        let others = self.waiting.map_or(0, |waiting| waiting.placed(pairs));
        Whole::of(self.pool, self.asked, others, pairs)
    }

    fn solve_with(
        &self,
        asked: &Asked,
        scores: &dyn Scores,
        limits: Vec<Limit>,
        shares: Option<&UnderWay>,
    ) -> Option<Found> {
        Waiting::raised(self.waiting, scores, |scores| match shares {
            Some(under_way) => {
                let shared = shares::best(self.pool, asked, scores, under_way).ok()??;
                Some((shared.pairs, if shared.best { Sure::Exact } else { Sure::AtLeast }))
            }
            None => self.solve_on(asked, scores, limits),
        })
    }

    fn solve_on(&self, asked: &Asked, scores: &dyn Scores, mut limits: Vec<Limit>) -> Option<Found> {
        if self.one_pool() {
            let mates = pair_peers(self.pool, scores, self.pool.given.scheme.aim, &asked.waited).ok()?.mates;
            let pairs = mates.iter().enumerate().filter_map(|(one, mate)| Some((one as u32, (*mate)?)));
            return Some((pairs.collect(), Sure::Exact));
        }
        let within = Within::new(asked, scores, &mut limits, self.pool.given.scheme.aim);
        let solved = both_sides::solve(self.pool, &within.request()).ok()?;
        let mut pairs = solved.solution.pairs;
        pairs.retain(|pair| (pair.0 as usize) < self.pool.mentees.len());
        Some((pairs, if solved.proved { Sure::Exact } else { Sure::AtLeast }))
    }

    /// Who is left because too few mentors are possible for too many people, the stand-ins of largest shares among them.
    pub fn shortages(&self) -> Vec<Shortage> {
        let mut limits = self.limits.to_vec();
        let within = Within::new(self.asked, self.scores, &mut limits, self.pool.given.scheme.aim);
        let found = both_sides::solve(self.pool, &within.request()).ok();
        let found =
            found.and_then(|solved| shortages(&Request { kept: &[], ..within.request() }, &solved.solution.pairs).ok());
        found.unwrap_or_default()
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
            let (mut pairs, sure) = self.solve_with(&asked, &Altered::fewer(self.scores, apart), Vec::new(), None)?;
            pairs.push((pair.1, pair.0));
            (pairs, sure)
        } else {
            // With this one given, further ones of the same mentee are no more people. The fairest gives nobody any.
            asked.mentee_places[i] = match pool.given.scheme.aim {
                Aim::Fairest => 0,
                _ => asked.mentee_places[i] - 1,
            };
            asked.served.resize(pool.mentees.len(), false);
            asked.served[i] = true;
            asked.mentor_places[j] -= 1;
            let mut limits = self.limits.to_vec();
            let of = limits.iter_mut().find(|limit| limit.mentors.binary_search(&j).is_ok());
            let shares = self.shares.map(|under_way| under_way.with_one(of.as_ref().map(|limit| limit.pool)));
            if let Some(limit) = of.filter(|_| shares.is_none()) {
                limit.at_most = limit.at_most.checked_sub(1)?;
            }
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
            let apart = |mentee: usize, row: &mut [Score]| {
                if mentee == i {
                    row[j] = FORBIDDEN;
                }
                if let Some((_, other)) = turned.filter(|(one, _)| *one == mentee) {
                    row[other] = FORBIDDEN;
                }
            };
            self.solve_with(&asked, &Altered::fewer(self.scores, apart), limits, shares.as_ref())?
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
        self.solve_with(self.asked, &Altered::fewer(self.scores, apart), self.limits.to_vec(), self.shares)
    }

    /// Solves it with some places more or fewer for a mentor.
    pub fn places(&self, mentor: usize, more: i64) -> Option<Found> {
        let mut asked = self.asked.clone();
        let places = i64::from(asked.mentor_places[mentor]).saturating_add(more);
        asked.mentor_places[mentor] = u32::try_from(places.max(0)).unwrap_or(u32::MAX);
        self.solve_with(&asked, self.scores, self.limits.to_vec(), self.shares)
    }

    /// Solves it with one relationship more allowed with a pool, by its place among the limits.
    pub fn raising(&self, limit: usize) -> Option<Found> {
        let mut limits = self.limits.to_vec();
        let limit = limits.get_mut(limit)?;
        limit.at_most += 1;
        let shares = self.shares.map(|under_way| UnderWay { beyond: Some(limit.pool), ..under_way.clone() });
        self.solve_with(self.asked, self.scores, limits, shares.as_ref())
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
        self.solve_with(self.asked, &Altered::more(self.scores, lifted), self.limits.to_vec(), self.shares)
    }
}
