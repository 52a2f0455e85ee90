//! The calendar: months counted as people count them, and the days on which nothing is planned.

mod bank_holidays;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use bank_holidays::{Division, bank_holidays};

/// The days on which a scheme plans nothing. The default closes no day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Whose bank holidays are kept, if anybody's.
    pub division: Option<Division>,
    /// Whether Saturdays and Sundays are closed.
    pub weekends: bool,
    /// Further days on which the organisation is closed, sorted.
    pub extra_closed: Vec<NaiveDate>,
}

impl Calendar {
    /// Whether nothing is planned on a day.
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.weekends && weekend
            || self.extra_closed.binary_search(&day).is_ok()
            || self.division.is_some_and(|division| bank_holidays(division, day.year()).contains(&day))
    }

    /// The day itself where it is open, else the next day that is.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use mentor::domain::calendar::{Calendar, Division};
    /// let calendar = Calendar { division: Some(Division::EnglandAndWales), weekends: true, ..Calendar::default() };
    /// // Good Friday 2027 is followed by a weekend and Easter Monday.
    /// let good_friday = NaiveDate::from_ymd_opt(2027, 3, 26).unwrap();
    /// assert_eq!(calendar.open_from(good_friday).to_string(), "2027-03-30");
    /// ```
    pub fn open_from(&self, day: NaiveDate) -> NaiveDate {
        // Whoever closes every day of a year gets the day as it is: there is no better one.
        let days = (0..366).filter_map(|after| day.checked_add_days(Days::new(after)));
        days.into_iter().find(|day| !self.is_closed(*day)).unwrap_or(day)
    }
}

/// So many calendar months after a day; where that month is too short, its last day. Always counted from the start, so
/// that one short month does not shorten those after it.
///
/// ```
/// use chrono::NaiveDate;
/// use mentor::domain::calendar::months_after;
/// let start = NaiveDate::from_ymd_opt(2027, 1, 31).unwrap();
/// assert_eq!(months_after(start, 1).to_string(), "2027-02-28");
/// assert_eq!(months_after(start, 2).to_string(), "2027-03-31");
/// ```
pub fn months_after(start: NaiveDate, months: u32) -> NaiveDate {
    start.checked_add_months(Months::new(months)).unwrap_or(start)
}

/// So many days after a day.
pub fn days_after(start: NaiveDate, days: u64) -> NaiveDate {
    start.checked_add_days(Days::new(days)).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn nine_months_end_where_the_month_ends() {
        // Counted by hand on a calendar: the last day of May is nine months before the last day of February.
        assert_eq!(months_after(day(2026, 5, 31), 9), day(2027, 2, 28));
        assert_eq!(months_after(day(2027, 5, 31), 9), day(2028, 2, 29));
        assert_eq!(months_after(day(2028, 2, 29), 9), day(2028, 11, 29));
        assert_eq!(months_after(day(2026, 11, 30), 3), day(2027, 2, 28));
        assert_eq!(months_after(day(2026, 12, 31), 0), day(2026, 12, 31));
    }

    #[test]
    fn a_calendar_that_closes_nothing_moves_nothing() {
        let christmas = day(2027, 12, 25);
        assert_eq!(Calendar::default().open_from(christmas), christmas);
    }

    #[test]
    fn a_day_moves_over_everything_that_is_closed() {
        let calendar = Calendar {
            division: Some(Division::EnglandAndWales),
            weekends: true,
            extra_closed: vec![day(2027, 12, 29), day(2027, 12, 30), day(2027, 12, 31)],
        };
        // Saturday, Sunday, both substitutes, three days of the organisation's own, New Year's weekend, its substitute.
        assert_eq!(calendar.open_from(day(2027, 12, 25)), day(2028, 1, 4));
        assert_eq!(calendar.open_from(day(2027, 12, 24)), day(2027, 12, 24));
        // Hogmanay lasts longer in Scotland.
        let scottish = Calendar { division: Some(Division::Scotland), ..calendar };
        assert_eq!(scottish.open_from(day(2027, 12, 25)), day(2028, 1, 5));
    }

    #[test]
    fn weekends_alone_leave_bank_holidays_open() {
        let calendar = Calendar { weekends: true, ..Calendar::default() };
        assert_eq!(calendar.open_from(day(2027, 3, 29)), day(2027, 3, 29));
        assert_eq!(calendar.open_from(day(2027, 3, 27)), day(2027, 3, 29));
    }

    #[test]
    fn a_year_without_an_open_day_ends() {
        let start = day(2027, 1, 1);
        let extra_closed = (0..800).map(|n| days_after(start, n)).collect();
        assert_eq!(Calendar { extra_closed, ..Calendar::default() }.open_from(start), start);
    }
}
