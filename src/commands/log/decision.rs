//! `mentor log decision`: what was decided.

use anyhow::bail;

use super::entry::{Common, Entry};
use super::words::known_word;
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// What was decided
#[derive(Debug, clap::Args)]
pub struct DecisionArgs {
    /// About what: a `[[decision]]` of the scheme
    #[arg(long, value_name = "WORD")]
    name: Option<String>,
    /// What was decided: one of its options (words of your own go into --note)
    #[arg(long = "is", value_name = "WORD")]
    option: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &DecisionArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Decision, &args.common, desk)?;
    let decisions = entry.book.scheme.year.words.decisions.clone();
    let names: Vec<String> = decisions.iter().map(|(name, _)| name.clone()).collect();
    let name = match &args.name {
        None if entry.changes() => entry.now("decision").to_string(),
        name => entry.word("decision", name.as_deref(), &names, "--name ([[decision]])")?.unwrap_or_default(),
    };
    let options =
        decisions.into_iter().find(|(known, _)| *known == name).map(|(_, options)| options).unwrap_or_default();
    match &args.option {
        Some(option) if options.is_empty() => {
            bail!("`{name}` has no options in the scheme, and words of your own stay private: --note {option:?}")
        }
        Some(option) => entry.set("option", Some(known_word(option, &options, "--is")?)),
        None if entry.changes() => {}
        None if !options.is_empty() => drop(entry.word("option", None, &options, "--is")?),
        None if args.common.note.is_none() => bail!("say what was decided: --note \"…\""),
        None => {}
    }
    Ok(entry.keep(&format!("decision about {name}")))
}
