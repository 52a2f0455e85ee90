//! `mentor take` of attendance: who came to what.

use std::collections::HashMap;

use super::filled::{Filled, Line, Taken, keep};
use crate::commands::sheet::attendance::FILLED;
use crate::domain::log::{Attendance, Kind};
use crate::domain::person::PersonId;
use crate::domain::schedule::What;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::normal;

/// The columns of what is shown.
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("event", "Event"),
        Column::new("on", "On"),
        Column::new("person", "Person"),
        Column::new("came", "Came"),
    ]
}

/// Reads the rows, and plans what nobody noted.
pub fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let mut here: HashMap<(String, PersonId), (usize, bool)> = HashMap::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let event = event(filled, row, book);
        let person = person(filled, row, book);
        let on = filled.day(row, "on", &days);
        let came = filled.truth(row, "came", "that somebody came nor that they did not");
        let (Some(event), Some(person), Some(on), Some(came)) = (event, person, on, came) else { continue };
        let key = (normal(&event), person);
        let own = |known: &&Attendance| known.person == person && normal(&known.event) == key.0;
        let there: Option<Attendance> = logged.log.attendances.iter().find(own).cloned();
        let taken = match (here.get(&key).copied(), there) {
            (Some((other, before)), _) => {
                if before != came {
                    filled.contradicts(row, "came", other);
                }
                Taken::Known
            }
            (None, Some(known)) => {
                if known.came != came {
                    let said = if known.came { "came" } else { "did not come" };
                    let message = format!("says otherwise than {} ({said})", known.id);
                    let flag = if came { "--came" } else { "--away" };
                    let change = format!("mentor log attendance --change {} {flag}", known.id);
                    filled.wrong(row, "came", &message, &format!("put the row right, or the record: {change}"));
                }
                Taken::Known
            }
            (None, None) => {
                let word = if came { "yes" } else { "no" }.to_string();
                let (person, event) = (person.to_string(), event.clone());
                let cells = [("person", person), ("event", event), ("on", on.to_string()), ("came", word)];
                keep(logged, Kind::Attendance, &book.register.mark, &cells);
                Taken::New
            }
        };
        here.entry(key).or_insert((row, came));
        let came = Cell::text(if came { "yes" } else { "no" });
        let cells = vec![Cell::text(event), Cell::Date(on), Cell::text(person.to_string()), came];
        lines.push(Line { cells, taken });
    }
    lines
}

/// The event as the scheme calls it.
fn event(filled: &mut Filled, row: usize, book: &Book) -> Option<String> {
    let own = [What::Opening, What::Review].map(|what| what.to_string());
    let known = book.scheme.year.events.iter().map(|event| event.name.clone()).chain(own);
    let said = normal(filled.cell(row, "event"));
    let found = known.into_iter().find(|name| normal(name) == said);
    if found.is_none() {
        filled.wrong(row, "event", "is no event of the scheme", "write it as the sheet had it");
    }
    found
}

/// Whoever is meant by the id.
fn person(filled: &mut Filled, row: usize, book: &Book) -> Option<PersonId> {
    let id = filled.cell(row, "person").parse::<PersonId>().ok().filter(|id| book.by_id(*id).is_some());
    if id.is_none() {
        filled.wrong(row, "person", "is nobody who takes part", "write the id as the sheet had it, such as P014");
    }
    id
}
