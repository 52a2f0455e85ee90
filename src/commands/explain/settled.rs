//! Stable choices: who would rather have whom, and who would rather keep whom they have.

use super::answers::{Answers, May, Other};
use super::priced::one_place_more;
use super::voice::Voice;
use crate::commands::channels::typed_match;
use crate::domain::matching::explain::stable::{Between, Settled};
use crate::domain::matching::left_out;
use crate::domain::scheme::{Aim, Form};
use crate::wording::{list, plural};

impl Settled<'_> {
    /// Why two people are not together, in words.
    fn why(&self, voice: &Voice<'_, '_>, i: usize, j: usize) -> String {
        let all = |people: Vec<String>| list(&people, "and");
        let mentors = || all(self.mentors_of(i).map(|j| voice.mentor(j)).collect());
        let mentees = || all(self.mentees_of(j).map(|i| voice.mentee(i)).collect());
        match self.between(i, j) {
            Between::Together => "is so".to_string(),
            Between::MayNot | Between::Full => voice.cannot(i, j),
            Between::BothContent => {
                format!("both would rather keep whom they have: {} and {}", mentors(), mentees())
            }
            Between::MenteeContent => format!("{} would rather keep {}", voice.mentee(i), mentors()),
            Between::MentorContent => format!("{} would rather keep {}", voice.mentor(j), mentees()),
            Between::Equals => "nobody would gain: equals are no reason to leave".to_string(),
        }
    }

    fn other(&self, voice: &Voice<'_, '_>, (i, j): (usize, usize), person: usize) -> Other {
        Other {
            person,
            called: None,
            of_100: Some(voice.of_100(i, j)),
            earned: voice.earned(i, j),
            people: None,
            points: None,
            sure: None,
            may: match self.between(i, j) {
                Between::Together => May::Is,
                Between::MayNot | Between::Full => May::Not,
                _ => May::Could,
            },
            says: self.why(voice, i, j),
        }
    }
}

impl Answers for Settled<'_> {
    fn has(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        let wish = |j: usize| self.wishes(seeker).position(|wished| wished == j).map_or(0, |at| at + 1);
        let may = self.wishes(seeker).count();
        let says = self.mentors_of(seeker).map(|j| {
            format!(
                "{} with {}: {} of 100; number {} of the {} they may have, by their own wishes.",
                voice.mentee(seeker),
                voice.mentor(j),
                voice.of_100(seeker, j),
                wish(j),
                plural(may, voice.mentor_word())
            )
        });
        says.collect()
    }

    fn givers_of(&self, seeker: usize) -> Vec<usize> {
        self.mentors_of(seeker).collect()
    }

    fn left_out(&self, voice: &Voice<'_, '_>, seeker: usize) -> String {
        match self.wishes(seeker).next() {
            Some(_) => format!("no {} whom they may have would rather have them", voice.mentor_word()),
            None => left_out::mentee(self.pool, seeker, &[], &left_out::full_who_fit(self.pool, seeker)).1,
        }
    }

    fn others(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<Other> {
        let wished: Vec<usize> = self.wishes(seeker).collect();
        let to_oneself = |j: &usize| self.pool.mentors[*j].person == self.pool.mentees[seeker].person;
        let mut rest: Vec<usize> =
            (0..self.pool.mentors.len()).filter(|j| !wished.contains(j) && !to_oneself(j)).collect();
        rest.sort_by_key(|j| self.pool.mentor(*j).0.id);
        let all = wished.into_iter().chain(rest);
        all.map(|j| self.other(voice, (seeker, j), self.pool.mentors[j].person)).collect()
    }

    fn asks(&self, voice: &Voice<'_, '_>, called: &str) -> String {
        format!("Every {} for {called}, whom they would rather have first:", voice.mentor_word())
    }

    fn means(&self) -> &'static str {
        "Why not"
    }

    fn giver(&self, voice: &Voice<'_, '_>, giver: usize) -> Option<(Vec<String>, Vec<Other>)> {
        if self.pool.given.scheme.form == Form::Peer {
            return None;
        }
        let mut says: Vec<String> =
            self.mentees_of(giver).map(|i| format!("{}: {} of 100", voice.mentee(i), voice.of_100(i, giver))).collect();
        if says.is_empty() {
            says.push(format!("has no {}: {}", voice.mentee_word(), left_out::mentor(self.pool, giver, &[]).1));
        }
        says.push(format!("{} in this round", plural(self.pool.mentors[giver].places as usize, "place")));
        let mentees =
            (0..self.pool.mentees.len()).filter(|i| self.pool.mentees[*i].person != self.pool.mentors[giver].person);
        let mut others: Vec<Other> =
            mentees.map(|i| self.other(voice, (i, giver), self.pool.mentees[i].person)).collect();
        others.sort_by_key(|other| (other.may, voice.book.people[other.person].id));
        Some((says, others))
    }

    fn between(&self, voice: &Voice<'_, '_>, seeker: usize, giver: usize) -> String {
        match self.between(seeker, giver) {
            Between::Together => "They are together in this round.".to_string(),
            Between::MayNot | Between::Full => super::two::cannot(voice, seeker, giver),
            _ => format!("They are not together: {}.", self.why(voice, seeker, giver)),
        }
    }

    fn shortages(&self, _: &Voice<'_, '_>) -> Vec<String> {
        Vec::new()
    }

    fn help(&self, voice: &Voice<'_, '_>, seeker: usize) -> Vec<String> {
        let mentors = self.places_that_help(seeker);
        if mentors.is_empty() { Vec::new() } else { vec![one_place_more(voice, &mentors)] }
    }

    fn no_help(&self, voice: &Voice<'_, '_>, _: usize) -> String {
        match self.pool.given.scheme.form {
            Form::Peer => format!(
                "no single change was looked for; what would be if the most people came first: {} --aim {}",
                typed_match(voice.book.channel.as_deref()),
                Aim::MostPeople.word()
            ),
            _ => format!("a place more with one {} alone would not", voice.mentor_word()),
        }
    }

    fn patience(&self) -> usize {
        usize::MAX
    }
}
