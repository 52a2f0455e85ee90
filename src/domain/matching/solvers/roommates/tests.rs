//! All pairings and all stable partitions by brute force, from the lists alone; examples of others.
use super::*;
use proptest::prelude::*;

fn rank(lists: &[Vec<u32>], who: usize, other: usize) -> Option<usize> {
    lists[who].iter().position(|&name| name as usize == other)
}

/// Whether no two who list each other both prefer each other to whom they were given (nobody: anybody is better).
fn none_block(lists: &[Vec<u32>], given: &[Option<u32>]) -> bool {
    let wants = |who: usize, other: usize| match (rank(lists, who, other), given[who]) {
        (None, _) => false,
        (_, None) => true,
        (rank_of, Some(partner)) => rank_of < rank(lists, who, partner as usize),
    };
    (0..lists.len()).all(|i| (0..i).all(|j| !(wants(i, j) && wants(j, i))))
}

fn is_stable(lists: &[Vec<u32>], pairing: &[Option<u32>]) -> bool {
    let sound = pairing.iter().enumerate().all(|(who, partner)| {
        partner.is_none_or(|partner| {
            pairing[partner as usize] == Some(who as u32) && rank(lists, who, partner as usize).is_some()
        })
    });
    sound && none_block(lists, pairing)
}

/// All stable pairings, by trying all pairings.
fn all_stable(lists: &[Vec<u32>]) -> Vec<Vec<Option<u32>>> {
    fn go(lists: &[Vec<u32>], who: usize, pairing: &mut Vec<Option<u32>>, found: &mut Vec<Vec<Option<u32>>>) {
        if who == lists.len() {
            if is_stable(lists, pairing) {
                found.push(pairing.clone());
            }
            return;
        }
        go(lists, who + 1, pairing, found);
        for other in who + 1..lists.len() {
            let acceptable = rank(lists, who, other).is_some() && rank(lists, other, who).is_some();
            if acceptable && pairing[who].is_none() && pairing[other].is_none() {
                (pairing[who], pairing[other]) = (Some(other as u32), Some(who as u32));
                go(lists, who + 1, pairing, found);
                (pairing[who], pairing[other]) = (None, None);
            }
        }
    }
    let mut found = Vec::new();
    go(lists, 0, &mut vec![None; lists.len()], &mut found);
    found
}

/// Tan's definition (1991): everybody has somebody after and somebody before them in a circle (both the same in a pair,
/// nobody if alone), prefers who comes after, and no two both prefer each other to who comes before them.
fn is_stable_partition(lists: &[Vec<u32>], after: &[Option<u32>]) -> bool {
    let mut before = vec![None; lists.len()];
    for (who, next) in after.iter().enumerate() {
        if let Some(next) = *next
            && before[next as usize].replace(who as u32).is_some()
        {
            return false;
        }
    }
    let sound = (0..lists.len()).all(|who| match (after[who], before[who]) {
        (None, None) => true,
        (Some(next), Some(last)) => {
            let (next, last) = (rank(lists, who, next as usize), rank(lists, who, last as usize));
            next.is_some() && last.is_some() && next <= last
        }
        _ => false,
    });
    sound && none_block(lists, &before)
}

/// The members of the circles of an odd length from three, each sorted.
fn odd_parties(after: &[Option<u32>]) -> Vec<Vec<u32>> {
    let mut seen = vec![false; after.len()];
    let mut parties = Vec::new();
    for start in 0..after.len() {
        let mut circle = Vec::new();
        let mut who = Some(start as u32);
        while let Some(now) = who
            && !seen[now as usize]
        {
            seen[now as usize] = true;
            circle.push(now);
            who = after[now as usize];
        }
        if circle.len() > 1 && circle.len() % 2 == 1 {
            circle.sort_unstable();
            parties.push(circle);
        }
    }
    parties.sort();
    parties
}

/// What the table ends with as a stable partition: parties, pairs, people alone. By Tan's theorem it proves that a
/// stable pairing exists or does not.
fn partition(lists: &[Vec<u32>]) -> Vec<Option<u32>> {
    let mut table = Table::new(lists);
    table.propose();
    let parties = table.rotate();
    let mut after: Vec<_> = (0..lists.len()).map(|who| table.first(who).map(|choice| choice.who)).collect();
    for party in parties {
        for (at, &who) in party.iter().enumerate() {
            assert_eq!(after[who as usize].replace(party[(at + 1) % party.len()]), None);
        }
    }
    after
}

fn sorted(mut parties: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    parties.iter_mut().for_each(|party| party.sort_unstable());
    parties.sort();
    parties
}

fn pool(people: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Vec<Vec<u32>>> {
    (people, 0..3usize).prop_flat_map(|(n, short)| {
        let list = move |who: u32| {
            let others: Vec<u32> = (0..n as u32).filter(|&other| other != who).collect();
            // Everybody, anybody, or at least half of the others.
            let length = [others.len(), 0, others.len() / 2][short]..=others.len();
            (Just(others).prop_shuffle(), length).prop_map(|(mut list, length)| {
                list.truncate(length);
                list
            })
        };
        (0..n as u32).map(list).collect::<Vec<_>>()
    })
}

fn check(lists: &[Vec<u32>]) -> Result<(), TestCaseError> {
    let after = partition(lists);
    prop_assert!(is_stable_partition(lists, &after));
    match roommates(lists) {
        Ok(pairing) => {
            prop_assert!(is_stable(lists, &pairing));
            prop_assert_eq!(after, pairing);
        }
        Err(NoStablePairing { parties }) => {
            prop_assert_eq!(odd_parties(&after), sorted(parties.clone()));
            // Without one of each party there is one.
            let mut rest = lists.to_vec();
            parties.iter().for_each(|party| rest[party[0] as usize].clear());
            prop_assert!(roommates(&rest).is_ok_and(|pairing| is_stable(&rest, &pairing)));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]
    #[test]
    fn agrees_with_brute_force(lists in pool(0..=8)) {
        check(&lists)?;
        let all = all_stable(&lists);
        prop_assert!(roommates(&lists).map_or(all.is_empty(), |pairing| all.contains(&pairing)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn larger_pools_end_with_a_proof(lists in pool(9..=60)) {
        check(&lists)?;
    }

    #[test]
    fn the_parties_are_those_of_all_stable_partitions(lists in pool(3..=6)) {
        fn go(lists: &[Vec<u32>], after: &mut Vec<Option<u32>>, used: &mut Vec<bool>, expected: &[Vec<u32>]) -> usize {
            let who = after.len();
            if who == lists.len() {
                let stable = is_stable_partition(lists, after);
                assert!(!stable || odd_parties(after) == expected, "{after:?}");
                return usize::from(stable);
            }
            let mut found = 0;
            for next in 0..lists.len() {
                if !used[next] {
                    used[next] = true;
                    after.push((next != who).then_some(next as u32));
                    found += go(lists, after, used, expected);
                    after.pop();
                    used[next] = false;
                }
            }
            found
        }
        let expected = sorted(roommates(&lists).err().map_or(Vec::new(), |none| none.parties));
        prop_assert!(go(&lists, &mut Vec::new(), &mut vec![false; lists.len()], &expected) > 0);
    }
}

/// The lists of people numbered from 1.
fn lists(lists: &str) -> Vec<Vec<u32>> {
    let list = |list: &str| list.split_whitespace().map(|who| who.parse::<u32>().unwrap() - 1).collect();
    lists.split(',').map(list).collect()
}

#[test]
fn six_people_of_irving() {
    // Irving 1985: the only stable pairing is 1-6, 2-3, 4-5.
    let lists = lists("4 6 2 5 3, 6 3 5 1 4, 4 5 1 6 2, 2 6 5 1 3, 4 2 3 6 1, 5 1 4 2 3");
    let only: Vec<_> = [5, 2, 1, 4, 3, 0].map(Some).to_vec();
    assert_eq!(all_stable(&lists), std::slice::from_ref(&only));
    assert_eq!(roommates(&lists), Ok(only));
}

#[test]
fn ten_people_of_gusfield_and_irving() {
    // Gusfield and Irving 1989, as the Python library `matching` tests it: 1-7, 2-8, 3-6, 4-9, 5-10 is stable.
    let lists = lists(
        "8 2 9 3 6 4 5 7 10, 4 3 8 9 5 1 10 6 7, 5 6 8 2 1 7 10 4 9, 10 7 9 3 1 6 2 5 8, 7 4 10 8 2 6 3 1 9,
        2 8 7 3 4 10 1 5 9, 2 1 8 3 5 10 4 6 9, 10 4 2 5 6 7 1 3 9, 6 7 2 5 10 3 4 8 1, 3 1 6 5 2 9 8 4 7",
    );
    let (all, theirs) = (all_stable(&lists), [6, 7, 5, 8, 9, 2, 0, 1, 3, 4].map(Some).to_vec());
    assert!(all.contains(&theirs) && all.contains(&roommates(&lists).unwrap()));
}

#[test]
fn nobody_wants_the_fourth() {
    // Gale and Shapley 1962, example 3: whoever is given the fourth can find somebody better, who would come.
    let parties = roommates(&lists("2 3 4, 3 1 4, 1 2 4, 1 2 3")).unwrap_err().parties;
    assert_eq!(sorted(parties.clone()), [[0, 1, 2]]);
    // Each is followed by their first choice: 1 by 2, 2 by 3, 3 by 1.
    assert!((0..3).all(|at| parties[0][(at + 1) % 3] == (parties[0][at] + 1) % 3));
}

#[test]
fn every_odd_party_is_named() {
    // Worked by hand: two rings of three (1 wants 2, 2 wants 3, 3 wants 1; 4 wants 5, 5 wants 6, 6 wants 4), and no
    // two of different rings both want each other more than the one before them in their own.
    let lists = lists("2 6 4 3 5, 3 5 1 6 4, 1 6 2 5 4, 5 2 3 6 1, 6 1 3 4 2, 4 2 5 1 3");
    assert_eq!(sorted(roommates(&lists).unwrap_err().parties), [[0, 1, 2], [3, 4, 5]]);
    assert_eq!(all_stable(&lists).len(), 0);
}

#[test]
fn few_people_odd_numbers_and_careless_lists_are_fine() {
    assert_eq!(roommates(&[]), Ok(vec![]));
    assert_eq!(roommates(&[vec![]]), Ok(vec![None]));
    // Oneself, nobody, and one person twice.
    assert_eq!(roommates(&[vec![0, 1, 1], vec![9, 0, 1]]), Ok(vec![Some(1), Some(0)]));
    // The second and the third want the first, who prefers the second; nobody lists the fourth.
    assert_eq!(roommates(&lists("2 3, 1, 1, 1 2 3")), Ok(vec![Some(1), Some(0), None, None]));
}
