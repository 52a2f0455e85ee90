//! Who is meant by what an export calls them: e-mail, key, id or name.

use std::collections::HashMap;

use crate::domain::callings::{Callings, Meant};
use crate::domain::log::Named;
use crate::domain::person::{PersonId, normal_email};
use crate::store::book::Book;
use crate::wording::{normal, says_nothing};

/// Everything people can be called by, and what was looked up before.
pub struct Who<'a> {
    book: &'a Book,
    names: Callings,
    registered: HashMap<String, PersonId>,
    before: HashMap<String, Option<Named>>,
}

impl<'a> Who<'a> {
    /// Everybody who takes part, and whom the register knows from before.
    pub fn new(book: &'a Book) -> Self {
        let registered = book.register.entries().into_iter().map(|(id, identity)| (identity.text.clone(), id));
        Who {
            book,
            names: Callings::new(&book.people, &book.register),
            registered: registered.collect(),
            before: HashMap::new(),
        }
    }

    /// Whether anybody takes part at all; else an export stands alone.
    pub fn anybody(&self) -> bool {
        !self.book.people.is_empty()
    }

    /// Who is meant; none where the cell is blank.
    pub fn named(&mut self, cell: &str) -> Option<Named> {
        if let Some(known) = self.before.get(cell) {
            return known.clone();
        }
        let named = self.look(cell);
        self.before.insert(cell.to_string(), named.clone());
        named
    }

    /// What is wrong with a cell that says nobody in particular, and what to write.
    pub fn unknown(&self, cell: &str) -> (&'static str, &'static str) {
        match self.names.find(cell) {
            Meant::Either(..) => (
                "is the id of one person and the key or name of another",
                "write id: before it if the id is meant, or key: (name:) if the key (the name) is",
            ),
            Meant::Several => {
                ("is the name of several people", "write the e-mail address, key or id of the one who is meant")
            }
            _ => ("is nobody who takes part", "write the e-mail address, key, id or full name of somebody who does"),
        }
    }

    fn look(&self, cell: &str) -> Option<Named> {
        let text = normal(cell);
        // Somebody may be called so all the same.
        if (says_nothing(&text) || text == "anonymous") && !self.names.knows(&text) {
            return None;
        }
        let address = normal_email(cell);
        let calls = || [Some(&text), address.as_ref()].into_iter().flatten();
        let meant = calls().map(|text| self.names.find(text)).find(|meant| *meant != Meant::Nobody);
        let id = match meant {
            Some(Meant::One(at)) => Some(self.book.people[at].id),
            Some(Meant::Either(..)) => None,
            _ => calls().find_map(|text| self.registered.get(text)).copied(),
        };
        Some(id.map_or_else(|| Named::Unknown(cell.trim().to_string()), Named::Known))
    }
}
