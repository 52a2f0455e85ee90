//! The one module that writes into a scheme's directory.
//!
//! Killed at any system call, on a full disk, at a power cut or beside a second command, the directory is as before or
//! as after. In order: lock, finish what a killed command committed, see that nothing read has changed, write every
//! new file beside its place and flush it, write one journal that holds all of it, rename the journal into place (this
//! is the commit), rename the files into place, remove the journal. Until the journal is gone, readers see its contents
//! instead of the files, and the next writer finishes the work.

mod disk;
mod edits;
mod lock;
mod place;
mod undo;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::store::directory::changes::{Change, Changes, Fingerprint, JOURNAL_KIND, UNDO_KIND};
use crate::store::directory::{Directory, generation, journal, paths, regular};
use crate::wording::show;
pub use edits::{Edits, Effect};
use lock::Lock;
pub use undo::{Undone, plan_undo, undo};

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Committed {
    /// The files that were written or removed, sorted; none if everything was as planned already.
    pub files: Vec<String>,
    /// Why some files are not in place yet although all is saved, if so: commands show the saved state, and the next
    /// one that writes puts them in place.
    pub unfinished: Option<String>,
}

/// The right to write into a directory, until it is dropped: no other command writes meanwhile.
#[derive(Debug)]
pub struct Held {
    root: PathBuf,
    _lock: Lock,
}

impl Held {
    /// Whether it is the right to write here.
    pub fn is_of(&self, root: &Path) -> bool {
        root.canonicalize().is_ok_and(|root| root == self.root)
    }
}

/// Waits for the right to write, before anything is read: for a command that others came before too often.
///
/// `command` is the verb, for another command that waits.
///
/// # Errors
/// Where the directory cannot be written to, or one other command holds it for too long.
pub fn hold(directory: &Directory, command: &str) -> Result<Held> {
    let lock = Lock::take(directory.path(), command)?;
    recover(directory.path())?;
    Ok(Held { root: directory.path().canonicalize()?, _lock: lock })
}

/// Carries out all of the changes or none, and saves what takes them back; returns only when they are safe on disk.
///
/// `command` is the verb, for another command that waits. Fails with [`ChangedMeanwhile`] if anything that the
/// directory read has changed since; open the directory again before the next commit.
///
/// [`ChangedMeanwhile`]: crate::store::directory::ChangedMeanwhile
pub fn commit(directory: &Directory, edits: Edits, command: &str) -> Result<Committed> {
    if edits.is_empty() {
        return Ok(Committed::default());
    }
    edits.check()?;
    let held = hold(directory, command)?;
    commit_while(&held, directory, edits)
}

/// As [`commit`], by whoever has the right to write there already.
pub fn commit_while(held: &Held, directory: &Directory, edits: Edits) -> Result<Committed> {
    let root = directory.path();
    ensure!(held.is_of(root), "{} is another directory than the one that is held", show(&root.to_string_lossy()));
    edits.check()?;
    directory.check_unchanged(edits.paths())?;
    edits.check_places(root)?;
    let times = edits.changed().clone();
    let changes = plan(root, edits)?;
    if changes.changes.is_empty() {
        return Ok(Committed::default());
    }
    let files: Vec<String> =
        changes.changes.iter().map(|c| c.path.clone()).filter(|path| path != paths::UNDO).collect();
    let staged = place::stage(root, &changes.changes.iter().collect::<Vec<_>>())
        .context("the change cannot be written to disk; nothing was changed")?;
    if let Err(e) = keep(root, &changes) {
        staged.discard();
        return Err(e);
    }
    // From here on all is saved, whatever happens.
    let in_place = staged.put_in_place(root);
    let dated = times.iter().filter(|(path, _)| files.contains(path)).try_for_each(|(path, at)| {
        disk::date(&root.join(path), *at)
            .with_context(|| format!("the day of {} cannot be kept: it counts as new", show(path)))
    });
    let unfinished = in_place.and(dated).err().map(|e| format!("{e:#}"));
    Ok(Committed { files, unfinished })
}

/// Writes a document that was made from the state (an agreement, a pack, a report). Read the one that is there first,
/// to see whether a person edited it: it fails with [`ChangedMeanwhile`] if that happens after the reading.
///
/// It is one file, replaced at once and safe on disk on return; it cannot be taken back, since it can be made again.
///
/// [`ChangedMeanwhile`]: crate::store::directory::ChangedMeanwhile
pub fn write_document(directory: &Directory, relative: &str, bytes: &[u8], command: &str) -> Result<()> {
    paths::check(relative)?;
    let folder = paths::folders(relative).next().unwrap_or_default();
    ensure!(
        DOCUMENTS.contains(&folder),
        "{} is not in a folder for documents ({})",
        show(relative),
        crate::wording::list(&DOCUMENTS, "or")
    );
    let root = directory.path();
    let _lock = Lock::take(root, command)?;
    recover(root)?;
    let old = regular::read_state(root, relative)?;
    directory.check_file(relative, old.as_deref())?;
    if old.as_deref() == Some(bytes) {
        return Ok(());
    }
    let from = Fingerprint::of(old.as_deref());
    let change = Change { path: relative.to_string(), from, to: Some(bytes.to_vec()) };
    place::stage(root, &[&change])?.put_in_place(root)
}

/// Makes a directory for a new scheme, and all above it, and opens it.
pub fn create_directory(path: impl Into<PathBuf>) -> Result<Directory> {
    let path = path.into();
    let cannot = || format!("the directory {} cannot be made", show(&path.to_string_lossy()));
    disk::make_folders(&path).with_context(cannot)?;
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        disk::flush_folder(parent).with_context(cannot)?;
    }
    Directory::open(path)
}

/// The folders for documents, which are made from the rest.
const DOCUMENTS: [&str; 3] = ["agreements", "packs", "reports"];

/// Finishes what an earlier command committed, and cleans up after one that was killed before.
fn recover(root: &Path) -> Result<()> {
    place::clean(root, "", 0)?;
    let Some(changes) = journal(root)? else { return Ok(()) };
    let mut missing = Vec::new();
    for change in &changes.changes {
        let now = Fingerprint::of(regular::read_state(root, &change.path)?.as_deref());
        change.check(&now)?;
        if now != Fingerprint::of(change.to.as_deref()) {
            missing.push(change);
        }
    }
    let cannot = "an earlier command's change is saved but cannot be put in place yet";
    let mut staged = place::stage(root, &missing).context(cannot)?;
    // Names that are right may still be only in memory: the killed command did not come to flush them.
    staged.touch(changes.changes.iter().map(|change| change.path.as_str()));
    staged.put_in_place(root).context(cannot)
}

/// Works out what really changes, and adds the saved undo to it.
fn plan(root: &Path, edits: Edits) -> Result<Changes> {
    let (undo, label) = (edits.undo(), edits.label.clone());
    let mut forward = Changes { label: label.clone(), ..Changes::default() };
    let mut back = Vec::new();
    for (path, to) in edits.into_files() {
        let old = regular::read_state(root, &path)?;
        if old == to {
            continue;
        }
        let (from, after) = (Fingerprint::of(old.as_deref()), Fingerprint::of(to.as_deref()));
        back.push(Change { path: path.clone(), from: after, to: old });
        forward.changes.push(Change { path, from, to });
    }
    if forward.changes.is_empty() && undo != edits::Undo::Nothing {
        return Ok(forward);
    }
    forward.generation = forward.mark(&generation(root)?);
    let mut saved = Changes { generation: forward.generation.clone(), label, changes: back };
    let before = regular::read_state(root, paths::UNDO)?;
    let kept = match undo {
        edits::Undo::This => None,
        edits::Undo::Nothing => Some(Changes::default()),
        // What cannot be read could not take anything back.
        edits::Undo::Before => {
            Some(before.as_deref().and_then(|bytes| Changes::decode(UNDO_KIND, bytes).ok()).unwrap_or_default())
        }
    };
    if let Some(kept) = kept {
        (saved.label, saved.changes) = (kept.label, kept.changes);
    }
    let from = Fingerprint::of(before.as_deref());
    let to = Some(saved.encode(UNDO_KIND)?);
    forward.changes.push(Change { path: paths::UNDO.to_string(), from, to });
    Ok(forward)
}

/// Commits: writes the journal beside its place, flushes it, renames it and flushes its name.
fn keep(root: &Path, changes: &Changes) -> Result<()> {
    let bytes = changes.encode(JOURNAL_KIND)?;
    ensure!(
        bytes.len() as u64 <= paths::JOURNAL_LIMIT,
        "the change is larger than {} MiB in all; nothing was changed",
        paths::JOURNAL_LIMIT / (1024 * 1024)
    );
    let temporary = root.join(paths::temporary("journal"));
    let journal = root.join(paths::JOURNAL);
    let written = disk::create(&temporary, &bytes, None, true).and_then(|()| disk::rename(&temporary, &journal));
    if let Err(e) = written {
        // What is left is cleaned by the next command in any case.
        let _ = disk::remove(&temporary);
        return Err(e).context("the change cannot be written to disk; nothing was changed");
    }
    let Err(e) = disk::flush_folder(root) else { return Ok(()) };
    // It is there but perhaps not for good, so it must not be reported as saved: take it back.
    Err(e).context(match disk::remove(&journal).and_then(|()| disk::flush_folder(root)) {
        Ok(()) => "the change cannot be made safe on disk; nothing was changed",
        Err(_) => "the disk fails; look at `mentor list` to see whether the change was kept",
    })
}

#[cfg(test)]
mod tests;
