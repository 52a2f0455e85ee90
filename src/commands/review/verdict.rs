//! What is to be said of a timetable: what is wrong with it, and how good it is.

use super::pack::Pack;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::review::timetable::{Day, Forced, Never, Obstacle, Timetable};
use crate::wording::{list, plural};

/// What is wrong with it, in words.
pub fn told(pack: &Pack<'_>, day: &Day) -> Vec<String> {
    let mut told = Vec::new();
    for (at, slot, obstacle) in &day.obstacles {
        let id = day.conversations[*at].relationship;
        let at = day.slots[*slot].0.format("%H:%M");
        told.push(format!(
            "{id} was moved to {at} and cannot be there now: {}. {}",
            why(pack, obstacle),
            instead(day, id)
        ));
    }
    for (id, time) in &day.strays {
        let time = time.format("%H:%M");
        told.push(format!("{id} was moved to {time}, when no conversation begins any more. {}", instead(day, *id)));
    }
    let without = |reason: Option<Never>| {
        let mine = day.without().filter(|conversation| day.hall.never(conversation) == reason);
        let ids: Vec<String> = mine.map(|conversation| conversation.relationship.to_string()).collect();
        (!ids.is_empty()).then(|| format!("no place was found for {}", list(&ids, "and")))
    };
    told.extend(
        without(Some(Never::Apart)).map(|none| format!("{none}: at no time of the day is everybody of it there")),
    );
    told.extend(
        without(Some(Never::Unattended))
            .map(|none| format!("{none}: at no time is anybody there to sit in who does not talk themselves")),
    );
    told.extend(without(None).map(|none| {
        let mut help = vec!["shorter conversations".to_string()];
        help.extend((!day.rooms.is_empty()).then(|| "more rooms".to_string()));
        help.extend((!day.hall.facilitators.is_empty()).then(|| "more people who sit in".to_string()));
        help.push("a longer day".to_string());
        format!("{none}: {} may help", list(&help, "or"))
    }));
    told
}

/// What became of a move that cannot be.
fn instead(day: &Day, id: RelationshipId) -> String {
    let stands = if day.without().any(|conversation| conversation.relationship == id) {
        "It has no place now"
    } else {
        "It stands elsewhere"
    };
    format!("{stands}; move it again, or: mentor review --timetable --move {id} --to back")
}

/// How good it is, honestly.
pub fn verdict(pack: &Pack<'_>, day: &Day) -> String {
    let (bound, minimum) = (day.made.bound, day.made.slots());
    let there = plural(day.slots.len(), "slot");
    let quality = if day.conversations.is_empty() {
        "Nobody is to talk: no relationship is under way.".to_string()
    } else if day.made.is_fewest() && day.made.slots_used() < minimum {
        format!("No timetable is over sooner{}.", because(pack, day))
    } else if day.made.is_fewest() {
        format!("No timetable has fewer than {}{}.", plural(minimum, "slot"), because(pack, day))
    } else if day.made.places.iter().all(Option::is_some) {
        format!(
            "The best that was found; whether fewer slots would be enough is not known, and at least {} are needed{}.",
            bound.slots,
            because(pack, day)
        )
    } else if bound.slots <= day.slots.len() {
        format!("The day has {there}; whether another timetable has a place for all is not known.")
    } else if bound.by == Forced::Tried {
        format!("The day has {there}, and no timetable of it has a place for all: every one was tried.")
    } else if let Forced::Late(id) = bound.by {
        format!("The day has no time for {id}.")
    } else {
        format!("The day has {there}; at least {} are needed{}.", bound.slots, because(pack, day))
    };
    let moved = match day.moved.len() {
        0 => String::new(),
        1 => " 1 conversation was moved by hand since.".to_string(),
        count => format!(" {count} conversations were moved by hand since."),
    };
    let placed = plural(day.timetable.places.iter().flatten().count(), "conversation");
    format!("{placed} in {}. {quality}{moved}", slots(&day.timetable))
}

/// How many slots a timetable takes, and in how many of them somebody talks.
fn slots(of: &Timetable) -> String {
    match (of.slots_used(), of.slots()) {
        (used, all) if used < all => format!("{used} of the first {}", plural(all, "slot")),
        (_, all) => plural(all, "slot"),
    }
}

/// What forces so many slots, after a colon.
fn because(pack: &Pack<'_>, day: &Day) -> String {
    let all = |count| plural(count, "conversation");
    let rooms = || plural(day.rooms.len(), "room");
    let sitting = || match day.hall.facilitators.len() {
        1 => "1 person who sits in".to_string(),
        count => format!("{count} people who sit in"),
    };
    match day.made.bound.by {
        Forced::Nothing => String::new(),
        Forced::Late(id) => format!(": {id} cannot be earlier"),
        Forced::Person(id, count) => format!(": {} has {}, one after the other", pack.called(id), all(count)),
        Forced::Times(id, count) => {
            format!(": {} has {}, and they can be at some times only", pack.called(id), all(count))
        }
        Forced::Rooms(count) => format!(": {} share {}", all(count), rooms()),
        Forced::Facilitators(count) if day.made.bound.slots > count.div_ceil(day.hall.facilitators.len().max(1)) => {
            ": somebody sits in on every conversation, and those who do are not there all the time".to_string()
        }
        Forced::Facilitators(count) => format!(": {} share {}", all(count), sitting()),
        Forced::Both(count) => {
            format!(": {} share {} and {}, not all of them there all the time", all(count), rooms(), sitting())
        }
        Forced::Tried => ": every timetable with one less was tried".to_string(),
    }
}

/// Why a conversation cannot be in a slot, in words.
pub fn why(pack: &Pack<'_>, obstacle: &Obstacle) -> String {
    let named = |people: &[PersonId]| {
        let called: Vec<String> = people.iter().map(|id| pack.called(*id)).collect();
        list(&called, "and")
    };
    match obstacle {
        Obstacle::Away(people) if people.is_empty() => "the scheme says that it is not available then".to_string(),
        Obstacle::Away(people) => {
            format!("{} {} not available then", named(people), if people.len() == 1 { "is" } else { "are" })
        }
        Obstacle::Busy(people) => {
            format!("{} {} another conversation then", named(people), if people.len() == 1 { "has" } else { "have" })
        }
        Obstacle::Full => "every room is taken then".to_string(),
        Obstacle::Unattended => "nobody is free then to sit in".to_string(),
    }
}
