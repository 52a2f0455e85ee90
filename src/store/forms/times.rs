//! Times of the day behind a date, as programs of many countries write them.

use chrono::NaiveTime;

use super::date_words::{half, is_weekday, says_nothing};

/// What follows a date: nothing, or a time with or without seconds, AM or PM, a fraction, a zone that is passed over. What
/// may mark the half of the day in a language nobody knows here makes it no time: six in the evening is not in the morning.
pub(super) fn time(rest: &str) -> Option<NaiveTime> {
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || c == ',');
    let rest = rest.strip_prefix('T').unwrap_or(rest);
    if rest.is_empty() || rest == "." {
        return NaiveTime::from_hms_opt(0, 0, 0);
    }
    let Some(start) = rest.find(|c: char| c.is_ascii_digit()) else {
        return before(rest).filter(Option::is_none).and(NaiveTime::from_hms_opt(0, 0, 0));
    };
    let marked_before = before(&rest[..start])?;
    let (hour, rest) = number(&rest[start..])?;
    let (mut minute, mut second, mut rest, mut whole) = (0, 0, rest, false);
    if let Some((number, after)) = part(rest, &[':', '.', 'h', 'H', '時', '时', '点', '點', '시']) {
        (minute, rest, whole) = (number, after.trim_start_matches(['分', '분']), true);
        if let Some((number, after)) = part(rest, &[':', '.', '\'']) {
            (second, rest) = (number, after);
        }
        let fraction = rest.strip_prefix(['.', ',']).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest = fraction.unwrap_or(rest);
    }
    let (marked, named) = after(rest)?;
    let afternoon = marked_before.or(marked);
    // A number alone may be anything.
    if !whole && !named && afternoon.is_none() {
        return None;
    }
    let hour = match (afternoon, hour) {
        (Some(true), 0..12) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// One or two digits, and what follows them.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (1..=2).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

/// The number behind one of these signs, which may stand between spaces.
fn part<'t>(text: &'t str, signs: &[char]) -> Option<(u32, &'t str)> {
    number(text.trim_start().strip_prefix(signs)?.trim_start())
}

/// What stands before the time, if it is nothing unknown: the half of the day, where it marks one.
fn before(text: &str) -> Option<Option<bool>> {
    if text.is_empty() {
        return Some(None);
    }
    if let Some(half) = half(text) {
        return Some(Some(half));
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Japanese and Chinese programs put the day of the week in brackets behind the date.
    let bracketed = text.trim().starts_with(['(', '（']) && text.trim().ends_with([')', '）']);
    (bracketed || words.all(|word| says_nothing(word) || is_weekday(word))).then_some(None)
}

/// What follows the time, if it is nothing unknown: the half of the day, and whether something says that it is a time.
fn after(text: &str) -> Option<(Option<bool>, bool)> {
    if text.is_empty() {
        return Some((None, false));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let marked = (1..=words.len().min(3)).rev().find_map(|count| Some((half(&words[..count].concat())?, count)));
    let mut left = marked.map_or(&words[..], |(_, count)| &words[count..]);
    let clock = ["uhr", "h", "uur", "hod", "hrs", "hours", "heures", "o'clock", "秒", "초"];
    let named = left.first().is_some_and(|word| clock.contains(&word.to_lowercase().trim_end_matches('.')));
    if named {
        left = &left[1..];
    }
    let of_zone = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase() || "+-−([".contains(c));
    left.iter().all(of_zone).then_some((marked.map(|(half, _)| half), named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_programs_write_them() {
        for text in [
            "18:02",
            "T18:02:00Z",
            "6:02 PM",
            "6:02pm",
            "6:02 p. m. CET",
            "6:02:00 nachm. MEZ",
            "下午6:02",
            "오후 6:02:00 GMT+9",
            "18h02",
            "18 h 02",
            "à 18:02",
            "um 18:02 Uhr",
            "kl. 18.02",
            "18.02.00",
            "18:02:00.123",
            "(火) 18:02",
            "18:02:00 +0100",
            "18:02:00 UTC+1",
            "18:02 Europe/London",
            "- 18:02",
            "6:02 μ.μ. EET",
        ] {
            assert_eq!(time(text), NaiveTime::from_hms_opt(18, 2, 0), "{text}");
        }
        assert_eq!(time("12:30 a.m."), NaiveTime::from_hms_opt(0, 30, 0));
        assert_eq!(time("9 am"), NaiveTime::from_hms_opt(9, 0, 0));
        assert_eq!(time(""), NaiveTime::from_hms_opt(0, 0, 0));
    }

    #[test]
    fn what_may_mark_the_half_of_the_day_is_no_time() {
        for text in ["6:02 xyz", "6:02 jioni", "mpya 6:02", "25:00", "6", "6:72", "soon"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
