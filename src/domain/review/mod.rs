//! The review day: who looks back together and when, a card a relationship, what is missing before the day, who sits
//! with whom, and what can be told to those who were not there.

pub mod attendance;
pub mod card;
pub mod decision;
pub mod missing;
pub mod overall;
pub mod sums;
pub mod tables;
pub mod talk;
pub mod timetable;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::journey::Journey;
use super::log::Log;
use super::person::{Person, PersonId};
use super::relationship::Member;
use super::schedule::{Item, Of, State, What, for_everybody, of_journey};
use super::scheme::year::Hours;
use super::scheme::{Role, Scheme};

/// Those who look back on the same day.
#[derive(Clone, Debug)]
pub struct Gathering<'j, 'a> {
    /// The day.
    pub on: NaiveDate,
    /// From when until when.
    pub hours: Option<Hours>,
    /// Their journeys, by the id of the relationship. What ended is there too: everyone who took part looks back.
    pub journeys: Vec<&'j Journey<'a>>,
}

/// Every day on which people look back together, in the order of days: calendar months after the opening day of an
/// intake, or after the start of a relationship, unless it was moved.
pub fn gatherings<'j, 'a>(
    scheme: &Scheme,
    people: &[Person],
    journeys: &'j [Journey<'a>],
    log: &Log,
    today: NaiveDate,
) -> Vec<Gathering<'j, 'a>> {
    let shared = for_everybody(scheme, people, journeys, log, today);
    let mut found: BTreeMap<NaiveDate, Gathering<'j, 'a>> = BTreeMap::new();
    for journey in journeys.iter().filter(|journey| !journey.continued) {
        let Some(item) = review_of(scheme, &shared, journey, today) else { continue };
        let Some(on) = item.by else { continue };
        let new = || Gathering { on, hours: item.hours, journeys: Vec::new() };
        found.entry(on).or_insert_with(new).journeys.push(journey);
    }
    found.into_values().collect()
}

/// The review as it is planned for a journey: its intake's, everybody's, or its own.
pub fn review_of(scheme: &Scheme, shared: &[Item], journey: &Journey<'_>, today: NaiveDate) -> Option<Item> {
    let reviews = || shared.iter().filter(|item| item.what == What::Review);
    let of_intake = |item: &&Item| matches!((&item.of, journey.intake), (Of::Intake(name), Some(i)) if *name == i.name);
    let found = reviews().find(of_intake).or_else(|| reviews().find(|item| item.of == Of::All)).cloned();
    let own = || of_journey(journey, scheme, today).into_iter().find(|item| item.what == What::Review);
    // What ended has no plans any more, but the day on which it would have been reviewed stays the same.
    let counted = || {
        let day = journey.review(scheme)?;
        let hours = scheme.year.review.as_ref().and_then(|review| review.hours);
        let of = Of::Relationship(journey.relationship.id);
        let state = if journey.reviewed.is_some() { State::Held } else { State::Planned };
        let (from, by) = (Some(day), Some(journey.reviewed.unwrap_or(day)));
        Some(Item { what: What::Review, of, from, by, hours, state, changes: 0, noted: None, supporter: None })
    };
    found.or_else(own).or_else(counted)
}

/// Somebody who comes to the day, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub id: PersonId,
    /// As what, in the order of roles.
    pub roles: Vec<Role>,
}

impl Gathering<'_, '_> {
    /// Everybody who took part, the supporters who look after them, and those who sit in on their conversations, by id.
    pub fn guests(&self, sitting_in: &[PersonId]) -> Vec<Guest> {
        let members = self.journeys.iter().flat_map(|journey| &journey.relationship.members).copied();
        let supporters = self.journeys.iter().filter_map(|journey| journey.supporter);
        let supporters = supporters.map(|id| Member { id, role: Role::Supporter });
        let facilitators = sitting_in.iter().map(|id| Member { id: *id, role: Role::Facilitator });
        let mut roles: BTreeMap<PersonId, Vec<Role>> = BTreeMap::new();
        for member in members.chain(supporters).chain(facilitators) {
            roles.entry(member.id).or_default().push(member.role);
        }
        let guest = |(id, mut roles): (PersonId, Vec<Role>)| {
            roles.sort();
            roles.dedup();
            Guest { id, roles }
        };
        roles.into_iter().map(guest).collect()
    }
}
