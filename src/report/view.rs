//! What one format shows of a table: the columns meant for its readers and not too private for where it goes.

use super::{Audience, Cell, Column, Look, Table};

/// The columns and cells that are shown, in order. Without columns there are no rows either.
pub struct View<'a> {
    /// The columns this format shows.
    pub columns: Vec<&'a Column>,
    /// The rows; each has a cell for every column, blank where the table has none.
    pub rows: Vec<Vec<&'a Cell>>,
    /// What stands over the columns of a workbook.
    pub headings: Vec<&'a str>,
}

impl Table {
    /// What people reading on the spot see.
    pub(super) fn for_readers(&self, look: &Look) -> View<'_> {
        self.view(Audience::Readers, look)
    }

    /// What is processed further.
    pub(super) fn for_machines(&self, look: &Look) -> View<'_> {
        self.view(Audience::Machines, look)
    }

    fn view(&self, audience: Audience, look: &Look) -> View<'_> {
        let shown: Vec<(usize, &Column)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.audience == Audience::Everyone || column.audience == audience)
            .filter(|(_, column)| column.privacy <= look.ceiling)
            .collect();
        let further = if audience == Audience::Machines { &self.further[..] } else { &[] };
        let rows = self.rows.iter().chain(further).filter(|_| !shown.is_empty());
        View {
            headings: shown.iter().map(|(_, c)| if self.merged { &*c.key } else { c.heading.as_str() }).collect(),
            columns: shown.iter().map(|(_, column)| *column).collect(),
            rows: rows.map(|row| shown.iter().map(|(i, _)| row.get(*i).unwrap_or(&Cell::Blank)).collect()).collect(),
        }
    }
}

impl View<'_> {
    /// Whether a column holds nothing but numbers, or words instead of them, and at least one.
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().map(|row| row[column]).filter(|cell| **cell != Cell::Blank).peekable();
        cells.peek().is_some() && cells.all(Cell::stands_as_number)
    }
}
