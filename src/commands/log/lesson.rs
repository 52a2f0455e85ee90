//! `mentor log lesson`: what was learned for the scheme. The words stay private, the theme stands in the records.

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// What was learned for the scheme
#[derive(Debug, clap::Args)]
pub struct LessonArgs {
    /// Under which heading: a `[[theme]]` of the scheme, where it names any
    #[arg(long, value_name = "WORD")]
    theme: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &LessonArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Lesson, &args.common, desk)?;
    entry.ask_words("What was learned")?;
    entry.in_words();
    let known = entry.book.scheme.year.words.themes.clone();
    let theme = match &args.theme {
        None if entry.changes() || known.is_empty() => None,
        theme => entry.word("theme", theme.as_deref(), &known, "--theme ([[theme]])")?,
    };
    let theme = theme.unwrap_or_else(|| entry.now("theme").to_string());
    let about = if theme.is_empty() { String::new() } else { format!(" about {theme}") };
    Ok(entry.keep(&format!("lesson{about}")))
}
