//! Putting new contents in their places: first beside them in temporary files, then by renaming.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::disk;
use crate::store::directory::changes::Change;
use crate::store::directory::{paths, regular};
use crate::wording::show;

/// New contents that are on disk beside their places.
#[derive(Debug, Default)]
pub(super) struct Staged {
    moves: Vec<Move>,
    folders: BTreeSet<PathBuf>,
    made: Vec<PathBuf>,
}

#[derive(Debug)]
struct Move {
    path: String,
    temporary: Option<PathBuf>,
}

/// Writes the new contents beside their places and flushes them; if that fails, nothing of it stays.
pub(super) fn stage(root: &Path, changes: &[&Change]) -> Result<Staged> {
    let mut staged = Staged::default();
    for (number, change) in changes.iter().enumerate() {
        let done = staged.add(root, change, number);
        if let Err(e) = done {
            staged.discard();
            return Err(e).with_context(|| format!("{} cannot be written", show(&change.path)));
        }
    }
    Ok(staged)
}

/// Removes the temporary files of commands that were killed, but nothing that is hidden or reached through a link.
pub(super) fn clean(root: &Path, folder: &str, depth: usize) -> Result<()> {
    let here = root.join(folder);
    let cannot = || format!("{} cannot be read", show(if folder.is_empty() { "the directory" } else { folder }));
    for entry in std::fs::read_dir(&here).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let kind = entry.file_type().with_context(cannot)?;
        if paths::is_temporary(&name) && !kind.is_dir() {
            disk::remove(&entry.path()).with_context(|| format!("{} cannot be removed", show(&name)))?;
        } else if kind.is_dir() && !name.starts_with('.') && depth < DEPTH {
            let inner = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            // What cannot be read cannot have been written to either, and it need not concern this command.
            let _ = clean(root, &inner, depth + 1);
        }
    }
    Ok(())
}

/// How deep folders are searched for temporary files.
pub(super) const DEPTH: usize = 4;

impl Staged {
    /// Remembers to flush the folders of files that are in place already.
    pub(super) fn touch<'a>(&mut self, files: impl Iterator<Item = &'a str>) {
        for path in files {
            self.folders.extend(paths::folders(path).map(PathBuf::from));
        }
    }

    /// Renames everything into place, flushes the names, and removes the journal if there is one.
    pub(super) fn put_in_place(self, root: &Path) -> Result<()> {
        for Move { path, temporary } in &self.moves {
            let target = root.join(path);
            match temporary {
                Some(temporary) => disk::rename(temporary, &target),
                None => disk::remove(&target),
            }
            .with_context(|| {
                format!("{} cannot be replaced; if it is open in another program, close it", show(path))
            })?;
        }
        let journal = root.join(paths::JOURNAL);
        for folder in self.folders.iter().map(|folder| root.join(folder)).chain([root.to_path_buf()]) {
            // A folder that is not there held only files that are to be gone.
            if folder.is_dir() {
                disk::flush_folder(&folder).context("the change cannot be made safe on disk")?;
            }
        }
        if regular::check_plain(root, paths::JOURNAL)?.is_some() {
            disk::remove(&journal).context("the file .journal cannot be removed")?;
            disk::flush_folder(root).context("the file .journal cannot be removed for good")?;
        }
        Ok(())
    }

    /// Removes what was written beside, and the folders made for it.
    pub(super) fn discard(self) {
        // What is left over is harmless, and the next command that writes cleans it.
        for temporary in self.moves.iter().filter_map(|m| m.temporary.as_ref()) {
            let _ = disk::remove(temporary);
        }
        for folder in self.made.iter().rev() {
            let _ = disk::remove_folder(folder);
        }
    }

    fn add(&mut self, root: &Path, change: &Change, number: usize) -> Result<()> {
        let path = change.path.clone();
        let old = regular::check_plain(root, &path)?;
        self.folders.extend(paths::folders(&path).map(PathBuf::from));
        let Some(bytes) = &change.to else {
            self.moves.push(Move { path, temporary: None });
            return Ok(());
        };
        let people = paths::holds_people(&path);
        for folder in paths::folders(&path).map(|folder| root.join(folder)) {
            if !folder.is_dir() {
                disk::make_folder(&folder, people)?;
                self.made.push(folder);
            }
        }
        let name = paths::temporary(&number.to_string());
        let temporary = root.join(&path).with_file_name(name);
        // It is noted before it is made, so that half of it is removed too.
        self.moves.push(Move { path, temporary: Some(temporary.clone()) });
        Ok(disk::create(&temporary, bytes, old.as_ref(), people)?)
    }
}
