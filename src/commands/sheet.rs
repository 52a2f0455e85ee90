//! `mentor sheet`: a prefilled workbook to pass round; `mentor take` takes it back.

use super::{Answer, Desk, members, year};
use crate::domain::schedule::{Of, State, What};
use crate::report::{Block, Cell, Column, Offer, Report, Table};

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
    /// A row a session whose time is now or over and of which nobody told
    Sessions(SessionsArgs),
}

#[derive(Debug, clap::Args)]
struct SessionsArgs {
    /// Only of a relationship (R003), a person, or an intake
    #[arg(long = "for", value_name = "WHO")]
    of: Option<String>,
}

/// The columns that people fill in, and that `mentor take` reads.
pub const FILLED: [&str; 3] = ["held", "on", "minutes"];

pub fn run(args: &SheetArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let Kind::Sessions(args) = &args.what;
    let (_, book, logged) = year::read(desk)?;
    let whose = super::schedule::whose(&book, args.of.as_deref())?;
    let items = super::schedule::items(&book, &logged.log, &whose, desk);
    let private = desk.privacy_of_called();
    let columns = vec![
        Column::new("relationship", "relationship"),
        Column::new("who", "who").privacy(private),
        Column::new("session", "session"),
        Column::new("from", "from"),
        Column::new("by", "by"),
        Column::new("held", "held").offers(Offer::Words(&["yes", "no"])),
        Column::new("on", "on"),
        Column::new("minutes", "minutes"),
    ];
    let mut rows = Vec::new();
    for item in items {
        let (What::Session(number), Of::Relationship(id)) = (&item.what, &item.of) else { continue };
        if matches!(item.state, State::Held | State::Planned) {
            continue;
        }
        let relationship = book.records.relationships.iter().find(|r| r.id == *id);
        let people = relationship.map_or(&[][..], |relationship| &relationship.members);
        rows.push(vec![
            Cell::text(id.to_string()),
            members::one_under_another(&book, people),
            Cell::Number(i64::from(*number)),
            item.from.map_or(Cell::Blank, Cell::Date),
            item.by.map_or(Cell::Blank, Cell::Date),
            Cell::Blank,
            Cell::Blank,
            Cell::Blank,
        ]);
    }
    rows.sort_by_key(|row| (row[0].plain(), row[4].plain()));
    let text = if rows.is_empty() {
        "No session is due of which nobody told.".to_string()
    } else {
        "Fill in held (yes or no), the day and the minutes; a row left blank says nothing. Then: mentor take FILE"
            .to_string()
    };
    let report = Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(text)], json: None };
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}
