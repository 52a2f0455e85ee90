//! Worlds that a reader cannot tell from the true one: what is hidden may be otherwise, what is told may not.

use std::collections::BTreeSet;

use super::{Cell, Ledger};

/// How many counts may be otherwise in a world, tried from few to many.
const CHANGED: [usize; 6] = [2, 4, 6, 8, 12, 18];

/// How many tries one search is worth; what is not found by then counts as not to be found.
const TRIES: usize = 1500;

/// How many tries everything together is worth. After that less is to be told.
const ALL_TRIES: usize = 150_000;

/// Of how many counts it is tried whether hiding one alone is enough.
const CANDIDATES: usize = 8;

impl Ledger {
    /// Hides until every hidden count is safe and nothing hidden is small together; false where that comes to no end.
    pub(super) fn hide(&mut self) -> bool {
        self.lines.retain(|line| line.parts.iter().all(|part| !self.cells[*part].left_out));
        let small = |cell: &Cell| (cell.small && !cell.fixed) || cell.left_out;
        self.cells.iter_mut().for_each(|cell| cell.hidden = small(cell));
        let lines_of = self.lines_of();
        let mut safe: Vec<bool> = self.cells.iter().map(|cell| cell.left_out).collect();
        let mut tries = ALL_TRIES;
        loop {
            while let Some(next) = self.small_together() {
                self.cells[next].hidden = true;
            }
            let Some(at) = (0..self.cells.len()).find(|at| self.cells[*at].hidden && !safe[*at]) else {
                if self.hide_alike() {
                    continue;
                }
                return true;
            };
            if tries == 0 {
                return false;
            }
            let world = self.another_world(at, &lines_of, &mut tries);
            if let Some(world) = world {
                world.into_iter().for_each(|cell| safe[cell] = true);
                continue;
            }
            match self.beside(at, &lines_of, &mut tries) {
                Some(next) => self.cells[next].hidden = true,
                // Everything that could be hidden is: there is nothing told that would give it away.
                None => safe[at] = true,
            }
        }
    }

    /// Hides whatever can be.
    pub(super) fn hide_all(&mut self) {
        let open = |cell: &&mut Cell| !cell.fixed && cell.count > 0;
        self.cells.iter_mut().filter(open).for_each(|cell| cell.hidden = true);
    }

    /// Of each count the lines it stands in, and whether it adds to them or is what they add up to.
    fn lines_of(&self) -> Vec<Vec<(usize, i32)>> {
        let mut lines_of = vec![Vec::new(); self.cells.len()];
        for (at, line) in self.lines.iter().enumerate() {
            lines_of[line.whole].push((at, -1));
            line.parts.iter().for_each(|part| lines_of[*part].push((at, 1)));
        }
        lines_of
    }

    /// The count of least loss that is told in a line whose hidden ones are a small number together, where it says so.
    fn small_together(&self) -> Option<usize> {
        let may_be_hidden =
            |at: &&usize| !self.cells[**at].hidden && !self.cells[**at].fixed && self.cells[**at].count > 0;
        self.lines.iter().filter(|line| !self.cells[line.whole].hidden).find_map(|line| {
            let hidden = line.parts.iter().filter(|part| self.cells[**part].hidden);
            let (number, sum) = hidden.fold((0, 0), |(number, sum), part| (number + 1, sum + self.cells[*part].count));
            if number == 0 || number == line.parts.len() || sum >= self.threshold {
                return None;
            }
            let told = line.parts.iter().chain([&line.whole]).filter(may_be_hidden);
            told.min_by_key(|part| self.loss(**part)).copied()
        })
    }

    /// What a reader loses where a count is hidden: all the places in which it is told, and how much it says. Of a group
    /// less is lost where what all groups make up together is hidden too.
    fn loss(&self, at: usize) -> (bool, u32, u32, usize) {
        let lost = self.cells[self.cells[at].within].hidden;
        (!lost, self.cells[at].told_in, self.cells[at].count, at)
    }

    /// What is to be hidden so that a count is safe: of the told counts beside it the one that is least of a loss and
    /// enough alone, else the one that is least of a loss; where nothing is told beside it, one farther off.
    fn beside(&mut self, at: usize, lines_of: &[Vec<(usize, i32)>], tries: &mut usize) -> Option<usize> {
        let (mut near, mut seen) = (BTreeSet::from([at]), BTreeSet::new());
        loop {
            let before = seen.len();
            let lines: BTreeSet<usize> = near.iter().flat_map(|cell| &lines_of[*cell]).map(|(line, _)| *line).collect();
            let members = |line: &usize| [&self.lines[*line].parts[..], &[self.lines[*line].whole]].concat();
            near = lines.iter().flat_map(members).collect();
            seen.extend(near.iter().copied());
            let open = |cell: &&usize| {
                let cell = &self.cells[**cell];
                !cell.hidden && !cell.fixed && cell.count > 0
            };
            let mut told: Vec<usize> = near.iter().filter(open).copied().collect();
            told.sort_by_key(|cell| self.loss(*cell));
            for candidate in told.iter().take(CANDIDATES).copied() {
                self.cells[candidate].hidden = true;
                let enough = self.another_world(at, lines_of, tries).is_some();
                self.cells[candidate].hidden = false;
                if enough {
                    return Some(candidate);
                }
            }
            if !told.is_empty() {
                return told.first().copied();
            }
            if seen.len() == before {
                return None;
            }
        }
    }

    /// A world in which a count is one more or one less: the counts that are otherwise in it.
    fn another_world(&self, at: usize, lines_of: &[Vec<(usize, i32)>], tries: &mut usize) -> Option<Vec<usize>> {
        for changed in CHANGED {
            for by in [1, -1] {
                let mut world = World { ledger: self, lines_of, changed: Vec::new(), off: Vec::new(), left: TRIES };
                let found = self.may_be(at, by) && {
                    world.change(at, by);
                    world.close(changed - 1)
                };
                *tries = tries.saturating_sub(TRIES - world.left + 1);
                if found {
                    return Some(world.changed);
                }
            }
        }
        None
    }

    /// Whether a reader cannot rule out that a hidden count is one more or one less.
    fn may_be(&self, at: usize, by: i32) -> bool {
        let cell = &self.cells[at];
        let (least, most) = match (self.threshold, cell.count < self.threshold) {
            (2, _) => (cell.least, u32::MAX),
            (threshold, true) => (cell.least, threshold - 1),
            (threshold, false) => (threshold, u32::MAX),
        };
        cell.hidden && cell.count.checked_add_signed(by).is_some_and(|count| (least..=most).contains(&count))
    }
}

/// A world on the way: what is otherwise in it, and which lines do not add up yet.
struct World<'a> {
    ledger: &'a Ledger,
    lines_of: &'a [Vec<(usize, i32)>],
    changed: Vec<usize>,
    /// Lines with how much their parts are more than their whole.
    off: Vec<(usize, i32)>,
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
        for (line, sign) in &self.lines_of[cell] {
            match self.off.iter().position(|(off, _)| off == line) {
                None => self.off.push((*line, sign * by)),
                Some(at) => {
                    self.off[at].1 += sign * by;
                    if self.off[at].1 == 0 {
                        self.off.remove(at);
                    }
                }
            }
        }
    }

    /// Makes every line add up by changing so many counts more, each by one.
    fn close(&mut self, more: usize) -> bool {
        let Some((line, off)) = self.off.first().copied() else { return true };
        if more == 0 || self.left == 0 {
            return false;
        }
        self.left -= 1;
        let ledger = self.ledger;
        let parts = ledger.lines[line].parts.iter().map(|part| (*part, -off.signum()));
        let members = parts.chain([(ledger.lines[line].whole, off.signum())]);
        let fits = |(cell, by): &(usize, i32)| ledger.may_be(*cell, *by) && !self.changed.contains(cell);
        let mut fitting: Vec<(usize, i32)> = members.filter(fits).collect();
        // What makes most lines add up, and puts fewest off, is tried first.
        let worse = |(cell, by): &(usize, i32)| -> i32 {
            let own = self.lines_of[*cell].iter().map(|(line, sign)| {
                let off = self.off.iter().find(|(other, _)| other == line).map_or(0, |(_, off)| *off);
                (off + sign * by).abs() - off.abs()
            });
            own.sum()
        };
        fitting.sort_by_cached_key(|of| (worse(of), of.0));
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
