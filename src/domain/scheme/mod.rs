//! The scheme: the rules and dates one organisation runs by, as read from `scheme.toml`.

pub mod criterion;
pub mod field;
pub mod rule;
pub mod source;

use std::fmt;

use chrono::NaiveDate;

pub use criterion::{Criterion, CriterionKind};
pub use field::{Field, FieldId, Kind};
pub use rule::{Rule, RuleKind};
pub use source::{Columns, Source};

use crate::domain::small_numbers::Threshold;
use crate::problems::Place;

/// Everything `scheme.toml` says that this version reads.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    /// What the scheme is called; also the key of its lots.
    pub name: String,
    /// What it is for, in the coordinator's words.
    pub purpose: String,
    /// How people are brought together.
    pub form: Form,
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
    /// Which file gives what.
    pub sources: Vec<Source>,
    /// What must hold.
    pub rules: Vec<Rule>,
    /// What earns points.
    pub criteria: Vec<Criterion>,
    /// The number below which a count of people is hidden.
    pub threshold: Threshold,
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

    /// The key under which tables for machines show a role: a promise, so it follows the scheme only in a mutual one.
    pub fn role_key(&self, role: Role) -> String {
        let word = self.role_word(role).to_lowercase();
        word.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
    }

    /// Returns the word this scheme uses for a role: its own sides in a mutual scheme.
    pub fn role_word(&self, role: Role) -> &str {
        match (&self.sides, role) {
            (Some((side, _)), Role::Mentor) => side,
            (Some((_, side)), Role::Mentee) => side,
            (None, Role::Member) if self.form == Form::Peer => "peer",
            (_, role) => role.word(),
        }
    }
}

/// How people are brought together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A mentor and a mentee.
    #[default]
    OneToOne,
    /// Both are mentor and mentee of each other, across two sides.
    Mutual,
    /// Two of the same pool.
    Peer,
    /// Several, with or without a facilitator.
    Group,
}

impl Form {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Form); 4] =
        [("one-to-one", Form::OneToOne), ("mutual", Form::Mutual), ("peer", Form::Peer), ("group", Form::Group)];

    /// The roles of those who are matched: who is served first.
    pub fn roles(self) -> [Role; 2] {
        match self {
            Form::OneToOne | Form::Mutual => [Role::Mentee, Role::Mentor],
            Form::Peer => [Role::Member, Role::Member],
            Form::Group => [Role::Member, Role::Facilitator],
        }
    }

    /// Whether two of the same pool are brought together.
    pub fn one_pool(self) -> bool {
        matches!(self, Form::Peer | Form::Group)
    }

    /// What several relationships of this form are called, counted by [`crate::wording::plural`].
    pub fn noun(self) -> &'static str {
        if self == Form::Group { "group" } else { "pair" }
    }

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Form::WORDS.iter().find(|(_, form)| *form == self).map_or("", |(word, _)| word)
    }
}

/// Where both learn: which of the two scores counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BothWays {
    /// The weaker, so that it is worth while for both.
    #[default]
    Weaker,
    /// Both alike.
    Mean,
}

impl BothWays {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, BothWays); 2] = [("weaker", BothWays::Weaker), ("mean", BothWays::Mean)];
}

/// How groups are made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPolicy {
    /// The fewest members of a group.
    pub smallest: usize,
    /// The most members of a group.
    pub largest: usize,
    /// Whether somebody leads it.
    pub leaders: Leaders,
    /// When people are free: the members of a group have a time in common.
    pub times: Option<FieldId>,
}

impl Default for GroupPolicy {
    fn default() -> Self {
        // Action learning sets of the seeds have four to eight members.
        GroupPolicy { smallest: 4, largest: 8, leaders: Leaders::Optional, times: None }
    }
}

/// Whether somebody leads a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaders {
    /// Nobody does.
    None,
    /// Where there is somebody.
    Optional,
    /// No group without.
    Needed,
}

impl Leaders {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Leaders); 3] =
        [("none", Leaders::None), ("optional", Leaders::Optional), ("needed", Leaders::Needed)];
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
    /// A trainee's peer.
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

/// How many relationships a person can take on where the form does not say, and how shared numbers are split.
#[derive(Clone, Debug)]
pub struct PlacesPolicy {
    /// Places of a mentor whose form does not say.
    pub mentor: u32,
    /// Places of a mentee whose form does not say.
    pub mentee: u32,
    /// What one number means for somebody in both roles.
    pub both: SharedPlaces,
    /// What *either* means.
    pub either: EitherRole,
    /// Whether A may mentor B while B mentors A.
    pub two_way: bool,
    /// What answers in words mean, keyed by their normal form.
    pub words: Vec<(String, u32)>,
}

impl Default for PlacesPolicy {
    fn default() -> Self {
        PlacesPolicy {
            mentor: 1,
            mentee: 1,
            both: SharedPlaces::Each,
            either: EitherRole::Both,
            two_way: false,
            words: Vec::new(),
        }
    }
}

/// What one number of places means for somebody who is mentor and mentee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedPlaces {
    /// As many in each role.
    Each,
    /// One as mentee, the rest as mentor.
    MenteeFirst,
    /// One as mentor, the rest as mentee.
    MentorFirst,
}

impl SharedPlaces {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, SharedPlaces); 3] = [
        ("each", SharedPlaces::Each),
        ("mentee-first", SharedPlaces::MenteeFirst),
        ("mentor-first", SharedPlaces::MentorFirst),
    ];
}

/// What *I am open to either role* means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EitherRole {
    /// Both roles at once.
    Both,
    /// One of the two, whichever makes the better round.
    AsNeeded,
    /// Mentor.
    Mentor,
    /// Mentee.
    Mentee,
}

impl EitherRole {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, EitherRole); 4] = [
        ("both", EitherRole::Both),
        ("as-needed", EitherRole::AsNeeded),
        ("mentor", EitherRole::Mentor),
        ("mentee", EitherRole::Mentee),
    ];
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
