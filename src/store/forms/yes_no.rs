//! Yes and no, as people and spreadsheets write them.

use crate::wording::normal;

/// Words and signs that mean yes by themselves, also in the languages of spreadsheets.
const YES: &str = "yes y true 1 x ✓ ✔ ☑ on agreed accepted checked selected oui ja sí si sì sim tak ano evet kyllä да так ναι \
    vrai wahr vero verdadero verdadeiro waar";

/// Words and signs that mean no by themselves, also in the languages of spreadsheets.
const NO: &str =
    "no n false 0 off none ☐ unchecked non nein nee nej nei não nie ne hayır нет ні όχι faux falsch falso onwaar";

/// Whether a word is one of these.
fn among(words: &str, said: &str) -> bool {
    words.split(' ').any(|word| word == said)
}

/// Whether an answer in normal form plainly means yes.
pub(in crate::store) fn is_yes(said: &str) -> bool {
    let turned = ["i agree not", "i consent not", "i confirm not", "i consent to nothing", "i agree to nothing"];
    among(YES, said)
        || begins(said, &["yes", "i agree", "i consent", "i confirm"]) && !begins(said, &turned) && !is_both(said)
}

/// Reads a cell that is nothing but a yes or a no, as people write it and as spreadsheets do (`TRUE`, `1`).
pub fn yes_or_no(cell: &str) -> Option<bool> {
    let said = normal(cell);
    let no = among(NO, &said);
    (no || among(YES, &said)).then_some(!no)
}

/// Whether an answer in normal form plainly means no.
pub(in crate::store) fn is_no(said: &str) -> bool {
    among(NO, said) || begins(said, &["no", "i do not", "i don't"]) && !is_both(said)
}

/// `Yes / No`, left as the form had it: neither was struck out.
fn is_both(said: &str) -> bool {
    let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "or").collect();
    matches!(words[..], ["yes", "no"] | ["no", "yes"])
}

/// Whether a sentence begins with one of these as words of their own.
pub(super) fn begins(said: &str, with: &[&str]) -> bool {
    with.iter().any(|words| {
        said.strip_prefix(words).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_and_a_no_together_are_neither() {
        for text in ["yes/no", "yes or no", "no / yes", "i agree not to take part"] {
            assert!(!is_yes(text) && !is_no(text), "{text}");
        }
        assert!(is_yes("yes, no problem") && is_no("no, not yet"));
    }
}
