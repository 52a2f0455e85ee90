//! Who seeks somebody in a round, and how well each was placed.

use std::collections::{BTreeMap, BTreeSet};

use super::round::Outcome;
use crate::domain::person::Person;
use crate::domain::scheme::{Form, Role};

/// The roles in which people seek somebody: a mentor gives time, and a facilitator leads; both sides of a mutual scheme
/// hope to learn.
pub fn seeking(form: Form) -> &'static [Role] {
    match form {
        Form::OneToOne => &[Role::Mentee],
        Form::Mutual => &[Role::Mentee, Role::Mentor],
        Form::Peer | Form::Group => &[Role::Member],
    }
}

/// Some of those who seek somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seekers {
    /// The scores out of 100 of those who were placed, in thousandths; of somebody with several relationships the mean.
    pub scores: Vec<i64>,
    /// How many were not placed.
    pub not_placed: usize,
}

impl Seekers {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.scores.len() + self.not_placed
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Counts one more: with a score, or not placed.
    pub fn add(&mut self, score: Option<i64>) {
        match score {
            Some(score) => self.scores.push(score),
            None => self.not_placed += 1,
        }
    }

    /// The mean score out of 100 of those who were placed, in tenths; none where nobody was.
    ///
    /// ```
    /// use mentor::domain::matching::seekers::Seekers;
    /// let two = Seekers { scores: vec![80_000, 61_500], not_placed: 3 };
    /// assert_eq!(two.mean(), Some(708));
    /// ```
    pub fn mean(&self) -> Option<i64> {
        rounded(self.scores.iter().sum(), self.scores.len(), 100)
    }
}

/// Everybody who seeks somebody in this round, by their position among the people: the score with which each was
/// placed, in thousandths, or none. Who has somebody already and no place left, asked for none, or is set aside is not
/// there.
pub fn seekers(form: Form, people: &[Person], outcome: &Outcome) -> BTreeMap<usize, Option<i64>> {
    let seeks = |role: Role| seeking(form).contains(&role);
    let mut scores: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for proposed in &outcome.proposed {
        let members = proposed.members.iter().filter(|(_, role)| seeks(*role));
        let persons: BTreeSet<usize> = members.map(|(person, _)| *person).collect();
        persons.into_iter().for_each(|person| scores.entry(person).or_default().push(proposed.of_100));
    }
    for left in outcome.left_out.iter().filter(|left| seeks(left.role) && !left.is_aside()) {
        if people[left.person].entry(left.role).is_some_and(|entry| entry.places > 0) {
            scores.entry(left.person).or_default();
        }
    }
    let placed = |scores: &Vec<i64>| rounded(scores.iter().sum::<i64>() * 1000, scores.len(), 1);
    scores.iter().map(|(person, scores)| (*person, placed(scores))).collect()
}

/// A sum divided by how many and by a unit, rounded half up; none where there are none.
fn rounded(sum: i64, count: usize, unit: i64) -> Option<i64> {
    let by = i64::try_from(count).ok().filter(|count| *count > 0)? * unit;
    Some((2 * sum + by).div_euclid(2 * by))
}
