//! `private/corrections.csv`: what was corrected by hand. The forms stay as they came.

use super::directory::Directory;
use super::table::Table;
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::problems::{Place, Problems};

/// The name of the file.
pub const FILE: &str = "private/corrections.csv";

const COLUMNS: [&str; 6] = ["id", "role", "field", "value", "why", "on"];

/// One correction; of several to one field the last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Whose answer it corrects.
    pub person: PersonId,
    /// In which role; in all where it is not said.
    pub role: Option<Role>,
    /// The fact or field.
    pub field: String,
    /// What is right.
    pub value: String,
    /// Why, in the coordinator's words.
    pub why: String,
    /// Where it stands.
    pub place: Place,
}

/// Reads all corrections, the oldest first, and the table they stand in.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(
    directory: &Directory,
    planned: Option<&Table>,
    problems: &mut Problems,
) -> anyhow::Result<(Table, Vec<Correction>)> {
    let table = Table::planned_or_read(FILE, &COLUMNS, planned, directory, problems)?;
    let mut corrections = Vec::new();
    for row in 0..table.len() {
        let Ok(person) = table.cell(row, "id").parse() else {
            table.wrong(row, "id", "is not an id such as P014", "write the id that `mentor people` shows", problems);
            continue;
        };
        let role = table.cell(row, "role");
        corrections.push(Correction {
            person,
            role: Role::from_word(role),
            field: table.cell(row, "field").to_string(),
            value: table.cell(row, "value").to_string(),
            why: table.cell(row, "why").to_string(),
            place: table.place(row, "value"),
        });
    }
    Ok((table, corrections))
}

/// Adds a correction to the table.
pub fn add(table: &mut Table, person: PersonId, role: Option<Role>, field: &str, value: &str, why: &str, on: &str) {
    table.push(&[
        ("id", person.to_string()),
        ("role", role.map_or(String::new(), |role| role.word().to_string())),
        ("field", field.to_string()),
        ("value", value.to_string()),
        ("why", why.to_string()),
        ("on", on.to_string()),
    ]);
}
