//! `mentor people correct`: an answer is put right; the form stays as it came.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk, Stopped};
use crate::domain::scheme::Role;
use crate::domain::scheme::source::FACTS;
use crate::store::book;
use crate::store::corrections;
use crate::wording::{nearest, show};

/// Correct an answer; the form stays as it came
#[derive(Debug, clap::Args)]
pub struct CorrectArgs {
    /// Whose answer: id, e-mail or name
    #[arg(value_name = "PERSON")]
    who: String,
    /// What is right, as FIELD=VALUE; an empty value means not answered
    #[arg(value_name = "FIELD=VALUE", required = true)]
    answers: Vec<String>,
    /// Why, for your private notes
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    /// Only in this role: mentor or mentee
    #[arg(long)]
    role: Option<String>,
}

pub fn run(args: &CorrectArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.look()?;
    plan::settle(&mut book, desk);
    let person = book.person(&args.who)?.clone();
    let role = match &args.role {
        None => None,
        Some(word) => match Role::from_word(word) {
            Some(role) => Some(role),
            None => bail!("`{}` is not a role; write mentor or mentee", show(word)),
        },
    };
    let mut table = book.corrections_table.clone();
    let mut told = Vec::new();
    for answer in &args.answers {
        let Some((field, value)) = answer.split_once('=').map(|(f, v)| (f.trim(), v.trim())) else {
            bail!("`{}` is not FIELD=VALUE; write for example places=2", show(answer));
        };
        let fields = || book.scheme.fields.iter().map(|field| field.name.as_str()).chain(FACTS);
        if !fields().any(|known| known == field) {
            match nearest(field, fields()) {
                Some(near) => bail!("there is no field `{}`; did you mean `{near}`?", show(field)),
                None => {
                    let known: Vec<&str> = fields().collect();
                    bail!("there is no field `{}`; there are {}", show(field), crate::wording::list(&known, "and"));
                }
            }
        }
        corrections::add(&mut table, person.id, role, field, value, &args.why, &desk.today.to_string());
        told.push(format!(
            "{}: {field} is now {}",
            show(&person.called()),
            if value.is_empty() { "not answered".to_string() } else { show(value) }
        ));
    }
    if let Some(problems) = book::would_break(&sight, desk.today, &table, &book)? {
        return Err(Stopped(problems).into());
    }
    // The id must stay this person's from now on.
    let mut edits = plan::start(format!("people correct {} {}", person.id, args.answers.join(" ")), &book);
    plan::write(&mut edits, &table);
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}
