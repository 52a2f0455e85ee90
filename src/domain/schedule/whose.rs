//! Whose schedule is wanted, and what stands in it.

use chrono::NaiveDate;

use super::{Item, Of, for_everybody, of_journey};
use crate::domain::journey::Journey;
use crate::domain::log::Log;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::Scheme;

/// Whose schedule is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    All,
    /// A relationship's.
    Relationship(RelationshipId),
    /// A person's: of their relationships, and of those they look after.
    Person(PersonId),
    /// An intake's.
    Intake(String),
}

impl Whose {
    /// Whether a journey is among those meant.
    pub fn is_of(&self, journey: &Journey<'_>) -> bool {
        match self {
            Whose::All => true,
            Whose::Relationship(id) => journey.relationship.id == *id,
            Whose::Person(id) => journey.relationship.has(*id) || journey.supporter == Some(*id),
            Whose::Intake(name) => journey.intake.is_some_and(|intake| intake.name == *name),
        }
    }
}

/// Everything planned for whom it is wanted, in the order of days; what has no day comes last. Of what is for everybody of
/// an intake a person sees what is for their own intakes and for those of their relationships.
pub fn planned_for(
    scheme: &Scheme,
    people: &[Person],
    journeys: &[Journey<'_>],
    log: &Log,
    whose: &Whose,
    today: NaiveDate,
) -> Vec<Item> {
    let wanted: Vec<&Journey<'_>> = journeys.iter().filter(|journey| whose.is_of(journey)).collect();
    let person = match whose {
        Whose::Person(id) => people.binary_search_by_key(id, |person| person.id).ok().map(|at| &people[at]),
        _ => None,
    };
    let entries = person.into_iter().flat_map(|person| &person.entries);
    let mut intakes: Vec<&str> = entries.map(|entry| entry.intake.as_str()).collect();
    intakes.extend(wanted.iter().filter_map(|journey| journey.intake.map(|intake| intake.name.as_str())));
    let shared = |item: &Item| match (&item.of, whose) {
        (_, Whose::All) | (Of::All, _) => true,
        (Of::Intake(name), Whose::Intake(wanted)) => name == wanted,
        (Of::Intake(name), _) => intakes.contains(&name.as_str()),
        _ => false,
    };
    let mut items = for_everybody(scheme, people, journeys, log, today);
    items.retain(shared);
    items.extend(wanted.into_iter().flat_map(|journey| of_journey(journey, scheme, today)));
    items.sort_by(|a, b| (a.by.is_none(), a.by, &a.of, &a.what).cmp(&(b.by.is_none(), b.by, &b.of, &b.what)));
    items
}
