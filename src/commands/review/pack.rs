//! What every version of the pack is made from.

use std::collections::HashMap;

use anyhow::bail;
use chrono::{Datelike, NaiveDate};

use super::wanted::Wanted;
use crate::commands::{Desk, year};
use crate::domain::journey::Journey;
use crate::domain::log::Named;
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
use crate::wording::{in_words, list, normal, plural};

/// Everything that is known for one review day.
pub struct Pack<'p> {
    pub book: &'p Book,
    pub logged: &'p Logged,
    pub desk: &'p Desk,
    /// Everybody who looks back on the day, whoever is meant.
    pub gathering: Gathering<'p, 'p>,
    /// The cards that are meant.
    pub cards: Vec<Card<'p, 'p>>,
    pub missing: Vec<Missing>,
    /// Those who come, of the cards that are meant.
    pub guests: Vec<Guest>,
    /// Those of them who are written to.
    pub invited: Vec<Guest>,
    /// Who sits with whom: everybody of the day, so that it is the same whoever is meant.
    pub seating: Seating,
    /// The timetable, where the scheme wants one and it can be made: of everybody too.
    pub plan: Option<Day>,
    /// The page on what it was worth, where there is one.
    pub value: Option<String>,
    /// Every card of the day.
    all: Vec<Card<'p, 'p>>,
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
        let meant = wanted.look_up(book)?;
        // Whoever names a day may mean one that nobody planned: then those of the intake come, or everybody.
        if let Some(on) = wanted.on.filter(|on| all.iter().all(|gathering| gathering.on != *on)) {
            let hours = book.scheme.year.review.as_ref().and_then(|review| review.hours);
            let come = |journey: &&Journey<'_>| !journey.continued && meant.is_of_intake(journey);
            all = vec![Gathering { on, hours, journeys: journeys.iter().filter(come).collect() }];
        }
        let sitting_in = sitting_in(book);
        let names_one = sitting_in.iter().any(|id| meant.is_named(*id));
        all.retain(|gathering| names_one || gathering.journeys.iter().any(|journey| meant.has(journey)));
        let days: Vec<NaiveDate> = all.iter().map(|gathering| gathering.on).collect();
        let is_next = |gathering: &Gathering<'_, '_>| match wanted.on {
            Some(on) => gathering.on == on,
            None => gathering.on >= desk.today,
        };
        let at =
            all.iter().position(is_next).or_else(|| wanted.on.is_none().then(|| all.len().checked_sub(1)).flatten());
        let Some(gathering) = at.map(|at| all.swap_remove(at)) else {
            match (wanted.is_narrow() || wanted.on.is_some()) && book.scheme.year.review.is_some() {
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
        let all: Vec<Card<'p, 'p>> = gathering.journeys.iter().map(card).collect();
        let cards: Vec<Card<'p, 'p>> = all.iter().filter(|card| meant.has(card.journey)).cloned().collect();
        let missing = cards.iter().flat_map(|card| missing::of(card, &book.scheme, &answered, gathering.on)).collect();
        let everybody = gathering.guests(&sitting_in);
        let seating = seating(book, &gathering, &everybody);
        let own = |id: PersonId| -> Vec<RelationshipId> {
            let mine = cards.iter().filter(|card| is_of(card, id));
            mine.map(|card| card.journey.relationship.id).collect()
        };
        let sits_in = |id: PersonId| sitting_in.contains(&id) && (!wanted.is_narrow() || meant.is_named(id));
        let guests: Vec<Guest> =
            everybody.into_iter().filter(|guest| sits_in(guest.id) || !own(guest.id).is_empty()).collect();
        let invited = guests.iter().filter(|guest| meant.writes_to(guest.id, &own(guest.id))).cloned().collect();
        let mut notes: HashMap<&str, Vec<&str>> = HashMap::new();
        for row in 0..book.notes_table.len() {
            notes.entry(book.notes_table.cell(row, "record")).or_default().push(book.notes_table.cell(row, "note"));
        }
        let others = days.into_iter().filter(|day| *day != gathering.on).collect();
        let value = value.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let plan = None;
        let pack = Pack {
            book,
            logged,
            desk,
            gathering,
            cards,
            missing,
            guests,
            invited,
            seating,
            plan,
            value,
            all,
            others,
            notes,
        };
        Ok(pack)
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
        format!("{} {}", self.gathering.on.format("%A"), in_words(self.gathering.on))
    }

    /// The day and its hours.
    pub fn day_and_hours(&self) -> String {
        match self.gathering.hours {
            Some(hours) => format!("{}, {}", self.day(), clock(hours)),
            None => self.day(),
        }
    }

    /// The day, its hours, and where it is.
    pub fn when_and_where(&self) -> String {
        match self.place() {
            Some(place) => format!("{}, {place}", self.day_and_hours()),
            None => self.day_and_hours(),
        }
    }

    /// Where the day is, where the scheme says so.
    pub fn place(&self) -> Option<&str> {
        self.book.scheme.year.review.as_ref().and_then(|review| review.place.as_deref())
    }

    /// The intakes that look back, where the scheme has any.
    pub fn intakes(&self) -> String {
        let mut names: Vec<&str> =
            self.cards.iter().filter_map(|card| card.journey.intake.map(|i| i.name.as_str())).collect();
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

    /// The relationships of a person on the day, whichever are meant.
    pub fn of_person(&self, id: PersonId) -> impl Iterator<Item = &Card<'p, 'p>> {
        self.all.iter().filter(move |card| is_of(card, id))
    }

    /// Whether a relationship is meant.
    pub fn is_meant(&self, of: RelationshipId) -> bool {
        self.cards.iter().any(|card| card.journey.relationship.id == of)
    }

    /// The card of a relationship, whether it is meant or not.
    pub fn card(&self, of: RelationshipId) -> Option<&Card<'p, 'p>> {
        self.all.iter().find(|card| card.journey.relationship.id == of)
    }

    /// The table somebody sits at, counted from 1.
    pub fn table_of(&self, id: PersonId) -> Option<usize> {
        self.seating.tables.iter().position(|table| table.contains(&id)).map(|at| at + 1)
    }

    /// What the day is about, in the scheme's words.
    pub fn about(&self) -> Vec<String> {
        self.book.scheme.year.review.as_ref().map_or(Vec::new(), |review| review.about.clone())
    }

    /// The agenda, one line an item, for one of the guests or for those who run the scheme.
    pub fn agenda(&self, of: Option<PersonId>) -> Vec<String> {
        let mut agenda = vec![
            match self.gathering.hours {
                Some((from, _)) => format!("{}: welcome, and the sign-in sheet", from.format("%H:%M")),
                None => "Welcome, and the sign-in sheet".to_string(),
            },
            match self.plan.as_ref().and_then(Day::talks) {
                Some(talks) => {
                    format!(
                        "{}: each relationship under way looks back over its own card, at its own time",
                        clock(talks)
                    )
                }
                None => "Looking back together: each relationship over its own card".to_string(),
            },
        ];
        let tables = self.seating.tables.len();
        if tables > 1 {
            let own =
                of.and_then(|id| self.table_of(id)).map_or(String::new(), |own| format!("; yours is table {own}"));
            agenda.push(format!("At {tables} mixed tables: what others found{own}"));
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

/// Which measures were answered, by whom: as noted, and in exported surveys.
fn answered(logged: &Logged) -> Answered {
    let known = logged.answered.iter().filter_map(|answered| match answered.person {
        Some(Named::Known(person)) => Some((person, normal(&answered.measure), normal(&answered.stage))),
        _ => None,
    });
    known.collect()
}

/// Whether somebody is in a relationship, or looks after it.
fn is_of(card: &Card<'_, '_>, id: PersonId) -> bool {
    card.journey.relationship.has(id) || card.journey.supporter == Some(id)
}

/// Who sits in on the conversations of the day.
fn sitting_in(book: &Book) -> Vec<PersonId> {
    let named = book.scheme.timetable.iter().flat_map(|terms| &terms.facilitators);
    named.map(|id| id.value).filter(|id| book.by_id(*id).is_some()).collect()
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
