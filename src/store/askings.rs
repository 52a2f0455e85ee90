//! `records/places.csv`: which returning mentors were asked how many places they offer next, and what they said.

use chrono::NaiveDate;

use super::directory::Directory;
use super::records::person_id;
use super::table::Table;
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::returning::Asking;
use crate::problems::Problems;

const FILE: &str = "records/places.csv";

const COLUMNS: [&str; 4] = ["mark", "id", "on", "places"];

/// Reads what was asked and said, and the table it stands in.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(
    directory: &Directory,
    register: &Register,
    problems: &mut Problems,
) -> anyhow::Result<(Table, Vec<Asking>)> {
    let mut table = Table::read(FILE, &COLUMNS, directory.read(FILE)?, problems);
    if !table.has_mark(&register.mark) {
        table.lost(&register.mark, problems);
        return Ok((table, Vec::new()));
    }
    table.settle_dates("on", problems);
    let days = table.dates("on", &mut Problems::default());
    let mut askings = Vec::new();
    for (row, on) in days.into_iter().enumerate() {
        let person = person_id(&table, row, "id", register, problems);
        let blank = table.cell(row, "places").is_empty();
        let places: Option<u32> = if blank { None } else { table.number(row, "places", problems) };
        if on.is_none() && table.cell(row, "on").is_empty() {
            table.day_missing(row, "on", problems);
        }
        if let (Some(person), Some(on), true) = (person, on, blank || places.is_some()) {
            askings.push(Asking { person, on, places });
        }
    }
    Ok((table, askings))
}

/// Notes in the table as it is planned to be that somebody was asked, or how many places they offer.
pub fn add(table: &mut Table, person: PersonId, on: NaiveDate, places: Option<u32>, mark: &str) {
    let (id, on) = (person.to_string(), on.to_string());
    let places = places.map_or(String::new(), |places| places.to_string());
    table.push(&[("mark", mark), ("id", &id), ("on", &on), ("places", &places)]);
}
