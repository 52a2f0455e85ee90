//! What is for everybody, or for everybody of an intake: opening day, events, review day.

use chrono::NaiveDate;

use super::{Item, Of, State, What};
use crate::domain::calendar::months_after;
use crate::domain::journey::{Journey, review_day};
use crate::domain::log::Log;
use crate::domain::person::Person;
use crate::domain::scheme::Scheme;
use crate::wording::normal;

/// Everything planned for everybody, in the order of days. An event is *held* when somebody's attendance was noted;
/// else, once its day is over, nobody told. Its day stays the one for which it was planned, whatever day that attendance
/// names; only where none was planned the first of them is its day.
pub fn for_everybody(
    scheme: &Scheme,
    people: &[Person],
    journeys: &[Journey<'_>],
    log: &Log,
    today: NaiveDate,
) -> Vec<Item> {
    let planned = planned(scheme, log).into_iter();
    let mut items: Vec<Item> = planned.map(|item| settled(item, people, journeys, log, today)).collect();
    items.sort_by(|a, b| (a.by.is_none(), a.by, &a.of, &a.what).cmp(&(b.by.is_none(), b.by, &b.of, &b.what)));
    items
}

/// The days for which an event was planned for somebody of some intakes, the earliest first; whoever is in none may go
/// with any.
pub fn event_days(scheme: &Scheme, log: &Log, event: &str, intakes: &[&str]) -> Vec<NaiveDate> {
    let theirs = |of: &Of| match of {
        Of::Intake(name) => intakes.is_empty() || intakes.contains(&name.as_str()),
        _ => true,
    };
    let named = |item: &Item| normal(&item.what.to_string()) == normal(event) && theirs(&item.of);
    let mut days: Vec<NaiveDate> = planned(scheme, log).into_iter().filter(named).filter_map(|item| item.by).collect();
    days.sort();
    days.dedup();
    days
}

/// What is for everybody, or for everybody of an intake, each on the day to which it was last moved.
fn planned(scheme: &Scheme, log: &Log) -> Vec<Item> {
    let mut groups: Vec<(Of, Option<NaiveDate>)> =
        scheme.intakes.iter().map(|intake| (Of::Intake(intake.name.clone()), intake.opening_day)).collect();
    if groups.is_empty() {
        groups.push((Of::All, scheme.year.starts));
    }
    let mut items = Vec::new();
    for (of, opens) in &groups {
        let mine = |event: &Option<String>| match (event, of) {
            (Some(intake), Of::Intake(name)) => intake == name,
            (None, _) => true,
            _ => false,
        };
        let events: Vec<_> = scheme.year.events.iter().filter(|event| mine(&event.intake)).collect();
        if let Some(day) = opens.filter(|_| !events.iter().any(|event| event.opens)) {
            items.push(Item::new(What::Opening, of.clone(), Some(day), Some(day)));
        }
        for event in events {
            let counted = event.months_after_opening.zip(*opens);
            let counted = counted.map(|(months, opens)| scheme.year.calendar.open_from(months_after(opens, months)));
            let day = event.on.or(counted).or(opens.filter(|_| event.opens));
            // One day for everybody is one event, however many intakes there are.
            let of = if event.intake.is_none() && (event.on.is_some() || day.is_none()) { &Of::All } else { of };
            let item = Item::new(What::Event(event.name.clone()), of.clone(), day, day);
            items.push(Item { hours: event.hours, ..item });
        }
        if let (Some(review), Some(opens)) = (&scheme.year.review, opens) {
            let of = if review.on.is_some() { &Of::All } else { of };
            let day = review_day(scheme, *opens);
            items.push(Item { hours: review.hours, ..Item::new(What::Review, of.clone(), day, day) });
        }
    }
    if let (Some(day), None) = (scheme.year.ends, scheme.year.sessions.months) {
        items.push(Item::new(What::End, Of::All, Some(day), Some(day)));
    }
    let mut seen: Vec<Item> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    let moved = |item: Item| {
        let intake = intake_of(&item).to_string();
        item.moved(log.moves.iter().filter(|moved| moved.relationship.is_none() && moved.intake == intake))
    };
    seen.into_iter().map(moved).collect()
}

/// The intake whose it is; empty where it is everybody's.
fn intake_of(item: &Item) -> &str {
    match &item.of {
        Of::Intake(name) => name,
        _ => "",
    }
}

/// What people can have come to: the events by their names, and the opening day and the review day where they are
/// planned. An event that opens the year stands for the opening day.
pub fn event_names(scheme: &Scheme) -> Vec<String> {
    let events = &scheme.year.events;
    let opened = |intake: Option<&str>| {
        let mine = |of: &Option<String>| of.is_none() || of.as_deref() == intake;
        events.iter().any(|event| event.opens && mine(&event.intake))
    };
    let opens = match &scheme.intakes[..] {
        [] => scheme.year.starts.is_some() && !opened(None),
        intakes => intakes.iter().any(|intake| intake.opening_day.is_some() && !opened(Some(&intake.name))),
    };
    let mut names: Vec<String> = events.iter().map(|event| event.name.clone()).collect();
    names.extend(opens.then(|| What::Opening.to_string()));
    names.extend(scheme.year.review.as_ref().map(|_| What::Review.to_string()));
    let mut seen: Vec<String> = Vec::new();
    names.retain(|name| {
        !seen.contains(&normal(name)) && {
            seen.push(normal(name));
            true
        }
    });
    names
}

fn settled(mut item: Item, people: &[Person], journeys: &[Journey<'_>], log: &Log, today: NaiveDate) -> Item {
    let intake = intake_of(&item).to_string();
    let of_intake = |id| {
        let at = people.binary_search_by_key(&id, |person: &Person| person.id).ok();
        intake.is_empty() || at.is_some_and(|at| people[at].entries.iter().any(|entry| entry.intake == intake))
    };
    let name = normal(&item.what.to_string());
    // Mentors may be in no intake: who came then says it for the intake of the day.
    let came = log.attendances.iter().filter(|attendance| attendance.came && normal(&attendance.event) == name);
    let on = came.filter(|attendance| of_intake(attendance.person)).map(|attendance| attendance.on).min();
    let first = journeys.iter().filter(|j| intake.is_empty() || j.intake.is_some_and(|i| i.name == intake));
    item.noted = item.noted.or_else(|| first.filter_map(|j| j.relationship.accepted).min());
    let under_way = || {
        let mine = |j: &&Journey<'_>| intake.is_empty() || j.intake.is_some_and(|i| i.name == intake);
        journeys.iter().filter(mine).any(|journey| journey.relationship.ended.is_none())
    };
    match (on, item.by) {
        (Some(_), Some(_)) => Item { state: State::Held, ..item },
        (Some(on), None) => item.held(on),
        // The last day is over when its day is, unless somebody goes on all the same.
        (None, Some(by)) if item.what == What::End && by < today && !under_way() => item.held(by),
        (None, _) if matches!(item.what, What::Review | What::End) => item.on(today, State::Overdue),
        (None, _) => item.on(today, State::NotHeard),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::log::{Attendance, Kind, Move, RecordId};
    use crate::domain::person::PersonId;
    use crate::domain::scheme::year::Event;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn said(item: &Item) -> String {
        format!("{} {} {}", item.what, item.by.map_or("?".to_string(), |by| by.to_string()), item.state.word())
    }

    #[test]
    fn an_event_stays_on_its_day_whatever_day_was_noted_of_who_came() {
        let event =
            |name: &str, on: Option<&str>| Event { name: name.to_string(), on: on.map(day), ..Event::default() };
        let mut scheme = Scheme::default();
        scheme.year.events = vec![event("Reunion", Some("2027-03-25")), event("Walk", None)];
        let came = |number, event: &str, on: &str| Attendance {
            id: RecordId { kind: Kind::Attendance, number },
            person: PersonId(1),
            event: event.to_string(),
            on: day(on),
            came: true,
        };
        let attendances =
            vec![came(1, "Reunion", "2026-03-25"), came(2, "Walk", "2027-03-09"), came(3, "Walk", "2027-03-08")];
        let mut log = Log { attendances, ..Log::default() };
        let said_of = |log: &Log| -> Vec<String> {
            for_everybody(&scheme, &[], &[], log, day("2027-04-01")).iter().map(said).collect()
        };
        // The year of the first is mistyped; the second was planned for no day.
        assert_eq!(said_of(&log), ["Walk 2027-03-08 held", "Reunion 2027-03-25 held"]);
        let days = |log: &Log, event: &str| event_days(&scheme, log, event, &[]);
        assert_eq!((days(&log, "reunion"), days(&log, "Walk")), (vec![day("2027-03-25")], vec![]));
        log.moves = vec![Move {
            relationship: None,
            intake: String::new(),
            item: "Reunion".to_string(),
            to: day("2027-03-26"),
            on: day("2027-03-20"),
        }];
        assert_eq!(days(&log, "Reunion"), [day("2027-03-26")]);
        assert_eq!(said_of(&log)[1], "Reunion 2027-03-26 held");
    }
}
