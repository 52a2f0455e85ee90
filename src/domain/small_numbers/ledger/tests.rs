use proptest::prelude::*;

use super::*;

/// People in places: how many of them in each, numbered from a start.
fn parts(counts: &[u32], from: u64) -> Vec<Counted> {
    let mut next = from;
    let part = |count: &u32| {
        let part = (next..next + u64::from(*count)).collect();
        next += u64::from(*count);
        part
    };
    counts.iter().map(part).collect()
}

fn of_parts(counts: &[u32], threshold: u32) -> Option<Vec<Shown>> {
    let (mut ledger, parts) = (Ledger::new(Threshold(threshold)), parts(counts, 0));
    ledger.tell_within(&parts);
    ledger.settle();
    ledger.tell_within(&parts)
}

fn of_groups(rows: &[Vec<u32>], threshold: u32) -> Option<Vec<Vec<Shown>>> {
    let mut next = 0;
    let mut row = |counts: &Vec<u32>| {
        let own = parts(counts, next);
        next += u64::from(counts.iter().sum::<u32>());
        [vec![own.iter().flat_map(|part| part.units.clone()).collect()], own].concat()
    };
    let rows: Vec<Vec<Counted>> = rows.iter().map(&mut row).collect();
    let shape = [(0, (1..rows[0].len()).collect())];
    let mut ledger = Ledger::new(Threshold(threshold));
    ledger.tell_groups(&rows, &shape);
    ledger.settle();
    ledger.tell_groups(&rows, &shape)
}

/// Whether a count could be what is told.
fn fits(shown: Shown, count: u32, threshold: u32) -> bool {
    match shown {
        Shown::Count(told) => count == told,
        Shown::Fewer => count < threshold,
        Shown::Hidden => count >= threshold || threshold == 2,
    }
}

/// Every way of sharing so many people among so many places.
fn shared(people: u32, places: usize) -> Vec<Vec<u32>> {
    if places == 1 {
        return vec![vec![people]];
    }
    let with =
        |first: u32| shared(people - first, places - 1).into_iter().map(move |rest| [vec![first], rest].concat());
    (0..=people).flat_map(with).collect()
}

/// Every table that a reader cannot rule out, told what is told and the sums of the columns: every single one, tried.
fn possible(told: &[Vec<Shown>], sums: &[u32], threshold: u32) -> Vec<Vec<Vec<u32>>> {
    let mut tables: Vec<Vec<Vec<u32>>> = vec![vec![Vec::new(); told.len()]];
    for (column, sum) in sums.iter().enumerate() {
        let fit = |way: &Vec<u32>| way.iter().zip(told).all(|(count, row)| fits(row[column + 1], *count, threshold));
        let ways: Vec<Vec<u32>> = shared(*sum, told.len()).into_iter().filter(fit).collect();
        let longer = |table: &Vec<Vec<u32>>, way: &Vec<u32>| -> Vec<Vec<u32>> {
            table.iter().zip(way).map(|(row, count)| [row.clone(), vec![*count]].concat()).collect()
        };
        tables =
            tables.iter().flat_map(|table| ways.iter().map(|way| longer(table, way)).collect::<Vec<_>>()).collect();
    }
    let whole = |row: &Vec<u32>| row.iter().sum::<u32>();
    tables.retain(|table| {
        table.iter().zip(told).all(|(row, told)| whole(row) > 0 && fits(told[0], whole(row), threshold))
    });
    tables
}

fn attack_groups(rows: &[Vec<u32>], threshold: u32) {
    let Some(told) = of_groups(rows, threshold) else { return };
    let sums: Vec<u32> = (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let tables = possible(&told, &sums, threshold);
    assert!(tables.contains(&rows.to_vec()), "the truth is possible: {told:?}");
    for (at, row) in told.iter().enumerate() {
        let whole = |table: &Vec<Vec<u32>>| [vec![table[at].iter().sum()], table[at].clone()].concat();
        let wholes: Vec<Vec<u32>> = tables.iter().map(whole).collect();
        for (column, shown) in row.iter().enumerate() {
            match shown {
                Shown::Count(0) => assert_eq!(sums[column - 1], 0, "{rows:?}"),
                Shown::Count(count) => assert!(*count >= threshold, "{count} is told: {rows:?}"),
                _ => assert!(wholes.iter().any(|row| row[column] != wholes[0][column]), "{at} of {rows:?}: {told:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_groups_nothing_hidden_can_be_worked_out(
        cells in prop::collection::vec(0_u32..9, 9),
        shape in prop::sample::select(vec![(2, 2), (3, 2), (2, 3), (4, 2)]),
        threshold in 2_u32..5,
    ) {
        let (rows, columns) = shape;
        let table: Vec<Vec<u32>> =
            (0..rows).map(|row| (0..columns).map(|column| cells[(row * columns + column) % 9]).collect()).collect();
        if table.iter().all(|row| row.iter().sum::<u32>() > 0) {
            attack_groups(&table, threshold);
        }
    }

    #[test]
    fn of_parts_nothing_hidden_can_be_worked_out(counts in prop::collection::vec(0_u32..9, 2..5), threshold in 2_u32..6) {
        let people: u32 = counts.iter().sum();
        if let Some(told) = of_parts(&counts, threshold) {
            // That there is nobody is told, so whatever is hidden is somebody.
            let fit = |way: &Vec<u32>| (0..counts.len()).all(|at| match counts[at] {
                0 => way[at] == 0,
                _ => way[at] > 0 && fits(told[at], way[at], threshold),
            });
            let ways: Vec<Vec<u32>> = shared(people, counts.len()).into_iter().filter(fit).collect();
            for (at, shown) in told.iter().enumerate().filter(|(_, shown)| !matches!(shown, Shown::Count(_))) {
                prop_assert!(ways.iter().any(|way| way[at] != ways[0][at]), "{:?} of {:?}: {:?}", shown, counts, told);
            }
        }
    }
}

#[test]
fn large_numbers_are_told() {
    let told = of_groups(&[vec![20, 8], vec![12, 5]], 5).expect("a table");
    assert_eq!(told[0], [28, 20, 8].map(Shown::Count));
    assert_eq!(of_groups(&[vec![1, 0], vec![0, 1]], 1).expect("1 hides nothing")[0], [1, 1, 0].map(Shown::Count));
}

#[test]
fn everybody_alike_is_no_secret() {
    assert_eq!(of_parts(&[0, 12, 0], 5), Some([0, 12, 0].map(Shown::Count).to_vec()));
    assert_eq!(of_parts(&[0, 0], 5), Some([0, 0].map(Shown::Count).to_vec()));
    assert_eq!(of_parts(&[0, 4], 5), None);
    assert_eq!(of_parts(&[3, 1], 5), None);
}

#[test]
fn few_people_make_a_small_number_of_many_things() {
    let mut ledger = Ledger::new(Threshold(5));
    let parts: Vec<Counted> = vec![(0..9).collect(), (9..20).collect::<Counted>().of_people(2), (20..30).collect()];
    ledger.tell_within(&parts);
    ledger.settle();
    assert_eq!(ledger.tell_within(&parts), Some(vec![Shown::Hidden, Shown::Hidden, Shown::Count(10)]));
}

#[test]
fn many_groups_take_no_time() {
    let rows: Vec<Vec<u32>> = (0..300).map(|at| vec![9 + at % 5, 6 + at % 3, at % 7, 8]).collect();
    let told = of_groups(&rows, 5).expect("a table");
    assert!(told.iter().flatten().filter(|shown| matches!(shown, Shown::Count(_))).count() > 600);
}

#[test]
fn groups_that_lose_the_same_give_away_nothing_together() {
    // Of six departments three have somebody who waits: whoever knows how many of those three signed up, and how many of
    // the other three are matched, has the 3 who wait from the 47 who are matched in all.
    let counts = [(6_u64, 1_u64), (8, 0), (11, 0), (9, 0), (5, 1), (8, 1)];
    let mut from = 0;
    let mut rows: Vec<Vec<Counted>> = Vec::new();
    for (matched, waiting) in counts {
        let people = |from: u64, count: u64| (from..from + count).collect::<Counted>();
        let all = people(from, matched + waiting);
        rows.push(vec![all, people(from, matched), people(from + matched, waiting)]);
        from += matched + waiting;
    }
    let everybody: Vec<Counted> =
        (0..3).map(|at| Counted::with(&rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>())).collect();
    let shape = [(0, vec![1, 2])];
    let mut ledger = Ledger::new(Threshold(5));
    // Everybody matched stands in another table too.
    ledger.tell(&everybody[1]);
    ledger.tell_row(everybody, &shape);
    ledger.tell_groups(&rows, &shape);
    ledger.settle();
    let told = ledger.tell_groups(&rows, &shape).expect("a table");
    assert!(told.iter().all(|row| row[0] == Shown::Hidden && matches!(row[1], Shown::Count(_))), "{told:?}");
}

#[test]
fn of_peers_there_are_twice_as_many_as_pairs() {
    // Of 17 who applied 16 are in eight pairs: where the 17 and the pairs were told, the one who waits would follow.
    let people = |from: u64, to: u64| (from..to).collect::<Counted>();
    let row = vec![people(0, 17), people(0, 16), people(16, 17)];
    let pairs: Counted = (100..108).collect();
    let told = |known: bool| {
        let mut ledger = Ledger::new(Threshold(5));
        if known {
            ledger.know_pairs((0..16).map(|one| (one, 100 + one / 2)).collect());
        }
        ledger.tell(&pairs);
        ledger.tell_row(row.clone(), &[(0, vec![1, 2])]);
        ledger.settle();
        [&row[0], &row[1], &pairs].map(|of| ledger.tell(of))
    };
    assert_eq!(told(false), [Shown::Count(17), Shown::Hidden, Shown::Count(8)]);
    let [applied, matched, pairs] = told(true).map(|shown| matches!(shown, Shown::Count(_)));
    assert!(!(applied && (matched || pairs)), "the one would follow");
    assert!(applied || matched || pairs, "not everything is hidden");
}

#[test]
fn a_count_is_known_to_be_no_less_than_what_is_told_of_it_anyway() {
    // Eight of nine are matched, and all eight answered, which is told: then nobody but one can wait.
    let people = |from: u64, to: u64| (from..to).collect::<Counted>();
    let row = vec![people(0, 9), people(0, 8), people(8, 9)];
    let told = |answered: u32| {
        let mut ledger = Ledger::new(Threshold(5));
        ledger.tell_row(row.clone(), &[(0, vec![1, 2])]);
        ledger.know_at_least(&row[1], answered);
        ledger.settle();
        ledger.tell(&row[0])
    };
    assert_eq!((told(6), told(8)), (Shown::Count(9), Shown::Hidden));
}
