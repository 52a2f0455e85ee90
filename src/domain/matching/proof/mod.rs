//! The proof of a round, checked by code of its own: it shares nothing with the solvers but what a certificate means,
//! and scores every pair anew the plain way. Of one pool (`peers`) it shares the weights of the stages too, and what a
//! stage leaves open, since both follow from the certificates alone.
//!
//! Weak duality for the assignment problem with places on both sides (see any textbook of linear programming): whoever
//! finds prices whose sum equals the weight of a choice has shown that no choice weighs more. An aim is a list of such
//! stages, each played on what the stages before leave open (complementary slackness); `stage` checks one of them.

pub mod at_most;
pub mod groups;
mod levels;
mod limits;
mod peers;
mod roles;
mod stable;
mod stage;

pub use limits::kept_free;
pub use peers::proves_peers;
pub use roles::one_role_each;
pub use stable::is_stable;

use super::pool::Pool;
use super::shares;
use super::solvers::Certificate;
use super::solvers::Score;
use super::solvers::lots::{lot, word};
use super::waiting::Waiting;
use crate::domain::scheme::Aim;
use stage::Play;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a round claims.
pub struct Claim<'a> {
    /// The people and what lies between them, from the files as they are.
    pub pool: &'a Pool<'a>,
    /// What "best" meant.
    pub aim: Aim,
    /// The pairs (mentee, mentor) as positions in the pool, sorted.
    pub pairs: &'a [(usize, usize)],
    /// The prices, a stage each.
    pub stages: &'a [Certificate],
    /// Mentees who waited in an earlier round.
    pub waited: &'a [bool],
    /// Mentees who have a mentor already: one more for them is no more people.
    pub served: &'a [bool],
    /// Those of the other side of a mutual scheme who come first.
    pub waiting: Option<&'a Waiting>,
    /// The mentors (as positions) with whom a place is kept free for the sake of a largest share, by stand-in, and what
    /// stands between a stand-in and each mentor.
    pub kept_free: &'a [KeptFree],
}

/// A place that is kept free: the claim is about all choices that keep these.
#[derive(Clone, Debug)]
pub struct KeptFree {
    /// With whom.
    pub mentor: usize,
    /// With whom else it could be: all mentors of the pool, ascending.
    pub pool: Arc<[usize]>,
}

impl Claim<'_> {
    /// Checks the claim from the files alone: that every pair may be and nobody has more than their places, that the
    /// stages are those of the aim, and that the prices of each prove it. What a stage by lot proves is that no draw
    /// was tampered with.
    ///
    /// # Errors
    /// Says what does not hold, in one sentence.
    pub fn check(&self) -> Result<(), String> {
        let mut play = Play::new(self)?;
        self.order(play.scores())?;
        levels::rise(self.stages.iter().filter_map(|stage| stage.range.as_ref()), play.scores())?;
        for stage in self.stages {
            play.stage(stage)?;
        }
        Ok(())
    }

    /// Checks of the claim what needs no prices: that every pair may be and nobody has more than their places.
    ///
    /// # Errors
    /// Says what does not hold, in one sentence.
    pub fn may_be(&self) -> Result<(), String> {
        Play::new(self).map(|_| ())
    }

    /// What a pair weighs in a stage.
    fn weight(&self, stage: &Certificate, i: usize, j: usize, score: i64) -> i128 {
        let stand_in = i.checked_sub(self.pool.mentees.len());
        let kept = stand_in.map_or(0, |_| i128::from(stage.kept));
        let drawn = stand_in.map_or_else(|| self.pool.mentees[i].lot, shares::lot);
        kept + match stage.word {
            Some(at) => i128::from(word(lot(drawn, self.pool.mentors[j].lot), at)),
            None => match &stage.range {
                Some(range) if range.contains(&(score as Score)) => -1,
                Some(_) => 0,
                None => i128::from(stage.points) * i128::from(score),
            },
        }
    }

    /// Whether the stages maximise what the aim says, in its order, and the bonus for people outweighs what comes
    /// after it.
    fn order(&self, scores: &BTreeSet<Score>) -> Result<(), String> {
        let of_lots = self.stages.iter().position(|stage| stage.word.is_some()).unwrap_or(self.stages.len());
        let (main, lots) = self.stages.split_at(of_lots);
        let people = |stage: &Certificate| stage.first.iter().any(|first| *first > 0);
        let fits = match (self.aim, main) {
            (Aim::MostPeople, [packed]) => packed.points == 1 && (people(packed) || self.nobody_new()),
            (Aim::MostPeople, [first, points]) => first.points == 0 && points.points == 1 && !people(points),
            (Aim::Fairest, [first, levels @ .., points]) => {
                let levels = levels.iter().all(|stage| stage.range.is_some() && stage.points == 0 && !people(stage));
                first.points == 0 && first.range.is_none() && levels && points.points == 1 && points.range.is_none()
            }
            (Aim::BestFit, [points, rest]) => points.points == 1 && !people(points) && rest.points == 0,
            _ => false,
        };
        let lots_in_order = lots.iter().enumerate().all(|(at, stage)| stage.word == Some(at as u8) && !people(stage));
        let kept = self.kept_free.is_empty() && self.stages.iter().any(|stage| stage.kept != 0);
        if !fits || !lots_in_order || kept {
            return Err(format!("the stages are not those of the aim {}", self.aim.word()));
        }
        main.iter().filter(|stage| people(stage)).try_for_each(|stage| self.bonus(stage, scores))
    }

    /// Whether everybody on the mentees' side has a mentor already.
    fn nobody_new(&self) -> bool {
        (0..self.pool.mentees.len()).all(|at| self.served.get(at) == Some(&true))
    }

    /// One person more is worth more than any number of points, and one who waited more than any number of points but
    /// less than a person.
    fn bonus(&self, stage: &Certificate, scores: &BTreeSet<Score>) -> Result<(), String> {
        let (n, m) = (self.pool.mentees.len(), self.pool.mentors.len());
        let places = |sides: &[super::pool::Side], others: usize| {
            sides.iter().map(|side| i128::from(side.places).min(others as i128)).sum::<i128>()
        };
        let most = places(&self.pool.mentees, m).min(places(&self.pool.mentors, n));
        let highest = scores.last().copied().unwrap_or(0).max(0);
        let spread = i128::from(highest) - i128::from(scores.first().copied().unwrap_or(0).min(0));
        let points = i128::from(stage.points) * most * spread;
        let served = |at: usize| self.served.get(at).copied().unwrap_or(false);
        if (0..n).filter(|at| served(*at)).any(|at| stage.first.get(at) != Some(&0)) {
            return Err("the bonus for people counts somebody who has a mentor already".to_string());
        }
        let new = stage.first.iter().zip(self.waited).enumerate().filter(|(at, _)| !served(*at));
        let new: Vec<(i64, bool)> = new.map(|(_, (first, waited))| (*first, *waited)).collect();
        let waited = new.iter().filter(|(_, waited)| *waited).count() as i128;
        let of = |who: bool| new.iter().filter(move |(_, waited)| *waited == who).map(|(first, _)| i128::from(*first));
        let (plain, more) = (of(false).min(), of(true).min());
        let same = of(false).all(|first| Some(first) == plain) && of(true).all(|first| Some(first) == more);
        let base = plain.unwrap_or_else(|| more.unwrap_or(0));
        let extra = more.map_or(0, |more| more - base);
        // Where everybody waited or nobody, there is nobody to be preferred.
        let prefers = plain.is_none() || more.is_none() || extra > points;
        if same && prefers && base > points + extra.max(0) * waited {
            Ok(())
        } else {
            Err("the bonus for people does not outweigh points".to_string())
        }
    }
}
