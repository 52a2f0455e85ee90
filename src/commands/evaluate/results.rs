//! Results: hard facts about people afterwards, and how many of them nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use super::seen::{Part, Seen, count, decimal};
use crate::domain::evaluation::evidence::Fact;
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::domain::small_numbers::Shown;
use crate::report::{Cell, Column, Table};
use crate::wording::{normal, plural, show};

/// What is known of one result after so many weeks.
pub struct Counted {
    /// What.
    pub name: String,
    /// After how many weeks; none where it is asked for once.
    pub weeks: Option<u32>,
    /// How all of them, those of whom it is known and those of whom it is not, those who reached it and those who did
    /// not are told; none where nothing is.
    pub told: Option<[Shown; 5]>,
    /// How many reached it.
    pub reached: u32,
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
    if seen.evidence.results.iter().any(|fact| counts_nowhere(seen, fact)) {
        part.says.push(
            "Results that were noted after other weeks than the scheme asks for, or after none, are not counted."
                .to_string(),
        );
    }
    for result in &counted {
        let Some([people, _, not_known, reached, not_reached]) = result.told else {
            let after =
                result.weeks.map_or(String::new(), |weeks| format!(" after {}", plural(weeks as usize, "week")));
            part.says.push(seen.too_few(&format!("{}{after}", show(&result.name))));
            continue;
        };
        let percent = match (reached, not_reached) {
            (Shown::Count(reached), Shown::Count(not)) if reached + not > 0 => {
                decimal(f64::from(reached) * 100.0 / f64::from(reached + not), 0)
            }
            _ => Cell::Blank,
        };
        let mut row = vec![Cell::text(show(&result.name)), result.weeks.map_or(Cell::Blank, count)];
        row.extend([people, reached, not_reached, not_known].map(|shown| seen.cell(shown)));
        row.push(percent);
        part.table.rows.push(row);
    }
    vec![part]
}

/// Whether a fact is of a result that is asked for after other weeks.
fn counts_nowhere(seen: &Seen<'_>, fact: &Fact) -> bool {
    let words = &seen.book.scheme.year.words;
    let mut own =
        words.results.iter().zip(&words.result_weeks).filter(|(name, _)| normal(name) == normal(&fact.result));
    own.any(|(_, asked)| !asked.is_empty() && !fact.weeks.is_some_and(|weeks| asked.contains(&weeks)))
}

/// How the results are called of which nothing is told, or not how many reached them.
pub fn left_out(seen: &Seen<'_>) -> Vec<String> {
    let counted = counted(seen).into_iter();
    let hidden = counted.filter(|of| !of.told.is_some_and(|[.., reached, _]| matches!(reached, Shown::Count(_))));
    let name = |of: Counted| {
        let weeks = of.weeks.map_or(String::new(), |weeks| format!(" after {}", plural(weeks as usize, "week")));
        format!("“{}”{weeks}", show(&of.name))
    };
    hidden.map(name).collect()
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
            let of = |which: &dyn Fn(&Fact) -> bool| {
                seen.telling.some_of(&people, newest.values().filter(|fact| which(fact)).map(|fact| fact.person))
            };
            let [known, reached, not] = [of(&|_| true), of(&|fact| fact.reached), of(&|fact| !fact.reached)];
            let unknown = seen.telling.some_of(&people, people.iter().filter(|id| !newest.contains_key(id)).copied());
            let row = vec![seen.telling.some_of(&people, people.iter().copied()), known, unknown, reached, not];
            let number = row[3].count();
            let told = seen.telling.tell_row(row, &[(0, vec![1, 2]), (1, vec![3, 4])]);
            let told = told.and_then(|told| <[Shown; 5]>::try_from(told).ok());
            counted.push(Counted { name: name.clone(), weeks: *weeks, told, reached: number });
        }
    }
    counted
}

/// What is known of a result after so many weeks; where no weeks are said, after the last of them.
pub fn of(seen: &Seen<'_>, name: &str, weeks: Option<u32>) -> Option<Counted> {
    let own = counted(seen).into_iter().filter(|result| normal(&result.name) == normal(name));
    own.filter(|result| weeks.is_none() || result.weeks == weeks).max_by_key(|result| result.weeks)
}
