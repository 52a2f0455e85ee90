//! Everybody who was left out: where places are short, and the smallest change that would help each.

use super::Asked;
use crate::domain::matching::explain::Change;
use crate::domain::matching::left_out;
use crate::domain::matching::solvers::marginal::Shortage;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, list, plural};

/// So many people are named one by one.
const NAMED: usize = 8;

pub fn describe(asked: &Asked<'_, '_>) -> Report {
    let pool = asked.explained.pool;
    let left: Vec<usize> =
        (0..pool.mentees.len()).filter(|i| asked.explained.mentors_of(*i).next().is_none()).collect();
    let mut blocks =
        vec![Block::Heading(format!("{} without a {}", plural(left.len(), asked.mentee_word()), asked.mentor_word()))];
    let shortages: Vec<String> =
        asked.explained.shortages().iter().map(|(shortage, free)| short(asked, shortage, *free)).collect();
    blocks.extend(asked.shares());
    if !shortages.is_empty() {
        blocks.push(Block::List(shortages));
    }
    if !left.is_empty() {
        blocks.push(Block::Table(table(asked, &left)));
    }
    Report { blocks, json: None }
}

/// A shortage in words.
fn short(asked: &Asked<'_, '_>, shortage: &Shortage, kept_free: usize) -> String {
    let (people, mentors) = (shortage.mentees.len(), shortage.mentors.len());
    let named = |people: Vec<String>| {
        let more = people.len().saturating_sub(NAMED);
        let mut some: Vec<String> = people.into_iter().take(NAMED).collect();
        some.extend((more > 0).then(|| format!("{more} more")));
        list(&some, "and")
    };
    let mentees = named(shortage.mentees.iter().map(|i| asked.mentee(*i as usize)).collect());
    if mentors == 0 {
        return format!("no {} may be had by {mentees}", asked.mentor_word());
    }
    let who = named(shortage.mentors.iter().map(|j| asked.mentor(*j as usize)).collect());
    format!(
        "{} ({mentees}) can only go to {} ({who}), who {} {}{}",
        plural(people, asked.mentee_word()),
        plural(mentors, asked.mentor_word()),
        if mentors == 1 { "has" } else { "have" },
        plural(shortage.places as usize, "place"),
        if kept_free > 0 { " within the largest shares" } else { "" }
    )
}

fn table(asked: &Asked<'_, '_>, left: &[usize]) -> Table {
    let private = if asked.desk.no_names { Privacy::Public } else { Privacy::Confidential };
    let columns = vec![
        Column::new("mentee_called", &capital(asked.mentee_word())).privacy(private).readers(),
        Column::new("mentee", "Mentee id").machines(),
        Column::new("mentee_name", "Mentee").privacy(Privacy::Confidential).machines(),
        Column::new("reason", "What stood in the way"),
        Column::new("change", "What would help"),
    ];
    let rows = left.iter().map(|i| {
        let person = &asked.book.people[asked.explained.pool.mentees[*i].person];
        let changes: Vec<String> = asked.explained.changes(*i).iter().map(|change| asked_for(asked, change)).collect();
        let help = if changes.is_empty() { "no single change would".to_string() } else { changes.join("\n") };
        vec![
            Cell::text(asked.mentee(*i)),
            Cell::text(person.id.to_string()),
            Cell::text(person.name.as_str()),
            Cell::text(left_out::mentee(asked.explained.pool, *i, asked.explained.limits).1),
            Cell::text(help),
        ]
    });
    Table::new(columns, rows.collect())
}

/// A change in words.
fn asked_for(asked: &Asked<'_, '_>, change: &Change) -> String {
    match change {
        Change::Place(mentors) => {
            let more = mentors.len().saturating_sub(3);
            let mut names: Vec<String> = mentors.iter().take(3).map(|j| asked.mentor(*j)).collect();
            names.extend((more > 0).then(|| format!("{more} more")));
            format!("one place more with {}", list(&names, "or"))
        }
        Change::Share(pool) => {
            format!("one relationship more with the pool \"{}\"", asked.book.scheme.pools[*pool].name)
        }
        Change::Rule { rule, mentor, gain } => format!(
            "the rule \"{}\" lifted for {} alone: {}",
            asked.book.scheme.rules[*rule].says,
            asked.mentor(*mentor),
            asked.change(gain)
        ),
        Change::Answer(missing) => format!("an answer to {}", list(missing, "and")),
    }
}
