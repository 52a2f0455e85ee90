//! The timetable of conversations: as a table and a calendar, and what is moved by hand in it.

use std::collections::{HashMap, HashSet};

use anyhow::{bail, ensure};
use chrono::NaiveTime;

use super::Begin;
use super::pack::{Pack, clock};
use crate::commands::{members, plan as planning};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::review::timetable::{
    Conversation, Forced, Hall, Obstacle, Place, Timetable, make, slots, with_moves,
};
use crate::domain::scheme::TimetableTerms;
use crate::domain::scheme::timetable::Absent;
use crate::domain::scheme::year::Hours;
use crate::report::{Block, Cell, Column, Event, Report, Table};
use crate::store::writer::Edits;
use crate::wording::{list, plural};

/// A timetable, and what it was made from.
pub struct Plan {
    pub hours: Hours,
    pub slots: Vec<Hours>,
    pub rooms: Vec<String>,
    pub timetable: Timetable,
    /// How it was before anybody moved anything.
    made: Timetable,
    conversations: Vec<Conversation>,
    /// Which card a conversation is about.
    cards: Vec<usize>,
    hall: Hall,
    /// Moves that cannot be: of which conversation, when, and why.
    obstacles: Vec<(usize, usize, Obstacle)>,
    /// Moves to a time that is no slot any more.
    strays: Vec<(RelationshipId, NaiveTime)>,
    moved: HashSet<usize>,
}

/// Makes the timetable of a review day.
///
/// # Errors
/// Where the scheme wants none, or does not say enough.
pub fn plan(pack: &Pack<'_>) -> anyhow::Result<Plan> {
    let Some(terms) = &pack.book.scheme.timetable else {
        bail!(
            "the scheme wants no timetable; write [timetable] and slot_minutes = 20 into scheme.toml (schemes/README.md shows its keys)"
        );
    };
    let Some(hours) = terms.hours.or(pack.gathering.hours) else {
        bail!(
            "nobody says from when until when there are conversations; write at = \"10:00\" and until = \"12:30\" below [timetable]"
        );
    };
    check(pack, terms)?;
    let slots = slots(hours, terms.slot_minutes, terms.between_minutes, &terms.breaks);
    ensure!(!slots.is_empty(), "{} have no room for a conversation of {} minutes", clock(hours), terms.slot_minutes);
    let under_way = |at: &usize| pack.cards[*at].journey.relationship.ended.is_none();
    let cards: Vec<usize> = (0..pack.cards.len()).filter(under_way).collect();
    let conversation = |at: &usize| {
        let journey = pack.cards[*at].journey;
        let mut people: Vec<PersonId> = journey.relationship.members.iter().map(|member| member.id).collect();
        people.extend(journey.supporter.filter(|id| terms.with_supporter && !people.contains(id)));
        Conversation { relationship: journey.relationship.id, people }
    };
    let conversations: Vec<Conversation> = cards.iter().map(conversation).collect();
    let hall = hall(terms, &slots);
    let made = make(&conversations, &hall);
    let (moves, strays) = moves(pack, &conversations, &slots);
    let (timetable, obstacles) = with_moves(&conversations, &hall, &made, &moves);
    let stands = |at: &usize| obstacles.iter().all(|(of, ..)| of != at);
    let moved = moves.iter().map(|(at, _)| *at).filter(stands).collect();
    let rooms = terms.rooms.clone();
    Ok(Plan { hours, slots, rooms, timetable, made, conversations, cards, hall, obstacles, strays, moved })
}

/// Whoever the scheme names must be there.
fn check(pack: &Pack<'_>, terms: &TimetableTerms) -> anyhow::Result<()> {
    let is_known = |id: &PersonId| pack.book.by_id(*id).is_some();
    if let Some(id) = terms.facilitators.iter().find(|id| !is_known(id)) {
        bail!(
            "scheme.toml names {id} among the facilitators of [timetable], and nobody has that id; `mentor people` lists them"
        );
    }
    for absent in &terms.unavailable {
        let (id, there) = match &absent.who {
            Absent::Person(id) => (id.to_string(), is_known(id)),
            Absent::Relationship(id) => (id.to_string(), pack.book.records.relationships.iter().any(|r| r.id == *id)),
        };
        let line = absent.place.line;
        ensure!(
            there,
            "line {line} of scheme.toml says when {id} is unavailable, and there is no {id}; `mentor people` and `mentor list` show the ids"
        );
    }
    Ok(())
}

fn hall(terms: &TimetableTerms, slots: &[Hours]) -> Hall {
    let mut hall = Hall {
        slots: slots.len(),
        rooms: Some(terms.rooms.len()).filter(|rooms| *rooms > 0),
        facilitators: terms.facilitators.clone(),
        away: HashMap::new(),
        closed: HashMap::new(),
    };
    for absent in &terms.unavailable {
        let missed = |slot: &&Hours| slot.0 < absent.hours.1 && absent.hours.0 < slot.1;
        let missed = slots.iter().enumerate().filter(|(_, slot)| missed(slot)).map(|(at, _)| at);
        match absent.who {
            Absent::Person(id) => hall.away.entry(id).or_default().extend(missed),
            Absent::Relationship(id) => hall.closed.entry(id).or_default().extend(missed),
        }
    }
    hall
}

/// Conversations by their position, each with its slot.
type Moved = Vec<(usize, usize)>;

/// Conversations whose time is no slot any more.
type Strays = Vec<(RelationshipId, NaiveTime)>;

/// The newest move of every conversation on the day, as slots; and those whose time is no slot any more.
fn moves(pack: &Pack<'_>, conversations: &[Conversation], slots: &[Hours]) -> (Moved, Strays) {
    let mut newest: HashMap<RelationshipId, Option<NaiveTime>> = HashMap::new();
    for moved in pack.logged.log.conversations.iter().filter(|moved| moved.day == pack.gathering.on) {
        newest.insert(moved.relationship, moved.at);
    }
    let (mut found, mut strays) = (Vec::new(), Vec::new());
    for (at, conversation) in conversations.iter().enumerate() {
        let Some(Some(time)) = newest.get(&conversation.relationship) else { continue };
        match slots.iter().position(|slot| slot.0 == *time) {
            Some(slot) => found.push((at, slot)),
            None => strays.push((conversation.relationship, *time)),
        }
    }
    (found, strays)
}

impl Plan {
    /// Whether somebody's conversation has no place, or a move cannot be.
    pub fn is_incomplete(&self) -> bool {
        !self.obstacles.is_empty() || !self.strays.is_empty() || self.timetable.places.iter().any(Option::is_none)
    }

    /// The conversations of a slot: the card, and the place.
    pub fn in_slot(&self, slot: usize) -> impl Iterator<Item = (usize, Place)> {
        let placed = self.timetable.places.iter().enumerate();
        placed.filter_map(move |(at, place)| {
            place.filter(|place| place.slot == slot).map(|place| (self.cards[at], place))
        })
    }

    /// The conversations of a person, in the order of the day: when, in which room, about which card.
    pub fn of_person(&self, id: PersonId) -> Vec<(Hours, Option<String>, usize)> {
        let takes_part =
            |at: usize, place: &Place| self.conversations[at].people.contains(&id) || place.facilitator == Some(id);
        let mut own: Vec<(Hours, Option<String>, usize)> = self
            .timetable
            .places
            .iter()
            .enumerate()
            .filter_map(|(at, place)| place.filter(|place| takes_part(at, place)).map(|place| (at, place)))
            .map(|(at, place)| (self.slots[place.slot], self.room(place.room), self.cards[at]))
            .collect();
        own.sort_by_key(|(hours, ..)| *hours);
        own
    }

    /// The name of a room, where rooms have names.
    pub fn room(&self, room: usize) -> Option<String> {
        self.rooms.get(room).cloned()
    }

    /// Relationships whose conversation has no place.
    fn without(&self) -> Vec<String> {
        let places = self.conversations.iter().zip(&self.timetable.places);
        places.filter(|(_, place)| place.is_none()).map(|(c, _)| c.relationship.to_string()).collect()
    }

    /// What is wrong with it, in words.
    pub fn told(&self, pack: &Pack<'_>) -> Vec<String> {
        let mut told = Vec::new();
        for (at, slot, obstacle) in &self.obstacles {
            let id = self.conversations[*at].relationship;
            let at = self.slots[*slot].0.format("%H:%M");
            told.push(format!("{id} was moved to {at} and cannot be there now: {}. It stands elsewhere; move it again, or: mentor review --timetable --move {id} --to back", why(pack, obstacle)));
        }
        for (id, time) in &self.strays {
            told.push(format!("{id} was moved to {}, when no conversation begins any more. It stands elsewhere; move it again, or: mentor review --timetable --move {id} --to back", time.format("%H:%M")));
        }
        let without = self.without();
        if !without.is_empty() {
            told.push(format!(
                "the day has no room for {}: more rooms, shorter conversations or a longer day would make some",
                list(&without, "and")
            ));
        }
        told
    }

    /// How good it is, honestly.
    pub fn verdict(&self, pack: &Pack<'_>) -> String {
        let (bound, minimum) = (self.made.bound, self.made.slots());
        let because = match bound.by {
            Forced::Nothing => String::new(),
            Forced::Person(id, 1) => format!(": {} is there no earlier", pack.called(id)),
            Forced::Person(id, count) => {
                format!(": {} has {}, one after the other", pack.called(id), plural(count, "conversation"))
            }
            Forced::Room(count) => match self.rooms.len() {
                0 => format!(": somebody sits in on each of {}", plural(count, "conversation")),
                rooms => format!(": {} share {}", plural(count, "conversation"), plural(rooms, "room")),
            },
            Forced::Tried => ": every timetable with one less was tried".to_string(),
        };
        let placed = plural(self.timetable.places.iter().flatten().count(), "conversation");
        let quality = if self.made.is_fewest() {
            format!("No timetable has fewer than {}{because}.", plural(minimum, "slot"))
        } else if self.made.places.iter().all(Option::is_some) {
            format!(
                "The best that was found; whether {} would be enough is not known, and fewer are not{because}.",
                plural(bound.slots, "slot")
            )
        } else if bound.by == Forced::Tried {
            "No timetable of this day has a place for all: every one was tried.".to_string()
        } else {
            format!("The day has {}; at least {} are needed{because}.", plural(self.slots.len(), "slot"), bound.slots)
        };
        let moved = match self.moved.len() {
            0 => String::new(),
            count => format!(
                " {} moved by hand; it was worked out without {}.",
                plural(count, "conversation"),
                if count == 1 { "that" } else { "them" }
            ),
        };
        format!("{placed} in {}. {quality}{moved}", plural(self.timetable.slots(), "slot"))
    }
}

fn why(pack: &Pack<'_>, obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::Away => "somebody is not available then".to_string(),
        Obstacle::Busy(people) => {
            let people: Vec<String> = people.iter().map(|id| pack.called(*id)).collect();
            format!(
                "{} {} another conversation then",
                list(&people, "and"),
                if people.len() == 1 { "has" } else { "have" }
            )
        }
        Obstacle::Full => "no room is free then, or nobody to sit in".to_string(),
    }
}

/// Puts a conversation elsewhere, where nothing stands in its way.
pub fn shift(pack: &Pack<'_>, id: RelationshipId, to: Begin) -> anyhow::Result<(Edits, Vec<String>)> {
    let plan = plan(pack)?;
    let Some(at) = plan.conversations.iter().position(|conversation| conversation.relationship == id) else {
        bail!("{id} has no conversation on {}; `mentor review --timetable` shows those there are", pack.day());
    };
    let (time, told) = match to {
        Begin::Back => {
            let in_vain = plan.obstacles.iter().any(|(of, ..)| *of == at);
            let stray = plan.strays.iter().any(|(stray, _)| *stray == id);
            ensure!(plan.moved.contains(&at) || in_vain || stray, "{id} was not moved");
            (String::new(), format!("{id} goes back to where the timetable puts it"))
        }
        Begin::At(time) => {
            let begins = |slots: &mut dyn Iterator<Item = &Hours>| {
                list(&slots.map(|slot| slot.0.format("%H:%M").to_string()).collect::<Vec<_>>(), "and")
            };
            let Some(slot) = plan.slots.iter().position(|slot| slot.0 == time) else {
                bail!(
                    "no conversation begins at {}; they begin at {}",
                    time.format("%H:%M"),
                    begins(&mut plan.slots.iter())
                );
            };
            let obstacles = plan.timetable.obstacles(&plan.conversations, &plan.hall, at);
            if let Some(obstacle) = &obstacles[slot] {
                let free: Vec<&Hours> =
                    plan.slots.iter().zip(&obstacles).filter(|(_, o)| o.is_none()).map(|(slot, _)| slot).collect();
                let free = if free.is_empty() {
                    "nothing is free for it".to_string()
                } else {
                    format!("free for it: {}", begins(&mut free.into_iter()))
                };
                bail!("{id} cannot be at {}: {}; {free}", time.format("%H:%M"), why(pack, obstacle));
            }
            (time.format("%H:%M").to_string(), format!("{id} talks at {}", clock(plan.slots[slot])))
        }
    };
    let mut table = pack.logged.timetable.clone();
    let (id, day, on) = (id.to_string(), pack.gathering.on.to_string(), pack.desk.today.to_string());
    table.push(&[("mark", &pack.book.register.mark), ("relationship", &id), ("to", &day), ("at", &time), ("on", &on)]);
    let mut edits = planning::start(format!("review --move {id}"), pack.book);
    planning::write(&mut edits, &table);
    Ok((edits, vec![told]))
}

/// The timetable as a table and as days for calendars.
pub fn describe(pack: &Pack<'_>, plan: &Plan) -> Report {
    let private = pack.desk.privacy_of_called();
    let facilitated = !plan.hall.facilitators.is_empty();
    let mut columns = vec![
        Column::new("at", "At"),
        Column::new("until", "Until"),
        Column::new("room", "Room"),
        Column::new("relationship", "Id"),
        Column::new("who", "Who").privacy(private).readers(),
    ];
    columns.extend(members::for_machines(pack.book, &[]).0);
    if facilitated {
        columns.push(Column::new("facilitator", "Facilitator id").machines());
        columns.push(Column::new("facilitator_called", "Sits in").privacy(private).readers());
    }
    columns.push(Column::new("moved", "Moved by hand"));
    let mut order: Vec<(usize, Place)> =
        plan.timetable.places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))).collect();
    order.sort_by_key(|(_, place)| (place.slot, place.room));
    let rows = order.iter().map(|(at, place)| {
        let relationship = pack.cards[plan.cards[*at]].journey.relationship;
        let hours = plan.slots[place.slot];
        let people: Vec<String> = plan.conversations[*at].people.iter().map(|id| pack.called(*id)).collect();
        let mut row = vec![
            Cell::text(hours.0.format("%H:%M").to_string()),
            Cell::text(hours.1.format("%H:%M").to_string()),
            Cell::text(plan.room(place.room).unwrap_or_default()),
            Cell::text(relationship.id.to_string()),
            Cell::text(people.join("\n")),
        ];
        row.extend(members::for_machines(pack.book, &relationship.members).1);
        if facilitated {
            row.push(Cell::text(place.facilitator.map_or(String::new(), |id| id.to_string())));
            row.push(Cell::text(place.facilitator.map_or(String::new(), |id| pack.called(id))));
        }
        row.push(Cell::text(if plan.moved.contains(at) { "yes" } else { "" }));
        row
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let events = order.iter().map(|(at, place)| event(pack, plan, *at, place)).collect();
    Report {
        blocks: vec![
            Block::Heading(format!("Conversations on {}", pack.day())),
            Block::Table(Table::new(columns, rows)),
            Block::Text(plan.verdict(pack)),
            Block::Events(events),
        ],
        json: None,
    }
}

/// The same in a calendar: ids and words of the scheme, no name.
fn event(pack: &Pack<'_>, plan: &Plan, at: usize, place: &Place) -> Event {
    let id = plan.conversations[at].relationship;
    let moves = pack.logged.log.conversations.iter().filter(|m| m.relationship == id && m.day == pack.gathering.on);
    let room = plan.room(place.room).map_or(String::new(), |room| format!(", {room}"));
    let accepted = pack.cards[plan.cards[at]].journey.relationship.accepted;
    Event {
        uid: format!(
            "conversation-{}.{}.{}@mentor.invalid",
            pack.gathering.on,
            id.to_string().to_lowercase(),
            pack.book.register.mark
        ),
        from: pack.gathering.on,
        by: pack.gathering.on,
        hours: Some(plan.slots[place.slot]),
        summary: format!("{id}: conversation on the review day{room}"),
        sequence: u32::try_from(moves.clone().count()).unwrap_or(0),
        stamp: moves.map(|moved| moved.on).max().or(accepted).unwrap_or(pack.gathering.on),
    }
}
