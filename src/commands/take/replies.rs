//! `mentor take` of replies: how many messages of a month waited for one, and how many had it in time.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::filled::{Filled, Line, Taken, keep};
use crate::commands::sheet::replies::FILLED;
use crate::domain::calendar::months_after;
use crate::domain::log::{Kind, Tally};
use crate::domain::relationship::RelationshipId;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;

/// The columns of what is shown.
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("relationship", "Id"),
        Column::new("month", "Month"),
        Column::new("messages", "Messages"),
        Column::new("in_time", "In time"),
    ]
}

/// Reads the rows, and plans the months that nobody counted.
pub fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("month");
    let mut here: HashMap<(RelationshipId, NaiveDate), (usize, (i64, i64))> = HashMap::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let relationship = filled.relationship(row, book).map(|r| r.id);
        let month = filled.day(row, "month", &days).and_then(|day| day.with_day(1));
        let messages = filled.whole(row, "messages", 0..=100_000);
        let in_time = filled.whole(row, "in_time", 0..=100_000);
        let (Some(id), Some(month), Some(messages), Some(in_time)) = (relationship, month, messages, in_time) else {
            continue;
        };
        if in_time > messages {
            let message = format!("{in_time} of {messages} cannot have been in time");
            filled.wrong(row, "in_time", &message, "put the one or the other right");
        }
        let said = (messages, in_time);
        // A month that is not over is told up to today.
        let next = months_after(month, 1);
        let last = next.pred_opt().unwrap_or(next).min(filled.today);
        let own = |tally: &&Tally| tally.relationship == id && month <= tally.on && tally.on < next;
        let there: Vec<Tally> = logged.log.tallies.iter().filter(own).cloned().collect();
        let sum = there
            .iter()
            .fold((0, 0), |(all, timely), tally| (all + i64::from(tally.messages), timely + i64::from(tally.in_time)));
        let taken = match here.get(&(id, month)).copied() {
            Some((other, before)) => {
                if said != before {
                    let column = if said.0 == before.0 { "in_time" } else { "messages" };
                    filled.contradicts(row, column, other);
                }
                Taken::Known
            }
            None if !there.is_empty() && sum == said => Taken::Known,
            None if !there.is_empty() => {
                let ids: Vec<String> = there.iter().map(|tally| tally.id.to_string()).collect();
                let known = crate::wording::list(&ids, "and");
                let message = format!("says otherwise than {known} ({} of {} in time)", sum.1, sum.0);
                let remedy = format!("put the row right, or the record: mentor log message --change {}", ids[0]);
                filled.wrong(row, "messages", &message, &remedy);
                Taken::Known
            }
            None => {
                let cells = [
                    ("relationship", id.to_string()),
                    ("on", last.to_string()),
                    ("messages", messages.to_string()),
                    ("in_time", in_time.to_string()),
                ];
                keep(logged, Kind::Message, &book.register.mark, &cells);
                Taken::New
            }
        };
        here.entry((id, month)).or_insert((row, said));
        let month = Cell::text(month.format("%Y-%m").to_string());
        let cells = vec![Cell::text(id.to_string()), month, Cell::Number(messages), Cell::Number(in_time)];
        lines.push(Line { cells, taken });
    }
    lines
}
