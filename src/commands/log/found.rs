//! Which record is meant by an id that was typed.

use anyhow::bail;

use crate::domain::log::{Kind, RecordId};
use crate::store::log::Logged;
use crate::wording::show;

/// The record that is meant, and its row.
pub fn found(logged: &Logged, kind: Kind, typed: &str) -> anyhow::Result<(RecordId, usize)> {
    let Ok(id) = typed.parse::<RecordId>() else {
        bail!("`{}` is not the id of a record; `mentor log` shows all of them", show(typed));
    };
    if id.kind != kind {
        bail!(
            "{id} is a {}, not a {}; change it with: mentor log {} --change {id}",
            id.kind.word(),
            kind.word(),
            id.kind.word()
        );
    }
    match logged.row(id) {
        Some(row) => Ok((id, row)),
        None => bail!("there is no record {id}; `mentor log` shows all of them"),
    }
}
