//! Values: what people answered, once read.

use rustc_hash::FxHashMap;

use chrono::NaiveDate;

use crate::wording::normal;

/// One answer out of those anybody gave: equal words are equal answers, however they were spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u32);

/// All words met so far: options as the scheme spells them, others in the first by the alphabet of all spellings.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    spellings: Vec<String>,
    index: FxHashMap<String, Word>,
    options: usize,
}

impl Vocabulary {
    /// Returns the word for a text, a new one where it is new.
    pub fn word(&mut self, text: &str) -> Word {
        let key = normal(text);
        if let Some(word) = self.index.get(&key) {
            let known = &mut self.spellings[word.0 as usize];
            // Of several spellings that nobody decided on the first by the alphabet stands, and never the first met:
            // the order of rows must not show.
            if word.0 as usize >= self.options && text.trim() < known.as_str() {
                *known = text.trim().to_string();
            }
            return *word;
        }
        let word = Word(self.spellings.len() as u32);
        self.spellings.push(text.trim().to_string());
        self.index.insert(key, word);
        word
    }

    /// Takes in the words of a copy that has learned more; returns what each of its words is called here, or nothing
    /// where all are called the same.
    pub fn adopt(&mut self, other: &Vocabulary) -> Vec<Word> {
        let words: Vec<Word> = other.spellings.iter().map(|spelling| self.word(spelling)).collect();
        let same = words.iter().enumerate().all(|(at, word)| word.0 as usize == at);
        if same { Vec::new() } else { words }
    }

    /// Notes that all words so far are options of the scheme, and stand in its order.
    pub fn options_are_complete(&mut self) {
        self.options = self.spellings.len();
    }

    /// Spells words in the order of the scheme, those that are no options after them by the alphabet: the order in
    /// which they were met must not show.
    pub fn spelt(&self, words: impl Iterator<Item = Word>) -> Vec<&str> {
        let mut words: Vec<Word> = words.collect();
        words.sort_by_key(|word| ((word.0 as usize).min(self.options), self.spelling(*word)));
        words.into_iter().map(|word| self.spelling(word)).collect()
    }

    /// How all words are spelt, in their order.
    pub fn spellings(&self) -> &[String] {
        &self.spellings
    }

    /// Returns how a word is spelt.
    pub fn spelling(&self, word: Word) -> &str {
        self.spellings.get(word.0 as usize).map_or("", String::as_str)
    }
}

/// A point on the national grid, in units of 100 m, and what it was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// What the person wrote, brought to its district.
    pub name: Word,
    /// Eastwards.
    pub east: i32,
    /// Northwards.
    pub north: i32,
}

impl Area {
    /// The distance to another place in units of 100 m, rounded to the nearest.
    pub fn distance(&self, other: &Area) -> i64 {
        let (dx, dy) = (f64::from(self.east - other.east), f64::from(self.north - other.north));
        dx.hypot(dy).round() as i64
    }
}

/// What one person answered to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// Not answered.
    #[default]
    Blank,
    /// Free text.
    Text(String),
    /// One of several.
    Choice(Word),
    /// Any of several: sorted, each once.
    List(Vec<Word>),
    /// A number, in millionths.
    Number(i64),
    /// A step of a scale, from 0.
    Scale(u16),
    /// A place.
    Place(Area),
    /// Times: sorted, each once.
    Availability(Vec<Word>),
    /// Ranked answers; rank 1 is the most wanted, `None` is *never*.
    Ranking(Vec<(Word, Option<u16>)>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(NaiveDate),
}

impl Value {
    /// Whether nothing was answered.
    pub fn is_blank(&self) -> bool {
        *self == Value::Blank
    }

    /// Puts other words in place of its own, by their numbers.
    pub fn respell(&mut self, words: &[Word]) {
        let other = |word: &mut Word| *word = words.get(word.0 as usize).copied().unwrap_or(*word);
        match self {
            Value::Choice(word) => other(word),
            Value::List(list) | Value::Availability(list) => {
                list.iter_mut().for_each(other);
                list.sort_unstable();
            }
            Value::Place(area) => other(&mut area.name),
            Value::Ranking(list) => list.iter_mut().for_each(|(word, _)| other(word)),
            Value::Blank | Value::Text(_) | Value::Number(_) | Value::Scale(_) | Value::YesNo(_) | Value::Date(_) => {}
        }
    }

    /// The answer as a set of words, where it is one (a choice is a set of one).
    pub fn words(&self) -> Option<&[Word]> {
        match self {
            Value::Choice(word) => Some(std::slice::from_ref(word)),
            Value::List(words) | Value::Availability(words) => Some(words),
            _ => None,
        }
    }
}

/// How many words two sorted lists have in common.
pub fn common(one: &[Word], other: &[Word]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// Writes a number of millionths without needless zeros.
///
/// ```
/// assert_eq!(mentor::domain::value::plain_number(2_500_000), "2.5");
/// assert_eq!(mentor::domain::value::plain_number(-3_000_000), "-3");
/// ```
pub fn plain_number(millionths: i64) -> String {
    decimal(millionths, 6)
}

/// Writes `units` × 10^-`decimals` without needless zeros.
pub fn decimal(units: i64, decimals: u32) -> String {
    Decimal { units, decimals }.to_string()
}

/// `units` × 10^-`decimals`, to be written without needless zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// The digits as a whole number.
    pub units: i64,
    /// How many of them stand behind the point.
    pub decimals: u32,
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs();
        let one = 10u64.pow(self.decimals.min(18));
        let (whole, part) = (digits / one, digits % one);
        write!(out, "{sign}{whole}")?;
        if part > 0 {
            let part = format!("{part:0width$}", width = self.decimals as usize);
            write!(out, ".{}", part.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one_word() {
        let mut words = Vocabulary::default();
        let one = words.word("Care home ");
        assert_eq!(one, words.word("care  home"));
        assert_ne!(one, words.word("Home care"));
        assert_eq!(words.spelling(one), "Care home");
        assert_eq!(words.word("CARE HOME"), one);
        assert_eq!(words.spelling(one), "CARE HOME", "whichever came first");
        words.options_are_complete();
        words.word("CARE  HOME");
        assert_eq!(words.spelling(one), "CARE HOME", "an option stays as it is");
    }

    #[test]
    fn words_of_two_readers_become_one() {
        let mut words = Vocabulary::default();
        words.word("option");
        let mut other = words.clone();
        assert!(words.adopt(&other).is_empty(), "nothing new");
        words.word("here");
        let (there, here) = (other.word("there"), other.word("Here"));
        let called = words.adopt(&other);
        assert_eq!(called, [Word(0), Word(2), Word(1)]);
        assert_eq!(words.spelling(Word(1)), "Here", "the first by the alphabet");
        let mut list = Value::List(vec![there, here]);
        list.respell(&called);
        assert_eq!(list, Value::List(vec![Word(1), Word(2)]));
    }

    #[test]
    fn a_distance_is_pythagoras() {
        let here = Area { name: Word(0), east: 3930, north: 8046 };
        let there = Area { name: Word(1), east: 3960, north: 8006 };
        assert_eq!(here.distance(&there), 50);
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(1250, 2), "12.5");
        assert_eq!(decimal(-5, 2), "-0.05");
        assert_eq!(decimal(i64::MIN, 0), "-9223372036854775808");
    }
}
