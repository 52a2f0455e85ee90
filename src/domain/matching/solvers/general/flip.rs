//! Pairs change hands along the path from an outer person to the root: used pairs become free and free ones used.
use super::blossom::{Matcher, NONE};
use super::number::Number;

impl<T: Number> Matcher<T> {
    /// Pairs an outer and a single person; the root gets a mate by that, or is the outer person.
    pub fn pair(&mut self, outer: u32, single: u32) {
        self.free(outer);
        self.rebase(single);
        self.mate[outer as usize] = single;
        self.mate[single as usize] = outer;
    }

    /// Leaves an outer person alone; the root gets a mate by that, or is that person.
    pub fn stay_alone(&mut self, outer: u32) {
        self.free(outer);
        self.mate[outer as usize] = NONE;
    }

    /// Pairs all on the path from an outer person to the root, except that person.
    fn free(&mut self, outer: u32) {
        let mut person = outer;
        let mut mate = self.rebase(person);
        while mate != NONE {
            let (above, inside) = self.slot_of(mate).link;
            self.rebase(inside);
            // The mate of the base above, before somebody else there becomes the base.
            person = above;
            let next = self.rebase(person);
            self.mate[above as usize] = inside;
            self.mate[inside as usize] = above;
            mate = next;
        }
    }

    /// Makes a person the base of their top: all others are paired inside. Who was paired with the base before.
    fn rebase(&mut self, person: u32) -> u32 {
        let top = self.slot_of(person).node;
        let mate = self.mate[self.base(top) as usize];
        let mut open = vec![(person, top)];
        while let Some((base, top)) = open.pop() {
            let mut node = base;
            while node != top {
                let around = self.parent[node as usize];
                self.turn(around, node, base, &mut open);
                node = around;
            }
        }
        mate
    }

    /// Turns the circle of a blossom so that a petal comes first, and uses every other pair of the rest. Petals whose
    /// base must change are noted with who it must be.
    fn turn(&mut self, node: u32, first: u32, base: u32, open: &mut Vec<(u32, u32)>) {
        let Some(blossom) = self.blossom_mut(node) else { return };
        blossom.base = base;
        let at = blossom.petals.iter().position(|&petal| petal == first).unwrap_or(0);
        if at == 0 {
            return;
        }
        blossom.petals.rotate_left(at);
        blossom.bridges.rotate_left(at);
        let count = blossom.petals.len();
        // The old base's petal is now at `count - at`; only on the even way to it do pairs change.
        let old = count - at;
        let range = if old % 2 == 0 { 1..old } else { old..count };
        let changed = range.step_by(2).map(|at| (blossom.petals[at], blossom.bridges[at], blossom.petals[at + 1]));
        for (petal, (one, other), next) in changed.collect::<Vec<_>>() {
            self.mate[one as usize] = other;
            self.mate[other as usize] = one;
            open.extend([(one, petal), (other, next)]);
        }
    }
}
