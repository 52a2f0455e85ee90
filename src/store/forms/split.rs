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

/// More pieces in one option are not met in forms; the limit keeps splitting linear.
const LONGEST: usize = 8;

/// Of how many pieces the longest option consists, cut at the separator. `known` are options in normal form.
pub fn longest<'k>(known: impl Iterator<Item = &'k String>, separator: &str) -> usize {
    // A normal form keeps these signs as they stand; of blanks, line breaks and letters it does not.
    if !separator.bytes().all(|b| b.is_ascii_punctuation() && b != b'`') {
        return LONGEST;
    }
    known.map(|option| option.matches(separator).count() + 1).max().unwrap_or(1).min(LONGEST)
}

/// Splits a cell into its answers. Where `known` says that several pieces together are one answer (an option that
/// itself contains the separator, cut into no more than `longest` pieces), they stay together, the longest first;
/// empty pieces are dropped.
///
/// ```
/// use mentor::store::forms::split::split;
/// let known = |text: &str| ["Money, pay and budgets", "Supervision"].contains(&text);
/// assert_eq!(split("Supervision, Money, pay and budgets,", ",", 2, known), ["Supervision", "Money, pay and budgets"]);
/// assert_eq!(split("['a', \"b\"]", ",", 1, |_| false), ["a", "b"]);
/// ```
pub fn split<'c>(cell: &'c str, separator: &str, longest: usize, known: impl Fn(&str) -> bool) -> Vec<&'c str> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    if known(cell) {
        return vec![cell];
    }
    if let Some(items) = literal(cell) {
        return items;
    }
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for piece in cell.split(separator) {
        let start = pieces.last().map_or(0, |(_, end)| end + separator.len());
        pieces.push((start, start + piece.len()));
    }
    let mut answers = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let joined = |end: usize| cell[pieces[start].0..pieces[end - 1].1].trim();
        let last = pieces.len().min(start + longest);
        let end = (start + 2..=last).rev().find(|end| known(joined(*end))).unwrap_or(start + 1);
        if says_something(joined(end)) {
            answers.push(joined(end));
        }
        start = end;
    }
    answers
}

fn says_something(answer: &str) -> bool {
    answer.bytes().any(|b| b.is_ascii_alphanumeric()) || !normal(answer).trim_matches([';', ',', '|', '.']).is_empty()
}

/// Reads `['a', "b"]`, as some programs export a list.
fn literal(cell: &str) -> Option<Vec<&str>> {
    let inside = cell.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    let mut rest = inside;
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| *c == '\'' || *c == '"')?;
        let (item, after) = rest[1..].split_once(quote)?;
        items.push(item.trim());
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
        assert_eq!(split("A;;B; ;", ";", 8, |_| false), ["A", "B"]);
        assert_eq!(split("[]", ",", 8, |_| false), Vec::<String>::new());
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
        assert_eq!(split("[a, b]", ",", 8, |_| false), ["[a", "b]"]);
    }

    #[test]
    fn the_longest_option_is_counted_where_that_can_be_done() {
        let known = ["supervision".to_string(), "money, pay, budgets".to_string()];
        assert_eq!(longest(known.iter(), ","), 3);
        assert_eq!(longest(known.iter(), ";"), 1);
        assert_eq!(longest(known.iter(), ", "), 8);
        assert_eq!(longest([].iter(), ","), 1);
    }
}
