//! `mentor people same`: two addresses of one person.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk};
use crate::domain::callings::{Callings, Meant};
use crate::domain::person::PersonId;
use crate::store::book::Book;
use crate::wording::{normal, show};

/// Join two addresses of one person
///
/// Answers of both count as this person's; one of the two may be in no form any more. The id that stands in relationships
/// stays, else the lower one. Writes private/register.csv.
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
    let (one, other) = (meant(&book, &args.one)?, meant(&book, &args.other)?);
    if one.0 == other.0 {
        bail!("both are {} already", one.0);
    }
    let stands = |id: PersonId| book.records.with_practice().any(|r| r.everybody().any(|member| member.id == id));
    let (low, high) = if one.0 < other.0 { (one, other) } else { (other, one) };
    let ((stays, stays_called), (goes, goes_called)) =
        if stands(high.0) && !stands(low.0) { (high, low) } else { (low, high) };
    if stands(goes) {
        bail!(
            "{goes} stands in records of its own and cannot be joined to {stays}; end or decline its relationships, and hold it: mentor people hold {goes}"
        );
    }
    book.register.unite(goes, stays);
    let mut edits = plan::start(format!("people same {stays} {goes}"), &book);
    plan::write_register(&mut edits, &book.register);
    // What was noted of the one is true of the other.
    for table in [&mut book.records.holds, &mut book.corrections_table] {
        let rows: Vec<usize> = (0..table.len()).filter(|row| table.cell(*row, "id") == goes.to_string()).collect();
        if !rows.is_empty() {
            rows.into_iter().for_each(|row| table.set(row, "id", stays.to_string()));
            plan::write(&mut edits, table);
        }
    }
    let told = vec![format!("{stays_called} and {goes_called} are one person now: {stays}")];
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}

/// Who is meant, and what they are called: somebody in the forms, or an id or address that was known before.
fn meant(book: &Book, text: &str) -> anyhow::Result<(PersonId, String)> {
    let nobody = match book.person(text) {
        Ok(person) => return Ok((person.id, show(&person.called()))),
        Err(nobody) => nobody,
    };
    let id = text.parse::<PersonId>().ok().filter(|id| book.register.knows(*id));
    let known = || book.register.identities().find(|(_, known)| known.text == normal(text)).map(|(id, _)| id);
    // Of somebody in the forms the register knows addresses of before; what several are called now is nobody's.
    let is_free = || Callings::new(&book.people, &book.register).find(text) == Meant::Nobody;
    match id.or_else(known).map(|id| (id, book.by_id(id))) {
        Some((id, None)) => Ok((id, id.to_string())),
        Some((id, Some(person))) if is_free() => Ok((id, show(&person.called()))),
        _ => Err(nobody),
    }
}
