//! What blossoms add to the prices of two people, for all pairs of a person at once.
use super::blossom::{Matcher, NONE};
use super::number::Number;

/// All people in an order in which each blossom is a range.
pub(super) struct Order<T> {
    people: Vec<u32>,
    /// The blossom around each node, or [`NONE`].
    parent: Vec<u32>,
    /// The range and the price of each blossom.
    blossoms: Vec<(usize, usize, T)>,
}

impl<T: Number> Order<T> {
    pub fn of(matcher: &Matcher<T>) -> Self {
        let count = matcher.mate.len();
        let mut order = Order {
            people: Vec::with_capacity(count),
            parent: matcher.parent.clone(),
            blossoms: matcher.blossoms.iter().map(|blossom| (0, 0, blossom.price)).collect(),
        };
        let mut open: Vec<u32> = (0..count as u32).map(|person| matcher.slot_of(person).node).collect();
        open.sort_unstable();
        open.dedup();
        while let Some(node) = open.pop() {
            let from = order.people.len();
            match matcher.blossom(node) {
                None => order.people.push(node),
                Some(blossom) => {
                    let range = &mut order.blossoms[node as usize - count];
                    (range.0, range.1) = (from, from + blossom.size as usize);
                    open.extend(&blossom.petals);
                }
            }
        }
        order
    }

    /// Writes the prices of all blossoms that hold both a person and another, for every other person.
    pub fn write(&self, person: u32, row: &mut [T]) {
        row.fill(T::default());
        let count = self.parent.len() - self.blossoms.len();
        let above = |node: u32| Some(self.parent[node as usize]).filter(|&node| node != NONE);
        let around = || std::iter::successors(above(person), |&node| above(node)).map(|node| node as usize - count);
        let mut sum = T::default();
        for at in around() {
            sum += self.blossoms[at].2;
        }
        // From the smallest, each writes what the one before has left of its range.
        let mut done: Option<(usize, usize)> = None;
        for at in around() {
            let (from, to, price) = self.blossoms[at];
            let (left, right) = done.unwrap_or((from, from));
            for &other in self.people[from..left].iter().chain(&self.people[right..to]) {
                row[other as usize] = sum;
            }
            done = Some((from, to));
            sum = sum - price;
        }
    }
}
