//! A backup: the whole directory as one ZIP file with a list of what is in it, which any program can open and only a
//! whole and unchanged one is put back from.

mod archive;
mod fit;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, NaiveDate, Utc};

use super::directory::{Directory, LIMIT, paths};
use super::last_backup;
use super::register;
use crate::problems::Problems;
use crate::wording::show;
pub use fit::{Misfit, misfit, of_two_schemes};

/// The most that all files of a backup may hold, in bytes: it must go through one journal when it is put back.
pub const MOST_BYTES: u64 = paths::JOURNAL_LIMIT - 64 * 1024 * 1024;

/// A copy of a scheme's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The day on which it was made.
    pub on: NaiveDate,
    /// The mark of the register; empty where there was none yet.
    pub mark: String,
    /// The files, relative to the directory.
    pub files: BTreeMap<String, Vec<u8>>,
    /// When those that are not the program's own were last changed: of several exports the newest is read.
    pub changed: BTreeMap<String, DateTime<Utc>>,
}

impl Backup {
    /// Takes a copy of a directory, in which the copy itself is noted. What is left out is returned beside it.
    ///
    /// # Errors
    /// Where a file cannot be read, or there is too much of all.
    pub fn of(directory: &Directory, on: NaiveDate) -> Result<(Self, Vec<String>)> {
        let all = directory.everything()?;
        let (mut files, mut changed) = (BTreeMap::new(), BTreeMap::new());
        let (mut bytes, mut largest) = (0, (0, String::new()));
        for file in all.files.into_iter().filter(|file| file != archive::LIST) {
            // Between the look and the reading it may have gone; then it is not part of this sight.
            let Some(contents) = directory.read_export(&file)? else { continue };
            bytes += contents.len() as u64;
            largest = largest.max((contents.len(), file.clone()));
            ensure!(
                bytes <= MOST_BYTES,
                "the files hold more than {} MiB in all, {} the most of them; move what is no part of the scheme elsewhere",
                MOST_BYTES / (1024 * 1024),
                show(&largest.1)
            );
            // The program writes its own ever anew, and the same state is to give the same copy.
            if !["records/", "private/"].iter().any(|own| file.starts_with(own)) {
                changed.extend(directory.changed(&file).map(|at| (file.clone(), at.into())));
            }
            files.insert(file, contents);
        }
        files.insert(last_backup::FILE.to_string(), last_backup::bytes(on));
        let mark = register::of(files.get(register::FILE).cloned(), &mut Problems::default()).mark;
        Ok((Backup { on, mark, files, changed }, all.left_out))
    }

    /// The bytes of the ZIP file: the same for the same files and day.
    ///
    /// # Errors
    /// Where it does not come back as it is.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = archive::write(self)?;
        // A copy that cannot be read is worse than none, since somebody relies on it.
        ensure!(archive::read(&bytes)? == *self, "the copy does not read back as it was written; nothing was saved");
        Ok(bytes)
    }

    /// Reads a backup from wherever it lies; none if nothing is there.
    ///
    /// # Errors
    /// Where it is no backup, or a single byte of it is not as it was written.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        let name = show(&path.to_string_lossy());
        let found = match std::fs::metadata(path) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            found => found.with_context(|| format!("{name} cannot be read"))?,
        };
        ensure!(found.is_file(), "{name} is not a file; name the ZIP file that `mentor backup` made");
        ensure!(found.len() <= MOST_BYTES + LIMIT, "{name} is larger than any backup of mentor's");
        let bytes = std::fs::read(path).with_context(|| format!("{name} cannot be read"))?;
        archive::read(&bytes).map(Some).with_context(|| format!("{name} cannot be used; nothing was changed"))
    }
}

/// Whether a place lies in a scheme's directory, so that a copy there would be lost with it.
pub fn is_inside(directory: &Path, place: &Path) -> bool {
    let folder = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (directory.canonicalize(), folder.canonicalize()) {
        (Ok(root), Ok(folder)) => folder.starts_with(root),
        _ => false,
    }
}

/// Sees whether a file of a backup may be put into a directory at all.
fn check_name(name: &str) -> Result<()> {
    paths::check(name)?;
    let hidden = paths::folders(name).any(|folder| folder.rsplit('/').next().is_some_and(|f| f.starts_with('.')));
    if hidden || name == archive::LIST {
        bail!("it holds {}, which is no file of a scheme", show(name));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
