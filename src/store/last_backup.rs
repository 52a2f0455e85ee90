//! `private/backup.csv`: when the last copy of the directory was made, so that somebody says when it is time.

use chrono::NaiveDate;

use super::directory::Directory;
use super::table::Table;
use crate::problems::Problems;

/// The name of the file.
pub const FILE: &str = "private/backup.csv";

/// Reads the day of the last copy; none where there was none, or nobody can read it.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(directory: &Directory) -> anyhow::Result<Option<NaiveDate>> {
    let table = Table::read(FILE, &["on"], directory.read(FILE)?, &mut Problems::default());
    Ok(table.dates("on", &mut Problems::default()).into_iter().flatten().max())
}

/// The file's bytes.
pub fn bytes(on: NaiveDate) -> Vec<u8> {
    let mut table = Table::new(FILE, &["on"]);
    table.push(&[("on", on.to_string())]);
    table.bytes()
}
