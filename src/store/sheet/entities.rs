//! Signs that a web page writes as words, and its tags: an export that was made for one has "O&#39;Neil" for "O'Neil".

use super::grid::Sheet;
use crate::problems::Problem;

/// The words, and what they stand for.
const NAMED: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&nbsp;", "a space"),
    ("&rsquo;", "’"),
    ("&eacute;", "é"),
];

/// Returns a warning at the first cell with such a word. Only the word is shown: the column may be one that nobody asked
/// for. The text itself stays as it is, since options may be written so in the scheme too.
pub(super) fn find(sheet: &Sheet) -> Option<Problem> {
    if !sheet.all_text().contains(['&', '<']) {
        return None;
    }
    for row in 0..sheet.rows() {
        for column in 0..sheet.width(row) {
            let text = sheet.cell(row, column);
            if !text.contains(['&', '<']) {
                continue;
            }
            if let Some(tag) = tag(text) {
                let message = "a text is written as on a web page, here and perhaps elsewhere, and read with its tags";
                return Some(Problem::warning(&sheet.place(row, column), message).text(tag).remedy(
                    "Export the form again as an Excel workbook or plain CSV; or open it in Excel, and have each of the \
                     tags replaced by nothing, those between several answers by a semicolon.",
                ));
            }
            if let Some((word, sign)) = entity(text) {
                let message =
                    format!("a sign is written as on a web page, here and perhaps elsewhere: it stands for {sign}");
                return Some(Problem::warning(&sheet.place(row, column), message).text(word).remedy(
                    "Export the form again as an Excel workbook or plain CSV; or open it in Excel, and have each of \
                     these replaced by its sign: &amp; by &, &#39; by ', &quot; by \".",
                ));
            }
        }
    }
    None
}

/// Returns the first tag of a text, such as `<br/>`.
fn tag(text: &str) -> Option<&str> {
    const NAMES: [&str; 12] = ["br", "p", "b", "i", "u", "ul", "ol", "li", "div", "span", "strong", "em"];
    text.match_indices('<').find_map(|(at, _)| {
        let inside = &text[at + 1..at + text[at..].find('>')?];
        let name = inside.trim_start_matches('/').split([' ', '/']).next()?;
        NAMES.iter().any(|known| known.eq_ignore_ascii_case(name)).then(|| &text[at..at + inside.len() + 2])
    })
}

/// Returns the first such word of a text, and what it stands for.
fn entity(text: &str) -> Option<(&str, String)> {
    text.match_indices('&').find_map(|(at, _)| {
        let rest = &text[at..];
        if let Some((word, sign)) = NAMED.iter().find(|(word, _)| rest.starts_with(word)) {
            return Some((*word, (*sign).to_string()));
        }
        let end = rest.find(';')?;
        let digits = rest[..end].strip_prefix("&#")?;
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        };
        let sign = char::from_u32(number).filter(|sign| !sign.is_control())?;
        Some((&rest[..=end], sign.to_string()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_addresses_and_signs() {
        assert_eq!(tag("HR<br/>Law"), Some("<br/>"));
        assert_eq!(tag("a < b and <DIV class=\"x\">c</div>"), Some("<DIV class=\"x\">"));
        for text in ["Ann <ann@x.org>", "a < b > c", "<3", "i<p", "<bravo>"] {
            assert_eq!(tag(text), None, "{text}");
        }
    }
}
