//! What a round rests on beside people, as the book has it.

use super::Book;
use crate::domain::matching::rests::Rests;
use crate::store::pairs::CONFLICTS;

impl Book {
    /// The scheme and everything about pairs.
    pub fn rests(&self) -> Rests<'_> {
        Rests {
            scheme: &self.scheme,
            text: &self.scheme_text,
            people: &self.people,
            tables: &self.tables,
            conflicts: CONFLICTS,
        }
    }
}
