//! `mentor take` of attendance: who came to what.

use chrono::NaiveDate;

use super::Sheet;
use super::filled::{Above, Filled, Line, Taken};
use crate::commands::sheet::attendance::FILLED;
use crate::domain::log::{Attendance, Kind};
use crate::domain::person::{Person, PersonId};
use crate::domain::schedule::{What, event_days};
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::{list, normal};

/// The sheet of attendance.
pub const SHEET: Sheet = Sheet {
    own: "event",
    columns: &["event", "on", "person", "came"],
    filled: &FILLED,
    kind: Kind::Attendance,
    called: "attendance",
    shown: columns,
    take,
};

fn columns() -> Vec<Column> {
    vec![
        Column::new("event", "Event"),
        Column::new("on", "On"),
        Column::new("person", "Person"),
        Column::new("came", "Came"),
    ]
}

/// Reads the rows, and plans the attendance that nobody noted.
fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let mut above = Above::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let event = event(filled, row, book);
        let person = person(filled, row, book);
        let on = filled.day(row, "on", &days);
        let came = filled.truth(row, "came", "that somebody came nor that they did not");
        if let (Some(event), Some(person), Some(on)) = (&event, person, on) {
            on_its_day(filled, row, book, logged, event, person, on);
        }
        let (Some(event), Some(person), Some(on), Some(came)) = (event, person, on, came) else { continue };
        let otherwise = |said, before| (said != before).then_some("came");
        let taken = match above.told(filled, row, ((normal(&event), person.id), came), otherwise) {
            true => Taken::Known,
            false => note(filled, row, logged, (person.id, &event, on), came, &book.register.mark),
        };
        let came = Cell::text(if came { "yes" } else { "no" });
        let cells = vec![Cell::text(event), Cell::Date(on), Cell::text(person.id.to_string()), came];
        lines.push(Line { cells, taken });
    }
    lines
}

/// Plans the attendance where nobody noted it.
fn note(
    filled: &mut Filled,
    row: usize,
    logged: &mut Logged,
    (person, event, on): (PersonId, &str, NaiveDate),
    came: bool,
    mark: &str,
) -> Taken {
    let own = |known: &&Attendance| known.person == person && normal(&known.event) == normal(event);
    if let Some(known) = logged.log.attendances.iter().find(own) {
        if known.came != came {
            let said = if known.came { "came" } else { "did not come" };
            let message = format!("says otherwise than {} ({said})", known.id);
            let flag = if came { "--came" } else { "--away" };
            let change = format!("mentor log attendance --change {} {flag}", known.id);
            filled.wrong(row, "came", &message, &format!("put the row right, or the record: {change}"));
        }
        return Taken::Known;
    }
    let cells = [("person", person.to_string()), ("event", event.to_string()), ("on", on.to_string())];
    let came = ("came", if came { "yes" } else { "no" }.to_string());
    logged.add(Kind::Attendance, mark, &[&cells[..], &[came]].concat());
    Taken::New
}

/// Sees whether the event was on that day for somebody.
fn on_its_day(
    filled: &mut Filled,
    row: usize,
    book: &Book,
    logged: &Logged,
    event: &str,
    person: &Person,
    on: NaiveDate,
) {
    let planned = event_days(&book.scheme, &logged.log, event, &person.intakes());
    if !planned.is_empty() && !planned.contains(&on) {
        let days: Vec<String> = planned.iter().map(NaiveDate::to_string).collect();
        let message = format!("{on} is not its day, which was {}", list(&days, "or"));
        let remedy = format!("put the day right; if it was moved: mentor schedule --move \"{event}\" --to {on}");
        filled.wrong(row, "on", &message, &remedy);
    }
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

/// Whoever is meant by the id, where the names say so too.
fn person<'b>(filled: &mut Filled, row: usize, book: &'b Book) -> Option<&'b Person> {
    let person = filled.cell(row, "person").parse().ok().and_then(|id| book.by_id(id));
    match person {
        Some(person) => filled.names(row, &[person.id], book, "the id is of"),
        None => {
            let remedy = "write the id as the sheet had it, such as P014";
            filled.wrong(row, "person", "is nobody who takes part", remedy);
        }
    }
    person
}
