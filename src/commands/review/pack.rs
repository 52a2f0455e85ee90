//! What every version of the pack is made from.

use std::collections::HashMap;

use anyhow::bail;
use chrono::{Datelike, NaiveDate};

use super::timetable;
use crate::commands::{Desk, year};
use crate::domain::journey::Journey;
use crate::domain::log::Kind;
use crate::domain::matching::lot::lot;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::review::card::Card;
use crate::domain::review::missing::{self, Answered, Missing};
use crate::domain::review::tables::{SIZE, Seating, Sitter, seat};
use crate::domain::review::timetable::Day;
use crate::domain::review::{Gathering, Guest, gatherings};
use crate::domain::scheme::Role;
use crate::domain::scheme::year::Hours;
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::{list, normal, plural, show};

/// Which relationships, and which day, are wanted.
pub struct Wanted<'w> {
    /// Relationships or people; all where none is named.
    pub who: &'w [String],
    /// The day.
    pub on: Option<NaiveDate>,
    /// The intake.
    pub intake: Option<&'w str>,
}

/// Everything that is known for one review day.
pub struct Pack<'p> {
    pub book: &'p Book,
    pub logged: &'p Logged,
    pub desk: &'p Desk,
    pub gathering: Gathering<'p, 'p>,
    pub cards: Vec<Card<'p, 'p>>,
    pub missing: Vec<Missing>,
    pub guests: Vec<Guest>,
    pub seating: Seating,
    /// The page on what it was worth, where there is one.
    pub value: Option<String>,
    /// Other days on which people look back.
    others: Vec<NaiveDate>,
    notes: HashMap<&'p str, Vec<&'p str>>,
}

impl<'p> Pack<'p> {
    /// Finds the day and puts everything together.
    ///
    /// # Errors
    /// Where no day is planned, or nobody is meant.
    pub fn gather(
        book: &'p Book,
        logged: &'p Logged,
        journeys: &'p [Journey<'p>],
        wanted: &Wanted<'_>,
        value: Option<Vec<u8>>,
        desk: &'p Desk,
    ) -> anyhow::Result<Self> {
        let mut all = gatherings(&book.scheme, &book.people, journeys, &logged.log, desk.today);
        // Whoever names a day may mean one that nobody planned.
        if let Some(on) = wanted.on.filter(|on| all.iter().all(|gathering| gathering.on != *on)) {
            let hours = book.scheme.year.review.as_ref().and_then(|review| review.hours);
            let journeys = journeys.iter().filter(|journey| !journey.continued).collect();
            all = vec![Gathering { on, hours, held: false, journeys }];
        }
        let meant = meant(book, wanted)?;
        all.iter_mut().for_each(|gathering| gathering.journeys.retain(|journey| meant(journey)));
        all.retain(|gathering| !gathering.journeys.is_empty());
        let days: Vec<NaiveDate> = all.iter().map(|gathering| gathering.on).collect();
        let is_next = |gathering: &Gathering<'_, '_>| match wanted.on {
            Some(on) => gathering.on == on,
            None => gathering.on >= desk.today,
        };
        let at =
            all.iter().position(is_next).or_else(|| wanted.on.is_none().then(|| all.len().checked_sub(1)).flatten());
        let Some(gathering) = at.map(|at| all.swap_remove(at)) else {
            let named = !wanted.who.is_empty() || wanted.intake.is_some() || wanted.on.is_some();
            match named && book.scheme.year.review.is_some() {
                true => bail!("nobody who is meant looks back then; `mentor schedule` shows the review days"),
                false => bail!(
                    "the scheme plans no review day; write [review] and months = 9 into scheme.toml, or name the day with --on"
                ),
            }
        };
        let answered = answered(logged);
        let card = |journey: &&'p Journey<'p>| {
            Card::of(journey, &year::planned(book, journey, desk), &book.scheme, desk.today)
        };
        let cards: Vec<Card<'p, 'p>> = gathering.journeys.iter().map(card).collect();
        let missing = cards.iter().flat_map(|card| missing::of(card, &book.scheme, &answered, gathering.on)).collect();
        let guests = gathering.guests();
        let seating = seating(book, &gathering, &guests);
        let mut notes: HashMap<&str, Vec<&str>> = HashMap::new();
        for row in 0..book.notes_table.len() {
            notes.entry(book.notes_table.cell(row, "record")).or_default().push(book.notes_table.cell(row, "note"));
        }
        let others = days.into_iter().filter(|day| *day != gathering.on).collect();
        let value = value.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Ok(Pack { book, logged, desk, gathering, cards, missing, guests, seating, value, others, notes })
    }

    /// What else to say.
    pub fn told(&self) -> Vec<String> {
        let mut told = Vec::new();
        if !self.others.is_empty() {
            let days: Vec<String> = self.others.iter().map(|day| format!("--on {day}")).collect();
            told.push(format!("others look back on another day: {}", list(&days, "or")));
        }
        told
    }

    /// The day, as people write it: `Thursday 21 January 2027`.
    pub fn day(&self) -> String {
        self.gathering.on.format("%A %-d %B %Y").to_string()
    }

    /// The day and its hours.
    pub fn day_and_hours(&self) -> String {
        match self.gathering.hours {
            Some(hours) => format!("{}, {}", self.day(), clock(hours)),
            None => self.day(),
        }
    }

    /// The intakes that look back, where the scheme has any.
    pub fn intakes(&self) -> String {
        let mut names: Vec<&str> =
            self.gathering.journeys.iter().filter_map(|journey| journey.intake.map(|i| i.name.as_str())).collect();
        names.sort();
        names.dedup();
        list(&names, "and")
    }

    /// `4 relationships, 7 people`.
    pub fn counted(&self) -> String {
        format!("{}, {}", plural(self.cards.len(), "relationship"), plural(self.guests.len(), "person"))
    }

    /// A person with the id, for those who run the scheme.
    pub fn called(&self, id: PersonId) -> String {
        self.book.by_id(id).map_or(id.to_string(), |person| person.called_with_id())
    }

    /// A person by name alone, for others who take part.
    pub fn name(&self, id: PersonId) -> String {
        let person = self.book.by_id(id).filter(|_| !self.desk.no_names);
        person.map_or(id.to_string(), Person::called)
    }

    /// The people of a relationship, as those who run the scheme read them.
    pub fn members(&self, members: &[Member]) -> String {
        list(&members.iter().map(|member| self.called(member.id)).collect::<Vec<_>>(), "and")
    }

    /// The words of roles.
    pub fn roles(&self, roles: &[Role]) -> String {
        list(&roles.iter().map(|role| self.book.scheme.role_word(*role)).collect::<Vec<_>>(), "and")
    }

    /// The private notes about a record.
    pub fn notes(&self, record: &str) -> String {
        if self.desk.no_names { String::new() } else { self.notes.get(record).map_or(String::new(), |n| n.join("\n")) }
    }

    /// The relationships of a person on the day.
    pub fn of_person(&self, id: PersonId) -> impl Iterator<Item = &Card<'p, 'p>> {
        self.cards.iter().filter(move |card| card.journey.relationship.has(id) || card.journey.supporter == Some(id))
    }

    /// The card of a relationship.
    pub fn card(&self, of: RelationshipId) -> Option<&Card<'p, 'p>> {
        self.cards.iter().find(|card| card.journey.relationship.id == of)
    }

    /// The table somebody sits at, counted from 1.
    pub fn table_of(&self, id: PersonId) -> Option<usize> {
        self.seating.tables.iter().position(|table| table.contains(&id)).map(|at| at + 1)
    }

    /// The timetable, where the scheme wants one and it can be made.
    pub fn plan(&self) -> Option<Day> {
        self.book.scheme.timetable.as_ref().and_then(|_| timetable::plan(self).ok())
    }

    /// What the day is about, in the scheme's words.
    pub fn about(&self) -> Vec<String> {
        self.book.scheme.year.review.as_ref().map_or(Vec::new(), |review| review.about.clone())
    }

    /// The agenda, one line an item.
    pub fn agenda(&self) -> Vec<String> {
        let mut agenda = vec![
            match self.gathering.hours {
                Some((from, _)) => format!("{}: welcome, and the sign-in sheet", from.format("%H:%M")),
                None => "Welcome, and the sign-in sheet".to_string(),
            },
            "Looking back together: each relationship over its own card".to_string(),
        ];
        let tables = self.seating.tables.len();
        if tables > 1 {
            agenda.push(format!("At {} mixed tables: what others found", tables));
        }
        agenda.extend(self.about().iter().map(|about| crate::wording::capital(about)));
        agenda.push("Suggestions for what comes next".to_string());
        agenda.push(match self.gathering.hours {
            Some((_, until)) => format!("{}: close", until.format("%H:%M")),
            None => "Close".to_string(),
        });
        agenda
    }
}

/// `10:00 to 15:30`.
pub fn clock(hours: Hours) -> String {
    format!("{} to {}", hours.0.format("%H:%M"), hours.1.format("%H:%M"))
}

/// Whether a journey is meant by what was typed.
fn meant<'w>(book: &'w Book, wanted: &Wanted<'w>) -> anyhow::Result<impl Fn(&Journey<'_>) -> bool + use<'w>> {
    let intake = match wanted.intake {
        Some(typed) => match book.scheme.intakes.iter().find(|intake| normal(&intake.name) == normal(typed)) {
            Some(intake) => Some(intake.name.clone()),
            None => {
                let names: Vec<&str> = book.scheme.intakes.iter().map(|intake| intake.name.as_str()).collect();
                let there = if names.is_empty() {
                    "the scheme has none".to_string()
                } else {
                    format!("there are {}", list(&names, "and"))
                };
                bail!("there is no intake `{}`; {there}", show(typed))
            }
        },
        None => None,
    };
    let (mut relationships, mut people): (Vec<RelationshipId>, Vec<PersonId>) = (Vec::new(), Vec::new());
    for who in wanted.who {
        match who.parse::<RelationshipId>() {
            Ok(id) if book.records.relationships.iter().any(|r| r.id == id && r.accepted.is_some()) => {
                relationships.push(id)
            }
            Ok(id) => {
                bail!("{id} was never accepted, so there is nothing to look back on; `mentor list` shows what stands")
            }
            Err(()) => people.push(book.person(who)?.id),
        }
    }
    Ok(move |journey: &Journey<'_>| {
        let relationship = journey.relationship;
        let named = relationships.is_empty() && people.is_empty()
            || relationships.contains(&relationship.id)
            || people.iter().any(|id| relationship.has(*id) || journey.supporter == Some(*id));
        named && intake.as_ref().is_none_or(|name| journey.intake.is_some_and(|intake| intake.name == *name))
    })
}

/// Which measures were answered, by whom.
fn answered(logged: &Logged) -> Answered {
    let table = &logged.tables[&Kind::Answer];
    let rows = (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty());
    rows.filter_map(|row| {
        let person = table.cell(row, "person").parse().ok()?;
        Some((person, normal(table.cell(row, "measure")), normal(table.cell(row, "stage"))))
    })
    .collect()
}

/// Who sits with whom. The lots are drawn anew for every review day.
fn seating(book: &Book, gathering: &Gathering<'_, '_>, guests: &[Guest]) -> Seating {
    let draw = u32::try_from(gathering.on.num_days_from_ce()).unwrap_or(0);
    let sitters: Vec<Sitter> = guests
        .iter()
        .filter_map(|guest| {
            let role = *guest.roles.first()?;
            let identity = &book.by_id(guest.id)?.identity;
            Some(Sitter { id: guest.id, role, lot: lot(&book.scheme.name, draw, role, identity) })
        })
        .collect();
    let apart: Vec<Vec<PersonId>> = gathering
        .journeys
        .iter()
        .map(|journey| journey.relationship.members.iter().map(|member| member.id).chain(journey.supporter).collect())
        .collect();
    let size = book.scheme.year.review.as_ref().and_then(|review| review.table_size);
    seat(&sitters, &apart, size.map_or(SIZE, |size| size as usize))
}
