//! Somebody stands in a relationship, and their sign-up is gone: they left, or come under another address now.

use crate::domain::new_address::may_be;
use crate::domain::person::{Person, PersonId};
use crate::domain::register::Register;
use crate::domain::relationship::{Member, Relationship, State};
use crate::problems::{Problem, Problems};
use crate::store::records::Records;

/// Warns of each, with what to do.
pub(super) fn tell(records: &Records, people: &[Person], register: &Register, problems: &mut Problems) {
    let there = |id: PersonId| people.binary_search_by_key(&id, |person| person.id).is_ok();
    for relationship in records.with_practice() {
        if !matches!(relationship.state(), State::Proposed | State::Offered | State::Accepted) {
            continue;
        }
        for member in relationship.members.iter().filter(|member| !there(member.id)) {
            let row = records.row_of(relationship.id).unwrap_or(0);
            let message = format!("{} stands in {} and is in no form any more", member.id, relationship.id);
            problems.push(Problem::warning(&records.relationships_table.place(row, "id"), message).remedy(remedy(
                member,
                relationship,
                records,
                people,
                register,
            )));
        }
    }
}

fn remedy(gone: &Member, r: &Relationship, records: &Records, people: &[Person], register: &Register) -> String {
    let id = gone.id;
    let before: Vec<&str> =
        register.identities().filter(|(of, _)| *of == id).map(|(_, who)| who.text.as_str()).collect();
    // Whoever came later in the same role and stands in nothing yet.
    let comes = |person: &&Person| {
        person.id > id
            && person.entry(gone.role).is_some()
            && !records.with_practice().any(|r| r.everybody().any(|member| member.id == person.id))
    };
    let may_be = |person: &&Person| before.iter().any(|before| may_be(before, person));
    let new = match people.iter().filter(comes).find(may_be) {
        Some(new) => format!(
            "{0} came later and fits the address of {id}; if both are one person: mentor people same {id} {0}",
            new.id
        ),
        None => format!("if they come under another address now: mentor people same {id} and the id they have there"),
    };
    let over = if r.accepted.is_some() { "end" } else { "decline" };
    format!("{new}\nelse put the export back that has them; or, if they left: mentor {over} {}", r.id)
}
