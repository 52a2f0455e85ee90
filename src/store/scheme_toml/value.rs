//! Reads the assumptions about what things cost and are worth: `[[value.assumption]]`.

use super::reader::{Table, suggest};
use super::year::number;
use crate::domain::scheme::assumption::{Assumption, AssumptionKind, Per};
use crate::domain::scheme::{Role, Scheme};
use crate::wording::{list, normal, plural, plural_noun, show};

/// Reads `[value]` and its assumptions.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> Vec<Assumption> {
    let Some(value) = top.table("value") else { return Vec::new() };
    value.text("before");
    value.texts("audiences");
    let mut assumptions: Vec<Assumption> = Vec::new();
    for table in value.tables("assumption") {
        let row = assumption(&table);
        known(&table, &row, scheme);
        once(&table, &row, &assumptions);
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
    shares(&value, &assumptions);
    value.finish("[value]");
    assumptions
}

fn assumption(table: &Table<'_>) -> Assumption {
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
    row
}

/// What a row counts must be in the scheme, and each key must have something to say.
fn known(table: &Table<'_>, row: &Assumption, scheme: &Scheme) {
    let words = &scheme.year.words;
    if row.kind.is_share() {
        for key in ["per", "weeks", "years"].into_iter().filter(|key| table.has(key)) {
            let what = format!("`{key}` says nothing of a percentage");
            table.error_at(key, what, "take it out; `of` names the benefit it is taken off");
        }
        // Which benefit it is taken off is checked once all of them are known.
        return;
    }
    let measures: Vec<&str> = words.measures.iter().map(|measure| measure.name.as_str()).collect();
    let results: Vec<&str> = words.results.iter().map(String::as_str).collect();
    let stray = |key: &str, of: &str| {
        let per = row.per.word();
        table.error_at(
            key,
            format!("`{key}` says nothing where per is \"{per}\""),
            format!("take it out, or write per = {of}"),
        );
    };
    match row.per {
        Per::Result => named(table, &row.of, "result", &results),
        Per::Improved => named(table, &row.of, "measure", &measures),
        Per::Person | Per::Hour if !row.of.is_empty() => of_role(table, row, scheme),
        Per::Once | Per::Relationship | Per::Session if table.has("of") => {
            stray("of", "\"person\", \"hour\", \"result\" or \"improved\"");
        }
        _ => {}
    }
    match (row.per, row.weeks) {
        (_, None) => {}
        (Per::Result, Some(weeks)) => {
            let at = words.results.iter().position(|name| normal(name) == normal(&row.of));
            let asked = at.and_then(|at| words.result_weeks.get(at));
            if let Some(asked) = asked.filter(|asked| !asked.contains(&weeks)) {
                let message = format!("`{}` is not asked for after {}", show(&row.of), plural(weeks as usize, "week"));
                let known: Vec<String> = asked.iter().map(|week| format!("weeks = {week}")).collect();
                let remedy =
                    if known.is_empty() { "take it out".to_string() } else { format!("write {}", list(&known, "or")) };
                table.error_at("weeks", message, remedy);
            }
        }
        _ => stray("weeks", "\"result\""),
    }
    if table.has("years") && row.kind == AssumptionKind::Cost {
        table.error_at("years", "a cost is counted once, whatever the years", "take it out; `years` is for benefits");
    }
}

fn named(table: &Table<'_>, of: &str, part: &str, known: &[&str]) {
    if !known.iter().any(|name| normal(name) == normal(of)) {
        let remedy = if known.is_empty() { format!("add it as [[{part}]]") } else { suggest(of, known) };
        table.error_at("of", format!("there is no [[{part}]] `{}`", show(of)), remedy);
    }
}

/// Whose persons or hours are meant must be a role of the scheme.
fn of_role(table: &Table<'_>, row: &Assumption, scheme: &Scheme) {
    let roles = scheme.form.roles();
    let own = roles.iter().map(|role| scheme.role_word(*role));
    let all: Vec<&str> = own.chain(Role::WORDS.iter().map(|(word, _)| *word)).collect();
    let means = |word: &&str| [normal(word), normal(&plural_noun(2, word))].contains(&normal(&row.of));
    if !all.iter().any(means) {
        table.error_at("of", format!("there is no role `{}`", show(&row.of)), suggest(&row.of, &all));
    }
}

/// A second percentage of one kind off the same benefit would count for nothing.
fn once(table: &Table<'_>, row: &Assumption, before: &[Assumption]) {
    let same = |other: &&Assumption| other.kind == row.kind && normal(&other.of) == normal(&row.of);
    if let Some(other) = before.iter().find(same).filter(|_| row.kind.is_share()) {
        let off = if row.of.is_empty() { "all benefits".to_string() } else { format!("`{}`", show(&row.of)) };
        table.error_at(
            "is",
            format!("`{}` already says the {} of {off}", show(&other.name), row.kind.word()),
            "put both into one percentage, or name in `of` the benefit it is taken off",
        );
    }
}

/// A percentage names a benefit that there is.
fn shares(value: &Table<'_>, assumptions: &[Assumption]) {
    let benefits: Vec<&str> =
        assumptions.iter().filter(|row| row.kind == AssumptionKind::Benefit).map(|row| row.name.as_str()).collect();
    let shares = value.tables("assumption").into_iter().zip(assumptions);
    for (table, row) in shares.filter(|(_, row)| row.kind.is_share() && !row.of.is_empty()) {
        if !benefits.iter().any(|name| normal(name) == normal(&row.of)) {
            let remedy = if benefits.is_empty() {
                "add it with is = \"benefit\"".to_string()
            } else {
                suggest(&row.of, &benefits)
            };
            table.error_at("of", format!("there is no benefit `{}`", show(&row.of)), remedy);
        }
    }
}
