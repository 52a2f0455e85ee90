//! `mentor sign`: an agreement was signed, or talked through.

use anyhow::bail;

use super::{Answer, Desk, pairs, plan};
use crate::domain::log::is_long_before;
use crate::domain::relationship::State;
use crate::store::agreements;
use crate::wording::list;

/// Note that an agreement was signed, or talked through
///
/// Two different facts, and nothing waits for either. Writes records/agreements.csv.
#[derive(Debug, clap::Args)]
pub struct SignArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// Talked through, not signed
    #[arg(long)]
    discussed: bool,
    /// The day on which that was
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
}

pub fn run(args: &SignArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let on = args.on.unwrap_or(desk.today);
    super::not_after_today(on, desk)?;
    let mark = book.register.mark.clone();
    let (column, done) = if args.discussed { ("discussed", "talked through") } else { ("signed", "signed") };
    let mut told = Vec::new();
    for pair in pairs::named_or_practice(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let state = pair.relationship.as_ref().map(|r| r.state());
        let Some(relationship) =
            pair.relationship.as_ref().filter(|_| matches!(state, Some(State::Accepted | State::Ended)))
        else {
            bail!("{called} is not under way; note first that all said yes: mentor accept {}", pair.words());
        };
        if let Some(ended) = relationship.ended.filter(|ended| on > *ended) {
            bail!("{called} ended on {ended}; nothing can have been {done} after that, on {on}");
        }
        agreements::set(&mut book.records.agreements, relationship.id, column, on, &mark);
        told.push(format!("{called}: the agreement was {done} on {on}"));
        if let Some(accepted) = relationship.accepted.filter(|accepted| is_long_before(on, *accepted)) {
            told.push(format!("note: {called} was accepted on {accepted}, more than a year after {on}; if the day is mistyped: mentor undo"));
        }
    }
    let discussed = if args.discussed { " --discussed" } else { "" };
    let mut edits = plan::start(format!("sign {}{discussed}", list(&args.who, "and")), &book);
    plan::write(&mut edits, &book.records.agreements);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
