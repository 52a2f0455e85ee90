//! What it costs at least that two people of a pool have to be together, by the prices that prove the best pairs.
//!
//! Without the two the prices of all others still cover every pair, so that the rest can be worth no more than these
//! come to: the whole loses at least what the prices of the two, and of the odd sets that hold both, are above the
//! worth of the pair (Edmonds 1965).

use super::{Decides, Play};
use crate::domain::matching::solvers::SolveError;
use crate::domain::matching::solvers::general::{NOT_ALLOWED, PoolCertificate, PoolScores, Together};
use crate::domain::scheme::Aim;

/// The best pairs of a pool of which everything was decided at once, and the prices that prove it.
pub struct Near<'n> {
    together: Together<'n>,
    certificate: PoolCertificate,
    /// Whom each person is paired with.
    pub mates: Vec<Option<u32>>,
}

impl<'n> Near<'n> {
    /// Finds the best pairs. Not for the aim fairest, whose pairs are found in several stages.
    ///
    /// # Errors
    /// As for [`super::pair_peers`].
    pub fn new(play: &'n Play<'_>, aim: Aim) -> Result<Self, SolveError> {
        let (weights, wanted) = play.weights(aim, &Decides::Everything)?;
        Ok(Near::of(Together::new(weights, wanted)?))
    }

    fn of(together: Together<'n>) -> Self {
        let best = together.best();
        Near { together, certificate: best.certificate, mates: best.mates }
    }

    /// The best pairs if two people have to be together, each both ways, sorted; `None` where they may not be.
    pub fn with(&self, one: usize, other: usize) -> Option<Vec<(u32, u32)>> {
        Some(both_ways(&self.together.with(one, other)?))
    }

    /// What the whole loses at least if one person had to be with each other one, in halves as prices are; `None` where
    /// two may not be.
    pub fn losses(&self, one: usize) -> Vec<Option<i128>> {
        let by = &self.certificate;
        let mut row = vec![NOT_ALLOWED; self.together.people()];
        self.together.fill(one, &mut row);
        let mut prices = by.prices.clone();
        for (set, price) in by.odd_sets.iter().filter(|(set, _)| set.binary_search(&(one as u32)).is_ok()) {
            set.iter().for_each(|other| prices[*other as usize] += price);
        }
        let loss = |(other, weight): (usize, &i64)| {
            let may = other != one && *weight != NOT_ALLOWED;
            may.then(|| by.prices[one] + prices[other] - 2 * (i128::from(*weight) + by.bonus))
        };
        row.iter().enumerate().map(loss).collect()
    }

    /// What pairs, each of which stands there both ways, lose against the best, in halves as prices are.
    pub fn lost(&self, pairs: &[(u32, u32)]) -> i128 {
        let by = &self.certificate;
        let mut row = vec![NOT_ALLOWED; self.together.people()];
        let worth = pairs.iter().filter(|(one, other)| one < other).map(|(one, other)| {
            self.together.fill(*one as usize, &mut row);
            i128::from(row[*other as usize]) + by.bonus
        });
        let sets = by.odd_sets.iter().map(|(set, price)| price * ((set.len() as i128 - 1) / 2));
        by.prices.iter().sum::<i128>() + sets.sum::<i128>() - 2 * worth.sum::<i128>()
    }
}

/// Pairs both ways, sorted.
pub fn both_ways(mates: &[Option<u32>]) -> Vec<(u32, u32)> {
    mates.iter().enumerate().filter_map(|(one, mate)| Some((one as u32, (*mate)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Near, both_ways};
    use crate::domain::matching::solvers::general::{NOT_ALLOWED, PoolScores, Together, Wanted, pair_up};
    use proptest::prelude::*;

    /// Weights of few people; two who have to be together may have nobody else.
    #[derive(Clone)]
    struct Few {
        weights: Vec<Vec<i64>>,
        together: Option<(usize, usize)>,
    }

    impl PoolScores for Few {
        fn people(&self) -> usize {
            self.weights.len()
        }

        fn fill(&self, person: usize, row: &mut [i64]) {
            for (other, weight) in row.iter_mut().enumerate() {
                let (one, two) = (person.min(other), person.max(other));
                let apart = self.together.is_some_and(|two_of| {
                    let of = |who: usize| who == two_of.0 || who == two_of.1;
                    of(one) != of(two)
                });
                *weight = if apart { NOT_ALLOWED } else { self.weights[one][two] };
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
        #[test]
        fn nobody_loses_less_than_the_prices_say(
            n in 2..9usize,
            cells in prop::collection::vec(prop_oneof![4 => 1..30i64, 1 => Just(NOT_ALLOWED)], 81),
            most_pairs in any::<bool>(),
        ) {
            let few = Few { weights: cells.chunks(9).map(<[i64]>::to_vec).collect::<Vec<_>>()[..n].to_vec(), together: None };
            let wanted = if most_pairs { Wanted::MostPairs } else { Wanted::MostWeight };
            let best = pair_up(&few, wanted).unwrap();
            let near = Near::of(Together::new(Box::new(few.clone()), wanted).unwrap());
            prop_assert_eq!(&near.mates, &best.mates);
            prop_assert_eq!(near.lost(&both_ways(&best.mates)), 0);
            for one in 0..n {
                for (other, least) in near.losses(one).into_iter().enumerate() {
                    let may = one != other && few.weights[one.min(other)][one.max(other)] != NOT_ALLOWED;
                    prop_assert_eq!(least.is_some(), may);
                    prop_assert_eq!(near.with(one, other).is_some(), may);
                    let Some(least) = least else { continue };
                    let forced = Few { together: Some((one, other)), ..few.clone() };
                    let mates = pair_up(&forced, wanted).unwrap().mates;
                    let with = near.with(one, other).unwrap();
                    prop_assert!(with.contains(&(one as u32, other as u32)));
                    let lost = near.lost(&with);
                    prop_assert!(lost >= least && least >= 0, "{lost} {least}");
                    if mates[one] == Some(other as u32) {
                        prop_assert_eq!(lost, near.lost(&both_ways(&mates)));
                    }
                    if best.mates[one] == Some(other as u32) {
                        prop_assert_eq!(least, 0);
                    }
                }
            }
        }
    }
}
