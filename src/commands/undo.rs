//! `mentor undo`: the last command that changed something is taken back.

use anyhow::bail;

use super::{Answer, Desk};
use crate::store::directory::Directory;
use crate::store::scheme_toml;
use crate::store::writer;
use crate::wording::show;

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
        None if sight.read(scheme_toml::FILE)?.is_none() => bail!(
            "there is no scheme.toml in {}, so nothing was changed here; go to the scheme's directory, or name it after -C",
            show(&desk.directory.to_string_lossy())
        ),
        None => bail!("there is nothing to take back; with git: git log records/, git checkout COMMIT records/"),
    }
}
