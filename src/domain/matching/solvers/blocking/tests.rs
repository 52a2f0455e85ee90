//! Blocking pairs against their definition, with ties, and from rows of scores.
use super::super::checker::Grid;
use super::*;
use proptest::prelude::*;

/// The definition, word for word; `rank` of a pair in the eyes of the mentee and of the mentor.
fn by_definition(
    (n, m): (u32, u32),
    rank: impl Fn((u32, u32)) -> Option<(i32, i32)>,
    (b, c): (&[u32], &[u32]),
    pairs: &[(u32, u32)],
) -> Vec<(u32, u32)> {
    let everything = (0..n).flat_map(|i| (0..m).map(move |j| (i, j)));
    let blocks = |&pair: &(u32, u32)| {
        let Some((mine, theirs)) = rank(pair) else { return false };
        let partners = || pairs.iter().filter(|p| p.0 == pair.0);
        let their_partners = || pairs.iter().filter(|p| p.1 == pair.1);
        let free = partners().count() < b[pair.0 as usize] as usize;
        let free_there = their_partners().count() < c[pair.1 as usize] as usize;
        !pairs.contains(&pair)
            && (free || partners().any(|&p| rank(p).is_none_or(|held| mine < held.0)))
            && (free_there || their_partners().any(|&p| rank(p).is_none_or(|held| theirs < held.1)))
    };
    everything.filter(blocks).collect()
}

/// Numbers of people, ranks, places, and pairs within them.
type Case = (usize, usize, Vec<Option<(i32, i32)>>, Vec<u32>, Vec<u32>, Vec<(u32, u32)>);

fn case(n: usize, m: usize) -> impl Strategy<Value = Case> {
    (0..=n, 0..=m, 1..5i32).prop_flat_map(|(n, m, ranks)| {
        let rank = prop_oneof![4 => (0..ranks, 0..ranks).prop_map(Some), 1 => Just(None)];
        let places = |people| prop::collection::vec(0..3u32, people);
        let order = Just((0..n * m).collect::<Vec<_>>()).prop_shuffle();
        let parts = (prop::collection::vec(rank, n * m), places(n), places(m), order, 0..=n * m);
        parts.prop_map(move |(ranks, b, c, order, tries)| {
            let (mut left, mut left_there) = (b.clone(), c.clone());
            let mut pairs = Vec::new();
            for cell in order.into_iter().take(tries) {
                let (i, j) = (cell / m, cell % m);
                if left[i] > 0 && left_there[j] > 0 {
                    left[i] -= 1;
                    left_there[j] -= 1;
                    pairs.push((i as u32, j as u32));
                }
            }
            (n, m, ranks, b, c, pairs)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]
    #[test]
    fn all_are_found_and_no_others((n, m, ranks, b, c, pairs) in case(6, 5)) {
        let rank = |pair: (u32, u32)| ranks[pair.0 as usize * m + pair.1 as usize];
        let row = |i: u32| {
            let choice = |who| rank((i, who)).map(|(rank, back)| Choice { who, rank, back });
            (0..m as u32).rev().filter_map(choice).collect()
        };
        let listed = Listed { mentors: m, rows: (0..n as u32).map(row).collect() };
        let expected = by_definition((n as u32, m as u32), rank, (&b, &c), &pairs);
        prop_assert_eq!(blocking(&listed, &b, &c, &pairs), expected);
    }

    #[test]
    fn scores_rank_for_both_sides_in_tables_and_in_lists((n, m, ranks, b, c, pairs) in case(6, 5)) {
        let cells = ranks.iter().map(|rank| rank.map_or(FORBIDDEN, |rank| rank.0 * 10 - 20)).collect();
        let grid = Grid::new(n, m, cells);
        let rank = |pair: (u32, u32)| ranks[pair.0 as usize * m + pair.1 as usize].map(|rank| (-rank.0, -rank.0));
        let expected = by_definition((n as u32, m as u32), rank, (&b, &c), &pairs);
        prop_assert_eq!(&blocking(&ByScore(&grid), &b, &c, &pairs), &expected);
        prop_assert_eq!(blocking(&ByScore(&grid.listed()), &b, &c, &pairs), expected);
    }
}

#[test]
fn extreme_scores_keep_their_order() {
    // Nobody has anybody; then mentee 0 has the worst mentor, and the others are better.
    let grid = Grid::new(1, 4, vec![i32::MIN + 1, i32::MAX, 0, FORBIDDEN]);
    assert_eq!(blocking(&ByScore(&grid), &[1], &[1; 4], &[]), [(0, 0), (0, 1), (0, 2)]);
    assert_eq!(blocking(&ByScore(&grid), &[1], &[1; 4], &[(0, 0)]), [(0, 1), (0, 2)]);
    assert_eq!(blocking(&ByScore(&grid), &[1], &[1; 4], &[(0, 1)]), []);
}

#[test]
fn careless_pairs_and_places_are_no_harm() {
    let choice = |who| Choice { who, rank: who as i32, back: 0 };
    let listed = Listed { mentors: 2, rows: vec![vec![choice(0), choice(1)], vec![choice(1), choice(5)]] };
    // Written twice, of nobody, in no order: mentee 0 has mentor 1 and would rather have mentor 0, who is free.
    let pairs = [(7, 0), (0, 1), (0, 9), (0, 1)];
    assert_eq!(blocking(&listed, &[1], &[1, 1], &pairs), [(0, 0)]);
    assert_eq!(blocking(&listed, &[], &[], &[]), []);
    assert_eq!(blocking(&Listed::default(), &[], &[], &[(0, 0)]), []);
}
