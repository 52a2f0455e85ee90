//! The status: where a relationship stands today, why, and how urgently somebody should ring.

use chrono::NaiveDate;

use super::calendar::days_after;
use super::journey::Journey;
use super::schedule::{Item, State, What};
use super::scheme::Scheme;
use crate::wording::{in_words, plural};

/// Where a relationship stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something is to be done that only a conversation can settle.
    NeedsContact,
    /// Nobody told anything for longer than the scheme is content with.
    NotHeard,
    /// They have only begun.
    TooEarly,
    /// As it should be.
    OnTrack,
    /// It rests.
    Paused,
    /// It is over.
    Ended,
}

impl Standing {
    /// All of them, in the order in which they matter today.
    pub const ALL: [Standing; 6] = [
        Standing::NeedsContact,
        Standing::NotHeard,
        Standing::TooEarly,
        Standing::OnTrack,
        Standing::Paused,
        Standing::Ended,
    ];

    /// The words people read.
    pub fn word(self) -> &'static str {
        match self {
            Standing::OnTrack => "on track",
            Standing::TooEarly => "too early to tell",
            Standing::NotHeard => "not heard",
            Standing::NeedsContact => "needs contact",
            Standing::Paused => "paused",
            Standing::Ended => "ended",
        }
    }
}

/// How urgently somebody should ring, the most urgent first: why, and since when it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Somebody promised to look at a concern again.
    Concern(NaiveDate),
    /// Somebody promised to ring on this day.
    Promised(NaiveDate),
    /// The first session is missing.
    First(NaiveDate),
    /// Sessions were known not to have been held, one after the other.
    NotHeld(NaiveDate),
    /// Replies do not come in time.
    Replies(NaiveDate),
    /// No news.
    NoNews(NaiveDate),
    /// The scheme itself meant to ask by now.
    Contact(NaiveDate),
}

/// A relationship today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Where it stands.
    pub standing: Standing,
    /// Why, in words.
    pub reason: String,
    /// Whether and how urgently to ring.
    pub ring: Option<Urgency>,
    /// How many sessions were held.
    pub held: usize,
    /// How many are planned, where the scheme says so.
    pub planned: Option<u32>,
    /// How many are known not to have been held.
    pub not_held: usize,
    /// Of how many whose time is over nobody told.
    pub not_heard: usize,
    /// The day of the last that was held.
    pub last: Option<NaiveDate>,
    /// Until when the next is to be.
    pub next: Option<NaiveDate>,
    /// The day of the last visit.
    pub visited: Option<NaiveDate>,
    /// How many visits are missing whose time is over.
    pub visits_overdue: usize,
    /// How many concerns are open.
    pub concerns: usize,
    /// Messages in time, of how many.
    pub replies: Option<(u32, u32)>,
}

/// Looks at one relationship, with what is planned for it.
pub fn of(journey: &Journey<'_>, items: &[Item], scheme: &Scheme, today: NaiveDate) -> Status {
    let scheme = journey.relationship.terms(scheme);
    let (standing, reason, ring) = judge(journey, items, scheme, today);
    let open = |item: &&Item| matches!(item.what, What::Session(_)) && item.state != State::Held;
    let replies = journey.tallies.iter().map(|tally| (tally.in_time, tally.messages));
    Status {
        standing,
        reason,
        ring,
        held: journey.sessions_held().count(),
        planned: scheme.year.sessions.number,
        not_held: journey.sessions.iter().filter(|session| !session.held).count(),
        not_heard: items.iter().filter(open).filter(|item| item.state == State::NotHeard).count(),
        last: journey.sessions_held().map(|session| session.on).max(),
        next: items.iter().filter(open).find(|item| item.by >= Some(today)).and_then(|item| item.by),
        visited: journey.visits.iter().filter(|visit| visit.held).map(|visit| visit.on).max(),
        visits_overdue: items.iter().filter(|i| matches!(i.what, What::Visit(_)) && i.state == State::Overdue).count(),
        concerns: journey.concerns.len(),
        replies: replies.reduce(|a, b| (a.0.saturating_add(b.0), a.1.saturating_add(b.1))),
    }
}

fn judge(
    journey: &Journey<'_>,
    items: &[Item],
    scheme: &Scheme,
    today: NaiveDate,
) -> (Standing, String, Option<Urgency>) {
    if let Some(ended) = journey.relationship.ended {
        let how = journey.relationship.ending.map_or(String::new(), |ending| format!(": {}", ending.word()));
        return (Standing::Ended, format!("{}{how}", in_words(ended)), None);
    }
    if let Some(pause) = journey.resting(today) {
        return (Standing::Paused, format!("until {}", in_words(pause.until)), None);
    }
    let limits = scheme.year.limits;
    let news = journey.last_news();
    if let Some((urgency, reason)) = urgent(journey, items, scheme, today) {
        let standing = match urgency {
            Urgency::NoNews(_) => Standing::NotHeard,
            Urgency::First(_) if journey.own_sessions().next().is_none() => Standing::NotHeard,
            _ => Standing::NeedsContact,
        };
        return match called_lately(journey, &urgency, today, limits.ring_again_days) {
            Some(until) => (standing, format!("{reason}; rung, again on {}", in_words(until)), None),
            None => (standing, reason, Some(urgency)),
        };
    }
    let held = journey.own_sessions().filter(|session| session.held).count();
    if today < journey.start {
        return (Standing::TooEarly, format!("starts on {}", in_words(journey.start)), None);
    }
    if held == 0 && scheme.year.sessions != Default::default() {
        let reason = match (first_by(journey, limits.first_meeting_days) - today).num_days() {
            0 => "today is the last day for the first session".to_string(),
            left => format!("{} left for the first session", days(left)),
        };
        return (Standing::TooEarly, reason, None);
    }
    let rested = rested(journey, today).filter(|until| news.is_none_or(|on| on < *until));
    let reason = match news {
        // From then on it is counted when somebody is to ring; the news before it would read as if nobody cared.
        _ if rested == Some(today) => "goes on after a rest".to_string(),
        _ if rested.is_some() => {
            format!("no news yet in the {} since it rested", days((today - rested.unwrap_or(today)).num_days()))
        }
        Some(on) if on == today => "news today".to_string(),
        Some(on) => format!("news {} ago", days((today - on).num_days())),
        None => format!("started {} ago", days((today - journey.start).num_days())),
    };
    let standing = if news.is_some() { Standing::OnTrack } else { Standing::TooEarly };
    (standing, reason, None)
}

/// The day by which the first session is to be: so many days after the start, put off by rests.
fn first_by(journey: &Journey<'_>, within: u32) -> NaiveDate {
    journey.after_pauses(days_after(journey.start, within.into()))
}

/// The day on which the last rest ended.
fn rested(journey: &Journey<'_>, today: NaiveDate) -> Option<NaiveDate> {
    journey.pauses.iter().map(|pause| pause.until).filter(|until| *until <= today).max()
}

/// The most urgent reason to ring, and its words.
fn urgent(journey: &Journey<'_>, items: &[Item], scheme: &Scheme, today: NaiveDate) -> Option<(Urgency, String)> {
    let limits = scheme.year.limits;
    let due = journey.concerns.iter().map(|concern| concern.next.unwrap_or(concern.on)).filter(|next| *next <= today);
    if let Some(next) = due.min() {
        return Some((Urgency::Concern(next), format!("an open concern is to be looked at since {}", in_words(next))));
    }
    // What was promised last counts, and only as long as nobody has rung since.
    let promised = journey.contacts.last().and_then(|contact| contact.next).filter(|next| *next <= today);
    if let Some(next) = promised {
        return Some((Urgency::Promised(next), format!("a call was promised for {}", in_words(next))));
    }
    let sessions: Vec<_> = journey.own_sessions().collect();
    let plans_sessions = scheme.year.sessions != Default::default();
    let first_by = first_by(journey, limits.first_meeting_days);
    if !sessions.iter().any(|session| session.held) && today > first_by && plans_sessions {
        let known = !sessions.is_empty();
        let how = if known { "no first session yet" } else { "nothing heard of a first session" };
        let waited = days((today - journey.start).num_days());
        return Some((Urgency::First(first_by), format!("{how}, {waited} after the start")));
    }
    if let [.., one, other] = &sessions[..]
        && !one.held
        && !other.held
    {
        return Some((Urgency::NotHeld(other.on), "the last two sessions were not held".to_string()));
    }
    let own = journey.tallies.iter().rfind(|tally| tally.relationship == journey.relationship.id);
    let late = own.filter(|tally| tally.in_time < tally.messages.div_ceil(2));
    if let (Some(tally), Some(hours)) = (late, scheme.year.reply_hours) {
        let reason = format!(
            "{} of {} answered within {}",
            tally.in_time,
            plural(tally.messages as usize, "message"),
            plural(hours as usize, "hour")
        );
        return Some((Urgency::Replies(tally.on), reason));
    }
    // A rest that is over is a start of its own.
    let rested = rested(journey, today);
    let news = journey.last_news().into_iter().chain([journey.start]).chain(rested);
    if let Some(last) = news.max().filter(|last| (today - *last).num_days() > i64::from(limits.no_news_days)) {
        let (waited, news) = (days((today - last).num_days()), journey.last_news());
        let reason = match rested == Some(last) && news.is_none_or(|on| on < last) {
            true => format!("no news in the {waited} since it rested"),
            false => format!("no news for {waited}"),
        };
        return Some((Urgency::NoNews(last), reason));
    }
    let missed = items.iter().find(|item| matches!(item.what, What::Contact(_)) && item.state == State::Overdue)?;
    let by = missed.by?;
    Some((Urgency::Contact(by), format!("{} was to be by {}", missed.what, in_words(by))))
}

/// Until when somebody who was rung is left in peace: the day that was named, else so many days after the call. What
/// came up or fell due after the call is no reason to wait.
fn called_lately(journey: &Journey<'_>, urgency: &Urgency, today: NaiveDate, days: u32) -> Option<NaiveDate> {
    if matches!(urgency, Urgency::Concern(_)) {
        return None;
    }
    let last = journey.contacts.last()?;
    let after = || crate::domain::calendar::days_after(last.on, u64::from(days));
    Some(last.next.unwrap_or_else(after)).filter(|until| *until > today)
}

fn days(count: i64) -> String {
    plural(usize::try_from(count).unwrap_or(0), "day")
}

#[cfg(test)]
mod tests;
