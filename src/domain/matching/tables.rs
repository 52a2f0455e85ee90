//! What the coordinator gives about pairs: points, pairs that may not be, and who is meant by a name.

use std::collections::{HashMap, HashSet};

use super::marks::Marks;
use crate::domain::callings::{Callings, Meant};
use crate::domain::person::Person;
use crate::domain::value::{Value, Vocabulary, Word};

/// Points a pair from a file, by positions in the list of people.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Mentor and mentee, with points in units of 10^-`decimals`.
    pub points: Marks,
    /// The most decimals that any of them has.
    pub decimals: u32,
}

/// Everything outside the answers that rules and criteria look at.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// One for each criterion of the scheme; empty where it is not `given`.
    pub given: Vec<Given>,
    /// One for each rule of the scheme: pairs of mentor and mentee that may not be; empty where it has no table.
    pub not_pairs: Vec<HashSet<(usize, usize)>>,
    /// Pairs that may not be for a reason that nobody needs to know, either way round.
    pub conflicts: Vec<(usize, usize)>,
}

/// Who is meant by a word: key, e-mail, id, or the name where only one bears it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_word: HashMap<Word, usize>,
    /// Words that several are called.
    shared_words: HashMap<Word, Vec<usize>>,
    callings: Callings,
}

impl Names {
    /// Looks up every word that rankings and lists hold.
    pub fn new(people: &[Person], words: &Vocabulary, callings: Callings) -> Self {
        if callings.is_empty() {
            return Names::default();
        }
        let (mut by_word, mut shared_words) = (HashMap::new(), HashMap::new());
        // The same words come again and again; each is looked up once.
        let mut seen: HashSet<Word> = HashSet::new();
        let mut look_up = |word: Word| {
            if seen.insert(word) {
                match callings.find(words.spelling(word)) {
                    Meant::One(at) => {
                        by_word.insert(word, at);
                    }
                    Meant::Several | Meant::Either(..) => {
                        shared_words.insert(word, callings.sharers(words.spelling(word)).to_vec());
                    }
                    Meant::Nobody => {}
                }
            }
        };
        for value in people.iter().flat_map(|person| &person.entries).flat_map(|entry| &entry.values) {
            match value {
                Value::Ranking(ranking) => ranking.iter().for_each(|(word, _)| look_up(*word)),
                value => value.words().unwrap_or_default().iter().for_each(|word| look_up(*word)),
            }
        }
        Names { by_word, shared_words, callings }
    }

    /// The person a word names.
    pub fn of_word(&self, word: Word) -> Option<usize> {
        self.by_word.get(&word).copied()
    }

    /// The people a value names: of a free text the one it names whole.
    pub fn of_value(&self, value: &Value) -> Vec<usize> {
        match value {
            Value::Text(text) => match self.callings.find(text) {
                Meant::One(at) => vec![at],
                _ => Vec::new(),
            },
            value => value.words().unwrap_or_default().iter().filter_map(|word| self.of_word(*word)).collect(),
        }
    }
    /// Everybody whom a value may name: of a name that several bear all of them.
    pub fn possibly(&self, value: &Value) -> Vec<usize> {
        let mut people = self.of_value(value);
        match value {
            Value::Text(text) => people.extend(self.callings.sharers(text)),
            value => {
                let words = value.words().unwrap_or_default();
                people.extend(words.iter().filter_map(|word| self.shared_words.get(word)).flatten());
            }
        }
        people
    }

    /// What an answer says that is the id of one person and the key or name of another.
    pub fn doubtful<'a>(&'a self, value: &'a Value, words: &'a Vocabulary) -> Vec<(&'a str, Meant)> {
        let said: Vec<&str> = match value {
            Value::Text(text) => vec![text],
            Value::Ranking(ranking) => ranking.iter().map(|(word, _)| words.spelling(*word)).collect(),
            value => value.words().unwrap_or_default().iter().map(|word| words.spelling(*word)).collect(),
        };
        let meant = said.into_iter().map(|text| (text, self.callings.find(text)));
        meant.filter(|(_, meant)| matches!(meant, Meant::Either(..))).collect()
    }
}
