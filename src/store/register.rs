//! `private/register.csv`: which id belongs to whom, and the mark that every table of records repeats.

use super::directory::Directory;
use super::table::Table;
use crate::domain::person::{Identity, PersonId};
use crate::domain::register::Register;
use crate::domain::scheme::IdentityKind;
use crate::problems::Problems;

/// The name of the file.
pub const FILE: &str = "private/register.csv";

const COLUMNS: [&str; 4] = ["mark", "id", "kind", "identity"];

/// Reads the register; an empty one where there is no file.
pub fn read(directory: &Directory, problems: &mut Problems) -> anyhow::Result<Register> {
    Ok(of(directory.read(FILE)?, problems))
}

/// Reads the register from the file's bytes.
pub fn of(bytes: Option<Vec<u8>>, problems: &mut Problems) -> Register {
    let table = Table::read(FILE, &COLUMNS, bytes, problems);
    let mut register = Register::default();
    register.mark = table.cell(0, "mark").to_string();
    for row in 0..table.len() {
        let kind = table.cell(row, "kind");
        let id: Option<PersonId> = table.cell(row, "id").parse().ok();
        let known = IdentityKind::WORDS.iter().find(|(word, _)| *word == kind);
        match (id, known) {
            (Some(id), Some((_, kind))) => {
                let identity = Identity { kind: *kind, text: table.cell(row, "identity").to_string() };
                if register.id(&identity).is_some_and(|other| other != id) {
                    table.wrong(
                        row,
                        "id",
                        "is the second id of one person",
                        "restore private/ from your backup",
                        problems,
                    );
                }
                register.insert(identity, id);
            }
            (None, _) => {
                table.wrong(row, "id", "is not an id such as P014", "restore private/ from your backup", problems)
            }
            // A tombstone keeps an id from being used again and says nothing about anybody.
            (Some(id), None) if kind == "erased" => register.used_up_to(id.0),
            (Some(_), None) => {
                table.wrong(
                    row,
                    "kind",
                    "is neither key, email nor name",
                    "restore private/ from your backup",
                    problems,
                );
            }
        }
    }
    register
}

/// The file's bytes.
pub fn bytes(register: &Register) -> Vec<u8> {
    let mut table = Table::new(FILE, &COLUMNS);
    for (id, identity) in register.entries() {
        let (kind, text) = (identity.kind.word(), identity.text.as_str());
        table.push(&[("mark", register.mark.as_str()), ("id", &id.to_string()), ("kind", kind), ("identity", text)]);
    }
    // An id is never used twice, also where nobody has it any more.
    let last = PersonId(register.last());
    if last.0 > 0 && !register.knows(last) {
        let last = last.to_string();
        table.push(&[("mark", register.mark.as_str()), ("id", &last), ("kind", "erased"), ("identity", "")]);
    }
    table.bytes()
}
