//! How conversations are timetabled on the review day, in schemes that want that.

use super::year::Hours;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::problems::{Located, Place};

/// What a scheme says of its timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimetableTerms {
    /// From when until when conversations can be; none where it follows the hours of the review day.
    pub hours: Option<Hours>,
    /// How long a conversation is, in minutes.
    pub slot_minutes: u32,
    /// How long it takes to change places, in minutes.
    pub between_minutes: u32,
    /// The rooms by name; none where there is room for all at once.
    pub rooms: Vec<String>,
    /// Of whom one sits in on every conversation, whoever is free, and where the scheme file says so; none where they talk
    /// alone.
    pub facilitators: Vec<Located<PersonId>>,
    /// Whether the supporter who looks after a relationship takes part in its conversation.
    pub with_supporter: bool,
    /// When nobody talks.
    pub breaks: Vec<Hours>,
    /// Who is not there, when, and where the scheme file says so.
    pub unavailable: Vec<Unavailable>,
}

/// Somebody who is not there for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable {
    /// Who.
    pub who: Absent,
    /// From when until when.
    pub hours: Hours,
    /// Where the scheme file says so.
    pub place: Place,
}

/// Who is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// One person.
    Person(PersonId),
    /// All of a relationship.
    Relationship(RelationshipId),
}

/// Reads `10:00-10:40`; none where that is no time, or ends before it begins.
///
/// ```
/// use mentor::domain::scheme::timetable::span;
/// let (from, until) = span("10:00 - 10:40").unwrap();
/// assert_eq!((until - from).num_minutes(), 40);
/// assert_eq!(span("10:40-10:00"), None);
/// ```
pub fn span(text: &str) -> Option<Hours> {
    let (from, until) = text.split_once(['-', '–'])?;
    let time = |text: &str| chrono::NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    Some((time(from)?, time(until)?)).filter(|(from, until)| from < until)
}
