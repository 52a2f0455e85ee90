//! `mentor end`: a relationship is over. No blame in any word.

use anyhow::bail;
use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Answer, Desk, pairs, plan};
use crate::domain::relationship::{Ending, State};
use crate::wording::list;

/// Note that a relationship ended
#[derive(Debug, clap::Args)]
pub struct EndArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// How it ended
    #[arg(long = "as", value_enum, default_value = "completed")]
    ending: Ending,
    /// The day on which it ended
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
}

impl ValueEnum for Ending {
    fn value_variants<'a>() -> &'a [Self] {
        &[Ending::Completed, Ending::Early, Ending::Rematched, Ending::CarriesOn]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (typed, help) = match self {
            Ending::Completed => ("completed", "They did what they set out to do"),
            Ending::Early => ("early", "It ended before that"),
            Ending::Rematched => ("rematched", "One of them goes on with somebody else"),
            Ending::CarriesOn => ("carries-on", "They carry on without the scheme"),
        };
        Some(PossibleValue::new(typed).help(help))
    }
}

pub fn run(args: &EndArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let newest = book.records.newest;
    let on = args.on.unwrap_or(desk.today);
    super::not_after_today(on, desk)?;
    let mut told = Vec::new();
    let mut edits = plan::start(format!("end {}", list(&args.who, "and")), &book);
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let Some(accepted) =
            pair.relationship.as_ref().filter(|r| r.state(newest) == State::Accepted).and_then(|r| r.accepted)
        else {
            bail!("{called} is not under way; only what was accepted can end (`mentor decline` for a proposal)");
        };
        if on < accepted {
            bail!("{called} was accepted on {accepted} and cannot have ended before that, on {on}");
        }
        let (id, row) = pairs::row(&mut book, &pair);
        let table = &mut book.records.relationships_table;
        table.set(row, "ended", on.to_string());
        table.set(row, "ending", args.ending.word());
        if let Some(notes) = pairs::note(&book, &id.to_string(), args.because.as_deref(), &on.to_string()) {
            plan::write(&mut edits, &notes);
            book.notes_table = notes;
        }
        told.push(format!("{called} has ended ({})", args.ending.word()));
    }
    plan::write_relationships(&mut edits, &book.records);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
