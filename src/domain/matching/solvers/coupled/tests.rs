//! Couplings against brute force, and roles where nothing is proved.
use super::{Coupling, solve_coupled, solve_coupled_within};
use crate::domain::matching::solvers::checker::{Case, Grid};
use crate::domain::matching::solvers::tests::tiny;
use crate::domain::matching::solvers::{Aim, FORBIDDEN};
use proptest::prelude::*;

fn obeys(pairs: &[(u32, u32)], coupling: &Coupling) -> bool {
    match *coupling {
        Coupling::Person { mentee, mentor } => {
            !(pairs.iter().any(|p| p.0 == mentee) && pairs.iter().any(|p| p.1 == mentor))
        }
        Coupling::Pair { one, other } => !(pairs.contains(&one) && pairs.contains(&other)),
    }
}

fn best_obeying(case: &Case, couplings: &[Coupling]) -> (Vec<i128>, Vec<(u32, u32)>) {
    let obeying = case.choices().map(|(_, pairs)| pairs).filter(|pairs| couplings.iter().all(|c| obeys(pairs, c)));
    obeying.map(|pairs| (case.worth(&pairs), pairs)).max().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn agree_with_brute_force(case in tiny(3, 3, 2), draws in prop::collection::vec((0..4u32, 0..4u32, 0..4u32, 0..4u32), 0..4)) {
        let (n, m) = (case.grid.mentees as u32, case.grid.mentors as u32);
        let coupling = |&(a, b, c, d): &(u32, u32, u32, u32)| match a < 2 {
            true => Coupling::Person { mentee: c % n, mentor: d % m },
            false => Coupling::Pair { one: (a % n, b % m), other: ((a + 1 + c) % n, d % m) },
        };
        let couplings: Vec<Coupling> = draws.iter().map(coupling).collect();
        let couplings: Vec<Coupling> =
            couplings.into_iter().filter(|c| !matches!(c, Coupling::Pair { one, other } if one == other)).collect();
        let (worth, pairs) = best_obeying(&case, &couplings);
        let found = solve_coupled(&case.request(), &couplings).unwrap();
        prop_assert!(found.proved);
        prop_assert_eq!(&found.worth.0, &worth);
        prop_assert_eq!(&found.solution.pairs, &pairs);
        // Without a proof: one solution and what its prices say of roles, or some search for better roles.
        for nodes in [0, 1, 2, 4] {
            let hasty = solve_coupled_within(&case.request(), &couplings, nodes).unwrap();
            prop_assert!(couplings.iter().all(|c| obeys(&hasty.solution.pairs, c)));
            prop_assert!(hasty.worth.0 <= worth && worth <= hasty.bound.0);
            prop_assert!(!hasty.proved || hasty.worth.0 == worth);
        }
    }
}

#[test]
fn roles_are_found_where_none_is_proved() {
    // Everybody may be either; who gives time to whom earns most goes round in a ring of an odd number, so that no
    // relaxed solution has one role for each, and one of them is left over.
    for people in [9, 15, 21] {
        let cell = |c: usize| if (c % people) == (c / people + 1) % people { 10 } else { FORBIDDEN };
        let case = Case::plain(Grid::new(people, people, (0..people * people).map(cell).collect()), Aim::MostPeople);
        let person = |i: u32| Coupling::Person { mentee: i, mentor: i };
        let couplings: Vec<Coupling> = (0..people as u32).map(person).collect();
        let found = solve_coupled_within(&case.request(), &couplings, 5).unwrap();
        assert_eq!(found.solution.pairs.len(), people / 2, "of {people}");
    }
}
