//! Rearranging a scheme that runs: what a fresh choice would gain, against how many relationships under way it breaks.
//!
//! Each pair under way that is kept earns a bonus; the higher it is, the fewer are broken. With no bonus everything is
//! chosen anew, and with kept pairs before points as few as possible are broken. What lies between is the frontier.

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

/// The bonuses that are tried, in points.
const BONUSES: [i64; 9] = [0, 1, 2, 3, 5, 10, 20, 50, 100];

/// Works the frontier out, from everything anew to as few broken as possible; points that break as many and earn as
/// much as the one before are left out, and points that are worse than another in something and better in nothing. `under_way` are pairs as positions, sorted.
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
    let mut frontier: Vec<Arrangement> = Vec::new();
    for bonus in BONUSES.into_iter().map(Some).chain([None]) {
        let point = movable.arrange(bonus)?;
        let same =
            |known: &Arrangement| (known.kept, known.placed, known.total) == (point.kept, point.placed, point.total);
        if !frontier.last().is_some_and(same) {
            frontier.push(point);
        }
    }
    // Where a kept pair counts for nothing, one may be broken for nothing.
    let all = frontier.clone();
    frontier.retain(|point| !all.iter().any(|other| other.betters(point)));
    Ok(frontier)
}

impl Arrangement {
    /// Whether it is no worse in anything that is told, and better in something.
    fn betters(&self, other: &Arrangement) -> bool {
        let told = |point: &Arrangement| (point.kept, point.placed, point.lost, point.total);
        let no_worse = self.kept >= other.kept && self.placed >= other.placed && self.lost <= other.lost;
        no_worse && self.total >= other.total && told(self) != told(other)
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
        // Kept pairs that are a quantity of their own would come before what keeps places free: there they earn more than all
        // points together can make up for.
        let more_than_all = || {
            let places = asked.mentee_places.iter().fold(0i64, |sum, places| sum.saturating_add(i64::from(*places)));
            (pool.most - pool.least).saturating_mul(places).checked_add(1)
        };
        let units = match bonus {
            None if limited => more_than_all(),
            bonus => bonus.unwrap_or(0).checked_mul(pool.unit()),
        };
        let units = units.and_then(|units| Score::try_from(units).ok());
        let units = units.filter(|units| *units < Score::MAX / 4).ok_or(super::round::Obstacle::TooLarge)?;
        // Pairs under way may be whatever the rules say now, and earn a bonus.
        let scores = Altered::more(rows, |mentee, row| {
            let first = under_way.partition_point(|pair| (pair.0 as usize) < mentee);
            for (_, mentor) in under_way[first..].iter().take_while(|pair| pair.0 as usize == mentee) {
                let score = &mut row[*mentor as usize];
                if *score == FORBIDDEN {
                    *score = pool.score(mentee, *mentor as usize) as Score;
                }
                *score += units;
            }
        });
        let request = asked.request(&scores);
        // Where kept pairs come first, they are a quantity of their own.
        let request = if bonus.is_none() { Request { kept: under_way, ..request } } else { request };
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
}
