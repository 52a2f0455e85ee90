//! The ledger: every number of people that one evaluation publishes, settled together.
//!
//! The same people stand in several tables: whoever is matched is asked, has results, and is in a relationship. A count
//! that one table hides must not follow from what another tells. So all tables are noted first, and told afterwards.
//!
//! 1. A count below the threshold is hidden. That nobody at all came to something is no number of people, and is told.
//! 2. Lines say which counts make up which: the parts of a row its whole, the groups of a column what is told of
//!    everybody, a group those into which another table divides it. Counts of the same people are one count.
//! 3. A hidden count is safe where another world is found in which it is one more or one less, every line still adds up,
//!    and all that is told is the same (`worlds`). While none is found the smallest count beside it is hidden too; so
//!    it is where what is hidden in a line is a small number together.
//! 4. The groups of a table that lose the same are one group to whoever adds them up: where a small number of theirs
//!    would follow, all groups that lose anything lose the same (`together`).
//! 5. Where that comes to no end, whole tables of groups are left out, one after the other, those of most groups first,
//!    so that what is told of everybody stays.
//! 6. What is published beside (a pack for commissioners, the groups of a round) is settled afterwards: what is told by
//!    then stays told, what is hidden stays hidden, and the new numbers tell only what gives none of it away.

mod counted;
mod leaving_out;
mod links;
mod together;
mod worlds;

#[cfg(test)]
mod linked;
#[cfg(test)]
mod reader;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

pub use counted::Counted;

use super::{Shown, Threshold};

/// Which columns of a row make up which: a whole and its parts.
pub type Shape = [(usize, Vec<usize>)];

/// Who is counted where in a table.
type Rows = Vec<Vec<Counted>>;

/// Which count of the ledger stands where in a table.
type Places = Vec<Vec<usize>>;

/// Everything that is published, and how it is told once it is settled.
#[derive(Debug, Default)]
pub struct Ledger {
    threshold: u32,
    cells: Vec<Cell>,
    lines: Vec<Line>,
    /// Counts of everybody, by who they are.
    everybody: HashMap<Counted, usize>,
    tables: HashMap<Rows, Places>,
    grouped: Vec<Grouped>,
    settled: bool,
    /// Of whoever is in a pair with somebody, which.
    pairs: HashMap<u64, u64>,
    /// Who is counted in each cell.
    who: Vec<Counted>,
    /// How many tables by group, and how many lines, were there before it went on.
    before: (usize, usize),
}

/// A count.
#[derive(Clone, Copy, Debug)]
struct Cell {
    count: u32,
    /// Whether so few people stand behind it that it must be hidden.
    small: bool,
    hidden: bool,
    /// The least that a reader knows it to be, where it is hidden as small.
    least: u32,
    /// Known whatever is hidden: that there is nobody, or what is told elsewhere.
    fixed: bool,
    /// In how many places it is told.
    told_in: u32,
    /// Whether its whole table is left out.
    left_out: bool,
    /// Whether it was hidden when the ledger was settled before; none of what is new.
    stands: Option<bool>,
    /// What it makes up with the other groups of a table; none at 0.
    within: usize,
}

/// A table by group: those of the smallest numbers first, so that the names of groups make no difference.
#[derive(Clone, Debug)]
struct Grouped {
    rows: Rows,
    cells: Places,
    /// What the groups make up together, column by column.
    all: Vec<usize>,
    /// Which columns make up which.
    shape: Vec<(usize, Vec<usize>)>,
}

/// Parts that make up a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    whole: usize,
    parts: Vec<usize>,
}

impl Cell {
    /// Whether it is told, and could be hidden.
    fn may_be_hidden(&self) -> bool {
        !self.hidden && !self.fixed && self.count > 0 && self.stands.is_none()
    }

    /// Whether it is hidden before anything else is looked at.
    fn starts_hidden(&self) -> bool {
        self.stands.unwrap_or((self.small && !self.fixed) || self.left_out)
    }
}

impl Ledger {
    /// Starts on a ledger; a threshold of 0 or 1 hides nothing.
    pub fn new(threshold: Threshold) -> Self {
        let threshold = if threshold.0 < 2 { 0 } else { threshold.0 };
        let nobody = Cell {
            count: 0,
            small: false,
            hidden: false,
            least: 0,
            fixed: true,
            told_in: 0,
            left_out: false,
            stands: None,
            within: 0,
        };
        Ledger { threshold, cells: vec![nobody], who: vec![Counted::default()], ..Ledger::default() }
    }

    /// Tells parts and, before them, the whole that they make up; none where no part is told. Everybody is in one part.
    ///
    /// ```
    /// use mentor::domain::small_numbers::ledger::{Counted, Ledger};
    /// use mentor::domain::small_numbers::{Shown, Threshold};
    /// let people = |from: u64, to: u64| (from..to).collect::<Counted>();
    /// // 26 people: 14 are under way, 3 ended early, 9 wait. Of the same 17 who began, 14 are known to be in work.
    /// let became = [people(0, 14), people(14, 17), people(17, 26)];
    /// let began = [people(0, 17), people(17, 26)];
    /// let mut ledger = Ledger::new(Threshold(5));
    /// ledger.tell_parts(&became);
    /// ledger.tell_parts(&began);
    /// ledger.settle();
    /// // The 3 alone could be worked out from the 26. The 9 stand in the other table too, and would be told there as well.
    /// let told = ledger.tell_parts(&became).unwrap();
    /// assert_eq!(told, [Shown::Count(26), Shown::Hidden, Shown::Fewer, Shown::Count(9)]);
    /// ```
    pub fn tell_parts(&mut self, parts: &[Counted]) -> Option<Vec<Shown>> {
        let row: Vec<Counted> = [Counted::with(parts)].into_iter().chain(parts.iter().cloned()).collect();
        self.tell_row(row, &[(0, (1..=parts.len()).collect())])
    }

    /// Tells a count that stands alone. One that no table has is told where it is not small.
    pub fn tell(&mut self, of: &Counted) -> Shown {
        let known = self.everybody.get(of).copied();
        let at = known.filter(|_| self.settled).or_else(|| (!self.settled).then(|| self.of_everybody(of, true)));
        at.map_or_else(
            || self.shown(&Cell { hidden: self.cell(of, 1).small && of.count() > 0, ..self.cell(of, 1) }),
            |at| self.shown(&self.cells[at]),
        )
    }

    /// Takes it as known that a count of everybody is no less than something that is told beside it whatever is hidden.
    pub fn know_at_least(&mut self, of: &Counted, least: u32) {
        if let (Some(at), false) = (self.everybody.get(of), self.settled) {
            let cell = &mut self.cells[*at];
            cell.least = cell.least.max(least.min(cell.count));
        }
    }

    /// Takes it as known who makes up a pair with whom: of each of them, which pair. Where people told of somewhere are both
    /// of each of the pairs told of somewhere else, they are twice as many.
    pub fn know_pairs(&mut self, pairs: HashMap<u64, u64>) {
        self.pairs = pairs;
    }

    /// Tells a row about everybody; none where nothing but its first count is told.
    pub fn tell_row(&mut self, row: Vec<Counted>, shape: &Shape) -> Option<Vec<Shown>> {
        let table = vec![row];
        if !self.settled && !self.tables.contains_key(&table) {
            let cells: Vec<usize> = table[0].iter().map(|counted| self.of_everybody(counted, true)).collect();
            self.add_row(&cells, shape);
            self.tables.insert(table.clone(), vec![cells]);
        }
        self.told(&table).and_then(|mut rows| rows.pop())
    }

    /// Tells parts of a whole whose number is told whatever is hidden; none where nothing is left to tell.
    pub fn tell_within(&mut self, parts: &[Counted]) -> Option<Vec<Shown>> {
        // Apart from tables that count the same people in another way.
        let table = vec![Vec::new(), parts.to_vec()];
        if !self.settled && !self.tables.contains_key(&table) {
            let whole = Counted::with(parts);
            let all = self.add(Cell { fixed: true, small: false, ..self.cell(&whole, 1) }, &whole);
            let cells: Vec<usize> = parts.iter().map(|part| self.part_of(part, whole.count(), 1)).collect();
            self.add_line(all, cells.clone());
            self.tables.insert(table.clone(), vec![vec![0], [vec![all], cells].concat()]);
        }
        let mut told = self.told(&table)?.pop()?;
        told.remove(0);
        Some(told)
    }

    /// Tells rows of the same shape, one a group; none where nothing is left to tell. The first column counts the group,
    /// and everybody is in one of them.
    pub fn tell_groups(&mut self, rows: &[Vec<Counted>], shape: &Shape) -> Option<Vec<Vec<Shown>>> {
        let table = rows.to_vec();
        if !rows.is_empty() && !self.settled && !self.tables.contains_key(&table) {
            let columns = rows.iter().map(Vec::len).min().unwrap_or(0);
            let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect::<Vec<_>>();
            let all: Vec<Counted> = (0..columns).map(|at| Counted::with(&column(at))).collect();
            let cell = |ledger: &mut Ledger, (at, counted): (usize, &Counted)| {
                ledger.part_of(counted, all[at].count(), u32::from(at == 0))
            };
            let mut order: Vec<usize> = (0..rows.len()).collect();
            order.sort_by(|one, other| {
                rows[*one].first().map(|own| &own.units).cmp(&rows[*other].first().map(|own| &own.units))
            });
            let mut cells: Places = vec![Vec::new(); rows.len()];
            for at in &order {
                cells[*at] = rows[*at].iter().take(columns).enumerate().map(|of| cell(self, of)).collect();
                self.add_row(&cells[*at], shape);
            }
            let all: Vec<usize> = all.iter().map(|all| self.of_everybody(all, false)).collect();
            for (at, whole) in all.iter().enumerate() {
                let parts: Vec<usize> = order.iter().map(|row| cells[*row][at]).collect();
                parts.iter().filter(|part| **part != 0).for_each(|part| self.cells[*part].within = *whole);
                self.add_line(*whole, parts);
            }
            let (rows, in_order) = order.iter().map(|at| (rows[*at].clone(), cells[*at].clone())).unzip();
            self.grouped.push(Grouped { rows, cells: in_order, all, shape: shape.to_vec() });
            self.tables.insert(table.clone(), cells);
        }
        self.told(&table)
    }

    /// Tells a row about everybody that is nobody's secret, however small its counts are: it is hidden only where it would
    /// give away something else.
    pub fn tell_openly(&mut self, row: Vec<Counted>, shape: &Shape) -> Option<Vec<Shown>> {
        let new: Vec<Counted> = row.iter().filter(|of| !self.everybody.contains_key(of)).cloned().collect();
        let told = self.tell_row(row, shape);
        for of in new.iter().filter(|_| !self.settled) {
            if let Some(at) = self.everybody.get(of) {
                self.cells[*at].small = false;
            }
        }
        told
    }

    /// Goes on after everything was settled: what is told stays told, what is hidden stays hidden, and what is noted from
    /// now on is settled beside it.
    pub fn go_on(&mut self) {
        self.settled = false;
        self.before = (self.grouped.len(), self.lines.len());
        for cell in self.cells.iter_mut().filter(|cell| cell.told_in > 0) {
            cell.stands = Some(cell.hidden);
        }
    }

    /// Decides what is hidden. From now on nothing is noted any more, unless it goes on.
    pub fn settle(&mut self) {
        self.link_pairs();
        self.know_what_follows();
        let lines = self.lines.clone();
        for round in 0.. {
            self.link_groups();
            self.link_beside();
            self.lines.retain(|line| line.parts != [line.whole]);
            if self.hide(round) {
                break;
            }
            self.lines.clone_from(&lines);
            if !self.leave_out() {
                self.hide_all();
                break;
            }
        }
        self.settled = true;
    }

    fn told(&self, table: &[Vec<Counted>]) -> Option<Vec<Vec<Shown>>> {
        let cells = self.tables.get(table).filter(|_| self.settled || self.threshold == 0)?;
        let inner = || cells.iter().flat_map(|row| row.iter().skip(1)).map(|cell| &self.cells[*cell]);
        // What stood before and is told here once more would give away what is left out beside it.
        if inner().any(|cell| cell.left_out) {
            return None;
        }
        let some = inner().any(|cell| !cell.hidden && cell.count > 0) || inner().all(|cell| cell.count == 0);
        let row = |row: &Vec<usize>| row.iter().map(|cell| self.shown(&self.cells[*cell])).collect();
        some.then(|| cells.iter().map(row).collect())
    }

    fn shown(&self, cell: &Cell) -> Shown {
        match cell.hidden {
            false => Shown::Count(cell.count),
            // Below 2 there is only 1.
            true if cell.count < self.threshold && self.threshold > 2 => Shown::Fewer,
            true => Shown::Hidden,
        }
    }

    fn cell(&self, of: &Counted, least: u32) -> Cell {
        let small = of.people < self.threshold || of.count() < self.threshold;
        Cell {
            count: of.count(),
            small,
            hidden: false,
            least,
            fixed: false,
            told_in: 1,
            left_out: false,
            stands: None,
            within: 0,
        }
    }

    fn add(&mut self, cell: Cell, of: &Counted) -> usize {
        self.cells.push(cell);
        self.who.push(of.clone());
        self.cells.len() - 1
    }

    /// A count of everybody: the same people are the same count, wherever they stand. One that no table tells is taken
    /// as known all the same.
    fn of_everybody(&mut self, of: &Counted, told: bool) -> usize {
        let known = self.everybody.get(of).copied();
        let at = match (of.count(), known) {
            (0, _) => return 0,
            (_, Some(cell)) => cell,
            _ => self.add(Cell { fixed: true, told_in: 0, ..self.cell(of, 1) }, of),
        };
        let cell = &mut self.cells[at];
        cell.fixed &= !told || cell.stands.is_some();
        self.cells[at].told_in += u32::from(told);
        self.everybody.insert(of.clone(), at);
        at
    }

    /// A count of a part: where nobody at all is in any, that is told.
    fn part_of(&mut self, of: &Counted, all: u32, least: u32) -> usize {
        match all == 0 || (least == 1 && of.count() == 0) {
            true => 0,
            false => self.add(self.cell(of, least), of),
        }
    }

    fn add_row(&mut self, cells: &[usize], shape: &Shape) {
        for (whole, parts) in shape {
            self.add_line(cells[*whole], parts.iter().map(|part| cells[*part]).collect());
        }
    }

    fn add_line(&mut self, whole: usize, mut parts: Vec<usize>) {
        parts.retain(|part| *part != 0);
        let line = Line { whole, parts };
        if !line.parts.is_empty() && !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }
}
