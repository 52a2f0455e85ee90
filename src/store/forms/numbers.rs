//! Numbers as people write them; what could be two numbers is never guessed at.

/// Whether a number shows that its column has decimal commas: `12,5`, `1.234.567`.
pub(super) fn has_decimal_comma(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let comma = text
        .split_once(',')
        .is_some_and(|(whole, part)| part.len() < 3 && digits(part) && digits(&whole.replace('.', "")));
    comma
        || text.matches('.').count() > 1
            && text.split('.').skip(1).all(|part| part.len() == 3)
            && digits(&text.replace('.', ""))
}

/// `1.200`: where the comma is decimal, the point may part thousands.
pub(super) fn is_in_thousands(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, part)| {
        (1..4).contains(&whole.len())
            && part.len() == 3
            && (whole.to_string() + part).bytes().all(|b| b.is_ascii_digit())
    })
}

/// A plain decimal number, in millionths.
pub(super) fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    // A comma before one or two digits is a decimal comma; before three it could part thousands, and is not guessed at.
    let comma = digits.split_once(',').filter(|(_, part)| part.len() < 3);
    let (whole, part) = digits.split_once('.').or(comma).unwrap_or((digits, ""));
    let fits = !whole.is_empty()
        && whole.len() <= 12
        && part.len() <= 6
        && whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit());
    if !fits {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i64>().ok()? * 1_000_000 + part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_comma_makes_points_doubtful() {
        for text in ["12,5", "1.234,5", "1.234.567"] {
            assert!(has_decimal_comma(text), "{text}");
        }
        for text in ["1,200", "12.5", "1.200", "2.11.2026", ","] {
            assert!(!has_decimal_comma(text), "{text}");
        }
        assert!(is_in_thousands("1.200") && !is_in_thousands("1.25") && !is_in_thousands("1200.125"));
    }

    #[test]
    fn numbers_are_plain_decimals() {
        assert_eq!(number("10.5"), Some(10_500_000));
        assert_eq!(number("-3"), Some(-3_000_000));
        for text in ["", "ten", "1,200", "1e5", "10 years", ".5", "1.2.3"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
