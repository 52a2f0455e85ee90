//! `mentor log quote`: words that may be published, and how. The words themselves stay private.

use anyhow::bail;
use chrono::NaiveDate;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::calendar::months_after;
use crate::domain::evaluation::evidence::Voice;
use crate::domain::log::Kind;
use crate::wording::show;

/// Words that may be published, and how
#[derive(Debug, clap::Args)]
pub struct QuoteArgs {
    /// Who said it: id, e-mail or name
    #[arg(value_name = "PERSON", required_unless_present = "change")]
    who: Option<String>,
    /// How they may be published: named, role only, anonymous
    #[arg(long, value_name = "WORD")]
    consent: Option<String>,
    /// The day on which the consent ends; as the scheme says unless said
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    expires: Option<NaiveDate>,
    /// The day on which the consent was taken back (with --change)
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day, requires = "change")]
    withdrawn: Option<NaiveDate>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &QuoteArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Quote, &args.common, desk)?;
    let of = entry.person("person", args.who.as_deref())?;
    let words = entry.book.scheme.year.words.clone();
    if !entry.changes() && args.common.note.is_none() {
        bail!("write down what was said, for your private notes: --note \"…\"");
    }
    let consent = match &args.consent {
        None if entry.changes() => None,
        consent => entry.word("consent", consent.as_deref(), &words.consents, "--consent")?,
    };
    let usual = words.quotes_expire.filter(|_| !entry.changes()).map(|months| months_after(entry.day(), months));
    entry.set("expires", args.expires.or(usual));
    // Why somebody took it back is no quote.
    if args.withdrawn.is_none() {
        entry.in_words();
    }
    if let Some(withdrawn) = args.withdrawn {
        crate::commands::not_after_today(withdrawn, desk)?;
        entry.set("withdrawn", Some(withdrawn));
    }
    let of = of.map_or(String::new(), |id| format!(" of {id}"));
    let private = consent.as_ref().filter(|consent| Voice::of(consent, &words).is_none()).map(|consent| {
        let consent = show(consent);
        format!(
            "nobody will read it in an evaluation, as the scheme does not say that “{consent}” lets it be published; if it does, put it into published = [\"…\"] below [quotes] in scheme.toml"
        )
    });
    let consent = consent.map_or(String::new(), |consent| format!(", {consent}"));
    let mut answer = entry.keep(&format!("quote{of}{consent}"));
    answer.told.extend(private);
    Ok(answer)
}
