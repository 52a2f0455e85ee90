//! A reader with pen and paper: what is told of each number, which numbers add up to which, and what follows.

use std::collections::BTreeMap;

use serde_json::Value;

/// More than anybody counts.
const MANY: i64 = 1_000_000;

/// A number that is published, or could be.
pub struct Number {
    pub name: String,
    /// What it is, where that is known to the test.
    pub truth: Option<i64>,
    /// The least and the most that it can be.
    pub bounds: (i64, i64),
    /// Whether it is told.
    pub told: bool,
    /// Whether it is one that must not follow where it is small and not told.
    pub guarded: bool,
}

/// Everything that is read, and the sums that hold of it.
pub struct Reader {
    pub threshold: i64,
    pub numbers: Vec<Number>,
    /// How much was found of everything that was looked for, so that nothing is passed over that has another name now.
    pub looked_for: BTreeMap<String, usize>,
    at: BTreeMap<String, usize>,
    sums: Vec<(usize, Vec<usize>)>,
}

impl Reader {
    pub fn new(threshold: i64) -> Self {
        Reader { threshold, numbers: Vec::new(), looked_for: BTreeMap::new(), at: BTreeMap::new(), sums: Vec::new() }
    }

    /// Notes how much was found of something.
    pub fn looked_for(&mut self, what: &str, found: usize) {
        *self.looked_for.entry(what.to_string()).or_insert(0) += found;
    }

    /// The number of a name: of one that nothing is said of nothing is known.
    pub fn number(&mut self, name: &str) -> usize {
        if let Some(at) = self.at.get(name) {
            return *at;
        }
        let new = Number { name: name.to_string(), truth: None, bounds: (0, MANY), told: false, guarded: false };
        self.numbers.push(new);
        self.at.insert(name.to_string(), self.numbers.len() - 1);
        self.numbers.len() - 1
    }

    /// Notes what a number is, and what is shown of it; none where its row is not there.
    pub fn read(&mut self, name: &str, truth: &Value, shown: Option<&Value>) {
        let at = self.number(name);
        self.numbers[at].truth = truth.as_i64();
        self.numbers[at].guarded = true;
        let threshold = self.threshold;
        let known = match shown {
            Some(Value::Number(count)) => count.as_i64().map(|count| (count, count)),
            Some(Value::String(words)) if words.starts_with("fewer") => Some((0, threshold - 1)),
            _ => None,
        };
        if let Some(bounds) = known {
            self.numbers[at].told |= bounds.0 == bounds.1;
            let own = self.numbers[at].bounds;
            self.numbers[at].bounds = (own.0.max(bounds.0), own.1.min(bounds.1));
        }
    }

    /// Notes what somebody reads or works out from what is told.
    pub fn learn(&mut self, name: &str, count: i64) {
        let at = self.number(name);
        self.numbers[at].bounds = (count, count);
    }

    /// Notes that a hidden number is no small one.
    pub fn is_many(&mut self, name: &str) {
        let at = self.number(name);
        self.numbers[at].bounds.0 = self.numbers[at].bounds.0.max(self.threshold);
    }

    /// Notes that a number is not nought.
    pub fn is_some(&mut self, name: &str) {
        let at = self.number(name);
        self.numbers[at].bounds.0 = self.numbers[at].bounds.0.max(1);
    }

    /// Notes that parts make up a whole.
    pub fn sum(&mut self, whole: &str, parts: &[String]) {
        let whole = self.number(whole);
        let parts = parts.iter().map(|part| self.number(part)).collect();
        self.sums.push((whole, parts));
    }

    /// Notes that two numbers are the same.
    pub fn same(&mut self, one: &str, other: &str) {
        self.sum(one, &[other.to_string()]);
    }

    /// Works out what each sum leaves to each of its numbers, again and again.
    pub fn work_out(&mut self) {
        loop {
            let before: Vec<(i64, i64)> = self.numbers.iter().map(|number| number.bounds).collect();
            for (whole, parts) in &self.sums {
                let sum = |numbers: &[Number]| {
                    parts.iter().map(|part| numbers[*part].bounds).fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1))
                };
                let (least, most) = sum(&self.numbers);
                let own = self.numbers[*whole].bounds;
                self.numbers[*whole].bounds = (own.0.max(least), own.1.min(most));
                for part in parts {
                    let (least, most) = sum(&self.numbers);
                    let (own, of) = (self.numbers[*part].bounds, self.numbers[*whole].bounds);
                    let left = (of.0 - (most - own.1), of.1 - (least - own.0));
                    self.numbers[*part].bounds = (own.0.max(left.0), own.1.min(left.1));
                }
            }
            if self.numbers.iter().zip(&before).all(|(number, before)| number.bounds == *before) {
                return;
            }
        }
    }

    /// The numbers that the sums alone settle: by elimination, in remainders of a large prime.
    pub fn solved(&self) -> Vec<usize> {
        const PRIME: u64 = 2_147_483_647;
        let open: Vec<usize> =
            (0..self.numbers.len()).filter(|at| self.numbers[*at].bounds.0 < self.numbers[*at].bounds.1).collect();
        let column: BTreeMap<usize, usize> = open.iter().enumerate().map(|(column, at)| (*at, column)).collect();
        let mut rows: Vec<Vec<u64>> = Vec::new();
        for (whole, parts) in &self.sums {
            let mut row = vec![0; open.len()];
            parts.iter().filter_map(|part| column.get(part)).for_each(|at| row[*at] += 1);
            column.get(whole).into_iter().for_each(|at| row[*at] = (row[*at] + PRIME - 1) % PRIME);
            if row.iter().any(|value| *value != 0) {
                rows.push(row);
            }
        }
        let inverse = |value: u64| {
            let (mut base, mut exponent, mut product) = (value, PRIME - 2, 1);
            while exponent > 0 {
                product = if exponent % 2 == 1 { product * base % PRIME } else { product };
                base = base * base % PRIME;
                exponent /= 2;
            }
            product
        };
        let mut done = 0;
        for column in 0..open.len() {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(done, pivot);
            let by = inverse(rows[done][column]);
            rows[done].iter_mut().for_each(|value| *value = *value * by % PRIME);
            let leading = rows[done].clone();
            for row in (0..rows.len()).filter(|row| *row != done) {
                let times = rows[row][column];
                if times != 0 {
                    let less = |(value, own): (&mut u64, &u64)| *value = (*value + (PRIME - times) * own) % PRIME;
                    rows[row].iter_mut().zip(&leading).for_each(less);
                }
            }
            done += 1;
        }
        let alone = |row: &Vec<u64>| {
            let mut left = (0..row.len()).filter(|at| row[*at] != 0);
            left.next().filter(|_| left.next().is_none())
        };
        rows.iter().filter_map(alone).map(|at| open[at]).collect()
    }
}
