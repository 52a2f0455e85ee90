//! The cells of a worksheet, in whatever order they stand, and the grid they make.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{DataRef, Xlsx, XlsxError};

use super::broken::broken;
use super::grid::{Builder, Sheet, trim};
use super::notes::{Beginning, Notes};
use super::{Limits, Reading, rows, value};
use crate::problems::{Place, Problem};
use crate::wording::show;

/// How many rows a worksheet can have.
const ROWS: u32 = 1_048_576;

/// The row and the column of a cell, both counted from 0.
type Position = (u32, u32);

/// The cells that hold something.
#[derive(Default)]
pub(super) struct Cells {
    text: String,
    /// Where each cell stands, and from where to where its text; that of a cell that cannot be taken is empty.
    cells: Vec<(Position, u32, u32)>,
    faults: BTreeMap<Position, Problem>,
    /// The errors of Excel that the library does not know and did not give the cells of.
    pub(super) unknown: BTreeSet<String>,
}

/// Reads the cells of a worksheet. The `errors` are texts that are known to be errors of Excel in this workbook.
pub(super) fn read<R>(
    place: &Place,
    workbook: &mut Xlsx<R>,
    worksheet: &str,
    how: &Reading,
    errors: &BTreeSet<String>,
) -> Result<Cells, Problem>
where
    R: std::io::Read + std::io::Seek,
{
    let limits = how.limits;
    let since_1904 = workbook.has_1904_epoch();
    let unreadable = |error: XlsxError| broken(place, &show(&error.to_string()));
    let mut reader = workbook.worksheet_cells_reader(worksheet).map_err(unreadable)?;
    let mut found = Cells::default();
    let (mut size, mut last) = (0_usize, (u32::MAX, 0));
    loop {
        let cell = match reader.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(found),
            Err(XlsxError::CellError(error)) => {
                found.unknown.insert(error);
                continue;
            }
            Err(error) => return Err(unreadable(error)),
        };
        let text = value::text(&cell.value, since_1904);
        // Programs that write a formula without working it out leave its value to Excel.
        let not_worked_out = cell.formula.is_some() && cell.value == DataRef::Empty;
        let (row, column) = cell.pos;
        if trim(&text).is_empty() && !not_worked_out || how.last_row.is_some_and(|last| row >= last) {
            continue;
        }
        let here = place.at(row.saturating_add(1), column.saturating_add(1));
        if row >= ROWS {
            return Err(broken(place, &format!("a cell in row {row}")));
        }
        if column as usize >= limits.columns {
            return Err(rows::too_many_columns(&here.across(0), limits));
        }
        // The grid keeps a place of four bytes for every cell, the blank ones before this one too.
        let blank = if last.0 == row { column.saturating_sub(last.1) } else { column };
        last = (row, column);
        size += text.len() + 4 * (blank as usize + 1);
        if size > limits.file.min(1 << 30) {
            return Err(Problem::error(
                place,
                format!("the worksheet holds more than {} MiB of text", limits.file >> 20),
            )
            .text(worksheet)
            .remedy("Delete what does not belong to the table, or split the file."));
        }
        let fault =
            if not_worked_out { Some(value::not_worked_out(&here)) } else { fault(&here, &text, limits, errors) };
        found.add((row, column), &text, fault);
    }
}

/// Returns why a cell cannot be taken.
fn fault(here: &Place, text: &str, limits: Limits, errors: &BTreeSet<String>) -> Option<Problem> {
    if text.len() > limits.cell {
        Some(rows::too_long(here, limits, text))
    } else if text.contains('\0') {
        Some(rows::nul(here, text))
    } else if errors.contains(text) {
        Some(value::shows_error(here, text))
    } else {
        value::error_of_excel(here, text)
    }
}

/// How many rows and cells of a worksheet are looked at that is not read.
const FIRST: (u32, usize) = (20, 2_000);

/// Returns how a worksheet begins; whatever is wrong with it is no matter.
pub(super) fn beginning<R>(workbook: &mut Xlsx<R>, worksheet: &str) -> Beginning
where
    R: std::io::Read + std::io::Seek,
{
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    if let Ok(mut reader) = workbook.worksheet_cells_reader(worksheet) {
        let mut left = FIRST.1;
        while let Ok(Some(cell)) = reader.next_cell() {
            let number = cell.get_position().0.saturating_add(1);
            if number > FIRST.0 || left == 0 {
                break;
            }
            left -= 1;
            let text = value::text(cell.get_value(), false);
            match rows.last_mut() {
                _ if trim(&text).is_empty() => {}
                Some((row, cells)) if *row == number => cells.push(trim(&text).to_string()),
                _ => rows.push((number, vec![trim(&text).to_string()])),
            }
        }
    }
    Beginning { worksheet: worksheet.to_string(), rows }
}

impl Cells {
    /// Where the text of a cell begins and ends; nothing of a blank cell and of one that cannot be taken. The cells are in
    /// order.
    pub(super) fn text_at(&self, position: Position) -> Option<(u32, u32)> {
        let at = self.cells.binary_search_by_key(&position, |(position, ..)| *position).ok()?;
        let (_, from, to) = self.cells[at];
        (from < to).then_some((from, to))
    }

    /// Puts the cells in order; of two in one place the first is kept.
    pub(super) fn sort(&mut self) {
        // Sound workbooks have their cells in order.
        if !self.cells.is_sorted_by_key(|(position, ..)| *position) {
            self.cells.sort_by_key(|(position, ..)| *position);
        }
        self.cells.dedup_by_key(|(position, ..)| *position);
    }

    /// The rows that hold something.
    pub(super) fn rows(&self) -> impl Iterator<Item = u32> {
        self.cells.iter().map(|((row, _), ..)| *row)
    }

    /// The columns of a row that hold something.
    pub(super) fn columns(&self, row: u32) -> impl Iterator<Item = u32> {
        let from = self.cells.partition_point(|((r, _), ..)| *r < row);
        self.cells[from..].iter().map(|(position, ..)| *position).take_while(move |(r, _)| *r == row).map(|(_, c)| c)
    }

    /// Adds a cell with a text that stands in another.
    pub(super) fn repeat(&mut self, position: Position, (from, to): (u32, u32)) {
        self.cells.push((position, from, to));
    }

    fn add(&mut self, position: Position, text: &str, fault: Option<Problem>) {
        let from = self.text.len() as u32;
        match fault {
            Some(problem) => {
                self.faults.entry(position).or_insert(problem);
            }
            None => self.text.push_str(text),
        }
        self.cells.push((position, from, self.text.len() as u32));
    }

    /// Puts the cells where they belong.
    pub(super) fn grid(mut self, place: &Place, notes: Notes) -> Sheet {
        self.sort();
        let mut builder = Builder::new(&place.file);
        let mut under_way: Option<u32> = None;
        for (position, from, to) in self.cells {
            let (row, column) = position;
            if let Some(before) = under_way.filter(|before| *before != row) {
                builder.end_row(before + 1, before + 1);
            }
            under_way = Some(row);
            while builder.width() < column as usize {
                builder.cell("");
            }
            match self.faults.remove(&position).filter(|_| from == to) {
                Some(problem) => builder.fault(problem),
                None => builder.cell(&self.text[from as usize..to as usize]),
            }
        }
        if let Some(last) = under_way {
            builder.end_row(last + 1, last + 1);
        }
        builder.finish(notes)
    }
}
