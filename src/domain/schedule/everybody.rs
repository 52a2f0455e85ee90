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
/// else, once its day is over, nobody told.
pub fn for_everybody(
    scheme: &Scheme,
    people: &[Person],
    journeys: &[Journey<'_>],
    log: &Log,
    today: NaiveDate,
) -> Vec<Item> {
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
    let mut items: Vec<Item> = seen.into_iter().map(|item| settled(item, people, journeys, log, today)).collect();
    items.sort_by(|a, b| (a.by.is_none(), a.by, &a.of, &a.what).cmp(&(b.by.is_none(), b.by, &b.of, &b.what)));
    items
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

fn settled(item: Item, people: &[Person], journeys: &[Journey<'_>], log: &Log, today: NaiveDate) -> Item {
    let intake = match &item.of {
        Of::Intake(name) => name.clone(),
        _ => String::new(),
    };
    let of_intake = |id| {
        let at = people.binary_search_by_key(&id, |person: &Person| person.id).ok();
        intake.is_empty() || at.is_some_and(|at| people[at].entries.iter().any(|entry| entry.intake == intake))
    };
    let mine = log.moves.iter().filter(|moved| moved.relationship.is_none() && moved.intake == intake);
    let mut item = item.moved(mine);
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
        (Some(on), _) => item.held(on),
        // The last day is over when its day is, unless somebody goes on all the same.
        (None, Some(by)) if item.what == What::End && by < today && !under_way() => item.held(by),
        (None, _) if matches!(item.what, What::Review | What::End) => item.on(today, State::Overdue),
        (None, _) => item.on(today, State::NotHeard),
    }
}
