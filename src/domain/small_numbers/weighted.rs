//! Sums in which some count several times, beside the plain sum: what follows of a few for whoever takes one off the other.

use std::collections::BTreeMap;

use super::Threshold;

/// How often one counts, as a share: above and below the line.
pub type Weight = (u64, u64);

/// No more ways than these of taking some off are looked at; where there are more it is not known what follows.
const MOST: usize = 5000;

/// Whether sums can be told beside the plain sum of all, given how often each counts in every one of them. Whoever adds
/// and takes off sums can make some count for nothing; whatever is left is to be enough.
///
/// Those who count alike in every sum are one kind. Of as many kinds as there are sums beside the plain one all can be
/// made to count for nothing at once, and with them whoever counts as a mixture of theirs: what is left of any such choice
/// is the least that follows. Where those of each kind are enough nothing follows but what is told.
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
/// // Half of them are led: less those that are not, the three that are would be left.
/// let led: Vec<_> = (4..10).map(|size| vec![(size, 1), (size % 2, 1)]).collect();
/// assert!(!keep(&led, Threshold(5)) && keep(&led, Threshold(3)));
/// ```
pub fn keep(weights: &[Vec<Weight>], threshold: Threshold) -> bool {
    let enough = |count: usize| count == 0 || threshold.0 < 2 || count >= threshold.0 as usize;
    let mut alike: BTreeMap<Vec<Weight>, usize> = BTreeMap::new();
    for of in weights {
        *alike.entry(of.iter().copied().map(lowest).collect()).or_default() += 1;
    }
    if alike.values().all(|count| enough(*count)) {
        return true;
    }
    // How each kind counts in the plain sum, and in every other.
    let kinds: Vec<(Vec<u64>, usize)> = alike
        .into_iter()
        .map(|(of, count)| ([1].into_iter().chain(of.into_iter().map(residue)).collect(), count))
        .collect();
    let mut all = Mixtures::default();
    let sums = kinds.iter().filter(|(kind, _)| all.add(kind)).count();
    let mut ways = MOST;
    // Where all count alike every sum is the plain one.
    sums < 2 || enough_left(&kinds, 0, (&Mixtures::default(), sums.saturating_sub(1)), &mut ways, &enough)
}

/// Whether enough are left, whichever so many more of the kinds from one on are made to count for nothing.
fn enough_left(
    kinds: &[(Vec<u64>, usize)],
    from: usize,
    (nothing, more): (&Mixtures, usize),
    ways: &mut usize,
    enough: &impl Fn(usize) -> bool,
) -> bool {
    *ways = ways.saturating_sub(1);
    if *ways == 0 {
        return false;
    }
    if more == 0 {
        let rest = kinds.iter().filter(|(kind, _)| !nothing.holds(kind));
        return enough(rest.map(|(_, count)| count).sum());
    }
    (from..kinds.len()).all(|at| {
        let mut with = nothing.clone();
        !with.add(&kinds[at].0) || enough_left(kinds, at + 1, (&with, more - 1), ways, enough)
    })
}

/// Everything that is a mixture of some kinds, by elimination in remainders of a large prime: each row begins with a 1
/// where no later one has anything.
#[derive(Clone, Default)]
struct Mixtures(Vec<(usize, Vec<u64>)>);

impl Mixtures {
    /// What is left of a kind when the others are taken off.
    fn rest(&self, kind: &[u64]) -> Vec<u64> {
        let mut rest = kind.to_vec();
        for (at, row) in &self.0 {
            let times = rest[*at];
            for (value, own) in rest.iter_mut().zip(row) {
                *value = (*value + PRIME - product(times, *own)) % PRIME;
            }
        }
        rest
    }

    fn holds(&self, kind: &[u64]) -> bool {
        self.rest(kind).iter().all(|value| *value == 0)
    }

    /// Adds a kind; false where it is a mixture already.
    fn add(&mut self, kind: &[u64]) -> bool {
        let rest = self.rest(kind);
        let Some(at) = rest.iter().position(|value| *value != 0) else { return false };
        let by = inverse(rest[at]);
        self.0.push((at, rest.into_iter().map(|value| product(value, by)).collect()));
        true
    }
}

/// A large prime: two shares that differ have remainders that differ.
const PRIME: u64 = 2_305_843_009_213_693_951;

fn product(one: u64, other: u64) -> u64 {
    (u128::from(one) * u128::from(other) % u128::from(PRIME)) as u64
}

/// What a number makes 1 with.
fn inverse(of: u64) -> u64 {
    let (mut base, mut exponent, mut power) = (of, PRIME - 2, 1);
    while exponent > 0 {
        power = if exponent % 2 == 1 { product(power, base) } else { power };
        base = product(base, base);
        exponent /= 2;
    }
    power
}

fn residue((above, below): Weight) -> u64 {
    product(above % PRIME, inverse(below % PRIME))
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
    fn of_three_kinds_in_two_sums_each_can_be_had_alone() {
        let of = |counts: [usize; 3]| {
            let kinds = [vec![(1, 1), (1, 1)], vec![(0, 1), (6, 1)], vec![(0, 1), (7, 1)]];
            kinds.into_iter().zip(counts).flat_map(|(kind, count)| vec![kind; count]).collect::<Vec<_>>()
        };
        assert!(keep(&of([9, 5, 5]), Threshold(5)));
        assert!(!keep(&of([9, 5, 4]), Threshold(5)));
    }

    #[test]
    fn sets_of_many_sizes_tell_the_hours_of_members_and_of_those_who_lead_them() {
        // Sets of 4 to 8, one of each size with somebody who leads it and one without: mixtures of two kinds are no others
        // but those of the same size or with as many who lead, so that at least 5 of 10 are left.
        let kind = |size: u64, led: u64| vec![(size, 1), (led, 1)];
        let sets: Vec<_> = (4..9).flat_map(|size| [kind(size, 0), kind(size, 1)]).collect();
        assert!(keep(&sets, Threshold(5)));
        // Two sizes: less one kind of either size and led alike, only few are left.
        assert!(!keep(&[kind(4, 0), kind(4, 0), kind(5, 1), kind(5, 1), kind(5, 0), kind(5, 0)], Threshold(5)));
    }

    #[test]
    fn one_sum_more_than_once_is_one() {
        let of = |more: usize| [vec![vec![(2, 1); more]; 8], vec![vec![(7, 1); more]; 3]].concat();
        assert!(!keep(&of(1), Threshold(5)) && !keep(&of(3), Threshold(5)) && keep(&of(3), Threshold(3)));
    }

    #[test]
    fn where_too_much_follows_to_look_at_it_all_nothing_is_told() {
        let sums = |one: u64| (1..7).map(|power| (one.pow(power), 1)).collect::<Vec<_>>();
        assert!(!keep(&(1..40).map(sums).collect::<Vec<_>>(), Threshold(5)));
    }

    #[test]
    fn shares_are_compared_as_numbers() {
        assert_eq!((lowest((60, 120)), lowest((0, 30)), lowest((0, 0))), ((1, 2), (0, 1), (0, 0)));
        assert!(keep(&[vec![(120, 60)], vec![(90, 45)]], Threshold(5)));
    }
}
