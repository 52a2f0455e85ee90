//! Supporters: experienced mentors who look after relationships, and who of them could look after whom.

use std::collections::HashMap;

use super::journey::Journey;
use super::person::{Person, PersonId};
use super::relationship::RelationshipId;
use super::scheme::{Kind, Role, Scheme};
use super::value::{Area, Value};

/// Who could look after whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which relationship.
    pub relationship: RelationshipId,
    /// Who.
    pub supporter: PersonId,
    /// How far they are, in units of 100 m, where both places are known.
    pub distance: Option<i64>,
    /// How many the supporter looks after then.
    pub load: usize,
}

/// A supporter for every relationship under way that has none: of those with the fewest the nearest, then the first by
/// id. Relationships are taken by id, so that the same people give the same answer. None where nobody is a supporter.
pub fn suggest(scheme: &Scheme, people: &[Person], journeys: &[Journey<'_>]) -> Option<Vec<Suggestion>> {
    let supporters: Vec<&Person> = people.iter().filter(|p| p.entry(Role::Supporter).is_some() && !p.held).collect();
    if supporters.is_empty() {
        return None;
    }
    let by_id = |id: PersonId| people.binary_search_by_key(&id, |person| person.id).ok().map(|at| &people[at]);
    let open: Vec<&Journey<'_>> = journeys.iter().filter(|journey| journey.relationship.ended.is_none()).collect();
    let mut load: HashMap<PersonId, usize> = HashMap::new();
    for supporter in open.iter().filter_map(|journey| journey.supporter) {
        *load.entry(supporter).or_default() += 1;
    }
    let mut suggested = Vec::new();
    for journey in open.iter().filter(|journey| journey.supporter.is_none()) {
        let members = journey.relationship.members.iter().filter_map(|m| by_id(m.id)?.entry(m.role));
        let places: Vec<&Area> = members.filter_map(|entry| area(scheme, &entry.values)).collect();
        let free = supporters.iter().filter(|supporter| !journey.relationship.has(supporter.id));
        let far = |supporter: &Person| {
            let own = supporter.entry(Role::Supporter).and_then(|entry| area(scheme, &entry.values))?;
            places.iter().map(|place| place.distance(own)).min()
        };
        let of = |supporter: PersonId| load.get(&supporter).copied().unwrap_or(0);
        // Nobody knows how far an unknown place is, so it comes last.
        let key = |p: &Person| (of(p.id), far(p).is_none(), far(p), p.id);
        let Some(chosen) = free.min_by_key(|supporter| key(supporter)) else { continue };
        let distance = far(chosen);
        let count = load.entry(chosen.id).or_default();
        *count += 1;
        suggested.push(Suggestion {
            relationship: journey.relationship.id,
            supporter: chosen.id,
            distance,
            load: *count,
        });
    }
    Some(suggested)
}

/// Where somebody is, by the first field of the scheme that holds a place.
fn area<'v>(scheme: &Scheme, values: &'v [Value]) -> Option<&'v Area> {
    let at = scheme.fields.iter().position(|field| field.kind == Kind::Place)?;
    match values.get(at) {
        Some(Value::Place(area)) => Some(area),
        _ => None,
    }
}
