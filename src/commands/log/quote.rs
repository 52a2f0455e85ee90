//! `mentor log quote`: words that may be published, and how. The words themselves stay private.

use anyhow::bail;
use chrono::NaiveDate;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::calendar::months_after;
use crate::domain::evaluation::evidence::Byline;
use crate::domain::log::Kind;
use crate::wording::show;

/// Words that may be published, and how
///
/// With --change a note puts the words right; beside --consent, --expires or --withdrawn it is a remark on that.
#[derive(Debug, clap::Args)]
pub struct QuoteArgs {
    /// Who said it: id, e-mail or name
    #[arg(value_name = "PERSON")]
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
    entry.ask_words("What was said, for your private notes")?;
    let consent = match &args.consent {
        None if entry.changes() => None,
        consent => entry.word("consent", consent.as_deref(), &words.consents, "--consent")?,
    };
    let usual = words.quotes_expire.filter(|_| !entry.changes()).map(|months| months_after(entry.day(), months));
    let expires = args.expires.or_else(|| entry.now("expires").parse().ok());
    if let Some(expires) = expires.filter(|expires| *expires < entry.own_day()) {
        bail!(
            "{expires} is before the day of the quote, {}, so that the consent would never have held; see which of the two is mistyped: --on DATE or --expires DATE",
            entry.own_day()
        );
    }
    entry.set("expires", args.expires.or(usual));
    // Why somebody took it back, or how they agreed, is no quote.
    let about_consent = args.consent.is_some() || args.expires.is_some();
    if !entry.changes() || !about_consent && args.withdrawn.is_none() {
        entry.in_words();
    } else if args.common.note.is_some() && args.withdrawn.is_none() {
        let id = entry.id();
        let first = format!("mentor log quote --change {id} --note \"…\"");
        if entry.book.noted(&id.to_string()).is_empty() {
            bail!("the words of {id} are not noted, and a remark on the consent is none; first what was said: {first}");
        }
        entry.doubt(Some(format!("the note is a remark on the consent; to put the words of {id} right: {first}")));
    }
    if let Some(withdrawn) = args.withdrawn {
        crate::commands::not_after_today(withdrawn, desk)?;
        entry.set("withdrawn", Some(withdrawn));
    }
    let of = of.map_or(String::new(), |id| format!(" of {id}"));
    let private = consent.as_ref().filter(|consent| Byline::of(consent, &words).is_none()).map(|consent| {
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
