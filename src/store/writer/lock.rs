//! One writer at a time: the system's lock on a file that is never deleted, so a killed command leaves none behind.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::disk;
use crate::store::directory::{paths, regular};
use crate::wording::show;

/// How often the lock is tried before the command gives up: five seconds in all.
pub(super) const TRIES: u32 = 100;

const PAUSE: Duration = Duration::from_millis(50);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock and writes into it who has it.
    pub(super) fn take(root: &Path, command: &str, tries: u32) -> Result<Self> {
        let path = root.join(paths::LOCK);
        let mut file = open(root, &path)?;
        for attempt in 1.. {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if attempt < tries => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => bail!(
                    "{} is at work in this directory; wait until it is done, then run this again",
                    holder(root).unwrap_or_else(|| "another command".to_string())
                ),
                Err(TryLockError::Error(e)) => {
                    return Err(e).context(
                        "this drive cannot lock files, so two commands could write at once; \
                         keep the scheme's directory on another drive",
                    );
                }
            }
        }
        let line = format!("`mentor {}` (process {})\n", show(command), std::process::id());
        // The name of the holder is a courtesy: a full disk must not keep a command from making room.
        let _ = disk::refill(&mut file, &path, line.as_bytes());
        Ok(Lock { _file: file })
    }
}

fn open(root: &Path, path: &Path) -> Result<File> {
    let looked = regular::check_plain(root, paths::LOCK)?;
    let file = match disk::open_lock(path) {
        Ok(file) => file,
        Err(e) if matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            return Err(e)
                .context("this directory cannot be written to; use a copy of it, or ask for the right to write");
        }
        Err(e) => return Err(e).context("the file .lock cannot be opened"),
    };
    let now = file.metadata().context("the file .lock cannot be opened")?;
    ensure!(looked.is_none_or(|looked| regular::same(&looked, &now)), "the file .lock was replaced; run this again");
    Ok(file)
}

fn holder(root: &Path) -> Option<String> {
    // Where a locked file cannot be read, as on Windows, the holder stays unnamed.
    let head = regular::read_head(root, paths::LOCK, 200).ok()??;
    let line = String::from_utf8_lossy(&head);
    let line = line.lines().next().filter(|line| !line.is_empty())?;
    Some(crate::wording::shown(line, 120))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = Lock::take(dir.path(), "match", 1).unwrap();
        let error = Lock::take(dir.path(), "log", 2).unwrap_err().to_string();
        let expected = format!("`mentor match` (process {}) is at work in this directory", std::process::id());
        assert!(error.starts_with(&expected), "{error}");
        drop(first);
        Lock::take(dir.path(), "log", 1).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_refused_and_its_target_unharmed() {
        let dir = tempfile::tempdir().unwrap();
        let target = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(target.path(), dir.path().join(".lock")).unwrap();
        assert!(Lock::take(dir.path(), "log", 1).is_err());
        assert_eq!(target.as_file().metadata().unwrap().len(), 0);
    }
}
