//! Edges and the people at their ends: what the auction and the repair work on.

/// No edge, no slot.
pub(super) const NONE: u32 = u32::MAX;

/// Larger than any sum of prices, small enough that a few of them add up without overflow.
pub(super) const HUGE: i64 = 1 << 61;

/// The price of a mentor without places: above anything, and it costs nothing.
pub(super) const CLOSED: i64 = 1 << 60;

/// How many places one mentee takes: between `low` and `high`, the first of them earning `first`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Demand {
    pub low: u32,
    pub high: u32,
    pub first: i64,
}

impl Demand {
    /// What place number `unit` (from 1) earns by itself; a place that must be taken earns more than anything.
    pub fn earns(&self, unit: u32) -> i64 {
        if unit <= self.low {
            HUGE
        } else if unit == 1 {
            self.first
        } else {
            0
        }
    }

    /// The fewest and the most places taken in any optimum with this price.
    pub fn settled(&self, price: i64) -> (u32, u32) {
        let first = |yes: bool| u32::from(yes && self.high > 0);
        match price {
            1.. => (self.high, self.high),
            0 => (self.low.max(first(self.first > 0)), self.high),
            _ => (self.low.max(first(price + self.first > 0)), self.low.max(first(price + self.first >= 0))),
        }
    }
}

/// The two sides of a problem.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    /// What each mentee takes.
    pub demands: Vec<Demand>,
    /// What each mentor gives.
    pub places: Vec<u32>,
    /// Mentors all of whose places are taken in every optimum.
    pub full: Vec<bool>,
}

/// Edges by mentee (compressed rows).
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    pub start: Vec<u32>,
    pub to: Vec<u32>,
    pub weight: Vec<i32>,
}

impl Network {
    /// The edges of one mentee.
    #[inline]
    pub fn row(&self, mentee: usize) -> std::ops::Range<usize> {
        self.start[mentee] as usize..self.start[mentee + 1] as usize
    }

    /// How many edges each mentor has.
    pub fn inside(&self, mentors: usize) -> Vec<u32> {
        let mut inside = vec![0; mentors];
        self.to.iter().for_each(|&mentor| inside[mentor as usize] += 1);
        inside
    }

    /// Whether every row has all mentors, in order.
    pub fn whole(&self, mentors: usize) -> bool {
        self.to.len() == mentors * (self.start.len() - 1)
            && self.to.chunks(mentors.max(1)).all(|row| row.iter().enumerate().all(|(at, &to)| at == to as usize))
    }
}

/// An optimum and its prices.
#[derive(Clone, Debug, Default)]
pub(super) struct Solved {
    /// (mentee, mentor), sorted.
    pub pairs: Vec<(u32, u32)>,
    /// Whether a pair weighs more than its prices, so that it is in every optimum.
    pub firm: Vec<bool>,
    pub mentee_prices: Vec<i64>,
    pub mentor_prices: Vec<i64>,
}
