//! The fairest pairs of one pool: the most pairs, those who waited, then as few pairs as possible at the lowest level of
//! scores, then at the next, and so on; then points, then lots (compare Huang, Kavitha, Mehlhorn and Michail 2016, "Fair
//! matchings and related problems", here on faces instead of with weights that outgrow their integers).
//!
//! 1. The pairs of the most points are a good start: few of them are far below the others.
//! 2. Levels where the present pairs have none need no solving: no number is less than none, and the face itself says
//!    what proves it. All of them up to the next pair are one stage.
//! 3. The highest level that all pairs can reach is looked for by halving; it often decides nearly all.
//! 4. A stage of a level has as few pairs there as possible.

use std::ops::RangeInclusive;

use super::face::OnFace;
use super::{Decides, Peers, Play, Stage};
use crate::domain::matching::solvers::general::{Paired, PoolCertificate, pair_up as best_pairs};
use crate::domain::matching::solvers::{FORBIDDEN, Ladder, SolveError};

/// Finds them.
///
/// # Errors
/// [`SolveError::Overflow`] where points are too large, or people too many.
pub(super) fn pair_up(play: Play<'_>) -> Result<Peers, SolveError> {
    let ladder = Ladder::new(&play.pool.levels());
    let mut climb = Climb { play, ladder, mates: Vec::new(), stages: Vec::new() };
    climb.settle(Decides::People)?;
    climb.mates = climb.solve(&Decides::Points)?.mates;
    let top = climb.ladder.level(i32::MAX);
    let mut from = climb.skip(climb.ladder.level(FORBIDDEN + 1), top)?;
    climb.rise(from, top)?;
    while from <= top {
        from = climb.skip(from, top)?;
        if from <= top {
            climb.settle(climb.scores(from..=from))?;
            from += 1;
        }
    }
    climb.settle(Decides::Points)?;
    climb.settle(Decides::Lots)?;
    Ok(Peers { mates: climb.mates, stages: climb.stages })
}

struct Climb<'p> {
    play: Play<'p>,
    ladder: Ladder,
    /// The present pairs, which are on the face.
    mates: Vec<Option<u32>>,
    stages: Vec<Stage>,
}

impl Climb<'_> {
    fn scores(&self, levels: RangeInclusive<i64>) -> Decides {
        Decides::Scores(self.ladder.scores(levels))
    }

    /// The best pairs of a stage on the face as it is.
    fn solve(&self, decides: &Decides) -> Result<Paired, SolveError> {
        best_pairs(&OnFace::new(&self.play, decides)?, decides.wanted())
    }

    /// Decides a stage.
    fn settle(&mut self, decides: Decides) -> Result<(), SolveError> {
        let Paired { mates, certificate } = self.solve(&decides)?;
        self.mates = mates;
        self.push(Stage { decides, certificate })
    }

    fn push(&mut self, stage: Stage) -> Result<(), SolveError> {
        self.play.restrict(&stage)?;
        self.stages.push(stage);
        Ok(())
    }

    /// The lowest level that some pairs have, of those not below `from`.
    fn lowest(&self, mates: &[Option<u32>], from: i64) -> Option<i64> {
        let mut row = vec![FORBIDDEN; mates.len()];
        let mut lowest = None;
        for (one, mate) in mates.iter().enumerate() {
            let Some(other) = mate.map(|mate| mate as usize).filter(|other| one < *other) else { continue };
            self.play.scores.fill(one, &mut row);
            let level = self.ladder.level(row[other]);
            if level >= from && lowest.is_none_or(|lowest| level < lowest) {
                lowest = Some(level);
            }
        }
        lowest
    }

    /// Step 2: the level of the next pair, or one above the top.
    fn skip(&mut self, from: i64, top: i64) -> Result<i64, SolveError> {
        let next = self.lowest(&self.mates, from).unwrap_or(top + 1);
        if next > from {
            let decides = self.scores(from..=next - 1);
            let certificate = self.as_the_face_says(&decides)?;
            self.push(Stage { decides, certificate })?;
        }
        Ok(next)
    }

    /// What proves a stage whose scores no present pair has.
    fn as_the_face_says(&self, decides: &Decides) -> Result<PoolCertificate, SolveError> {
        let above = i128::from(OnFace::new(&self.play, decides)?.above);
        let Some(face) = &self.play.face else { return Ok(PoolCertificate::default()) };
        let prices: Vec<i128> = face.needed().iter().map(|needed| 2 * above * i128::from(*needed)).collect();
        let odd_sets: Vec<(Vec<u32>, i128)> = face.odd_sets.iter().map(|set| (set.clone(), 2 * above)).collect();
        let room = odd_sets.iter().map(|(set, price)| price * (set.len() as i128 / 2)).sum::<i128>();
        let value = (prices.iter().sum::<i128>() + room) / 2;
        Ok(PoolCertificate { prices, odd_sets, value, bonus: 0 })
    }

    /// Step 3: makes the present pairs some whose lowest level is the highest possible.
    fn rise(&mut self, least: i64, top: i64) -> Result<(), SolveError> {
        let Some(mut low) = self.lowest(&self.mates, least) else { return Ok(()) };
        let mut high = top;
        while low < high {
            let to = low + (high - low + 1) / 2;
            let paired = self.solve(&self.scores(least..=to - 1))?;
            match self.lowest(&paired.mates, least) {
                Some(lowest) if lowest < to => high = to - 1,
                lowest => {
                    self.mates = paired.mates;
                    low = lowest.unwrap_or(high);
                }
            }
        }
        Ok(())
    }
}
