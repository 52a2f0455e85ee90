//! `mentor log --remove`: records taken back for good, and what was written about them. Only the id stays, so that it is
//! never used for anything else.

use anyhow::bail;

use crate::commands::{Answer, Desk, plan, year};
use crate::domain::log::{Kind, RecordId};
use crate::wording::{list, show};

pub fn run(ids: &[String], desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    plan::settle(&mut book, desk);
    let mut gone: Vec<RecordId> = Vec::new();
    for typed in ids {
        let Some(id) = typed.parse::<RecordId>().ok().filter(|id| logged.row(*id).is_some()) else {
            bail!("there is no record `{}`; `mentor log` shows all of them", show(typed));
        };
        gone.push(id);
        // Ratings of a goal that is gone say nothing.
        if id.kind == Kind::Goal {
            let (table, goal) = (&logged.tables[&Kind::Rating], id.to_string());
            let ratings = (0..table.len()).filter(|row| table.cell(*row, "goal") == goal);
            gone.extend(ratings.filter_map(|row| table.cell(row, "id").parse::<RecordId>().ok()));
        }
    }
    gone.sort();
    gone.dedup();
    let mut edits = plan::start(format!("log --remove {}", ids.join(" ")), &book);
    for id in &gone {
        let Some(row) = logged.row(*id) else { continue };
        let table = logged.table(id.kind);
        for column in table.columns().to_vec() {
            if !["mark", "id", "removed"].contains(&column.as_str()) {
                table.set(row, &column, "");
            }
        }
        table.set(row, "removed", desk.today.to_string());
        plan::write(&mut edits, table);
    }
    let names: Vec<String> = gone.iter().map(RecordId::to_string).collect();
    let before = book.notes_table.len();
    book.notes_table.keep_rows(|table, row| !names.iter().any(|name| table.cell(row, "record") == name));
    if book.notes_table.len() < before {
        plan::write(&mut edits, &book.notes_table);
    }
    let told = vec![format!(
        "{} removed, with what was written about {}",
        list(&names, "and"),
        if names.len() == 1 { "it" } else { "them" }
    )];
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
