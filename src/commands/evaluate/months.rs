//! Sessions over time, by month, or by quarter where too few relationships met in a month to be told.

use chrono::NaiveDate;

use super::seen::{HIDDEN, Part, Seen, count};
use crate::domain::evaluation::months::{Span, spans, tellable};
use crate::report::{Cell, Column, Table};

/// More spans than these are too many to look at.
const MOST: usize = 24;

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let journeys = seen.journeys.iter().enumerate();
    let sessions: Vec<(usize, NaiveDate)> = journeys
        .flat_map(|(at, (journey, _))| journey.sessions_held().map(move |session| (at, session.on)))
        .filter(|(_, on)| seen.period.covers(*on))
        .collect();
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
    match [1, 3, 12].into_iter().find_map(|months| told(&sessions, months, seen)) {
        None => part.says.push(seen.too_few("Sessions over time")),
        Some(spans) => part.table.rows.extend(spans.iter().map(|(span, told)| cells(span, *told))),
    }
    vec![part]
}

/// The spans of so many months, where they are not too many and most of those with sessions can be told.
fn told(sessions: &[(usize, NaiveDate)], months: u32, seen: &Seen<'_>) -> Option<Vec<(Span, bool)>> {
    let spans = spans(sessions, months);
    let told = tellable(&spans, seen.threshold);
    let filled = spans.iter().zip(&told).filter(|(span, _)| !span.journeys.is_empty());
    let shown = filled.clone().filter(|(_, told)| **told).count();
    let enough = 2 * shown > filled.count() && (spans.len() <= MOST || months == 12);
    enough.then(|| spans.into_iter().zip(told).collect())
}

fn cells(span: &Span, told: bool) -> Vec<Cell> {
    let held = if told { count(span.held) } else { Cell::text(HIDDEN) };
    vec![Cell::Date(span.from), Cell::Date(span.until), held]
}
