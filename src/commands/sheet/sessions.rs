//! `mentor sheet sessions`: a row a session whose time is now or over and of which nobody told.

use chrono::NaiveDate;

use super::{ForArgs, sheet};
use crate::commands::{Answer, Desk, members, schedule, year};
use crate::domain::calendar::days_after;
use crate::domain::journey::Journey;
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::schedule::{Of, State, What};
use crate::domain::scheme::Scheme;
use crate::report::{Cell, Column, Offer};

/// The columns that people fill in, and that `mentor take` reads.
pub const FILLED: [&str; 3] = ["held", "on", "minutes"];

pub fn run(args: &ForArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let whose = schedule::whose(&book, args.of.as_deref())?;
    let items = schedule::items(&book, &logged.log, &whose, desk);
    let private = desk.privacy_of_called();
    let columns = vec![
        Column::new("relationship", "relationship"),
        Column::new("who", "who").privacy(private),
        Column::new("session", "session"),
        Column::new("from", "from"),
        Column::new("by", "by"),
        Column::new("held", "held").offers(Offer::Words(&["yes", "no"])),
        Column::new("on", "on"),
        Column::new("minutes", "minutes"),
    ];
    let row = |id: RelationshipId, people: &[Member], number: i64, from: Option<NaiveDate>, by: Option<NaiveDate>| {
        let day = |day: Option<NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
        let who = members::one_under_another(&book, people);
        let asked = [Cell::text(id.to_string()), who, Cell::Number(number), day(from), day(by)];
        asked.into_iter().chain(FILLED.map(|_| Cell::Blank)).collect::<Vec<Cell>>()
    };
    let mut rows = Vec::new();
    for item in items {
        let (What::Session(number), Of::Relationship(id)) = (&item.what, &item.of) else { continue };
        // Of what was told not to have been held nobody is asked again.
        let window = item.from..=item.by;
        let mut own = logged.log.sessions.iter().filter(|session| session.relationship == *id && !session.held);
        if matches!(item.state, State::Held | State::Planned) || own.any(|session| window.contains(&Some(session.on))) {
            continue;
        }
        let relationship = book.records.relationships.iter().find(|r| r.id == *id);
        let people = relationship.map_or(&[][..], |relationship| &relationship.members);
        rows.push(row(*id, people, i64::from(*number), item.from, item.by));
    }
    let journeys = year::journeys(&book, &logged.log);
    for journey in journeys.iter().filter(|journey| whose.is_of(journey)) {
        let Some((from, number)) = unplanned(journey, &book.scheme, desk.today) else { continue };
        let relationship = journey.relationship;
        rows.push(row(relationship.id, &relationship.members, number, Some(from), Some(desk.today)));
    }
    rows.sort_by_key(|row| (row[0].plain(), row[4].plain()));
    let none = "No session is due of which nobody told.";
    let how = "Fill in held (yes or no), the day and the minutes; a row left blank says nothing.";
    Ok(sheet(columns, rows, none, how, book.problems, desk))
}

/// Where nothing says how many sessions there are, or how often, everybody is asked for the next one: since when, and
/// which it is. None where that is no question today.
fn unplanned(journey: &Journey<'_>, scheme: &Scheme, today: NaiveDate) -> Option<(NaiveDate, i64)> {
    let sessions = &journey.relationship.terms(scheme).year.sessions;
    if sessions.number.is_some() || sessions.every.is_some() {
        return None;
    }
    if journey.relationship.ended.is_some() || journey.resting(today).is_some() {
        return None;
    }
    let last = journey.sessions.iter().map(|session| session.on).max();
    let from = last.map_or(journey.start, |last| days_after(last, 1));
    (from <= today).then_some((from, journey.sessions_held().count() as i64 + 1))
}
