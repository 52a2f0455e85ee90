//! A plain check of certificates, for tests: replays the faces with dense tables and knows nothing of the solvers.
use super::lots::{lot, word};
use super::{Aim, Certificate, FORBIDDEN, Request, Score, Scores, Solution, StageName};

/// A table of scores for tests.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub mentees: usize,
    pub mentors: usize,
    pub cells: Vec<Score>,
    /// Whether candidate lists are offered.
    pub lists: Option<Vec<Vec<u32>>>,
}

impl Grid {
    pub fn new(mentees: usize, mentors: usize, cells: Vec<Score>) -> Self {
        Grid { mentees, mentors, cells, lists: None }
    }

    pub fn listed(mut self) -> Self {
        let allowed = |i: usize| (0..self.mentors as u32).filter(|&j| self.at(i, j as usize) != FORBIDDEN).collect();
        let lists = (0..self.mentees).map(allowed).collect();
        self.lists = Some(lists);
        self
    }

    pub fn at(&self, i: usize, j: usize) -> Score {
        self.cells[i * self.mentors + j]
    }
}

impl Scores for Grid {
    fn mentees(&self) -> usize {
        self.mentees
    }
    fn mentors(&self) -> usize {
        self.mentors
    }
    fn fill(&self, mentee: usize, row: &mut [Score]) {
        row.copy_from_slice(&self.cells[mentee * self.mentors..(mentee + 1) * self.mentors]);
    }
    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        self.lists.as_ref().map(|lists| &lists[mentee][..])
    }
}

/// A request that owns its data.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub grid: Grid,
    pub b: Vec<u32>,
    pub c: Vec<u32>,
    pub aim: Aim,
    pub waited: Vec<bool>,
    pub kept: Vec<(u32, u32)>,
    pub levels: Vec<Score>,
    pub mentee_lots: Vec<u64>,
    pub mentor_lots: Vec<u64>,
}

impl Case {
    /// One place each, nobody waited, nothing kept.
    pub fn plain(grid: Grid, aim: Aim) -> Self {
        let lots = |n: usize, salt: u64| (0..n as u64).map(|i| lot(i, salt)).collect();
        Case {
            b: vec![1; grid.mentees],
            c: vec![1; grid.mentors],
            aim,
            waited: vec![false; grid.mentees],
            kept: Vec::new(),
            levels: Vec::new(),
            mentee_lots: lots(grid.mentees, 1),
            mentor_lots: lots(grid.mentors, 2),
            grid,
        }
    }

    pub fn request(&self) -> Request<'_> {
        Request {
            scores: &self.grid,
            mentee_places: &self.b,
            mentor_places: &self.c,
            aim: self.aim,
            waited: &self.waited,
            served: &[],
            kept: &self.kept,
            levels: &self.levels,
            mentee_lots: &self.mentee_lots,
            mentor_lots: &self.mentor_lots,
        }
    }

    pub fn lot(&self, i: usize, j: usize) -> u64 {
        lot(self.mentee_lots[i], self.mentor_lots[j])
    }

    /// All choices of pairs that are possible, each with the bits of its cells; for few people.
    pub fn choices(&self) -> impl Iterator<Item = (u32, Vec<(u32, u32)>)> {
        let (n, m) = (self.grid.mentees, self.grid.mentors);
        (0u32..1 << (n * m)).filter_map(move |set| {
            let cells = (0..n * m).filter(|cell| set >> cell & 1 == 1);
            let pairs: Vec<(u32, u32)> = cells.map(|c| ((c / m) as u32, (c % m) as u32)).collect();
            let allowed = pairs.iter().all(|p| self.grid.at(p.0 as usize, p.1 as usize) != FORBIDDEN);
            let rows = (0..n).all(|i| pairs.iter().filter(|p| p.0 as usize == i).count() <= self.b[i] as usize);
            let columns = (0..m).all(|j| pairs.iter().filter(|p| p.1 as usize == j).count() <= self.c[j] as usize);
            (allowed && rows && columns).then_some((set, pairs))
        })
    }

    /// The level of a pair.
    pub fn level(&self, (i, j): (u32, u32)) -> i128 {
        let score = self.grid.at(i as usize, j as usize);
        match self.levels.is_empty() {
            true => score.into(),
            false => self.levels.iter().filter(|&&step| step <= score).count() as i128,
        }
    }

    /// What a solution is worth, to be compared from the left.
    pub fn worth(&self, pairs: &[(u32, u32)]) -> Vec<i128> {
        let mut people: Vec<u32> = pairs.iter().map(|p| p.0).collect();
        people.dedup();
        let waited = people.iter().filter(|&&i| self.waited[i as usize]).count() as i128;
        let kept = pairs.iter().filter(|p| self.kept.contains(p)).count() as i128;
        let points: i128 = pairs.iter().map(|p| i128::from(self.grid.at(p.0 as usize, p.1 as usize))).sum();
        let people = people.len() as i128;
        let mut worth = match self.aim {
            Aim::MostPeople => vec![people, waited, kept, points],
            Aim::BestFit => vec![points, people, waited, kept],
            Aim::Fairest => {
                let mut levels: Vec<i128> = pairs.iter().map(|&p| self.level(p)).collect();
                levels.sort_unstable();
                let levels = levels.into_iter().chain([i128::MAX]);
                [people, waited, kept].into_iter().chain(levels).chain([points]).collect()
            }
        };
        for at in 0..4 {
            worth.push(pairs.iter().map(|p| i128::from(word(self.lot(p.0 as usize, p.1 as usize), at))).sum());
        }
        worth
    }
}

/// Checks every stage of a solution; what is wrong, if anything is.
pub(super) fn check(case: &Case, solution: &Solution) -> Result<(), String> {
    let (n, m) = (case.grid.mentees, case.grid.mentors);
    let mut used = vec![false; n * m];
    for &(i, j) in &solution.pairs {
        let cell = i as usize * m + j as usize;
        (case.grid.cells[cell] != FORBIDDEN && !used[cell]).then_some(()).ok_or("forbidden or twice")?;
        used[cell] = true;
    }
    let mut play = Play {
        case,
        open: case.grid.cells.iter().map(|&s| s != FORBIDDEN).collect(),
        used,
        low: vec![0; n],
        high: case.b.clone(),
        places: case.c.clone(),
        full: vec![false; m],
        placed: vec![false; n],
    };
    for (at, stage) in solution.stages.iter().enumerate() {
        play.levels(at.checked_sub(1).map(|before| &solution.stages[before]), stage)
            .and_then(|()| play.stage(stage))
            .map_err(|wrong| format!("stage {at} {:?}: {wrong}", stage.name))?;
    }
    Ok(())
}

struct Play<'a> {
    case: &'a Case,
    open: Vec<bool>,
    used: Vec<bool>,
    low: Vec<u32>,
    high: Vec<u32>,
    places: Vec<u32>,
    full: Vec<bool>,
    placed: Vec<bool>,
}

impl Play<'_> {
    fn weight(&self, stage: &Certificate, i: usize, j: usize) -> i128 {
        if let Some(at) = stage.word {
            return i128::from(word(self.case.lot(i, j), at));
        }
        if let Some(range) = &stage.range {
            return if range.contains(&self.case.grid.at(i, j)) { -1 } else { 0 };
        }
        let kept = self.case.kept.contains(&(i as u32, j as u32));
        i128::from(stage.points) * i128::from(self.case.grid.at(i, j)) + if kept { stage.kept.into() } else { 0 }
    }

    /// Stages of levels leave out no score, and only one without pairs speaks of several levels.
    fn levels(&self, before: Option<&Certificate>, stage: &Certificate) -> Result<(), String> {
        let allowed = || {
            (0..self.open.len()).filter(|&cell| {
                self.case.grid.cells[cell] != FORBIDDEN && {
                    let (i, j) = (cell / self.places.len(), cell % self.places.len());
                    self.case.b.get(i).is_some_and(|&b| b > 0) && self.case.c.get(j).is_some_and(|&c| c > 0)
                }
            })
        };
        let Some(range) = &stage.range else {
            let below = before.and_then(|before| before.range.as_ref());
            let missed = |end: Score| allowed().any(|cell| self.case.grid.cells[cell] > end);
            return if below.is_some_and(|r| missed(*r.end())) { Err("levels left out".into()) } else { Ok(()) };
        };
        let from = before.and_then(|before| before.range.as_ref()).map(|range| *range.end());
        let missed = |score: Score| score < *range.start() && from.is_none_or(|from| score > from);
        if allowed().any(|cell| missed(self.case.grid.cells[cell])) {
            return Err("a level left out".into());
        }
        let level =
            |cell: usize| self.case.level(((cell / self.places.len()) as u32, (cell % self.places.len()) as u32));
        let inside = |cell: &usize| range.contains(&self.case.grid.cells[*cell]);
        let mut levels: Vec<i128> = allowed().filter(inside).map(level).collect();
        levels.sort_unstable();
        levels.dedup();
        let StageName::Level(name) = stage.name else { return Err("not named after a level".into()) };
        if levels.last().is_some_and(|&last| last > name.into()) {
            return Err(format!("levels {levels:?}"));
        }
        let used = (0..self.open.len()).any(|cell| self.open[cell] && self.used[cell] && inside(&cell));
        if levels.len() > 1 && used { Err("several levels at once".into()) } else { Ok(()) }
    }

    // Plain indices on purpose: the check should read like the definition.
    #[allow(clippy::needless_range_loop)]
    fn stage(&mut self, stage: &Certificate) -> Result<(), String> {
        let (n, m) = (self.low.len(), self.places.len());
        let (mut primal, mut dual) = (0i128, 0i128);
        let mut held = vec![0u32; n];
        let mut taken = vec![0u32; m];
        let mut out = Vec::new();
        for i in 0..n {
            for j in 0..m {
                let cell = i * m + j;
                if !self.open[cell] || self.high[i] == 0 || self.places[j] == 0 {
                    if self.used[cell] && self.open[cell] {
                        return Err(format!("({i}, {j}) is used without a place"));
                    }
                    self.open[cell] = false;
                    continue;
                }
                let weight = self.weight(stage, i, j);
                let gain = weight - i128::from(stage.mentee_prices[i]) - i128::from(stage.mentor_prices[j]);
                if gain > 0 && !self.used[cell] {
                    return Err(format!("({i}, {j}) violates by {gain}"));
                }
                if gain < 0 && self.used[cell] {
                    return Err(format!("({i}, {j}) is used at a loss of {gain}"));
                }
                if self.used[cell] {
                    primal += weight;
                    held[i] += 1;
                    taken[j] += 1;
                }
                dual += gain.max(0);
                if gain > 0 {
                    out.push((i, j));
                }
                self.open[cell] = gain == 0;
            }
        }
        for i in 0..n {
            let price = i128::from(stage.mentee_prices[i]);
            let first = if self.placed[i] { 0 } else { i128::from(stage.first[i]) };
            let earns = |d: u32| price * i128::from(d) + if d > 0 { first } else { 0 };
            let best = (self.low[i]..=self.high[i]).map(earns).max().ok_or("no degree")?;
            let got = earns(held[i]);
            if held[i] < self.low[i] || held[i] > self.high[i] || got != best {
                return Err(format!("mentee {i} has {} of {}..={}", held[i], self.low[i], self.high[i]));
            }
            primal += if held[i] > 0 { first } else { 0 };
            dual += best;
            let low = (self.low[i]..=self.high[i]).find(|&d| earns(d) == best).unwrap_or(0);
            self.high[i] = (self.low[i]..=self.high[i]).rfind(|&d| earns(d) == best).unwrap_or(0);
            self.low[i] = low;
        }
        for j in 0..m {
            let price = i128::from(stage.mentor_prices[j]);
            if taken[j] > self.places[j] || (taken[j] < self.places[j] && (self.full[j] || price > 0)) {
                return Err(format!("mentor {j} has {} of {}", taken[j], self.places[j]));
            }
            if price < 0 && !self.full[j] && self.places[j] > 0 {
                return Err(format!("mentor {j} has a negative price"));
            }
            dual += price * i128::from(if price > 0 || self.full[j] { self.places[j] } else { 0 });
            self.full[j] |= price > 0;
        }
        if primal != dual {
            return Err(format!("{primal} is not {dual}"));
        }
        for (i, j) in out {
            self.placed[i] = true;
            self.low[i] = self.low[i].saturating_sub(1);
            self.high[i] -= 1;
            self.places[j] -= 1;
        }
        let all = (0..n).flat_map(|i| (0..m).map(move |j| (i, j))).filter(|&(i, j)| self.used[i * m + j]);
        let mut first = vec![true; n];
        let value: i128 = all
            .map(|(i, j)| {
                let bonus = if std::mem::take(&mut first[i]) { stage.first[i].into() } else { 0 };
                self.weight(stage, i, j) + bonus
            })
            .sum();
        if value == stage.value { Ok(()) } else { Err(format!("value {value}, said {}", stage.value)) }
    }
}
