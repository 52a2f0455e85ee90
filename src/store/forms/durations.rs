//! How long something lasted, and at what time of day, as people write it.

use chrono::NaiveTime;

use crate::wording::says_nothing;

/// The longest that anything lasts, in minutes.
const DAY: f64 = 1440.0;

/// How to write a duration, for whoever wrote it otherwise.
pub const REMEDY: &str = "write it as 90, 90 min, 1:30 or 1h 30";

/// What was written is no duration of up to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDuration;

/// Reads a duration in minutes; a plain number counts `unit` minutes. Nothing was said where the cell is blank or 0.
///
/// A few minutes and a fraction of one (`1.30`, `1.5`) may be hours, and nobody can tell: that is no duration.
///
/// ```
/// use mentor::store::forms::durations::{NoDuration, minutes};
/// for cell in ["90", "90.0", "90 min", "1h 30", "1h30m", "1:30", "01:30:00", "1.5 hours", "an hour and 30 minutes"] {
///     assert_eq!(minutes(cell, 1), Ok(Some(90)), "{cell}");
/// }
/// assert_eq!(minutes("1.5", 60), Ok(Some(90)));
/// assert_eq!(minutes("-", 1), Ok(None));
/// assert_eq!(minutes("about an hour", 1), Err(NoDuration));
/// assert_eq!(minutes("1.30", 1), Err(NoDuration));
/// ```
///
/// # Errors
/// Where it is no duration of up to a day.
pub fn minutes(cell: &str, unit: u32) -> Result<Option<u32>, NoDuration> {
    if is_unsaid(cell) {
        return Ok(None);
    }
    let cell = with_points(&cell.trim().to_lowercase());
    let counted = match cell.contains(':') {
        true => by_clock(&cell)?,
        false => in_words(&spelt(&cell), f64::from(unit))?,
    };
    let only_digits = cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // Nobody counts a quarter of a minute of a session; a day has no more hours than this.
    if only_digits && unit == 1 && counted <= 24.0 && counted.fract() != 0.0 {
        return Err(NoDuration);
    }
    let whole = counted.round();
    if !(0.0..=DAY).contains(&whole) {
        return Err(NoDuration);
    }
    // The range was looked at above.
    Ok(Some(whole as u32).filter(|minutes| *minutes > 0))
}

/// A comma between two digits as the point that it stands for in much of Europe: `1,5 hours`.
fn with_points(cell: &str) -> String {
    let bytes = cell.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let within = |at: usize| at > 0 && digit(at - 1) && digit(at + 1);
    cell.char_indices().map(|(at, c)| if c == ',' && within(at) { '.' } else { c }).collect()
}

/// Whether a cell is blank or says that nobody knows: that it lasted no time at all is something else.
pub fn is_unsaid(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    says_nothing(&cell) || ["unknown", "not known"].contains(&cell.as_str())
}

/// An hour in words as one in digits.
fn spelt(cell: &str) -> String {
    let words = [("half an hour", "30 min"), ("half hour", "30 min"), ("an hour", "1 hour"), ("one hour", "1 hour")];
    let found = words.into_iter().find_map(|(words, digits)| Some((digits, cell.strip_prefix(words)?)));
    found.map_or(cell.to_string(), |(digits, rest)| format!("{digits}{rest}"))
}

/// `1:30` and `01:30:00`, hours first.
fn by_clock(cell: &str) -> Result<f64, NoDuration> {
    let parts: Vec<u32> =
        cell.split(':').map(|part| part.trim().parse::<u32>().map_err(|_| NoDuration)).collect::<Result<_, _>>()?;
    match parts[..] {
        [hours, minutes] if minutes < 60 => Ok(f64::from(hours) * 60.0 + f64::from(minutes)),
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            Ok(f64::from(hours) * 60.0 + f64::from(minutes) + f64::from(seconds) / 60.0)
        }
        _ => Err(NoDuration),
    }
}

/// Numbers, each with its unit or without one: after hours a plain number is minutes.
fn in_words(cell: &str, unit: f64) -> Result<f64, NoDuration> {
    let (mut sum, mut rest, mut unit) = (0.0, cell, unit);
    // Whether the number before had a unit; none where there was no number yet.
    let mut before: Option<bool> = None;
    loop {
        rest = rest.trim_start_matches([' ', ',', '+']);
        rest = rest.strip_prefix("and ").unwrap_or(rest).trim_start();
        if rest.is_empty() {
            return before.map(|_| sum).ok_or(NoDuration);
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().map_err(|_| NoDuration)?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let each = match rest[..letters].trim_end_matches('.') {
            "" => unit,
            "h" | "hr" | "hrs" | "hour" | "hours" => 60.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 1.0,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0 / 60.0,
            _ => return Err(NoDuration),
        };
        rest = rest[letters..].trim_start_matches('.');
        // What has no unit is the last, the minutes after hours: nobody can tell what else `90, 5 h` might be.
        if before == Some(false) {
            return Err(NoDuration);
        }
        sum += number * each;
        (before, unit) = (Some(letters > 0), 1.0);
    }
}

/// Reads a time of day.
///
/// ```
/// use mentor::store::forms::durations::clock;
/// for cell in ["14:30", "2:30 pm", "14.30", "14:30:00"] {
///     assert_eq!(clock(cell).map(|at| at.to_string()), Some("14:30:00".to_string()), "{cell}");
/// }
/// assert_eq!(clock("2 PM").map(|at| at.to_string()), Some("14:00:00".to_string()));
/// assert_eq!(clock("noon"), None);
/// ```
pub fn clock(cell: &str) -> Option<NaiveTime> {
    let cell = cell.trim().to_lowercase();
    let digits = cell.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(cell.len());
    let (time, half) = (cell[..digits].replace('.', ":"), cell[digits..].trim().replace('.', ""));
    let time = if time.contains(':') || half.is_empty() { time } else { format!("{time}:00") };
    if !matches!(half.as_str(), "" | "am" | "pm" | "h") {
        return None;
    }
    super::times::time(&format!("{time} {half}")).filter(|_| time.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        let read = |cell| minutes(cell, 1);
        for (cell, expected) in
            [("45", 45), ("1h", 60), ("1 hr 5 mins", 65), ("2 hrs", 120), ("0:45", 45), ("59.6", 60), ("24:00", 1440)]
        {
            assert_eq!(read(cell), Ok(Some(expected)), "{cell}");
        }
        for cell in
            ["60 min", "60 Mins.", "60min", "1:00", "01:00:00", "1h", "1 hour", "1 Hr", "an hour", "One hour", "60 "]
        {
            assert_eq!(read(cell), Ok(Some(60)), "{cell}");
        }
        for cell in [
            "1 h 30",
            "1h30",
            "1 hour 30",
            "1hr30",
            "1 hour, 30 min",
            "1.5h",
            "1,5 hours",
            "90 minutes",
            "an hour and 30 min",
        ] {
            assert_eq!(read(cell), Ok(Some(90)), "{cell}");
        }
        assert_eq!(read("half an hour"), Ok(Some(30)));
        for cell in ["1.30", "1.5", "0.75", "1,30", "1.0.0", "one", "an hour or so", "half"] {
            assert_eq!(read(cell), Err(NoDuration), "{cell}: minutes or hours?");
        }
        assert_eq!(minutes("1.5", 60), Ok(Some(90)), "where the column says hours");
        assert_eq!(minutes("90 min", 60), Ok(Some(90)), "a unit that is said counts");
        for cell in ["", "0", "n/a", "0:00"] {
            assert_eq!(read(cell), Ok(None), "{cell}");
        }
        let said = ["0", "0 min", "0:00", "", "-", "N/A", "Unknown "].map(|cell| !is_unsaid(cell));
        assert_eq!(said, [true, true, true, false, false, false, false]);
        for cell in [
            "-30", "1441", "1h 30 20", "60-90", "1:75", "1..5", "1e3", "inf", "NaN", "1 2", "1, 5 h", "90 1h", "h", "½",
        ] {
            assert_eq!(read(cell), Err(NoDuration), "{cell}");
        }
    }
}
