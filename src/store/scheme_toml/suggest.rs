//! What to say of a word that is none of those known.

use crate::wording::{list, nearest};

/// Says which word was probably meant, or which there are.
pub fn suggest(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => {
            let mut known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
            known.sort();
            known.dedup();
            format!("use one of {}", list(&known, "or"))
        }
    }
}
