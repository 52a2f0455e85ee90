//! Rearranging a scheme that runs: what a fresh choice would gain, against how many relationships under way it breaks.
//!
//! Each pair under way that is kept earns a bonus; the higher it is, the fewer are broken. With no bonus everything is
//! chosen anew, and with kept pairs before points as few as possible are broken. What lies between is the frontier. Of
//! arrangements that are worth the same under a bonus, the one that keeps most is taken, and of these one in which fewest
//! lose whom they have.

use std::collections::HashSet;

use super::altered::Altered;
use super::asked::Asked;
use super::both_sides;
use super::pool::Pool;
use super::ready::Ready;
use super::rows::Rows;
use super::shares::{self, UnderWay};
use super::solvers::{FORBIDDEN, Request, Score};
use super::waiting::Waiting;
use crate::domain::scheme::Aim;

/// One point of the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// How many points a kept pair counts besides its own; `None`: kept pairs come before points.
    pub bonus: Option<i64>,
    /// The pairs (mentee, mentor) as positions, sorted.
    pub pairs: Vec<(u32, u32)>,
    /// How many of the pairs under way are among them.
    pub kept: usize,
    /// How many mentees have a mentor.
    pub placed: usize,
    /// How many mentees who have a mentor now would have none.
    pub lost: usize,
    /// The points of all pairs, in units.
    pub total: i64,
}

/// The bonuses that are tried first, in points.
const BONUSES: [i64; 9] = [0, 1, 2, 3, 5, 10, 20, 50, 100];

/// Beyond this no bonus is looked for, in points.
pub const HIGHEST: i64 = 10_000;

/// So many bonuses between those are tried, where the frontier may have another point.
const BETWEEN: usize = 12;

/// Works the frontier out, from everything anew to as few broken as possible; a point that is told already is left out, and
/// one that is worse than another in something and better in nothing. `under_way` are pairs as positions, sorted.
///
/// # Errors
/// Where points are too large to be added up exactly.
pub fn frontier(ready: &Ready<'_>, under_way: &[(u32, u32)]) -> Result<Vec<Arrangement>, super::round::Obstacle> {
    let Ready { pool, waited, served, .. } = ready;
    let rows = Rows::new(pool);
    // Nobody who waits comes before somebody who has a mentor: whoever loses one would wait as well.
    let has = |mentee: usize| under_way.iter().any(|pair| pair.0 as usize == mentee);
    let had = |mentor: usize| under_way.iter().any(|pair| pair.1 as usize == mentor);
    let waited: Vec<bool> = waited.iter().enumerate().map(|(mentee, waits)| *waits || has(mentee)).collect();
    let served: Vec<bool> = served.iter().enumerate().map(|(mentee, served)| *served && !has(mentee)).collect();
    let others = ready.others_waited.iter().enumerate();
    // Where none of the other side waited, it counts for nothing there either.
    let waiting = ready
        .waiting
        .as_ref()
        .and_then(|_| Waiting::new(pool, &others.map(|(mentor, waits)| *waits || had(mentor)).collect::<Vec<bool>>()));
    let asked = Asked::new(pool, &waited, &served);
    let movable =
        Movable { pool, rows: &rows, asked: &asked, waiting: waiting.as_ref(), staying: &ready.under_way, under_way };
    let mut points = Vec::new();
    for bonus in BONUSES.into_iter().map(Some).chain([None]) {
        points.push(movable.arrange(bonus)?);
    }
    for _ in 0..BETWEEN {
        let Some((at, bonus)) = between(&points, pool.unit()) else { break };
        points.insert(at, movable.arrange(Some(bonus))?);
    }
    // Of points that are told alike the first stands for all.
    let mut frontier: Vec<Arrangement> = Vec::new();
    for point in points {
        if !frontier.iter().any(|known| known.told() == point.told()) {
            frontier.push(point);
        }
    }
    let all = frontier.clone();
    frontier.retain(|point| !all.iter().any(|other| other.betters(point)));
    Ok(frontier)
}

/// A whole bonus under which something else than what is known may be best, and where it belongs: at the bonus under which
/// two neighbours are worth the same, another point is worth more or there is none between. `unit` is what one point is in units.
fn between(points: &[Arrangement], unit: i64) -> Option<(usize, i64)> {
    let tried = |bonus: i64| points.iter().any(|point| point.bonus == Some(bonus));
    let gaps = points.windows(2).enumerate().filter_map(|(at, two)| {
        let [one, other] = two else { return None };
        let kept = i64::try_from(other.kept.checked_sub(one.kept).filter(|kept| *kept > 0)?).ok()?;
        let lost = one.total.checked_sub(other.total).filter(|lost| *lost > 0)?;
        let each = kept.checked_mul(unit)?;
        let (low, high) = (one.bonus?, other.bonus.unwrap_or(HIGHEST + 1));
        let even = [lost / each, lost / each + i64::from(lost % each != 0)];
        let bonus = even.into_iter().find(|bonus| low < *bonus && *bonus < high && !tried(*bonus))?;
        Some((kept, at + 1, bonus))
    });
    // Where most lies between, most is to be found.
    gaps.max_by_key(|(kept, at, _)| (*kept, std::cmp::Reverse(*at))).map(|(_, at, bonus)| (at, bonus))
}

impl Arrangement {
    /// What is told of it.
    fn told(&self) -> (usize, usize, usize, i64) {
        (self.kept, self.placed, self.lost, self.total)
    }

    /// Whether it is no worse in anything that is told, and better in something.
    fn betters(&self, other: &Arrangement) -> bool {
        let no_worse = self.kept >= other.kept && self.placed >= other.placed && self.lost <= other.lost;
        no_worse && self.total >= other.total && self.told() != other.told()
    }
}

/// What can be moved, and what it is moved by.
struct Movable<'r, 'a> {
    pool: &'r Pool<'a>,
    rows: &'r Rows<'r, 'a>,
    asked: &'r Asked,
    /// Who of the other side comes first.
    waiting: Option<&'r Waiting>,
    /// The relationships that do not move and count towards shares.
    staying: &'r UnderWay,
    under_way: &'r [(u32, u32)],
}

impl Movable<'_, '_> {
    /// The best arrangement under one bonus.
    ///
    /// # Errors
    /// As [`frontier`].
    fn arrange(&self, bonus: Option<i64>) -> Result<Arrangement, super::round::Obstacle> {
        let Movable { pool, rows, asked, waiting, staying, under_way } = *self;
        let too_large = |_| super::round::Obstacle::TooLarge;
        let limited = pool.given.scheme.limits_pools();
        // Where points come first, and where a quantity of their own would come before what keeps places free, kept pairs
        // earn more than all points together can make up for.
        let by_points = limited || pool.given.scheme.aim == Aim::BestFit;
        let units = match bonus {
            None if by_points => self.more_than_all(),
            bonus => bonus.unwrap_or(0).checked_mul(pool.unit()),
        };
        let units = units.filter(|units| *units < MOST).ok_or(super::round::Obstacle::TooLarge)?;
        let ties = self.ties(units);
        // Pairs under way may be whatever the rules say now, and earn a bonus.
        let scores = Altered::more(rows, |mentee, row| {
            let first = under_way.partition_point(|pair| (pair.0 as usize) < mentee);
            let own = || under_way[first..].iter().take_while(|pair| pair.0 as usize == mentee);
            for (_, mentor) in own() {
                let score = &mut row[*mentor as usize];
                if *score == FORBIDDEN {
                    *score = pool.score(mentee, *mentor as usize) as Score;
                }
                *score += units as Score;
            }
            if ties.each == 1 {
                return;
            }
            let has = if asked.mentee_places.get(mentee) == Some(&1) && own().next().is_some() { ties.has } else { 0 };
            row.iter_mut().filter(|score| **score != FORBIDDEN).for_each(|score| *score = *score * ties.each + has);
            own().for_each(|(_, mentor)| row[*mentor as usize] += ties.kept);
        });
        let request = asked.request(&scores);
        // Where kept pairs come first, they are a quantity of their own.
        let request = if bonus.is_none() && !by_points { Request { kept: under_way, ..request } } else { request };
        let pairs = Waiting::raised(waiting, &scores, |scores| match limited {
            true => shares::solve(pool, asked, scores, staying).map(|solved| solved.pairs),
            false => both_sides::solve(pool, &Request { scores, ..request }).map(|solved| solved.solution.pairs),
        });
        let pairs = pairs.map_err(too_large)?;
        let known: HashSet<&(u32, u32)> = under_way.iter().collect();
        let placed: HashSet<u32> = pairs.iter().map(|pair| pair.0).collect();
        let lost: HashSet<u32> =
            under_way.iter().map(|pair| pair.0).filter(|mentee| !placed.contains(mentee)).collect();
        Ok(Arrangement {
            bonus,
            kept: pairs.iter().filter(|pair| known.contains(pair)).count(),
            placed: placed.len(),
            lost: lost.len(),
            total: pairs.iter().map(|(i, j)| pool.score(*i as usize, *j as usize)).sum(),
            pairs,
        })
    }

    /// More than all points together can make up for, in units; `None` where that is too large.
    fn more_than_all(&self) -> Option<i64> {
        let Movable { pool, asked, .. } = *self;
        let (most, least) = (pool.most.max(0), pool.least.min(0));
        if !pool.given.scheme.limits_pools() && !both_sides::coupled(pool) {
            // A pair is kept instead of one more of each of the two.
            return most.checked_mul(2)?.checked_sub(least)?.checked_add(1);
        }
        let places = asked.mentee_places.iter().fold(0i64, |sum, places| sum.saturating_add(i64::from(*places)));
        (most - least).saturating_mul(places).checked_add(1)
    }

    /// What tells arrangements apart that are worth the same, as far as there is room for it beside the points.
    fn ties(&self, units: i64) -> Ties {
        let all = self.under_way.len() as i64 + 1;
        let largest = self.pool.most.abs().max(self.pool.least.abs()).saturating_add(units).saturating_add(1);
        // Who of the other side comes first is told by points, of which there would have to be as many more.
        let fits = |ties: &(i64, i64, i64)| self.waiting.is_none() && largest.saturating_mul(ties.0) < MOST;
        let (each, kept, has) = [(all * all, all, 1), (all, 1, 0)].into_iter().find(fits).unwrap_or((1, 0, 0));
        Ties { each: each as Score, kept: kept as Score, has: has as Score }
    }
}

/// Points are kept below this, in units, so that sums of a few have room.
const MOST: i64 = Score::MAX as i64 / 4;

/// What a unit of points counts, beside which a kept pair and somebody who keeps having somebody count so little that all of
/// them together are less.
struct Ties {
    each: Score,
    kept: Score,
    has: Score,
}
