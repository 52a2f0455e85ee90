//! The wall chart: who talks when and where, large enough to find oneself, and below it everybody by name.

use super::pack::{Pack, clock};
use super::participants::company;
use crate::documents::{Block, Column, Document, Level, Table, Text};
use crate::domain::review::timetable::Day;
use crate::domain::scheme::year::Hours;

/// More rooms than these do not fit side by side.
const SIDE_BY_SIDE: usize = 4;

/// The chart to print.
pub fn document(pack: &Pack<'_>, plan: &Day) -> Document {
    let title = format!("Conversations, {}", pack.day());
    let mut blocks = vec![Block::Heading(Level::One, title.clone())];
    blocks.push(Block::paragraph(format!("{}, {}", pack.book.scheme.name, clock(plan.hours))));
    let rooms = plan.timetable.places.iter().flatten().map(|place| place.room + 1).max().unwrap_or(0);
    for first in (0..rooms).step_by(SIDE_BY_SIDE) {
        blocks.push(chart(pack, plan, first, rooms.min(first + SIDE_BY_SIDE)));
    }
    let mut names: Vec<(String, String)> = pack
        .guests
        .iter()
        .filter_map(|guest| {
            let own = plan.of_person(guest.id).into_iter().map(|(at, place)| {
                let room = plan.room(place.room).map_or(String::new(), |room| format!(", {room}"));
                let from = plan.slots[place.slot].0.format("%H:%M");
                format!("{from}{room}, {}", company(pack, plan, at, &place, guest.id))
            });
            let own: Vec<String> = own.collect();
            (!own.is_empty()).then(|| (pack.name(guest.id), own.join("\n")))
        })
        .collect();
    names.sort();
    let rows = names.into_iter().map(|(name, own)| vec![Text::default().bold(name), Text::from(own)]).collect();
    let columns = vec![Column::new("Name", 1), Column::new("When and where", 3)];
    let by_name = vec![Block::Heading(Level::One, "By name".to_string()), Block::Table(Table { columns, rows })];
    Document::new(title).footer(pack.book.scheme.name.as_str()).section(blocks).section(by_name)
}

/// Slots down, rooms across, breaks in between.
fn chart(pack: &Pack<'_>, plan: &Day, first: usize, last: usize) -> Block {
    let mut columns = vec![Column::new("When", 3)];
    columns.extend(
        (first..last)
            .map(|room| Column::new(plan.room(room).map_or_else(|| format!("Place {}", room + 1), String::from), 5)),
    );
    let breaks = pack.book.scheme.timetable.iter().flat_map(|terms| &terms.breaks);
    let shown = &plan.slots[..plan.timetable.slots()];
    let mut lines: Vec<(Hours, Option<usize>)> = shown.iter().enumerate().map(|(at, slot)| (*slot, Some(at))).collect();
    // A break before the first conversation, or after the last, is none.
    let between = |rest: &&Hours| {
        shown.first().is_some_and(|first| first.0 < rest.0) && shown.last().is_some_and(|last| rest.0 < last.0)
    };
    lines.extend(breaks.filter(between).map(|rest| (*rest, None)));
    lines.sort();
    let order = plan.in_order();
    let row = |(hours, slot): (Hours, Option<usize>)| {
        let mut row = vec![Text::default().bold(format!("{}–{}", hours.0.format("%H:%M"), hours.1.format("%H:%M")))];
        match slot {
            None => row.push(Text::default().italic("Break")),
            Some(slot) => row.extend((first..last).map(|room| {
                let here = order.iter().find(|(_, place)| (place.slot, place.room) == (slot, room));
                here.map_or(Text::default(), |(at, place)| {
                    let people = plan.conversations[*at].people.iter();
                    let mut names: Vec<String> = people.map(|id| pack.name(*id)).collect();
                    names.extend(place.facilitator.map(|id| format!("{} sits in", pack.name(id))));
                    Text::from(names.join("\n"))
                })
            })),
        }
        row
    };
    Block::Table(Table { columns, rows: lines.into_iter().map(row).collect() })
}
