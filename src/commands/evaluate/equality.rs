//! Equality: what became of people by what they said of themselves for monitoring alone.

use std::collections::HashMap;

use super::participation::{by_group, grouped_table};
use super::seen::{Part, Seen};
use crate::domain::person::{Person, PersonId};
use crate::domain::scheme::Role;
use crate::store::equality::{Characteristic, NOT_ANSWERED};
use crate::wording::show;

pub fn parts(seen: &Seen<'_>, asked: &[Characteristic]) -> Vec<Part> {
    asked.iter().map(|characteristic| by(seen, characteristic)).collect()
}

fn by(seen: &Seen<'_>, asked: &Characteristic) -> Part {
    let name = show(&asked.name);
    let asked = &asked.pooled(seen.threshold);
    let mut part = Part {
        title: format!("Participation by {name}"),
        says: vec!["Nothing of it is ever used in matching.".to_string()],
        table: grouped_table(&name),
        keys: 2,
    };
    let answers = seen.book.people.iter().zip(&asked.answers);
    let of: HashMap<PersonId, usize> = answers.filter_map(|(person, answer)| Some((person.id, (*answer)?))).collect();
    let group =
        |person: &Person, _: Role| of.get(&person.id).map_or(NOT_ANSWERED.to_string(), |at| asked.groups[*at].clone());
    for role in seen.roles() {
        let stages = seen.stages(role);
        by_group(seen, &stages, role, &group, &name, &mut part);
    }
    part
}
