//! Assumptions about what things cost and are worth: each with a range, where it comes from, and of when it is.

use chrono::NaiveDate;

/// One assumption.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assumption {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub kind: AssumptionKind,
    /// Of what there is one amount each.
    pub per: Per,
    /// Which role's hours, which result, which measure; of a share, which benefit. Empty: all.
    pub of: String,
    /// After how many weeks the result counts.
    pub weeks: Option<u32>,
    /// For how many years a benefit lasts.
    pub years: u32,
    /// The lowest, the central and the highest value: money, or a percentage.
    pub values: [f64; 3],
    /// Where it comes from.
    pub source: String,
    /// Of when it is.
    pub date: Option<NaiveDate>,
}

/// What an assumption says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AssumptionKind {
    /// What something costs.
    #[default]
    Cost,
    /// What something is worth.
    Benefit,
    /// The percentage that would have happened anyway.
    Deadweight,
    /// The percentage that is due to others.
    Attribution,
    /// The percentage that is lost from each year to the next.
    DropOff,
}

impl AssumptionKind {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, AssumptionKind); 5] = [
        ("cost", AssumptionKind::Cost),
        ("benefit", AssumptionKind::Benefit),
        ("deadweight", AssumptionKind::Deadweight),
        ("attribution", AssumptionKind::Attribution),
        ("drop-off", AssumptionKind::DropOff),
    ];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        AssumptionKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Whether it is a percentage.
    pub fn is_share(self) -> bool {
        !matches!(self, AssumptionKind::Cost | AssumptionKind::Benefit)
    }
}

/// Of what there is one amount each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// The scheme as a whole.
    #[default]
    Once,
    /// A relationship.
    Relationship,
    /// A person in a role, each once.
    Person,
    /// A session that was held.
    Session,
    /// An hour of a session that was held, of everybody in a role.
    Hour,
    /// Somebody who reached a result.
    Result,
    /// Somebody who stands higher on a measure at its last stage.
    Improved,
}

impl Per {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Per); 7] = [
        ("scheme", Per::Once),
        ("relationship", Per::Relationship),
        ("person", Per::Person),
        ("session", Per::Session),
        ("hour", Per::Hour),
        ("result", Per::Result),
        ("improved", Per::Improved),
    ];

    /// Returns the word of the scheme file.
    pub fn word(self) -> &'static str {
        Per::WORDS.iter().find(|(_, per)| *per == self).map_or("", |(word, _)| word)
    }
}
