//! Bank holidays in the United Kingdom by rule, with their substitute days.
//!
//! The rules are those of the Banking and Financial Dealings Act 1971 and of gov.uk/bank-holidays; the days that were
//! proclaimed once are listed. What a government proclaims next year no rule can know: it goes into `extra_closed`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Whose bank holidays are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Division {
    /// England and Wales.
    EnglandAndWales,
    /// Scotland.
    Scotland,
    /// Northern Ireland.
    NorthernIreland,
}

impl Division {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Division); 3] = [
        ("england-and-wales", Division::EnglandAndWales),
        ("scotland", Division::Scotland),
        ("northern-ireland", Division::NorthernIreland),
    ];
}

/// Days for the whole kingdom that were proclaimed once: weddings, jubilees, a funeral, a coronation.
const ONCE: [(i32, u32, u32); 5] = [(2011, 4, 29), (2012, 6, 5), (2022, 6, 3), (2022, 9, 19), (2023, 5, 8)];

/// Years in which the early May holiday was another day.
const EARLY_MAY: [(i32, u32, u32); 1] = [(2020, 5, 8)];

/// Years in which the spring holiday was another day.
const SPRING: [(i32, u32, u32); 2] = [(2012, 6, 4), (2022, 6, 2)];

/// All bank holidays of a year, sorted; one on a weekend stands beside its substitute.
pub fn bank_holidays(division: Division, year: i32) -> Vec<NaiveDate> {
    let on = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let easter = easter_sunday(year);
    let scottish = division == Division::Scotland;
    let mut days: Vec<Option<NaiveDate>> = Vec::with_capacity(16);
    // Two days in a row need two substitutes.
    let new_year = [on(1, 1), on(1, 2).filter(|_| scottish)];
    days.extend(with_substitutes(&new_year));
    days.extend(with_substitutes(&[on(12, 25), on(12, 26)]));
    days.push(easter.and_then(|sunday| sunday.checked_sub_days(Days::new(2))));
    if scottish {
        days.extend(with_substitutes(&[on(11, 30)]));
        days.extend(NaiveDate::from_ymd_opt(2026, 6, 15).filter(|day| day.year() == year).map(Some));
    } else {
        days.push(easter.and_then(|sunday| sunday.checked_add_days(Days::new(1))));
    }
    if division == Division::NorthernIreland {
        days.extend(with_substitutes(&[on(3, 17)]));
        days.extend(with_substitutes(&[on(7, 12)]));
    }
    days.push(moved(&EARLY_MAY, year).or_else(|| first_monday(year, 5)));
    days.push(moved(&SPRING, year).or_else(|| last_monday(year, 5)));
    days.push(if scottish { first_monday(year, 8) } else { last_monday(year, 8) });
    let once = ONCE.into_iter().filter(|(of, ..)| *of == year);
    days.extend(once.map(|(_, month, day)| on(month, day)));
    let mut days: Vec<NaiveDate> = days.into_iter().flatten().collect();
    days.sort();
    days.dedup();
    days
}

/// The day to which a holiday was moved in that year.
fn moved(moved: &[(i32, u32, u32)], year: i32) -> Option<NaiveDate> {
    let (year, month, day) = moved.iter().find(|(of, ..)| *of == year)?;
    NaiveDate::from_ymd_opt(*year, *month, *day)
}

/// The days, and for each on a weekend the next weekday that is not taken.
fn with_substitutes(days: &[Option<NaiveDate>]) -> Vec<Option<NaiveDate>> {
    let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut all: Vec<NaiveDate> = days.iter().copied().flatten().collect();
    for day in all.clone().into_iter().filter(|day| weekend(day)) {
        let free = day.iter_days().find(|day| !weekend(day) && !all.contains(day));
        all.extend(free);
    }
    all.into_iter().map(Some).collect()
}

fn first_monday(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 1)
}

fn last_monday(year: i32, month: u32) -> Option<NaiveDate> {
    let fifth = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 5);
    fifth.or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, 4))
}

/// Easter Sunday of the Gregorian calendar, by the method published anonymously in *Nature*, 20 April 1876.
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    // 1. Where the year stands in the cycle of the moon, and in its century.
    let golden = year % 19;
    let (century, within) = (year / 100, year % 100);
    // 2. The age of the moon at the start of spring, corrected for leap years that were left out.
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    // 3. The Sunday after the full moon.
    let weekday = (32 + 2 * (century % 4) + 2 * (within / 4) - epact - within % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by the Python package `holidays` 0.109 (`holidays.UK`, subdivisions ENG, SCT and NIR): a line a division
    /// and year, the days as month and day.
    const KNOWN: &str = include_str!("bank_holidays.txt");

    #[test]
    fn another_program_knows_the_same_days() {
        let mut compared = 0;
        for line in KNOWN.lines() {
            let mut words = line.split(' ');
            let (of, year) = (words.next().unwrap(), words.next().unwrap().parse().unwrap());
            let division = Division::WORDS.iter().find(|(word, _)| *word == of).unwrap().1;
            let found: Vec<String> =
                bank_holidays(division, year).iter().map(|day| day.format("%m%d").to_string()).collect();
            assert_eq!(found, words.collect::<Vec<_>>(), "{of} {year}");
            compared += found.len();
        }
        assert_eq!(compared, 975, "31 years of three divisions");
    }

    #[test]
    fn days_proclaimed_once_are_known_everywhere() {
        for (year, month, day) in ONCE.into_iter().chain(EARLY_MAY).chain(SPRING) {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert!(Division::WORDS.iter().all(|(_, division)| bank_holidays(*division, year).contains(&day)), "{day}");
        }
        // In their place others fell away.
        for (year, month, day) in [(2020, 5, 4), (2012, 5, 28), (2022, 5, 30)] {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert!(!bank_holidays(Division::EnglandAndWales, year).contains(&day), "{day}");
        }
    }
}
