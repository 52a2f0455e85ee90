//! Parts of a scheme that say how the year runs. They are checked for their keys here and read by
//! whoever needs them; what the schedule and the log need is read in `year`.

use super::reader::{Table, suggest};
use crate::domain::scheme::evaluation::{EvaluationTerms, Outcome};
use crate::domain::scheme::year::Words;
use crate::domain::small_numbers::Threshold;
use crate::wording::{normal, show};

/// What a key of such a part holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Texts,
    Whole,
    Anything,
}
use Holds::{Anything, Text, Texts, Whole};

/// A part that stands once: its name and keys.
type Part = (&'static str, &'static [(&'static str, Holds)]);

const ONCE: [Part; 1] = [
    // Threshold and what stands apart are read below.
    ("evaluation", &[("threshold", Anything), ("audiences", Texts), ("apart", Texts)]),
];

const MANY: [Part; 1] = [("channel", &[("name", Text), ("by", Texts), ("reply_hours", Whole), ("says", Text)])];

/// Checks the keys of every such part.
pub fn read(top: &Table<'_>) {
    for (name, keys) in ONCE {
        if let Some(table) = top.table(name) {
            check(&table, keys, &format!("[{name}]"));
        }
    }
    for (name, keys) in MANY {
        for table in top.tables(name) {
            check(&table, keys, &format!("[[{name}]]"));
        }
    }
}

/// Reads the number below which counts are hidden.
pub fn threshold(top: &Table<'_>) -> Threshold {
    let number = top.table("evaluation").and_then(|table| table.whole("threshold", 0..=1_000_000));
    number.and_then(|number| u32::try_from(number).ok()).map_or_else(Threshold::default, Threshold)
}

/// Reads what the scheme is to achieve, by the measures and results it has.
pub fn evaluation(top: &Table<'_>, words: &Words) -> EvaluationTerms {
    let apart = top.table("evaluation").and_then(|table| table.texts("apart")).unwrap_or_default();
    let measures: Vec<&str> = words.measures.iter().map(|measure| measure.name.as_str()).collect();
    let results: Vec<&str> = words.results.iter().map(String::as_str).collect();
    let mut terms = EvaluationTerms { apart, outcomes: Vec::new() };
    for table in top.tables("outcome") {
        let known = |key: &'static str, known: &[&str], part: &str| {
            let named = table.texts(key).unwrap_or_default();
            for name in named.iter().filter(|name| !known.iter().any(|known| normal(known) == normal(name))) {
                let remedy = if known.is_empty() { format!("add it as [[{part}]]") } else { suggest(name, known) };
                table.error_at(key, format!("there is no [[{part}]] `{}`", show(name)), remedy);
            }
            named
        };
        terms.outcomes.push(Outcome {
            name: table.text("name").unwrap_or_default(),
            of: table.text("for").unwrap_or_default(),
            says: table.text("says").unwrap_or_default(),
            measures: known("measures", &measures, "measure"),
            results: known("results", &results, "result"),
        });
        table.finish("[[outcome]]");
    }
    terms
}

fn check(table: &Table<'_>, keys: &[(&'static str, Holds)], what: &str) {
    for (key, holds) in keys {
        match holds {
            Text => drop(table.text(key)),
            Texts => drop(table.texts(key)),
            Whole => drop(table.whole(key, 0..=1_000_000)),
            Anything => table.pass(key),
        }
    }
    table.finish(what);
}
