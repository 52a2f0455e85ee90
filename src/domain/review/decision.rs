//! What can be decided once people have looked back.

use crate::domain::scheme::Scheme;

/// What comes next, where the scheme does not say what can be decided.
pub const OPTIONS: [&str; 7] = [
    "extend it",
    "go on with both pools of mentors",
    "own mentors only",
    "mentors from outside only",
    "change it",
    "stop",
    "in discussion",
];

/// A decision that is to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is about.
    pub name: String,
    /// What can be decided.
    pub options: Vec<String>,
    /// Whether the scheme names the decision, so that it can be noted under that name.
    pub named: bool,
    /// Whether the options are the scheme's own, so that one of them can be noted.
    pub listed: bool,
}

/// The decisions of the scheme; where it names none, what comes next.
pub fn choices(scheme: &Scheme) -> Vec<Choice> {
    let usual = || OPTIONS.map(String::from).to_vec();
    let known = &scheme.year.words.decisions;
    if known.is_empty() {
        let name = "What comes next".to_string();
        return vec![Choice { name, options: usual(), named: false, listed: false }];
    }
    let own = |(name, options): &(String, Vec<String>)| Choice {
        name: name.clone(),
        options: if options.is_empty() { usual() } else { options.clone() },
        named: true,
        listed: !options.is_empty(),
    };
    known.iter().map(own).collect()
}
