//! A pseudoflow: which pairs are used at which prices, and what may still change.

use super::network::{NONE, Network, Sides, Solved};
use crate::domain::matching::wide;

/// Edges by mentor, made only if a path backwards is needed.
pub(super) struct Columns {
    pub start: Vec<u32>,
    pub edge: Vec<(u32, u32)>,
}

impl Columns {
    pub(super) fn new(net: &Network, mentors: usize) -> Self {
        let mut start = vec![0];
        start.extend(net.inside(mentors));
        for mentor in 0..mentors {
            start[mentor + 1] += start[mentor];
        }
        let mut next = start.clone();
        let mut edge = vec![(0, 0); net.to.len()];
        for mentee in 0..net.start.len() - 1 {
            for at in net.row(mentee) {
                let place = &mut next[net.to[at] as usize];
                edge[*place as usize] = (at as u32, mentee as u32);
                *place += 1;
            }
        }
        Columns { start, edge }
    }
}

/// Who has whom, at what prices.
pub(super) struct Flow<'a> {
    pub net: &'a Network,
    pub sides: &'a Sides,
    pub mentee_price: Vec<i64>,
    pub mentor_price: Vec<i64>,
    /// How many places each mentee should have at its price.
    pub supply: Vec<u32>,
    /// How many pairs each mentee has.
    pub held: Vec<u32>,
    /// How many pairs each mentor has.
    pub taken: Vec<u32>,
    /// Where an edge stands among those of its mentor; NONE: not used.
    pub place: Vec<u32>,
    /// Whether every row has all mentors, in order, so that rows can be looked through many cells at a time.
    pub whole: bool,
    held_start: Vec<u32>,
    held_edge: Vec<u32>,
    taken_start: Vec<u32>,
    taken_edge: Vec<(u32, u32)>,
}

impl<'a> Flow<'a> {
    pub(super) fn new(net: &'a Network, sides: &'a Sides, mentor_price: Vec<i64>) -> Self {
        let whole = net.whole(sides.places.len());
        let inside =
            if whole { vec![sides.demands.len() as u32; sides.places.len()] } else { net.inside(sides.places.len()) };
        // One slot more than there are places: on a path a place is taken before the next one is given up.
        let starts = |sizes: &mut dyn Iterator<Item = u32>| {
            let mut sum = 0;
            let mut start = vec![0];
            start.extend(sizes.map(|size| {
                sum += size;
                sum
            }));
            start
        };
        let held_start =
            starts(&mut sides.demands.iter().enumerate().map(|(i, d)| (net.row(i).len() as u32).min(d.high) + 1));
        let taken_start = starts(&mut sides.places.iter().zip(&inside).map(|(&c, &edges)| c.min(edges) + 1));
        let size = |start: &[u32]| start.last().map_or(0, |&s| s as usize);
        Flow {
            net,
            sides,
            mentee_price: vec![0; sides.demands.len()],
            mentor_price,
            supply: vec![0; sides.demands.len()],
            held: vec![0; sides.demands.len()],
            taken: vec![0; sides.places.len()],
            place: vec![NONE; net.to.len()],
            whole,
            held_edge: vec![NONE; size(&held_start)],
            taken_edge: vec![(NONE, NONE); size(&taken_start)],
            held_start,
            taken_start,
        }
    }

    /// The edges a mentee uses.
    pub(super) fn held(&self, mentee: usize) -> &[u32] {
        let start = self.held_start[mentee] as usize;
        &self.held_edge[start..start + self.held[mentee] as usize]
    }

    /// The (edge, mentee) pairs a mentor has.
    pub(super) fn taken(&self, mentor: usize) -> &[(u32, u32)] {
        let start = self.taken_start[mentor] as usize;
        &self.taken_edge[start..start + self.taken[mentor] as usize]
    }

    pub(super) fn has_room(&self, mentor: usize) -> bool {
        self.taken[mentor] < self.sides.places[mentor]
    }

    pub(super) fn lacks(&self, mentor: usize) -> bool {
        self.has_room(mentor) && (self.sides.full[mentor] || self.mentor_price[mentor] > 0)
    }

    /// What an edge would lose against the prices; negative for a used edge that gains.
    pub(super) fn loss(&self, mentee: usize, edge: usize) -> i64 {
        self.mentee_price[mentee] + self.mentor_price[self.net.to[edge] as usize] - i64::from(self.net.weight[edge])
    }

    pub(super) fn take(&mut self, mentee: usize, edge: u32) {
        let mentor = self.net.to[edge as usize] as usize;
        let at = self.taken_start[mentor] + self.taken[mentor];
        self.taken_edge[at as usize] = (edge, mentee as u32);
        self.place[edge as usize] = at;
        self.taken[mentor] += 1;
        self.held_edge[(self.held_start[mentee] + self.held[mentee]) as usize] = edge;
        self.held[mentee] += 1;
    }

    pub(super) fn release(&mut self, mentee: usize, edge: u32) {
        let mentor = self.net.to[edge as usize] as usize;
        let at = std::mem::replace(&mut self.place[edge as usize], NONE);
        self.taken[mentor] -= 1;
        let last = self.taken_start[mentor] + self.taken[mentor];
        if at != last {
            let moved = self.taken_edge[last as usize];
            self.taken_edge[at as usize] = moved;
            self.place[moved.0 as usize] = at;
        }
        let start = self.held_start[mentee] as usize;
        let held = &mut self.held_edge[start..start + self.held[mentee] as usize];
        if let Some(at) = held.iter().position(|&e| e == edge) {
            let last = held.len() - 1;
            held.swap(at, last);
            self.held[mentee] -= 1;
        }
    }

    pub(super) fn adopt(&mut self, pairs: &[(u32, u32)]) {
        for &(mentee, mentor) in pairs {
            let i = mentee as usize;
            if self.held[i] >= self.sides.demands[i].high || !self.has_room(mentor as usize) {
                continue;
            }
            let mut row = self.net.row(i);
            row.start += if self.whole { mentor as usize } else { 0 };
            let edge = row.find(|&e| self.net.to[e] == mentor && self.place[e] == NONE);
            if let Some(edge) = edge {
                self.take(i, edge as u32);
            }
        }
        for (price, full) in self.mentor_price.iter_mut().zip(&self.sides.full) {
            if !full {
                *price = (*price).max(0);
            }
        }
    }

    /// Step 1 for one mentee. `order` is scratch.
    pub(super) fn settle(&mut self, mentee: usize, order: &mut Vec<(i64, bool, u32)>) {
        let demand = self.sides.demands[mentee];
        let net = self.net;
        let profit = |flow: &Self, e: usize| i64::from(net.weight[e]) - flow.mentor_price[net.to[e] as usize];
        order.clear();
        if demand.high == 1 {
            // The common case needs no sorting: only edges of the best profit matter.
            let best = match self.whole {
                true => wide::most_left(&net.weight[net.row(mentee)], &self.mentor_price),
                false => net.row(mentee).map(|e| profit(self, e)).max(),
            };
            let tight = net.row(mentee).filter(|&e| Some(profit(self, e)) == best);
            order.extend(tight.map(|e| (best.unwrap_or(0), self.place[e] != NONE, e as u32)));
            let room = |flow: &Self, o: &(i64, bool, u32)| o.1 || flow.has_room(net.to[o.2 as usize] as usize);
            if let Some(at) = order.iter().position(|o| o.1).or_else(|| order.iter().position(|o| room(self, o))) {
                order.swap(0, at);
            }
        } else {
            order.extend(net.row(mentee).map(|e| (profit(self, e), self.place[e] != NONE, e as u32)));
            order.sort_unstable_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
        }
        let mut count = 0;
        let mut last = i64::MAX;
        let mut blocked = None;
        for &(profit, used, edge) in order.iter() {
            let earns = demand.earns(count + 1);
            if count == demand.high || profit + earns < 0 {
                break;
            }
            if !used {
                if !self.has_room(net.to[edge as usize] as usize) {
                    blocked = Some(profit);
                    break;
                }
                self.drop_worse(mentee, profit);
                self.take(mentee, edge);
            }
            count += 1;
            last = profit;
        }
        let price = match blocked {
            Some(profit) => profit,
            None if demand.high == 0 => order.first().map_or(0, |o| o.0.max(0)),
            None if demand.high == 1 && count == 1 => last,
            None if count == demand.high => {
                let floor = if count > demand.low { 0 } else { last };
                order.get(count as usize).map_or(last, |next| next.0.max(floor).min(last))
            }
            None => last.min(-demand.earns(count + 1)),
        };
        self.drop_worse(mentee, price);
        for &(_, _, edge) in &order[count as usize..] {
            if self.place[edge as usize] != NONE {
                self.release(mentee, edge);
            }
        }
        self.mentee_price[mentee] = price;
        let (low, high) = demand.settled(price);
        self.supply[mentee] = self.held[mentee].clamp(low, high);
    }

    /// Releases what has less profit than `price`.
    pub(super) fn drop_worse(&mut self, mentee: usize, price: i64) {
        let mut at = 0;
        while at < self.held(mentee).len() {
            let edge = self.held(mentee)[at];
            if -self.loss(mentee, edge as usize) + self.mentee_price[mentee] < price {
                self.release(mentee, edge);
            } else {
                at += 1;
            }
        }
    }

    pub(super) fn solved(self) -> Solved {
        let mut found = Vec::new();
        for mentee in 0..self.sides.demands.len() {
            let pair = |&e: &u32| ((mentee as u32, self.net.to[e as usize]), self.loss(mentee, e as usize) < 0);
            found.extend(self.held(mentee).iter().map(pair));
        }
        found.sort_unstable();
        let (pairs, firm) = found.into_iter().unzip();
        Solved { pairs, firm, mentee_prices: self.mentee_price, mentor_prices: self.mentor_price }
    }
}
