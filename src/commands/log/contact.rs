//! `mentor log contact`: somebody asked how it goes.

use anyhow::bail;
use chrono::NaiveDate;

use super::entry::{Common, Entry};
use super::words::{known_word, words};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// You asked how it goes
#[derive(Debug, clap::Args)]
pub struct ContactArgs {
    /// A relationship (R003), or a person, for all their relationships
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// How: phone, e-mail, message, letter, video, face to face
    #[arg(long, value_name = "WORD")]
    by: Option<String>,
    /// You tried, and nobody answered
    #[arg(long, conflicts_with = "reached")]
    not_reached: bool,
    /// Somebody answered after all (with --change)
    #[arg(long, requires = "change")]
    reached: bool,
    /// When to ask again; until then they are off the list of whom to ring
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    next: Option<NaiveDate>,
    #[command(flatten)]
    common: Common,
}

const WAYS: [&str; 6] = ["phone", "e-mail", "message", "letter", "video", "face to face"];

pub fn run(args: &ContactArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Contact, &args.common, desk)?;
    let of = entry.about(args.who.as_deref())?;
    if let Some(next) = args.next.filter(|next| *next <= entry.day()) {
        bail!("{next} is not after the day of the call, {}", entry.day());
    }
    let ways = words(&WAYS);
    let by = match &args.by {
        Some(by) => {
            let by = known_word(by, &ways, "--by")?;
            entry.set("by", Some(&by));
            Some(by)
        }
        None => entry.word("by", None, &ways, "--by phone")?,
    };
    let reached = !entry.changes() || args.reached || args.not_reached;
    entry.set("reached", reached.then_some(if args.not_reached { "no" } else { "yes" }));
    entry.set("next", args.next);
    let again = args.next.map_or(String::new(), |next| format!(", again on {next}"));
    let how = if args.not_reached { "tried in vain" } else { done(by.as_deref().unwrap_or(entry.now("by"))) };
    Ok(entry.keep(&format!("{of} {how}{again}")))
}

/// What was done, by how it was.
fn done(by: &str) -> &'static str {
    match by {
        "phone" => "rung",
        "e-mail" | "message" | "letter" => "written to",
        "video" => "spoken to by video",
        "face to face" => "spoken to face to face",
        _ => "asked",
    }
}
