//! All that an aim wants in one integer, so that an order of quantities is an order of numbers.
//!
//! Each quantity gets a factor greater than twice all that paths can sum up of those after it: numbers compare as the
//! quantities do from the first to the last, and can be read back.
use super::MarginalError;
use crate::domain::matching::solvers::{Aim, Certificate, Solution, StageName};

/// What a solution is worth, or what a change adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    /// Mentees with at least one mentor.
    pub people: i64,
    /// Those of them who waited.
    pub waited: i64,
    /// Kept pairs.
    pub kept: i64,
    /// The sum of all scores.
    pub points: i64,
}

impl Worth {
    fn join(self, other: Worth, with: impl Fn(i64, i64) -> i64) -> Worth {
        Worth {
            people: with(self.people, other.people),
            waited: with(self.waited, other.waited),
            kept: with(self.kept, other.kept),
            points: with(self.points, other.points),
        }
    }
}

impl std::ops::Add for Worth {
    type Output = Worth;
    fn add(self, other: Worth) -> Worth {
        self.join(other, i64::saturating_add)
    }
}

impl std::ops::Sub for Worth {
    type Output = Worth;
    fn sub(self, other: Worth) -> Worth {
        self.join(other, i64::saturating_sub)
    }
}

/// What one of each counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub people: i128,
    pub waited: i128,
    pub kept: i128,
    pub points: i128,
    aim: Aim,
}

impl Scale {
    pub fn new(aim: Aim, mentees: usize, mentors: usize) -> Result<Self, MarginalError> {
        // No path visits anybody twice; distances, prices and their differences are a few paths.
        let radix = 16 * (mentees as i128 + mentors as i128 + 2);
        let spread = radix << 31;
        let top = radix.checked_pow(3).and_then(|product| product.checked_mul(spread));
        if top.is_none_or(|top| top > i128::MAX >> 4) {
            return Err(MarginalError::Overflow);
        }
        match aim {
            Aim::MostPeople => {
                let (kept, waited) = (spread, spread * radix);
                Ok(Scale { people: waited * radix, waited, kept, points: 1, aim })
            }
            Aim::BestFit => {
                let (waited, people) = (radix, radix * radix);
                Ok(Scale { people, waited, kept: 1, points: people * radix, aim })
            }
            Aim::Fairest => Err(MarginalError::Aim),
        }
    }

    /// Reads a number back.
    pub fn read(&self, number: i128) -> Worth {
        let mut rest = number;
        let mut read = |factor: i128| {
            let many = nearest(rest, factor);
            rest -= many * factor;
            i64::try_from(many).unwrap_or(if many < 0 { i64::MIN } else { i64::MAX })
        };
        let mut worth = Worth::default();
        if self.aim == Aim::BestFit {
            worth.points = read(self.points);
        }
        worth.people = read(self.people);
        worth.waited = read(self.waited);
        worth.kept = read(self.kept);
        if self.aim != Aim::BestFit {
            worth.points = read(self.points);
        }
        worth
    }

    /// Prices on this scale, read off the certificates: mentees, then mentors (less than nothing), then the ground.
    ///
    /// A certificate packs its quantities closer together, so that what is read off may be wrong where prices are
    /// large. The searches cope; they merely look at some people twice.
    pub fn prices(&self, solution: &Solution, mentees: usize, mentors: usize) -> Vec<i128> {
        let mut prices = vec![0; mentees + mentors + 1];
        let decides = |stage: &&Certificate| matches!(stage.name, StageName::People | StageName::Points);
        for stage in solution.stages.iter().filter(decides) {
            let (low, high) = (stage.first.iter().min().copied(), stage.first.iter().max().copied());
            let (low, high) = (i128::from(low.unwrap_or(0)), i128::from(high.unwrap_or(0)));
            let factors = [
                (low, self.people),
                (high - low, self.waited),
                (i128::from(stage.kept), self.kept),
                (i128::from(stage.points), self.points),
            ];
            let read = |price: i64| {
                let mut rest = i128::from(price);
                let factors = factors.iter().filter(|(from, _)| *from != 0);
                let parts = factors.map(|(from, to)| {
                    let many = nearest(rest, *from);
                    rest -= many * from;
                    many.saturating_mul(*to)
                });
                parts.fold(0i128, i128::saturating_add).clamp(i128::MIN >> 6, i128::MAX >> 6)
            };
            for (sum, &price) in prices.iter_mut().zip(stage.mentee_prices.iter().take(mentees)) {
                *sum += read(price);
            }
            for (sum, &price) in prices.iter_mut().skip(mentees).zip(stage.mentor_prices.iter().take(mentors)) {
                *sum -= read(price);
            }
        }
        prices
    }
}

/// The quotient, rounded to the nearest whole number.
fn nearest(number: i128, by: i128) -> i128 {
    (number + by / 2).div_euclid(by)
}
