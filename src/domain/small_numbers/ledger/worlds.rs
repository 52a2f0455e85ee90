//! Worlds that a reader cannot tell from the true one: what is hidden may be otherwise, what is told may not.

use std::collections::{BTreeSet, VecDeque};

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

/// How many tries everything together is worth. After that less is to be told, for half as many, and so on down to the
/// least.
const ALL_TRIES: usize = 80_000;
const LEAST_TRIES: usize = 4_000;

/// How many that is for what is published beside.
const TRIES_BESIDE: usize = 20_000;

/// Of how many counts it is tried whether hiding one alone is enough.
const CANDIDATES: usize = 8;

impl Ledger {
    /// Hides until every hidden count is safe and nothing hidden is small together; false where that comes to no end. The
    /// time it may take is halved with every round.
    pub(super) fn hide(&mut self, round: u32) -> bool {
        self.forget_left_out();
        self.cells.iter_mut().for_each(|cell| cell.hidden = cell.starts_hidden());
        let mut lines_of = self.lines_of();
        let mut safe = self.out_of_reach(&lines_of);
        let all = if self.before.1 > 0 { TRIES_BESIDE } else { ALL_TRIES };
        let mut tries = all.checked_shr(round).unwrap_or(0).max(LEAST_TRIES);
        loop {
            while let Some(next) = self.small_together(&lines_of) {
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
                // What is new, and follows from what was told before, is not told at all.
                None if self.leave_out_with(at) => {
                    self.forget_left_out();
                    lines_of = self.lines_of();
                    let left_out = self.cells.iter().map(|cell| cell.left_out);
                    safe.iter_mut().zip(left_out).for_each(|(safe, left_out)| *safe |= left_out);
                }
                // Everything that could be hidden is: there is nothing told that would give it away.
                None => safe[at] = true,
            }
        }
    }

    /// Takes out the lines that say nothing any more.
    fn forget_left_out(&mut self) {
        self.lines.retain(|line| line.parts.iter().all(|part| !self.cells[*part].left_out));
    }

    /// Hides whatever can be.
    pub(super) fn hide_all(&mut self) {
        self.cells.iter_mut().filter(|cell| cell.may_be_hidden()).for_each(|cell| cell.hidden = true);
    }

    /// The counts that nothing new bears on: what is left out, and what was hidden before in lines that lead to no new
    /// count.
    fn out_of_reach(&self, lines_of: &[Vec<(usize, i32)>]) -> Vec<bool> {
        let stands = |cell: &Cell| cell.left_out || cell.stands.is_some() || cell.told_in == 0;
        let mut out: Vec<bool> = self.cells.iter().map(stands).collect();
        let mut near: Vec<usize> = (0..out.len()).filter(|at| !out[*at]).collect();
        while let Some(at) = near.pop() {
            for (line, _) in &lines_of[at] {
                let Line { whole, parts } = &self.lines[*line];
                for other in parts.iter().chain([whole]).copied() {
                    let cell = &self.cells[other];
                    if out[other] && cell.hidden && !cell.left_out {
                        out[other] = false;
                        near.push(other);
                    }
                }
            }
        }
        out
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
    fn small_together(&self, lines_of: &[Vec<(usize, i32)>]) -> Option<usize> {
        let may_be_hidden = |at: &&usize| self.cells[**at].may_be_hidden() && !self.is_known(**at, lines_of);
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
            let open = |at: &&usize| self.cells[**at].may_be_hidden() && !self.is_known(**at, lines_of);
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
        let off = vec![0; self.lines.len()];
        let mut world = World { ledger: self, lines_of, changed: Vec::new(), off, open: Vec::new(), left: 0 };
        for changed in CHANGED {
            if changed == BEYOND_NEAR {
                *tries = tries.saturating_sub(LOOKING);
                if self.follows(at, lines_of, &|_| false) {
                    return None;
                }
            }
            for by in [1, -1].into_iter().filter(|by| self.may_be(at, *by)) {
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

    /// Whether a reader cannot rule out that a hidden count is one more or one less.
    fn may_be(&self, at: usize, by: i32) -> bool {
        let cell = &self.cells[at];
        let (least, most) = self.said_of(cell);
        cell.hidden && cell.count.checked_add_signed(by).is_some_and(|count| (least..=most).contains(&count))
    }

    /// The least and the most that a count can be by what is said of it alone, where it is hidden.
    fn said_of(&self, cell: &Cell) -> (u32, u32) {
        match (self.threshold, cell.count < self.threshold) {
            (2, _) => (cell.least, u32::MAX),
            (threshold, true) => (cell.least, threshold - 1),
            (threshold, false) => (threshold.max(cell.least), u32::MAX),
        }
    }

    /// Whether a new count follows from what was told before, so that it would be hidden in vain.
    fn is_known(&self, at: usize, lines_of: &[Vec<(usize, i32)>]) -> bool {
        self.before.1 > 0 && self.follows(at, lines_of, &Cell::may_be_hidden)
    }

    /// Whether a hidden count follows line by line, where others are hidden too: what each line leaves to each of its
    /// counts, again and again.
    fn follows(&self, at: usize, lines_of: &[Vec<(usize, i32)>], too: &dyn Fn(&Cell) -> bool) -> bool {
        let known = |(own, cell): (usize, &Cell)| match cell.hidden || own == at || too(cell) {
            true => self.said_of(cell),
            false => (cell.count, cell.count),
        };
        let bounds = self.cells.iter().enumerate().map(known);
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
    lines_of: &'a [Vec<(usize, i32)>],
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
        for (line, sign) in &self.lines_of[cell] {
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
        // What makes most lines add up, and puts fewest off, is tried first.
        let worse = |(cell, by): &(usize, i32)| -> i32 {
            let own = self.lines_of[*cell].iter().map(|(line, sign)| {
                let off = self.off[*line];
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
