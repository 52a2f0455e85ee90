//! The grid itself: all text in one buffer, four bytes a cell beside it.

use std::collections::HashMap;
use std::sync::Arc;

use super::notes::Notes;
use crate::problems::{Place, Problem};
use crate::wording::hides;

/// A cell that cannot be taken, such as an error of Excel; the sheet has it empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The row, counted as in [`Sheet::cell`].
    pub row: usize,
    /// The column, counted as in [`Sheet::cell`].
    pub column: usize,
    /// What is wrong with the cell, at its place.
    pub problem: Problem,
}

/// A table as it stands in a file: rows that hold at least one cell with text, the cells trimmed.
///
/// Line breaks inside a cell are `\n` whatever the file has. A row ends with its last cell that holds text.
/// A cell that cannot be taken counts as text that is not there: it is empty, and its [`Fault`] says why.
#[derive(Clone, Debug)]
pub struct Sheet {
    file: Arc<str>,
    text: String,
    /// Where each cell ends in the text; it begins where the one before it ends.
    ends: Vec<u32>,
    rows: Vec<Row>,
    faults: Vec<Fault>,
    notes: Notes,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    line: u32,
    number: u32,
    /// The first cell of the row among all cells.
    first: u32,
}

impl Sheet {
    /// Returns the name of the file.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Returns the number of rows; blank rows and rows of separators alone are left out.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Returns the number of cells of a row up to the last one that holds text; 0 where there is no such row.
    pub fn width(&self, row: usize) -> usize {
        self.cells(row).len()
    }

    /// Returns the trimmed text of a cell; empty where the file has no such cell.
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cells = self.cells(row);
        match cells.clone().nth(column) {
            Some(cell) => {
                let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
                &self.text[start as usize..self.ends[cell] as usize]
            }
            None => "",
        }
    }

    /// Returns the place of a cell: the line on which its row begins, and the number of the cell in that row.
    pub fn place(&self, row: usize, column: usize) -> Place {
        let column = u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1);
        let (line, number) = (self.line(row), self.number(row));
        Place { file: self.file.clone(), line, column, row: if number == line { 0 } else { number } }
    }

    /// Returns the place of a whole row.
    pub fn whole_row(&self, row: usize) -> Place {
        self.place(row, 0).across(0)
    }

    /// Returns the line of the file on which a row begins (of a workbook: the row as Excel shows it); 0 where there
    /// is no such row.
    pub fn line(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |r| r.line)
    }

    /// Returns the number of a row as a spreadsheet shows it; 0 where there is no such row. In a CSV file, blank lines
    /// count, a row whose cells run over several lines counts once, and Excel's first line `sep=;` does not count.
    pub fn number(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |r| r.number)
    }

    /// Returns the text of all cells, one right after the other: what no cell holds is told at a glance.
    pub(super) fn all_text(&self) -> &str {
        &self.text
    }

    /// Returns the cells that cannot be taken, in the order of the file: of each column the first hundred, so that
    /// whoever uses a column hears of it. Nobody else has been told of them.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Returns how the file was read.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    fn cells(&self, row: usize) -> std::ops::Range<usize> {
        let Some(this) = self.rows.get(row) else { return 0..0 };
        let end = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.first as usize);
        this.first as usize..end
    }
}

/// A sheet that is being filled, row by row.
pub(super) struct Builder {
    sheet: Sheet,
    /// The number of cells of the row under way up to its last one that holds text.
    filled: usize,
    /// How many faults each column has; so few are kept that no file can fill the memory with them.
    faulty: HashMap<usize, usize>,
}

/// How many faults of a column are kept.
const FAULTS: usize = 100;

impl Builder {
    /// Starts a sheet.
    pub(super) fn new(file: &Arc<str>) -> Self {
        let sheet = Sheet {
            file: file.clone(),
            text: String::new(),
            ends: Vec::new(),
            rows: Vec::new(),
            faults: Vec::new(),
            notes: Notes::default(),
        };
        let mut builder = Builder { sheet, filled: 0, faulty: HashMap::new() };
        builder.begin();
        builder
    }

    /// Says how large the sheet will probably be.
    pub(super) fn reserve(&mut self, text: usize) {
        self.sheet.text.reserve(text);
    }

    /// Adds a cell to the row under way.
    pub(super) fn cell(&mut self, raw: &str) {
        let cell = trim(raw);
        if cell.contains('\r') {
            self.sheet.text.push_str(&cell.replace("\r\n", "\n").replace('\r', "\n"));
        } else {
            self.sheet.text.push_str(cell);
        }
        // The limits of file and workbook keep the text far below what four bytes can count.
        self.sheet.ends.push(u32::try_from(self.sheet.text.len()).unwrap_or(u32::MAX));
        if !cell.is_empty() {
            self.filled = self.width();
        }
    }

    /// Adds a cell that cannot be taken to the row under way.
    pub(super) fn fault(&mut self, problem: Problem) {
        let (row, column) = (self.sheet.rows.len().saturating_sub(1), self.width());
        self.cell("");
        self.filled = self.width();
        let known = self.faulty.entry(column).or_default();
        *known += 1;
        if *known <= FAULTS {
            self.sheet.faults.push(Fault { row, column, problem });
        }
    }

    /// Returns the number of cells of the row under way.
    pub(super) fn width(&self) -> usize {
        self.sheet.ends.len() - self.sheet.rows.last().map_or(0, |r| r.first as usize)
    }

    /// Ends the row under way, which stands on the given line and has the given number; a blank row is forgotten.
    pub(super) fn end_row(&mut self, line: u32, number: u32) {
        let Some(row) = self.sheet.rows.last_mut() else { return };
        (row.line, row.number) = (line, number);
        self.sheet.ends.truncate(row.first as usize + self.filled);
        if self.filled > 0 {
            self.begin();
        }
    }

    /// Ends the sheet.
    pub(super) fn finish(mut self, notes: Notes) -> Sheet {
        let unfinished = self.sheet.rows.pop();
        self.sheet.ends.truncate(unfinished.map_or(0, |r| r.first as usize));
        self.sheet.notes = notes;
        self.sheet
    }

    fn begin(&mut self) {
        let first = u32::try_from(self.sheet.ends.len()).unwrap_or(u32::MAX);
        self.sheet.rows.push(Row { line: 0, number: 0, first });
        self.filled = 0;
    }
}

/// Returns a cell without the white space around it, no-break and zero-width spaces and byte-order marks included.
pub(super) fn trim(raw: &str) -> &str {
    let solid = |b: Option<&u8>| b.is_some_and(u8::is_ascii_graphic);
    if solid(raw.as_bytes().first()) && solid(raw.as_bytes().last()) {
        return raw;
    }
    raw.trim_matches(|c: char| c.is_whitespace() || hides(c))
}
