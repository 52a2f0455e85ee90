//! Those who waited on the other side of a mutual scheme, where both sides hope for somebody: after the number of people and
//! those who waited on the first side, pairs with them come before points.

use super::altered::Altered;
use super::pool::Pool;
use super::solvers::{FORBIDDEN, Score, Scores};
use crate::domain::scheme::{Aim, Form};

/// The people of the other side who come before others of their side.
#[derive(Clone, Debug)]
pub struct Waiting {
    first: Vec<bool>,
    /// What a pair with one of them earns besides its points: more than the points of all pairs can differ by.
    bonus: Score,
}

impl Waiting {
    /// `waited` says who of the other side waited. `None`: nobody comes first, or points leave no room for it.
    pub fn new(pool: &Pool<'_>, waited: &[bool]) -> Option<Self> {
        let scheme = pool.given.scheme;
        if scheme.form != Form::Mutual || scheme.aim != Aim::MostPeople {
            return None;
        }
        // Of somebody with several places each pair would count, where one is enough.
        let first: Vec<bool> =
            pool.mentors.iter().zip(waited).map(|(side, waited)| *waited && side.places == 1).collect();
        if !first.contains(&true) {
            return None;
        }
        let places = pool.mentors.iter().map(|side| i64::from(side.places)).sum::<i64>();
        let spread = pool.most.max(0) - pool.least.min(0);
        let bonus = places.checked_mul(spread)?.checked_add(1)?;
        let bonus = Score::try_from(bonus).ok().filter(|bonus| *bonus < Score::MAX / 8)?;
        Some(Waiting { first, bonus })
    }

    /// What a pair with somebody of the other side earns besides its points.
    pub fn bonus(&self, mentor: usize) -> Score {
        if self.first.get(mentor) == Some(&true) { self.bonus } else { 0 }
    }

    /// Asks something of scores with what those who waited earn besides, if there is anybody.
    pub fn raised<T>(waiting: Option<&Self>, scores: &dyn Scores, ask: impl FnOnce(&dyn Scores) -> T) -> T {
        match waiting {
            Some(waiting) => ask(&waiting.raise(scores)),
            None => ask(scores),
        }
    }

    fn raise<'s>(&'s self, scores: &'s dyn Scores) -> impl Scores + 's {
        Altered::fewer(scores, move |_, row: &mut [Score]| {
            for (score, first) in row.iter_mut().zip(&self.first) {
                if *first && *score != FORBIDDEN {
                    *score += self.bonus;
                }
            }
        })
    }

    /// How many of them some pairs (mentee, mentor) place.
    pub fn placed(&self, pairs: &[(u32, u32)]) -> i64 {
        pairs.iter().filter(|(_, mentor)| self.first.get(*mentor as usize) == Some(&true)).count() as i64
    }
}
