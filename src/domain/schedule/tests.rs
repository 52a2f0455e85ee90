//! Days are counted by hand on a calendar; none comes from the program.

use chrono::NaiveDate;

use super::*;
use crate::domain::calendar::{Calendar, Division};
use crate::domain::journey::gather;
use crate::domain::log::{About, Attendance, Contact, Continuation, Kind, Log, Pause, RecordId, Session, Visit};
use crate::domain::relationship::{Ending, Member, Relationship};
use crate::domain::scheme::year::{Contacts, Event, Every, Review, Sessions, Visits, Year};
use crate::domain::scheme::{Form, Intake, Role};
use crate::problems::Place;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn relationship(number: u32, accepted: &str) -> Relationship {
    Relationship { accepted: Some(day(accepted)), ..Relationship::bare(RelationshipId(number), Form::OneToOne) }
}

fn monthly(number: Option<u32>) -> Scheme {
    let sessions = Sessions { number, every: Some(Every::Months(1)), ..Sessions::default() };
    Scheme { year: Year { sessions, ..Year::default() }, ..Scheme::default() }
}

fn session(number: u32, on: &str, held: bool) -> Session {
    Session {
        id: Some(RecordId { kind: Kind::Session, number }),
        relationship: RelationshipId(1),
        on: day(on),
        held,
        minutes: None,
        rating: None,
    }
}

fn contact(number: u32, on: &str) -> Contact {
    let id = RecordId { kind: Kind::Contact, number };
    Contact { id, about: About::Relationship(RelationshipId(1)), on: day(on), reached: true, next: None }
}

/// `what from..by state`, one a line, of the last relationship.
fn planned(scheme: &Scheme, relationships: &[Relationship], log: &Log, today: &str) -> Vec<String> {
    let journeys = gather(scheme, &[], relationships, log);
    let items = of_journey(journeys.last().expect("a journey"), scheme, day(today));
    items.iter().map(said).collect()
}

fn said(item: &Item) -> String {
    let day = |day: Option<NaiveDate>| day.map_or("?".to_string(), |day| day.to_string());
    format!("{} {}..{} {}", item.what, day(item.from), day(item.by), item.state.word())
}

#[test]
fn monthly_sessions_are_counted_from_the_start_and_short_months_shorten_no_other() {
    let log = Log::default();
    let came = planned(&monthly(Some(4)), &[relationship(1, "2027-01-31")], &log, "2027-01-31");
    assert_eq!(
        came,
        [
            "session 1 2027-01-31..2027-02-28 due",
            "session 2 2027-03-01..2027-03-31 planned",
            "session 3 2027-04-01..2027-04-30 planned",
            "session 4 2027-05-01..2027-05-31 planned",
        ]
    );
}

#[test]
fn eight_sessions_are_spread_up_to_the_review() {
    // 275 days from 21 April 2026 to 21 January 2027; an eighth of them is 34 days and three eighths.
    let sessions = Sessions { number: Some(8), ..Sessions::default() };
    let review = Some(Review { months: 9, ..Review::default() });
    let scheme = Scheme { year: Year { sessions, review, ..Year::default() }, ..Scheme::default() };
    let came = planned(&scheme, &[relationship(1, "2026-04-21")], &Log::default(), "2026-04-20");
    assert_eq!(came[0], "session 1 2026-04-21..2026-05-25 planned");
    assert_eq!(came[1], "session 2 2026-05-26..2026-06-28 planned");
    assert_eq!(came[7], "session 8 2026-12-18..2027-01-21 planned");
    assert_eq!(came[8], "review day 2027-01-21..2027-01-21 planned");
}

#[test]
fn nobody_told_is_not_the_same_as_not_held() {
    let log = Log { sessions: vec![session(1, "2027-02-10", true), session(2, "2027-04-07", false)], ..Log::default() };
    let came = planned(&monthly(Some(4)), &[relationship(1, "2027-01-31")], &log, "2027-05-31");
    assert_eq!(
        came,
        [
            "session 1 2027-02-10..2027-02-10 held",
            "session 2 2027-03-01..2027-03-31 not heard",
            "session 3 2027-04-01..2027-04-30 overdue",
            "session 4 2027-05-01..2027-05-31 due",
        ]
    );
    // A day later, the last of them is over, and nobody told anything about it.
    let came = planned(&monthly(Some(4)), &[relationship(1, "2027-01-31")], &log, "2027-06-01");
    assert_eq!(came[3], "session 4 2027-05-01..2027-05-31 not heard");
}

#[test]
fn a_rest_puts_off_what_comes_after_it() {
    let pause = Pause {
        relationship: RelationshipId(1),
        from: day("2027-03-15"),
        until: day("2027-04-14"),
        changes: 2,
        noted: Some(day("2027-03-14")),
    };
    let log = Log { pauses: vec![pause], ..Log::default() };
    let relationships = [relationship(1, "2027-01-31")];
    let scheme = monthly(Some(3));
    let items = of_journey(&gather(&scheme, &[], &relationships, &log)[0], &scheme, day("2027-01-31"));
    assert!(items.iter().all(|item| (item.changes, item.noted) == (2, Some(day("2027-03-14")))), "for calendars");
    let came = planned(&scheme, &relationships, &log, "2027-01-31");
    // Thirty days of rest: 31 March becomes 30 April, 30 April becomes 30 May.
    assert_eq!(
        came,
        [
            "session 1 2027-01-31..2027-02-28 due",
            "session 2 2027-03-01..2027-04-30 planned",
            "session 3 2027-05-01..2027-05-30 planned",
        ]
    );
}

#[test]
fn contacts_are_twice_in_the_first_month_and_then_monthly_off_closed_days() {
    let contacts = Contacts { first_month: 2, monthly: 1 };
    let calendar =
        Calendar { division: Some(Division::EnglandAndWales), weekends: true, extra_closed: vec![day("2027-05-04")] };
    let ends = Some(day("2027-05-20"));
    let scheme = Scheme { year: Year { contacts, calendar, ends, ..Year::default() }, ..Scheme::default() };
    let log = Log { contacts: vec![contact(1, "2027-02-12")], ..Log::default() };
    let came = planned(&scheme, &[relationship(1, "2027-02-03")], &log, "2027-03-04");
    // A Wednesday. 14 of 28 days are half the month. 3 April is the Saturday after Easter week, 3 May the early May
    // holiday, and the scheme closes the day after it.
    assert_eq!(
        came,
        [
            "contact 1 2027-02-12..2027-02-12 held",
            "contact 2 2027-02-18..2027-03-03 overdue",
            "contact 3 2027-03-04..2027-04-05 due",
            "contact 4 2027-04-06..2027-05-05 planned",
        ]
    );
    // A call in April makes up for those that were missed before it.
    let log = Log { contacts: vec![contact(1, "2027-02-12"), contact(2, "2027-04-08")], ..Log::default() };
    let came = planned(&scheme, &[relationship(1, "2027-02-03")], &log, "2027-04-08");
    assert_eq!(came, ["contact 1 2027-02-12..2027-02-12 held", "contact 4 2027-04-08..2027-04-08 held"]);
}

#[test]
fn one_visit_is_due_half_way_unless_the_scheme_says_when() {
    let visits = Visits { each: 1, within_months: None };
    let scheme = |visits| {
        let year = Year { visits, ends: Some(day("2027-12-31")), ..Year::default() };
        Scheme { year, ..Scheme::default() }
    };
    // 364 days from the first to the last day of the year.
    let came = planned(&scheme(visits), &[relationship(1, "2027-01-01")], &Log::default(), "2027-07-03");
    assert_eq!(came, ["visit 1 2027-01-01..2027-07-02 overdue"]);
    let visits = Visits { each: 1, within_months: Some(3) };
    let visit = Visit {
        id: RecordId { kind: Kind::Visit, number: 1 },
        relationship: RelationshipId(1),
        supporter: None,
        on: day("2027-03-09"),
        held: true,
    };
    let came = planned(&scheme(visits), &[relationship(1, "2027-01-01")], &Log::default(), "2027-04-01");
    assert_eq!(came, ["visit 1 2027-01-01..2027-04-01 due"]);
    let log = Log { visits: vec![visit], ..Log::default() };
    let came = planned(&scheme(visits), &[relationship(1, "2027-01-01")], &log, "2027-04-01");
    assert_eq!(came, ["visit 1 2027-03-09..2027-03-09 held"]);
}

#[test]
fn whoever_goes_on_with_somebody_else_goes_on_where_they_were() {
    let mut first = relationship(1, "2027-01-31");
    (first.ended, first.ending) = (Some(day("2027-03-20")), Some(Ending::Rematched));
    let log = Log {
        sessions: vec![session(1, "2027-02-10", true)],
        continuations: vec![Continuation { relationship: RelationshipId(2), continues: RelationshipId(1) }],
        ..Log::default()
    };
    let mut scheme = monthly(Some(3));
    scheme.year.review = Some(Review { months: 9, ..Review::default() });
    let came = planned(&scheme, &[first, relationship(2, "2027-04-01")], &log, "2027-04-01");
    // The first session is used; the review stays where it was: nine months after 31 January.
    assert_eq!(
        came,
        [
            "session 1 2027-02-10..2027-02-10 held",
            "session 2 2027-04-01..2027-05-01 due",
            "session 3 2027-05-02..2027-06-01 planned",
            "review day 2027-10-31..2027-10-31 planned",
        ]
    );
}

#[test]
fn two_journeys_that_come_together_have_used_the_sessions_of_both() {
    let ended = |number, accepted| Relationship {
        ended: Some(day("2027-03-20")),
        ending: Some(Ending::Rematched),
        ..relationship(number, accepted)
    };
    let of = |number, session: Session| Session { relationship: RelationshipId(number), ..session };
    let goes_on = |old| Continuation { relationship: RelationshipId(3), continues: RelationshipId(old) };
    let log = Log {
        sessions: vec![session(1, "2027-02-10", true), of(2, session(2, "2027-02-20", true))],
        continuations: vec![goes_on(1), goes_on(2)],
        ..Log::default()
    };
    let relationships = [ended(1, "2027-01-31"), ended(2, "2027-01-31"), relationship(3, "2027-04-01")];
    let scheme = monthly(Some(3));
    assert_eq!(gather(&scheme, &[], &relationships, &log)[2].used, 2);
    let mut came = planned(&scheme, &relationships, &log, "2027-04-01");
    came.sort();
    // Two of three are used; the third is counted anew from the start with somebody else.
    assert_eq!(
        came,
        [
            "session 1 2027-02-20..2027-02-20 held",
            "session 2 2027-02-10..2027-02-10 held",
            "session 3 2027-04-01..2027-05-01 due",
        ]
    );
}

#[test]
fn what_was_moved_is_where_it_was_moved_to() {
    let moved = |to: &str, on: &str| Move {
        relationship: Some(RelationshipId(1)),
        intake: String::new(),
        item: "session 2".to_string(),
        to: day(to),
        on: day(on),
    };
    let log =
        Log { moves: vec![moved("2027-04-12", "2027-03-01"), moved("2027-04-19", "2027-03-08")], ..Log::default() };
    let relationships = [relationship(1, "2027-01-31")];
    let scheme = monthly(Some(2));
    let journeys = gather(&scheme, &[], &relationships, &log);
    let items = of_journey(&journeys[0], &scheme, day("2027-04-19"));
    assert_eq!(said(&items[1]), "session 2 2027-04-19..2027-04-19 due");
    assert_eq!((items[1].changes, items[1].noted), (2, Some(day("2027-03-08"))));
    assert_eq!((items[0].changes, items[0].noted), (0, Some(day("2027-01-31"))));
}

#[test]
fn without_an_intake_two_people_look_back_by_themselves() {
    let review = Some(Review { months: 9, ..Review::default() });
    let scheme = Scheme { year: Year { review, ..Year::default() }, ..Scheme::default() };
    let mut one = relationship(1, "2026-05-31");
    one.members.push(Member { id: PersonId(7), role: Role::Mentee });
    let relationships = [one];
    let missed = planned(&scheme, &relationships, &Log::default(), "2027-03-01");
    assert_eq!(missed, ["review day 2027-02-28..2027-02-28 overdue"]);
    let id = RecordId { kind: Kind::Attendance, number: 1 };
    let came = |person, on: &str, came| Attendance {
        id,
        person: PersonId(person),
        event: "Review day".to_string(),
        on: day(on),
        came,
    };
    let attendances = vec![came(8, "2027-02-26", true), came(7, "2027-02-25", false), came(7, "2027-03-02", true)];
    let log = Log { attendances, ..Log::default() };
    assert_eq!(planned(&scheme, &relationships, &log, "2027-03-02"), ["review day 2027-03-02..2027-03-02 held"]);
}

#[test]
fn an_intake_looks_back_together_nine_months_after_its_opening_day() {
    let calendar = Calendar { division: Some(Division::EnglandAndWales), weekends: true, ..Calendar::default() };
    let review = Some(Review { months: 9, avoid_closed: true, ..Review::default() });
    let reunion = Event { name: "Reunion".to_string(), months_after_opening: Some(12), ..Event::default() };
    let intake = |name: &str, opens: Option<&str>| Intake {
        name: name.to_string(),
        opening_day: opens.map(day),
        place: Place::default(),
    };
    let year = Year { calendar, review, events: vec![reunion], ..Year::default() };
    let intakes = vec![intake("spring", Some("2027-03-25")), intake("later", None)];
    let scheme = Scheme { year, intakes, ..Scheme::default() };
    let came = Attendance {
        id: RecordId { kind: Kind::Attendance, number: 1 },
        person: PersonId(1),
        event: "Opening day".to_string(),
        on: day("2027-03-25"),
        came: true,
    };
    let said_of = |log: &Log| -> Vec<String> {
        for_everybody(&scheme, &[], &[], log, day("2027-04-01")).iter().map(said).collect()
    };
    // 25 December 2027 is a Saturday: Sunday and two substitute days follow it.
    assert_eq!(
        said_of(&Log::default()),
        [
            "opening day 2027-03-25..2027-03-25 not heard",
            "review day 2027-12-29..2027-12-29 planned",
            "Reunion 2028-03-27..2028-03-27 planned",
            "Reunion ?..? planned",
        ]
    );
    // Somebody in no intake came: that says it for nobody's intake but everybody's.
    let log = Log { attendances: vec![came], ..Log::default() };
    assert_eq!(said_of(&log)[0], "opening day 2027-03-25..2027-03-25 not heard");
}

#[test]
fn people_come_only_to_what_is_planned() {
    let event = |name: &str, opens: bool, intake: Option<&str>| Event {
        name: name.to_string(),
        opens,
        intake: intake.map(String::from),
        ..Event::default()
    };
    let intake =
        |name: &str| Intake { name: name.to_string(), opening_day: Some(day("2026-04-21")), place: Place::default() };
    let mut scheme = Scheme::default();
    assert!(event_names(&scheme).is_empty());
    scheme.year.starts = Some(day("2026-04-21"));
    assert_eq!(event_names(&scheme), ["opening day"]);
    scheme.year.events = vec![event("Reunion", false, None)];
    scheme.year.review = Some(Review { months: 9, ..Review::default() });
    assert_eq!(event_names(&scheme), ["Reunion", "opening day", "review day"]);
    // Of two intakes one opens with an event of its own; the other opens as usual.
    scheme.intakes = vec![intake("first"), intake("second")];
    scheme.year.events.push(event("Kick-off", true, Some("first")));
    assert_eq!(event_names(&scheme), ["Reunion", "Kick-off", "opening day", "review day"]);
    scheme.year.events.push(event("Second kick-off", true, Some("second")));
    assert_eq!(event_names(&scheme), ["Reunion", "Kick-off", "Second kick-off", "review day"]);
}

#[test]
fn the_last_day_is_over_when_it_is_unless_somebody_goes_on() {
    let mut scheme = Scheme::default();
    (scheme.year.starts, scheme.year.ends) = (Some(day("2027-01-11")), Some(day("2027-10-14")));
    let ended = Relationship { ended: Some(day("2027-10-14")), ..relationship(1, "2027-01-11") };
    let log = Log::default();
    let end = |relationships: &[Relationship], today: &str| {
        let journeys = gather(&scheme, &[], relationships, &log);
        let items = for_everybody(&scheme, &[], &journeys, &log, day(today));
        items.iter().map(said).find(|said| said.starts_with("end"))
    };
    let said = |state: &str| Some(format!("end 2027-10-14..2027-10-14 {state}"));
    assert_eq!(end(&[], "2027-10-13"), said("planned"));
    assert_eq!(end(std::slice::from_ref(&ended), "2027-12-01"), said("held"));
    assert_eq!(end(&[ended, relationship(2, "2027-02-01")], "2027-12-01"), said("overdue"));
}
