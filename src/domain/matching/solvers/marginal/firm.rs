//! Pairs that are in every best solution.
//!
//! Two best solutions differ by cycles of length 0. By exact prices all arcs of such a cycle cost 0, so that a pair can
//! be done without only if its arc costs 0 and lies within a strongly connected component of those arcs (`connected`;
//! rows are read when a mentee is entered or come back to, so that no list of arcs is needed).
use super::residual::{Residual, Row};
use crate::domain::matching::solvers::connected::components;

/// For each pair whether it is in every best solution. `prices`: exact distances from the ground.
pub(super) fn firm(graph: &Residual, prices: &[i128]) -> Vec<bool> {
    let mut walk = Walk { graph, prices, row: graph.row(), next: vec![0; prices.len()] };
    let seeks = |node: &usize| *node >= graph.mentees || graph.demand(*node) > 0;
    let component = components(prices.len(), (0..prices.len()).filter(seeks), |node| walk.step(node));
    let stays = |&(mentee, mentor, count): &(u32, u32, i128)| {
        let (mentee, mentor) = (mentee as usize, graph.mentees + mentor as usize);
        count + prices[mentor] - prices[mentee] != 0 || component[mentee] != component[mentor]
    };
    graph.pairs().iter().map(stays).collect()
}

struct Walk<'w, 'a> {
    graph: &'w Residual<'a>,
    prices: &'w [i128],
    row: Row,
    /// How far the arcs of each node have been followed.
    next: Vec<usize>,
}

impl Walk<'_, '_> {
    /// The node at the end of the next arc that costs nothing.
    fn step(&mut self, node: usize) -> Option<usize> {
        let (graph, prices) = (self.graph, self.prices);
        let (mentees, ground) = (graph.mentees, graph.ground());
        let free = |to: usize, costs: i128| costs + prices[node] - prices[to] == 0;
        let from = self.next[node];
        if node < mentees {
            // Place 0 is the ground, the others are those of the row.
            if from == 0 {
                self.next[node] = 1;
                if graph.gives_one(node).is_some_and(|costs| free(ground, costs)) {
                    return Some(ground);
                }
            }
            graph.read(node, &mut self.row);
            let mut arcs = graph.arcs(&self.row, self.next[node] - 1);
            let found = arcs.find(|&(_, mentor, costs)| free(mentees + mentor, costs));
            self.next[node] = found.map_or(usize::MAX, |(at, ..)| at + 2);
            return found.map(|(_, mentor, _)| mentees + mentor);
        }
        let end = if node < ground { graph.taken(node - mentees).len() + 1 } else { ground };
        for at in from..end {
            let (to, costs) = if node == ground && at < mentees {
                (at, graph.takes_one(at))
            } else if node == ground {
                (at, (!graph.taken(at - mentees).is_empty()).then_some(0))
            } else if let Some(&(mentee, _, count)) = graph.taken(node - mentees).get(at) {
                (mentee as usize, Some(count))
            } else {
                (ground, graph.has_room(node - mentees).then_some(0))
            };
            if costs.is_some_and(|costs| free(to, costs)) {
                self.next[node] = at + 1;
                return Some(to);
            }
        }
        self.next[node] = end;
        None
    }
}
