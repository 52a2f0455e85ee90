//! The scheme: the rules and dates one organisation runs by, as read from `scheme.toml`.

pub mod agreement;
pub mod assumption;
pub mod channel;
pub mod criterion;
pub mod evaluation;
pub mod field;
pub mod form;
pub mod places;
pub mod pools;
pub mod rule;
pub mod source;
pub mod timetable;
pub mod year;

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

pub use agreement::AgreementTerms;
pub use assumption::Assumption;
pub use channel::{Channel, Counts};
pub use criterion::{Criterion, CriterionKind};
pub use evaluation::EvaluationTerms;
pub use field::{Field, FieldId, Kind};
pub use form::{BothWays, Form, GroupPolicy, Leaders};
pub use places::{EitherRole, PlacesPolicy, SharedPlaces};
pub use pools::MentorPool;
pub use rule::{Rule, RuleKind};
pub use source::{Columns, Source};
pub use timetable::TimetableTerms;
pub use year::{Measure, Year};

use crate::domain::small_numbers::Threshold;
use crate::problems::Place;
use crate::wording::{normal, plural_noun};

/// Everything `scheme.toml` says that this version reads.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    /// What the scheme is called; also the key of its lots.
    pub name: String,
    /// What it is for, in the coordinator's words.
    pub purpose: String,
    /// How people are brought together.
    pub form: Form,
    /// Ways of helping with a form of their own, the scheme's own form first; nothing where there is only that.
    pub channels: Vec<Channel>,
    /// The field by whose answers people choose a channel.
    pub chosen_by: Option<FieldId>,
    /// What the two sides of a mutual scheme are called.
    pub sides: Option<(String, String)>,
    /// Where both learn: which of the two scores counts.
    pub both_ways: BothWays,
    /// How large groups are, who leads them, and when people are free.
    pub group: GroupPolicy,
    /// Whether the people are invented (examples only).
    pub invented: bool,
    /// What tells one person from another, where the scheme says so; else a key where a form asks for one, or the e-mail.
    pub identity: Option<IdentityKind>,
    /// What "best" means.
    pub aim: Aim,
    /// The floor: below this many points of 100 nobody is paired.
    pub lowest: Option<i64>,
    /// How many relationships a person can take on where the form does not say.
    pub places: PlacesPolicy,
    /// The people who come in together.
    pub intakes: Vec<Intake>,
    /// What is known of a person, in the order of the file.
    pub fields: Vec<Field>,
    /// The pools that mentors are of.
    pub pools: Vec<MentorPool>,
    /// Which file gives what.
    pub sources: Vec<Source>,
    /// What must hold.
    pub rules: Vec<Rule>,
    /// What earns points.
    pub criteria: Vec<Criterion>,
    /// What agreements say.
    pub agreement: AgreementTerms,
    /// The number below which a count of people is hidden.
    pub threshold: Threshold,
    /// What it is to achieve, and how that is looked at.
    pub evaluation: EvaluationTerms,
    /// What things cost and are worth.
    pub assumptions: Vec<Assumption>,
    /// How it runs through the year.
    pub year: Year,
    /// How conversations are timetabled on the review day, where they are.
    pub timetable: Option<TimetableTerms>,
}

impl Scheme {
    /// Finds a field by its name.
    pub fn field_named(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|f| f.name == name).map(FieldId)
    }

    /// Returns a field.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0]
    }

    /// Whether any rule, criterion or source names people: line managers, chosen mentors, tables of pairs.
    pub fn names_people(&self) -> bool {
        let rule = |rule: &Rule| {
            matches!(
                rule.kind,
                RuleKind::NotNamed { .. } | RuleKind::NotRefused { answer: None, .. } | RuleKind::NotPairs { .. }
            )
        };
        let criterion = |criterion: &Criterion| {
            matches!(criterion.kind, CriterionKind::Preferred { answer: None, .. } | CriterionKind::Given { .. })
        };
        self.rules.iter().any(rule) || self.criteria.iter().any(criterion)
    }

    /// The answers that name people, each with the role in which they are asked for.
    pub fn fields_naming_people(&self) -> BTreeSet<(Role, FieldId)> {
        let rules = self.rules.iter().filter_map(|rule| match &rule.kind {
            RuleKind::NotNamed { of, field } | RuleKind::NotRefused { of, ranking: field, answer: None } => {
                Some((*of, *field))
            }
            _ => None,
        });
        let criteria = self.criteria.iter().filter_map(|criterion| match &criterion.kind {
            CriterionKind::Preferred { of, ranking, answer: None, .. } => Some((*of, *ranking)),
            _ => None,
        });
        rules.chain(criteria).collect()
    }

    /// Whether a pool of mentors may have no more than a number or a share of the relationships.
    pub fn limits_pools(&self) -> bool {
        self.pools.iter().any(MentorPool::is_limited)
    }

    /// Whether low numbers are good and nothing else counts, so that people see the numbers of their own file.
    pub fn lowest_is_best(&self) -> bool {
        let lowest = |c: &Criterion| matches!(c.kind, CriterionKind::Given { lowest_is_best: true, .. });
        !self.criteria.is_empty() && self.criteria.iter().all(lowest)
    }

    /// Points as people see them: where low numbers are good, the numbers of their file.
    pub fn shown(&self, units: i64) -> i64 {
        if self.lowest_is_best() { -units } else { units }
    }

    /// The key under which tables for machines show a role: a promise, so it follows the scheme only in a mutual one.
    pub fn role_key(&self, role: Role) -> String {
        let word = self.role_word(role).to_lowercase();
        word.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
    }

    /// Whether a word of the scheme file means a role, in its own words or in the usual ones: `mentee`, `mentees`, or a
    /// side of a mutual scheme.
    pub fn means(&self, word: &str, role: Role) -> bool {
        let (said, own) = (normal(word), normal(self.role_word(role)));
        let many = |word: &str| normal(&plural_noun(2, word));
        let of_channel = self.channels.iter().any(|channel| channel.scheme.means(word, role));
        of_channel || [many(&own), many(role.word()), role.word().to_string(), own].contains(&said)
    }

    /// Whether a measure is asked of those in a role: of everybody, where it does not say.
    pub fn asks(&self, measure: &Measure, role: Role) -> bool {
        measure.asked_of.is_empty() || measure.asked_of.iter().any(|word| self.means(word, role))
    }

    /// Whether those in a role are invited to an event: everybody, where it names no role of ours.
    pub fn invites(&self, event: &year::Event, role: Role) -> bool {
        let means = |role: Role| event.asked_of.iter().any(|word| self.means(word, role));
        means(role) || !Role::WORDS.iter().any(|(_, role)| means(*role))
    }

    /// Returns the word this scheme uses for a role: its own sides in a mutual scheme; peers where there are no groups.
    pub fn role_word(&self, role: Role) -> &str {
        let mut pools =
            self.channels.iter().map(|channel| channel.scheme.form).filter(|form| form.one_pool()).peekable();
        if role == Role::Member && pools.peek().is_some() && pools.all(|form| form == Form::Peer) {
            return "peer";
        }
        match (&self.sides, role) {
            (Some((side, _)), Role::Mentor) => side,
            (Some((_, side)), Role::Mentee) => side,
            (None, Role::Member) if self.form == Form::Peer => "peer",
            (_, role) => role.word(),
        }
    }
}

/// What "best" means: a list of stages, each decided before the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// People with at least one relationship; those who waited; kept pairs; points.
    #[default]
    MostPeople,
    /// Points; a pair of negative score is never used; then people.
    BestFit,
    /// The worst-off first.
    Fairest,
    /// Nobody would rather swap.
    Stable,
}

impl Aim {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Aim); 4] = [
        ("most-people", Aim::MostPeople),
        ("best-fit", Aim::BestFit),
        ("fairest", Aim::Fairest),
        ("stable", Aim::Stable),
    ];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Aim::WORDS.iter().find(|(_, aim)| *aim == self).map_or("", |(word, _)| word)
    }
}

/// What tells one person from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// A number or code of the organisation.
    Key,
    /// The e-mail address.
    #[default]
    Email,
    /// The name, where nothing better was asked.
    Name,
}

impl IdentityKind {
    /// The words of the scheme file and of the register.
    pub const WORDS: [(&'static str, IdentityKind); 3] =
        [("key", IdentityKind::Key), ("email", IdentityKind::Email), ("name", IdentityKind::Name)];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        IdentityKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What a person is in a relationship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Gives time to support another (in a mutual scheme: one of the first side).
    Mentor,
    /// Is supported (in a mutual scheme: one of the second side).
    Mentee,
    /// An experienced mentor who visits relationships.
    Supporter,
    /// Lets a trainee mentor practise; counts in no figure.
    PracticePartner,
    /// Leads a group.
    Facilitator,
    /// One of a peer pair or a group.
    Member,
}

impl Role {
    /// The words of the scheme file and of the tables.
    pub const WORDS: [(&'static str, Role); 6] = [
        ("mentor", Role::Mentor),
        ("mentee", Role::Mentee),
        ("supporter", Role::Supporter),
        ("practice partner", Role::PracticePartner),
        ("facilitator", Role::Facilitator),
        ("member", Role::Member),
    ];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Role::WORDS.iter().find(|(_, role)| *role == self).map_or("", |(word, _)| word)
    }

    /// Whether whoever stands in this role hopes for something from the other: mentees, and those of one pool.
    pub fn seeks(self) -> bool {
        matches!(self, Role::Mentee | Role::Member)
    }

    /// Reads a word of the scheme file.
    pub fn from_word(word: &str) -> Option<Self> {
        if ["peer", "participant"].contains(&word) {
            return Some(Role::Member);
        }
        Role::WORDS.iter().find(|(known, _)| *known == word).map(|(_, role)| *role)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a person offered to be, before the scheme decides what that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfferedRole {
    /// One role.
    One(Role),
    /// Mentor and mentee at once.
    Both,
    /// Mentor or mentee, whichever is needed.
    Either,
}

/// The people who come in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// What it is called in sources and tables.
    pub name: String,
    /// The day on which it starts together.
    pub opening_day: Option<NaiveDate>,
    /// Where the scheme file says so.
    pub place: Place,
}
