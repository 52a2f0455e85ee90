use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn groups(counts: &[(u32, u32)]) -> Vec<Group> {
    counts.iter().map(|(placed, not_placed)| Group { placed: *placed, not_placed: *not_placed }).collect()
}

fn told(counts: &[(u32, u32)], threshold: u32) -> Option<Vec<String>> {
    let word = |shown: Shown| match shown {
        Shown::Count(count) => count.to_string(),
        Shown::Fewer => "<".to_string(),
        Shown::Hidden => "?".to_string(),
    };
    let row = |row: &Row| format!("{} = {} + {}", word(row.people), word(row.placed), word(row.not_placed));
    tell(&groups(counts), Threshold(threshold)).map(|rows| rows.iter().map(row).collect())
}

fn lines(lines: &[&str]) -> Option<Vec<String>> {
    Some(lines.iter().map(ToString::to_string).collect())
}

#[test]
fn large_numbers_are_told() {
    assert_eq!(told(&[(20, 8), (12, 5)], 5), lines(&["28 = 20 + 8", "17 = 12 + 5"]));
    assert_eq!(told(&[(1, 0), (0, 1)], 1), lines(&["1 = 1 + 0", "1 = 0 + 1"]), "1 hides nothing");
}

#[test]
fn one_small_number_is_never_hidden_alone() {
    // 2 are not placed: with one more row hidden each of the two can be any number up to 8.
    assert_eq!(told(&[(20, 8), (12, 2), (9, 6)], 5), lines(&["28 = 20 + 8", "? = 12 + <", "? = 9 + ?"]));
}

#[test]
fn what_is_hidden_is_no_small_number_together() {
    // 1 and 2 are hidden, and together they would be told as 3.
    assert_eq!(
        told(&[(20, 8), (12, 1), (9, 2), (30, 7)], 5),
        lines(&["? = 20 + ?", "? = 12 + <", "? = 9 + <", "37 = 30 + 7"])
    );
}

#[test]
fn where_few_are_left_out_those_placed_are_told() {
    assert_eq!(told(&[(20, 1), (12, 2)], 5), lines(&["? = 20 + <", "? = 12 + <"]));
    assert_eq!(told(&[(1, 20), (2, 12)], 5), lines(&["21 = < + ?", "14 = < + ?"]));
}

#[test]
fn that_everybody_was_placed_is_no_secret() {
    assert_eq!(told(&[(20, 0), (12, 0)], 5), lines(&["20 = 20 + 0", "12 = 12 + 0"]));
    assert_eq!(told(&[(20, 0), (12, 0), (2, 0)], 5), lines(&["20 = 20 + 0", "? = ? + 0", "< = < + 0"]));
    assert_eq!(told(&[(20, 0), (2, 0)], 5), None);
}

#[test]
fn a_table_without_anything_to_tell_is_none() {
    assert_eq!(told(&[], 5), None);
    assert_eq!(told(&[(2, 1), (1, 3)], 5), None);
    assert_eq!(told(&[(40, 10), (1, 1)], 5), None, "two groups, of which one is small");
}

/// Every pair of counts that a reader cannot rule out by the row itself.
fn possible(row: &Row, threshold: u32, totals: Group) -> BTreeSet<(u32, u32)> {
    let fits = |shown: Shown, count: u32| match shown {
        Shown::Count(told) => count == told,
        Shown::Fewer => count < threshold,
        Shown::Hidden => count >= threshold,
    };
    let all = (0..=totals.placed).flat_map(|placed| (0..=totals.not_placed).map(move |not| (placed, not)));
    let somebody = all.filter(|(placed, not)| placed + not > 0);
    let told = |(placed, not): &(u32, u32)| {
        fits(row.people, placed + not) && fits(row.placed, *placed) && fits(row.not_placed, *not)
    };
    somebody.filter(told).collect()
}

/// Everything that rows can add up to within the totals: no bounds, every single way.
fn sums<'a>(rows: impl Iterator<Item = &'a BTreeSet<(u32, u32)>>, totals: Group) -> BTreeSet<(u32, u32)> {
    rows.fold(BTreeSet::from([(0, 0)]), |sums, row| {
        let ways = sums.iter().flat_map(|sum| row.iter().map(move |pair| (sum.0 + pair.0, sum.1 + pair.1)));
        ways.filter(|(placed, not)| *placed <= totals.placed && *not <= totals.not_placed).collect()
    })
}

/// Attacks a table with all that is shown and with the totals; what it can still be, row by row.
fn attack(rows: &[Row], threshold: u32, totals: Group) -> Vec<BTreeSet<(u32, u32)>> {
    let possible: Vec<_> = rows.iter().map(|row| possible(row, threshold, totals)).collect();
    let left = |at: usize| {
        let others = sums(possible.iter().enumerate().filter(|(row, _)| *row != at).map(|(_, row)| row), totals);
        let fits = |(placed, not): &&(u32, u32)| others.contains(&(totals.placed - placed, totals.not_placed - not));
        possible[at].iter().filter(fits).copied().collect()
    };
    (0..rows.len()).map(left).collect()
}

fn check(counts: &[(u32, u32)], threshold: u32) {
    let groups = groups(counts);
    let totals = Group {
        placed: groups.iter().map(|group| group.placed).sum(),
        not_placed: groups.iter().map(|group| group.not_placed).sum(),
    };
    let Some(rows) = tell(&groups, Threshold(threshold)) else { return };
    assert_eq!(rows.len(), groups.len());
    let left = attack(&rows, threshold, totals);
    let mut columns = [(0, 0); 3];
    for ((row, group), left) in rows.iter().zip(&groups).zip(&left) {
        assert!(left.contains(&(group.placed, group.not_placed)), "the truth is possible: {rows:?}");
        let values: [BTreeSet<u32>; 3] = [
            left.iter().map(|(placed, _)| *placed).collect(),
            left.iter().map(|(_, not)| *not).collect(),
            left.iter().map(|(placed, not)| placed + not).collect(),
        ];
        let counts = [group.placed, group.not_placed, group.placed + group.not_placed];
        let whole = [totals.placed, totals.not_placed, totals.placed + totals.not_placed];
        for (at, shown) in [row.placed, row.not_placed, row.people].into_iter().enumerate() {
            match shown {
                Shown::Count(told) => {
                    assert_eq!(told, counts[at]);
                    assert!(told >= threshold || whole[at] == 0 || threshold < 2, "{told} is told of {groups:?}");
                }
                _ => {
                    assert_eq!(shown == Shown::Fewer, counts[at] < threshold);
                    assert!(values[at].len() > 1, "{values:?} of {group:?} in {groups:?}, told as {rows:?}");
                    columns[at].0 += 1;
                    columns[at].1 += counts[at];
                }
            }
        }
    }
    for (hidden, sum) in columns {
        assert!(hidden == 0 || hidden == rows.len() || sum >= threshold, "{sum} together, of {groups:?}: {rows:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_can_be_worked_out(
        counts in prop::collection::vec((0_u32..12, 0_u32..12), 1..6),
        few_left in any::<bool>(),
        threshold in 0_u32..7,
    ) {
        // Mostly nearly everybody is placed.
        let left = |not: u32| if few_left { not / 5 } else { not };
        let counts: Vec<(u32, u32)> = counts.into_iter().map(|(placed, not)| (placed, left(not))).collect();
        let counts: Vec<(u32, u32)> = counts.into_iter().filter(|(placed, not)| placed + not > 0).collect();
        check(&counts, threshold);
    }
}

#[test]
fn every_table_of_three_small_groups_keeps_its_secrets() {
    let pairs: Vec<(u32, u32)> = (0..5).flat_map(|one| (0..5).map(move |other| (one, other))).skip(1).collect();
    for (at, one) in pairs.iter().enumerate() {
        for (second, other) in pairs.iter().enumerate().skip(at) {
            for third in &pairs[second..] {
                check(&[*one, *other, *third], 3);
            }
        }
    }
}

#[test]
fn many_groups_take_no_time() {
    let many: Vec<(u32, u32)> = (0..3000).map(|at| (5 + at % 3, at % 7)).collect();
    let rows = tell(&groups(&many), Threshold(5)).expect("a table");
    assert!(rows.iter().any(|row| row.placed == Shown::Count(5)));
    assert_eq!(tell(&groups(&vec![(1, 1); 5000]), Threshold(5)), None);
}
