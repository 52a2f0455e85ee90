//! Which relationships or pairs are meant by what was typed: `R003`, or two people in either order.

use anyhow::bail;

use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::{Form, Role};
use crate::store::book::Book;
use crate::store::notes;
use crate::store::table::Table;
use crate::wording::{list, show};

/// People who are or may be matched, and the relationship between them if there ever was one.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The relationship.
    pub relationship: Option<Relationship>,
    /// Who, in the order of a relationship.
    pub members: Vec<Member>,
}

/// Reads ids of relationships, or two people.
///
/// # Errors
/// Says what is meant by nothing.
pub fn named(book: &Book, words: &[String]) -> anyhow::Result<Vec<Pair>> {
    among(book, words, false)
}

/// Reads ids of relationships or of practice, or two people.
///
/// # Errors
/// Says what is meant by nothing.
pub fn named_or_practice(book: &Book, words: &[String]) -> anyhow::Result<Vec<Pair>> {
    among(book, words, true)
}

fn among(book: &Book, words: &[String], practice: bool) -> anyhow::Result<Vec<Pair>> {
    let ids: Vec<Option<RelationshipId>> = words.iter().map(|word| word.parse().ok()).collect();
    if !words.is_empty() && ids.iter().all(Option::is_some) {
        // Naming one twice is naming it once.
        let ids: std::collections::BTreeSet<RelationshipId> = ids.into_iter().flatten().collect();
        return ids.into_iter().map(|id| by_id(book, id, practice)).collect();
    }
    if let (Some(word), true) = (words.iter().find(|w| w.parse::<RelationshipId>().is_ok()), words.len() > 1) {
        bail!("`{}` is a relationship and the others are not; write relationships only, or two people", show(word));
    }
    if let Some(pair) = in_any_channel(book, words)? {
        return Ok(vec![pair]);
    }
    match words {
        [one, other] => Ok(vec![two(book, one, other)?]),
        [_, _, _, ..] if book.scheme.form == Form::Group => Ok(vec![several(book, words)?]),
        _ => bail!("write relationships such as R003 R004, or two people such as P007 P003"),
    }
}

/// The relationship of exactly these people, in whatever channel it is, where the scheme has several; of two the one that
/// still says something, else the later.
fn in_any_channel(book: &Book, words: &[String]) -> anyhow::Result<Option<Pair>> {
    if book.scheme.channels.is_empty() || words.len() < 2 {
        return Ok(None);
    }
    let people = words.iter().map(|word| Ok(book.person(word)?.id)).collect::<anyhow::Result<Vec<PersonId>>>()?;
    let theirs = |r: &&Relationship| r.members.len() == people.len() && people.iter().all(|id| r.has(*id));
    let found = book.records.relationships.iter().filter(theirs).max_by_key(|r| (r.state() != State::Replaced, r.id));
    Ok(found.map(|r| Pair { relationship: Some(r.clone()), members: r.members.clone() }))
}

fn by_id(book: &Book, id: RelationshipId, practice: bool) -> anyhow::Result<Pair> {
    match book.records.with_practice().find(|r| r.id == id) {
        Some(r) if r.is_practice() && !practice => bail!(
            "{id} is practice of a trainee mentor, and no relationship of the scheme; mentor status --practice shows it, and log session, log goal, sign, agreement and end take it"
        ),
        Some(r) => Ok(Pair { relationship: Some(r.clone()), members: r.members.clone() }),
        None if book.records.elsewhere.iter().any(|r| r.id == id) => {
            bail!("{id} is of another channel; leave --channel out, a relationship says it itself")
        }
        None => bail!("there is no relationship {id}; `mentor list` shows all of them"),
    }
}

/// Two people in either order: whoever can only be one of the two decides, else the first is the mentee.
fn two(book: &Book, one: &str, other: &str) -> anyhow::Result<Pair> {
    let (one, other) = (book.person(one)?, book.person(other)?);
    if one.id == other.id {
        bail!("{} cannot be matched with themselves", one.called());
    }
    if book.scheme.form.one_pool() {
        return within(book, &[one, other]);
    }
    let fits =
        |mentee: &Person, mentor: &Person| mentee.entry(Role::Mentee).is_some() && mentor.entry(Role::Mentor).is_some();
    let (mentee, mentor) = match (fits(one, other), fits(other, one)) {
        (true, _) => (one, other),
        (false, true) => (other, one),
        (false, false) => bail!(
            "{} and {} are not {} and {}; `mentor people` shows their roles",
            one.called(),
            other.called(),
            book.scheme.role_word(Role::Mentee),
            book.scheme.role_word(Role::Mentor)
        ),
    };
    let members = vec![Member { id: mentee.id, role: Role::Mentee }, Member { id: mentor.id, role: Role::Mentor }];
    Ok(Pair { relationship: book.records.between(&members).cloned(), members })
}

/// Members of one pool, and who leads them if one of those named does nothing else.
fn several(book: &Book, words: &[String]) -> anyhow::Result<Pair> {
    within(book, &words.iter().map(|word| book.person(word)).collect::<anyhow::Result<Vec<&Person>>>()?)
}

fn within(book: &Book, people: &[&Person]) -> anyhow::Result<Pair> {
    let mut members =
        people.iter().map(|person| role_in_pool(book, person)).collect::<anyhow::Result<Vec<Member>>>()?;
    members.sort_by_key(Member::order);
    members.dedup();
    if members.iter().filter(|member| member.role == Role::Member).count() < 2 {
        let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
        bail!("{} cannot be matched with themselves or nobody", list(&ids, "and"));
    }
    Ok(Pair { relationship: book.records.between(&members).cloned(), members })
}

/// Somebody of one pool: a member, or who leads members and does nothing else.
///
/// # Errors
/// Where that is nobody.
pub fn in_pool(book: &Book, text: &str) -> anyhow::Result<Member> {
    role_in_pool(book, book.person(text)?)
}

fn role_in_pool(book: &Book, person: &Person) -> anyhow::Result<Member> {
    match [Role::Member, Role::Facilitator].into_iter().find(|role| person.entry(*role).is_some()) {
        Some(role) => Ok(Member { id: person.id, role }),
        None => bail!(
            "{} is no {}; `mentor people` shows the roles",
            show(&person.called()),
            book.scheme.role_word(Role::Member)
        ),
    }
}

/// One of a pair, by what was typed.
///
/// # Errors
/// Where it is somebody else.
pub fn member(book: &Book, pair: &Pair, text: &str) -> anyhow::Result<PersonId> {
    let person = book.person(text)?;
    if pair.members.iter().any(|member| member.id == person.id) {
        return Ok(person.id);
    }
    let ids: Vec<String> = pair.members.iter().map(|member| member.id.to_string()).collect();
    bail!("{} is not in {}; there are {}", show(&person.called()), called(book, pair), list(&ids, "and"))
}

/// The row of a pair in the table of relationships, a new one where they never met.
pub fn row(book: &mut Book, pair: &Pair) -> (RelationshipId, usize) {
    if let Some(found) = pair.relationship.as_ref().and_then(|r| Some((r.id, book.records.row_of(r.id)?))) {
        return found;
    }
    let id = book.records.next_id();
    let mark = book.register.mark.clone();
    let form = (book.scheme.form, book.channel.as_deref());
    book.records.add(id, form, &pair.members, &mark);
    (id, book.records.relationships_table.len() - 1)
}

impl Pair {
    /// The pair as it is typed.
    pub fn words(&self) -> String {
        match &self.relationship {
            Some(relationship) => relationship.id.to_string(),
            None => self.ids(),
        }
    }

    /// The ids of the people, as they are typed.
    pub fn ids(&self) -> String {
        self.members.iter().map(|member| member.id.to_string()).collect::<Vec<_>>().join(" ")
    }
}

/// `R003 (Ann Smith with Ben Jones)`.
pub fn called(book: &Book, pair: &Pair) -> String {
    let name = |id: PersonId| book.by_id(id).map_or(id.to_string(), |person| show(&person.called()));
    let names: Vec<String> = pair.members.iter().map(|member| name(member.id)).collect();
    let all = match &names[..] {
        [one, other] => format!("{one} with {other}"),
        _ => list(&names, "and"),
    };
    match &pair.relationship {
        Some(practice) if practice.is_practice() => format!("{} (practice: {all})", practice.id),
        Some(relationship) => format!("{} ({all})", relationship.id),
        None => all,
    }
}

/// What to type where something goes on after all that is over, or where nobody says no any more; behind a semicolon.
pub fn after_all(relationship: &Relationship) -> String {
    let id = relationship.id;
    match relationship.state() {
        State::Declined => format!("; if nobody says no after all: mentor decline {id} --withdraw"),
        State::Ended => format!("; if it goes on after all: mentor end {id} --resume"),
        _ => String::new(),
    }
}

/// Adds a note in the coordinator's words; `None` where nothing was said.
pub fn note(book: &Book, record: &str, text: Option<&str>, on: &str) -> Option<Table> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let mut table = book.notes_table.clone();
    notes::add(&mut table, record, text, on);
    Some(table)
}
