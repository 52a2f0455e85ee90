//! What somebody moved by hand: it stays where it was put, and what stands in its way finds another slot.

use super::search::State;
use super::{Conversation, Hall, Timetable};
use crate::domain::person::PersonId;

/// Why a conversation cannot be in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody is away, or the relationship as a whole.
    Away,
    /// These people talk to somebody else then.
    Busy(Vec<PersonId>),
    /// No room, or nobody to sit in, is left.
    Full,
}

/// The timetable with some conversations in slots that somebody chose, and what stands in the way of such a choice: a
/// conversation and its slot. All others keep their slots wherever that can be.
pub fn with_moves(
    conversations: &[Conversation],
    hall: &Hall,
    made: &Timetable,
    moves: &[(usize, usize)],
) -> (Timetable, Vec<(usize, usize, Obstacle)>) {
    if moves.is_empty() {
        return (made.clone(), Vec::new());
    }
    let mut state = State::new(conversations, hall);
    let mut obstacles = Vec::new();
    for (at, slot) in moves {
        match obstacle(&state, conversations, hall, *at, *slot) {
            None => state.put(*at, *slot),
            Some(obstacle) => obstacles.push((*at, *slot, obstacle)),
        }
    }
    let is_open = |state: &State<'_>, at: &usize| state.standing()[*at].is_none();
    let open: Vec<usize> = (0..conversations.len()).filter(|at| is_open(&state, at)).collect();
    let mut without = Vec::new();
    for at in open {
        match made.places[at].map(|place| place.slot).filter(|slot| state.fits(at, *slot)) {
            Some(slot) => state.put(at, slot),
            None => without.push(at),
        }
    }
    for at in without {
        if let Some(slot) = (0..hall.slots).find(|slot| state.fits(at, *slot)) {
            state.put(at, slot);
        }
    }
    let places = hall.seat(conversations, &state.standing());
    (Timetable { places, bound: made.bound }, obstacles)
}

fn obstacle(
    state: &State<'_>,
    conversations: &[Conversation],
    hall: &Hall,
    at: usize,
    slot: usize,
) -> Option<Obstacle> {
    if !hall.can(&conversations[at], slot) {
        return Some(Obstacle::Away);
    }
    let busy = state.busy(at, slot);
    match busy.is_empty() {
        false => Some(Obstacle::Busy(busy)),
        true => (!state.has_room(at, slot)).then_some(Obstacle::Full),
    }
}

impl Timetable {
    /// What stands in the way of a conversation in every slot, all others staying where they are.
    pub fn obstacles(&self, conversations: &[Conversation], hall: &Hall, at: usize) -> Vec<Option<Obstacle>> {
        let mut state = State::new(conversations, hall);
        for (other, place) in self.places.iter().enumerate().filter(|(other, _)| *other != at) {
            place.iter().for_each(|place| state.put(other, place.slot));
        }
        (0..hall.slots).map(|slot| obstacle(&state, conversations, hall, at, slot)).collect()
    }
}
