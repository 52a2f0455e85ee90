//! Colouring the edges of a bipartite graph: as many colours as its busiest vertex has edges are enough.
//!
//! D. Kőnig, "Über Graphen und ihre Anwendung auf Determinantentheorie und Mengenlehre", Mathematische Annalen 77 (1916).
//! That the colours can be used equally often, so that no more than ⌈edges ÷ colours⌉ share one, is due to de Werra
//! (1971) and McDiarmid (1972). Steps of the proof, which are those of the program:
//!
//! 1. An edge comes in. At one of its ends colour `a` is free, at the other `b`. If `a` is free at both, it takes `a`.
//! 2. Else the path of `a` and `b` that begins at the other end never comes to the first (the graph has no odd circle);
//!    its two colours are exchanged, and then `a` is free at both.
//! 3. While a colour is used more often than there are rooms, another is used less; among the paths of these two there
//!    is one with more of the first, and its colours are exchanged.

use std::collections::BTreeMap;

use super::{Conversation, Hall};
use crate::domain::person::PersonId;

/// A slot for every conversation; none where the theorem does not apply: somebody is away or sits in, more than two
/// talk, or people do not fall into two sides. The slots may be more than the day has.
pub fn slots(conversations: &[Conversation], hall: &Hall) -> Option<Vec<usize>> {
    if !hall.is_even() || !hall.facilitators.is_empty() || conversations.iter().any(|c| c.people.len() != 2) {
        return None;
    }
    let mut numbers: BTreeMap<PersonId, usize> = BTreeMap::new();
    for id in conversations.iter().flat_map(|conversation| &conversation.people) {
        let next = numbers.len();
        numbers.entry(*id).or_insert(next);
    }
    let edges: Vec<[usize; 2]> = conversations.iter().map(|c| [numbers[&c.people[0]], numbers[&c.people[1]]]).collect();
    if !has_two_sides(&edges, numbers.len()) {
        return None;
    }
    let mut degrees = vec![0; numbers.len()];
    edges.iter().flatten().for_each(|end| degrees[*end] += 1);
    let rooms = hall.rooms.unwrap_or(usize::MAX).max(1);
    let colours = degrees.into_iter().max().unwrap_or(0).max(edges.len().div_ceil(rooms));
    let mut colouring = Colouring { edges: &edges, at: vec![vec![None; colours]; numbers.len()] };
    (0..edges.len()).for_each(|edge| colouring.add(edge));
    colouring.level(rooms);
    Some(colouring.colours())
}

/// Whether the ends of every edge can be put on different sides.
fn has_two_sides(edges: &[[usize; 2]], count: usize) -> bool {
    let mut neighbours = vec![Vec::new(); count];
    for [one, other] in edges {
        neighbours[*one].push(*other);
        neighbours[*other].push(*one);
    }
    let mut side: Vec<Option<bool>> = vec![None; count];
    for start in 0..count {
        let mut open = Vec::new();
        if side[start].is_none() {
            side[start] = Some(false);
            open.push(start);
        }
        while let Some(at) = open.pop() {
            for next in &neighbours[at] {
                if side[*next].is_none() {
                    side[*next] = side[at].map(|side| !side);
                    open.push(*next);
                } else if side[*next] == side[at] {
                    return false;
                }
            }
        }
    }
    true
}

/// Which edge has a colour at a vertex.
struct Colouring<'e> {
    edges: &'e [[usize; 2]],
    at: Vec<Vec<Option<usize>>>,
}

impl Colouring<'_> {
    /// Steps 1 and 2. No vertex has more edges than there are colours, so one is free at each end.
    fn add(&mut self, edge: usize) {
        let [one, other] = self.edges[edge];
        let free = |vertex: &Vec<Option<usize>>| vertex.iter().position(Option::is_none).unwrap_or(0);
        let (a, b) = (free(&self.at[one]), free(&self.at[other]));
        if self.at[other][a].is_some() {
            let path = self.path(other, a, b);
            self.exchange(&path, a, b);
        }
        self.at[one][a] = Some(edge);
        self.at[other][a] = Some(edge);
    }

    /// The edges of two colours in a row, from a vertex on, the first of colour `a`.
    fn path(&self, from: usize, a: usize, b: usize) -> Vec<usize> {
        let (mut vertex, mut colour, mut path) = (from, a, Vec::new());
        while let Some(edge) = self.at[vertex][colour] {
            path.push(edge);
            let [one, other] = self.edges[edge];
            vertex = if vertex == one { other } else { one };
            colour = if colour == a { b } else { a };
        }
        path
    }

    /// Exchanges the two colours along a path whose first edge has colour `a`.
    fn exchange(&mut self, path: &[usize], a: usize, b: usize) {
        let colour = |at: usize| if at.is_multiple_of(2) { (a, b) } else { (b, a) };
        for (at, edge) in path.iter().enumerate() {
            self.edges[*edge].iter().for_each(|end| self.at[*end][colour(at).0] = None);
        }
        for (at, edge) in path.iter().enumerate() {
            self.edges[*edge].iter().for_each(|end| self.at[*end][colour(at).1] = Some(*edge));
        }
    }

    /// Step 3.
    fn level(&mut self, rooms: usize) {
        loop {
            let mut used = vec![0usize; self.at.first().map_or(0, Vec::len)];
            self.colours().into_iter().for_each(|colour| used[colour] += 1);
            let most = (0..used.len()).max_by_key(|colour| used[*colour]);
            let fewest = (0..used.len()).min_by_key(|colour| used[*colour]);
            let (Some(a), Some(b)) = (most, fewest) else { return };
            if used[a] <= rooms || used[a] == used[b] {
                return;
            }
            // A path of odd length that begins and ends with `a` has one more of it.
            let begins = (0..self.at.len()).filter(|v| self.at[*v][a].is_some() && self.at[*v][b].is_none());
            let path = begins.map(|vertex| self.path(vertex, a, b)).find(|path| path.len() % 2 == 1);
            let Some(path) = path else { return };
            self.exchange(&path, a, b);
        }
    }

    /// The colour of every edge.
    fn colours(&self) -> Vec<usize> {
        let mut colours = vec![0; self.edges.len()];
        for vertex in &self.at {
            vertex.iter().enumerate().for_each(|(colour, edge)| edge.iter().for_each(|edge| colours[*edge] = colour));
        }
        colours
    }
}
