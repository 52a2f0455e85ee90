//! `mentor end`: a relationship is over. No blame in any word.

use anyhow::bail;
use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Answer, Desk, pairs, plan, year};
use crate::domain::log::{About, Concern};
use crate::domain::relationship::{Ending, RelationshipId, State};
use crate::store::book::Book;
use crate::wording::{list, show};

/// Note that a relationship ended
///
/// Or that a person leaves. What was noted of it stays. Writes records/relationships.csv and, with --continues,
/// records/continuations.csv; why goes to private/.
#[derive(Debug, clap::Args)]
pub struct EndArgs {
    /// Relationships (R003), two people (P007 P003), or one person who leaves: all their pairs end
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// How it ended; unless said, early where a person leaves, rematched with --continues, else completed
    #[arg(long = "as", value_enum)]
    ending: Option<Ending>,
    /// The day on which it ended
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    /// The relationship (R009) in which the mentee goes on: goals, sessions used and the review day follow
    #[arg(long = "continues", value_name = "ID")]
    continues: Option<String>,
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
    let (sight, mut book, mut logged) = year::read(desk)?;
    plan::settle(&mut book, desk);
    let newest = book.records.newest;
    let on = args.on.unwrap_or(desk.today);
    super::not_after_today(on, desk)?;
    let mut told = Vec::new();
    let mut edits = plan::start(format!("end {}", list(&args.who, "and")), &book);
    let leaves = matches!(&args.who[..], [one] if one.parse::<RelationshipId>().is_err());
    let how = args.ending.unwrap_or(match (&args.continues, leaves) {
        (Some(_), _) => Ending::Rematched,
        (None, true) => Ending::Early,
        (None, false) => Ending::Completed,
    });
    let ending = leaving(&book, &args.who)?;
    let goes_on = args.continues.as_deref().map(|id| goes_on(&book, id, &ending)).transpose()?;
    for pair in ending {
        let called = pairs::called(&book, &pair);
        if let (Some(new), Some(old)) = (goes_on, &pair.relationship) {
            let known = |c: &crate::domain::log::Continuation| c.continues == old.id;
            if let Some(other) = logged.log.continuations.iter().find(|c| known(c)) {
                bail!("{called} is continued in {} already", other.relationship);
            }
            let (mark, new, old) = (book.register.mark.clone(), new.to_string(), old.id.to_string());
            let told_of = format!("{called} goes on in {new}, with goals, sessions used and the review day");
            let cells = [("mark", mark), ("relationship", new), ("continues", old), ("on", on.to_string())];
            logged.continuations.push(&cells);
            plan::write(&mut edits, &logged.continuations);
            told.push(told_of);
            // What ended before is only continued.
            if pair.relationship.as_ref().is_some_and(|r| r.ended.is_some()) {
                continue;
            }
        }
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
        table.set(row, "ending", how.word());
        if let Some(notes) = pairs::note(&book, &id.to_string(), args.because.as_deref(), &on.to_string()) {
            plan::write(&mut edits, &notes);
            book.notes_table = notes;
        }
        told.push(format!("{called} has ended ({})", how.word()));
        // What was wrong between two people may concern one of them afterwards, and nobody is rung about what ended.
        let about = |concern: &&Concern| concern.closed.is_none() && concern.about == Some(About::Relationship(id));
        told.extend(logged.log.concerns.iter().filter(about).map(|concern| {
            format!(
                "{0} about {id} is still open: mentor log concern --change {0} --closed DATE once it is settled",
                concern.id
            )
        }));
    }
    plan::write_relationships(&mut edits, &book.records);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// What ends: the relationships that are named, or all of a person who leaves.
fn leaving(book: &Book, who: &[String]) -> anyhow::Result<Vec<pairs::Pair>> {
    let [one] = who else { return pairs::named(book, who) };
    if one.parse::<RelationshipId>().is_ok() {
        return pairs::named(book, who);
    }
    let person = book.person(one)?;
    let newest = book.records.newest;
    let open = book.records.relationships.iter().filter(|r| r.state(newest) == State::Accepted && r.has(person.id));
    let own: Vec<pairs::Pair> =
        open.map(|r| pairs::Pair { relationship: Some(r.clone()), members: r.members.clone() }).collect();
    if let Some(group) = own.iter().find(|pair| pair.members.len() > 2) {
        bail!(
            "{} is in {}, which does not end because one leaves; if it is over for all of them: mentor end {}; so that {} is in no further round: mentor people hold {}",
            show(&person.called()),
            pairs::called(book, group),
            group.words(),
            person.id,
            person.id
        );
    }
    if own.is_empty() {
        bail!(
            "{} is in no relationship under way; whoever takes no part for now: mentor people hold {}",
            show(&person.called()),
            person.id
        );
    }
    Ok(own)
}

/// The relationship in which the one that ends is continued: under way or proposed, and of the same mentee.
fn goes_on(book: &Book, id: &str, ending: &[pairs::Pair]) -> anyhow::Result<RelationshipId> {
    let found = id.parse().ok().and_then(|id| book.records.relationships.iter().find(|r| r.id == id));
    let Some(new) = found else {
        bail!("there is no relationship `{}` to go on in; `mentor list` shows all of them", show(id));
    };
    let [pair] = ending else { bail!("say which one relationship goes on in {}", new.id) };
    let seeks = |member: &&crate::domain::relationship::Member| member.role.seeks();
    if pair.relationship.as_ref().is_some_and(|old| old.id == new.id) {
        bail!("{} cannot go on in itself", new.id);
    }
    if !pair.members.iter().filter(seeks).any(|member| new.members.contains(member)) {
        bail!(
            "{} is with somebody else; a journey goes on with the same {}",
            new.id,
            book.scheme.role_word(crate::domain::scheme::Role::Mentee)
        );
    }
    if new.ended.is_some() || new.declined.is_some() {
        bail!("{} is over; name the relationship in which it goes on", new.id);
    }
    Ok(new.id)
}
