//! What a reader works out of published tables, by arithmetic.

use super::*;

/// The least of what is told however small it is.
pub(super) const OPENLY: u32 = u32::MAX;

/// The least of what is not told at all.
const NOT_TOLD: u32 = u32::MAX - 1;

/// Everything that is told: what is shown of each number, the truth, and the least that it can be; and the sums that hold.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) shown: Vec<(Shown, u32, u32)>,
    pub(super) sums: Vec<(usize, Vec<usize>)>,
    pub(super) threshold: u32,
}

impl Reader {
    /// Reads a table that is told: its counts, the truth of each, and what the least is where it is small.
    pub(super) fn read(&mut self, told: &[Shown], truth: &[Counted], least: u32) -> Vec<usize> {
        let from = self.shown.len();
        self.shown.extend(told.iter().zip(truth).map(|(shown, truth)| (*shown, truth.count(), least)));
        (from..self.shown.len()).collect()
    }

    /// Reads parts that are told with their whole.
    pub(super) fn read_parts(&mut self, told: &[Shown], parts: &[Counted]) -> Vec<usize> {
        let truth = [vec![Counted::with(parts)], parts.to_vec()].concat();
        let row = self.read(told, &truth, 1);
        self.sums.push((row[0], row[1..].to_vec()));
        row
    }

    /// Reads a row, which may not be told at all.
    pub(super) fn read_or_not(&mut self, told: Option<Vec<Shown>>, truth: &[Counted]) -> Vec<usize> {
        let least = if told.is_some() { 1 } else { NOT_TOLD };
        self.read(&told.unwrap_or_else(|| vec![Shown::Hidden; truth.len()]), truth, least)
    }

    /// Reads a group: there is somebody in it, and of what nobody at all is in any that is told.
    pub(super) fn read_group(&mut self, told: &[Shown], truth: &[Counted]) -> Vec<usize> {
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
    pub(super) fn bounds(&self, threshold: i64) -> Vec<(i64, i64)> {
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
    pub(super) fn solved(&self) -> Vec<usize> {
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
pub(super) fn unknown(counted: &[Counted], threshold: u32) -> Vec<Shown> {
    let shown = |one: &Counted| if one.count() < threshold && threshold > 2 { Shown::Fewer } else { Shown::Hidden };
    counted.iter().map(|one| if one.count() == 0 { Shown::Count(0) } else { shown(one) }).collect()
}
