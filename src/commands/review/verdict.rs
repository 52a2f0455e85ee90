//! What is to be said of a timetable: what is wrong with it, and how good it is.

use super::pack::Pack;
use crate::domain::review::timetable::{Day, Forced, Obstacle};
use crate::wording::{list, plural};

/// What is wrong with it, in words.
pub fn told(pack: &Pack<'_>, day: &Day) -> Vec<String> {
    let mut told = Vec::new();
    for (at, slot, obstacle) in &day.obstacles {
        let id = day.conversations[*at].relationship;
        let at = day.slots[*slot].0.format("%H:%M");
        told.push(format!("{id} was moved to {at} and cannot be there now: {}. It stands elsewhere; move it again, or: mentor review --timetable --move {id} --to back", why(pack, obstacle)));
    }
    for (id, time) in &day.strays {
        told.push(format!("{id} was moved to {}, when no conversation begins any more. It stands elsewhere; move it again, or: mentor review --timetable --move {id} --to back", time.format("%H:%M")));
    }
    let without: Vec<String> = day.without().map(|conversation| conversation.relationship.to_string()).collect();
    if !without.is_empty() {
        told.push(format!(
            "the day has no room for {}: more rooms, shorter conversations or a longer day would make some",
            list(&without, "and")
        ));
    }
    told
}

/// How good it is, honestly.
pub fn verdict(pack: &Pack<'_>, day: &Day) -> String {
    let (bound, minimum) = (day.made.bound, day.made.slots());
    let because = match bound.by {
        Forced::Nothing => String::new(),
        Forced::Person(id, 1) => format!(": {} is there no earlier", pack.called(id)),
        Forced::Person(id, count) => {
            format!(": {} has {}, one after the other", pack.called(id), plural(count, "conversation"))
        }
        Forced::Room(count) => match day.rooms.len() {
            0 => format!(": somebody sits in on each of {}", plural(count, "conversation")),
            rooms => format!(": {} share {}", plural(count, "conversation"), plural(rooms, "room")),
        },
        Forced::Tried => ": every timetable with one less was tried".to_string(),
    };
    let placed = plural(day.timetable.places.iter().flatten().count(), "conversation");
    let quality = if day.made.is_fewest() {
        format!("No timetable has fewer than {}{because}.", plural(minimum, "slot"))
    } else if day.made.places.iter().all(Option::is_some) {
        format!(
            "The best that was found; whether {} would be enough is not known, and fewer are not{because}.",
            plural(bound.slots, "slot")
        )
    } else if bound.by == Forced::Tried {
        "No timetable of this day has a place for all: every one was tried.".to_string()
    } else {
        format!("The day has {}; at least {} are needed{because}.", plural(day.slots.len(), "slot"), bound.slots)
    };
    let moved = match day.moved.len() {
        0 => String::new(),
        count => format!(
            " {} moved by hand; it was worked out without {}.",
            plural(count, "conversation"),
            if count == 1 { "that" } else { "them" }
        ),
    };
    format!("{placed} in {}. {quality}{moved}", plural(day.timetable.slots(), "slot"))
}

/// Why a conversation cannot be in a slot, in words.
pub fn why(pack: &Pack<'_>, obstacle: &Obstacle) -> String {
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
