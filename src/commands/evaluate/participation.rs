//! Participation: who signed up and what became of them, by person and by relationship.

use std::collections::BTreeMap;

use super::seen::{Part, Seen};
use crate::domain::evaluation::participation::Stage;
use crate::domain::matching::shares::pool_of;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Ending, Relationship};
use crate::domain::scheme::{FieldId, Role};
use crate::domain::small_numbers::ledger::Counted;
use crate::report::{Cell, Column, Table};
use crate::wording::{capital, normal, show};

/// What stands for those of whom nobody knows the group.
const NOT_SAID: &str = "not said";

/// What stands for those who are in more than one group.
const SEVERAL: &str = "several";

/// What stands for an answer that is none of the options.
const OTHER: &str = "another answer";

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let mut parts = vec![everybody(seen)];
    for by in ["intake", "source", "pool"] {
        parts.extend(grouped(seen, by, |person, role| group(seen, by, person, role)));
    }
    for (by, field) in &seen.book.scheme.evaluation.by {
        parts.extend(grouped(seen, by, |person, role| answer(seen, *field, person, role)));
    }
    parts.extend(relationships(seen));
    parts
}

fn columns(first: &[(&'static str, &str)]) -> Vec<Column> {
    let counts = [
        ("applied", "Applied"),
        ("admitted", "Admitted"),
        ("matched", "Matched"),
        ("active", "Active"),
        ("completed", "Completed"),
        ("carries_on", "Carries on without the scheme"),
        ("ended_early", "Ended early"),
        ("rematched", "Re-matched, not begun"),
        ("waiting", "Waiting"),
        ("not_admitted", "Not admitted"),
    ];
    first.iter().chain(&counts).map(|(key, heading)| Column::new(*key, heading)).collect()
}

/// Which columns make up which: who applied was admitted or not, who was admitted was matched or waits, and so on; and
/// what follows from that, so that nothing is small together beside columns that are told.
fn shape() -> [(usize, Vec<usize>); 6] {
    let matched = [3, 4, 5, 6, 7];
    let with = |more: &[usize]| [&matched, more].concat();
    [(0, vec![1, 9]), (1, vec![2, 8]), (2, with(&[])), (0, vec![2, 8, 9]), (1, with(&[8])), (0, with(&[8, 9]))]
}

/// Who is counted in each column.
fn row<'s>(seen: &Seen<'_>, role: Role, stages: impl IntoIterator<Item = (&'s PersonId, &'s Stage)>) -> Vec<Counted> {
    use Stage::{Active, CarriesOn, Completed, EndedEarly, NotAdmitted, Rematched, Waiting};
    const MATCHED: [Stage; 5] = [Active, Completed, CarriesOn, EndedEarly, Rematched];
    let stages: Vec<(PersonId, Stage)> = stages.into_iter().map(|(id, stage)| (*id, *stage)).collect();
    let who = |which: &dyn Fn(Stage) -> bool| {
        seen.telling.people(role, stages.iter().filter(|(_, stage)| which(*stage)).map(|(id, _)| *id))
    };
    let all = [who(&|_| true), who(&|stage| stage != NotAdmitted), who(&|stage| MATCHED.contains(&stage))];
    let one = MATCHED.into_iter().chain([Waiting, NotAdmitted]).map(|own| who(&|stage| stage == own));
    all.into_iter().chain(one).collect()
}

fn everybody(seen: &Seen<'_>) -> Part {
    let mut part = Part {
        title: "Participation".to_string(),
        says: vec!["One person counts once in a role, however many relationships they had.".to_string()],
        table: Table::new(columns(&[("role", "Role")]), Vec::new()),
        keys: 1,
    };
    if seen.period.from.is_some() {
        part.says.push("Applied are all who were in a relationship in this period, or had been in none by its end: whenever they signed up.".to_string());
    }
    for role in seen.roles() {
        let stages = seen.stages(role);
        let who = capital(&seen.plural_role(role));
        match seen.telling.tell_row(row(seen, role, &stages), &shape()) {
            Some(told) => {
                let cells = told.into_iter().map(|shown| seen.cell(shown));
                part.table.rows.push([Cell::text(who)].into_iter().chain(cells).collect());
            }
            None => part.says.push(seen.too_few(&who)),
        }
    }
    part
}

/// The same by group, where people are in more than one.
fn grouped(seen: &Seen<'_>, by: &'static str, group: impl Fn(&Person, Role) -> String) -> Option<Part> {
    let mut part = Part {
        title: format!("Participation by {by}"),
        says: Vec::new(),
        table: Table::new(columns(&[("role", "Role"), (by, &capital(by))]), Vec::new()),
        keys: 2,
    };
    for role in seen.roles() {
        let stages = seen.stages(role);
        by_group(seen, &stages, role, &group, by, &mut part);
    }
    (!part.table.rows.is_empty() || !part.says.is_empty()).then_some(part)
}

/// Adds the rows of one role by group.
pub fn by_group(
    seen: &Seen<'_>,
    stages: &BTreeMap<PersonId, Stage>,
    role: Role,
    group: &impl Fn(&Person, Role) -> String,
    by: &str,
    part: &mut Part,
) {
    let mut groups: BTreeMap<String, Vec<(&PersonId, &Stage)>> = BTreeMap::new();
    for (id, stage) in stages {
        let name = seen.book.by_id(*id).map_or(String::new(), |person| group(person, role));
        groups.entry(name).or_default().push((id, stage));
    }
    if groups.len() < 2 {
        return;
    }
    let rows: Vec<Vec<Counted>> = groups.values().map(|own| row(seen, role, own.iter().copied())).collect();
    let who = capital(&seen.plural_role(role));
    let Some(told) = seen.telling.tell_groups(&rows, &shape()) else {
        let what = format!("{who} by {by}");
        part.says.push(match seen.telling.are_left_out(&rows) {
            true => format!(
                "{what}: left out, as beside the other groupings somebody could be worked out. Where fewer groupings are asked for, it may be told."
            ),
            false => seen.too_few(&what),
        });
        return;
    };
    for (name, row) in groups.keys().zip(told) {
        let name = if name.is_empty() { NOT_SAID.to_string() } else { show(name) };
        let cells = row.into_iter().map(|shown| seen.cell(shown));
        part.table.rows.push([who.as_str(), &name].map(Cell::text).into_iter().chain(cells).collect());
    }
}

/// A table by group, under a heading that somebody chose.
pub fn grouped_table(heading: &str) -> Table {
    Table::new(columns(&[("role", "Role"), ("group", &capital(heading))]), Vec::new())
}

fn group(seen: &Seen<'_>, by: &str, person: &Person, role: Role) -> String {
    let Some(entry) = person.entry(role) else { return String::new() };
    let scheme = &seen.book.scheme;
    match by {
        "intake" => entry.intake.clone(),
        "source" => entry.place.file.rsplit('/').next().unwrap_or_default().to_string(),
        _ if role == Role::Mentor => {
            pool_of(scheme, &seen.book.words, entry).map_or(String::new(), |at| scheme.pools[at].name.clone())
        }
        _ => String::new(),
    }
}

/// What somebody answered; who gave several answers is in none of their groups, since everybody counts once.
fn answer(seen: &Seen<'_>, field: FieldId, person: &Person, role: Role) -> String {
    let words = person.entry(role).and_then(|entry| entry.value(field).words()).unwrap_or_default();
    match words {
        [] => String::new(),
        // What was written beside the options is in somebody's own words.
        [word] => {
            let written = normal(seen.book.words.spelling(*word));
            let known = seen.book.scheme.field(field).options.iter().find(|option| normal(option) == written);
            known.cloned().unwrap_or(OTHER.to_string())
        }
        _ => SEVERAL.to_string(),
    }
}

/// Relationships, of which a person may have several.
fn relationships(seen: &Seen<'_>) -> Option<Part> {
    let met = seen.all_journeys.iter().map(|journey| journey.relationship);
    let met: Vec<_> = met.filter(|of| of.accepted.is_some_and(|on| seen.period.meets(on, of.ended))).collect();
    // What ended, and nobody said how, ended early: so it is counted for people too.
    let ending = |of: &Relationship| of.ending.or(of.ended.map(|_| Ending::Early));
    let endings =
        [None, Some(Ending::Completed), Some(Ending::CarriesOn), Some(Ending::Early), Some(Ending::Rematched)];
    let parts = endings.map(|own| seen.telling.relationships(met.iter().copied().filter(|of| ending(of) == own)));
    let keys = [
        ("relationships", "Relationships"),
        ("active", "Active"),
        ("completed", "Completed"),
        ("carries_on", "Carries on without the scheme"),
        ("ended_early", "Ended early"),
        ("rematched", "Re-matched"),
    ];
    let columns = keys.map(|(key, heading)| Column::new(key, heading)).to_vec();
    let mut part =
        Part { title: "Relationships".to_string(), says: Vec::new(), table: Table::new(columns, Vec::new()), keys: 0 };
    match seen.telling.tell_parts(&parts) {
        Some(told) => part.table.rows.push(told.into_iter().map(|shown| seen.cell(shown)).collect()),
        None => part.says.push(seen.too_few("Relationships")),
    }
    Some(part)
}
