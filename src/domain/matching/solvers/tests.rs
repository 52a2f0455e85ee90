//! Brute force, closed forms, shuffles: every solve here is checked by its certificate.
use super::checker::{Case, Grid, check};
use super::limits::Limits;
use super::stages;
use super::{Aim, FORBIDDEN, Solution, solve};
use proptest::prelude::*;

fn solved(case: &Case) -> Solution {
    let solution = solve(&case.request()).unwrap();
    check(case, &solution).unwrap_or_else(|wrong| panic!("{wrong}\n{case:?}\n{solution:?}"));
    solution
}

/// Ways through the solvers: lists; tables; tables with faces that are never listed; all pairs at once.
pub(super) fn ways() -> [Limits; 4] {
    let usual = Limits { small: 0, ..Limits::default() };
    let never = Limits { listed: 0, levelled: 0, ..usual };
    [Limits::default(), usual, never, Limits { rounds: 0, spare: 0, ..never }]
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
            prop_oneof![Just(Aim::MostPeople), Just(Aim::BestFit), Just(Aim::Fairest)],
            prop::collection::vec(prop::bool::weighted(0.3), n),
            prop::collection::vec(prop::bool::weighted(0.2), n * m),
            prop::collection::vec(any::<u64>(), n + m),
            prop::bool::ANY,
            prop_oneof![Just(vec![]), Just(vec![0, 1]), Just(vec![-5, 30, 30, 60]), Just(vec![2])],
        )
            .prop_map(move |(cells, b, c, aim, waited, kept, lots, lists, levels)| {
                let grid = Grid::new(n, m, cells);
                let mut case = Case::plain(if lists { grid.listed() } else { grid }, aim);
                (case.b, case.c, case.waited, case.levels) = (b, c, waited, levels);
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
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]
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

fn shuffled(case: &Case, rows: &[usize], columns: &[usize]) -> Case {
    let (n, m) = (rows.len(), columns.len());
    let cells = (0..n * m).map(|cell| case.grid.at(rows[cell / m], columns[cell % m])).collect();
    let mut other = Case::plain(Grid::new(n, m, cells), case.aim);
    other.levels = case.levels.clone();
    let back = |order: &[usize], who: u32| order.iter().position(|&o| o == who as usize).unwrap() as u32;
    other.b = rows.iter().map(|&i| case.b[i]).collect();
    other.c = columns.iter().map(|&j| case.c[j]).collect();
    other.waited = rows.iter().map(|&i| case.waited[i]).collect();
    other.kept = case.kept.iter().map(|&(i, j)| (back(rows, i), back(columns, j))).collect();
    other.kept.sort_unstable();
    other.mentee_lots = rows.iter().map(|&i| case.mentee_lots[i]).collect();
    other.mentor_lots = columns.iter().map(|&j| case.mentor_lots[j]).collect();
    other
}

/// A middling problem: `kind` 0 all equal, 1 few scores, 2 many scores, 3 a shortage for some, 4 and more large numbers; some pairs forbidden, some kept.
pub(super) fn middling(n: usize, m: usize, kind: u8, seed: u64) -> Case {
    let draw = |cell: usize, of: u64| (super::lots::lot(seed, cell as u64 ^ of << 32) >> 20) as usize;
    let score = |cell: usize| match (kind, draw(cell, 9) % 5) {
        (0, _) => 7,
        (3, _) if cell / m < n * 4 / 5 && cell % m >= m / 2 => FORBIDDEN,
        (3, _) => (draw(cell, 1) % 200) as i32,
        (_, 0) => FORBIDDEN,
        (4, _) => 1_000_000 + (draw(cell, 1) % 100) as i32,
        (5, _) => (draw(cell, 1) % 2_000_000_000) as i32 - 1_000_000_000,
        (6, _) => (draw(cell, 1) % 20_000) as i32 - 10_000,
        (1, _) => (draw(cell, 1) % 4) as i32 - 1,
        (_, _) => (draw(cell, 1) % 100) as i32,
    };
    let mut case = Case::plain(
        Grid::new(n, m, (0..n * m).map(score).collect()),
        match seed % 3 {
            0 => Aim::BestFit,
            1 => Aim::MostPeople,
            _ => Aim::Fairest,
        },
    );
    if kind > 3 || seed.is_multiple_of(5) {
        case.levels = (1..=100).map(|level| level * if kind > 4 { 300 } else { 2 } - 30).collect();
    }
    if seed.is_multiple_of(2) {
        case.b = (0..n).map(|i| (draw(i, 2) % 3) as u32).collect();
        case.c = (0..m).map(|j| (draw(j, 3) % 4) as u32).collect();
        case.waited = (0..n).map(|i| draw(i, 4).is_multiple_of(4)).collect();
        let kept = (0..n * m).filter(|&cell| draw(cell, 5).is_multiple_of(3 * m));
        case.kept = kept.map(|cell| ((cell / m) as u32, (cell % m) as u32)).collect();
    }
    case
}

#[test]
fn kept_pairs_are_counted_when_all_pairs_are_taken_in() {
    // One mentee whose kept pair is all the core has when it gives way to the whole table.
    let case = middling(1, 18, 1, 10_709_259_787_267_023_244);
    for limits in ways() {
        let solution = stages::solve(&case.request(), limits).unwrap();
        assert_eq!(check(&case, &solution), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn order_of_rows_does_not_matter(
        (rows, columns) in (1..60usize, 1..90usize).prop_flat_map(|(n, m)| (
            Just((0..n).collect::<Vec<_>>()).prop_shuffle(), Just((0..m).collect::<Vec<_>>()).prop_shuffle(),
        )),
        kind in 0..7u8,
        seed in any::<u64>(),
    ) {
        let case = middling(rows.len(), columns.len(), kind, seed);
        let pairs = solved(&case).pairs;
        let other = shuffled(&case, &rows, &columns);
        for limits in ways() {
            let solution = stages::solve(&other.request(), limits).unwrap();
            prop_assert_eq!(check(&other, &solution), Ok(()));
            let back = solution.pairs.iter().map(|p| (rows[p.0 as usize] as u32, columns[p.1 as usize] as u32));
            let mut back: Vec<(u32, u32)> = back.collect();
            back.sort_unstable();
            prop_assert_eq!(&back, &pairs);
        }
    }

    #[test]
    fn agrees_with_another_library(n in 1..40usize, more in 0..20usize, seed in any::<u64>()) {
        let mut case = middling(n, n + more, 2, seed | 1);
        case.aim = Aim::MostPeople;
        case.grid.cells.iter_mut().for_each(|s| *s = if *s == FORBIDDEN { 50 } else { *s });
        let wide = case.grid.cells.iter().map(|&s| i64::from(s)).collect();
        let matrix = pathfinding::matrix::Matrix::from_vec(n, n + more, wide).unwrap();
        let (total, _) = pathfinding::kuhn_munkres::kuhn_munkres(&matrix);
        prop_assert_eq!(case.worth(&solved(&case).pairs)[3], i128::from(total));
    }

    #[test]
    fn planted_prices_are_met(n in 2..60usize, seed in any::<u64>()) {
        // Tight on the diagonal, looser elsewhere: the diagonal is the optimum.
        let draw = |x: usize| (super::lots::lot(seed, x as u64) >> 40) as i32 % 1000;
        let (u, p): (Vec<i32>, Vec<i32>) = (0..n).map(|i| (draw(i), draw(i + n))).unzip();
        let cell = |c: usize| u[c / n] + p[c % n] - if c / n == c % n { 0 } else { 1 + draw(c + 2 * n) };
        let case = Case::plain(Grid::new(n, n, (0..n * n).map(cell).collect()), Aim::MostPeople);
        let diagonal: Vec<(u32, u32)> = (0..n as u32).map(|i| (i, i)).collect();
        for limits in ways() {
            let solution = stages::solve(&case.request(), limits).unwrap();
            prop_assert_eq!(check(&case, &solution), Ok(()));
            prop_assert_eq!(&solution.pairs, &diagonal);
        }
    }
}

#[test]
fn products_have_their_closed_forms() {
    for n in [1i128, 2, 7, 60] {
        for sign in [1, -1] {
            let cell = |c: usize| sign * ((c / n as usize + 1) * (c % n as usize + 1)) as i32;
            let size = n as usize;
            let case = Case::plain(Grid::new(size, size, (0..size * size).map(cell).collect()), Aim::MostPeople);
            let least = if sign > 0 { n * (n + 1) * (2 * n + 1) / 6 } else { -n * (n + 1) * (n + 2) / 6 };
            for limits in ways() {
                let solution = stages::solve(&case.request(), limits).unwrap();
                assert_eq!(check(&case, &solution), Ok(()));
                assert_eq!(case.worth(&solution.pairs)[3], least);
            }
        }
    }
}

/// Tables with an order in them, by what the one side has and what the other has.
const ORDERED: [fn(i32, i32) -> i32; 6] =
    [|a, b| a * b, |a, b| -a * b, |a, b| a.min(b), |a, b| -a.max(b), |a, b| -(a - b).abs(), |a, b| -(a - b).pow(2)];

proptest! {
    #[test]
    fn tables_with_an_order_are_matched_along_it(
        which in 0..ORDERED.len(),
        has in prop::collection::vec(-40..40i32, 1..50),
        seed in any::<u64>(),
        shut in 0..5usize,
    ) {
        let n = has.len();
        let draw = |x: usize| (super::lots::lot(seed, x as u64) >> 33) as usize;
        let other: Vec<i32> = (0..n).map(|j| (draw(j) % 80) as i32 - 40).collect();
        let cell = |c: usize| ORDERED[which](has[c / n], other[c % n]);
        let mut cells: Vec<i32> = (0..n * n).map(cell).collect();
        let (mut one, mut two) = (has.clone(), other.clone());
        one.sort_unstable();
        two.sort_unstable_by_key(|b| if which == 1 { -b } else { *b });
        let best: i32 = one.iter().zip(&two).map(|(&a, &b)| ORDERED[which](a, b)).sum();
        for limits in ways() {
            let case = Case::plain(Grid::new(n, n, cells.clone()), Aim::MostPeople);
            let solution = stages::solve(&case.request(), limits).unwrap();
            prop_assert_eq!(check(&case, &solution), Ok(()));
            prop_assert_eq!(case.worth(&solution.pairs)[3], i128::from(best));
        }
        // A few cells that do not keep to the order, and sides of different sizes.
        for at in 0..shut {
            cells[draw(n + at) % (n * n)] = if at % 2 == 0 { FORBIDDEN } else { 5000 };
        }
        for (rows, columns) in [(n, n), (n.div_ceil(2), n), (n, n.div_ceil(3))] {
            let part = (0..rows * columns).map(|c| cells[c / columns * n + c % columns]).collect();
            let case = Case::plain(Grid::new(rows, columns, part), Aim::MostPeople);
            let listed = solve(&case.request()).unwrap();
            for limits in ways() {
                let solution = stages::solve(&case.request(), limits).unwrap();
                prop_assert_eq!(check(&case, &solution), Ok(()));
                prop_assert_eq!(&solution.pairs, &listed.pairs);
            }
        }
    }
}

#[test]
fn nothing_and_nobody_are_fine() {
    for (n, m) in [(0, 0), (0, 3), (3, 0), (2, 2)] {
        for limits in ways() {
            let case = Case::plain(Grid::new(n, m, vec![FORBIDDEN; n * m]), Aim::MostPeople);
            assert_eq!(stages::solve(&case.request(), limits).unwrap().pairs, []);
            let mut case = Case::plain(Grid::new(n, m, vec![5; n * m]), Aim::BestFit);
            case.c = vec![0; m];
            assert_eq!(stages::solve(&case.request(), limits).unwrap().pairs, []);
        }
    }
}

#[test]
fn extreme_scores_and_places_are_fine_or_refused() {
    for low in [i32::MIN + 1, -1, 0] {
        let mut case = Case::plain(Grid::new(2, 2, vec![i32::MAX, low, 0, FORBIDDEN]), Aim::MostPeople);
        case.kept = vec![(0, 1)];
        case.b = vec![u32::MAX; 2];
        case.c = vec![u32::MAX, 1];
        let (worth, pairs) = brute(&case);
        for limits in ways() {
            let solution = stages::solve(&case.request(), limits).unwrap();
            assert_eq!((case.worth(&solution.pairs), solution.pairs), (worth.clone(), pairs.clone()));
        }
    }
}

#[test]
fn careless_requests_are_no_harm() {
    let mut grid = Grid::new(2, 3, vec![1, 2, 3, FORBIDDEN, 5, 6]);
    grid.lists = Some(vec![vec![2, 0, 2, 1, 9], vec![1, 2, 2]]);
    let mut case = Case::plain(grid, Aim::MostPeople);
    case.b = vec![3];
    case.waited.clear();
    case.kept = vec![(0, 2), (7, 1), (0, 1), (0, 9)];
    case.mentee_lots.clear();
    case.mentor_lots.clear();
    assert_eq!(solve(&case.request()).unwrap().pairs, [(0, 0), (0, 1), (0, 2)]);
    case.grid.lists = None;
    for limits in ways() {
        assert_eq!(stages::solve(&case.request(), limits).unwrap().pairs, [(0, 0), (0, 1), (0, 2)]);
    }
}

#[test]
fn whoever_is_settled_to_have_no_place_costs_nothing_later() {
    // Equal scores with many mentors, whose lots take several stages.
    let (rows, columns, seed) = (21, 41, 8_810_525_999_922_574_449);
    let draw = |x: usize| (super::lots::lot(seed, x as u64) >> 33) as usize;
    let has = |i: usize| if i == 3 || i == 20 { 37 } else { 0 };
    let cell = |c: usize| -(has(c / columns) - ((draw(c % columns) % 80) as i32 - 40)).abs();
    let case = Case::plain(Grid::new(rows, columns, (0..rows * columns).map(cell).collect()), Aim::MostPeople);
    for limits in ways() {
        assert_eq!(check(&case, &stages::solve(&case.request(), limits).unwrap()), Ok(()));
    }
}
