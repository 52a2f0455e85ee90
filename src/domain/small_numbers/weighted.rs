//! Sums in which some count several times, beside the plain sum: what follows of a few for whoever takes one off the other.

use std::collections::BTreeMap;

use super::Threshold;

/// How often one counts, as a share: above and below the line.
pub type Weight = (u64, u64);

/// Whether sums can be told beside the plain sum of all, given how often each counts in every one of them. Where those who
/// count alike are enough, nothing follows but what is told. One such sum gives away what is left when all who count alike
/// are taken off.
///
/// ```
/// use mentor::domain::small_numbers::Threshold;
/// use mentor::domain::small_numbers::weighted::keep;
/// // Hours of everybody in 8 pairs and a set of seven: less twice all hours they are five times those of the set.
/// let pairs = vec![vec![(2, 1)]; 8];
/// let with_a_set = [pairs.clone(), vec![vec![(7, 1)]]].concat();
/// assert!(keep(&pairs, Threshold(5)));
/// assert!(!keep(&with_a_set, Threshold(5)));
/// // Sets of many sizes: whichever size is taken off, enough are left.
/// let sets: Vec<_> = (4..10).map(|size| vec![(size, 1)]).collect();
/// assert!(keep(&sets, Threshold(5)));
/// ```
pub fn keep(weights: &[Vec<Weight>], threshold: Threshold) -> bool {
    let enough = |count: usize| count == 0 || threshold.0 < 2 || count >= threshold.0 as usize;
    let sums = weights.first().map_or(0, Vec::len);
    // A sum in which all count alike is the plain one, and of two that are the same one is enough.
    let column = |at: usize| weights.iter().map(|of| lowest(of[at])).collect::<Vec<_>>();
    let mut columns: Vec<Vec<Weight>> = (0..sums).map(column).collect();
    columns.retain(|column| column.iter().any(|weight| *weight != column[0]));
    columns.sort();
    columns.dedup();
    let mut alike: BTreeMap<Vec<Weight>, usize> = BTreeMap::new();
    for at in 0..weights.len() {
        *alike.entry(columns.iter().map(|column| column[at]).collect()).or_default() += 1;
    }
    let all_enough = alike.values().all(|count| enough(*count));
    match &columns[..] {
        [] => true,
        _ if all_enough => true,
        [_] => alike.values().all(|count| enough(weights.len() - count)),
        _ => false,
    }
}

/// A share in its lowest terms.
fn lowest((above, below): Weight) -> Weight {
    let (mut one, mut other) = (above, below);
    while other > 0 {
        (one, other) = (other, one % other);
    }
    (above / one.max(1), below / one.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentors_of_pairs_beside_a_few_sets_tell_of_the_sets() {
        let of = |pairs: usize, sets: usize| [vec![vec![(1, 1)]; pairs], vec![vec![(0, 1)]; sets]].concat();
        assert!(keep(&of(8, 0), Threshold(5)) && keep(&of(8, 6), Threshold(5)));
        assert!(!keep(&of(8, 2), Threshold(5)) && !keep(&of(2, 8), Threshold(5)));
        assert!(keep(&of(8, 2), Threshold(1)), "1 hides nothing");
    }

    #[test]
    fn of_several_sums_all_who_count_alike_have_to_be_enough() {
        let of = |counts: [usize; 3]| {
            let kinds = [vec![(1, 1), (1, 1)], vec![(0, 1), (6, 1)], vec![(0, 1), (7, 1)]];
            kinds.into_iter().zip(counts).flat_map(|(kind, count)| vec![kind; count]).collect::<Vec<_>>()
        };
        assert!(keep(&of([9, 5, 5]), Threshold(5)));
        assert!(!keep(&of([9, 5, 4]), Threshold(5)));
    }

    #[test]
    fn shares_are_compared_as_numbers() {
        assert_eq!((lowest((60, 120)), lowest((0, 30)), lowest((0, 0))), ((1, 2), (0, 1), (0, 0)));
        assert!(keep(&[vec![(120, 60)], vec![(90, 45)]], Threshold(5)));
    }
}
