//! `mentor explain`: why somebody has whom they have, why not somebody else, and what would change it.

pub mod answers;
mod grouped;
mod person;
mod priced;
mod settled;
mod two;
mod unmatched;
pub mod voice;

use std::collections::HashSet;

use anyhow::{anyhow, bail};

use super::r#match::{TOO_LARGE, number_of_round, start};
use super::{Answer, ChannelArgs, Desk};
use crate::domain::matching::explain::sets::Grouping;
use crate::domain::matching::explain::stable::Settled;
use crate::domain::matching::explain::{Unexplained, explain};
use crate::domain::matching::ready::ready_beside_the_full;
use crate::domain::person::PersonId;
use crate::domain::scheme::{Aim, Form};
use crate::store::book::Book;
use answers::Answers;
use voice::Voice;

/// Say why: for somebody, for two people, for those left out
///
/// Every number is what the whole would lose or gain, not this pair alone. Of groups: what going over to another group
/// would mean, alone or for somebody else. Changes nothing.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// Somebody (P007), or two people (P007 P003)
    #[arg(value_name = "PERSON", num_args = 1..=2, required_unless_present = "unmatched")]
    who: Vec<String>,
    /// Everybody who was left out
    #[arg(long, conflicts_with = "who")]
    unmatched: bool,
    #[command(flatten)]
    channel: ChannelArgs,
}

pub fn run(args: &ExplainArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, mut book) = desk.read_to_match()?;
    let told = args.channel.several(&book, &args.who);
    args.channel.see_for(&mut book, &args.who)?;
    let people = args.who.iter().map(|who| Ok(book.person(who)?.id)).collect::<anyhow::Result<Vec<_>>>()?;
    let number = number_of_round(&book, desk)?;
    let report = over_round(&book, desk, (number, people.first().copied()), |voice, answers| match &people[..] {
        [] => unmatched::describe(voice, answers),
        [one] => person::describe(voice, answers, *one),
        [one, other, ..] => two::describe(voice, answers, *one, *other),
    })?;
    Ok(Answer { report, told, problems: book.problems, ..Answer::default() })
}

/// Works a round out, by its number, and has questions about it answered, whatever its form and aim; where nothing
/// can be said, what to ask instead is shown for this person.
///
/// # Errors
/// Where there are no answers, or the questions have none.
pub fn over_round<T>(
    book: &Book,
    desk: &Desk,
    (number, who): (u32, Option<PersonId>),
    ask: impl FnOnce(&Voice<'_, '_>, &dyn Answers) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    super::r#match::can_match(book, book.scheme.aim)?;
    let (skips, waited) = (book.records.skips_in(number), book.records.waited_before(number, book.scheme.form));
    let nobody = HashSet::new();
    let start = start(book, desk, number, &skips, &waited, &nobody);
    let Ok(ready) = ready_beside_the_full(&start) else { bail!(TOO_LARGE) };
    let voice = Voice { book, no_names: desk.no_names, number, pool: &ready.pool, served: &ready.served };
    if book.scheme.form == Form::Group {
        let sets = ready.sets().map_err(|_| anyhow!(TOO_LARGE))?;
        return ask(&voice, &Grouping::new(&sets));
    }
    if book.scheme.aim == Aim::Stable {
        let settled = Settled::new(&ready.pool, &ready.waited);
        let settled = settled.ok_or_else(|| anyhow!("there is no stable pairing; `mentor match` says among whom"))?;
        return ask(&voice, &settled);
    }
    let who = who.or(book.people.first().map(|person| person.id)).map_or("P001".to_string(), |id| id.to_string());
    let answer = explain(&ready, |explained| ask(&voice, explained));
    answer.map_err(|why| match why {
        Unexplained::TooLarge => anyhow!(TOO_LARGE),
        Unexplained::Searched => anyhow!(
            "the best was searched for, because many people are mentor and mentee at once, so there is nothing firm to compare with; see what would be: mentor match --without {who}, or --places {who}=0"
        ),
        Unexplained::Shares => anyhow!(
            "the best was searched for, because what a largest share allows depends on how many relationships there are, so there is nothing firm to compare with; see what would be: mentor match --without {who}, or --places {who}=0"
        ),
        Unexplained::TooMany => anyhow!(
            "with so many people each answer would take minutes under these rules; see what would be: mentor match --without {who} or --places {who}=2{}",
            if book.scheme.aim == Aim::Fairest { ", or --aim most-people" } else { "" }
        ),
    })?
}
