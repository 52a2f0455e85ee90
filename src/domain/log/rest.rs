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

/// Why a rest cannot be noted beside others: it begins within one that has begun, and would end no later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BegunBefore(pub Rest);

/// Puts a new rest beside others: what it meets or adjoins becomes one with it, and goes on when the new one says. One
/// within a rest that is not under way, because it is still planned or over, takes its place: its days were put right.
///
/// # Errors
/// Where it lies within one under way: that has begun already, and only its end can change.
///
/// ```
/// use mentor::domain::log::{Rest, join};
/// let rest = |from: &str, until: &str| Rest { from: from.parse().unwrap(), until: until.parse().unwrap() };
/// let noted = [rest("2027-04-01", "2027-04-10"), rest("2027-07-01", "2027-09-01")];
/// let today = "2027-04-02".parse().unwrap();
/// let joined = join(&noted, rest("2027-04-10", "2027-04-20"), today).unwrap();
/// assert_eq!((joined.rest, joined.with), (rest("2027-04-01", "2027-04-20"), vec![0]));
/// assert!(join(&noted, rest("2027-05-01", "2027-05-08"), today).unwrap().with.is_empty());
/// // Within the one of the summer, which is only planned: that is shorter now. The one of April has begun.
/// let shorter = join(&noted, rest("2027-07-20", "2027-08-10"), today).unwrap();
/// assert_eq!((shorter.rest, shorter.with), (rest("2027-07-20", "2027-08-10"), vec![1]));
/// assert!(join(&noted, rest("2027-04-05", "2027-04-10"), today).is_err());
/// ```
pub fn join(noted: &[Rest], new: Rest, today: NaiveDate) -> Result<Joined, BegunBefore> {
    let meets = |rest: &Rest| rest.from <= new.until && new.from <= rest.until;
    let with: Vec<usize> = (0..noted.len()).filter(|at| meets(&noted[*at])).collect();
    let first = with.first().map(|first| noted[*first]);
    // Whoever only says until when means the rest of today, from its own first day on.
    let within = first.filter(|rest| rest.from < new.from && new.until <= rest.until && new.from != today);
    match within {
        Some(rest) if rest.from <= today && today < rest.until => Err(BegunBefore(rest)),
        Some(_) => Ok(Joined { rest: new, with }),
        None => {
            let from = first.map_or(new.from, |first| first.from.min(new.from));
            Ok(Joined { rest: Rest { from, ..new }, with })
        }
    }
}

/// Which rest is meant by going on today: the one that runs, else the next; and the next after one that runs.
pub fn going_on(noted: &[Rest], today: NaiveDate) -> (Option<usize>, Option<usize>) {
    let now = noted.iter().position(|rest| rest.from <= today && today < rest.until);
    (now, noted.iter().position(|rest| rest.from > today))
}
