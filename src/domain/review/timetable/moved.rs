//! What somebody moved by hand: it stays where it was put, and what stands in its way finds another slot.

use super::search::{self, State};
use super::{Conversation, Hall, Timetable, bound};
use crate::domain::person::PersonId;

/// Why a conversation cannot be in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// These people are away; where it is none of them, the relationship as a whole.
    Away(Vec<PersonId>),
    /// These people talk to somebody else then.
    Busy(Vec<PersonId>),
    /// Every room is taken.
    Full,
    /// Nobody is left to sit in.
    Unattended,
}

/// The timetable with some conversations in slots that somebody chose, and what stands in the way of such a choice: a
/// conversation and its slot. All others keep their slots wherever that can be; where one of them would find none, all
/// others are placed anew.
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
    let (mut obstacles, mut chosen) = (Vec::new(), Vec::new());
    for (at, slot) in moves {
        match obstacle(&state, conversations, hall, *at, *slot) {
            None => {
                state.put(*at, *slot);
                chosen.push((*at, *slot));
            }
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
    let standing = anew(conversations, hall, &chosen, state.standing());
    let places = hall.seat(conversations, &standing);
    (Timetable { places, bound: made.bound }, obstacles)
}

/// The slots, or others that give more conversations a place around those that somebody chose.
fn anew(
    conversations: &[Conversation],
    hall: &Hall,
    chosen: &[(usize, usize)],
    standing: Vec<Option<usize>>,
) -> Vec<Option<usize>> {
    let without = |slots: &[Option<usize>]| slots.iter().filter(|slot| slot.is_none()).count();
    if without(&standing) == 0 {
        return standing;
    }
    let mut held = hall.clone();
    for (at, slot) in chosen {
        let others = (0..hall.slots).filter(|other| other != slot);
        held.closed.entry(conversations[*at].relationship).or_default().extend(others);
    }
    let found = search::slots(conversations, &held, &mut bound::of(conversations, &held));
    let keeps = chosen.iter().all(|(at, slot)| found[*at] == Some(*slot));
    if keeps && without(&found) < without(&standing) { found } else { standing }
}

fn obstacle(
    state: &State<'_>,
    conversations: &[Conversation],
    hall: &Hall,
    at: usize,
    slot: usize,
) -> Option<Obstacle> {
    if !hall.can(&conversations[at], slot) {
        let is_away = |id: &PersonId| hall.away.get(id).is_some_and(|slots| slots.contains(&slot));
        return Some(Obstacle::Away(conversations[at].people.iter().copied().filter(is_away).collect()));
    }
    let busy = state.busy(at, slot);
    match (busy.is_empty(), state.is_full(slot)) {
        (false, _) => Some(Obstacle::Busy(busy)),
        (_, true) => Some(Obstacle::Full),
        _ => (!state.has_room(at, slot)).then_some(Obstacle::Unattended),
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
