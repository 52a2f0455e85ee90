//! What fields are called.

use super::question::Question;

/// What reasons call a question: its heading, where that is short.
pub(super) fn label(question: &Question, usual: &str) -> String {
    let text = question.text.trim().trim_end_matches([':', '?', '.', '*']).trim().replace('_', " ");
    if (3..=60).contains(&text.chars().count()) { text.to_lowercase() } else { usual.to_string() }
}

/// The name of a field: the words of the heading that tell something.
pub(super) fn slug(question: &Question) -> String {
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let words: Vec<&str> = question.heading.telling().into_iter().filter(plain).take(3).collect();
    if words.is_empty() { "answer".to_string() } else { words.join("_") }
}
