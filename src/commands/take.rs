//! `mentor take`: what people filled in, taken back. What is blank says nothing, and what is known already counts once.

mod attendance;
mod filled;
mod goals;
mod replies;
mod sessions;

use std::path::PathBuf;

use anyhow::Context;

use super::{Answer, Desk, Stopped, plan, year};
use crate::domain::log::Kind;
use crate::problems::{Problem, Problems};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::store::table;
use crate::wording::{plural, show};
use filled::{Filled, Line, Taken};

/// Take back a workbook that people filled in
///
/// Shows what is new in it, and notes it; look first with --dry-run. A blank row says nothing, and what is known already
/// counts once. Where two rows say otherwise of the same, a row says otherwise than what was noted, or its names are not those
/// of its id, nothing is taken until one of them is put right.
#[derive(Debug, clap::Args)]
pub struct TakeArgs {
    /// The workbook or CSV file that `mentor sheet` made
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What there is to know of a sheet of one kind.
struct Sheet {
    /// The column that no other sheet has.
    own: &'static str,
    /// The columns that must be there.
    columns: &'static [&'static str],
    /// The columns that are filled in.
    filled: &'static [&'static str],
    /// What a row becomes, and what it is called.
    kind: Kind,
    called: &'static str,
    /// The columns that are shown.
    shown: fn() -> Vec<Column>,
    /// Reads the rows and plans the records.
    take: fn(&mut Filled, &Book, &mut Logged) -> Vec<Line>,
}

const SHEETS: [Sheet; 4] = [sessions::SHEET, goals::SHEET, replies::SHEET, attendance::SHEET];

pub fn run(args: &TakeArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    let path = std::path::absolute(&args.file).context("the file cannot be named")?;
    let name = args.file.to_string_lossy();
    let Some(bytes) = sight.read_export(&path.to_string_lossy())? else {
        anyhow::bail!("there is no file {}; make one with: mentor sheet sessions -o FILE.xlsx", show(&name));
    };
    let mut unreadable = Problems::default();
    let headings = table::Table::read(&name, &[], Some(bytes.clone()), &mut unreadable);
    if unreadable.any_error() {
        return Err(Stopped(unreadable).into());
    }
    made_by_us(&name, headings.columns())?;
    let is = |sheet: &&Sheet| headings.columns().iter().any(|column| column == sheet.own);
    let [first, ..] = &SHEETS;
    let sheet = SHEETS.iter().find(is).unwrap_or(first);
    plan::settle(&mut book, desk);
    let mut problems = Problems::default();
    let rows = table::Table::read(&name, sheet.columns, Some(bytes), &mut problems);
    let mut filled = Filled { table: rows, problems, today: desk.today };
    let lines = (sheet.take)(&mut filled, &book, &mut logged);
    // The columns of a file that people pass round may stand anywhere; the heading says which is meant.
    let mut told = Problems::default();
    for problem in filled.problems.sorted() {
        told.push(Problem { place: problem.place.across(0), ..problem.clone() });
    }
    if told.any_error() {
        return Err(Stopped(told).into());
    }
    let blank = filled.table.len() - filled.rows(sheet.filled).len();
    let report = describe(sheet, &lines, blank);
    let mut edits = plan::start(format!("take {}", show(&name)), &book);
    if lines.iter().any(|line| line.taken != Taken::Known) {
        plan::write(&mut edits, &logged.tables[&sheet.kind]);
    }
    book.problems.extend(told);
    Ok(Answer { report, edits, sight: Some(sight), problems: book.problems, ..Answer::default() })
}

/// Sees whether a file can be a sheet at all: a form or a letter is not to be given our headings.
fn made_by_us(name: &str, headings: &[String]) -> anyhow::Result<()> {
    let has = |sheet: &Sheet| sheet.columns.iter().filter(|column| headings.iter().any(|own| own == *column)).count();
    if SHEETS.iter().any(|sheet| 2 * has(sheet) >= sheet.columns.len()) {
        return Ok(());
    }
    anyhow::bail!(
        "{} is no workbook that `mentor sheet` made: its headings are others (where it has several sheets, ours must be the first); sign-up forms belong into people/, logs and surveys of other programs into answers/, and only a sheet that was filled in is taken",
        show(name)
    )
}

fn describe(sheet: &Sheet, lines: &[Line], blank: usize) -> Report {
    let mut columns = (sheet.shown)();
    columns.push(Column::new("taken", "Taken"));
    let rows = lines.iter().map(|line| {
        let taken = Cell::text(line.taken.word());
        line.cells.iter().cloned().chain([taken]).collect()
    });
    let count = |taken: Taken| lines.iter().filter(|line| line.taken == taken).count();
    let added = match count(Taken::Added) {
        0 => String::new(),
        count => format!("{count} with more than was known, "),
    };
    let text = format!(
        "{} new, {added}{} known already, {} left blank.",
        plural(count(Taken::New), sheet.called),
        count(Taken::Known),
        plural(blank, "row")
    );
    Report { blocks: vec![Block::Table(Table::new(columns, rows.collect())), Block::Text(text)], json: None }
}
