//! The fairest solution: leximin over the pairs, a stage a level (Huang, Kavitha, Mehlhorn and Michail 2016, "Fair
//! matchings and related problems", on the optimal face instead of with weights that outgrow their integers).
//!
//! 1. The highest level that all pairs can reach is found by bisection; often it decides nearly all.
//! 2. A stage of a level has as few pairs there as possible. The face keeps that number for those that follow.
//! 3. Levels where the present solution has no pair need no solving: no number is less than none. All of them up to the
//!    next pair are one stage, proved by prices of 0.
use super::face::{Face, Source};
use super::network::Solved;
use super::objective::Objective;
use super::{Certificate, Score, SolveError, StageName, repair, stages};
use std::ops::RangeInclusive;

/// What is a level: see [`super::Request::levels`].
pub(super) struct Ladder(Vec<Score>);

impl Ladder {
    pub fn new(levels: &[Score]) -> Self {
        let mut steps = levels.to_vec();
        steps.sort_unstable();
        Ladder(steps)
    }

    pub fn level(&self, score: Score) -> i64 {
        match self.0.is_empty() {
            true => score.into(),
            // There are not that many levels.
            false => self.0.partition_point(|&step| step <= score) as i64,
        }
    }

    /// The lowest score of a level.
    fn lowest(&self, level: i64) -> Score {
        let clamp = |score: i64| score.clamp(i64::from(Score::MIN) + 1, i64::from(Score::MAX)) as Score;
        match usize::try_from(level - 1) {
            _ if self.0.is_empty() => clamp(level),
            Ok(step) => self.0.get(step).copied().unwrap_or(Score::MAX),
            Err(_) => Score::MIN + 1,
        }
    }

    /// All scores of some levels.
    fn scores(&self, levels: RangeInclusive<i64>) -> RangeInclusive<Score> {
        let above = self.lowest(levels.end() + 1);
        let last = self.level(Score::MAX) <= *levels.end();
        self.lowest(*levels.start())..=if last { Score::MAX } else { above - 1 }
    }
}

/// Plays all levels of a range of scores. `plain`: an objective to make others of.
pub(super) fn play<'a>(
    face: &mut Face<'a>,
    plain: &Objective<'a>,
    levels: &[Score],
    range: (Score, Score),
    certificates: &mut Vec<Certificate>,
) -> Result<(), SolveError> {
    let ladder = Ladder::new(levels);
    let mut plays = Plays { face, plain, ladder, certificates };
    let mut from = plays.ladder.level(range.0);
    let top = plays.ladder.level(range.1);
    plays.bisect(from, top)?;
    while from <= top {
        let next = plays.next(from).unwrap_or(top + 1);
        if next > from {
            plays.skip(from..=next - 1)?;
        }
        if next <= top {
            plays.solve(next)?;
        }
        from = next + 1;
    }
    Ok(())
}

struct Plays<'f, 'a> {
    face: &'f mut Face<'a>,
    plain: &'f Objective<'a>,
    ladder: Ladder,
    certificates: &'f mut Vec<Certificate>,
}

impl<'a> Plays<'_, 'a> {
    /// The lowest level of the present pairs, of those not below `from`.
    fn next(&self, from: i64) -> Option<i64> {
        let level = |pair: &(u32, u32)| self.ladder.level(self.face.score(*pair));
        self.face.current.iter().map(level).filter(|&level| level >= from).min()
    }

    fn objective(&self, levels: RangeInclusive<i64>) -> Objective<'a> {
        // Levels are scores or steps, which fit.
        let name = StageName::Level((*levels.end()).clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        Objective { name, points: false, range: Some(self.ladder.scores(levels)), ..self.plain.clone() }
    }

    /// Step 1: makes the present solution one whose lowest level is the highest possible.
    fn bisect(&mut self, least: i64, top: i64) -> Result<(), SolveError> {
        let Some(mut low) = self.next(least) else { return Ok(()) };
        let mut high = top;
        while low < high {
            let middle = low + (high - low + 1) / 2;
            let objective = self.objective(least..=middle - 1);
            let objective = self.face.play(objective);
            let solved = stages::stage(self.face, &objective)?;
            let below = |pair: &(u32, u32)| self.ladder.level(self.face.score(*pair)) < middle;
            if solved.pairs.iter().any(below) {
                high = middle - 1;
            } else {
                self.face.current = solved.pairs;
                low = self.next(least).unwrap_or(high);
            }
        }
        Ok(())
    }

    /// Step 2.
    fn solve(&mut self, level: i64) -> Result<(), SolveError> {
        let objective = self.objective(level..=level);
        let objective = self.face.play(objective);
        let solved = match &self.face.source {
            // Little changes from level to level.
            Source::List(list) => {
                let prices = vec![0; self.face.sides.places.len()];
                repair::repair(&list.weighed(&objective), &self.face.sides, prices, &self.face.current)?
            }
            Source::Table => stages::stage(self.face, &objective)?,
        };
        self.end(objective, solved)
    }

    /// Step 3.
    fn skip(&mut self, levels: RangeInclusive<i64>) -> Result<(), SolveError> {
        let objective = self.objective(levels);
        let objective = self.face.play(objective);
        let pairs = self.face.current.clone();
        let solved = Solved {
            firm: vec![false; pairs.len()],
            pairs,
            mentee_prices: vec![0; self.face.sides.demands.len()],
            mentor_prices: vec![0; self.face.sides.places.len()],
        };
        self.end(objective, solved)
    }

    fn end(&mut self, objective: Objective<'a>, solved: Solved) -> Result<(), SolveError> {
        self.certificates.push(objective.certificate(solved.mentee_prices.clone(), solved.mentor_prices.clone()));
        self.face.restrict(objective, solved)
    }
}
