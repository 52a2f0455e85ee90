//! `mentor offer`: the people of a relationship are asked.

use anyhow::bail;

use super::{Answer, Desk, allowed, pairs, plan};
use crate::domain::offer::Note;
use crate::domain::relationship::State;
use crate::store::offers;
use crate::wording::{list, plural};

/// Note that people were asked whether they want to be matched
///
/// From then on no round moves them, and both keep their place, until all have said yes (mentor accept --by), somebody
/// says no (mentor decline --by), or the offer is withdrawn. Writes records/offers.csv; `mentor letters offered` writes
/// the letters.
#[derive(Debug, clap::Args)]
pub struct OfferArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required_unless_present = "all")]
    who: Vec<String>,
    /// All that are proposed now (with --withdraw: all that are offered)
    #[arg(long, conflicts_with = "who")]
    all: bool,
    /// The day on which they were asked
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    /// Ask them no longer: what was said so far counts no more, and the next round may place them otherwise
    #[arg(long)]
    withdraw: bool,
}

pub fn run(args: &OfferArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let wanted = if args.withdraw { State::Offered } else { State::Proposed };
    let (words, left_out) = if args.all {
        let open = book.records.relationships.iter().filter(|r| r.state() == wanted).map(|r| r.id);
        match args.withdraw {
            true => (open.map(|id| id.to_string()).collect(), Vec::new()),
            false => allowed::only_who_take_part(&book, open.collect()),
        }
    } else {
        (args.who.clone(), Vec::new())
    };
    if words.is_empty() {
        match left_out.first() {
            Some(why) => bail!("{why}; nothing else is {} now", wanted.word()),
            None => bail!("nothing is {} now; `mentor list` shows what stands", wanted.word()),
        }
    }
    let on = args.on.unwrap_or(desk.today);
    super::not_after_today(on, desk)?;
    let mark = book.register.mark.clone();
    let (mut told, mut notes) = (Vec::new(), Vec::new());
    for pair in pairs::named(&book, &words)? {
        let called = pairs::called(&book, &pair);
        let Some(relationship) = &pair.relationship else {
            bail!("{called} was never proposed; keep them together first: mentor fix {}", pair.ids());
        };
        let state = relationship.state();
        if let Some(before) = relationship.offer.newest.filter(|before| on < *before) {
            bail!("{called}: something was noted of this offer on {before} already, and {on} is before that");
        }
        let note = match (args.withdraw, state) {
            (false, State::Offered) => {
                told.push(format!("{called} is offered already"));
                continue;
            }
            (false, State::Proposed | State::Replaced) => Note::Offered,
            (true, State::Offered) => Note::Withdrawn,
            (true, _) => bail!("{called} is {}, not offered", state.word()),
            (false, _) => bail!("{called} is {} already{}", state.word(), pairs::after_all(relationship)),
        };
        if !args.withdraw {
            allowed::take_part(&book, &pair.members)?;
            allowed::room(&book, &pair)?;
            notes.extend(allowed::breaks_now(&book, desk, &pair));
        }
        let id = relationship.id;
        offers::add(&mut book.records.offers, id, note, on, &mark);
        // The next of several must see that this place is taken.
        book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.offer.note(note, on));
        told.push(match args.withdraw {
            false => format!("{called} is offered"),
            true => format!("{called} is offered no longer; run `mentor match` for what is best now"),
        });
    }
    let withdraw = if args.withdraw { "--withdraw " } else { "" };
    let mut edits = plan::start(format!("offer {withdraw}{}", list(&words, "and")), &book);
    plan::write(&mut edits, &book.records.offers);
    if told.len() > 6 {
        let how = if args.withdraw { "offered no longer" } else { "offered" };
        told = vec![format!("{} are {how}", plural(told.len(), "relationship"))];
    }
    told.extend(notes);
    told.extend(left_out);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}
