//! Who came to the events up to the review day, by role. Of whom nobody told is not heard, and never away.

use chrono::NaiveDate;

use super::Guest;
use crate::domain::log::Log;
use crate::domain::person::PersonId;
use crate::domain::schedule::{Item, What};
use crate::domain::scheme::Role;
use crate::wording::normal;

/// How many of those in a role came to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// The event.
    pub event: String,
    /// As what they take part.
    pub role: Role,
    /// How many came.
    pub came: usize,
    /// How many were expected and did not come.
    pub away: usize,
    /// Of how many nobody told.
    pub not_heard: usize,
}

/// Counts those who come to the review day, at every event up to today of which anything is known of one of them: an
/// event of another intake is nothing that was missed. Whoever has several roles counts in each.
pub fn so_far(items: &[Item], guests: &[Guest], log: &Log, today: NaiveDate) -> Vec<Came> {
    let is_past = |item: &&Item| matches!(item.what, What::Opening | What::Event(_)) && item.by <= Some(today);
    let past = items.iter().filter(is_past).filter(|item| item.by.is_some());
    let mut events: Vec<String> = Vec::new();
    past.map(|item| item.what.to_string()).for_each(|name| {
        if !events.contains(&name) {
            events.push(name);
        }
    });
    let mut counted = Vec::new();
    for event in events {
        let came = |id: PersonId| {
            log.attendances.iter().rfind(|a| a.person == id && normal(&a.event) == normal(&event)).map(|a| a.came)
        };
        if guests.iter().all(|guest| came(guest.id).is_none()) {
            continue;
        }
        for (_, role) in Role::WORDS {
            let mine: Vec<Option<bool>> =
                guests.iter().filter(|guest| guest.roles.contains(&role)).map(|guest| came(guest.id)).collect();
            let count = |wanted: Option<bool>| mine.iter().filter(|came| **came == wanted).count();
            if !mine.is_empty() {
                let [came, away, not_heard] = [Some(true), Some(false), None].map(count);
                counted.push(Came { event: event.clone(), role, came, away, not_heard });
            }
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::log::{Attendance, Kind, RecordId};
    use crate::domain::schedule::{Of, State};

    #[test]
    fn of_whom_nobody_told_is_not_heard_and_another_intake_s_event_is_not_counted() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 4, day).unwrap_or_default();
        let item = |name: &str, on| Item {
            what: What::Event(name.to_string()),
            of: Of::All,
            from: Some(on),
            by: Some(on),
            hours: None,
            state: State::Held,
            changes: 0,
            noted: None,
            supporter: None,
        };
        let items = [item("Training", day(21)), item("Theirs", day(22)), item("To come", day(29))];
        let guest = |id, roles: &[Role]| Guest { id: PersonId(id), roles: roles.to_vec() };
        let guests = [
            guest(1, &[Role::Mentor]),
            guest(2, &[Role::Mentee]),
            guest(3, &[Role::Mentor, Role::Mentee]),
            guest(4, &[Role::Mentor]),
        ];
        let attendance = |number, person, event: &str, came| Attendance {
            id: RecordId { kind: Kind::Attendance, number },
            person: PersonId(person),
            event: event.to_string(),
            on: day(21),
            came,
        };
        let attendances = vec![
            attendance(1, 1, "training", true),
            attendance(2, 2, "Training", true),
            attendance(3, 2, "Training", false),
            attendance(4, 9, "Theirs", true),
            attendance(5, 1, "To come", true),
        ];
        let log = Log { attendances, ..Log::default() };
        let count = |role, came, away, not_heard| Came { event: "Training".to_string(), role, came, away, not_heard };
        // What was noted last counts: 2 was away after all. 3 is a mentor and a mentee.
        let expected = [count(Role::Mentor, 1, 0, 2), count(Role::Mentee, 0, 1, 1)];
        assert_eq!(so_far(&items, &guests, &log, day(25)), expected);
    }
}
