//! `mentor log concern`: something that needs attention. Of safeguarding only the day and to whom it was referred are
//! kept here: all else belongs where the organisation keeps it.

use anyhow::bail;
use chrono::NaiveDate;

use super::entry::{Common, Entry};
use super::words::{known_word, words};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// Something that needs attention
///
/// Of safeguarding only the day and to whom it was referred are kept; all else belongs where your organisation keeps it.
#[derive(Debug, clap::Args)]
pub struct ConcernArgs {
    /// A relationship (R003), or a person
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// fit, conduct or safeguarding
    #[arg(long, value_name = "WORD")]
    kind: Option<String>,
    /// Who looks after it: a person, or `coordinator`
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// When to look at it again
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    next: Option<NaiveDate>,
    /// The day on which it was settled (with --change)
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day, requires = "change")]
    closed: Option<NaiveDate>,
    /// To whom safeguarding was referred, in a word of the scheme
    #[arg(long, value_name = "WORD")]
    referred_to: Option<String>,
    #[command(flatten)]
    common: Common,
}

const KINDS: [&str; 3] = ["fit", "conduct", "safeguarding"];

pub fn run(args: &ConcernArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Concern, &args.common, desk)?;
    let kind = match &args.kind {
        Some(kind) => known_word(kind, &words(&KINDS), "--kind")?,
        None if entry.changes() => entry.now("kind").to_string(),
        None => {
            let chosen = entry.ask("What kind of concern", &words(&KINDS), "--kind fit")?;
            chosen.and_then(|at| KINDS.get(at)).unwrap_or(&KINDS[0]).to_string()
        }
    };
    if args.kind.is_some() && entry.changes() && (kind == KINDS[2]) != (entry.now("kind") == KINDS[2]) {
        bail!(
            "what safeguarding keeps differs from all else; note it anew and remove this one: mentor log --remove ID"
        );
    }
    entry.set("kind", Some(&kind));
    if kind == KINDS[2] {
        return safeguarding(args, entry);
    }
    if args.referred_to.is_some() {
        bail!("only safeguarding is referred; say who looks after this with --owner");
    }
    let of = entry.about(args.who.as_deref())?;
    match args.owner.as_deref() {
        Some("coordinator") => entry.set("owner", Some("coordinator")),
        Some(person) => drop(entry.person("owner", Some(person))?),
        None if entry.changes() => {}
        None => entry.set("owner", Some("coordinator")),
    }
    if let Some(next) = args.next.filter(|next| *next < entry.day()) {
        bail!("{next} is before the day of the concern, {}", entry.day());
    }
    entry.set("next", args.next);
    close(args, &mut entry, desk)?;
    let next = args.next.map_or(String::new(), |next| format!(", again on {next}"));
    let closed = if args.closed.is_some() { ", settled" } else { "" };
    Ok(entry.keep(&format!("concern ({kind}) about {of}{next}{closed}")))
}

/// The day and to whom: nothing else.
fn safeguarding(args: &ConcernArgs, mut entry: Entry<'_>) -> anyhow::Result<Answer> {
    let more = args.who.is_some() || args.owner.is_some() || args.next.is_some() || args.common.note.is_some();
    if more || args.closed.is_some() {
        bail!(
            "of safeguarding only the day and to whom it was referred are kept here, nobody's name and no note; write all else where your organisation keeps it: mentor log concern --kind safeguarding --referred-to \"…\""
        );
    }
    let known = entry.book.scheme.year.words.referred_to.clone();
    let to = entry.word("referred_to", args.referred_to.as_deref(), &known, "--referred-to")?;
    let to = to.map_or(String::new(), |to| format!(", referred to: {to}"));
    Ok(entry.keep(&format!("safeguarding{to}")))
}

fn close(args: &ConcernArgs, entry: &mut Entry<'_>, desk: &Desk) -> anyhow::Result<()> {
    if let Some(closed) = args.closed {
        crate::commands::not_after_today(closed, desk)?;
        entry.set("closed", Some(closed));
    }
    Ok(())
}
