//! Participation: who signed up and what became of them, by person and by relationship.

use std::collections::BTreeMap;

use super::seen::{Part, Seen};
use crate::domain::evaluation::participation::{Stage, counted, stages};
use crate::domain::matching::shares::pool_of;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::Ending;
use crate::domain::scheme::Role;
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::two_way::{ToldRow, tell, tell_all};
use crate::report::{Cell, Column, Table};
use crate::wording::{capital, show};

/// What stands for those of whom nobody knows the group.
const NOT_SAID: &str = "not said";

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let mut parts = vec![everybody(seen)];
    for by in ["intake", "source", "pool"] {
        parts.extend(grouped(seen, by, |person, role| group(seen, by, person, role)));
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

/// The cells of a row: what is told of each stage, and what follows from it.
fn cells(seen: &Seen<'_>, told: &ToldRow) -> Vec<Cell> {
    let at = |stage: Stage| told.counts[stage as usize];
    let less = |from: Shown, by: Shown| match (from, by) {
        (Shown::Count(from), Shown::Count(by)) => Shown::Count(from.saturating_sub(by)),
        _ => Shown::Hidden,
    };
    let admitted = less(told.people, at(Stage::NotAdmitted));
    let matched = less(admitted, at(Stage::Waiting));
    let stages =
        [Stage::Active, Stage::Completed, Stage::CarriesOn, Stage::EndedEarly, Stage::Rematched, Stage::Waiting];
    let shown = [told.people, admitted, matched].into_iter().chain(stages.map(at)).chain([at(Stage::NotAdmitted)]);
    shown.map(|shown| seen.cell(shown)).collect()
}

fn everybody(seen: &Seen<'_>) -> Part {
    let mut part = Part {
        title: "Participation".to_string(),
        says: vec!["One person counts once in a role, however many relationships they had.".to_string()],
        table: Table::new(columns(&[("role", "Role")]), Vec::new()),
        keys: 1,
    };
    for role in seen.roles() {
        let counts = counted(stages(&seen.book.people, seen.all_journeys, role, &seen.period).values());
        let who = capital(&seen.plural_role(role));
        match tell_all(&counts, seen.threshold) {
            Some(told) => {
                let row = ToldRow { people: Shown::Count(counts.iter().sum()), counts: told };
                part.table.rows.push([vec![Cell::text(who)], cells(seen, &row)].concat());
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
        let stages = stages(&seen.book.people, seen.all_journeys, role, &seen.period);
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
    let mut groups: BTreeMap<String, Vec<&Stage>> = BTreeMap::new();
    for (id, stage) in stages {
        let name = seen.book.by_id(*id).map_or(String::new(), |person| group(person, role));
        groups.entry(name).or_default().push(stage);
    }
    if groups.len() < 2 {
        return;
    }
    let counts: Vec<Vec<u32>> = groups.values().map(|own| counted(own.iter().copied()).to_vec()).collect();
    let who = capital(&seen.plural_role(role));
    let Some(told) = tell(&counts, seen.threshold) else {
        part.says.push(seen.too_few(&format!("{who} by {by}")));
        return;
    };
    for (name, row) in groups.keys().zip(&told) {
        let name = if name.is_empty() { NOT_SAID.to_string() } else { show(name) };
        part.table.rows.push([vec![Cell::text(who.as_str()), Cell::text(name)], cells(seen, row)].concat());
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

/// Relationships, of which a person may have several.
fn relationships(seen: &Seen<'_>) -> Option<Part> {
    let mut counts = [0_u32; 5];
    let met = seen.all_journeys.iter().map(|journey| journey.relationship);
    for of in met.filter(|of| of.accepted.is_some_and(|on| seen.period.meets(on, of.ended))) {
        counts[match of.ending {
            None => 0,
            Some(Ending::Completed) => 1,
            Some(Ending::CarriesOn) => 2,
            Some(Ending::Early) => 3,
            Some(Ending::Rematched) => 4,
        }] += 1;
    }
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
    match tell_all(&counts, seen.threshold) {
        Some(told) => {
            let all = seen.cell(Shown::Count(counts.iter().sum()));
            part.table.rows.push([vec![all], told.into_iter().map(|shown| seen.cell(shown)).collect()].concat());
        }
        None => part.says.push(seen.too_few("Relationships")),
    }
    Some(part)
}
