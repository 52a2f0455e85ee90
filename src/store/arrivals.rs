//! `records/arrivals.csv`: who joined a group that was under way, one row each. What a round proposed stands elsewhere and
//! stays as it is.

use std::collections::HashMap;

use super::records::{person_id, relationship_id, role_in_pool};
use super::table::Table;
use crate::domain::register::Register;
use crate::domain::relationship::{Arrival, Member, RelationshipId};
use crate::problems::Problems;

/// The name of the file and its columns.
pub const KIND: (&str, &[&str]) = ("records/arrivals.csv", &["mark", "relationship", "id", "role", "on", "despite"]);

/// Somebody who joined.
pub struct Came {
    /// The row of the table.
    pub row: usize,
    /// Who and when.
    pub arrival: Arrival,
}

/// Reads who joined, by relationship and in each by day.
pub fn read(table: &Table, register: &Register, problems: &mut Problems) -> HashMap<RelationshipId, Vec<Came>> {
    let days = table.dates("on", &mut Problems::default());
    let mut found: HashMap<RelationshipId, Vec<Came>> = HashMap::new();
    for (row, on) in days.into_iter().enumerate() {
        let relationship = relationship_id(table, row, "relationship", problems);
        let id = person_id(table, row, "id", register, problems);
        let role = role_in_pool(table, row, problems);
        if table.cell(row, "on").is_empty() {
            table.day_missing(row, "on", problems);
        }
        if let (Some(relationship), Some(id), Some(role), Some(on)) = (relationship, id, role, on) {
            let arrival = Arrival { member: Member { id, role }, on };
            found.entry(relationship).or_default().push(Came { row, arrival });
        }
    }
    found.values_mut().for_each(|came| came.sort_by_key(|came| came.arrival.on));
    found
}

/// Adds who joins to the table as it is planned to be; `despite` names the rules that were set aside for them.
pub fn add(table: &mut Table, id: RelationshipId, arrival: Arrival, despite: &[String], mark: &str) {
    let Arrival { member, on } = arrival;
    table.push(&[
        ("mark", mark),
        ("relationship", &id.to_string()),
        ("id", &member.id.to_string()),
        ("role", member.role.word()),
        ("on", &on.to_string()),
        ("despite", &despite.join(" ")),
    ]);
}
