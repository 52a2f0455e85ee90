//! One writer at a time: the system's lock on a file that is never deleted, so a killed command leaves none behind.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::disk;
use crate::store::directory::{paths, regular};
use crate::wording::show;

/// How long a command waits for another one that is at work. Where several wait they come one after the other, and the
/// time begins anew with each.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long it waits in all.
const LONGEST: Duration = Duration::from_secs(120);

const PAUSE: Duration = Duration::from_millis(20);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock and writes into it who has it.
    pub(super) fn take(root: &Path, command: &str) -> Result<Self> {
        Self::take_within(root, command, PATIENCE)
    }

    /// The same, waiting so long for each of those who are at work.
    fn take_within(root: &Path, command: &str, patience: Duration) -> Result<Self> {
        let begun = Instant::now();
        let (mut at_work, mut since) = (None, begun);
        loop {
            let mut file = open(root)?;
            match file.try_lock() {
                // A lock on a file that was deleted meanwhile (`git clean` does that) keeps nobody out.
                Ok(()) if !is_current(root, &file)? => continue,
                Ok(()) => {
                    let line = format!("`mentor {}` (process {})\n", show(command), std::process::id());
                    // The name of the holder is a courtesy: a full disk must not keep a command from making room.
                    let _ = disk::refill(&mut file, &root.join(paths::LOCK), line.as_bytes());
                    return Ok(Lock { _file: file });
                }
                Err(TryLockError::WouldBlock) => {
                    let now = holder(root);
                    if now != at_work {
                        (at_work, since) = (now, Instant::now());
                    }
                    if since.elapsed() >= patience || begun.elapsed() >= LONGEST {
                        let holder = at_work.unwrap_or_else(|| "another `mentor` command".to_string());
                        bail!("{holder} is at work in this directory; wait until it is done, then run this again")
                    }
                    std::thread::sleep(PAUSE);
                }
                Err(TryLockError::Error(e)) => {
                    return Err(e).context(
                        "this drive cannot lock files, so two commands could write at once; \
                         keep the scheme's directory on another drive",
                    );
                }
            }
        }
    }
}

fn open(root: &Path) -> Result<File> {
    regular::check_plain(root, paths::LOCK)?;
    disk::open_lock(&root.join(paths::LOCK)).map_err(|e| {
        let denied = matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
        anyhow::Error::new(e).context(if denied {
            "this directory cannot be written to; use a copy of it, or ask for the right to write"
        } else {
            "the file .lock cannot be opened"
        })
    })
}

/// Whether an open file is the one that is there under the name of the lock.
fn is_current(root: &Path, file: &File) -> Result<bool> {
    let opened = file.metadata().context("the file .lock cannot be looked at")?;
    Ok(regular::check_plain(root, paths::LOCK)?.is_some_and(|there| regular::same(&there, &opened)))
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
        let first = Lock::take(dir.path(), "match").unwrap();
        let soon = Duration::from_millis(60);
        let error = Lock::take_within(dir.path(), "log", soon).unwrap_err().to_string();
        let expected = format!("`mentor match` (process {}) is at work in this directory", std::process::id());
        assert!(error.starts_with(&expected), "{error}");
        drop(first);
        Lock::take(dir.path(), "log").unwrap();
    }

    #[test]
    fn a_holder_that_cannot_be_read_is_spoken_of_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let _first = Lock::take(dir.path(), "match").unwrap();
        File::options().write(true).truncate(true).open(dir.path().join(".lock")).unwrap();
        let error = Lock::take_within(dir.path(), "log", Duration::from_millis(60)).unwrap_err().to_string();
        let expected =
            "another `mentor` command is at work in this directory; wait until it is done, then run this again";
        assert_eq!(error, expected);
    }

    #[test]
    fn whoever_waits_behind_several_waits_for_each_of_them() {
        let dir = tempfile::tempdir().unwrap();
        let (hold, patience) = (Duration::from_millis(150), Duration::from_millis(600));
        // One after the other they take longer than anybody waits for one of them.
        std::thread::scope(|scope| {
            for number in 0..8 {
                let root = dir.path();
                scope.spawn(move || {
                    let held = Lock::take_within(root, &format!("log {number}"), patience).unwrap();
                    std::thread::sleep(hold);
                    drop(held);
                });
            }
        });
    }

    #[cfg(unix)]
    #[test]
    #[allow(clippy::disallowed_methods, reason = "the test plays the part of git")]
    fn a_lock_that_was_deleted_does_not_count() {
        let dir = tempfile::tempdir().unwrap();
        let file = open(dir.path()).unwrap();
        assert!(is_current(dir.path(), &file).unwrap());
        std::fs::remove_file(dir.path().join(".lock")).unwrap();
        assert!(!is_current(dir.path(), &file).unwrap());
        open(dir.path()).unwrap();
        assert!(!is_current(dir.path(), &file).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_its_place_is_refused_and_its_target_unharmed() {
        let dir = tempfile::tempdir().unwrap();
        let target = tempfile::NamedTempFile::new().unwrap();
        std::os::unix::fs::symlink(target.path(), dir.path().join(".lock")).unwrap();
        assert!(Lock::take(dir.path(), "log").is_err());
        assert_eq!(target.as_file().metadata().unwrap().len(), 0);
    }
}
