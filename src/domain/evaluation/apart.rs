//! Sessions of people whose relationship nobody noted, as the logs of other programs tell of them: they belong to no
//! journey, and count beside all that do.

use std::collections::BTreeMap;

use super::Period;
use crate::domain::log::{Happened, Told, Whose};
use crate::domain::small_numbers::{Threshold, tell_of_a_plan};

/// What is told of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Of how many pairs, as they are named there.
    pub pairs: usize,
    /// How many sessions were held.
    pub held: usize,
    /// How many are known not to have been held.
    pub not_held: usize,
    /// Of how many whose day is over nobody told.
    pub not_heard: usize,
    /// How many minutes are known to have been held.
    pub minutes: u64,
    /// How many were held of which nobody said how long.
    pub minutes_not_heard: usize,
    /// Of how many pairs there are sessions held, not held, and not heard of.
    pub behind: [usize; 3],
}

impl Apart {
    /// Adds up the sessions of a period that belong to no relationship. What has no day is in no period, and what was
    /// planned is not heard of once the period is over.
    pub fn of<'t>(told: impl IntoIterator<Item = &'t Told>, period: &Period) -> Self {
        let mut all = Apart::default();
        let mut pairs: BTreeMap<&Whose, [bool; 3]> = BTreeMap::new();
        for told in told.into_iter().filter(|told| matches!(told.whose, Whose::Pair(..))) {
            let Some(on) = told.on.filter(|on| period.covers(*on)) else { continue };
            let kind = match told.happened {
                Happened::Held => 0,
                Happened::NotHeld => 1,
                Happened::Planned if period.until.is_some_and(|until| on < until) => 2,
                Happened::Planned => continue,
            };
            pairs.entry(&told.whose).or_default()[kind] = true;
            *[&mut all.held, &mut all.not_held, &mut all.not_heard][kind] += 1;
            if kind == 0 {
                all.minutes += told.minutes.map_or(0, u64::from);
                all.minutes_not_heard += usize::from(told.minutes.is_none());
            }
        }
        all.pairs = pairs.len();
        all.behind = [0, 1, 2].map(|kind| pairs.values().filter(|of| of[kind]).count());
        all
    }

    /// Whether sessions held, not held and not heard of may be told: each of enough pairs, or of none.
    pub fn told(&self, threshold: Threshold) -> [bool; 3] {
        tell_of_a_plan([self.held, self.not_held, self.not_heard], self.behind, false, threshold)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::log::Named;
    use crate::domain::relationship::RelationshipId;
    use crate::problems::Place;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).expect("a day")
    }

    fn told(whose: Whose, on: u32, happened: Happened, minutes: Option<u32>) -> Told {
        Told {
            teller: 1,
            record: None,
            place: Place::default(),
            columns: (0, 0),
            key: String::new(),
            whose,
            on: Some(day(on)),
            at: None,
            happened,
            minutes,
            rating: None,
            by: String::new(),
        }
    }

    #[test]
    fn sessions_of_no_relationship_count_by_pair() {
        let pair = |name: &str| Whose::Pair(vec![Named::Unknown(name.to_string())], String::new());
        let all = [
            told(pair("ann"), 1, Happened::Held, Some(60)),
            told(pair("ann"), 8, Happened::Held, None),
            told(pair("ben"), 2, Happened::Held, Some(45)),
            told(pair("ben"), 9, Happened::NotHeld, Some(60)),
            told(pair("cat"), 3, Happened::Planned, None),
            // To come, called held before its day, and of a relationship.
            told(pair("cat"), 20, Happened::Planned, None),
            told(pair("dan"), 20, Happened::Held, Some(60)),
            told(Whose::Relationship(RelationshipId(1)), 1, Happened::Held, Some(60)),
        ];
        let counted = Apart::of(&all, &Period { from: None, until: Some(day(10)) });
        let expected = Apart {
            pairs: 3,
            held: 3,
            not_held: 1,
            not_heard: 1,
            minutes: 105,
            minutes_not_heard: 1,
            behind: [2, 1, 1],
        };
        assert_eq!(counted, expected);
        // Held is of two pairs, the others of one each.
        assert_eq!(counted.told(Threshold(2)), [true, false, false]);
        let later = Period { from: Some(day(4)), until: Some(day(8)) };
        assert_eq!(Apart::of(&all, &later).held, 1);
    }
}
