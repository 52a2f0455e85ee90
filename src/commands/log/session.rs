//! `mentor log session`: a meeting of a relationship.

use anyhow::bail;

use super::doubtful;
use super::entry::{Common, Entry};
use super::words::known_word;
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;
use crate::store::forms::durations;
use crate::wording::show;

/// A meeting of a relationship, held or not
#[derive(Debug, clap::Args)]
pub struct SessionArgs {
    /// The relationship (R003), or one of its people
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// How long it lasted: 60 (minutes), 1h 30 or 1:30, or `unknown`
    #[arg(long, value_name = "MINUTES", allow_negative_numbers = true)]
    minutes: Option<String>,
    /// It was planned and did not take place
    #[arg(long, conflicts_with_all = ["held", "minutes", "rating"])]
    not_held: bool,
    /// It took place after all (with --change)
    #[arg(long, requires = "change")]
    held: bool,
    /// How they met, in a word of the scheme: "face to face"
    #[arg(long, value_name = "WORD")]
    by: Option<String>,
    /// What they thought of it: a number, or `none`
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    rating: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &SessionArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Session, &args.common, desk)?;
    let relationship = entry.relationship(args.who.as_deref())?;
    let minutes = match &args.minutes {
        Some(typed) => Some(minutes(typed)?),
        None if args.not_held => Some(String::new()),
        None => ask(&entry)?,
    };
    let held = (!entry.changes() || args.held || args.not_held).then_some(if args.not_held { "no" } else { "yes" });
    if entry.changes() && !args.held && entry.now("held") == "no" && (args.rating.is_some() || args.minutes.is_some()) {
        let cleared =
            |typed: &Option<String>| typed.as_deref().is_none_or(|typed| ["none", "unknown"].contains(&typed));
        if !cleared(&args.rating) || !cleared(&args.minutes) {
            bail!("it was not held; if it took place after all, add --held");
        }
    }
    entry.set("held", held);
    entry.set("minutes", minutes.clone());
    if let Some(by) = &args.by {
        let known = entry.book.scheme.ways_to_meet();
        entry.set("by", Some(known_word(by, &known, "--by")?));
    }
    let rating = args.rating.as_deref().map(|typed| number_or(typed, "none", -100..=100, "--rating 4")).transpose()?;
    let rating = if args.not_held { Some(String::new()) } else { rating };
    entry.set("rating", rating);
    let of = relationship.map_or(entry.now("relationship").to_string(), |id| id.to_string());
    let day = entry.own_day();
    let id = entry.id();
    if let (Ok(of), true) = (of.parse(), !entry.changes() || args.common.on.is_some() || relationship.is_some()) {
        let change = format!("mentor log session --change {id}");
        entry.doubt(doubtful::day(&entry.book, entry.logged(), of, day, &change));
        entry.doubt(doubtful::same_day(entry.logged(), of, day, id));
    }
    entry.doubt(minutes.as_deref().and_then(|minutes| doubtful::long(minutes, id)));
    let how = match (args.not_held, minutes.filter(|minutes| !minutes.is_empty())) {
        (true, _) => ", not held".to_string(),
        (false, Some(minutes)) => format!(", {minutes} minutes"),
        (false, None) => String::new(),
    };
    let on = args.common.on.map_or(String::new(), |on| format!(" on {on}"));
    Ok(entry.keep(&format!("session of {of}{on}{how}")))
}

/// Asks how long it lasted; Enter alone means as long as planned.
fn ask(entry: &Entry<'_>) -> anyhow::Result<Option<String>> {
    if entry.changes() {
        return Ok(None);
    }
    let usual = entry.book.scheme.year.sessions.minutes.map(|minutes| minutes.to_string());
    let right = |typed: &str| minutes(typed).map(|_| ()).map_err(|error| error.to_string());
    let flag = "--minutes 60 (or --minutes unknown, or --not-held)";
    let typed =
        entry.write("How long did it last, in minutes or as 1:30, or unknown", usual.as_deref(), flag, &right)?;
    minutes(&typed).map(Some)
}

fn minutes(typed: &str) -> anyhow::Result<String> {
    match durations::minutes(typed, 1) {
        Ok(Some(minutes)) => Ok(minutes.to_string()),
        Ok(None) if typed == "unknown" => Ok(String::new()),
        _ => bail!(
            "`{}` does not say how long it was, from 1 to 1440 minutes; {}, or `unknown`",
            show(typed),
            durations::REMEDY
        ),
    }
}

/// A whole number within a range, or nothing where the word for that was typed.
pub fn number_or(
    typed: &str,
    nothing: &str,
    range: std::ops::RangeInclusive<i64>,
    example: &str,
) -> anyhow::Result<String> {
    if typed == nothing {
        return Ok(String::new());
    }
    match typed.parse::<i64>().ok().filter(|number| range.contains(number)) {
        Some(number) => Ok(number.to_string()),
        None => bail!(
            "`{}` is no number from {} to {}; write {example}, or `{nothing}`",
            show(typed),
            range.start(),
            range.end()
        ),
    }
}
