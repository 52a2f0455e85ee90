//! The residual graph of a solution: what could be done otherwise, and what that costs.
//!
//! Nodes are the mentees, then the mentors, then the ground, where places come from and go to. Its arcs:
//!
//! - from the ground to a mentee who can take one place more, and to a mentor who has somebody;
//! - from a mentee to a mentor: an unused pair; and back: a used one;
//! - to the ground from a mentee who has somebody, and from a mentor with room.
use super::MarginalError;
use super::scale::{Scale, Worth};
use crate::domain::matching::solvers::{FORBIDDEN, Request, Score};

pub(super) struct Residual<'a> {
    request: Request<'a>,
    pub mentees: usize,
    pub mentors: usize,
    pub scale: Scale,
    pub worth: Worth,
    /// The pairs by mentee, with what each of them counts.
    held: Vec<(u32, u32, i128)>,
    held_start: Vec<usize>,
    /// The same by mentor.
    taken: Vec<(u32, u32, i128)>,
    taken_start: Vec<usize>,
    kept: Vec<(u32, u32)>,
}

/// The row of one mentee, without the pairs in use.
pub(super) struct Row {
    of: usize,
    to: Vec<u32>,
    scores: Vec<Score>,
}

impl<'a> Residual<'a> {
    pub fn new(request: &Request<'a>, pairs: &[(u32, u32)]) -> Result<Self, MarginalError> {
        let (mentees, mentors) = (request.scores.mentees(), request.scores.mentors());
        let scale = Scale::new(request.aim, mentees, mentors)?;
        let mut kept = request.kept.to_vec();
        kept.sort_unstable();
        let mut graph = Residual {
            request: *request,
            mentees,
            mentors,
            scale,
            worth: Worth::default(),
            held: Vec::with_capacity(pairs.len()),
            held_start: Vec::new(),
            taken: Vec::new(),
            taken_start: Vec::new(),
            kept,
        };
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            graph.add(group)?;
        }
        graph.taken = graph.held.clone();
        graph.taken.sort_unstable_by_key(|&(mentee, mentor, _)| (mentor, mentee));
        let starts = |all: &[(u32, u32, i128)], who: fn(&(u32, u32, i128)) -> u32, many: usize| -> Vec<usize> {
            (0..=many).map(|node| all.partition_point(|pair| (who(pair) as usize) < node)).collect()
        };
        graph.held_start = starts(&graph.held, |pair| pair.0, mentees);
        graph.taken_start = starts(&graph.taken, |pair| pair.1, mentors);
        let over = |mentor: usize| graph.taken(mentor).len() > graph.places(mentor) as usize;
        if (0..mentors).any(over) { Err(MarginalError::NotBest) } else { Ok(graph) }
    }

    /// Adds the pairs of one mentee.
    fn add(&mut self, group: &[(u32, u32)]) -> Result<(), MarginalError> {
        let mentee = group[0].0 as usize;
        let to: Vec<u32> = group.iter().map(|pair| pair.1).collect();
        let known = mentee < self.mentees && to.iter().all(|&mentor| (mentor as usize) < self.mentors);
        if !known || group.len() > self.demand(mentee) as usize || to.windows(2).any(|two| two[0] == two[1]) {
            return Err(MarginalError::NotBest);
        }
        let mut scores = vec![FORBIDDEN; to.len()];
        self.request.scores.fill_some(mentee, &to, &mut scores);
        for (&pair, &score) in group.iter().zip(&scores) {
            if score == FORBIDDEN {
                return Err(MarginalError::NotBest);
            }
            self.held.push((pair.0, pair.1, self.count(pair, score)));
            self.worth.points += i64::from(score);
            self.worth.kept += i64::from(self.is_kept(pair));
        }
        self.worth.people += i64::from(!self.served(mentee));
        self.worth.waited += i64::from(self.waited(mentee));
        Ok(())
    }

    fn is_kept(&self, pair: (u32, u32)) -> bool {
        !self.kept.is_empty() && self.kept.binary_search(&pair).is_ok()
    }

    /// Whether a mentee has a mentor already, so that one more is no more people.
    pub fn served(&self, mentee: usize) -> bool {
        self.request.served.get(mentee).copied().unwrap_or(false)
    }

    fn waited(&self, mentee: usize) -> bool {
        !self.served(mentee) && self.request.waited.get(mentee).copied().unwrap_or(false)
    }

    /// What a pair counts.
    pub fn count(&self, pair: (u32, u32), score: Score) -> i128 {
        self.scale.points * i128::from(score) + if self.is_kept(pair) { self.scale.kept } else { 0 }
    }

    /// What the first place of a mentee counts; nothing where they have a mentor already.
    pub fn first(&self, mentee: usize) -> i128 {
        match self.served(mentee) {
            true => 0,
            false => self.scale.people + if self.waited(mentee) { self.scale.waited } else { 0 },
        }
    }

    /// How many mentors a mentee may have.
    pub fn demand(&self, mentee: usize) -> u32 {
        self.request.mentee_places.get(mentee).copied().unwrap_or(0)
    }

    /// How many mentees a mentor may have.
    pub fn places(&self, mentor: usize) -> u32 {
        self.request.mentor_places.get(mentor).copied().unwrap_or(0)
    }

    pub fn has_room(&self, mentor: usize) -> bool {
        self.taken(mentor).len() < self.places(mentor) as usize
    }

    /// The pairs of a mentee.
    pub fn held(&self, mentee: usize) -> &[(u32, u32, i128)] {
        &self.held[self.held_start[mentee]..self.held_start[mentee + 1]]
    }

    /// The pairs of a mentor.
    pub fn taken(&self, mentor: usize) -> &[(u32, u32, i128)] {
        &self.taken[self.taken_start[mentor]..self.taken_start[mentor + 1]]
    }

    /// All pairs of the solution.
    pub fn pairs(&self) -> &[(u32, u32, i128)] {
        &self.held
    }

    pub fn ground(&self) -> usize {
        self.mentees + self.mentors
    }

    /// What it costs that a mentee takes one place more, if it can.
    pub fn takes_one(&self, mentee: usize) -> Option<i128> {
        let held = self.held(mentee).len();
        let costs = if held == 0 { -self.first(mentee) } else { 0 };
        (held < self.demand(mentee) as usize).then_some(costs)
    }

    /// What it costs that a mentee gives one place up, if it can.
    pub fn gives_one(&self, mentee: usize) -> Option<i128> {
        match self.held(mentee).len() {
            0 => None,
            1 => Some(self.first(mentee)),
            _ => Some(0),
        }
    }

    /// A row to read into.
    pub fn row(&self) -> Row {
        let listed = self.mentees > 0 && self.request.scores.candidates(0).is_some();
        let to = if listed { Vec::new() } else { (0..self.mentors as u32).collect() };
        Row { of: usize::MAX, scores: vec![FORBIDDEN; to.len()], to }
    }

    /// Reads the row of a mentee, unless it is there already.
    pub fn read(&self, mentee: usize, row: &mut Row) {
        if row.of == mentee {
            return;
        }
        row.of = mentee;
        match self.request.scores.candidates(mentee) {
            Some(list) => {
                row.to.clear();
                row.to.extend(list.iter().filter(|&&mentor| (mentor as usize) < self.mentors));
                row.to.sort_unstable();
                row.to.dedup();
                row.scores.clear();
                row.scores.resize(row.to.len(), FORBIDDEN);
                self.request.scores.fill_some(mentee, &row.to, &mut row.scores);
            }
            None => self.request.scores.fill(mentee, &mut row.scores),
        }
        for used in self.held(mentee) {
            if let Ok(at) = row.to.binary_search(&used.1) {
                row.scores[at] = FORBIDDEN;
            }
        }
    }

    /// The unused pairs of a row from some place on: place, mentor, what it costs to use the pair.
    #[inline]
    pub fn arcs<'r>(&'r self, row: &'r Row, from: usize) -> impl Iterator<Item = (usize, usize, i128)> + 'r {
        let cells = row.to.iter().zip(&row.scores).enumerate().skip(from);
        cells.filter(|(_, (_, score))| **score != FORBIDDEN).map(|(at, (&mentor, &score))| {
            // Mentees are fewer than 2^32, or there would be no solution.
            (at, mentor as usize, -self.count((row.of as u32, mentor), score))
        })
    }

    /// The unused kept pairs of a row, as in `arcs`.
    pub fn kept_arcs<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (usize, usize, i128)> + 'r {
        let from = self.kept.partition_point(|pair| (pair.0 as usize) < row.of);
        let mine = self.kept[from..].iter().take_while(|pair| pair.0 as usize == row.of);
        let found = mine.filter_map(|pair| row.to.binary_search(&pair.1).ok().map(|at| (at, *pair)));
        found
            .filter(|&(at, _)| row.scores[at] != FORBIDDEN)
            .map(|(at, pair)| (at, pair.1 as usize, -self.count(pair, row.scores[at])))
    }
}

impl Row {
    /// The least of all distances less scores, as far as numbers of 32 bits can tell: not more than it is.
    pub fn least(&self, distances: &[i32]) -> i32 {
        // Unused pairs that may not be have the lowest score and are as far as can be.
        let apart = |distance: i32, score: Score| distance.saturating_sub(score);
        if self.to.len() == distances.len() {
            self.scores.iter().zip(distances).fold(i32::MAX, |least, (&score, &near)| least.min(apart(near, score)))
        } else {
            let all = self.scores.iter().zip(&self.to);
            all.fold(i32::MAX, |least, (&score, &mentor)| least.min(apart(distances[mentor as usize], score)))
        }
    }
}
