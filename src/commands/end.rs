//! `mentor end`: a relationship is over. No blame in any word.

mod asked;
mod how;
mod left;
mod mended;
mod support;

use anyhow::bail;
use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::people::set_leaver_aside;
use super::{Answer, Desk, going_on, pairs, plan, year};
use crate::domain::log::{About, Concern, Log};
use crate::domain::relationship::{Ending, NotOn, Relationship, RelationshipId, State};
use crate::domain::scheme::{Form, Role};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::log::Logged;
use crate::wording::{list, show};
pub use asked::still as still_offered;
pub use support::still as still_looks_after;

/// Note that a relationship ended
///
/// Or that a person leaves, who is then not matched again until `mentor people hold P005 --release` (or --as completed);
/// what they are asked about is withdrawn, and they look after nobody any more. What was noted of it stays; a slip is put
/// right by saying it again. Writes records/relationships.csv, with --continues records/continuations.csv, and of who
/// leaves records/departures.csv, records/offers.csv, records/assignments.csv and records/holds.csv; why goes to private/.
#[derive(Debug, clap::Args)]
pub struct EndArgs {
    /// Relationships (R003), two people (P007 P003), or one person who leaves: their pairs end, their groups go on
    #[arg(value_name = "WHO", required = true)]
    who: Vec<String>,
    /// How it ended; unless said, early where a person leaves, rematched with --continues, completed once all that was
    /// planned is behind it; before that it asks
    #[arg(long = "as", value_enum)]
    ending: Option<Ending>,
    /// The day on which it ended
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
    /// The relationship (R009) in which the mentee goes on: goals, sessions used and the review day follow
    #[arg(long = "continues", value_name = "ID")]
    continues: Option<String>,
    /// Nothing follows whoever goes on: what took it up begins anew
    #[arg(long, conflicts_with_all = ["ending", "on", "continues", "resume"])]
    anew: bool,
    /// It has not ended, or a person has not left their groups: takes that back
    #[arg(long, conflicts_with_all = ["ending", "on", "continues"])]
    resume: bool,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["anew", "resume"])]
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
    if args.anew || args.resume {
        return taken_back(args, sight, book, logged);
    }
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
    let (left, ending) = leaving(&book, &logged.log, &args.who)?;
    if let (Some(id), Some(group)) = (&args.continues, left.first()) {
        bail!("{} goes on as it is; only what ends goes on in {}", group.called(&book), show(id));
    }
    let mut asked_to_lead = Vec::new();
    for group in &left {
        told.extend(group.leave(&mut book, desk, (on, how), &mut asked_to_lead)?);
        plan::write(&mut edits, &book.records.departures);
        if let Some(notes) = pairs::note(&book, &group.id().to_string(), args.because.as_deref(), &on.to_string()) {
            plan::write(&mut edits, &notes);
            book.notes_table = notes;
        }
    }
    let of_the_scheme = |pair: &pairs::Pair| pair.relationship.as_ref().is_some_and(|r| !r.is_practice());
    let leaver = match &args.who[..] {
        [one] if leaves => {
            let id = book.person(one)?.id;
            let only_practice = left.is_empty() && !ending.iter().any(of_the_scheme) && !ending.is_empty();
            (!only_practice).then_some(id)
        }
        _ => None,
    };
    let nothing_else = left.is_empty() && ending.is_empty();
    let goes_on = args.continues.as_deref().map(|id| goes_on(&book, id, &ending)).transpose()?;
    let mut over = Vec::new();
    let asks = args.ending.is_none() && args.continues.is_none() && !leaves;
    let hows = if asks { how::unsaid(&book, &logged.log, &ending, on, desk)? } else { vec![how; ending.len()] };
    for (pair, how) in ending.into_iter().zip(hows) {
        let called = pairs::called(&book, &pair);
        if let (Some(new), Some(old)) = (goes_on, &pair.relationship) {
            let known = |c: &crate::domain::log::Continuation| c.continues == old.id;
            if let Some(other) = logged.log.continuations.iter().find(|c| known(c)) {
                bail!("{called} is continued in {} already", other.relationship);
            }
            let (mark, new, old) = (book.register.mark.clone(), new.to_string(), old.id.to_string());
            let told_of = format!("{called} goes on in {new}, with {}", going_on::follows(&book.scheme));
            let cells = [("mark", mark), ("relationship", new), ("continues", old), ("on", on.to_string())];
            logged.continuations.push(&cells);
            plan::write(&mut edits, &logged.continuations);
            told.push(told_of);
            // What ended before is only continued.
            if pair.relationship.as_ref().is_some_and(|r| r.ended.is_some()) {
                continue;
            }
        }
        if pair.relationship.as_ref().is_some_and(|r| r.ended.is_some()) {
            told.push(mended::otherwise(&mut book, &pair, args.ending, args.on)?);
            let id = pair.relationship.as_ref().map_or(String::new(), |r| r.id.to_string());
            if let Some(notes) = pairs::note(&book, &id, args.because.as_deref(), &on.to_string()) {
                plan::write(&mut edits, &notes);
                book.notes_table = notes;
            }
            continue;
        }
        let Some(accepted) =
            pair.relationship.as_ref().filter(|r| r.state() == State::Accepted).and_then(|r| r.accepted)
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
        // What else is looked at must see that it is over.
        book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.ended = Some(on));
        let unsaid = match asks && how == Ending::Completed {
            true => format!("; if it ended before they were done: mentor end {id} --as early"),
            false => String::new(),
        };
        told.push(format!("{called} has ended ({}){unsaid}", how.word()));
        if of_the_scheme(&pair) && goes_on.is_none() && !how.finished() {
            let form = pair.relationship.as_ref().map_or(book.scheme.form, |r| r.form);
            over.push((pair.members.clone(), form));
        }
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
    // Whoever was in nothing else ends just that, however it is called.
    let only_looked_after = nothing_else && how != Ending::Early;
    if let Some(id) = leaver.filter(|_| how == Ending::Early || only_looked_after)
        && support::looks_after_any(&logged.log, id)
    {
        told.extend(support::hand_back(&book, &mut logged, id, on));
        plan::write(&mut edits, &logged.assignments);
    }
    match leaver {
        Some(id) if how == Ending::Early => {
            let withdrawn = asked::withdraw(&mut book, id, on);
            if !withdrawn.is_empty() {
                plan::write(&mut edits, &book.records.offers);
            }
            told.extend(withdrawn);
            // Whoever left would else be proposed in the next round, as their places are free again.
            if let Some(said) = set_leaver_aside(&mut book, id, desk.today) {
                plan::write(&mut edits, &book.records.holds);
                told.push(said);
            }
        }
        // Whoever goes on with somebody else may be asked about just that.
        Some(id) if how != Ending::Rematched => {
            told.extend(asked::still(&book, id));
            told.extend(support::still(&book, &logged.log, id).filter(|_| !only_looked_after));
        }
        _ => {}
    }
    told.extend(going_on::left_alone(&book, &over, leaver));
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// What was noted by mistake: that something ended, or that something else takes it up.
fn taken_back(args: &EndArgs, sight: Directory, mut book: Book, mut logged: Logged) -> anyhow::Result<Answer> {
    if let [one] = &args.who[..]
        && one.parse::<RelationshipId>().is_err()
    {
        let who = book.person(one)?.id;
        let told = if args.resume { mended::rejoin(&mut book, who)? } else { None };
        let Some(told) = told else {
            bail!("say of which relationship, such as mentor end R003 --resume; `mentor list` shows all of them");
        };
        let mut edits = plan::start(format!("end {one} --resume"), &book);
        plan::write(&mut edits, &book.records.departures);
        return Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() });
    }
    let mut told = Vec::new();
    for pair in pairs::named_or_practice(&book, &args.who)? {
        if args.resume {
            told.push(mended::resume(&mut book, &logged.log, &pair)?);
            continue;
        }
        let called = pairs::called(&book, &pair);
        let id = pair.relationship.as_ref().map(|r| r.id);
        let Some(next) = logged.log.continuations.iter().find(|c| Some(c.continues) == id) else {
            bail!("nothing takes up {called}, so nothing begins anew");
        };
        let old = next.continues.to_string();
        logged.continuations.keep_rows(|table, row| table.cell(row, "continues") != old);
        told.push(format!("{} begins anew: it takes up {old} no longer", next.relationship));
    }
    let what = if args.anew { "anew" } else { "resume" };
    let mut edits = plan::start(format!("end {} --{what}", list(&args.who, "and")), &book);
    match args.anew {
        true => plan::write(&mut edits, &logged.continuations),
        false => plan::write_relationships(&mut edits, &book.records),
    }
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// What ends: the relationships that are named, or all of a person who leaves; and first the groups that go on without
/// that person.
fn leaving(book: &Book, log: &Log, who: &[String]) -> anyhow::Result<(Vec<left::Group>, Vec<pairs::Pair>)> {
    let [one] = who else { return Ok((Vec::new(), pairs::named_or_practice(book, who)?)) };
    if one.parse::<RelationshipId>().is_ok() {
        return Ok((Vec::new(), pairs::named_or_practice(book, who)?));
    }
    let person = book.person(one)?;
    let open = book.records.with_practice().filter(|r| r.state() == State::Accepted && r.has(person.id));
    let (groups, pairs): (Vec<_>, Vec<_>) = open.cloned().partition(|r| r.form == Form::Group);
    let nothing = groups.is_empty() && pairs.is_empty() && asked::about(book, person.id).is_empty();
    if nothing && !support::looks_after_any(log, person.id) {
        bail!(
            "{} is in no relationship under way; whoever takes no part for now: mentor people hold {}",
            show(&person.called()),
            person.id
        );
    }
    let groups = groups.into_iter().map(|group| left::Group::new(group, person.id)).collect();
    let pair = |r: Relationship| pairs::Pair { members: r.members.clone(), relationship: Some(r) };
    Ok((groups, pairs.into_iter().map(pair).collect()))
}

/// The relationship in which the one that ends is continued: under way or proposed, and of the same mentee.
fn goes_on(book: &Book, id: &str, ending: &[pairs::Pair]) -> anyhow::Result<RelationshipId> {
    let found = id.parse().ok().and_then(|id| book.records.relationships.iter().find(|r| r.id == id));
    let Some(new) = found else {
        bail!("there is no relationship `{}` to go on in; `mentor list` shows all of them", show(id));
    };
    let [pair] = ending else { bail!("say which one relationship goes on in {}", new.id) };
    let Some(old) = &pair.relationship else { return Ok(new.id) };
    match new.may_continue(old) {
        Ok(()) => Ok(new.id),
        Err(NotOn::Itself) => bail!("{} cannot go on in itself", new.id),
        Err(NotOn::SomebodyElse) => bail!(
            "{} is with somebody else; a journey goes on with the same {}",
            new.id,
            book.scheme.role_word(Role::Mentee)
        ),
        Err(NotOn::Over) => bail!("{} is over; name the relationship in which it goes on", new.id),
    }
}
