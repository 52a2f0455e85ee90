//! The goals of a relationship as agreements show them: those that were noted, and room for more.

use serde_json::{Value as Facts, json};

use crate::domain::journey::Journey;
use crate::domain::log::Goal;
use crate::domain::relationship::{Member, Relationship};
use crate::domain::scheme::{Form, Role};
use crate::store::book::Book;

/// So many goals are there room for where the scheme does not say.
const ROOM: i64 = 3;

/// No agreement shows more goals for anybody.
const MOST: usize = 3;

/// The goals of one relationship.
pub struct Goals<'a> {
    book: &'a Book,
    noted: Vec<&'a Goal>,
    form: Form,
    /// Between two who are not alike, the one who learns: the mentee, and in practice the mentor.
    learner: Option<Member>,
    room: usize,
    no_words: bool,
}

/// What a wording may name of a goal.
pub fn known() -> Facts {
    json!({ "number": "", "words": "", "start": "", "target": "" })
}

impl<'a> Goals<'a> {
    /// Gathers what was noted. The words of goals are private, and left out where names are.
    pub fn of(book: &'a Book, relationship: &Relationship, journeys: &[Journey<'a>], no_names: bool) -> Goals<'a> {
        // Where several have goals, each has room for one unless the scheme says so.
        let usual = if relationship.form == Form::OneToOne { ROOM } else { 1 };
        let room = usize::try_from(relationship.terms(&book.scheme).agreement.goals.unwrap_or(usual)).unwrap_or(0);
        let journey = journeys.iter().find(|journey| journey.relationship.id == relationship.id);
        let noted = journey.map_or(Vec::new(), |journey| journey.goals.clone());
        let learns =
            |member: &&Member| member.role.seeks() || relationship.is_practice() && member.role == Role::Mentor;
        let learner = relationship.members.iter().find(learns).copied();
        Goals { book, noted, form: relationship.form, learner, room, no_words: no_names }
    }

    /// The goals of all together; between a mentor and a mentee those are the mentee's.
    pub fn common(&self) -> Vec<Facts> {
        match (self.form, &self.learner) {
            (Form::OneToOne, Some(learner)) => self.own(learner),
            _ => self.rows(|goal| goal.person.is_none(), 0),
        }
    }

    /// The goals of one of the people.
    pub fn own(&self, member: &Member) -> Vec<Facts> {
        let mentees = self.form == Form::OneToOne && self.learner == Some(*member);
        let room = if self.form == Form::OneToOne && !mentees { 0 } else { self.room };
        self.rows(|goal| goal.person.map_or(mentees, |person| self.is(person, member)), room)
    }

    /// A goal stays whoever's it is, also where two addresses of one person were joined later.
    fn is(&self, person: crate::domain::person::PersonId, member: &Member) -> bool {
        person == member.id || self.book.by_id(person).is_some_and(|person| person.id == member.id)
    }

    /// The goals that are meant, in the order in which they were set, and blank ones as far as there is room.
    fn rows(&self, meant: impl Fn(&Goal) -> bool, room: usize) -> Vec<Facts> {
        if self.room == 0 {
            return Vec::new();
        }
        let mut noted: Vec<&Goal> = self.noted.iter().copied().filter(|goal| meant(goal)).collect();
        noted.sort_by_key(|goal| (goal.on, goal.id));
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
