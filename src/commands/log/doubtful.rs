//! What is odd in a record that is being noted. It is noted all the same, and said at once, while whoever typed it knows
//! what was meant.

use chrono::{Datelike, NaiveDate};

use crate::commands::in_words;
use crate::domain::journey::{Journey, gather};
use crate::domain::log::{Kind, RecordId, is_long_before};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::schedule::event_days;
use crate::store::book::Book;
use crate::store::log::Logged;

/// A session of more minutes than these is mistyped more often than held.
const LONG: i64 = 480;

/// Something happened on a day before a relationship began, or after it ended; `change` puts the day right.
pub fn day(book: &Book, logged: &Logged, of: RelationshipId, on: NaiveDate, change: &str) -> Option<String> {
    let odd = journey(book, logged, of, |journey| outside(journey, on))?;
    Some(format!("note: {odd}; if the day is mistyped: {change} --on DATE"))
}

/// Something that may well be before the start happened more than a year before it: then the year is mistyped.
pub fn long_before(book: &Book, logged: &Logged, of: RelationshipId, on: NaiveDate, change: &str) -> Option<String> {
    let start = journey(book, logged, of, |journey| Some(journey.start).filter(|start| is_long_before(on, *start)))?;
    let start = in_words(start);
    Some(format!(
        "note: {of} began on {start}, more than a year after that day; if the day is mistyped: {change} --on DATE"
    ))
}

/// Asks something of the journey of a relationship.
fn journey<T>(
    book: &Book,
    logged: &Logged,
    of: RelationshipId,
    ask: impl FnOnce(&Journey<'_>) -> Option<T>,
) -> Option<T> {
    let all: Vec<Relationship> = book.records.with_practice().cloned().collect();
    let journeys = gather(&book.scheme, &book.people, &all, &logged.log);
    ask(journeys.iter().find(|journey| journey.relationship.id == of)?)
}

/// A goal was rated on a day before the relationship began in which it was set, or after the one ended to which it went
/// along last; `change` puts the day right.
pub fn rating_day(book: &Book, logged: &Logged, goal: RecordId, on: NaiveDate, change: &str) -> Option<String> {
    let all: Vec<Relationship> = book.records.with_practice().cloned().collect();
    let journeys = gather(&book.scheme, &book.people, &all, &logged.log);
    let theirs = || journeys.iter().filter(|journey| journey.goals.iter().any(|one| one.id == goal));
    let set = theirs().find(|j| j.goals.iter().any(|one| one.id == goal && one.relationship == j.relationship.id))?;
    let last = theirs().find(|journey| !journey.continued)?;
    let odd = if on < set.start { outside(set, on) } else { outside(last, on).filter(|_| on >= last.start) }?;
    Some(format!("note: {odd}; if the day is mistyped: {change} --on DATE"))
}

/// A day lies before a relationship began, or after it ended.
pub fn outside(journey: &Journey<'_>, on: NaiveDate) -> Option<String> {
    let of = journey.relationship.id;
    match journey.relationship.ended.filter(|ended| on > *ended) {
        _ if on < journey.start => Some(format!("{of} began on {}, after that day", in_words(journey.start))),
        ended => Some(format!("{of} ended on {}, before that day", in_words(ended?))),
    }
}

/// Somebody came to an event on a day that is not the one for which it was planned for them.
pub fn event_day(book: &Book, logged: &Logged, event: &str, who: PersonId, on: NaiveDate) -> Option<String> {
    let planned = event_days(&book.scheme, &logged.log, event, &book.by_id(who)?.intakes());
    let day = planned.first().filter(|_| !planned.contains(&on))?;
    Some(format!(
        "note: {event} was planned for {}; if it was moved: mentor schedule --move \"{event}\" --to {on}; if the day is mistyped: mentor undo",
        in_words(*day)
    ))
}

/// A session of the same relationship and day was noted before.
pub fn same_day(logged: &Logged, of: RelationshipId, on: NaiveDate, id: RecordId) -> Option<String> {
    let own = logged.log.sessions.iter().filter(|session| session.relationship == of && session.on == on);
    let other = own.filter_map(|session| session.id).find(|other| *other != id)?;
    Some(format!("note: {other} is a session of {of} on that day too, and both count; if they are one: mentor undo"))
}

/// Messages of the month of a day were noted before, when a whole month is noted.
pub fn same_month(logged: &Logged, of: RelationshipId, on: NaiveDate, id: RecordId) -> Option<String> {
    let month = |day: NaiveDate| (day.year(), day.month());
    let mut own = logged.log.tallies.iter().filter(|tally| tally.relationship == of && month(tally.on) == month(on));
    let other = own.find(|tally| tally.id != id)?.id;
    Some(format!(
        "note: {other} tells of messages of {of} in that month too, and both count; if they are the same: mentor undo"
    ))
}

/// A session was very long.
pub fn long(minutes: &str, id: RecordId) -> Option<String> {
    let minutes = minutes.parse().ok().filter(|minutes: &i64| *minutes > LONG)?;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let length = if rest == 0 { format!("{hours} hours") } else { format!("{hours} hours and {rest} minutes") };
    Some(format!("note: {length} is long; if it is mistyped: mentor log session --change {id} --minutes 60"))
}

/// A goal was rated otherwise on the same day.
pub fn rated(logged: &Logged, goal: RecordId, on: NaiveDate, now: i64) -> Option<String> {
    let table = logged.tables.get(&Kind::Rating)?;
    let (goal, on) = (goal.to_string(), on.to_string());
    let cell = |row: usize, column| table.cell(row, column);
    let same = |row: &usize| cell(*row, "goal") == goal && cell(*row, "on") == on && cell(*row, "removed").is_empty();
    let last = (0..table.len()).rfind(same).filter(|row| cell(*row, "now") != now.to_string())?;
    let (id, said) = (cell(last, "id"), cell(last, "now"));
    Some(format!("note: {id} said {said} on that day, and this one counts; if this one is wrong: mentor undo"))
}
