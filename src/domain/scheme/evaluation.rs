//! What a scheme is to achieve, and how that is looked at.

use super::FieldId;

/// What a scheme says of its evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvaluationTerms {
    /// The measures that are shown apart from the rest, such as those of a training.
    pub apart: Vec<String>,
    /// By which answers of the form it is counted who took part, beside intake, source and pool: what the table is
    /// called, and the field.
    pub by: Vec<(&'static str, FieldId)>,
    /// What the scheme as a whole is to achieve.
    pub outcomes: Vec<Outcome>,
}

/// What a scheme as a whole is to achieve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What it is called.
    pub name: String,
    /// For whom.
    pub of: String,
    /// In the scheme's words.
    pub says: String,
    /// The measures that bear on it.
    pub measures: Vec<String>,
    /// The results that bear on it.
    pub results: Vec<String>,
}
