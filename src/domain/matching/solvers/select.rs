//! Reading a row against prices: the best few, those that violate, those that are tight.
//!
//! Values (weight less price) are computed for the whole row without branches in as narrow integers as will do, with
//! the greatest of every block; only blocks that can matter are then looked at one by one. Narrow prices are relative
//! to a level near the price of the row. What is too far from it for a narrow integer is clamped, and stays on its
//! side: nothing is found wrongly and nothing is missed.
use super::FORBIDDEN;
use super::lots::lot;
use super::matrix::Table;
use crate::domain::matching::wide;

/// An integer narrow enough for a table.
pub(super) trait Lane: Copy + Ord + Send + Sync {
    /// The value of a forbidden pair: below all others.
    const LOW: Self;
    /// How far prices may be from the level of a row; what is farther is clamped.
    const CAP: i64;
    /// Levels are multiples of this.
    const STEP: i64;
    /// A number clamped to what fits, never down to LOW.
    fn of(number: i64) -> Self;
    /// The value as a wide number.
    fn wide(self) -> i64;
    /// What must be added to a value and the price to get the weight.
    fn add(_table: &Table) -> i64 {
        0
    }
    /// Computes the values of one row.
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[Self], values: &mut [Self]);
    /// Finds the greatest of every block.
    fn tops(values: &[Self], tops: &mut [Self]) {
        tops.fill(Self::LOW);
        values.chunks(tops.len().max(1)).for_each(|cells| Self::raise(tops, cells));
    }
    /// Raises each number to the other where that is greater.
    fn raise(most: &mut [Self], values: &[Self]) {
        for (most, value) in most.iter_mut().zip(values) {
            *most = (*most).max(*value);
        }
    }
}

impl Lane for i16 {
    const LOW: i16 = i16::MIN;
    const CAP: i64 = 30_000;
    const STEP: i64 = 1 << 13;
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn of(number: i64) -> i16 {
        number.clamp(i64::from(i16::MIN) + 1, i64::from(i16::MAX)) as i16
    }
    fn load(table: &Table, mentee: usize, _row: &mut [i32], prices: &[i16], values: &mut [i16]) {
        let Some((bytes, _)) = table.matrix.bytes(mentee) else {
            values.fill(Self::LOW);
            return;
        };
        wide::less(bytes, prices, values);
    }
    fn tops(values: &[i16], tops: &mut [i16]) {
        wide::tops(values, tops);
    }
    fn raise(most: &mut [i16], values: &[i16]) {
        wide::raise(most, values);
    }
    fn add(table: &Table) -> i64 {
        i64::from(table.matrix.add())
    }
}

impl Lane for i32 {
    const LOW: i32 = i32::MIN;
    const CAP: i64 = 1 << 30;
    const STEP: i64 = 1 << 28;
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn of(number: i64) -> i32 {
        number.clamp(i64::from(i32::MIN) + 1, i64::from(i32::MAX)) as i32
    }
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[i32], values: &mut [i32]) {
        let row = match table.words(mentee) {
            Some(words) => words,
            None => {
                table.row(mentee, row);
                row
            }
        };
        wide::less_words(row, prices, values);
    }
    fn raise(most: &mut [i32], values: &[i32]) {
        wide::raise_words(most, values);
    }
}

impl Lane for i64 {
    const LOW: i64 = i64::MIN;
    const CAP: i64 = 1 << 62;
    const STEP: i64 = 1 << 61;
    fn wide(self) -> i64 {
        self
    }
    fn of(number: i64) -> i64 {
        number
    }
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[i64], values: &mut [i64]) {
        table.row(mentee, row);
        for ((value, &weight), &price) in values.iter_mut().zip(row.iter()).zip(prices) {
            *value = if weight == FORBIDDEN { Self::LOW } else { i64::from(weight) - price };
        }
    }
}

/// A row seen against prices.
pub(super) struct Lens<T> {
    exact: Vec<i64>,
    /// Prices less a level, by level.
    levels: Vec<(i64, Vec<T>)>,
    base: i64,
    add: i64,
    values: Vec<T>,
    tops: Vec<T>,
    ranked: Vec<T>,
    row: Vec<i32>,
}

/// How many levels of prices are remembered.
const LEVELS: usize = 16;

impl<T: Lane> Lens<T> {
    pub fn new(prices: Vec<i64>) -> Self {
        Lens {
            levels: Vec::new(),
            base: 0,
            add: 0,
            values: vec![T::LOW; prices.len()],
            tops: vec![T::LOW; wide::blocks(prices.len())],
            ranked: Vec::new(),
            row: vec![FORBIDDEN; prices.len()],
            exact: prices,
        }
    }

    /// Looks at the row of one mentee, where prices around those matter that make a mentee's price.
    pub fn look(&mut self, table: &Table, mentee: usize, price: i64) {
        self.look_near(table, mentee, T::add(table) - price);
    }

    /// Looks at the row of one mentee, where prices near a level matter.
    pub fn look_near(&mut self, table: &Table, mentee: usize, level: i64) {
        self.base = level.div_euclid(T::STEP) * T::STEP;
        self.add = T::add(table);
        let at = match self.levels.iter().position(|level| level.0 == self.base) {
            Some(at) => at,
            None => {
                self.levels.truncate(LEVELS - 1);
                let near = |&p: &i64| T::of(p.saturating_sub(self.base).clamp(-T::CAP, T::CAP));
                self.levels.push((self.base, self.exact.iter().map(near).collect()));
                self.levels.len() - 1
            }
        };
        T::load(table, mentee, &mut self.row, &self.levels[at].1, &mut self.values);
        T::tops(&self.values, &mut self.tops);
    }

    /// The values of the row, whole.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The weight behind a value, which must not be LOW; with the table where the row is bytes.
    pub fn cell(&self, table: &Table, mentee: usize, mentor: usize) -> i32 {
        match table.matrix.bytes(mentee) {
            Some((bytes, add)) if table.plain() => i32::from(bytes[mentor]) + add,
            _ => table.words(mentee).map_or_else(|| self.row[mentor], |words| words[mentor]),
        }
    }

    /// The best `most` mentors by weight less price; with a floor only those above it
    /// that are not among the sorted pairs given with it. Of equals, those come first
    /// that follow a place which differs from mentee to mentee, so that not everybody picks the same ones.
    pub fn best(
        &mut self,
        table: &Table,
        mentee: usize,
        most: usize,
        floor: Option<(i64, &[(u32, u32)])>,
        found: &mut Vec<(u32, i32)>,
    ) {
        found.clear();
        // Most rows have nothing above the floor, though much that is tight.
        let lowest = floor.map_or(T::LOW, |floor| T::of(floor.0 + 1 + self.base - self.add));
        if self.tops.iter().all(|&top| top < lowest || top == T::LOW) {
            return;
        }
        let mut least = T::LOW;
        if self.tops.len() > most {
            self.ranked.clear();
            self.ranked.extend(&self.tops);
            let (_, nth, _) = self.ranked.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
            least = *nth;
        }
        let Some(floor) = floor else {
            self.pick(table, mentee, most, least, None, found);
            return;
        };
        let clean = self.pick(table, mentee, most, least.max(lowest), Some(floor), found);
        if !clean && least > lowest {
            // Used pairs have crowded out what else is above the floor.
            self.pick(table, mentee, most, lowest, Some(floor), found);
        }
    }

    /// The cells of a block.
    fn block(&self, block: usize) -> std::iter::StepBy<std::ops::Range<usize>> {
        (block..self.values.len()).step_by(self.tops.len())
    }

    /// The cells of a block that have at least some value.
    fn high(&self, block: usize, least: T) -> impl Iterator<Item = usize> + '_ {
        self.block(block).filter(move |&mentor| self.values[mentor] >= least && self.values[mentor] != T::LOW)
    }

    /// Picks what has at least some value; whether all of it was truly above the floor.
    fn pick(
        &self,
        table: &Table,
        mentee: usize,
        most: usize,
        least: T,
        floor: Option<(i64, &[(u32, u32)])>,
        found: &mut Vec<(u32, i32)>,
    ) -> bool {
        found.clear();
        let mut clean = true;
        let mut picked: Vec<(T, u32)> = Vec::with_capacity(4 * most);
        let mut high: Vec<usize> = Vec::with_capacity(wide::TOGETHER);
        let mut equal = 0;
        let blocks = self.tops.len();
        let first = (lot(mentee as u64, u64::MAX) >> 8) as usize % blocks.max(1);
        // Equals are taken from as many blocks as there are: a few neighbours in common would starve somebody.
        let share = most.div_ceil(blocks.max(1));
        for block in (first..blocks).chain(0..first) {
            if self.tops[block] < least || self.tops[block] == least && equal >= most {
                continue;
            }
            high.clear();
            high.extend(self.high(block, least));
            let turn = (lot(mentee as u64, block as u64) >> 8) as usize % self.block(block).len();
            let turn = high.partition_point(|mentor| *mentor < block + turn * blocks);
            let mut here = 0;
            for &mentor in high[turn..].iter().chain(&high[..turn]) {
                let value = self.values[mentor];
                if value == least && here >= share {
                    continue;
                }
                if let Some((floor, used)) = floor
                    && (i64::from(self.cell(table, mentee, mentor)) - self.exact[mentor] <= floor
                        || used.binary_search(&(mentee as u32, mentor as u32)).is_ok())
                {
                    clean = false;
                    continue;
                }
                here += usize::from(value == least);
                equal += usize::from(value == least);
                picked.push((value, mentor as u32));
            }
        }
        picked.sort_by_key(|p| std::cmp::Reverse(p.0));
        picked.truncate(most);
        found.extend(picked.iter().map(|p| (p.1, self.cell(table, mentee, p.1 as usize))));
        clean
    }

    /// The mentors whose weight is exactly price plus `price`.
    pub fn tight(&self, table: &Table, mentee: usize, price: i64, mut each: impl FnMut(u32)) {
        let least = T::of(price + self.base - self.add);
        for (block, _) in self.tops.iter().enumerate().filter(|(_, top)| **top >= least) {
            self.high(block, least)
                .filter(|&mentor| i64::from(self.cell(table, mentee, mentor)) == price + self.exact[mentor])
                .for_each(|mentor| each(mentor as u32));
        }
    }
}
