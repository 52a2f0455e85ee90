//! How a round fares as a whole: how many are placed, with how many points, and how the worst placed fare.

use super::round::Outcome;
use crate::domain::person::Person;

/// The numbers by which choices are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fared {
    /// Those who seek somebody and have one.
    pub placed: usize,
    /// The points of all relationships, in units, as people see them.
    pub total: i64,
    /// The lowest score out of 100; `None` where there is no relationship.
    pub worst: Option<i64>,
    /// The mean score out of 100 of the worst placed tenth, rounded up to a whole number of relationships; in tenths.
    pub worst_tenth: Option<i64>,
}

impl Fared {
    /// Adds a round up: whoever has somebody already and one more now is placed already.
    pub fn of(outcome: &Outcome, people: &[Person]) -> Self {
        let mut scores: Vec<i64> = outcome.proposed.iter().map(|proposed| proposed.of_100).collect();
        scores.sort_unstable();
        Fared {
            placed: outcome.newly_placed(people),
            total: outcome.shown(outcome.total()),
            worst: scores.first().copied(),
            worst_tenth: worst_tenth(&scores),
        }
    }
}

/// Of scores from the lowest on, the mean of the first tenth, in tenths and rounded half up.
fn worst_tenth(scores: &[i64]) -> Option<i64> {
    let tenth = &scores[..scores.len().div_ceil(10)];
    let count = tenth.len() as i64;
    (count > 0).then(|| (20 * tenth.iter().sum::<i64>() + count).div_euclid(2 * count))
}

#[cfg(test)]
mod tests {
    use super::worst_tenth;

    #[test]
    fn a_tenth_is_never_nobody() {
        assert_eq!(worst_tenth(&[]), None);
        assert_eq!(worst_tenth(&[40, 90]), Some(400));
        let eleven = [33, 34, 50, 50, 50, 50, 50, 50, 50, 50, 50];
        assert_eq!(worst_tenth(&eleven), Some(335), "two of eleven are the worst tenth");
        assert_eq!(worst_tenth(&[vec![10; 2], vec![11; 28]].concat()), Some(103), "10 1/3 is 10.3");
    }
}
