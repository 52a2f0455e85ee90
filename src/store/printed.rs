//! `private/documents.csv`: digests of what was printed. A file that is none of these was edited by somebody, and is
//! never overwritten.

use std::collections::HashSet;
use std::path::Path;

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

/// What was printed so far.
#[derive(Debug)]
pub struct Printed {
    /// The table.
    pub table: Table,
    known: HashSet<(String, String)>,
}

impl Printed {
    /// Reads the table.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn read(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Self> {
        Ok(Printed::of(Table::read(FILE, &COLUMNS, directory.read(FILE)?, problems)))
    }

    fn of(table: Table) -> Self {
        let known = |row| (table.cell(row, "file").to_string(), table.cell(row, "digest").to_string());
        Printed { known: (0..table.len()).map(known).collect(), table }
    }

    /// Says how new contents stand to what is there.
    pub fn standing(&self, file: &str, there: Option<&[u8]>, new: &[u8]) -> Standing {
        let Some(there) = there else { return Standing::New };
        if there == new {
            return Standing::Same;
        }
        let ours = is_torn(there, new) || self.known.contains(&(file.to_string(), digest(there)));
        if ours { Standing::Ours } else { Standing::Edited }
    }

    /// Notes what is about to be written.
    pub fn add(&mut self, file: &str, bytes: &[u8], on: NaiveDate) {
        let digest = digest(bytes);
        if self.known.insert((file.to_string(), digest.clone())) {
            self.table.push(&[("file", file), ("on", &on.to_string()), ("digest", &digest)]);
        }
    }
}

/// The folder that documents are written into, and what lies there already. It is looked through once: of hundreds of
/// documents most are new.
#[derive(Debug)]
pub struct Shelf<'d> {
    directory: &'d Directory,
    folder: &'d Path,
    /// In small letters, since to some systems `r001.docx` is `R001.docx`.
    names: HashSet<String>,
}

impl<'d> Shelf<'d> {
    /// Looks through the folder, which need not be there yet.
    ///
    /// # Errors
    /// Where it cannot be looked through.
    pub fn new(directory: &'d Directory, folder: &'d Path) -> anyhow::Result<Self> {
        let names = directory.list_exports(&folder.to_string_lossy())?;
        Ok(Shelf { directory, folder, names: names.iter().map(|name| name.to_lowercase()).collect() })
    }

    /// Whether a file of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&name.to_lowercase())
    }

    /// Reads a file; none if it is not there.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        if !self.has(name) {
            return Ok(None);
        }
        self.directory.read_export(&self.folder.join(name).to_string_lossy())
    }
}

/// Whether a file is what a power cut leaves of a document: as documents can be made again, nobody waits for the disk after
/// each, and one that was not there yet comes back empty, ending with a block of the disk, or with zeros in a block. No
/// program saves what a person edited like that.
fn is_torn(there: &[u8], new: &[u8]) -> bool {
    let is_block = |there: &[u8], new: &[u8]| new.starts_with(there) || there.iter().all(|byte| *byte == 0);
    let cut = there.len() == new.len() || there.len() < new.len() && there.len().is_multiple_of(BLOCK);
    cut && there.chunks(BLOCK).zip(new.chunks(BLOCK)).all(|(there, new)| is_block(there, new))
}

/// The smallest block of a file system, in bytes.
const BLOCK: usize = 512;

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make their own files")]

    use super::*;

    fn printed() -> Printed {
        Printed::of(Table::new(FILE, &COLUMNS))
    }

    #[test]
    fn a_shelf_tells_what_lies_there() {
        let root = tempfile::tempdir().unwrap();
        let directory = Directory::open(root.path()).unwrap();
        let folder = root.path().join("out");
        assert!(!Shelf::new(&directory, &folder).unwrap().has("R001.docx"));
        std::fs::create_dir(&folder).unwrap();
        for name in ["R001.docx", "r002.DOCX", "~$R003.docx"] {
            std::fs::write(folder.join(name), name).unwrap();
        }
        // What came since the first look is somebody else's work.
        assert!(Shelf::new(&directory, &folder).is_err());
        let directory = Directory::open(root.path()).unwrap();
        let shelf = Shelf::new(&directory, &folder).unwrap();
        assert_eq!(shelf.read("R001.docx").unwrap().as_deref(), Some(&b"R001.docx"[..]));
        assert!(shelf.has("R002.docx") && !shelf.has("R003.docx"));
        assert_eq!(shelf.read("R003.docx").unwrap(), None);
    }

    #[test]
    fn what_nobody_edited_may_be_written_anew() {
        let mut printed = printed();
        let on = NaiveDate::from_ymd_opt(2027, 3, 31).unwrap();
        assert_eq!(printed.standing("R001.md", None, b"new"), Standing::New);
        printed.add("R001.md", b"old", on);
        printed.add("R001.md", b"old", on);
        assert_eq!(printed.table.len(), 1);
        assert_eq!(printed.standing("R001.md", Some(b"old"), b"new"), Standing::Ours);
        assert_eq!(printed.standing("R002.md", Some(b"old"), b"new"), Standing::Edited);
        assert_eq!(printed.standing("R001.md", Some(b"old, and a line"), b"new"), Standing::Edited);
        assert_eq!(printed.standing("R001.md", Some(b"new"), b"new"), Standing::Same);
    }

    #[test]
    fn what_a_power_cut_left_is_written_anew_and_what_somebody_shortened_is_not() {
        let new: Vec<u8> = (0..1300u32).map(|n| (n % 250 + 1) as u8).collect();
        let standing = |there: &[u8]| printed().standing("R001.md", Some(there), &new);
        let mut hole = new.clone();
        hole[512..1024].fill(0);
        let mut tail = new.clone();
        tail[1024..].fill(0);
        for torn in [&[], &new[..512], &new[..1024], &hole, &tail] {
            assert_eq!(standing(torn), Standing::Ours, "{} bytes", torn.len());
        }
        hole[513] = b'a';
        let longer = [&new[..], b"a line more"].concat();
        for edited in [&new[..1000], &new[512..1024], &hole, &longer] {
            assert_eq!(standing(edited), Standing::Edited, "{} bytes", edited.len());
        }
    }
}
