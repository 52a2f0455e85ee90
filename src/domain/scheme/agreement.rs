//! What an agreement says, as far as the scheme settles it for everybody.

use super::{FieldId, Form};

/// What the scheme settles. Whatever is left out here is written in by the people themselves.
#[derive(Clone, Debug, Default)]
pub struct AgreementTerms {
    /// Whether the scheme asks for an agreement at all.
    pub unneeded: bool,
    /// How agreements of pairs are worded, where the mentor's answer does not say otherwise.
    pub wording: Wording,
    /// The answer of the mentor that decides the wording, and what each answer (in normal form) means.
    pub wording_by: Option<(FieldId, Vec<(String, Wording)>)>,
    /// How many goals there is room for.
    pub goals: Option<i64>,
    /// What the people are to talk through.
    pub about: Vec<String>,
    /// Who arranges the sessions.
    pub arranges: Option<String>,
    /// How the people are in touch between sessions.
    pub contact: Option<String>,
    /// Whom to tell when it ends, or when something is wrong.
    pub tell: Option<String>,
    /// Limits of confidentiality beside those that hold everywhere.
    pub limits: Vec<String>,
    /// Boundaries beside those that hold everywhere.
    pub boundaries: Vec<String>,
    /// How many months after the end records are kept.
    pub keep_months: Option<i64>,
    /// Of groups: how many members must be there, and how many minutes a turn has.
    pub meets_with: Option<i64>,
    /// Of groups: how many minutes a turn has.
    pub turn_minutes: Option<i64>,
    /// The mentee's answer that says whether time away is agreed.
    pub time_away: Option<FieldId>,
    /// What somebody needs so as to take part.
    pub access: Option<FieldId>,
    /// The answer by which somebody lets the others know of it.
    pub access_told: Option<FieldId>,
}

/// How an agreement is worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    /// A mentor and a mentee, and nothing more is known.
    #[default]
    Pair,
    /// The mentor comes from outside.
    External,
    /// Both work for one organisation.
    InHouse,
    /// They write to each other.
    EMentoring,
    /// For people in senior posts.
    Executive,
    /// No number of sessions.
    Informal,
    /// Both learn, across two sides.
    Mutual,
    /// Two equals.
    Peer,
    /// A group.
    Group,
    /// Practice of a trainee mentor.
    Practice,
}

impl Wording {
    /// The words that a scheme may write for pairs of a mentor and a mentee.
    pub const WORDS: [(&'static str, Wording); 6] = [
        ("one-to-one", Wording::Pair),
        ("external", Wording::External),
        ("in-house", Wording::InHouse),
        ("e-mentoring", Wording::EMentoring),
        ("executive", Wording::Executive),
        ("informal", Wording::Informal),
    ];

    /// The word that templates see.
    pub fn word(self) -> &'static str {
        match self {
            Wording::Mutual => Form::Mutual.word(),
            Wording::Peer => Form::Peer.word(),
            Wording::Group => Form::Group.word(),
            Wording::Practice => "practice",
            _ => Wording::WORDS.iter().find(|(_, wording)| *wording == self).map_or("", |(word, _)| word),
        }
    }

    /// The wording of a form that has only one.
    pub fn of_form(form: Form) -> Option<Self> {
        match form {
            Form::OneToOne => None,
            Form::Mutual => Some(Wording::Mutual),
            Form::Peer => Some(Wording::Peer),
            Form::Group => Some(Wording::Group),
        }
    }
}
