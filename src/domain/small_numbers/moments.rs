//! What a mean gives away of the counts behind it. Of people who chose among evenly spaced values their number, their
//! sum, and with a deviation the sum of the squares are known; sometimes only one way of sharing them out is left.

use std::collections::HashSet;

use super::{Shown, Threshold};

/// How many ways of sharing people out are looked at; what is not found among them counts as not to be found.
const WAYS: usize = 3000;

/// How far below nobody a count may go on the way from one sharing to another.
const BELOW: i64 = 3;

/// What is known of the values beside how many people there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Their mean.
    Mean,
    /// Their mean and their standard deviation.
    MeanAndDeviation,
}

/// Some of the values together, and how the number of people who chose them is told; none where it is not.
pub struct Together<'a> {
    /// Their places.
    pub places: &'a [usize],
    /// How it is told.
    pub told: Option<Shown>,
}

/// Whether what is known of the values can be told beside their counts, in the order of the values: none of the small
/// numbers that are not told follows from it.
///
/// ```
/// use mentor::domain::small_numbers::moments::{Known, Together, keeps};
/// use mentor::domain::small_numbers::Threshold;
/// let each = |count: usize| (0..count).collect::<Vec<_>>();
/// let of = |counts: &[u32]| {
///     let places = each(counts.len());
///     let all: Vec<Together> = places.chunks(1).map(|places| Together { places, told: None }).collect();
///     keeps(counts, Known::Mean, &all, Threshold(5))
/// };
/// // 2 of 9 said yes: the mean of two words is the share.
/// assert!(!of(&[7, 2]));
/// // A mean of 4.9 of 5: one person said 4. A mean of 4.8: two said 4, or one said 3.
/// assert!(!of(&[0, 0, 0, 1, 9]));
/// assert!(of(&[0, 0, 0, 2, 8]));
/// // Nobody is few here.
/// assert!(of(&[6, 9]));
/// ```
pub fn keeps(counts: &[u32], known: Known, together: &[Together<'_>], threshold: Threshold) -> bool {
    let least = i64::from(if threshold.0 < 2 { 0 } else { threshold.0 });
    let truth: Vec<i64> = counts.iter().map(|count| i64::from(*count)).collect();
    let sum = |way: &[i64], of: &Together<'_>| of.places.iter().filter_map(|at| way.get(*at)).sum::<i64>();
    let is_told = |of: &Together<'_>| matches!(of.told, Some(Shown::Count(_)));
    let small = |of: &&Together<'_>| !is_told(of) && (1..least).contains(&sum(&truth, of));
    let mut open: Vec<&Together<'_>> = together.iter().filter(small).collect();
    if open.is_empty() {
        return true;
    }
    let fits = |way: &[i64]| {
        way.iter().all(|count| *count >= 0)
            && together.iter().all(|of| match (of.told, sum(way, of)) {
                (None, _) => true,
                (Some(Shown::Count(told)), count) => count == i64::from(told),
                (Some(Shown::Fewer), count) => (1..least).contains(&count),
                (Some(Shown::Hidden), count) => count >= if least == 2 { 1 } else { least },
            })
    };
    // People who move so leave number and sum as they are; and so, with the deviation, the squares.
    let step: &[i64] = match known {
        Known::Mean => &[1, -2, 1],
        Known::MeanAndDeviation => &[1, -3, 3, -1],
    };
    let (mut seen, mut next) = (HashSet::from([truth.clone()]), vec![truth.clone()]);
    let mut at = 0;
    while at < next.len() && seen.len() < WAYS {
        let way = next[at].clone();
        at += 1;
        if fits(&way) {
            open.retain(|of| sum(&way, of) == sum(&truth, of));
            if open.is_empty() {
                return true;
            }
        }
        for from in 0..=way.len().saturating_sub(step.len()) {
            for sign in [1, -1] {
                let mut other = way.clone();
                step.iter().enumerate().for_each(|(on, by)| {
                    if let Some(count) = other.get_mut(from + on) {
                        *count += sign * by;
                    }
                });
                let moved = way.len() >= step.len() && other.iter().all(|count| *count >= -BELOW);
                if moved && seen.insert(other.clone()) {
                    next.push(other);
                }
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deviation_gives_away_more_than_a_mean() {
        let (up, same, down) = ([3, 4], [2], [0, 1]);
        let together = [&up[..], &same, &down].map(|places| Together { places, told: None });
        let keeps = |counts: &[u32; 5], known| keeps(counts, known, &together, Threshold(5));
        // Changes of -2 to 2. Of ten people one moved, by one: squares of 1 say so, a mean of 0.1 does not.
        assert!(keeps(&[0, 0, 9, 1, 0], Known::Mean));
        assert!(!keeps(&[0, 0, 9, 1, 0], Known::MeanAndDeviation));
        // -1, 0, 1, 2, 2, 3 could be 0, 0, 0, 1, 3, 3: one less would have moved up.
        let places: Vec<usize> = (0..9).collect();
        let together = [&places[5..], &places[4..5], &places[..4]].map(|places| Together { places, told: None });
        let changes = [0, 0, 0, 1, 1, 1, 2, 1, 0];
        assert!(super::keeps(&changes, Known::MeanAndDeviation, &together, Threshold(5)));
    }

    #[test]
    fn what_is_told_stays_as_it_is() {
        let each = [[0], [1], [2]];
        let told = [Some(Shown::Count(8)), Some(Shown::Hidden), Some(Shown::Fewer)];
        let together: Vec<Together<'_>> =
            each.iter().zip(told).map(|(places, told)| Together { places, told }).collect();
        // 8, and the sum, and the number of all: three equations for three counts.
        assert!(!keeps(&[8, 6, 3], Known::Mean, &together, Threshold(5)));
        let open: Vec<Together<'_>> = each.iter().map(|places| Together { places, told: None }).collect();
        assert!(keeps(&[8, 6, 3], Known::Mean, &open, Threshold(5)));
    }
}
