//! `records/offers.csv`: who was asked, and what was said, one row a note.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::records::{person_id, relationship_id};
use super::table::Table;
use crate::domain::offer::{Note, Offer};
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::problems::Problems;

/// The name of the file and its columns.
pub const KIND: (&str, &[&str]) = ("records/offers.csv", &["mark", "relationship", "on", "what", "by"]);

/// Reads what was asked and said, by relationship, in the order of the days.
pub fn read(table: &Table, register: &Register, problems: &mut Problems) -> HashMap<RelationshipId, Offer> {
    let days = table.dates("on", &mut Problems::default());
    let mut notes: Vec<(NaiveDate, RelationshipId, Note)> = Vec::new();
    for (row, day) in days.into_iter().enumerate() {
        let by = |problems: &mut Problems| person_id(table, row, "by", register, problems);
        let note = match table.cell(row, "what") {
            "offered" => Some(Note::Offered),
            "withdrawn" => Some(Note::Withdrawn),
            "yes" => by(problems).map(Note::Yes),
            "no" => by(problems).map(Note::No),
            "no taken back" => Some(Note::NoTakenBack),
            _ => {
                let remedy = "take the change back with git";
                table.wrong(row, "what", "is neither offered, yes, no nor withdrawn", remedy, problems);
                None
            }
        };
        if table.cell(row, "on").is_empty() {
            table.day_missing(row, "on", problems);
        }
        if let (Some(day), Some(id), Some(note)) = (day, relationship_id(table, row, "relationship", problems), note) {
            notes.push((day, id, note));
        }
    }
    // A spreadsheet may have sorted the rows otherwise.
    notes.sort_by_key(|(day, ..)| *day);
    let mut offers: HashMap<RelationshipId, Offer> = HashMap::new();
    notes.into_iter().for_each(|(day, id, note)| offers.entry(id).or_default().note(note, day));
    offers
}

/// Notes as errors what belongs to no relationship, and who is in none of those spoken of.
pub fn check(table: &Table, relationships: &[Relationship], problems: &mut Problems) {
    let known: HashMap<RelationshipId, &Relationship> = relationships.iter().map(|r| (r.id, r)).collect();
    let remedy = "take the change to the records back with git";
    for row in 0..table.len() {
        let Ok(id) = table.cell(row, "relationship").parse::<RelationshipId>() else { continue };
        let by = table.cell(row, "by").parse::<PersonId>().ok();
        match (known.get(&id), by) {
            (None, _) => {
                table.wrong(row, "relationship", "stands in no row of records/relationships.csv", remedy, problems);
            }
            (Some(relationship), Some(by)) if !relationship.everybody().any(|member| member.id == by) => {
                table.wrong(row, "by", &format!("is not in {id}"), remedy, problems);
            }
            _ => {}
        }
    }
}

/// Adds a note to the table as it is planned to be.
pub fn add(table: &mut Table, id: RelationshipId, note: Note, on: NaiveDate, mark: &str) {
    let by = note.by().map_or(String::new(), |by| by.to_string());
    let (id, on) = (id.to_string(), on.to_string());
    table.push(&[("mark", mark), ("relationship", &id), ("on", &on), ("what", note.word()), ("by", &by)]);
}
