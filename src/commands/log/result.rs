//! `mentor log result`: what became of somebody.

use anyhow::bail;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;
use crate::wording::{list, normal, plural, show};

/// What became of somebody
#[derive(Debug, clap::Args)]
pub struct ResultArgs {
    /// Who: id, e-mail or name
    #[arg(value_name = "PERSON")]
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
    let asked = name.as_deref().map_or(entry.now("result"), str::trim).to_string();
    let weeks = weeks(&entry, &asked, args.weeks)?;
    entry.set("weeks", weeks);
    let said = !entry.changes() || args.reached || args.not_reached;
    entry.set("reached", said.then_some(if args.not_reached { "no" } else { "yes" }));
    let name = name.unwrap_or_else(|| entry.now("result").to_string());
    let of = of.map_or(String::new(), |id| format!(" of {id}"));
    let weeks = weeks.map_or(String::new(), |weeks| format!(" after {}", plural(weeks as usize, "week")));
    let not = if args.not_reached { ": no" } else { "" };
    Ok(entry.keep(&format!("{name}{of}{weeks}{not}")))
}

/// After how many weeks: one of those after which the scheme asks for the result, as nothing else is counted.
fn weeks(entry: &Entry<'_>, name: &str, typed: Option<u32>) -> anyhow::Result<Option<u32>> {
    let words = &entry.book.scheme.year.words;
    let at = words.results.iter().position(|known| normal(known) == normal(name));
    let asked = at.and_then(|at| words.result_weeks.get(at)).map_or(&[][..], Vec::as_slice);
    match (typed, asked) {
        // What is changed stays after as many weeks as it was noted.
        (None, _) if entry.changes() => Ok(None),
        (typed, []) => Ok(typed),
        (Some(weeks), asked) if asked.contains(&weeks) => Ok(typed),
        (None, [once]) => Ok(Some(*once)),
        (Some(weeks), asked) => {
            let flags: Vec<String> = asked.iter().map(|weeks| format!("--weeks {weeks}")).collect();
            bail!(
                "the scheme does not ask for “{}” after {}, so nothing would count it: {}",
                show(name),
                plural(weeks as usize, "week"),
                list(&flags, "or")
            )
        }
        (None, asked) => {
            let after: Vec<String> = asked.iter().map(|weeks| plural(*weeks as usize, "week")).collect();
            let flags: Vec<String> = asked.iter().map(|weeks| format!("--weeks {weeks}")).collect();
            let chosen = entry.ask("After how many weeks", &after, &list(&flags, "or"))?;
            Ok(chosen.and_then(|at| asked.get(at).copied()))
        }
    }
}
