//! A tight pair between two outer people of one tree closes an odd circle: it becomes one outer top.
use super::blossom::{Blossom, Label, Matcher, NONE};
use super::number::Number;

impl<T: Number> Matcher<T> {
    /// Makes one blossom of the circle that a tight pair of outer people closes, if it does.
    pub fn shrink(&mut self, one: u32, other: u32) {
        if self.slot[one as usize] == self.slot[other as usize] {
            return;
        }
        let meeting = self.meeting(one, other);
        let (mut petals, mut bridges) = self.way(one, meeting);
        petals.push(self.slots[meeting as usize].node);
        petals.reverse();
        bridges.reverse();
        bridges.push((one, other));
        let (rest, back) = self.way(other, meeting);
        petals.extend(rest);
        bridges.extend(back.into_iter().map(|(into, from)| (from, into)));
        self.wrap(petals, bridges);
    }

    /// The slot of the first top on both ways to the root, going up on both in turn.
    fn meeting(&mut self, one: u32, other: u32) -> u32 {
        self.queue.mark += 1;
        let mark = self.queue.mark;
        let (mut at, mut next) = (self.slot[one as usize], self.slot[other as usize]);
        loop {
            if at != NONE {
                if std::mem::replace(&mut self.slots[at as usize].mark, mark) == mark {
                    return at;
                }
                let mate = self.mate[self.base(self.slots[at as usize].node) as usize];
                at = if mate == NONE { NONE } else { self.slot[self.slot_of(mate).link.0 as usize] };
            }
            std::mem::swap(&mut at, &mut next);
        }
    }

    /// The tops from an outer person's up to, not including, a slot, and the pairs from each to the next one, as (the
    /// person above, the person below).
    fn way(&self, person: u32, end: u32) -> (Vec<u32>, Vec<(u32, u32)>) {
        let (mut petals, mut bridges) = (Vec::new(), Vec::new());
        let mut at = self.slot[person as usize];
        while at != end {
            let outer = self.slots[at as usize].node;
            let base = self.base(outer);
            let mate = self.mate[base as usize];
            let inner = self.slot_of(mate);
            petals.extend([outer, inner.node]);
            bridges.extend([(mate, base), inner.link]);
            at = self.slot[inner.link.0 as usize];
        }
        (petals, bridges)
    }

    /// Makes an outer blossom of petals, the first of which is outer and nearest to the root.
    fn wrap(&mut self, petals: Vec<u32>, bridges: Vec<(u32, u32)>) {
        let mut news = Vec::new();
        let mut keep = petals[0];
        for &petal in &petals {
            let slot = self.slot[self.base(petal) as usize];
            if self.slots[slot as usize].label == Label::Inner {
                self.people_of(petal, &mut news);
            }
            self.set_label(slot, Label::Unreached);
            if self.size(petal) > self.size(keep) {
                keep = petal;
            }
        }
        let slot = self.slot[self.base(keep) as usize];
        let mut moved = Vec::new();
        for &petal in petals.iter().filter(|&&petal| petal != keep) {
            let old = self.slot[self.base(petal) as usize];
            let shift = self.slots[old as usize].shift - self.slots[slot as usize].shift;
            self.people_of(petal, &mut moved);
            for person in moved.drain(..) {
                self.price[person as usize] += shift;
                self.slot[person as usize] = slot;
            }
            self.idle_slots.push(old);
        }
        let blossom = Blossom {
            base: self.base(petals[0]),
            size: petals.iter().map(|&petal| self.size(petal)).sum(),
            price: T::default(),
            petals,
            bridges,
        };
        let node = self.place(blossom);
        self.slots[slot as usize].node = node;
        self.set_label(slot, Label::Outer);
        for person in news {
            self.look_around(person);
        }
    }

    /// Gives a blossom a number.
    fn place(&mut self, blossom: Blossom<T>) -> u32 {
        let node = self.idle_blossoms.pop().unwrap_or((self.mate.len() + self.blossoms.len()) as u32);
        let at = node as usize - self.mate.len();
        if at == self.blossoms.len() {
            self.blossoms.push(Blossom::default());
            self.parent.push(NONE);
        }
        for &petal in &blossom.petals {
            self.parent[petal as usize] = node;
        }
        self.parent[node as usize] = NONE;
        self.blossoms[at] = blossom;
        node
    }
}
