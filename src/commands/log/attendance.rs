//! `mentor log attendance`: who came to an event.

use super::doubtful::event_day;
use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;
use crate::domain::schedule::event_names;

/// Who came to an event
#[derive(Debug, clap::Args)]
pub struct AttendanceArgs {
    /// Who came, as many as you like: ids, e-mails or names
    #[arg(value_name = "PERSON")]
    who: Vec<String>,
    /// What it was: an `[[event]]` of the scheme, "opening day" or "review day" where it plans one
    #[arg(long, value_name = "WORD")]
    event: Option<String>,
    /// They were expected and did not come
    #[arg(long, conflicts_with = "came")]
    away: bool,
    /// They came after all (with --change)
    #[arg(long, requires = "change")]
    came: bool,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &AttendanceArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Attendance, &args.common, desk)?;
    let people = entry.people(&args.who)?;
    let known = event_names(&entry.book.scheme);
    let event = match &args.event {
        None if entry.changes() => None,
        event => entry.word("event", event.as_deref(), &known, "--event")?,
    };
    let said = !entry.changes() || args.came || args.away;
    entry.set("came", said.then_some(if args.away { "no" } else { "yes" }));
    let event = event.unwrap_or_else(|| entry.now("event").to_string());
    let on = entry.day();
    let doubt = match args.away || entry.changes() {
        true => None,
        false => people.iter().find_map(|who| event_day(&entry.book, entry.logged(), &event, *who, on)),
    };
    entry.doubt(doubt);
    let how = if args.away { "expected at" } else { "at" };
    let said = format!("{how} {event}{}", if args.away { ", and away" } else { "" });
    Ok(if entry.changes() { entry.keep(&said) } else { entry.keep_for(&people, &said) })
}
