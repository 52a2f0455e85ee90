//! Solvers: they know only numbers.
//!
//! [`solve`] finds the best way of giving mentees places with mentors, exactly, with integer prices that prove it:
//!
//! 1. `stages` turns an aim into a list of objectives, each maximised on the optimal face of those before it; `levels`
//!    adds those of the fairest solution.
//! 2. `sparse` and `matrix` hold what is possible: a list of edges, or rows on demand behind a compact cache.
//! 3. `auction` guesses prices, `repair` makes them exact, `dense` does both on a small core of a large table; where
//!    the table has an order in it, `monge` guesses.
//! 4. `face` keeps what every later stage may still choose, and stops when nothing is left to choose.
//! 5. `lots` decides what the data leave open, so that the answer depends on data and lots alone.
//! 6. [`marginal`] answers what if, from a solution and its prices, without solving again.
//!
//! [`general`] does the same for a single pool, in which anybody may be paired with anybody.
//! Where people rank each other, [`stable`] finds pairs from which no two would walk away, [`roommates`] the same
//! within a single pool, and [`blocking`] the pairs that would, whoever made the choice. [`coupled`] adds that at most one
//! of two things may be; [`groups`] puts people into groups.
mod auction;
pub mod blocking;
pub mod choices;
mod components;
mod connected;
pub mod coupled;
mod dense;
mod face;
mod flow;
pub mod general;
pub mod groups;
mod levels;
mod limits;
pub mod lots;
pub mod marginal;
mod matrix;
mod monge;
mod network;
mod objective;
mod paths;
mod repair;
pub mod roommates;
mod select;
mod sparse;
pub mod stable;
mod stages;

#[cfg(test)]
mod checker;
#[cfg(test)]
mod tests;

pub use levels::Ladder;

use std::ops::RangeInclusive;

/// Whole points of a pair; [`FORBIDDEN`] where the two cannot be matched.
pub type Score = i32;

/// The score of a pair that may not be.
pub const FORBIDDEN: Score = i32::MIN;

/// Where scores come from: rows are produced on demand, no solver assumes that all edges exist in memory.
pub trait Scores: Sync {
    /// How many mentees there are.
    fn mentees(&self) -> usize;
    /// How many mentors there are.
    fn mentors(&self) -> usize;
    /// Writes the scores of one mentee with every mentor.
    fn fill(&self, mentee: usize, row: &mut [Score]);
    /// The same in 16 bits ([`wide::FORBIDDEN`] for a pair that may not be), which is several times as fast; `false`
    /// where scores are not sure to fit, the same for all mentees.
    ///
    /// [`wide::FORBIDDEN`]: crate::domain::matching::wide::FORBIDDEN
    fn fill_little(&self, _mentee: usize, _row: &mut [i16]) -> bool {
        false
    }
    /// The same in bytes, which is faster again: 0 for a pair that may not be, else the score plus 1, at most 254; `false`
    /// where scores are not sure to fit, the same for all mentees.
    fn fill_bytes(&self, _mentee: usize, _row: &mut [u8]) -> bool {
        false
    }
    /// Where only few pairs are possible: the mentors that may be (ascending); `fill` is FORBIDDEN elsewhere.
    /// `None`: all may be. Either all mentees have a list or none has.
    fn candidates(&self, _mentee: usize) -> Option<&[u32]> {
        None
    }
    /// Writes the scores of one mentee with some mentors. Worth writing where there are candidate lists, since
    /// this default fills a whole row.
    fn fill_some(&self, mentee: usize, mentors: &[u32], scores: &mut [Score]) {
        let mut row = vec![FORBIDDEN; self.mentors()];
        self.fill(mentee, &mut row);
        for (score, &mentor) in scores.iter_mut().zip(mentors) {
            *score = row.get(mentor as usize).copied().unwrap_or(FORBIDDEN);
        }
    }
}

/// What is asked of [`solve`]. Slices shorter than the people they speak of count as zero (no place, not waited,
/// lot 0) for the rest.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The points of each pair.
    pub scores: &'a dyn Scores,
    /// How many mentors each mentee may have; may be 0.
    pub mentee_places: &'a [u32],
    /// How many mentees each mentor may have; may be 0.
    pub mentor_places: &'a [u32],
    /// What is wanted first.
    pub aim: Aim,
    /// Mentees who waited in an earlier round: after the number of people, as many of them as possible.
    pub waited: &'a [bool],
    /// Mentees who have a mentor already: one more for them is no more people, and they have not waited.
    pub served: &'a [bool],
    /// Pairs to keep if that costs neither people nor people who waited (sorted); before points.
    pub kept: &'a [(u32, u32)],
    /// For [`Aim::Fairest`]: the lowest score of each level but the first, ascending; a pair whose score is at least
    /// k of them is at level k. Empty: every score is a level of its own.
    pub levels: &'a [Score],
    /// The lots of the mentees; see [`lots`].
    pub mentee_lots: &'a [u64],
    /// The lots of the mentors; see [`lots`].
    pub mentor_lots: &'a [u64],
}

/// An order of quantities, each maximised among the best by those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Mentees with at least one mentor; those of them who waited; kept pairs; points; lots.
    MostPeople,
    /// Points (a pair of negative score is never used); mentees with a mentor; who waited; kept pairs; lots.
    BestFit,
    /// Mentees with at least one mentor; those of them who waited; kept pairs; then as few pairs as possible at the
    /// lowest level, then at the next, and so on to the highest; points; lots. Further mentors of a mentee are pairs
    /// like others, so that nobody gets any unless they are kept.
    Fairest,
}

/// The best pairs and their proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solution {
    /// (mentee, mentor), sorted.
    pub pairs: Vec<(u32, u32)>,
    /// One certificate a stage, in the order of the stages. Stages of lots end as soon as one solution is left.
    pub stages: Vec<Certificate>,
}

/// What a stage decides first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageName {
    /// The number of people with a mentor, then who waited, then kept pairs, and, where that fits, then points.
    People,
    /// Points.
    Points,
    /// As few pairs as possible at a level, or none between the level of the stage before and this one.
    Level(i32),
    /// One word of the lots, from 0.
    Lot(u8),
}

/// The integer dual prices of one stage.
///
/// A pair weighs `points * score + kept (if it is a kept pair)`, or -1 if its score is in `range` and else 0, or the
/// `word` of its lot. The first place of a mentee earns `first` besides. The stage is played on the face that the stages before have left:
///
/// - a pair may be used if it was tight in every stage before: weight = mentee price + mentor price;
/// - a pair of greater weight is used in every optimum and out of play later, with one place on either side;
/// - a mentee's place number k (from 1, places of pairs out of play not counted) earns `first` if k = 1 and no
///   pair of this mentee is out of play, else 0; it is taken if price + earning > 0, not taken if < 0, free if = 0;
/// - a mentor with a positive price is full; from then on the price may have either sign. So may the price of a
///   mentee whose number of places taken is settled;
/// - pairs of people who have no place left are out of play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// What the stage decides first.
    pub name: StageName,
    /// What one point counts: 1, or 0 where points do not count in this stage.
    pub points: i32,
    /// What a kept pair counts.
    pub kept: i32,
    /// The scores of the pairs that count against the solution, in a stage of a level.
    pub range: Option<RangeInclusive<Score>>,
    /// The word of the lot that counts, if lots do.
    pub word: Option<u8>,
    /// What each mentee's first place earns.
    pub first: Vec<i64>,
    /// The price of each mentee; down to minus `first`.
    pub mentee_prices: Vec<i64>,
    /// The price of each mentor.
    pub mentor_prices: Vec<i64>,
    /// The weight of the whole solution in this stage, pairs out of play included.
    pub value: i128,
}

/// Why there is no solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SolveError {
    /// The numbers of people and places, or the scores, are so large that the bonuses do not fit into 64 bits, or
    /// there are more than 2^32 - 2 people on one side.
    Overflow,
    /// What is asked for leaves no choice at all, not even of nothing.
    NoChoice,
}

/// Finds the best pairs; what points leave open the lots decide. Order of rows and threads do not matter.
///
/// # Errors
/// [`SolveError::Overflow`] for numbers far beyond any scheme.
pub fn solve(request: &Request) -> Result<Solution, SolveError> {
    stages::solve(request, limits::Limits::default())
}
