//! Somebody stands in a relationship, and their sign-up is gone: they left, or come under another address now.

use std::collections::{HashMap, HashSet};

use crate::domain::new_address::{Signs, inbox};
use crate::domain::person::{Person, PersonId};
use crate::domain::register::Register;
use crate::domain::relationship::{Member, Relationship, State};
use crate::problems::{Problem, Problems};
use crate::store::records::Records;

/// Warns of each, with what to do.
pub(super) fn tell(records: &Records, people: &[Person], register: &Register, problems: &mut Problems) {
    let there = |id: PersonId| people.binary_search_by_key(&id, |person| person.id).is_ok();
    let under_way = records
        .with_practice()
        .filter(|relationship| matches!(relationship.state(), State::Proposed | State::Offered | State::Accepted));
    let gone: Vec<(&Relationship, &Member)> = under_way
        .flat_map(|relationship| relationship.members.iter().map(move |member| (relationship, member)))
        .filter(|(_, member)| !there(member.id))
        .collect();
    if gone.is_empty() {
        return;
    }
    let newcomers = Newcomers::of(records, people, register);
    for (relationship, member) in gone {
        let row = records.row_of(relationship.id).unwrap_or(0);
        let message = format!("{} stands in {} and is in no form any more", member.id, relationship.id);
        let place = records.relationships_table.place(row, "id");
        problems.push(Problem::warning(&place, message).remedy(remedy(member, relationship, &newcomers)));
    }
}

/// Whoever stands in nothing yet, and under which addresses everybody was known: taken down once, as a whole round of
/// people may be gone at once.
struct Newcomers<'a> {
    free: Vec<(&'a Person, Signs)>,
    before: HashMap<PersonId, Vec<String>>,
}

impl<'a> Newcomers<'a> {
    fn of(records: &Records, people: &'a [Person], register: &Register) -> Self {
        let taken: HashSet<PersonId> =
            records.with_practice().flat_map(Relationship::everybody).map(|member| member.id).collect();
        let free = people.iter().filter(|person| !taken.contains(&person.id));
        let mut before: HashMap<PersonId, Vec<String>> = HashMap::new();
        for (id, identity) in register.identities() {
            before.entry(id).or_default().extend(inbox(&identity.text));
        }
        Newcomers { free: free.map(|person| (person, Signs::of_person(person))).collect(), before }
    }

    /// The first who came later in the same role and fits an address that somebody had before.
    fn instead_of(&self, gone: &Member) -> Option<PersonId> {
        let before = self.before.get(&gone.id)?;
        let comes = |person: &Person| person.id > gone.id && person.entry(gone.role).is_some();
        let fits = |signs: &Signs| before.iter().any(|inbox| signs.fit(inbox));
        let mut fitting = self.free.iter().filter(|(person, signs)| fits(signs) && comes(person));
        fitting.next().map(|(person, _)| person.id)
    }
}

fn remedy(gone: &Member, r: &Relationship, newcomers: &Newcomers<'_>) -> String {
    let id = gone.id;
    let new = match newcomers.instead_of(gone) {
        Some(new) => format!(
            "{new} came later and fits the address of {id}; if both are one person: mentor people same {id} {new}"
        ),
        None => format!("if they come under another address now: mentor people same {id} and the id they have there"),
    };
    let over = if r.accepted.is_some() { "end" } else { "decline" };
    format!("{new}\nelse put the export back that has them; or, if they left: mentor {over} {}", r.id)
}
