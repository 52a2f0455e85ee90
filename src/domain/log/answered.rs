//! Answers to the measures of a scheme: from surveys that were exported, and from the log.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDateTime;

use super::told::Named;
use crate::problems::Place;
use crate::wording::show;

/// An answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Where it stands.
    pub place: Place,
    /// Who answered; none where nobody is to know.
    pub person: Option<Named>,
    /// The measure.
    pub measure: String,
    /// Which of several things asked one by one; empty where there is one question.
    pub item: String,
    /// When it was asked; empty where the measure has no stages.
    pub stage: String,
    /// When it was sent, where that is known.
    pub when: Option<NaiveDateTime>,
    /// The word of the scale; empty where somebody answered in words of their own, which are not kept.
    pub answer: String,
}

/// The answers that count: of one person to one question at one stage the one sent last (of two that say no day, the
/// one further down). What was replaced is told in `notes`. Answers without a name all count.
pub fn answers(all: Vec<Answered>, notes: &mut Vec<String>) -> Vec<Answered> {
    let mut counted: Vec<Answered> = Vec::with_capacity(all.len());
    let mut before: HashMap<(Named, String, String, String), usize> = HashMap::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for answered in all {
        let Some(person) = answered.person.clone() else {
            counted.push(answered);
            continue;
        };
        let question = (person, answered.measure.clone(), answered.item.clone(), answered.stage.clone());
        match before.get(&question).copied() {
            None => {
                before.insert(question, counted.len());
                counted.push(answered);
            }
            Some(at) => {
                let (old, new) = if answered.when < counted[at].when {
                    (answered, None)
                } else {
                    (counted[at].clone(), Some(answered))
                };
                if let Some(new) = new {
                    counted[at] = new;
                }
                let who = match &question.0 {
                    Named::Known(id) => id.to_string(),
                    Named::Unknown(text) => format!("`{}`", show(text)),
                };
                let stage = if old.stage.is_empty() { String::new() } else { format!(" at `{}`", show(&old.stage)) };
                let (first, second) = (called(&old.place), called(&counted[at].place));
                told.insert(format!("{who} answered twice{stage}: {second} counts, not {first}"));
            }
        }
    }
    notes.extend(told);
    counted
}

/// A line of a file.
fn called(place: &Place) -> String {
    place.at(place.line, 0).to_string()
}

/// How many answers there are to each question at each stage, and how many of them have no name.
pub fn counts(answered: &[Answered]) -> BTreeMap<(&str, &str, &str), (usize, usize)> {
    let mut counts: BTreeMap<(&str, &str, &str), (usize, usize)> = BTreeMap::new();
    for one in answered {
        let count = counts.entry((&one.measure, &one.item, &one.stage)).or_default();
        count.0 += 1;
        count.1 += usize::from(one.person.is_none());
    }
    counts
}
