//! Whether records and register belong together, before they are put side by side.

use crate::domain::person::PersonId;
use crate::problems::Problems;
use crate::store::register;
use crate::store::table::Table;

/// The columns of records that name people.
const PEOPLE: [&str; 5] = ["id", "mentor", "mentee", "person", "supporter"];

/// Why records would say nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A table carries another register's mark.
    OtherMark {
        /// The table.
        file: String,
    },
    /// A table names somebody who came after the register.
    Newer {
        /// The table.
        file: String,
        /// Who.
        id: PersonId,
    },
}

/// Whether two registers, as they stand on disk, are of two schemes; where one says nothing yet, nobody knows.
pub fn of_two_schemes(one: &[u8], other: &[u8]) -> bool {
    let mark = |bytes: &[u8]| register::of(Some(bytes.to_vec()), &mut Problems::default()).mark;
    let (one, other) = (mark(one), mark(other));
    one != other && !one.is_empty() && !other.is_empty()
}

/// Looks for the first table that does not fit the register; `files` are all that would be there.
pub fn misfit<'f>(files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Option<Misfit> {
    let (mut register, mut tables) = (None, Vec::new());
    for (file, bytes) in files {
        if file == register::FILE {
            register = Some(bytes.to_vec());
        } else if file.starts_with("records/") && file.ends_with(".csv") {
            tables.push((file, bytes));
        }
    }
    let register = register::of(register, &mut Problems::default());
    tables.into_iter().find_map(|(file, bytes)| {
        let table = Table::read(file, &[], Some(bytes.to_vec()), &mut Problems::default());
        if table.columns().iter().any(|column| column == "mark") && !table.has_mark(&register.mark) {
            return Some(Misfit::OtherMark { file: file.to_string() });
        }
        let cells = (0..table.len()).flat_map(|row| PEOPLE.map(|column| table.cell(row, column)));
        let newer = cells.filter_map(|cell| cell.parse::<PersonId>().ok()).find(|id| id.0 > register.last());
        newer.map(|id| Misfit::Newer { file: file.to_string(), id })
    })
}
