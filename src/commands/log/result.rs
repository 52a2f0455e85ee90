//! `mentor log result`: what became of somebody.

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// What became of somebody
#[derive(Debug, clap::Args)]
pub struct ResultArgs {
    /// Who: id, e-mail or name
    #[arg(value_name = "PERSON", required_unless_present = "change")]
    who: Option<String>,
    /// What: a `[[result]]` of the scheme
    #[arg(long, value_name = "WORD")]
    name: Option<String>,
    /// After how many weeks
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(0..=1000))]
    weeks: Option<u32>,
    /// It is known that it did not come about
    #[arg(long, conflicts_with = "reached")]
    not_reached: bool,
    /// It came about after all (with --change)
    #[arg(long, requires = "change")]
    reached: bool,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ResultArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Result, &args.common, desk)?;
    let of = entry.person("person", args.who.as_deref())?;
    let known = entry.book.scheme.year.words.results.clone();
    let name = match &args.name {
        None if entry.changes() => None,
        name => entry.word("result", name.as_deref(), &known, "--name ([[result]])")?,
    };
    entry.set("weeks", args.weeks);
    let said = !entry.changes() || args.reached || args.not_reached;
    entry.set("reached", said.then_some(if args.not_reached { "no" } else { "yes" }));
    let name = name.unwrap_or_else(|| entry.now("result").to_string());
    let of = of.map_or(String::new(), |id| format!(" of {id}"));
    let weeks = args.weeks.map_or(String::new(), |weeks| format!(" after {weeks} weeks"));
    let not = if args.not_reached { ": no" } else { "" };
    Ok(entry.keep(&format!("{name}{of}{weeks}{not}")))
}
