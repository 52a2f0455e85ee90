//! What somebody needs so as to take part, on a sheet of its own: only of those who said that the others may know.

use super::facts::answer;
use crate::documents::{Block, Column, Document, Kind, Level, Table};
use crate::domain::matching::criteria;
use crate::domain::relationship::Relationship;
use crate::domain::value::Value;
use crate::store::book::Book;
use crate::store::printed::Shelf;

/// The sheet of a relationship, where there is something to say and leave to say it.
pub fn document(book: &Book, relationship: &Relationship, no_names: bool) -> Option<Document> {
    // What somebody needs so as to take part says more of them than a name.
    if no_names {
        return None;
    }
    let terms = &relationship.terms(&book.scheme).agreement;
    let (needs, told) = (terms.access?, terms.access_told?);
    let rows = relationship.members.iter().filter_map(|member| {
        let may_be_told = answer(book, member, told) == Some(&Value::YesNo(true));
        let need = answer(book, member, needs).filter(|need| may_be_told && !need.is_blank())?;
        let name = book.by_id(member.id).map_or(member.id.to_string(), |person| person.called());
        Some(vec![name.into(), criteria::answer(need, book.scheme.field(needs), &book.words).into()])
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    let about =
        "Those named here said that the others may know this. It is no part of the agreement and goes to nobody else.";
    let blocks = vec![
        Block::Heading(Level::One, "What helps us to take part".to_string()),
        Block::paragraph(about),
        Block::Table(Table { columns: vec![Column::new("", 1), Column::new("", 3)], rows }),
    ];
    let title = format!("Access, {}", relationship.id);
    Some(Document::new(title).footer(format!("Confidential · {}", relationship.id)).section(blocks))
}

/// The sheets of a relationship that were written into a folder before, where nothing may be told any more.
pub fn stale(book: &Book, shelf: &Shelf<'_>, of: &Relationship) -> Vec<String> {
    if document(book, of, false).is_some() {
        return Vec::new();
    }
    let names = [Kind::Docx, Kind::Html, Kind::Md].map(|kind| format!("{}-access.{}", of.id, kind.ending()));
    names.into_iter().filter(|name| shelf.has(name)).collect()
}
