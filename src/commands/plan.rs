//! Planning changes: which tables a verb writes, and the register with them where somebody is new.

use crate::domain::register::Register;
use crate::store::book::Book;
use crate::store::records::Records;
use crate::store::register;
use crate::store::table::Table;
use crate::store::writer::Edits;

use super::Desk;

/// Gives everybody new their id and the register its mark: what a verb that writes does first.
pub fn settle(book: &mut Book, desk: &Desk) {
    if book.register.mark.is_empty() {
        book.register.mark.clone_from(&desk.mark);
    }
    book.people.iter_mut().for_each(|person| person.new = false);
}

/// Starts a plan; the register is part of it where it grew.
pub fn start(label: String, book: &Book) -> Edits {
    let mut edits = Edits::new(label);
    if book.register_grew {
        write_register(&mut edits, &book.register);
    }
    edits
}

/// Plans to write the register.
pub fn write_register(edits: &mut Edits, register: &Register) {
    edits.write(register::FILE, register::bytes(register));
}

/// Plans to write a table.
pub fn write(edits: &mut Edits, table: &Table) {
    edits.write(table.file.as_str(), table.bytes());
}

/// Plans to write the tables that say who is with whom.
pub fn write_relationships(edits: &mut Edits, records: &Records) {
    write(edits, &records.relationships_table);
    // Schemes of pairs alone never have this table.
    if !records.members.is_empty() {
        write(edits, &records.members);
    }
}
