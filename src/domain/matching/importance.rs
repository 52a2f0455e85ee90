//! A mentee's own importance: points moved from one criterion to another, and never one more in all.
//!
//! 1. Each criterion that carries importance weighs 1 to 5 with each mentee: 3 where nothing was said.
//! 2. Their points are put together and shared out again, in proportion to points times weight.
//! 3. Whole points: each share is rounded down, and what is left goes, a point each, to the largest remainders (of
//!    equals the first in the scheme). So all shares add up to what the scheme gives, for everybody.
//!
//! Who gives everything a 5 has said nothing, and nobody buys a mentor by shouting.

use rustc_hash::FxHashMap;

use super::pool::Given;
use crate::domain::person::Entry;
use crate::domain::scheme::{Criterion, Role, Scheme};
use crate::domain::value::{Value, Vocabulary};
use crate::wording::normal;

/// The steps of importance: from 1 to so many.
pub const STEPS: i64 = 5;

/// What counts where nothing was said.
const MIDDLE: i64 = 3;

/// The criteria of a scheme as those who learn weigh them.
#[derive(Default)]
pub struct Weighing {
    /// All criteria of the scheme, with other points.
    sets: Vec<Vec<Criterion>>,
    /// Which of them, by position in the list of people and role; the scheme's own where there is none.
    of: FxHashMap<(usize, Role), usize>,
}

impl Weighing {
    /// Weighs the criteria for everybody who learns.
    pub fn new<'e>(given: &Given<'_>, learners: impl Iterator<Item = (usize, &'e Entry)>) -> Self {
        let mut weighing = Weighing::default();
        if given.scheme.criteria.iter().all(|criterion| criterion.importance.is_none()) {
            return weighing;
        }
        let mut known: FxHashMap<Vec<i64>, usize> = FxHashMap::default();
        for (person, entry) in learners {
            let Some(own) = own_points(given.scheme, given.words, entry) else { continue };
            let set = *known.entry(own).or_insert_with_key(|own| {
                let criteria = given.scheme.criteria.iter().zip(own);
                let weighed = |(criterion, points): (&Criterion, &i64)| match criterion.importance {
                    Some(_) => criterion.with_points(*points).unwrap_or_else(|| criterion.clone()),
                    None => criterion.clone(),
                };
                weighing.sets.push(criteria.map(weighed).collect());
                weighing.sets.len() - 1
            });
            weighing.of.insert((person, entry.role), set);
        }
        weighing
    }

    /// One criterion as somebody weighs it; `None` where it is the scheme's own.
    pub fn criterion(&self, at: usize, (person, entry): (usize, &Entry)) -> Option<&Criterion> {
        self.sets.get(*self.of.get(&(person, entry.role))?)?.get(at)
    }
}

/// The points that each criterion can earn with one who learns; `None` where they are the scheme's own.
fn own_points(scheme: &Scheme, words: &Vocabulary, entry: &Entry) -> Option<Vec<i64>> {
    let mut own: Vec<i64> = scheme.criteria.iter().map(|criterion| criterion.points).collect();
    let carrying: Vec<usize> = (0..own.len()).filter(|at| scheme.criteria[*at].importance.is_some()).collect();
    let shares: Vec<(i64, i64)> =
        carrying.iter().map(|at| (own[*at], weight(&scheme.criteria[*at], words, entry))).collect();
    for (at, points) in carrying.into_iter().zip(redistributed(&shares)) {
        own[at] = points;
    }
    scheme.criteria.iter().zip(&own).any(|(criterion, own)| criterion.points != *own).then_some(own)
}

/// How much a criterion matters to one who learns, from 1 to 5.
fn weight(criterion: &Criterion, words: &Vocabulary, entry: &Entry) -> i64 {
    let Some(field) = criterion.importance else { return MIDDLE };
    match entry.value(field) {
        Value::Scale(step) => i64::from(*step) + 1,
        // The first counts 5, the second 4 …; whoever put others in order and left this out has said that they matter more.
        Value::Ranking(ranking) => {
            let name = normal(&criterion.name);
            let named = ranking.iter().filter(|(word, _)| normal(words.spelling(*word)) == name);
            named.filter_map(|(_, rank)| *rank).min().map_or(1, |rank| (STEPS + 1 - i64::from(rank)).max(1))
        }
        _ => MIDDLE,
    }
}

/// Shares points out again by weight, to the last one: (points, weight) by criterion.
///
/// ```
/// use mentor::domain::matching::importance::redistributed;
/// // Of 20, 20 and 10 points the first matters most and the last least: 100 : 60 : 10 of 50 are 29.4, 17.6 and 2.9.
/// assert_eq!(redistributed(&[(20, 5), (20, 3), (10, 1)]), [29, 18, 3]);
/// // Who gives everything a 5 moves nothing.
/// assert_eq!(redistributed(&[(20, 5), (20, 5), (10, 5)]), [20, 20, 10]);
/// ```
pub fn redistributed(shares: &[(i64, i64)]) -> Vec<i64> {
    let all: i64 = shares.iter().map(|(points, _)| points).sum();
    let weights: i64 = shares.iter().map(|(points, weight)| points * weight).sum();
    if weights <= 0 {
        return shares.iter().map(|(points, _)| *points).collect();
    }
    let exact = |(points, weight): &(i64, i64)| i128::from(all) * i128::from(points * weight);
    let whole = |share: &(i64, i64)| (exact(share) / i128::from(weights)) as i64;
    let mut own: Vec<i64> = shares.iter().map(whole).collect();
    let left = all - own.iter().sum::<i64>();
    let mut largest: Vec<usize> = (0..shares.len()).collect();
    largest.sort_by_key(|at| (std::cmp::Reverse(exact(&shares[*at]) % i128::from(weights)), *at));
    largest.into_iter().take(usize::try_from(left).unwrap_or(0)).for_each(|at| own[at] += 1);
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_equal_remainders_the_first_in_the_scheme_goes_first() {
        // 10 points each, weighed 1 to 1 to 1: 30 shared out is 10 each. Weighed 2, 1, 1: 15, 7.5, 7.5.
        assert_eq!(redistributed(&[(10, 2), (10, 1), (10, 1)]), [15, 8, 7]);
        assert_eq!(redistributed(&[(0, 5), (0, 1)]), [0, 0]);
        assert_eq!(redistributed(&[]), [] as [i64; 0]);
    }

    proptest! {
        #[test]
        fn no_point_is_won_or_lost(shares in prop::collection::vec((0i64..=10_000, 1i64..=5), 0..8)) {
            let own = redistributed(&shares);
            let all: i64 = shares.iter().map(|(points, _)| points).sum();
            prop_assert_eq!(own.iter().sum::<i64>(), all);
            // Each is within one point of its exact share, and nobody is below nothing.
            let weights: i64 = shares.iter().map(|(points, weight)| points * weight).sum();
            for ((points, weight), own) in shares.iter().zip(&own) {
                prop_assert!(*own >= 0);
                if weights > 0 {
                    let off = i128::from(*own) * i128::from(weights) - i128::from(all) * i128::from(points * weight);
                    prop_assert!(off.abs() < i128::from(weights));
                }
            }
        }

        #[test]
        fn saying_more_of_everything_says_nothing(points in prop::collection::vec(0i64..=10_000, 1..8), weight in 1i64..=5) {
            let shares: Vec<(i64, i64)> = points.iter().map(|points| (*points, weight)).collect();
            prop_assert_eq!(redistributed(&shares), points);
        }
    }
}
