//! A table that somebody else's program exported, CSV in any dialect or an Excel workbook, as one grid of text cells
//! that know their places.
//!
//! What the bytes are is decided by looking at them, never by the name of the file. The same table gives the same
//! cells whichever way it was saved.

#![allow(clippy::result_large_err, reason = "a file that cannot be read gives one problem, so its size costs nothing")]

use crate::problems::{Place, Problem, Problems};

mod archive;
mod broken;
mod cells;
mod dos;
mod doubled;
mod encoding;
mod entities;
mod grid;
mod hidden;
mod kind;
mod lines;
mod merged;
mod nested;
mod notes;
mod parts;
mod quiet;
mod respell;
mod rows;
mod scan;
mod separator;
mod shape;
mod strange;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod workbook;

pub use encoding::is_known as is_encoding;
pub use grid::{Fault, Sheet};
pub use notes::{Beginning, Format, Notes};

/// What the reader is told beforehand; `Reading::default()` lets it find out everything for itself.
#[derive(Clone, Debug, Default)]
pub struct Reading<'a> {
    /// The separator of a CSV file; decided by looking when none is given.
    pub separator: Option<char>,
    /// The encoding of a CSV file without a byte-order mark, by a label of the WHATWG Encoding Standard; found out by
    /// looking when none is given.
    pub encoding: Option<&'a str>,
    /// The worksheet of a workbook; the first visible one when none is given.
    pub worksheet: Option<&'a str>,
    /// The number of the heading row as a spreadsheet shows it (see [`Sheet::number`]), which all rows below are
    /// measured by; 0 where the file has none and most rows are the measure; when none is given, the first row that is at least half as wide as most of the first ten.
    pub heading_row: Option<u32>,
    /// The first of several rows of headings, where those above [`Reading::heading_row`] belong to it.
    pub headings_from: Option<u32>,
    /// The number of the last row that belongs to the table; when none is given, the last of the sheet.
    pub last_row: Option<u32>,
    /// Whether another program wrote the file, which may have made it for a web page.
    pub exported: bool,
    /// How much is accepted.
    pub limits: Limits,
}

/// How much the reader accepts before it calls a file broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of the file, and of what is packed inside a workbook, in bytes.
    pub file: usize,
    /// The text of one cell, in bytes.
    pub cell: usize,
    /// The number of columns.
    pub columns: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { file: 256 << 20, cell: 1 << 20, columns: 1_000 }
    }
}

/// Reads the bytes of the file called `name`. What is wrong with the file or its rows goes into `problems`; a file that
/// cannot be read at all gives `None`. Single cells that cannot be taken are the [`Sheet::faults`].
///
/// ```
/// use mentor::problems::Problems;
/// use mentor::store::sheet::{Reading, read};
/// let mut problems = Problems::default();
/// let sheet = read("form.csv", b"Name;Places\r\n\r\n Ada ;2\r\n", &Reading::default(), &mut problems).unwrap();
/// assert_eq!((sheet.rows(), sheet.cell(1, 0), sheet.cell(1, 1)), (2, "Ada", "2"));
/// assert_eq!(sheet.place(1, 1).to_string(), "form.csv:3:2");
/// assert_eq!(sheet.notes().to_string(), "CSV, UTF-8, separated by semicolons");
/// ```
pub fn read(name: &str, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Option<Sheet> {
    let place = Place::file(name);
    let mut found = Problems::default();
    let sheet = match kind::of(&place, bytes, how.limits) {
        Ok(kind::Kind::Text) => table::read(&place, bytes, how, &mut found),
        Ok(kind::Kind::Workbook) => workbook::read(&place, bytes, how, &mut found),
        Err(problem) => Err(problem),
    };
    let sheet = match sheet {
        Ok(sheet) if sheet.rows() > 0 => {
            let garbled = doubled::find(&sheet).or_else(|| strange::find(&sheet));
            let of_web = if how.exported { entities::find(&sheet) } else { None };
            garbled.into_iter().chain(of_web).for_each(|problem| found.push(problem));
            Some(sheet)
        }
        Ok(_) if found.any_error() => None,
        Ok(sheet) => {
            found.push(nothing_in(&place, sheet.notes()));
            None
        }
        Err(problem) => {
            found.push(problem);
            None
        }
    };
    problems.extend(found);
    sheet
}

fn nothing_in(place: &Place, notes: &Notes) -> Problem {
    match &notes.worksheet {
        Some(worksheet) if notes.others.is_empty() => Problem::error(place, "the worksheet holds no text at all")
            .text(worksheet)
            .remedy("Export the form again, and see in Excel that the answers are in the file."),
        Some(worksheet) => Problem::error(place, "the worksheet holds no text at all").text(worksheet).remedy(format!(
            "Say which worksheet holds the answers; the others are {}.",
            notes::quoted(&notes.others, "and")
        )),
        None => Problem::error(place, "the file holds no text at all")
            .remedy("Export the form again, and see in Excel that the answers are in the file."),
    }
}
