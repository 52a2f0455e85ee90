//! Training, apart from mentoring: who learned what, and what they said of it.

use std::collections::{BTreeMap, BTreeSet};

use super::measures;
use super::seen::{Part, Seen, count, hidden};
use crate::domain::evaluation::evidence::Trained;
use crate::domain::person::PersonId;
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};
use crate::wording::{capital, normal, show};

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let words = &seen.book.scheme.year.words;
    let mut parts = Vec::new();
    if !words.modules.is_empty() || !words.topics.is_empty() {
        parts.extend([trained(seen), learned(seen)]);
    }
    parts.extend(measures::of_training(seen));
    parts
}

fn noted<'s>(seen: &'s Seen<'_>) -> impl Iterator<Item = &'s Trained> {
    seen.evidence.training.iter().filter(|trained| seen.period.covers(trained.on))
}

/// How many of each role learned anything: whether somebody is ready to be matched is said by the rules of the scheme.
fn trained(seen: &Seen<'_>) -> Part {
    let columns = [("role", "Role"), ("people", "People"), ("trained", "Took part"), ("not_trained", "Nothing noted")];
    let mut part = Part {
        title: "Took part in training".to_string(),
        says: vec![
            "Took part: at least one module or topic is noted of them; that need not be all of the training."
                .to_string(),
        ],
        table: Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new()),
        keys: 1,
    };
    let people: BTreeSet<PersonId> = noted(seen).map(|trained| trained.person).collect();
    for role in seen.roles() {
        let signed_up = seen.book.people.iter().filter(|person| person.entry(role).is_some());
        let (with, without): (Vec<PersonId>, Vec<PersonId>) =
            signed_up.map(|person| person.id).partition(|id| people.contains(id));
        let who = capital(&seen.plural_role(role));
        match seen.telling.tell_parts(&[seen.telling.people(role, with), seen.telling.people(role, without)]) {
            None => part.says.push(seen.too_few(&who)),
            Some(told) => {
                let cells = told.into_iter().map(|shown| seen.cell(shown));
                part.table.rows.push([Cell::text(who)].into_iter().chain(cells).collect());
            }
        }
    }
    part
}

/// How many learned each module and topic, and in how many days.
fn learned(seen: &Seen<'_>) -> Part {
    let columns = [("kind", "Kind"), ("name", "Name"), ("people", "People"), ("days", "Days in all")];
    let mut part = Part {
        title: "Modules and topics".to_string(),
        says: Vec::new(),
        table: Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new()),
        keys: 2,
    };
    let words = &seen.book.scheme.year.words;
    let named =
        words.modules.iter().map(|name| ("module", name)).chain(words.topics.iter().map(|name| ("topic", name)));
    let all: BTreeSet<PersonId> = noted(seen).map(|trained| trained.person).collect();
    for (kind, name) in named {
        let own = |trained: &&Trained| {
            normal(if kind == "module" { &trained.module } else { &trained.topic }) == normal(name)
        };
        let mut people: BTreeMap<PersonId, u32> = BTreeMap::new();
        for trained in noted(seen).filter(own) {
            *people.entry(trained.person).or_default() += trained.days.unwrap_or(0);
        }
        let days: u32 = people.values().sum();
        let others = all.iter().filter(|id| !people.contains_key(id)).copied();
        let parts = [seen.telling.some_of(&all, people.keys().copied()), seen.telling.some_of(&all, others)];
        let told = seen.telling.tell_parts(&parts).map_or(Shown::Hidden, |told| told[1]);
        let cells = match told {
            Shown::Count(people) => [count(people), if days > 0 { count(days) } else { Cell::Blank }],
            other => [seen.cell(other), hidden()],
        };
        part.table.rows.push([Cell::text(kind), Cell::text(show(name))].into_iter().chain(cells).collect());
    }
    part
}
