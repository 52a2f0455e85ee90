//! Parts of a scheme that say how the year runs. They are checked for their keys here and read by whoever needs them.

use super::reader::Table;
use crate::domain::small_numbers::Threshold;

/// What a key of such a part holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Texts,
    Whole,
    Truth,
    Day,
    Anything,
}
use Holds::{Anything, Day, Text, Texts, Truth, Whole};

/// A part that stands once: its name and keys.
type Part = (&'static str, &'static [(&'static str, Holds)]);

const ONCE: [Part; 11] = [
    ("dates", &[("opens", Day), ("closes", Day), ("starts", Day), ("ends", Day)]),
    (
        "sessions",
        &[("number", Whole), ("minutes", Whole), ("every", Text), ("first", Text), ("by", Texts), ("months", Whole)],
    ),
    ("messages", &[("reply_hours", Whole), ("kept_by", Text)]),
    ("review", &[("months", Whole), ("on", Day), ("about", Texts), ("avoid_closed", Truth)]),
    ("visits", &[("each", Whole), ("by", Text)]),
    ("contacts", &[("first_month", Whole), ("monthly", Whole)]),
    ("calendar", &[("division", Text), ("extra_closed", Anything), ("avoid_weekends", Truth)]),
    ("status", &[("first_meeting_days", Whole), ("no_news_days", Whole)]),
    ("value", &[("before", Text), ("audiences", Texts), ("assumptions", Anything)]),
    // The threshold is read below.
    ("evaluation", &[("threshold", Anything), ("audiences", Texts), ("apart", Texts)]),
    ("quotes", &[("consent", Texts), ("expire_months", Whole)]),
];

const MANY: [Part; 10] = [
    (
        "event",
        &[
            ("name", Text),
            ("kind", Text),
            ("on", Day),
            ("intake", Text),
            ("for", Texts),
            ("about", Texts),
            ("months_after_opening", Whole),
        ],
    ),
    (
        "training",
        &[("name", Text), ("for", Text), ("days", Whole), ("modules", Anything), ("topics", Texts), ("needed", Truth)],
    ),
    ("outcome", &[("name", Text), ("for", Text), ("says", Text)]),
    (
        "measure",
        &[("name", Text), ("question", Text), ("stages", Texts), ("scale", Texts), ("for", Texts), ("items", Texts)],
    ),
    ("result", &[("name", Text), ("weeks", Anything), ("says", Text)]),
    ("channel", &[("name", Text), ("by", Texts), ("reply_hours", Whole), ("says", Text)]),
    ("pool", &[("name", Text), ("says", Text), ("source", Text)]),
    ("activity", &[("name", Text), ("says", Text)]),
    ("decision", &[("name", Text), ("options", Texts), ("says", Text)]),
    ("theme", &[("name", Text), ("says", Text)]),
];

/// Checks the keys of every such part.
pub fn read(top: &Table<'_>) {
    for (name, keys) in ONCE {
        if let Some(table) = top.table(name) {
            check(&table, keys, &format!("[{name}]"));
        }
    }
    for (name, keys) in MANY {
        for table in top.tables(name) {
            check(&table, keys, &format!("[[{name}]]"));
        }
    }
}

/// Reads the number below which counts are hidden.
pub fn threshold(top: &Table<'_>) -> Threshold {
    let number = top.table("evaluation").and_then(|table| table.whole("threshold", 0..=1_000_000));
    number.and_then(|number| u32::try_from(number).ok()).map_or_else(Threshold::default, Threshold)
}

fn check(table: &Table<'_>, keys: &[(&'static str, Holds)], what: &str) {
    for (key, holds) in keys {
        match holds {
            Text => drop(table.text(key)),
            Texts => drop(table.texts(key)),
            Whole => drop(table.whole(key, 0..=1_000_000)),
            Truth => drop(table.truth(key)),
            Day => drop(table.day(key)),
            Anything => table.pass(key),
        }
    }
    table.finish(what);
}
