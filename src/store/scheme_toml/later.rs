//! Parts of a scheme that say how the year runs. They are checked for their keys here and read by
//! whoever needs them; what the schedule and the log need is read in `year`.

use super::reader::Table;
use crate::domain::small_numbers::Threshold;

/// What a key of such a part holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Texts,
    Whole,
    Anything,
}
use Holds::{Anything, Text, Texts, Whole};

/// A part that stands once: its name and keys.
type Part = (&'static str, &'static [(&'static str, Holds)]);

const ONCE: [Part; 2] = [
    ("value", &[("before", Text), ("audiences", Texts), ("assumptions", Anything)]),
    // The threshold is read below.
    ("evaluation", &[("threshold", Anything), ("audiences", Texts), ("apart", Texts)]),
];

const MANY: [Part; 2] = [
    ("outcome", &[("name", Text), ("for", Text), ("says", Text)]),
    ("channel", &[("name", Text), ("by", Texts), ("reply_hours", Whole), ("says", Text)]),
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
            Anything => table.pass(key),
        }
    }
    table.finish(what);
}
