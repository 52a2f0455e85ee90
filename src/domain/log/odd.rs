//! What is odd in a log though it can be read: most of it is a slip of the finger, and some of it is a story.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::{About, Kind, Log, RecordId};
use crate::domain::calendar::months_after;
use crate::domain::journey::gather;
use crate::domain::person::Person;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::schedule::event_days;
use crate::domain::scheme::Scheme;

/// Whether a day is more than a year before the start of a relationship. What is noted of people who are about to begin,
/// such as a call or a goal, may well be before the start, and hardly by so much: then the year is mistyped.
pub fn is_long_before(on: NaiveDate, start: NaiveDate) -> bool {
    months_after(on, 12) < start
}

/// Hands out what is odd: the record, the column, what is odd, and what to do.
pub fn odd(
    log: &Log,
    scheme: &Scheme,
    people: &[Person],
    relationships: &[Relationship],
    today: NaiveDate,
    tell: &mut dyn FnMut(RecordId, &str, String, String),
) {
    let starts: HashMap<RelationshipId, NaiveDate> =
        gather(scheme, people, relationships, log).iter().map(|j| (j.relationship.id, j.start)).collect();
    let by_id: HashMap<RelationshipId, &Relationship> = relationships.iter().map(|r| (r.id, r)).collect();
    for session in &log.sessions {
        // What an export tells of is doubted by itself, with its own place.
        let Some(id) = session.id else { continue };
        let of = session.relationship;
        if let Some(rating) = session.rating.filter(|_| !session.held) {
            let message = format!("{id} of {of} was not held and is rated {rating}");
            tell(id, "rating", message, format!("mentor log session --change {id} --held, or --rating none"));
        }
        if let Some(minutes) = session.minutes.filter(|minutes| !session.held && *minutes > 0) {
            let message = format!("{id} of {of} was not held and lasted {minutes} minutes");
            tell(id, "minutes", message, format!("mentor log session --change {id} --held, or --minutes unknown"));
        }
        if !starts.contains_key(&of) {
            let message = format!("{id} is a session of {of}, which was never accepted");
            tell(id, "relationship", message, format!("mentor accept {of}; or: mentor log --remove {id}"));
        }
    }
    let mut days: HashMap<(RelationshipId, NaiveDate), RecordId> = HashMap::new();
    for session in &log.sessions {
        let Some(id) = session.id else { continue };
        let first = *days.entry((session.relationship, session.on)).or_insert(id);
        if first != id {
            let message =
                format!("{id} and {first} are sessions of {} on the same day, and both count", session.relationship);
            tell(id, "on", message, format!("mentor log --remove {id}, if they are one"));
        }
    }
    for attendance in log.attendances.iter().filter(|attendance| attendance.came) {
        let person = people.binary_search_by_key(&attendance.person, |person| person.id).ok();
        let days = person.map_or(Vec::new(), |at| event_days(scheme, log, &attendance.event, &people[at].intakes()));
        if let Some(day) = days.first().filter(|_| !days.contains(&attendance.on)) {
            let (id, on, event) = (attendance.id, attendance.on, &attendance.event);
            let message = format!("{id} is attendance of {event} on {on}, which was planned for {day}");
            let moved = format!("mentor schedule --move \"{event}\" --to {on}");
            tell(
                id,
                "on",
                message,
                format!("{moved}, if it was moved; else mentor log attendance --change {id} --on {day}"),
            );
        }
    }
    for visit in &log.visits {
        let member = visit.supporter.filter(|id| by_id.get(&visit.relationship).is_some_and(|r| r.has(*id)));
        if let Some(member) = member {
            let message = format!("{} is a visit of {} by {member}, who is in it", visit.id, visit.relationship);
            tell(visit.id, "supporter", message, format!("mentor log visit --change {} --by SUPPORTER", visit.id));
        }
    }
    let sessions = log.sessions.iter().filter_map(|session| Some((session.id?, session.relationship, session.on)));
    let visits = log.visits.iter().map(|visit| (visit.id, visit.relationship, visit.on));
    let tallies = log.tallies.iter().map(|tally| (tally.id, tally.relationship, tally.on));
    let mut outside: Vec<(RecordId, RelationshipId, NaiveDate, String)> = Vec::new();
    for (id, of, on) in sessions.chain(visits).chain(tallies) {
        let before = starts.get(&of).filter(|start| on < **start).map(|start| format!("before the start on {start}"));
        let ended = by_id.get(&of).and_then(|r| r.ended).filter(|ended| on > *ended);
        // Messages are told by the month, on its last day.
        let month = |day: NaiveDate| (day.year(), day.month());
        let ended = ended.filter(|ended| id.kind != Kind::Message || month(on) != month(*ended));
        let after = ended.map(|ended| format!("after the end on {ended}"));
        outside.extend(before.into_iter().chain(after).map(|how| (id, of, on, how)));
    }
    let of_relationship = |about: Option<About>| match about? {
        About::Relationship(of) => Some(of),
        About::Person(_) => None,
    };
    let goals = log.goals.iter().map(|goal| (goal.id, goal.relationship, goal.on));
    let contacts = log.contacts.iter().filter_map(|one| Some((one.id, of_relationship(Some(one.about))?, one.on)));
    let concerns = log.concerns.iter().filter_map(|one| Some((one.id, of_relationship(one.about)?, one.on)));
    for (id, of, on) in goals.chain(contacts).chain(concerns) {
        let start = starts.get(&of).filter(|start| is_long_before(on, **start));
        outside.extend(start.map(|start| (id, of, on, format!("before the start on {start}"))));
    }
    for (id, of, on, how) in outside {
        let remedy = format!("mentor log {} --change {id} --on DATE, if the day is mistyped", id.kind.word());
        tell(id, "on", format!("{id} of {of} is on {on}, {how}"), remedy);
    }
    for tally in log.tallies.iter().filter(|tally| tally.in_time > tally.messages) {
        let message = format!("{} counts more replies in time than messages", tally.id);
        tell(tally.id, "in_time", message, format!("mentor log message --change {} --in-time NUMBER", tally.id));
    }
    let days = log.sessions.iter().filter_map(|session| Some((session.id?, session.on)));
    let days = days.chain(log.visits.iter().map(|visit| (visit.id, visit.on)));
    let days = days.chain(log.contacts.iter().map(|contact| (contact.id, contact.on)));
    for (id, on) in days.filter(|(_, on)| *on > today) {
        let message = format!("{id} is on {on}, after today");
        tell(id, "on", message, format!("mentor log {} --change {id} --on DATE", id.kind.word()));
    }
}
