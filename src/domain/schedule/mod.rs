//! The schedule: what is planned, for a relationship and for everybody, and how it stands.

mod everybody;
mod whose;
mod windows;

use std::fmt;

use chrono::NaiveDate;

use super::journey::Journey;
use super::log::Move;
use super::person::PersonId;
use super::relationship::RelationshipId;
use super::scheme::Scheme;
use super::scheme::year::Hours;

pub use everybody::{event_days, event_names, for_everybody};
pub use whose::{Whose, planned_for};

/// Something planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: What,
    /// For whom.
    pub of: Of,
    /// The first day on which it can be; none where no day is known yet.
    pub from: Option<NaiveDate>,
    /// The last; the same where it is one day.
    pub by: Option<NaiveDate>,
    /// From when until when on that day.
    pub hours: Option<Hours>,
    /// How it stands.
    pub state: State,
    /// How often its day changed since it was first planned.
    pub changes: u32,
    /// The day of the record that says so.
    pub noted: Option<NaiveDate>,
    /// Who is to go, where that is settled.
    pub supporter: Option<PersonId>,
}

/// What is planned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The day on which everybody starts.
    Opening,
    /// Something for everybody, under its own name.
    Event(String),
    /// A session of a relationship.
    Session(u32),
    /// The coordinator, or a supporter, asks how it goes.
    Contact(u32),
    /// A supporter sees the relationship.
    Visit(u32),
    /// It is looked back together.
    Review,
    /// The last day.
    End,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Opening => f.write_str("opening day"),
            What::Event(name) => f.write_str(name),
            What::Session(number) => write!(f, "session {number}"),
            What::Contact(number) => write!(f, "contact {number}"),
            What::Visit(number) => write!(f, "visit {number}"),
            What::Review => f.write_str("review day"),
            What::End => f.write_str("end"),
        }
    }
}

/// For whom something is planned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// Everybody.
    All,
    /// The people of an intake.
    Intake(String),
    /// One relationship.
    Relationship(RelationshipId),
}

/// How something planned stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Its time is over and it is known not to have been, or the coordinator would know of it.
    Overdue,
    /// Its time is over and nobody told whether it was.
    NotHeard,
    /// Its time is now.
    Due,
    /// Its time is to come, or not settled.
    Planned,
    /// It was.
    Held,
}

impl State {
    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Due => "due",
            State::Overdue => "overdue",
            State::Held => "held",
            State::NotHeard => "not heard",
        }
    }
}

impl Item {
    fn new(what: What, of: Of, from: Option<NaiveDate>, by: Option<NaiveDate>) -> Self {
        Item { what, of, from, by, hours: None, state: State::Planned, changes: 0, noted: None, supporter: None }
    }

    /// Takes a day that was moved by hand in place of the planned one.
    fn moved<'m>(mut self, moves: impl Iterator<Item = &'m Move>) -> Self {
        let name = self.what.to_string();
        for moved in moves.filter(|moved| moved.item == name) {
            (self.from, self.by) = (Some(moved.to), Some(moved.to));
            self.changes += 1;
            self.noted = Some(moved.on);
        }
        self
    }

    /// Says how it stands on a day, where it was not held; `past` is what it is when its time is over.
    fn on(mut self, today: NaiveDate, past: State) -> Self {
        self.state = match (self.from, self.by) {
            (_, Some(by)) if by < today => past,
            (Some(from), Some(_)) if from <= today => State::Due,
            _ => State::Planned,
        };
        self
    }

    /// Was held on a day: then that is its day.
    fn held(mut self, on: NaiveDate) -> Self {
        (self.from, self.by, self.state) = (Some(on), Some(on), State::Held);
        self.changes += 1;
        self.noted = Some(on);
        self
    }
}

/// Everything planned for one relationship, in the order of days. What ended has no plans.
pub fn of_journey(journey: &Journey<'_>, scheme: &Scheme, today: NaiveDate) -> Vec<Item> {
    if journey.relationship.ended.is_some() {
        return Vec::new();
    }
    let scheme = journey.relationship.terms(scheme);
    let mut items = windows::sessions(journey, scheme, today);
    items.extend(windows::contacts(journey, scheme, today));
    items.extend(windows::visits(journey, scheme, today));
    let of = || Of::Relationship(journey.relationship.id);
    // What they look back on together `for_everybody` plans.
    if !journey.looks_back_together(scheme)
        && let Some(day) = journey.review(scheme)
    {
        let mut item = Item::new(What::Review, of(), Some(day), Some(day)).moved(journey.moves.iter().copied());
        item.hours = scheme.year.review.as_ref().and_then(|review| review.hours);
        items.push(match journey.reviewed {
            Some(on) => item.held(on),
            None => item.on(today, State::Overdue),
        });
    }
    // Where the scheme has one last day, that is everybody's.
    if let Some(day) = scheme.year.sessions.months.and(journey.ends(scheme)) {
        let item = Item::new(What::End, of(), Some(day), Some(day)).moved(journey.moves.iter().copied());
        items.push(item.on(today, State::Overdue));
    }
    // A rest may move any day, and back where it ends sooner: calendars take what counts more changes for newer.
    let rests: u32 = journey.pauses.iter().map(|pause| pause.changes).sum();
    let rested = journey.pauses.iter().filter_map(|pause| pause.noted).max();
    for item in &mut items {
        item.changes += rests;
        item.noted = item.noted.max(rested).or(journey.relationship.accepted);
    }
    items.sort_by(|a, b| (a.by, &a.what).cmp(&(b.by, &b.what)));
    items
}

#[cfg(test)]
mod tests;
