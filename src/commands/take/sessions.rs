//! `mentor take` of sessions: what was held, when and how long.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::filled::{Filled, Line, Taken, keep};
use crate::commands::sheet::sessions::FILLED;
use crate::domain::log::{Kind, Session};
use crate::domain::relationship::RelationshipId;
use crate::problems::Problems;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;

/// The columns of what is shown.
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("relationship", "Id"),
        Column::new("on", "On"),
        Column::new("held", "Held"),
        Column::new("minutes", "Minutes"),
    ]
}

/// What a row says of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Said {
    held: bool,
    minutes: Option<u32>,
}

/// Reads the rows, and plans the sessions that nobody noted.
pub fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let ends = filled.table.dates("by", &mut Problems::default());
    let mut here: HashMap<(RelationshipId, NaiveDate), (usize, Said)> = HashMap::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let relationship = filled.relationship(row, book).map(|r| r.id);
        let held = filled.truth(row, "held", "that it was held nor that it was not");
        // What was not held has no day of its own: the last one on which it could have been stands for it.
        let last =
            ends.get(row).copied().flatten().filter(|_| held == Some(false) && filled.cell(row, "on").is_empty());
        let on = last.map(|last| last.min(filled.today)).or_else(|| filled.day(row, "on", &days));
        let minutes = minutes(filled, row, held);
        let (Some(id), Some(on), Some(held)) = (relationship, on, held) else { continue };
        let said = Said { held, minutes };
        let taken = match here.get(&(id, on)).copied() {
            // The same session told twice counts once; told in two ways, nobody knows which is right.
            Some((other, before)) => {
                if let Some(column) = otherwise(said, before) {
                    filled.contradicts(row, column, other);
                }
                Taken::Known
            }
            None => {
                here.insert((id, on), (row, said));
                note(filled, row, logged, (id, on), said, &book.register.mark)
            }
        };
        let minutes = minutes.map_or(Cell::Blank, |minutes| Cell::Number(i64::from(minutes)));
        let held = Cell::text(if held { "yes" } else { "no" });
        lines.push(Line { cells: vec![Cell::text(id.to_string()), Cell::Date(on), held, minutes], taken });
    }
    lines
}

/// In which column two say what cannot both be.
fn otherwise(one: Said, other: Said) -> Option<&'static str> {
    if one.held != other.held {
        Some("held")
    } else if one.minutes.zip(other.minutes).is_some_and(|(one, other)| one != other) {
        Some("minutes")
    } else {
        None
    }
}

/// Plans the session where nobody noted it; how long it was, where nobody said.
fn note(
    filled: &mut Filled,
    row: usize,
    logged: &mut Logged,
    (id, on): (RelationshipId, NaiveDate),
    said: Said,
    mark: &str,
) -> Taken {
    let own = |session: &&Session| session.relationship == id && session.on == on;
    let there: Vec<Session> = logged.log.sessions.iter().filter(own).cloned().collect();
    let before = |session: &Session| Said { held: session.held, minutes: session.minutes };
    let fits = there.iter().find(|session| otherwise(said, before(session)).is_none());
    match (fits, there.first()) {
        (Some(session), _) => match (session.id.and_then(|id| logged.row(id)), said.minutes) {
            (Some(at), Some(minutes)) if session.minutes.is_none() => {
                logged.table(Kind::Session).set(at, "minutes", minutes.to_string());
                Taken::Added
            }
            _ => Taken::Known,
        },
        (None, Some(session)) => {
            let known = session.id.map_or("an export".to_string(), |id| id.to_string());
            let length = session.minutes.map_or(String::new(), |minutes| format!(", {minutes} minutes"));
            let was = if session.held { "held" } else { "not held" };
            let remedy = match session.id {
                Some(id) => format!("put the row right, or the record: mentor log session --change {id}"),
                None => "put the row right, or the session where it is kept".to_string(),
            };
            let column = otherwise(said, before(session)).unwrap_or("held");
            filled.wrong(row, column, &format!("says otherwise than {known} ({was}{length})"), &remedy);
            Taken::Known
        }
        (None, None) => {
            let held = if said.held { "yes" } else { "no" }.to_string();
            let minutes = said.minutes.map_or(String::new(), |minutes| minutes.to_string());
            let cells =
                [("relationship", id.to_string()), ("on", on.to_string()), ("held", held), ("minutes", minutes)];
            keep(logged, Kind::Session, mark, &cells);
            Taken::New
        }
    }
}

/// How long it was; nothing where that was left blank.
fn minutes(filled: &mut Filled, row: usize, held: Option<bool>) -> Option<u32> {
    let cell = filled.cell(row, "minutes");
    let length = cell.parse::<u32>().ok().filter(|minutes| (1..=1440).contains(minutes));
    if !cell.is_empty() && (length.is_none() || held != Some(true)) {
        let message = "is no number of minutes of a session that was held";
        filled.wrong(row, "minutes", message, "write digits only, or leave it blank");
    }
    length
}
