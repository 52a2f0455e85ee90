//! `mentor log lesson`: what was learned for the scheme. The words stay private, the theme stands in the records.

use anyhow::bail;

use super::entry::{Common, Entry};
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;

/// What was learned for the scheme
#[derive(Debug, clap::Args)]
pub struct LessonArgs {
    /// Under which heading: a `[[theme]]` of the scheme
    #[arg(long, value_name = "WORD")]
    theme: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &LessonArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Lesson, &args.common, desk)?;
    if !entry.changes() && args.common.note.is_none() {
        bail!("say what was learned: --note \"…\"");
    }
    entry.in_words();
    let known = entry.book.scheme.year.words.themes.clone();
    let theme = match &args.theme {
        None if entry.changes() => None,
        theme => entry.word("theme", theme.as_deref(), &known, "--theme ([[theme]])")?,
    };
    let theme = theme.unwrap_or_else(|| entry.now("theme").to_string());
    Ok(entry.keep(&format!("lesson about {theme}")))
}
