//! Delivery: sessions, hours and replies against what was planned, and by how people first met.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::seen::{Part, Seen, count, decimal, hidden};
use crate::domain::evaluation::delivery::{Delivered, SumsTold, delivered, first_meeting};
use crate::domain::journey::Journey;
use crate::domain::relationship::Relationship;
use crate::domain::schedule::Item;
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};
use crate::wording::{normal, plural, show};

/// What stands for a way that the scheme does not list.
const OTHER: &str = "another way";

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
    let (own, continued): (Vec<&Relationship>, Vec<&Relationship>) = met(seen);
    let told = seen.telling.tell_parts(&[seen.telling.relationships(own), seen.telling.relationships(continued)]);
    if seen.journeys.is_empty() {
        part.says = vec!["Nobody was in a relationship in this period.".to_string()];
    } else if let Some([relationships, journeys, _]) = told.as_deref() {
        part.table.rows.push(cells(seen, &all, [*journeys, *relationships], &all.sums_told(seen.threshold)));
    } else {
        part.says = vec![seen.too_few("Delivery")];
    }
    let sums = all.sums_told(seen.threshold);
    if all.minutes_not_heard > 0 && sums.held && !part.table.rows.is_empty() {
        let sessions = plural(all.minutes_not_heard, "session");
        part.says.push(format!("Hours held leave out {sessions} of which nobody said how long."));
    }
    if !part.table.rows.is_empty() && sums.held && sums.not_held && sums.not_heard {
        part.says.extend(beside_plan(&all));
    }
    [Some(part), by_first_meeting(seen)].into_iter().flatten().collect()
}

/// Why what was held, what was not and what nobody told of are not as many as were planned.
fn beside_plan(all: &Delivered) -> Option<String> {
    let (planned, come) = (all.planned?, (all.held + all.not_held + all.not_heard) as u64);
    match come.cmp(&planned) {
        Ordering::Equal => None,
        Ordering::Less => Some(
            "Held, not held and not heard are fewer than planned: the rest is still to come, or was given up when a relationship ended or rested.".to_string(),
        ),
        Ordering::Greater => Some(
            "Held, not held and not heard are more than planned: some people met more often, or met again for a session that was not held.".to_string(),
        ),
    }
}

/// The relationships under way in the period on which a journey stands, and those that it continues.
fn met<'s>(seen: &'s Seen<'_>) -> (Vec<&'s Relationship>, Vec<&'s Relationship>) {
    let met = seen.all_journeys.iter().filter(|journey| {
        let of = journey.relationship;
        of.accepted.is_some_and(|on| seen.period.meets(on, of.ended))
    });
    let (continued, own): (Vec<&Journey<'_>>, Vec<&Journey<'_>>) = met.partition(|journey| journey.continued);
    [own, continued].map(|of| of.into_iter().map(|journey| journey.relationship).collect()).into()
}

fn columns(first: &[(&'static str, &str)]) -> Vec<Column> {
    first.iter().chain(&COLUMNS).map(|(key, heading)| Column::new(*key, heading)).collect()
}

/// The cells of a row: journeys and relationships as they are told, and the sums that may be.
fn cells(seen: &Seen<'_>, of: &Delivered, [journeys, relationships]: [Shown; 2], told: &SumsTold) -> Vec<Cell> {
    let hours = |minutes: u64| decimal(minutes as f64 / 60.0, 1);
    let percent = (of.messages > 0).then(|| of.in_time as f64 * 100.0 / of.messages as f64);
    let asked = |cell: Cell| if of.messages > 0 { cell } else { Cell::Blank };
    let shown = |told: bool, cell: Cell| if told || cell == Cell::Blank { cell } else { hidden() };
    // What is planned is so much a journey.
    let known = matches!(journeys, Shown::Count(_));
    let both = known && matches!(relationships, Shown::Count(_));
    vec![
        seen.cell(journeys),
        if both { count(of.relationships) } else { hidden() },
        shown(known, of.planned.map_or(Cell::Blank, count)),
        shown(told.held, count(of.held)),
        shown(told.not_held, count(of.not_held)),
        shown(told.not_heard, count(of.not_heard)),
        shown(known && told.held, decimal(of.held as f64 / of.journeys as f64, 1)),
        shown(known, of.planned_minutes.map_or(Cell::Blank, hours)),
        shown(told.held, hours(of.minutes)),
        shown(told.held, count(of.minutes_not_heard)),
        shown(told.visits, count(of.visits)),
        asked(shown(told.messages, count(of.messages))),
        asked(shown(told.replies, count(of.in_time))),
        shown(told.replies, percent.map_or(Cell::Blank, |percent| decimal(percent, 0))),
    ]
}

/// The journeys by the way in which people first met.
pub fn ways<'s>(seen: &'s Seen<'_>) -> BTreeMap<String, Vec<(&'s Journey<'s>, &'s [Item])>> {
    let mut ways: BTreeMap<String, Vec<(&Journey<'_>, &[Item])>> = BTreeMap::new();
    // A word that the scheme does not list is in somebody's own words.
    let listed = seen.book.scheme.ways_to_meet();
    let known = |way: &str| {
        let own = listed.iter().find(|word| normal(word) == normal(way));
        own.map_or(OTHER.to_string(), |word| show(word))
    };
    for (journey, items) in &seen.journeys {
        let way = match first_meeting(journey) {
            None => "no session held yet".to_string(),
            Some(first) => {
                let told = || seen.evidence.ways_told.get(&(first.relationship, first.on));
                let way = first.id.and_then(|id| seen.evidence.ways.get(&id)).or_else(told);
                way.map_or("not said".to_string(), |way| known(way))
            }
        };
        ways.entry(way).or_default().push((journey, items));
    }
    ways
}

/// The same by the way in which people first met, where there was more than one.
fn by_first_meeting(seen: &Seen<'_>) -> Option<Part> {
    let ways = ways(seen);
    if ways.len() < 2 {
        return None;
    }
    let mut part = Part {
        title: "Delivery by first meeting".to_string(),
        says: Vec::new(),
        table: Table::new(columns(&[("first_meeting", "First meeting")]), Vec::new()),
        keys: 1,
    };
    let of = |own: &Vec<(&Journey<'_>, &[Item])>| {
        seen.telling.relationships(own.iter().map(|(journey, _)| journey.relationship))
    };
    let Some(told) = seen.telling.tell_parts(&ways.values().map(of).collect::<Vec<_>>()) else {
        part.says.push(seen.too_few("Delivery by first meeting"));
        return Some(part);
    };
    let all =
        delivered(seen.journeys.iter().map(|(journey, items)| (*journey, &items[..])), &seen.book.scheme, &seen.period);
    let rows: Vec<(String, Delivered, Shown)> = ways
        .into_iter()
        .zip(told.into_iter().skip(1))
        .map(|((way, own), told)| (way, delivered(own, &seen.book.scheme, &seen.period), told))
        .collect();
    // What one way would hide follows from the others and from all together.
    let shown = rows.iter().filter(|(_, _, told)| matches!(told, Shown::Count(_)));
    let sums = shown.fold(all.sums_told(seen.threshold), |sums, (_, own, _)| sums.and(own.sums_told(seen.threshold)));
    // As many relationships more than journeys as there are, so many went on with somebody else: a few of one way would
    // be told by the way, and follow from all others.
    let few = |of: &Delivered| (1..seen.threshold.0 as usize).contains(&of.relationships.saturating_sub(of.journeys));
    let is_told = !few(&all) && !rows.iter().any(|(_, own, _)| few(own));
    for (way, own, told) in rows {
        let relationships = if is_told { Shown::Count(whole(own.relationships)) } else { Shown::Hidden };
        let cells = match told {
            Shown::Count(_) => cells(seen, &own, [told, relationships], &sums),
            other => [vec![seen.cell(other)], vec![hidden(); COLUMNS.len() - 1]].concat(),
        };
        part.table.rows.push([vec![Cell::text(way)], cells].concat());
    }
    Some(part)
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
