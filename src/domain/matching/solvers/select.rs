//! Reading a row against prices: the best few, those that violate, those that are tight.
//!
//! Values (weight less price) are computed for the whole row without branches in as narrow integers as will do, with
//! the greatest of every block; only blocks that can matter are then looked at one by one. Narrow prices are clamped
//! from above, so that a clamped value is too high, never too low: what is found is checked exactly afterwards, and
//! nothing is missed.
use super::FORBIDDEN;
use super::matrix::Table;

const BLOCK: usize = 64;

/// An integer narrow enough for a table.
pub(super) trait Lane: Copy + Ord {
    /// The value of a forbidden pair: below all others.
    const LOW: Self;
    /// The highest price above the lowest.
    const CAP: i64;
    /// A number clamped to what fits, never down to LOW.
    fn of(number: i64) -> Self;
    /// The value as a wide number.
    fn wide(self) -> i64;
    /// Computes the values of one row; what must be added to a value and the price to get the weight.
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[Self], values: &mut [Self]) -> i64;
}

impl Lane for i16 {
    const LOW: i16 = i16::MIN;
    const CAP: i64 = 30_000;
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn of(number: i64) -> i16 {
        number.clamp(i64::from(i16::MIN) + 1, i64::from(i16::MAX)) as i16
    }
    fn load(table: &Table, mentee: usize, _row: &mut [i32], prices: &[i16], values: &mut [i16]) -> i64 {
        let Some((bytes, add)) = table.matrix.bytes(mentee) else {
            values.fill(Self::LOW);
            return 0;
        };
        for ((value, &byte), &price) in values.iter_mut().zip(bytes).zip(prices) {
            let number = i16::from(byte);
            *value = if number == 0 { Self::LOW } else { number.wrapping_sub(price) };
        }
        i64::from(add)
    }
}

impl Lane for i32 {
    const LOW: i32 = i32::MIN;
    const CAP: i64 = 1 << 30;
    fn wide(self) -> i64 {
        i64::from(self)
    }
    fn of(number: i64) -> i32 {
        number.clamp(i64::from(i32::MIN) + 1, i64::from(i32::MAX)) as i32
    }
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[i32], values: &mut [i32]) -> i64 {
        table.row(mentee, row);
        for ((value, &weight), &price) in values.iter_mut().zip(row.iter()).zip(prices) {
            *value = if weight == FORBIDDEN { Self::LOW } else { weight.wrapping_sub(price) };
        }
        0
    }
}

impl Lane for i64 {
    const LOW: i64 = i64::MIN;
    const CAP: i64 = 1 << 61;
    fn wide(self) -> i64 {
        self
    }
    fn of(number: i64) -> i64 {
        number
    }
    fn load(table: &Table, mentee: usize, row: &mut [i32], prices: &[i64], values: &mut [i64]) -> i64 {
        table.row(mentee, row);
        for ((value, &weight), &price) in values.iter_mut().zip(row.iter()).zip(prices) {
            *value = if weight == FORBIDDEN { Self::LOW } else { i64::from(weight) - price };
        }
        0
    }
}

/// A row seen against prices.
pub(super) struct Lens<T> {
    exact: Vec<i64>,
    prices: Vec<T>,
    base: i64,
    add: i64,
    values: Vec<T>,
    tops: Vec<T>,
    ranked: Vec<T>,
    row: Vec<i32>,
}

impl<T: Lane> Lens<T> {
    pub fn new(prices: &[i64]) -> Self {
        let base = prices.iter().copied().min().unwrap_or(0);
        Lens {
            prices: prices.iter().map(|&p| T::of((p - base).min(T::CAP))).collect(),
            base,
            add: 0,
            values: vec![T::LOW; prices.len()],
            tops: Vec::new(),
            ranked: Vec::new(),
            row: vec![FORBIDDEN; prices.len()],
            exact: prices.to_vec(),
        }
    }

    /// Looks at the row of one mentee.
    pub fn look(&mut self, table: &Table, mentee: usize) {
        self.add = T::load(table, mentee, &mut self.row, &self.prices, &mut self.values);
        self.tops.clear();
        self.tops.extend(self.values.chunks(BLOCK).map(|block| {
            let mut top = T::LOW;
            for &value in block {
                top = if value > top { value } else { top };
            }
            top
        }));
    }

    /// The values of the row, whole.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The weight behind a value, which must not be LOW; with the table where the row is bytes.
    pub fn cell(&self, table: &Table, mentee: usize, mentor: usize) -> i32 {
        match table.matrix.bytes(mentee) {
            Some((bytes, add)) if table.plain() => i32::from(bytes[mentor]) + add,
            _ => self.row[mentor],
        }
    }

    /// The best `most` mentors by weight less price; with a floor only those above it. Of equals, those come first
    /// that follow a place which differs from mentee to mentee, so that not everybody picks the same ones.
    pub fn best(&mut self, table: &Table, mentee: usize, most: usize, floor: Option<i64>, found: &mut Vec<(u32, i32)>) {
        found.clear();
        let floor_value = floor.map(|f| T::of(f + self.base - self.add));
        let mut least = T::LOW;
        if self.tops.len() > most {
            self.ranked.clear();
            self.ranked.extend(&self.tops);
            let (_, nth, _) = self.ranked.select_nth_unstable_by(most - 1, |a, b| b.cmp(a));
            least = *nth;
        }
        let least = floor_value.map_or(least, |f| f.max(least));
        if self.tops.iter().all(|&top| top < least || top == T::LOW) {
            return;
        }
        let mut picked: Vec<(T, u32)> = Vec::with_capacity(4 * most);
        let mut equal = 0;
        let blocks = self.tops.len();
        let first = (mentee.wrapping_mul(0x9e37_79b9) >> 7) % blocks.max(1);
        for block in (first..blocks).chain(0..first) {
            if self.tops[block] < least || self.tops[block] == least && equal >= most {
                continue;
            }
            let start = block * BLOCK;
            let cells = &self.values[start..(start + BLOCK).min(self.values.len())];
            let turn = mentee % cells.len();
            for at in (turn..cells.len()).chain(0..turn) {
                let value = cells[at];
                if value < least || value == T::LOW || value == least && equal >= most {
                    continue;
                }
                let mentor = start + at;
                if let Some(floor) = floor
                    && i64::from(self.cell(table, mentee, mentor)) - self.exact[mentor] <= floor
                {
                    continue;
                }
                equal += usize::from(value == least);
                picked.push((value, mentor as u32));
            }
        }
        picked.sort_by_key(|p| std::cmp::Reverse(p.0));
        picked.truncate(most);
        found.extend(picked.iter().map(|p| (p.1, self.cell(table, mentee, p.1 as usize))));
    }

    /// The mentors whose weight is exactly price plus `price`.
    pub fn tight(&self, table: &Table, mentee: usize, price: i64, mut each: impl FnMut(u32)) {
        let least = T::of(price + self.base - self.add);
        for (block, _) in self.tops.iter().enumerate().filter(|(_, top)| **top >= least) {
            let start = block * BLOCK;
            for mentor in start..(start + BLOCK).min(self.values.len()) {
                if self.values[mentor] >= least
                    && self.values[mentor] != T::LOW
                    && i64::from(self.cell(table, mentee, mentor)) == price + self.exact[mentor]
                {
                    each(mentor as u32);
                }
            }
        }
    }
}
