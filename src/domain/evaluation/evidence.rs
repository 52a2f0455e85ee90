//! Evidence: what people said and what became of them, as it stands in the log. What they said in words of their own is
//! not in it.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::log::{RecordId, Told};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::year::Words;
use crate::wording::normal;

/// Everything an evaluation rests on beside the journeys.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Answers to measures, those of the log and of survey exports alike.
    pub answers: Vec<Answer>,
    /// What became of people.
    pub results: Vec<Fact>,
    /// What people learned before or beside mentoring.
    pub training: Vec<Trained>,
    /// What may be quoted, and how.
    pub quotes: Vec<Quote>,
    /// What was learned for the scheme: the theme, and when.
    pub lessons: Vec<(String, NaiveDate)>,
    /// Sessions of people whose relationship nobody noted, as exports tell of them.
    pub apart: Vec<Told>,
    /// In which way a session was held, where somebody said so.
    pub ways: HashMap<RecordId, String>,
    /// The same as exports tell of it, by relationship and day.
    pub ways_told: HashMap<(RelationshipId, NaiveDate), String>,
}

/// Who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// Somebody whom the scheme knows.
    Person(PersonId),
    /// Somebody else: whoever is called by one name or address that the scheme does not know is one voice, and so is each
    /// answer sheet without a name.
    Other(u32),
}

impl Voice {
    /// The person, if the scheme knows who it is.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Voice::Person(id) => Some(id),
            Voice::Other(_) => None,
        }
    }
}

/// An answer to a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who answered.
    pub who: Voice,
    /// The measure.
    pub measure: String,
    /// Which of several things asked one by one; empty where there is one.
    pub item: String,
    /// When it was asked: `start`, `end`; empty where the measure names no stages.
    pub stage: String,
    /// The day.
    pub on: NaiveDate,
    /// What was said, as a word of the scale; empty where it was said in words of one's own.
    pub said: String,
}

/// A hard fact about a person afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Who.
    pub person: PersonId,
    /// What.
    pub result: String,
    /// After how many weeks.
    pub weeks: Option<u32>,
    /// The day.
    pub on: NaiveDate,
    /// Whether it came about.
    pub reached: bool,
}

/// Something that somebody learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trained {
    /// Who.
    pub person: PersonId,
    /// The module; empty where a topic was noted alone.
    pub module: String,
    /// The topic; empty where a module was noted alone.
    pub topic: String,
    /// The day.
    pub on: NaiveDate,
    /// How many days it took.
    pub days: Option<u32>,
}

/// Words that may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which; the words themselves are in the private notes.
    pub id: RecordId,
    /// Who said them.
    pub person: PersonId,
    /// The day.
    pub on: NaiveDate,
    /// How they may be published, in a word of the scheme.
    pub consent: String,
    /// The day on which the consent ends.
    pub expires: Option<NaiveDate>,
    /// The day on which it was taken back.
    pub withdrawn: Option<NaiveDate>,
}

impl Quote {
    /// Whether it may be published on a day: on the last day of the consent it may, and on the day it was taken back it
    /// may not.
    pub fn may_be_published(&self, today: NaiveDate) -> bool {
        self.expires.is_none_or(|expires| today <= expires) && self.withdrawn.is_none()
    }

    /// As whose words they may be told. A word of the scheme's own allows it only where the scheme says so: it may as well
    /// say that they are not to be told at all.
    pub fn told_as(&self, words: &Words) -> Option<Byline> {
        Byline::of(&self.consent, words)
    }
}

/// As whose words a quote is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Byline {
    /// By name.
    Named,
    /// By the role alone.
    Role,
    /// Of nobody in particular.
    Nobody,
}

impl Byline {
    /// What a word of consent allows; none where nobody said that it allows anything.
    ///
    /// ```
    /// use mentor::domain::evaluation::evidence::Byline;
    /// use mentor::domain::scheme::year::Words;
    /// let words = Words { published: vec!["in reports".to_string()], ..Words::default() };
    /// assert_eq!(Byline::of("Role only", &words), Some(Byline::Role));
    /// assert_eq!(Byline::of("in reports", &words), Some(Byline::Nobody));
    /// assert_eq!(Byline::of("not to be published", &words), None);
    /// ```
    pub fn of(consent: &str, words: &Words) -> Option<Self> {
        let consent = normal(consent);
        match consent.as_str() {
            "named" => Some(Byline::Named),
            "role only" => Some(Byline::Role),
            "anonymous" => Some(Byline::Nobody),
            _ => words.published.iter().any(|word| normal(word) == consent).then_some(Byline::Nobody),
        }
    }
}
