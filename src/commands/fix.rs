//! `mentor fix`: two people stay together in every round.

use anyhow::bail;

use super::allowed::{self, Together};
use super::{Answer, ChannelArgs, Desk, channels, pairs, plan};
use crate::domain::relationship::State;
use crate::domain::scheme::Form;
use crate::store::book::Book;
use crate::wording::{list, show};

/// Keep two people together in every round from the next one on
///
/// The others are placed around them. Writes records/relationships.csv.
#[derive(Debug, clap::Args)]
pub struct FixArgs {
    /// Relationships (R003 R007), of any channels, or two people (P007 P003)
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
    let parts = args.channel.parted(&book, &args.who)?;
    let (mut told, mut known) = (Vec::new(), Vec::new());
    for (at, words) in parts.iter().enumerate() {
        if at > 0 {
            book = channels::again(book, &sight, desk)?;
        }
        args.channel.see_for(&mut book, words)?;
        plan::settle(&mut book, desk);
        // A rule may be of one channel alone.
        let here = |rule: &&String| parts.len() == 1 || book.scheme.rules.iter().any(|known| known.name == **rule);
        let despite: Vec<String> = args.despite.iter().filter(here).cloned().collect();
        told.extend(fix(&mut book, words, (args.release, &despite), desk)?);
        known.extend(despite);
    }
    if let Some(rule) = args.despite.iter().find(|rule| !known.contains(rule)) {
        bail!("there is no rule `{}` in any of these channels", show(rule));
    }
    let mut edits =
        plan::start(format!("fix {}{}", if args.release { "--release " } else { "" }, list(&args.who, "and")), &book);
    plan::write_relationships(&mut edits, &book.records);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Fixes what was typed, or lets it go, in the channel by which everything is seen; what to say of it.
fn fix(
    book: &mut Book,
    words: &[String],
    (release, despite): (bool, &[String]),
    desk: &Desk,
) -> anyhow::Result<Vec<String>> {
    let again = channels::typed_match(book.channel.as_deref());
    let mut told = Vec::new();
    for pair in pairs::named(book, words)? {
        let called = pairs::called(book, &pair);
        if book.scheme.form == Form::Group {
            let Some(id) = pair.relationship.as_ref().map(|group| group.id) else {
                bail!(
                    "{called} cannot be fixed: groups are formed around those that stand; to make a group by hand: mentor add, and all of it; to put somebody into one that is under way: mentor add PERSON --to ID"
                );
            };
            bail!(
                "{id} is a group: groups are formed around those that stand; to keep it as it is: mentor accept {id}"
            );
        }
        let settled = [State::Offered, State::Accepted, State::Declined, State::Ended];
        if let Some(relationship) = pair.relationship.as_ref().filter(|r| settled.contains(&r.state())) {
            let state = relationship.state().word();
            bail!("{called} is {state} and cannot be fixed{}", pairs::after_all(relationship));
        }
        if release && pair.relationship.as_ref().is_none_or(|r| r.fixed.is_none()) {
            bail!("{called} is not fixed");
        }
        if !release {
            let together = Together { pair: &pair, comes: None, typed: format!("fix {}", pair.words()) };
            allowed::rules_allow(book, desk, &together, despite)?;
            allowed::room(book, &pair)?;
        }
        let (id, row) = pairs::row(book, &pair);
        book.records.relationships_table.set(row, "despite", despite.join(" "));
        let on = if release { String::new() } else { desk.today.to_string() };
        book.records.relationships_table.set(row, "fixed", on);
        // Whoever is fixed next finds this place taken.
        if let Some(relationship) = book.records.relationships.iter_mut().find(|r| r.id == id) {
            relationship.fixed = (!release).then_some(desk.today);
        }
        told.push(match release {
            true => format!("{called} is no longer fixed; run `{again}` again"),
            false => format!("{called} is fixed; run `{again}` to place the others around it"),
        });
    }
    Ok(told)
}
