//! Text written so that it stays text: in HTML and XML, and in Markdown.

/// Escapes what HTML and XML would read as markup, in text and in quoted attributes alike.
///
/// ```
/// assert_eq!(mentor::markup::html("Fish & <chips>"), "Fish &amp; &lt;chips&gt;");
/// ```
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// One web page that needs nothing else. The title is plain text; the body is HTML already.
pub fn page(title: &str, style: &str, body: &str) -> String {
    let title = html(title);
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Escapes what Markdown would format, link or embed, and what would end the cell of a table.
///
/// ```
/// assert_eq!(mentor::markup::markdown("a | *b*"), "a \\| \\*b\\*");
/// ```
pub fn markdown(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if "\\`*_[]<>|~&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Markdown that begins a paragraph or an item, so that it never turns into a list or a heading.
///
/// ```
/// assert_eq!(mentor::markup::markdown_start("2026. A year"), "2026\\. A year");
/// ```
pub fn markdown_start(markdown: &str) -> String {
    let text = markdown.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let looks_like_more = if digits > 0 {
        rest.starts_with(['.', ')'])
    } else {
        text.starts_with(['#', '-', '+', '=']) || text.starts_with("___")
    };
    let escape = if looks_like_more { "\\" } else { "" };
    format!("{number}{escape}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_in_markdown() {
        assert_eq!(markdown("a\\|b `c` *d* _e_ ![f](g) &lt;"), "a\\\\\\|b \\`c\\` \\*d\\* \\_e\\_ !\\[f\\](g) \\&lt;");
    }

    #[test]
    fn a_paragraph_never_becomes_a_list_or_a_heading() {
        let started: Vec<String> = ["# x", "- x", "2026. A year", "12 pairs", ""].map(markdown_start).into();
        assert_eq!(started, ["\\# x", "\\- x", "2026\\. A year", "12 pairs", ""]);
    }
}
