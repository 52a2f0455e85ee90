//! How many slots every timetable needs, whatever it looks like.
//!
//! Where the day is too short it is counted on as if it had further slots, in which everybody is there.

use std::collections::{BTreeMap, HashSet};

use super::{Conversation, Hall};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;

/// What no timetable can do better than, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// So many slots at least, counted up to the last that is used.
    pub slots: usize,
    /// What forces it.
    pub by: Forced,
}

/// What forces so many slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forced {
    /// Nothing is wanted, or no more than one slot.
    Nothing,
    /// A relationship can talk no earlier.
    Late(RelationshipId),
    /// A person has so many conversations, each in a slot of its own.
    Person(PersonId, usize),
    /// A person has so many conversations, and some of the earlier slots are open to none of them.
    Times(PersonId, usize),
    /// So many conversations share the rooms.
    Rooms(usize),
    /// So many conversations share those who sit in.
    Facilitators(usize),
    /// So many conversations share the rooms and those who sit in: each alone forces less.
    Both(usize),
    /// With one slot less every timetable was tried.
    Tried,
}

/// The largest of the bounds: nobody talks before they can, somebody's conversations follow each other, and only so
/// many can be at once.
pub fn of(conversations: &[Conversation], hall: &Hall) -> Bound {
    let mut bound = Bound { slots: conversations.len().min(1), by: Forced::Nothing };
    let mut raise = |slots: usize, by: Forced| {
        if slots > bound.slots {
            bound = Bound { slots, by };
        }
    };
    let mut of_person: BTreeMap<PersonId, Vec<&Conversation>> = BTreeMap::new();
    for conversation in conversations {
        raise(open_slot(hall, &[conversation], 1), Forced::Late(conversation.relationship));
        let people: HashSet<PersonId> = conversation.people.iter().copied().collect();
        people.into_iter().for_each(|id| of_person.entry(id).or_default().push(conversation));
    }
    for (person, wanted) in &of_person {
        let (count, needed) = (wanted.len(), open_slot(hall, wanted, wanted.len()));
        let by = if needed == count { Forced::Person(*person, count) } else { Forced::Times(*person, count) };
        raise(needed, by);
    }
    let count = conversations.len();
    let by_rooms = held_by(count, hall.slots, |_| hall.rooms.unwrap_or(usize::MAX));
    let no_walls = Hall { rooms: None, ..hall.clone() };
    let by_facilitators = held_by(count, hall.slots, |slot| no_walls.room_for(slot, &|_| false));
    raise(by_rooms, Forced::Rooms(count));
    raise(by_facilitators, Forced::Facilitators(count));
    raise(held_by(count, hall.slots, |slot| hall.room_for(slot, &|_| false)), Forced::Both(count));
    bound
}

/// Up to which slot so many are open to at least one of the conversations.
fn open_slot(hall: &Hall, wanted: &[&Conversation], count: usize) -> usize {
    let open = (0..hall.slots).filter(|slot| wanted.iter().any(|conversation| hall.can(conversation, *slot)));
    let open: Vec<usize> = open.collect();
    match count.checked_sub(1).and_then(|last| open.get(last)) {
        Some(slot) => slot + 1,
        None => hall.slots + count.saturating_sub(open.len()),
    }
}

/// How many slots it takes until so many conversations were held, of which only so many can be at once in a slot.
fn held_by(count: usize, slots: usize, at_once: impl Fn(usize) -> usize) -> usize {
    let mut held = 0usize;
    for slot in 0..slots {
        if held >= count {
            return slot;
        }
        held = held.saturating_add(at_once(slot));
    }
    // Nobody is away after the last slot.
    slots + count.saturating_sub(held).div_ceil(at_once(slots).max(1))
}
