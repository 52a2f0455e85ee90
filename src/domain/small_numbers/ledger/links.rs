//! Which counts make up which, where that follows from who is counted.

use std::collections::BTreeMap;

use super::{Cell, Counted, Grouped, Ledger, Line};

impl Ledger {
    /// Where groups of one table make up a group of another, their counts do: column by column.
    pub(super) fn link_groups(&mut self) {
        let mut links = Vec::new();
        for Grouped { rows, cells, .. } in &self.grouped {
            for other in self.grouped.iter().filter(|other| other.rows != *rows) {
                let (others, other_cells) = (&other.rows, &other.cells);
                let home: BTreeMap<u64, usize> = others
                    .iter()
                    .enumerate()
                    .flat_map(|(at, row)| row[0].units.iter().map(move |one| (*one, at)))
                    .collect();
                for (row, cells) in rows.iter().zip(cells) {
                    let mut inside: Vec<usize> = row[0].units.iter().filter_map(|one| home.get(one)).copied().collect();
                    inside.sort_unstable();
                    inside.dedup();
                    let within: usize = inside.iter().map(|at| others[*at][0].units.len()).sum();
                    if within == row[0].units.len() && row.len() == others[0].len() {
                        for (at, cell) in cells.iter().enumerate() {
                            // Columns of as many tables may count something else.
                            let own = || inside.iter().map(|other| &others[*other][at]);
                            let count: u32 = own().map(Counted::count).sum();
                            if count == row[at].count() && own().all(|part| part.is_within(&row[at])) {
                                let parts = inside.iter().map(|other| other_cells[*other][at]);
                                links.push((*cell, parts.collect::<Vec<_>>()));
                            }
                        }
                    }
                }
            }
        }
        links.into_iter().filter(|(whole, _)| *whole != 0).for_each(|(whole, parts)| self.add_line(whole, parts));
    }

    /// Where parts of a line are together those who are counted somewhere else, both are the same number: looked for
    /// wherever one of the two came after the ledger was settled.
    pub(super) fn link_beside(&mut self) {
        let before = self.before.1;
        if self.cells.iter().all(|cell| cell.stands.is_none()) {
            return;
        }
        let mut links = Vec::new();
        for (whole, of) in self.who.iter().enumerate().filter(|(_, of)| of.count() > 0) {
            let is_new = self.cells[whole].stands.is_none();
            let lines = if is_new { &self.lines[..] } else { &self.lines[before.min(self.lines.len())..] };
            links.extend(lines.iter().filter_map(|line| self.parts_of(whole, of, line)));
        }
        links.into_iter().for_each(|(whole, parts)| self.add_line(whole, parts));
    }

    /// Where people are both of each of some pairs, whoever reads the one number has the other. That they are always an
    /// even number is not looked at: a number below 3 could then follow from one that is hidden too.
    pub(super) fn link_pairs(&mut self) {
        let pairs_of = |of: &Counted| {
            let mut pairs: Vec<u64> = of.units.iter().map(|one| self.pairs.get(one).copied()).collect::<Option<_>>()?;
            pairs.sort_unstable();
            let both = pairs.chunks(2).all(|two| two.len() == 2 && two[0] == two[1]);
            both.then(|| pairs.into_iter().collect::<Counted>())
        };
        let told = |at: &usize| self.cells[*at].told_in > 0 && self.cells[*at].count > 0;
        let link = |(of, people): (&Counted, &usize)| {
            let pairs = self.everybody.get(&pairs_of(of)?).filter(|pairs| told(pairs) && told(people))?;
            let new = [*people, *pairs].iter().any(|at| self.cells[*at].stands.is_none());
            new.then_some((*people, *pairs))
        };
        let mut links: Vec<(usize, usize)> =
            if self.pairs.is_empty() { Vec::new() } else { self.everybody.iter().filter_map(link).collect() };
        links.sort_unstable();
        for (people, pairs) in links {
            let as_many = Cell { hidden: false, fixed: true, small: false, told_in: 0, ..self.cells[pairs] };
            let of = self.who[pairs].clone();
            let others = self.add(Cell { stands: None, within: 0, ..as_many }, &of);
            self.add_line(people, vec![pairs, others]);
        }
    }

    /// What is said to follow from what was told before is known whatever is hidden. Who happens to be the same people is
    /// not known to be: so it is called before anything is linked.
    pub(super) fn know_what_follows(&mut self) {
        let known = |cell: &Cell| cell.fixed || cell.stands == Some(false);
        loop {
            let new = &self.lines[self.before.1.min(self.lines.len())..];
            let follows = new.iter().find_map(|line| {
                let mut unknown = line.parts.iter().chain([&line.whole]).filter(|at| !known(&self.cells[**at]));
                let one = unknown.next().filter(|_| unknown.next().is_none())?;
                let cell = &self.cells[*one];
                (cell.stands.is_none() && !cell.small).then_some(*one)
            });
            let Some(at) = follows else { return };
            self.cells[at].fixed = true;
        }
    }

    /// The parts of a line that make up those who are counted in a cell.
    fn parts_of(&self, whole: usize, of: &Counted, line: &Line) -> Option<(usize, Vec<usize>)> {
        if line.whole == whole || line.parts.contains(&whole) {
            return None;
        }
        let parts = line.parts.iter().copied().filter(|part| self.who[*part].is_within(of));
        let parts: Vec<usize> = parts.collect();
        let count: u32 = parts.iter().map(|part| self.who[*part].count()).sum();
        (count == of.count()).then_some((whole, parts))
    }
}
