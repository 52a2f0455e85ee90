//! What only sources of sessions and answers say: what the words of a log mean, the stage of a survey, its scales.

use super::reader::{Table, suggest};
use crate::domain::log::Happened;
use crate::domain::scheme::Scheme;
use crate::domain::scheme::source::{ANSWER_COLUMNS, Exported, Gives, SESSION_COLUMNS, Shape, Source};
use crate::wording::{normal, show};

/// Reads the keys that only these sources have.
pub fn read(table: &Table<'_>, gives: Gives) -> Exported {
    let mut exported = Exported::default();
    match gives {
        Gives::Sessions => {
            exported.statuses = table.table("statuses").map_or(Vec::new(), |statuses| words(&statuses));
            exported.ways = table.table("ways").map_or(Vec::new(), |ways| meant(&ways));
        }
        Gives::Answers => {
            exported.stage = table.text("stage");
            exported.stages = table.table("stages").map_or(Vec::new(), |stages| meant(&stages));
            exported.scale = table.table("scale").map_or(Vec::new(), |scale| meant(&scale));
        }
        Gives::Participants | Gives::Rankings => {}
    }
    exported
}

fn words(table: &Table<'_>) -> Vec<(String, Happened)> {
    let mut words = Vec::new();
    for entry in table.entries() {
        let Some((_, happened)) = Happened::WORDS.iter().find(|(word, _)| normal(word) == normal(entry.key)) else {
            let known = Happened::WORDS.map(|(word, _)| word);
            entry.error_at_key(
                format!("`{}` is nothing that becomes of a session", show(entry.key)),
                suggest(entry.key, &known),
            );
            continue;
        };
        match entry.texts() {
            Some(written) => words.extend(written.iter().map(|word| (normal(word), *happened))),
            None => entry.error("is not a list of words", "write \"not held\" = [\"Cancelled\", \"No-show\"]"),
        }
    }
    words
}

/// Words of the scheme, and how they are written in the file.
fn meant(table: &Table<'_>) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for entry in table.entries() {
        match entry.texts() {
            Some(written) => words.extend(written.iter().map(|cell| (normal(cell), entry.key.to_string()))),
            None => entry.error("is not a list of answers", "write \"4\" = [\"Agree\", \"4 - Agree\"]"),
        }
    }
    words
}

/// What a log may map.
pub fn session_columns(scheme: &Scheme) -> Vec<&str> {
    let sides = scheme.sides.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()]);
    SESSION_COLUMNS.into_iter().chain(sides).collect()
}

/// What a survey may map.
pub fn answer_columns(scheme: &Scheme) -> Vec<&str> {
    ANSWER_COLUMNS.into_iter().chain(scheme.year.words.measures.iter().map(|measure| measure.name.as_str())).collect()
}

/// What to say of a key that is no column of such a source; none where it would be a field.
pub fn unknown(gives: Gives, key: &str) -> Option<String> {
    match gives {
        Gives::Sessions => Some(format!("`{}` is nothing that is read of sessions", show(key))),
        Gives::Answers => Some(format!("there is no measure `{}`", show(key))),
        Gives::Participants | Gives::Rankings => None,
    }
}

/// A column to begin with.
pub fn example(gives: Gives) -> Option<&'static str> {
    match gives {
        Gives::Sessions => Some("on = \"the heading of the date\""),
        Gives::Answers => Some("person = \"the heading of the address\""),
        Gives::Participants | Gives::Rankings => None,
    }
}

/// What can only be judged when the whole source is known.
pub fn check_whole(table: &Table<'_>, scheme: &Scheme, source: &Source) {
    if !table.has("columns") {
        return;
    }
    let mapped = |name: &str| source.columns.iter().any(|column| column.target.value == name);
    if source.gives == Gives::Sessions {
        if !mapped("on") && !mapped("start") {
            table.error("nothing says when the sessions were", "map the date: on = \"heading\"");
        }
        let sides = scheme.sides.iter().flat_map(|(one, other)| [one.as_str(), other.as_str()]);
        if !["relationship", "mentor", "mentee"].into_iter().chain(sides).any(mapped) {
            table.error("nothing says whose the sessions are", "map mentor and mentee, or relationship");
        }
        return;
    }
    let measures = &scheme.year.words.measures;
    let asked = || measures.iter().filter(|measure| mapped(&measure.name));
    if asked().next().is_none() {
        let remedy = "map a column: the name of a [[measure]] = \"the question as it stands in the file\"";
        table.error("nothing in this survey is a measure of the scheme", remedy);
    }
    for measure in asked() {
        let column = source.columns.iter().find(|column| column.target.value == measure.name);
        let several = column.is_some_and(|column| matches!(column.shape, Shape::Grid(_) | Shape::Ticks(_)));
        if several == measure.items.is_empty() {
            let (message, remedy) = match several {
                true => ("has no items, and several columns are mapped", "add items = [\"…\"] to the measure"),
                false => ("is asked item by item, and one column is mapped", "write { grid = \"Question [*]\" }"),
            };
            table.error(format!("`{}` {message}", show(&measure.name)), remedy);
        }
        if !measure.stages.is_empty() && source.exported.stage.is_none() && !mapped("stage") {
            let remedy = format!("add stage = {:?}, or map the column that says", measure.stages[0]);
            table.error(format!("nothing says at which stage `{}` was asked", show(&measure.name)), remedy);
        }
    }
    let known = |stage: &str| {
        asked().all(|m| m.stages.is_empty() || m.stages.iter().any(|known| normal(known) == normal(stage)))
    };
    if let Some(stage) = source.exported.stage.as_deref().filter(|stage| !known(stage)) {
        let all: Vec<&str> = asked().flat_map(|measure| measure.stages.iter().map(String::as_str)).collect();
        table.error_at("stage", format!("`{}` is not a stage of every measure", show(stage)), suggest(stage, &all));
    }
    let scales: Vec<&str> = asked().flat_map(|measure| measure.scale.iter().map(String::as_str)).collect();
    let stages: Vec<&str> = asked().flat_map(|measure| measure.stages.iter().map(String::as_str)).collect();
    for (key, what, words, meant) in [
        ("scale", "on no scale", scales, &source.exported.scale),
        ("stages", "no stage", stages, &source.exported.stages),
    ] {
        for (_, word) in meant.iter().filter(|(_, word)| !words.contains(&word.as_str())) {
            table.error_at(key, format!("`{}` is {what} of this survey", show(word)), suggest(word, &words));
        }
    }
}
