//! A field: one thing that is known of a person, and how its answers are written.

use crate::privacy::Privacy;
use crate::problems::Place;
use crate::wording::normal;

/// Which field of the scheme: its position in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub usize);

/// One thing that is known of a person.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name that sources, rules, criteria and corrections use.
    pub name: String,
    /// What kind of answer it holds.
    pub kind: Kind,
    /// What reasons and messages call it.
    pub label: String,
    /// How widely it may be shown.
    pub privacy: Privacy,
    /// The answers that are known; of a scale all of them, lowest first.
    pub options: Vec<String>,
    /// What becomes of an answer that is none of the options.
    pub other: Other,
    /// Answers that count as not answered, in normal form.
    pub blank: Vec<String>,
    /// Other spellings: normal form of what was written, and the option that is meant.
    pub aliases: Vec<(String, String)>,
    /// Further answers that mean yes (yes-no), in normal form.
    pub yes: Vec<String>,
    /// Further answers that mean no (yes-no), in normal form.
    pub no: Vec<String>,
    /// What words mean as a rank (ranking); `None` is *never*.
    pub ranks: Vec<(String, Option<u16>)>,
    /// What separates several answers in one cell; found out by looking where it is not said.
    pub separator: Option<String>,
    /// Where the scheme file says so.
    pub place: Place,
}

impl Field {
    /// Returns the spelling the scheme uses for an answer: an alias united, an option in its own spelling, anything
    /// else as written.
    pub fn canonical<'a>(&'a self, written: &'a str) -> &'a str {
        let sought = normal(written);
        if let Some((_, meant)) = self.aliases.iter().find(|(alias, _)| *alias == sought) {
            return meant;
        }
        self.options.iter().find(|option| normal(option) == sought).map_or(written, String::as_str)
    }
}

/// What becomes of an answer that is none of the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Other {
    /// It is a problem with a place.
    #[default]
    Problem,
    /// It stands as its own answer.
    Keep,
    /// It counts as not answered.
    Blank,
}

impl Other {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Other); 3] =
        [("problem", Other::Problem), ("keep", Other::Keep), ("blank", Other::Blank)];
}

/// What kind of answer a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text: shown, never scored.
    Text,
    /// One of several.
    Choice,
    /// Any of several.
    List,
    /// A number.
    Number,
    /// One step of an order, lowest first.
    Scale,
    /// A postcode, a postcode district or a place of `places.csv`.
    Place,
    /// Times at which a person can meet.
    Availability,
    /// Several in order of preference.
    Ranking,
    /// Yes or no; a date means yes from then on.
    YesNo,
    /// A day.
    Date,
}

impl Kind {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Kind); 10] = [
        ("text", Kind::Text),
        ("choice", Kind::Choice),
        ("list", Kind::List),
        ("number", Kind::Number),
        ("scale", Kind::Scale),
        ("place", Kind::Place),
        ("availability", Kind::Availability),
        ("ranking", Kind::Ranking),
        ("yes-no", Kind::YesNo),
        ("date", Kind::Date),
    ];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Whether one cell may hold several answers.
    pub fn several(self) -> bool {
        matches!(self, Kind::List | Kind::Availability | Kind::Ranking)
    }
}
