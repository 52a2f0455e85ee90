//! Somebody leaves a group, and the group goes on: its sessions, its agreement and its calendar stay.

use anyhow::bail;
use chrono::NaiveDate;

use crate::commands::allowed::says;
use crate::commands::pairs;
use crate::domain::make_up::{Lack, lacks};
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Departure, Ending, Member, Relationship, RelationshipId};
use crate::domain::scheme::Role;
use crate::store::book::Book;
use crate::store::departures;
use crate::wording::show;

/// A group, and who leaves it.
pub struct Group {
    group: Relationship,
    leaver: PersonId,
}

impl Group {
    /// Of this group this person leaves.
    pub fn new(group: Relationship, leaver: PersonId) -> Self {
        Group { group, leaver }
    }

    /// The group.
    pub fn id(&self) -> RelationshipId {
        self.group.id
    }

    /// The group in words, with all who are in it now.
    pub fn called(&self, book: &Book) -> String {
        called(book, &self.group)
    }

    /// Plans the departure, and says what is left of the group.
    ///
    /// # Errors
    /// Where nobody would be left to learn with, and where the day cannot be.
    pub fn leave(&self, book: &mut Book, on: NaiveDate, ending: Ending) -> anyhow::Result<Vec<String>> {
        let (id, name) = (self.group.id, book.by_id(self.leaver).map(|person| show(&person.called())));
        let name = name.unwrap_or_else(|| self.leaver.to_string());
        if let Some(accepted) = self.group.accepted.filter(|accepted| on < *accepted) {
            bail!("{id} was accepted on {accepted}; {name} cannot have left before that, on {on}");
        }
        if let Some(joined) = self.group.joined_on(self.leaver).filter(|joined| on < *joined) {
            bail!("{name} joined {id} on {joined} and cannot have left before that, on {on}");
        }
        let Some(member) = self.group.members.iter().copied().find(|member| member.id == self.leaver) else {
            bail!("{name} is not in {id}");
        };
        let mut rest = self.group.clone();
        rest.members.retain(|one| one.id != self.leaver);
        let learners = rest.members.iter().filter(|one| one.role == Role::Member).count();
        if learners < 2 {
            bail!(
                "without {name} {} would be {}; if it is over for all of them: mentor end {id}",
                self.called(book),
                if learners == 1 { "one person alone" } else { "nobody" }
            );
        }
        let mark = book.register.mark.clone();
        departures::add(&mut book.records.departures, id, Departure { member, on, ending }, &mark);
        let mut told = vec![format!("{name} has left {id} ({}); it goes on: {}", ending.word(), called(book, &rest))];
        told.extend(wanting(book, &rest, member));
        Ok(told)
    }
}

/// What the group is short of now, by the scheme's own words.
fn wanting(book: &Book, rest: &Relationship, left: Member) -> Vec<String> {
    let short =
        lacks(&rest.members, rest.terms(&book.scheme), |member| book.by_id(member.id)?.entry(member.role)).into_iter();
    let short = short.filter_map(|lack| match lack {
        Lack::TooFew(_) if left.role == Role::Member => {
            Some(format!("{}; ask them whether they go on, or: mentor end {}", says(book, rest, lack), rest.id))
        }
        Lack::Leader => Some(says(book, rest, lack)),
        _ => None,
    });
    let led = rest.members.iter().any(|one| one.role == Role::Facilitator);
    let mut told: Vec<String> = short.collect();
    if left.role == Role::Facilitator && !led {
        let next = leads_nobody(book, left.id).map_or("PERSON".to_string(), |id| id.to_string());
        told.push(format!("nobody leads {0} now; if somebody else does: mentor add {next} --to {0}", rest.id));
    }
    told
}

/// Somebody else who would lead a group and leads none.
fn leads_nobody(book: &Book, leaver: PersonId) -> Option<PersonId> {
    let leads = |id: PersonId| {
        let open = book.records.relationships.iter().filter(|r| r.state().stands());
        open.flat_map(|r| &r.members).any(|one| one.id == id && one.role == Role::Facilitator)
    };
    let would = |person: &&Person| {
        let free = person.entry(Role::Facilitator).is_some_and(|entry| entry.places > 0);
        free && person.id != leaver && !person.held && !person.refused && !leads(person.id)
    };
    book.people.iter().find(would).map(|person| person.id)
}

fn called(book: &Book, group: &Relationship) -> String {
    pairs::called(book, &pairs::Pair { relationship: Some(group.clone()), members: group.members.clone() })
}
