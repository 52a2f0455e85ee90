//! The scheme's directory on disk: finding files, reading them, refusing what is not a plain file.
//!
//! A [`Directory`] is one sight of the files. It remembers a fingerprint of everything it read, so that the writer can
//! stop when something changed meanwhile, and it shows a change that was committed but not yet put in place as done.
//! It never writes, so every reading command works in a read-only directory.

pub(super) mod changes;
mod companions;
mod everything;
pub(super) mod fault;
mod matching;
pub(super) mod paths;
pub(super) mod regular;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};

use crate::wording::show;
use changes::{Changes, Fingerprint, JOURNAL_KIND};
pub use everything::{Everything, MOST_FILES};
pub use matching::Found;
pub use paths::{IGNORED, LIMIT};

/// The scheme's directory as one command sees it; open it again after a commit.
#[derive(Debug)]
pub struct Directory {
    root: PathBuf,
    pending: Option<Changes>,
    generation: String,
    seen: Mutex<BTreeMap<(String, Reading), Fingerprint>>,
}

/// The error of a command whose files were changed by someone else while it worked: nothing was written, and running
/// it again on a newly opened directory is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedMeanwhile {
    /// The file that changed; none if only some other command is known to have been at work.
    pub file: Option<String>,
}

impl std::fmt::Display for ChangedMeanwhile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{} changed while this command was working; run it again", show(file)),
            None => f.write_str("another command changed the scheme while this one was working; run it again"),
        }
    }
}

impl std::error::Error for ChangedMeanwhile {}

impl Directory {
    /// Opens a scheme's directory, which must exist; whether a scheme is in it is for the caller to see.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self> {
        let root = path.into();
        let name = show(&root.to_string_lossy());
        match std::fs::metadata(&root) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => bail!("{name} is not a directory; name the scheme's directory after -C"),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                bail!(
                    "there is no directory {name}; name the scheme's directory after -C, or start one with `mentor init`"
                )
            }
            Err(e) => return Err(e).with_context(|| format!("{name} cannot be opened")),
        }
        // The mark comes first: read after a journal that was not there yet, it could be that of a commit which is
        // only half in place, and every later check would agree with it.
        let before = generation(&root)?;
        let pending = journal(&root)?;
        let generation = pending.as_ref().map_or(before, |changes| changes.generation.clone());
        Ok(Directory { root, pending, generation, seen: Mutex::default() })
    }

    /// Returns where the directory is.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Reads a state file, named relative to the directory with `/`; none if it is not there.
    ///
    /// Symbolic links, pipes, devices and directories in its place are refused, and so is more than [`LIMIT`].
    pub fn read(&self, relative: &str) -> Result<Option<Vec<u8>>> {
        paths::check(relative)?;
        self.look(relative, Reading::State)
    }

    /// Reads a file that the coordinator exported: symbolic links are followed, and it may lie outside the directory.
    pub fn read_export(&self, path: &str) -> Result<Option<Vec<u8>>> {
        self.look(path, Reading::Export)
    }

    /// Returns the names of the files in a folder of state files, sorted, without hidden ones; `""` is the directory
    /// itself, and a folder that is not there has none.
    pub fn list(&self, folder: &str) -> Result<Vec<String>> {
        if !folder.is_empty() {
            paths::check(folder)?;
        }
        let mut names: BTreeSet<String> = regular::names(&self.root, folder)?.into_iter().collect();
        self.check_generation()?;
        for change in self.pending.iter().flat_map(|p| &p.changes) {
            let (parent, name) = change.path.rsplit_once('/').unwrap_or(("", &change.path));
            if parent != folder || name.starts_with('.') {
                continue;
            }
            match change.to {
                Some(_) => names.insert(name.to_string()),
                None => names.remove(name),
            };
        }
        let names: Vec<String> = names.into_iter().collect();
        self.remember(folder, Reading::Folder, Fingerprint::of_names(&names))?;
        Ok(names)
    }

    /// Returns the names of the files in a folder of exports, sorted, without hidden ones; it may lie outside the
    /// directory, and one that is not there has none. What comes and goes there is nobody's concern.
    pub fn list_exports(&self, folder: &str) -> Result<Vec<String>> {
        regular::names_of_exports(&self.root, folder)
    }

    /// Remembers that an export was not there, as if it had been read.
    pub fn saw_no_export(&self, path: &str) -> Result<()> {
        self.remember(path, Reading::Export, Fingerprint::of(None))
    }

    /// Reads the saved undo, which no caller outside the writer may name.
    pub(in crate::store) fn read_undo(&self) -> Result<Option<Vec<u8>>> {
        self.look(paths::UNDO, Reading::State)
    }

    /// Fails if anything this directory read is now different on disk, or if a file is about to be edited that was
    /// never read while another command was at work. The caller holds the lock and has recovered.
    pub(in crate::store) fn check_unchanged<'a>(&self, edited: impl IntoIterator<Item = &'a str>) -> Result<()> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for ((name, reading), fingerprint) in seen.iter() {
            let now = match reading {
                Reading::State => Fingerprint::of(regular::read_state(&self.root, name)?.as_deref()),
                Reading::Export => Fingerprint::of(regular::read_export(&self.root, name)?.as_deref()),
                Reading::Folder => Fingerprint::of_names(&regular::names(&self.root, name)?),
            };
            if now != *fingerprint {
                return Err(ChangedMeanwhile { file: Some(name.clone()) }.into());
            }
        }
        let unread = edited.into_iter().any(|path| !seen.contains_key(&(path.to_string(), Reading::State)));
        if unread { self.check_generation() } else { Ok(()) }
    }

    /// Fails if a file that this directory read is now different on disk.
    pub(in crate::store) fn check_file(&self, relative: &str, now: Option<&[u8]>) -> Result<()> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.get(&(relative.to_string(), Reading::State)) {
            Some(fingerprint) if *fingerprint != Fingerprint::of(now) => {
                Err(ChangedMeanwhile { file: Some(relative.to_string()) }.into())
            }
            _ => Ok(()),
        }
    }

    /// Returns what was read, with its names, for the warnings about neighbours.
    fn seen_files(&self) -> Vec<(String, Reading)> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.keys().filter(|(_, reading)| *reading != Reading::Folder).cloned().collect()
    }

    fn look(&self, name: &str, reading: Reading) -> Result<Option<Vec<u8>>> {
        let on_disk = match reading {
            Reading::Export => regular::read_export(&self.root, name)?,
            _ => regular::read_state(&self.root, name)?,
        };
        self.check_generation()?;
        let contents = match self.pending.as_ref().and_then(|pending| pending.of(name)) {
            Some(change) => {
                change.check(&Fingerprint::of(on_disk.as_deref()))?;
                change.to.clone()
            }
            None => on_disk,
        };
        self.remember(name, reading, Fingerprint::of(contents.as_deref()))?;
        Ok(contents)
    }

    /// Fails if another command committed since this directory was opened: what was read before and what is read now
    /// would not belong together.
    fn check_generation(&self) -> Result<()> {
        if generation(&self.root)? == self.generation {
            return Ok(());
        }
        Err(ChangedMeanwhile { file: None }.into())
    }

    fn remember(&self, name: &str, reading: Reading, fingerprint: Fingerprint) -> Result<()> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let first = seen.entry((name.to_string(), reading)).or_insert_with(|| fingerprint.clone());
        if *first != fingerprint {
            return Err(ChangedMeanwhile { file: Some(name.to_string()) }.into());
        }
        Ok(())
    }
}

/// How something was read, so that it can be read the same way again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    State,
    Export,
    Folder,
}

/// Reads the committed journal, if one waits to be put in place.
pub(in crate::store) fn journal(root: &Path) -> Result<Option<Changes>> {
    match regular::read_state(root, paths::JOURNAL)? {
        None => Ok(None),
        Some(bytes) => Changes::decode(JOURNAL_KIND, &bytes).map(Some).with_context(|| {
            "the file .journal holds the last change, and it cannot be used; nothing was touched. \
             Move .journal out of the directory (keep it), run `mentor check`, and restore what is missing from your backup"
        }),
    }
}

/// Returns the mark of the last commit: of the journal while one waits, else of the saved undo; empty at the start.
pub(in crate::store) fn generation(root: &Path) -> Result<String> {
    for file in [paths::JOURNAL, paths::UNDO] {
        if let Some(head) = regular::read_head(root, file, 200)? {
            let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
            return Ok(String::from_utf8_lossy(line).split(' ').next_back().unwrap_or_default().to_string());
        }
    }
    Ok(String::new())
}

#[cfg(test)]
mod tests;
