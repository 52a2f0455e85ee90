//! `private/notes.csv`: all free text about records, in the coordinator's words.

use super::directory::Directory;
use super::table::Table;
use crate::problems::Problems;

/// The name of the file.
pub const FILE: &str = "private/notes.csv";

const COLUMNS: [&str; 3] = ["record", "on", "note"];

/// Reads the table.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Table> {
    Ok(Table::read(FILE, &COLUMNS, directory.read(FILE)?, problems))
}

/// What was noted about a record, the first first.
pub fn of<'t>(table: &'t Table, record: &str) -> impl DoubleEndedIterator<Item = &'t str> {
    let rows = (0..table.len()).filter(move |row| table.cell(*row, "record") == record);
    rows.map(|row| table.cell(row, "note"))
}

/// Puts a note about a record in the place of all that was noted of it before.
pub fn put_right(table: &mut Table, record: &str, note: &str, on: &str) {
    table.keep_rows(|table, row| table.cell(row, "record") != record);
    add(table, record, note, on);
}

/// Adds a note about a record.
pub fn add(table: &mut Table, record: &str, note: &str, on: &str) {
    table.push(&[("record", record.to_string()), ("on", on.to_string()), ("note", note.to_string())]);
}
