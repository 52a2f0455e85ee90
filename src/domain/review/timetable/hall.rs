//! The hall: slots, rooms, who is away when, and who sits in.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveTime, TimeDelta};

use super::{Conversation, Place};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::TimetableTerms;
use crate::domain::scheme::timetable::Absent;
use crate::domain::scheme::year::Hours;

/// Where and when conversations can be.
#[derive(Clone, Debug, Default)]
pub struct Hall {
    /// How many slots the day has.
    pub slots: usize,
    /// How many conversations can be at once; none where there is room for all.
    pub rooms: Option<usize>,
    /// Of whom one sits in on every conversation; none where they talk alone.
    pub facilitators: Vec<PersonId>,
    /// In which slots a person is away.
    pub away: HashMap<PersonId, HashSet<usize>>,
    /// In which slots nobody of a relationship can talk about it.
    pub closed: HashMap<RelationshipId, HashSet<usize>>,
}

/// Why a conversation cannot be in any slot of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {
    /// At no time are all of it there.
    Apart,
    /// At no time at which they are there is anybody there to sit in.
    Unattended,
}

/// The slots of a day: one after the other, around the breaks.
pub fn slots(hours: Hours, minutes: u32, between: u32, breaks: &[Hours]) -> Vec<Hours> {
    let length = TimeDelta::minutes(i64::from(minutes.max(1)));
    // Past midnight there is no slot.
    let after = |time: NaiveTime, by: TimeDelta| Some(time.overflowing_add_signed(by)).filter(|(_, day)| *day == 0);
    let mut slots = Vec::new();
    let mut from = hours.0;
    while let Some((until, _)) = after(from, length).filter(|(until, _)| *until <= hours.1) {
        let next = match breaks.iter().find(|rest| rest.0 < until && from < rest.1) {
            Some(rest) => Some((rest.1, 0)),
            None => {
                slots.push((from, until));
                after(until, TimeDelta::minutes(i64::from(between)))
            }
        };
        match next {
            Some((next, _)) => from = next,
            None => break,
        }
    }
    slots
}

impl Hall {
    /// The hall as the scheme describes it, on a day with these slots.
    pub fn of(terms: &TimetableTerms, slots: &[Hours]) -> Self {
        let mut hall = Hall {
            slots: slots.len(),
            rooms: Some(terms.rooms.len()).filter(|rooms| *rooms > 0),
            facilitators: terms.facilitators.iter().map(|id| id.value).collect(),
            ..Hall::default()
        };
        for absent in &terms.unavailable {
            let missed = |slot: &&Hours| slot.0 < absent.hours.1 && absent.hours.0 < slot.1;
            let missed = slots.iter().enumerate().filter(|(_, slot)| missed(slot)).map(|(at, _)| at);
            match absent.who {
                Absent::Person(id) => hall.away.entry(id).or_default().extend(missed),
                Absent::Relationship(id) => hall.closed.entry(id).or_default().extend(missed),
            }
        }
        hall
    }

    /// A hall with room for all, in which nobody is away.
    pub fn open(slots: usize) -> Self {
        Hall { slots, ..Hall::default() }
    }

    /// Whether every slot is like every other: nobody is away in any.
    pub fn is_even(&self) -> bool {
        self.away.values().chain(self.closed.values()).all(HashSet::is_empty)
    }

    /// Whether all of a conversation are there in a slot.
    pub fn can(&self, conversation: &Conversation, slot: usize) -> bool {
        let in_slot = |slots: Option<&HashSet<usize>>| slots.is_some_and(|slots| slots.contains(&slot));
        slot < self.slots
            && !in_slot(self.closed.get(&conversation.relationship))
            && !conversation.people.iter().any(|person| in_slot(self.away.get(person)))
    }

    /// Why a conversation can be in no slot, whatever the others do; none where there is one.
    pub fn never(&self, conversation: &Conversation) -> Option<Never> {
        let mut open = (0..self.slots).filter(|slot| self.can(conversation, *slot)).peekable();
        if open.peek().is_none() {
            return Some(Never::Apart);
        }
        let own = |id: PersonId| conversation.people.contains(&id);
        (!open.any(|slot| self.room_for(slot, &own) > 0)).then_some(Never::Unattended)
    }

    /// How many conversations can be at once in a slot, where those already there keep some of those who sit in busy.
    pub fn room_for(&self, slot: usize, busy: &dyn Fn(PersonId) -> bool) -> usize {
        let rooms = self.rooms.unwrap_or(usize::MAX);
        if self.facilitators.is_empty() {
            return rooms;
        }
        let is_away = |id: &PersonId| self.away.get(id).is_some_and(|slots| slots.contains(&slot));
        rooms.min(self.facilitators.iter().filter(|id| !is_away(id) && !busy(**id)).count())
    }

    /// Gives every conversation that has a slot a room and somebody who sits in. Whoever has two conversations in a row
    /// stays where they are, as far as that can be.
    pub fn seat(&self, conversations: &[Conversation], slots: &[Option<usize>]) -> Vec<Option<Place>> {
        let mut places: Vec<Option<Place>> = vec![None; conversations.len()];
        // Where somebody was last.
        let mut last: HashMap<PersonId, usize> = HashMap::new();
        for slot in 0..self.slots {
            let here: Vec<usize> = (0..slots.len()).filter(|at| slots[*at] == Some(slot)).collect();
            let mut rooms: HashSet<usize> = HashSet::new();
            let mut given: HashMap<usize, usize> = HashMap::new();
            for at in &here {
                let stays = conversations[*at].people.iter().find_map(|id| last.get(id).filter(|r| !rooms.contains(r)));
                if let Some(room) = stays.copied() {
                    rooms.insert(room);
                    given.insert(*at, room);
                }
            }
            let busy: HashSet<PersonId> =
                here.iter().flat_map(|at| conversations[*at].people.iter().copied()).collect();
            let is_away = |id: &PersonId| self.away.get(id).is_some_and(|slots| slots.contains(&slot));
            let mut free: Vec<PersonId> =
                self.facilitators.iter().copied().filter(|id| !is_away(id) && !busy.contains(id)).collect();
            let mut now: Vec<(usize, usize)> = Vec::new();
            for at in here {
                let room = given.get(&at).copied().or_else(|| (0..).find(|room| !rooms.contains(room))).unwrap_or(0);
                rooms.insert(room);
                now.push((room, at));
            }
            now.sort();
            for (room, at) in now {
                let who = free.iter().position(|id| last.get(id) == Some(&room)).or((!free.is_empty()).then_some(0));
                let facilitator = who.map(|who| free.remove(who));
                places[at] = Some(Place { slot, room, facilitator });
                last.extend(conversations[at].people.iter().chain(&facilitator).map(|id| (*id, room)));
            }
        }
        places
    }
}
