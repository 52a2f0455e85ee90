//! Pairs join that are not covered: only what they disturb is given up, and the next solve goes on from there.
use super::blossom::{Label, Matcher, NONE};
use super::number::Number;

impl<T: Number> Matcher<T> {
    /// Adds a pair. It must be new, and [`Self::cover`] must see to it before the next solve.
    pub fn add(&mut self, one: u32, other: u32, weight: T) {
        self.near[one as usize].push((other, weight));
        self.near[other as usize].push((one, weight));
    }

    /// Gives a pair this weight, new or not; [`Self::cover`] must see to it before the next solve.
    pub fn weigh(&mut self, one: u32, other: u32, weight: T) {
        match self.near[one as usize].iter().position(|pair| pair.0 == other) {
            None => self.add(one, other, weight),
            Some(at) => {
                self.near[one as usize][at].1 = weight;
                let back = self.near[other as usize].iter_mut().filter(|pair| pair.0 == one);
                back.for_each(|pair| pair.1 = weight);
            }
        }
    }

    /// Raises prices until a pair of this weight is covered; who is single anyway pays.
    pub fn cover(&mut self, one: u32, other: u32, weight: T) {
        let paid = self.price_of(one) + self.price_of(other) + self.shared(one, other);
        if paid < weight {
            let payer = if self.mate[other as usize] == NONE { other } else { one };
            self.raise(payer, weight - paid);
        }
    }

    /// The prices of all blossoms that hold both.
    pub fn shared(&self, one: u32, other: u32) -> T {
        let mut sum = T::default();
        if self.slot[one as usize] != self.slot[other as usize] {
            return sum;
        }
        let around = |person: u32| {
            let above = |node: u32| Some(self.parent[node as usize]).filter(|&node| node != NONE);
            let mut blossoms: Vec<u32> = std::iter::successors(above(person), |&node| above(node)).collect();
            blossoms.reverse();
            blossoms
        };
        for (both, _) in around(one).iter().zip(&around(other)).take_while(|(one, other)| one == other) {
            sum += self.blossom(*both).map_or(T::default(), |blossom| blossom.price);
        }
        sum
    }

    /// Raises the price of a person, who is single from then on and in no blossom.
    fn raise(&mut self, person: u32, by: T) {
        while self.slot_of(person).node != person {
            self.dissolve(self.slot[person as usize]);
        }
        self.part(person);
        self.price[person as usize] += by;
    }

    /// Gives up a blossom: its price goes to its people, half to each, which covers all pairs as before. The pair of
    /// its base is no longer tight if there was a price.
    fn dissolve(&mut self, slot: u32) {
        debug_assert_eq!(self.slots[slot as usize].label, Label::Unreached);
        let node = self.slots[slot as usize].node;
        let Some(blossom) = self.blossom(node) else { return };
        let (base, half) = (blossom.base, blossom.price.half());
        if half > T::default() {
            self.slots[slot as usize].shift += half;
            self.part(base);
        }
        self.open(slot);
    }

    /// Parts a person from their mate.
    fn part(&mut self, person: u32) {
        let mate = std::mem::replace(&mut self.mate[person as usize], NONE);
        if mate != NONE {
            self.mate[mate as usize] = NONE;
        }
    }
}
