//! Answers that can be told by plain words alone: numbers in prose, steps of an order.

use super::role_words::MENTEES;
use crate::wording::normal;

/// Numbers in words.
const NUMBERS: &[&str] = &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Words around a number that name nobody and nothing.
const AROUND: &[&str] = &[
    "mentee",
    "mentees",
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
    "as",
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
    "take",
    "on",
    "good",
    "for",
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
    "two",
    "mentees/mentors",
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
            word.chars().all(|c| c.is_ascii_digit()) && word.len() <= 4
                || NUMBERS.contains(&word)
                || AROUND.contains(&word.trim_start_matches(|c: char| c.is_ascii_digit()))
                || MENTEES.contains(&word)
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

/// Whether an answer is a step of an order that is known everywhere.
pub fn is_known_step(text: &str) -> bool {
    let said = step_of(text);
    ORDERS.iter().any(|order| order.contains(&said.as_str()))
}

/// Whether an answer may be told though one person alone gave it: a known step, or nothing but numbers and plain words.
pub fn is_told(text: &str) -> bool {
    tells_of_nobody(text) || is_known_step(text)
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

/// A step as the known orders spell it.
fn step_of(text: &str) -> String {
    let said = normal(text).replace('-', " ");
    match said.as_str() {
        "g6" => "grade 6".to_string(),
        "g7" => "grade 7".to_string(),
        "scs" | "scs pb1" | "scs pay band 1" => "scs1".to_string(),
        "scs pb2" | "scs pay band 2" => "scs2".to_string(),
        "scs pb3" | "scs pay band 3" => "scs3".to_string(),
        _ => said,
    }
}

/// The letter behind the first number of a step, as a number from 1: `8a` is below `8b`.
fn letter_behind(text: &str) -> u32 {
    let said = normal(text);
    let digits = said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut rest = digits.trim_start_matches(|c: char| c.is_ascii_digit()).chars();
    match (rest.next(), rest.next()) {
        (Some(letter @ 'a'..='e'), next) if next.is_none_or(|c| !c.is_alphanumeric()) => letter as u32 - 'a' as u32 + 1,
        _ => 0,
    }
}

/// Steps that are known to follow each other, lowest first.
const ORDERS: &[&[&str]] = &[
    &["aa", "ao", "eo", "heo", "seo", "grade 7", "grade 6", "scs1", "scs2", "scs3", "scs4"],
    &["freshman", "sophomore", "junior", "senior", "graduate"],
    &["first year", "second year", "third year", "fourth year", "fifth year"],
    &["entry level", "junior", "mid level", "senior", "lead", "manager", "director", "executive"],
    &["entry", "junior", "mid", "senior", "lead", "principal", "director", "executive"],
    &["beginner", "intermediate", "advanced", "expert"],
    &["early career", "mid career", "senior", "executive"],
    &["early", "mid", "late"],
    &["low", "medium", "high"],
    &["officer", "senior officer", "manager", "senior manager", "head", "director"],
    &["assistant", "associate", "manager", "senior manager", "director", "vice president"],
    &["undergraduate", "masters", "phd", "postdoc"],
];

/// Puts the steps of a scale in order, lowest first; none where no order can be told.
pub fn in_order(options: &[String]) -> Option<Vec<String>> {
    if options.len() < 2 || options.len() > 15 {
        return None;
    }
    let known = |order: &[&str]| -> Option<Vec<(usize, String)>> {
        let at = |option: &String| order.iter().position(|step| *step == step_of(option));
        options.iter().map(|option| Some((at(option)?, option.clone()))).collect()
    };
    let by_number = || -> Option<Vec<(usize, String)>> {
        let low = |said: &str| said.starts_with("less") || said.starts_with("under") || said.starts_with('<');
        let step = |option: &String| {
            let first = numbers(option).first().map(|n| 10 * *n as usize + 1 + letter_behind(option) as usize);
            first.map(|n| if low(&normal(option)) { n - 1 } else { n })
        };
        options.iter().map(|option| Some((step(option)?, option.clone()))).collect()
    };
    let mut steps = ORDERS.iter().find_map(|order| known(order)).or_else(by_number)?;
    steps.sort();
    // Two of one step have no order between them.
    let strict = steps.windows(2).all(|two| two[0].0 < two[1].0);
    strict.then(|| steps.into_iter().map(|(_, option)| option).collect())
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
    fn steps_are_put_in_order_where_there_is_one() {
        let order = |options: &[&str]| in_order(&options.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(order(&["L3", "L2", "L10"]).unwrap(), ["L2", "L3", "L10"]);
        assert_eq!(
            order(&["5+ years", "Less than 1 year", "1-4 years"]).unwrap(),
            ["Less than 1 year", "1-4 years", "5+ years"]
        );
        assert_eq!(order(&["Grade 6", "SEO", "Grade 7", "AO"]).unwrap(), ["AO", "SEO", "Grade 7", "Grade 6"]);
        assert_eq!(order(&["Band 8b", "Band 7", "Band 8a"]).unwrap(), ["Band 7", "Band 8a", "Band 8b"]);
        assert_eq!(order(&["G6", "HEO", "SCS1", "G7"]).unwrap(), ["HEO", "G7", "G6", "SCS1"]);
        assert_eq!(order(&["G6", "G7"]).unwrap(), ["G7", "G6"]);
        assert_eq!(order(&["8a", "8b or so", "8a now"]), None);
        assert_eq!(order(&["Cats", "Dogs"]), None);
        assert_eq!(order(&["Room 1 north", "Room 1 south"]), None);
    }
}
