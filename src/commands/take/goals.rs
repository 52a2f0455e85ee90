//! `mentor take` of goals: how far each is.

use chrono::NaiveDate;

use super::Sheet;
use super::filled::{Above, Filled, Line, Taken};
use crate::commands::sheet::goals::FILLED;
use crate::domain::log::{Goal, Kind, RecordId};
use crate::domain::relationship::RelationshipId;
use crate::report::{Cell, Column};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::{normal, show};

/// The sheet of goals.
pub const SHEET: Sheet = Sheet {
    own: "goal",
    columns: &["goal", "now", "on"],
    filled: &FILLED,
    kind: Kind::Rating,
    called: "rating",
    shown: columns,
    take,
};

fn columns() -> Vec<Column> {
    vec![
        Column::new("goal", "Goal"),
        Column::new("relationship", "Of"),
        Column::new("before", "Before"),
        Column::new("now", "Now"),
        Column::new("on", "On"),
    ]
}

/// Reads the rows, and plans the ratings that nobody noted.
fn take(filled: &mut Filled, book: &Book, logged: &mut Logged) -> Vec<Line> {
    let days = filled.days("on");
    let mut above = Above::new();
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
        is_that_goal(filled, row, &goal, book, logged);
        if on < goal.on {
            let message = format!("{on} is before the goal was set, on {}", goal.on);
            filled.wrong(row, "on", &message, "put the day right");
        }
        let before = goal.ratings.iter().rev().find(|(day, _)| *day <= on).map(|(_, rating)| *rating).or(goal.start);
        let otherwise = |said, before| (said != before).then_some("now");
        let taken = match above.told(filled, row, ((goal.id, on), now), otherwise) {
            true => Taken::Known,
            false => note(filled, row, logged, &goal, (on, now), &book.register.mark),
        };
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

/// Plans the rating where nobody noted it.
fn note(
    filled: &mut Filled,
    row: usize,
    logged: &mut Logged,
    goal: &Goal,
    (on, now): (NaiveDate, i64),
    mark: &str,
) -> Taken {
    let there: Vec<i64> = goal.ratings.iter().filter(|(day, _)| *day == on).map(|(_, rating)| *rating).collect();
    if there.contains(&now) {
        return Taken::Known;
    }
    if !there.is_empty() {
        let record = rating(logged, goal.id, on);
        let message = format!("says otherwise than {record} of the same day");
        let remedy = format!("put the row right, or the record: mentor log goal --change {record} --now {now}");
        filled.wrong(row, "now", &message, &remedy);
        return Taken::Known;
    }
    let cells = [("goal", goal.id.to_string()), ("on", on.to_string()), ("now", now.to_string())];
    logged.add(Kind::Rating, mark, &cells);
    Taken::New
}

/// Sees whether the other columns are those of the goal: a rating belongs to what its row says, and what a goal is changes
/// by `mentor log goal`.
fn is_that_goal(filled: &mut Filled, row: usize, goal: &Goal, book: &Book, logged: &Logged) {
    let chain = logged.log.gone_on_from(goal.relationship);
    let said = filled.cell(row, "relationship");
    if !said.is_empty() && said.parse().map_or(true, |id: RelationshipId| !chain.contains(&id)) {
        let message = format!("is not where {} is: that is a goal of {}", goal.id, goal.relationship);
        filled.wrong(row, "relationship", &message, "put the one or the other id right");
    }
    let people = match goal.person {
        Some(person) => vec![person],
        None => {
            let all = book.records.with_practice().filter(|r| chain.contains(&r.id));
            all.flat_map(|r| r.everybody()).map(|member| member.id).collect()
        }
    };
    filled.names(row, &people, book, &format!("{} is of", goal.id));
    let id = goal.id;
    let put = "put the row right, or the goal";
    for (column, known) in [("start", goal.start), ("target", goal.target)] {
        let said = filled.cell(row, column);
        if !said.is_empty() && said.parse().ok() != known {
            let known = known.map_or("not said".to_string(), |known| known.to_string());
            let message = format!("is not the {column} of {id}, which is {known}");
            let remedy = format!("{put}: mentor log goal --change {id} --{column} {}", show(filled.cell(row, column)));
            filled.wrong(row, column, &message, &remedy);
        }
    }
    let (said, words) = (normal(filled.cell(row, "words")), normal(book.noted(&id.to_string())));
    if !said.is_empty() && said != words {
        let remedy = format!("{put}: mentor log goal --change {id} --note \"…\"");
        filled.wrong(row, "words", &format!("are not the words of {id}"), &remedy);
    }
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
