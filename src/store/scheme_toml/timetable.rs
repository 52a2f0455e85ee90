//! Reads `[timetable]`: how conversations are timetabled on the review day.

use super::reader::{Entry, Table};
use super::year::{hours, number};
use crate::domain::person::PersonId;
use crate::domain::scheme::timetable::{Absent, TimetableTerms, Unavailable, span};
use crate::domain::scheme::year::Hours;
use crate::problems::Located;
use crate::wording::show;

/// A conversation takes so many minutes, where the scheme does not say.
const SLOT: u32 = 20;

/// More rooms than these nobody has.
const ROOMS: i64 = 200;

/// Reads the part, where there is one.
pub fn read(top: &Table<'_>) -> Option<TimetableTerms> {
    let table = top.table("timetable")?;
    let terms = TimetableTerms {
        hours: hours(&table),
        slot_minutes: number(&table, "slot_minutes", 5..=480).unwrap_or(SLOT),
        between_minutes: number(&table, "between_minutes", 0..=120).unwrap_or(0),
        rooms: rooms(&table),
        facilitators: facilitators(&table),
        with_supporter: table.truth("with_supporter").unwrap_or(false),
        breaks: breaks(&table),
        unavailable: unavailable(&table),
    };
    table.finish("[timetable]");
    Some(terms)
}

/// Names of rooms, or how many there are.
fn rooms(table: &Table<'_>) -> Vec<String> {
    table.pass("rooms");
    let Some(entry) = table.entries().into_iter().find(|entry| entry.key == "rooms") else { return Vec::new() };
    if let Some(count) = entry.whole().filter(|count| (1..=ROOMS).contains(count)) {
        return (1..=count).map(|room| format!("Room {room}")).collect();
    }
    let names = entry.texts().filter(|names| !names.is_empty());
    if names.is_none() {
        entry.error("is neither a number of rooms nor a list of their names", "write rooms = [\"Library\", \"Hall\"]");
    }
    let names = names.unwrap_or_default();
    if let Some(twice) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name)) {
        entry.error(format!("names `{}` twice", show(twice.1)), "give each room its own name");
    }
    names
}

fn facilitators(table: &Table<'_>) -> Vec<Located<PersonId>> {
    let mut ids: Vec<Located<PersonId>> = Vec::new();
    let place = table.entries().into_iter().find(|entry| entry.key == "facilitators").map(|entry| entry.place());
    for text in table.texts("facilitators").unwrap_or_default() {
        match text.parse() {
            Ok(id) if ids.iter().all(|known| known.value != id) => {
                ids.push(Located::new(id, place.clone().unwrap_or_default()))
            }
            Ok(_) => {}
            Err(()) => table.error_at(
                "facilitators",
                format!("`{}` is not an id of a person", show(&text)),
                "write ids, which may stand under git: facilitators = [\"P020\"]; `mentor people` shows them",
            ),
        }
    }
    ids
}

fn breaks(table: &Table<'_>) -> Vec<Hours> {
    let mut breaks = Vec::new();
    for text in table.texts("breaks").unwrap_or_default() {
        match span(&text) {
            Some(hours) => breaks.push(hours),
            None => table.error_at(
                "breaks",
                format!("`{}` does not say from when until when", show(&text)),
                "write breaks = [\"11:00-11:20\"]",
            ),
        }
    }
    breaks.sort();
    breaks
}

fn unavailable(table: &Table<'_>) -> Vec<Unavailable> {
    let Some(table) = table.table("unavailable") else { return Vec::new() };
    let mut found = Vec::new();
    for entry in table.entries() {
        let who = entry.key.parse().map(Absent::Person).or_else(|()| entry.key.parse().map(Absent::Relationship));
        let Ok(who) = who else {
            entry.error_at_key(
                format!("`{}` is neither the id of a person nor of a relationship", show(entry.key)),
                "write ids, which may stand under git: P014 = [\"10:00-10:40\"]; `mentor people` shows them",
            );
            continue;
        };
        found.extend(times(&entry).into_iter().map(|hours| Unavailable { who, hours, place: entry.place() }));
    }
    found
}

fn times(entry: &Entry<'_>) -> Vec<Hours> {
    let spans: Option<Vec<Hours>> = entry.texts().and_then(|texts| texts.iter().map(|text| span(text)).collect());
    if spans.is_none() {
        entry.error("does not say from when until when", format!("write {} = [\"10:00-10:40\"]", entry.key));
    }
    spans.unwrap_or_default()
}
