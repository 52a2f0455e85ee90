//! Why, why not, and what if: exact answers about a round of pairs, person by person.

use super::asked::Asked;
use super::pool::Pool;
use super::ring::{Ring, ring};
use super::round::Ready;
use super::rows::Rows;
use super::shares::{self, Limit, Within};
use super::solvers::coupled::worth;
use super::solvers::marginal::{Marginal, Shortage, Worth};
use super::solvers::{Aim, Request, Score, Scores, solve};
use crate::domain::scheme::Role;
use std::cell::OnceCell;

/// A round of pairs that was solved, ready for questions.
pub struct Explained<'e> {
    /// The people and what lies between them.
    pub pool: &'e Pool<'e>,
    /// The pairs (mentee, mentor) as positions, sorted.
    pub pairs: &'e [(u32, u32)],
    /// The pools of mentors that are limited.
    pub limits: &'e [Limit],
    asked: &'e Asked,
    rows: &'e Rows<'e, 'e>,
    /// What was solved, with the stand-ins that keep places free.
    request: Request<'e>,
    marginal: Marginal<'e>,
    more: OnceCell<Vec<Worth>>,
}

/// Why nothing exact can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unexplained {
    /// Points are too large, or the best was searched for: two people mentor each other, or one person takes one of
    /// two roles.
    NoPrices,
}

/// The smallest change that gives somebody a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One place more with any one of these mentors.
    Place(Vec<usize>),
    /// One relationship more with a pool, by its position in the scheme.
    Share(usize),
    /// One rule lifted for one pair.
    Rule {
        /// The rule's position in the scheme.
        rule: usize,
        /// The mentor.
        mentor: usize,
        /// What the whole gains.
        gain: Worth,
    },
    /// An answer that is missing, without which nobody fits.
    Answer(Vec<String>),
}

/// So many pairs of one person are tried with a rule lifted, the best scores first.
const TRIED: usize = 24;

/// Solves a pool and answers questions about it.
///
/// # Errors
/// Where the answer rests on no prices.
pub fn explain<T>(ready: &Ready<'_>, answer: impl FnOnce(&Explained<'_>) -> T) -> Result<T, Unexplained> {
    let pool = &ready.pool;
    let rows = Rows::new(pool);
    let asked = Asked::new(pool, &ready.waited);
    let mut limits = Vec::new();
    if pool.given.scheme.limits_pools() {
        let shared = shares::solve(pool, &asked, &rows, &ready.under_way).map_err(|_| Unexplained::NoPrices)?;
        if !shared.best_within {
            return Err(Unexplained::NoPrices);
        }
        limits = shared.limits;
    }
    let within = Within::new(&asked, &rows, &mut limits, pool.given.scheme.aim);
    let request = within.request();
    let solution = solve(&request).map_err(|_| Unexplained::NoPrices)?;
    let marginal = Marginal::new(&request, &solution).map_err(|_| Unexplained::NoPrices)?;
    let pairs = &solution.pairs[..real(pool, &solution.pairs)];
    let (limits, asked, rows, more) = (&limits, &asked, &rows, OnceCell::new());
    Ok(answer(&Explained { pool, pairs, limits, asked, rows, request, marginal, more }))
}

/// How many of the pairs are between people: those of stand-ins come last.
fn real(pool: &Pool<'_>, pairs: &[(u32, u32)]) -> usize {
    pairs.partition_point(|pair| (pair.0 as usize) < pool.mentees.len())
}

impl Explained<'_> {
    /// What the whole is worth as it is.
    pub fn worth(&self) -> Worth {
        self.marginal.worth()
    }

    /// For each mentor: how the whole would change if this mentee had to have them; `None` where that cannot be.
    pub fn alternatives(&self, mentee: usize) -> Vec<Option<Worth>> {
        let now = self.worth();
        let shut = |mentor: usize| self.limit_of(mentor).is_some_and(|limit| limit.is_reached() && limit.at_most == 0);
        let changes = self.marginal.alternatives(mentee).into_iter().enumerate();
        changes.map(|(mentor, then)| then.filter(|_| !shut(mentor)).map(|then| then - now)).collect()
    }

    /// Whether each pair is in every choice that is as good but for the lots.
    pub fn firm(&self) -> Vec<bool> {
        let mut firm = self.marginal.firm();
        firm.truncate(self.pairs.len());
        firm
    }

    /// For each mentor: what one place more would add.
    pub fn one_more_place(&self) -> &[Worth] {
        self.more.get_or_init(|| {
            let mut more = self.marginal.one_more_place();
            // A place more does not raise the limit of a pool.
            for limit in self.limits.iter().filter(|limit| self.places(limit) >= u64::from(limit.at_most)) {
                limit.mentors.iter().for_each(|mentor| more[*mentor] = self.with_place(*mentor, 1));
            }
            more
        })
    }

    /// For each mentor: what one place less would change.
    pub fn one_place_less(&self) -> Vec<Worth> {
        let mut less = self.marginal.one_place_less();
        // And a place less does not lower it.
        for limit in self.limits.iter().filter(|limit| limit.kept_free > 0) {
            limit.mentors.iter().for_each(|mentor| less[*mentor] = self.with_place(*mentor, -1));
        }
        less
    }

    fn limit_of(&self, mentor: usize) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.mentors.binary_search(&mentor).is_ok())
    }

    fn places(&self, limit: &Limit) -> u64 {
        limit.mentors.iter().map(|mentor| u64::from(self.asked.mentor_places[*mentor])).sum()
    }

    /// How the whole would change with a place more or less with a mentor, within the same limits.
    fn with_place(&self, mentor: usize, change: i32) -> Worth {
        let plain = self.asked.request(self.rows);
        let value = |pairs: &[(u32, u32)]| total(plain.aim, &worth(&plain, pairs).0);
        let then = self.solve_again(|asked, _| {
            asked.mentor_places[mentor] = asked.mentor_places[mentor].saturating_add_signed(change);
        });
        then.map_or(Worth::default(), |pairs| value(&pairs) - value(self.pairs))
    }

    /// The best pairs with something changed.
    fn solve_again(&self, change: impl FnOnce(&mut Asked, &mut [Limit])) -> Option<Vec<(u32, u32)>> {
        let (mut asked, mut limits) = (self.asked.clone(), self.limits.to_vec());
        change(&mut asked, &mut limits);
        let within = Within::new(&asked, self.rows, &mut limits, self.pool.given.scheme.aim);
        let mut pairs = solve(&within.request()).ok()?.pairs;
        pairs.truncate(real(self.pool, &pairs));
        Some(pairs)
    }

    /// Who is left because too few mentors are possible for too many people; and how many places of those mentors are
    /// not counted, since largest shares keep them free.
    pub fn shortages(&self) -> Vec<(Shortage, usize)> {
        let apart = |mut shortage: Shortage| {
            let all = shortage.mentees.len();
            shortage.mentees.retain(|mentee| (*mentee as usize) < self.pool.mentees.len());
            let kept_free = all - shortage.mentees.len();
            shortage.places = shortage.places.saturating_sub(kept_free as u64);
            (shortage, kept_free)
        };
        self.marginal.shortages().into_iter().map(apart).collect()
    }

    /// The mentors whom a mentee has.
    pub fn mentors_of(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.pairs.iter().filter(move |pair| pair.0 as usize == mentee).map(|pair| pair.1 as usize)
    }

    /// What would give this mentee, who has nobody, a mentor: each change is solved anew.
    pub fn changes(&self, mentee: usize) -> Vec<Change> {
        let mut changes = Vec::new();
        let places = self.places_that_help(mentee);
        if !places.is_empty() {
            changes.push(Change::Place(places));
        }
        changes.extend(self.share_that_helps(mentee));
        changes.extend(self.rule_that_helps(mentee));
        let person = self.pool.mentees[mentee].person;
        let missing = ring(self.pool).into_iter().find(|ring| ring.person == person && ring.role == Role::Mentee);
        changes.extend(missing.filter(|ring| ring.ruled_out).map(|Ring { missing, .. }| Change::Answer(missing)));
        changes
    }

    /// Mentors with whom one place more would place one person more, this mentee among those placed.
    fn places_that_help(&self, mentee: usize) -> Vec<usize> {
        let gains = self.one_more_place();
        let helps = |mentor: &usize| {
            let pairs = self.solve_again(|asked, _| asked.mentor_places[*mentor] += 1);
            pairs.is_some_and(|pairs| pairs.iter().any(|pair| pair.0 as usize == mentee))
        };
        let more = (0..gains.len()).filter(|mentor| gains[*mentor].people > 0);
        more.take(TRIED).filter(helps).collect()
    }

    /// The pool with which one relationship more would place one person more, this mentee among those placed.
    fn share_that_helps(&self, mentee: usize) -> Option<Change> {
        let placed = |pairs: &[(u32, u32)]| pairs.chunk_by(|one, other| one.0 == other.0).count();
        let now = placed(self.pairs);
        let helps = |at: &usize| {
            let pairs = self.solve_again(|_, limits| limits[*at].at_most += 1);
            let this = |pairs: &[(u32, u32)]| pairs.iter().any(|pair| pair.0 as usize == mentee);
            pairs.is_some_and(|pairs| placed(&pairs) > now && this(&pairs))
        };
        let reached = (0..self.limits.len()).filter(|at| self.limits[*at].is_reached());
        reached.filter(helps).map(|at| Change::Share(self.limits[at].pool)).next()
    }

    /// The rule that, lifted for this mentee and one mentor, would place one person more at the best points.
    fn rule_that_helps(&self, mentee: usize) -> Option<Change> {
        let pool = self.pool;
        let mut broken: Vec<(usize, usize)> = Vec::new();
        for mentor in (0..pool.mentors.len()).filter(|mentor| !pool.barred(mentee, *mentor)) {
            if let ([rule], true) = (&pool.broken_rules(mentee, mentor)[..], pool.given_allows(mentee, mentor)) {
                broken.push((*rule, mentor));
            }
        }
        broken.sort_by_key(|(_, mentor)| std::cmp::Reverse(pool.score(mentee, *mentor)));
        let tried = broken.into_iter().take(TRIED).filter_map(|(rule, mentor)| {
            let score = pool.score(mentee, mentor) as Score;
            let lifted = Lifted { rows: self.request.scores, mentee, mentor, score };
            let request = Request { scores: &lifted, ..self.request };
            let solution = solve(&request).ok()?;
            let gain = total(request.aim, &worth(&request, &solution.pairs).0) - self.worth();
            let placed = solution.pairs.iter().any(|pair| pair.0 as usize == mentee);
            (placed && gain.people > 0).then_some(Change::Rule { rule, mentor, gain })
        });
        tried.max_by_key(|change| match change {
            Change::Rule { gain, mentor, .. } => (gain.people, gain.points, std::cmp::Reverse(*mentor)),
            _ => (0, 0, std::cmp::Reverse(0)),
        })
    }
}

/// What a solution is worth, from the quantities of its aim in their order.
fn total(aim: Aim, worth: &[i128]) -> Worth {
    let at = |at: usize| worth.get(at).and_then(|n| i64::try_from(*n).ok()).unwrap_or(0);
    match aim {
        Aim::BestFit => Worth { points: at(0), people: at(1), waited: at(2), kept: at(3) },
        _ => Worth { people: at(0), waited: at(1), kept: at(2), points: at(3) },
    }
}

/// Rows in which one pair may be that a rule forbids.
struct Lifted<'l> {
    rows: &'l dyn Scores,
    mentee: usize,
    mentor: usize,
    score: Score,
}

impl Scores for Lifted<'_> {
    fn mentees(&self) -> usize {
        self.rows.mentees()
    }

    fn mentors(&self) -> usize {
        self.rows.mentors()
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        self.rows.fill(mentee, row);
        if mentee == self.mentee {
            row[self.mentor] = self.score;
        }
    }
}
