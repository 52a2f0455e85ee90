//! The smallest change that would help somebody who was left out: each is solved anew.

use std::cmp::Reverse;

use super::anew::Anew;
use super::{Effect, Explained};
use crate::domain::matching::ring::{Ring, ring};
use crate::domain::matching::solvers::{FORBIDDEN, Score};

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

/// So many pairs of one person are tried with a rule lifted, the best scores first; and so many mentors with a place
/// more.
const TRIED: usize = 24;

impl Explained<'_> {
    /// What would give this mentee, who has nobody, a mentor.
    pub fn changes(&self, mentee: usize) -> Vec<Change> {
        let mut changes = Vec::new();
        if !self.pool.given.scheme.form.one_pool() {
            let (places, by_lot) = self.places_that_help(mentee);
            if !places.is_empty() {
                changes.push(Change::Place(places));
            } else if !by_lot.is_empty() {
                changes.push(Change::PlaceByLot(by_lot));
            }
        }
        changes.extend(self.share_that_helps(mentee));
        changes.extend(self.rule_that_helps(mentee));
        let person = self.pool.mentees[mentee].person;
        let missing = ring(self.pool).into_iter().find(|ring| ring.person == person && ring.role.seeks());
        changes.extend(missing.filter(|ring| ring.ruled_out).map(|Ring { missing, .. }| Change::Answer(missing)));
        changes
    }

    /// Mentors with whom one place more would place one person more, this mentee among those placed; where there are none,
    /// those whose new place this mentee could have as well as whoever the lot would give it.
    fn places_that_help(&self, mentee: usize) -> (Vec<usize>, Vec<usize>) {
        let more = (0..self.pool.mentors.len())
            .filter(|mentor| self.one_more_place(*mentor).is_some_and(|effect| effect.people > 0));
        let found = more.take(TRIED).filter_map(|mentor| Some((mentor, self.anew.places(mentor, 1)?.0)));
        let (places, others): (Vec<_>, Vec<_>) = found.partition(|(_, pairs)| has(pairs, mentee));
        let mentors = |some: Vec<(usize, Vec<(u32, u32)>)>| some.into_iter().map(|(mentor, _)| mentor).collect();
        if !places.is_empty() {
            return (mentors(places), Vec::new());
        }
        let by_lot = others.into_iter().filter(|(mentor, pairs)| self.as_good_together(mentee, *mentor, pairs));
        (Vec::new(), mentors(by_lot.collect()))
    }

    /// Whether with one place more the mentee could be with the mentor in a choice as good as this one.
    fn as_good_together(&self, mentee: usize, mentor: usize, than: &[(u32, u32)]) -> bool {
        let mut row = vec![FORBIDDEN; self.pool.mentors.len()];
        self.anew.scores.fill(mentee, &mut row);
        if row[mentor] == FORBIDDEN || self.pool.mentees[mentee].places == 0 {
            return false;
        }
        let mut asked = self.anew.asked.clone();
        asked.mentor_places[mentor] = asked.mentor_places[mentor].saturating_add(1);
        let found = Anew { asked: &asked, ..self.anew }.with(mentee, mentor);
        found.is_some_and(|(pairs, _)| self.anew.whole(&pairs).order() >= self.anew.whole(than).order())
    }

    /// The pool with which one relationship more would place one person more, this mentee among those placed.
    fn share_that_helps(&self, mentee: usize) -> Option<Change> {
        let helps = |at: &usize| {
            let found = self.anew.raising(*at);
            found.is_some_and(|found| has(&found.0, mentee) && self.effect(found).people > 0)
        };
        let reached = (0..self.limits.len()).filter(|at| self.limits[*at].is_reached());
        reached.filter(helps).map(|at| Change::Share(self.limits[at].pool)).next()
    }

    /// The rule that, lifted for this mentee and one mentor, would place one person more at the best.
    fn rule_that_helps(&self, mentee: usize) -> Option<Change> {
        let pool = self.pool;
        let mut broken: Vec<(usize, usize)> = Vec::new();
        for mentor in (0..pool.mentors.len()).filter(|mentor| !pool.barred(mentee, *mentor)) {
            if let ([rule], true) = (&pool.broken_rules(mentee, mentor)[..], pool.given_allows(mentee, mentor)) {
                broken.push((*rule, mentor));
            }
        }
        broken.sort_by_key(|(_, mentor)| Reverse(pool.score(mentee, *mentor)));
        let tried = broken.into_iter().take(TRIED).filter_map(|(rule, mentor)| {
            let found = self.anew.allowing(mentee, mentor, pool.score(mentee, mentor) as Score)?;
            let placed = has(&found.0, mentee);
            let gain = self.effect(found);
            (placed && gain.people > 0).then_some((rule, mentor, gain))
        });
        let best = tried
            .max_by(|(_, one, gain), (_, other, than)| gain.order().cmp(than.order()).then_with(|| other.cmp(one)));
        best.map(|(rule, mentor, gain)| Change::Rule { rule, mentor, gain })
    }
}

fn has(pairs: &[(u32, u32)], mentee: usize) -> bool {
    pairs.iter().any(|pair| pair.0 as usize == mentee)
}
