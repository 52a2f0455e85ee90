//! `mentor people admit` and `not-now`: whether somebody who applied takes part.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk};
use crate::domain::matching::rules::yes;
use crate::domain::person::Person;
use crate::domain::scheme::{FieldId, Role, RuleKind, Scheme};
use crate::store::corrections;
use crate::wording::{list, show};

/// Note who is admitted, as a panel decided
///
/// Writes private/corrections.csv, and why with it.
#[derive(Debug, clap::Args)]
pub struct AdmitArgs {
    /// Who: ids, e-mails or names
    #[arg(value_name = "PERSON", required = true)]
    who: Vec<String>,
    /// The day from which on it holds
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    on: Option<chrono::NaiveDate>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    because: String,
}

/// Note who is not admitted for now
///
/// Writes private/corrections.csv, and why with it.
#[derive(Debug, clap::Args)]
pub struct NotNowArgs {
    /// Who: ids, e-mails or names
    #[arg(value_name = "PERSON", required = true)]
    who: Vec<String>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT")]
    because: String,
}

pub fn admit(args: &AdmitArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let on = args.on.unwrap_or(desk.today);
    let word = if on > desk.today { format!("admitted from {on} on") } else { "admitted".to_string() };
    decide("admit", &args.who, &on.to_string(), &args.because, &word, desk)
}

pub fn not_now(args: &NotNowArgs, desk: &Desk) -> anyhow::Result<Answer> {
    decide("not-now", &args.who, "no", &args.because, "not admitted for now", desk)
}

fn decide(verb: &str, who: &[String], value: &str, because: &str, word: &str, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.look()?;
    plan::settle(&mut book, desk);
    let Some((field, roles)) = admitting(&book.scheme) else {
        bail!(
            "this scheme admits nobody: whoever signs up takes part. Where a panel decides, add [fields.admitted] with kind = \"yes-no\" and a [[rule]] with kind = \"admitted\""
        );
    };
    let name = book.scheme.field(field).name.clone();
    let mut table = book.corrections_table.clone();
    let mut told = Vec::new();
    for text in who {
        let person: &Person = book.person(text)?;
        let called = show(&person.called());
        let entries: Vec<_> = person.entries.iter().filter(|entry| roles.contains(&entry.role)).collect();
        if entries.is_empty() {
            let words: Vec<&str> = roles.iter().map(|role| book.scheme.role_word(*role)).collect();
            bail!("{called} is no {}, and nobody else is admitted here", list(&words, "or"));
        }
        if verb == "admit" && entries.iter().all(|entry| yes(entry.value(field), desk.today) == Some(true)) {
            bail!("{called} is admitted already");
        }
        for entry in entries {
            let on = desk.today.to_string();
            corrections::add(&mut table, person.id, Some(entry.role), &name, value, because, &on);
        }
        told.push(format!("{} is {word}", show(&person.called_with_id())));
    }
    let mut edits = plan::start(format!("people {verb} {}", list(who, "and")), &book);
    plan::write(&mut edits, &table);
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}

/// The field that says who is admitted, and in which roles that is asked.
fn admitting(scheme: &Scheme) -> Option<(FieldId, Vec<Role>)> {
    let asked = scheme.rules.iter().filter_map(|rule| match rule.kind {
        RuleKind::Yes { of, field, admits: true } => Some((field, of)),
        _ => None,
    });
    let asked: Vec<(FieldId, Role)> = asked.collect();
    let field = asked.first()?.0;
    Some((field, asked.iter().filter(|(other, _)| *other == field).map(|(_, of)| *of).collect()))
}
