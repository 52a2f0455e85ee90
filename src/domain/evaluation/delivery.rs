//! Delivery: sessions, hours and replies against what was planned.

use super::Period;
use crate::domain::journey::Journey;
use crate::domain::log::Session;
use crate::domain::schedule::{Item, State, What};
use crate::domain::scheme::Scheme;
use crate::domain::small_numbers::{Threshold, tell_of_a_plan};

/// What was delivered in several journeys together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// In how many journeys.
    pub journeys: usize,
    /// In how many relationships: whoever went on with somebody else is in several.
    pub relationships: usize,
    /// How many sessions were planned in all, where the scheme says how many and the period has no beginning. Where
    /// channels plan different numbers their sum would tell how many relationships each has, and there is none.
    pub planned: Option<u64>,
    /// How many were held.
    pub held: usize,
    /// How many are known not to have been held.
    pub not_held: usize,
    /// Of how many whose time is over nobody told.
    pub not_heard: usize,
    /// How many minutes were planned, where the scheme says so.
    pub planned_minutes: Option<u64>,
    /// How many minutes are known to have been held.
    pub minutes: u64,
    /// How many sessions were held of which nobody said how long.
    pub minutes_not_heard: usize,
    /// How many visits were made.
    pub visits: usize,
    /// How many messages waited for a reply.
    pub messages: u64,
    /// How many of them had it in time.
    pub in_time: u64,
    /// In how many journeys there are sessions held, not held, not heard of, visits, and messages.
    pub behind: [usize; 5],
}

/// Which sums may be told: those that rest on enough journeys, or on none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumsTold {
    /// Sessions held, and their hours.
    pub held: bool,
    /// Sessions not held.
    pub not_held: bool,
    /// Sessions of which nobody told.
    pub not_heard: bool,
    /// Visits.
    pub visits: bool,
    /// Messages.
    pub messages: bool,
    /// How many of them had a reply in time.
    pub replies: bool,
}

impl SumsTold {
    /// Not one of them.
    pub const NOTHING: SumsTold =
        SumsTold { held: false, not_held: false, not_heard: false, visits: false, messages: false, replies: false };

    /// What both tell.
    pub fn and(self, other: SumsTold) -> SumsTold {
        SumsTold {
            held: self.held && other.held,
            not_held: self.not_held && other.not_held,
            not_heard: self.not_heard && other.not_heard,
            visits: self.visits && other.visits,
            messages: self.messages && other.messages,
            replies: self.replies && other.replies,
        }
    }
}

impl Delivered {
    /// Which sums may be told. One session not held says something about somebody: with so many planned, no one of
    /// held, not held and not heard of is hidden alone.
    pub fn sums_told(&self, threshold: Threshold) -> SumsTold {
        let [of_held, of_not_held, of_not_heard, of_visits, of_messages] = self.behind;
        let behind = [of_held, of_not_held, of_not_heard];
        let sums = [self.held, self.not_held, self.not_heard];
        let [held, not_held, not_heard] = tell_of_a_plan(sums, behind, self.planned.is_some(), threshold);
        let enough = |behind: usize| behind == 0 || behind >= threshold.0 as usize;
        // One late reply says something about somebody.
        let some = |replies: u64| replies == 0 || replies >= u64::from(threshold.0);
        let messages = enough(of_messages);
        let replies = messages && some(self.in_time) && some(self.messages.saturating_sub(self.in_time));
        SumsTold { held, not_held, not_heard, visits: enough(of_visits), messages, replies }
    }
}

/// Adds up what was delivered in a period; each journey comes with what is planned for it.
pub fn delivered<'j, 'a: 'j>(
    journeys: impl IntoIterator<Item = (&'j Journey<'a>, &'j [Item])>,
    scheme: &Scheme,
    period: &Period,
) -> Delivered {
    let mut all = Delivered::default();
    let mut plans: Vec<(Option<u32>, Option<u32>)> = Vec::new();
    for (journey, items) in journeys {
        all.journeys += 1;
        let year = &journey.relationship.terms(scheme).year.sessions;
        plans.push((year.number, year.minutes));
        let mut of: Vec<_> = journey.sessions.iter().map(|session| session.relationship).collect();
        of.push(journey.relationship.id);
        of.sort();
        of.dedup();
        all.relationships += of.len();
        let before = all.clone();
        for session in journey.sessions.iter().filter(|session| period.covers(session.on)) {
            match session.held {
                false => all.not_held += 1,
                true => all.held += 1,
            }
            match session.minutes {
                Some(minutes) if session.held => all.minutes += u64::from(minutes),
                None if session.held => all.minutes_not_heard += 1,
                _ => {}
            }
        }
        let not_heard = |item: &&Item| matches!(item.what, What::Session(_)) && item.state == State::NotHeard;
        let not_heard = items.iter().filter(not_heard).filter(|item| item.by.is_some_and(|by| period.covers(by)));
        all.not_heard += not_heard.count();
        all.visits += journey.visits.iter().filter(|visit| visit.held && period.covers(visit.on)).count();
        for tally in journey.tallies.iter().filter(|tally| period.covers(tally.on)) {
            all.messages += u64::from(tally.messages);
            all.in_time += u64::from(tally.in_time);
        }
        let more = [
            all.held > before.held,
            all.not_held > before.not_held,
            all.not_heard > before.not_heard,
            all.visits > before.visits,
            all.messages > before.messages,
        ];
        all.behind.iter_mut().zip(more).for_each(|(behind, more)| *behind += usize::from(more));
    }
    let usual = (scheme.year.sessions.number, scheme.year.sessions.minutes);
    let plan = plans.first().copied().unwrap_or(usual);
    // A plan is one of the whole way: what was held before the period was planned too, and would be missing beside it.
    let whole = period.from.is_none() && plans.iter().all(|own| *own == plan);
    if let (Some(number), true) = (plan.0, whole) {
        let sessions = plans.len() as u64 * u64::from(number);
        all.planned = Some(sessions);
        all.planned_minutes = plan.1.map(|minutes| sessions * u64::from(minutes));
    }
    all
}

/// The first session that was held.
pub fn first_meeting<'a>(journey: &Journey<'a>) -> Option<&'a Session> {
    journey.sessions.iter().copied().filter(|session| session.held).min_by_key(|session| (session.on, session.id))
}
