//! Sessions of people whose relationship nobody noted: beside delivery, and in none of its figures.

use super::seen::{Part, Seen, count, decimal, hidden};
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};

const TITLE: &str = "Sessions in no relationship";

/// What is told of them; none where there are none.
pub fn part(seen: &Seen<'_>) -> Option<Part> {
    let of = seen.apart();
    if of.pairs == 0 {
        return None;
    }
    let columns = [
        ("pairs", "Pairs"),
        ("sessions_held", "Held"),
        ("sessions_not_held", "Not held"),
        ("sessions_not_heard", "Not heard"),
        ("hours_held", "Hours held"),
        ("length_not_heard", "Length not heard"),
    ];
    let columns = columns.map(|(key, heading)| Column::new(key, heading)).to_vec();
    let mut part = Part { title: TITLE.to_string(), says: Vec::new(), table: Table::new(columns, Vec::new()), keys: 0 };
    let Shown::Count(pairs) = seen.telling.tell_apart(of.pairs) else {
        part.says.push(seen.too_few(TITLE));
        return Some(part);
    };
    part.says.push("Logs of other programs tell of them, and no relationship of these people was noted: they count in no other figure.".to_string());
    let [held, not_held, not_heard] = of.told(seen.threshold);
    let shown = |told: bool, cell: Cell| if told { cell } else { hidden() };
    part.table.rows.push(vec![
        seen.cell(Shown::Count(pairs)),
        shown(held, count(of.held)),
        shown(not_held, count(of.not_held)),
        shown(not_heard, count(of.not_heard)),
        shown(held, decimal(of.minutes as f64 / 60.0, 1)),
        shown(held, count(of.minutes_not_heard)),
    ]);
    Some(part)
}
