//! A journey: one relationship under way with everything that was noted about it, and what it took over from others.

mod broken_off;
mod goals;

use std::collections::HashMap;

use chrono::NaiveDate;

use super::calendar::{days_after, months_after};
use super::log::{About, Concern, Contact, Goal, Log, Move, Pause, Session, Tally, Visit};
use super::person::{Person, PersonId};
use super::relationship::{Relationship, RelationshipId};
use super::schedule::What;
use super::scheme::{Intake, Scheme};
use crate::wording::normal;
pub use broken_off::{Beginning, broken_off};
pub use goals::learner;

/// How long a relationship is planned for that has no end and no review.
const MONTHS: u32 = 12;

/// A relationship that was accepted, and what is known of it. One that continues another has the other's goals and
/// sessions too: whoever goes on with somebody else is on one journey.
#[derive(Clone, Debug)]
pub struct Journey<'a> {
    /// The relationship.
    pub relationship: &'a Relationship,
    /// Its first day: the day on which it was accepted, or the opening day of its people where that is later.
    pub start: NaiveDate,
    /// The day from which the review is counted: the opening day, else the first day of the whole journey.
    pub reviewed_from: NaiveDate,
    /// The intake whose opening day counts.
    pub intake: Option<&'a Intake>,
    /// Sessions by day, those of the relationships it continues first.
    pub sessions: Vec<&'a Session>,
    /// How many of the sessions held were held before it began.
    pub used: usize,
    /// Contacts by day, with the relationship or one of its people.
    pub contacts: Vec<&'a Contact>,
    /// Visits by day.
    pub visits: Vec<&'a Visit>,
    /// Messages by day.
    pub tallies: Vec<&'a Tally>,
    /// Goals.
    pub goals: Vec<&'a Goal>,
    /// Concerns that are open.
    pub concerns: Vec<&'a Concern>,
    /// The supporter who looks after it.
    pub supporter: Option<PersonId>,
    /// When it rests.
    pub pauses: Vec<&'a Pause>,
    /// What was put off or brought forward, in the order in which that was noted.
    pub moves: Vec<&'a Move>,
    /// The first day on which one of its people came to a review day.
    pub reviewed: Option<NaiveDate>,
    /// Whether another relationship continues it.
    pub continued: bool,
}

/// The day on which the people of a relationship start together, and the intake that says so.
fn opening<'a>(
    scheme: &'a Scheme,
    people: &[Person],
    relationship: &Relationship,
) -> (Option<&'a Intake>, Option<NaiveDate>) {
    let intake = |name: &str| scheme.intakes.iter().find(|intake| intake.name == name);
    let of = |id: PersonId| people.binary_search_by_key(&id, |person| person.id).ok().map(|at| &people[at]);
    // Whoever joins later begins with the others, and puts no opening day of theirs off.
    let intakes = relationship.at_first().filter_map(|member| intake(&of(member.id)?.entry(member.role)?.intake));
    // Of two that open on one day, that of whoever comes first in the relationship: of a pair the mentee's.
    let later =
        |known: &'a Intake, other: &'a Intake| if other.opening_day > known.opening_day { other } else { known };
    match intakes.filter(|intake| intake.opening_day.is_some()).reduce(later) {
        Some(intake) => (Some(intake), intake.opening_day),
        None => (None, scheme.year.starts),
    }
}

/// Puts everything together for every relationship that was ever accepted, by id.
pub fn gather<'a>(
    scheme: &'a Scheme,
    people: &[Person],
    relationships: &'a [Relationship],
    log: &'a Log,
) -> Vec<Journey<'a>> {
    let mut journeys: Vec<Journey<'a>> = Vec::new();
    for relationship in relationships {
        let Some(accepted) = relationship.accepted else { continue };
        let (intake, opens) = opening(scheme, people, relationship);
        let start = opens.map_or(accepted, |opens| opens.max(accepted));
        journeys.push(Journey {
            relationship,
            start,
            reviewed_from: opens.unwrap_or(start),
            intake,
            sessions: Vec::new(),
            used: 0,
            contacts: Vec::new(),
            visits: Vec::new(),
            tallies: Vec::new(),
            goals: Vec::new(),
            concerns: Vec::new(),
            supporter: None,
            pauses: Vec::new(),
            moves: Vec::new(),
            reviewed: None,
            continued: false,
        });
    }
    journeys.sort_by_key(|journey| journey.relationship.id);
    let at: HashMap<RelationshipId, usize> =
        journeys.iter().enumerate().map(|(at, j)| (j.relationship.id, at)).collect();
    let mut of_person: HashMap<PersonId, Vec<usize>> = HashMap::new();
    for (at, journey) in journeys.iter().enumerate() {
        journey.relationship.everybody().for_each(|member| of_person.entry(member.id).or_default().push(at));
    }
    let mut put = |id: &RelationshipId, put: &mut dyn FnMut(&mut Journey<'a>)| {
        if let Some(at) = at.get(id) {
            put(&mut journeys[*at]);
        }
    };
    log.sessions.iter().for_each(|session| put(&session.relationship, &mut |j| j.sessions.push(session)));
    log.visits.iter().for_each(|visit| put(&visit.relationship, &mut |j| j.visits.push(visit)));
    log.tallies.iter().for_each(|tally| put(&tally.relationship, &mut |j| j.tallies.push(tally)));
    log.goals.iter().for_each(|goal| put(&goal.relationship, &mut |j| j.goals.push(goal)));
    log.pauses.iter().for_each(|pause| put(&pause.relationship, &mut |j| j.pauses.push(pause)));
    let assigned = log.assignments.iter().filter(|assignment| assignment.until.is_none());
    assigned.for_each(|a| put(&a.relationship, &mut |j| j.supporter = Some(a.supporter)));
    for moved in &log.moves {
        moved.relationship.iter().for_each(|id| put(id, &mut |j| j.moves.push(moved)));
    }
    // What is about a person is about their relationships from the day they join until they leave.
    let there: Vec<&Relationship> = journeys.iter().map(|journey| journey.relationship).collect();
    let meant = |about: About, on: NaiveDate| -> Vec<usize> {
        match about {
            About::Relationship(id) => at.get(&id).copied().into_iter().collect(),
            About::Person(id) => {
                let was = |at: &usize| !there[*at].left_before(id, on) && !there[*at].joined_after(id, on);
                of_person.get(&id).into_iter().flatten().copied().filter(was).collect()
            }
        }
    };
    for contact in &log.contacts {
        meant(contact.about, contact.on).into_iter().for_each(|at| journeys[at].contacts.push(contact));
    }
    for concern in log.concerns.iter().filter(|concern| concern.closed.is_none()) {
        let about = concern.about.map(|about| meant(about, NaiveDate::MAX)).unwrap_or_default();
        about.into_iter().for_each(|at| journeys[at].concerns.push(concern));
    }
    let review = What::Review.to_string();
    for attendance in log.attendances.iter().filter(|a| a.came && normal(&a.event) == review) {
        for at in meant(About::Person(attendance.person), attendance.on) {
            let journey = &mut journeys[at];
            let first = journey.reviewed.into_iter().chain([attendance.on]).filter(|on| *on >= journey.start).min();
            journey.reviewed = first;
        }
    }
    for journey in &mut journeys {
        journey.sort();
    }
    // In the order in which they were noted: whoever goes on twice takes everything along.
    for continuation in &log.continuations {
        let both = at.get(&continuation.relationship).zip(at.get(&continuation.continues));
        if let Some((new, old)) = both.filter(|(new, old)| new != old) {
            let before = journeys[*old].clone();
            journeys[*old].continued = true;
            journeys[*new].take_over(&before);
        }
    }
    journeys
}

impl<'a> Journey<'a> {
    fn sort(&mut self) {
        self.sessions.sort_by_key(|session| (session.on, session.id));
        self.contacts.sort_by_key(|contact| (contact.on, contact.id));
        self.visits.sort_by_key(|visit| (visit.on, visit.id));
        self.tallies.sort_by_key(|tally| tally.on);
        self.pauses.sort_by_key(|pause| pause.from);
    }

    fn take_over(&mut self, before: &Journey<'a>) {
        // Two journeys may come together in one: then the sessions of both are used.
        self.used += before.sessions_held().count();
        self.sessions = before.sessions.iter().chain(&self.sessions).copied().collect();
        self.goals = before.goals.iter().chain(&self.goals).copied().collect();
        // Who goes on takes along what needs attention; what is about a person is here already.
        let new = before.concerns.iter().copied().filter(|old| !self.concerns.iter().any(|here| here.id == old.id));
        self.concerns = new.chain(self.concerns.iter().copied()).collect();
        self.tallies = before.tallies.iter().chain(&self.tallies).copied().collect();
        // The review was promised to the mentee, whoever the mentor is by then.
        self.reviewed_from = before.reviewed_from;
        self.intake = before.intake;
    }

    /// The sessions of this relationship itself, by day, without those of one that it continues.
    pub fn own_sessions(&self) -> impl Iterator<Item = &'a Session> + '_ {
        let id = self.relationship.id;
        self.sessions.iter().copied().filter(move |session| session.relationship == id)
    }

    /// The sessions that were held, by day.
    pub fn sessions_held(&self) -> impl Iterator<Item = &'a Session> {
        self.sessions.iter().copied().filter(|session| session.held)
    }

    /// The last day of the relationship as it is planned: as many months as relationships last, else the end of the
    /// scheme. None where neither is said.
    pub fn ends(&self, scheme: &Scheme) -> Option<NaiveDate> {
        let scheme = self.relationship.terms(scheme);
        let lasts =
            scheme.year.sessions.months.map(|months| self.after_pauses(months_after(self.reviewed_from, months)));
        lasts.or(scheme.year.ends)
    }

    /// The review day, before anybody moved it by hand: put off by rests like all that is its own, unless people look
    /// back together. None where the scheme has none.
    pub fn review(&self, scheme: &Scheme) -> Option<NaiveDate> {
        let months = scheme.year.review.as_ref()?.months;
        let counted = months_after(self.reviewed_from, months);
        review_on(scheme, if self.looks_back_together(scheme) { counted } else { self.after_pauses(counted) })
    }

    /// Whether its people opened together with others: then they look back together.
    pub fn looks_back_together(&self, scheme: &Scheme) -> bool {
        self.intake.is_some() || scheme.year.starts.is_some()
    }

    /// The day up to which the relationship is planned: its last one, else the review day, else a year after the start.
    pub fn planned_until(&self, scheme: &Scheme) -> NaiveDate {
        let known = self.ends(scheme).or_else(|| self.review(scheme)).filter(|day| *day > self.start);
        known.unwrap_or_else(|| months_after(self.start, MONTHS))
    }

    /// The last day that is planned: its own or the scheme's, else the review day, else that of sessions which go on. None
    /// where the scheme plans none of these.
    pub fn last_day(&self, scheme: &Scheme) -> Option<NaiveDate> {
        let sessions = &self.relationship.terms(scheme).year.sessions;
        let goes_on = sessions.every.is_some() && sessions.number.is_none();
        let known = self.ends(scheme).or_else(|| self.review(scheme));
        known.or_else(|| goes_on.then(|| months_after(self.start, MONTHS)))
    }

    /// Whether all that was planned is behind it on a day: every session was held, or its last day has come. None where
    /// the scheme plans neither.
    pub fn is_through(&self, scheme: &Scheme, on: NaiveDate) -> Option<bool> {
        let number = self.relationship.terms(scheme).year.sessions.number.filter(|number| *number > 0);
        let last = self.last_day(scheme);
        let held = self.sessions_held().filter(|session| session.on <= on).count();
        let all_held = number.map(|number| u32::try_from(held).is_ok_and(|held| held >= number));
        let over = last.map(|last| on >= last);
        all_held.into_iter().chain(over).reduce(|one, other| one || other)
    }

    /// A day that was planned, put off by as long as the relationship rested before it.
    pub fn after_pauses(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        for pause in &self.pauses {
            if pause.from <= day {
                day = days_after(day, u64::try_from((pause.until - pause.from).num_days()).unwrap_or(0));
            }
        }
        day
    }

    /// The rest in which the relationship is on a day.
    pub fn resting(&self, today: NaiveDate) -> Option<&'a Pause> {
        self.pauses.iter().copied().find(|pause| pause.from <= today && today < pause.until)
    }

    /// The newest day of which anything is known: a session held or not, a contact, a visit, messages, a goal.
    pub fn last_news(&self) -> Option<NaiveDate> {
        let sessions = self.sessions.iter().map(|session| session.on);
        let contacts = self.contacts.iter().filter(|contact| contact.reached).map(|contact| contact.on);
        let visits = self.visits.iter().map(|visit| visit.on);
        let tallies = self.tallies.iter().map(|tally| tally.on);
        let goals = self.goals.iter().flat_map(|goal| goal.ratings.iter().map(|(on, _)| *on).chain([goal.on]));
        sessions.chain(contacts).chain(visits).chain(tallies).chain(goals).max()
    }
}

/// The review day counted from a day: calendar months after it, off closed days where the scheme says so.
pub fn review_day(scheme: &Scheme, from: NaiveDate) -> Option<NaiveDate> {
    review_on(scheme, months_after(from, scheme.year.review.as_ref()?.months))
}

fn review_on(scheme: &Scheme, counted: NaiveDate) -> Option<NaiveDate> {
    let review = scheme.year.review.as_ref()?;
    let open = if review.avoid_closed { scheme.year.calendar.open_from(counted) } else { counted };
    Some(review.on.unwrap_or(open))
}
