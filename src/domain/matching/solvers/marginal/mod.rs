//! What if: exact answers about solutions that were not chosen, without solving anew.
//!
//! All of it is shortest paths in the residual graph of a solution (Ahuja, Magnanti and Orlin 1993, sections 2.4 and
//! 9.3): a change of one pair or one place is one cycle there, and the best change is the shortest cycle.
//!
//! 1. `residual` knows who has whom and reads rows on demand; `scale` counts all that an aim wants in one integer.
//! 2. `forward` finds the distances of everybody from the ground, where places come from and go to. They are what one
//!    more place is worth, and prices for all that follows.
//! 3. `back` finds the distances to one mentee: what each mentor for that mentee would be worth.
//! 4. `takers` says who would be placed with one place more.
//! 5. `firm` finds the pairs on no cycle of length 0: those in every best solution.
//! 6. `shortage` says who is left out because too few mentors are possible for too many people.
mod back;
mod firm;
mod forward;
mod residual;
mod scale;
mod shortage;
mod takers;
#[cfg(test)]
mod tests;

use super::{Aim, Request, Score, Solution};
use residual::Residual;
pub use scale::Worth;
pub use shortage::Shortage;
use std::cell::OnceCell;
pub use takers::Takes;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarginalError {
    /// Only the aims of the most people and of the best fit have answers.
    Aim,
    /// There are so many people that sums do not fit.
    Overflow,
    /// The pairs are no best solution of the request.
    NotBest,
}

/// [`Marginal::shortages`] of any pairs that place as many mentees as can be, whatever else was wanted of them.
///
/// # Errors
/// As [`Marginal::new`].
pub fn shortages(request: &Request<'_>, pairs: &[(u32, u32)]) -> Result<Vec<Shortage>, MarginalError> {
    let request = Request { aim: Aim::MostPeople, ..*request };
    Ok(shortage::shortages(&Residual::new(&request, pairs)?))
}

/// A request and its solution, ready for questions.
pub struct Marginal<'a> {
    residual: Residual<'a>,
    /// The exact distance of every node from the ground.
    distance: Vec<i128>,
    core: OnceCell<back::Core>,
    /// The exact distance of every node to the ground.
    to_ground: OnceCell<Vec<i128>>,
    takers: OnceCell<takers::Takers>,
}

impl<'a> Marginal<'a> {
    /// Reads every row once.
    ///
    /// # Errors
    /// [`MarginalError`] for other aims, numbers far beyond any scheme, and pairs that are no best solution.
    pub fn new(request: &Request<'a>, solution: &Solution) -> Result<Self, MarginalError> {
        let residual = Residual::new(request, &solution.pairs)?;
        let guess = residual.scale.prices(solution, residual.mentees, residual.mentors);
        let distance = forward::from_ground(&residual, &guess)?;
        let (core, to_ground, takers) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Ok(Marginal { residual, distance, core, to_ground, takers })
    }

    /// What the solution is worth.
    pub fn worth(&self) -> Worth {
        self.residual.worth
    }

    /// For each mentor: what the whole would be worth at best if this mentee must have this mentor; `None` where that
    /// cannot be.
    pub fn alternatives(&self, mentee: usize) -> Vec<Option<Worth>> {
        back::alternatives(&self.residual, &self.distance, self.core(), mentee)
    }

    /// For each mentor: by how much one place more would change the whole.
    pub fn one_more_place(&self) -> Vec<Worth> {
        let gain = |mentor: usize| {
            let distance = self.distance[self.residual.mentees + mentor];
            if self.residual.has_room(mentor) || distance > 0 { 0 } else { -distance }
        };
        (0..self.residual.mentors).map(|mentor| self.residual.scale.read(gain(mentor))).collect()
    }

    /// For each mentor: by how much one place less would change the whole.
    pub fn one_place_less(&self) -> Vec<Worth> {
        let graph = &self.residual;
        let to_ground = self.to_ground();
        let change = |mentor: usize| {
            let full = !graph.taken(mentor).is_empty() && !graph.has_room(mentor);
            if full { -to_ground[graph.mentees + mentor] } else { 0 }
        };
        (0..graph.mentors).map(|mentor| graph.scale.read(change(mentor))).collect()
    }

    /// For each mentee: by how much one place less would change the whole; for a mentee with one place, by how much
    /// it would change without them.
    pub fn mentee_place_less(&self) -> Vec<Worth> {
        let graph = &self.residual;
        let change = |mentee: usize| match graph.gives_one(mentee) {
            Some(costs) if graph.takes_one(mentee).is_none() => -costs - self.distance[mentee],
            _ => 0,
        };
        (0..graph.mentees).map(|mentee| graph.scale.read(change(mentee))).collect()
    }

    /// By how much the whole would change if a mentee who has nobody might have a mentor at this score, whom they may not
    /// have: the way on is from the mentor to the ground, since to such a mentee all ways lead by the ground.
    pub fn allowing(&self, mentee: usize, mentor: usize, score: Score) -> Worth {
        let graph = &self.residual;
        let first = graph.takes_one(mentee).filter(|_| graph.held(mentee).is_empty());
        let back = self.to_ground()[graph.mentees + mentor];
        let Some(first) = first.filter(|_| back < forward::FAR / 2) else { return Worth::default() };
        // Fewer than 2^32 of either, or there would be no solution.
        let gain = graph.count((mentee as u32, mentor as u32), score) - first - back;
        graph.scale.read(gain.max(0))
    }

    /// All mentors, those first with whom another mentee costs the whole least.
    pub fn by_room(&self) -> Vec<usize> {
        let mut mentors: Vec<usize> = (0..self.residual.mentors).collect();
        mentors.sort_by_key(|mentor| self.to_ground()[self.residual.mentees + mentor]);
        mentors
    }

    /// For each mentor: whether a mentee who has nobody is placed if the mentor has one place more, where that places
    /// somebody at all.
    pub fn takes(&self, mentee: usize) -> Vec<Takes> {
        let takers = self.takers.get_or_init(|| takers::Takers::new(&self.residual, &self.distance));
        takers.of(&self.residual, &self.distance, mentee)
    }

    fn to_ground(&self) -> &[i128] {
        let graph = &self.residual;
        self.to_ground.get_or_init(|| back::distances(graph, &self.distance, self.core(), graph.ground()))
    }

    fn core(&self) -> &back::Core {
        self.core.get_or_init(|| back::Core::new(&self.residual, &self.distance))
    }

    /// For each pair of the solution: whether it is in every solution that is as good but for the lots.
    pub fn firm(&self) -> Vec<bool> {
        firm::firm(&self.residual, &self.distance)
    }

    /// Groups of mentees who can only go to mentors with too few places for them. A mentee without a mentor is in at
    /// most one of them; in none if it was not for want of places.
    pub fn shortages(&self) -> Vec<Shortage> {
        shortage::shortages(&self.residual)
    }
}
