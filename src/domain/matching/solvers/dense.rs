//! Large tables: an exact solve that looks at all pairs but stores few.
//!
//! Column generation for the assignment problem (partial pricing; compare Volgenant 1996, "Linear and semi-assignment
//! problems: a core oriented approach"):
//!
//! 1. Prices start at what the most eager mentee would give, so that not everybody queues for the same few mentors.
//! 2. The core is the best few mentors of each mentee at these prices; an auction there gives better prices, which
//!    choose a second few.
//! 3. The core is solved exactly.
//! 4. All rows are read against the prices; pairs that violate them join the core, which is repaired; until none does.
//! 5. Some tables never settle: where a round still brings much after a few, or when the core is a sizeable part of the
//!    table, all pairs are taken in at once if they fit, else ever more.
//!
//! Where the table has an order in it (`monge`), prices and pairs from that take the place of the first two steps.
use super::SolveError;
use super::auction::{Pace, Start, auction};
use super::limits::Limits;
use super::matrix::{THREADED, Table};
use super::monge;
use super::network::{CLOSED, Network, Sides, Solved};
use super::repair::repair;
use super::select::{Lane, Lens};
use crate::halves::in_halves;

/// How many mentors a mentee gets first, by better prices, and in a round of pricing.
const FIRST: usize = if cfg!(test) { 3 } else { 10 };
const SECOND: usize = if cfg!(test) { 2 } else { 5 };
const ROUND: usize = if cfg!(test) { 2 } else { 8 };
/// From which round on many violations mean that they will not become few.
const STUBBORN: usize = 4;

/// Solves one stage on a table. `kept`: pairs with weights of their own, which must be at least those of the table.
/// `start`: pairs that are possible together and obey what must be full.
pub(super) fn solve(
    table: &Table,
    sides: &Sides,
    kept: &[(u32, u32, i32)],
    start: &[(u32, u32)],
    limits: Limits,
) -> Result<Solved, SolveError> {
    let narrow = |range: (i32, i32)| range.0 > -(1 << 29) && range.1 < 1 << 29;
    if table.plain() {
        Core::<i16>::new(table, sides, kept, start).solve(limits)
    } else if !table.objective.points || table.matrix.range.is_none_or(narrow) {
        Core::<i32>::new(table, sides, kept, start).solve(limits)
    } else {
        Core::<i64>::new(table, sides, kept, start).solve(limits)
    }
}

struct Core<'a, T> {
    table: &'a Table<'a>,
    sides: &'a Sides,
    start: &'a [(u32, u32)],
    rows: Vec<Vec<(u32, i32)>>,
    size: usize,
    top: i32,
    lane: std::marker::PhantomData<T>,
}

impl<'a, T: Lane> Core<'a, T> {
    fn new(table: &'a Table<'a>, sides: &'a Sides, kept: &[(u32, u32, i32)], start: &'a [(u32, u32)]) -> Self {
        let mut rows = vec![Vec::new(); sides.demands.len()];
        for &(mentee, mentor, weight) in kept {
            if sides.demands[mentee as usize].high > 0 && sides.places[mentor as usize] > 0 {
                rows[mentee as usize].push((mentor, weight));
            }
        }
        let top = table.objective.top(table.matrix.range);
        let size = rows.iter().map(Vec::len).sum();
        Core { table, sides, start, size, rows, top, lane: std::marker::PhantomData }
    }

    fn solve(&mut self, limits: Limits) -> Result<Solved, SolveError> {
        self.begin(self.start);
        let start = match monge::start(self.table, self.sides) {
            Some(start) => {
                self.begin(&start.pairs);
                self.select(&start.prices, SECOND);
                start
            }
            None => self.bid(),
        };
        let mut solved = repair(&self.network(), self.sides, start.prices, &start.pairs)?;
        let mut most = ROUND;
        for round in 1.. {
            let before = self.size;
            if !self.price(&solved, most) {
                break;
            }
            let allowed = self.table.matrix.allowed;
            let per_row = (self.size - before) / self.rows.len().max(1);
            let stubborn = round >= STUBBORN && per_row >= ROUND / 2;
            let slow = round > limits.rounds && 8 * (self.size - before) >= self.rows.len();
            if stubborn || slow || self.size > allowed / 7 + limits.spare {
                if allowed <= limits.all {
                    let network = self.take_all();
                    let start = auction(&network, self.sides, self.top, None, Pace::PATIENT);
                    return repair(&network, self.sides, start.prices, &start.pairs);
                }
                most = 64;
            }
            solved = repair(&self.network(), self.sides, solved.mentor_prices, &solved.pairs)?;
        }
        Ok(solved)
    }

    /// Steps 1 and 2.
    fn bid(&mut self) -> Start {
        let prices = self.eager();
        self.select(&prices, FIRST);
        let prices = auction(&self.network(), self.sides, self.top, Some(&prices), Pace::ROUGH).prices;
        self.select(&prices, SECOND);
        auction(&self.network(), self.sides, self.top, Some(&prices), Pace::AGAIN)
    }

    fn open(&self) -> Vec<usize> {
        (0..self.sides.demands.len()).filter(|&i| self.sides.demands[i].high > 0).collect()
    }

    /// Does some work on all open rows, on two threads where there are many cells.
    fn each<R: Send>(&self, work: impl Fn(&[usize]) -> R + Sync) -> Vec<R> {
        let open = self.open();
        let cells = open.len() * self.sides.places.len();
        in_halves(&open, cells >= THREADED, work)
    }

    fn lens(&self, prices: &[i64]) -> Lens<T> {
        let shut = prices.iter().zip(&self.sides.places).map(|(&p, &places)| if places == 0 { CLOSED } else { p });
        Lens::new(shut.collect())
    }

    /// Step 1: the greatest weight of each column.
    fn eager(&self) -> Vec<i64> {
        let mentors = self.sides.places.len();
        let halves = self.each(|rows| {
            let mut lens = Lens::<T>::new(vec![0; mentors]);
            let mut most = vec![T::LOW; mentors];
            for &mentee in rows {
                lens.look_near(self.table, mentee, 0);
                T::raise(&mut most, lens.values());
            }
            most
        });
        let most = |mentor: usize| halves.iter().map(|half| half[mentor]).max().unwrap_or(T::LOW);
        (0..mentors).map(most).map(|most| if most == T::LOW { 0 } else { most.wide() }).collect()
    }

    /// Step 2: adds the best few of each row.
    fn select(&mut self, prices: &[i64], most: usize) {
        let level = prices.iter().min().copied().unwrap_or(0);
        let halves = self.each(|rows| {
            let mut lens = self.lens(prices);
            let mut found = Found::default();
            for &mentee in rows {
                lens.look_near(self.table, mentee, level);
                lens.best(self.table, mentee, most, None, &mut found.row);
                found.next(mentee);
            }
            found
        });
        self.add_all(&halves);
    }

    /// Adds what was found in all rows; whether there was anything new.
    fn add_all(&mut self, halves: &[Found]) -> bool {
        let mut any = false;
        for half in halves {
            let mut start = 0;
            for &(mentee, end) in &half.ends {
                any |= self.add(mentee, &half.pairs[start..end]);
                start = end;
            }
        }
        any
    }

    /// Adds the pairs of a start, so that what must be full can be.
    fn begin(&mut self, start: &[(u32, u32)]) {
        let mut row = vec![0; self.sides.places.len()];
        let mut at = usize::MAX;
        for &(mentee, mentor) in start {
            if at != mentee as usize {
                at = mentee as usize;
                self.table.row(at, &mut row);
            }
            self.add(at, &[(mentor, row[mentor as usize])]);
        }
    }

    fn add(&mut self, mentee: usize, found: &[(u32, i32)]) -> bool {
        let row = &mut self.rows[mentee];
        let before = row.len();
        for &(mentor, weight) in found {
            if self.sides.places[mentor as usize] > 0 && row.iter().all(|r| r.0 != mentor) {
                row.push((mentor, weight));
            }
        }
        self.size += row.len() - before;
        row.len() > before
    }

    /// Step 4: adds the worst violations of each row; whether there were any.
    fn price(&mut self, solved: &Solved, most: usize) -> bool {
        let halves = self.each(|rows| {
            let mut lens = self.lens(&solved.mentor_prices);
            let mut found = Found::default();
            let mut pairs = &solved.pairs[..];
            for &mentee in rows {
                // Used pairs may weigh more than their prices; they are no violations.
                pairs = &pairs[pairs.partition_point(|p| (p.0 as usize) < mentee)..];
                let used = &pairs[..pairs.partition_point(|p| p.0 as usize == mentee)];
                let price = solved.mentee_prices[mentee];
                lens.look(self.table, mentee, price);
                lens.best(self.table, mentee, most, Some((price, used)), &mut found.row);
                found.next(mentee);
            }
            found
        });
        self.add_all(&halves)
    }

    /// Step 5: all pairs, in order, in place of the core. Kept pairs are known and weigh more than the table says.
    fn take_all(&mut self) -> Network {
        let places = self.sides.places.iter().enumerate();
        let open: Vec<u32> = places.filter(|(_, places)| **places > 0).map(|(mentor, _)| mentor as u32).collect();
        let room = self.table.matrix.allowed + self.size;
        let mut network = Network { start: vec![0], to: Vec::with_capacity(room), weight: Vec::with_capacity(room) };
        let mut row = vec![0; self.sides.places.len()];
        for (mentee, core) in std::mem::take(&mut self.rows).into_iter().enumerate() {
            if self.sides.demands[mentee].high > 0 {
                self.table.row(mentee, &mut row);
                core.iter().for_each(|&(mentor, weight)| row[mentor as usize] = weight);
                let may = open.iter().filter(|&&mentor| row[mentor as usize] != super::FORBIDDEN);
                network.weight.extend(may.clone().map(|&mentor| row[mentor as usize]));
                network.to.extend(may);
            }
            network.start.push(network.to.len() as u32);
        }
        network
    }

    fn network(&self) -> Network {
        let mut network = Network { start: vec![0], to: Vec::with_capacity(self.size), weight: Vec::new() };
        for row in &self.rows {
            network.to.extend(row.iter().map(|e| e.0));
            network.weight.extend(row.iter().map(|e| e.1));
            network.start.push(network.to.len() as u32);
        }
        network
    }
}

/// What a pass found, row after row.
#[derive(Default)]
struct Found {
    /// The row under way.
    row: Vec<(u32, i32)>,
    pairs: Vec<(u32, i32)>,
    /// Mentee, and where what was found for it ends.
    ends: Vec<(usize, usize)>,
}

impl Found {
    fn next(&mut self, mentee: usize) {
        if !self.row.is_empty() {
            self.pairs.append(&mut self.row);
            self.ends.push((mentee, self.pairs.len()));
        }
    }
}
