//! `mentor take` of replies: how many messages of a month waited for one, and how many had it in time.

use chrono::NaiveDate;

use super::Sheet;
use super::filled::{Above, Filled, Line, Taken};
use crate::commands::sheet::replies::FILLED;
use crate::domain::calendar::months_after;
use crate::domain::log::{Kind, Tally};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::forms::dates;
use crate::store::log::Logged;
use crate::wording::list;

/// The sheet of replies.
pub const SHEET: Sheet = Sheet {
    own: "in_time",
    columns: &["relationship", "month", "messages", "in_time"],
    filled: &FILLED,
    kind: Kind::Message,
    called: "month",
    shown: columns,
    take,
};

/// How many messages waited for a reply, and how many had it in time.
type Said = (i64, i64);

fn columns() -> Vec<Column> {
    vec![
        Column::new("relationship", "Id"),
        Column::new("month", "Month"),
        Column::new("messages", "Messages"),
        Column::new("in_time", "In time"),
    ]
}

/// Reads the rows, and plans the months that nobody counted.
fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let mut above = Above::new();
    let mut lines = Vec::new();
    for row in filled.rows(&FILLED) {
        let relationship = filled.relationship(row, book);
        let month = month(filled, row);
        let messages = filled.whole(row, "messages", 0..=100_000);
        let in_time = filled.whole(row, "in_time", 0..=100_000);
        if let Some(relationship) = relationship {
            filled.names_of(row, relationship, book);
            month.into_iter().for_each(|month| in_that_month(filled, row, relationship, month));
        }
        let (Some(relationship), Some(month), Some(messages), Some(in_time)) = (relationship, month, messages, in_time)
        else {
            continue;
        };
        if in_time > messages {
            let message = format!("{in_time} of {messages} cannot have been in time");
            filled.wrong(row, "in_time", &message, "put the one or the other right");
        }
        let (id, said) = (relationship.id, (messages, in_time));
        let taken = match above.told(filled, row, ((id, month), said), otherwise) {
            true => Taken::Known,
            false => note(filled, row, logged, (id, month), said, &book.register.mark),
        };
        let cells = vec![Cell::text(id.to_string()), Cell::Month(month), Cell::Number(messages), Cell::Number(in_time)];
        lines.push(Line { cells, taken });
    }
    lines
}

/// In which column two rows of the same month say what cannot both be.
fn otherwise(said: Said, before: Said) -> Option<&'static str> {
    match said.0 == before.0 {
        true => (said.1 != before.1).then_some("in_time"),
        false => Some("messages"),
    }
}

/// The month of a row, as its first day.
fn month(filled: &mut Filled, row: usize) -> Option<NaiveDate> {
    let month = dates::month(filled.cell(row, "month"));
    if month.is_none() {
        let what = if filled.cell(row, "month").is_empty() { "the month is missing" } else { "is no month" };
        filled.wrong(row, "month", what, "write it as 2027-03");
    }
    month
}

/// Sees whether the relationship was under way in a month, and the month has begun.
fn in_that_month(filled: &mut Filled, row: usize, relationship: &Relationship, month: NaiveDate) {
    let id = relationship.id;
    let wrong = if month > filled.today {
        format!("{} has not come yet", in_words(month))
    } else if let Some(accepted) = relationship.accepted.filter(|accepted| months_after(month, 1) <= *accepted) {
        format!("{} is before {id} began, on {accepted}", in_words(month))
    } else if let Some(ended) = relationship.ended.filter(|ended| *ended < month) {
        format!("{} is after {id} ended, on {ended}", in_words(month))
    } else {
        return;
    };
    filled.wrong(row, "month", &wrong, "put the month right, or the id");
}

fn in_words(month: NaiveDate) -> String {
    month.format("%B %Y").to_string()
}

/// Plans the month where nobody counted it.
fn note(
    filled: &mut Filled,
    row: usize,
    logged: &mut Logged,
    (id, month): (RelationshipId, NaiveDate),
    said: Said,
    mark: &str,
) -> Taken {
    let next = months_after(month, 1);
    let own = |tally: &&Tally| tally.relationship == id && month <= tally.on && tally.on < next;
    let there: Vec<Tally> = logged.log.tallies.iter().filter(own).cloned().collect();
    let add = |sum: Said, tally: &Tally| (sum.0 + i64::from(tally.messages), sum.1 + i64::from(tally.in_time));
    let sum = there.iter().fold((0, 0), add);
    if !there.is_empty() && sum == said {
        return Taken::Known;
    }
    if !there.is_empty() {
        let ids: Vec<String> = there.iter().map(|tally| tally.id.to_string()).collect();
        let message = format!("says otherwise than {} ({} of {} in time)", list(&ids, "and"), sum.1, sum.0);
        let remedy = format!("put the row right, or the record: mentor log message --change {}", ids[0]);
        filled.wrong(row, "messages", &message, &remedy);
        return Taken::Known;
    }
    // A month that is not over is told up to today.
    let last = next.pred_opt().unwrap_or(next).min(filled.today);
    let cells = [
        ("relationship", id.to_string()),
        ("on", last.to_string()),
        ("messages", said.0.to_string()),
        ("in_time", said.1.to_string()),
    ];
    logged.add(Kind::Message, mark, &cells);
    Taken::New
}
