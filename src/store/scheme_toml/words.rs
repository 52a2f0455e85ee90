//! Reads the words of a scheme under which records are kept: activities, trainings, measures, results, themes.

use super::reader::Table;
use super::year::number;
use crate::domain::scheme::year::{Measure, Words};
use crate::wording::{normal, show};

/// To whom safeguarding is referred, where the scheme does not say.
const REFERRED_TO: [&str; 5] = ["designated lead", "social services", "police", "employer", "regulator"];

/// Reads all of them.
pub fn read(top: &Table<'_>) -> Words {
    let mut words = Words { activities: named(top, "activity", |_, _| {}), ..Words::default() };
    named(top, "training", |table, name| {
        ["for"].into_iter().for_each(|key| drop(table.text(key)));
        number(table, "days", 0..=1000);
        table.truth("needed");
        words.modules.extend(modules(table).unwrap_or_else(|| vec![name.to_string()]));
        words.topics.extend(table.texts("topics").unwrap_or_default());
    });
    words.results = named(top, "result", |table, _| words.result_weeks.push(weeks(table)));
    words.themes = named(top, "theme", |_, _| {});
    named(top, "measure", |table, name| {
        table.text("question");
        let asked_of = table.texts("for").unwrap_or_default();
        let [stages, scale, items] = ["stages", "scale", "items"].map(|key| table.texts(key).unwrap_or_default());
        let lower_is_better = table.word("better", &[("higher", false), ("lower", true)]).unwrap_or_default();
        if lower_is_better && scale.is_empty() {
            table.error_at("better", "answers in words of one's own are neither higher nor lower", "add a scale");
        }
        words.measures.push(Measure { name: name.to_string(), stages, scale, items, asked_of, lower_is_better });
    });
    named(top, "decision", |table, name| {
        words.decisions.push((name.to_string(), table.texts("options").unwrap_or_default()));
    });
    if let Some(table) = top.table("quotes") {
        words.consents = table.texts("consent").unwrap_or_default();
        words.published = table.texts("published").unwrap_or_default();
        for word in &words.published {
            if !words.consents.iter().any(|consent| normal(consent) == normal(word)) {
                let message = format!("`{}` is no way of consent to a quote", show(word));
                table.error_at("published", message, "name it in consent = [\"…\"] too, or leave it out here");
            }
        }
        words.quotes_expire = number(&table, "expire_months", 1..=1200);
        table.finish("[quotes]");
    }
    if words.consents.is_empty() {
        words.consents = ["named", "role only", "anonymous"].map(String::from).to_vec();
    }
    if let Some(table) = top.table("concerns") {
        words.referred_to = table.texts("referred_to").unwrap_or_default();
        table.finish("[concerns]");
    }
    if words.referred_to.is_empty() {
        words.referred_to = REFERRED_TO.map(String::from).to_vec();
    }
    words
}

/// The names of a part that stands as often as needed, each with a remark; `more` reads its other keys.
fn named(top: &Table<'_>, part: &'static str, mut more: impl FnMut(&Table<'_>, &str)) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for table in top.tables(part) {
        let name = table.required("name", "\"…\"").unwrap_or_default();
        table.text("says");
        if names.iter().any(|known| normal(known) == normal(&name)) && !name.is_empty() {
            table.error_at("name", format!("the {part} `{name}` stands twice"), "give each its own name");
        }
        more(&table, &name);
        names.push(name);
        table.finish(&format!("[[{part}]]"));
    }
    names
}

/// After how many weeks a result is asked for: one number, or several.
fn weeks(table: &Table<'_>) -> Vec<u32> {
    let entry = table.entries().into_iter().find(|entry| entry.key == "weeks");
    table.pass("weeks");
    let Some(entry) = entry else { return Vec::new() };
    let wholes = entry.whole().map(|week| vec![week]).or_else(|| table.wholes("weeks"));
    let weeks = wholes.unwrap_or_default();
    if weeks.iter().any(|week| !(0..=1000).contains(week)) {
        entry.error("is no number of weeks from 0 to 1000", "write weeks = 13, or weeks = [13, 26]");
    }
    let twice = weeks.iter().enumerate().find(|(at, week)| weeks[..*at].contains(week));
    if let Some((_, week)) = twice {
        entry.error(format!("asks twice after {week} weeks"), "write each number of weeks once");
    }
    weeks.iter().filter_map(|week| u32::try_from(*week).ok()).collect()
}

/// The modules of a training: their names, or as many as there are, numbered.
fn modules(table: &Table<'_>) -> Option<Vec<String>> {
    let entry = table.entries().into_iter().find(|entry| entry.key == "modules");
    table.pass("modules");
    let entry = entry?;
    if let Some(count) = entry.whole().filter(|count| (0..=100).contains(count)) {
        return Some((1..=count).map(|module| format!("module {module}")).collect());
    }
    let names = entry.texts();
    if names.is_none() {
        entry
            .error("is neither a number nor a list of names", "write modules = 4, or modules = [\"Listening\", \"…\"]");
    }
    names
}
