//! `private/documents.csv`: digests of what was printed. A file that is none of these was edited by somebody, and is
//! never overwritten.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::directory::Directory;
use super::table::Table;
use crate::problems::Problems;

/// The name of the file.
pub const FILE: &str = "private/documents.csv";

const COLUMNS: [&str; 3] = ["file", "on", "digest"];

/// How a document that is to be written stands to the file that may be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    New,
    /// It is the same.
    Same,
    /// It was written by a command, and nobody changed it since.
    Ours,
    /// Somebody edited it.
    Edited,
}

impl Standing {
    /// What becomes of the file, or would where nothing is written.
    pub fn word(self, dry_run: bool) -> &'static str {
        match self {
            Standing::New if dry_run => "would be written",
            Standing::New => "written",
            Standing::Same => "as it was",
            Standing::Ours if dry_run => "would be written anew",
            Standing::Ours => "written anew",
            Standing::Edited => "edited by somebody: left as it is",
        }
    }
}

/// Reads the table.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Table> {
    Ok(Table::read(FILE, &COLUMNS, directory.read(FILE)?, problems))
}

/// Says how new contents stand to what is there.
pub fn standing(table: &Table, file: &str, there: Option<&[u8]>, new: &[u8]) -> Standing {
    let Some(there) = there else { return Standing::New };
    if there == new {
        return Standing::Same;
    }
    let digest = digest(there);
    let ours = (0..table.len()).any(|row| table.cell(row, "file") == file && table.cell(row, "digest") == digest);
    if ours { Standing::Ours } else { Standing::Edited }
}

/// Notes what is about to be written.
pub fn add(table: &mut Table, file: &str, bytes: &[u8], on: NaiveDate) {
    let digest = digest(bytes);
    let known = (0..table.len()).any(|row| table.cell(row, "file") == file && table.cell(row, "digest") == digest);
    if !known {
        table.push(&[("file", file), ("on", &on.to_string()), ("digest", &digest)]);
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_edited_may_be_written_anew() {
        let mut table = Table::new(FILE, &COLUMNS);
        let on = NaiveDate::from_ymd_opt(2027, 3, 31).unwrap();
        assert_eq!(standing(&table, "R001.md", None, b"new"), Standing::New);
        add(&mut table, "R001.md", b"old", on);
        add(&mut table, "R001.md", b"old", on);
        assert_eq!(table.len(), 1);
        assert_eq!(standing(&table, "R001.md", Some(b"old"), b"new"), Standing::Ours);
        assert_eq!(standing(&table, "R002.md", Some(b"old"), b"new"), Standing::Edited);
        assert_eq!(standing(&table, "R001.md", Some(b"old, and a line"), b"new"), Standing::Edited);
        assert_eq!(standing(&table, "R001.md", Some(b"new"), b"new"), Standing::Same);
    }
}
