//! `records/agreements.csv`: when agreements were talked through and signed, one row a relationship.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::records::relationship_id;
use super::table::Table;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::problems::Problems;

/// The name of the file and its columns.
pub const KIND: (&str, &[&str]) = ("records/agreements.csv", &["mark", "relationship", "discussed", "signed"]);

/// When an agreement was talked through, and when it was signed: different facts, and neither needs the other.
pub type Agreed = (Option<NaiveDate>, Option<NaiveDate>);

/// Reads the table, by relationship.
pub fn read(table: &Table, problems: &mut Problems) -> HashMap<RelationshipId, Agreed> {
    let [discussed, signed] = ["discussed", "signed"].map(|column| table.dates(column, &mut Problems::default()));
    let mut agreed = HashMap::new();
    for row in 0..table.len() {
        let Some(id) = relationship_id(table, row, "relationship", problems) else { continue };
        if agreed.insert(id, (discussed[row], signed[row])).is_some() {
            table.wrong(row, "relationship", "stands twice", "delete one of the rows", problems);
        }
    }
    agreed
}

/// Notes as errors what belongs to no relationship.
pub fn check<'r>(table: &Table, relationships: impl Iterator<Item = &'r Relationship>, problems: &mut Problems) {
    let known: HashSet<RelationshipId> = relationships.map(|r| r.id).collect();
    let remedy = "take the change to the records back with git";
    for row in 0..table.len() {
        if table.cell(row, "relationship").parse().is_ok_and(|id: RelationshipId| !known.contains(&id)) {
            table.wrong(row, "relationship", "stands in no row of records/relationships.csv", remedy, problems);
        }
    }
}

/// Notes a day in the table as it is planned to be.
pub fn set(table: &mut Table, id: RelationshipId, column: &str, on: NaiveDate, mark: &str) {
    let (id, on) = (id.to_string(), on.to_string());
    match (0..table.len()).find(|row| table.cell(*row, "relationship") == id) {
        Some(row) => table.set(row, column, on),
        None => table.push(&[("mark", mark), ("relationship", &id), (column, &on)]),
    }
}
