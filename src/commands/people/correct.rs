//! `mentor people correct`: an answer is put right; the form stays as it came.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk, Stopped};
use crate::domain::person::normal_email;
use crate::domain::scheme::source::{DateOrder, FACTS};
use crate::domain::scheme::{Kind, Role};
use crate::privacy::Privacy;
use crate::store::book::{self, Book};
use crate::store::corrections;
use crate::store::forms::dates;
use crate::store::forms::person::plain_role;
use crate::wording::{nearest, normal, show};

/// Correct an answer; the form stays as it came
///
/// The correction counts in place of the answer wherever it is read. Writes private/corrections.csv.
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    /// Whose answers (ids, e-mails or names), then what is right as FIELD=VALUE; an empty value means not answered
    #[arg(value_names = ["PERSON", "FIELD=VALUE"], required = true, num_args = 2..)]
    words: Vec<String>,
    /// Why, for your private notes
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    why: String,
    /// Only in this role: mentor or mentee
    #[arg(long)]
    role: Option<String>,
}

pub fn run(args: &CorrectArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.look()?;
    plan::settle(&mut book, desk);
    let role = match &args.role {
        None => None,
        Some(word) => match Role::from_word(word) {
            Some(role) => Some(role),
            None => bail!("`{}` is not a role; write mentor or mentee", show(word)),
        },
    };
    let (answers, who): (Vec<&String>, Vec<&String>) = args.words.iter().partition(|word| word.contains('='));
    if answers.is_empty() || who.is_empty() {
        bail!("say whose answer and what is right: mentor people correct P014 places=2");
    }
    let mut table = book.corrections_table.clone();
    let mut told = Vec::new();
    for name in who {
        let person = book.person(name)?;
        for answer in &answers {
            let (field, value) = answer.split_once('=').unwrap_or((answer, ""));
            let (field, value) = (field.trim(), value.trim());
            known(&book, field)?;
            if book.scheme.field_named(field).is_none() {
                possible(field, value)?;
            }
            let value = as_kept(&book, field, value)?;
            corrections::add(&mut table, person.id, role, field, &value, &args.why, &desk.today.to_string());
            let special =
                book.scheme.field_named(field).is_some_and(|id| book.scheme.field(id).privacy == Privacy::Special);
            let now = if special {
                "put right (special, so not shown)".to_string()
            } else if desk.no_names {
                "as you typed it (not shown)".to_string()
            } else if value.is_empty() {
                "not answered".to_string()
            } else {
                show(&value)
            };
            told.push(format!("{}: {field} is now {now}", show(&person.called_with_id())));
        }
    }
    if let Err(problems) = book::with_planned(&sight, desk.today, &table, &book)? {
        return Err(Stopped(problems).into());
    }
    // The ids must stay these people's from now on.
    let mut edits = plan::start(format!("people correct {}", args.words.join(" ")), &book);
    plan::write(&mut edits, &table);
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}

/// Sees that there is such a fact or field.
fn known(book: &Book, field: &str) -> anyhow::Result<()> {
    let mut fields: Vec<&str> = book.scheme.fields.iter().map(|field| field.name.as_str()).collect();
    // `consent` may be both.
    fields.extend(FACTS.iter().filter(|fact| book.scheme.field_named(fact).is_none()));
    if fields.contains(&field) {
        return Ok(());
    }
    match nearest(field, fields.iter().copied()) {
        Some(near) => bail!("there is no field `{}`; did you mean `{near}`?", show(field)),
        None => bail!("there is no field `{}`; there are {}", show(field), crate::wording::list(&fields, "and")),
    }
}

/// Sees that a fact can be what it is said to be.
fn possible(field: &str, value: &str) -> anyhow::Result<()> {
    match field {
        "submitted" => bail!("when a form was sent cannot be corrected; correct the answer that is wrong"),
        "email" if !value.is_empty() && normal_email(value).is_none() => {
            bail!("`{}` is not an e-mail address", show(value))
        }
        "consent" if !["yes", "no", ""].contains(&normal(value).as_str()) => bail!("write consent=yes or consent=no"),
        "role" if plain_role(value).is_none() => {
            bail!("`{}` is not a role; write mentor, mentee, both or either", show(value))
        }
        _ => Ok(()),
    }
}

/// Dates are kept in one form only, so that nobody has to guess later.
fn as_kept(book: &Book, field: &str, value: &str) -> anyhow::Result<String> {
    let kind = book.scheme.field_named(field).map(|id| book.scheme.field(id).kind);
    if !matches!(kind, Some(Kind::Date | Kind::YesNo)) {
        return Ok(value.to_string());
    }
    let read = |order| dates::read(value, order).map(|when| when.date());
    match (read(DateOrder::DayFirst), read(DateOrder::MonthFirst)) {
        (Some(one), Some(other)) if one != other => {
            bail!("`{}` could be {one} or {other}; write which, as {field}={one}", show(value))
        }
        (Some(day), _) | (None, Some(day)) => Ok(day.to_string()),
        (None, None) => Ok(value.to_string()),
    }
}
