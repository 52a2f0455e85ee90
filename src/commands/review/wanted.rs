//! Whom a pack is about: of those who look back on a day, the ones that were named.

use anyhow::bail;
use chrono::NaiveDate;

use crate::domain::journey::Journey;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::store::book::Book;
use crate::wording::{list, normal, show};

/// Which relationships, and which day, are wanted, as typed.
pub struct Wanted<'w> {
    /// Relationships or people; all where none is named.
    pub who: &'w [String],
    /// The day.
    pub on: Option<NaiveDate>,
    /// The intake.
    pub intake: Option<&'w str>,
}

/// Whom a pack is about.
pub struct Meant {
    intake: Option<String>,
    relationships: Vec<RelationshipId>,
    people: Vec<PersonId>,
}

impl Wanted<'_> {
    /// Whether anything was named.
    pub fn is_narrow(&self) -> bool {
        !self.who.is_empty() || self.intake.is_some()
    }

    /// Looks the names up.
    ///
    /// # Errors
    /// Where there is no such intake, relationship or person.
    pub fn look_up(&self, book: &Book) -> anyhow::Result<Meant> {
        let intake = self.intake.map(|typed| intake(book, typed)).transpose()?;
        let mut meant = Meant { intake, relationships: Vec::new(), people: Vec::new() };
        for who in self.who {
            match who.parse::<RelationshipId>() {
                Ok(id) if book.records.relationships.iter().any(|r| r.id == id && r.accepted.is_some()) => {
                    meant.relationships.push(id)
                }
                Ok(id) => {
                    bail!(
                        "{id} was never accepted, so there is nothing to look back on; `mentor list` shows what stands"
                    )
                }
                Err(()) => meant.people.push(book.person(who)?.id),
            }
        }
        Ok(meant)
    }
}

fn intake(book: &Book, typed: &str) -> anyhow::Result<String> {
    let names: Vec<&str> = book.scheme.intakes.iter().map(|intake| intake.name.as_str()).collect();
    let Some(found) = names.iter().find(|name| normal(name) == normal(typed)) else {
        let there = match names.is_empty() {
            true => "the scheme has none".to_string(),
            false => format!("there are {}", list(&names, "and")),
        };
        bail!("there is no intake `{}`; {there}", show(typed))
    };
    Ok(found.to_string())
}

impl Meant {
    /// Whether a journey is of the intake that was named, if one was.
    pub fn is_of_intake(&self, journey: &Journey<'_>) -> bool {
        let own = |name: &String| journey.intake.is_some_and(|intake| intake.name == *name);
        self.intake.as_ref().is_none_or(own)
    }

    /// Whether a journey is meant.
    pub fn has(&self, journey: &Journey<'_>) -> bool {
        let relationship = journey.relationship;
        let named = !self.names_anybody()
            || self.relationships.contains(&relationship.id)
            || self.people.iter().any(|id| relationship.has(*id) || journey.supporter == Some(*id));
        named && self.is_of_intake(journey)
    }

    /// Whether somebody is to be written to: everybody of the journeys that are meant, unless people were named, who
    /// then are meant alone. `own` are the relationships of that person.
    pub fn writes_to(&self, person: PersonId, own: &[RelationshipId]) -> bool {
        self.people.is_empty() || self.is_named(person) || own.iter().any(|id| self.relationships.contains(id))
    }

    /// Whether somebody was named.
    pub fn is_named(&self, person: PersonId) -> bool {
        self.people.contains(&person)
    }

    fn names_anybody(&self) -> bool {
        !self.relationships.is_empty() || !self.people.is_empty()
    }
}
