//! The timetable: who talks when and where on the review day, so that nobody is in two places.
//!
//! 1. Where every conversation is of two people and they fall into two sides (no circle of an odd number of people), and
//!    nobody is away or sits in, Kőnig's theorem says how many slots are enough: as many as the busiest person has
//!    conversations, or as many as the rooms force (`konig`). That is proved. Where the day has fewer, not all have a
//!    place, and the theorem is of no help.
//! 2. Elsewhere slots are tried one after the other, from a bound that no timetable can beat (`search`). What is found
//!    at the bound is the fewest too; what is found above it is the best found, and the bound is said beside it.
//! 3. What somebody moved by hand stays where it was put, and only what stands in its way finds another slot.

mod bound;
mod day;
mod hall;
mod konig;
mod moved;
mod search;

use std::collections::BTreeSet;

use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;

pub use bound::{Bound, Forced};
pub use day::{Day, moves_of};
pub use hall::{Hall, Never, slots};
pub use moved::{Obstacle, with_moves};

/// A conversation that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Whose.
    pub relationship: RelationshipId,
    /// Who takes part.
    pub people: Vec<PersonId>,
}

/// Where a conversation stands in the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which slot, counted from 0.
    pub slot: usize,
    /// In which room, counted from 0.
    pub room: usize,
    /// Who sits in on it, where somebody does.
    pub facilitator: Option<PersonId>,
}

/// Who talks when and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// One a conversation, in their order; none where the day has no room for it.
    pub places: Vec<Option<Place>>,
    /// What no timetable can do better than.
    pub bound: Bound,
}

impl Timetable {
    /// How many slots it takes, up to the last that is used.
    pub fn slots(&self) -> usize {
        self.places.iter().flatten().map(|place| place.slot + 1).max().unwrap_or(0)
    }

    /// In how many slots somebody talks: fewer than it takes where people are away in between.
    pub fn slots_used(&self) -> usize {
        self.places.iter().flatten().map(|place| place.slot).collect::<BTreeSet<_>>().len()
    }

    /// Whether no timetable has fewer slots: everything has its place, and the bound is reached.
    pub fn is_fewest(&self) -> bool {
        self.places.iter().all(Option::is_some) && self.slots() == self.bound.slots
    }
}

/// Makes the timetable with the fewest slots that can be found.
///
/// ```
/// use mentor::domain::person::PersonId;
/// use mentor::domain::relationship::RelationshipId;
/// use mentor::domain::review::timetable::{Conversation, Hall, make};
/// // One mentor supports three, another one of the three: three slots, for the first has three conversations.
/// let pair = |id, mentor, mentee| Conversation { relationship: RelationshipId(id), people: vec![PersonId(mentor), PersonId(mentee)] };
/// let wanted = [pair(1, 1, 11), pair(2, 1, 12), pair(3, 1, 13), pair(4, 2, 11)];
/// let timetable = make(&wanted, &Hall::open(6));
/// assert_eq!(timetable.slots(), 3);
/// assert!(timetable.is_fewest());
/// ```
pub fn make(conversations: &[Conversation], hall: &Hall) -> Timetable {
    let mut bound = bound::of(conversations, hall);
    let slots = match konig::slots(conversations, hall) {
        Some(slots) if slots.iter().all(|slot| *slot < hall.slots) => slots.into_iter().map(Some).collect(),
        _ => search::slots(conversations, hall, &mut bound),
    };
    let places = hall.seat(conversations, &slots);
    Timetable { places, bound }
}

#[cfg(test)]
mod tests;
