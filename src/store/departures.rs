//! `records/departures.csv`: who left a group that goes on, one row each. The row of the member stays, since a round may
//! have proposed it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::records::{person_id, relationship_id};
use super::table::Table;
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::{Departure, Ending, RelationshipId};
use crate::problems::Problems;

/// The name of the file and its columns.
pub const KIND: (&str, &[&str]) = ("records/departures.csv", &["mark", "relationship", "id", "on", "ending"]);

/// Somebody who left.
pub struct Gone {
    /// The row of the table.
    pub row: usize,
    /// Who.
    pub id: PersonId,
    /// When.
    pub on: NaiveDate,
    /// How it ended for them.
    pub ending: Ending,
}

/// Reads who left, by relationship and in each by day.
pub fn read(table: &Table, register: &Register, problems: &mut Problems) -> HashMap<RelationshipId, Vec<Gone>> {
    let days = table.dates("on", &mut Problems::default());
    let mut found: HashMap<RelationshipId, Vec<Gone>> = HashMap::new();
    for (row, on) in days.into_iter().enumerate() {
        let relationship = relationship_id(table, row, "relationship", problems);
        let id = person_id(table, row, "id", register, problems);
        if table.cell(row, "on").is_empty() {
            table.day_missing(row, "on", problems);
        }
        let ending = Ending::from_word(table.cell(row, "ending")).unwrap_or(Ending::Early);
        if let (Some(relationship), Some(id), Some(on)) = (relationship, id, on) {
            found.entry(relationship).or_default().push(Gone { row, id, on, ending });
        }
    }
    found.values_mut().for_each(|gone| gone.sort_by_key(|gone| gone.on));
    found
}

/// Adds who left to the table as it is planned to be.
pub fn add(table: &mut Table, id: RelationshipId, departure: Departure, mark: &str) {
    let (id, who, on) = (id.to_string(), departure.member.id.to_string(), departure.on.to_string());
    let ending = departure.ending.word();
    table.push(&[("mark", mark), ("relationship", &id), ("id", &who), ("on", &on), ("ending", ending)]);
}
