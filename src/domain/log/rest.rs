//! Rests of one relationship: no day is rested twice, and none is forgotten.

use chrono::NaiveDate;

/// From a day on, until the day on which it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The first day.
    pub from: NaiveDate,
    /// The day on which it goes on.
    pub until: NaiveDate,
}

/// What becomes of a new rest beside those that are noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The one that it becomes, or becomes part of.
    pub rest: Rest,
    /// Which of the others it becomes one with, if any: the first of them holds it from then on.
    pub with: Vec<usize>,
}

/// Puts a new rest beside others: what it meets or adjoins becomes one with it, and goes on when the new one says.
///
/// ```
/// use mentor::domain::log::{Rest, join};
/// let rest = |from: &str, until: &str| Rest { from: from.parse().unwrap(), until: until.parse().unwrap() };
/// let noted = [rest("2027-04-01", "2027-04-10"), rest("2027-07-01", "2027-09-01")];
/// let joined = join(&noted, rest("2027-04-10", "2027-04-20"));
/// assert_eq!((joined.rest, joined.with), (rest("2027-04-01", "2027-04-20"), vec![0]));
/// assert!(join(&noted, rest("2027-05-01", "2027-05-08")).with.is_empty());
/// ```
pub fn join(noted: &[Rest], new: Rest) -> Joined {
    let meets = |rest: &Rest| rest.from <= new.until && new.from <= rest.until;
    let with: Vec<usize> = (0..noted.len()).filter(|at| meets(&noted[*at])).collect();
    let from = with.first().map_or(new.from, |first| noted[*first].from.min(new.from));
    Joined { rest: Rest { from, ..new }, with }
}

/// Which rest is meant by going on today: the one that runs, else the next; and the next after one that runs.
pub fn going_on(noted: &[Rest], today: NaiveDate) -> (Option<usize>, Option<usize>) {
    let now = noted.iter().position(|rest| rest.from <= today && today < rest.until);
    (now, noted.iter().position(|rest| rest.from > today))
}
