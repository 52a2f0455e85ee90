//! Texts as TOML writes them.

/// A text in quotes, on one line: line breaks and other blanks become one space, as headings and options are compared without
/// regard to them.
pub fn quoted(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut quoted = String::with_capacity(one_line.len() + 2);
    quoted.push('"');
    for c in one_line.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() || crate::wording::hides(c) => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of texts.
pub fn list(texts: &[String]) -> String {
    let inside: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", inside.join(", "))
}

/// A text for a remark: on one line, short, and nothing in it that a terminal would act on.
pub fn remark(text: &str) -> String {
    crate::wording::shown(&text.split_whitespace().collect::<Vec<_>>().join(" "), 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn whatever_stands_in_quotes_is_read_back(text in "\\PC{0,20}[\"\\\\\n\t\u{202e}\u{0}a-z ]{0,10}") {
            let document: toml::Table = format!("a = {}", quoted(&text)).parse().unwrap();
            let blank = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(document["a"].as_str().unwrap(), blank(&text));
        }
    }
}
