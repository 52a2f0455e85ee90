//! `mentor add`: a relationship that was made by hand, or somebody who joins a group.

mod joining;

use anyhow::bail;

use super::allowed::{self, Together};
use super::{Answer, ChannelArgs, Desk, going_on, pairs, plan, practice};
use crate::domain::relationship::State;
use crate::wording::list;

/// Note a relationship that was made by hand, or who joins a group
///
/// Both said yes to it already; whose relationship ended before they were done goes on in it. Writes
/// records/relationships.csv and records/continuations.csv, and why in private/. With --to somebody joins a group
/// that is under way, which is written to records/arrivals.csv. With --practice it trains a mentor: it stands apart, and
/// counts in no figure as a match, a journey or a place.
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The two people (P007 P003), or all of a group; with --to whoever joins it
    #[arg(value_name = "PERSON", required = true)]
    who: Vec<String>,
    /// The group under way (R003) that they join
    #[arg(long, value_name = "ID", conflicts_with = "practice")]
    to: Option<String>,
    /// It is practice of a trainee mentor with anybody who helps, such as a "practice partner" (mentor people add)
    #[arg(long, conflicts_with = "despite")]
    practice: bool,
    /// A rule that is set aside for them, by its name; of groups also size, times or facilitator
    #[arg(long, value_name = "RULE")]
    despite: Vec<String>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// The day on which both said yes; with --to, from which on they are in the group
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    #[command(flatten)]
    channel: ChannelArgs,
}

pub fn run(args: &AddArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let day = args.on.unwrap_or(desk.today);
    super::not_after_today(day, desk)?;
    if args.practice {
        return practice::add(&args.who, [desk.today, day], args.because.as_deref(), sight, book);
    }
    if let Some(to) = &args.to {
        return joining::run(args, to, day, sight, book, desk);
    }
    if let [one] = &args.who[..] {
        bail!(
            "`{}` is one person alone; name another one, or with --to the group that is joined",
            crate::wording::show(one)
        );
    }
    args.channel.see_for(&mut book, &args.who)?;
    let on = day.to_string();
    let pair = pairs::named(&book, &args.who)?.remove(0);
    let called = pairs::called(&book, &pair);
    if let Some(state @ (State::Offered | State::Accepted | State::Declined | State::Ended)) =
        pair.relationship.as_ref().map(|r| r.state())
    {
        let next = match (state, pair.relationship.as_ref()) {
            (State::Offered, Some(r)) => format!("; once all have said yes: mentor accept {}", r.id),
            (_, r) => r.map_or(String::new(), pairs::after_all),
        };
        bail!("{called} is {} already{next}", state.word());
    }
    allowed::take_part(&book, &pair.members)?;
    allowed::room(&book, &pair)?;
    let together = Together { pair: &pair, comes: None, typed: format!("add {}", pair.words()) };
    allowed::rules_allow(&book, desk, &together, &args.despite)?;
    reason_given(args)?;
    let (id, row) = pairs::row(&mut book, &pair);
    let table = &mut book.records.relationships_table;
    table.set(row, "by_hand", desk.today.to_string());
    table.set(row, "accepted", on.as_str());
    table.set(row, "despite", args.despite.join(" "));
    let mut edits = plan::start(format!("add {}", list(&args.who, "and")), &book);
    if let Some(notes) = pairs::note(&book, &id.to_string(), args.because.as_deref(), &on) {
        plan::write(&mut edits, &notes);
    }
    plan::write_relationships(&mut edits, &book.records);
    let mut told = vec![format!("{id} stands: {called}")];
    told.extend(going_on::take_up(&book, &sight, &[(id, &pair, day)], &mut edits)?);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Sees whether a reason is given where a rule is set aside.
fn reason_given(args: &AddArgs) -> anyhow::Result<()> {
    if !args.despite.is_empty() && args.because.as_deref().is_none_or(|text| text.trim().is_empty()) {
        bail!("a rule is set aside only with a reason: add --because \"…\" (it goes to your private notes)");
    }
    Ok(())
}
