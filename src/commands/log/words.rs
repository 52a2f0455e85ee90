//! Words that the scheme knows: how one that was typed is found, and how one that is missing is asked for.

use anyhow::bail;

use crate::wording::{list, nearest, normal, show};

/// The word as the scheme spells it.
pub fn known_word(typed: &str, known: &[String], flag: &str) -> anyhow::Result<String> {
    if let Some(word) = known.iter().find(|word| normal(word) == normal(typed)) {
        return Ok(word.clone());
    }
    let near = nearest(typed, known.iter().map(String::as_str));
    match (near, known) {
        (Some(near), _) => bail!("`{}` is not known for {flag}; did you mean `{}`?", show(typed), show(near)),
        (None, []) => bail!("the scheme names none for {flag}; add it to scheme.toml (schemes/README.md says where)"),
        (None, known) => {
            let known: Vec<String> = known.iter().map(|word| format!("`{}`", show(word))).collect();
            let are = if known.len() == 1 { "is" } else { "are" };
            bail!("`{}` is not known for {flag}; there {are} {}", show(typed), list(&known, "and"))
        }
    }
}

/// How a word is asked for.
pub fn question(column: &str) -> &'static str {
    match column {
        "by" => "How",
        "consent" => "How may it be published",
        "stage" => "When was it asked",
        "answer" | "option" => "What was said",
        "referred_to" => "To whom was it referred",
        "event" => "Which event",
        "measure" => "Which question",
        "theme" => "Under which heading",
        _ => "Which is it",
    }
}

/// Words as they are listed.
pub fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}
