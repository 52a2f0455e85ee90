//! `mentor people same`: two addresses of one person.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk};
use crate::wording::show;

/// Join two addresses of one person; the lower id stays
///
/// Answers of both count as this person's. Writes private/register.csv.
#[derive(Debug, clap::Args)]
pub struct SameArgs {
    /// One: id, e-mail or name
    #[arg(value_name = "ONE")]
    one: String,
    /// The other
    #[arg(value_name = "OTHER")]
    other: String,
}

pub fn run(args: &SameArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.look()?;
    plan::settle(&mut book, desk);
    let (one, other) = (book.person(&args.one)?.clone(), book.person(&args.other)?.clone());
    if one.id == other.id {
        bail!("both are {} already", one.id);
    }
    let (stays, goes) = if one.id < other.id { (one, other) } else { (other, one) };
    let both = book.records.relationships.iter().any(|r| r.everybody().any(|member| member.id == goes.id));
    if both {
        bail!(
            "{} stands in records of its own and cannot be joined to {}; end or decline its relationships, and hold it: mentor people hold {}",
            goes.id,
            stays.id,
            goes.id
        );
    }
    book.register.unite(goes.id, stays.id);
    let mut edits = plan::start(format!("people same {} {}", stays.id, goes.id), &book);
    plan::write_register(&mut edits, &book.register);
    // What was noted of the one is true of the other.
    for table in [&mut book.records.holds, &mut book.corrections_table] {
        let rows: Vec<usize> = (0..table.len()).filter(|row| table.cell(*row, "id") == goes.id.to_string()).collect();
        if !rows.is_empty() {
            rows.into_iter().for_each(|row| table.set(row, "id", stays.id.to_string()));
            plan::write(&mut edits, table);
        }
    }
    let told = vec![format!("{} and {} are one person now: {}", show(&stays.called()), show(&goes.called()), stays.id)];
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}
