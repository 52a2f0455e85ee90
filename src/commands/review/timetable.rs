//! The timetable of conversations: as a table and a calendar, and what is moved by hand in it.

use anyhow::{bail, ensure};

use super::Begin;
use super::pack::{Pack, clock};
use super::verdict::{verdict, why};
use crate::commands::{members, plan as planning};
use crate::domain::relationship::RelationshipId;
use crate::domain::review::timetable::{self, Day, moves_of};
use crate::domain::scheme::TimetableTerms;
use crate::domain::scheme::timetable::Absent;
use crate::domain::scheme::year::Hours;
use crate::problems::Place;
use crate::report::{Block, Cell, Column, Event, Report, Table};
use crate::store::writer::Edits;
use crate::wording::list;

/// Makes the timetable of a review day.
///
/// # Errors
/// Where the scheme wants none, or does not say enough.
pub fn plan(pack: &Pack<'_>) -> anyhow::Result<Day> {
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
    if let Some(place) = unknown(pack, terms) {
        bail!("{place} names somebody whom nobody knows, so there is no timetable; `mentor check` says more");
    }
    let day = Day::of(terms, hours, &pack.gathering.journeys, &moves_of(&pack.logged.log, pack.gathering.on));
    ensure!(
        !day.slots.is_empty(),
        "{} have no room for a conversation of {} minutes",
        clock(hours),
        terms.slot_minutes
    );
    Ok(day)
}

/// Where the scheme names somebody who is not there.
fn unknown<'t>(pack: &Pack<'_>, terms: &'t TimetableTerms) -> Option<&'t Place> {
    let is_there = |who: Absent| match who {
        Absent::Person(id) => pack.book.by_id(id).is_some(),
        Absent::Relationship(id) => pack.book.records.row_of(id).is_some(),
    };
    let facilitators = terms.facilitators.iter().map(|id| (Absent::Person(id.value), &id.place));
    let mut named = facilitators.chain(terms.unavailable.iter().map(|absent| (absent.who, &absent.place)));
    named.find(|(who, _)| !is_there(*who)).map(|(_, place)| place)
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
pub fn describe(pack: &Pack<'_>, plan: &Day) -> Report {
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
    let mut order = plan.in_order();
    order.retain(|(at, _)| pack.is_meant(plan.conversations[*at].relationship));
    let rows = order.iter().filter_map(|(at, place)| {
        let relationship = pack.card(plan.conversations[*at].relationship)?.journey.relationship;
        let hours = plan.slots[place.slot];
        let people: Vec<String> = plan.conversations[*at].people.iter().map(|id| pack.called(*id)).collect();
        let mut row = vec![
            Cell::text(hours.0.format("%H:%M").to_string()),
            Cell::text(hours.1.format("%H:%M").to_string()),
            Cell::text(plan.room(place.room).unwrap_or("")),
            Cell::text(relationship.id.to_string()),
            Cell::text(people.join("\n")),
        ];
        row.extend(members::for_machines(pack.book, &relationship.members).1);
        if facilitated {
            row.push(Cell::text(place.facilitator.map_or(String::new(), |id| id.to_string())));
            row.push(Cell::text(place.facilitator.map_or(String::new(), |id| pack.called(id))));
        }
        row.push(Cell::text(if plan.moved.contains(at) { "yes" } else { "" }));
        Some(row)
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let events = order.iter().map(|(at, place)| event(pack, plan, *at, place)).collect();
    Report {
        blocks: vec![
            Block::Heading(format!("Conversations on {}", pack.day())),
            Block::Table(Table::new(columns, rows)),
            Block::Text(verdict(pack, plan)),
            Block::Events(events),
        ],
        json: None,
    }
}

/// The same in a calendar: ids and words of the scheme, no name.
fn event(pack: &Pack<'_>, plan: &Day, at: usize, place: &timetable::Place) -> Event {
    let id = plan.conversations[at].relationship;
    // A conversation that is moved may displace others: with every move the whole timetable is a newer one.
    let moves = moves_of(&pack.logged.log, pack.gathering.on);
    let room = plan.room(place.room).map_or(String::new(), |room| format!(", {room}"));
    let accepted = pack.card(id).and_then(|card| card.journey.relationship.accepted);
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
        sequence: u32::try_from(moves.len()).unwrap_or(u32::MAX),
        stamp: moves.iter().map(|moved| moved.on).max().max(accepted).unwrap_or(pack.gathering.on),
    }
}
