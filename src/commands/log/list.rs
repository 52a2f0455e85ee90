//! `mentor log` alone: what was noted.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::commands::{Answer, Desk, year};
use crate::domain::log::{Kind, RecordId};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::plural;

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only about a relationship (R003) or a person
    #[arg(long = "for", value_name = "WHO")]
    of: Option<String>,
    /// Only records of one kind: session, visit, concern …
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only from this day on
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    since: Option<NaiveDate>,
}

/// What a row is about, and its place in the list.
struct Line {
    on: Option<NaiveDate>,
    id: RecordId,
    kind: Kind,
    of: String,
    what: String,
}

pub fn run(args: &ListArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let words: Vec<String> = Kind::ALL.iter().map(|(_, word, _)| word.to_string()).collect();
    let kind = args.kind.as_deref().map(|kind| super::entry::known_word(kind, &words, "--kind")).transpose()?;
    let wanted = match args.of.as_deref() {
        Some(of) => match of.parse::<RelationshipId>() {
            Ok(id) => about(&book, id),
            Err(()) => vec![book.person(of)?.id.to_string()],
        },
        None => Vec::new(),
    };
    let mut lines = lines(&logged);
    lines.retain(|line| {
        (wanted.is_empty() || line.of.split(' ').any(|of| wanted.iter().any(|wanted| wanted == of)))
            && kind.as_ref().is_none_or(|kind| kind == line.kind.word())
            && args.since.is_none_or(|since| line.on >= Some(since))
    });
    lines.sort_by_key(|line| (line.on, line.id));
    let report = describe(&book, &lines, desk);
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

/// A relationship and its people, as rows name them.
fn about(book: &Book, id: RelationshipId) -> Vec<String> {
    let found = book.records.relationships.iter().find(|r| r.id == id);
    let members = found.into_iter().flat_map(|r| &r.members).map(|member| member.id.to_string());
    [id.to_string()].into_iter().chain(members).collect()
}

fn lines(logged: &Logged) -> Vec<Line> {
    let goals = &logged.tables[&Kind::Goal];
    let of_goal = |goal: &str| (0..goals.len()).find(|row| goals.cell(*row, "id") == goal);
    let mut lines = Vec::new();
    for (kind, table) in &logged.tables {
        for row in (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty()) {
            let cell = |column| table.cell(row, column);
            // What is no id was told as an error before.
            let Ok(id) = cell("id").parse::<RecordId>() else { continue };
            let mut of: Vec<&str> = ["relationship", "person"].map(cell).to_vec();
            if *kind == Kind::Rating {
                of.extend(of_goal(cell("goal")).map(|row| goals.cell(row, "relationship")));
            }
            of.retain(|of| !of.is_empty());
            let what = table
                .columns()
                .iter()
                .filter(|column| !["mark", "id", "on", "relationship", "person", "removed"].contains(&column.as_str()));
            let what: Vec<String> = what
                .filter(|column| !table.cell(row, column).is_empty())
                .map(|column| said(column, table.cell(row, column)))
                .collect();
            lines.push(Line { on: cell("on").parse().ok(), id, kind: *kind, of: of.join(" "), what: what.join(", ") });
        }
    }
    lines
}

/// A cell as people say it: `not held`, `60 minutes`, `next 2027-03-01`.
fn said(column: &str, cell: &str) -> String {
    match (column, cell) {
        ("held" | "reached" | "came", "yes") => column.to_string(),
        ("held" | "reached" | "came", "no") => format!("not {column}"),
        ("minutes" | "hours" | "days" | "messages" | "weeks", count) => {
            plural(count.parse().unwrap_or(0), column.trim_end_matches('s'))
        }
        ("in_time", count) => format!("{count} in time"),
        ("kind" | "event" | "module" | "topic" | "measure" | "theme" | "decision" | "result", word) => word.to_string(),
        (column, cell) => format!("{} {cell}", column.replace('_', " ")),
    }
}

fn describe(book: &Book, lines: &[Line], desk: &Desk) -> Report {
    let private = if desk.no_names { Privacy::Public } else { Privacy::Confidential };
    let columns = vec![
        Column::new("on", "On"),
        Column::new("record", "Id"),
        Column::new("kind", "Kind"),
        Column::new("of", "Of").machines(),
        Column::new("of", "Of").privacy(private).readers(),
        Column::new("what", "What"),
        Column::new("note", "Note").privacy(Privacy::Confidential),
    ];
    let mut notes: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in 0..book.notes_table.len() {
        let cell = |column| book.notes_table.cell(row, column);
        notes.entry(cell("record")).or_default().push(cell("note"));
    }
    let called = |of: &str| {
        let person = of.parse::<PersonId>().ok().and_then(|id| book.by_id(id));
        person.map_or(of.to_string(), |person| person.called_with_id(desk.no_names))
    };
    let rows = lines.iter().map(|line| {
        let id = line.id.to_string();
        let of: Vec<String> = line.of.split(' ').filter(|of| !of.is_empty()).map(called).collect();
        vec![
            line.on.map_or(Cell::Blank, Cell::Date),
            Cell::text(id.as_str()),
            Cell::text(line.kind.word()),
            Cell::text(line.of.as_str()),
            Cell::text(of.join("\n")),
            Cell::text(line.what.as_str()),
            Cell::text(notes.get(id.as_str()).map_or(String::new(), |notes| notes.join("\n"))),
        ]
    });
    let summary = match lines.len() {
        0 => "Nothing is noted here yet.".to_string(),
        count => plural(count, "record"),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows.collect())), Block::Text(summary)], json: None }
}
