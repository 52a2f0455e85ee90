//! Brute force, closed forms, shuffles: every solve here is checked by its certificate.
use super::checker::{Case, Grid, check};
use super::stages::{self, Limits};
use super::{Aim, FORBIDDEN, Solution, solve};
use proptest::prelude::*;

fn solved(case: &Case) -> Solution {
    let solution = solve(&case.request()).unwrap();
    check(case, &solution).unwrap_or_else(|wrong| panic!("{wrong}\n{case:?}\n{solution:?}"));
    solution
}

/// Ways through the solvers: lists; tables; tables with faces that are never listed; all pairs at once.
fn ways() -> [Limits; 4] {
    let usual = Limits { small: 0, ..Limits::default() };
    [Limits::default(), usual, Limits { listed: 0, ..usual }, Limits { rounds: 0, listed: 0, ..usual }]
}

/// The best set of pairs by trying all.
fn brute(case: &Case) -> (Vec<i128>, Vec<(u32, u32)>) {
    fn go(
        case: &Case,
        cell: usize,
        left: &mut [u32],
        now: &mut Vec<(u32, u32)>,
        best: &mut (Vec<i128>, Vec<(u32, u32)>),
    ) {
        let (n, m) = (case.grid.mentees, case.grid.mentors);
        if cell == n * m {
            let worth = case.worth(now);
            if worth > best.0 {
                *best = (worth, now.clone());
            }
            return;
        }
        let (i, j) = (cell / m, cell % m);
        if case.grid.cells[cell] != FORBIDDEN && left[i] > 0 && left[n + j] > 0 {
            left[i] -= 1;
            left[n + j] -= 1;
            now.push((i as u32, j as u32));
            go(case, cell + 1, left, now, best);
            now.pop();
            left[i] += 1;
            left[n + j] += 1;
        }
        go(case, cell + 1, left, now, best);
    }
    let mut left: Vec<u32> = case.b.iter().chain(&case.c).copied().collect();
    let mut best = (Vec::new(), Vec::new());
    go(case, 0, &mut left, &mut Vec::new(), &mut best);
    best
}

pub(super) fn tiny(n: usize, m: usize, places: u32) -> impl Strategy<Value = Case> {
    (1..=n, 1..=m, 0..3i32).prop_flat_map(move |(n, m, kind)| {
        let score = match kind {
            0 => prop_oneof![3 => 0..3i32, 1 => Just(FORBIDDEN)].boxed(),
            1 => prop_oneof![3 => -2..3i32, 2 => Just(FORBIDDEN)].boxed(),
            _ => prop_oneof![5 => -20..100i32, 1 => Just(FORBIDDEN)].boxed(),
        };
        (
            prop::collection::vec(score, n * m),
            prop::collection::vec(0..=places, n),
            prop::collection::vec(0..=places, m),
            prop::bool::ANY,
            prop::collection::vec(prop::bool::weighted(0.3), n),
            prop::collection::vec(prop::bool::weighted(0.2), n * m),
            prop::collection::vec(any::<u64>(), n + m),
            prop::bool::ANY,
        )
            .prop_map(move |(cells, b, c, people, waited, kept, lots, lists)| {
                let grid = Grid::new(n, m, cells);
                let mut case = Case::plain(
                    if lists { grid.listed() } else { grid },
                    if people { Aim::MostPeople } else { Aim::BestFit },
                );
                (case.b, case.c, case.waited) = (b, c, waited);
                let kept =
                    kept.iter().enumerate().filter(|k| *k.1).map(|(cell, _)| ((cell / m) as u32, (cell % m) as u32));
                case.kept = kept.collect();
                case.mentee_lots = lots[..n].to_vec();
                case.mentor_lots = lots[n..].to_vec();
                case
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_brute_force(case in tiny(4, 3, 3)) {
        let (worth, pairs) = brute(&case);
        for limits in ways() {
            let solution = stages::solve(&case.request(), limits).unwrap();
            prop_assert_eq!(check(&case, &solution), Ok(()));
            prop_assert_eq!(case.worth(&solution.pairs), worth.clone());
            prop_assert_eq!(&solution.pairs, &pairs);
        }
    }
}
