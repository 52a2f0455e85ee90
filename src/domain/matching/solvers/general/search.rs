//! One tree: it grows from a single person until somebody is found with whom there is one pair more, or somebody who may
//! as well stay alone.
//!
//! Three quantities do not change while time runs, and make the queue simple:
//!
//! - an outer person's price plus the time: so the first outer price to fall to 0 is known at once;
//! - which outer person leaves a person who is not outer the least slack (`bound`): all outer prices fall alike;
//! - the time of each event, until a label changes. Events are not taken back then: what comes due is looked at again.
use super::blossom::{Label, Matcher, NONE};
use super::number::Number;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// In place of the second outer person: the first is to be reached.
const REACH: u32 = NONE - 1;

/// How the search ends, if nothing ends it earlier.
#[derive(Clone, Copy, Debug)]
enum End {
    /// This outer person stays alone.
    Alone(u32),
    /// An outer and a single person pair up.
    Pair(u32, u32),
}

/// What is due, and when.
#[derive(Clone, Debug)]
pub(super) struct Queue<T> {
    pub time: T,
    /// When; two outer people, or a person who is not and [`REACH`], or a blossom and [`NONE`].
    due: BinaryHeap<Reverse<(T, u32, u32)>>,
    last: T,
    end: End,
    /// For who is not outer: the least of outer price plus time minus weight; `NEVER` if there is none.
    bound: Vec<T>,
    /// Who gives it.
    through: Vec<u32>,
    /// Whose bound is not `NEVER`.
    touched: Vec<u32>,
    /// Slots that have got a label.
    pub labelled: Vec<u32>,
    pub mark: u64,
}

impl<T: Number> Queue<T> {
    pub fn new(people: usize) -> Self {
        Queue {
            time: T::default(),
            due: BinaryHeap::new(),
            last: T::NEVER,
            end: End::Alone(NONE),
            bound: vec![T::NEVER; people],
            through: vec![NONE; people],
            touched: Vec::new(),
            labelled: Vec::new(),
            mark: 0,
        }
    }

    /// Notes an event, unless the search ends before.
    pub fn push(&mut self, time: T, one: u32, other: u32) {
        if time < self.last {
            self.due.push(Reverse((time, one, other)));
        }
    }
}

impl<T: Number> Matcher<T> {
    /// Grows a tree from a single person and does what it leads to.
    pub fn search(&mut self, root: u32) {
        self.queue.time = T::default();
        self.queue.last = T::NEVER;
        self.grow_outer(self.slot[root as usize]);
        while let Some(&Reverse((time, one, other))) = self.queue.due.peek() {
            if time >= self.queue.last {
                break;
            }
            self.queue.due.pop();
            self.queue.time = time;
            match other {
                NONE => self.due_blossom(one),
                REACH => self.due_person(one),
                // Two outer people stay outer and come together as foreseen, unless they are in one blossom by now.
                _ => self.shrink(one, other),
            }
        }
        self.queue.time = self.queue.last;
        self.queue.due.clear();
        for person in self.queue.touched.drain(..) {
            self.queue.bound[person as usize] = T::NEVER;
        }
        match self.queue.end {
            End::Alone(person) => self.stay_alone(person),
            End::Pair(outer, single) => self.pair(outer, single),
        }
        for slot in std::mem::take(&mut self.queue.labelled) {
            self.set_label(slot, Label::Unreached);
        }
    }

    /// An unreached person may have come into reach. If labels have changed since it was noted, it is another time.
    fn due_person(&mut self, person: u32) {
        let at = self.slot[person as usize];
        let slot = &self.slots[at as usize];
        let meet = || self.queue.bound[person as usize] + self.price[person as usize] + slot.shift;
        if slot.label != Label::Unreached || meet() != self.queue.time {
            return;
        }
        let mate = self.mate[self.base(slot.node) as usize];
        self.slots[at as usize].link = (self.queue.through[person as usize], person);
        self.set_label(at, Label::Inner);
        self.await_end(at);
        self.grow_outer(self.slot[mate as usize]);
    }

    /// The price of a blossom may have fallen to 0.
    fn due_blossom(&mut self, node: u32) {
        let Some(base) = self.blossom(node).map(|blossom| blossom.base) else { return };
        let at = self.slot[base as usize];
        let slot = &self.slots[at as usize];
        // An opened blossom's number may serve a new one, which is outer.
        if slot.node == node && slot.label == Label::Inner {
            self.expand(at);
        }
    }

    /// Notes when an inner blossom will open.
    pub fn await_end(&mut self, slot: u32) {
        let node = self.slots[slot as usize].node;
        if let Some(blossom) = self.blossom(node) {
            let due = blossom.price.half();
            self.queue.push(due, node, NONE);
        }
    }

    /// Makes a top outer and looks at all pairs of its people.
    pub fn grow_outer(&mut self, slot: u32) {
        self.set_label(slot, Label::Outer);
        let mut people = Vec::new();
        self.people_of(self.slots[slot as usize].node, &mut people);
        for person in people {
            self.look_around(person);
        }
    }

    /// Changes the label of a top; its prices stay as they are now.
    pub fn set_label(&mut self, slot: u32, label: Label) {
        let time = self.queue.time;
        let at = &mut self.slots[slot as usize];
        let node = at.node;
        let (before, after) = (at.label, label);
        if before == after {
            return;
        }
        at.label = after;
        match before {
            Label::Unreached => self.queue.labelled.push(slot),
            Label::Outer => at.shift = at.shift - time,
            Label::Inner => at.shift += time,
        }
        match after {
            Label::Unreached => {}
            Label::Outer => at.shift += time,
            Label::Inner => at.shift = at.shift - time,
        }
        if let Some(blossom) = self.blossom_mut(node) {
            let twice = time + time;
            match before {
                Label::Unreached => {}
                Label::Outer => blossom.price += twice,
                Label::Inner => blossom.price = blossom.price - twice,
            }
            match after {
                Label::Unreached => {}
                Label::Outer => blossom.price = blossom.price - twice,
                Label::Inner => blossom.price += twice,
            }
        }
    }

    /// Notes what the pairs of a person lead to who has just become outer.
    pub fn look_around(&mut self, person: u32) {
        let own = self.slot[person as usize];
        let reach = self.price[person as usize] + self.slots[own as usize].shift;
        let queue = &mut self.queue;
        if reach < queue.last {
            (queue.last, queue.end) = (reach, End::Alone(person));
        }
        for &(other, weight) in &self.near[person as usize] {
            let at = self.slot[other as usize];
            if at == own {
                continue;
            }
            let slot = &self.slots[at as usize];
            let bound = reach - weight;
            let meet = bound + self.price[other as usize] + slot.shift;
            if slot.label == Label::Outer {
                queue.push(meet.half(), person, other);
                continue;
            }
            let best = &mut queue.bound[other as usize];
            if bound >= *best {
                continue;
            }
            if *best == T::NEVER {
                queue.touched.push(other);
            }
            *best = bound;
            queue.through[other as usize] = person;
            if slot.label == Label::Unreached && meet < queue.last {
                let base = (slot.node as usize).checked_sub(self.mate.len()).map(|at| self.blossoms[at].base);
                if self.mate[base.unwrap_or(slot.node) as usize] == NONE {
                    (queue.last, queue.end) = (meet, End::Pair(person, other));
                } else {
                    queue.due.push(Reverse((meet, other, REACH)));
                }
            }
        }
    }

    /// Notes when the people of a top can be reached that an opened blossom has left unreached.
    pub fn look_back(&mut self, slot: u32) {
        let mut people = Vec::new();
        self.people_of(self.slots[slot as usize].node, &mut people);
        for person in people {
            let bound = self.queue.bound[person as usize];
            if bound != T::NEVER {
                let meet = bound + self.price[person as usize] + self.slots[slot as usize].shift;
                self.queue.push(meet, person, REACH);
            }
        }
    }
}
