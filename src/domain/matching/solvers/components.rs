//! What can still change: strongly connected components of the residual graph of a face.
//!
//! 1. Nodes are mentees, mentors and the ground, where places come from and go to. An unused pair leads from mentee to
//!    mentor, a used one back, the ground to those who can take one more, those who can spare one to the ground.
//! 2. Solutions differ by cycles, so that a pair can change only within a component (`connected`).
//! 3. The prices of the components solved apart become prices of the whole when each component is lifted by its rank
//!    in topological order, far enough that no pair between components violates them.
//!
//! Who has no place in use and could be without any is *idle*. Only the ground leads to an idle mentee, and an idle mentor
//! leads only to the ground: so, unless they are with the ground, they are a component of their own, nothing about them can
//! change, and from then on they count as having no place. The certificates do not say that: whoever checks them knows of
//! places that are not in use, and there the price has to be 0. It may be:
//!
//! - idle mentees are below the ground, and mentors whom they lead to below them, so that these are lifted so far that
//!   they pay for every pair by themselves; idle mentors are above it, and likewise those who lead to them pay;
//! - in later stages nothing leads to them or from them any more, so that their rank is anything, and so would be a lifted
//!   price.
//!
//! Idle ones who are with the ground may get a place in the stage itself, and a price with it: theirs stays as it was found.
use super::connected;
use super::network::{Sides, Solved};
use super::sparse::Pairs;

/// The components in topological order.
pub(super) struct Ranks {
    /// Whether any pair can still change.
    pub any: bool,
    /// Mentees, mentors, ground; arcs between components lead to lower ranks.
    rank: Vec<u32>,
    mentees: usize,
    /// Who has no place in use, and could be without any.
    idle: Vec<bool>,
}

impl Ranks {
    pub fn together(&self, mentee: usize, mentor: usize) -> bool {
        self.rank[mentee] == self.rank[self.mentees + mentor]
    }

    /// Whether the number of places of a mentee can still change.
    pub fn grounded_mentee(&self, mentee: usize) -> bool {
        Some(&self.rank[mentee]) == self.rank.last()
    }

    /// Whether the number of places of a mentor can still change.
    pub fn grounded_mentor(&self, mentor: usize) -> bool {
        self.grounded_mentee(self.mentees + mentor)
    }

    /// Step 3, for weights of at most 16 bits.
    pub fn lift(&self, solved: &mut Solved) {
        let prices = solved.mentee_prices.iter().chain(&solved.mentor_prices);
        let far = 0x1_0000 + 2 * prices.map(|p| p.abs()).max().unwrap_or(0);
        let ground = i64::from(self.rank.last().copied().unwrap_or(0));
        let lift = |node: usize| far * (i64::from(self.rank[node]) - ground);
        let settled_idle = |node: usize| self.idle[node] && lift(node) != 0;
        for (i, price) in solved.mentee_prices.iter_mut().enumerate() {
            *price = if settled_idle(i) { 0 } else { *price + lift(i) };
        }
        for (j, price) in solved.mentor_prices.iter_mut().enumerate() {
            let node = self.mentees + j;
            *price = if settled_idle(node) { 0 } else { *price - lift(node) };
        }
    }
}

/// Steps 1 and 2.
pub(super) fn components(list: &Pairs, sides: &Sides, current: &[(u32, u32)]) -> Ranks {
    let graph = Residual::new(list, sides, current);
    let rank = ranks(&graph);
    let mentees = sides.demands.len();
    let mut ranks = Ranks { any: false, rank, mentees, idle: graph.idle };
    ranks.any = (0..mentees).any(|i| list.row(i).any(|e| ranks.together(i, list.to[e] as usize)));
    ranks
}

struct Residual {
    start: Vec<u32>,
    to: Vec<u32>,
    idle: Vec<bool>,
}

impl Residual {
    fn new(list: &Pairs, sides: &Sides, current: &[(u32, u32)]) -> Self {
        let (mentees, mentors) = (sides.demands.len(), sides.places.len());
        let ground = (mentees + mentors) as u32;
        let mut held = vec![0u32; mentees];
        let mut by_mentor: Vec<(u32, u32)> = current.iter().map(|&(i, j)| (j, i)).collect();
        by_mentor.sort_unstable();
        current.iter().for_each(|p| held[p.0 as usize] += 1);
        let mut graph = Residual { start: vec![0], to: Vec::new(), idle: Vec::new() };
        let mut from_ground = Vec::new();
        let mut used = current;
        for (i, demand) in sides.demands.iter().enumerate() {
            let (mine, others) = used.split_at(held[i] as usize);
            used = others;
            let unused = |&to: &u32| mine.binary_search(&(i as u32, to)).is_err();
            graph.to.extend(list.to[list.row(i)].iter().copied().filter(unused).map(|to| mentees as u32 + to));
            if held[i] > demand.low {
                graph.to.push(ground);
            }
            if held[i] < demand.high {
                from_ground.push(i as u32);
            }
            graph.idle.push(held[i] == 0 && demand.low == 0);
            graph.start.push(graph.to.len() as u32);
        }
        let mut used = &by_mentor[..];
        for (j, (&places, &full)) in sides.places.iter().zip(&sides.full).enumerate() {
            let (mine, others) = used.split_at(used.partition_point(|p| p.0 as usize == j));
            used = others;
            graph.to.extend(mine.iter().map(|p| p.1));
            let taken = mine.len() as u32;
            if taken < places && !full {
                graph.to.push(ground);
            }
            if taken > 0 && !full {
                from_ground.push((mentees + j) as u32);
            }
            graph.idle.push(taken == 0 && (!full || places == 0));
            graph.start.push(graph.to.len() as u32);
        }
        graph.to.extend(from_ground);
        graph.start.push(graph.to.len() as u32);
        graph
    }
}

/// The components of the residual graph.
fn ranks(graph: &Residual) -> Vec<u32> {
    let nodes = graph.start.len() - 1;
    let mut next = graph.start.clone();
    connected::components(nodes, 0..nodes, |node| {
        let at = next[node];
        (at < graph.start[node + 1]).then(|| {
            next[node] += 1;
            graph.to[at as usize] as usize
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::matching::solvers::checker::check;
    use crate::domain::matching::solvers::tests::{tiny, ways};
    use crate::domain::matching::solvers::{FORBIDDEN, stages};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]
        #[test]
        fn later_words_of_lots_are_certified(mut case in tiny(6, 5, 2), kinds in (1..4u64, 1..4u64), same in 0..4u32) {
            // Few different lots, and words that are all alike: what earlier words leave open, later ones decide.
            let few = |lots: &mut Vec<u64>, kinds: u64| lots.iter_mut().for_each(|lot| *lot %= kinds);
            few(&mut case.mentee_lots, kinds.0);
            few(&mut case.mentor_lots, kinds.1);
            if same > 0 {
                case.grid.cells.iter_mut().filter(|cell| **cell != FORBIDDEN).for_each(|cell| *cell %= same as i32);
            }
            let mut worth = None;
            for limits in ways() {
                let solution = stages::solve(&case.request(), limits).unwrap();
                prop_assert_eq!(check(&case, &solution), Ok(()));
                let of_this = case.worth(&solution.pairs);
                prop_assert_eq!(worth.get_or_insert(of_this.clone()), &of_this);
            }
        }
    }
}
