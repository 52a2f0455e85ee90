//! Questions turned round by a word: whom somebody is not to be put together with, when they cannot come. What they name is
//! never taken for what is wanted.

use std::collections::BTreeSet;

use super::heading::Heading;
use super::question::{Question, Stands};
use super::sides::names;
use crate::store::forms::split::split;
use crate::store::forms::yes_no::{is_no, yes_or_no};
use crate::wording::{normal, says_nothing};

/// Words that turn any question round.
const TURNED: &[&str] = &[
    "not",
    "avoid",
    "avoided",
    "unavailable",
    "unavailability",
    "conflict of interest",
    "conflict with",
    "never",
    "don t",
    "can t",
    "won t",
    "wouldn t",
    "shouldn t",
    "cannot",
    "unable",
    "exclude",
    "excluded",
    "unsuitable",
    "inconvenient",
    "busy",
    "declin*",
    "reject*",
];
/// Words that turn a question about people or times round.
const EXCEPT: &[&str] = &["other than", "except", "apart from", "conflict", "instead of"];
/// Those with whom somebody is, or was, together already.
const BEFORE: &[&str] = &[
    "current mentor",
    "current mentee",
    "existing mentor",
    "existing mentee",
    "present mentor",
    "previous*",
    "former*",
    "past mentor",
    "past mentee",
    "last mentor",
    "last mentee",
    "last year",
    "last round",
    "last time",
    "already",
    "did you have",
    "you have had",
    "have you had",
    "you had",
];
/// Words of a question about people, beside those that ask for one.
const PEOPLE: &[&str] = &["mentor", "mentee", "matched", "paired", "match with", "pair with", "partner"];
/// Words that ask for a person, and not for where a person comes from.
const SOMEBODY: &[&str] = &[
    "anyone",
    "anybody",
    "someone",
    "somebody",
    "who",
    "whom",
    "person",
    "people",
    "colleague",
    "a mentor",
    "any mentor",
    "which mentor",
    "a mentee",
    "any mentee",
    "which mentee",
    "current mentor",
    "current mentee",
];
/// Words that belong to a `not` that turns nothing round.
const BESIDE: &[&str] = &[
    "whether or not",
    "or not",
    "if not",
    "not more than",
    "not only",
    "not sure",
    "not listed",
    "not limited to",
    "not applicable",
    "not required",
    "not mandatory",
    "not yet",
];
/// Where these begin a sentence behind the first, it is a hint of how to answer.
const HINTS: &[&str] = &["do not ", "don't ", "please do not ", "please don't ", "if ", "note", "this ", "we ", "you "];

/// Whether a question asks for what does not suit.
///
/// ```
/// use mentor::store::proposal::refused::turned;
/// assert!(turned("When are you NOT available?"));
/// assert!(!turned("Which skills? (please do not name more than three)"));
/// ```
pub fn turned(text: &str) -> bool {
    asked(text).says(TURNED)
}

/// Whether a question about times asks for those that do not suit.
pub(super) fn turned_times(text: &str) -> bool {
    turned(text) || asked(text).says(EXCEPT)
}

/// Whether somebody is asked who mentors them, or did.
pub(super) fn before(text: &str) -> bool {
    asked(text).says(BEFORE)
}

/// What is asked: without what stands in brackets, without hints of how to answer, without a `not` that turns nothing round.
fn asked(text: &str) -> Heading {
    let mut depth = 0_usize;
    let plain = normal(text).replace('’', "'");
    let open: String = plain
        .chars()
        .filter(|c| {
            depth += usize::from(matches!(c, '(' | '['));
            let inside = depth > 0;
            depth -= usize::from(matches!(c, ')' | ']') && inside);
            !inside
        })
        .collect();
    let hint = |sentence: &str| HINTS.iter().any(|hint| sentence.trim_start().starts_with(hint));
    let sentences = open.split_inclusive(['.', '!', '?', ';']).enumerate();
    let asked: Vec<&str> = sentences.filter(|(at, sentence)| *at == 0 || !hint(sentence)).map(|(_, s)| s).collect();
    let mut words =
        format!(" {} ", asked.join(" ").split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "));
    BESIDE.iter().for_each(|beside| words = words.replace(&format!(" {beside} "), " "));
    Heading::of(&words)
}

/// What a question that is turned round says of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum People {
    /// They are named, one in each answer.
    One,
    /// They are named, in some answers several.
    Several,
    /// Nobody is named.
    Nobody,
    /// It cannot be told who is meant.
    Untold,
}

/// Looks at a question that asks whom somebody is not to be put together with; none where it asks something else.
pub(super) fn people(question: &Question, called: &BTreeSet<String>) -> Option<People> {
    let heading = asked(&question.text);
    let asks = heading.says(SOMEBODY) || heading.says(PEOPLE);
    let round = heading.says(TURNED) || asks && (heading.says(EXCEPT) || heading.says(BEFORE));
    if !round || !matches!(question.stands, Stands::Alone | Stands::Numbered) || question.seen.is_empty() {
        return None;
    }
    let nobody = |cell: &str| {
        let said = normal(cell);
        is_no(&said) || says_nothing(&said) || ["nobody", "no one", "noone"].iter().any(|no| said.starts_with(no))
    };
    let named: Vec<&str> = question.seen.texts().filter(|cell| !nobody(cell)).collect();
    if named.is_empty() {
        return asks.then_some(People::Nobody);
    }
    let share = |is: &dyn Fn(&str) -> bool| 100 * named.iter().filter(|cell| is(cell)).count() / named.len();
    let known = share(&|cell| names(cell, called));
    if known < 50 && (!heading.says(SOMEBODY) || share(&|cell| yes_or_no(cell).is_some()) >= 50) {
        return None;
    }
    if known < 50 && share(&reads_as_names) < 50 {
        return Some(People::Untold);
    }
    let several = |cell: &&str| !called.contains(&normal(cell)) && parts(cell).len() > 1;
    Some(if named.iter().any(several) { People::Several } else { People::One })
}

/// The parts of an answer that names several people.
fn parts(cell: &str) -> Vec<String> {
    let separator = if cell.contains(';') { ";" } else { "," };
    split(cell, separator, 1, |_| false).iter().map(ToString::to_string).collect()
}

/// Whether an answer looks like names: a few words with capitals, parted by commas.
fn reads_as_names(cell: &str) -> bool {
    parts(cell).iter().all(|part| {
        let mut words = part.split_whitespace();
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        (1..=4).contains(&part.split_whitespace().count())
            && words.clone().all(|word| !word.chars().any(|c| c.is_ascii_digit()))
            && words.next().is_some_and(capital)
            && part.split_whitespace().next_back().is_some_and(capital)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::proposal::question;
    use crate::store::proposal::seen::Seen;

    fn of(heading: &str, cells: &[&str]) -> Option<People> {
        let question = Question {
            form: 0,
            text: heading.to_string(),
            heading: Heading::of(heading),
            stands: question::Stands::Alone,
            columns: vec![0],
            items: Vec::new(),
            seen: Seen::of(cells.iter().copied().enumerate()),
        };
        people(&question, &BTreeSet::from(["ann ash".to_string(), "bob birch".to_string()]))
    }

    #[test]
    fn a_word_turns_a_question_round() {
        for text in [
            "Is there anyone you would prefer NOT to be matched with?",
            "Is there a mentor you would rather avoid?",
            "When are you unavailable?",
            "Days you can't do",
            "Conflict of interest: please name anyone you should not be paired with",
        ] {
            assert!(turned(text), "{text}");
        }
        for text in [
            "What would you like to learn? Please do not name more than three.",
            "Which skills (if not listed, add yours)",
            "Where do you live, whether or not you work there?",
            "Conflict resolution",
            "Which languages other than English do you speak?",
            "Your current role",
        ] {
            assert!(!turned(text), "{text}");
        }
        assert!(turned_times("Any day except Monday?") && !turned_times("When are you free?"));
    }

    #[test]
    fn people_who_are_ruled_out_are_told_from_other_answers() {
        let avoid = "Is there a mentor you would rather avoid?";
        assert_eq!(of(avoid, &["No", "Ann Ash", "n/a"]), Some(People::One));
        assert_eq!(of(avoid, &["Zoe Zander"]), Some(People::One));
        assert_eq!(of(avoid, &["Ann Ash, Bob Birch", "no"]), Some(People::Several));
        assert_eq!(of(avoid, &["No", "Nobody"]), Some(People::Nobody));
        assert_eq!(of(avoid, &["my boss, and whoever sits beside her, please"]), Some(People::Untold));
        assert_eq!(of("Who is your current mentor (if any)?", &["Ann Ash"]), Some(People::One));
        assert_eq!(of("Who would you like as your mentor?", &["Ann Ash"]), None);
        assert_eq!(of("Your current role", &["Nurse"]), None);
        assert_eq!(of("Which departments should your mentor not come from?", &["Sales"]), None);
        assert_eq!(of("When are you not available?", &["Monday"]), None);
    }
}
