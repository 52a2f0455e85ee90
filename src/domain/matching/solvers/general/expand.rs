//! A blossom opens: its petals become tops again.
use super::blossom::{Blossom, Label, Matcher, NONE};
use super::number::Number;

impl<T: Number> Matcher<T> {
    /// Opens an inner blossom whose price has fallen to 0. The petals on the even way from where the tree came in to
    /// the base become inner and outer in turn; the others are out of the tree again.
    pub fn expand(&mut self, slot: u32) {
        let node = self.slots[slot as usize].node;
        let link = self.slots[slot as usize].link;
        let entry = self.petal(node, link.1);
        self.set_label(slot, Label::Unreached);
        let Blossom { petals, bridges, .. } = self.open(slot);
        let count = petals.len();
        let start = petals.iter().position(|&petal| petal == entry).unwrap_or(0);
        // Used pairs join petals 1 and 2, 3 and 4, and so on.
        let forwards = start % 2 == 1;
        let next = |at: usize| if forwards { (at + 1) % count } else { at - 1 };
        let mut outer = Vec::new();
        let mut reached = vec![false; count];
        let (mut at, mut link) = (start, link);
        loop {
            reached[at] = true;
            let slot = self.slot[self.base(petals[at]) as usize];
            self.slots[slot as usize].link = link;
            self.set_label(slot, Label::Inner);
            self.await_end(slot);
            if at == 0 {
                break;
            }
            at = next(at);
            reached[at] = true;
            outer.push(petals[at]);
            let beyond = next(at);
            link = if forwards { bridges[at] } else { (bridges[beyond].1, bridges[beyond].0) };
            at = beyond;
        }
        for petal in outer {
            self.grow_outer(self.slot[self.base(petal) as usize]);
        }
        for (&petal, _) in petals.iter().zip(&reached).filter(|petal| !petal.1) {
            self.look_back(self.slot[self.base(petal) as usize]);
        }
    }

    /// Makes tops of the petals of an unlabelled top; the largest keeps the slot. The blossom is gone.
    pub fn open(&mut self, slot: u32) -> Blossom<T> {
        let node = self.slots[slot as usize].node;
        let Some(blossom) = self.blossom_mut(node).map(std::mem::take) else { return Blossom::default() };
        self.idle_blossoms.push(node);
        let keep = blossom.petals.iter().copied().max_by_key(|&petal| self.size(petal)).unwrap_or(node);
        let mut people = Vec::new();
        for &petal in &blossom.petals {
            self.parent[petal as usize] = NONE;
            if petal == keep {
                self.slots[slot as usize].node = petal;
                continue;
            }
            let mut part = self.slots[slot as usize].clone();
            part.node = petal;
            // There are as many slots as people, and never more tops.
            let Some(own) = self.idle_slots.pop() else { continue };
            self.slots[own as usize] = part;
            self.people_of(petal, &mut people);
            for person in people.drain(..) {
                self.slot[person as usize] = own;
            }
        }
        blossom
    }
}
