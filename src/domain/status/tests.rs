//! Days are counted by hand on a calendar; none comes from the program.

use super::*;
use crate::domain::journey::gather;
use crate::domain::log::{About, Concern, Contact, Kind, Log, Pause, RecordId, Session, Tally};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::schedule::of_journey;
use crate::domain::scheme::Form;
use crate::domain::scheme::year::{Every, Sessions, Year};

const ONE: RelationshipId = RelationshipId(1);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn id(kind: Kind, number: u32) -> RecordId {
    RecordId { kind, number }
}

fn session(number: u32, on: &str, held: bool) -> Session {
    let id = id(Kind::Session, number);
    Session { id: Some(id), relationship: ONE, on: day(on), held, minutes: None, rating: None }
}

fn contact(on: &str, reached: bool, next: Option<&str>) -> Contact {
    let id = id(Kind::Contact, 1);
    Contact { id, about: About::Relationship(ONE), on: day(on), reached, next: next.map(day) }
}

/// A relationship that started on 1 March 2027 and plans a session a month; how it stands on a day.
fn status(log: &Log, today: &str) -> Status {
    let relationships = [Relationship { accepted: Some(day("2027-03-01")), ..Relationship::bare(ONE, Form::OneToOne) }];
    let sessions = Sessions { number: Some(6), every: Some(Every::Months(1)), ..Sessions::default() };
    let year = Year { sessions, reply_hours: Some(72), ..Year::default() };
    let scheme = Scheme { year, ..Scheme::default() };
    let journeys = gather(&scheme, &[], &relationships, log);
    let items = of_journey(&journeys[0], &scheme, day(today));
    of(&journeys[0], &items, &scheme, day(today))
}

/// Where it stands, why, and whether to ring.
fn said(log: &Log, today: &str) -> (&'static str, String, bool) {
    let status = status(log, today);
    (status.standing.word(), status.reason, status.ring.is_some())
}

#[test]
fn the_first_session_has_28_days() {
    let log = Log::default();
    let early = ("too early to tell", "1 day left for the first session".to_string(), false);
    assert_eq!(said(&log, "2027-03-28"), early);
    assert_eq!(said(&log, "2027-03-29").0, "too early to tell");
    let silent = ("not heard", "nothing heard of a first session, 29 days after the start".to_string(), true);
    assert_eq!(said(&log, "2027-03-30"), silent);
    // Known not to have been held is not the same as never heard of.
    let log = Log { sessions: vec![session(1, "2027-03-20", false)], ..Log::default() };
    let known = ("needs contact", "no first session yet, 29 days after the start".to_string(), true);
    assert_eq!(said(&log, "2027-03-30"), known);
}

#[test]
fn no_news_counts_45_days_from_the_last_of_anything() {
    let log = Log { sessions: vec![session(1, "2027-03-10", true)], ..Log::default() };
    assert_eq!(said(&log, "2027-03-11"), ("on track", "news 1 day ago".to_string(), false));
    // 45 days after 10 March is 24 April.
    assert_eq!(said(&log, "2027-04-24").0, "on track");
    assert_eq!(said(&log, "2027-04-25"), ("not heard", "no news for 46 days".to_string(), true));
    let tally = Tally { id: id(Kind::Message, 1), relationship: ONE, on: day("2027-04-20"), messages: 2, in_time: 2 };
    let log = Log { tallies: vec![tally], ..log };
    assert_eq!(said(&log, "2027-04-25").0, "on track");
    assert_eq!(status(&log, "2027-04-25").replies, Some((2, 2)));
}

#[test]
fn whoever_was_rung_is_off_the_list_until_the_day_that_was_named() {
    let rung = |contact| Log { contacts: vec![contact], ..Log::default() };
    let named = rung(contact("2027-04-01", true, Some("2027-04-20")));
    let waits = "nothing heard of a first session, 49 days after the start; rung, again on 20 April 2027";
    assert_eq!(said(&named, "2027-04-19"), ("not heard", waits.to_string(), false));
    let promised = ("needs contact", "a call was promised for 20 April 2027".to_string(), true);
    assert_eq!(said(&named, "2027-04-20"), promised);
    // Where no day was named, a week.
    let vain = rung(contact("2027-04-01", false, None));
    assert!(!said(&vain, "2027-04-07").2 && said(&vain, "2027-04-08").2);
}

#[test]
fn an_open_concern_whose_day_has_come_is_first() {
    let concern = |next: &str, closed: Option<&str>| Concern {
        id: id(Kind::Concern, 1),
        about: Some(About::Relationship(ONE)),
        on: day("2027-03-05"),
        next: Some(day(next)),
        closed: closed.map(day),
    };
    let log = |concern| Log {
        concerns: vec![concern],
        sessions: vec![session(1, "2027-03-10", true)],
        contacts: vec![contact("2027-03-12", true, Some("2027-05-01"))],
        ..Log::default()
    };
    let due = said(&log(concern("2027-03-20", None)), "2027-03-20");
    assert_eq!(due, ("needs contact", "an open concern is to be looked at since 20 March 2027".to_string(), true));
    assert_eq!(said(&log(concern("2027-03-20", None)), "2027-03-19").0, "on track");
    assert_eq!(said(&log(concern("2027-03-20", Some("2027-03-18"))), "2027-03-20").0, "on track");
    assert!(Urgency::Concern(day("2027-03-20")) < Urgency::NoNews(day("2027-01-01")), "concerns come first");
}

#[test]
fn two_sessions_in_a_row_that_were_not_held_ask_for_a_call() {
    let mut sessions = vec![session(1, "2027-03-10", true), session(2, "2027-04-07", false)];
    assert_eq!(said(&Log { sessions: sessions.clone(), ..Log::default() }, "2027-04-08").0, "on track");
    sessions.push(session(3, "2027-04-14", false));
    let log = Log { sessions, ..Log::default() };
    let came = said(&log, "2027-04-15");
    assert_eq!(came, ("needs contact", "the last two sessions were not held".to_string(), true));
    let status = status(&log, "2027-04-15");
    assert_eq!((status.held, status.not_held, status.planned), (1, 2, Some(6)));
    // April is not over for them: nothing is missing that they did not tell of.
    assert_eq!(status.not_heard, 0);
    // The second month ends on 1 May.
    assert_eq!((status.last, status.next), (Some(day("2027-03-10")), Some(day("2027-05-01"))));
}

#[test]
fn replies_that_mostly_come_late_ask_for_a_call() {
    let tally = |messages, in_time| Log {
        sessions: vec![session(1, "2027-03-10", true)],
        tallies: vec![Tally { id: id(Kind::Message, 1), relationship: ONE, on: day("2027-03-31"), messages, in_time }],
        ..Log::default()
    };
    assert_eq!(said(&tally(4, 2), "2027-04-02").0, "on track");
    let late = ("needs contact", "1 of 4 messages answered within 72 hours".to_string(), true);
    assert_eq!(said(&tally(4, 1), "2027-04-02"), late);
    // A number that somebody mistyped in the table is only a number.
    assert_eq!(said(&tally(u32::MAX, u32::MAX), "2027-04-02").0, "on track");
    assert_eq!(said(&tally(5, 2), "2027-04-02").0, "needs contact");
    assert_eq!(said(&tally(5, 3), "2027-04-02").0, "on track");
}

#[test]
fn a_rest_is_no_silence() {
    let pause = Pause { relationship: ONE, from: day("2027-03-15"), until: day("2027-06-01"), changes: 1, noted: None };
    let log = Log { pauses: vec![pause], sessions: vec![session(1, "2027-03-10", true)], ..Log::default() };
    assert_eq!(said(&log, "2027-05-20"), ("paused", "until 1 June 2027".to_string(), false));
    assert_eq!(said(&log, "2027-06-01").0, "on track");
    // 46 days after the rest.
    assert_eq!(said(&log, "2027-07-17"), ("not heard", "no news in the 46 days since it rested".to_string(), true));
}

#[test]
fn a_rest_puts_off_the_first_session_too() {
    // It started on 1 March, and the first session is to be within 28 days: by 29 March. It rests for 61 days: by 29 May.
    let pause = Pause { relationship: ONE, from: day("2027-03-20"), until: day("2027-05-20"), changes: 1, noted: None };
    let log = Log { pauses: vec![pause], ..Log::default() };
    assert_eq!(said(&log, "2027-05-20").1, "9 days left for the first session");
    assert_eq!(said(&log, "2027-05-29").1, "today is the last day for the first session");
    let late = ("not heard", "nothing heard of a first session, 90 days after the start".to_string(), true);
    assert_eq!(said(&log, "2027-05-30"), late);
}
