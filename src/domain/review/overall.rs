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
