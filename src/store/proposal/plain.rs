//! Answers that can be told by plain words alone: numbers in prose, steps of an order.

use super::role_words::MENTEES;
use crate::wording::normal;

/// Numbers in words.
const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Words around a number that name nobody and nothing.
const AROUND: &[&str] = &[
    "mentor",
    "mentors",
    "person",
    "people",
    "student",
    "students",
    "pair",
    "pairs",
    "pairing",
    "pairings",
    "only",
    "please",
    "just",
    "at",
    "a",
    "time",
    "most",
    "up",
    "to",
    "or",
    "maximum",
    "max",
    "and",
    "more",
    "about",
    "than",
    "less",
    "year",
    "years",
    "month",
    "months",
    "yr",
    "yrs",
    "level",
    "grade",
    "band",
    "stage",
    "the",
    "of",
    "in",
    "over",
    "under",
    "between",
    "per",
    "week",
    "hour",
    "hours",
    "plus",
    "no",
    "none",
    "any",
    "as",
    "many",
    "needed",
    "you",
    "need",
    "is",
    "fine",
    "either",
    "st",
    "nd",
    "rd",
    "th",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "final",
    "fresher",
    "freshman",
    "sophomore",
    "junior",
    "senior",
    "i'm",
    "i'd",
    "willing",
    "handle",
    "this",
    "that",
    "give",
    "like",
    "prefer",
    "preferably",
    "if",
    "necessary",
    "possible",
    "each",
    "an",
    "too",
    "far",
    "apart",
    "they",
    "are",
    "but",
    "them",
    "have",
    "for",
    "could",
    "will",
    "my",
    "your",
    "we",
    "do",
    "does",
    "from",
    "by",
    "until",
    "after",
    "when",
    "also",
    "maybe",
    "perhaps",
    "ideally",
    "yes",
    "thank",
    "thanks",
    "start",
    "begin",
    "now",
    "later",
    "available",
    "same",
    "another",
    "other",
    "others",
    "both",
    "well",
    "ask",
    "want",
    "able",
    "take",
    "help",
    "support",
    "find",
    "become",
    "get",
    "role",
    "roles",
    "mentoring",
    "mentored",
    "being",
    "am",
    "open",
    "interested",
    "looking",
    "seeking",
    "receive",
    "preference",
    "not",
    "sure",
    "don't",
    "mind",
    "it",
    "depends",
    "some",
    "few",
    "several",
    "experience",
    "old",
    "i",
    "can",
    "on",
    "good",
    "me",
    "ok",
    "okay",
    "comfortable",
    "before",
    "next",
    "would",
    "be",
    "happy",
    "with",
];

/// The numbers that a text names, in digits or in words, in their order.
pub fn numbers(text: &str) -> Vec<u32> {
    let said = normal(text);
    let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let number = |word: &str| match NUMBERS.iter().position(|known| *known == word) {
        Some(at) => u32::try_from(at).ok(),
        None => {
            // Behind a letter or two stands the number of a grade.
            let digits = word.trim_start_matches(char::is_alphabetic);
            let digits = if word.chars().count() - digits.chars().count() <= 2 { digits } else { word };
            digits.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok().filter(|n| *n < 100_000)
        }
    };
    words.filter_map(number).collect()
}

/// Whether a text holds nothing but numbers and words that are the same for everybody, so that it tells of nobody.
///
/// ```
/// use mentor::store::proposal::plain::tells_of_nobody;
/// assert!(tells_of_nobody("One mentee only, please!") && tells_of_nobody("10+ years"));
/// assert!(!tells_of_nobody("Two, if Anna may come too"));
/// ```
pub fn tells_of_nobody(text: &str) -> bool {
    let said = normal(text);
    let mut words = said.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    said.chars().count() <= 60
        && words.all(|word| {
            let counted = word.trim_start_matches(|c: char| c.is_ascii_digit());
            word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 4
                || NUMBERS.contains(&word)
                || AROUND.contains(&counted)
                || MENTEES.contains(&counted)
                || is_step(word)
        })
}

/// `8a`: a number and one of the first letters.
fn is_lettered(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| ('a'..='e').contains(&c));
    word.len() == digits.len() + 1 && digits.len() < 3 && digits.parse::<u8>().is_ok()
}

/// `L6`, `Y2`: one letter and a number, as grades are written; `8a` too.
fn is_step(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.len() == digits.len() + 1 && digits.len() < 3 && digits.parse::<u8>().is_ok() || is_lettered(word)
}

/// Whether an answer may be told though one person alone gave it: a known step, or nothing but numbers and plain words.
pub fn is_told(text: &str) -> bool {
    tells_of_nobody(text) || super::steps::is_known(text)
}

/// How many places an answer in words offers: the largest number it names up to twenty; none where it names none.
pub fn places(text: &str) -> Option<u32> {
    // `Two (Each would be …)`: what stands in brackets is an explanation.
    let before = text.split('(').next().filter(|before| !numbers(before).is_empty()).unwrap_or(text);
    let found = numbers(before);
    let counted = found.iter().copied().filter(|number| *number <= 20);
    match (counted.max(), normal(text).as_str()) {
        (Some(number), _) => Some(number),
        (None, "no" | "not at all") => Some(0),
        (None, said) if said == "none" || said.starts_with("none ") => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_prose() {
        for (text, number) in [
            ("One mentee only, please!", 1),
            ("Two or three", 3),
            ("1. One", 1),
            ("2-3", 3),
            ("Two (Each would be 1 hour)", 2),
        ] {
            assert_eq!(places(text), Some(number), "{text}");
        }
        assert_eq!(places("as many as you need"), None);
    }

    #[test]
    fn words_that_everybody_says_tell_of_nobody() {
        assert!(tells_of_nobody("2mentees at most") && tells_of_nobody("mentees/mentors: two"));
        assert!(!tells_of_nobody("two Smiths"));
        assert!(AROUND.iter().all(|word| !NUMBERS.contains(word) && !MENTEES.contains(word)));
        assert_eq!(AROUND.iter().collect::<std::collections::BTreeSet<_>>().len(), AROUND.len());
    }
}
