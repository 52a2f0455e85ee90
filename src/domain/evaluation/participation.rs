//! Participation: who signed up and what became of them, one journey a person and role.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Period;
use crate::domain::journey::Journey;
use crate::domain::matching::rules::admitted;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::Ending;
use crate::domain::scheme::{Role, Rule};

/// How far somebody came in a role. Everybody who signed up is in exactly one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Set aside, did not consent, or is not admitted (yet) where the scheme admits.
    NotAdmitted,
    /// Admitted, and in no relationship yet.
    Waiting,
    /// In a relationship under way.
    Active,
    /// Did what they set out to do.
    Completed,
    /// Carries on without the scheme.
    CarriesOn,
    /// It ended before that.
    EndedEarly,
    /// It ended for somebody else, who has not begun yet.
    Rematched,
}

/// Says how far everybody came in a role by the end of a period; only those with a relationship in it, and those without
/// any.
pub fn stages(
    people: &[Person],
    rules: &[Rule],
    journeys: &[Journey<'_>],
    role: Role,
    period: &Period,
) -> BTreeMap<PersonId, Stage> {
    let until = period.until.unwrap_or(NaiveDate::MAX);
    let mut of_person: BTreeMap<PersonId, Vec<&Journey<'_>>> = BTreeMap::new();
    for journey in journeys.iter().filter(|journey| journey.relationship.accepted.is_some_and(|on| period.began(on))) {
        for member in journey.relationship.everybody().filter(|member| member.role == role) {
            of_person.entry(member.id).or_default().push(journey);
        }
    }
    let signed_up = people.iter().filter(|person| person.entry(role).is_some()).map(|person| person.id);
    let all: BTreeSet<PersonId> = signed_up.chain(of_person.keys().copied()).collect();
    let place = |id: PersonId| {
        let Some(own) = of_person.get(&id) else {
            let person = people.binary_search_by_key(&id, |person| person.id).ok().map(|at| &people[at]);
            let aside = person.is_some_and(|person| {
                let admitted = person.entry(role).is_none_or(|entry| admitted(rules, entry, until));
                person.held || person.refused || !admitted
            });
            return Some((id, if aside { Stage::NotAdmitted } else { Stage::Waiting }));
        };
        let met = |journey: &&&Journey<'_>| {
            let (of, ended) = (journey.relationship, journey.relationship.ended_for(id).0);
            of.began_for(id).is_some_and(|on| period.meets(on, ended))
        };
        own.iter().any(|journey| met(&journey)).then(|| (id, of_journeys(id, own, period)))
    };
    all.into_iter().filter_map(place).collect()
}

/// The stage that several relationships of one person come to: under way if any is, else as the last one ended for them.
fn of_journeys(id: PersonId, own: &[&Journey<'_>], period: &Period) -> Stage {
    let ended = |journey: &Journey<'_>| journey.relationship.ended_for(id).0.filter(|ended| period.began(*ended));
    if own.iter().any(|journey| ended(journey).is_none()) {
        return Stage::Active;
    }
    let last = own.iter().max_by_key(|journey| (ended(journey), journey.relationship.id));
    match last.and_then(|journey| journey.relationship.ended_for(id).1) {
        Some(Ending::Completed) => Stage::Completed,
        Some(Ending::CarriesOn) => Stage::CarriesOn,
        Some(Ending::Rematched) => Stage::Rematched,
        Some(Ending::Early) | None => Stage::EndedEarly,
    }
}
