//! Starting prices by an auction with epsilon scaling (Bertsekas 1988; places as in Bertsekas and Castanon 1989).
//!
//! 1. Weights are multiplied so that they span a few hundred thousand units: prices between whole points.
//! 2. For a falling epsilon: everybody is free again and prices stay.
//! 3. A free mentee bids for the mentor of the best profit: so much that the profit falls to that of the second
//!    best less epsilon. The lowest bid on a full mentor is outbid.
//! 4. Prices only rise, so that a long row need not be read again while the second best of its best few is no worse
//!    than the best of its others was.
//! 5. A mentee whose best profit falls below any sensible value drops out, and bids are counted and capped, or wars
//!    over the impossible begin.
//! 6. Prices are rounded to points. They need not be right: the repair is exact from any prices.
use super::network::{NONE, Network, Sides};
use multiversion::multiversion;

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
    pub const ROUGH: Pace = Pace { first: 10, last: 3_000, factor: 10 };
    /// From prices like those.
    pub const AGAIN: Pace = Pace { first: 300, last: 30_000, factor: 10 };
    /// For all pairs of a table on which the core has failed: repairs are dear there.
    pub const PATIENT: Pace = Pace { first: 4, last: 600_000, factor: 4 };
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

/// So many spans of weights below the lowest weight somebody drops out who should have a place at nearly any price.
const WILLING: i64 = 4;

/// So many spans high a price can be to start from: as high as bids of such people drive it.
const HIGHEST: i64 = WILLING + 2;

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
    seen: Vec<Seen>,
    /// Whether every row has all mentors, in order, and all of them have places.
    whole: bool,
    /// Whether weights count as they are.
    plain: bool,
}

/// What a long row held when all of it was last looked at.
#[derive(Clone, Copy)]
struct Seen {
    /// The best few edges: mentor (NONE: no more) and weight.
    few: [(u32, i32); FEW],
    /// The best profit of all others then; `MAX`: nobody has looked yet.
    others: i64,
}

/// How many edges of a long row are kept in view.
const FEW: usize = if cfg!(test) { 2 } else { 8 };

/// How many edges a long row has. Whole tables, which come here as the last resort, are not worth it: what is best
/// changes there with nearly every bid.
const LONG: std::ops::RangeInclusive<usize> = 4 * FEW..=256;

impl<'a> House<'a> {
    fn new(net: &'a Network, sides: &'a Sides, top: i32, prices: Option<&[i64]>) -> Option<Self> {
        let (low, high) = net.weight.iter().fold((top, i32::MIN), |(a, b), &w| (a.min(w), b.max(w.min(top))));
        if net.weight.is_empty() {
            return None;
        }
        let spread = (i64::from(high) - i64::from(low)).max(1);
        let scale = (400_000 / spread).max(1);
        let inside = net.inside(sides.places.len());
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
            _ => i64::from(low) * scale - WILLING * span,
        });
        // Only differences matter to those who bid; a common level would only make them drop out.
        let level = prices.and_then(|prices| prices.iter().copied().min()).unwrap_or(0);
        let price = match prices {
            Some(prices) => prices.iter().map(|&p| p.saturating_sub(level).min(HIGHEST * spread) * scale).collect(),
            None => vec![0; sides.places.len()],
        };
        let whole = slot.is_sorted_by(|a, b| a < b) && net.whole(inside.len());
        Some(House {
            whole,
            plain: scale == 1 && net.weight.iter().all(|&weight| weight <= top),
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
            seen: vec![Seen { few: [(NONE, 0); FEW], others: i64::MAX }; sides.demands.len()],
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
        let (best, second, at) = self.two_best(mentee);
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

    /// The best and the second best profit of a mentee, and where the best is.
    fn two_best(&mut self, mentee: u32) -> (i64, i64, u32) {
        let row = self.net.row(mentee as usize);
        if self.whole && self.sides.demands[mentee as usize].high == 1 {
            let weights = &self.net.weight[row];
            return match self.plain {
                true => two_best_as_they_are(weights, &self.price),
                false => two_best_of_all(weights, &self.price, self.top, self.scale as i32),
            };
        }
        if self.sides.demands[mentee as usize].high > 1 || !LONG.contains(&row.len()) {
            let edges = row.map(|edge| (self.net.to[edge], self.net.weight[edge]));
            return self.two_best_of(mentee, edges);
        }
        let seen = &self.seen[mentee as usize];
        if seen.others < i64::MAX {
            let found = self.two_best_of(mentee, seen.few.iter().copied());
            if found.1 >= seen.others {
                return found;
            }
        }
        self.seen[mentee as usize] = self.see(row);
        self.two_best_of(mentee, self.seen[mentee as usize].few.iter().copied())
    }

    fn two_best_of(&self, mentee: u32, edges: impl Iterator<Item = (u32, i32)>) -> (i64, i64, u32) {
        let many = self.sides.demands[mentee as usize].high > 1;
        let (mut best, mut second, mut at) = (i64::MIN, i64::MIN, NONE);
        for (to, weight) in edges.take_while(|edge| edge.0 != NONE) {
            let profit = self.profit(to, weight);
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
        (best, second, at)
    }

    /// Step 4: looks at a whole row and keeps the best few.
    fn see(&self, row: std::ops::Range<usize>) -> Seen {
        let mut best = [(i64::MIN, NONE, 0); FEW + 1];
        for edge in row {
            let (to, weight) = (self.net.to[edge], self.net.weight[edge]);
            let profit = self.profit(to, weight);
            if profit > best[FEW].0 && self.room(to) > 0 {
                let mut at = FEW;
                while at > 0 && best[at - 1].0 < profit {
                    best[at] = best[at - 1];
                    at -= 1;
                }
                best[at] = (profit, to, weight);
            }
        }
        Seen { few: std::array::from_fn(|at| (best[at].1, best[at].2)), others: best[FEW].0 }
    }

    #[inline]
    fn profit(&self, to: u32, weight: i32) -> i64 {
        i64::from(weight.min(self.top)) * self.scale - self.price[to as usize]
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

/// How many numbers are compared at a time, each with those so many later.
const LANES: usize = 16;

/// The best and the second best profit where all mentors are in order, and where the best is: compiled for wide
/// registers too.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn two_best_of_all(weights: &[i32], prices: &[i64], top: i32, scale: i32) -> (i64, i64, u32) {
    two_best(weights, prices, |weight, price| i64::from(weight.min(top)) * i64::from(scale) - price)
}

/// The same where weights count as they are: multiplying would cost more than all else.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn two_best_as_they_are(weights: &[i32], prices: &[i64]) -> (i64, i64, u32) {
    two_best(weights, prices, |weight, price| i64::from(weight) - price)
}

/// The two best, without branches.
#[inline(always)]
fn two_best(weights: &[i32], prices: &[i64], profit: impl Fn(i32, i64) -> i64) -> (i64, i64, u32) {
    let (mut best, mut second) = ([i64::MIN; LANES], [i64::MIN; LANES]);
    for (weights, prices) in weights.chunks(LANES).zip(prices.chunks(LANES)) {
        for (((best, second), &weight), &price) in best.iter_mut().zip(&mut second).zip(weights).zip(prices) {
            let profit = profit(weight, price);
            *second = (*second).max((*best).min(profit));
            *best = (*best).max(profit);
        }
    }
    let (mut first, mut next) = (i64::MIN, i64::MIN);
    for profit in best.into_iter().chain(second) {
        next = next.max(first.min(profit));
        first = first.max(profit);
    }
    let mut at = 0;
    for (weights, prices) in weights.chunks(4 * LANES).zip(prices.chunks(4 * LANES)) {
        let equals = |(&weight, &price): (&i32, &i64)| profit(weight, price) == first;
        if weights.iter().zip(prices).fold(false, |any, pair| any | equals(pair)) {
            at += weights.iter().zip(prices).position(equals).unwrap_or(0);
            break;
        }
        at += weights.len();
    }
    (first, next, at as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_two_best_of_all_are_those_of_a_plain_search(
            cells in prop::collection::vec((-20..20i32, -20..20i64), 1..200),
            top in -10..25i32,
            scale in 1..4i32,
        ) {
            let (weights, prices): (Vec<i32>, Vec<i64>) = cells.into_iter().unzip();
            let profit = |at: usize| i64::from(weights[at].min(top) * scale) - prices[at];
            let mut order: Vec<usize> = (0..weights.len()).collect();
            order.sort_by_key(|&at| std::cmp::Reverse(profit(at)));
            let second = order.get(1).map_or(i64::MIN, |&at| profit(at));
            prop_assert_eq!(
                two_best_of_all(&weights, &prices, top, scale),
                (profit(order[0]), second, order[0] as u32)
            );
            let cut: Vec<i32> = weights.iter().map(|&weight| weight.min(top) * scale).collect();
            prop_assert_eq!(two_best_as_they_are(&cut, &prices), two_best_of_all(&weights, &prices, top, scale));
        }
    }
}
