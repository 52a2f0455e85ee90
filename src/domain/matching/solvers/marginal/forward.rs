//! Distances from the ground (Dijkstra 1959 on good prices; Bellman 1958 and Ford 1956 on others).
//!
//! 1. Nodes are taken in the order of their distance less their price. If prices are right each is taken once, and a
//!    row is read once.
//! 2. A node that gets nearer after it was taken is taken again in the next round. There are no more rounds than
//!    nodes, unless a cycle is shorter than 0: then the solution is not the best.
use super::MarginalError;
use super::residual::Residual;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Nobody is as far as that.
pub(super) const FAR: i128 = i128::MAX >> 2;

struct Search<'p> {
    prices: &'p [i128],
    distance: Vec<i128>,
    /// The round in which a node was taken last.
    taken: Vec<usize>,
    round: usize,
    heap: BinaryHeap<Reverse<(i128, usize)>>,
    next: Vec<usize>,
}

impl Search<'_> {
    #[inline]
    fn reach(&mut self, node: usize, distance: i128) {
        if distance >= self.distance[node] {
            return;
        }
        self.distance[node] = distance;
        if self.taken[node] == self.round {
            self.next.push(node);
        } else {
            self.heap.push(Reverse((distance - self.prices[node], node)));
        }
    }

    fn take(&mut self) -> Option<usize> {
        while let Some(Reverse((key, node))) = self.heap.pop() {
            if key == self.distance[node] - self.prices[node] && self.taken[node] != self.round {
                self.taken[node] = self.round;
                return Some(node);
            }
        }
        None
    }
}

/// The distance of each mentee and each mentor, and 0 for the ground.
pub(super) fn from_ground(graph: &Residual, prices: &[i128]) -> Result<Vec<i128>, MarginalError> {
    let nodes = graph.ground() + 1;
    let mut search = Search {
        prices,
        distance: vec![FAR; nodes],
        taken: vec![0; nodes],
        round: 1,
        heap: BinaryHeap::new(),
        next: Vec::new(),
    };
    search.reach(graph.ground(), 0);
    let mut row = graph.row();
    while search.round <= nodes {
        while let Some(node) = search.take() {
            leave(graph, &mut search, node, &mut row);
        }
        if search.distance[graph.ground()] < 0 {
            return Err(MarginalError::NotBest);
        }
        search.round += 1;
        let next = std::mem::take(&mut search.next);
        if next.is_empty() {
            return Ok(search.distance);
        }
        let key = |&node: &usize| Reverse((search.distance[node] - search.prices[node], node));
        search.heap.extend(next.iter().map(key));
    }
    Err(MarginalError::NotBest)
}

/// Follows the arcs that leave a node.
fn leave(graph: &Residual, search: &mut Search, node: usize, row: &mut super::residual::Row) {
    let (mentees, ground) = (graph.mentees, graph.ground());
    let distance = search.distance[node];
    if node < mentees {
        graph.read(node, row);
        for (_, mentor, costs) in graph.arcs(row, 0) {
            search.reach(mentees + mentor, distance + costs);
        }
        if let Some(costs) = graph.gives_one(node) {
            search.reach(ground, distance + costs);
        }
    } else if node < ground {
        for &(mentee, _, count) in graph.taken(node - mentees) {
            search.reach(mentee as usize, distance + count);
        }
        if graph.has_room(node - mentees) {
            search.reach(ground, distance);
        }
    } else {
        for mentee in 0..mentees {
            if let Some(costs) = graph.takes_one(mentee) {
                search.reach(mentee, costs);
            }
        }
        for mentor in (0..graph.mentors).filter(|&mentor| !graph.taken(mentor).is_empty()) {
            search.reach(mentees + mentor, 0);
        }
    }
}
