//! The fairest solution: leximin over the pairs, a stage a level (Huang, Kavitha, Mehlhorn and Michail 2016, "Fair
//! matchings and related problems", on the optimal face instead of with weights that outgrow their integers).
//!
//! 1. The pairs of the most points are a good start: few of them are far below the others.
//! 2. Levels where the present solution has no pair need no solving: no number is less than none. All of them up to the
//!    next pair are one stage, proved by prices of 0.
//! 3. The highest level that all pairs can reach is searched upwards in growing steps; it often decides nearly all.
//! 4. A stage of a level has as few pairs there as possible. The face keeps that number for those that follow.
use super::face::{Face, Source};
use super::network::Solved;
use super::objective::Objective;
use super::{Certificate, Score, SolveError, StageName, repair, stages};
use std::ops::RangeInclusive;

/// Into how many steps the first search upwards divides the levels.
const STEPS: i64 = 64;

/// What is a level: see [`super::Request::levels`].
pub struct Ladder(Vec<Score>);

impl Ladder {
    /// From the lowest score of each level but the first; empty: every score is a level of its own.
    pub fn new(levels: &[Score]) -> Self {
        let mut steps = levels.to_vec();
        steps.sort_unstable();
        Ladder(steps)
    }

    /// The level of a score.
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
    pub fn scores(&self, levels: RangeInclusive<i64>) -> RangeInclusive<Score> {
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
    face.limits.listed = face.limits.levelled;
    let mut plays = Plays { face, plain, ladder, certificates };
    let mut from = plays.ladder.level(range.0);
    let top = plays.ladder.level(range.1);
    plays.start()?;
    from = plays.skip(from, top)?;
    plays.climb(from, top)?;
    while from <= top {
        from = plays.skip(from, top)?;
        if from <= top {
            plays.solve(from)?;
        }
        from += 1;
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

    /// Step 1.
    fn start(&mut self) -> Result<(), SolveError> {
        let objective = self.face.play(self.plain.clone());
        self.face.current = stages::stage(self.face, &objective)?.pairs;
        Ok(())
    }

    /// Step 2: the level of the next pair, or one above the top.
    fn skip(&mut self, from: i64, top: i64) -> Result<i64, SolveError> {
        let next = self.next(from).unwrap_or(top + 1);
        if next > from {
            let objective = self.objective(from..=next - 1);
            let objective = self.face.play(objective);
            let pairs = self.face.current.clone();
            let solved = Solved {
                firm: vec![false; pairs.len()],
                pairs,
                mentee_prices: vec![0; self.face.sides.demands.len()],
                mentor_prices: vec![0; self.face.sides.places.len()],
            };
            self.end(objective, solved)?;
        }
        Ok(next)
    }

    /// Step 3: makes the present solution one whose lowest level is the highest possible.
    fn climb(&mut self, least: i64, top: i64) -> Result<(), SolveError> {
        let Some(mut low) = self.next(least) else { return Ok(()) };
        let mut high = top;
        let mut step = (high - low) / STEPS;
        while low < high {
            let to = high.min(low + step.max(1));
            let objective = self.objective(least..=to - 1);
            let objective = self.face.play(objective);
            let solved = self.again(&objective)?;
            let below = |pair: &(u32, u32)| self.ladder.level(self.face.score(*pair)) < to;
            if solved.pairs.iter().any(below) {
                high = to - 1;
                step /= 2;
            } else {
                self.face.current = solved.pairs;
                low = self.next(least).unwrap_or(high);
                step *= 2;
            }
        }
        Ok(())
    }

    /// Step 4.
    fn solve(&mut self, level: i64) -> Result<(), SolveError> {
        let objective = self.objective(level..=level);
        let objective = self.face.play(objective);
        let solved = self.again(&objective)?;
        self.end(objective, solved)
    }

    /// Solves a stage from the present solution: little changes from level to level.
    fn again(&self, objective: &Objective) -> Result<Solved, SolveError> {
        match &self.face.source {
            Source::List(list) => {
                let prices = vec![0; self.face.sides.places.len()];
                repair::repair(&list.weighed(objective), &self.face.sides, prices, &self.face.current)
            }
            Source::Table => stages::stage(self.face, objective),
        }
    }

    fn end(&mut self, objective: Objective<'a>, solved: Solved) -> Result<(), SolveError> {
        self.certificates.push(objective.certificate(solved.mentee_prices.clone(), solved.mentor_prices.clone()));
        self.face.restrict(objective, solved)
    }
}
