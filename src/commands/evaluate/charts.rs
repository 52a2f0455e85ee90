//! What is drawn of the tables of an evaluation. Charts name columns of tables, so they tell no more than these do.

use std::collections::BTreeSet;

use super::seen::{Part, Seen};
use crate::report::{Chart, Way};
use crate::wording::show;

/// How a table is drawn, if it is.
pub fn of(seen: &Seen<'_>, part: &Part) -> Vec<Chart> {
    let has = |keys: &[&str]| keys.iter().all(|key| part.table.columns.iter().any(|column| column.key == *key));
    if part.table.rows.is_empty() {
        return Vec::new();
    }
    let chart = |names: &[&'static str], way: Way, says: &str| {
        let (title, says) = (part.title.clone(), says.to_string());
        vec![Chart { title, says, names: names.to_vec(), only: None, way }]
    };
    let bars = |names: &[&'static str], parts: &[&[(&'static str, bool)]]| {
        let parts = parts.iter().map(|part| part.to_vec()).collect();
        chart(names, Way::Bars(parts), "")
    };
    if has(&["applied", "admitted"]) && part.keys == 1 {
        return bars(&["role"], &PEOPLE);
    }
    if has(&["relationships", "rematched"]) {
        return bars(&[], &RELATIONSHIPS);
    }
    if has(&["sessions_planned", "sessions_held"]) && part.keys == 0 {
        return bars(&[], &SESSIONS);
    }
    if has(&["from", "until", "held"]) {
        return chart(&["from"], Way::Columns(vec!["held"]), "Sessions that were held.");
    }
    if has(&["goals", "reached"]) {
        return bars(&[], &GOALS);
    }
    if has(&["result", "reached"]) {
        return bars(&["result", "weeks"], &RESULTS);
    }
    if has(&["mean_change", "low_95"]) {
        return by_scale(seen, part);
    }
    if has(&["low", "central", "high"]) && part.title == MONEY {
        let way = Way::Intervals {
            ends: ["low", "central", "high"],
            from_nought: true,
            unit: "pounds: low, central and high".to_string(),
        };
        return chart(&["what"], way, "Low and high are the ends of what was assumed.");
    }
    Vec::new()
}

/// What the table of all money is called.
pub const MONEY: &str = "Costs and benefits";

/// A column, and whether people branched off there.
type Piece = (&'static str, bool);

const PEOPLE: [&[Piece]; 4] = [
    &[("applied", false)],
    &[("admitted", false), ("not_admitted", true)],
    &[("matched", false), ("waiting", true)],
    &[("completed", false), ("carries_on", false), ("active", false), ("ended_early", true), ("rematched", true)],
];
const RELATIONSHIPS: [&[Piece]; 2] = [
    &[("relationships", false)],
    &[("completed", false), ("carries_on", false), ("active", false), ("ended_early", true), ("rematched", true)],
];
const SESSIONS: [&[Piece]; 2] = [
    &[("sessions_planned", false)],
    &[("sessions_held", false), ("sessions_not_held", true), ("sessions_not_heard", true)],
];
const GOALS: [&[Piece]; 2] = [
    &[("goals", false)],
    &[
        ("reached", false),
        ("nearer", false),
        ("same", true),
        ("farther", true),
        ("rated_without_start_and_target", true),
        ("not_rated", true),
    ],
];
const RESULTS: [&[Piece]; 2] =
    [&[("people", false)], &[("reached", false), ("not_reached", true), ("not_known", true)]];

/// One chart for all measures that count on the same scale: points of different scales are no points of one.
fn by_scale(seen: &Seen<'_>, part: &Part) -> Vec<Chart> {
    let mut scales: Vec<(usize, String, BTreeSet<String>)> = Vec::new();
    for measure in &seen.book.scheme.year.words.measures {
        let ends = measure.scale.first().zip(measure.scale.last());
        let scale = ends.map_or(String::new(), |(low, high)| format!("{} to {}", show(low), show(high)));
        match scales.iter_mut().find(|(words, known, _)| *words == measure.scale.len() && *known == scale) {
            Some((.., measures)) => {
                measures.insert(show(&measure.name));
            }
            None => scales.push((measure.scale.len(), scale, BTreeSet::from([show(&measure.name)]))),
        }
    }
    let chart = |(_, scale, measures): (usize, String, BTreeSet<String>)| {
        Chart {
        title: part.title.clone(),
        says: "The point is the mean change of those who answered both times, the line its 95 % interval. Where the line crosses nought, there may be no change at all.".to_string(),
        names: vec!["measure", "item", "later"],
        only: Some(measures),
        way: Way::Intervals {
            ends: ["low_95", "mean_change", "high_95"],
            from_nought: true,
            unit: format!("change in points, on a scale from {scale}"),
        },
    }
    };
    scales.into_iter().map(chart).collect()
}
