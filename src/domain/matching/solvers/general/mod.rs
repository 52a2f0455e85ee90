//! A single pool: whom to pair with whom where anybody may be paired with anybody. Maximum weight matching in a general
//! graph, exact, with whole prices that prove it.
//!
//! [`pair_up`] goes this way:
//!
//! 1. `pool` reads the rows, stores the best few pairs of each person, and keeps adding pairs until none is missing.
//! 2. `blossom` finds the best pairs among those stored: a tree of alternating pairs grows from one single person after
//!    another (`search`), odd circles shrink to one (`shrink`) and open again (`expand`), and along the path that is
//!    found pairs change hands (`flip`). When pairs are added, `mend` gives up only what they
//!    disturb; `shared` tells for a whole row what blossoms add to prices.
//! 3. `nested` writes blossoms down as they lie in each other, and `certificate` checks the outcome from its definition alone.
//!
//! [`Together`] keeps all that, and tells what is best if two people had to be together, from where the search has ended.
//!
//! Which of several equally good answers comes out depends on the order of the people: who wants it settled puts lots
//! into the low bits of the weights.
mod blossom;
mod certificate;
mod expand;
mod flip;
mod mend;
mod nested;
mod number;
mod pool;
mod search;
mod shared;
mod shrink;
mod together;

#[cfg(test)]
mod tests;

pub use certificate::certifies;
pub use nested::{Nested, nested, unnested};
pub use together::Together;

use super::SolveError;

/// The weight of a pair that may not be.
pub const NOT_ALLOWED: i64 = i64::MIN;

/// Where the weights of pairs come from: rows are produced on demand, any number of times, always the same.
pub trait PoolScores: Sync {
    /// How many people there are.
    fn people(&self) -> usize;
    /// Writes the weight of one person with every other; [`NOT_ALLOWED`] where the two may not be paired. Both sides
    /// of a pair give the same weight; what a person has with themselves is not looked at.
    fn fill(&self, person: usize, row: &mut [i64]);
}

impl<P: PoolScores + ?Sized> PoolScores for &P {
    fn people(&self) -> usize {
        (**self).people()
    }
    fn fill(&self, person: usize, row: &mut [i64]) {
        (**self).fill(person, row);
    }
}

/// What is wanted of the pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// As many pairs as possible; among those the greatest weight.
    MostPairs,
    /// The greatest weight; a pair of negative weight is never used.
    MostWeight,
}

/// The best pairs and their proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paired {
    /// Whom each person is paired with.
    pub mates: Vec<Option<u32>>,
    /// Why nothing is better.
    pub certificate: PoolCertificate,
}

/// Prices that prove that no pairs are better; [`certifies`] checks them.
///
/// All prices are in *halves*: a pair of weight `w` is *covered* if the prices of both and of all odd sets that hold
/// both come to at least `2 * (w + bonus)`. If every allowed pair is covered, and no price is negative, then no pairs
/// can together weigh more than half of the sum of
///
/// - the price of every person, since nobody is in two pairs, and
/// - the price of every odd set, times the number of pairs that find room in it: `(people - 1) / 2`.
///
/// The pairs found weigh exactly that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PoolCertificate {
    /// The price of each person, in halves; never negative.
    pub prices: Vec<i128>,
    /// Sets of an odd number of people (at least three, ascending) and their prices, in halves; never negative.
    pub odd_sets: Vec<(Vec<u32>, i128)>,
    /// The weight of all pairs together, in whole units and without bonus.
    pub value: i128,
    /// What each pair earns besides its weight, in whole units: 0 for [`Wanted::MostWeight`]; for
    /// [`Wanted::MostPairs`] so much that one pair more always outweighs all else.
    pub bonus: i128,
}

/// Finds the best pairs.
///
/// # Errors
/// [`SolveError::Overflow`] for more than 2^30 people.
pub fn pair_up(scores: &dyn PoolScores, wanted: Wanted) -> Result<Paired, SolveError> {
    pool::pair_up(scores, wanted)
}
