//! Who waited: who sought somebody, was left out by a round, and had nobody since. They come first in the next round.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::domain::person::PersonId;
use crate::domain::relationship::{Ending, Relationship};
use crate::domain::scheme::{Form, Role};

/// Somebody whom a round left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The round.
    pub round: u32,
    /// Who.
    pub id: PersonId,
    /// As what.
    pub role: Role,
    /// Why, in the word of the records.
    pub reason: String,
}

/// The words for why somebody was left out who would have taken part.
const WAITS: [&str; 6] = ["rules", "taken", "not-needed", "no-places", "negative", "no-group"];

/// Who waited before a round; `made` says on which day an earlier round was made.
pub fn waited_before(
    round: u32,
    left_out: &[LeftOut],
    made: impl Fn(u32) -> Option<NaiveDate>,
    relationships: &[Relationship],
    form: Form,
) -> HashSet<PersonId> {
    let mut since: HashMap<PersonId, u32> = HashMap::new();
    for left in left_out.iter().filter(|left| left.round < round) {
        if form.seeks(left.role) && WAITS.contains(&left.reason.as_str()) {
            since.entry(left.id).and_modify(|newest| *newest = left.round.max(*newest)).or_insert(left.round);
        }
    }
    // Whoever lost somebody for the sake of others comes first as well.
    for relationship in relationships.iter().filter(|r| r.ending == Some(Ending::Rematched)) {
        let Some(of) = relationship.round else { continue };
        for member in relationship.members.iter().filter(|m| form.seeks(m.role)) {
            since.entry(member.id).or_insert(of);
        }
    }
    for relationship in relationships.iter().filter(|r| r.accepted.is_some()) {
        // By hand, by joining, or of a later round: this person waits no more.
        for member in relationship.everybody().filter(|m| form.seeks(m.role)) {
            let proposed = relationship.round.filter(|_| relationship.joined_on(member.id).is_none());
            let later = |at: &u32| match proposed {
                Some(of) => of > *at,
                None => relationship.began_for(member.id) >= made(*at),
            };
            if since.get(&member.id).is_some_and(later) {
                since.remove(&member.id);
            }
        }
    }
    since.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::relationship::{Arrival, Member, RelationshipId};

    #[test]
    fn whoever_joins_a_group_of_an_earlier_round_waits_no_more() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a day");
        let member = |id| Member { id: PersonId(id), role: Role::Member };
        let mut group = Relationship {
            round: Some(1),
            members: vec![member(1), member(2)],
            accepted: Some(day(1)),
            ..Relationship::bare(RelationshipId(1), Form::Group)
        };
        let left = |id| LeftOut { round: 2, id: PersonId(id), role: Role::Member, reason: "no-group".to_string() };
        let left_out = [left(3), left(4)];
        let waited = |group: &Relationship| {
            waited_before(3, &left_out, |_| Some(day(5)), std::slice::from_ref(group), Form::Group)
        };
        assert_eq!(waited(&group), HashSet::from([PersonId(3), PersonId(4)]));
        assert!(group.come(Arrival { member: member(3), on: day(9) }));
        assert_eq!(waited(&group), HashSet::from([PersonId(4)]));
    }
}
