//! What is counted for those who were not there: what holds of some relationships, and not of others.

use super::card::{Card, Movement};
use crate::domain::relationship::{Ending, Relationship};

/// What is said of those who came nearer to a goal.
pub const NEARER: &str = "nearer to a goal, or there";

/// A yes or no that is counted over relationships.
#[derive(Clone, Debug)]
pub struct Split<'a> {
    /// What is counted.
    pub what: &'static str,
    /// Those of which it holds.
    pub yes: Vec<&'a Relationship>,
    /// Those of which it does not.
    pub no: Vec<&'a Relationship>,
    /// Those of which nobody knows.
    pub not_known: Vec<&'a Relationship>,
}

/// How relationships stand, or ended.
#[derive(Clone, Debug, Default)]
pub struct Endings<'a> {
    /// Those that have not ended.
    pub under_way: Vec<&'a Relationship>,
    /// Those that reached their end.
    pub completed: Vec<&'a Relationship>,
    /// Those that go on without the scheme.
    pub carries_on: Vec<&'a Relationship>,
    /// Those that ended before they were meant to.
    pub early: Vec<&'a Relationship>,
    /// Those that somebody ended to begin with another.
    pub rematched: Vec<&'a Relationship>,
}

impl<'a> Endings<'a> {
    /// Each relationship is in one of them.
    pub fn of(all: impl Iterator<Item = &'a Relationship>) -> Self {
        let mut endings = Endings::default();
        for of in all {
            let place = match (of.ended, of.ending) {
                (None, _) => &mut endings.under_way,
                (_, Some(Ending::Completed)) => &mut endings.completed,
                (_, Some(Ending::CarriesOn)) => &mut endings.carries_on,
                (_, Some(Ending::Rematched)) => &mut endings.rematched,
                _ => &mut endings.early,
            };
            place.push(of);
        }
        endings
    }
}

/// Counts what holds of some relationships and not of others. A goal counts once a relationship: nearer, where any of
/// its goals is.
pub fn splits<'a>(cards: &[Card<'_, 'a>]) -> Vec<Split<'a>> {
    let split = |what: &'static str, holds: &dyn Fn(&Card<'_, '_>) -> Option<bool>| {
        let mut split = Split { what, yes: Vec::new(), no: Vec::new(), not_known: Vec::new() };
        for card in cards {
            let place = match holds(card) {
                Some(true) => &mut split.yes,
                Some(false) => &mut split.no,
                None => &mut split.not_known,
            };
            place.push(card.journey.relationship);
        }
        split
    };
    let mut splits = vec![
        split("under way, or ended as it was meant to", &|card| {
            let relationship = card.journey.relationship;
            Some(relationship.ended.is_none() || relationship.finished())
        }),
        split("at least one session held", &|card| Some(card.status.held > 0)),
        split("agreement talked through or signed", &|card| Some(card.is_agreed())),
        split(NEARER, &|card| {
            let known = card.goals.iter().map(|goal| goal.movement()).filter(|moved| *moved != Movement::NotKnown);
            let nearer: Vec<bool> = known.map(|moved| moved != Movement::NotNearer).collect();
            (!nearer.is_empty()).then(|| nearer.contains(&true))
        }),
    ];
    if cards.iter().any(|card| card.visits.1 > 0) {
        splits.push(split("visited", &|card| Some(card.visits.0 > 0)));
    }
    splits.retain(|split| !split.yes.is_empty() || !split.no.is_empty());
    splits
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::journey::gather;
    use crate::domain::log::{Goal, Kind, Log, RecordId, Session};
    use crate::domain::relationship::RelationshipId;
    use crate::domain::scheme::{Form, Scheme};

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).expect("a day")
    }

    /// Relationships that began in January, and how each ended.
    fn relationships(endings: &[Option<Option<Ending>>]) -> Vec<Relationship> {
        let one = |(id, ending): (u32, &Option<Option<Ending>>)| Relationship {
            accepted: Some(day(1, 4)),
            ended: ending.map(|_| day(6, 1)),
            ending: ending.flatten(),
            ..Relationship::bare(RelationshipId(id), Form::OneToOne)
        };
        (1..).zip(endings).map(one).collect()
    }

    fn ids(of: &[&Relationship]) -> Vec<u32> {
        of.iter().map(|of| of.id.0).collect()
    }

    #[test]
    fn each_relationship_ended_in_one_way_and_early_where_nobody_said_how() {
        let all = relationships(&[
            None,
            Some(Some(Ending::Completed)),
            Some(Some(Ending::CarriesOn)),
            Some(Some(Ending::Early)),
            Some(Some(Ending::Rematched)),
            Some(None),
        ]);
        let of = Endings::of(all.iter());
        assert_eq!([&of.under_way, &of.completed, &of.carries_on].map(|of| ids(of)), [[1], [2], [3]]);
        assert_eq!((ids(&of.early), ids(&of.rematched)), (vec![4, 6], vec![5]));
    }

    #[test]
    fn what_holds_is_told_apart_from_what_does_not_and_from_what_nobody_knows() {
        let mut all = relationships(&[None, Some(Some(Ending::Completed)), Some(Some(Ending::Early))]);
        all[0].signed = Some(day(1, 20));
        let session = Session {
            id: None,
            relationship: RelationshipId(1),
            on: day(2, 1),
            held: true,
            minutes: Some(60),
            rating: None,
        };
        let goal = |number: u32, relationship: u32, now: Option<i64>| Goal {
            id: RecordId { kind: Kind::Goal, number },
            relationship: RelationshipId(relationship),
            person: None,
            on: day(1, 20),
            start: Some(1),
            target: Some(4),
            ratings: now.map(|now| (day(5, 1), now)).into_iter().collect(),
        };
        // Of two goals one is nearer: it counts once. Of the third nobody rated any.
        let goals = vec![goal(1, 1, Some(1)), goal(2, 1, Some(3)), goal(3, 2, Some(1)), goal(4, 3, None)];
        let log = Log { sessions: vec![session], goals, ..Log::default() };
        let scheme = Scheme::default();
        let journeys = gather(&scheme, &[], &all, &log);
        let cards: Vec<Card<'_, '_>> =
            journeys.iter().map(|journey| Card::of(journey, &[], &scheme, day(10, 4))).collect();
        let found = splits(&cards);
        let told: Vec<_> =
            found.iter().map(|split| (split.what, ids(&split.yes), ids(&split.no), ids(&split.not_known))).collect();
        // Nobody is to be visited, so nothing is said of visits.
        assert_eq!(
            told,
            [
                ("under way, or ended as it was meant to", vec![1, 2], vec![3], vec![]),
                ("at least one session held", vec![1], vec![2, 3], vec![]),
                ("agreement talked through or signed", vec![1], vec![2, 3], vec![]),
                (NEARER, vec![1], vec![2], vec![3]),
            ]
        );
    }

    #[test]
    fn of_what_nobody_knows_anything_nothing_is_told() {
        let all = relationships(&[None]);
        let (scheme, log) = (Scheme::default(), Log::default());
        let journeys = gather(&scheme, &[], &all, &log);
        let cards: Vec<Card<'_, '_>> =
            journeys.iter().map(|journey| Card::of(journey, &[], &scheme, day(10, 4))).collect();
        assert!(splits(&cards).iter().all(|split| split.what != NEARER), "there is no goal");
        assert!(splits(&[]).is_empty());
    }
}
