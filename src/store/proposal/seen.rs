//! What the answers to one question look like, all of them together.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::forms::separators;
use crate::store::forms::split::split;
use crate::wording::{normal, says_nothing};

/// The answers to one question.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Every answer that says something, with the row it stands in.
    pub cells: Vec<(usize, String)>,
    /// What each of them means in normal form: how often it was given, and how it was first written.
    pub answers: BTreeMap<String, (usize, String)>,
}

/// So many words at most make a short answer.
const SHORT: usize = 8;

impl Seen {
    /// Looks at cells, each with its row.
    pub fn of<'c>(cells: impl Iterator<Item = (usize, &'c str)>) -> Seen {
        let mut seen = Seen::default();
        for (row, cell) in cells.filter(|(_, cell)| !says_nothing(&normal(cell))) {
            seen.cells.push((row, cell.to_string()));
            seen.answers.entry(normal(cell)).or_insert_with(|| (0, cell.to_string())).0 += 1;
        }
        seen
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Whether nobody answered.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The answers as they were written.
    pub fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.cells.iter().map(|(_, cell)| cell.as_str())
    }

    /// How many of 100 answers something is true of; 0 where there are none.
    pub fn share(&self, is: impl Fn(&str) -> bool) -> usize {
        if self.is_empty() { 0 } else { 100 * self.texts().filter(|cell| is(cell)).count() / self.count() }
    }

    /// How many different answers there are.
    pub fn different(&self) -> usize {
        self.answers.len()
    }

    /// Whether (nearly) everybody answered otherwise.
    pub fn is_distinct(&self) -> bool {
        self.different() * 20 >= self.count() * 19
    }

    /// How many characters an answer has in the middle.
    pub fn usual_length(&self) -> usize {
        let mut lengths: Vec<usize> = self.texts().map(|text| text.chars().count()).collect();
        lengths.sort_unstable();
        lengths.get(lengths.len() / 2).copied().unwrap_or(0)
    }

    /// Whether the answers are sentences rather than words.
    pub fn is_prose(&self) -> bool {
        self.share(|cell| cell.split_whitespace().count() > SHORT) > 30 && !self.repeats()
    }

    /// Whether people gave the same answers, as from a list of options.
    pub fn repeats(&self) -> bool {
        self.different() * 2 <= self.count() && self.count() > 1
    }

    /// Whether there are so few different answers that they must be options.
    pub fn is_closed(&self) -> bool {
        self.different() > 1 && self.repeats() && self.different() <= 40
    }

    /// The answers that at least two people gave, as first written, in the order of the alphabet.
    pub fn common(&self) -> Vec<String> {
        self.answers.values().filter(|(times, _)| *times > 1).map(|(_, text)| text.clone()).collect()
    }

    /// What separates several answers in one cell, and the answers so parted, each with how many people gave it; none where
    /// cells do not hold several.
    pub fn several(&self) -> Option<Several> {
        let separator = separators::of_column(self.texts(), &[]);
        let mut pieces: BTreeMap<String, (usize, String)> = BTreeMap::new();
        let (mut parted, mut all, mut long, mut alone) = (0, 0, 0, BTreeSet::new());
        let mut beside: BTreeSet<String> = BTreeSet::new();
        for cell in self.texts() {
            let answers = split(cell, separator, 1, |_| false);
            parted += usize::from(answers.len() > 1);
            match &answers[..] {
                [one] => {
                    alone.insert(normal(one));
                }
                several => beside.extend(several.iter().map(|piece| normal(piece))),
            }
            for answer in answers {
                all += 1;
                long += usize::from(answer.split_whitespace().count() > SHORT + 4);
                pieces.entry(normal(&answer)).or_insert_with(|| (0, answer.to_string())).0 += 1;
            }
        }
        let sure = [";", ";#", "|||", "|"].contains(&separator);
        let enough = parted * 100 >= self.count() * if sure { 5 } else { 15 };
        // Whole answers that come again are options with a comma in them, not several answers.
        let whole = !sure
            && self.different() < self.count()
            && self.different() <= pieces.len()
            // Unless one of them stands as a piece of others too: `English`, `English, Welsh`.
            && alone.is_disjoint(&beside);
        let reused = pieces.len() * 10 <= all * 8 || self.count() < 6 && self.usual_length() < 60;
        let is_several = parted > 0 && !whole && enough && long * 5 <= all && reused;
        is_several.then_some(Several { separator, pieces })
    }
}

/// Several answers in one cell.
#[derive(Clone, Debug)]
pub struct Several {
    /// What separates them.
    pub separator: &'static str,
    /// The answers in normal form: how many people gave each, and how it was first written.
    pub pieces: BTreeMap<String, (usize, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Seen {
        Seen::of(cells.iter().copied().enumerate())
    }

    #[test]
    fn several_answers_in_a_cell_are_told_from_sentences() {
        assert_eq!(seen(&["Pay;Law;", "Law;"]).several().unwrap().separator, ";");
        assert!(seen(&["Pay, Law", "Law", "Tax, Pay", "Law, Tax", "Tax", "Pay"]).several().is_some());
        let spoken = ["English", "English, Welsh", "English, French", "English", "English, Welsh", "English, French"];
        assert!(seen(&spoken).several().is_some());
        let offices = ["Leeds, north", "York, south", "Leeds, north", "York, south", "Hull", "Hull"];
        assert!(seen(&offices).several().is_none());
        let prose = "I would like somebody who has done this work before, and who can tell me how it is, honestly";
        assert!(seen(&[prose; 1]).several().is_none() && seen(&[prose]).is_prose());
    }

    #[test]
    fn what_one_person_said_is_not_common() {
        assert_eq!(seen(&["Law", "law ", "Anna's own words"]).common(), ["Law"]);
        assert!(seen(&["", "n/a", "-"]).is_empty());
    }
}
