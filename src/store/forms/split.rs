//! Several answers in one cell: separators of every kind, options that contain them, list literals.

use std::borrow::Cow;

use crate::wording::normal;

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
/// itself contains the separator, cut into no more than `longest` pieces), they stay together, the longest first; and so
/// does what stands between quotes. Empty pieces and the signs of bulleted lists are dropped.
///
/// ```
/// use mentor::store::forms::split::split;
/// let known = |text: &str| ["Money, pay and budgets", "Supervision"].contains(&text);
/// assert_eq!(split("Supervision, Money, pay and budgets,", ",", 2, known), ["Supervision", "Money, pay and budgets"]);
/// assert_eq!(split("['a', \"b\"]", ",", 1, |_| false), ["a", "b"]);
/// assert_eq!(split("\"Budgets, pay\",Listening", ",", 1, |_| false), ["Budgets, pay", "Listening"]);
/// ```
pub fn split<'c>(cell: &'c str, separator: &str, longest: usize, known: impl Fn(&str) -> bool) -> Vec<Cow<'c, str>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Vec::new();
    }
    if known(cell) {
        return vec![Cow::Borrowed(cell)];
    }
    if let Some(items) = literal(cell).or_else(|| lines(cell)) {
        return items;
    }
    let (cell, separator) = braced(cell).map_or((cell, separator), |inside| (inside, ","));
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for piece in cell.split(separator) {
        let start = pieces.last().map_or(0, |(_, end)| end + separator.len());
        pieces.push((start, start + piece.len()));
    }
    let mut answers = Vec::new();
    let mut start = 0;
    // A quote that is never closed is looked for once, not from every piece again.
    let mut unclosed = false;
    while start < pieces.len() {
        let joined = |end: usize| cell[pieces[start].0..pieces[end - 1].1].trim();
        let last = pieces.len().min(start + longest);
        let end = (start + 2..=last).rev().find(|end| known(joined(*end))).unwrap_or(start + 1);
        let single = joined(end);
        if !known(single) && opens(single) && !unclosed {
            match (end..=pieces.len()).find_map(|end| Some((end, unquoted(joined(end))?))) {
                Some((after, inside)) => {
                    answers.push(inside);
                    start = after;
                    continue;
                }
                None => unclosed = true,
            }
        }
        // Lines of a list may end with a comma.
        let bare = single.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；'));
        let answer = if known(single) { single } else { without_bullet(bare) };
        if says_something(answer) {
            answers.push(Cow::Borrowed(answer));
        }
        start = end;
    }
    answers
}

fn says_something(answer: &str) -> bool {
    answer.bytes().any(|b| b.is_ascii_alphanumeric()) || !normal(answer).trim_matches([';', ',', '|', '.']).is_empty()
}

fn opens(piece: &str) -> bool {
    piece.starts_with(['"', '\u{201c}'])
}

/// What stands between the quotes, where the text begins and ends with one and any other is doubled.
fn unquoted(text: &str) -> Option<Cow<'_, str>> {
    if let Some(inside) = text.strip_prefix('\u{201c}').and_then(|rest| rest.strip_suffix('\u{201d}')) {
        let inside = inside.trim();
        return (!inside.is_empty() && !inside.contains(['\u{201c}', '\u{201d}'])).then_some(Cow::Borrowed(inside));
    }
    let inside = text.strip_prefix('"')?.strip_suffix('"')?.trim();
    if inside.is_empty() || inside.replace("\"\"", "").contains('"') {
        return None;
    }
    Some(if inside.contains('"') { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) })
}

/// An answer without the sign that begins the lines of a bulleted list.
fn without_bullet(answer: &str) -> &str {
    let rest = match answer.strip_prefix(['•', '◦', '▪', '●', '·', '‣', '\u{f0b7}']) {
        Some(rest) => rest,
        // Signs that words may begin with are bullets only where a blank follows.
        None => match answer.strip_prefix(['-', '*', '–', '—']) {
            Some(rest) if rest.starts_with([' ', '\t']) => rest,
            _ => return answer,
        },
    };
    let rest = rest.trim();
    if rest.is_empty() { answer } else { rest }
}

/// The lines of a cell that each begin with a bullet, or with the numbers from 1 on: a list, whatever parts other cells.
fn lines(cell: &str) -> Option<Vec<Cow<'_, str>>> {
    let lines: Vec<&str> = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < 2 {
        return None;
    }
    let numbered: Option<Vec<&str>> = (1..).zip(&lines).map(|(number, line)| without_number(line, number)).collect();
    if let Some(items) = numbered {
        return Some(items.into_iter().map(Cow::Borrowed).collect());
    }
    let bulleted = lines.iter().all(|line| without_bullet(line).len() < line.len());
    bulleted.then(|| lines.iter().map(|line| Cow::Borrowed(without_bullet(line))).collect())
}

/// A line without the number that begins it, as in `2. Ann` and `2) Ann`.
fn without_number(line: &str, number: usize) -> Option<&str> {
    let rest = line.strip_prefix(number.to_string().as_str())?.strip_prefix(['.', ')'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim()).filter(|rest| !rest.is_empty())
}

/// The inside of `{a,b}`, as databases export a list.
fn braced(cell: &str) -> Option<&str> {
    let inside = cell.strip_prefix('{')?.strip_suffix('}')?;
    (!inside.contains(['{', '}', ':'])).then_some(inside)
}

/// Reads `['a', "b"]`, as some programs export a list; a backslash takes the sign behind it as it stands.
fn literal(cell: &str) -> Option<Vec<Cow<'_, str>>> {
    let inside = cell.strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut items = Vec::new();
    let mut rest = inside;
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| *c == '\'' || *c == '"')?;
        let mut escaped = false;
        let end = rest[1..].find(|c: char| {
            let closes = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        })?;
        let (item, after) = (&rest[1..=end], &rest[end + 2..]);
        items.push(if item.contains('\\') { Cow::Owned(unescaped(item.trim())) } else { Cow::Borrowed(item.trim()) });
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(items)
}

fn unescaped(item: &str) -> String {
    let mut plain = String::with_capacity(item.len());
    let mut signs = item.chars();
    while let Some(sign) = signs.next() {
        plain.extend(if sign == '\\' { signs.next() } else { Some(sign) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_and_doubled_separators_are_nothing() {
        assert_eq!(split("A;;B; ;", ";", 8, |_| false), ["A", "B"]);
        assert_eq!(split("[]", ",", 8, |_| false), Vec::<String>::new());
        assert_eq!(split("HR,\nLaw\n, Tax", "\n", 8, |_| false), ["HR", "Law", "Tax"]);
    }

    #[test]
    fn quotes_keep_an_answer_together() {
        assert_eq!(split("Listening, \"Budgets, pay\"", ",", 1, |_| false), ["Listening", "Budgets, pay"]);
        assert_eq!(split("\"say \"\"no\"\", kindly\",Law", ",", 1, |_| false), ["say \"no\", kindly", "Law"]);
        assert_eq!(split("“Budgets, pay”, Law", ",", 1, |_| false), ["Budgets, pay", "Law"]);
        // What is never closed, or closed in the middle of a word, is text like any other.
        assert_eq!(split("\"a, b", ",", 1, |_| false), ["\"a", "b"]);
        assert_eq!(split("\"Law\" and tax, HR", ",", 1, |_| false), ["\"Law\" and tax", "HR"]);
        assert_eq!(split("\"Other\"", ",", 1, |text| text == "\"Other\""), ["\"Other\""]);
    }

    #[test]
    fn lists_of_other_programs_are_taken_apart() {
        assert_eq!(split("['Law','Women\\'s health']", ",", 1, |_| false), ["Law", "Women's health"]);
        assert_eq!(split("{Law,\"HR, pay\"}", ";", 1, |_| false), ["Law", "HR, pay"]);
        assert_eq!(split("• Law\n- HR\n-Tax", "\n", 1, |_| false), ["Law", "HR", "-Tax"]);
        assert_eq!(split("• Law\n• HR, pay", ",", 1, |_| false), ["Law", "HR, pay"]);
        assert_eq!(split("1. Ann\n2) Bob", ",", 1, |_| false), ["Ann", "Bob"]);
        assert_eq!(split("1. Ann\n3. Bob", "\n", 1, |_| false), ["1. Ann", "3. Bob"]);
        assert_eq!(split("- Law", "\n", 1, |text| text == "- Law"), ["- Law"]);
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
