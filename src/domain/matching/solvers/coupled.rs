//! Couplings: at most one of two things, which no bipartite solver knows.
//!
//! Branch and bound (Land and Doig 1960), best first, over the couplings that a relaxed solution violates:
//!
//! 1. Solve without couplings. Nothing violated: that is the answer.
//! 2. Otherwise one side of a violated coupling is ruled out, or the other: two smaller problems.
//! 3. Go on with the problem of the best relaxed solution; the first one without violation is the optimum, since
//!    nothing open can be better. Solutions are compared by all quantities of the aim, lots last, so that the
//!    optimum is one.
//! 4. After too many problems: look for good roles (`roles`), and say that this is not proved.
mod roles;
#[cfg(test)]
mod tests;

use super::levels::Ladder;
use super::lots::{WORDS, lot, word};
use super::{Aim, FORBIDDEN, Request, Score, Scores, Solution, SolveError, solve};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// How many problems are solved before the search gives up its proof.
pub const NODES: usize = 400;

/// How many times as many are solved then to find good roles: these are quicker, as no lots are drawn.
const ROLES: usize = 10;

/// At most one of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coupling {
    /// One person on both sides, to be used on one.
    Person {
        /// The person among the mentees.
        mentee: u32,
        /// The same person among the mentors.
        mentor: u32,
    },
    /// Two pairs, one of which may be used.
    Pair {
        /// One (mentee, mentor).
        one: (u32, u32),
        /// The other.
        other: (u32, u32),
    },
}

/// What a solution is worth: compared from the first to the last quantity of the aim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth(pub Vec<i128>);

/// The best solution that obeys the couplings.
#[derive(Clone, Debug)]
pub struct CoupledSolution {
    /// The pairs; the certificates are those of the problem that was solved last, with what was ruled out.
    pub solution: Solution,
    /// What the pairs are worth.
    pub worth: Worth,
    /// What no solution can exceed; equal to `worth` where that is proved.
    pub bound: Worth,
    /// Whether this is the optimum.
    pub proved: bool,
    /// How many problems were solved.
    pub solves: usize,
}

/// Finds the best pairs that obey the couplings.
///
/// # Errors
/// As [`solve`].
pub fn solve_coupled(request: &Request, couplings: &[Coupling]) -> Result<CoupledSolution, SolveError> {
    solve_coupled_within(request, couplings, NODES)
}

/// The same with a number of problems to be solved at most.
///
/// # Errors
/// As [`solve`].
pub fn solve_coupled_within(
    request: &Request,
    couplings: &[Coupling],
    nodes: usize,
) -> Result<CoupledSolution, SolveError> {
    // The first is solved whatever is asked.
    let nodes = nodes.max(1);
    let mut open = BinaryHeap::new();
    let mut solves = 1;
    open.push(Node::solve(request, Ruled::default())?);
    while let Some(node) = open.pop() {
        let Some(&violated) = couplings.iter().find(|c| node.violates(c)) else {
            return Ok(node.proved(solves));
        };
        if solves + 2 > nodes {
            return give_up(request, couplings, node, solves, ROLES * (nodes - 1));
        }
        for one in [true, false] {
            open.push(Node::solve(request, node.ruled.and(violated, one))?);
            solves += 1;
        }
    }
    // Not reached: every problem that is taken out returns or puts in two.
    Err(SolveError::Overflow)
}

/// What a set of pairs is worth under a request, by the quantities of its aim in their order.
pub fn worth(request: &Request, pairs: &[(u32, u32)]) -> Worth {
    let mut points = 0i128;
    let mut levels = Vec::new();
    let ladder = Ladder::new(request.levels);
    let mut people: Vec<u32> = pairs.iter().map(|p| p.0).collect();
    people.dedup();
    people.retain(|&i| request.served.get(i as usize) != Some(&true));
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        let mentors: Vec<u32> = group.iter().map(|p| p.1).collect();
        let mut scores = vec![0; mentors.len()];
        request.scores.fill_some(group[0].0 as usize, &mentors, &mut scores);
        points += scores.iter().map(|&s| i128::from(s)).sum::<i128>();
        if request.aim == Aim::Fairest {
            levels.extend(scores.iter().map(|&s| i128::from(ladder.level(s))));
        }
    }
    let waited = people.iter().filter(|&&i| request.waited.get(i as usize) == Some(&true)).count() as i128;
    let kept = pairs.iter().filter(|p| request.kept.binary_search(p).is_ok()).count() as i128;
    let people = people.len() as i128;
    let mut worth = match request.aim {
        Aim::MostPeople => vec![people, waited, kept, points],
        Aim::BestFit => vec![points, people, waited, kept],
        Aim::Fairest => {
            levels.sort_unstable();
            // No pair is better than any.
            [people, waited, kept].into_iter().chain(levels).chain([i128::MAX, points]).collect()
        }
    };
    let of = |lots: &[u64], who: u32| lots.get(who as usize).copied().unwrap_or(0);
    let lots = |p: &(u32, u32)| lot(of(request.mentee_lots, p.0), of(request.mentor_lots, p.1));
    worth.extend((0..WORDS).map(|at| pairs.iter().map(|p| i128::from(word(lots(p), at))).sum::<i128>()));
    Worth(worth)
}

/// Step 4.
fn give_up(
    request: &Request,
    couplings: &[Coupling],
    open: Node,
    mut solves: usize,
    most: usize,
) -> Result<CoupledSolution, SolveError> {
    let bound = open.worth.clone();
    let node = roles::find(request, couplings, open, most, &mut solves)?;
    let proved = node.worth == bound;
    Ok(CoupledSolution { bound, proved, ..node.proved(solves) })
}

/// What a problem rules out.
#[derive(Clone, Debug, Default)]
struct Ruled {
    mentees: Vec<u32>,
    mentors: Vec<u32>,
    pairs: Vec<(u32, u32)>,
}

impl Ruled {
    fn and(&self, coupling: Coupling, first: bool) -> Self {
        let mut ruled = self.clone();
        match (coupling, first) {
            (Coupling::Person { mentee, .. }, true) => ruled.mentees.push(mentee),
            (Coupling::Person { mentor, .. }, false) => ruled.mentors.push(mentor),
            (Coupling::Pair { one, .. }, true) => ruled.pairs.push(one),
            (Coupling::Pair { other, .. }, false) => ruled.pairs.push(other),
        }
        ruled.pairs.sort_unstable();
        ruled
    }
}

#[derive(Clone)]
struct Node {
    worth: Worth,
    solution: Solution,
    ruled: Ruled,
}

impl Node {
    fn solve(request: &Request, ruled: Ruled) -> Result<Self, SolveError> {
        let without = |places: &[u32], who: &[u32]| {
            let mut places = places.to_vec();
            for &i in who {
                if let Some(places) = places.get_mut(i as usize) {
                    *places = 0;
                }
            }
            places
        };
        let scores = Without { scores: request.scores, pairs: &ruled.pairs };
        let solution = solve(&Request {
            scores: if ruled.pairs.is_empty() { request.scores } else { &scores },
            mentee_places: &without(request.mentee_places, &ruled.mentees),
            mentor_places: &without(request.mentor_places, &ruled.mentors),
            ..*request
        })?;
        Ok(Node { worth: worth(request, &solution.pairs), solution, ruled })
    }

    fn violates(&self, coupling: &Coupling) -> bool {
        let pairs = &self.solution.pairs;
        match *coupling {
            Coupling::Person { mentee, mentor } => {
                pairs.binary_search_by(|p| p.0.cmp(&mentee)).is_ok() && pairs.iter().any(|p| p.1 == mentor)
            }
            Coupling::Pair { one, other } => {
                one != other && pairs.binary_search(&one).is_ok() && pairs.binary_search(&other).is_ok()
            }
        }
    }

    fn proved(self, solves: usize) -> CoupledSolution {
        CoupledSolution { bound: self.worth.clone(), worth: self.worth, solution: self.solution, proved: true, solves }
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.worth.cmp(&other.worth)
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}

/// Scores with some pairs ruled out.
struct Without<'a> {
    scores: &'a dyn Scores,
    pairs: &'a [(u32, u32)],
}

impl Without<'_> {
    fn of(&self, mentee: usize) -> &[(u32, u32)] {
        let start = self.pairs.partition_point(|p| (p.0 as usize) < mentee);
        &self.pairs[start..start + self.pairs[start..].partition_point(|p| p.0 as usize == mentee)]
    }
}

impl Scores for Without<'_> {
    fn mentees(&self) -> usize {
        self.scores.mentees()
    }
    fn mentors(&self) -> usize {
        self.scores.mentors()
    }
    fn fill(&self, mentee: usize, row: &mut [Score]) {
        self.scores.fill(mentee, row);
        for pair in self.of(mentee) {
            if let Some(cell) = row.get_mut(pair.1 as usize) {
                *cell = FORBIDDEN;
            }
        }
    }
    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        self.scores.candidates(mentee)
    }
    fn fill_some(&self, mentee: usize, mentors: &[u32], scores: &mut [Score]) {
        self.scores.fill_some(mentee, mentors, scores);
        let ruled = self.of(mentee);
        for (score, &mentor) in scores.iter_mut().zip(mentors) {
            if ruled.binary_search(&(mentee as u32, mentor)).is_ok() {
                *score = FORBIDDEN;
            }
        }
    }
}
