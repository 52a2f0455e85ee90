//! The same noted twice: mostly the same command typed twice, or two people who noted one thing.

use crate::domain::log::{Kind, RecordId};
use crate::store::notes;
use crate::store::table::Table;
use crate::wording::normal;

/// A record that is about to be noted.
pub struct New<'n> {
    /// Of which kind.
    pub kind: Kind,
    /// What it gets as its id.
    pub id: RecordId,
    /// Its cells.
    pub cells: &'n [(&'static str, String)],
    /// Its note.
    pub note: &'n str,
    /// Whether the note is what the record is about, and no remark on it.
    pub is_words: bool,
}

/// What to say where such a record stands in the table already. Sessions, messages and ratings are doubted by their days,
/// whatever else they say; of what is in words the words have to be the same too.
pub fn told(table: &Table, notes: &Table, new: &New<'_>) -> Option<String> {
    if [Kind::Session, Kind::Message, Kind::Rating].contains(&new.kind) {
        return None;
    }
    let says =
        |column: &str| new.cells.iter().rev().find(|(own, _)| *own == column).map_or("", |(_, value)| value.as_str());
    let said = |column: &&String| !["mark", "id"].contains(&column.as_str());
    let columns: Vec<&String> = table.columns().iter().filter(said).collect();
    let same = |row: &usize| columns.iter().all(|column| table.cell(*row, column) == says(column));
    let alike: Vec<&str> = (0..table.len()).filter(same).map(|row| table.cell(row, "id")).collect();
    let note = |id: &str| notes::of(notes, id).next().map_or(String::new(), normal);
    let same_note = |id: &&&str| note(id) == normal(new.note);
    let (before, how) = match alike.iter().find(same_note) {
        Some(before) => (before, "says the same"),
        None if new.is_words => return None,
        None => (alike.first()?, "looks the same but for its note"),
    };
    Some(format!("note: {before} {how}, of the same day; if they are one: mentor log --remove {}", new.id))
}
