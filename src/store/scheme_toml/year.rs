//! Reads how a scheme runs through its year: dates, calendar, sessions, contacts, visits, the review, events.

use chrono::NaiveTime;

use super::reader::{Table, suggest};
use super::words;
use crate::domain::calendar::{Calendar, Division};
use crate::domain::scheme::Intake;
use crate::domain::scheme::year::{Contacts, Event, Every, Hours, Limits, Review, Sessions, Visits, Year};
use crate::wording::{normal, show};

/// The review day comes so many months after the opening day, where the scheme does not say.
const REVIEW_MONTHS: u32 = 9;

/// Reads every part, in the order of a year.
pub fn read(top: &Table<'_>, intakes: &[Intake]) -> Year {
    let mut year = Year::default();
    if let Some(table) = top.table("dates") {
        table.day("opens");
        table.day("closes");
        (year.starts, year.ends) = (table.day("starts"), table.day("ends"));
        if year.starts.zip(year.ends).is_some_and(|(starts, ends)| ends < starts) {
            table.error_at("ends", "the scheme ends before it starts", "compare `starts` and `ends`");
        }
        table.finish("[dates]");
    }
    year.calendar = calendar(top);
    year.sessions = sessions(top).unwrap_or_default();
    if let Some(table) = top.table("messages") {
        year.reply_hours = number(&table, "reply_hours", 1..=10_000);
        year.kept_by = table.text("kept_by");
        table.finish("[messages]");
    }
    year.review = review(top);
    if let Some(table) = top.table("visits") {
        year.visits = Visits {
            each: number(&table, "each", 0..=100).unwrap_or(1),
            within_months: number(&table, "within_months", 1..=120),
        };
        table.text("by");
        table.finish("[visits]");
    }
    if let Some(table) = top.table("contacts") {
        year.contacts = Contacts {
            first_month: number(&table, "first_month", 0..=28).unwrap_or(0),
            monthly: number(&table, "monthly", 0..=28).unwrap_or(0),
        };
        table.finish("[contacts]");
    }
    year.limits = limits(top);
    year.events = events(top, intakes, &own_days(&year, intakes));
    year.words = words::read(top);
    year
}

/// A whole number within a range, as the year counts.
pub fn number(table: &Table<'_>, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<u32> {
    table.whole(key, range).and_then(|number| u32::try_from(number).ok())
}

fn calendar(top: &Table<'_>) -> Calendar {
    let Some(table) = top.table("calendar") else { return Calendar::default() };
    let mut calendar = Calendar {
        division: table.word("division", &Division::WORDS),
        // Whoever speaks of closed days at all means weekends too.
        weekends: table.truth("avoid_weekends").unwrap_or(true),
        extra_closed: Vec::new(),
    };
    table.pass("extra_closed");
    if let Some(entry) = table.entries().into_iter().find(|entry| entry.key == "extra_closed") {
        match entry.days() {
            Some(days) => calendar.extra_closed = days,
            None => {
                entry.error("is not a list of days", "write extra_closed = [2027-08-02, 2027-08-03], without quotes")
            }
        }
    }
    calendar.extra_closed.sort();
    table.finish("[calendar]");
    calendar
}

/// What a relationship plans, where a table says it.
pub fn sessions(top: &Table<'_>) -> Option<Sessions> {
    let table = top.table("sessions")?;
    let every = table.text("every").and_then(|text| {
        let every = Every::from_words(&text);
        if every.is_none() {
            let remedy = "write \"week\", \"fortnight\", \"month\", \"quarter\", or such as \"6 weeks\"";
            table.error_at("every", format!("`{}` does not say how often", show(&text)), remedy);
        }
        every
    });
    let sessions = Sessions {
        number: number(&table, "number", 0..=1000),
        minutes: number(&table, "minutes", 1..=1440),
        every,
        months: number(&table, "months", 1..=120),
        first: table.text("first"),
        by: table.texts("by").unwrap_or_default(),
    };
    table.finish("[sessions]");
    Some(sessions)
}

fn review(top: &Table<'_>) -> Option<Review> {
    let table = top.table("review")?;
    let review = Review {
        months: number(&table, "months", 1..=120).unwrap_or(REVIEW_MONTHS),
        on: table.day("on"),
        avoid_closed: table.truth("avoid_closed").unwrap_or(true),
        hours: hours(&table),
        place: table.text("where"),
        about: table.texts("about").unwrap_or_default(),
        table_size: number(&table, "table_size", 2..=30),
    };
    table.finish("[review]");
    Some(review)
}

fn limits(top: &Table<'_>) -> Limits {
    let mut limits = Limits::default();
    let Some(table) = top.table("status") else { return limits };
    let days = |key| number(&table, key, 1..=3650);
    limits.first_meeting_days = days("first_meeting_days").unwrap_or(limits.first_meeting_days);
    limits.no_news_days = days("no_news_days").unwrap_or(limits.no_news_days);
    limits.ring_again_days = days("ring_again_days").unwrap_or(limits.ring_again_days);
    table.finish("[status]");
    limits
}

/// The days that the schedule plans by itself for everybody, under these names.
fn own_days(year: &Year, intakes: &[Intake]) -> Vec<&'static str> {
    let opens = year.starts.is_some() || intakes.iter().any(|intake| intake.opening_day.is_some());
    let ends = year.ends.is_some() || year.sessions.months.is_some();
    let days = [("opening day", opens), ("review day", year.review.is_some()), ("end", ends)];
    days.into_iter().filter(|(_, planned)| *planned).map(|(name, _)| name).collect()
}

fn events(top: &Table<'_>, intakes: &[Intake], own_days: &[&str]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for table in top.tables("event") {
        let name = table.required("name", "\"Reunion\"").unwrap_or_default();
        let kind = table.text("kind").unwrap_or_default();
        let asked_of = table.texts("for").unwrap_or_default();
        drop(table.texts("about"));
        let intake = table.text("intake").and_then(|text| {
            let known = intakes.iter().find(|intake| normal(&intake.name) == normal(&text));
            if known.is_none() {
                let names: Vec<&str> = intakes.iter().map(|intake| intake.name.as_str()).collect();
                let remedy = if names.is_empty() { "add it as [[intake]]".to_string() } else { suggest(&text, &names) };
                table.error_at("intake", format!("there is no intake `{}`", show(&text)), remedy);
            }
            known.map(|intake| intake.name.clone())
        });
        let opens = ["opening", "opening day"].contains(&normal(&kind).as_str());
        if let Some(own) = own_days.iter().find(|own| **own == normal(&name) && !(opens && **own == "opening day")) {
            let also = if *own == "opening day" { "write kind = \"opening day\" if that is meant, or " } else { "" };
            let remedy = format!("{also}give the event another name");
            table.error_at("name", format!("the schedule has its own day that is called `{own}`"), remedy);
        }
        // What is for everybody is for every intake too.
        let shared = |known: &Event| known.intake == intake || known.intake.is_none() || intake.is_none();
        let twice = |known: &Event| normal(&known.name) == normal(&name) && shared(known);
        if !name.is_empty() && events.iter().any(twice) {
            table.error_at("name", format!("the event `{}` stands twice", show(&name)), "give each its own name");
        }
        events.push(Event {
            opens,
            name,
            on: table.day("on"),
            months_after_opening: number(&table, "months_after_opening", 0..=240),
            intake,
            asked_of,
            hours: hours(&table),
        });
        table.finish("[[event]]");
    }
    events
}

/// From when until when, where both are said.
pub fn hours(table: &Table<'_>) -> Option<Hours> {
    let time = |key: &'static str| {
        let text = table.text(key)?;
        let time = NaiveTime::parse_from_str(&text, "%H:%M").ok();
        if time.is_none() {
            table.error_at(key, format!("`{}` is no time of day", show(&text)), format!("write {key} = \"10:00\""));
        }
        time
    };
    let (at, until) = (time("at"), time("until"));
    if table.has("at") != table.has("until") {
        let (there, missing) = if table.has("at") { ("at", "until") } else { ("until", "at") };
        table.error_at(there, format!("`{missing}` is missing beside it"), format!("add {missing} = \"16:00\""));
    }
    let hours = at.zip(until)?;
    if hours.1 <= hours.0 {
        table.error_at("until", "it ends before it begins", "compare `at` and `until`");
    }
    Some(hours)
}
