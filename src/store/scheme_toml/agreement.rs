//! `[agreement]`: what agreements say beside the sessions, the messages and the review of the year.

use super::reader::{Table, suggest};
use crate::domain::scheme::agreement::{AgreementTerms, Wording};
use crate::domain::scheme::{FieldId, Form, Kind, Scheme};
use crate::wording::{normal, show};

/// More goals than these are too many to be worked on.
const GOALS: i64 = 3;

/// Reads the part.
pub fn read(top: &Table<'_>, scheme: &Scheme) -> AgreementTerms {
    let mut terms = AgreementTerms::default();
    if let Some(table) = top.table("agreement") {
        own(&table, scheme, scheme.form, &mut terms);
        table.finish("[agreement]");
    }
    terms
}

/// Reads what a table says of agreements of a form; what it leaves out stays as it is.
pub fn own(table: &Table<'_>, scheme: &Scheme, form: Form, terms: &mut AgreementTerms) {
    let texts = |key: &'static str, known: &mut Vec<String>| {
        if let Some(said) = table.texts(key) {
            *known = said;
        }
    };
    let text = |key: &'static str, known: &mut Option<String>| *known = table.text(key).or(known.take());
    let number = |key: &'static str, range, known: &mut Option<i64>| *known = table.whole(key, range).or(*known);
    let named = |key: &'static str, kinds: &[Kind], known: &mut Option<FieldId>| {
        *known = field(table, scheme, key, kinds).or(*known);
    };
    terms.unneeded = table.truth("needed").map_or(terms.unneeded, |needed| !needed);
    number("goals", 0..=GOALS, &mut terms.goals);
    texts("about", &mut terms.about);
    text("arranges", &mut terms.arranges);
    text("contact", &mut terms.contact);
    text("tell", &mut terms.tell);
    texts("limits", &mut terms.limits);
    texts("boundaries", &mut terms.boundaries);
    number("keep_months", 0..=1200, &mut terms.keep_months);
    number("meets_with", 2..=100, &mut terms.meets_with);
    number("turn_minutes", 1..=600, &mut terms.turn_minutes);
    named("time_away", &[Kind::YesNo, Kind::Date], &mut terms.time_away);
    named("access", &[Kind::Text, Kind::Choice, Kind::List], &mut terms.access);
    named("access_told", &[Kind::YesNo], &mut terms.access_told);
    if terms.access_told.is_some() && terms.access.is_none() {
        let remedy = "add access = \"FIELD\", the field that says what somebody needs";
        table.error_at("access_told", "nothing says what may be told", remedy);
    }
    terms.wording = table.word("wording", &Wording::WORDS).unwrap_or(terms.wording);
    if table.has("wording") && form != Form::OneToOne {
        let remedy = "take `wording` out: the agreement is worded for the form";
        table.error_at("wording", format!("a {} scheme has one wording", form.word()), remedy);
    }
    let by = field(table, scheme, "wording_by", &[Kind::Choice]);
    let wordings = table.table("wordings");
    match (by, wordings) {
        (Some(by), Some(wordings)) => terms.wording_by = Some((by, meanings(&wordings, scheme, by))),
        (Some(_), None) => {
            let remedy = "add [agreement.wordings] and below it, for instance, \"Own staff\" = \"in-house\"";
            table.error_at("wording_by", "nothing says what the answers mean", remedy);
        }
        (None, Some(_)) if !table.has("wording_by") => {
            let remedy = "add wording_by = \"FIELD\", a field of kind = \"choice\"";
            table.error_at("wordings", "nothing says whose answer decides", remedy);
        }
        (None, _) => {}
    }
}

/// What answers mean for the wording.
fn meanings(table: &Table<'_>, scheme: &Scheme, by: FieldId) -> Vec<(String, Wording)> {
    let words: Vec<&str> = Wording::WORDS.iter().map(|(word, _)| *word).collect();
    let mut meanings = Vec::new();
    for entry in table.entries() {
        let known = scheme.field(by).options.iter().map(String::as_str).collect::<Vec<_>>();
        if !known.is_empty() && !known.iter().any(|option| normal(option) == normal(entry.key)) {
            entry.error_at_key(
                format!("`{}` is not an option of `{}`", show(entry.key), scheme.field(by).name),
                suggest(entry.key, &known),
            );
        }
        let said = entry.text().unwrap_or_default();
        match Wording::WORDS.iter().find(|(word, _)| *word == said) {
            Some((_, wording)) => meanings.push((normal(entry.key), *wording)),
            None => entry.error(format!("`{}` is no wording of an agreement", show(said)), suggest(said, &words)),
        }
    }
    meanings
}

/// Reads the name of a field of certain kinds.
fn field(table: &Table<'_>, scheme: &Scheme, key: &'static str, kinds: &[Kind]) -> Option<FieldId> {
    let name = table.text(key)?;
    let fits = |field: &&crate::domain::scheme::Field| kinds.contains(&field.kind);
    let found = scheme.field_named(&name);
    if found.is_none_or(|id| !fits(&scheme.field(id))) {
        let known: Vec<&str> = scheme.fields.iter().filter(fits).map(|field| field.name.as_str()).collect();
        let words: Vec<String> = kinds.iter().map(|kind| format!("\"{}\"", kind.word())).collect();
        let kinds = crate::wording::list(&words, "or");
        let remedy = match known.is_empty() {
            true => format!("declare a field of kind = {kinds}"),
            false => suggest(&name, &known),
        };
        table.error_at(key, format!("`{}` is no field of kind = {kinds}", show(&name)), remedy);
        return None;
    }
    found
}
