//! The card of a relationship: what is known of it when people look back.

use chrono::NaiveDate;

use crate::domain::journey::Journey;
use crate::domain::log::{Goal, RecordId};
use crate::domain::person::PersonId;
use crate::domain::schedule::{Item, State, What};
use crate::domain::scheme::Scheme;
use crate::domain::status::{self, Status};

/// What is known of one relationship.
#[derive(Clone, Debug)]
pub struct Card<'j, 'a> {
    /// The relationship and everything noted about it.
    pub journey: &'j Journey<'a>,
    /// Its sessions against plan, and how it stands.
    pub status: Status,
    /// How many sessions are still to come.
    pub to_come: usize,
    /// How long the sessions held were in all, in minutes, where that was noted of any; and of how many it was.
    pub minutes: Option<(u64, usize)>,
    /// Its goals.
    pub goals: Vec<Reached>,
    /// How many visits were made, and how many the scheme means to make.
    pub visits: (usize, u32),
}

/// A goal, and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Its id.
    pub id: RecordId,
    /// Which of several of the same people, as their agreement numbers them.
    pub number: Option<usize>,
    /// Whose, where it is not the whole relationship's.
    pub person: Option<PersonId>,
    /// Where it started.
    pub start: Option<i64>,
    /// Where it is to lead.
    pub target: Option<i64>,
    /// Where it was when it was last rated, and when that was.
    pub now: Option<(NaiveDate, i64)>,
}

/// How a goal moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It is where it was to lead, or beyond.
    Reached,
    /// It is nearer to where it is to lead.
    Nearer,
    /// It is where it was, or further away.
    NotNearer,
    /// It was not rated, or nobody said where it started or was to lead.
    NotKnown,
}

impl Reached {
    fn of(goal: &Goal, journey: &Journey<'_>) -> Self {
        let own = journey.goals_of(goal.person);
        let at = own.iter().position(|one| one.id == goal.id).filter(|_| own.len() > 1);
        Reached {
            id: goal.id,
            number: at.map(|at| at + 1),
            person: goal.person,
            start: goal.start,
            target: goal.target,
            now: goal.ratings.last().copied(),
        }
    }

    /// How it moved. Where it is to lead may lie above the start or below it.
    ///
    /// ```
    /// use mentor::domain::log::{Kind, RecordId};
    /// use mentor::domain::review::card::{Movement, Reached};
    /// let day = chrono::NaiveDate::from_ymd_opt(2027, 1, 21).unwrap();
    /// let id = RecordId { kind: Kind::Goal, number: 1 };
    /// // "Worried how often a week?" starts at 6 and is to be 2.
    /// let goal = Reached { id, number: None, person: None, start: Some(6), target: Some(2), now: Some((day, 3)) };
    /// assert_eq!(goal.movement(), Movement::Nearer);
    /// ```
    pub fn movement(&self) -> Movement {
        let (Some(start), Some(target), Some((_, now))) = (self.start, self.target, self.now) else {
            return Movement::NotKnown;
        };
        let reached = if target >= start { now >= target } else { now <= target };
        match (reached, now.abs_diff(target) < start.abs_diff(target)) {
            (true, _) => Movement::Reached,
            (_, true) => Movement::Nearer,
            _ => Movement::NotNearer,
        }
    }
}

impl<'j, 'a> Card<'j, 'a> {
    /// Puts a card together as things stand today.
    pub fn of(journey: &'j Journey<'a>, items: &[Item], scheme: &Scheme, today: NaiveDate) -> Self {
        let status = status::of(journey, items, scheme, today);
        let open = |item: &&Item| matches!(item.what, What::Session(_)) && item.by >= Some(today);
        let to_come =
            items.iter().filter(open).filter(|item| matches!(item.state, State::Due | State::Planned)).count();
        let timed: Vec<u64> = journey.sessions_held().filter_map(|session| session.minutes.map(u64::from)).collect();
        Card {
            journey,
            to_come,
            minutes: (!timed.is_empty()).then(|| (timed.iter().sum(), timed.len())),
            goals: journey.goals.iter().map(|goal| Reached::of(goal, journey)).collect(),
            visits: (journey.visits.iter().filter(|visit| visit.held).count(), scheme.year.visits.each),
            status,
        }
    }

    /// Whether the agreement was talked through or signed.
    pub fn is_agreed(&self) -> bool {
        self.journey.relationship.discussed.is_some() || self.journey.relationship.signed.is_some()
    }

    /// The goals that somebody may see: their own, and those of the whole relationship.
    pub fn goals_of(&self, person: PersonId) -> impl Iterator<Item = &Reached> {
        // Of two the goal is talked about by both; in a group everybody has their own.
        let both = self.journey.relationship.members.len() <= 2;
        self.goals.iter().filter(move |goal| both || goal.person.is_none_or(|of| of == person))
    }
}
