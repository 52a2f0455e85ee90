//! What repeats in a relationship: sessions, contacts, visits. Each has a window, and all are counted from the start.

use chrono::NaiveDate;

use super::{Item, Of, State, What};
use crate::domain::calendar::{days_after, months_after};
use crate::domain::journey::Journey;
use crate::domain::scheme::Scheme;

/// Nothing repeats more often than this.
const MOST: u32 = 400;

/// The sessions: as many as the scheme says, each in its window. Each that was held fills the window it was held in, or
/// another one ([`fill`]); an empty window that is over is *overdue* where somebody said that it was not held, and else
/// *not heard*.
pub fn sessions(journey: &Journey<'_>, scheme: &Scheme, today: NaiveDate) -> Vec<Item> {
    let plan = &scheme.year.sessions;
    let until = journey.planned_until(scheme);
    let used = journey.used as u32;
    // Counted anew from the start with somebody else, for as many as are left.
    let ends: Vec<NaiveDate> = match (plan.every, plan.number) {
        (Some(every), number) => {
            let left = number.map_or(MOST, |number| number.saturating_sub(used)).min(MOST);
            let days = (1..=left).map(|times| every.after(journey.start, times));
            days.take_while(|day| number.is_some() || *day <= until).collect()
        }
        (None, Some(number)) => spread(journey.start, until, number.saturating_sub(used).min(MOST)),
        (None, None) => Vec::new(),
    };
    let before = journey.sessions_held().take(journey.used);
    let mut items: Vec<Item> =
        (1..).zip(before).map(|(number, session)| item(journey, What::Session(number)).held(session.on)).collect();
    let mut windows = Vec::new();
    let mut from = journey.start;
    for (number, end) in (used + 1..).zip(ends) {
        let by = journey.after_pauses(end);
        let planned = Item { from: Some(from.min(by)), by: Some(by), ..item(journey, What::Session(number)) };
        windows.push(planned.moved(journey.moves.iter().copied()));
        from = days_after(by, 1);
    }
    let within = |window: &Item, on: NaiveDate| (window.from..=window.by).contains(&Some(on));
    let said: Vec<bool> = windows
        .iter()
        .map(|window| journey.sessions.iter().any(|session| !session.held && within(window, session.on)))
        .collect();
    let held: Vec<NaiveDate> = journey.sessions_held().skip(journey.used).map(|session| session.on).collect();
    let filled = fill(&windows, &said, &held, within);
    items.extend(windows.into_iter().zip(said).zip(filled).map(|((planned, said), filled)| match filled {
        Some(on) => planned.held(on),
        None => planned.on(today, if said { State::Overdue } else { State::NotHeard }),
    }));
    items
}

/// Which of the sessions that were held fills which window: the first in a window that one; a further one makes up for
/// an earlier window of which somebody said that it was not held, then for any earlier one that is empty, and else it
/// comes before its time.
fn fill(
    windows: &[Item],
    said: &[bool],
    held: &[NaiveDate],
    within: impl Fn(&Item, NaiveDate) -> bool,
) -> Vec<Option<NaiveDate>> {
    let mut filled: Vec<Option<NaiveDate>> = vec![None; windows.len()];
    let mut further = Vec::new();
    for on in held {
        match windows.iter().position(|window| within(window, *on)).filter(|at| filled[*at].is_none()) {
            Some(at) => filled[at] = Some(*on),
            None => further.push(*on),
        }
    }
    for on in further {
        let empty = |at: &usize| filled[*at].is_none();
        let before = |at: &usize| windows[*at].by < Some(on);
        let made_up = (0..windows.len()).filter(empty).find(|at| before(at) && said[*at]);
        if let Some(at) = made_up.or_else(|| (0..windows.len()).find(empty)) {
            filled[at] = Some(on);
        }
    }
    filled
}

/// The contacts: so many in the first month, so many in each month after it. A call makes up for those before it, so
/// of those that were missed only the last is shown.
pub fn contacts(journey: &Journey<'_>, scheme: &Scheme, today: NaiveDate) -> Vec<Item> {
    let plan = scheme.year.contacts;
    let until = journey.planned_until(scheme);
    let mut ends = spread(journey.start, months_after(journey.start, 1), plan.first_month);
    for month in 1..MOST {
        let (from, to) = (months_after(journey.start, month), months_after(journey.start, month + 1));
        if to > until || plan.monthly == 0 {
            break;
        }
        ends.extend(spread(from, to, plan.monthly));
    }
    let mut items: Vec<Item> = Vec::new();
    let mut from = journey.start;
    let mut reached = journey.contacts.iter().filter(|contact| contact.reached).peekable();
    for (number, end) in (1..).zip(ends.into_iter().take(MOST as usize)) {
        let by = scheme.year.calendar.open_from(journey.after_pauses(end));
        let planned = Item { from: Some(from.min(by)), by: Some(by), ..item(journey, What::Contact(number)) };
        let mut last = None;
        while let Some(contact) = reached.next_if(|contact| contact.on <= by) {
            last = Some(contact.on);
        }
        items.push(match last {
            Some(on) => planned.held(on),
            None => planned.moved(journey.moves.iter().copied()).on(today, State::Overdue),
        });
        from = days_after(by, 1);
    }
    // Nobody makes up for a call of last spring.
    let newest = items.iter().rposition(|item| item.state == State::Held || item.by < Some(today));
    let mut at = 0..;
    items.retain(|item| at.next() == newest || item.state != State::Overdue);
    items
}

/// The visits: spread up to the day by which the last is to have been.
pub fn visits(journey: &Journey<'_>, scheme: &Scheme, today: NaiveDate) -> Vec<Item> {
    let plan = scheme.year.visits;
    let last = match plan.within_months {
        Some(months) => months_after(journey.start, months),
        None => half_way(journey.start, journey.planned_until(scheme)),
    };
    let mut held = journey.visits.iter().filter(|visit| visit.held);
    let mut from = journey.start;
    let mut items = Vec::new();
    for (number, end) in (1..).zip(spread(journey.start, last, plan.each)) {
        let by = scheme.year.calendar.open_from(journey.after_pauses(end));
        let planned = Item { from: Some(from.min(by)), by: Some(by), ..item(journey, What::Visit(number)) };
        let planned = Item { supporter: journey.supporter, ..planned.moved(journey.moves.iter().copied()) };
        items.push(match held.next() {
            Some(visit) => Item { supporter: visit.supporter, ..planned.held(visit.on) },
            None => planned.on(today, State::Overdue),
        });
        from = days_after(by, 1);
    }
    items
}

fn item(journey: &Journey<'_>, what: What) -> Item {
    Item::new(what, Of::Relationship(journey.relationship.id), None, None)
}

/// So many days between a start and an end, as even as whole days can be; the last of them is the end.
fn spread(start: NaiveDate, end: NaiveDate, count: u32) -> Vec<NaiveDate> {
    let days = u64::try_from((end - start).num_days()).unwrap_or(0);
    (1..=u64::from(count)).map(|nth| days_after(start, days * nth / u64::from(count))).collect()
}

fn half_way(start: NaiveDate, end: NaiveDate) -> NaiveDate {
    days_after(start, u64::try_from((end - start).num_days()).unwrap_or(0) / 2)
}
