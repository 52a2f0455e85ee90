//! Whether people may be brought together by hand: they have room and take part, and rules, groups and sealed conflicts
//! allow it.

use std::collections::{BTreeSet, HashSet};

use anyhow::bail;

use super::Desk;
use super::pairs::{Pair, called};
use crate::domain::make_up::{Lack, lacks};
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::standing::set_aside;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::{Form, Role, Scheme};
use crate::store::book::Book;
use crate::wording::{list, nearest, plural, plural_noun, show};

/// Sees whether both have a place left for one more relationship under way.
///
/// # Errors
/// Says who has none left, and what to do.
pub fn room(book: &Book, pair: &Pair) -> anyhow::Result<()> {
    let channel = pair.relationship.as_ref().map_or(book.channel.as_deref(), |r| r.channel.as_deref());
    let form = book.scheme.seen_by(channel).form;
    for Member { id, role } in pair.members.iter().copied() {
        let meant = |r: &&Relationship| r.state() != State::Accepted && r.members == pair.members;
        let Some(person) = book.by_id(id) else {
            bail!(
                "{id} is in no form any more; put the export back that has them, or: mentor decline {}",
                pair.words()
            );
        };
        let mut taken = taking(book, person, role, channel);
        taken.retain(|r| !meant(r));
        let places = in_all(person, role, form).or(person.entry(role).map(|entry| entry.places)).unwrap_or(0);
        if taken.len() >= places as usize {
            let by = if taken.is_empty() { String::new() } else { format!(", by {}", ids(&taken)) };
            bail!(
                "{} has {} as {} and all of them taken{by}; if one more is agreed: {}; where one is over, end it first (mentor end)",
                show(&person.called()),
                plural(places as usize, "place"),
                book.scheme.role_word(role),
                one_more(person, role, form, taken.len())
            );
        }
        let other = match role {
            Role::Mentee if person.either => Some(Role::Mentor),
            Role::Mentor if person.either => Some(Role::Mentee),
            _ => None,
        };
        if let Some(other) = other.filter(|other| holding(book, id, &[*other], channel).next().is_some()) {
            bail!(
                "{} takes one role or the other, and is {} already; end that first (mentor end)",
                show(&person.called()),
                book.scheme.role_word(other)
            );
        }
    }
    if let (Form::OneToOne, false, [mentee, mentor]) = (form, book.scheme.places.two_way, &pair.members[..]) {
        let turned = [Member { id: mentor.id, role: Role::Mentee }, Member { id: mentee.id, role: Role::Mentor }];
        if let Some(other) = all(book).find(|r| r.members == turned && under_way(r)) {
            bail!(
                "{}: in {} it is the other way round already; if two people may mentor each other, write two_way = true under [places]",
                called(book, pair),
                other.id
            );
        }
    }
    Ok(())
}

/// The relationships, under way or fixed, that take the places of somebody in a role as a channel counts them, by id: of
/// this channel and, since who gives time has one number of places for all channels, of the others.
pub fn taking<'b>(book: &'b Book, person: &Person, role: Role, channel: Option<&str>) -> Vec<&'b Relationship> {
    let form = book.scheme.seen_by(channel).form;
    let roles = if in_all(person, role, form).is_some() { &[Role::Mentor, Role::Facilitator][..] } else { &[role] };
    let mut taking: Vec<&Relationship> = holding(book, person.id, roles, channel).collect();
    taking.sort_by_key(|relationship| relationship.id);
    taking
}

/// `R001 and R003`.
pub fn ids(relationships: &[&Relationship]) -> String {
    list(&relationships.iter().map(|relationship| relationship.id.to_string()).collect::<Vec<_>>(), "and")
}

/// What to type where one place more is agreed than so many that are taken.
pub fn one_more(person: &Person, role: Role, form: Form, taken: usize) -> String {
    let several = person.entries.len() > 1 && in_all(person, role, form).is_none();
    let of = if several && matches!(role, Role::Mentor | Role::Mentee) { format!("{role}_") } else { String::new() };
    format!("mentor people correct {} {of}places={}", person.id, taken + 1)
}

/// Who was asked once for how much there is time has that many places in all, in whichever role.
fn in_all(person: &Person, role: Role, form: Form) -> Option<u32> {
    person.gives.filter(|_| !form.seeks(role) && person.entry(role).is_some())
}

/// The relationships, under way or fixed, in which somebody holds one of some roles.
fn holding<'b>(
    book: &'b Book,
    id: PersonId,
    roles: &[Role],
    channel: Option<&str>,
) -> impl Iterator<Item = &'b Relationship> {
    let form = book.scheme.seen_by(channel).form;
    // Who seeks something has places in each channel.
    let counts = move |r: &Relationship, role| r.channel.as_deref() == channel || !form.seeks(role);
    let holds = move |r: &Relationship, role| counts(r, role) && r.members.contains(&Member { id, role });
    all(book).filter(move |r| under_way(r) && roles.iter().any(|role| holds(r, *role)))
}

/// Everything that happened, in this channel and in others.
fn all(book: &Book) -> impl Iterator<Item = &Relationship> {
    book.records.relationships.iter().chain(&book.records.elsewhere)
}

/// Whether a relationship is under way, or fixed for the next round.
fn under_way(relationship: &Relationship) -> bool {
    match relationship.state() {
        State::Offered | State::Accepted => true,
        State::Proposed => relationship.fixed.is_some(),
        _ => false,
    }
}

/// Sees whether all of them take part for now.
///
/// # Errors
/// Says who does not, and what to do.
pub fn take_part(book: &Book, members: &[Member]) -> anyhow::Result<()> {
    for person in members.iter().filter_map(|member| book.by_id(member.id)) {
        if let Some((_, why)) = set_aside(person, &HashSet::new()) {
            let first = match person.held {
                true => format!("; if they take part again: mentor people hold {} --release", person.id),
                false => format!("; if they do now: mentor people correct {} consent=yes", person.id),
            };
            bail!("{} {}{first}", show(&person.called()), if person.held { "is on hold" } else { why });
        }
    }
    Ok(())
}

/// Leaves out, where all that is open is meant, what somebody is in who takes no part for now; and says so.
pub fn only_who_take_part(book: &Book, all: Vec<RelationshipId>) -> (Vec<String>, Vec<String>) {
    let (mut meant, mut told) = (Vec::new(), Vec::new());
    for id in all {
        let members = book.records.relationships.iter().find(|r| r.id == id).map_or(&[][..], |r| &r.members);
        match take_part(book, members) {
            Ok(()) => meant.push(id.to_string()),
            Err(why) => told.push(format!("{id} stays as it is: {why}")),
        }
    }
    (meant, told)
}

/// People who are to be brought together by hand.
pub struct Together<'p> {
    /// Who.
    pub pair: &'p Pair,
    /// Who of them comes to the others, who are together already; none: all of them come together now.
    pub comes: Option<Member>,
    /// As it was typed, for what to type instead.
    pub typed: String,
}

/// Sees whether the rules let people be brought together, but for those that are set aside.
///
/// # Errors
/// Names the rules that are broken, and how to go on all the same; a sealed conflict is set aside only where it stands.
pub fn rules_allow(book: &Book, desk: &Desk, together: &Together<'_>, despite: &[String]) -> anyhow::Result<()> {
    known(book, despite)?;
    let Together { pair, comes, typed } = together;
    if let Some([one, other]) = sealed_conflict(book, pair, *comes) {
        bail!(
            "{one} and {other} stand in private/conflicts.csv, as two who are not brought together; where that is over, take the row out first"
        );
    }
    let mut broken = broken_rules(book, desk, pair, *comes);
    broken.retain(|(rule, _)| !despite.contains(rule));
    if broken.is_empty() {
        return Ok(());
    }
    let mut flags: Vec<String> = broken.iter().map(|(rule, _)| format!("--despite {rule}")).collect();
    if typed.starts_with("add") {
        flags.push("--because \"…\"".to_string());
    }
    let broken: Vec<String> = broken.into_iter().map(|(rule, how)| format!("{rule}{how}")).collect();
    let who = match (comes.and_then(|comes| book.by_id(comes.id)), &pair.relationship) {
        (Some(comes), Some(group)) => format!("{} in {}", show(&comes.called()), group.id),
        _ => called(book, pair),
    };
    bail!("{who} would break {}; all the same: mentor {typed} {}", list(&broken, "and"), flags.join(" "));
}

/// What to say of people who were proposed and whom a rule keeps apart since, as where a check ran out meanwhile or
/// somebody is not ready any more. Whoever was brought together all the same knows of it; of another channel's rules
/// nothing is said here.
pub fn breaks_now(book: &Book, desk: &Desk, pair: &Pair) -> Option<String> {
    let relationship = pair.relationship.as_ref().filter(|r| r.round.is_some() && r.fixed.is_none())?;
    let broken: Vec<String> = broken_rules(book, desk, pair, None).into_iter().map(|(rule, how)| rule + &how).collect();
    let (id, rules) = (relationship.id, list(&broken, "and"));
    (!broken.is_empty()).then(|| format!("note: {id} breaks {rules} by now; if it is not to be after all: mentor undo, which takes back all that was said just now"))
}

/// Sees whether there are such rules to set aside.
fn known(book: &Book, despite: &[String]) -> anyhow::Result<()> {
    let of_groups = Lack::NAMES.iter().copied().filter(|_| book.scheme.form == Form::Group);
    let names: Vec<&str> = book.scheme.rules.iter().map(|rule| rule.name.as_str()).chain(of_groups).collect();
    match despite.iter().find(|rule| !names.contains(&rule.as_str())) {
        None => Ok(()),
        Some(rule) => match nearest(rule, names.iter().copied()) {
            Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", show(rule)),
            None => bail!("there is no rule `{}`; there are {}", show(rule), list(&names, "and")),
        },
    }
}

/// Two of them who are not brought together, whatever the reason.
fn sealed_conflict(book: &Book, pair: &Pair, comes: Option<Member>) -> Option<[String; 2]> {
    let there = |at: usize| pair.members.iter().any(|member| member.id == book.people[at].id);
    let new = |at: usize| comes.is_none_or(|comes| comes.id == book.people[at].id);
    let mut conflicts = book.tables.conflicts.iter();
    let (one, other) = conflicts.find(|(one, other)| there(*one) && there(*other) && (new(*one) || new(*other)))?;
    Some([one, other].map(|at| show(&book.people[*at].called())))
}

/// The names of the rules that are broken, and how where the name alone does not say it.
fn broken_rules(book: &Book, desk: &Desk, pair: &Pair, comes: Option<Member>) -> Vec<(String, String)> {
    let side = |person| vec![Side { person, places: 1, lot: 0 }];
    let mut broken = BTreeSet::new();
    let learners = || pair.members.iter().filter(|member| member.role == book.scheme.form.roles()[0]);
    for one in learners() {
        for other in pair.members.iter().filter(|other| *other > one || other.role != one.role) {
            if comes.is_some_and(|comes| comes != *one && comes != *other) {
                continue;
            }
            let (Some(i), Some(j)) = (book.position(one.id), book.position(other.id)) else { continue };
            let roles = [one.role, other.role];
            if let Ok(pool) = Pool::new(book.given(desk.today), roles, side(i), side(j), &HashSet::new()) {
                broken.extend(pool.broken_rules(0, 0));
            }
        }
    }
    let rules = broken.into_iter().map(|at| (book.scheme.rules[at].name.clone(), String::new()));
    rules.chain(lacking(book, pair, comes)).collect()
}

/// What a group would lack. What it lacks already is nothing that somebody brings who comes to it.
fn lacking(book: &Book, pair: &Pair, comes: Option<Member>) -> Vec<(String, String)> {
    if book.scheme.form != Form::Group {
        return Vec::new();
    }
    let entry = |member: Member| book.by_id(member.id)?.entry(member.role);
    let before = match comes {
        Some(comes) => {
            let before: Vec<Member> = pair.members.iter().copied().filter(|member| *member != comes).collect();
            lacks(&before, &book.scheme, entry)
        }
        None => Vec::new(),
    };
    let new = lacks(&pair.members, &book.scheme, entry).into_iter();
    let new = new.filter(|lack| match lack {
        Lack::TooMany(_) => comes.is_none_or(|comes| comes.role == Role::Member),
        Lack::TooFew(_) => comes.is_none(),
        Lack::Leader | Lack::Time => !before.contains(lack),
    });
    new.map(|lack| (lack.name().to_string(), format!(" ({})", in_words(&book.scheme, lack)))).collect()
}

/// What a group lacks now, said of it.
pub fn says(book: &Book, group: &Relationship, lack: Lack) -> String {
    let has = if lack.name() == Lack::NAMES[0] { " has" } else { ":" };
    format!("{}{has} {}", group.id, in_words(group.terms(&book.scheme), lack))
}

/// What a group lacks, and what the scheme wants.
fn in_words(scheme: &Scheme, lack: Lack) -> String {
    let (policy, word) = (&scheme.group, scheme.role_word(Role::Member));
    let wants = |count: usize, most: &str| format!("the scheme wants {count} {} {most}", plural_noun(count, word));
    match lack {
        Lack::TooFew(count) => format!("{}, and {}", plural(count, word), wants(policy.smallest, "at least")),
        Lack::TooMany(count) => format!("{}, and {}", plural(count, word), wants(policy.largest, "at most")),
        Lack::Leader => "nobody leads it, and the scheme wants somebody who does".to_string(),
        Lack::Time => "they are never all free at the same time".to_string(),
    }
}
