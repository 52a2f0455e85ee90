//! How many slots every timetable needs, whatever it looks like.

use std::collections::{BTreeMap, HashSet};

use super::{Conversation, Hall};
use crate::domain::person::PersonId;

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
    /// Nothing is wanted.
    Nothing,
    /// A person has so many conversations.
    Person(PersonId, usize),
    /// So many conversations share the rooms, or those who sit in.
    Room(usize),
    /// With one slot less every timetable was tried.
    Tried,
}

/// The larger of two bounds: somebody's conversations follow each other, and only so many can be at once.
pub fn of(conversations: &[Conversation], hall: &Hall) -> Bound {
    let mut bound = Bound { slots: 0, by: Forced::Nothing };
    let mut of_person: BTreeMap<PersonId, Vec<&Conversation>> = BTreeMap::new();
    for conversation in conversations {
        let people: HashSet<PersonId> = conversation.people.iter().copied().collect();
        people.into_iter().for_each(|id| of_person.entry(id).or_default().push(conversation));
    }
    for (person, wanted) in &of_person {
        // Slots in which none of their conversations can be help nobody.
        let open = (0..hall.slots).filter(|slot| wanted.iter().any(|conversation| hall.can(conversation, *slot)));
        let needed = open.map(|slot| slot + 1).nth(wanted.len() - 1).unwrap_or(hall.slots.max(wanted.len()));
        if needed > bound.slots {
            bound = Bound { slots: needed, by: Forced::Person(*person, wanted.len()) };
        }
    }
    if let Some(needed) = by_room(conversations.len(), hall).filter(|needed| *needed > bound.slots) {
        bound = Bound { slots: needed, by: Forced::Room(conversations.len()) };
    }
    bound
}

/// How many slots it takes until so many conversations have had a room each.
fn by_room(count: usize, hall: &Hall) -> Option<usize> {
    let at_once = |slot| hall.room_for(slot, &|_| false);
    let mut held = 0usize;
    for slot in 0..hall.slots {
        if held >= count {
            return Some(slot);
        }
        held = held.saturating_add(at_once(slot));
    }
    if held >= count {
        return Some(hall.slots);
    }
    // The day is too short: as if it went on like this.
    let most = (0..hall.slots.max(1)).map(at_once).max().filter(|most| *most > 0)?;
    Some(hall.slots + (count - held).div_ceil(most))
}
