//! `mentor decline`: somebody said no.

use anyhow::bail;

use super::{Answer, Desk, allowed, pairs, plan};
use crate::domain::offer::Note;
use crate::domain::relationship::State;
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::offers;
use crate::wording::list;

/// Note that somebody said no: the pair is never proposed again
///
/// Writes records/offers.csv or records/relationships.csv, and why in private/. Then `mentor match` looks for somebody else.
/// With --withdraw nobody said no after all: a slip, or they talked it over.
#[derive(Debug, clap::Args)]
pub struct DeclineArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// Who said no
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// The day on which it was said
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    /// Nobody said no, or no longer: takes that back
    #[arg(long, conflicts_with_all = ["by", "because", "on"])]
    withdraw: bool,
}

pub fn run(args: &DeclineArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    super::channels::see_for_people(&mut book, &args.who)?;
    plan::settle(&mut book, desk);
    if args.withdraw {
        return withdrawn(args, desk, sight, book);
    }
    let day = args.on.unwrap_or(desk.today);
    super::not_after_today(day, desk)?;
    let on = day.to_string();
    let mark = book.register.mark.clone();
    let mut told = Vec::new();
    let by = args.by.as_ref().map_or(String::new(), |by| format!(" --by {by}"));
    let mut edits = plan::start(format!("decline {}{by}", list(&args.who, "and")), &book);
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let group = pair.members.len() > 2;
        if group && (args.by.is_none() || pair.relationship.is_none()) {
            bail!(
                "{called} are a group, which is formed anew each time; say who said no to it (mentor decline R001 --by P001), which two should not be together (mentor decline P001 P002), or who takes no part (mentor people hold P001)"
            );
        }
        if pair.relationship.as_ref().is_some_and(|r| r.state() == State::Accepted) {
            bail!("{called} is under way; a relationship under way ends: mentor end {}", args.who.join(" "));
        }
        if let Some(over) = pair.relationship.as_ref().filter(|r| matches!(r.state(), State::Ended | State::Declined)) {
            bail!("{called} is {} already{}", over.state().word(), pairs::after_all(over));
        }
        if let Some(since) = pair.relationship.as_ref().and_then(|r| r.offer.since).filter(|since| day < *since) {
            bail!("{called} was offered on {since}; nobody can have said no before that, on {day}");
        }
        let by = args.by.as_ref().map(|by| pairs::member(&book, &pair, by)).transpose()?;
        let (id, row) = pairs::row(&mut book, &pair);
        match by {
            Some(by) => offers::add(&mut book.records.offers, id, Note::No(by), day, &mark),
            None => book.records.relationships_table.set(row, "declined", on.as_str()),
        }
        if let Some(notes) = pairs::note(&book, &id.to_string(), args.because.as_deref(), &on) {
            plan::write(&mut edits, &notes);
            book.notes_table = notes;
        }
        told.push(match by.filter(|_| group) {
            None => format!("{called} is declined and not proposed again; run `mentor match` for the next best"),
            Some(by) => {
                let others: Vec<String> =
                    pair.members.iter().filter(|member| member.id != by).map(|member| member.id.to_string()).collect();
                format!(
                    "{called} is declined. If {by} takes no part: mentor people hold {by}; if the others go on without: mentor add {}",
                    others.join(" ")
                )
            }
        });
    }
    plan::write_relationships(&mut edits, &book.records);
    if args.by.is_some() {
        plan::write(&mut edits, &book.records.offers);
    }
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// What was noted by mistake, or is said no longer: that somebody said no.
fn withdrawn(args: &DeclineArgs, desk: &Desk, sight: Directory, mut book: Book) -> anyhow::Result<Answer> {
    let (mut told, mark) = (Vec::new(), book.register.mark.clone());
    for pair in pairs::named(&book, &args.who)? {
        let called = pairs::called(&book, &pair);
        let Some(declined) = pair.relationship.as_ref().filter(|r| r.state() == State::Declined) else {
            bail!("{called}: nobody said no, so there is nothing to take back");
        };
        let mut then = declined.clone();
        (then.declined, then.offer.declined) = (None, None);
        // Who is asked keeps a place for it.
        if then.state().stands() {
            allowed::take_part(&book, &pair.members)?;
            allowed::room(&book, &pair)?;
        }
        let (id, row) = pairs::row(&mut book, &pair);
        book.records.relationships_table.set(row, "declined", "");
        // The no itself stays noted: rounds made meanwhile rested on it, and are still verified.
        offers::add(&mut book.records.offers, id, Note::NoTakenBack, desk.today, &mark);
        told.push(match then.state() {
            State::Offered => format!("{called} is offered, as before: that somebody said no is taken back"),
            _ => format!(
                "{called} may be matched again: that somebody said no is taken back. If all have said yes by now: mentor accept {id}"
            ),
        });
        // The next of several must see that this place is taken.
        book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.clone_from(&then));
    }
    let mut edits = plan::start(format!("decline --withdraw {}", list(&args.who, "and")), &book);
    plan::write_relationships(&mut edits, &book.records);
    plan::write(&mut edits, &book.records.offers);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
