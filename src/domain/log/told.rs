//! A session as somebody tells of it: the log itself, or an export of another program.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};

use super::RecordId;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::problems::Place;

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happened {
    /// It took place.
    Held,
    /// It is known not to have taken place.
    NotHeld,
    /// It was planned. Once its day is over, that is: not heard.
    Planned,
}

impl Happened {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Happened); 3] =
        [("held", Happened::Held), ("not held", Happened::NotHeld), ("planned", Happened::Planned)];

    /// The word people read.
    pub fn word(self) -> &'static str {
        Happened::WORDS.iter().find(|(_, happened)| *happened == self).map_or("", |(word, _)| word)
    }

    /// What the plain words of other programs mean, in normal form. A session that was put off is left to the scheme:
    /// some programs write a row of its own for the new day, and some move the old one.
    ///
    /// ```
    /// use mentor::domain::log::Happened;
    /// assert_eq!(Happened::from_plain("no-show"), Some(Happened::NotHeld));
    /// assert_eq!(Happened::from_plain("rescheduled"), None);
    /// ```
    pub fn from_plain(word: &str) -> Option<Self> {
        match word.replace('_', " ").as_str() {
            "held" | "completed" | "complete" | "attended" | "took place" | "done" | "yes" | "true" => {
                Some(Happened::Held)
            }
            "not held" | "cancelled" | "canceled" | "no-show" | "no show" | "noshow" | "missed" | "did not attend"
            | "no" | "false" => Some(Happened::NotHeld),
            "planned" | "scheduled" | "upcoming" | "booked" | "" => Some(Happened::Planned),
            _ => None,
        }
    }
}

/// What somebody thought of a session: a number with up to three digits behind the point, kept in thousandths.
///
/// ```
/// use mentor::domain::log::Rating;
/// assert_eq!("4.50".parse::<Rating>().map(|rating| rating.to_string()), Ok("4.5".to_string()));
/// assert_eq!("-2".parse::<Rating>(), Ok(Rating(-2000)));
/// assert!("good".parse::<Rating>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(pub i64);

impl FromStr for Rating {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let part = part.trim_end_matches('0');
        let plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 6 || part.len() > 3 || !plain(whole) || !plain(part) {
            return Err(());
        }
        let number = |digits: &str| digits.parse::<i64>().map_err(|_| ());
        Ok(Rating(sign * (number(whole)? * 1000 + number(&format!("{part:0<3}"))?)))
    }
}

impl fmt::Display for Rating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let part = format!("{:03}", size % 1000);
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", size / 1000),
            part => write!(f, "{sign}{}.{part}", size / 1000),
        }
    }
}

/// Somebody as an export names them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// Somebody who takes part.
    Known(PersonId),
    /// Nobody whom the scheme knows, as they are written there.
    Unknown(String),
}

/// Whose a session is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// A relationship's.
    Relationship(RelationshipId),
    /// Of people (the mentor first, where both are named) whose relationship nobody noted, and what the export calls
    /// the two of them.
    Pair(Vec<Named>, String),
}

/// A session as somebody tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who tells: 0 is the log, the exports follow in the order of the scheme.
    pub teller: usize,
    /// The record of the log, where it is one.
    pub record: Option<RecordId>,
    /// Where it stands.
    pub place: Place,
    /// The columns of the day and of the rating there; 0 where it has none.
    pub columns: (u32, u32),
    /// What the export calls the session, if it does.
    pub key: String,
    /// Whose.
    pub whose: Whose,
    /// When; an export may leave it open.
    pub on: Option<NaiveDate>,
    /// At what time it began.
    pub at: Option<NaiveTime>,
    /// What became of it.
    pub happened: Happened,
    /// How long, in minutes, where somebody said so.
    pub minutes: Option<u32>,
    /// What somebody thought of it.
    pub rating: Option<Rating>,
    /// In which way they met, in a word of the scheme where it has one for it; blank where nobody said so.
    pub by: String,
}

impl Told {
    /// What is known of it, in the word people read: what was planned for a day that is over is not heard.
    pub fn said(&self, today: NaiveDate) -> &'static str {
        if self.happened == Happened::Planned && self.on < Some(today) { "not heard" } else { self.happened.word() }
    }

    /// What messages call it: the id of the record, or the file and line.
    pub fn called(&self) -> String {
        self.record.map_or_else(|| self.place.at(self.place.line, 0).to_string(), |id| id.to_string())
    }
}
