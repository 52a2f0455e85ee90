use proptest::prelude::*;

use super::*;

/// Whether a count could be what is told.
fn fits(shown: Shown, count: u32, threshold: u32) -> bool {
    match shown {
        Shown::Count(told) => count == told,
        Shown::Fewer => count < threshold,
        Shown::Hidden => count >= threshold,
    }
}

/// Every way of sharing so many people among so many groups.
fn shared(people: u32, groups: usize) -> Vec<Vec<u32>> {
    if groups == 1 {
        return vec![vec![people]];
    }
    let with =
        |first: u32| shared(people - first, groups - 1).into_iter().map(move |rest| [vec![first], rest].concat());
    (0..=people).flat_map(with).collect()
}

/// Every table that a reader cannot rule out, told what is told and the sums of the columns: every single one, tried.
fn possible(told: &[ToldRow], sums: &[u32], threshold: u32) -> Vec<Vec<Vec<u32>>> {
    let mut tables: Vec<Vec<Vec<u32>>> = vec![vec![Vec::new(); told.len()]];
    for (column, sum) in sums.iter().enumerate() {
        let ways: Vec<Vec<u32>> = shared(*sum, told.len())
            .into_iter()
            .filter(|way| way.iter().zip(told).all(|(count, row)| fits(row.counts[column], *count, threshold)))
            .collect();
        let longer = |table: &Vec<Vec<u32>>, way: &Vec<u32>| -> Vec<Vec<u32>> {
            table.iter().zip(way).map(|(row, count)| [row.clone(), vec![*count]].concat()).collect()
        };
        tables =
            tables.iter().flat_map(|table| ways.iter().map(|way| longer(table, way)).collect::<Vec<_>>()).collect();
    }
    let whole = |row: &Vec<u32>| row.iter().sum::<u32>();
    tables.retain(|table| {
        table.iter().zip(told).all(|(row, told)| whole(row) > 0 && fits(told.people, whole(row), threshold))
    });
    tables
}

fn attack(rows: &[Vec<u32>], threshold: u32) {
    let Some(told) = tell(rows, Threshold(threshold)) else { return };
    let sums: Vec<u32> = (0..rows[0].len()).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let tables = possible(&told, &sums, threshold);
    assert!(tables.contains(&rows.to_vec()), "the truth is possible: {told:?}");
    for (at, row) in told.iter().enumerate() {
        let sizes: Vec<u32> = tables.iter().map(|table| table[at].iter().sum()).collect();
        if !matches!(row.people, Shown::Count(_)) {
            assert!(sizes.iter().any(|size| *size != sizes[0]), "{at} of {rows:?} is pinned: {told:?}");
        }
        for (column, shown) in row.counts.iter().enumerate() {
            let counts: Vec<u32> = tables.iter().map(|table| table[at][column]).collect();
            match shown {
                Shown::Count(count) => assert!(*count >= threshold || sums[column] == 0, "{count} is told: {rows:?}"),
                _ => assert!(counts.iter().any(|count| *count != counts[0]), "{at}, {column} of {rows:?}: {told:?}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_can_be_worked_out(
        cells in prop::collection::vec(0_u32..9, 9),
        shape in prop::sample::select(vec![(2, 2), (3, 2), (2, 3), (4, 2)]),
        threshold in 2_u32..5,
    ) {
        let (rows, columns) = shape;
        let table: Vec<Vec<u32>> = (0..rows).map(|r| (0..columns).map(|c| cells[(r * columns + c) % 9]).collect()).collect();
        if table.iter().all(|row| row.iter().sum::<u32>() > 0) {
            attack(&table, threshold);
        }
    }

    #[test]
    fn of_everybody_nothing_hidden_can_be_worked_out(counts in prop::collection::vec(0_u32..9, 2..5), threshold in 2_u32..6) {
        let people: u32 = counts.iter().sum();
        if let Some(told) = tell_all(&counts, Threshold(threshold)) {
            let zero = |at: usize| counts[at] == 0;
            let fit = |way: &Vec<u32>| (0..counts.len()).all(|at| match zero(at) {
                true => way[at] == 0,
                false => way[at] > 0 && fits(told[at], way[at], threshold),
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
    let told = tell(&[vec![20, 8], vec![12, 5]], Threshold(5)).expect("a table");
    assert_eq!(told[0], ToldRow { people: Shown::Count(28), counts: vec![Shown::Count(20), Shown::Count(8)] });
    let small = tell(&[vec![1, 0], vec![0, 1]], Threshold(1)).expect("1 hides nothing");
    assert_eq!(small[0].counts, [Shown::Count(1), Shown::Count(0)]);
}

#[test]
fn everybody_alike_is_no_secret() {
    assert_eq!(tell_all(&[0, 12, 0], Threshold(5)), Some([0, 12, 0].map(Shown::Count).to_vec()));
    assert_eq!(tell_all(&[0, 0], Threshold(5)), Some([0, 0].map(Shown::Count).to_vec()));
    assert_eq!(tell_all(&[0, 4], Threshold(5)), None);
}
