//! The evaluation: what changed over a period, counted by mentee and by relationship. Counting and statistics are apart;
//! nothing here says why something changed.

pub mod apart;
pub mod attainment;
pub mod delivery;
pub mod evidence;
pub mod exact;
pub mod measures;
pub mod months;
pub mod participation;
pub mod statistics;
pub mod worth;

use chrono::{Datelike, NaiveDate};

/// The days that an evaluation is about, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day; none is the beginning.
    pub from: Option<NaiveDate>,
    /// The last day; none is for ever.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether a day lies in it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.began(day)
    }

    /// Whether a day is not after it.
    pub fn began(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day <= until)
    }

    /// Whether it begins with a month and ends with one, where it begins and ends at all. Of two periods that do not, one
    /// may be the other and a few days: whoever subtracts has what became of a few people in those days.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use mentor::domain::evaluation::Period;
    /// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day);
    /// assert!(Period { from: day(1, 1), until: day(2, 28) }.is_of_whole_months());
    /// assert!(Period { from: None, until: day(3, 31) }.is_of_whole_months());
    /// assert!(!Period { from: None, until: day(4, 1) }.is_of_whole_months());
    /// assert!(!Period { from: day(1, 2), until: None }.is_of_whole_months());
    /// ```
    pub fn is_of_whole_months(&self) -> bool {
        let begins = self.from.is_none_or(|from| from.day() == 1);
        begins && self.until.is_none_or(|until| until.succ_opt().is_none_or(|next| next.day() == 1))
    }

    /// Whether something that began on a day and ended on another, or did not end, was under way on any day of it.
    pub fn meets(&self, began: NaiveDate, ended: Option<NaiveDate>) -> bool {
        self.began(began) && self.from.is_none_or(|from| ended.is_none_or(|ended| from <= ended))
    }
}
