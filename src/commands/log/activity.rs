//! `mentor log activity`: shadowing, a visit to a place of work, a placement.

use anyhow::bail;
use chrono::NaiveDate;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// Shadowing, a visit to a place of work, a placement
#[derive(Debug, clap::Args)]
pub struct ActivityArgs {
    /// The relationship (R003), or one of its people
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// What it was: an `[[activity]]` of the scheme
    #[arg(long, value_name = "WORD")]
    kind: Option<String>,
    /// Its last day, where it was several
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    until: Option<NaiveDate>,
    /// How many hours it took
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    hours: Option<u32>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ActivityArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Activity, &args.common, desk)?;
    let of = entry.relationship(args.who.as_deref())?;
    let known = entry.book.scheme.year.words.activities.clone();
    let kind = match &args.kind {
        None if entry.changes() => None,
        kind => entry.word("kind", kind.as_deref(), &known, "--kind ([[activity]])")?,
    };
    if let Some(until) = args.until.filter(|until| *until < entry.day()) {
        bail!("{until} is before the first day, {}", entry.day());
    }
    entry.set("until", args.until);
    entry.set("hours", args.hours);
    let of = of.map_or(entry.now("relationship").to_string(), |id| id.to_string());
    let kind = kind.unwrap_or_else(|| entry.now("kind").to_string());
    Ok(entry.keep(&format!("{kind} of {of}")))
}
