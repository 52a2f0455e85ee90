//! Somebody leaves a group, and the group goes on: its sessions, its agreement and its calendar stay.

use anyhow::bail;
use chrono::NaiveDate;

use crate::commands::Desk;
use crate::commands::allowed::{self, Together, says};
use crate::commands::pairs::{self, Pair};
use crate::domain::make_up::{Lack, lacks};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Arrival, Departure, Ending, Member, Relationship, RelationshipId};
use crate::domain::scheme::{Leaders, Role};
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

    /// Plans the departure, and says what is left of the group; `asked` gathers who is proposed to lead one in place of whoever
    /// leaves, each for one group only.
    ///
    /// # Errors
    /// Where nobody would be left to learn with, and where the day cannot be.
    pub fn leave(
        &self,
        book: &mut Book,
        desk: &Desk,
        (on, ending): (NaiveDate, Ending),
        asked: &mut Vec<PersonId>,
    ) -> anyhow::Result<Vec<String>> {
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
        if member.role == Role::Facilitator && !rest.members.iter().any(|one| one.role == Role::Facilitator) {
            let next = self.next_leader(book, desk, &rest, on, asked);
            asked.extend(next);
            let next = next.map_or("PERSON".to_string(), |id| id.to_string());
            let wanted = rest.terms(&book.scheme).group.leaders == Leaders::Needed;
            let wanted = if wanted { ", and the scheme wants somebody who does" } else { "" };
            told.push(format!("nobody leads {id} now{wanted}; if somebody else does: mentor add {next} --to {id}"));
        }
        Ok(told)
    }

    /// Somebody who would lead a group, leads none, and could come to this one by everything that joining asks. Of a group
    /// of another channel nobody is known here who could.
    fn next_leader(
        &self,
        book: &Book,
        desk: &Desk,
        rest: &Relationship,
        on: NaiveDate,
        asked: &[PersonId],
    ) -> Option<PersonId> {
        if !book.scheme.channels.is_empty() {
            return None;
        }
        let open = || book.records.relationships.iter().filter(|r| r.state().stands()).flat_map(|r| &r.members);
        let leads = |id: PersonId| open().any(|one| one.id == id && one.role == Role::Facilitator);
        let people = book.people.iter().map(|person| person.id);
        let others = people.filter(|id| *id != self.leaver && !rest.has(*id) && !asked.contains(id) && !leads(*id));
        others
            .map(|id| Member { id, role: Role::Facilitator })
            .find(|member| could_come(book, desk, rest, *member, on))
            .map(|member| member.id)
    }
}

/// Whether somebody has room and takes part, and no rule is in the way of their coming to a group.
fn could_come(book: &Book, desk: &Desk, group: &Relationship, member: Member, on: NaiveDate) -> bool {
    let mut with = group.clone();
    with.come(Arrival { member, on });
    let alone = Pair { relationship: None, members: vec![member] };
    let pair = Pair { members: with.members.clone(), relationship: Some(with) };
    // Whoever takes part as a member too would come as one.
    pairs::in_pool(book, &member.id.to_string()).is_ok_and(|comes| comes == member)
        && allowed::take_part(book, &[member]).is_ok()
        && allowed::room(book, &alone).is_ok()
        && allowed::rules_allow(book, desk, &Together { pair: &pair, comes: Some(member), typed: String::new() }, &[])
            .is_ok()
}

/// What the group is short of now, by the scheme's own words.
fn wanting(book: &Book, rest: &Relationship, left: Member) -> Vec<String> {
    let short =
        lacks(&rest.members, rest.terms(&book.scheme), |member| book.by_id(member.id)?.entry(member.role)).into_iter();
    let short = short.filter_map(|lack| match lack {
        Lack::TooFew(_) if left.role == Role::Member => {
            Some(format!("{}; ask them whether they go on, or: mentor end {}", says(book, rest, lack), rest.id))
        }
        Lack::Leader if left.role != Role::Facilitator => Some(says(book, rest, lack)),
        _ => None,
    });
    short.collect()
}

fn called(book: &Book, group: &Relationship) -> String {
    pairs::called(book, &pairs::Pair { relationship: Some(group.clone()), members: group.members.clone() })
}
