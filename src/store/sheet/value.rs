//! The text of a workbook's cell, as a CSV file saved from the same table would have it.

use calamine::{DataRef, ExcelDateTime};
use chrono::{Days, NaiveDate, NaiveDateTime};

use crate::problems::{Place, Problem};
use crate::wording::show;

/// Returns the text of a cell: numbers as plain decimals, dates and times in ISO form, truth values in capitals.
pub(super) fn text(value: &DataRef, since_1904: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::Bool(true) => "TRUE".to_string(),
        DataRef::Bool(false) => "FALSE".to_string(),
        DataRef::DateTime(moment) => date_time(moment, since_1904),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Returns the problem of a cell that shows an error instead of a value.
pub(super) fn error_of_excel(place: &Place, text: &str) -> Option<Problem> {
    ERRORS.contains(&text).then(|| shows_error(place, text))
}

/// Returns the problem of a cell that is known to show an error.
pub(super) fn shows_error(place: &Place, text: &str) -> Problem {
    Problem::error(place, "the cell shows an error of Excel instead of a value")
        .text(show(text))
        .remedy("Mend the formula in Excel, or type the value over it, or clear the cell; then save the file again.")
}

/// Returns the problem of a formula that the program that wrote the workbook has not worked out.
pub(super) fn not_worked_out(place: &Place) -> Problem {
    Problem::error(place, "the cell holds a formula without its value, which nobody has worked out yet")
        .remedy("Open the file in Excel or LibreOffice and save it again; what it shows then is read.")
}

const ERRORS: [&str; 19] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#DATA!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#EXTERNAL!",
    "#PYTHON!",
    "#TIMEOUT!",
];

/// Returns the shortest plain decimal of a number, in the 15 digits that Excel shows.
fn decimal(number: f64) -> String {
    let shown = if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        // Whole numbers up to here are exact, and identity numbers of other programs may have 16 digits. The zero
        // that is added makes -0 a plain 0.
        number + 0.0
    } else {
        format!("{number:.14e}").parse().unwrap_or(number)
    };
    format!("{shown}")
}

fn date_time(moment: &ExcelDateTime, since_1904: bool) -> String {
    let serial = moment.as_f64();
    let seconds = (serial * 86_400.0).round();
    // The last second that Excel knows is that of the year 9999; it shows nothing for what lies outside.
    if !(0.0..=2_958_465.0 * 86_400.0 + 86_399.0).contains(&seconds) {
        return decimal(serial);
    }
    let (days, second) = (seconds as u64 / 86_400, seconds as u64 % 86_400);
    let clock = |hours: u64| format!("{hours:02}:{:02}:{:02}", second / 60 % 60, second % 60);
    if moment.is_duration() {
        return clock(days * 24 + second / 3600);
    }
    match day(days, since_1904) {
        _ if serial < 1.0 => clock(second / 3600),
        Some(date) if second == 0 => date.to_string(),
        Some(date) => format!("{date} {}", clock(second / 3600)),
        None => decimal(serial),
    }
}

/// Returns the date of a day number. Excel takes 1900 for a leap year, so the days up to February 1900 are one off.
fn day(days: u64, since_1904: bool) -> Option<NaiveDate> {
    let (year, month, first) = match (since_1904, days) {
        (true, _) => (1904, 1, 1),
        (false, 0..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    NaiveDate::from_ymd_opt(year, month, first)?.checked_add_days(Days::new(days))
}

/// Brings a date that a workbook keeps as text to the form of all others.
fn iso(text: &str) -> String {
    let plain = text.trim().trim_end_matches('Z');
    match NaiveDateTime::parse_from_str(plain, "%Y-%m-%dT%H:%M:%S%.f") {
        Ok(moment) if moment.time() == chrono::NaiveTime::MIN => moment.date().to_string(),
        Ok(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => plain.to_string(),
    }
}
