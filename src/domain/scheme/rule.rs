//! A rule: what must hold, or the two cannot be matched.

use super::Role;
use super::channel::Counts;
use super::field::FieldId;
use crate::problems::Place;

/// What must hold between a mentor and a mentee.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The name that messages and `add --despite` use.
    pub name: String,
    /// What must hold, as a person would say it.
    pub says: String,
    /// What is compared, and how.
    pub kind: RuleKind,
    /// Whether the rule holds where an answer is missing.
    pub holds_when_blank: bool,
    /// For which channels it counts.
    pub counts: Counts,
    /// Where the scheme file says so.
    pub place: Place,
}

/// The kinds of rule.
#[derive(Clone, Debug)]
pub enum RuleKind {
    /// Both gave the same answer (of lists: at least one in common).
    Same(Both),
    /// They gave different answers (of lists: none in common).
    Different(Both),
    /// The person named in one's field is not the other: a line manager, say.
    NotNamed {
        /// Whose answer it is.
        of: Role,
        /// The field that names somebody.
        field: FieldId,
    },
    /// A number is not below a limit.
    AtLeast {
        /// Whose answer it is.
        of: Role,
        /// The number.
        field: FieldId,
        /// The limit, in millionths.
        value: i64,
    },
    /// They are near enough, or in the same area.
    Within {
        /// The places.
        fields: Both,
        /// The distance in units of 100 m.
        hectometres: i64,
        /// A field whose same answer is enough.
        or_same: Option<FieldId>,
    },
    /// They have at least so many answers in common.
    Shares {
        /// The lists.
        fields: Both,
        /// How many.
        at_least: usize,
    },
    /// The mentor is higher on a scale, by so many steps (negative: may be lower).
    Higher {
        /// The scale.
        fields: Both,
        /// Fewest steps.
        at_least: i64,
        /// Most steps.
        at_most: Option<i64>,
    },
    /// A date is not past: a check that expires.
    Current {
        /// Whose date it is.
        of: Role,
        /// The date.
        field: FieldId,
    },
    /// A day has come, or comes soon: somebody wants nothing before it.
    NotBefore {
        /// Whose day it is.
        of: Role,
        /// The day.
        field: FieldId,
        /// So many days before it are soon.
        ahead: u32,
    },
    /// The mentor is free from a day that is not after the one on which the mentee wants to begin.
    FreeBy(Both),
    /// The mentor is free until a day that is not before the one on which the mentee wants to begin.
    FreeUntil(Both),
    /// A yes-no field is yes, or its date has come: trained, prepared, consented, admitted.
    Yes {
        /// Whose answer it is.
        of: Role,
        /// The field.
        field: FieldId,
        /// Whether a panel decides it: `mentor people admit`.
        admits: bool,
    },
    /// An answer is one of some: a pool of mentors, say.
    Is {
        /// Whose answer it is.
        of: Role,
        /// The field.
        field: FieldId,
        /// The answers, in normal form.
        answers: Vec<String>,
    },
    /// The other's answer is not one that a ranking rules out.
    NotRefused {
        /// Whose ranking it is.
        of: Role,
        /// The ranking.
        ranking: FieldId,
        /// The other's answer; none: the other person.
        answer: Option<FieldId>,
    },
    /// The pair does not stand in a table of pairs that may not be.
    NotPairs {
        /// The table, below the scheme's directory.
        file: String,
    },
}

/// The two fields that a rule or criterion compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both {
    /// The mentee's.
    pub mentee: FieldId,
    /// The mentor's.
    pub mentor: FieldId,
}

impl RuleKind {
    /// The two fields that a rule looks at, where it looks at answers; of a rule on one person the same field twice.
    pub fn fields(&self) -> Option<Both> {
        let one = |field: &FieldId| Some(Both { mentee: *field, mentor: *field });
        match self {
            RuleKind::Same(both) | RuleKind::Different(both) => Some(*both),
            RuleKind::FreeBy(both) | RuleKind::FreeUntil(both) => Some(*both),
            RuleKind::Within { fields, .. } | RuleKind::Shares { fields, .. } | RuleKind::Higher { fields, .. } => {
                Some(*fields)
            }
            RuleKind::AtLeast { field, .. }
            | RuleKind::Current { field, .. }
            | RuleKind::Yes { field, .. }
            | RuleKind::NotBefore { field, .. }
            | RuleKind::Is { field, .. } => one(field),
            RuleKind::NotRefused { of: Role::Mentor, ranking, answer: Some(answer) } => {
                Some(Both { mentee: *answer, mentor: *ranking })
            }
            RuleKind::NotRefused { ranking, answer: Some(answer), .. } => {
                Some(Both { mentee: *ranking, mentor: *answer })
            }
            RuleKind::NotNamed { .. } | RuleKind::NotRefused { .. } | RuleKind::NotPairs { .. } => None,
        }
    }
}
