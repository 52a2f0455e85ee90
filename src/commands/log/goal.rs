//! `mentor log goal`: a goal that was set, or how far it is.

use anyhow::bail;

use super::doubtful;
use super::entry::{Common, Entry};
use super::found::found;
use crate::commands::{Answer, Desk};
use crate::domain::log::{Kind, RecordId};

/// A goal that was set, or how far it is
///
/// Set one: mentor log goal R003 --start 2 --target 5 --note "…". Say how far it is: mentor log goal G004 --now 4.
#[derive(Debug, clap::Args)]
pub struct GoalArgs {
    /// The relationship (R003) or one of its people; or a goal (G004) to rate
    #[arg(value_name = "WHO")]
    who: Option<String>,
    /// Whose goal it is, where it is not everybody's in the relationship
    #[arg(long, value_name = "PERSON")]
    of: Option<String>,
    /// Where it starts
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(-2..=100), allow_negative_numbers = true)]
    start: Option<i64>,
    /// Where it is to lead
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(-2..=100), allow_negative_numbers = true)]
    target: Option<i64>,
    /// How far it is
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(-2..=100), allow_negative_numbers = true)]
    now: Option<i64>,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &GoalArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let goal = args.who.as_deref().and_then(|who| who.parse::<RecordId>().ok()).filter(|id| id.kind == Kind::Goal);
    let rated = args.common.change.as_deref().and_then(|id| id.parse::<RecordId>().ok());
    let rating = rated.is_some_and(|id| id.kind == Kind::Rating);
    if goal.is_some() || rating {
        return rate(args, goal, desk);
    }
    let mut entry = Entry::new(Kind::Goal, &args.common, desk)?;
    if args.now.is_some() {
        bail!(
            "a goal is rated under its own id: mentor log goal G004 --now 4 (`mentor log --kind goal` shows the ids)"
        );
    }
    let relationship = entry.relationship(args.who.as_deref())?;
    let of = relationship.or_else(|| entry.now("relationship").parse().ok());
    if let Some(person) = &args.of {
        let id = entry.person("person", Some(person))?;
        let inside = |id| entry.book.records.with_practice().any(|r| Some(r.id) == of && r.has(id));
        if let (Some(of), Some(id)) = (of, id.filter(|id| !inside(*id))) {
            bail!("{id} is not in {of}; `mentor list` shows who is");
        }
    }
    entry.ask_words("What is the goal, for your private notes")?;
    entry.in_words();
    entry.set("start", args.start);
    entry.set("target", args.target);
    Ok(entry.keep(&format!("goal of {}", of.map_or(String::new(), |id| id.to_string()))))
}

/// Notes how far a goal is.
fn rate(args: &GoalArgs, goal: Option<RecordId>, desk: &Desk) -> anyhow::Result<Answer> {
    let mut entry = Entry::new(Kind::Rating, &args.common, desk)?;
    if args.start.is_some() || args.target.is_some() || args.of.is_some() {
        let id = goal.map_or("G004".to_string(), |id| id.to_string());
        bail!("where a goal starts and leads is changed with: mentor log goal --change {id} --target 5");
    }
    if let Some(goal) = goal {
        found(entry.logged(), Kind::Goal, &goal.to_string())?;
        entry.set("goal", Some(goal));
    }
    if args.now.is_none() && !entry.changes() {
        bail!("say how far it is: --now 4");
    }
    entry.set("now", args.now);
    let now = args.now.map_or(String::new(), |now| format!(" is at {now}"));
    if let (Some(goal), Some(rating), false) = (goal, args.now, entry.changes()) {
        let change = format!("mentor log goal --change {}", entry.id());
        let day = entry.day();
        entry.doubt(doubtful::rating_day(&entry.book, entry.logged(), goal, day, &change));
        entry.doubt(doubtful::rated(entry.logged(), goal, day, rating));
    }
    let goal = goal.map_or(entry.now("goal").to_string(), |id| id.to_string());
    Ok(entry.keep(&format!("{goal}{now}")))
}
