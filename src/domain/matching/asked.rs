//! What a round of pairs asks of the solver, kept so that the same can be asked again with one thing changed.

use super::pool::{Pool, Side};
use super::shares;
use super::solvers::{self, Request, Score, Scores};
use crate::domain::scheme::Aim;

/// The numbers of a request.
#[derive(Clone)]
pub struct Asked {
    /// How many mentors each mentee may have.
    pub mentee_places: Vec<u32>,
    /// How many mentees each mentor may have.
    pub mentor_places: Vec<u32>,
    /// Mentees who waited.
    pub waited: Vec<bool>,
    /// Mentees who have a mentor already.
    pub served: Vec<bool>,
    aim: solvers::Aim,
    levels: Vec<Score>,
    mentee_lots: Vec<u64>,
    mentor_lots: Vec<u64>,
}

impl Asked {
    /// What a pool asks.
    pub fn new(pool: &Pool<'_>, waited: &[bool], served: &[bool]) -> Self {
        let lots = |sides: &[Side]| sides.iter().map(|side| side.lot).collect::<Vec<u64>>();
        // Nobody can have more than all of the other side.
        let places = |sides: &[Side], others: usize| {
            sides.iter().map(|side| side.places.min(u32::try_from(others).unwrap_or(u32::MAX))).collect::<Vec<u32>>()
        };
        Asked {
            mentee_places: places(&pool.mentees, pool.mentors.len()),
            mentor_places: places(&pool.mentors, pool.mentees.len()),
            waited: waited.to_vec(),
            served: served.to_vec(),
            aim: match pool.given.scheme.aim {
                Aim::BestFit => solvers::Aim::BestFit,
                Aim::Fairest => solvers::Aim::Fairest,
                Aim::MostPeople | Aim::Stable => solvers::Aim::MostPeople,
            },
            levels: pool.levels(),
            mentee_lots: lots(&pool.mentees),
            mentor_lots: lots(&pool.mentors),
        }
    }

    /// The same with so many stand-ins behind the mentees.
    pub fn with_stand_ins(&self, stand_ins: usize) -> Asked {
        let mut asked = self.clone();
        asked.mentee_places.extend((0..stand_ins).map(|_| 1));
        // Whoever the list does not reach has not waited.
        asked.waited.resize(self.mentee_places.len(), false);
        asked.waited.extend((0..stand_ins).map(|_| true));
        asked.mentee_lots.extend((0..stand_ins).map(shares::lot));
        asked
    }

    /// The request, on some scores.
    pub fn request<'r>(&'r self, scores: &'r dyn Scores) -> Request<'r> {
        Request {
            scores,
            mentee_places: &self.mentee_places,
            mentor_places: &self.mentor_places,
            aim: self.aim,
            waited: &self.waited,
            served: &self.served,
            kept: &[],
            levels: &self.levels,
            mentee_lots: &self.mentee_lots,
            mentor_lots: &self.mentor_lots,
        }
    }
}
