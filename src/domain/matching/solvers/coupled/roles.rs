//! One role for everybody who may have one of two: where no proof is in reach, the best that can be found.
//!
//! 1. Down: of the relaxed solution the people who have both roles give up the one that is worth less by its prices, the
//!    clearest half of them at a time; the rest is solved anew.
//! 2. Around: each of them changes roles, and then each two who have different ones, as long as that is better (local
//!    search, first improvement; Papadimitriou and Steiglitz 1982, chapter 19).
//! 3. Elsewhere: a few drawn by lot change roles, better or not, and step 2 begins again from there; the best of all
//!    counts (iterated local search; Lourenço, Martin and Stützle 2003).
use super::{Coupling, Node, Request, SolveError, lot, worth};
use std::cmp::Reverse;

/// So many change roles at once in step 3.
const MOVED: usize = 3;

/// Finds roles, from a solution that may violate couplings, by so many problems at the most beside those of step 1.
pub(super) fn find(
    request: &Request,
    couplings: &[Coupling],
    relaxed: Node,
    most: usize,
    solves: &mut usize,
) -> Result<Node, SolveError> {
    let node = settled(down(request, couplings, relaxed, solves)?, couplings);
    // Lots are drawn once the roles are found: they make nothing better, and take longest.
    let undrawn = Request { mentee_lots: &[], mentor_lots: &[], ..*request };
    let best = Node { worth: worth(&undrawn, &node.solution.pairs), ..node };
    let mut found = best.clone();
    let mut around = Around { request: &undrawn, couplings, left: most, solves, best };
    for turn in 0.. {
        while around.one_by_one()? || around.two_by_two()? {}
        if around.best.worth > found.worth {
            found = around.best.clone();
        }
        if around.left == 0 || !around.elsewhere(found.clone(), turn)? {
            break;
        }
    }
    *solves += 1;
    let drawn = Node::solve(request, found.ruled)?;
    // Of equals the lots may have drawn two pairs of which only one may be.
    down(request, couplings, drawn, solves)
}

/// Step 1. Each turn rules out a side of at least one coupling, so that this comes to an end.
fn down(request: &Request, couplings: &[Coupling], mut node: Node, solves: &mut usize) -> Result<Node, SolveError> {
    loop {
        let mut violated: Vec<(i128, Coupling)> =
            couplings.iter().filter(|c| node.violates(c)).map(|c| (worth_more(&node, *c), *c)).collect();
        if violated.is_empty() {
            return Ok(node);
        }
        violated.sort_by_key(|(more, _)| Reverse(more.abs()));
        let half = violated.len().div_ceil(2);
        let ruled = violated[..half].iter().fold(node.ruled.clone(), |ruled, (more, c)| ruled.and(*c, *more < 0));
        node = Node::solve(request, ruled)?;
        *solves += 1;
    }
}

/// How much more the first side of a coupling is worth than the second, by the prices of the first stage.
fn worth_more(node: &Node, coupling: Coupling) -> i128 {
    let (Coupling::Person { mentee, mentor }, Some(stage)) = (coupling, node.solution.stages.first()) else { return 0 };
    let held = |is: &dyn Fn(&(u32, u32)) -> bool| node.solution.pairs.iter().filter(|p| is(p)).count() as i128;
    let price = |prices: &[i64], who: u32| i128::from(prices.get(who as usize).copied().unwrap_or(0));
    let as_mentee = price(&stage.mentee_prices, mentee) * held(&|p| p.0 == mentee) + price(&stage.first, mentee);
    as_mentee - price(&stage.mentor_prices, mentor) * held(&|p| p.1 == mentor)
}

/// The same solution, with a role ruled out for everybody who has none or one.
fn settled(mut node: Node, couplings: &[Coupling]) -> Node {
    for coupling in couplings {
        if let Coupling::Person { mentee, mentor } = *coupling
            && !node.ruled.mentees.contains(&mentee)
            && !node.ruled.mentors.contains(&mentor)
        {
            let gives = node.solution.pairs.iter().any(|p| p.1 == mentor);
            node.ruled = node.ruled.and(*coupling, gives);
        }
    }
    node
}

/// Step 2.
struct Around<'r> {
    request: &'r Request<'r>,
    couplings: &'r [Coupling],
    left: usize,
    solves: &'r mut usize,
    best: Node,
}

impl Around<'_> {
    /// Whether anybody could change roles for the better.
    fn one_by_one(&mut self) -> Result<bool, SolveError> {
        let mut better = false;
        for coupling in self.couplings {
            better |= self.change(&[*coupling])?;
        }
        Ok(better)
    }

    /// Whether two could exchange their roles for the better; the first two will do.
    fn two_by_two(&mut self) -> Result<bool, SolveError> {
        for (at, one) in self.couplings.iter().enumerate() {
            for other in &self.couplings[at + 1..] {
                if self.gives(*one) != self.gives(*other) && self.change(&[*one, *other])? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn gives(&self, coupling: Coupling) -> bool {
        matches!(coupling, Coupling::Person { mentee, .. } if self.best.ruled.mentees.contains(&mentee))
    }

    /// Step 3; whether there is anybody to draw.
    fn elsewhere(&mut self, from: Node, turn: u64) -> Result<bool, SolveError> {
        let mut people: Vec<Coupling> =
            self.couplings.iter().filter(|c| matches!(c, Coupling::Person { .. })).copied().collect();
        people.sort_by_cached_key(|coupling| match coupling {
            Coupling::Person { mentee, .. } => lot(turn, u64::from(*mentee)),
            Coupling::Pair { .. } => 0,
        });
        people.truncate(MOVED);
        self.best = from;
        let elsewhere = self.changed(&people)?;
        if let Some(node) = elsewhere.filter(|node| !self.couplings.iter().any(|c| node.violates(c))) {
            self.best = node;
        }
        Ok(!people.is_empty())
    }

    /// Whether it is better that these people have the other role.
    fn change(&mut self, who: &[Coupling]) -> Result<bool, SolveError> {
        let Some(node) = self.changed(who)? else { return Ok(false) };
        let better = node.worth > self.best.worth && !self.couplings.iter().any(|c| node.violates(c));
        if better {
            self.best = node;
        }
        Ok(better)
    }

    /// The best where these people have the other role; none where too much was solved already.
    fn changed(&mut self, who: &[Coupling]) -> Result<Option<Node>, SolveError> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut ruled = self.best.ruled.clone();
        for coupling in who {
            let Coupling::Person { mentee, mentor } = *coupling else { return Ok(None) };
            let gives = ruled.mentees.contains(&mentee);
            ruled.mentees.retain(|i| *i != mentee);
            ruled.mentors.retain(|j| *j != mentor);
            ruled = ruled.and(*coupling, !gives);
        }
        self.left -= 1;
        *self.solves += 1;
        Ok(Some(Node::solve(self.request, ruled)?))
    }
}
