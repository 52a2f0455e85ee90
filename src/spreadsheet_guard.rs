//! Keeps a spreadsheet from running text that somebody typed into a form as a formula.
//!
//! A guarded text begins with an apostrophe. Spreadsheets show it, so nobody is misled, and [`unguard`] takes exactly
//! these apostrophes off again when a file comes back.

use std::borrow::Cow;

/// Puts an apostrophe before text that a spreadsheet might take for a formula, and before a genuine apostrophe, so
/// that the two can be told apart.
///
/// ```
/// use mentor::spreadsheet_guard::guard;
/// assert_eq!(guard("=1+1"), "'=1+1");
/// assert_eq!(guard("'tis"), "''tis");
/// assert_eq!(guard("Amina"), "Amina");
/// ```
pub fn guard(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes the apostrophe off that [`guard`] put there; any other text stays as it is. `unguard(guard(x))` is `x`.
///
/// ```
/// use mentor::spreadsheet_guard::unguard;
/// assert_eq!(unguard("'=1+1"), "=1+1");
/// assert_eq!(unguard("'tis"), "'tis");
/// ```
pub fn unguard(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => Cow::Borrowed(rest),
        _ => Cow::Borrowed(text),
    }
}

fn needs_guard(text: &str) -> bool {
    text.starts_with(['\'', '\t', '\r', '\n'])
        || text.trim_start_matches(is_passed_over).starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'])
}

/// What a spreadsheet may drop or overlook before it finds the sign of a formula: blanks, quotes, invisible characters.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '\'' | '`' | '‘' | '’' | '“' | '”' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_wherever_they_hide() {
        for text in [
            "=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "|x", "%x", "  =1", "\"=1\"",
            " '=1",
        ] {
            assert_eq!(guard(text), format!("'{text}"));
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["", "1=1", "a@b.org", "O'Neill", "12-14 Mill Lane", "(020) 7946 0000", "“quoted”", "5 %"] {
            assert_eq!(guard(text), text);
            assert_eq!(unguard(text), text);
        }
    }

    proptest! {
        #[test]
        fn unguard_undoes_guard(text in "['=+@ \t\"x-]{0,6}|\\PC*|.*") {
            let once = guard(&text);
            prop_assert_eq!(unguard(&once), text.as_str());
            let twice = guard(&once);
            prop_assert_eq!(unguard(&twice), once.as_ref());
        }

        #[test]
        fn nothing_guarded_starts_like_a_formula(text in "[ \"]{0,2}[=+@|%＝-]?.*") {
            prop_assert!(!guard(&text).starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%', '＝', '＋', '－', '＠']));
        }
    }
}
