//! `mentor sheet`: a prefilled workbook to pass round; `mentor take` takes it back.

pub mod attendance;
pub mod goals;
pub mod replies;
pub mod sessions;

use super::{Answer, Desk};
use crate::problems::Problems;
use crate::report::{Block, Cell, Column, Report, Table};

/// Make a prefilled workbook to pass round
///
/// One row for each thing that nobody told of yet. Filled in, `mentor take` takes it back. Name a file after -o: .xlsx,
/// or .csv.
#[derive(Debug, clap::Args)]
pub struct SheetArgs {
    #[command(subcommand)]
    what: Kind,
}

#[derive(Debug, clap::Subcommand)]
enum Kind {
    /// A row a session whose time is now or over and of which nobody told; the next one where no number is planned
    Sessions(ForArgs),
    /// A row a goal of every relationship under way, with where it started, where it is to lead and how far it was
    Goals(ForArgs),
    /// A row a relationship and month for which nobody counted the messages that were answered in time
    Replies(ForArgs),
    /// A row a person and event that is over, of whom nobody said whether they came
    Attendance(attendance::AttendanceArgs),
}

/// Of whom.
#[derive(Debug, clap::Args)]
pub struct ForArgs {
    /// Only of a relationship (R003), a person, or an intake
    #[arg(long = "for", value_name = "WHO")]
    pub of: Option<String>,
}

pub fn run(args: &SheetArgs, desk: &Desk) -> anyhow::Result<Answer> {
    match &args.what {
        Kind::Sessions(args) => sessions::run(args, desk),
        Kind::Goals(args) => goals::run(args, desk),
        Kind::Replies(args) => replies::run(args, desk),
        Kind::Attendance(args) => attendance::run(args, desk),
    }
}

/// The sheet, with what is to be done with it; `none` says that there is nothing to fill in.
fn sheet(columns: Vec<Column>, rows: Vec<Vec<Cell>>, none: &str, how: &str, problems: Problems, desk: &Desk) -> Answer {
    let nothing = rows.is_empty();
    let text = if nothing { none.to_string() } else { format!("{how} Then: mentor take FILE") };
    let report = Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(text)], json: None };
    // In a file only the table stands.
    let told = (nothing && !desk.to_people).then(|| none.to_string()).into_iter().collect();
    Answer { report, told, problems, ..Answer::default() }
}
