//! `mentor accept`: both said yes, or one of them.

use anyhow::bail;

use super::pairs::Pair;
use super::{Answer, Desk, allowed, going_on, pairs, plan};
use crate::domain::offer::Note;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::store::book::Book;
use crate::store::offers;
use crate::store::writer::Edits;
use crate::wording::{list, plural, show};

/// Note that both said yes, or one of them
///
/// Once all have, a relationship stands, and nothing moves it any more. Whose relationship ended before they were done
/// goes on in it with goals, sessions used and the review day. Writes records/offers.csv, records/relationships.csv and
/// records/continuations.csv.
#[derive(Debug, clap::Args)]
pub struct AcceptArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required_unless_present = "all")]
    who: Vec<String>,
    /// All who were asked, but for those of whom only some are known to have said yes; where nobody was asked, all that
    /// are proposed. With --by all of that person's
    #[arg(long, conflicts_with = "who")]
    all: bool,
    /// Only this person said yes (may be given several times); the others are still to answer
    #[arg(long, value_name = "PERSON")]
    by: Vec<String>,
    /// The day on which they said yes
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
}

pub fn run(args: &AcceptArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let by: Vec<_> = args.by.iter().map(|text| Ok(book.person(text)?.id)).collect::<anyhow::Result<_>>()?;
    let (words, left_out) = if args.all {
        let (ids, unanswered) = all_of(&book, &by);
        let (words, mut left_out) = allowed::only_who_take_part(&book, ids);
        left_out.extend(unanswered);
        (words, left_out)
    } else {
        (args.who.clone(), Vec::new())
    };
    if words.is_empty() && !left_out.is_empty() {
        bail!("{}; nothing else can be accepted now", left_out.join("; "));
    }
    if args.all && words.is_empty() {
        bail!("nothing is proposed now{}; `mentor match` proposes", if by.is_empty() { "" } else { " to them" });
    }
    let day = args.on.unwrap_or(desk.today);
    super::not_after_today(day, desk)?;
    let (mut said, mut noted) = (Vec::new(), false);
    let before = book.records.offers.len();
    let pairs = pairs::named(&book, &words)?;
    let (mut begin, mut notes) = (Vec::new(), Vec::new());
    for pair in &pairs {
        let called = pairs::called(&book, pair);
        // Whoever is somewhere else said nothing about this one, however it stands.
        for text in &args.by {
            pairs::member(&book, pair, text)?;
        }
        let Some(relationship) = &pair.relationship else {
            bail!("{called} was never proposed; `mentor add` makes a relationship by hand");
        };
        match relationship.state() {
            State::Proposed | State::Replaced | State::Offered => {}
            State::Accepted => {
                said.push(format!("{called} was accepted before"));
                continue;
            }
            state => bail!("{called} is {}{}", state.word(), pairs::after_all(relationship)),
        }
        if let Some(since) = relationship.offer.newest.filter(|since| day < *since && args.by.is_empty()) {
            bail!("{called}: something was noted of this offer on {since}, and {day} is before that");
        }
        let said_yes = |member: &Member| relationship.offer.said_yes(member.id) || by.contains(&member.id);
        // The yes of somebody can be noted while another is on hold; it stands once that is over.
        let stands = by.is_empty() || pair.members.iter().all(said_yes);
        let begun: Vec<Member> =
            pair.members.iter().copied().filter(|member| stands || by.contains(&member.id)).collect();
        allowed::take_part(&book, &begun)?;
        allowed::room(&book, pair)?;
        if stands {
            notes.extend(allowed::breaks_now(&book, desk, pair));
        }
        if args.by.is_empty() {
            accept(&mut book, pair, day);
            noted = true;
            said.push(format!("{called} is accepted"));
        } else {
            said.push(yes(&mut book, pair, &args.by, day)?);
        }
        let id = relationship.id;
        let accepted = book.records.relationships.iter().find(|r| r.id == id).and_then(|r| r.accepted);
        begin.extend(accepted.map(|on| (id, pair, on)));
    }
    let mut label = format!("accept {}", list(&words, "and"));
    args.by.iter().for_each(|by| label.push_str(&format!(" --by {by}")));
    let mut edits = plan::start(label, &book);
    if args.by.is_empty() {
        plan::write_relationships(&mut edits, &book.records);
    } else {
        plan::write(&mut edits, &book.records.offers);
    }
    if !noted && book.records.offers.len() == before {
        edits = Edits::default();
    }
    if said.len() > 6 && args.by.is_empty() {
        said = vec![format!("{} are accepted", plural(said.len(), "relationship"))];
    }
    said.extend(notes);
    said.extend(going_on::take_up(&book, &sight, &begin, &mut edits)?);
    said.extend(left_out);
    Ok(Answer { edits, sight: Some(sight), told: said, problems: book.problems, ..Answer::default() })
}

/// What `--all` means: whoever was asked, or where nobody was, all that is proposed. Where the yes of one is noted, the
/// others are still to answer, as whoever holds the yes of all would not have noted one alone. With what is left out.
fn all_of(book: &Book, by: &[PersonId]) -> (Vec<RelationshipId>, Vec<String>) {
    let open =
        |r: &&Relationship| matches!(r.state(), State::Proposed | State::Offered) && by.iter().all(|id| r.has(*id));
    let open: Vec<&Relationship> = book.records.relationships.iter().filter(open).collect();
    if !by.is_empty() {
        return (open.iter().map(|r| r.id).collect(), Vec::new());
    }
    let anybody_asked = open.iter().any(|r| r.state() == State::Offered);
    let (asked, not_asked): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|r| !anybody_asked || r.state() == State::Offered);
    let (waiting, settled): (Vec<_>, Vec<_>) = asked.into_iter().partition(|r| !r.offer.yes.is_empty());
    let ids = |all: &[&Relationship]| all.iter().map(|r| r.id.to_string()).collect::<Vec<_>>();
    let mut left_out: Vec<String> = waiting.iter().map(|r| still_to_answer(book, r)).collect();
    if left_out.len() > 6 {
        left_out = vec![format!(
            "{} are left as they are, as only some of their people have said yes: {} (mentor list shows who; then mentor accept ID --by PERSON)",
            plural(waiting.len(), "relationship"),
            list(&ids(&waiting), "and")
        )];
    }
    if !not_asked.is_empty() {
        let (are, they) = if not_asked.len() == 1 { ("is", "it is") } else { ("are", "they are") };
        left_out.push(format!(
            "{} {are} only proposed, nobody was asked, and {they} left as {they}: mentor offer {1}, or mentor accept {1} if all have said yes",
            list(&ids(&not_asked), "and"),
            ids(&not_asked).join(" ")
        ));
    }
    (settled.iter().map(|r| r.id).collect(), left_out)
}

/// Whose yes is missing, and how to note it.
fn still_to_answer(book: &Book, relationship: &Relationship) -> String {
    let silent: Vec<&Member> = relationship.members.iter().filter(|one| !relationship.offer.said_yes(one.id)).collect();
    let names: Vec<String> = silent.iter().map(|one| name(book, one)).collect();
    let by: String = silent.iter().map(|one| format!(" --by {}", one.id)).collect();
    let id = relationship.id;
    let have = if silent.len() == 1 { "has" } else { "have" };
    format!(
        "{id} is left as it is: {} {have} not answered yet; after a yes: mentor accept {id}{by}",
        list(&names, "and")
    )
}

fn name(book: &Book, member: &Member) -> String {
    book.by_id(member.id).map_or(member.id.to_string(), |person| show(&person.called()))
}

fn accept(book: &mut Book, pair: &Pair, day: chrono::NaiveDate) {
    let (id, row) = pairs::row(book, pair);
    book.records.relationships_table.set(row, "accepted", day.to_string());
    // The next of several must see that this place is taken.
    book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.accepted = Some(day));
}

/// Notes who said yes; what to say of it.
fn yes(book: &mut Book, pair: &Pair, by: &[String], day: chrono::NaiveDate) -> anyhow::Result<String> {
    let called = pairs::called(book, pair);
    let mark = book.register.mark.clone();
    let mut offer = pair.relationship.as_ref().map(|r| r.offer.clone()).unwrap_or_default();
    if let Some(since) = offer.since.filter(|since| day < *since) {
        bail!("{called} was offered on {since}; nobody can have said yes before that, on {day}");
    }
    if let Some(withdrawn) = offer.withdrawn.filter(|withdrawn| day < *withdrawn) {
        bail!(
            "{called} was offered no longer from {withdrawn} on; a yes before that, on {day}, counts no more: ask again"
        );
    }
    let (id, _) = pairs::row(book, pair);
    for text in by {
        let by = pairs::member(book, pair, text)?;
        if !offer.said_yes(by) {
            offer.note(Note::Yes(by), day);
            offers::add(&mut book.records.offers, id, Note::Yes(by), day, &mark);
        }
    }
    let open: Vec<String> =
        pair.members.iter().filter(|member| !offer.said_yes(member.id)).map(|member| name(book, member)).collect();
    let accepted = offer.accepted(&pair.members);
    for relationship in book.records.relationships.iter_mut().filter(|r| r.id == id) {
        relationship.accepted = accepted;
        relationship.offer.clone_from(&offer);
    }
    Ok(match accepted {
        Some(_) => format!("{called} is accepted: all have said yes"),
        None => format!("{called}: noted; still to answer: {}", list(&open, "and")),
    })
}
