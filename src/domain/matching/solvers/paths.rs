//! Shortest paths by reduced weights, forwards and backwards (Dijkstra 1959, with a stack for equal distances).
//!
//! Ties are common in whole points: nodes at the present distance go on a stack, others on a heap.
use super::SolveError;
use super::flow::{Columns, Flow};
use super::network::{HUGE, NONE};
use multiversion::multiversion;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What a search needs, made once and used for every path.
pub(super) struct Paths {
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    stack: Vec<u32>,
    /// Mentees first, then mentors.
    distance: Vec<i64>,
    /// By which (edge, mentee) a node was reached.
    parent: Vec<(u32, u32)>,
    touched: Vec<u32>,
    mentees: u32,
    now: i64,
    end: (i64, u32),
}

impl Paths {
    pub fn new(mentees: usize, mentors: usize) -> Self {
        Paths {
            heap: BinaryHeap::new(),
            stack: Vec::new(),
            distance: vec![i64::MAX; mentees + mentors],
            parent: vec![(NONE, NONE); mentees + mentors],
            touched: Vec::new(),
            mentees: mentees as u32,
            now: 0,
            end: (HUGE / 2, NONE),
        }
    }

    fn begin(&mut self, root: u32) {
        for &node in &self.touched {
            self.distance[node as usize] = i64::MAX;
        }
        self.touched.clear();
        self.heap.clear();
        self.stack.clear();
        self.now = 0;
        self.end = (HUGE / 2, NONE);
        self.reach(root, 0, (NONE, NONE), true);
    }

    /// A node is reached at a distance; `onward`: paths may lead through it.
    #[inline]
    fn reach(&mut self, node: u32, distance: i64, parent: (u32, u32), onward: bool) {
        let old = &mut self.distance[node as usize];
        if distance >= *old || distance >= self.end.0 {
            return;
        }
        if *old == i64::MAX {
            self.touched.push(node);
        }
        *old = distance;
        self.parent[node as usize] = parent;
        if !onward {
            self.end = (distance, node);
        } else if distance == self.now {
            self.stack.push(node);
        } else {
            self.heap.push(Reverse((distance, node)));
        }
    }

    /// A path may end at a node, at a further cost.
    #[inline]
    fn end_at(&mut self, node: u32, distance: i64) {
        if distance < self.end.0 {
            self.end = (distance, node);
        }
    }

    fn next(&mut self) -> Option<u32> {
        if self.end.0 <= self.now {
            return None;
        }
        if let Some(node) = self.stack.pop() {
            return Some(node);
        }
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if distance >= self.end.0 {
                return None;
            }
            if distance == self.distance[node as usize] {
                self.now = distance;
                return Some(node);
            }
        }
        None
    }

    /// The next edge of a mentee in a range by which a mentor may be nearer than so far.
    fn nearer(&self, flow: &Flow, mentee: usize, mut range: std::ops::Range<usize>) -> Option<usize> {
        if !flow.whole {
            return range.next();
        }
        let first = range.start - flow.net.row(mentee).start;
        let distances = &self.distance[self.mentees as usize + first..];
        let base = self.now + flow.mentee_price[mentee];
        let found = nearer(&flow.net.weight[range.clone()], &flow.mentor_price[first..], distances, base, self.end.0);
        found.map(|at| range.start + at)
    }

    /// Step 4: moves the prices of what lies nearer than the end. `sign` is -1 from a mentee, 1 from a mentor.
    fn reprice(&self, flow: &mut Flow, sign: i64) {
        for &node in &self.touched {
            let move_by = self.end.0 - self.distance[node as usize];
            if move_by <= 0 {
                continue;
            }
            if node < self.mentees {
                flow.mentee_price[node as usize] += sign * move_by;
            } else {
                flow.mentor_price[(node - self.mentees) as usize] -= sign * move_by;
            }
        }
    }
}

/// How many cells are looked at before the first that counts is sought among them.
const CELLS: usize = 64;

/// The first cell whose distance, `base` and its price less its weight, is less than the one known and than `end`:
/// without branches, each compiled for wide registers too.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
fn nearer(weights: &[i32], prices: &[i64], distances: &[i64], base: i64, end: i64) -> Option<usize> {
    let counts =
        |((&weight, &price), &distance): ((&i32, &i64), &i64)| base + price - i64::from(weight) < distance.min(end);
    let cells = |at: usize, many: usize| {
        let range = at..at + many;
        weights[range.clone()].iter().zip(&prices[range.clone()]).zip(&distances[range])
    };
    let mut at = 0;
    while at < weights.len() {
        let many = CELLS.min(weights.len() - at);
        if cells(at, many).fold(false, |any, cell| any | counts(cell)) {
            return cells(at, many).position(counts).map(|first| at + first);
        }
        at += many;
    }
    None
}

/// Step 2: finds a place for one more pair of a mentee, or the best way to do without it.
pub(super) fn search_forward(flow: &mut Flow, paths: &mut Paths, root: usize) -> Result<(), SolveError> {
    let mentees = paths.mentees;
    paths.begin(root as u32);
    while let Some(node) = paths.next() {
        let now = paths.now;
        if node < mentees {
            let mentee = node as usize;
            let supply = flow.supply[mentee];
            if supply > flow.sides.demands[mentee].low {
                paths.end_at(node, now + flow.mentee_price[mentee] + flow.sides.demands[mentee].earns(supply));
            }
            let row = flow.net.row(mentee);
            let mut next = row.start;
            while let Some(edge) = paths.nearer(flow, mentee, next..row.end) {
                next = edge + 1;
                let distance = now + flow.loss(mentee, edge);
                let mentor = flow.net.to[edge];
                if distance < paths.distance[(mentees + mentor) as usize] && flow.place[edge] == NONE {
                    paths.reach(mentees + mentor, distance, (edge as u32, node), !flow.has_room(mentor as usize));
                    if paths.end.0 <= now {
                        break;
                    }
                }
            }
        } else {
            for &(edge, mentee) in flow.taken((node - mentees) as usize) {
                let distance = now - flow.loss(mentee as usize, edge as usize);
                paths.reach(mentee, distance, (edge, mentee), true);
            }
        }
    }
    let (_, mut node) = paths.end;
    if node == NONE {
        return Err(SolveError::Overflow);
    }
    paths.reprice(flow, -1);
    if node < mentees {
        // Somebody gives up a place, and whom they had is free for the one before them on the path.
        flow.supply[node as usize] -= 1;
        let (edge, _) = paths.parent[node as usize];
        if edge == NONE {
            return Ok(());
        }
        flow.release(node as usize, edge);
        node = mentees + flow.net.to[edge as usize];
    }
    loop {
        let (edge, mentee) = paths.parent[node as usize];
        flow.take(mentee as usize, edge);
        let (edge, _) = paths.parent[mentee as usize];
        if edge == NONE {
            return Ok(());
        }
        flow.release(mentee as usize, edge);
        node = mentees + flow.net.to[edge as usize];
    }
}

/// Step 3: fills one place of a mentor, or lowers the mentor's price as far as it takes.
pub(super) fn search_back(
    flow: &mut Flow,
    paths: &mut Paths,
    columns: &Columns,
    root: usize,
) -> Result<(), SolveError> {
    let mentees = paths.mentees;
    let root = mentees + root as u32;
    paths.begin(root);
    while let Some(node) = paths.next() {
        let now = paths.now;
        if node < mentees {
            let mentee = node as usize;
            let supply = flow.supply[mentee];
            if supply < flow.sides.demands[mentee].high {
                let earns = flow.sides.demands[mentee].earns(supply + 1);
                paths.end_at(node, now - flow.mentee_price[mentee] - earns);
            }
            for &edge in flow.held(mentee) {
                let distance = now - flow.loss(mentee, edge as usize);
                paths.reach(mentees + flow.net.to[edge as usize], distance, (edge, node), true);
            }
        } else {
            let mentor = (node - mentees) as usize;
            if !flow.sides.full[mentor] {
                paths.end_at(node, now + flow.mentor_price[mentor]);
            }
            for &(edge, mentee) in &columns.edge[columns.start[mentor] as usize..columns.start[mentor + 1] as usize] {
                if flow.place[edge as usize] == NONE {
                    let distance = now + flow.loss(mentee as usize, edge as usize);
                    paths.reach(mentee, distance, (edge, mentee), true);
                }
            }
        }
    }
    let (_, mut node) = paths.end;
    if node == NONE {
        return Err(SolveError::Overflow);
    }
    paths.reprice(flow, 1);
    let mut mentee = node;
    if node < mentees {
        flow.supply[node as usize] += 1;
    } else if node == root {
        return Ok(());
    } else {
        // A mentor can spare a place: the one before on the path lets it go.
        let (edge, by) = paths.parent[node as usize];
        flow.release(by as usize, edge);
        mentee = by;
    }
    loop {
        let (edge, _) = paths.parent[mentee as usize];
        flow.take(mentee as usize, edge);
        node = mentees + flow.net.to[edge as usize];
        if node == root {
            return Ok(());
        }
        let (edge, by) = paths.parent[node as usize];
        flow.release(by as usize, edge);
        mentee = by;
    }
}
