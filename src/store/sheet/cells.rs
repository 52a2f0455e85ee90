//! The cells of a worksheet, in whatever order they stand, and the grid they make.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Xlsx, XlsxError};

use super::broken::broken;
use super::grid::{Builder, Sheet, trim};
use super::notes::Notes;
use super::{Limits, rows, value};
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
    limits: Limits,
    errors: &BTreeSet<String>,
) -> Result<Cells, Problem>
where
    R: std::io::Read + std::io::Seek,
{
    let since_1904 = workbook.has_1904_epoch();
    let unreadable = |error: XlsxError| broken(place, &show(&error.to_string()));
    let mut reader = workbook.worksheet_cells_reader(worksheet).map_err(unreadable)?;
    let mut found = Cells::default();
    let (mut size, mut last) = (0_usize, (u32::MAX, 0));
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(found),
            Err(XlsxError::CellError(error)) => {
                found.unknown.insert(error);
                continue;
            }
            Err(error) => return Err(unreadable(error)),
        };
        let text = value::text(cell.get_value(), since_1904);
        if trim(&text).is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let here = place.at(row.saturating_add(1), column.saturating_add(1));
        if row >= ROWS {
            return Err(broken(place, &format!("a cell in row {row}")));
        }
        if column as usize >= limits.columns {
            return Err(rows::too_many_columns(&here.at(here.line, 0), limits));
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
        found.add((row, column), &here, &text, limits, errors);
    }
}

impl Cells {
    fn add(&mut self, position: Position, here: &Place, text: &str, limits: Limits, errors: &BTreeSet<String>) {
        let fault = if text.len() > limits.cell {
            Some(rows::too_long(here, limits, text))
        } else if text.contains('\0') {
            Some(rows::nul(here, text))
        } else if errors.contains(text) {
            Some(value::shows_error(here, text))
        } else {
            value::error_of_excel(here, text)
        };
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
        // Sound workbooks have their cells in order; of two cells in one place the first is kept.
        if !self.cells.is_sorted_by_key(|(position, ..)| *position) {
            self.cells.sort_by_key(|(position, ..)| *position);
        }
        self.cells.dedup_by_key(|(position, ..)| *position);
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
