//! Cells of records that hold ids.

use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::scheme::Role;
use crate::problems::Problems;
use crate::store::table::Table;

/// The two of a pair in the row of their relationship; in practice, whoever a trainee practises with is in the place of
/// the mentee.
pub fn two_of(
    table: &Table,
    row: usize,
    practice: bool,
    register: &Register,
    problems: &mut Problems,
) -> Option<Vec<Member>> {
    let first = if practice { Role::PracticePartner } else { Role::Mentee };
    let mentee = person_id(table, row, "mentee", register, problems);
    let mentor = person_id(table, row, "mentor", register, problems);
    Some(vec![Member { id: mentee?, role: first }, Member { id: mentor?, role: Role::Mentor }])
}

/// Reads the id of a relationship, or notes an error.
pub fn relationship_id(table: &Table, row: usize, column: &str, problems: &mut Problems) -> Option<RelationshipId> {
    let id = table.cell(row, column).parse().ok();
    if id.is_none() {
        table.wrong(row, column, "is not an id such as R003", "take the change back with git", problems);
    }
    id
}

/// Reads the id of somebody the register knows, or notes an error.
pub fn person_id(
    table: &Table,
    row: usize,
    column: &str,
    register: &Register,
    problems: &mut Problems,
) -> Option<PersonId> {
    match table.cell(row, column).parse() {
        Ok(id) if register.knows(id) => Some(id),
        Ok(_) => {
            table.wrong(row, column, "is nobody the register knows", "restore private/ from your backup", problems);
            None
        }
        Err(()) => {
            table.wrong(row, column, "is not an id such as P014", "take the change back with git", problems);
            None
        }
    }
}

/// Reads the role of somebody in one pool, or notes an error.
pub fn role_in_pool(table: &Table, row: usize, problems: &mut Problems) -> Option<Role> {
    let role = [Role::Member, Role::Facilitator].into_iter().find(|role| role.word() == table.cell(row, "role"));
    if role.is_none() {
        table.wrong(row, "role", "is neither member nor facilitator", "take the change back with git", problems);
    }
    role
}
