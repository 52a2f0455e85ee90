//! Several answers in one cell: separators of every kind, options that contain them, list literals.

use crate::wording::normal;

/// Separators that are looked for where none is said, the surest first.
const SEPARATORS: [&str; 5] = ["|||", ";", "\n", "|", ","];

/// Finds the separator of a column: the surest one that any cell holds.
pub fn separator_of<'a>(cells: impl Iterator<Item = &'a str>) -> &'static str {
    let mut best = SEPARATORS.len() - 1;
    for cell in cells {
        for (rank, separator) in SEPARATORS.iter().enumerate().take(best) {
            if cell.contains(separator) {
                best = rank;
                break;
            }
        }
    }
    SEPARATORS[best]
}

/// Splits a cell into its answers. Where `known` says that several pieces together are one answer (an option that
/// itself contains the separator), they stay together, the longest first; empty pieces are dropped.
///
/// ```
/// use mentor::store::forms::split::split;
/// let known = |text: &str| ["Money, pay and budgets", "Supervision"].contains(&text);
/// assert_eq!(split("Supervision, Money, pay and budgets,", ",", known), ["Supervision", "Money, pay and budgets"]);
/// assert_eq!(split("['a', \"b\"]", ",", |_| false), ["a", "b"]);
/// ```
pub fn split(cell: &str, separator: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    if known(cell) {
        return vec![cell.to_string()];
    }
    if let Some(items) = literal(cell) {
        return items;
    }
    let pieces: Vec<&str> = cell.split(separator).collect();
    let mut answers = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        // More than eight pieces in one option is not met in forms, and keeps this linear.
        let longest = (start + 1..=pieces.len().min(start + 8)).rev().find(|end| {
            let joined = pieces[start..*end].join(separator);
            known(joined.trim())
        });
        let end = longest.unwrap_or(start + 1);
        let answer = pieces[start..end].join(separator).trim().to_string();
        if !normal(&answer).trim_matches([';', ',', '|', '.']).is_empty() {
            answers.push(answer);
        }
        start = end;
    }
    answers
}

/// Reads `['a', "b"]`, as some programs export a list.
fn literal(cell: &str) -> Option<Vec<String>> {
    let inside = cell.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    let mut rest = inside;
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| *c == '\'' || *c == '"')?;
        let (item, after) = rest[1..].split_once(quote)?;
        items.push(item.trim().to_string());
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_and_doubled_separators_are_nothing() {
        assert_eq!(split("A;;B; ;", ";", |_| false), ["A", "B"]);
        assert_eq!(split("[]", ",", |_| false), Vec::<String>::new());
    }

    #[test]
    fn the_surest_separator_of_a_column_wins() {
        assert_eq!(separator_of(["a, b", "c"].into_iter()), ",");
        assert_eq!(separator_of(["a, b", "c;d"].into_iter()), ";");
        assert_eq!(separator_of(["a|||b", "c;d"].into_iter()), "|||");
        assert_eq!(separator_of(["a|b"].into_iter()), "|");
    }

    #[test]
    fn what_is_not_quite_a_literal_is_split_as_text() {
        assert_eq!(split("[a, b]", ",", |_| false), ["[a", "b]"]);
    }
}
