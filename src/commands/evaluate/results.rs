//! Results: hard facts about people afterwards, and how many of them nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::{Part, Seen, count, decimal};
use crate::domain::evaluation::evidence::Fact;
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::domain::small_numbers::Shown;
use crate::domain::small_numbers::two_way::tell_all;
use crate::report::{Cell, Column, Table};
use crate::wording::{normal, show};

/// What is known of one result after so many weeks.
pub struct Counted {
    /// What.
    pub name: String,
    /// After how many weeks; none where it is asked for once.
    pub weeks: Option<u32>,
    /// How many reached it, did not, and are not known.
    pub counts: [u32; 3],
}

pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let counted = counted(seen);
    if counted.is_empty() {
        return Vec::new();
    }
    let mut part = Part {
        title: "Results".to_string(),
        says: vec![
            "People: those matched who hope for something, and whoever else has such a result in the log. Not known is no “not reached”.".to_string(),
        ],
        table: Table::new(columns(), Vec::new()),
        keys: 2,
    };
    for result in &counted {
        let all: u32 = result.counts.iter().sum();
        let Some(told) = tell_all(&result.counts, seen.threshold) else {
            part.says.push(seen.too_few(&show(&result.name)));
            continue;
        };
        let percent = match (told[0], told[1]) {
            (Shown::Count(reached), Shown::Count(not)) if reached + not > 0 => {
                decimal(f64::from(reached) * 100.0 / f64::from(reached + not), 0)
            }
            _ => Cell::Blank,
        };
        let mut row = vec![Cell::text(show(&result.name)), result.weeks.map_or(Cell::Blank, count)];
        row.extend([Shown::Count(all)].into_iter().chain(told).map(|shown| seen.cell(shown)));
        row.push(percent);
        part.table.rows.push(row);
    }
    vec![part]
}

/// The columns of the table.
pub fn columns() -> Vec<Column> {
    let columns = [
        ("result", "Result"),
        ("weeks", "Weeks"),
        ("people", "People"),
        ("reached", "Reached"),
        ("not_reached", "Not reached"),
        ("not_known", "Not known"),
        ("reached_percent", "Reached of those known, %"),
    ];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// Every result of the scheme after each of its weeks; of several facts about a person the newest counts.
pub fn counted(seen: &Seen<'_>) -> Vec<Counted> {
    let words = &seen.book.scheme.year.words;
    let asked = seen.members(Role::seeks);
    let mut counted = Vec::new();
    for (name, weeks) in words.results.iter().zip(&words.result_weeks) {
        let once = [None];
        let after: Vec<Option<u32>> = weeks.iter().copied().map(Some).collect();
        for weeks in if after.is_empty() { &once[..] } else { &after[..] } {
            let is_it = |fact: &&Fact| {
                normal(&fact.result) == normal(name)
                    && (fact.weeks == *weeks || weeks.is_none())
                    && seen.period.covers(fact.on)
            };
            let mut newest: BTreeMap<PersonId, &Fact> = BTreeMap::new();
            for fact in seen.evidence.results.iter().filter(is_it) {
                let known = newest.entry(fact.person).or_insert(fact);
                if fact.on >= known.on {
                    *known = fact;
                }
            }
            let people: BTreeSet<PersonId> = asked.iter().chain(newest.keys()).copied().collect();
            let reached = newest.values().filter(|fact| fact.reached).count() as u32;
            let known = newest.len() as u32;
            let counts = [reached, known - reached, people.len() as u32 - known];
            counted.push(Counted { name: name.clone(), weeks: *weeks, counts });
        }
    }
    counted
}

/// How many reached a result after so many weeks, and whether that can be told; where no weeks are said, after the last
/// of them.
pub fn reached(seen: &Seen<'_>, name: &str, weeks: Option<u32>) -> (usize, bool) {
    let own = counted(seen).into_iter().filter(|result| normal(&result.name) == normal(name));
    let own = own.filter(|result| weeks.is_none() || result.weeks == weeks).max_by_key(|result| result.weeks);
    own.map_or((0, true), |result| {
        let told = tell_all(&result.counts, seen.threshold);
        (result.counts[0] as usize, told.is_some_and(|told| matches!(told[0], Shown::Count(_))))
    })
}
