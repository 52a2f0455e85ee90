//! The kinds of record, and their ids.

use std::fmt;
use std::str::FromStr;

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A meeting of a relationship.
    Session,
    /// Messages, and how many were answered in time.
    Message,
    /// A supporter saw a relationship.
    Visit,
    /// Somebody asked how it goes.
    Contact,
    /// Shadowing, a site visit, a placement.
    Activity,
    /// Somebody came to an event.
    Attendance,
    /// Somebody learned a module or topic.
    Training,
    /// What somebody wants to reach.
    Goal,
    /// How far a goal is.
    Rating,
    /// Something needs attention.
    Concern,
    /// An answer to a measure.
    Answer,
    /// Words that may be published.
    Quote,
    /// A hard fact about a person afterwards.
    Result,
    /// What was learned for the scheme.
    Lesson,
    /// What was decided.
    Decision,
}

impl Kind {
    /// All kinds with their word and the letter of their ids.
    pub const ALL: [(Kind, &'static str, char); 15] = [
        (Kind::Session, "session", 'S'),
        (Kind::Message, "message", 'M'),
        (Kind::Visit, "visit", 'V'),
        (Kind::Contact, "contact", 'C'),
        (Kind::Activity, "activity", 'A'),
        (Kind::Attendance, "attendance", 'E'),
        (Kind::Training, "training", 'T'),
        (Kind::Goal, "goal", 'G'),
        (Kind::Rating, "rating", 'K'),
        (Kind::Concern, "concern", 'N'),
        (Kind::Answer, "answer", 'W'),
        (Kind::Quote, "quote", 'Q'),
        (Kind::Result, "result", 'F'),
        (Kind::Lesson, "lesson", 'L'),
        (Kind::Decision, "decision", 'D'),
    ];

    /// The word people read and type.
    pub fn word(self) -> &'static str {
        Kind::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, word, _)| word)
    }

    /// The letter of its ids.
    pub fn letter(self) -> char {
        Kind::ALL.iter().find(|(kind, ..)| *kind == self).map_or('?', |(.., letter)| *letter)
    }
}

/// The id of a record, `S004`: never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// What it is about.
    pub kind: Kind,
    /// Which one.
    pub number: u32,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{:03}", self.kind.letter(), self.number))
    }
}

impl FromStr for RecordId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let letter = text.trim().chars().next().ok_or(())?.to_ascii_uppercase();
        let (kind, ..) = Kind::ALL.into_iter().find(|(.., of)| *of == letter).ok_or(())?;
        crate::domain::person::numbered(text, letter).map(|number| RecordId { kind, number }).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_people_type_them() {
        assert_eq!("s4".parse(), Ok(RecordId { kind: Kind::Session, number: 4 }));
        assert_eq!("N012".parse::<RecordId>().map(|id| id.to_string()), Ok("N012".to_string()));
        for text in ["", "R003", "P003", "S", "S0", "Sx", "4"] {
            assert_eq!(text.parse::<RecordId>(), Err(()), "{text}");
        }
    }

    #[test]
    fn no_letter_means_two_things() {
        let mut letters: Vec<char> = Kind::ALL.iter().map(|(.., letter)| *letter).chain(['P', 'R']).collect();
        letters.sort();
        letters.dedup();
        assert_eq!(letters.len(), Kind::ALL.len() + 2);
    }
}
