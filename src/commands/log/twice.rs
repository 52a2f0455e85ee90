//! The same noted twice: mostly the same command typed twice, or two people who noted one thing.

use crate::domain::log::{Kind, RecordId};
use crate::store::table::Table;

/// What to say where a record of these cells stands there already. Sessions, messages and ratings are doubted by their
/// days, whatever else they say; two goals, quotes or lessons differ in their words, which do not stand in the table.
pub fn told(table: &Table, kind: Kind, cells: &[(&str, String)], id: RecordId) -> Option<String> {
    let doubted = [
        Kind::Visit,
        Kind::Contact,
        Kind::Activity,
        Kind::Attendance,
        Kind::Training,
        Kind::Concern,
        Kind::Answer,
        Kind::Result,
        Kind::Decision,
    ];
    if !doubted.contains(&kind) {
        return None;
    }
    let says =
        |column: &str| cells.iter().rev().find(|(own, _)| *own == column).map_or("", |(_, value)| value.as_str());
    let said = |column: &&String| !["mark", "id"].contains(&column.as_str());
    let columns: Vec<&String> = table.columns().iter().filter(said).collect();
    let same = |row: &usize| columns.iter().all(|column| table.cell(*row, column) == says(column));
    let before = (0..table.len()).find(same)?;
    let before = table.cell(before, "id");
    Some(format!("note: {before} says the same, of the same day; if they are one: mentor log --remove {id}"))
}
