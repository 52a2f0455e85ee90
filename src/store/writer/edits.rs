//! The changes a command plans, before anything is written.

use std::collections::BTreeMap;
use std::time::SystemTime;

use anyhow::{Result, bail, ensure};

use super::place;
use crate::store::directory::{Directory, LIMIT, paths, regular};
use crate::wording::show;

/// What a command wants to change: whole files, written or removed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// What the command did, in one line, for whoever takes it back.
    pub label: String,
    files: BTreeMap<String, Option<Vec<u8>>>,
    changed: BTreeMap<String, SystemTime>,
    undo: Undo,
}

/// What becomes of the saved undo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Undo {
    /// It takes this command back.
    #[default]
    This,
    /// It takes nothing back.
    Nothing,
    /// It takes back what it took back before.
    Before,
}

/// What becomes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It is not there yet.
    Created,
    /// It gets other contents.
    Changed,
    /// It goes.
    Removed,
}

impl Edits {
    /// Starts a list of changes with what the command did.
    pub fn new(label: impl Into<String>) -> Self {
        Edits { label: label.into(), ..Edits::default() }
    }

    /// Plans new contents for a file, named relative to the directory; the last plan for a file counts.
    pub fn write(&mut self, relative: impl Into<String>, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.files.insert(relative.into(), Some(bytes.into()));
        self
    }

    /// Plans when a file that is written is to count as last changed, where that is not now.
    pub fn as_of(&mut self, relative: impl Into<String>, changed: SystemTime) -> &mut Self {
        self.changed.insert(relative.into(), changed);
        self
    }

    /// Plans to remove a file.
    pub fn remove(&mut self, relative: impl Into<String>) -> &mut Self {
        self.files.insert(relative.into(), None);
        self
    }

    /// Lets nothing be taken back, neither this command nor the one before it: for erasing a person.
    pub fn leave_no_undo(&mut self) -> &mut Self {
        self.undo = Undo::Nothing;
        self
    }

    /// Leaves the step before as the one that can be taken back: for a note about what changes nothing in the scheme.
    pub fn keep_undo(&mut self) -> &mut Self {
        self.undo = Undo::Before;
        self
    }

    /// Whether nothing is planned.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.undo != Undo::Nothing
    }

    /// Returns the files that are planned for, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Returns the planned contents of a file: none if there is no plan for it, `Some(None)` if it is to go.
    pub fn planned(&self, relative: &str) -> Option<Option<&[u8]>> {
        self.files.get(relative).map(Option::as_deref)
    }

    /// Returns what would really change, for `--dry-run`; fails where a commit would.
    pub fn effects(&self, directory: &Directory) -> Result<Vec<(String, Effect)>> {
        self.check()?;
        let mut effects = Vec::new();
        for (path, to) in &self.files {
            let effect = match (directory.read(path)?, to) {
                (None, Some(_)) => Effect::Created,
                (Some(_), None) => Effect::Removed,
                (Some(old), Some(new)) if old != *new => Effect::Changed,
                _ => continue,
            };
            effects.push((path.clone(), effect));
        }
        Ok(effects)
    }

    /// What becomes of the saved undo.
    pub(super) fn undo(&self) -> Undo {
        self.undo
    }

    /// When the files count as last changed, of which that is planned.
    pub(super) fn changed(&self) -> &BTreeMap<String, SystemTime> {
        &self.changed
    }

    /// Takes the planned files out.
    pub(super) fn into_files(self) -> BTreeMap<String, Option<Vec<u8>>> {
        self.files
    }

    /// Fails if the plan could not be carried out to its end.
    pub(super) fn check(&self) -> Result<()> {
        for (path, to) in &self.files {
            paths::check(path)?;
            let length = to.as_ref().map_or(0, Vec::len) as u64;
            ensure!(length <= LIMIT, "{} would be larger than {} MiB", show(path), LIMIT / (1024 * 1024));
            let hidden =
                paths::folders(path).any(|folder| folder.rsplit('/').next().is_some_and(|f| f.starts_with('.')));
            let deep = paths::folders(path).count() > place::DEPTH;
            // Temporary files are not looked for there, so a killed command would leave them for ever.
            ensure!(!hidden && !deep, "{} is in a folder that is hidden or too deep", show(path));
            if let Some(file) = paths::folders(path).find(|folder| self.files.contains_key(*folder)) {
                bail!("{} cannot be a file and a folder at once", show(file));
            }
        }
        Ok(())
    }

    /// Fails if a file or folder on disk stands in the way of the plan.
    pub(super) fn check_places(&self, root: &std::path::Path) -> Result<()> {
        self.paths().try_for_each(|path| regular::check_plain(root, path).map(drop))
    }
}
