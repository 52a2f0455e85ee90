//! How a round fares as a whole: how many are placed, with how many points, how the worst placed fare, and whose places
//! are left.

use std::collections::{BTreeSet, HashMap};

use super::ready::Ready;
use super::round::{Outcome, Proposed};
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;

/// The numbers by which choices are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fared {
    /// Those who seek somebody, had nobody and have one now.
    pub placed: usize,
    /// The points of all relationships, in units, as people see them.
    pub total: i64,
    /// The lowest score out of 100; `None` where there is no relationship.
    pub worst: Option<i64>,
    /// The mean score out of 100 of the worst placed tenth, rounded up to a whole number of relationships; in tenths.
    pub worst_tenth: Option<i64>,
}

impl Fared {
    /// Adds a round up.
    pub fn of(outcome: &Outcome) -> Self {
        let mut scores: Vec<i64> = outcome.proposed.iter().map(|proposed| proposed.of_100).collect();
        scores.sort_unstable();
        Fared {
            placed: outcome.placed.len(),
            total: outcome.shown(outcome.total()),
            worst: scores.first().copied(),
            worst_tenth: worst_tenth(&scores),
        }
    }
}

/// Those who seek somebody, had nobody and have one of the relationships.
pub(super) fn placed(ready: &Ready<'_>, proposed: &[Proposed]) -> BTreeSet<PersonId> {
    let given = ready.pool.given;
    let had = |id: PersonId, role: Role| !given.scheme.form.one_pool() && ready.standing.under_way(id, role);
    let members = proposed.iter().flat_map(|one| &one.members).filter(|(_, role)| role.seeks());
    let members = members.map(|(person, role)| (given.people[*person].id, *role));
    members.filter(|(id, role)| !had(*id, *role)).map(|(id, _)| id).collect()
}

/// Those who give time and have somebody, and how many places they have left.
pub(super) fn spare(ready: &Ready<'_>, proposed: &[Proposed]) -> Vec<(usize, u32)> {
    let Ready { pool, standing, .. } = ready;
    let [_, gives] = pool.roles();
    if pool.given.scheme.form.one_pool() {
        return Vec::new();
    }
    let mut new: HashMap<usize, u32> = HashMap::new();
    // Those that are fixed have their places already.
    let members = proposed.iter().filter(|one| !one.fixed).flat_map(|one| &one.members);
    members.filter(|(_, role)| *role == gives).for_each(|(person, _)| *new.entry(*person).or_insert(0) += 1);
    let spare = pool.mentors.iter().filter_map(|side| {
        let new = new.get(&side.person).copied().unwrap_or(0);
        let left = side.places.saturating_sub(new);
        let has = new > 0 || standing.has_somebody(&pool.given.people[side.person], gives);
        (has && left > 0).then_some((side.person, left))
    });
    let mut spare: Vec<(usize, u32)> = spare.collect();
    spare.sort_unstable();
    spare
}

/// Of scores from the lowest on, the mean of the first tenth, in tenths and rounded half up.
fn worst_tenth(scores: &[i64]) -> Option<i64> {
    let tenth = &scores[..scores.len().div_ceil(10)];
    let count = tenth.len() as i64;
    (count > 0).then(|| (20 * tenth.iter().sum::<i64>() + count).div_euclid(2 * count))
}

#[cfg(test)]
mod tests {
    use super::worst_tenth;

    #[test]
    fn a_tenth_is_never_nobody() {
        assert_eq!(worst_tenth(&[]), None);
        assert_eq!(worst_tenth(&[40, 90]), Some(400));
        let eleven = [33, 34, 50, 50, 50, 50, 50, 50, 50, 50, 50];
        assert_eq!(worst_tenth(&eleven), Some(335), "two of eleven are the worst tenth");
        assert_eq!(worst_tenth(&[vec![10; 2], vec![11; 28]].concat()), Some(103), "10 1/3 is 10.3");
    }
}
