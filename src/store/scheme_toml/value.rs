//! Reads the assumptions about what things cost and are worth: `[[value.assumption]]`.

use super::reader::{Table, suggest};
use super::year::number;
use crate::domain::scheme::assumption::{Assumption, AssumptionKind, Per};
use crate::domain::scheme::year::Words;
use crate::wording::{normal, show};

/// Reads `[value]` and its assumptions.
pub fn read(top: &Table<'_>, words: &Words) -> Vec<Assumption> {
    let Some(value) = top.table("value") else { return Vec::new() };
    value.text("before");
    value.texts("audiences");
    let mut assumptions: Vec<Assumption> = Vec::new();
    for table in value.tables("assumption") {
        let row = assumption(&table, words);
        if !row.name.is_empty() && assumptions.iter().any(|known| normal(&known.name) == normal(&row.name)) {
            table.error_at(
                "name",
                format!("the assumption `{}` stands twice", show(&row.name)),
                "give each its own name",
            );
        }
        assumptions.push(row);
        table.finish("[[value.assumption]]");
    }
    value.finish("[value]");
    assumptions
}

fn assumption(table: &Table<'_>, words: &Words) -> Assumption {
    let mut row = Assumption {
        name: table.required("name", "\"an hour of a mentor\"").unwrap_or_default(),
        kind: table.word("is", &AssumptionKind::WORDS).unwrap_or_default(),
        per: table.word("per", &Per::WORDS).unwrap_or_default(),
        of: table.text("of").unwrap_or_default(),
        weeks: number(table, "weeks", 0..=1000),
        years: number(table, "years", 1..=30).unwrap_or(1),
        source: table.text("source").unwrap_or_default(),
        date: table.day("date"),
        ..Assumption::default()
    };
    if !table.has("is") {
        let all: Vec<String> = AssumptionKind::WORDS.iter().map(|(word, _)| format!("is = \"{word}\"")).collect();
        table.error("nobody says what the assumption is", format!("add one of {}", all.join(", ")));
    }
    let amount = |key| table.thousandths(key).map(|thousandths| thousandths as f64 / 1000.0);
    let [low, central, high] = [amount("low"), amount("central"), amount("high")];
    if central.is_none() && !table.has("central") {
        table.error("the assumption has no value", "add central = 25, and low and high for its range");
    }
    let central = central.unwrap_or_default();
    row.values = [low.unwrap_or(central), central, high.unwrap_or(central)];
    if row.values[0] > row.values[1] || row.values[1] > row.values[2] {
        table.error_at("central", "the values are not in order", "write low, central and high in the order of size");
    }
    if row.values[0] < 0.0 || (row.kind.is_share() && row.values[2] > 100.0) {
        let remedy =
            if row.kind.is_share() { "write a percentage from 0 to 100" } else { "write an amount of 0 or more" };
        table.error_at("central", "no such value can be", remedy);
    }
    known(table, &row, words);
    row
}

/// What a row counts must be in the scheme.
fn known(table: &Table<'_>, row: &Assumption, words: &Words) {
    let measures: Vec<&str> = words.measures.iter().map(|measure| measure.name.as_str()).collect();
    let results: Vec<&str> = words.results.iter().map(String::as_str).collect();
    let (part, known) = match row.per {
        Per::Result => ("result", results),
        Per::Improved => ("measure", measures),
        _ => return,
    };
    if !known.iter().any(|name| normal(name) == normal(&row.of)) {
        let remedy = if known.is_empty() { format!("add it as [[{part}]]") } else { suggest(&row.of, &known) };
        table.error_at("of", format!("there is no [[{part}]] `{}`", show(&row.of)), remedy);
    }
}
