//! `mentor take`: what people filled in, taken back. What is blank says nothing, and what is known already counts once.

use std::path::PathBuf;

use anyhow::Context;
use chrono::NaiveDate;

use super::{Answer, Desk, Stopped, plan, sheet, year};
use crate::domain::log::Kind;
use crate::domain::relationship::RelationshipId;
use crate::problems::{Problem, Problems};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::store::table;
use crate::wording::{plural, show};

/// Take back a workbook that people filled in
///
/// Shows what is new in it, and notes it. A blank row says nothing, and what is known already counts once. Writes
/// records/sessions.csv.
#[derive(Debug, clap::Args)]
pub struct TakeArgs {
    /// The workbook or CSV file that `mentor sheet` made
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// A session that somebody filled in.
struct Filled {
    relationship: RelationshipId,
    on: NaiveDate,
    held: bool,
    minutes: String,
    known: bool,
}

pub fn run(args: &TakeArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    let path = std::path::absolute(&args.file).context("the file cannot be named")?;
    let name = args.file.to_string_lossy();
    let Some(bytes) = sight.read_export(&path.to_string_lossy())? else {
        anyhow::bail!("there is no file {}; make one with: mentor sheet sessions -o FILE.xlsx", show(&name));
    };
    let mut problems = Problems::default();
    let columns: Vec<&str> = ["relationship"].into_iter().chain(sheet::FILLED).collect();
    let filled = table::Table::read(&name, &columns, Some(bytes), &mut problems);
    let taken = read(&filled, &book, &logged, desk, &mut problems);
    if problems.any_error() {
        // The columns of a file that people pass round may stand anywhere; the heading says which is meant.
        let mut told = Problems::default();
        for problem in problems.sorted() {
            told.push(Problem { place: problem.place.at(problem.place.line, 0), ..problem.clone() });
        }
        return Err(Stopped(told).into());
    }
    plan::settle(&mut book, desk);
    let new = taken.iter().filter(|session| !session.known).count();
    for session in taken.iter().filter(|session| !session.known) {
        let id = logged.next_id(Kind::Session);
        let cells = [
            ("mark", book.register.mark.clone()),
            ("id", id.to_string()),
            ("relationship", session.relationship.to_string()),
            ("on", session.on.to_string()),
            ("held", if session.held { "yes" } else { "no" }.to_string()),
            ("minutes", session.minutes.clone()),
        ];
        logged.table(Kind::Session).push(&cells);
    }
    let report = describe(&taken, filled.len());
    let mut edits = plan::start(format!("take {}", show(&name)), &book);
    if new > 0 {
        plan::write(&mut edits, &logged.tables[&Kind::Session]);
    }
    Ok(Answer { report, edits, sight: Some(sight), problems: book.problems, ..Answer::default() })
}

/// Reads the rows in which anything is filled in, and notes what is wrong with them.
fn read(filled: &table::Table, book: &Book, logged: &Logged, desk: &Desk, problems: &mut Problems) -> Vec<Filled> {
    let days = filled.dates("on", problems);
    let mut taken: Vec<Filled> = Vec::new();
    for (row, day) in days.into_iter().enumerate() {
        let held = filled.cell(row, "held");
        if sheet::FILLED.iter().all(|column| filled.cell(row, column).is_empty()) {
            continue;
        }
        let mut wrong = |column, message: &str, remedy: &str| {
            let place = filled.place(row, column);
            let cell = filled.cell(row, column);
            problems.push(Problem::error(&place, message).heading(column).text(cell).remedy(remedy));
        };
        let id = filled.cell(row, "relationship").parse::<RelationshipId>().ok();
        let found = id.and_then(|id| book.records.relationships.iter().find(|r| r.id == id && r.accepted.is_some()));
        if found.is_none() {
            wrong(
                "relationship",
                "is no relationship that was accepted",
                "write the id as the sheet had it, such as R003",
            );
        }
        let yes = held.eq_ignore_ascii_case("yes");
        if !yes && !held.eq_ignore_ascii_case("no") {
            wrong("held", "says neither that it was held nor that it was not", "write yes or no");
        }
        if filled.cell(row, "on").is_empty() {
            wrong("on", "the day is missing", "write the day on which it was held, or was to be: 2027-03-31");
        }
        if let Some(day) = day.filter(|day| *day > desk.today) {
            wrong("on", &format!("{day} is after today"), "note it when it has happened");
        }
        let minutes = filled.cell(row, "minutes");
        let length = minutes.parse::<u32>().ok().filter(|minutes| (1..=1440).contains(minutes));
        if !minutes.is_empty() && (length.is_none() || !yes) {
            wrong(
                "minutes",
                "is no number of minutes of a session that was held",
                "write digits only, or leave it blank",
            );
        }
        let (Some(relationship), Some(on)) = (found.map(|r| r.id), day) else { continue };
        // The same session told twice, here or there, counts once.
        let here = taken.iter().any(|known| known.relationship == relationship && known.on == on);
        let there = logged.log.sessions.iter().any(|known| known.relationship == relationship && known.on == on);
        let minutes = length.map_or(String::new(), |minutes| minutes.to_string());
        taken.push(Filled { relationship, on, held: yes, minutes, known: here || there });
    }
    taken
}

fn describe(taken: &[Filled], rows: usize) -> Report {
    let columns = vec![
        Column::new("relationship", "Id"),
        Column::new("on", "On"),
        Column::new("held", "Held"),
        Column::new("minutes", "Minutes"),
        Column::new("taken", "Taken"),
    ];
    let line = |session: &Filled| {
        vec![
            Cell::text(session.relationship.to_string()),
            Cell::Date(session.on),
            Cell::text(if session.held { "yes" } else { "no" }),
            session.minutes.parse().map_or(Cell::Blank, Cell::Number),
            Cell::text(if session.known { "known already" } else { "new" }),
        ]
    };
    let new = taken.iter().filter(|session| !session.known).count();
    let text = format!(
        "{} new, {} known already, {} left blank.",
        plural(new, "session"),
        taken.len() - new,
        plural(rows.saturating_sub(taken.len()), "row")
    );
    Report {
        blocks: vec![Block::Table(Table::new(columns, taken.iter().map(line).collect())), Block::Text(text)],
        json: None,
    }
}
