//! The timetable of one review day: made from what the scheme says, with what somebody moved by hand in it.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveTime};

use super::{Conversation, Hall, Obstacle, Place, Timetable, make, slots, with_moves};
use crate::domain::journey::Journey;
use crate::domain::log;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::TimetableTerms;
use crate::domain::scheme::year::Hours;

/// A timetable, and what it was made from.
#[derive(Clone, Debug)]
pub struct Day {
    /// From when until when people talk.
    pub hours: Hours,
    /// When conversations can be.
    pub slots: Vec<Hours>,
    /// The rooms by name; none where there is room for all.
    pub rooms: Vec<String>,
    /// What is wanted.
    pub conversations: Vec<Conversation>,
    /// Where and when it can be.
    pub hall: Hall,
    /// Who talks when and where.
    pub timetable: Timetable,
    /// How that was before anybody moved anything.
    pub made: Timetable,
    /// Conversations that stand where somebody put them, by their position.
    pub moved: HashSet<usize>,
    /// Moves that cannot be: of which conversation, to which slot, and why.
    pub obstacles: Vec<(usize, usize, Obstacle)>,
    /// Moves to a time that is no slot any more.
    pub strays: Vec<(RelationshipId, NaiveTime)>,
}

/// Conversations by their position, each with its slot.
type Moved = Vec<(usize, usize)>;

/// Conversations whose time is no slot any more.
type Strays = Vec<(RelationshipId, NaiveTime)>;

impl Day {
    /// Makes the timetable of a day for the journeys that are under way; `moves` are those of that day, in the order in
    /// which they were noted.
    pub fn of(terms: &TimetableTerms, hours: Hours, journeys: &[&Journey<'_>], moves: &[&log::Conversation]) -> Self {
        let conversation = |journey: &&Journey<'_>| {
            let mut people: Vec<PersonId> = journey.relationship.members.iter().map(|member| member.id).collect();
            people.extend(journey.supporter.filter(|id| terms.with_supporter && !people.contains(id)));
            Conversation { relationship: journey.relationship.id, people }
        };
        let under_way = journeys.iter().filter(|journey| journey.relationship.ended.is_none());
        let conversations: Vec<Conversation> = under_way.map(conversation).collect();
        let slots = slots(hours, terms.slot_minutes, terms.between_minutes, &terms.breaks);
        let hall = Hall::of(terms, &slots);
        let made = make(&conversations, &hall);
        let (moves, strays) = newest(moves, &conversations, &slots);
        let (timetable, obstacles) = with_moves(&conversations, &hall, &made, &moves);
        let stands = |at: &usize| obstacles.iter().all(|(of, ..)| of != at);
        let moved = moves.iter().map(|(at, _)| *at).filter(stands).collect();
        let rooms = terms.rooms.clone();
        Day { hours, slots, rooms, conversations, hall, timetable, made, moved, obstacles, strays }
    }

    /// Whether somebody's conversation has no place, or a move cannot be.
    pub fn is_incomplete(&self) -> bool {
        !self.obstacles.is_empty() || !self.strays.is_empty() || self.timetable.places.iter().any(Option::is_none)
    }

    /// The conversations that have a place, by their position, in the order of the day.
    pub fn in_order(&self) -> Vec<(usize, Place)> {
        let placed = self.timetable.places.iter().enumerate();
        let mut order: Vec<(usize, Place)> = placed.filter_map(|(at, place)| Some((at, (*place)?))).collect();
        order.sort_by_key(|(_, place)| (place.slot, place.room));
        order
    }

    /// The conversations that somebody takes part in or sits in on, by their position, in the order of the day.
    pub fn of_person(&self, id: PersonId) -> Vec<(usize, Place)> {
        let mut own = self.in_order();
        own.retain(|(at, place)| self.conversations[*at].people.contains(&id) || place.facilitator == Some(id));
        own
    }

    /// From when until when people talk, breaks included; none where nobody does.
    pub fn talks(&self) -> Option<Hours> {
        let order = self.in_order();
        let (first, last) = (order.first()?.1.slot, order.last()?.1.slot);
        Some((self.slots[first].0, self.slots[last].1))
    }

    /// The conversations that have no place.
    pub fn without(&self) -> impl Iterator<Item = &Conversation> {
        let places = self.conversations.iter().zip(&self.timetable.places);
        places.filter(|(_, place)| place.is_none()).map(|(conversation, _)| conversation)
    }

    /// The name of a room, where rooms have names.
    pub fn room(&self, room: usize) -> Option<&str> {
        self.rooms.get(room).map(String::as_str)
    }
}

/// The moves of one review day, in the order in which they were noted.
pub fn moves_of(log: &log::Log, day: NaiveDate) -> Vec<&log::Conversation> {
    log.conversations.iter().filter(|moved| moved.day == day).collect()
}

/// The newest move of every conversation, as slots; and those whose time is no slot any more.
fn newest(moves: &[&log::Conversation], conversations: &[Conversation], slots: &[Hours]) -> (Moved, Strays) {
    let newest: HashMap<RelationshipId, Option<NaiveTime>> =
        moves.iter().map(|moved| (moved.relationship, moved.at)).collect();
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
