//! `mentor log answer`: an answer to a question of the scheme.

use anyhow::bail;

use super::entry::{Common, Entry};
use super::words::known_word;
use crate::commands::{Answer, Desk};
use crate::domain::log::Kind;
use crate::domain::scheme::year::Measure;

/// An answer to a question of the scheme
#[derive(Debug, clap::Args)]
pub struct AnswerArgs {
    /// Who answered: id, e-mail or name
    #[arg(value_name = "PERSON")]
    who: Option<String>,
    /// The question: a `[[measure]]` of the scheme
    #[arg(long, value_name = "WORD")]
    measure: Option<String>,
    /// When it was asked: start, middle, end, later
    #[arg(long, value_name = "WORD")]
    stage: Option<String>,
    /// Which of several things asked one by one
    #[arg(long, value_name = "WORD")]
    item: Option<String>,
    /// What was said: a word of the scale (words of their own go into --note)
    #[arg(long = "is", value_name = "WORD")]
    answer: Option<String>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &AnswerArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Answer, &args.common, desk)?;
    entry.person("person", args.who.as_deref())?;
    let measures = entry.book.scheme.year.words.measures.clone();
    let names: Vec<String> = measures.iter().map(|measure| measure.name.clone()).collect();
    let name = match &args.measure {
        None if entry.changes() => entry.now("measure").to_string(),
        measure => entry.word("measure", measure.as_deref(), &names, "--measure ([[measure]])")?.unwrap_or_default(),
    };
    let measure = measures.into_iter().find(|measure| measure.name == name).unwrap_or_default();
    if !measure.stages.is_empty() && (args.stage.is_some() || !entry.changes()) {
        entry.word("stage", args.stage.as_deref(), &measure.stages, "--stage")?;
    } else if let Some(stage) = &args.stage {
        bail!("`{name}` is asked at no named stage; add stages = [{stage:?}] to it in scheme.toml");
    }
    if let Some(item) = &args.item {
        let item = known_word(item, &measure.items, "--item")?;
        entry.set("item", Some(item));
    } else if !measure.items.is_empty() && !entry.changes() {
        entry.word("item", None, &measure.items, "--item")?;
    }
    said(args, &mut entry, &measure)?;
    if measure.scale.is_empty() {
        entry.in_words();
    }
    let of = args.who.as_deref().map_or(String::new(), |_| " noted".to_string());
    Ok(entry.keep(&format!("answer to {name}{of}")))
}

fn said(args: &AnswerArgs, entry: &mut Entry<'_>, measure: &Measure) -> anyhow::Result<()> {
    match &args.answer {
        Some(answer) if measure.scale.is_empty() => {
            bail!("`{}` is answered in words of their own, which stay private: --note {answer:?}", measure.name)
        }
        Some(answer) => {
            let answer = known_word(answer, &measure.scale, "--is")?;
            entry.set("answer", Some(answer));
        }
        None if entry.changes() => {}
        None if measure.scale.is_empty() && args.common.note.is_some() => {}
        None if measure.scale.is_empty() => bail!("say what was said: --note \"…\""),
        None => drop(entry.word("answer", None, &measure.scale, "--is")?),
    }
    Ok(())
}
