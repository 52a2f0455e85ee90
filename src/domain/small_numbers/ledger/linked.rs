//! Attacks on several tables about the same people together, by arithmetic: what each line leaves to each of its counts,
//! again and again; and every count that equations alone settle.

use proptest::prelude::*;

use super::reader::{OPENLY, Reader, unknown};
use super::*;

/// Somebody: where they come from, and what became of them.
#[derive(Clone, Copy, Debug)]
struct One {
    stage: usize,
    intake: usize,
    source: usize,
    result: usize,
    /// What they answered for monitoring, and whether a round placed them.
    answer: usize,
    round: usize,
}

const STAGES: usize = 4;

fn people(of: &[One], which: impl Fn(&One) -> bool) -> Counted {
    of.iter().enumerate().filter(|(_, one)| which(one)).map(|(at, _)| at as u64).collect()
}

/// Applied, matched, each stage: 0 waits, and has no result.
fn row(of: &[One], which: impl Fn(&One) -> bool + Copy) -> Vec<Counted> {
    let at = |stage: usize| people(of, |one| which(one) && one.stage == stage);
    let both = [people(of, which), people(of, |one| which(one) && one.stage > 0)];
    both.into_iter().chain((0..STAGES).map(at)).collect()
}

fn attack(of: &[One], threshold: u32, beside: bool) {
    let shape = [(0, vec![1, 2]), (1, (3..2 + STAGES).collect())];
    let by = |group: fn(&One) -> usize| -> Vec<Vec<Counted>> {
        let all = (0..6).map(|at| row(of, |one| group(one) == at));
        all.filter(|row| row[0].count() > 0).collect()
    };
    let everybody = row(of, |_| true);
    let (intakes, sources) = (by(|one| one.intake), by(|one| one.source));
    let results: Vec<Counted> = (0..3).map(|at| people(of, |one| one.stage > 0 && one.result == at)).collect();
    let relationships: Vec<Counted> = (1..STAGES).map(|at| people(of, |one| one.stage == at)).collect();
    let mut ledger = Ledger::new(Threshold(threshold));
    let tell = |ledger: &mut Ledger| {
        (
            ledger.tell_row(everybody.clone(), &shape),
            [ledger.tell_groups(&intakes, &shape), ledger.tell_groups(&sources, &shape)],
            [ledger.tell_parts(&results), ledger.tell_parts(&relationships)],
        )
    };
    tell(&mut ledger);
    ledger.settle();
    let (all, groups, rest) = tell(&mut ledger);
    let mut reader = Reader { threshold, ..Reader::default() };
    let all_told = all.is_some();
    let top = reader.read(&all.unwrap_or_else(|| unknown(&everybody, threshold)), &everybody, 1);
    let shaped = |row: &[usize]| -> Vec<(usize, Vec<usize>)> {
        shape.iter().map(|(whole, parts)| (row[*whole], parts.iter().map(|part| row[*part]).collect())).collect()
    };
    reader.sums.extend(shaped(&top));
    let mut asserted: Vec<usize> = if all_told { top.clone() } else { Vec::new() };
    let mut tables = Vec::new();
    for (told, truth) in groups.into_iter().zip([&intakes, &sources]) {
        let Some(told) = told else { continue };
        let rows: Vec<Vec<usize>> = told.iter().zip(truth).map(|(told, truth)| reader.read(told, truth, 0)).collect();
        for row in &rows {
            reader.shown[row[0]].2 = 1;
            reader.sums.extend(shaped(row));
            asserted.extend(row);
        }
        for column in 0..top.len() {
            reader.sums.push((top[column], rows.iter().map(|row| row[column]).collect()));
        }
        tables.push((rows, truth));
    }
    if let [(intakes, whole), (sources, part)] = &tables[..] {
        for (row, intake) in intakes.iter().zip(*whole) {
            let inside = |source: &Vec<Counted>| source[0].units.iter().all(|one| intake[0].units.contains(one));
            let own: Vec<&Vec<usize>> =
                sources.iter().zip(*part).filter(|(_, source)| inside(source)).map(|(row, _)| row).collect();
            let within: u32 = part.iter().filter(|source| inside(source)).map(|source| source[0].count()).sum();
            if within == intake[0].count() {
                for column in 0..row.len() {
                    reader.sums.push((row[column], own.iter().map(|row| row[column]).collect()));
                }
            }
        }
    }
    for (told, truth) in rest.into_iter().zip([&results, &relationships]) {
        let Some(told) = told else { continue };
        let row = reader.read_parts(&told, truth);
        reader.sums.push((row[0], vec![top[1]]));
        asserted.extend(&row);
    }
    if beside {
        asserted.extend(attack_beside(of, &mut ledger, &mut reader, (&top, &tables)));
    }
    let (bounds, solved) = (reader.bounds(i64::from(threshold)), reader.solved());
    for (at, (shown, truth, least)) in reader.shown.iter().enumerate() {
        assert!((bounds[at].0..=bounds[at].1).contains(&i64::from(*truth)), "the truth is possible");
        match shown {
            _ if !asserted.contains(&at) => {}
            // How many a round placed is told openly.
            Shown::Count(count) if *least == OPENLY => assert_eq!(count, truth),
            Shown::Count(count) => {
                assert!(*count == 0 || *count >= threshold, "{count} is told: {of:?}");
                assert!(*count > 0 || *least > 0 || reader.shown[top[column_of(&tables, at)]].1 == 0, "{of:?}");
            }
            _ => {
                assert!(bounds[at].0 < bounds[at].1, "{truth} follows from the rest: {of:?}");
                assert!(!solved.contains(&at), "{truth} is solved: {of:?}");
            }
        }
    }
}

/// What is published beside: of those matched what a pack tells of all and of each intake, and of those who wait whom a
/// round placed, by an answer. What it tells is added to what the reader knows; returns what is told.
fn attack_beside(
    of: &[One],
    ledger: &mut Ledger,
    reader: &mut Reader,
    (top, tables): (&[usize], &[(Places, &Rows)]),
) -> Vec<usize> {
    let kept: fn(&One) -> usize = |one| usize::from(one.stage == 3);
    let answer: fn(&One) -> usize = |one| one.answer.min(2);
    let split = |of_split: fn(&One) -> usize, which: &dyn Fn(&One) -> bool| {
        let own = |own: &dyn Fn(&One) -> bool| people(of, |one| one.stage > 0 && which(one) && own(one));
        let part = |at: usize| own(&move |one: &One| of_split(one) == at);
        vec![own(&|_| true), part(0), part(1), part(2)]
    };
    let splits = [kept, answer].map(|of_split| {
        let by_intake = (0..3).map(|intake| split(of_split, &move |one: &One| one.intake == intake));
        (split(of_split, &|_| true), by_intake.filter(|row| row[0].count() > 0).collect::<Vec<_>>())
    });
    let of_pack = [(0, vec![1, 2, 3])];
    let seeks = |one: &One| one.stage == 0 && one.round > 0;
    let row = |which: &dyn Fn(&One) -> bool| {
        let counts: [&dyn Fn(&One) -> bool; 3] = [&|_| true, &|one| one.round > 2, &|one| one.round < 3];
        counts.map(|own| people(of, |one| seeks(one) && which(one) && own(one))).to_vec()
    };
    let groups = (0..4).map(|at| row(&move |one: &One| one.answer == at));
    let mut groups: Vec<Vec<Counted>> = groups.filter(|row| row[0].count() > 0).collect();
    // One group of all is told as all are.
    groups.retain(|row| row[0].count() < people(of, seeks).count());
    let aside = [people(of, seeks), people(of, |one| one.stage == 0 && !seeks(one))];
    let shape = [(0, vec![1, 2])];
    ledger.go_on();
    let note = |ledger: &mut Ledger| {
        // Under way and completed, as everybody's stages are told.
        ledger.tell_parts(&[1, 2].map(|stage| people(of, |one| one.stage == stage)));
        let tell = |(whole, by_intake): &(Vec<Counted>, Vec<Vec<Counted>>)| {
            (ledger.tell_row(whole.clone(), &of_pack), ledger.tell_groups(by_intake, &of_pack))
        };
        splits.iter().map(tell).collect::<Vec<_>>()
    };
    note(ledger);
    ledger.settle();
    let packs = note(ledger);
    ledger.go_on();
    let note = |ledger: &mut Ledger| {
        let all = ledger.tell_openly(row(&|_| true), &shape);
        (all, ledger.tell_groups(&groups, &shape), ledger.tell_parts(&aside))
    };
    note(ledger);
    ledger.settle();
    let (all, of_groups, _) = note(ledger);

    let mut asserted = Vec::new();
    for (at, ((whole_told, intakes_told), (whole_pack, by_intake))) in packs.into_iter().zip(&splits).enumerate() {
        let is_told = whole_told.is_some();
        let whole = reader.read_or_not(whole_told, whole_pack);
        reader.sums.extend([(whole[0], whole[1..].to_vec()), (whole[0], vec![top[1]])]);
        if at == 0 {
            // Under way or completed, and ended: as everybody's stages are.
            reader.sums.extend([(whole[1], vec![top[3], top[4]]), (whole[2], vec![top[5]])]);
        }
        asserted.extend(whole.iter().filter(|_| is_told));
        let Some(told) = intakes_told else { continue };
        let rows: Vec<Vec<usize>> =
            told.iter().zip(by_intake).map(|(told, truth)| reader.read_group(told, truth)).collect();
        for (row, truth) in rows.iter().zip(by_intake) {
            reader.sums.push((row[0], row[1..].to_vec()));
            // An intake's are in the row of the table by intake.
            for (cells, known) in tables {
                let own = cells.iter().zip(*known).filter(|(_, row)| row[1] == truth[0]).map(|(cells, _)| cells);
                reader.sums.extend(own.map(|own| (row[0], vec![own[1]])));
            }
            asserted.extend(row);
        }
        for column in 0..whole.len() {
            reader.sums.push((whole[column], rows.iter().map(|row| row[column]).collect()));
        }
    }
    let all = reader.read_or_not(all, &row(&|_| true));
    reader.sums.push((all[0], all[1..].to_vec()));
    for at in &all {
        if let (Shown::Count(_), _, least) = &mut reader.shown[*at] {
            *least = OPENLY;
        }
    }
    if let Some(told) = of_groups {
        let rows: Vec<Vec<usize>> =
            told.iter().zip(&groups).map(|(told, truth)| reader.read_group(told, truth)).collect();
        for row in &rows {
            reader.sums.push((row[0], row[1..].to_vec()));
            asserted.extend(row);
        }
        for column in 0..3 {
            reader.sums.push((all[column], rows.iter().map(|row| row[column]).collect()));
        }
    }
    // Who waits, and does not seek in the round, is somebody too.
    let rest = reader.read_or_not(None, &aside[1..]);
    reader.sums.push((top[2], vec![all[0], rest[0]]));
    asserted.extend(rest.into_iter().filter(|_| (1..reader.threshold).contains(&aside[1].count())));
    // A large number that is hidden in vain, as it follows from the evaluation, gives nobody away.
    asserted.retain(|at| {
        let (shown, truth, _) = reader.shown[*at];
        matches!(shown, Shown::Count(_)) || truth < reader.threshold
    });
    asserted
}

/// The column of an unknown that stands in a table of groups.
fn column_of(tables: &[(Places, &Rows)], at: usize) -> usize {
    let rows = tables.iter().flat_map(|(rows, _)| rows);
    rows.filter_map(|row| row.iter().position(|own| *own == at)).next().unwrap_or(0)
}

#[test]
fn nothing_is_told_of_a_row_whose_counts_would_follow() {
    let one = |stage, intake, source, answer| One { stage, intake, source, result: 0, answer, round: 7 };
    // Of the six matched four are under way, who gave one answer, and of the others each gave one of their own: four of
    // six and two hidden answers would say that each of these was given once.
    let of: Vec<One> = [
        (1, 2, 1, 2),
        (2, 2, 1, 0),
        (0, 1, 1, 2),
        (1, 1, 1, 3),
        (0, 2, 1, 2),
        (1, 1, 1, 3),
        (2, 1, 0, 1),
        (1, 1, 1, 2),
    ]
    .map(|(stage, intake, source, answer)| one(stage, intake, source, answer))
    .to_vec();
    (2..7).for_each(|threshold| attack(&of, threshold, true));
}

type Drawn = (usize, usize, usize, usize, usize);

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec((0_usize..24, 0_usize..3, 0_usize..2, 0_usize..12, 0_usize..40), 8..90)
}

fn everybody(drawn: Vec<Drawn>, nested: bool) -> Vec<One> {
    let one = |(stage, intake, source, result, further): Drawn| One {
        // Most are under way, some wait, few end early.
        stage: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 1][stage],
        intake,
        // Each form belongs to one intake, or to all of them.
        source: if nested { 2 * intake + source } else { source },
        result: [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2][result],
        answer: [0, 1, 2, 3, 3][further / 8],
        round: further % 8,
    };
    drawn.into_iter().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_linked_tables_nothing_hidden_can_be_worked_out(
        drawn in drawn(), nested in any::<bool>(), threshold in 2_u32..7,
    ) {
        attack(&everybody(drawn, nested), threshold, false);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nor_with_what_is_published_beside(drawn in drawn(), nested in any::<bool>(), threshold in 2_u32..7) {
        attack(&everybody(drawn, nested), threshold, true);
    }
}
