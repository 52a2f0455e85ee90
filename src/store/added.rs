//! `private/added.csv`: people who signed up by telephone, one row a fact or field.

use std::collections::BTreeMap;

use super::directory::Directory;
use super::forms::answer::{Answer, Trouble, role_of};
use super::forms::answers::Cells;
use super::table::Table;
use crate::domain::scheme::source::{DateOrder, Source};
use crate::domain::scheme::{Scheme, source};
use crate::domain::value::{Value, Vocabulary};
use crate::privacy::Privacy;
use crate::problems::{Located, Place, Problem, Problems};
use crate::wording::{nearest, show};

/// The name of the file.
pub const FILE: &str = "private/added.csv";

const COLUMNS: [&str; 4] = ["added", "field", "value", "on"];

/// Reads everybody added by hand as if each had sent a form.
///
/// # Errors
/// Where the file cannot be read at all.
pub fn read(
    directory: &Directory,
    planned: Option<&Table>,
    scheme: &Scheme,
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
    problems: &mut Problems,
) -> anyhow::Result<(Table, Vec<Answer>)> {
    let table = Table::planned_or_read(FILE, &COLUMNS, planned, directory, problems)?;
    let by_hand = by_hand();
    let mut answers: BTreeMap<u32, Answer> = BTreeMap::new();
    for row in 0..table.len() {
        let Some(number) = table.number::<u32>(row, "added", problems) else { continue };
        let place = table.place(row, "value");
        let answer = answers.entry(number).or_insert_with(|| Answer {
            place: place.across(0),
            values: vec![Value::Blank; scheme.fields.len()],
            ..Answer::blank()
        });
        let (field, value) = (table.cell(row, "field"), table.cell(row, "value"));
        set(answer, field, value, scheme, &by_hand, cells, words, &place, problems);
    }
    Ok((table, answers.into_values().collect()))
}

/// A source that stands for the coordinator's own hand.
fn by_hand() -> Source {
    Source {
        file: Located::new(FILE.to_string(), Place::file(FILE)),
        gives: source::Gives::Participants,
        role: None,
        intake: None,
        worksheet: None,
        heading_row: 1,
        headings_above: Vec::new(),
        first_row: None,
        last_row: None,
        encoding: None,
        separator: None,
        date_order: None,
        columns: Vec::new(),
        ignore: Vec::new(),
        roles: Vec::new(),
        only: Vec::new(),
        field: None,
        exported: source::Exported::default(),
        place: Place::file(FILE),
    }
}

#[expect(clippy::too_many_arguments, reason = "one fact is read in the light of its scheme and place")]
fn set(
    answer: &mut Answer,
    field: &str,
    value: &str,
    scheme: &Scheme,
    by_hand: &Source,
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
    place: &Place,
    problems: &mut Problems,
) {
    if let Some(id) = scheme.field_named(field) {
        match cells.read(id, value, words) {
            Ok(read) => answer.values[id.0] = read,
            Err(_) if scheme.field(id).privacy == Privacy::Special => {
                answer.troubles.push(Trouble::hidden(field, place.clone(), field));
            }
            Err(wrongs) => {
                let trouble = |wrong| Trouble::new(field, place.clone(), field, value, wrong);
                answer.troubles.extend(wrongs.into_iter().map(trouble));
            }
        }
    } else if field == "role" {
        answer.role = role_of(scheme, by_hand, value);
    } else if source::FACTS.contains(&field) {
        answer.set(field, value, DateOrder::YearFirst, scheme, by_hand, place, field);
    } else {
        let known = source::FACTS.into_iter().chain(scheme.fields.iter().map(|field| field.name.as_str()));
        let remedy = match nearest(field, known) {
            Some(near) => format!("write {near} in its place"),
            None => "delete the row, or declare the field in scheme.toml".to_string(),
        };
        problems.push(Problem::error(place, format!("there is no field `{}`", show(field))).text(field).remedy(remedy));
    }
}

/// Adds a person to the table.
pub fn add(table: &mut Table, facts: &[(String, String)], on: &str) {
    let highest = (0..table.len()).filter_map(|row| table.cell(row, "added").parse::<u32>().ok()).max();
    let number = highest.unwrap_or(0) + 1;
    for (field, value) in facts {
        let cells =
            [("added", number.to_string()), ("field", field.clone()), ("value", value.clone()), ("on", on.to_string())];
        table.push(&cells);
    }
}
