//! The goals of a relationship as agreements show them: those that were noted, and room for more.

use serde_json::{Value as Facts, json};

use crate::domain::journey::{Journey, learner};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship};
use crate::domain::scheme::Form;
use crate::store::book::Book;

/// So many goals are there room for where the scheme does not say.
const ROOM: i64 = 3;

/// No agreement shows more goals for anybody.
const MOST: usize = 3;

/// The goals of one relationship.
pub struct Goals<'a> {
    book: &'a Book,
    journey: Option<&'a Journey<'a>>,
    learner: Option<PersonId>,
    form: Form,
    room: usize,
    no_words: bool,
}

/// What a wording may name of a goal.
pub fn known() -> Facts {
    json!({ "number": "", "words": "", "start": "", "target": "" })
}

impl<'a> Goals<'a> {
    /// Gathers what was noted. The words of goals are private, and left out where names are.
    pub fn of(book: &'a Book, relationship: &Relationship, journeys: &'a [Journey<'a>], no_names: bool) -> Goals<'a> {
        // Where several have goals, each has room for one unless the scheme says so.
        let usual = if relationship.form == Form::OneToOne { ROOM } else { 1 };
        let room = usize::try_from(relationship.terms(&book.scheme).agreement.goals.unwrap_or(usual)).unwrap_or(0);
        let journey = journeys.iter().find(|journey| journey.relationship.id == relationship.id);
        Goals { book, journey, learner: learner(relationship), form: relationship.form, room, no_words: no_names }
    }

    /// The goals of all together; between a mentor and a mentee those are the mentee's.
    pub fn common(&self) -> Vec<Facts> {
        self.rows(None, if self.learner.is_some() { self.room } else { 0 })
    }

    /// The goals of one of the people.
    pub fn own(&self, member: &Member) -> Vec<Facts> {
        let is_learner = self.learner == Some(member.id);
        self.rows(Some(member.id), if self.form == Form::OneToOne && !is_learner { 0 } else { self.room })
    }

    /// The goals of somebody or of all together, in the order in which they were set, and blank ones as far as there is room.
    fn rows(&self, whose: Option<PersonId>, room: usize) -> Vec<Facts> {
        if self.room == 0 {
            return Vec::new();
        }
        let noted = self.journey.map_or(Vec::new(), |journey| journey.goals_of(whose));
        let shown = noted.len().min(MOST).max(room);
        let row = |at: usize| {
            let goal = noted.get(at);
            let words = goal
                .filter(|_| !self.no_words)
                .map_or(String::new(), |goal| self.book.noted(&goal.id.to_string()).to_string());
            let [start, target] = [goal.and_then(|goal| goal.start), goal.and_then(|goal| goal.target)];
            json!({ "number": at + 1, "words": words, "start": start, "target": target })
        };
        (0..shown).map(row).collect()
    }
}
