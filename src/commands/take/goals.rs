//! `mentor take` of goals: how far each is.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::filled::{Filled, Line, Taken, keep};
use crate::commands::sheet::goals::FILLED;
use crate::domain::log::{Kind, RecordId};
use crate::domain::relationship::RelationshipId;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;

/// The columns of what is shown.
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("goal", "Goal"),
        Column::new("relationship", "Of"),
        Column::new("before", "Before"),
        Column::new("now", "Now"),
        Column::new("on", "On"),
    ]
}

/// Reads the rows, and plans the ratings that nobody noted.
pub fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let mut here: HashMap<(RecordId, NaiveDate), (usize, i64)> = HashMap::new();
    let mut lines = Vec::new();
    // People write a new goal below those of the sheet.
    for row in filled.rows(&["words", "start", "target", "now"]) {
        if filled.cell(row, "goal").is_empty() {
            filled.wrong(row, "goal", "names no goal", &set(filled, row));
        }
    }
    for row in filled.rows(&FILLED) {
        if filled.cell(row, "goal").is_empty() {
            continue;
        }
        let id = filled.cell(row, "goal").parse::<RecordId>().ok();
        let goal = id.and_then(|id| logged.log.goals.iter().find(|goal| goal.id == id)).cloned();
        if goal.is_none() {
            filled.wrong(row, "goal", "is no goal in the log", "write the id as the sheet had it, such as G004");
        }
        let on = filled.day(row, "on", &days);
        let now = filled.whole(row, "now", -2..=100);
        let (Some(goal), Some(on), Some(now)) = (goal, on, now) else { continue };
        if on < goal.on {
            let message = format!("{on} is before the goal was set, on {}", goal.on);
            filled.wrong(row, "on", &message, "put the day right");
        }
        let before = goal.ratings.iter().rev().find(|(day, _)| *day <= on).map(|(_, rating)| *rating).or(goal.start);
        let there: Vec<i64> = goal.ratings.iter().filter(|(day, _)| *day == on).map(|(_, rating)| *rating).collect();
        let taken = match here.get(&(goal.id, on)).copied() {
            Some((other, said)) => {
                if said != now {
                    filled.contradicts(row, "now", other);
                }
                Taken::Known
            }
            None if there.contains(&now) => Taken::Known,
            None if !there.is_empty() => {
                let record = rating(logged, goal.id, on);
                let message = format!("says otherwise than {record} of the same day");
                let remedy = format!("put the row right, or the record: mentor log goal --change {record} --now {now}");
                filled.wrong(row, "now", &message, &remedy);
                Taken::Known
            }
            None => {
                let cells = [("goal", goal.id.to_string()), ("on", on.to_string()), ("now", now.to_string())];
                keep(logged, Kind::Rating, &book.register.mark, &cells);
                Taken::New
            }
        };
        here.entry((goal.id, on)).or_insert((row, now));
        let cells = vec![
            Cell::text(goal.id.to_string()),
            Cell::text(goal.relationship.to_string()),
            before.map_or(Cell::Blank, Cell::Number),
            Cell::Number(now),
            Cell::Date(on),
        ];
        lines.push(Line { cells, taken });
    }
    lines
}

/// How to set the goal that a row tells of.
fn set(filled: &Filled, row: usize) -> String {
    let of = filled.cell(row, "relationship").parse::<RelationshipId>();
    let number = |column, usual: i64| filled.cell(row, column).parse().unwrap_or(usual);
    format!(
        "a new goal: mentor log goal {} --start {} --target {} --note \"…\"; or delete the row",
        of.unwrap_or(RelationshipId(3)),
        number("start", 2),
        number("target", 5)
    )
}

/// The rating of a goal on a day, by its id.
fn rating(logged: &Logged, goal: RecordId, on: NaiveDate) -> String {
    let table = &logged.tables[&Kind::Rating];
    let (goal, on) = (goal.to_string(), on.to_string());
    let own = |row: &usize| {
        let cell = |column| table.cell(*row, column);
        cell("goal") == goal && cell("on") == on && cell("removed").is_empty()
    };
    (0..table.len()).find(own).map_or("a rating".to_string(), |row| table.cell(row, "id").to_string())
}
