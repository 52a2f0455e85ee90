//! The log: what happened in the relationships, one record a happening. What nobody told is no record.

mod answered;
mod belonging;
mod doubt;
mod kind;
mod odd;
mod rest;
mod together;
mod told;
mod totals;

use chrono::{NaiveDate, NaiveTime};

use super::person::PersonId;
use super::relationship::RelationshipId;

pub use answered::{Answered, answers, counts};
pub use belonging::{Belonging, Found};
pub use doubt::doubt;
pub use kind::{Kind, RecordId};
pub use odd::{is_long_before, odd};
pub use rest::{BegunBefore, Joined, Rest, going_on, join};
pub use together::together;
pub use told::{Happened, Named, Rating, Told, Whose};
pub use totals::{Totals, totals};

/// Everything that was noted about relationships after they were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Meetings, held or known not to have been held.
    pub sessions: Vec<Session>,
    /// When somebody asked how it goes.
    pub contacts: Vec<Contact>,
    /// When a supporter saw a relationship.
    pub visits: Vec<Visit>,
    /// Messages and how many of them were answered in time.
    pub tallies: Vec<Tally>,
    /// What somebody wants to reach, and how it was rated since.
    pub goals: Vec<Goal>,
    /// What needs attention.
    pub concerns: Vec<Concern>,
    /// Who came to what.
    pub attendances: Vec<Attendance>,
    /// Which supporter looks after which relationship.
    pub assignments: Vec<Assignment>,
    /// When a relationship rests.
    pub pauses: Vec<Pause>,
    /// Which relationship goes on where another ended.
    pub continuations: Vec<Continuation>,
    /// What was put off or brought forward.
    pub moves: Vec<Move>,
    /// Conversations of a review day that somebody put elsewhere in its timetable.
    pub conversations: Vec<Conversation>,
}

impl Log {
    /// A relationship, and all in which it goes on, each once.
    pub fn gone_on_from(&self, of: RelationshipId) -> Vec<RelationshipId> {
        let mut chain = vec![of];
        for continuation in &self.continuations {
            if chain.contains(&continuation.continues) && !chain.contains(&continuation.relationship) {
                chain.push(continuation.relationship);
            }
        }
        chain
    }

    /// Leaves out what has not happened yet: what an export says of days to come, whatever it is called there, and how
    /// goals were rated after today, for whoever looks at a day that is over.
    pub fn up_to(&mut self, today: NaiveDate) {
        self.sessions.retain(|session| session.id.is_some() || session.on <= today);
        self.goals.iter_mut().for_each(|goal| goal.ratings.retain(|(on, _)| *on <= today));
    }
}

/// A meeting of a relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id; none where an export tells of it and nobody noted it here.
    pub id: Option<RecordId>,
    /// Whose.
    pub relationship: RelationshipId,
    /// When.
    pub on: NaiveDate,
    /// Whether it was held; one that was not is known not to have been.
    pub held: bool,
    /// How long, in minutes, where somebody said so.
    pub minutes: Option<u32>,
    /// What somebody thought of it, where anybody was asked.
    pub rating: Option<Rating>,
}

/// Whom something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A relationship.
    Relationship(RelationshipId),
    /// A person, in all their relationships.
    Person(PersonId),
}

/// Somebody asked how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its id.
    pub id: RecordId,
    /// Who was asked.
    pub about: About,
    /// When.
    pub on: NaiveDate,
    /// Whether anybody answered.
    pub reached: bool,
    /// When to ask again.
    pub next: Option<NaiveDate>,
}

/// A supporter saw a relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Its id.
    pub id: RecordId,
    /// Whom.
    pub relationship: RelationshipId,
    /// Who went.
    pub supporter: Option<PersonId>,
    /// When.
    pub on: NaiveDate,
    /// Whether it was held.
    pub held: bool,
}

/// Messages of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its id.
    pub id: RecordId,
    /// Whose.
    pub relationship: RelationshipId,
    /// The day, or the last of the month.
    pub on: NaiveDate,
    /// How many that waited for a reply.
    pub messages: u32,
    /// How many of them had it in time.
    pub in_time: u32,
}

/// What somebody wants to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: RecordId,
    /// In which relationship.
    pub relationship: RelationshipId,
    /// Whose, where it is not the whole relationship's.
    pub person: Option<PersonId>,
    /// When it was set.
    pub on: NaiveDate,
    /// Where it started.
    pub start: Option<i64>,
    /// Where it is to lead.
    pub target: Option<i64>,
    /// How it was rated since, in the order of days.
    pub ratings: Vec<(NaiveDate, i64)>,
}

/// Something that needs attention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// Its id.
    pub id: RecordId,
    /// Whom it is about; of safeguarding nothing is kept here.
    pub about: Option<About>,
    /// When it was noted.
    pub on: NaiveDate,
    /// When somebody looks at it again.
    pub next: Option<NaiveDate>,
    /// When it was closed.
    pub closed: Option<NaiveDate>,
}

/// Somebody came to an event, or is known not to have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// Its id.
    pub id: RecordId,
    /// Who.
    pub person: PersonId,
    /// What it is called.
    pub event: String,
    /// When.
    pub on: NaiveDate,
    /// Whether they came.
    pub came: bool,
}

/// A supporter looks after a relationship from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Which.
    pub relationship: RelationshipId,
    /// Who.
    pub supporter: PersonId,
    /// Since when.
    pub from: NaiveDate,
    /// Until when, where that is over.
    pub until: Option<NaiveDate>,
}

/// A relationship rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Which.
    pub relationship: RelationshipId,
    /// The first day of the rest.
    pub from: NaiveDate,
    /// The day on which it goes on.
    pub until: NaiveDate,
    /// How often its days were noted: once, and again each time they changed.
    pub changes: u32,
    /// When that was last, where it is known.
    pub noted: Option<NaiveDate>,
}

/// A relationship takes over goals, sessions used and the review date of one that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuation {
    /// Which goes on.
    pub relationship: RelationshipId,
    /// Where which ended.
    pub continues: RelationshipId,
}

/// A planned day that became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose; none for what is for everybody, or for an intake.
    pub relationship: Option<RelationshipId>,
    /// Whose, where it is an intake's.
    pub intake: String,
    /// What, as the schedule calls it.
    pub item: String,
    /// The new day.
    pub to: NaiveDate,
    /// When that was noted.
    pub on: NaiveDate,
}

/// A conversation of a review day that was put elsewhere in its timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Whose.
    pub relationship: RelationshipId,
    /// Of which day.
    pub day: NaiveDate,
    /// When on that day; none where it went back to where it was.
    pub at: Option<NaiveTime>,
    /// When that was noted.
    pub on: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_stands_where_it_was_on_the_day_that_is_looked_at() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a day");
        let goal = Goal {
            id: RecordId { kind: Kind::Goal, number: 1 },
            relationship: RelationshipId(1),
            person: None,
            on: day(1),
            start: Some(1),
            target: Some(4),
            ratings: vec![(day(5), 2), (day(9), 4)],
        };
        let rated = |today: u32| {
            let mut log = Log { goals: vec![goal.clone()], ..Log::default() };
            log.up_to(day(today));
            log.goals[0].ratings.last().map(|(_, now)| *now)
        };
        assert_eq!([4, 5, 8, 9].map(rated), [None, Some(2), Some(2), Some(4)]);
    }
}
