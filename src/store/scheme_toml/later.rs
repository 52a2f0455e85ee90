//! Parts of a scheme that say how the year runs. They are checked for their keys here and read by
//! whoever needs them; what the schedule and the log need is read in `year`.

use super::reader::{Table, suggest};
use crate::domain::scheme::evaluation::{EvaluationTerms, Outcome};
use crate::domain::scheme::year::Words;
use crate::domain::scheme::{Field, FieldId, Kind};
use crate::domain::small_numbers::Threshold;
use crate::privacy::Privacy;
use crate::wording::{normal, show};

/// Checks the keys of `[evaluation]`.
pub fn read(top: &Table<'_>) {
    if let Some(table) = top.table("evaluation") {
        // Threshold, what stands apart and what is counted by are read below.
        table.pass("threshold");
        ["channel", "focus"].into_iter().for_each(|key| drop(table.text(key)));
        ["audiences", "apart"].into_iter().for_each(|key| drop(table.texts(key)));
        table.finish("[evaluation]");
    }
}

/// Reads the number below which counts are hidden.
pub fn threshold(top: &Table<'_>) -> Threshold {
    let number = top.table("evaluation").and_then(|table| table.whole("threshold", 0..=1_000_000));
    number.and_then(|number| u32::try_from(number).ok()).map_or_else(Threshold::default, Threshold)
}

/// Reads what the scheme is to achieve, by the measures and results it has.
pub fn evaluation(top: &Table<'_>, words: &Words, fields: &[Field]) -> EvaluationTerms {
    let table = top.table("evaluation");
    let apart = table.as_ref().and_then(|table| table.texts("apart")).unwrap_or_default();
    let by = ["channel", "focus"].into_iter().filter_map(|key| Some((key, counted_by(table.as_ref()?, key, fields)?)));
    let by = by.collect();
    let measures: Vec<&str> = words.measures.iter().map(|measure| measure.name.as_str()).collect();
    let results: Vec<&str> = words.results.iter().map(String::as_str).collect();
    for name in apart.iter().filter(|name| !measures.iter().any(|known| normal(known) == normal(name))) {
        let remedy = if measures.is_empty() { "add it as [[measure]]".to_string() } else { suggest(name, &measures) };
        if let Some(table) = &table {
            table.error_at("apart", format!("there is no [[measure]] `{}`", show(name)), remedy);
        }
    }
    let mut terms = EvaluationTerms { apart, by, outcomes: Vec::new() };
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
            name: table.required("name", "\"…\"").unwrap_or_default(),
            of: table.text("for").unwrap_or_default(),
            says: table.text("says").unwrap_or_default(),
            measures: known("measures", &measures, "measure"),
            results: known("results", &results, "result"),
        });
        table.finish("[[outcome]]");
    }
    terms
}

/// The field by whose answers it is counted who took part: one of words that a scheme lists.
fn counted_by(table: &Table<'_>, key: &'static str, fields: &[Field]) -> Option<FieldId> {
    let name = table.text(key)?;
    let listed = |field: &Field| !field.options.is_empty() && matches!(field.kind, Kind::Choice | Kind::List);
    match fields.iter().position(|field| field.name == name) {
        None => {
            let known: Vec<&str> = fields.iter().filter(|of| listed(of)).map(|field| field.name.as_str()).collect();
            table.error_at(key, format!("there is no field `{}`", show(&name)), suggest(&name, &known));
            None
        }
        Some(at) if !listed(&fields[at]) => {
            let message = format!("`{}` has no options to count by", show(&name));
            table.error_at(key, message, "name a field of kind \"choice\" or \"list\" with options");
            None
        }
        Some(at) if fields[at].privacy > Privacy::Internal => {
            let (message, remedy) = match fields[at].privacy {
                Privacy::Special => {
                    ("special", "take it out: what is asked for monitoring alone has a file of its own")
                }
                _ => ("confidential", "add privacy = \"internal\" to the field, where numbers of it may be shown"),
            };
            table.error_at(key, format!("`{}` is {message}, and nobody is counted by it", show(&name)), remedy);
            None
        }
        Some(at) => Some(FieldId(at)),
    }
}
