//! Distances to one mentee: what every mentor would cost. The same to the ground: what every place is worth.
//!
//! If a mentee must have a mentor, whoever has to move moves along the shortest path from that mentor back to the
//! mentee. Going backwards needs columns, but only rows can be read:
//!
//! 1. The core is the few cheapest unused pairs of each mentee and of each mentor.
//! 2. Distances within the core (Dijkstra 1959).
//! 3. All rows are read; who gets nearer by a pair outside the core is taken up again, until nobody does. Numbers of 32
//!    bits tell for most rows that nobody gets nearer.
use super::forward::FAR;
use super::residual::Residual;
use super::scale::Worth;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many pairs of each mentee and of each mentor are in the core.
const FEW: usize = if cfg!(test) { 2 } else { 12 };

/// The cheapest unused pairs by mentor: (mentee, costs).
pub(super) struct Core {
    start: Vec<usize>,
    pairs: Vec<(u32, i128)>,
}

/// The cheapest pairs of somebody: (loss, the other, costs).
#[derive(Clone)]
struct Cheapest {
    pairs: Vec<(i128, u32, i128)>,
    most: i128,
}

impl Cheapest {
    const NONE: Cheapest = Cheapest { pairs: Vec::new(), most: FAR };

    #[inline]
    fn offer(&mut self, loss: i128, other: u32, costs: i128) {
        if loss < self.most {
            self.pairs.push((loss, other, costs));
            if self.pairs.len() == 3 * FEW {
                self.cut();
            }
        }
    }

    fn cut(&mut self) {
        if self.pairs.len() > FEW {
            let (_, last, _) = self.pairs.select_nth_unstable(FEW - 1);
            self.most = last.0;
            self.pairs.truncate(FEW);
        }
    }
}

impl Core {
    /// Step 1. `prices`: exact distances from the ground, by which no pair costs less than 0.
    pub fn new(graph: &Residual, prices: &[i128]) -> Self {
        let mut row = graph.row();
        let mut all: Vec<(u32, u32, i128)> = Vec::new();
        let mut columns = vec![Cheapest::NONE; graph.mentors];
        for mentee in (0..graph.mentees).filter(|&mentee| graph.demand(mentee) > 0) {
            graph.read(mentee, &mut row);
            let mut mine = Cheapest::NONE;
            for (_, mentor, costs) in graph.arcs(&row, 0).filter(|arc| graph.places(arc.1) > 0) {
                let loss = costs + prices[mentee] - prices[graph.mentees + mentor];
                mine.offer(loss, mentor as u32, costs);
                columns[mentor].offer(loss, mentee as u32, costs);
            }
            mine.cut();
            all.extend(mine.pairs.iter().map(|&(_, mentor, costs)| (mentor, mentee as u32, costs)));
        }
        for (mentor, mut column) in columns.into_iter().enumerate() {
            column.cut();
            all.extend(column.pairs.iter().map(|&(_, mentee, costs)| (mentor as u32, mentee, costs)));
        }
        all.sort_unstable_by_key(|pair| (pair.0, pair.1));
        all.dedup();
        let start = (0..=graph.mentors).map(|node| all.partition_point(|pair| (pair.0 as usize) < node)).collect();
        Core { start, pairs: all.into_iter().map(|pair| (pair.1, pair.2)).collect() }
    }
}

/// Distances in whole points from the least of them on, in 32 bits; what is farther than that is as far as can be.
struct Glance {
    least: i128,
    near: Vec<i32>,
}

impl Glance {
    fn new(distances: &[i128], points: i128) -> Self {
        let least = distances.iter().min().copied().unwrap_or(0);
        let near = |&distance: &i128| ((distance - least) / points).min(1 << 30) as i32;
        Glance { least, near: distances.iter().map(near).collect() }
    }
}

struct Search<'p> {
    prices: &'p [i128],
    distance: Vec<i128>,
    heap: BinaryHeap<Reverse<(i128, usize)>>,
}

impl Search<'_> {
    #[inline]
    fn reach(&mut self, node: usize, distance: i128) {
        if distance < self.distance[node] {
            self.distance[node] = distance;
            self.heap.push(Reverse((distance + self.prices[node], node)));
        }
    }

    /// Step 2.
    fn run(&mut self, graph: &Residual, core: &Core) {
        let (mentees, ground) = (graph.mentees, graph.ground());
        while let Some(Reverse((key, node))) = self.heap.pop() {
            let distance = self.distance[node];
            if key != distance + self.prices[node] {
                continue;
            }
            if node < mentees {
                for &(_, mentor, count) in graph.held(node) {
                    self.reach(mentees + mentor as usize, distance + count);
                }
                if let Some(costs) = graph.takes_one(node) {
                    self.reach(ground, distance + costs);
                }
            } else if node < ground {
                let mentor = node - mentees;
                for &(mentee, costs) in &core.pairs[core.start[mentor]..core.start[mentor + 1]] {
                    self.reach(mentee as usize, distance + costs);
                }
                if !graph.taken(mentor).is_empty() {
                    self.reach(ground, distance);
                }
            } else {
                for mentee in 0..mentees {
                    if let Some(costs) = graph.gives_one(mentee) {
                        self.reach(mentee, distance + costs);
                    }
                }
                for mentor in (0..graph.mentors).filter(|&mentor| graph.has_room(mentor)) {
                    self.reach(mentees + mentor, distance);
                }
            }
        }
    }
}

/// The distances of everybody to one node.
pub(super) fn distances(graph: &Residual, prices: &[i128], core: &Core, target: usize) -> Vec<i128> {
    let mut search = Search { prices, distance: vec![FAR; graph.ground() + 1], heap: BinaryHeap::new() };
    search.reach(target, 0);
    let mut row = graph.row();
    loop {
        search.run(graph, core);
        // Step 3.
        let there = search.distance[graph.mentees..graph.ground()].to_vec();
        let glance = Glance::new(&there, graph.scale.points);
        for mentee in (0..graph.mentees).filter(|&mentee| graph.demand(mentee) > 0) {
            graph.read(mentee, &mut row);
            let least = i128::from(row.least(&glance.near)) * graph.scale.points + glance.least;
            let reach = |(_, mentor, costs): (usize, usize, i128)| there[mentor] + costs;
            let best = match least < search.distance[mentee] {
                true => graph.arcs(&row, 0).map(reach).min(),
                false => graph.kept_arcs(&row).map(reach).min(),
            };
            // By way of somebody who is not there it is still nearly as far.
            if let Some(best) = best.filter(|&best| best < FAR / 2) {
                search.reach(mentee, best);
            }
        }
        if search.heap.is_empty() {
            return search.distance;
        }
    }
}

/// What each mentor for one mentee would be worth.
pub(super) fn alternatives(graph: &Residual, prices: &[i128], core: &Core, mentee: usize) -> Vec<Option<Worth>> {
    let mut answers = vec![None; graph.mentors];
    if mentee >= graph.mentees || graph.demand(mentee) == 0 {
        return answers;
    }
    let distance = distances(graph, prices, core, mentee);
    let mut row = graph.row();
    graph.read(mentee, &mut row);
    for (_, mentor, costs) in graph.arcs(&row, 0) {
        let back = distance[graph.mentees + mentor];
        if graph.places(mentor) > 0 && back < FAR {
            answers[mentor] = Some(graph.worth - graph.scale.read(costs + back));
        }
    }
    for &(_, mentor, _) in graph.held(mentee) {
        answers[mentor as usize] = Some(graph.worth);
    }
    answers
}
