//! Why, why not, and what if: answers about a round, person by person.
//!
//! Pairs under the aims of prices are answered by exact prices ([`Marginal`]), everything else by solving anew (`anew`).
//! `changes` finds the smallest change that would help somebody who was left out; [`stable`] and [`sets`] answer for
//! choices that no two would walk away from, and for groups.

mod anew;
mod changes;
mod effect;
mod nearest;
pub mod sets;
pub mod stable;

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::asked::Asked;
use super::both_sides;
use super::peers::{Near, Play, both_ways};
use super::pool::Pool;
use super::ready::Ready;
use super::rows::Rows;
use super::shares::{self, Limit, Within};
use super::solvers::marginal::{Marginal, Shortage, Worth};
use super::solvers::{self, FORBIDDEN, Request, Scores, Solution};
use super::waiting::Waiting;
use crate::domain::scheme::{Aim, Form};
use anew::{Anew, Found};
pub use changes::Change;
use effect::Whole;
pub use effect::{Effect, Step, Sure};
pub use nearest::Nearest;

/// A round of pairs that was solved, ready for questions.
pub struct Explained<'e> {
    /// The people and what lies between them.
    pub pool: &'e Pool<'e>,
    /// The pairs (mentee, mentor) as positions, sorted; of one pool each pair stands there both ways.
    pub pairs: &'e [(u32, u32)],
    /// The pools of mentors that are limited.
    pub limits: &'e [Limit],
    anew: Anew<'e>,
    now: Whole,
    prices: Option<Prices<'e>>,
    /// Of one pool: what is solved anew from where the best was found, and who may be the nearest.
    near: Option<Near<'e>>,
    /// Whether solving for everybody else would take too long.
    sparing: bool,
    /// What was solved anew already for somebody who was left out, and counts for all of them.
    tried: RefCell<HashMap<Tried, Placing>>,
}

/// What may be asked for several people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Tried {
    /// One place more with a mentor.
    Place(usize),
    /// One relationship more with a pool, by its place among the limits.
    Share(usize),
}

/// How the whole would change, and who would be placed of those who are left out.
#[derive(Clone, Debug, Default)]
struct Placing {
    gain: Effect,
    placed: Vec<u32>,
}

/// Exact prices, where there are any.
struct Prices<'e> {
    marginal: Marginal<'e>,
    firm: OnceCell<Vec<bool>>,
    more: OnceCell<Vec<Worth>>,
    less: OnceCell<Vec<Worth>>,
    by_room: OnceCell<Vec<usize>>,
    sure: Sure,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unexplained {
    /// Points are too large to be added up exactly.
    TooLarge,
    /// The round was searched for and not proved: there is nothing firm to compare with.
    Searched,
    /// The best that keeps to the shares of pools was searched for, since what they allow depends on how many
    /// relationships there are.
    Shares,
    /// Too many people to solve anew for every question.
    TooMany,
}

/// Up to so many numbers that would be looked at for one person, everybody else is solved for.
const EFFORT: usize = 30_000_000;

/// Beyond so many nothing is solved anew.
const TOO_MUCH: usize = 4_000_000_000;

/// Solves a pool and answers questions about it. Not for the aim stable, and not for groups.
///
/// # Errors
/// Where there is no answer.
pub fn explain<T>(ready: &Ready<'_>, answer: impl FnOnce(&Explained<'_>) -> T) -> Result<T, Unexplained> {
    let Ready { pool, waited, served, waiting, under_way, .. } = ready;
    let rows = Rows::new(pool);
    let asked = Asked::new(pool, waited, served);
    let mut limits = Vec::new();
    let mut shared = None;
    if pool.given.scheme.limits_pools() && !pool.given.scheme.form.one_pool() {
        let solve = |scores: &dyn Scores| shares::solve(pool, &asked, scores, under_way);
        let solved = Waiting::raised(waiting.as_ref(), &rows, solve).map_err(|_| Unexplained::TooLarge)?;
        if !solved.best_within {
            return Err(Unexplained::Searched);
        }
        limits = solved.limits.clone();
        shared = Some(solved).filter(|_| pool.given.scheme.pools.iter().any(|pool| pool.share.is_some()));
    }
    let within = Within::new(&asked, &rows, &mut limits, pool.given.scheme.aim);
    let shares = shared.as_ref().map(|_| under_way);
    let anew = Anew { pool, asked: &asked, waiting: waiting.as_ref(), scores: &rows, limits: &limits, shares };
    let now = |pairs: &[(u32, u32)]| anew.whole(pairs);
    // Of prices in which those of the other side who waited count besides, points could not be told.
    let plain = waiting.is_none();
    let by_prices = pool.given.scheme.form != Form::Peer && pool.given.scheme.aim != Aim::Fairest && plain;
    let coupled = !pool.given.scheme.form.one_pool() && both_sides::coupled(pool);
    if by_prices && !coupled && shares.is_none() {
        let solution = solvers::solve(&within.request()).map_err(|_| Unexplained::TooLarge)?;
        return answer_by_prices(anew, &within.request(), &solution, Sure::Exact, now, answer);
    }
    if pool.given.scheme.form == Form::Peer && pool.given.scheme.aim != Aim::Fairest && plain {
        let play = Play::new(pool, &rows, waited);
        let near = Near::new(&play, pool.given.scheme.aim).map_err(|_| Unexplained::TooLarge)?;
        let pairs = both_ways(&near.mates);
        let (now, near, tried) = (now(&pairs), Some(near), RefCell::default());
        let sparing = pool.mentees.len() > nearest::ALL;
        let (limits, prices) = (&limits, None);
        return Ok(answer(&Explained { pool, pairs: &pairs, limits, anew, now, prices, near, sparing, tried }));
    }
    let (pairs, sure) = anew.solve().ok_or(Unexplained::TooLarge)?;
    if sure != Sure::Exact {
        return Err(if shares.is_some() { Unexplained::Shares } else { Unexplained::Searched });
    }
    let with_places = pool.mentors.iter().filter(|side| side.places > 0).count();
    let effort = with_places.saturating_mul(pool.mentors.len()).saturating_mul(pool.mentees.len());
    let (sparing, can_be_solved) = (effort > EFFORT, effort <= TOO_MUCH);
    if can_be_solved && !(sparing && by_prices) {
        return Ok(answer_by_solving(anew, &pairs, sparing, answer));
    }
    if !by_prices {
        return Err(Unexplained::TooMany);
    }
    let solution = solvers::solve(&within.request()).map_err(|_| Unexplained::TooLarge)?;
    // Prices of another choice, in which somebody would have both roles, say nothing.
    if people(pool, &solution.pairs) != pairs {
        if !can_be_solved {
            return Err(Unexplained::TooMany);
        }
        return Ok(answer_by_solving(anew, &pairs, sparing, answer));
    }
    answer_by_prices(anew, &within.request(), &solution, Sure::AtBest, now, answer)
}

/// The pairs of people: those of the stand-ins of largest shares come last.
fn people<'s>(pool: &Pool<'_>, pairs: &'s [(u32, u32)]) -> &'s [(u32, u32)] {
    &pairs[..pairs.partition_point(|pair| (pair.0 as usize) < pool.mentees.len())]
}

fn answer_by_solving<T>(
    anew: Anew<'_>,
    pairs: &[(u32, u32)],
    sparing: bool,
    answer: impl FnOnce(&Explained<'_>) -> T,
) -> T {
    let (pool, limits, now, tried) = (anew.pool, anew.limits, anew.whole(pairs), RefCell::default());
    answer(&Explained { pool, pairs, limits, anew, now, prices: None, near: None, sparing, tried })
}

fn answer_by_prices<'e, T>(
    anew: Anew<'e>,
    request: &Request<'e>,
    solution: &'e Solution,
    sure: Sure,
    now: impl Fn(&[(u32, u32)]) -> Whole,
    answer: impl FnOnce(&Explained<'_>) -> T,
) -> Result<T, Unexplained> {
    let marginal = Marginal::new(request, solution).map_err(|_| Unexplained::TooLarge)?;
    let (firm, more, less, by_room) = (OnceCell::new(), OnceCell::new(), OnceCell::new(), OnceCell::new());
    let prices = Some(Prices { marginal, firm, more, less, by_room, sure });
    let pairs = people(anew.pool, &solution.pairs);
    let (pool, limits, tried) = (anew.pool, anew.limits, RefCell::default());
    let (near, sparing) = (None, false);
    Ok(answer(&Explained { pool, pairs, limits, anew, now: now(pairs), prices, near, sparing, tried }))
}

impl Explained<'_> {
    /// For each mentor: how the whole would change if this mentee had to have them; `None` where that cannot be.
    pub fn alternatives(&self, mentee: usize) -> Vec<Option<Effect>> {
        match &self.prices {
            Some(prices) => {
                let now = prices.marginal.worth();
                // A pool that may have nobody at all is full of stand-ins, who have nowhere else to go.
                let shut = |mentor: usize| self.limit_of(mentor).is_some_and(|limit| limit.at_most == 0);
                let then = prices.marginal.alternatives(mentee).into_iter().enumerate();
                let then = then.map(|(mentor, then)| then.filter(|_| !shut(mentor)));
                then.map(|then| then.map(|then| self.priced(prices, then - now))).collect()
            }
            None => (0..self.pool.mentors.len()).map(|mentor| self.together(mentee, mentor)).collect(),
        }
    }

    /// The nearest so many alternatives of a person; where no prices tell who they are, those with the highest scores.
    pub fn nearest(&self, one: usize, wanted: usize) -> Nearest {
        match &self.near {
            Some(near) => self.nearest_of(near, one, wanted),
            None => self.likeliest_of(one, wanted),
        }
    }

    /// Whether [`Explained::alternatives`] tells all in reasonable time.
    pub fn tells_all(&self) -> bool {
        !self.sparing
    }

    /// How many people who were left out may be helped by solving anew in reasonable time.
    pub fn can_help(&self) -> usize {
        match (self.tells_all(), &self.near) {
            (true, _) => usize::MAX,
            (false, Some(_)) => 2,
            (false, None) => 0,
        }
    }

    /// How the whole would change if two people had to be together; `None` where they cannot be.
    pub fn alternative(&self, mentee: usize, mentor: usize) -> Option<Effect> {
        match self.prices {
            Some(_) => self.alternatives(mentee).swap_remove(mentor),
            None => self.together(mentee, mentor),
        }
    }

    fn together(&self, mentee: usize, mentor: usize) -> Option<Effect> {
        let mut row = vec![FORBIDDEN; self.pool.mentors.len()];
        self.anew.scores.fill(mentee, &mut row);
        let places = |sides: &[super::pool::Side], at: usize| sides[at].places > 0;
        let may_be =
            row[mentor] != FORBIDDEN && places(&self.pool.mentees, mentee) && places(&self.pool.mentors, mentor);
        if may_be && self.pairs.binary_search(&(mentee as u32, mentor as u32)).is_ok() {
            return Some(self.now.to(&self.now, Sure::Exact));
        }
        let found = || match &self.near {
            Some(near) => Some((near.with(mentee, mentor)?, Sure::Exact)),
            None => self.anew.with(mentee, mentor),
        };
        may_be.then(found).flatten().map(|found| self.effect(found))
    }

    /// Whether a pair, by its place among the pairs, is in every choice that is as good but for the lots; `None` where
    /// that is not known.
    pub fn firm(&self, at: usize) -> Option<bool> {
        let Some(prices) = &self.prices else {
            let (i, j) = self.pairs[at];
            let (pairs, sure) = self.anew.without(i as usize, j as usize)?;
            let otherwise = self.anew.whole(&pairs);
            let worse = otherwise.order() < self.now.order();
            return (!worse || sure == Sure::Exact).then_some(worse);
        };
        let firm = prices.firm.get_or_init(|| prices.marginal.firm()).get(at).copied()?;
        // Another choice that is as good may be one that people in two roles rule out.
        (firm || prices.sure == Sure::Exact).then_some(firm)
    }

    /// What one place more would add for a mentor.
    pub fn one_more_place(&self, mentor: usize) -> Option<Effect> {
        self.with_places(mentor, 1, |prices| prices.more.get_or_init(|| prices.marginal.one_more_place()))
    }

    /// What one place less would change for a mentor.
    pub fn one_place_less(&self, mentor: usize) -> Option<Effect> {
        // More places than there are people to fill them: the last is never missed.
        if self.pool.mentors.get(mentor).is_some_and(|side| side.places as usize > self.pool.mentees.len()) {
            return Some(self.now.to(&self.now, Sure::Exact));
        }
        self.with_places(mentor, -1, |prices| prices.less.get_or_init(|| prices.marginal.one_place_less()))
    }

    fn with_places<'s>(
        &'s self,
        mentor: usize,
        more: i64,
        priced: impl Fn(&'s Prices<'_>) -> &'s Vec<Worth>,
    ) -> Option<Effect> {
        // A place more does not raise the limit of a pool, nor a place less lower it; a share of more relationships is more.
        let by_prices = |_: &&Prices<'_>| {
            self.limit_of(mentor).is_none() && self.anew.shares.is_none() && !self.would_be_in_two_roles(mentor)
        };
        match self.prices.as_ref().filter(by_prices) {
            Some(prices) => Some(self.priced(prices, *priced(prices).get(mentor)?)),
            None => self.anew.places(mentor, more).map(|found| self.effect(found)),
        }
    }

    /// Whether somebody without a place would be mentor and mentee at once with one, which prices know nothing of.
    fn would_be_in_two_roles(&self, mentor: usize) -> bool {
        let side = &self.pool.mentors[mentor];
        side.places == 0 && self.pool.mentee_position(side.person).is_some()
    }

    /// Whether a mentee has somebody already, and a place for one more.
    pub fn is_served(&self, mentee: usize) -> bool {
        self.anew.asked.served.get(mentee) == Some(&true)
    }

    /// Who is left because too few mentors are possible for too many people; and how many places of those mentors are
    /// not counted, since largest shares keep them free.
    pub fn shortages(&self) -> Vec<(Shortage, usize)> {
        let shortages = match &self.prices {
            Some(prices) => prices.marginal.shortages(),
            // Of one pool a shortage is no matter of places.
            None if self.pool.given.scheme.form == Form::Peer => Vec::new(),
            None => self.anew.shortages(),
        };
        let apart = |mut shortage: Shortage| {
            let all = shortage.mentees.len();
            shortage.mentees.retain(|mentee| (*mentee as usize) < self.pool.mentees.len());
            let kept_free = all - shortage.mentees.len();
            shortage.places = shortage.places.saturating_sub(kept_free as u64);
            (shortage, kept_free)
        };
        shortages.into_iter().map(apart).collect()
    }

    fn limit_of(&self, mentor: usize) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.mentors.binary_search(&mentor).is_ok())
    }

    /// The mentors whom a mentee has; of one pool the other one.
    pub fn mentors_of(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        let mine = self.pairs.partition_point(|pair| (pair.0 as usize) < mentee);
        self.pairs[mine..].iter().take_while(move |pair| pair.0 as usize == mentee).map(|pair| pair.1 as usize)
    }

    /// Whether exact prices answer, so that any number of questions may be asked.
    pub fn by_prices(&self) -> bool {
        self.prices.is_some()
    }

    /// Whether one pool answers from where its best pairs were found, so that many questions may be asked.
    pub fn by_pool(&self) -> bool {
        self.near.is_some()
    }

    fn effect(&self, (pairs, sure): Found) -> Effect {
        self.now.to(&self.anew.whole(&pairs), sure)
    }

    fn priced(&self, prices: &Prices<'_>, change: Worth) -> Effect {
        Effect::of_prices(self.pool.given.scheme.aim, change, prices.sure)
    }
}
