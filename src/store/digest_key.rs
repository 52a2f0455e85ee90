//! `private/digest-key.csv`: the key of the digests by which rounds are known again. Whoever has it and the records could
//! try answers out until one fits, so it lies with the people.

use super::directory::Directory;
use super::table::Table;
use crate::problems::Problems;

/// The name of the file.
pub const FILE: &str = "private/digest-key.csv";

/// Reads the key; empty where there is none yet.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(directory: &Directory, problems: &mut Problems) -> anyhow::Result<String> {
    let table = Table::read(FILE, &["key"], directory.read(FILE)?, problems);
    Ok(table.cell(0, "key").to_string())
}

/// The file's bytes.
pub fn bytes(key: &str) -> Vec<u8> {
    let mut table = Table::new(FILE, &["key"]);
    table.push(&[("key", key)]);
    table.bytes()
}
