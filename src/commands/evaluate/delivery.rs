//! Delivery: sessions, hours and replies against what was planned, and by how people first met.

use std::collections::BTreeMap;

use super::seen::{HIDDEN, Part, Seen, count, decimal};
use crate::domain::evaluation::delivery::{Delivered, delivered, first_meeting};
use crate::domain::journey::Journey;
use crate::domain::schedule::Item;
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::two_way::tell_all;
use crate::report::{Cell, Column, Table};
use crate::wording::{plural, show};

const COLUMNS: [(&str, &str); 14] = [
    ("journeys", "Journeys"),
    ("relationships", "Relationships"),
    ("sessions_planned", "Sessions planned"),
    ("sessions_held", "Held"),
    ("sessions_not_held", "Not held"),
    ("sessions_not_heard", "Not heard"),
    ("held_a_journey", "Held a journey"),
    ("hours_planned", "Hours planned"),
    ("hours_held", "Hours held"),
    ("length_not_heard", "Length not heard"),
    ("visits", "Visits"),
    ("messages", "Messages"),
    ("replies_in_time", "In time"),
    ("in_time_percent", "In time, %"),
];

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let all =
        delivered(seen.journeys.iter().map(|(journey, items)| (*journey, &items[..])), &seen.book.scheme, &seen.period);
    let mut part = Part {
        title: "Delivery".to_string(),
        says: vec![
            "Whoever went on with somebody else is on one journey. Not heard: the time is over, and nobody told whether it was held.".to_string(),
        ],
        table: Table::new(columns(&[]), Vec::new()),
        keys: 0,
    };
    if seen.journeys.is_empty() {
        part.says = vec!["Nobody was in a relationship in this period.".to_string()];
    } else if seen.is_few(all.journeys) {
        part.says = vec![seen.too_few("Delivery")];
    } else {
        part.table.rows.push(cells(&all));
    }
    if all.minutes_not_heard > 0 && !part.table.rows.is_empty() {
        let sessions = plural(all.minutes_not_heard, "session");
        part.says.push(format!("Hours held leave out {sessions} of which nobody said how long."));
    }
    [Some(part), by_first_meeting(seen)].into_iter().flatten().collect()
}

fn columns(first: &[(&'static str, &str)]) -> Vec<Column> {
    first.iter().chain(&COLUMNS).map(|(key, heading)| Column::new(*key, heading)).collect()
}

fn cells(of: &Delivered) -> Vec<Cell> {
    let hours = |minutes: u64| decimal(minutes as f64 / 60.0, 1);
    let percent = (of.messages > 0).then(|| of.in_time as f64 * 100.0 / of.messages as f64);
    let asked = |cell: Cell| if of.messages > 0 { cell } else { Cell::Blank };
    vec![
        count(of.journeys),
        count(of.relationships),
        of.planned.map_or(Cell::Blank, count),
        count(of.held),
        count(of.not_held),
        count(of.not_heard),
        decimal(of.held as f64 / of.journeys as f64, 1),
        of.planned_minutes.map_or(Cell::Blank, hours),
        hours(of.minutes),
        count(of.minutes_not_heard),
        count(of.visits),
        asked(count(of.messages)),
        asked(count(of.in_time)),
        percent.map_or(Cell::Blank, |percent| decimal(percent, 0)),
    ]
}

/// The same by the way in which people first met, where there was more than one.
fn by_first_meeting(seen: &Seen<'_>) -> Option<Part> {
    let mut ways: BTreeMap<String, Vec<(&Journey<'_>, &[Item])>> = BTreeMap::new();
    for (journey, items) in &seen.journeys {
        let way = match first_meeting(journey) {
            None => "no session held yet".to_string(),
            Some(first) => {
                first.id.and_then(|id| seen.evidence.ways.get(&id)).map_or("not said".to_string(), |way| show(way))
            }
        };
        ways.entry(way).or_default().push((journey, items));
    }
    if ways.len() < 2 {
        return None;
    }
    let mut part = Part {
        title: "Delivery by first meeting".to_string(),
        says: Vec::new(),
        table: Table::new(columns(&[("first_meeting", "First meeting")]), Vec::new()),
        keys: 1,
    };
    let sizes: Vec<u32> = ways.values().map(|own| u32::try_from(own.len()).unwrap_or(u32::MAX)).collect();
    let Some(told) = tell_all(&sizes, seen.threshold) else {
        part.says.push(seen.too_few("Delivery by first meeting"));
        return Some(part);
    };
    for ((way, own), told) in ways.into_iter().zip(told) {
        let cells = match told {
            Shown::Count(_) => cells(&delivered(own, &seen.book.scheme, &seen.period)),
            hidden => [vec![seen.cell(hidden)], vec![Cell::text(HIDDEN); COLUMNS.len() - 1]].concat(),
        };
        part.table.rows.push([vec![Cell::text(way)], cells].concat());
    }
    Some(part)
}
