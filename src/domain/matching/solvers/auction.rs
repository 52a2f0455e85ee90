//! Starting prices by an auction with epsilon scaling (Bertsekas 1988; places as in Bertsekas and Castanon 1989).
//!
//! 1. Weights are multiplied so that they span a few hundred thousand units: prices between whole points.
//! 2. For a falling epsilon: everybody is free again and prices stay.
//! 3. A free mentee bids for the mentor of the best profit: so much that the profit falls to that of the second
//!    best less epsilon. The lowest bid on a full mentor is outbid.
//! 4. A mentee whose best profit falls below any sensible value drops out, and bids are counted and capped, or wars
//!    over the impossible begin.
//! 5. Prices are rounded to points. They need not be right: the repair is exact from any prices.
use super::network::{NONE, Network, Sides};

/// Prices to start from, and pairs that more or less agree with them.
pub(super) struct Start {
    pub prices: Vec<i64>,
    pub pairs: Vec<(u32, u32)>,
}

/// How epsilon falls: from the span of weights by `first` to the span by `last`, by `factor`.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    first: i64,
    last: i64,
    factor: i64,
}

impl Pace {
    /// From nothing to prices that leave little to repair.
    pub const COLD: Pace = Pace { first: 30, last: 30_000, factor: 10 };
    /// From nothing to prices that tell which mentors to look at.
    pub const ROUGH: Pace = Pace { first: 30, last: 3_000, factor: 10 };
    /// From prices like those.
    pub const AGAIN: Pace = Pace { first: 300, last: 30_000, factor: 10 };
    /// For all pairs of a table on which the core has failed: repairs are dear there.
    pub const PATIENT: Pace = Pace { first: 2, last: 600_000, factor: 4 };
}

/// Holds an auction, from prices in points if there are any.
pub(super) fn auction(net: &Network, sides: &Sides, top: i32, prices: Option<&[i64]>, pace: Pace) -> Start {
    let Some(mut house) = House::new(net, sides, top, prices) else {
        return Start { prices: vec![0; sides.places.len()], pairs: Vec::new() };
    };
    let mut epsilon = house.span / pace.first;
    let last = (house.span / pace.last).max(1);
    loop {
        epsilon = epsilon.max(last);
        house.hold(epsilon);
        if epsilon == last {
            break;
        }
        epsilon /= pace.factor;
    }
    house.close()
}

struct House<'a> {
    net: &'a Network,
    sides: &'a Sides,
    scale: i64,
    top: i32,
    span: i64,
    /// Below which profit a mentee drops out.
    drop: Vec<i64>,
    price: Vec<i64>,
    /// Where the bids on each mentor begin.
    slot: Vec<u32>,
    taken: Vec<u32>,
    bids: Vec<(i64, u32)>,
}

impl<'a> House<'a> {
    fn new(net: &'a Network, sides: &'a Sides, top: i32, prices: Option<&[i64]>) -> Option<Self> {
        let (low, high) = net.weight.iter().fold((top, i32::MIN), |(a, b), &w| (a.min(w), b.max(w.min(top))));
        if net.weight.is_empty() {
            return None;
        }
        let spread = (i64::from(high) - i64::from(low)).max(1);
        let scale = (400_000 / spread).max(1);
        let mut inside = vec![0u32; sides.places.len()];
        for &to in &net.to {
            inside[to as usize] += 1;
        }
        let mut slot = Vec::with_capacity(inside.len() + 1);
        let mut sum = 0;
        slot.push(0);
        for (&places, &edges) in sides.places.iter().zip(&inside) {
            sum += places.min(edges);
            slot.push(sum);
        }
        let span = spread * scale;
        let drop = sides.demands.iter().map(|demand| match (demand.low, demand.first) {
            (0, 0) => 0,
            (0, _) => i64::from(low.min(0)) * scale - 2 * span,
            _ => i64::from(low) * scale - 4 * span,
        });
        // Only differences matter to those who bid; a common level would only make them drop out.
        let level = prices.and_then(|prices| prices.iter().copied().min()).unwrap_or(0);
        let price = match prices {
            Some(prices) => prices.iter().map(|&p| p.saturating_sub(level).min(2 * spread) * scale).collect(),
            None => vec![0; sides.places.len()],
        };
        Some(House {
            net,
            sides,
            scale,
            top,
            span,
            drop: drop.collect(),
            price,
            taken: vec![0; inside.len()],
            bids: vec![(0, NONE); sum as usize],
            slot,
        })
    }

    /// One round of the auction, everybody free at the start.
    fn hold(&mut self, epsilon: i64) {
        self.taken.fill(0);
        let mut free: Vec<u32> = Vec::new();
        for (mentee, demand) in self.sides.demands.iter().enumerate() {
            // Compressed rows are indexed by 32 bits, so that a mentee always fits.
            free.extend(std::iter::repeat_n(
                mentee as u32,
                demand.high.min(self.net.row(mentee).len() as u32) as usize,
            ));
        }
        free.reverse();
        let mut left = 60 * free.len();
        while let Some(mentee) = free.pop() {
            if left == 0 {
                break;
            }
            left -= 1;
            if let Some(out) = self.bid(mentee, epsilon) {
                free.push(out);
            }
        }
    }

    /// One bid; who has been outbid, if anybody was.
    fn bid(&mut self, mentee: u32, epsilon: i64) -> Option<u32> {
        let many = self.sides.demands[mentee as usize].high > 1;
        let (mut best, mut second, mut at) = (i64::MIN, i64::MIN, NONE);
        for edge in self.net.row(mentee as usize) {
            let to = self.net.to[edge];
            let profit = i64::from(self.net.weight[edge].min(self.top)) * self.scale - self.price[to as usize];
            if profit > second {
                if self.room(to) == 0 || many && self.holds(to, mentee) {
                    continue;
                }
                if profit > best {
                    (second, best, at) = (best, profit, to);
                } else {
                    second = profit;
                }
            }
        }
        let drop = self.drop[mentee as usize];
        if at == NONE || best < drop {
            return None;
        }
        let to = at as usize;
        let bid = self.price[to] + (best - second.max(drop)) + epsilon;
        let (start, room) = (self.slot[to] as usize, self.room(at));
        if (self.taken[to] as usize) < room {
            self.bids[start + self.taken[to] as usize] = (bid, mentee);
            self.taken[to] += 1;
            if (self.taken[to] as usize) == room {
                self.price[to] = self.bids[start..start + room].iter().map(|b| b.0).min().unwrap_or(0);
            }
            return None;
        }
        let slots = &mut self.bids[start..start + room];
        let lowest = (0..room).min_by_key(|&k| slots[k].0)?;
        let out = std::mem::replace(&mut slots[lowest], (bid, mentee)).1;
        self.price[to] = slots.iter().map(|b| b.0).min().unwrap_or(bid);
        Some(out)
    }

    fn room(&self, mentor: u32) -> usize {
        (self.slot[mentor as usize + 1] - self.slot[mentor as usize]) as usize
    }

    fn holds(&self, mentor: u32, mentee: u32) -> bool {
        let start = self.slot[mentor as usize] as usize;
        self.bids[start..start + self.taken[mentor as usize] as usize].iter().any(|b| b.1 == mentee)
    }

    fn close(self) -> Start {
        let scale = self.scale;
        let prices = self.price.iter().map(|&p| (p + scale / 2).div_euclid(scale)).collect();
        let mut pairs = Vec::new();
        for (mentor, &taken) in self.taken.iter().enumerate() {
            let start = self.slot[mentor] as usize;
            pairs.extend(self.bids[start..start + taken as usize].iter().map(|b| (b.1, mentor as u32)));
        }
        Start { prices, pairs }
    }
}
