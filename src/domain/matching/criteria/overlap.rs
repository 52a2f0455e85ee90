//! `overlap` and `availability`: how much two lists have in common.

use super::{Points, joined, share};
use crate::domain::value::{Value, Vocabulary, common};

/// The part of the shorter list that the other holds; or of `full_at` answers in common, where the scheme says so many
/// are enough.
pub fn points(most: i64, full_at: Option<usize>, mentee: &Value, mentor: &Value) -> Points {
    let (one, other) = (mentee.words()?, mentor.words()?);
    let whole = full_at.unwrap_or(one.len().min(other.len()));
    Some(share(most, common(one, other).min(whole), whole))
}

/// `2 in common: Monday, Tuesday`.
pub fn says(mentee: &Value, mentor: &Value, words: &Vocabulary) -> String {
    let (one, other) = (mentee.words().unwrap_or_default(), mentor.words().unwrap_or_default());
    let both = words.spelt(one.iter().copied().filter(|word| other.contains(word)));
    match both.len() {
        0 => "nothing in common".to_string(),
        n if n > 4 => format!("{n} in common"),
        n => format!("{n} in common: {}", joined(&both)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Word;

    #[test]
    fn the_shorter_list_decides_unless_the_scheme_does() {
        let list = |words: &[u32]| Value::List(words.iter().map(|w| Word(*w)).collect());
        assert_eq!(points(20, None, &list(&[1, 2]), &list(&[2, 3, 4])), Some(10));
        assert_eq!(points(20, Some(1), &list(&[1, 2]), &list(&[2, 3, 4])), Some(20));
        assert_eq!(points(20, Some(4), &list(&[1, 2]), &list(&[1, 2, 4])), Some(10));
    }
}
