//! Dates and times as forms write them. The order of day and month is said by the scheme, or decided by the whole
//! column; it is never guessed from one cell.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::date_words::{self, is_weekday};
use super::times::time;
use crate::domain::scheme::source::DateOrder;
use crate::problems::{Place, Problem};

/// Whether a column settles how its dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Said, or decided by a day above 12.
    Settled(DateOrder),
    /// Every date could be read both ways; the day is taken first.
    Open,
}

impl Order {
    /// The order in which cells are read.
    pub fn order(self) -> DateOrder {
        match self {
            Order::Settled(order) => order,
            Order::Open => DateOrder::DayFirst,
        }
    }
}

/// Whether a cell alone leaves open whether the day or the month stands first.
pub fn is_open(cell: &str) -> bool {
    order_of(std::iter::once(cell)) == Order::Open
}

/// Warns of a column that can be read in two ways, by one of its cells.
pub fn two_readings(place: &Place, heading: &str, cell: &str) -> Problem {
    let reading = |order| read(cell, order).map_or("no date".to_string(), |when| crate::wording::in_words(when.date()));
    let (first, second) = (reading(DateOrder::DayFirst), reading(DateOrder::MonthFirst));
    Problem::warning(place, format!("is read as {first}, and could be {second}"))
        .heading(heading)
        .text(cell)
        .remedy("say which it is: date_order = \"dmy\" or \"mdy\" in this [[source]]")
}

/// Finds the first date of a column that a spreadsheet may have turned: at least two begin with the year and have no day
/// above 12, and all of the others, at least two, have one.
pub(super) fn half_turned<'a>(cells: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut turned, mut first, mut left) = (0, None, 0);
    for (at, cell) in cells.enumerate() {
        let Some((one, two, rest)) = numbers(cell) else { continue };
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let above = |text: &str| text.parse::<u32>().is_ok_and(|number| number > 12);
        match (one.len() == 4, above(&rest[..end]), above(one) || above(two)) {
            (true, false, _) => {
                turned += 1;
                first = first.or(Some(at));
            }
            (false, _, true) => left += 1,
            _ => return None,
        }
    }
    first.filter(|_| turned > 1 && left > 1)
}

/// Decides by the whole column.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> Order {
    let (mut ambiguous, mut day_first, mut month_first) = (false, false, false);
    for cell in cells {
        let Some((first, second, _)) = numbers(cell).filter(|(first, _, _)| first.len() <= 2) else { continue };
        match (first.parse::<u32>(), second.parse::<u32>()) {
            (Ok(13..), _) => day_first = true,
            (_, Ok(13..)) => month_first = true,
            (Ok(a), Ok(b)) if a != b => ambiguous = true,
            _ => {}
        }
    }
    match (day_first, month_first, ambiguous) {
        (false, true, _) => Order::Settled(DateOrder::MonthFirst),
        (false, false, true) => Order::Open,
        _ => Order::Settled(DateOrder::DayFirst),
    }
}

/// Reads a date, with or without a time.
///
/// ```
/// use mentor::domain::scheme::source::DateOrder::*;
/// use mentor::store::forms::dates::read;
/// assert_eq!(read("16/12/2019 10:05:37", DayFirst).unwrap().to_string(), "2019-12-16 10:05:37");
/// assert_eq!(read("9/5/24 6:18 PM", MonthFirst).unwrap().to_string(), "2024-09-05 18:18:00");
/// assert_eq!(read("2027-02-30", DayFirst), None);
/// ```
pub fn read(cell: &str, order: DateOrder) -> Option<NaiveDateTime> {
    let cell = cell.trim();
    // Most cells of a form are words, and are told at a glance.
    if !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let joined = cell.contains(['年', '년']).then(|| with_dashes(cell));
    let cell = joined.as_deref().unwrap_or(cell);
    if let Some(date) = in_one_number(cell) {
        return date.and_hms_opt(0, 0, 0);
    }
    let (date, rest) = match numbers(without_weekday(cell)) {
        Some((a, b, rest)) => {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            (in_order(a, b, &rest[..end], order)?, &rest[end..])
        }
        None => in_words(cell)?,
    };
    Some(date.and_time(time(rest)?))
}

/// Reads a month, as its first day: `2027-03`, `March 2027`, `Mar-27`, `03/2027`, or any day in it. A day that could be two
/// is the first of its month, as spreadsheets write one.
///
/// ```
/// use mentor::store::forms::dates::month;
/// let march = chrono::NaiveDate::from_ymd_opt(2027, 3, 1);
/// for text in ["2027-03", "2027-03-31", "March 2027", "Mar-27", "3/2027", "01/03/2027", "3/1/2027"] {
///     assert_eq!(month(text), march, "{text}");
/// }
/// assert_eq!(month("04/03/2027"), None);
/// ```
pub fn month(cell: &str) -> Option<NaiveDate> {
    let cell = cell.trim();
    let first = |date: NaiveDate| date.with_day(1);
    let read = |cell: &str, order| read(cell, order).map(|when| when.date());
    if is_open(cell) {
        let readings = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| read(cell, order));
        return readings.into_iter().flatten().find(|date| date.day() == 1);
    }
    if let Some(date) = read(cell, order_of(std::iter::once(cell)).order()) {
        return first(date);
    }
    let parts: Vec<&str> = cell.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [one, other] = parts[..] else { return None };
    let (year, month) = if one.len() == 4 { (one, other) } else { (other, one) };
    match month.parse::<u32>() {
        Ok(month) => NaiveDate::from_ymd_opt(full_year(year).filter(|_| year.len() == 4)?, month, 1),
        Err(_) => read(&format!("1 {month} {}", full_year(year)?), DateOrder::DayFirst),
    }
}

/// The first two numbers of `31/12/2026`, and the rest that starts with the third.
fn numbers(cell: &str) -> Option<(&str, &str, &str)> {
    let cell = cell.trim();
    let first_end = cell.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=4).contains(end))?;
    let separator = cell[first_end..].chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, rest) = cell[first_end + 1..].trim_start().split_once(separator)?;
    let rest = rest.trim_start();
    let fits = !second.is_empty() && second.len() <= 2 && second.bytes().all(|b| b.is_ascii_digit());
    (fits && rest.starts_with(|c: char| c.is_ascii_digit())).then_some((&cell[..first_end], second, rest))
}

/// Whether a cell is the number of a day as spreadsheets count them.
pub(super) fn is_counted(cell: &str) -> bool {
    cell.len() == 5 && in_one_number(cell).is_some()
}

/// `2026年11月2日` as `2026-11-2`.
fn with_dashes(cell: &str) -> String {
    let parted = cell.replace(['年', '월', '月', '년'], "-").replace(['日', '일'], " ");
    let mut dashed: Vec<&str> = parted.splitn(3, '-').map(str::trim).collect();
    dashed.retain(|part| !part.is_empty());
    dashed.join("-")
}

/// A date in numbers without the day of the week that some programs write before it.
fn without_weekday(cell: &str) -> &str {
    if cell.starts_with(|c: char| c.is_ascii_digit()) {
        return cell;
    }
    match word(cell) {
        Some((first, rest)) if is_weekday(first) => rest.trim_start_matches([',', ' ', '.']),
        _ => cell,
    }
}

/// `20261102`, and the number of a day as spreadsheets count them, between 2000 and 2049: `46328`.
fn in_one_number(cell: &str) -> Option<NaiveDate> {
    if !cell.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = cell.parse().ok()?;
    match cell.len() {
        8 => NaiveDate::from_ymd_opt(full_year(&cell[..4])?, number / 100 % 100, number % 100),
        5 if (36_526..54_789).contains(&number) => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(u64::from(number)))
        }
        _ => None,
    }
}

fn in_order(a: &str, b: &str, c: &str, order: DateOrder) -> Option<NaiveDate> {
    let (year, month, day) = match (a.len(), order) {
        (4, _) => (a, b, c),
        (_, DateOrder::YearFirst) => (a, b, c),
        (_, DateOrder::DayFirst) => (c, b, a),
        (_, DateOrder::MonthFirst) => (c, a, b),
    };
    if day.len() > 2 || month.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(full_year(year)?, month.parse().ok()?, day.parse().ok()?)
}

/// A year of two digits lies between 1950 and 2049; one of three or one digit is none.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 if year < 50 => Some(2000 + year),
        2 => Some(1900 + year),
        4 if (1900..=2200).contains(&year) => Some(year),
        _ => None,
    }
}

/// `5 March 2026`, `March 5, 2026` and `2026 March 5`, in the words of many languages: the month in full or its first three
/// letters, perhaps behind a day of the week.
fn in_words(cell: &str) -> Option<(NaiveDate, &str)> {
    let (first, rest) = word(cell)?;
    // In France "mar." is a Tuesday before the day, and March behind it.
    of_words(cell).or_else(|| of_words(rest).filter(|_| is_weekday(first)))
}

fn of_words(cell: &str) -> Option<(NaiveDate, &str)> {
    let (mut words, mut rest) = (Vec::with_capacity(3), cell);
    while words.len() < 3 {
        let (next, after) = word(rest)?;
        rest = after;
        let numbered = next.starts_with(|c: char| c.is_ascii_digit());
        if numbered || date_words::month(next).is_some() {
            words.push(if numbered { next.trim_end_matches(|c: char| !c.is_ascii_digit()) } else { next });
        } else if !(date_words::says_nothing(next) || words.is_empty() && is_weekday(next)) {
            return None;
        }
    }
    let (day, month, year) = match (date_words::month(words[0]), date_words::month(words[1])) {
        (Some(month), None) => (words[1], month, words[2]),
        (None, Some(month)) if words[0].len() == 4 => (words[2], month, words[0]),
        (None, Some(month)) => (words[0], month, words[2]),
        _ => return None,
    };
    Some((NaiveDate::from_ymd_opt(full_year(year)?, month, day.parse().ok()?)?, rest))
}

/// The next word of a date, and what follows it.
fn word(text: &str) -> Option<(&str, &str)> {
    let between = [' ', ',', '-', '/', '.', '\'', '’', '\u{a0}', '\u{202f}'];
    let text = text.trim_start_matches(between);
    let end = text.find(between).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::DateOrder::*;
    use super::*;

    fn day(text: &str, order: DateOrder) -> Option<String> {
        read(text, order).map(|when| when.date().to_string())
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let expected = Some("2026-03-05".to_string());
        for text in [
            "2026-03-05",
            "5/3/2026",
            "05.03.2026",
            "5-3-26",
            "5 March 2026",
            "Mar 5, 2026",
            "5th March 2026",
            "2026/3/5",
            "Thursday, March 5, 2026",
            "Thu 5 Mar 2026",
            "20260305",
            "46086",
            "5 mars 2026",
            "le 5 mars 2026 à 14:03",
            "jeu. 5 mars 2026",
            "5. März 2026",
            "Do, 5. März 2026, 14:03 Uhr",
            "Do, 05.03.2026",
            "5. 3. 2026",
            "5 de marzo de 2026",
            "5 marca 2026 r.",
            "5 Mawrth 2026",
            "2026. március 5.",
            "2026 March 5",
            "2026. 3. 5. 오후 6:02:00",
            "2026年3月5日 18:02",
            "2026/03/05 6:02:00 nachm. MEZ",
        ] {
            assert_eq!(day(text, DayFirst), expected, "{text}");
        }
        assert_eq!(day("3/5/2026", MonthFirst), expected);
        assert_eq!(day("2026-03-05T10:00:00Z", MonthFirst), expected);
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "31/02/2026",
            "5/3/026",
            "12",
            "1/2",
            "2026",
            "05/13/2026",
            "99/99/9999",
            "5/3/2026 25:00",
            "5 listopada 2026",
            "5/3/2026 6:02 jioni",
        ] {
            assert_eq!(read(text, DayFirst), None, "{text}");
        }
    }

    #[test]
    fn dates_that_were_turned_are_found() {
        let found = |cells: &[&str]| half_turned(cells.iter().copied());
        assert_eq!(found(&["", "2027-02-03", "13/02/2027", "2027-05-04", "25/02/2027"]), Some(1));
        assert_eq!(found(&["2027-02-03", "13/02/2027", "2027-05-14", "25/02/2027"]), None);
        assert_eq!(found(&["2027-02-03", "13/02/2027", "2027-05-04", "5/02/2027"]), None);
        assert_eq!(found(&["2027-02-03", "2027-05-04"]), None);
    }

    #[test]
    fn the_whole_column_decides() {
        assert_eq!(order_of(["1/2/2026", "13/2/2026"].into_iter()), Order::Settled(DayFirst));
        assert_eq!(order_of(["1/2/2026", "2/13/2026"].into_iter()), Order::Settled(MonthFirst));
        assert_eq!(order_of(["1/2/2026", "2/2/2026"].into_iter()), Order::Open);
        assert_eq!(order_of(["2/2/2026", "2026-01-02", ""].into_iter()), Order::Settled(DayFirst));
    }
}
