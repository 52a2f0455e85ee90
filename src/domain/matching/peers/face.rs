//! What stages leave open, so that the next one chooses among equals only.
//!
//! By complementary slackness pairs are as good as the best of a stage exactly if
//!
//! - only pairs are used that their prices cover without anything to spare,
//! - everybody with a price is in a pair, and
//! - every odd set with a price holds as many pairs as find room in it.
//!
//! How large the prices are does not matter for that. So on the face of a stage a pair earns 1 for each of its people who
//! must be in one, and 1 for each odd set with a price that holds both; whatever earns the most is on the face, and
//! nothing else is. The next stage counts that above all it decides itself, and its certificate covers both.

use super::{Decides, LEAST_LOT_BITS, LOT_BITS, Play};
use crate::domain::matching::solvers::general::{NOT_ALLOWED, PoolCertificate, PoolScores};
use crate::domain::matching::solvers::lots::lot;
use crate::domain::matching::solvers::{FORBIDDEN, SolveError};

/// What is open after some stages.
pub(super) struct Face {
    people: usize,
    /// A bit for each cell: whether the pair may be.
    open: Vec<u64>,
    /// Who must be in a pair.
    needed: Vec<bool>,
    /// Odd sets that must be filled, and which of them each person is in.
    pub odd_sets: Vec<Vec<u32>>,
    sets_of: Vec<Vec<usize>>,
}

impl Face {
    /// What is open after a stage.
    pub fn after(weights: &OnFace<'_>, certificate: &PoolCertificate) -> Self {
        let people = weights.people();
        let priced: Vec<&(Vec<u32>, i128)> = certificate.odd_sets.iter().filter(|set| set.1 > 0).collect();
        let mut sets_of = vec![Vec::new(); people];
        for (number, (set, _)) in priced.iter().enumerate() {
            set.iter().for_each(|person| sets_of[*person as usize].push(number));
        }
        let mut open = vec![0u64; (people * people).div_ceil(64)];
        let (mut row, mut shared) = (vec![NOT_ALLOWED; people], vec![0i128; people]);
        for (one, sets) in sets_of.iter().enumerate() {
            weights.fill(one, &mut row);
            shared.fill(0);
            for (set, price) in sets.iter().map(|set| priced[*set]) {
                set.iter().for_each(|other| shared[*other as usize] += price);
            }
            for other in (0..people).filter(|other| *other != one && row[*other] != NOT_ALLOWED) {
                let paid = certificate.prices[one] + certificate.prices[other] + shared[other];
                if paid == 2 * (i128::from(row[other]) + certificate.bonus) {
                    let cell = one * people + other;
                    open[cell / 64] |= 1 << (cell % 64);
                }
            }
        }
        Face {
            people,
            open,
            needed: certificate.prices.iter().map(|price| *price > 0).collect(),
            odd_sets: priced.into_iter().map(|set| set.0.clone()).collect(),
            sets_of,
        }
    }

    /// Whether two people may still be a pair.
    pub fn is_open(&self, one: usize, other: usize) -> bool {
        let cell = one * self.people + other;
        self.open[cell / 64] >> (cell % 64) & 1 == 1
    }

    /// Who must be in a pair.
    pub fn needed(&self) -> &[bool] {
        &self.needed
    }

    /// Writes what each pair of a person earns; [`NOT_ALLOWED`] where it is not open.
    fn earnings(&self, one: usize, row: &mut [i64]) {
        row.fill(i64::from(self.needed[one]));
        for (cell, needed) in row.iter_mut().zip(&self.needed) {
            *cell += i64::from(*needed);
        }
        for set in &self.sets_of[one] {
            self.odd_sets[*set].iter().for_each(|other| row[*other as usize] += 1);
        }
        for (other, cell) in row.iter_mut().enumerate() {
            if !self.is_open(one, other) {
                *cell = NOT_ALLOWED;
            }
        }
    }

    /// No pair earns more.
    fn most(&self) -> i64 {
        2 + self.sets_of.iter().map(Vec::len).max().unwrap_or(0) as i64
    }
}

/// The weights of a stage on a face.
pub(super) struct OnFace<'w> {
    play: &'w Play<'w>,
    decides: &'w Decides,
    lot_bits: u32,
    /// What staying on the face counts: above all that the stage decides itself.
    pub above: i64,
}

impl<'w> OnFace<'w> {
    /// Sees how much room the numbers need.
    pub fn new(play: &'w Play<'w>, decides: &'w Decides) -> Result<Self, SolveError> {
        let pairs = play.scores.mentees() as i128 / 2;
        let earned = i128::from(play.face.as_ref().map_or(0, Face::most));
        // What all pairs together can differ by, and all that staying on the face can earn beside it.
        let above = |spread: i128| pairs.checked_mul(spread)?.checked_add(1);
        let fits = |spread: i128| {
            let above = above(spread)?;
            let most = above.checked_mul(earned)?.checked_add(spread)?;
            (most < 1 << 58).then_some(above as i64)
        };
        let mut lot_bits = LOT_BITS;
        let spread = match decides {
            Decides::Everything | Decides::People => 2,
            Decides::Scores(_) => 1,
            Decides::Points => i128::from(play.pool.most.max(0)) - i128::from(play.pool.least.min(0)),
            Decides::Lots => {
                while lot_bits > LEAST_LOT_BITS && fits(1 << lot_bits).is_none() {
                    lot_bits -= 1;
                }
                1 << lot_bits
            }
        };
        let above = fits(spread).ok_or(SolveError::Overflow)?;
        Ok(OnFace { play, decides, lot_bits, above })
    }

    /// What a pair weighs in the stage itself.
    fn own(&self, one: usize, other: usize, score: i32) -> i64 {
        let waits = |person: usize| i64::from(self.play.waited.get(person).copied().unwrap_or(false));
        match self.decides {
            Decides::Everything | Decides::People => waits(one) + waits(other),
            Decides::Scores(range) => -i64::from(range.contains(&score)),
            Decides::Points => i64::from(score),
            Decides::Lots => {
                let lots = &self.play.lots;
                let (low, high) = (lots[one].min(lots[other]), lots[one].max(lots[other]));
                (lot(low, high) >> (64 - self.lot_bits)) as i64
            }
        }
    }
}

impl PoolScores for OnFace<'_> {
    fn people(&self) -> usize {
        self.play.scores.mentees()
    }

    fn fill(&self, person: usize, row: &mut [i64]) {
        match &self.play.face {
            Some(face) => face.earnings(person, row),
            None => row.fill(0),
        }
        let mut scores = vec![0; row.len()];
        self.play.scores.fill(person, &mut scores);
        for (other, (weight, score)) in row.iter_mut().zip(scores).enumerate() {
            *weight = match (*weight, score) {
                (NOT_ALLOWED, _) | (_, FORBIDDEN) => NOT_ALLOWED,
                (earned, score) => earned * self.above + self.own(person, other, score),
            };
        }
    }
}
