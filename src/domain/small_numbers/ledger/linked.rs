//! Attacks on several tables about the same people together, by arithmetic: what each line leaves to each of its counts,
//! again and again; and every count that equations alone settle.

use proptest::prelude::*;

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

/// The least of what is told however small it is.
const OPENLY: u32 = u32::MAX;

/// The least of what is not told at all.
const NOT_TOLD: u32 = u32::MAX - 1;

/// Everything that is told: what is shown of each number, the truth, and the least that it can be; and the sums that hold.
#[derive(Default)]
struct Reader {
    shown: Vec<(Shown, u32, u32)>,
    sums: Vec<(usize, Vec<usize>)>,
    threshold: u32,
}

impl Reader {
    /// Reads a table that is told: its counts, the truth of each, and what the least is where it is small.
    fn read(&mut self, told: &[Shown], truth: &[Counted], least: u32) -> Vec<usize> {
        let from = self.shown.len();
        self.shown.extend(told.iter().zip(truth).map(|(shown, truth)| (*shown, truth.count(), least)));
        (from..self.shown.len()).collect()
    }

    /// Reads parts that are told with their whole.
    fn read_parts(&mut self, told: &[Shown], parts: &[Counted]) -> Vec<usize> {
        let truth = [vec![Counted::with(parts)], parts.to_vec()].concat();
        let row = self.read(told, &truth, 1);
        self.sums.push((row[0], row[1..].to_vec()));
        row
    }

    /// Reads a row, which may not be told at all.
    fn read_or_not(&mut self, told: Option<Vec<Shown>>, truth: &[Counted]) -> Vec<usize> {
        let least = if told.is_some() { 1 } else { NOT_TOLD };
        self.read(&told.unwrap_or_else(|| vec![Shown::Hidden; truth.len()]), truth, least)
    }

    /// Reads a group: there is somebody in it, and of what nobody at all is in any that is told.
    fn read_group(&mut self, told: &[Shown], truth: &[Counted]) -> Vec<usize> {
        let row = self.read(told, truth, 0);
        for at in &row {
            if let (Shown::Count(0), _, least) = &mut self.shown[*at] {
                *least = 1;
            }
        }
        self.shown[row[0]].2 = 1;
        row
    }

    /// The least and the most that each can be.
    fn bounds(&self, threshold: i64) -> Vec<(i64, i64)> {
        let many = 1_000_000;
        let start = self.shown.iter().map(|(shown, _, least)| match shown {
            _ if *least == NOT_TOLD => (0, many),
            Shown::Count(count) => (i64::from(*count), i64::from(*count)),
            Shown::Fewer => (i64::from(*least), threshold - 1),
            Shown::Hidden => (if threshold == 2 { i64::from(*least) } else { threshold }, many),
        });
        let mut bounds: Vec<(i64, i64)> = start.collect();
        loop {
            let before = bounds.clone();
            for (whole, parts) in &self.sums {
                let sum = |bounds: &[(i64, i64)]| {
                    parts.iter().fold((0, 0), |sum, part| (sum.0 + bounds[*part].0, sum.1 + bounds[*part].1))
                };
                let (least, most) = sum(&bounds);
                bounds[*whole] = (bounds[*whole].0.max(least), bounds[*whole].1.min(most));
                for part in parts {
                    let (least, most) = sum(&bounds);
                    let own = bounds[*part];
                    let left = (bounds[*whole].0 - (most - own.1), bounds[*whole].1 - (least - own.0));
                    bounds[*part] = (own.0.max(left.0), own.1.min(left.1));
                }
            }
            if bounds == before {
                return bounds;
            }
        }
    }

    /// Those that equations alone settle: by elimination, in remainders of a large prime.
    fn solved(&self) -> Vec<usize> {
        const PRIME: i128 = 2_305_843_009_213_693_951;
        let hidden: Vec<usize> =
            (0..self.shown.len()).filter(|at| !matches!(self.shown[*at].0, Shown::Count(_))).collect();
        let column = |at: &usize| hidden.iter().position(|hidden| hidden == at);
        let equation = |(whole, parts): &(usize, Vec<usize>)| {
            let mut row = vec![0_i128; hidden.len()];
            parts.iter().filter_map(column).for_each(|at| row[at] += 1);
            column(whole).into_iter().for_each(|at| row[at] += PRIME - 1);
            row
        };
        let mut rows: Vec<Vec<i128>> = self.sums.iter().map(equation).collect();
        let power = |mut base: i128, mut exponent: i128| {
            let mut product = 1;
            while exponent > 0 {
                product = if exponent % 2 == 1 { product * base % PRIME } else { product };
                base = base * base % PRIME;
                exponent /= 2;
            }
            product
        };
        let mut done = 0;
        for column in 0..hidden.len() {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] % PRIME != 0) else { continue };
            rows.swap(done, pivot);
            let inverse = power(rows[done][column] % PRIME, PRIME - 2);
            rows[done].iter_mut().for_each(|value| *value = *value % PRIME * inverse % PRIME);
            let leading = rows[done].clone();
            for row in (0..rows.len()).filter(|row| *row != done) {
                let times = rows[row][column] % PRIME;
                rows[row].iter_mut().zip(&leading).for_each(|(value, own)| {
                    *value = (*value + (PRIME - times) * own) % PRIME;
                });
            }
            done += 1;
        }
        let alone = |row: &Vec<i128>| {
            let mut left = (0..row.len()).filter(|at| row[*at] != 0);
            left.next().filter(|_| left.next().is_none())
        };
        rows.iter().filter_map(alone).map(|at| hidden[at]).collect()
    }
}

/// What is not told is read too: as what it could be.
fn unknown(counted: &[Counted], threshold: u32) -> Vec<Shown> {
    let shown = |one: &Counted| if one.count() < threshold && threshold > 2 { Shown::Fewer } else { Shown::Hidden };
    counted.iter().map(|one| if one.count() == 0 { Shown::Count(0) } else { shown(one) }).collect()
}

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
