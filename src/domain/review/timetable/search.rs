//! Trying slots where no theorem says how many are enough: the conversation with the fewest slots left goes first, and
//! what leads nowhere is taken back.
//!
//! The order is that of D. Brélaz, "New methods to color the vertices of a graph", Communications of the ACM 22 (1979).

use std::collections::{BTreeMap, HashSet};

use super::{Bound, Conversation, Forced, Hall};
use crate::domain::person::PersonId;

/// So much is looked at before giving up on a number of slots.
const PATIENCE: usize = 3_000_000;

/// A slot for every conversation that the day has room for. Raises the bound where every timetable was tried.
pub fn slots(conversations: &[Conversation], hall: &Hall, bound: &mut Bound) -> Vec<Option<usize>> {
    let mut state = State::new(conversations, hall);
    let quick = state.quickly();
    let all = quick.iter().all(Option::is_some);
    let enough = if all { quick.iter().flatten().map(|slot| slot + 1).max().unwrap_or(0) } else { hall.slots + 1 };
    let mut patience = PATIENCE;
    for slots in bound.slots..enough {
        match State::new(conversations, hall).within(slots, &mut patience) {
            Found::Yes(found) => return found.into_iter().map(Some).collect(),
            // What cannot be with so many slots cannot be with fewer either.
            Found::No => *bound = Bound { slots: slots + 1, by: Forced::Tried },
            Found::GaveUp => {}
        }
        if patience == 0 {
            break;
        }
    }
    quick
}

enum Found {
    Yes(Vec<usize>),
    No,
    GaveUp,
}

/// What stands so far.
pub struct State<'a> {
    conversations: &'a [Conversation],
    hall: &'a Hall,
    slots: Vec<Option<usize>>,
    /// Who is busy, by slot.
    busy: Vec<HashSet<PersonId>>,
    /// How many conversations there are, by slot.
    count: Vec<usize>,
    /// How many conversations somebody has at most, by conversation: those go first.
    load: Vec<usize>,
}

impl<'a> State<'a> {
    /// Starts with nothing in its place.
    pub fn new(conversations: &'a [Conversation], hall: &'a Hall) -> Self {
        let mut loads: BTreeMap<PersonId, usize> = BTreeMap::new();
        conversations.iter().flat_map(|c| &c.people).for_each(|id| *loads.entry(*id).or_default() += 1);
        let load = |c: &Conversation| c.people.iter().map(|id| loads[id]).max().unwrap_or(0);
        State {
            conversations,
            hall,
            slots: vec![None; conversations.len()],
            busy: vec![HashSet::new(); hall.slots],
            count: vec![0; hall.slots],
            load: conversations.iter().map(load).collect(),
        }
    }

    /// Who of a conversation is busy in a slot, by their own conversations.
    pub fn busy(&self, at: usize, slot: usize) -> Vec<PersonId> {
        self.conversations[at].people.iter().copied().filter(|id| self.busy[slot].contains(id)).collect()
    }

    /// Whether every room is taken.
    pub fn is_full(&self, slot: usize) -> bool {
        self.hall.rooms.is_some_and(|rooms| self.count[slot] >= rooms)
    }

    /// Whether there is a room, and somebody to sit in, for one more conversation.
    pub fn has_room(&self, at: usize, slot: usize) -> bool {
        let people = &self.conversations[at].people;
        let busy = |id: PersonId| self.busy[slot].contains(&id) || people.contains(&id);
        self.count[slot] < self.hall.room_for(slot, &busy)
    }

    /// Whether a conversation can be in a slot beside those that are there.
    pub fn fits(&self, at: usize, slot: usize) -> bool {
        self.hall.can(&self.conversations[at], slot) && self.busy(at, slot).is_empty() && self.has_room(at, slot)
    }

    /// Puts a conversation into a slot.
    pub fn put(&mut self, at: usize, slot: usize) {
        self.slots[at] = Some(slot);
        self.count[slot] += 1;
        self.busy[slot].extend(&self.conversations[at].people);
    }

    fn take(&mut self, at: usize, slot: usize) {
        self.slots[at] = None;
        self.count[slot] -= 1;
        self.busy[slot].retain(|id| !self.conversations[at].people.contains(id));
    }

    /// The slots as they stand.
    pub fn standing(&self) -> Vec<Option<usize>> {
        self.slots.clone()
    }

    /// The first slot that fits, for all in turn: those that can be in the fewest slots first, then the busiest. What
    /// finds none goes without.
    fn quickly(&mut self) -> Vec<Option<usize>> {
        let mut order: Vec<usize> = (0..self.conversations.len()).collect();
        order.sort_by_cached_key(|at| {
            let possible = (0..self.hall.slots).filter(|slot| self.hall.can(&self.conversations[*at], *slot)).count();
            (possible, std::cmp::Reverse(self.load[*at]), *at)
        });
        for at in order {
            if let Some(slot) = (0..self.hall.slots).find(|slot| self.fits(at, *slot)) {
                self.put(at, slot);
            }
        }
        self.standing()
    }

    /// Places all within so many slots, or shows that it cannot be, as long as patience lasts.
    fn within(&mut self, slots: usize, patience: &mut usize) -> Found {
        let slots = slots.min(self.hall.slots);
        // What was chosen: a conversation, the slots it can still try, and the one it is in.
        let mut trail: Vec<(usize, Vec<usize>)> = Vec::new();
        loop {
            let Some((at, open)) = self.next(slots, patience) else {
                return Found::Yes(self.slots.iter().copied().flatten().collect());
            };
            if *patience == 0 {
                return Found::GaveUp;
            }
            trail.push((at, open));
            // Takes back whatever has nothing left to try.
            while let Some((at, open)) = trail.last_mut() {
                let at = *at;
                let next = open.pop();
                if let Some(slot) = self.slots[at] {
                    self.take(at, slot);
                }
                match next {
                    Some(slot) => {
                        self.put(at, slot);
                        break;
                    }
                    None => drop(trail.pop()),
                }
            }
            if trail.is_empty() {
                return Found::No;
            }
        }
    }

    /// The conversation with the fewest slots left and these slots, the first of them last; none where all are placed.
    fn next(&self, slots: usize, patience: &mut usize) -> Option<(usize, Vec<usize>)> {
        // Where all slots are alike, of those that are empty only the first need be tried.
        let used = self.count.iter().take(slots).filter(|count| **count > 0).count();
        let last = if self.hall.is_even() { slots.min(used + 1) } else { slots };
        let mut best: Option<(usize, Vec<usize>)> = None;
        for at in (0..self.conversations.len()).filter(|at| self.slots[*at].is_none()) {
            let open: Vec<usize> = (0..last).rev().filter(|slot| self.fits(at, *slot)).collect();
            *patience = patience.saturating_sub(last + 1);
            let key = |(at, open): &(usize, Vec<usize>)| (open.len(), std::cmp::Reverse(self.load[*at]));
            let candidate = (at, open);
            if best.as_ref().is_none_or(|best| key(&candidate) < key(best)) {
                best = Some(candidate);
            }
        }
        best
    }
}
