//! `mentor skip`: not in the next round.

use anyhow::bail;

use super::{Answer, ChannelArgs, Desk, channels, pairs, plan};
use crate::domain::relationship::State;
use crate::store::book::Book;
use crate::store::records::CHANNEL;
use crate::wording::list;

/// Leave a pair out of the next round
///
/// Later rounds may propose it again. Writes records/skips.csv.
#[derive(Debug, clap::Args)]
pub struct SkipArgs {
    /// Relationships (R003 R007), of any channels, or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    #[command(flatten)]
    channel: ChannelArgs,
}

pub fn run(args: &SkipArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    let mut told = Vec::new();
    for (at, words) in args.channel.parted(&book, &args.who)?.iter().enumerate() {
        if at > 0 {
            book = channels::again(book, &sight, desk)?;
        }
        args.channel.see_for(&mut book, words)?;
        plan::settle(&mut book, desk);
        told.extend(skip(&mut book, words, desk)?);
    }
    let mut edits = plan::start(format!("skip {}", list(&args.who, "and")), &book);
    plan::write(&mut edits, &book.records.skips);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Leaves out what was typed, in the channel by which everything is seen; what to say of it.
fn skip(book: &mut Book, words: &[String], desk: &Desk) -> anyhow::Result<Vec<String>> {
    let number = book.records.newest_of_all + 1;
    let next = number.to_string();
    let channel = book.channel.clone();
    let again = channels::typed_match(channel.as_deref());
    channel.iter().for_each(|_| book.records.skips.need(CHANNEL));
    let mut told = Vec::new();
    for pair in pairs::named(book, words)? {
        let called = pairs::called(book, &pair);
        let state = pair.relationship.as_ref().map(|r| r.state());
        if state == Some(State::Offered) {
            bail!("{called} is offered, and no round moves it; first: mentor offer --withdraw {}", pair.words());
        }
        if let Some(state @ (State::Accepted | State::Declined | State::Ended)) = state {
            bail!("{called} is {} and is not proposed anyway", state.word());
        }
        if pair.relationship.as_ref().is_some_and(|r| r.fixed.is_some()) {
            bail!("{called} is fixed; let it go first: mentor fix --release {}", pair.ids());
        }
        let [mentee, mentor] = &pair.members[..] else {
            bail!("{called} are more than two; name the two who should not be together in the next round");
        };
        if book.records.skips_in(number).contains(&(mentor.id, mentee.id)) {
            told.push(format!("{called} is left out of round {next} already"));
            continue;
        }
        let mark = book.register.mark.clone();
        book.records.skips.push(&[
            ("mark", mark),
            ("round", next.clone()),
            ("mentor", mentor.id.to_string()),
            ("mentee", mentee.id.to_string()),
            ("on", desk.today.to_string()),
            (CHANNEL, channel.clone().unwrap_or_default()),
        ]);
        told.push(format!("{called} is left out of round {next}; run `{again}` for the next best"));
    }
    Ok(told)
}
