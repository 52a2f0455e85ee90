//! Pairs under an aim of points and people: every effect is what the whole would lose or gain.

use std::cmp::Reverse;

use super::answers::{Answers, May, Other, nearest_of};
use super::voice::Voice;
use crate::domain::matching::explain::{Change, Effect, Explained};
use crate::domain::matching::left_out;
use crate::domain::matching::solvers::marginal::Shortage;
use crate::domain::person::PersonId;
use crate::wording::{list, plural};

/// So many alternatives are worked out in a pool too large for all.
const NEAREST: usize = 12;

/// So many people are named one by one.
const NAMED: usize = 8;

/// So many mentors are named with whom one place more would help.
const NAMED_MENTORS: usize = 3;

/// Beyond so many mentees a mentor is not asked about with every one of them.
const MENTEES: usize = 500;

/// For so many people everything that needs solving anew is worked out at once.
const ANEW: usize = 60;

/// And for so many with those alone who score highest.
const BY_SCORE: usize = 400;

impl Answers for Explained<'_> {
    fn has(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        let first = self.pairs.partition_point(|pair| (pair.0 as usize) < seeker);
        let says = self.mentors_of(seeker).enumerate().map(|(at, j)| {
            let at = first + at;
            let of_100 = voice.of_100(seeker, j);
            format!("{} with {}: {of_100} of 100; {}.", voice.mentee(seeker), voice.mentor(j), sure(self.firm(at)))
        });
        says.collect()
    }

    fn givers_of(&self, seeker: usize) -> Vec<usize> {
        self.mentors_of(seeker).collect()
    }

    fn left_out(&self, _: &Voice<'_, '_>, seeker: usize) -> String {
        left_out::mentee(self.pool, seeker, self.limits, &left_out::full_who_fit(self.pool, seeker)).1
    }

    fn others(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<Other> {
        let has = self.givers_of(seeker);
        let nearest = (!self.tells_all()).then(|| Explained::nearest(self, seeker, NEAREST));
        let effects = match &nearest {
            Some(nearest) => (0..self.pool.mentors.len()).map(|j| nearest.effects.get(&j).cloned()).collect(),
            None => self.alternatives(seeker),
        };
        let effects = effects.into_iter().enumerate();
        let to_oneself = |j: &usize| self.pool.mentors[*j].person == self.pool.mentees[seeker].person;
        let others = effects.filter(|(j, _)| !to_oneself(j));
        in_order(
            others.map(|(j, effect)| {
                let person = self.pool.mentors[j].person;
                let mut other = other(voice, (seeker, j), person, effect.as_ref(), has.contains(&j));
                if let Some(nearest) = nearest.as_ref().filter(|nearest| effect.is_none() && nearest.could[j]) {
                    let says = if nearest.proved { "no nearer than those" } else { "not worked out" };
                    (other.may, other.says) = (May::Could, says.to_string());
                }
                (other, effect)
            }),
            voice,
        )
    }

    fn nearest(&self, voice: &Voice<'_, '_>, seeker: usize, wanted: usize) -> Vec<Other> {
        let has = self.givers_of(seeker);
        if !self.by_pool() && !self.by_score() {
            return nearest_of(self.others(voice, seeker), wanted);
        }
        let effects = Explained::nearest(self, seeker, wanted).effects.into_iter();
        let others = effects.map(|(j, effect)| {
            let person = self.pool.mentors[j].person;
            (other(voice, (seeker, j), person, Some(&effect), has.contains(&j)), Some(effect))
        });
        nearest_of(in_order(others, voice), wanted)
    }

    fn by_score(&self) -> bool {
        !self.by_prices() && !self.by_pool() && self.pool.mentees.len() > ANEW
    }

    fn asks(&self, voice: &Voice<'_, '_>, called: &str) -> String {
        let of = match self.tells_all() || self.by_pool() {
            true => String::new(),
            false => format!(", worked out for the {} with the highest scores", plural(NEAREST, voice.mentor_word())),
        };
        format!("What it would mean for all if {called} had to have somebody else{of}:")
    }

    fn means(&self) -> &'static str {
        "What it would mean"
    }

    fn giver(&self, voice: &Voice<'_, '_>, giver: usize) -> Option<(Vec<String>, Vec<Other>)> {
        let pool = self.pool;
        if pool.given.scheme.form.one_pool() {
            return None;
        }
        let pairs = self.pairs.iter().enumerate().filter(|(_, pair)| pair.1 as usize == giver);
        let mut says: Vec<String> = pairs
            .map(|(at, (i, _))| {
                let i = *i as usize;
                format!("{}: {} of 100; {}", voice.mentee(i), voice.of_100(i, giver), sure(self.firm(at)))
            })
            .collect();
        if says.is_empty() {
            let (_, why) = left_out::mentor(pool, giver, self.limits);
            says.push(format!("has no {}: {why}", voice.mentee_word()));
        }
        says.push(format!("{} in this round", plural(pool.mentors[giver].places as usize, "place")));
        for (effect, change) in [(self.one_more_place(giver), "more"), (self.one_place_less(giver), "less")] {
            says.extend(effect.map(|effect| format!("with one place {change}: {}", voice.effect(&effect))));
        }
        if pool.mentees.len() > MENTEES || !self.tells_all() {
            return Some((says, Vec::new()));
        }
        let mentees = (0..pool.mentees.len()).filter(|i| pool.mentees[*i].person != pool.mentors[giver].person);
        let others = mentees.map(|i| {
            let effect = self.alternative(i, giver);
            let has = self.pairs.binary_search(&(i as u32, giver as u32)).is_ok();
            (other(voice, (i, giver), pool.mentees[i].person, effect.as_ref(), has), effect)
        });
        Some((says, in_order(others, voice)))
    }

    fn between(&self, voice: &Voice<'_, '_>, seeker: usize, giver: usize) -> String {
        match self.alternative(seeker, giver) {
            _ if self.givers_of(seeker).contains(&giver) => "They are together in this round.".to_string(),
            Some(effect) => format!("If they had to be together: {}.", voice.effect(&effect)),
            None => super::two::cannot(voice, seeker, giver),
        }
    }

    fn limits(&self, voice: &Voice<'_, '_>) -> Vec<String> {
        let reached = self.limits.iter().filter(|limit| limit.is_reached());
        let says = reached.map(|limit| {
            let name = &voice.book.scheme.pools[limit.pool].name;
            let relationships = plural(limit.at_most as usize, "relationship");
            format!("The pool \"{name}\" has its largest share: {relationships} in this round.")
        });
        says.collect()
    }

    fn shortages(&self, voice: &Voice<'_, '_>) -> Vec<String> {
        Explained::shortages(self).iter().map(|(shortage, free)| short(voice, shortage, *free)).collect()
    }

    fn help(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        self.changes(seeker).iter().map(|change| asked_for(voice, change)).collect()
    }

    fn no_help(&self, voice: &Voice<'_, '_>, seeker: usize) -> String {
        let mut looked_at = Vec::new();
        if !voice.book.scheme.form.one_pool() {
            looked_at.push(format!("a place more with one {}", voice.mentor_word()));
        }
        if !self.limits.is_empty() {
            looked_at.push("one relationship more with a pool".to_string());
        }
        looked_at.push("one rule lifted for one pair".to_string());
        looked_at.push("an answer".to_string());
        let tried = if self.tries_some_only(seeker) { ", of those that were tried" } else { "" };
        format!("none of these alone would{tried}: {}", list(&looked_at, "or"))
    }

    fn can_help(&self) -> usize {
        Explained::can_help(self)
    }

    fn patience(&self) -> usize {
        if self.by_prices() || self.by_pool() { usize::MAX } else { BY_SCORE }
    }
}

fn sure(firm: Option<bool>) -> &'static str {
    match firm {
        Some(true) => "every choice that is as good has this pair",
        Some(false) => "other choices are as good, and the lot decided",
        None => "other choices may be as good",
    }
}

/// How it would be for a pair, one of whom is asked about and the other is this person.
fn other(voice: &Voice<'_, '_>, (i, j): (usize, usize), person: usize, effect: Option<&Effect>, has: bool) -> Other {
    let (may, says) = match effect {
        _ if has => (May::Is, "is so".to_string()),
        Some(effect) => (May::Could, voice.effect(effect)),
        None => (May::Not, voice.cannot(i, j)),
    };
    Other {
        person,
        called: None,
        of_100: Some(voice.of_100(i, j)),
        earned: voice.earned(i, j),
        people: effect.map(|effect| effect.people),
        points: effect.map(|effect| effect.points),
        sure: effect.map(|effect| effect.sure),
        may,
        says,
    }
}

/// As it is first, then the cheapest for the whole, then what cannot be.
fn in_order(others: impl Iterator<Item = (Other, Option<Effect>)>, voice: &Voice<'_, '_>) -> Vec<Other> {
    let mut others: Vec<(Other, Option<Effect>)> = others.collect();
    others.sort_by_cached_key(|(other, effect)| {
        let order = effect.as_ref().map(|effect| Reverse(effect.order().to_vec()));
        (other.may, order.is_none(), order, voice.book.people[other.person].id)
    });
    others.into_iter().map(|(other, _)| other).collect()
}

/// A shortage in words.
fn short(voice: &Voice<'_, '_>, shortage: &Shortage, kept_free: usize) -> String {
    let named = |mut people: Vec<usize>| {
        people.sort_by_key(|person| -> PersonId { voice.book.people[*person].id });
        let more = people.len().saturating_sub(NAMED);
        let mut some: Vec<String> = people.into_iter().take(NAMED).map(|person| voice.called(person)).collect();
        some.extend((more > 0).then(|| format!("{more} more")));
        list(&some, "and")
    };
    let (people, mentors) = (shortage.mentees.len(), shortage.mentors.len());
    let mentees = named(shortage.mentees.iter().map(|i| voice.pool.mentees[*i as usize].person).collect());
    // Where some have no place left, those whom they could go to are those with one.
    let full = voice.pool.mentors.iter().any(|side| side.places == 0);
    let free = if full { " with a free place" } else { "" };
    if mentors == 0 {
        return format!("no {}{free} may be had by {mentees}", voice.mentor_word());
    }
    let who = named(shortage.mentors.iter().map(|j| voice.pool.mentors[*j as usize].person).collect());
    format!(
        "{} ({mentees}) can only go to {}{free} ({who}), who {} {}{}",
        plural(people, voice.mentee_word()),
        plural(mentors, voice.mentor_word()),
        if mentors == 1 { "has" } else { "have" },
        plural(shortage.places as usize, "place"),
        if kept_free > 0 { " within the largest shares" } else { "" }
    )
}

/// A change in words.
fn asked_for(voice: &Voice<'_, '_>, change: &Change) -> String {
    match change {
        Change::Place(mentors) => one_place_more(voice, mentors),
        Change::PlaceByLot(mentors) => {
            format!("{}, if the lot falls so: others are as good", one_place_more(voice, mentors))
        }
        Change::Share(pool) => {
            format!("one relationship more with the pool \"{}\"", voice.book.scheme.pools[*pool].name)
        }
        Change::Rule { rule, mentor, gain } => format!(
            "the rule \"{}\" lifted for {} alone: {}",
            voice.book.scheme.rules[*rule].says,
            voice.mentor(*mentor),
            voice.effect(gain)
        ),
        Change::Answer(missing) => format!("an answer to {}", list(missing, "and")),
    }
}

/// That one place more with any of these mentors would help.
pub fn one_place_more(voice: &Voice<'_, '_>, mentors: &[usize]) -> String {
    one_place_more_with(mentors.iter().map(|j| voice.mentor(*j)).collect())
}

/// The same of anybody, by name.
pub fn one_place_more_with(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED_MENTORS);
    names.truncate(NAMED_MENTORS);
    names.extend((more > 0).then(|| format!("{more} more")));
    format!("one place more with {}", list(&names, "or"))
}
