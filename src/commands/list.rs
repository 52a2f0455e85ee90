//! `mentor list`: all relationships.

use super::{Answer, Desk, members};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, State};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::plural;

/// Show all relationships, and how each stands
///
/// Proposed, offered, accepted, declined, ended. Changes nothing.
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
    let mut columns = vec![Column::new("relationship", "Id"), Column::new("state", "State")];
    columns.extend(members::channel_column(book));
    columns.extend(members::columns(book, private));
    let offered = book.records.relationships.iter().any(|r| r.state() == State::Offered);
    columns.extend([
        Column::new("score_of_100", "Of 100"),
        Column::new("since", "Since").readers(),
        Column::new("round", "Round").machines(),
        Column::new("offered", "Offered").machines(),
        Column::new("said_yes", "Said yes").machines(),
        Column::new("accepted", "Accepted").machines(),
        Column::new("declined", "Declined").machines(),
        Column::new("ended", "Ended").machines(),
        Column::new("discussed", "Agreement talked through").machines(),
        Column::new("signed", "Agreement signed").machines(),
    ]);
    let anybody_joined = book.records.relationships.iter().any(|r| !r.joined.is_empty());
    if anybody_joined {
        columns.push(Column::new("joined", "Joined"));
    }
    let anybody_left = book.records.relationships.iter().any(|r| !r.left.is_empty());
    if anybody_left {
        columns.push(Column::new("left", "Left"));
    }
    if offered {
        columns.push(Column::new("said_yes_called", "Said yes").privacy(private).readers());
    }
    let called = |id: PersonId| book.by_id(id).map_or(id.to_string(), |person| person.called_with_id());
    let since = |r: &Relationship| {
        let day = r.ended.or(r.declined).or(r.accepted).or(r.offer.since);
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
        let state = relationship.state();
        if state == State::Replaced && !all {
            continue;
        }
        let fixed = state == State::Proposed && relationship.fixed.is_some();
        let mut row =
            vec![Cell::text(relationship.id.to_string()), Cell::text(if fixed { "fixed" } else { state.word() })];
        row.extend(members::channel_cell(book, relationship));
        row.extend(members::cells(book, &relationship.members));
        row.extend([
            number(&relationship.score_of_100),
            since(relationship),
            relationship.round.map_or(Cell::Blank, |round| Cell::Number(i64::from(round))),
            date(relationship.offer.since),
            Cell::text(said_yes(relationship, &|id| id.to_string(), ";")),
            date(relationship.accepted),
            date(relationship.declined),
            date(relationship.ended),
            date(relationship.discussed),
            date(relationship.signed),
        ]);
        if anybody_joined {
            let joined = relationship.joined.iter().map(|came| format!("{} {}", came.member.id, came.on));
            row.push(Cell::text(joined.collect::<Vec<_>>().join("\n")));
        }
        if anybody_left {
            let left = relationship.left.iter().map(|gone| format!("{} {}", gone.member.id, gone.on));
            row.push(Cell::text(left.collect::<Vec<_>>().join("\n")));
        }
        if offered {
            let open = Some(relationship).filter(|_| state == State::Offered);
            row.push(open.map_or(Cell::Blank, |r| Cell::text(said_yes(r, &called, "\n"))));
        }
        rows.push(row);
    }
    let summary = match rows.len() {
        0 => "No relationship yet: `mentor match` proposes.".to_string(),
        n => plural(n, "relationship"),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary)], json: None }
}

/// Who said yes so far, in the order in which they did.
fn said_yes(relationship: &Relationship, say: &dyn Fn(PersonId) -> String, between: &str) -> String {
    relationship.offer.yes.iter().map(|(by, _)| say(*by)).collect::<Vec<_>>().join(between)
}
