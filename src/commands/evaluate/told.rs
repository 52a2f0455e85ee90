//! What people told: themes of lessons, quotes with consent, and what both sides of mutual relationships said.

use std::collections::BTreeMap;

use super::measures::asked_of;
use super::seen::{Part, Seen, count};
use crate::domain::evaluation::evidence::{Byline, Quote};
use crate::domain::person::PersonId;
use crate::domain::relationship::Relationship;
use crate::domain::scheme::year::Measure;
use crate::domain::scheme::{Form, Role};
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};
use crate::store::notes;
use crate::wording::{capital, normal, plural, show, shown};

/// The longest quote that is shown whole, in characters.
const LONGEST: usize = 600;

/// How many lessons there are under each theme. The words stay in the private notes.
pub fn themes(seen: &Seen<'_>) -> Vec<Part> {
    let themes = &seen.book.scheme.year.words.themes;
    let lessons: Vec<&String> =
        seen.evidence.lessons.iter().filter(|(_, on)| seen.period.covers(*on)).map(|(theme, _)| theme).collect();
    if themes.is_empty() && lessons.is_empty() {
        return Vec::new();
    }
    let mut part = Part {
        title: "Themes".to_string(),
        says: vec!["Lessons that were noted; their words stay in your private notes.".to_string()],
        table: Table::new(theme_columns(), Vec::new()),
        keys: 1,
    };
    for theme in themes {
        let own = lessons.iter().filter(|lesson| normal(lesson) == normal(theme)).count();
        part.table.rows.push(vec![Cell::text(show(theme)), count(own)]);
    }
    let under = |lesson: &&&String| themes.iter().any(|theme| normal(theme) == normal(lesson));
    let others = lessons.len() - lessons.iter().filter(under).count();
    if others > 0 {
        part.table.rows.push(vec![Cell::text("under no theme"), count(others)]);
    }
    vec![part]
}

/// The columns of the lessons.
pub fn theme_columns() -> Vec<Column> {
    let columns = [("theme", "Theme"), ("lessons", "Lessons")];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// Quotes whose consent stands today and allows them to be told, each as it says.
pub fn quotes(seen: &Seen<'_>, today: chrono::NaiveDate) -> Vec<Part> {
    let quotes = seen.evidence.quotes.iter().filter(|quote| seen.period.covers(quote.on));
    let (stand, refused): (Vec<&Quote>, Vec<&Quote>) = quotes.partition(|quote| quote.may_be_published(today));
    if stand.is_empty() && refused.is_empty() {
        return Vec::new();
    }
    let words = &seen.book.scheme.year.words;
    let voice = |quote| Quote::told_as(quote, words);
    let (stand, private): (Vec<&Quote>, Vec<&Quote>) = stand.into_iter().partition(|quote| voice(quote).is_some());
    let mut part =
        Part { title: "Quotes".to_string(), says: Vec::new(), table: Table::new(quote_columns(), Vec::new()), keys: 0 };
    for (quote, voice) in stand.into_iter().filter_map(|quote| Some((quote, voice(quote)?))) {
        // What was noted with the quote, or put in its place; a remark that came later is no quote.
        let id = quote.id.to_string();
        let noted = notes::of(&seen.book.notes_table, &id).next().filter(|noted| !noted.is_empty());
        let Some(noted) = noted else { continue };
        let words = shown(noted, LONGEST);
        part.table.rows.push(vec![Cell::text(format!("“{words}”")), Cell::text(said_by(seen, quote, voice))]);
    }
    let reasons = [(refused, "the consent ran out or was taken back"), (private, "their consent does not allow it")];
    for (quotes, why) in reasons.into_iter().filter(|(quotes, _)| !quotes.is_empty()) {
        let left_out = match seen.is_few(quotes.len()) {
            true => "Some quotes are left out".to_string(),
            false => format!("{} are left out", plural(quotes.len(), "quote")),
        };
        part.says.push(format!("{left_out}: {why}."));
    }
    vec![part]
}

/// The columns of the quotes.
pub fn quote_columns() -> Vec<Column> {
    let columns = [("quote", "Quote"), ("said_by", "Said by")];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// Who said it, as far as the consent goes.
fn said_by(seen: &Seen<'_>, quote: &Quote, voice: Byline) -> String {
    let person = seen.book.by_id(quote.person);
    let role = person.and_then(|person| person.entries.first()).map(|entry| seen.book.scheme.role_word(entry.role));
    let role = role.map_or("a participant".to_string(), |role| format!("a {role}"));
    match voice {
        Byline::Named if !seen.no_names => person.filter(|p| !p.name.is_empty()).map_or(role, |p| show(&p.name)),
        Byline::Named | Byline::Role => role,
        Byline::Nobody => "a participant".to_string(),
    }
}

/// The columns of both sides.
pub fn side_columns() -> Vec<Column> {
    let columns = [
        ("measure", "Measure"),
        ("stage", "Asked at"),
        ("relationships", "Relationships"),
        ("both", "Both told"),
        ("first_side", "One side alone"),
        ("second_side", "The other side alone"),
        ("neither", "Nobody told"),
    ];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// Of each relationship of a mutual scheme: whether both told, one, or nobody.
pub fn both_sides(seen: &Seen<'_>) -> Vec<Part> {
    if seen.book.scheme.form != Form::Mutual {
        return Vec::new();
    }
    let sides = [Role::Mentor, Role::Mentee].map(|role| seen.book.scheme.role_word(role).to_string());
    let mut table = Table::new(side_columns(), Vec::new());
    table.columns[4].heading = format!("{} alone", capital(&sides[0]));
    table.columns[5].heading = format!("{} alone", capital(&sides[1]));
    let mut part = Part { title: "Both sides".to_string(), says: Vec::new(), table, keys: 2 };
    let mut few = Vec::new();
    let scheme = &seen.book.scheme;
    // Of a measure that only one side is asked there is no other side to hear.
    let of_both = |measure: &&Measure| [Role::Mentor, Role::Mentee].iter().all(|role| scheme.asks(measure, *role));
    for measure in scheme.year.words.measures.iter().filter(of_both) {
        let asked = asked_of(seen, measure);
        let stages = if measure.stages.is_empty() { vec![String::new()] } else { measure.stages.clone() };
        for stage in stages {
            let mut told: BTreeMap<PersonId, bool> = asked.iter().map(|id| (*id, false)).collect();
            let answers = seen.evidence.answers.iter().filter(|answer| seen.period.covers(answer.on));
            let own = |m: &str, s: &str| normal(m) == normal(&measure.name) && normal(s) == normal(&stage);
            for answer in answers.filter(|answer| own(&answer.measure, &answer.stage)) {
                told.extend(answer.who.person().map(|id| (id, true)));
            }
            let mut parts: [Vec<&Relationship>; 4] = Default::default();
            for (journey, _) in &seen.journeys {
                let said = |role: Role| {
                    let members = journey.relationship.members.iter().filter(|member| member.role == role);
                    members.map(|member| member.id).any(|id| told.get(&id).copied().unwrap_or(false))
                };
                parts[match (said(Role::Mentor), said(Role::Mentee)) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, true) => 2,
                    (false, false) => 3,
                }]
                .push(journey.relationship);
            }
            // Both told twice and one side told once make up all answers, which are told of every measure: so it is all
            // or nothing.
            let told = seen.telling.tell_parts(&parts.map(|part| seen.telling.relationships(part)));
            let all = |told: &Vec<Shown>| told.iter().all(|shown| matches!(shown, Shown::Count(_)));
            let Some(told) = told.filter(all) else {
                let words = [show(&measure.name), show(&stage)];
                few.push(words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", "));
                continue;
            };
            let cells = told.into_iter().map(|shown| seen.cell(shown));
            part.table
                .rows
                .push([show(&measure.name), show(&stage)].map(Cell::text).into_iter().chain(cells).collect());
        }
    }
    part.says.extend(few.iter().map(|row| seen.too_few(&capital(row))));
    vec![part]
}
