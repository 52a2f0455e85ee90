//! Maximum weight matching in a general graph by growing, shrinking and pricing.
//!
//! The method is that of Edmonds 1965 ("Maximum matching and a polyhedron with 0,1-vertices"), with the queues of Galil,
//! Micali and Gabow (told in Galil 1986, "Efficient algorithms for finding maximum matching in graphs"), and with one
//! tree at a time, as in Cook and Rohe 1999 ("Computing minimum-weight perfect matchings"):
//!
//! 1. Everybody has a price so high that all pairs are covered; people who find each other at these prices pair up.
//! 2. From each single person whose price is not 0 an alternating tree grows along tight pairs. Let `time` run: prices of
//!    *outer* people (at an even distance from the root) fall, prices of *inner* ones rise. `search` does whatever
//!    happens next:
//!    - a pair between an outer and an unreached person becomes tight: the tree grows;
//!    - a pair between two outer people becomes tight: an odd circle, which becomes one *blossom* (`shrink`);
//!    - the price of an inner blossom falls to 0: it opens again (`expand`);
//!    - a pair with a single person becomes tight: one pair more (`flip`);
//!    - the price of an outer person falls to 0: they stay alone and the root is paired (`flip`).
//! 3. In the end all are paired or have the price 0, every pair used is tight and every blossom is full: the best.
//!
//! Nothing is updated while time runs: a top blossom keeps its people's prices as of time 0, and all it takes to know
//! them now is its label. Weights are doubled, so that two outer people always meet at a whole time: along tight pairs
//! prices are all even or all odd.
//!
//! A *node* is a person or, from the number of people on, a blossom; a *top* is a node in no blossom. A top has a *slot*
//! in which its label is found from its people. When tops merge or part, the largest keeps the slot, so that no person
//! moves often.
use super::number::Number;
use super::search::Queue;

/// Nobody, or no node.
pub(super) const NONE: u32 = u32::MAX;

/// Where a top is in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Not in the tree.
    Unreached,
    /// At an even distance from the root: prices fall.
    Outer,
    /// At an odd distance: prices rise.
    Inner,
}

/// An odd circle of nodes that are tight in a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Blossom<T> {
    /// The nodes around the circle, from the one that holds the base.
    pub petals: Vec<u32>,
    /// The pair from each petal to the next one; after the first, every other one is used, and the rest wait.
    pub bridges: Vec<(u32, u32)>,
    /// The only person in it who is not paired inside.
    pub base: u32,
    /// How many people are in it.
    pub size: u32,
    /// Its price; of a labelled top, as of time 0.
    pub price: T,
}

#[derive(Clone, Debug)]
pub(super) struct Slot<T> {
    /// The top in this slot.
    pub node: u32,
    pub label: Label,
    /// To be added to the price of each person in it; of a labelled top, as of time 0.
    pub shift: T,
    /// The pair by which an inner top was reached: the outer person and the one in here.
    pub link: (u32, u32),
    /// When it was last looked at on the way to the root.
    pub mark: u64,
}

/// The pairs known, the pairs used, all prices.
#[derive(Clone, Debug)]
pub(super) struct Matcher<T> {
    /// The pairs of each person and their weights, doubled.
    pub near: Vec<Vec<(u32, T)>>,
    /// The mate of each person, or [`NONE`].
    pub mate: Vec<u32>,
    /// The price of each person, without the shift of the slot.
    pub price: Vec<T>,
    /// The slot of each person.
    pub slot: Vec<u32>,
    /// The blossom around each node, or [`NONE`].
    pub parent: Vec<u32>,
    pub blossoms: Vec<Blossom<T>>,
    pub idle_blossoms: Vec<u32>,
    pub slots: Vec<Slot<T>>,
    pub idle_slots: Vec<u32>,
    pub queue: Queue<T>,
    /// Where [`Self::people_of`] leaves room, so that it need not be found again.
    spare: Vec<u32>,
}

impl<T: Number> Matcher<T> {
    /// Step 1, from a list of pairs for each person (each pair with both) and a guess of prices.
    pub fn new(near: Vec<Vec<(u32, T)>>, guess: Vec<T>) -> Self {
        let people = near.len();
        let slot = |node: u32| Slot { node, label: Label::Unreached, shift: T::default(), link: (NONE, NONE), mark: 0 };
        let mut matcher = Matcher {
            mate: vec![NONE; people],
            price: guess,
            slot: (0..people as u32).collect(),
            parent: vec![NONE; people],
            blossoms: Vec::new(),
            idle_blossoms: Vec::new(),
            slots: (0..people as u32).map(slot).collect(),
            idle_slots: Vec::new(),
            queue: Queue::new(people),
            spare: Vec::new(),
            near,
        };
        for person in 0..people {
            matcher.price[person] = matcher.price[person].max(matcher.asked(person).0);
        }
        for person in 0..people {
            if matcher.mate[person] == NONE {
                let (least, other) = matcher.asked(person);
                matcher.price[person] = least;
                if other != NONE && matcher.mate[other as usize] == NONE {
                    matcher.mate[person] = other;
                    matcher.mate[other as usize] = person as u32;
                }
            }
        }
        matcher
    }

    /// The least price of a person, outside blossoms, that covers all their pairs, and who asks for it: somebody
    /// single if possible.
    fn asked(&self, person: usize) -> (T, u32) {
        let mut most = (T::default(), NONE);
        for &(other, weight) in &self.near[person] {
            let least = weight - self.price_of(other);
            let single = || self.mate[other as usize] == NONE;
            if least > most.0 || (least == most.0 && (most.1 == NONE || single())) {
                most = (least, other);
            }
        }
        most
    }

    /// Steps 2 and 3: the best pairs among those known.
    pub fn solve(&mut self) {
        for person in 0..self.mate.len() as u32 {
            if self.mate[person as usize] == NONE && self.price_of(person) > T::default() {
                self.search(person);
            }
        }
    }

    /// The price of a person now.
    pub fn price_of(&self, person: u32) -> T {
        let slot = &self.slots[self.slot[person as usize] as usize];
        let price = self.price[person as usize] + slot.shift;
        match slot.label {
            Label::Unreached => price,
            Label::Outer => price - self.queue.time,
            Label::Inner => price + self.queue.time,
        }
    }

    /// Whom each person is paired with.
    pub fn mates(&self) -> Vec<Option<u32>> {
        self.mate.iter().map(|&mate| (mate != NONE).then_some(mate)).collect()
    }

    /// The weight of the pair that a person is in, doubled; 0 where there is none.
    pub fn used(&self, person: u32) -> T {
        let mate = self.mate[person as usize];
        let pair = self.near[person as usize].iter().find(|pair| pair.0 == mate);
        pair.map_or(T::default(), |pair| pair.1)
    }

    /// The blossom that a node is, if it is no single person.
    pub fn blossom(&self, node: u32) -> Option<&Blossom<T>> {
        (node as usize).checked_sub(self.mate.len()).map(|at| &self.blossoms[at])
    }

    pub fn blossom_mut(&mut self, node: u32) -> Option<&mut Blossom<T>> {
        (node as usize).checked_sub(self.mate.len()).map(|at| &mut self.blossoms[at])
    }

    /// The person in a node who is not paired inside.
    pub fn base(&self, node: u32) -> u32 {
        self.blossom(node).map_or(node, |blossom| blossom.base)
    }

    pub fn size(&self, node: u32) -> u32 {
        self.blossom(node).map_or(1, |blossom| blossom.size)
    }

    pub fn slot_of(&self, person: u32) -> &Slot<T> {
        &self.slots[self.slot[person as usize] as usize]
    }

    /// The node right below a blossom that holds a person.
    pub fn petal(&self, blossom: u32, person: u32) -> u32 {
        let mut node = person;
        while self.parent[node as usize] != blossom {
            node = self.parent[node as usize];
        }
        node
    }

    /// Adds all people in a node to a list.
    pub fn people_of(&mut self, node: u32, people: &mut Vec<u32>) {
        let mut open = std::mem::take(&mut self.spare);
        open.push(node);
        while let Some(node) = open.pop() {
            match self.blossom(node) {
                None => people.push(node),
                Some(blossom) => open.extend(&blossom.petals),
            }
        }
        self.spare = open;
    }

    /// All blossoms with a price: their people, ascending, and the price.
    pub fn odd_sets(&mut self) -> Vec<(Vec<u32>, T)> {
        let priced = |blossom: &Blossom<T>| !blossom.petals.is_empty() && blossom.price > T::default();
        let priced: Vec<usize> = (0..self.blossoms.len()).filter(|&at| priced(&self.blossoms[at])).collect();
        let mut sets = Vec::with_capacity(priced.len());
        for at in priced {
            let mut people = Vec::with_capacity(self.blossoms[at].size as usize);
            self.people_of((self.mate.len() + at) as u32, &mut people);
            people.sort_unstable();
            sets.push((people, self.blossoms[at].price));
        }
        sets
    }
}
