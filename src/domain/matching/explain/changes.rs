//! The smallest change that would help somebody who was left out. Exact prices say it of all of them at once; where there
//! are none each change is solved anew.

use std::cmp::Reverse;

use super::{Effect, Explained, Found, Placing, Prices, Sure, Tried};
use crate::domain::matching::ring::{self, Ring};
use crate::domain::matching::solvers::Score;
use crate::domain::matching::solvers::marginal::{Takes, Worth};
use crate::domain::scheme::Aim;

/// The smallest change that gives somebody a mentor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One place more with any one of these mentors.
    Place(Vec<usize>),
    /// One place more with any one of these mentors, if the lot falls so: others are as good.
    PlaceByLot(Vec<usize>),
    /// One relationship more with a pool, by its position in the scheme.
    Share(usize),
    /// One rule lifted for one pair.
    Rule {
        /// The rule's position in the scheme.
        rule: usize,
        /// The mentor.
        mentor: usize,
        /// What the whole gains.
        gain: Effect,
    },
    /// An answer that is missing, without which nobody fits.
    Answer(Vec<String>),
}

/// So many pairs of one person are tried anew with a rule lifted, the best scores first; and with so many mentors at
/// most a place more is found to help by prices. Solved anew, it is found with all of them.
const TRIED: usize = 24;

/// Up to so many numbers that would be looked at, the lots are drawn anew for each mentor with a place more: they would
/// be of each of 650 mentors for 650 mentees.
const DRAWN: usize = 300_000_000;

impl Explained<'_> {
    /// What would give this mentee, who has nobody, a mentor.
    pub fn changes(&self, mentee: usize) -> Vec<Change> {
        let mut changes = Vec::new();
        let one_pool = self.pool.given.scheme.form.one_pool();
        let (places, by_lot) = if one_pool { Default::default() } else { self.places_that_help(mentee) };
        if !places.is_empty() {
            changes.push(Change::Place(places));
        } else if !by_lot.is_empty() {
            changes.push(Change::PlaceByLot(by_lot));
        }
        changes.extend(self.share_that_helps(mentee));
        changes.extend(match self.plain_prices() {
            Some(prices) => self.rule_by_prices(prices, mentee),
            None => self.rule_anew(mentee),
        });
        let missing = ring::of_mentee(self.pool, mentee).filter(|ring| ring.ruled_out && ring.role.seeks());
        changes.extend(missing.map(|Ring { missing, .. }| Change::Answer(missing)));
        changes
    }

    /// The prices where they say all that solving anew would.
    fn plain_prices(&self) -> Option<&Prices<'_>> {
        self.prices.as_ref().filter(|prices| prices.sure == Sure::Exact && self.limits.is_empty())
    }

    /// Mentors with whom one place more would place one person more, this mentee among those placed: for certain, and if
    /// the lot falls on them.
    fn places_that_help(&self, mentee: usize) -> (Vec<usize>, Vec<usize>) {
        let all = 0..self.pool.mentors.len();
        let drawn = |mentor: &usize| {
            let placing = self.tried(Tried::Place(*mentor), || self.anew.places(*mentor, 1));
            self.helps(mentee, &placing.gain) && placing.placed.binary_search(&(mentee as u32)).is_ok()
        };
        let Some(prices) = self.plain_prices() else { return (all.filter(drawn).collect(), Vec::new()) };
        let takes = prices.marginal.takes(mentee);
        let (mentees, mentors) = (self.pool.mentees.len(), self.pool.mentors.len());
        let few = mentees.saturating_mul(mentors).saturating_mul(mentors) <= DRAWN;
        let by_prices = |mentor: &usize| !self.would_be_in_two_roles(*mentor);
        let helps = |mentor: &usize| match by_prices(mentor) {
            true => {
                let gain = self.one_more_place(*mentor);
                takes[*mentor] != Takes::Never && gain.is_some_and(|gain| self.helps(mentee, &gain))
            }
            false => drawn(mentor),
        };
        let sure = |mentor: &usize| !by_prices(mentor) || takes[*mentor] == Takes::Always || few && drawn(mentor);
        all.filter(helps).take(TRIED).partition(sure)
    }

    /// Whether a change by which a mentee gets somebody helps: one person more is placed. Of somebody who has a mentor
    /// already, that it takes nobody from anybody.
    fn helps(&self, mentee: usize, gain: &Effect) -> bool {
        gain.people > 0 || gain.people == 0 && self.is_served(mentee)
    }

    /// What somebody who was left out may have had solved anew already.
    fn tried(&self, what: Tried, solve: impl FnOnce() -> Option<Found>) -> Placing {
        let mut tried = self.tried.borrow_mut();
        let placing = tried.entry(what).or_insert_with(|| {
            let Some(found) = solve() else { return Placing::default() };
            let mut placed: Vec<u32> = found.0.iter().map(|pair| pair.0).collect();
            placed.sort_unstable();
            placed.dedup();
            placed.retain(|mentee| self.mentors_of(*mentee as usize).next().is_none());
            Placing { gain: self.effect(found), placed }
        });
        placing.clone()
    }

    /// The pool with which one relationship more would place one person more, this mentee among those placed.
    fn share_that_helps(&self, mentee: usize) -> Option<Change> {
        let helps = |at: &usize| {
            let placing = self.tried(Tried::Share(*at), || self.anew.raising(*at));
            self.helps(mentee, &placing.gain) && placing.placed.binary_search(&(mentee as u32)).is_ok()
        };
        let reached = (0..self.limits.len()).filter(|at| self.limits[*at].is_reached());
        reached.filter(helps).map(|at| Change::Share(self.limits[at].pool)).next()
    }

    /// Whether so many pairs break one rule alone that not all are tried.
    pub fn tries_some_only(&self, mentee: usize) -> bool {
        let broken = || (0..self.pool.mentors.len()).filter(|mentor| self.only_rule(mentee, *mentor).is_some());
        self.plain_prices().is_none() && broken().count() > TRIED
    }

    /// The rule that stands alone between two who could be paired without it.
    fn only_rule(&self, mentee: usize, mentor: usize) -> Option<usize> {
        // The best fit never uses a score below 0.
        let usable = |_: &usize| self.pool.given.scheme.aim != Aim::BestFit || self.pool.score(mentee, mentor) >= 0;
        self.pool.only_rule(mentee, mentor).filter(usable)
    }

    /// The rule that, lifted for this mentee and one mentor, would place one person more at the best; of equals the first
    /// mentor. Mentors come in the order of what another mentee with them costs: as soon as the highest score could
    /// not make up for it, nobody after is better.
    fn rule_by_prices(&self, prices: &Prices<'_>, mentee: usize) -> Option<Change> {
        let pool = self.pool;
        let gain = |mentor: usize, score: i64| prices.marginal.allowing(mentee, mentor, score as Score);
        let mut best: Option<(usize, usize, Effect)> = None;
        for &mentor in prices.by_room.get_or_init(|| prices.marginal.by_room()) {
            let highest = gain(mentor, pool.most);
            let order = self.priced(prices, highest);
            if highest == Worth::default() || best.as_ref().is_some_and(|(.., best)| order.order() < best.order()) {
                break;
            }
            let Some(rule) = self.only_rule(mentee, mentor) else { continue };
            let effect = self.priced(prices, gain(mentor, pool.score(mentee, mentor)));
            let better = best.as_ref().is_none_or(|(_, other, best)| {
                effect.order().cmp(best.order()).then_with(|| other.cmp(&mentor)).is_gt()
            });
            if self.helps(mentee, &effect) && better {
                best = Some((rule, mentor, effect));
            }
        }
        best.map(|(rule, mentor, gain)| Change::Rule { rule, mentor, gain })
    }

    /// The same, solved anew for the best scores.
    fn rule_anew(&self, mentee: usize) -> Option<Change> {
        let pool = self.pool;
        let all = 0..pool.mentors.len();
        let mut broken: Vec<(usize, usize)> =
            all.filter_map(|mentor| Some((self.only_rule(mentee, mentor)?, mentor))).collect();
        broken.sort_by_cached_key(|(_, mentor)| Reverse(pool.score(mentee, *mentor)));
        let tried = broken.into_iter().take(TRIED).filter_map(|(rule, mentor)| {
            let found = self.anew.allowing(mentee, mentor, pool.score(mentee, mentor) as Score)?;
            let placed = found.0.iter().any(|pair| pair.0 as usize == mentee);
            let gain = self.effect(found);
            (placed && self.helps(mentee, &gain)).then_some((rule, mentor, gain))
        });
        let best = tried
            .max_by(|(_, one, gain), (_, other, than)| gain.order().cmp(than.order()).then_with(|| other.cmp(one)));
        best.map(|(rule, mentor, gain)| Change::Rule { rule, mentor, gain })
    }
}
