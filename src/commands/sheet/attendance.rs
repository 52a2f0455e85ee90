//! `mentor sheet attendance`: a row a person and event that is over, of whom nobody said whether they came.

use anyhow::bail;

use super::sheet;
use crate::commands::{Answer, Desk, schedule, year};
use crate::domain::person::Person;
use crate::domain::schedule::{Item, Of, What, Whose};
use crate::domain::scheme::Role;
use crate::report::{Cell, Column, Offer};
use crate::store::book::Book;
use crate::wording::{nearest, normal, show};

/// Of which event.
#[derive(Debug, clap::Args)]
pub struct AttendanceArgs {
    /// Only of this one: "opening day", "review day", or an `[[event]]` of the scheme, also before its day
    #[arg(long, value_name = "WORD")]
    event: Option<String>,
}

/// The columns that people fill in, and that `mentor take` reads; the day is there already.
pub const FILLED: [&str; 1] = ["came"];

pub fn run(args: &AttendanceArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let mut events = schedule::items(&book, &logged.log, &Whose::All, desk);
    events.retain(|item| !matches!(item.of, Of::Relationship(_)) && item.what != What::End && item.by.is_some());
    match &args.event {
        Some(wanted) => {
            let names: Vec<String> = events.iter().map(|item| item.what.to_string()).collect();
            events.retain(|item| normal(&item.what.to_string()) == normal(wanted));
            if events.is_empty() {
                match nearest(wanted, names.iter().map(String::as_str)) {
                    Some(near) => bail!("no event is called `{}`; did you mean `{}`?", show(wanted), show(near)),
                    None => bail!("no event with a day is called `{}`; mentor schedule shows them", show(wanted)),
                }
            }
        }
        None => events.retain(|item| item.by.is_some_and(|day| day <= desk.today)),
    }
    let columns = vec![
        Column::new("event", "event"),
        Column::new("on", "on"),
        Column::new("person", "person"),
        Column::new("who", "who").privacy(desk.privacy_of_called()),
        Column::new("came", "came").offers(Offer::Words(&["yes", "no"])),
    ];
    let mut rows = Vec::new();
    for item in &events {
        let name = item.what.to_string();
        let told = |person: &Person| {
            let own = logged.log.attendances.iter().filter(|attendance| attendance.person == person.id);
            own.into_iter().any(|attendance| normal(&attendance.event) == normal(&name))
        };
        for person in book.people.iter().filter(|person| expected(&book, item, person) && !told(person)) {
            rows.push(vec![
                Cell::text(name.as_str()),
                item.by.map_or(Cell::Blank, Cell::Date),
                Cell::text(person.shown_id()),
                Cell::text(person.called_with_id()),
                Cell::Blank,
            ]);
        }
    }
    let none = "Nobody was expected of whom nobody told.";
    let how = "Fill in who came (yes or no); a row left blank says nothing.";
    Ok(sheet(columns, rows, none, how, book.problems, desk))
}

/// Whether somebody may be expected: everybody who takes part in a role that is invited, and of an intake's event those of
/// the intake; mentors may be in none.
fn expected(book: &Book, item: &Item, person: &Person) -> bool {
    let takes_part = !person.refused && !person.held;
    let named = |name: &String| book.scheme.year.events.iter().find(|event| event.name == *name);
    let event = match &item.what {
        What::Event(name) => named(name),
        _ => None,
    };
    let invited = |role: Role| event.is_none_or(|event| book.scheme.invites(event, role));
    let entries = || person.entries.iter().filter(|entry| entry.role != Role::PracticePartner && invited(entry.role));
    let of_intake = |name: &String| {
        entries().any(|entry| entry.intake == *name)
            || entries().all(|entry| entry.intake.is_empty()) && with_intake(book, name, person)
    };
    takes_part
        && entries().next().is_some()
        && match &item.of {
            Of::Intake(name) => of_intake(name),
            _ => true,
        }
}

/// Whether somebody of no intake is with somebody of it.
fn with_intake(book: &Book, intake: &str, person: &Person) -> bool {
    let of = |member: &crate::domain::relationship::Member| {
        book.by_id(member.id).and_then(|other| other.entry(member.role)).is_some_and(|entry| entry.intake == intake)
    };
    let own = book.records.relationships.iter().filter(|r| r.accepted.is_some() && r.has(person.id));
    own.into_iter().any(|r| r.members.iter().any(of))
}
