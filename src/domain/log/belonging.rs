//! Which relationship a session belongs to, where an export names its people and the day.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId};

/// Every relationship, by its people.
pub struct Belonging<'a> {
    of_person: HashMap<PersonId, Vec<&'a Relationship>>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one.
    One(RelationshipId),
    /// The people named are in several at once, and not enough of them are named.
    Several(Vec<RelationshipId>),
    /// They were proposed, and never accepted.
    NeverAccepted(RelationshipId),
    /// They were never matched.
    Never,
}

impl<'a> Belonging<'a> {
    /// Puts the relationships in order.
    pub fn new(relationships: &'a [Relationship]) -> Self {
        let mut of_person: HashMap<PersonId, Vec<&'a Relationship>> = HashMap::new();
        for relationship in relationships {
            relationship.everybody().for_each(|member| of_person.entry(member.id).or_default().push(relationship));
        }
        Belonging { of_person }
    }

    /// The relationship of these people on a day: the one under way then; else the last that was over by then; else the
    /// first that came after. Of a pair and a group that both hold the two, the pair.
    pub fn find(&self, people: &[PersonId], on: Option<NaiveDate>) -> Found {
        let Some(first) = people.first() else { return Found::Never };
        let all = self.of_person.get(first).map_or(&[][..], Vec::as_slice);
        let mut shared: Vec<&Relationship> =
            all.iter().copied().filter(|r| people.iter().all(|id| r.everybody().any(|one| one.id == *id))).collect();
        if people.len() > 1 && shared.iter().any(|r| r.members.len() == people.len()) {
            shared.retain(|r| r.members.len() == people.len());
        }
        // For whoever joined a group it began that day, and for whoever left it is over.
        let began = |r: &Relationship| people.iter().filter_map(|id| r.began_for(*id)).max();
        let ended = |r: &Relationship| people.iter().filter_map(|id| r.ended_for(*id).0).min();
        let accepted: Vec<(NaiveDate, &Relationship)> = shared.iter().filter_map(|r| Some((began(r)?, *r))).collect();
        let newest = |of: &mut dyn Iterator<Item = &(NaiveDate, &Relationship)>| {
            of.max_by_key(|(accepted, r)| (*accepted, r.id)).map(|(_, r)| r.id)
        };
        let Some(on) = on else {
            return match &accepted[..] {
                [] => never(&shared),
                [(_, one)] => Found::One(one.id),
                several => Found::Several(several.iter().map(|(_, r)| r.id).collect()),
            };
        };
        let under_way: Vec<_> = accepted
            .iter()
            .filter(|(accepted, r)| *accepted <= on && ended(r).is_none_or(|ended| on <= ended))
            .copied()
            .collect();
        if people.len() == 1 && under_way.len() > 1 {
            return Found::Several(under_way.iter().map(|(_, r)| r.id).collect());
        }
        let found = newest(&mut under_way.iter())
            .or_else(|| newest(&mut accepted.iter().filter(|(accepted, _)| *accepted <= on)))
            .or_else(|| accepted.iter().min_by_key(|(accepted, r)| (*accepted, r.id)).map(|(_, r)| r.id));
        found.map_or_else(|| never(&shared), Found::One)
    }
}

fn never(shared: &[&Relationship]) -> Found {
    shared.last().map_or(Found::Never, |relationship| Found::NeverAccepted(relationship.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::relationship::Member;
    use crate::domain::scheme::{Form, Role};

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn relationship(id: u32, people: &[u32], accepted: &str, ended: &str) -> Relationship {
        let member = |id: &u32| Member { id: PersonId(*id), role: Role::Mentee };
        Relationship {
            members: people.iter().map(member).collect(),
            round: None,
            accepted: day(accepted),
            ended: day(ended),
            ..Relationship::bare(RelationshipId(id), Form::OneToOne)
        }
    }

    #[test]
    fn a_session_belongs_to_the_relationship_of_its_day() {
        let relationships = [
            relationship(1, &[1, 2], "2027-01-10", "2027-03-31"),
            relationship(2, &[1, 2], "2027-09-01", ""),
            relationship(3, &[1, 3], "2027-02-01", ""),
            relationship(4, &[4, 2], "", ""),
            relationship(5, &[1, 2, 3, 6], "2027-01-01", ""),
        ];
        let belonging = Belonging::new(&relationships);
        let find = |people: &[u32], on: &str| {
            belonging.find(&people.iter().map(|id| PersonId(*id)).collect::<Vec<_>>(), day(on))
        };
        let one = |id| Found::One(RelationshipId(id));
        // Edges: the day on which both said yes, and the last day.
        assert_eq!(find(&[2, 1], "2027-01-10"), one(1));
        assert_eq!(find(&[1, 2], "2027-03-31"), one(1));
        // Between the two: after the end of the first. Before both: before the start of the first.
        assert_eq!(find(&[1, 2], "2027-08-31"), one(1));
        assert_eq!(find(&[1, 2], "2027-09-01"), one(2));
        assert_eq!(find(&[1, 2], "2026-12-31"), one(1));
        // A pair comes before a group, and whoever is named alone may be in several.
        assert_eq!(find(&[1, 3], "2027-05-01"), one(3));
        assert_eq!(find(&[2, 3], "2027-05-01"), one(5));
        assert_eq!(find(&[6], "2027-05-01"), one(5));
        assert_eq!(find(&[3], "2027-05-01"), Found::Several(vec![RelationshipId(3), RelationshipId(5)]));
        assert_eq!(find(&[2, 4], "2027-05-01"), Found::NeverAccepted(RelationshipId(4)));
        assert_eq!(find(&[4, 6], "2027-05-01"), Found::Never);
        assert_eq!(find(&[], "2027-05-01"), Found::Never);
    }
}
