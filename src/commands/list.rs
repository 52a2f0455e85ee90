//! `mentor list`: all relationships.

use super::{Answer, Desk, members};
use crate::domain::relationship::{Relationship, State};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::plural;

/// Show all relationships: proposed, accepted, declined, ended
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Also those that a newer round replaced
    #[arg(long)]
    all: bool,
}

pub fn run(args: &ListArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book) = desk.read()?;
    let report = describe(&book, args.all, desk.no_names);
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

fn describe(book: &Book, all: bool, no_names: bool) -> Report {
    let private = if no_names { Privacy::Public } else { Privacy::Confidential };
    let newest = book.records.newest;
    let mut columns = vec![Column::new("relationship", "Id"), Column::new("state", "State")];
    columns.extend(members::columns(book, private));
    columns.extend([
        Column::new("score_of_100", "Of 100"),
        Column::new("since", "Since").readers(),
        Column::new("round", "Round").machines(),
        Column::new("accepted", "Accepted").machines(),
        Column::new("declined", "Declined").machines(),
        Column::new("ended", "Ended").machines(),
    ]);
    let since = |r: &Relationship| {
        let day = r.ended.or(r.declined).or(r.accepted);
        match (day, r.round) {
            (Some(day), _) => Cell::Date(day),
            (None, Some(round)) => Cell::text(format!("round {round}")),
            (None, None) => Cell::Blank,
        }
    };
    let number = |text: &str| text.parse().map_or(Cell::Blank, Cell::Number);
    let date = |date: Option<chrono::NaiveDate>| date.map_or(Cell::Blank, Cell::Date);
    let mut rows = Vec::new();
    for relationship in &book.records.relationships {
        let state = relationship.state(newest);
        if state == State::Replaced && !all {
            continue;
        }
        let fixed = state == State::Proposed && relationship.fixed.is_some();
        let mut row =
            vec![Cell::text(relationship.id.to_string()), Cell::text(if fixed { "fixed" } else { state.word() })];
        row.extend(members::cells(book, &relationship.members, no_names));
        row.extend([
            number(&relationship.score_of_100),
            since(relationship),
            relationship.round.map_or(Cell::Blank, |round| Cell::Number(i64::from(round))),
            date(relationship.accepted),
            date(relationship.declined),
            date(relationship.ended),
        ]);
        rows.push(row);
    }
    let summary = match rows.len() {
        0 => "No relationship yet: `mentor match` proposes.".to_string(),
        n => plural(n, "relationship"),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None }
}
