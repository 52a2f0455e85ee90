//! What the coordinator gives about pairs: points, pairs that may not be, and who is meant by a name.

use std::collections::{HashMap, HashSet};

use super::marks::Marks;
use crate::domain::person::Person;
use crate::domain::value::{Value, Vocabulary, Word};
use crate::wording::normal;

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
    by_text: HashMap<String, usize>,
    /// Names that several bear, and words that are such names.
    shared: HashMap<String, Vec<usize>>,
    shared_words: HashMap<Word, Vec<usize>>,
}

impl Names {
    /// Looks up every word that rankings and lists hold.
    pub fn new(people: &[Person], words: &Vocabulary, by_text: HashMap<String, usize>) -> Self {
        if by_text.is_empty() {
            return Names::default();
        }
        let mut shared: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, person) in people.iter().enumerate() {
            let name = normal(&person.name);
            if by_text.get(&name) == Some(&usize::MAX) {
                shared.entry(name).or_default().push(at);
            }
        }
        let (mut by_word, mut shared_words) = (HashMap::new(), HashMap::new());
        // The same words come again and again; each is looked up once.
        let mut seen: HashSet<Word> = HashSet::new();
        let mut look_up = |word: Word| {
            if seen.insert(word) {
                let name = normal(words.spelling(word));
                let named = by_text.get(&name).filter(|at| **at != usize::MAX);
                by_word.extend(named.map(|at| (word, *at)));
                shared_words.extend(shared.get(&name).map(|people| (word, people.clone())));
            }
        };
        for value in people.iter().flat_map(|person| &person.entries).flat_map(|entry| &entry.values) {
            match value {
                Value::Ranking(ranking) => ranking.iter().for_each(|(word, _)| look_up(*word)),
                value => value.words().unwrap_or_default().iter().for_each(|word| look_up(*word)),
            }
        }
        Names { by_word, by_text, shared, shared_words }
    }

    /// The person a word names.
    pub fn of_word(&self, word: Word) -> Option<usize> {
        self.by_word.get(&word).copied()
    }

    /// The people a value names: of a free text the one it names whole.
    pub fn of_value(&self, value: &Value) -> Vec<usize> {
        match value {
            Value::Text(text) => {
                self.by_text.get(&normal(text)).copied().filter(|at| *at != usize::MAX).into_iter().collect()
            }
            value => value.words().unwrap_or_default().iter().filter_map(|word| self.of_word(*word)).collect(),
        }
    }
    /// Everybody whom a value may name: of a name that several bear all of them.
    pub fn possibly(&self, value: &Value) -> Vec<usize> {
        let mut people = self.of_value(value);
        match value {
            Value::Text(text) => people.extend(self.shared.get(&normal(text)).into_iter().flatten()),
            value => {
                let words = value.words().unwrap_or_default();
                people.extend(words.iter().filter_map(|word| self.shared_words.get(word)).flatten());
            }
        }
        people
    }
}
