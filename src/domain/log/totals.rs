//! How many sessions were held, how long they were, and what is not heard of: by relationship and in all.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::told::{Happened, Told, Whose};

/// The sessions of somebody, counted. What nobody told of is not heard, and never counts as not held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All that are told of.
    pub sessions: usize,
    /// Those held.
    pub held: usize,
    /// Those known not to have been held.
    pub not_held: usize,
    /// Those planned for a day that is over (or for no day), of which nothing was heard since.
    pub not_heard: usize,
    /// Those planned for a day to come.
    pub planned: usize,
    /// The minutes of those held, as far as anybody said.
    pub minutes: u64,
    /// Those held that were rated.
    pub rated: usize,
    /// Those rated that were not held, or are not known to have been.
    pub rated_not_held: usize,
    /// The minutes that are told of those.
    pub minutes_not_held: u64,
    /// The first day of those held.
    pub first: Option<NaiveDate>,
    /// The last day of those held.
    pub last: Option<NaiveDate>,
}

impl Totals {
    /// Counts one more.
    pub fn count(&mut self, told: &Told, today: NaiveDate) {
        self.sessions += 1;
        let minutes = u64::from(told.minutes.unwrap_or(0));
        match told.happened {
            // What is to come has not happened yet, whoever says so; `check` tells of it.
            Happened::Held if told.on > Some(today) => self.planned += 1,
            Happened::Held => {
                self.held += 1;
                self.minutes += minutes;
                self.rated += usize::from(told.rating.is_some());
                self.first = [self.first, told.on].into_iter().flatten().min();
                self.last = self.last.max(told.on);
                return;
            }
            Happened::NotHeld => self.not_held += 1,
            Happened::Planned if told.on >= Some(today) => self.planned += 1,
            Happened::Planned => self.not_heard += 1,
        }
        self.minutes_not_held += minutes;
        self.rated_not_held += usize::from(told.rating.is_some());
    }
}

/// Counts sessions, by whose they are: relationships by id, then those that belong to none.
pub fn totals<'t>(told: impl Iterator<Item = &'t Told>, today: NaiveDate) -> BTreeMap<&'t Whose, Totals> {
    let mut totals: BTreeMap<&Whose, Totals> = BTreeMap::new();
    told.for_each(|told| totals.entry(&told.whose).or_default().count(told, today));
    totals
}

#[cfg(test)]
mod tests {
    use super::super::told::Rating;
    use super::*;
    use crate::problems::Place;

    #[test]
    fn what_nobody_told_of_is_not_called_not_held() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day);
        let told = |happened, on, rating: Option<i64>| Told {
            teller: 1,
            record: None,
            place: Place::default(),
            columns: (0, 0),
            key: String::new(),
            whose: Whose::Pair(Vec::new(), "pair 7".to_string()),
            on,
            at: None,
            happened,
            minutes: Some(60),
            rating: rating.map(Rating),
            by: String::new(),
        };
        let all = [
            told(Happened::Held, day(2), Some(4000)),
            told(Happened::Held, None, None),
            told(Happened::Held, day(20), None),
            told(Happened::NotHeld, day(3), Some(5000)),
            told(Happened::Planned, day(4), Some(3000)),
            told(Happened::Planned, None, None),
            told(Happened::Planned, day(11), None),
        ];
        let mut counted = Totals::default();
        all.iter().for_each(|told| counted.count(told, day(10).unwrap_or_default()));
        let expected = Totals {
            sessions: 7,
            held: 2,
            not_held: 1,
            not_heard: 2,
            planned: 2,
            minutes: 120,
            rated: 1,
            rated_not_held: 2,
            minutes_not_held: 300,
            first: day(2),
            last: day(2),
        };
        assert_eq!(counted, expected);
    }
}
