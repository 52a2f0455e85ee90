//! Parts of a scheme that say how the year runs. They are checked for their keys here and read by
//! whoever needs them; what the schedule and the log need is read in `year`.

use super::reader::{Table, suggest};
use crate::domain::scheme::evaluation::{EvaluationTerms, Outcome};
use crate::domain::scheme::year::Words;
use crate::domain::small_numbers::Threshold;
use crate::wording::{normal, show};

/// Checks the keys of `[evaluation]` and of every `[[channel]]`.
pub fn read(top: &Table<'_>) {
    if let Some(table) = top.table("evaluation") {
        // Threshold and what stands apart are read below.
        table.pass("threshold");
        ["audiences", "apart"].into_iter().for_each(|key| drop(table.texts(key)));
        table.finish("[evaluation]");
    }
    for table in top.tables("channel") {
        ["name", "says"].into_iter().for_each(|key| drop(table.text(key)));
        table.texts("by");
        table.whole("reply_hours", 0..=1_000_000);
        table.finish("[[channel]]");
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
