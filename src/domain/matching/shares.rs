//! Largest shares: no more than so many relationships with the mentors of one pool, since they cost money, say.
//!
//! 1. Mentors of a pool who have P places in all and may use K of them keep P − K places free. A stand-in among the
//!    mentees takes each of those: it can go to the mentors of that pool and to nobody else, and comes before
//!    everybody. So every stand-in has a place, and K are left; no solver need know why.
//! 2. Stand-ins come first as people who waited and as pairs that are kept; where points come before people, by earning
//!    one more than any pair does: one relationship more with a pool never adds more than its own points.
//! 3. A share of all relationships is a limit that depends on how many there are. From the highest that could be: solve;
//!    while a pool has more than its share of what was found, lower its limit to that and solve again. As long as each
//!    solution makes as many relationships as there can be, everything that keeps to the shares keeps to the limits too,
//!    so that the first solution that keeps to the shares is the best of all. Otherwise what makes more relationships than
//!    the solution may have more of a pool: each such number is tried by itself, where that is not too much.

mod exactly;

use super::asked::Asked;
use super::pool::{Given, Pool};
use super::solvers::{Certificate, FORBIDDEN, Request, Score, Scores, SolveError, coupled, lots};
use super::standing::Standing;
use super::{both_sides, wide};
use crate::domain::person::Entry;
use crate::domain::scheme::{Aim, Role, Scheme};
use crate::domain::value::{Value, Vocabulary};
use crate::wording::normal;
use exactly::exactly;

/// Relationships under way, which count towards a share.
#[derive(Clone, Debug, Default)]
pub struct UnderWay {
    /// By pool of the scheme.
    pub by_pool: Vec<u32>,
    /// With anybody.
    pub all: u32,
    /// The pool (by its position in the scheme) of one that is to come about whatever else does: a choice in which its pool
    /// has more than its share is none.
    pub to_be: Option<usize>,
    /// A pool with which one relationship more is allowed than its share.
    pub beyond: Option<usize>,
}

impl UnderWay {
    /// Counts what is under way or fixed.
    pub fn new(given: &Given<'_>, standing: &Standing) -> Self {
        let mut counted = UnderWay { by_pool: vec![0; given.scheme.pools.len()], ..UnderWay::default() };
        for person in given.people.iter().filter(|_| given.scheme.limits_pools()) {
            let Some(entry) = person.entry(Role::Mentor) else { continue };
            let taken = standing.taken(person.id, Role::Mentor);
            counted.all += taken;
            if let Some(pool) = pool_of(given.scheme, given.words, entry) {
                counted.by_pool[pool] += taken;
            }
        }
        counted
    }

    /// The same with one more, with a mentor of a pool or of none.
    pub fn with_one(&self, pool: Option<usize>) -> Self {
        let mut counted = UnderWay { all: self.all.saturating_add(1), to_be: pool, ..self.clone() };
        if let Some(of_pool) = pool.and_then(|pool| counted.by_pool.get_mut(pool)) {
            *of_pool = of_pool.saturating_add(1);
        }
        counted
    }

    /// How many more a pool may have where so many are made besides; less than nothing where it has too many.
    fn allowed(&self, scheme: &Scheme, pool: usize, relationships: usize) -> i64 {
        let in_all = self.all.saturating_add(u32::try_from(relationships).unwrap_or(u32::MAX));
        let beyond = i64::from(self.beyond == Some(pool));
        let of_pool = self.by_pool.get(pool).copied().unwrap_or(0);
        i64::from(scheme.pools[pool].at_most(in_all)) + beyond - i64::from(of_pool)
    }

    fn at_most(&self, scheme: &Scheme, pool: usize, relationships: usize) -> u32 {
        u32::try_from(self.allowed(scheme, pool, relationships).max(0)).unwrap_or(u32::MAX)
    }

    /// Whether some pairs keep to the shares, but for what was too much before.
    fn keeps(&self, scheme: &Scheme, limits: &[Limit], relationships: usize) -> bool {
        let to_be = self.to_be.is_none_or(|pool| self.allowed(scheme, pool, relationships) >= 0);
        to_be && limits.iter().all(|limit| limit.used <= self.at_most(scheme, limit.pool, relationships))
    }
}

/// How many relationships a round may make with the mentors of one pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The pool's position in the scheme.
    pub pool: usize,
    /// Its mentors, as positions, ascending.
    pub mentors: Vec<usize>,
    /// No more than so many.
    pub at_most: u32,
    /// So many there are.
    pub used: u32,
    /// So many places were kept free for that.
    pub kept_free: u32,
}

impl Limit {
    /// Whether one more relationship is ruled out by the limit alone.
    pub fn is_reached(&self) -> bool {
        self.kept_free > 0 && self.used >= self.at_most
    }
}

/// The best pairs that keep to the largest shares.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// The pairs (mentee, mentor), sorted.
    pub pairs: Vec<(u32, u32)>,
    /// The prices, those of the stand-ins behind those of the mentees.
    pub stages: Vec<Certificate>,
    /// The mentors with whom a place is kept free, by stand-in.
    pub kept_free: Vec<u32>,
    /// One for each pool that is limited.
    pub limits: Vec<Limit>,
    /// Whether these are the best pairs within these limits.
    pub best_within: bool,
    /// Whether limits that do not rule the best out were not found, but searched for.
    pub searched: bool,
    /// Whether nothing better keeps to the shares, whether or not prices prove it.
    pub best: bool,
}

/// The pool that a mentor is of.
pub fn pool_of(scheme: &Scheme, words: &Vocabulary, mentor: &Entry) -> Option<usize> {
    scheme.pools.iter().position(|pool| match mentor.value(pool.field) {
        Value::Choice(word) => normal(words.spelling(*word)) == normal(&pool.name),
        _ => false,
    })
}

/// Finds the best pairs that keep to the largest shares of a scheme; `None` where one that is to be is beyond them.
///
/// # Errors
/// As the solver's.
pub fn best(
    pool: &Pool<'_>,
    asked: &Asked,
    scores: &dyn Scores,
    under_way: &UnderWay,
) -> Result<Option<Shared>, SolveError> {
    let scheme = pool.given.scheme;
    let places = |of: &[u32]| of.iter().fold(0u32, |sum, places| sum.saturating_add(*places));
    let mut most = places(&asked.mentee_places).min(places(&asked.mentor_places)) as usize;
    let mut limits = limits(pool);
    // Whether no choice makes more relationships than the best one.
    let as_many_as_can_be = match scheme.aim {
        Aim::MostPeople => asked.mentee_places.iter().all(|places| *places <= 1),
        Aim::Fairest => true,
        Aim::BestFit | Aim::Stable => false,
    };
    // Whoever is a mentor or a mentee as needed takes places away where they are a mentee after all, and the stand-ins
    // are then too many.
    let takes_one_role =
        |j: &usize| pool.mentor(*j).0.either && pool.mentee_position(pool.mentors[*j].person).is_some();
    let either = limits.iter().any(|limit| limit.mentors.iter().any(takes_one_role));
    let worth = |pairs: &[(u32, u32)]| coupled::worth(&asked.request(scores), pairs);
    let (mut searched, mut all_tried) = (false, true);
    let mut found: Option<Shared> = None;
    loop {
        limits.iter_mut().for_each(|limit| limit.at_most = under_way.at_most(scheme, limit.pool, most));
        let within = Within::new(asked, scores, &mut limits, scheme.aim);
        let solved = both_sides::solve(pool, &within.request())?;
        let real = pool.mentees.len() as u32;
        let stages = solved.solution.stages;
        let mut pairs = solved.solution.pairs;
        let kept_free: Vec<u32> =
            pairs.split_off(pairs.partition_point(|pair| pair.0 < real)).into_iter().map(|pair| pair.1).collect();
        use_limits(&mut limits, &pairs);
        let best_within = solved.proved && !either;
        all_tried &= best_within;
        // Nothing with fewer relationships is better than this.
        let better = found.as_ref().is_some_and(|found| worth(&found.pairs) >= worth(&pairs));
        if under_way.keeps(scheme, &limits, pairs.len()) && !better {
            let best = all_tried;
            return Ok(Some(Shared { pairs, stages, kept_free, limits, best_within, searched, best }));
        }
        if better || pairs.len() == most {
            return Ok(found.map(|found| Shared { best: all_tried, ..found }));
        }
        if !as_many_as_can_be || !solved.proved {
            searched = true;
            // What makes more relationships may have more of a pool: each number of them is tried.
            let (more, size) = (most - pairs.len(), pool.mentees.len().saturating_mul(pool.mentors.len()));
            if more.saturating_mul(size) > EFFORT {
                all_tried = false;
            } else {
                for relationships in pairs.len() + 1..=most {
                    let exactly = exactly(pool, asked, scores, under_way, relationships);
                    all_tried &= exactly.is_some();
                    let more =
                        |one: &Shared| found.as_ref().is_none_or(|found| worth(&one.pairs) > worth(&found.pairs));
                    found = exactly.flatten().filter(more).or(found);
                }
            }
        }
        most = pairs.len();
    }
}

/// The same of a scheme as it is, where something always keeps to the shares: nothing at all.
///
/// # Errors
/// As the solver's; and where something is to be all the same that is beyond them.
pub fn solve(pool: &Pool<'_>, asked: &Asked, scores: &dyn Scores, under_way: &UnderWay) -> Result<Shared, SolveError> {
    best(pool, asked, scores, under_way)?.ok_or(SolveError::NoChoice)
}

/// Beyond so many numbers that would be looked at not every number of relationships is tried.
const EFFORT: usize = 2_000_000;

/// Counts the pairs of each limited pool.
fn use_limits(limits: &mut [Limit], pairs: &[(u32, u32)]) {
    for limit in limits {
        let of_pool = |pair: &&(u32, u32)| limit.mentors.binary_search(&(pair.1 as usize)).is_ok();
        limit.used = pairs.iter().filter(of_pool).count() as u32;
    }
}

/// The pools that are limited, without a limit yet.
fn limits(pool: &Pool<'_>) -> Vec<Limit> {
    let scheme = pool.given.scheme;
    let limited = (0..scheme.pools.len()).filter(|at| scheme.pools[*at].is_limited());
    let mut limits: Vec<Limit> =
        limited.map(|pool| Limit { pool, mentors: Vec::new(), at_most: u32::MAX, used: 0, kept_free: 0 }).collect();
    if limits.is_empty() {
        return limits;
    }
    for j in 0..pool.mentors.len() {
        let of = pool_of(scheme, pool.given.words, pool.mentor(j).1);
        if let Some(limit) = limits.iter_mut().find(|limit| Some(limit.pool) == of) {
            limit.mentors.push(j);
        }
    }
    limits
}

/// A request within limits: the mentees, and behind them the stand-ins.
pub struct Within<'r> {
    asked: Asked,
    /// Every place that a stand-in could take.
    kept: Vec<(u32, u32)>,
    plain: &'r dyn Scores,
    scores: StandIns<'r>,
}

impl<'r> Within<'r> {
    /// Puts as many stand-ins behind the mentees as places are kept free.
    pub fn new(asked: &Asked, scores: &'r dyn Scores, limits: &mut [Limit], aim: Aim) -> Self {
        let mut stand_ins = StandIns { scores, of: Vec::new(), open: Vec::new(), points: 0, little: false };
        for limit in limits {
            let places: u64 = limit.mentors.iter().map(|j| u64::from(asked.mentor_places[*j])).sum();
            limit.kept_free = u32::try_from(places.saturating_sub(u64::from(limit.at_most))).unwrap_or(u32::MAX);
            stand_ins.of.extend((0..limit.kept_free).map(|_| stand_ins.open.len()));
            stand_ins.open.push(limit.mentors.iter().map(|j| *j as u32).collect());
        }
        if aim == Aim::BestFit && !stand_ins.of.is_empty() {
            stand_ins.points = dearest(scores) + 1;
        }
        let mut row = vec![wide::FORBIDDEN; scores.mentors()];
        stand_ins.little = !stand_ins.of.is_empty()
            && i16::try_from(stand_ins.points).is_ok()
            && scores.mentees() > 0
            && scores.fill_little(0, &mut row);
        let first = scores.mentees() as u32;
        let places = |(n, of): (usize, &usize)| stand_ins.open[*of].iter().map(move |j| (first + n as u32, *j));
        let kept =
            if aim == Aim::BestFit { Vec::new() } else { stand_ins.of.iter().enumerate().flat_map(places).collect() };
        let asked = asked.with_stand_ins(stand_ins.of.len());
        Within { asked, kept, plain: scores, scores: stand_ins }
    }

    /// The request.
    pub fn request(&self) -> Request<'_> {
        if self.scores.of.is_empty() {
            return self.asked.request(self.plain);
        }
        Request { kept: &self.kept, ..self.asked.request(&self.scores) }
    }
}

/// The lot of a stand-in: by its number, so that one cannot be told from another by anything else.
pub fn lot(stand_in: usize) -> u64 {
    lots::lot(stand_in as u64 + 1, u64::MAX)
}

/// The most that any pair earns; at least 0.
fn dearest(scores: &dyn Scores) -> Score {
    extremes(scores).1
}

/// The least and the most that any pair earns; at most and at least 0.
fn extremes(scores: &dyn Scores) -> (Score, Score) {
    let mut row = vec![FORBIDDEN; scores.mentors()];
    let (mut low, mut high) = (0, 0);
    for mentee in 0..scores.mentees() {
        scores.fill(mentee, &mut row);
        for score in row.iter().copied().filter(|score| *score != FORBIDDEN) {
            (low, high) = (score.min(low), score.max(high));
        }
    }
    (low, high)
}

/// Scores with stand-ins behind the mentees.
struct StandIns<'r> {
    scores: &'r dyn Scores,
    /// By stand-in, which of the pools it keeps places free in.
    of: Vec<usize>,
    /// By pool that is limited, its mentors.
    open: Vec<Vec<u32>>,
    points: Score,
    /// Whether everything fits into half the width.
    little: bool,
}

impl StandIns<'_> {
    fn open(&self, mentee: usize) -> Option<&[u32]> {
        let of = self.of.get(mentee.checked_sub(self.scores.mentees())?)?;
        self.open.get(*of).map(Vec::as_slice)
    }
}

impl Scores for StandIns<'_> {
    fn mentees(&self) -> usize {
        self.scores.mentees() + self.of.len()
    }

    fn mentors(&self) -> usize {
        self.scores.mentors()
    }

    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        // Either all have a list or none has.
        let first = if self.scores.mentees() == 0 { None } else { self.scores.candidates(0) };
        first.and_then(|_| self.open(mentee).or_else(|| self.scores.candidates(mentee)))
    }

    fn fill_some(&self, mentee: usize, mentors: &[u32], scores: &mut [Score]) {
        let Some(open) = self.open(mentee) else { return self.scores.fill_some(mentee, mentors, scores) };
        for (score, mentor) in scores.iter_mut().zip(mentors) {
            *score = if open.binary_search(mentor).is_ok() { self.points } else { FORBIDDEN };
        }
    }

    fn fill_little(&self, mentee: usize, row: &mut [i16]) -> bool {
        match self.open(mentee) {
            _ if !self.little => return false,
            None => return self.scores.fill_little(mentee, row),
            Some(open) => {
                row.fill(wide::FORBIDDEN);
                open.iter().for_each(|mentor| row[*mentor as usize] = self.points as i16);
            }
        }
        true
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        let Some(open) = self.open(mentee) else { return self.scores.fill(mentee, row) };
        row.fill(FORBIDDEN);
        open.iter().for_each(|mentor| row[*mentor as usize] = self.points);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::matching::rows::Rows;
    use crate::domain::scheme::{FieldId, MentorPool};

    #[test]
    fn what_is_to_be_beyond_its_share_is_no_choice_without_limits() {
        let place = Default::default();
        let few = MentorPool { name: "external".into(), field: FieldId(0), most: Some(1), share: None, place };
        let scheme = Scheme { pools: vec![few], ..Scheme::default() };
        let (words, names, tables) = Default::default();
        let given = Given {
            scheme: &scheme,
            people: &[],
            words: &words,
            names: &names,
            tables: &tables,
            today: chrono::NaiveDate::MIN,
        };
        let pool = Pool::new(given, scheme.form.roles(), Vec::new(), Vec::new(), &HashSet::new()).unwrap();
        let (rows, asked) = (Rows::new(&pool), Asked::new(&pool, &[], &[]));
        let one = UnderWay { by_pool: vec![1], all: 1, ..UnderWay::default() };
        assert_eq!(solve(&pool, &asked, &rows, &one).unwrap().limits[0].at_most, 0, "the one there is");
        let further = solve(&pool, &asked, &rows, &one.with_one(Some(0)));
        assert_eq!(further.err(), Some(SolveError::NoChoice), "and one more that is to be");
    }
}
