//! `mentor fix`: two people stay together in every round.

use anyhow::bail;

use super::allowed::{self, Together};
use super::{Answer, ChannelArgs, Desk, pairs, plan};
use crate::domain::relationship::State;
use crate::domain::scheme::Form;
use crate::wording::list;

/// Keep two people together in every round from the next one on
///
/// The others are placed around them. Writes records/relationships.csv.
#[derive(Debug, clap::Args)]
pub struct FixArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// A rule that is set aside for them, by its name
    #[arg(long, value_name = "RULE", conflicts_with = "release")]
    despite: Vec<String>,
    /// Let them go again
    #[arg(long)]
    release: bool,
    #[command(flatten)]
    channel: ChannelArgs,
}

pub fn run(args: &FixArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    args.channel.see_for(&mut book, &args.who)?;
    plan::settle(&mut book, desk);
    if book.scheme.form == Form::Group {
        bail!("groups are formed around those that stand; to keep one as it is: mentor accept R003");
    }
    let mut told = Vec::new();
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let settled = [State::Offered, State::Accepted, State::Declined, State::Ended];
        if let Some(relationship) = pair.relationship.as_ref().filter(|r| settled.contains(&r.state())) {
            let state = relationship.state().word();
            bail!("{called} is {state} and cannot be fixed{}", pairs::after_all(relationship));
        }
        if args.release && pair.relationship.as_ref().is_none_or(|r| r.fixed.is_none()) {
            bail!("{called} is not fixed");
        }
        if !args.release {
            let together = Together { pair: &pair, comes: None, typed: format!("fix {}", pair.words()) };
            allowed::rules_allow(&book, desk, &together, &args.despite)?;
            allowed::room(&book, &pair)?;
        }
        let (_, row) = pairs::row(&mut book, &pair);
        book.records.relationships_table.set(row, "despite", args.despite.join(" "));
        let on = if args.release { String::new() } else { desk.today.to_string() };
        book.records.relationships_table.set(row, "fixed", on);
        told.push(match args.release {
            true => format!("{called} is no longer fixed; run `mentor match` again"),
            false => format!("{called} is fixed; run `mentor match` to place the others around it"),
        });
    }
    let mut edits =
        plan::start(format!("fix {}{}", if args.release { "--release " } else { "" }, list(&args.who, "and")), &book);
    plan::write_relationships(&mut edits, &book.records);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
