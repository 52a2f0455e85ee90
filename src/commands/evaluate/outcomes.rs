//! Outcomes: what the scheme as a whole is to achieve, and the evidence that bears on each.

use super::measures::{means_told, told_of};
use super::results;
use super::seen::{Part, Seen, hidden, maybe};
use crate::domain::evaluation::measures::{Answers, Compared};
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};
use crate::wording::{normal, show, shown};

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let outcomes = &seen.book.scheme.evaluation.outcomes;
    if outcomes.is_empty() {
        return Vec::new();
    }
    let mut part = Part {
        title: "Outcomes".to_string(),
        says: vec!["Evidence bears on an outcome; it does not prove that the scheme brought it about.".to_string()],
        table: Table::new(columns(), Vec::new()),
        keys: 3,
    };
    for outcome in outcomes {
        let mut evidence = Vec::new();
        for measure in &outcome.measures {
            evidence.extend(of_measure(seen, measure));
        }
        for result in results::counted(seen) {
            if outcome.results.iter().any(|name| normal(name) == normal(&result.name)) {
                evidence.push(of_result(seen, &result));
            }
        }
        if evidence.is_empty() {
            let named = !outcome.measures.is_empty() || !outcome.results.is_empty();
            let none = if named { "no evidence yet" } else { "the scheme names no measure or result for it" };
            evidence.push([Cell::text(none), Cell::Blank, Cell::Blank]);
        }
        for row in evidence {
            let of = [show(&outcome.name), show(&outcome.of)].map(Cell::text);
            part.table.rows.push(of.into_iter().chain(row).collect());
        }
    }
    let says = outcomes.iter().filter(|outcome| !outcome.says.is_empty());
    part.says.extend(says.map(|outcome| format!("{}: {}.", show(&outcome.name), shown(&outcome.says, 300))));
    vec![part]
}

/// The columns of the table.
pub fn columns() -> Vec<Column> {
    let columns = [("outcome", "Outcome"), ("for", "For"), ("evidence", "Evidence"), ("figure", "Figure"), ("n", "n")];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// The mean change of each item of a measure.
fn of_measure(seen: &Seen<'_>, name: &str) -> Vec<[Cell; 3]> {
    let measures = &seen.book.scheme.year.words.measures;
    let Some(measure) = measures.iter().find(|measure| normal(&measure.name) == normal(name)) else {
        return Vec::new();
    };
    let compared = Answers::new(measure, &seen.evidence.answers, &seen.period).compared(&seen.period);
    let told = told_of(seen, measure, &compared);
    let row = |(of, told): (Compared, bool)| {
        let item = if of.item.is_empty() { String::new() } else { format!(", {}", shown(&of.item, 100)) };
        let what = format!("{}{item}: mean change, {} to {}", show(&of.measure), show(&of.first), show(&of.later));
        let means_told = means_told(seen, measure, &of);
        let change = of.change?;
        Some(match told && means_told {
            false if told => [Cell::text(what), hidden(), seen.cell(Shown::Count(change.people as u32))],
            false => [Cell::text(what), hidden(), hidden()],
            true => [Cell::text(what), maybe(Some(change.mean), 2), seen.cell(Shown::Count(change.people as u32))],
        })
    };
    compared.into_iter().zip(told).filter_map(row).collect()
}

/// How many reached a result, of how many of whom it is known.
fn of_result(seen: &Seen<'_>, result: &results::Counted) -> [Cell; 3] {
    let weeks = result.weeks.map_or(String::new(), |weeks| format!(" after {weeks} weeks"));
    let what = Cell::text(format!("{}{weeks}: reached, of those known", show(&result.name)));
    match result.told {
        Some([_, known, _, reached, _]) => [what, seen.cell(reached), seen.cell(known)],
        None => [what, hidden(), hidden()],
    }
}
