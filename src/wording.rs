//! Wording shared by every room: plurals, lists in English, and `show`, which makes any text safe to print.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// The longest text `show` lets through, in characters.
pub const SHOWN: usize = 60;

/// Counts in English; the plural ends in `s` unless it is irregular here.
///
/// ```
/// assert_eq!(mentor::wording::plural(1, "person"), "1 person");
/// assert_eq!(mentor::wording::plural(3, "person"), "3 people");
/// assert_eq!(mentor::wording::plural(0, "pair"), "0 pairs");
/// ```
pub fn plural(count: usize, noun: &str) -> String {
    format!("{count} {}", plural_noun(count, noun))
}

/// Returns the noun alone, in the number that `count` asks for.
pub fn plural_noun(count: usize, noun: &str) -> String {
    if count == 1 {
        return noun.to_string();
    }
    match noun {
        "person" => "people".to_string(),
        "criterion" => "criteria".to_string(),
        "is" => "are".to_string(),
        "was" => "were".to_string(),
        "has" => "have".to_string(),
        "needs" => "need".to_string(),
        "waits" => "wait".to_string(),
        _ if noun.ends_with("ch") || noun.ends_with('s') || noun.ends_with('x') => format!("{noun}es"),
        _ => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{noun}s"),
        },
    }
}

/// Whether an answer in small letters is one of the ways in which people leave a cell blank.
///
/// ```
/// assert!(mentor::wording::says_nothing("n/a") && mentor::wording::says_nothing(""));
/// assert!(!mentor::wording::says_nothing("no"));
/// ```
pub fn says_nothing(answer: &str) -> bool {
    ["", "n/a", "na", "not applicable", "none", "nil", "-", "--"].contains(&answer.trim())
}

/// `1st`, `2nd`, `3rd`, `11th`.
pub fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// A day as sentences say it.
///
/// ```
/// let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 3).unwrap();
/// assert_eq!(mentor::wording::in_words(day), "3 March 2027");
/// ```
pub fn in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Begins a word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Joins words as English does.
///
/// ```
/// assert_eq!(mentor::wording::list(&["a", "b", "c"], "and"), "a, b and c");
/// ```
pub fn list<S: AsRef<str>>(words: &[S], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_string(),
        [firsts @ .., end] => {
            let firsts: Vec<&str> = firsts.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", firsts.join(", "), end.as_ref())
        }
    }
}

/// Makes any text safe and short enough to print: control, bidirectional and invisible characters are escaped, and
/// what is longer than [`SHOWN`] characters is cut with `…`.
///
/// ```
/// assert_eq!(mentor::wording::show("a\u{202e}b\nc"), "a\\u{202e}b\\nc");
/// ```
pub fn show(text: &str) -> String {
    shown(text, SHOWN)
}

/// Like [`show`], with a limit of the caller's.
pub fn shown(text: &str, limit: usize) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == limit {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if unsafe_to_print(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

/// A path or a name as it is typed into a command line: whole, as what is cut leads nowhere, with nothing in it that is
/// unsafe to print, and in quotes where a shell would part it or take a sign of it for its own.
///
/// ```
/// use mentor::wording::typed;
/// assert_eq!(typed("schemes/spring-2027"), "schemes/spring-2027");
/// assert_eq!(typed("my new scheme"), "\"my new scheme\"");
/// assert_eq!(typed("it's $5"), r"'it'\''s $5'");
/// ```
pub fn typed(text: &str) -> String {
    let safe = shown(text, usize::MAX);
    let plain = |c: char| c.is_alphanumeric() || "/._-~+".contains(c);
    if !safe.is_empty() && safe.chars().all(plain) {
        safe
    } else if safe.contains(['"', '$', '`', '!']) {
        format!("'{}'", safe.replace('\'', r"'\''"))
    } else {
        format!("\"{safe}\"")
    }
}

/// Whether a character could move the cursor, turn the writing direction or hide.
fn unsafe_to_print(c: char) -> bool {
    c.is_control() || hides(c)
}

/// Whether a character is not seen, and may turn the writing direction.
pub fn hides(c: char) -> bool {
    matches!(c,
            '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Brings a heading, an option or an identity to the form in which two spellings of it compare equal: compatibility
/// forms united, case folded, quotes and dashes made plain, white space (no-break space included) single, and
/// punctuation at the end dropped.
///
/// ```
/// use mentor::wording::normal;
/// assert_eq!(normal(" I want to be a "), normal("I want to be a:"));
/// assert_eq!(normal("Manager\u{2019}s\u{a0}name?"), "manager's name");
/// ```
pub fn normal(text: &str) -> String {
    if text.is_ascii() { normal_ascii(text) } else { normal_any(text) }
}

/// [`normal`] for the plain text that most cells hold, in one pass.
fn normal_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => gap = !plain.is_empty(),
            c if c.is_control() => {}
            c => {
                if gap {
                    plain.push(' ');
                    gap = false;
                }
                plain.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
            }
        }
    }
    let end = plain.trim_end_matches(PASSED_OVER).len();
    if end > 0 {
        plain.truncate(end);
    }
    plain
}

/// What the end of a text may hold without meaning anything.
const PASSED_OVER: [char; 8] = [' ', '.', ',', ':', ';', '?', '!', '*'];

fn normal_any(text: &str) -> String {
    let plain = text.nfkc().flat_map(|c| {
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201f}' | '\u{2033}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c if unsafe_to_print(c) && !c.is_whitespace() => '\u{0}',
            c => c,
        };
        c.to_lowercase()
    });
    let plain: String = plain.filter(|c| *c != '\u{0}').collect();
    let single = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = single.trim_end_matches(PASSED_OVER);
    if trimmed.is_empty() { single } else { trimmed.to_string() }
}

/// Finds the known word nearest to a mistyped one, if it is near enough to be meant.
///
/// ```
/// assert_eq!(mentor::wording::nearest("critera", ["rule", "criterion", "criteria"]), Some("criteria"));
/// assert_eq!(mentor::wording::nearest("zebra", ["rule", "criterion"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = normal(word);
    known
        .into_iter()
        .map(|k| (strsim::jaro_winkler(&word, &normal(k)), k))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn show_cuts_after_the_limit() {
        assert_eq!(show(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
        assert_eq!(show(&"x".repeat(60)), "x".repeat(60));
    }

    #[test]
    fn a_heading_of_punctuation_alone_keeps_it() {
        assert_eq!(normal("?"), "?");
    }

    proptest::proptest! {
        #[test]
        fn plain_text_has_one_normal_form(text in "[a-cA-C`'.;*?! \\x00-\\x7f]{0,12}") {
            proptest::prop_assert_eq!(normal_ascii(&text), normal_any(&text));
        }
    }

    #[test]
    fn plurals_follow_english() {
        assert_eq!(plural(2, "entry"), "2 entries");
        assert_eq!(plural(2, "day"), "2 days");
        assert_eq!(plural(2, "match"), "2 matches");
    }
}
