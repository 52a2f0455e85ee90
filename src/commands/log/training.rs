//! `mentor log training`: a module or topic that somebody learned.

use anyhow::bail;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// A module or topic that somebody learned
#[derive(Debug, clap::Args)]
pub struct TrainingArgs {
    /// Who, as many as you like: ids, e-mails or names
    #[arg(value_name = "PERSON")]
    who: Vec<String>,
    /// The module: of a `[[training]]` of the scheme
    #[arg(long, value_name = "WORD")]
    module: Option<String>,
    /// The topic: of a `[[training]]` of the scheme
    #[arg(long, value_name = "WORD")]
    topic: Option<String>,
    /// How many days it took
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000))]
    days: Option<u32>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &TrainingArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Training, &args.common, desk)?;
    let people = entry.people(&args.who)?;
    let words = entry.book.scheme.year.words.clone();
    let (mut module, mut topic) = (args.module.clone(), args.topic.clone());
    if module.is_none() && topic.is_none() && !entry.changes() {
        let known = [&words.modules[..], &words.topics].concat();
        if known.is_empty() {
            bail!("the scheme names no training; see schemes/README.md for where [[training]] is named");
        }
        let chosen =
            entry.ask("What was learned", &known, "--module or --topic, in a word of the scheme ([[training]])")?;
        let chosen = chosen.unwrap_or_default();
        match words.modules.get(chosen) {
            Some(word) => module = Some(word.clone()),
            None => topic = known.get(chosen).cloned(),
        }
    }
    let mut said = Vec::new();
    if let Some(module) = &module {
        said.extend(entry.word("module", Some(module), &words.modules, "--module ([[training]])")?);
    }
    if let Some(topic) = &topic {
        said.extend(entry.word("topic", Some(topic), &words.topics, "--topic ([[training]])")?);
    }
    entry.set("days", args.days);
    let said = if said.is_empty() { "training".to_string() } else { said.join(", ") };
    Ok(if entry.changes() { entry.keep(&said) } else { entry.keep_for(&people, &said) })
}
