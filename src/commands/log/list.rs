//! `mentor log` alone: what was noted.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::commands::{Answer, Desk, year};
use crate::domain::log::{Answered, Kind, Named, RecordId, Whose};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::privacy::Privacy;
use crate::problems::Place;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::plural;

#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Only about a relationship (R003) or a person
    #[arg(long = "for", value_name = "WHO")]
    pub of: Option<String>,
    /// Only records of one kind: session, visit, concern …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only from this day on
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    pub since: Option<NaiveDate>,
}

/// Where a row stands: in the log, or in a line of an export.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Record(RecordId),
    Export(Place),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Id::Record(id) => id.fmt(f),
            Id::Export(place) => place.fmt(f),
        }
    }
}

/// What a row is about, and its place in the list.
struct Line {
    on: Option<NaiveDate>,
    id: Id,
    kind: Kind,
    of: String,
    /// How an export names those whom nobody knows.
    named: String,
    what: String,
}

pub fn run(args: &ListArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let words: Vec<String> = Kind::ALL.iter().map(|(_, word, _)| word.to_string()).collect();
    let kind = args.kind.as_deref().map(|kind| super::words::known_word(kind, &words, "--kind")).transpose()?;
    let wanted = wanted(args, &book)?;
    let mut lines = lines(&logged);
    lines.extend(exported(&logged, desk.today));
    lines.retain(|line| {
        (wanted.is_empty() || line.of.split(' ').any(|of| wanted.iter().any(|wanted| wanted == of)))
            && kind.as_ref().is_none_or(|kind| kind == line.kind.word())
            && args.since.is_none_or(|since| line.on >= Some(since))
    });
    lines.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
    let report = describe(&book, &lines, desk);
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

/// Whom the list is about, as rows name them; nobody where it is about all.
fn wanted(args: &ListArgs, book: &Book) -> anyhow::Result<Vec<String>> {
    Ok(match args.of.as_deref() {
        Some(of) => match of.parse::<RelationshipId>() {
            Ok(id) => about(book, known(book, id)?),
            Err(()) => {
                let person = book.person(of)?.id;
                let own = book.records.with_practice().filter(|own| own.everybody().any(|member| member.id == person));
                std::iter::once(person.to_string()).chain(own.map(|own| own.id.to_string())).collect()
            }
        },
        None => Vec::new(),
    })
}

/// Sees that there is such a relationship.
///
/// # Errors
/// Where there is none: then nothing was noted of it because it is not there.
pub fn known(book: &Book, id: RelationshipId) -> anyhow::Result<RelationshipId> {
    let there = book.records.with_practice().any(|relationship| relationship.id == id);
    anyhow::ensure!(there, "there is no relationship {id}; `mentor list` shows all of them");
    Ok(id)
}

/// A relationship and its people, as rows name them.
fn about(book: &Book, id: RelationshipId) -> Vec<String> {
    let found = book.records.with_practice().find(|r| r.id == id);
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
            lines.push(Line {
                on: cell("on").parse().ok(),
                id: Id::Record(id),
                kind: *kind,
                of: of.join(" "),
                named: String::new(),
                what: what.join(", "),
            });
        }
    }
    lines
}

/// What only exports tell of: sessions and answers. What the log tells of too stands there.
fn exported(logged: &Logged, today: NaiveDate) -> Vec<Line> {
    let told = logged.told.iter().filter(|told| told.record.is_none()).map(|told| {
        let (of, named) = whose(&told.whose);
        let minutes = told.minutes.map(|minutes| plural(minutes as usize, "minute"));
        let rating = told.rating.map(|rating| format!("rating {rating}"));
        let what: Vec<String> = [Some(told.said(today).to_string()), minutes, rating].into_iter().flatten().collect();
        Line {
            on: told.on,
            id: Id::Export(told.place.across(0)),
            kind: Kind::Session,
            of,
            named,
            what: what.join(", "),
        }
    });
    let own = |answered: &&Answered| *answered.place.file == *logged.tables[&Kind::Answer].file;
    let answered = logged.answered.iter().filter(|answered| !own(answered)).map(|answered| {
        let (of, named) = answered.person.as_ref().map_or_else(Default::default, |person| names(&[person]));
        let parts = [
            ("", &answered.measure),
            ("item ", &answered.item),
            ("stage ", &answered.stage),
            ("answer ", &answered.answer),
        ];
        let what = parts.iter().filter(|(_, part)| !part.is_empty()).map(|(word, part)| format!("{word}{part}"));
        Line {
            on: answered.when.map(|when| when.date()),
            id: Id::Export(answered.place.across(0)),
            kind: Kind::Answer,
            of,
            named,
            what: what.collect::<Vec<_>>().join(", "),
        }
    });
    told.chain(answered).collect()
}

/// The ids of those whose a session is, and how an export names those whom nobody knows.
pub fn whose(whose: &Whose) -> (String, String) {
    match whose {
        Whose::Relationship(id) => (id.to_string(), String::new()),
        Whose::Pair(people, label) => {
            let (ids, mut named) = names(&people.iter().collect::<Vec<_>>());
            if people.is_empty() {
                named.clone_from(label);
            }
            (ids, named)
        }
    }
}

fn names(people: &[&Named]) -> (String, String) {
    let (mut ids, mut named) = (Vec::new(), Vec::new());
    for person in people {
        match person {
            Named::Known(id) => ids.push(id.to_string()),
            Named::Unknown(text) => named.push(text.as_str()),
        }
    }
    (ids.join(" "), named.join("\n"))
}

/// Ids and names as people read them, one under the other.
pub fn called(book: &Book, of: &str, named: &str, no_names: bool) -> String {
    let one = |of: &str| {
        let person = of.parse::<PersonId>().ok().and_then(|id| book.by_id(id));
        person.map_or(of.to_string(), |person| person.called_with_id())
    };
    let mut called: Vec<String> = of.split(' ').filter(|of| !of.is_empty()).map(one).collect();
    if !no_names && !named.is_empty() {
        called.push(named.to_string());
    }
    called.join("\n")
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
    let private = desk.privacy_of_called();
    let columns = vec![
        Column::new("on", "On"),
        Column::new("record", "Id"),
        Column::new("kind", "Kind"),
        Column::new("of", "Of").machines(),
        Column::new("of", "Of").privacy(private).readers(),
        Column::new("what", "What"),
        Column::new("note", "Note").privacy(Privacy::Confidential),
        Column::new("named", "Named").privacy(Privacy::Confidential).machines(),
    ];
    let mut notes: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in 0..book.notes_table.len() {
        let cell = |column| book.notes_table.cell(row, column);
        notes.entry(cell("record")).or_default().push(cell("note"));
    }
    let rows = lines.iter().map(|line| {
        let id = line.id.to_string();
        vec![
            line.on.map_or(Cell::Blank, Cell::Date),
            Cell::text(id.as_str()),
            Cell::text(line.kind.word()),
            Cell::text(line.of.as_str()),
            Cell::text(called(book, &line.of, &line.named, desk.no_names)),
            Cell::text(line.what.as_str()),
            Cell::text(notes.get(id.as_str()).map_or(String::new(), |notes| notes.join("\n"))),
            Cell::text(line.named.replace('\n', "; ")),
        ]
    });
    let summary = match lines.len() {
        0 => "Nothing is noted here yet.".to_string(),
        count => plural(count, "record"),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows.collect())), Block::Text(summary)], json: None }
}
