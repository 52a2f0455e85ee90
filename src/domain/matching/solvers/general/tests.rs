//! Brute force, known optima, closed forms: every answer here is checked by its certificate.
use super::{NOT_ALLOWED, Paired, PoolCertificate, PoolScores, Wanted, certifies, pair_up};
use proptest::prelude::*;

/// A table of weights, symmetric by construction.
#[derive(Clone, Debug)]
struct Table {
    people: usize,
    cells: Vec<i64>,
}

impl Table {
    fn new(people: usize, weight: impl Fn(usize, usize) -> i64) -> Self {
        let cell = |at: usize| match (at / people, at % people) {
            // What stands in the own cell must not matter.
            (one, other) if one == other => 1_000_000,
            (one, other) => weight(one.min(other), one.max(other)),
        };
        Table { people, cells: (0..people * people).map(cell).collect() }
    }

    fn listed(people: usize, pairs: &[(usize, usize, i64)]) -> Self {
        let mut table = Table::new(people, |_, _| NOT_ALLOWED);
        for &(one, other, weight) in pairs.iter().filter(|pair| pair.0 != pair.1) {
            table.cells[one * people + other] = weight;
            table.cells[other * people + one] = weight;
        }
        table
    }

    fn at(&self, one: usize, other: usize) -> i64 {
        self.cells[one * self.people + other]
    }

    /// How many pairs there are and what they weigh.
    fn worth(&self, mates: &[Option<u32>]) -> (i128, i128) {
        let pairs = mates.iter().enumerate().filter_map(|(one, mate)| mate.map(|mate| (one, mate as usize)));
        let pairs = pairs.filter(|(one, other)| one < other);
        pairs.fold((0, 0), |(count, sum), (one, other)| (count + 1, sum + i128::from(self.at(one, other))))
    }
}

impl PoolScores for Table {
    fn people(&self) -> usize {
        self.people
    }
    fn fill(&self, person: usize, row: &mut [i64]) {
        row.copy_from_slice(&self.cells[person * self.people..(person + 1) * self.people]);
    }
}

/// Pairs, certified.
fn paired(scores: &dyn PoolScores, wanted: Wanted) -> Paired {
    let paired = pair_up(scores, wanted).unwrap();
    assert!(certifies(scores, wanted, &paired.mates, &paired.certificate), "{paired:?}");
    paired
}

/// The most pairs and their greatest weight, or the greatest weight, by trying all.
fn brute(table: &Table, wanted: Wanted) -> (i128, i128) {
    fn go(table: &Table, wanted: Wanted, from: usize, free: u32) -> (i128, i128) {
        let Some(one) = (from..table.people).find(|one| free >> one & 1 == 1) else { return (0, 0) };
        let free = free & !(1 << one);
        let mut best = go(table, wanted, one + 1, free);
        for other in (one + 1..table.people).filter(|other| free >> other & 1 == 1) {
            if table.at(one, other) != NOT_ALLOWED {
                let rest = go(table, wanted, one + 1, free & !(1 << other));
                let pair =
                    (rest.0 + i128::from(wanted == Wanted::MostPairs), rest.1 + i128::from(table.at(one, other)));
                best = best.max(pair);
            }
        }
        best
    }
    go(table, wanted, 0, u32::MAX)
}

fn agrees(table: &Table) {
    for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
        let found = paired(table, wanted);
        let (pairs, weight) = table.worth(&found.mates);
        let best = brute(table, wanted);
        assert_eq!((if wanted == Wanted::MostPairs { pairs } else { 0 }, weight), best, "{wanted:?} {table:?}");
        assert_eq!(found.certificate.value, best.1);
    }
}

fn tiny(most: usize) -> impl Strategy<Value = Table> {
    let weights = |kind: u8| match kind {
        0 => prop_oneof![3 => 0..3i64, 1 => Just(NOT_ALLOWED)].boxed(),
        1 => prop_oneof![2 => -2..4i64, 3 => Just(NOT_ALLOWED)].boxed(),
        2 => prop_oneof![5 => -20..100i64, 1 => Just(NOT_ALLOWED)].boxed(),
        3 => prop_oneof![1 => 5..8i64, 2 => Just(NOT_ALLOWED)].boxed(),
        4 => (-(1i64 << 62)..1 << 62).boxed(),
        _ => (0..100i64, 0..1i64 << 40).prop_map(|(points, lot)| (points << 40) + lot).boxed(),
    };
    (0..=most, 0..6u8).prop_flat_map(move |(people, kind)| {
        prop::collection::vec(weights(kind), people * people)
            .prop_map(move |cells| Table::new(people, |one, other| cells[one * people + other]))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_brute_force(table in tiny(9)) {
        agrees(&table);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn nothing_that_was_tampered_with_is_certified(table in tiny(9), at in any::<prop::sample::Index>(), by in 1..5i128) {
        for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
            let Paired { mates, certificate } = paired(&table, wanted);
            let holds = |mates: &[Option<u32>], certificate: &PoolCertificate| {
                certifies(&table, wanted, mates, certificate)
            };
            let tampered = |tamper: &dyn Fn(&mut PoolCertificate)| {
                let mut other = certificate.clone();
                tamper(&mut other);
                holds(&mates, &other)
            };
            prop_assert!(!tampered(&|c| c.value += by));
            prop_assert!(!tampered(&|c| c.prices.push(0)));
            prop_assert!(!tampered(&|c| c.odd_sets.push((vec![0], 0))));
            prop_assert!(!tampered(&|c| c.odd_sets.push((vec![0, 1, 99], 0))));
            prop_assert!(wanted == Wanted::MostPairs || !tampered(&|c| c.bonus += by));
            if table.people > 0 {
                let person = at.index(table.people);
                prop_assert!(!tampered(&|c| c.prices[person] += by));
                prop_assert!(!tampered(&|c| c.prices[person] -= by));
                prop_assert!(!tampered(&|c| c.prices[person] = i128::MAX));
                let mut other = mates.clone();
                other[person] = if other[person].is_none() { Some(person as u32) } else { None };
                prop_assert!(!holds(&other, &certificate));
                prop_assert!(!holds(&mates[1..], &certificate));
            }
            if !certificate.odd_sets.is_empty() {
                let set = at.index(certificate.odd_sets.len());
                prop_assert!(!tampered(&|c| c.odd_sets[set].1 += by));
                prop_assert!(!tampered(&|c| c.odd_sets[set].1 -= by));
                prop_assert!(!tampered(&|c| c.odd_sets[set].1 = i128::MAX));
                prop_assert!(!tampered(&|c| c.odd_sets.truncate(set)));
                prop_assert!(!tampered(&|c| c.odd_sets[set].0.truncate(2)));
                prop_assert!(!tampered(&|c| c.odd_sets[set].0.reverse()));
            }
        }
    }
}

#[test]
fn fewer_pairs_or_less_weight_are_not_certified() {
    let table = Table::listed(4, &[(0, 1, 5), (1, 2, 11), (2, 3, 5)]);
    let most = paired(&table, Wanted::MostPairs);
    assert_eq!(most.mates, [Some(1), Some(0), Some(3), Some(2)]);
    let heaviest = paired(&table, Wanted::MostWeight);
    assert_eq!(heaviest.mates, [None, Some(2), Some(1), None]);
    assert!(!certifies(&table, Wanted::MostPairs, &heaviest.mates, &heaviest.certificate));
    assert!(!certifies(&table, Wanted::MostWeight, &most.mates, &most.certificate));
    // A bonus too small to put the number of pairs first proves nothing about it.
    let small = PoolCertificate { prices: vec![0, 12, 12, 0], odd_sets: vec![], value: 11, bonus: 1 };
    assert!(!certifies(&table, Wanted::MostPairs, &heaviest.mates, &small));
}

#[test]
fn nobody_one_and_two() {
    for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
        assert_eq!(paired(&Table::listed(0, &[]), wanted), Paired::default());
        assert_eq!(paired(&Table::listed(1, &[]), wanted).mates, [None]);
        assert_eq!(paired(&Table::listed(2, &[]), wanted).mates, [None, None]);
        assert_eq!(paired(&Table::listed(2, &[(0, 1, 7)]), wanted).mates, [Some(1), Some(0)]);
    }
    let bad = Table::listed(2, &[(0, 1, -7)]);
    assert_eq!(paired(&bad, Wanted::MostPairs).mates, [Some(1), Some(0)]);
    assert_eq!(paired(&bad, Wanted::MostWeight).mates, [None, None]);
}

#[test]
fn the_largest_weights_do_not_overflow() {
    let huge = i64::MAX - 1;
    let table = Table::new(6, |one, other| if (one + other) % 2 == 0 { huge } else { -huge });
    agrees(&table);
    agrees(&Table::new(5, |_, _| huge));
    agrees(&Table::new(5, |_, _| -huge));
}

/// Pairs along a path, one heavier, one lighter in turn; pairs around a circle, all alike.
#[test]
fn paths_and_odd_circles() {
    for people in [3usize, 4, 5, 99, 100, 301] {
        let path: Vec<_> = (1..people).map(|one| (one - 1, one, 1000 + (one % 2) as i64)).collect();
        let found = paired(&Table::listed(people, &path), Wanted::MostPairs);
        // The first pair and every other one after it.
        assert_eq!(found.certificate.value, 1001 * (people / 2) as i128);
        let circle: Vec<_> = (0..people).map(|one| (one, (one + 1) % people, 7)).collect();
        for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
            let found = paired(&Table::listed(people, &circle), wanted);
            assert_eq!(found.certificate.value, 7 * (people / 2) as i128);
        }
    }
}

/// Triangles in a chain: inside all weigh 10, between neighbours 1 to 9. An even number of them pairs everybody if each
/// gives one person to a neighbour.
#[test]
fn triangles_in_a_chain() {
    for (triangles, between) in [(2usize, 4i64), (40, 1), (41, 9), (60, 5)] {
        let inside =
            (0..triangles).flat_map(|at| [(3 * at, 3 * at + 1), (3 * at, 3 * at + 2), (3 * at + 1, 3 * at + 2)]);
        let mut pairs: Vec<_> = inside.map(|(one, other)| (one, other, 10)).collect();
        pairs.extend((1..triangles).map(|at| (3 * at - 1, 3 * at, between)));
        let found = paired(&Table::listed(3 * triangles, &pairs), Wanted::MostPairs);
        let (count, value) = Table::listed(3 * triangles, &pairs).worth(&found.mates);
        assert_eq!(count as usize, 3 * triangles / 2);
        assert_eq!(value, 10 * triangles as i128 + i128::from(between) * (triangles / 2) as i128);
    }
}

/// All alike: any pairs will do, and the prices are plain.
#[test]
fn equal_weights() {
    for people in [10usize, 11, 60, 61] {
        for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
            let found = paired(&Table::new(people, |_, _| 5), wanted);
            assert_eq!(found.certificate.value, 5 * (people / 2) as i128);
        }
    }
}

/// Circles around circles, so that blossoms nest: two more people for each layer, a little lighter than the one inside.
#[test]
fn nests_of_circles() {
    for layers in [1usize, 5, 30] {
        let people = 3 + 2 * layers;
        let mut pairs = vec![(0, 1, 1 << 20), (1, 2, 1 << 20), (0, 2, 1 << 20)];
        for layer in 0..layers {
            let (one, other) = (3 + 2 * layer, 4 + 2 * layer);
            let weight = (1 << 20) - 4 * (layer as i64 + 1);
            pairs.extend([(one, other, weight), (one - 2, one, weight), (other - 2, other, weight)]);
        }
        let table = Table::listed(people, &pairs);
        let found = paired(&table, Wanted::MostPairs);
        let layers = layers as i128;
        // One innermost pair and one in every layer: no pair can join two of a layer at more.
        assert_eq!(found.certificate.value, (layers + 1) * (1 << 20) - 2 * layers * (layers + 1));
    }
}

fn mix(seed: u64) -> u64 {
    let mut hash = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

/// Prices and pairs drawn first, weights made to fit: those pairs are the only best ones. Odd sets in the drawing make
/// sure that prices of people alone would not do.
#[test]
fn planted_pairs_are_found() {
    for (people, seed) in [(20usize, 1u64), (80, 2), (150, 3)] {
        let draw = |what: u64, of: u64| (mix(seed << 40 ^ what << 32 ^ of) % of.max(1)) as i64;
        let price: Vec<i64> = (0..people as u64).map(|one| (mix(seed ^ one) % 1000) as i64 + 50).collect();
        let table = Table::new(people, |one, other| {
            let in_set = |person: usize| person / 10;
            let set = if in_set(one) == in_set(other) && one % 10 < 5 && other % 10 < 5 { 40 } else { 0 };
            let planted = [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)].contains(&(one % 10, other % 10));
            let tight = planted && in_set(one) == in_set(other);
            let less = if tight { 0 } else { 1 + draw(one as u64, other as u64 + 3) % 30 };
            price[one] + price[other] + set - less
        });
        for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
            let found = paired(&table, wanted);
            assert!((0..people).all(|one| found.mates[one] == Some(one as u32 ^ 1)), "{found:?}");
        }
    }
}

/// Larger random pools, dense and sparse, of even and odd size: the certificate is the proof.
#[test]
fn larger_pools_are_certified() {
    for (people, seed, of) in [(60u64, 1u64, 3u64), (61, 2, 100), (120, 3, 1 << 50), (101, 4, 6), (80, 5, 2)] {
        for allowed in [2, 5, 60, 100] {
            let table = Table::new(people as usize, |one, other| {
                let cell = mix(seed ^ (one as u64 * people + other as u64) << 8);
                if cell % 100 >= allowed { NOT_ALLOWED } else { (mix(cell) % of) as i64 - (of / 8) as i64 }
            });
            for wanted in [Wanted::MostPairs, Wanted::MostWeight] {
                paired(&table, wanted);
            }
        }
    }
}
