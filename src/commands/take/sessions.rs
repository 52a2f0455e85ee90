//! `mentor take` of sessions: what was held, when and how long.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Sheet;
use super::filled::{Filled, Line, Taken};
use crate::commands::log::outside;
use crate::commands::sheet::sessions::FILLED;
use crate::domain::journey::gather;
use crate::domain::log::{Kind, Session};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::problems::Problems;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::forms::durations;
use crate::store::log::Logged;

/// The sheet of sessions.
pub const SHEET: Sheet = Sheet {
    own: "held",
    columns: &["relationship", "held", "on", "minutes"],
    filled: &FILLED,
    kind: Kind::Session,
    called: "session",
    shown: columns,
    take,
};

fn columns() -> Vec<Column> {
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

/// What the rows above say of the sessions of a relationship on one day: where, of which of the plan, and what.
type Above = HashMap<(RelationshipId, NaiveDate), Vec<(usize, String, Said)>>;

/// Reads the rows, and plans the sessions that nobody noted.
fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let ends = filled.table.dates("by", &mut Problems::default());
    let all: Vec<Relationship> = book.records.with_practice().cloned().collect();
    let log = logged.log.clone();
    let journeys = gather(&book.scheme, &book.people, &all, &log);
    let mut above = Above::new();
    let mut matched: HashSet<usize> = HashSet::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let relationship = filled.relationship(row, book);
        relationship.into_iter().for_each(|relationship| filled.names_of(row, relationship, book));
        let held = filled.truth(row, "held", "that it was held nor that it was not");
        // What was not held has no day of its own: the last one on which it could have been stands for it.
        let last =
            ends.get(row).copied().flatten().filter(|_| held == Some(false) && filled.cell(row, "on").is_empty());
        let on = last.map(|last| last.min(filled.today)).or_else(|| filled.day(row, "on", &days));
        let minutes = minutes(filled, row, held);
        let (Some(id), Some(on), Some(held)) = (relationship.map(|r| r.id), on, held) else { continue };
        let said = Said { held, minutes };
        let taken = match told_above(filled, row, above.entry((id, on)).or_default(), said) {
            true => Taken::Known,
            false => note(filled, row, logged, (id, on), said, &mut matched, &book.register.mark),
        };
        let odd = journeys.iter().find(|journey| journey.relationship.id == id).and_then(|j| outside(j, on));
        odd.into_iter().for_each(|odd| filled.odd(row, "on", odd, "see whether the day is mistyped, or the id"));
        let minutes = minutes.map_or(Cell::Blank, |minutes| Cell::Number(i64::from(minutes)));
        let held = Cell::text(if held { "yes" } else { "no" });
        lines.push(Line { cells: vec![Cell::text(id.to_string()), Cell::Date(on), held, minutes], taken });
    }
    lines
}

/// Whether a row above tells of the same session: of the same one of the plan, where both say of which. The same session
/// told twice counts once; told in two ways, nobody knows which is right. Two that were held on one day are a slip more
/// often than not; of those that were not held, each counts.
fn told_above(filled: &mut Filled, row: usize, above: &mut Vec<(usize, String, Said)>, said: Said) -> bool {
    let number = filled.cell(row, "session").to_string();
    let same = |other: &String| number.is_empty() || other.is_empty() || *other == number;
    if let Some((other, _, before)) = above.iter().find(|(_, other, _)| same(other)) {
        if let Some(column) = otherwise(said, *before) {
            filled.contradicts(row, column, *other);
        }
        return true;
    }
    if let Some((other, which, _)) = above.iter().find(|(_, _, before)| before.held && said.held) {
        let line = filled.table.place(*other, "on").line;
        let message = format!("is the day of session {which} in line {line}, and this is session {number}");
        let remedy = "put one of the days right; if there were two that day, note one of them: mentor log session";
        filled.wrong(row, "on", &message, remedy);
    }
    above.push((row, number, said));
    false
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

/// Plans the session where nobody noted it; how long it was, where nobody said. Each session that is known stands for one
/// row (`matched`).
fn note(
    filled: &mut Filled,
    row: usize,
    logged: &mut Logged,
    (id, on): (RelationshipId, NaiveDate),
    said: Said,
    matched: &mut HashSet<usize>,
    mark: &str,
) -> Taken {
    let own =
        |(at, session): &(usize, &Session)| session.relationship == id && session.on == on && !matched.contains(at);
    let there: Vec<(usize, Session)> =
        logged.log.sessions.iter().enumerate().filter(own).map(|(at, session)| (at, session.clone())).collect();
    let before = |session: &Session| Said { held: session.held, minutes: session.minutes };
    let fits = there.iter().find(|(_, session)| otherwise(said, before(session)).is_none());
    match (fits, there.first()) {
        (Some((at, session)), _) => {
            matched.insert(*at);
            match (session.id.and_then(|id| logged.row(id)), said.minutes) {
                (Some(at), Some(minutes)) if session.minutes.is_none() => {
                    logged.table(Kind::Session).set(at, "minutes", minutes.to_string());
                    Taken::Added
                }
                _ => Taken::Known,
            }
        }
        (None, Some((_, session))) => {
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
            logged.add(Kind::Session, mark, &cells);
            Taken::New
        }
    }
}

/// How long it was; nothing where that was left blank.
fn minutes(filled: &mut Filled, row: usize, held: Option<bool>) -> Option<u32> {
    let cell = filled.cell(row, "minutes");
    let said = durations::minutes(cell, 1);
    // A session of no minutes, however that is written, is one that was not held.
    let nothing = said == Ok(None) && (durations::is_unsaid(cell) || held == Some(false));
    let length = said.ok().flatten();
    if !nothing && length.is_none() {
        let remedy = format!("{}, or leave it blank", durations::REMEDY);
        filled.wrong(row, "minutes", "does not say how long it was, from 1 to 1440 minutes", &remedy);
    } else if length.is_some() && held == Some(false) {
        let remedy = "leave it blank, or write yes under held";
        filled.wrong(row, "minutes", "how long it was, and it was not held", remedy);
    }
    length
}
