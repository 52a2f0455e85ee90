//! What is told: at first everything that may be is hidden, then one count after the other is told, those of which most
//! would be lost first, wherever whatever must not follow can still be otherwise.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::worlds::Search;
use super::{Cell, Ledger, Line};

/// How many tries everything together is worth. What is not told by then stays hidden, unless nothing rests on it. Whenever
/// it is gone through once more that is half as many, down to the least.
const ALL_TRIES: usize = 80_000;
const LEAST_TRIES: usize = 4_000;

/// How many that is for what is published beside.
const TRIES_BESIDE: usize = 20_000;

/// The counts that must not follow, and for each a world in which it is otherwise.
struct Guards {
    /// Whether a count must not follow.
    guarded: Vec<bool>,
    /// Whether a count stays hidden whatever rests on it.
    kept: Vec<bool>,
    /// Which counts are otherwise in each world; none once it was given up.
    worlds: Vec<Vec<usize>>,
    /// In which worlds each count is otherwise.
    with: Vec<Vec<usize>>,
    /// Whether a count is one of a new group.
    in_group: Vec<bool>,
    /// Whether groups are looked at, or what is told of everybody.
    of_groups: bool,
}

impl Guards {
    fn new(ledger: &Ledger) -> Self {
        let cells = ledger.cells.len();
        let mut in_group = vec![false; cells];
        let new = ledger.grouped.iter().skip(ledger.before.0).flat_map(|table| table.cells.iter().flatten());
        new.filter(|cell| **cell != 0).for_each(|cell| in_group[*cell] = true);
        Guards {
            guarded: vec![false; cells],
            kept: vec![false; cells],
            worlds: Vec::new(),
            with: vec![Vec::new(); cells],
            in_group,
            of_groups: false,
        }
    }

    /// Whether a line is looked at: what groups make up only once groups are.
    fn looks_at(&self, line: &Line) -> bool {
        self.of_groups || !line.parts.iter().any(|part| self.in_group[*part])
    }

    fn add(&mut self, world: Vec<usize>) {
        world.iter().for_each(|cell| self.with[*cell].push(self.worlds.len()));
        self.worlds.push(world);
    }

    fn give_up(&mut self, worlds: &[usize]) {
        for at in worlds {
            for cell in std::mem::take(&mut self.worlds[*at]) {
                self.with[cell].retain(|world| world != at);
            }
        }
    }

    /// The guarded counts that are otherwise in none but these worlds.
    fn rest_on(&self, worlds: &[usize]) -> BTreeSet<usize> {
        let cells = worlds.iter().flat_map(|at| &self.worlds[*at]).copied();
        cells.filter(|cell| self.guarded[*cell] && self.with[*cell].iter().all(|at| worlds.contains(at))).collect()
    }
}

impl Ledger {
    /// Decides what is told, and what is hidden so that nothing follows; false where that cannot be found out in time.
    pub(super) fn hide(&mut self, round: &mut u32) -> bool {
        let all = if self.before.1 > 0 { TRIES_BESIDE } else { ALL_TRIES };
        loop {
            let mut tries = all.checked_shr(*round).unwrap_or(0).max(LEAST_TRIES);
            *round += 1;
            self.forget_left_out();
            for cell in &mut self.cells {
                (cell.hidden, cell.untold) = (false, cell.untold && cell.stands.is_some());
                cell.hidden = cell.starts_hidden() || cell.may_be_hidden();
            }
            let order = self.order();
            let mut guards = Guards::new(self);
            // What is told of everybody is not lost for what groups would give away.
            for of_groups in [false, true] {
                guards.of_groups = of_groups;
                if !self.guard(&order, &mut guards, &mut tries) {
                    return false;
                }
                self.tell_in_order(&order, &mut guards, &mut tries);
            }
            if !self.hide_alike() {
                return true;
            }
        }
    }

    /// What may be told, those counts first of which most would be lost: what stands in most places, and of those the
    /// largest; counts of everybody before those of groups, and the fewest groups before the many. Groups are told column
    /// by column, so that those that lose anything lose the same.
    fn order(&self) -> Vec<usize> {
        let mut of_group: HashMap<usize, (usize, usize)> = HashMap::new();
        for table in &self.grouped {
            for (cell, all) in table.cells.iter().flat_map(|row| row.iter().zip(&table.all)) {
                of_group.insert(*cell, (table.rows.len(), *all));
            }
        }
        let mut order: Vec<usize> = (0..self.cells.len()).filter(|at| self.cells[*at].may_be_told()).collect();
        order.sort_by_cached_key(|at| {
            let (groups, all) = of_group.get(at).copied().unwrap_or((0, *at));
            let column = &self.cells[all];
            (groups, Reverse((column.told_in, column.count)), all, Reverse(self.cells[*at].count), *at)
        });
        order
    }

    /// Finds for each count that must not follow a world in which it is otherwise, while everything that may be is hidden.
    /// What is new, and follows from what was told before, is left out.
    fn guard(&mut self, order: &[usize], guards: &mut Guards, tries: &mut usize) -> bool {
        let mut search = Search::new(self, order);
        let mut reach = self.in_reach(&search);
        let mut at = 0;
        while at < self.cells.len() {
            let cell = &self.cells[at];
            if reach[at] && cell.starts_hidden() && !cell.left_out && guards.in_group[at] == guards.of_groups {
                guards.guarded[at] = true;
                if guards.with[at].is_empty() {
                    if *tries == 0 {
                        return false;
                    }
                    match search.another_world(self, at, tries) {
                        Some(world) => guards.add(world),
                        None if self.leave_out_with(at) => {
                            self.forget_left_out();
                            search = Search::new(self, order);
                            reach = self.in_reach(&search);
                            // It may be found without what is left out.
                            continue;
                        }
                        None => self.keep_beside(at, &search, guards, tries),
                    }
                }
            }
            at += 1;
        }
        for line in 0..self.lines.len() {
            let looks = guards.looks_at(&self.lines[line]);
            for cell in self.gives_a_small_number(line).filter(|_| looks).unwrap_or_default() {
                if !guards.guarded[cell] && guards.with[cell].is_empty() {
                    match search.another_world(self, cell, tries) {
                        Some(world) => guards.add(world),
                        None => self.keep_beside(cell, &search, guards, tries),
                    }
                }
                guards.guarded[cell] = !guards.with[cell].is_empty();
            }
        }
        true
    }

    /// Tells nothing of the tables in which a count stands that follows, were it only because it is called few, or others
    /// are not: of groups whole tables, of everybody small counts with their rows.
    fn keep_beside(&mut self, at: usize, search: &Search, guards: &mut Guards, tries: &mut usize) {
        let table =
            self.grouped.iter().skip(self.before.0).find(|table| table.cells.iter().flatten().any(|cell| *cell == at));
        if let Some(table) = table {
            let cells: Vec<usize> = table.cells.iter().flatten().copied().filter(|cell| *cell != 0).collect();
            for cell in cells {
                (guards.kept[cell], self.cells[cell].untold) = (true, true);
            }
            // What may stand in other tables too is still not to follow.
            search.another_world(self, at, tries).into_iter().for_each(|world| guards.add(world));
        } else if self.cells[at].small {
            self.inner_beside(at).into_iter().for_each(|cell| guards.kept[cell] = true);
        }
        guards.guarded[at] = !guards.with[at].is_empty();
    }

    /// Tells what can be told, again and again: a count that was needed for a world may not be needed any more.
    fn tell_in_order(&mut self, order: &[usize], guards: &mut Guards, tries: &mut usize) {
        let search = Search::new(self, order);
        let mut first = true;
        loop {
            let mut told = false;
            for at in order.iter().copied() {
                let looks = guards.of_groups || !guards.in_group[at];
                let free = !first || guards.in_group[at] != guards.of_groups;
                if looks && self.cells[at].hidden && !guards.kept[at] && (!free || guards.with[at].is_empty()) {
                    told |= self.try_to_tell(at, &search, guards, tries);
                }
            }
            if !told {
                return;
            }
            first = false;
        }
    }

    /// Tells a count where whatever must not follow can be otherwise all the same; whether it did.
    fn try_to_tell(&mut self, at: usize, search: &Search, guards: &mut Guards, tries: &mut usize) -> bool {
        self.cells[at].hidden = false;
        let found = self.worlds_without(at, search, guards, tries);
        let Some((more, found)) = found else {
            self.cells[at].hidden = true;
            return false;
        };
        let given_up = guards.with[at].clone();
        guards.give_up(&given_up);
        found.into_iter().for_each(|world| guards.add(world));
        more.into_iter().for_each(|cell| guards.guarded[cell] = true);
        true
    }

    /// What must not follow any more once a count is told, and worlds for everything that needs a new one.
    fn worlds_without(
        &self,
        at: usize,
        search: &Search,
        guards: &Guards,
        tries: &mut usize,
    ) -> Option<(BTreeSet<usize>, Vec<Vec<usize>>)> {
        let mut more = BTreeSet::new();
        for (line, _) in &search.lines_of[at] {
            if guards.looks_at(&self.lines[*line]) {
                more.extend(self.gives_a_small_number(*line)?);
            }
        }
        let given_up = &guards.with[at];
        let mut needing = guards.rest_on(given_up);
        let stands = |cell: &usize| guards.with[*cell].iter().any(|world| !given_up.contains(world));
        needing.extend(more.iter().filter(|cell| !stands(cell)));
        let mut found: Vec<Vec<usize>> = Vec::new();
        for cell in needing {
            if !found.iter().any(|world| world.contains(&cell)) {
                if *tries == 0 {
                    return None;
                }
                found.push(search.another_world(self, cell, tries)?);
            }
        }
        Some((more, found))
    }

    /// The hidden counts of a line of which each alone would give away that the others are a small number together; none
    /// where that follows already.
    fn gives_a_small_number(&self, line: usize) -> Option<Vec<usize>> {
        let line = &self.lines[line];
        let hidden: Vec<usize> = line.parts.iter().copied().filter(|part| self.cells[*part].hidden).collect();
        let sum: u32 = hidden.iter().map(|part| self.cells[*part].count).sum();
        let some_told = hidden.len() < line.parts.len();
        match self.cells[line.whole].hidden {
            _ if hidden.is_empty() => Some(Vec::new()),
            true => Some(if sum < self.threshold && some_told { vec![line.whole] } else { Vec::new() }),
            false if sum < self.threshold && some_told => None,
            false => {
                let small = |part: &usize| hidden.len() > 1 && sum - self.cells[*part].count < self.threshold;
                Some(hidden.iter().copied().filter(small).collect())
            }
        }
    }

    /// The counts that something new bears on: what is new, and what was hidden before in lines that lead to a new count.
    fn in_reach(&self, search: &Search) -> Vec<bool> {
        let is_new = |cell: &Cell| !cell.left_out && cell.stands.is_none() && cell.told_in > 0;
        let mut reach: Vec<bool> = self.cells.iter().map(is_new).collect();
        let mut near: Vec<usize> = (0..reach.len()).filter(|at| reach[*at]).collect();
        while let Some(at) = near.pop() {
            for (line, _) in &search.lines_of[at] {
                let line = &self.lines[*line];
                for other in line.parts.iter().chain([&line.whole]).copied() {
                    let cell = &self.cells[other];
                    if !reach[other] && cell.hidden && !cell.left_out {
                        reach[other] = true;
                        near.push(other);
                    }
                }
            }
        }
        reach
    }

    /// All but the first counts of the rows of each table in which a count stands.
    fn inner_beside(&self, at: usize) -> BTreeSet<usize> {
        let tables = self.tables.values().filter(|rows| rows.iter().any(|row| row.contains(&at)));
        tables.flatten().flat_map(|row| row.iter().skip(1)).copied().collect()
    }

    /// Takes out the lines that say nothing any more.
    fn forget_left_out(&mut self) {
        self.lines.retain(|line| line.parts.iter().all(|part| !self.cells[*part].left_out));
    }

    /// Hides whatever can be.
    pub(super) fn hide_all(&mut self) {
        self.cells.iter_mut().filter(|cell| cell.may_be_hidden()).for_each(|cell| cell.hidden = true);
    }
}
