//! What is left out whole, where hiding one count after the other comes to no end or would be in vain.

use std::collections::BTreeSet;

use super::{Counted, Grouped, Ledger};

impl Ledger {
    /// Whether groups of which nothing is told are left out for the sake of what other tables tell.
    pub fn are_left_out(&self, rows: &[Vec<Counted>]) -> bool {
        let cells = self.tables.get(rows).into_iter().flatten().flatten();
        cells.into_iter().any(|cell| self.cells[*cell].left_out)
    }

    /// Leaves out the new table of most groups, of several the one of which most is hidden; false where there is none.
    pub(super) fn leave_out(&mut self) -> bool {
        let hidden = |table: &Grouped| table.cells.iter().flatten().filter(|cell| self.cells[**cell].hidden).count();
        let new = self.grouped.iter().enumerate().skip(self.before.0);
        let most = new.max_by_key(|(at, table)| (table.rows.len(), hidden(table), *at)).map(|(at, _)| at);
        let Some(most) = most else { return false };
        let out = self.grouped.remove(most);
        let cells = out.cells.into_iter().flatten().filter(|cell| *cell != 0);
        cells.for_each(|cell| self.cells[cell].left_out = true);
        true
    }

    /// Leaves out the new counts of the tables in which a count stands, or, of one that was there before, the counts that
    /// give it away; false where there is none.
    pub(super) fn leave_out_with(&mut self, at: usize) -> bool {
        if self.before.1 == 0 {
            return false;
        }
        let new = |cell: &usize| *cell != 0 && self.cells[*cell].stands.is_none() && !self.cells[*cell].left_out;
        let lines = self.lines.iter().filter(|line| line.whole == at || line.parts.contains(&at));
        let beside = lines.flat_map(|line| line.parts.iter().chain([&line.whole])).copied();
        let mut out: BTreeSet<usize> = if new(&at) { BTreeSet::from([at]) } else { beside.filter(new).collect() };
        // Nothing is told of a row in which a count is left out: it would be worked out from the others.
        loop {
            let holds = |row: &Vec<usize>| row.iter().any(|cell| out.contains(cell));
            let tables = self.tables.values().filter(|rows| rows.iter().any(holds));
            let inner = tables.flat_map(|rows| rows.iter().flat_map(|row| row.iter().skip(1)));
            let more: Vec<usize> = inner.copied().filter(|cell| new(cell) && !out.contains(cell)).collect();
            if more.is_empty() {
                break;
            }
            out.extend(more);
        }
        for cell in &out {
            (self.cells[*cell].left_out, self.cells[*cell].hidden) = (true, true);
        }
        !out.is_empty()
    }
}
