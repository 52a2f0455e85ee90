//! Groups that lose the same: whoever adds them up has one group of them, of which more may be known than of each.

use super::{Grouped, Ledger};

impl Ledger {
    /// Where a small number of several groups together follows, has all groups of the table that lose anything lose the
    /// same; whether it did.
    pub(super) fn hide_alike(&mut self) -> bool {
        let alike = self.grouped.iter().filter(|table| self.gives_away(table)).flat_map(|table| {
            let loses = |row: &&Vec<usize>| row.iter().any(|cell| self.cells[*cell].hidden);
            let rows: Vec<&Vec<usize>> = table.cells.iter().filter(loses).collect();
            let lost = |column: &usize| rows.iter().any(|row| self.cells[row[*column]].hidden);
            let columns: Vec<usize> = (0..table.all.len()).filter(lost).collect();
            rows.into_iter().flat_map(move |row| columns.clone().into_iter().map(|column| row[column]))
        });
        let more: Vec<usize> = alike.filter(|cell| self.cells[*cell].may_be_hidden()).collect();
        more.iter().for_each(|cell| self.cells[*cell].hidden = true);
        !more.is_empty()
    }

    /// Whether a small number of groups that lose the same can be worked out: their sums are taken as rows of a table,
    /// and what one line leaves to one count is filled in until nothing follows any more.
    fn gives_away(&self, table: &Grouped) -> bool {
        let columns = table.all.len();
        let mut sums: Vec<(Vec<bool>, Vec<u32>, usize)> = Vec::new();
        for row in &table.cells {
            let lost: Vec<bool> = row.iter().map(|cell| self.cells[*cell].hidden).collect();
            let at = sums.iter().position(|(own, ..)| *own == lost).unwrap_or_else(|| {
                sums.push((lost, vec![0; columns], 0));
                sums.len() - 1
            });
            sums[at].1.iter_mut().zip(row).for_each(|(sum, cell)| *sum += self.cells[*cell].count);
            sums[at].2 += 1;
        }
        let all = table.all.iter().map(|cell| &self.cells[*cell]);
        sums.push((all.clone().map(|cell| cell.hidden).collect(), all.map(|cell| cell.count).collect(), 0));
        let (rows, last) = (sums.len(), sums.len() - 1);
        let mut open: Vec<bool> = sums.iter().flat_map(|(lost, ..)| lost.iter().copied()).collect();
        let of_a_row = |row: usize| {
            let line = move |(whole, parts): &(usize, Vec<usize>)| {
                parts.iter().chain([whole]).map(|column| row * columns + column).collect::<Vec<usize>>()
            };
            table.shape.iter().map(line)
        };
        let of_a_column =
            (0..columns).map(|column| (0..rows).map(|row| row * columns + column).collect::<Vec<usize>>());
        let lines: Vec<Vec<usize>> = (0..rows).flat_map(of_a_row).chain(of_a_column).collect();
        loop {
            let one = lines.iter().find_map(|line| {
                let mut unknown = line.iter().copied().filter(|at| open[*at]);
                unknown.next().filter(|_| unknown.next().is_none())
            });
            let Some(at) = one else { return false };
            open[at] = false;
            let (_, counts, groups) = &sums[at / columns];
            // One group, and everybody, are looked after for themselves.
            let small = (1..self.threshold).contains(&counts[at % columns]);
            if small && at / columns != last && *groups > 1 {
                return true;
            }
        }
    }
}
