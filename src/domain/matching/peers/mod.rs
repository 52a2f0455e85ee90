//! Peers: pairs within one pool, one place each. An odd one out waits.
//!
//! What the aims most-people and best-fit want is `packed` into one weight a pair, so that one exact solve decides it.
//! The fairest pairs want more than fits into one weight: they are found stage by stage (`fairest`), each on the `face`
//! that the stages before have left. Either way each stage leaves a certificate.

mod face;
mod fairest;
mod near;
mod packed;

use std::fmt;
use std::ops::RangeInclusive;

use super::pool::Pool;
use super::solvers::general::{PoolCertificate, PoolScores, Wanted, pair_up};
use super::solvers::{Score, Scores, SolveError};
use crate::domain::scheme::Aim;
use face::{Face, OnFace};
pub use near::{Near, both_ways};
use packed::Packed;

/// Lots count so many bits where there is room for them, and never fewer than the least.
const LOT_BITS: u32 = 40;
const LEAST_LOT_BITS: u32 = 8;

/// The best pairs of a pool and their proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peers {
    /// Whom each person is paired with, as positions in the pool.
    pub mates: Vec<Option<u32>>,
    /// What was decided, in its order.
    pub stages: Vec<Stage>,
}

/// One stage and why nothing is better in it, among what the stages before leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it decides.
    pub decides: Decides,
    /// The prices that prove it.
    pub certificate: PoolCertificate,
}

/// What a stage decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decides {
    /// Everything that the aim wants at once.
    Everything,
    /// The number of pairs, then of those who waited.
    People,
    /// As few pairs as possible with a score among these.
    Scores(RangeInclusive<Score>),
    /// Points.
    Points,
    /// Lots.
    Lots,
}

impl fmt::Display for Decides {
    /// The word in records.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decides::Everything => f.write_str("pool"),
            Decides::People => f.write_str("pool people"),
            Decides::Scores(range) => write!(f, "pool scores {} {}", range.start(), range.end()),
            Decides::Points => f.write_str("pool points"),
            Decides::Lots => f.write_str("pool lots"),
        }
    }
}

impl Decides {
    /// Reads the word of records.
    pub fn from_words(words: &str) -> Option<Self> {
        Some(match words {
            "pool" => Decides::Everything,
            "pool people" => Decides::People,
            "pool points" => Decides::Points,
            "pool lots" => Decides::Lots,
            _ => {
                let (start, end) = words.strip_prefix("pool scores ")?.split_once(' ')?;
                Decides::Scores(start.parse().ok()?..=end.parse().ok()?)
            }
        })
    }

    /// What is wanted of pairs on the weights of a stage of its own.
    fn wanted(&self) -> Wanted {
        // Later stages need not ask for the most pairs: nothing else is on the face.
        if *self == Decides::People { Wanted::MostPairs } else { Wanted::MostWeight }
    }
}

/// A pool with what its stages have left open so far.
pub struct Play<'p> {
    pool: &'p Pool<'p>,
    scores: &'p dyn Scores,
    waited: &'p [bool],
    lots: Vec<u64>,
    face: Option<Face>,
}

impl<'p> Play<'p> {
    /// Before the first stage.
    pub fn new(pool: &'p Pool<'p>, scores: &'p dyn Scores, waited: &'p [bool]) -> Self {
        let lots = pool.mentees.iter().map(|side| side.lot).collect();
        Play { pool, scores, waited, lots, face: None }
    }

    /// The weights of a stage on what is open, and what is wanted of them. The certificate of the stage is about these.
    ///
    /// # Errors
    /// [`SolveError::Overflow`] where points are too large for it.
    pub fn weights<'w>(
        &'w self,
        aim: Aim,
        decides: &'w Decides,
    ) -> Result<(Box<dyn PoolScores + 'w>, Wanted), SolveError> {
        if *decides == Decides::Everything {
            let packed = Packed::new(self.pool, self.scores, aim, self.waited)?;
            let wanted = packed.wanted;
            return Ok((Box::new(packed), wanted));
        }
        Ok((Box::new(OnFace::new(self, decides)?), decides.wanted()))
    }

    /// Leaves open what is as good in a stage of its own as what its certificate proves to be best.
    ///
    /// # Errors
    /// As for its weights.
    pub fn restrict(&mut self, stage: &Stage) -> Result<(), SolveError> {
        let face = Face::after(&OnFace::new(self, &stage.decides)?, &stage.certificate);
        self.face = Some(face);
        Ok(())
    }
}

/// Finds the best pairs of a pool; `waited` says who waited in an earlier round.
///
/// # Errors
/// [`SolveError::Overflow`] where points are too large, or people too many.
pub fn pair_peers(pool: &Pool<'_>, scores: &dyn Scores, aim: Aim, waited: &[bool]) -> Result<Peers, SolveError> {
    let play = Play::new(pool, scores, waited);
    if aim == Aim::Fairest {
        return fairest::pair_up(play);
    }
    let (weights, wanted) = play.weights(aim, &Decides::Everything)?;
    let paired = pair_up(&*weights, wanted)?;
    let stage = Stage { decides: Decides::Everything, certificate: paired.certificate };
    Ok(Peers { mates: paired.mates, stages: vec![stage] })
}
