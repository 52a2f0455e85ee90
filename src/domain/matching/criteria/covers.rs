//! `covers`: how much of what the mentee seeks the mentor offers.

use super::{Points, joined, share};
use crate::domain::value::{Value, Vocabulary, common};

/// The part of the mentee's list that the mentor's list holds.
pub fn points(most: i64, mentee: &Value, mentor: &Value) -> Points {
    let (seeks, offers) = (mentee.words()?, mentor.words()?);
    Some(share(most, common(seeks, offers), seeks.len()))
}

/// `2 of 3 offered: budgets, supervision`.
pub fn says(mentee: &Value, mentor: &Value, words: &Vocabulary) -> String {
    let (seeks, offers) = (mentee.words().unwrap_or_default(), mentor.words().unwrap_or_default());
    let met = words.spelt(seeks.iter().copied().filter(|word| offers.contains(word)));
    match met.len() {
        0 => "nothing sought is offered".to_string(),
        n => format!("{n} of {} sought: {}", seeks.len(), joined(&met)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Word;

    #[test]
    fn what_is_offered_beyond_counts_nothing() {
        let list = |words: &[u32]| Value::List(words.iter().map(|w| Word(*w)).collect());
        assert_eq!(points(30, &list(&[1, 2, 3]), &list(&[2, 3, 4, 5])), Some(20));
        assert_eq!(points(30, &list(&[1]), &list(&[2, 3, 4, 5])), Some(0));
        assert_eq!(points(30, &Value::Choice(Word(2)), &list(&[2, 3])), Some(30));
        assert_eq!(points(30, &Value::Blank, &list(&[2])), None);
    }
}
