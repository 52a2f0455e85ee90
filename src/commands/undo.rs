//! `mentor undo`: the last command that changed something is taken back.

use anyhow::bail;

use super::{Answer, Desk};
use crate::store::directory::Directory;
use crate::store::writer;

/// Take back the last command that changed something
///
/// One step, and only once. The forms and whatever -o wrote stay as they are.
#[derive(Debug, clap::Args)]
pub struct UndoArgs {}

pub fn run(_args: &UndoArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let sight = Directory::open(&desk.directory)?;
    match writer::plan_undo(&sight)? {
        Some((label, edits)) => {
            // The label may hold names, as they were typed.
            let what = if desk.no_names { "the last step" } else { &label };
            let told = vec![format!("taken back: {what}")];
            Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
        }
        None => bail!("there is nothing to take back; with git: git log records/, git checkout COMMIT records/"),
    }
}
