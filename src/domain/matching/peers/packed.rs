//! All that the aims most-people and best-fit want, in one weight a pair: each quantity stands above all that can come
//! after it together, and the lots at the end. So one exact solve decides all of it.

use super::{LEAST_LOT_BITS, LOT_BITS};
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::solvers::general::{NOT_ALLOWED, PoolScores, Wanted};
use crate::domain::matching::solvers::lots::lot;
use crate::domain::matching::solvers::{FORBIDDEN, Scores, SolveError};
use crate::domain::scheme::Aim;

/// The weights of all pairs of a pool.
pub(super) struct Packed<'w> {
    scores: &'w dyn Scores,
    lots: Vec<u64>,
    waited: &'w [bool],
    /// What a point, a pair and somebody who waited weigh.
    point: i64,
    pair: i64,
    wait: i64,
    lot_bits: u32,
    /// What is wanted of pairs with these weights.
    pub wanted: Wanted,
}

impl<'w> Packed<'w> {
    /// Packs what the aim wants into weights.
    ///
    /// # Errors
    /// [`SolveError::Overflow`] where points are too large for it.
    pub fn new(pool: &Pool<'_>, scores: &'w dyn Scores, aim: Aim, waited: &'w [bool]) -> Result<Self, SolveError> {
        let most = pool.mentees.len() as i128 / 2 + 1;
        let spread = i128::from(pool.most.max(0)) - i128::from(pool.least.min(0)) + 1;
        let lot_bits = |unit: i128| {
            // Below the smallest unit there must be room for the lots of all pairs together.
            let room = 62u32.checked_sub((unit * spread.max(1) * 4).ilog2()).ok_or(SolveError::Overflow)?;
            let bits = room.checked_sub(most.ilog2() + 1).filter(|bits| *bits >= LEAST_LOT_BITS);
            bits.map(|bits| bits.min(LOT_BITS)).ok_or(SolveError::Overflow)
        };
        // Each unit is more than all that come after it can sum up to.
        let (point, pair, wait, wanted) = match aim {
            Aim::BestFit => ((2 * most + 1) * most, 2 * most + 1, 1, Wanted::MostWeight),
            _ => (1, 0, most * spread + 1, Wanted::MostPairs),
        };
        let largest = point.max(wait).checked_mul(2).filter(|unit| *unit < 1 << 50).ok_or(SolveError::Overflow)?;
        let lot_bits = lot_bits(largest)?;
        let unit = 1i128 << (lot_bits + most.ilog2() + 1);
        let whole = |units: i128| i64::try_from(units * unit).map_err(|_| SolveError::Overflow);
        let lots = pool.mentees.iter().map(|side: &Side| side.lot).collect();
        Ok(Packed {
            scores,
            lots,
            waited,
            point: whole(point)?,
            pair: whole(pair)?,
            wait: whole(wait)?,
            lot_bits,
            wanted,
        })
    }

    fn waits(&self, person: usize) -> i64 {
        i64::from(self.waited.get(person).copied().unwrap_or(false))
    }
}

impl PoolScores for Packed<'_> {
    fn people(&self) -> usize {
        self.scores.mentees()
    }

    fn fill(&self, person: usize, row: &mut [i64]) {
        let mut scores = vec![0; row.len()];
        self.scores.fill(person, &mut scores);
        for (other, (weight, score)) in row.iter_mut().zip(scores).enumerate() {
            // Most pairs of a large pool may not be, and a lot is dear.
            if score == FORBIDDEN {
                *weight = NOT_ALLOWED;
                continue;
            }
            let (one, two) = (self.lots[person].min(self.lots[other]), self.lots[person].max(self.lots[other]));
            let drawn = (lot(one, two) >> (64 - self.lot_bits)) as i64;
            let waits = self.waits(person) + self.waits(other);
            *weight = self.point * i64::from(score) + self.pair + self.wait * waits + drawn;
        }
    }
}
