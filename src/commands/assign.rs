//! `mentor assign`: which supporter looks after which relationship.

use anyhow::bail;
use chrono::NaiveDate;

use super::{Answer, Desk, members, pairs, plan, year};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::support::{Suggestion, suggest};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::store::table::Table as Records;
use crate::wording::{list, plural, show};

/// Settle which supporter looks after which relationship
///
/// Without one, --suggest shows who is near and has the fewest. Writes records/assignments.csv.
#[derive(Debug, clap::Args)]
pub struct AssignArgs {
    /// Relationships, and then the supporter: R003 R004 P020
    #[arg(value_name = "WHO", required_unless_present_any = ["suggest", "all"])]
    who: Vec<String>,
    /// Show a supporter for every relationship that has none: the fewest first, then the nearest
    #[arg(long, conflicts_with = "who")]
    suggest: bool,
    /// Settle all of that
    #[arg(long, conflicts_with_all = ["who", "suggest"])]
    all: bool,
    /// The relationships are looked after by nobody from today on
    #[arg(long, conflicts_with_all = ["suggest", "all"])]
    nobody: bool,
}

pub fn run(args: &AssignArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    plan::settle(&mut book, desk);
    if args.suggest || args.all {
        let suggested = suggested(&book, &logged)?;
        if args.suggest {
            let report = describe(&book, &suggested, desk);
            return Ok(Answer { report, problems: book.problems, ..Answer::default() });
        }
        if suggested.is_empty() {
            bail!("every relationship under way has a supporter");
        }
        for one in &suggested {
            put(&book, &mut logged, one.relationship, Some(one.supporter), desk);
        }
        let told =
            vec![format!("{} has a supporter now", plural(suggested.len(), "relationship")).replace("s has", "s have")];
        return Ok(answer("assign --all".to_string(), sight, &book, &logged, told));
    }
    let (supporter, relationships) = match args.who.split_last() {
        _ if args.nobody => (None, &args.who[..]),
        Some((last, relationships)) if !relationships.is_empty() => (Some(book.person(last)?), relationships),
        _ => bail!("write relationships, and then the supporter: mentor assign R003 R004 P020"),
    };
    let supporter = supporter.map(|person| (person.id, show(&person.called_with_id())));
    let mut told = Vec::new();
    for pair in pairs::named(&book, relationships)? {
        let called = pairs::called(&book, &pair);
        let Some(relationship) = pair.relationship.filter(|r| r.accepted.is_some() && r.ended.is_none()) else {
            bail!("{called} is not under way; a supporter looks after what was accepted and has not ended");
        };
        if let Some((id, _)) = supporter.as_ref().filter(|(id, _)| relationship.has(*id)) {
            bail!("{id} is in {} themselves; a supporter is somebody else", relationship.id);
        }
        put(&book, &mut logged, relationship.id, supporter.as_ref().map(|(id, _)| *id), desk);
        told.push(match &supporter {
            Some((_, name)) => format!("{called} is looked after by {name}"),
            None => format!("{called} is looked after by nobody now"),
        });
    }
    Ok(answer(format!("assign {}", list(&args.who, "and")), sight, &book, &logged, told))
}

fn answer(
    label: String,
    sight: crate::store::directory::Directory,
    book: &Book,
    logged: &Logged,
    told: Vec<String>,
) -> Answer {
    let mut edits = plan::start(label, book);
    plan::write(&mut edits, &logged.assignments);
    Answer { edits, sight: Some(sight), told, ..Answer::default() }
}

/// Ends what was settled before, and settles the new.
fn put(book: &Book, logged: &mut Logged, relationship: RelationshipId, supporter: Option<PersonId>, desk: &Desk) {
    let (table, id, today) = (&mut logged.assignments, relationship.to_string(), desk.today.to_string());
    for row in 0..table.len() {
        if table.cell(row, "relationship") == id && table.cell(row, "until").is_empty() {
            table.set(row, "until", today.as_str());
        }
    }
    if let Some(supporter) = supporter {
        let mark = book.register.mark.clone();
        table.push(&[("mark", mark), ("relationship", id), ("supporter", supporter.to_string()), ("from", today)]);
    }
}

/// Ends everything that somebody looks after, from a day on.
pub fn looks_after_no_more(assignments: &mut Records, supporter: PersonId, on: NaiveDate) {
    let (id, on) = (supporter.to_string(), on.to_string());
    for row in 0..assignments.len() {
        if assignments.cell(row, "supporter") == id && assignments.cell(row, "until").is_empty() {
            // Days of the records are written so that the later one is the greater text.
            let until = assignments.cell(row, "from").max(on.as_str()).to_string();
            assignments.set(row, "until", until);
        }
    }
}

/// A supporter for every relationship under way that has none.
fn suggested(book: &Book, logged: &Logged) -> anyhow::Result<Vec<Suggestion>> {
    let journeys = year::journeys(book, &logged.log);
    match suggest(&book.scheme, &book.people, &journeys) {
        Some(suggested) => Ok(suggested),
        None => bail!(
            "nobody signed up as a supporter; add one (mentor people add --role supporter …), or name anybody by hand: mentor assign R003 P020"
        ),
    }
}

fn describe(book: &Book, suggested: &[Suggestion], desk: &Desk) -> Report {
    let private = desk.privacy_of_called();
    let mut columns = vec![Column::new("relationship", "Id")];
    columns.extend(members::columns(book, private));
    columns.extend([
        Column::new("supporter_called", "Supporter").privacy(private).readers(),
        Column::new("supporter", "Supporter id").machines(),
        Column::new("supporter_name", "Supporter").privacy(Privacy::Confidential).machines(),
        Column::new("distance_km", "Km"),
        Column::new("load", "Looks after then"),
    ]);
    let rows = suggested.iter().map(|one| {
        let relationship = book.records.relationships.iter().find(|r| r.id == one.relationship);
        let people = relationship.map_or(&[][..], |relationship| &relationship.members);
        let supporter = book.by_id(one.supporter);
        let mut row = vec![Cell::text(one.relationship.to_string())];
        row.extend(members::cells(book, people));
        row.extend([
            Cell::text(supporter.map_or(String::new(), |person| person.called_with_id())),
            Cell::text(one.supporter.to_string()),
            Cell::text(supporter.map_or("", |person| person.name.as_str())),
            one.distance.map_or(Cell::Blank, |units| Cell::Decimal { units, decimals: 1 }),
            Cell::Number(one.load as i64),
        ]);
        row
    });
    let summary = match suggested.len() {
        0 => "Every relationship under way has a supporter.".to_string(),
        count => format!(
            "{} without a supporter. `mentor assign --all` settles this; `mentor assign R003 P020` settles one.",
            plural(count, "relationship")
        ),
    };
    Report { blocks: vec![Block::Table(Table::new(columns, rows.collect())), Block::Text(summary)], json: None }
}
