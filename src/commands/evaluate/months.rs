//! Sessions over time, by month, or by quarter where too few relationships met in a month to be told.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::seen::{Part, Seen, count, hidden};
use crate::domain::evaluation::months::{Span, spans, tellable};
use crate::domain::relationship::RelationshipId;
use crate::report::{Cell, Column, Table};

/// More spans than these are too many to look at.
const MOST: usize = 24;

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let sessions = sessions(seen);
    if sessions.is_empty() {
        return Vec::new();
    }
    let columns = [("from", "From"), ("until", "Until"), ("held", "Held")];
    let mut part = Part {
        title: "Sessions over time".to_string(),
        says: Vec::new(),
        table: Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new()),
        keys: 2,
    };
    match chosen(&sessions, seen) {
        None => part.says.push(seen.too_few("Sessions over time")),
        Some(spans) => part.table.rows.extend(spans.iter().map(|(span, told)| cells(span, *told))),
    }
    vec![part]
}

/// In which spans each relationship held sessions, and whether the number of those of a span is told.
pub fn by_relationship(seen: &Seen<'_>) -> Vec<(BTreeSet<(RelationshipId, usize)>, bool)> {
    let sessions = sessions(seen);
    let spans = chosen(&sessions, seen)
        .unwrap_or_else(|| spans(&sessions, 12, last_day(seen)).into_iter().map(|of| (of, false)).collect());
    let of = |journey: &usize| seen.journeys.get(*journey).map(|(journey, _)| journey.relationship.id);
    let ids = |at: usize, span: &Span| span.journeys.iter().filter_map(of).map(|id| (id, at)).collect();
    spans.iter().enumerate().map(|(at, (span, told))| (ids(at, span), *told)).collect()
}

/// The sessions that were held in the period: the number of the journey, and the day.
fn sessions(seen: &Seen<'_>) -> Vec<(usize, NaiveDate)> {
    let journeys = seen.journeys.iter().enumerate();
    let held = journeys.flat_map(|(at, (journey, _))| journey.sessions_held().map(move |session| (at, session.on)));
    held.filter(|(_, on)| seen.period.covers(*on)).collect()
}

/// The last day of the period on which anybody was under way.
fn last_day(seen: &Seen<'_>) -> NaiveDate {
    let until = seen.period.until.unwrap_or(NaiveDate::MIN);
    let ended = seen.journeys.iter().map(|(journey, _)| journey.relationship.ended.unwrap_or(until));
    ended.max().map_or(NaiveDate::MIN, |ended| ended.min(until))
}

/// The spans of as few months as can be told.
fn chosen(sessions: &[(usize, NaiveDate)], seen: &Seen<'_>) -> Option<Vec<(Span, bool)>> {
    [1, 3, 12].into_iter().find_map(|months| told(sessions, months, seen))
}

/// The spans of so many months, where they are not too many and most of those with sessions can be told.
fn told(sessions: &[(usize, NaiveDate)], months: u32, seen: &Seen<'_>) -> Option<Vec<(Span, bool)>> {
    let spans = spans(sessions, months, last_day(seen));
    let told = tellable(&spans, seen.threshold);
    let filled = spans.iter().zip(&told).filter(|(span, _)| !span.journeys.is_empty());
    let shown = filled.clone().filter(|(_, told)| **told).count();
    let enough = 2 * shown > filled.count() && (spans.len() <= MOST || months == 12);
    enough.then(|| spans.into_iter().zip(told).collect())
}

fn cells(span: &Span, told: bool) -> Vec<Cell> {
    let held = if told { count(span.held) } else { hidden() };
    vec![Cell::Date(span.from), Cell::Date(span.until), held]
}
