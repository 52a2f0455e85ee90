//! Every answer against trying all solutions of tiny problems, or solving larger ones again with the change made.
use super::*;
use crate::domain::matching::solvers::checker::{Case, Grid};
use crate::domain::matching::solvers::lots::lot;
use crate::domain::matching::solvers::tests::{middling, tiny};
use crate::domain::matching::solvers::{Aim, FORBIDDEN, solve};
use proptest::prelude::*;

fn order(aim: Aim, worth: &Worth) -> [i64; 4] {
    match aim {
        Aim::BestFit => [worth.points, worth.people, worth.waited, worth.kept],
        _ => [worth.people, worth.waited, worth.kept, worth.points],
    }
}

fn worth(case: &Case, pairs: &[(u32, u32)]) -> Worth {
    let mut people: Vec<u32> = pairs.iter().map(|p| p.0).collect();
    people.sort_unstable();
    people.dedup();
    Worth {
        people: people.len() as i64,
        waited: people.iter().filter(|&&i| case.waited[i as usize]).count() as i64,
        kept: pairs.iter().filter(|p| case.kept.contains(p)).count() as i64,
        points: pairs.iter().map(|p| i64::from(case.grid.at(p.0 as usize, p.1 as usize))).sum(),
    }
}

/// Gives everybody a lot, no two the same.
fn draw(case: &mut Case, seed: u64) {
    let lots = |side: u64, many: usize| (0..many as u64).map(|n| lot(seed ^ side, 2 * n + side)).collect();
    (case.mentee_lots, case.mentor_lots) = (lots(0, case.grid.mentees), lots(1, case.grid.mentors));
}

/// All that is possible, as bits of cells, with what it is worth.
fn everything(case: &Case) -> Vec<(u32, Worth)> {
    case.choices().map(|(set, pairs)| (set, worth(case, &pairs))).collect()
}

fn best<'w>(aim: Aim, all: impl Iterator<Item = &'w (u32, Worth)>) -> Option<Worth> {
    all.map(|(_, worth)| *worth).max_by_key(|worth| order(aim, worth))
}

/// Whether some mentees are more than the places of all mentors they may have.
fn is_shortage(case: &Case, shortage: &Shortage) -> bool {
    let places: u64 = shortage.mentors.iter().map(|&j| u64::from(case.c[j as usize])).sum();
    let known = |&i: &u32| {
        (0..case.grid.mentors as u32).all(|j| {
            case.grid.at(i as usize, j as usize) == FORBIDDEN
                || case.c[j as usize] == 0
                || shortage.mentors.contains(&j)
        })
    };
    places == shortage.places && places < shortage.mentees.len() as u64 && shortage.mentees.iter().all(known)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_trying_all(mut case in tiny(3, 3, 3), best_fit in any::<bool>(), seed in any::<u64>()) {
        draw(&mut case, seed);
        case.aim = if best_fit { Aim::BestFit } else { Aim::MostPeople };
        let (n, m) = (case.grid.mentees, case.grid.mentors);
        let solution = solve(&case.request()).unwrap();
        let marginal = Marginal::new(&case.request(), &solution).unwrap();
        let all = everything(&case);
        let top = best(case.aim, all.iter()).unwrap();
        prop_assert_eq!(marginal.worth(), top);
        for i in 0..n {
            let with = |j: usize| best(case.aim, all.iter().filter(|(set, _)| set >> (i * m + j) & 1 == 1));
            prop_assert_eq!(marginal.alternatives(i), (0..m).map(with).collect::<Vec<_>>());
        }
        let firm = |p: &(u32, u32)| {
            let bit = p.0 as usize * m + p.1 as usize;
            all.iter().all(|(set, worth)| *worth != top || set >> bit & 1 == 1)
        };
        prop_assert_eq!(marginal.firm(), solution.pairs.iter().map(firm).collect::<Vec<_>>());
        let changed = |case: &Case| best(case.aim, everything(case).iter()).unwrap() - top;
        let (more, less, fewer) = (marginal.one_more_place(), marginal.one_place_less(), marginal.mentee_place_less());
        for j in 0..m {
            let mut other = case.clone();
            other.c[j] += 1;
            prop_assert_eq!(more[j], changed(&other));
            other.c[j] = case.c[j].saturating_sub(1);
            prop_assert_eq!(less[j], changed(&other));
        }
        for (i, fewer) in fewer.iter().enumerate() {
            let mut other = case.clone();
            other.b[i] = case.b[i].saturating_sub(1);
            prop_assert_eq!(*fewer, changed(&other));
        }
        for i in (0..n).filter(|i| case.b[*i] > 0 && solution.pairs.iter().all(|p| p.0 as usize != *i)) {
            let takes = marginal.takes(i);
            for j in 0..m {
                let mut other = case.clone();
                other.c[j] += 1;
                if more[j].people > 0 {
                    let all = everything(&other);
                    let top = best(case.aim, all.iter()).unwrap();
                    let placed = |set: u32| set >> (i * m) & ((1 << m) - 1) != 0;
                    let mut placings = all.iter().filter(|(_, worth)| *worth == top).map(|(set, _)| placed(*set));
                    prop_assert_eq!(takes[j] == Takes::Always, placings.all(|placed| placed));
                    let drawn = solve(&other.request()).unwrap();
                    prop_assert!(takes[j] != Takes::Never || drawn.pairs.iter().all(|p| p.0 as usize != i));
                }
                let mut other = case.clone();
                if case.grid.at(i, j) == FORBIDDEN {
                    other.grid.cells[i * m + j] = 2;
                    prop_assert_eq!(marginal.allowing(i, j, 2), changed(&other));
                }
            }
        }
        let shortages = marginal.shortages();
        prop_assert!(shortages.iter().all(|shortage| is_shortage(&case, shortage)), "{shortages:?}");
        for i in 0..n as u32 {
            let placed = solution.pairs.iter().any(|p| p.0 == i);
            let named = shortages.iter().filter(|shortage| shortage.mentees.contains(&i)).count();
            prop_assert!(named <= 1);
            prop_assert!(placed || case.b[i as usize] == 0 || best_fit || named == 1);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_solving_again(n in 1..40usize, m in 1..40usize, kind in 0..7u8, seed in any::<u64>(), lists in any::<bool>()) {
        let mut case = middling(n, m, kind, seed);
        if case.aim == Aim::Fairest {
            case.aim = Aim::BestFit;
        }
        if lists {
            case.grid = case.grid.listed();
        }
        let solved = |case: &Case| worth(case, &solve(&case.request()).unwrap().pairs);
        let solution = solve(&case.request()).unwrap();
        let marginal = Marginal::new(&case.request(), &solution).unwrap();
        let top = marginal.worth();
        prop_assert_eq!(top, worth(&case, &solution.pairs));
        let mentor = seed as usize % m;
        let mut other = case.clone();
        other.c[mentor] += 1;
        prop_assert_eq!(marginal.one_more_place()[mentor], solved(&other) - top);
        other.c[mentor] = case.c[mentor].saturating_sub(1);
        prop_assert_eq!(marginal.one_place_less()[mentor], solved(&other) - top);
        let mentee = (seed >> 20) as usize % n;
        let answers = marginal.alternatives(mentee);
        if case.b[mentee] == 1 {
            // With one place, to have this mentor is to be forbidden all others, unless nobody is better.
            let mut other = case.clone();
            (0..m).filter(|&j| j != mentor).for_each(|j| other.grid.cells[mentee * m + j] = FORBIDDEN);
            other.grid.lists = None;
            let again = solve(&other.request()).unwrap();
            if again.pairs.contains(&(mentee as u32, mentor as u32)) {
                prop_assert_eq!(answers[mentor], Some(worth(&other, &again.pairs)));
            }
            let mut other = case.clone();
            other.b[mentee] = 0;
            prop_assert_eq!(marginal.mentee_place_less()[mentee], solved(&other) - top);
        }
        let firm = marginal.firm();
        if let Some(at) = (!firm.is_empty()).then(|| seed as usize % firm.len()) {
            let (i, j) = solution.pairs[at];
            let mut other = case.clone();
            other.grid.cells[i as usize * m + j as usize] = FORBIDDEN;
            other.grid.lists = None;
            let other = solved(&other);
            prop_assert_eq!(firm[at], order(case.aim, &other) < order(case.aim, &top));
        }
        prop_assert!(marginal.shortages().iter().all(|shortage| is_shortage(&case, shortage)));
    }
}

#[test]
fn many_left_out_are_told_what_solving_again_says() {
    let (n, m) = (130, 90);
    for seed in 0..4u64 {
        // Areas, within which few scores are possible, so that many are as good.
        let score = |i: usize, j: usize| match (i * 7 + seed as usize) % 9 == j % 9 {
            true => ((i * i + 3 * j * (1 + seed as usize)) % 5) as i32,
            false => FORBIDDEN,
        };
        let cells = (0..n * m).map(|cell| score(cell / m, cell % m)).collect();
        let mut case = Case::plain(Grid::new(n, m, cells), Aim::MostPeople);
        case.c = (0..m).map(|j| u32::from(j % 4 != 0)).collect();
        draw(&mut case, seed);
        let placed = |pairs: &[(u32, u32)], i: usize| pairs.iter().any(|p| p.0 as usize == i);
        let solution = solve(&case.request()).unwrap();
        let marginal = Marginal::new(&case.request(), &solution).unwrap();
        let (top, more, by_room) = (marginal.worth(), marginal.one_more_place(), marginal.by_room());
        let again: Vec<Vec<(u32, u32)>> = (0..m)
            .map(|j| {
                let mut other = case.clone();
                other.c[j] += 1;
                solve(&other.request()).unwrap().pairs
            })
            .collect();
        let left: Vec<usize> = (0..n).filter(|i| !placed(&solution.pairs, *i)).collect();
        let mut met = [false; 3];
        assert!(left.len() > 20);
        for &i in &left {
            for (j, takes) in marginal.takes(i).into_iter().enumerate().filter(|(j, _)| more[*j].people > 0) {
                met[takes as usize] = true;
                assert!(takes != Takes::Always || placed(&again[j], i));
                assert!(takes != Takes::Never || !placed(&again[j], i));
            }
            let j = by_room[i % m];
            if case.grid.at(i, j) == FORBIDDEN {
                let mut other = case.clone();
                other.grid.cells[i * m + j] = 3;
                let then = worth(&other, &solve(&other.request()).unwrap().pairs);
                assert_eq!(marginal.allowing(i, j, 3), then - top);
            }
        }
        assert_eq!(met, [true; 3]);
    }
}

#[test]
fn a_shortage_names_people_and_places() {
    let cells = vec![5, FORBIDDEN, 4, FORBIDDEN, 3, FORBIDDEN, 1, 9];
    let mut case = Case::plain(Grid::new(4, 2, cells), Aim::MostPeople);
    case.c = vec![2, 2];
    let solution = solve(&case.request()).unwrap();
    let marginal = Marginal::new(&case.request(), &solution).unwrap();
    assert_eq!(marginal.shortages(), [Shortage { mentees: vec![0, 1, 2], mentors: vec![0], places: 2 }]);
    let one = Worth { people: 1, points: 3, ..Worth::default() };
    assert_eq!(marginal.one_more_place(), [one, Worth::default()]);
}

#[test]
fn what_is_not_the_best_is_refused() {
    let mut case = Case::plain(Grid::new(2, 2, vec![1, 5, 5, 1]), Aim::MostPeople);
    let mut solution = solve(&case.request()).unwrap();
    for pairs in [vec![(0, 0), (1, 1)], vec![(0, 1)], vec![(0, 1), (1, 1)], vec![(7, 0)], vec![(0, 0), (0, 0)]] {
        solution.pairs = pairs;
        assert_eq!(Marginal::new(&case.request(), &solution).err(), Some(MarginalError::NotBest));
    }
    case.aim = Aim::Fairest;
    assert_eq!(Marginal::new(&case.request(), &solution).err(), Some(MarginalError::Aim));
}
