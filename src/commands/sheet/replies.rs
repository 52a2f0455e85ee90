//! `mentor sheet replies`: a row a relationship and month for which nobody counted the messages answered in time.

use anyhow::bail;
use chrono::{Datelike, NaiveDate};

use super::{ForArgs, sheet};
use crate::commands::{Answer, Desk, members, schedule, year};
use crate::domain::calendar::months_after;
use crate::domain::journey::Journey;
use crate::report::{Cell, Column, Offer};

/// The columns that people fill in, and that `mentor take` reads.
pub const FILLED: [&str; 2] = ["messages", "in_time"];

pub fn run(args: &ForArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let Some(hours) = book.scheme.year.reply_hours else {
        bail!(
            "the scheme promises no reply time, so nothing is in time or late; add [messages] reply_hours = 72 to scheme.toml"
        );
    };
    let whose = schedule::whose(&book, args.of.as_deref())?;
    let columns = vec![
        Column::new("relationship", "relationship"),
        Column::new("who", "who").privacy(desk.privacy_of_called()),
        Column::new("month", "month"),
        Column::new("messages", "messages").offers(Offer::Whole(0, 100_000)),
        Column::new("in_time", "in_time").offers(Offer::Whole(0, 100_000)),
    ];
    let mut rows = Vec::new();
    let journeys = year::journeys(&book, &logged.log);
    for journey in journeys.iter().filter(|journey| whose.is_of(journey)) {
        for month in months(journey, desk.today) {
            rows.push(vec![
                Cell::text(journey.relationship.id.to_string()),
                members::one_under_another(&book, &journey.relationship.members),
                Cell::Month(month),
                Cell::Blank,
                Cell::Blank,
            ]);
        }
    }
    let none = "Every month that is over was counted.";
    let how = format!(
        "Fill in how many messages waited for a reply in that month, and how many had it within {hours} hours; a row left blank says nothing."
    );
    Ok(sheet(columns, rows, none, &how, book.problems, desk))
}

/// The months of a relationship that are over and were not counted, each as its first day.
fn months(journey: &Journey<'_>, today: NaiveDate) -> Vec<NaiveDate> {
    let first = journey.start.with_day(1).unwrap_or(journey.start);
    let last = journey.relationship.ended.map_or(today, |ended| ended.min(today));
    let told = |month: &NaiveDate| {
        let next = months_after(*month, 1);
        journey.tallies.iter().any(|tally| *month <= tally.on && tally.on < next)
    };
    let all = (0..).map(|count| months_after(first, count));
    let over = all.take_while(|month| *month <= last && months_after(*month, 1) <= today);
    over.filter(|month| !told(month)).collect()
}
