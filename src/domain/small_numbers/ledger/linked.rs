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
}

const STAGES: usize = 4;

/// Everything that is told, as unknowns that a reader tries to know: what is shown of each, the truth, and the least
/// that it can be; and the sums that hold.
#[derive(Default)]
struct Reader {
    shown: Vec<(Shown, u32, u32)>,
    sums: Vec<(usize, Vec<usize>)>,
}

impl Reader {
    /// Reads a table that is told: its counts, the truth of each, and what the least is where it is small.
    fn read(&mut self, told: &[Shown], truth: &[Counted], least: u32) -> Vec<usize> {
        let from = self.shown.len();
        self.shown.extend(told.iter().zip(truth).map(|(shown, truth)| (*shown, truth.count(), least)));
        (from..self.shown.len()).collect()
    }

    /// The least and the most that each can be.
    fn bounds(&self, threshold: i64) -> Vec<(i64, i64)> {
        let many = 1_000_000;
        let start = self.shown.iter().map(|(shown, _, least)| match shown {
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

fn people(of: &[One], which: impl Fn(&One) -> bool) -> Counted {
    of.iter().enumerate().filter(|(_, one)| which(one)).map(|(at, _)| at as u64).collect()
}

/// Applied, matched, each stage: 0 waits, and has no result.
fn row(of: &[One], which: impl Fn(&One) -> bool + Copy) -> Vec<Counted> {
    let at = |stage: usize| people(of, |one| which(one) && one.stage == stage);
    let both = [people(of, which), people(of, |one| which(one) && one.stage > 0)];
    both.into_iter().chain((0..STAGES).map(at)).collect()
}

fn attack(of: &[One], threshold: u32) {
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
    // What is not told is read too: as what it could be.
    let mut reader = Reader::default();
    let unknown = |counted: &[Counted]| -> Vec<Shown> {
        let shown = |one: &Counted| if one.count() < threshold && threshold > 2 { Shown::Fewer } else { Shown::Hidden };
        counted.iter().map(|one| if one.count() == 0 { Shown::Count(0) } else { shown(one) }).collect()
    };
    let all_told = all.is_some();
    let top = reader.read(&all.unwrap_or_else(|| unknown(&everybody)), &everybody, 1);
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
        let truth = [vec![Counted::with(truth)], truth.clone()].concat();
        let row = reader.read(&told, &truth, 1);
        reader.sums.push((row[0], row[1..].to_vec()));
        reader.sums.push((row[0], vec![top[1]]));
        asserted.extend(&row);
    }
    let (bounds, solved) = (reader.bounds(i64::from(threshold)), reader.solved());
    for (at, (shown, truth, least)) in reader.shown.iter().enumerate() {
        assert!((bounds[at].0..=bounds[at].1).contains(&i64::from(*truth)), "the truth is possible");
        match shown {
            _ if !asserted.contains(&at) => {}
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

/// The column of an unknown that stands in a table of groups.
fn column_of(tables: &[(Places, &Rows)], at: usize) -> usize {
    let rows = tables.iter().flat_map(|(rows, _)| rows);
    rows.filter_map(|row| row.iter().position(|own| *own == at)).next().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_linked_tables_nothing_hidden_can_be_worked_out(
        raw in prop::collection::vec((0_usize..24, 0_usize..3, 0_usize..2, 0_usize..12), 8..90),
        nested in any::<bool>(),
        threshold in 2_u32..7,
    ) {
        let one = |(stage, intake, source, result): (usize, usize, usize, usize)| One {
            // Most are under way, some wait, few end early.
            stage: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 1][stage],
            intake,
            // Each form belongs to one intake, or to all of them.
            source: if nested { 2 * intake + source } else { source },
            result: [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2][result],
        };
        attack(&raw.into_iter().map(one).collect::<Vec<_>>(), threshold);
    }
}
