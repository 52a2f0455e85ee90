//! What is counted for those who were not there: what holds of some relationships, and not of others.

use super::card::{Card, Movement};
use crate::domain::relationship::Relationship;

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
