//! Taking the last command back.

use anyhow::{Context, Result, bail};

use super::{Edits, commit};
use crate::store::directory::Directory;
use crate::store::directory::changes::{Changes, Fingerprint, UNDO_KIND};
use crate::wording::show;

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the command had done.
    pub label: String,
    /// The files that are as they were before it, sorted.
    pub files: Vec<String>,
    /// Why some of them are not in place yet although all is saved, as in [`super::Committed`].
    pub unfinished: Option<String>,
}

/// Takes the last command back; there is one step back only.
pub fn undo(directory: &Directory) -> Result<Undone> {
    let Some((label, edits)) = plan_undo(directory)? else { bail!("there is nothing to undo") };
    let done = commit(directory, edits, "undo")?;
    Ok(Undone { label, files: done.files, unfinished: done.unfinished })
}

/// Returns what the last command did and the changes that take it back; none if there is nothing to undo.
///
/// Fails, naming the file, if a file was changed since by other means: that work would be lost.
pub fn plan_undo(directory: &Directory) -> Result<Option<(String, Edits)>> {
    let Some(bytes) = directory.read_undo()? else { return Ok(None) };
    let saved = Changes::decode(UNDO_KIND, &bytes)
        .context("the last command cannot be taken back, because the file private/undo cannot be used")?;
    if saved.changes.is_empty() {
        return Ok(None);
    }
    let mut edits = Edits::new(format!("undo: {}", saved.label));
    edits.leave_no_undo();
    for change in saved.changes {
        let now = directory.read(&change.path)?;
        if Fingerprint::of(now.as_deref()) != change.from {
            bail!(
                "{} was changed after the last command ({}), so taking that back would lose the later change; \
                 put it right by hand or with a new command",
                show(&change.path),
                show(&saved.label)
            );
        }
        match change.to {
            Some(old) => edits.write(change.path, old),
            None => edits.remove(change.path),
        };
    }
    Ok(Some((saved.label, edits)))
}
