//! Stable choices: of two people who are not together, who would rather keep whom they have.

use crate::domain::matching::asked::Asked;
use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::rows::Rows;
use crate::domain::matching::wishes::Wishes;
use crate::domain::scheme::Form;

/// A round of stable choices, ready for questions. Of one pool everybody stands on both sides.
pub struct Settled<'e> {
    /// The people and what lies between them.
    pub pool: &'e Pool<'e>,
    /// The pairs (mentee, mentor) as positions, sorted; of one pool each pair stands there both ways.
    pub pairs: Vec<(u32, u32)>,
    wishes: Wishes,
    asked: Asked,
}

/// Why two people are not together, or that they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// They are.
    Together,
    /// They may not be.
    MayNot,
    /// They would both rather keep whom they have.
    BothContent,
    /// The mentee would rather keep whom they have.
    MenteeContent,
    /// The mentor has no place left but for people they would rather have.
    MentorContent,
    /// The mentor has no place at all.
    Full,
    /// They would be, but equals are no reason to leave.
    Equals,
}

impl<'e> Settled<'e> {
    /// Works the choices out; `None` where there are none.
    pub fn new(pool: &'e Pool<'e>, waited: &[bool]) -> Option<Self> {
        let asked = Asked::new(pool, waited, &[]);
        let wishes = Wishes::new(pool, &Rows::new(pool));
        let pairs = settle(pool, &wishes, &asked)?;
        Some(Settled { pool, pairs, wishes, asked })
    }

    /// The mentors with a place who may be had by a mentee, the one they would rather have first.
    pub fn wishes(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.wishes.of_mentee(mentee).filter(|mentor| self.pool.mentors[*mentor].places > 0)
    }

    /// The mentors whom a mentee has.
    pub fn mentors_of(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.pairs.iter().filter(move |pair| pair.0 as usize == mentee).map(|pair| pair.1 as usize)
    }

    /// The mentees whom a mentor has.
    pub fn mentees_of(&self, mentor: usize) -> impl Iterator<Item = usize> + '_ {
        self.pairs.iter().filter(move |pair| pair.1 as usize == mentor).map(|pair| pair.0 as usize)
    }

    /// Why two people are not together, or that they are.
    pub fn between(&self, mentee: usize, mentor: usize) -> Between {
        if self.mentors_of(mentee).any(|has| has == mentor) {
            return Between::Together;
        }
        let (Some(wish), Some(back)) =
            (self.wishes.of_mentee_step(mentee, mentor), self.wishes.of_mentor_step(mentor, mentee))
        else {
            return Between::MayNot;
        };
        if self.pool.mentors[mentor].places == 0 {
            return Between::Full;
        }
        let full = |sides: &[Side], at: usize, has: usize| has >= sides[at].places as usize;
        let mentee_content = full(&self.pool.mentees, mentee, self.mentors_of(mentee).count())
            && self.mentors_of(mentee).all(|has| self.wishes.of_mentee_step(mentee, has) < Some(wish));
        let mentor_content = full(&self.pool.mentors, mentor, self.mentees_of(mentor).count())
            && self.mentees_of(mentor).all(|has| self.wishes.of_mentor_step(mentor, has) < Some(back));
        match (mentee_content, mentor_content) {
            (true, true) => Between::BothContent,
            (true, false) => Between::MenteeContent,
            (false, true) => Between::MentorContent,
            (false, false) => Between::Equals,
        }
    }

    /// Mentors with whom one place more would give this mentee somebody.
    pub fn places_that_help(&self, mentee: usize) -> Vec<usize> {
        let helps = |mentor: &usize| {
            let mut asked = self.asked.clone();
            asked.mentor_places[*mentor] += 1;
            let pairs = settle(self.pool, &self.wishes, &asked).unwrap_or_default();
            pairs.iter().any(|pair| pair.0 as usize == mentee)
        };
        if self.pool.given.scheme.form == Form::Peer {
            Vec::new()
        } else {
            self.wishes.of_mentee(mentee).filter(helps).collect()
        }
    }
}

fn settle(pool: &Pool<'_>, wishes: &Wishes, asked: &Asked) -> Option<Vec<(u32, u32)>> {
    if pool.given.scheme.form != Form::Peer {
        return Some(wishes.stable(&asked.mentee_places, &asked.mentor_places));
    }
    let mates = wishes.roommates().ok()?;
    Some(mates.iter().enumerate().filter_map(|(one, mate)| Some((one as u32, (*mate)?))).collect())
}
