//! Worlds that a reader cannot tell from the true one: what is hidden may be otherwise, what is told may not.

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::{Cell, Ledger, Line};

/// How many counts may be otherwise in a world, tried from few to many.
const CHANGED: [usize; 6] = [2, 4, 6, 8, 12, 18];

/// Before so many counts are changed it is looked whether the count follows line by line.
const BEYOND_NEAR: usize = CHANGED[1];

/// How many lines are looked at for that, and how many tries that is worth.
const LOOKS: usize = 2000;
const LOOKING: usize = 2;

/// How many tries one search is worth; what is not found by then counts as not to be found. Nearly every world that is
/// found at all is found within a few dozen.
const TRIES: usize = 200;

/// What a search goes by: in which lines each count stands, and whether it adds to them or is what they add up to; and how
/// little of a loss each is where it is hidden.
pub(super) struct Search {
    pub(super) lines_of: Vec<Vec<(usize, i32)>>,
    rank: Vec<usize>,
}

impl Search {
    /// Of what may be told those counts are first of which most would be lost.
    pub(super) fn new(ledger: &Ledger, order: &[usize]) -> Self {
        let mut lines_of = vec![Vec::new(); ledger.cells.len()];
        for (at, line) in ledger.lines.iter().enumerate() {
            lines_of[line.whole].push((at, -1));
            line.parts.iter().for_each(|part| lines_of[*part].push((at, 1)));
        }
        // What is hidden anyway is no loss at all.
        let mut rank = vec![usize::MAX; ledger.cells.len()];
        order.iter().enumerate().for_each(|(rank_of, at)| rank[*at] = rank_of);
        Search { lines_of, rank }
    }

    /// A world in which a count is one more or one less: the counts that are otherwise in it.
    pub(super) fn another_world(&self, ledger: &Ledger, at: usize, tries: &mut usize) -> Option<Vec<usize>> {
        let off = vec![0; ledger.lines.len()];
        let mut world = World { ledger, search: self, changed: Vec::new(), off, open: Vec::new(), left: 0 };
        for changed in CHANGED {
            if changed == BEYOND_NEAR {
                *tries = tries.saturating_sub(LOOKING);
                if ledger.follows(at, &self.lines_of) {
                    return None;
                }
            }
            for by in [1, -1].into_iter().filter(|by| ledger.may_be(at, *by)) {
                world.left = TRIES;
                world.change(at, by);
                let found = world.close(changed - 1);
                *tries = tries.saturating_sub(TRIES - world.left + 1);
                if found {
                    return Some(world.changed);
                }
                world.take_back(at, by);
            }
        }
        None
    }
}

impl Ledger {
    /// Whether a reader cannot rule out that a hidden count is one more or one less.
    fn may_be(&self, at: usize, by: i32) -> bool {
        let cell = &self.cells[at];
        let (least, most) = self.said_of(cell);
        cell.hidden && cell.count.checked_add_signed(by).is_some_and(|count| (least..=most).contains(&count))
    }

    /// The least and the most that a count can be by what is said of it alone, where it is hidden.
    fn said_of(&self, cell: &Cell) -> (u32, u32) {
        match (self.threshold, cell.count < self.threshold) {
            _ if cell.untold => (0, u32::MAX),
            (2, _) => (cell.least, u32::MAX),
            (threshold, true) => (cell.least, threshold - 1),
            (threshold, false) => (threshold.max(cell.least), u32::MAX),
        }
    }

    /// Whether a hidden count follows line by line: what each line leaves to each of its counts, again and again.
    fn follows(&self, at: usize, lines_of: &[Vec<(usize, i32)>]) -> bool {
        let known = |cell: &Cell| match cell.hidden {
            true => self.said_of(cell),
            false => (cell.count, cell.count),
        };
        let bounds = self.cells.iter().map(known);
        let mut bounds: Vec<(i64, i64)> = bounds.map(|(least, most)| (i64::from(least), i64::from(most))).collect();
        // The nearest lines first, none of them twice at a time.
        let mut open: VecDeque<usize> = lines_of[at].iter().map(|(line, _)| *line).collect();
        let mut is_open = vec![false; self.lines.len()];
        open.iter().for_each(|line| is_open[*line] = true);
        let mut left = LOOKS;
        while let Some(line) = open.pop_front() {
            is_open[line] = false;
            let Line { whole, parts } = &self.lines[line];
            let (least, most) =
                parts.iter().fold((0, 0), |sum, part| (sum.0 + bounds[*part].0, sum.1 + bounds[*part].1));
            let of_whole = bounds[*whole];
            for cell in parts.iter().chain([whole]).copied() {
                let own = bounds[cell];
                let (least, most) = match cell == *whole {
                    true => (least, most),
                    false => (of_whole.0 - (most - own.1), of_whole.1 - (least - own.0)),
                };
                bounds[cell] = (own.0.max(least), own.1.min(most));
                // What cannot be is not to be told either.
                if bounds[cell].0 > bounds[cell].1 {
                    return true;
                }
                if bounds[cell] != own {
                    for (line, _) in lines_of[cell].iter().filter(|(line, _)| !is_open[*line]).collect::<Vec<_>>() {
                        is_open[*line] = true;
                        open.push_back(*line);
                    }
                }
            }
            left = left.saturating_sub(1);
            if bounds[at].0 == bounds[at].1 || left == 0 {
                break;
            }
        }
        bounds[at].0 == bounds[at].1
    }
}

/// A world on the way: what is otherwise in it, and which lines do not add up yet.
struct World<'a> {
    ledger: &'a Ledger,
    search: &'a Search,
    changed: Vec<usize>,
    /// How much the parts of each line are more than its whole.
    off: Vec<i32>,
    /// The lines that do not add up, the first one first.
    open: Vec<usize>,
    left: usize,
}

impl World<'_> {
    fn change(&mut self, cell: usize, by: i32) {
        self.changed.push(cell);
        self.put_off(cell, by);
    }

    fn take_back(&mut self, cell: usize, by: i32) {
        self.changed.pop();
        self.put_off(cell, -by);
    }

    fn put_off(&mut self, cell: usize, by: i32) {
        for (line, sign) in &self.search.lines_of[cell] {
            let before = self.off[*line];
            self.off[*line] += sign * by;
            match (before, self.off[*line]) {
                (0, _) => self.open.push(*line),
                (_, 0) => self.open.retain(|open| open != line),
                _ => {}
            }
        }
    }

    /// Makes every line add up by changing so many counts more, each by one.
    fn close(&mut self, more: usize) -> bool {
        let Some(line) = self.open.first().copied() else { return true };
        let off = self.off[line];
        if more == 0 || self.left == 0 {
            return false;
        }
        self.left -= 1;
        let ledger = self.ledger;
        let parts = ledger.lines[line].parts.iter().map(|part| (*part, -off.signum()));
        let members = parts.chain([(ledger.lines[line].whole, off.signum())]);
        let fits = |(cell, by): &(usize, i32)| ledger.may_be(*cell, *by) && !self.changed.contains(cell);
        let mut fitting: Vec<(usize, i32)> = members.filter(fits).collect();
        // What makes most lines add up, and puts fewest off, is tried first; then what is least of a loss.
        let worse = |(cell, by): &(usize, i32)| -> i32 {
            let own = self.search.lines_of[*cell].iter().map(|(line, sign)| {
                let off = self.off[*line];
                (off + sign * by).abs() - off.abs()
            });
            own.sum()
        };
        fitting.sort_by_cached_key(|of| (worse(of), Reverse(self.search.rank[of.0]), of.0));
        fitting.into_iter().any(|(cell, by)| {
            self.change(cell, by);
            let closed = self.close(more - 1);
            if !closed {
                self.take_back(cell, by);
            }
            closed
        })
    }
}
