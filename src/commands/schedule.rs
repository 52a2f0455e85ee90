//! `mentor schedule`: the year ahead.

use std::collections::HashMap;

use anyhow::bail;
use chrono::NaiveDate;

use super::{Answer, Desk, in_words, members, plan, year};
use crate::domain::log::Log;
use crate::domain::relationship::{Member, RelationshipId, State as Standing};
use crate::domain::schedule::{Item, Of, State, What, Whose, planned_for};
use crate::report::{Block, Cell, Column, Event, Format, Report, Table, Tone};
use crate::store::book::Book;
use crate::wording::{list, nearest, normal, plural, show};

/// Show the year ahead: sessions, contacts, visits, events, reviews
///
/// With -o year.ics as a calendar file. Nothing is changed but by --move, which writes records/moves.csv.
#[derive(Debug, clap::Args)]
pub struct ScheduleArgs {
    /// Only for a relationship (R003), a person, or an intake
    #[arg(long = "for", value_name = "WHO")]
    of: Option<String>,
    /// Also what was held, and events that are past
    #[arg(long)]
    all: bool,
    /// Only up to this day
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    until: Option<NaiveDate>,
    /// Put something off or bring it forward: "session 4", "review day"; with --for and --to
    #[arg(long = "move", value_name = "WHAT", requires = "to")]
    moved: Option<String>,
    /// The new day
    #[arg(long, value_name = "DATE", value_parser = super::day, requires = "moved")]
    to: Option<NaiveDate>,
}

const TONES: &[(&str, Tone)] = &[
    ("overdue", Tone::Strong),
    ("not heard", Tone::Mild),
    ("due", Tone::Mild),
    ("held", Tone::Good),
    ("planned", Tone::Quiet),
];

pub fn run(args: &ScheduleArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, mut logged) = year::read(desk)?;
    let whose = whose(&book, args.of.as_deref())?;
    if let (Some(what), Some(to)) = (&args.moved, args.to) {
        let moved = find(&book, &logged.log, &whose, what, desk)?;
        not_held(&moved, to, desk)?;
        not_before_the_start(&book, &logged.log, &moved, to)?;
        plan::settle(&mut book, desk);
        let (relationship, intake) = match &moved.of {
            Of::Relationship(id) => (id.to_string(), String::new()),
            Of::Intake(name) => (String::new(), name.clone()),
            Of::All => (String::new(), String::new()),
        };
        let (item, mark) = (moved.what.to_string(), book.register.mark.clone());
        let closed = book.scheme.year.calendar.is_closed(to).then(|| {
            let day = to.format("%A");
            format!("note: {} is a {day} on which the scheme is closed; if that is meant, all is well", in_words(to))
        });
        let (to, on) = (to.to_string(), desk.today.to_string());
        let mut told = vec![format!("{item} of {} is on {to}", called(&moved.of))];
        told.extend(closed);
        told.extend(counted_from(&book, &moved));
        let cells = [("mark", mark), ("relationship", relationship), ("intake", intake), ("item", item)];
        logged.moves.push(&[&cells[..], &[("to", to), ("on", on)]].concat());
        let mut edits = plan::start(format!("schedule --move {what:?}"), &book);
        plan::write(&mut edits, &logged.moves);
        return Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() });
    }
    let items = items(&book, &logged.log, &whose, desk);
    let report = describe(&book, args, items, desk);
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

pub fn whose(book: &Book, of: Option<&str>) -> anyhow::Result<Whose> {
    let Some(of) = of else { return Ok(Whose::All) };
    if let Ok(id) = of.parse::<RelationshipId>() {
        return match book.records.relationships.iter().find(|r| r.id == id) {
            Some(r) if r.accepted.is_some() => Ok(Whose::Relationship(id)),
            Some(r) if r.state() == Standing::Declined => {
                bail!("{id} was declined, and has no schedule{}", super::pairs::after_all(r))
            }
            Some(_) => bail!("{id} is not accepted yet, and has no schedule before that: mentor accept {id}"),
            None if book.records.practice.iter().any(|r| r.id == id) => {
                bail!("{id} is practice of a trainee mentor, for which nothing is planned: mentor status --practice")
            }
            None => bail!("there is no relationship {id}; `mentor list` shows all of them"),
        };
    }
    let intake = book.scheme.intakes.iter().find(|intake| normal(&intake.name) == normal(of));
    match intake {
        Some(intake) => Ok(Whose::Intake(intake.name.clone())),
        None => Ok(Whose::Person(book.person(of)?.id)),
    }
}

/// What to say of a day that others count from and that was moved alone.
fn counted_from(book: &Book, moved: &Item) -> Option<String> {
    let opens = |name: &String| book.scheme.year.events.iter().any(|event| event.opens && event.name == *name);
    let day = match (&moved.what, &moved.of) {
        (What::Event(name), _) if !opens(name) => None,
        (What::Opening | What::Event(_), Of::Intake(name)) => {
            book.scheme.intakes.iter().find(|intake| intake.name == *name)?.opening_day
        }
        (What::Opening | What::Event(_), Of::All) => book.scheme.year.starts,
        _ => None,
    };
    let day = in_words(day?);
    Some(format!(
        "note: the sessions and the review day still count from {day}; if they are to move too, change that day in scheme.toml"
    ))
}

/// Everything planned for whom it is wanted.
pub fn items(book: &Book, log: &Log, whose: &Whose, desk: &Desk) -> Vec<Item> {
    planned_for(&book.scheme, &book.people, &year::journeys(book, log), log, whose, desk.today)
}

/// Finds what is to be moved; several of the same name want to be told apart.
fn find(book: &Book, log: &Log, whose: &Whose, what: &str, desk: &Desk) -> anyhow::Result<Item> {
    let items = items(book, log, whose, desk);
    let found: Vec<&Item> = items.iter().filter(|item| normal(&item.what.to_string()) == normal(what)).collect();
    match &found[..] {
        [one] => Ok((*one).clone()),
        [] => {
            let names: Vec<String> = items.iter().map(|item| item.what.to_string()).collect();
            match nearest(what, names.iter().map(String::as_str)) {
                Some(near) => bail!("nothing here is called `{}`; did you mean `{}`?", show(what), show(near)),
                None => bail!("nothing here is called `{}`; `mentor schedule` shows what is planned", show(what)),
            }
        }
        several => {
            let mut of: Vec<String> = several.iter().map(|item| called(&item.of)).collect();
            of.sort();
            if of.len() > 4 {
                of.truncate(3);
                of.push("others".to_string());
            }
            bail!("`{}` is planned for {}; say whose with --for", show(what), list(&of, "and"))
        }
    }
}

/// What was held cannot be put off; only of what is for everybody one can still say on which day it was.
fn not_held(moved: &Item, to: NaiveDate, desk: &Desk) -> anyhow::Result<()> {
    let was = moved.state == State::Held;
    if was && (matches!(moved.of, Of::Relationship(_)) || to > desk.today) {
        bail!("{} was held; a day that is past cannot be moved", moved.what);
    }
    Ok(())
}

/// Nothing of a relationship can be before its start: the year is mistyped.
fn not_before_the_start(book: &Book, log: &Log, moved: &Item, to: NaiveDate) -> anyhow::Result<()> {
    let journeys = year::journeys(book, log);
    match journeys.iter().find(|journey| moved.of == Of::Relationship(journey.relationship.id)) {
        Some(journey) if to < journey.start => {
            bail!("{} starts on {}, and {to} is before that", called(&moved.of), journey.start)
        }
        _ => Ok(()),
    }
}

fn called(of: &Of) -> String {
    match of {
        Of::All => "everybody".to_string(),
        Of::Intake(name) => show(name),
        Of::Relationship(id) => id.to_string(),
    }
}

fn describe(book: &Book, args: &ScheduleArgs, items: Vec<Item>, desk: &Desk) -> Report {
    let mut shown = Vec::new();
    let (mut hidden, mut count) = (0, [0; 5]);
    for item in items {
        let over = matches!(item.what, What::Opening | What::Event(_)) && item.state == State::NotHeard;
        if item.by > args.until && args.until.is_some() {
            continue;
        }
        if !args.all && args.of.is_none() && (item.state == State::Held || over) {
            hidden += 1;
            continue;
        }
        count[item.state as usize] += 1;
        shown.push(item);
    }
    let private = desk.privacy_of_called();
    let supporters = shown.iter().any(|item| item.supporter.is_some());
    let mut columns = vec![
        Column::new("from", "From").machines(),
        Column::new("from", "From").readers(),
        Column::new("by", "By"),
        Column::new("what", "What"),
        Column::new("for", "For"),
        Column::new("who", "Who").privacy(private).readers(),
    ];
    columns.extend(members::for_machines(book, &[]).0);
    if supporters {
        columns.push(Column::new("supporter_called", "Supporter").privacy(private).readers());
        columns.push(Column::new("supporter", "Supporter").machines());
    }
    columns.extend([
        Column::new("at", "At").machines(),
        Column::new("until", "Until").machines(),
        Column::new("state", "State").tones(TONES),
    ]);
    let mut known = HashMap::new();
    let rows = shown.iter().map(|item| row(book, item, supporters, &mut known)).collect();
    let states = [State::Overdue, State::NotHeard, State::Due, State::Planned, State::Held];
    let said = states.into_iter().filter(|state| count[*state as usize] > 0);
    let said: Vec<String> = said.map(|state| format!("{} {}", count[state as usize], state.word())).collect();
    let mut summary =
        if said.is_empty() { "Nothing is planned.".to_string() } else { format!("{}.", list(&said, "and")) };
    if hidden > 0 {
        summary.push_str(&format!(" {} held or past not shown here; --all shows them too.", plural(hidden, "day")));
    }
    let calendar = desk.format == Format::Ics;
    let events = shown.iter().filter(|_| calendar).filter_map(|item| event(book, item)).collect();
    Report {
        blocks: vec![Block::Table(Table::new(columns, rows)), Block::Text(summary), Block::Events(events)],
        json: None,
    }
}

/// Who is in a relationship, for people and for machines: the same in each of its many rows.
type Known = HashMap<Option<RelationshipId>, (Cell, Vec<Cell>)>;

fn row(book: &Book, item: &Item, supporters: bool, known: &mut Known) -> Vec<Cell> {
    let day = |day: Option<NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
    let window = item.from.filter(|_| item.from != item.by);
    let relationship = match &item.of {
        Of::Relationship(id) => Some(*id),
        _ => None,
    };
    let (people, ids) = known.entry(relationship).or_insert_with(|| {
        let relationship = book.records.relationships.iter().find(|r| Some(r.id) == relationship);
        let people: &[Member] = relationship.map_or(&[], |relationship| &relationship.members);
        (members::one_under_another(book, people), members::for_machines(book, people).1)
    });
    let whom = match &item.of {
        Of::All => "everybody".to_string(),
        Of::Intake(name) => name.clone(),
        Of::Relationship(id) => id.to_string(),
    };
    let mut row = vec![day(item.from), day(window), day(item.by), Cell::text(item.what.to_string()), Cell::text(whom)];
    row.push(people.clone());
    row.extend(ids.iter().cloned());
    if supporters {
        let called = item.supporter.and_then(|id| book.by_id(id)).map(|person| person.called_with_id());
        let id = item.supporter.map_or(String::new(), |id| id.to_string());
        row.push(Cell::text(called.unwrap_or_else(|| id.clone())));
        row.push(Cell::text(id));
    }
    let time =
        |time: Option<chrono::NaiveTime>| time.map_or(Cell::Blank, |time| Cell::text(time.format("%H:%M").to_string()));
    row.extend([
        time(item.hours.map(|hours| hours.0)),
        time(item.hours.map(|hours| hours.1)),
        Cell::text(item.state.word()),
    ]);
    row
}

/// The same as a day in a calendar: ids and words of the scheme, no name.
fn event(book: &Book, item: &Item) -> Option<Event> {
    // What has no letter of its own there gets its number, so that no two names become one.
    let plain = |c: char| match c {
        ' ' | '-' => "-".to_string(),
        c if c.is_ascii_alphanumeric() => c.to_string(),
        c => format!("u{:x}", u32::from(c)),
    };
    let slug = |text: &str| -> String { normal(text).chars().map(plain).collect() };
    let (of, summary) = match &item.of {
        Of::All => ("all".to_string(), format!("{}: {}", book.scheme.name, item.what)),
        Of::Intake(name) => (slug(name), format!("{}: {} ({name})", book.scheme.name, item.what)),
        Of::Relationship(id) => (id.to_string().to_lowercase(), format!("{id}: {}", item.what)),
    };
    // The register's mark tells two schemes with the same names apart.
    let mark = if book.register.mark.is_empty() { slug(&book.scheme.name) } else { book.register.mark.clone() };
    let by = item.by?;
    Some(Event {
        uid: format!("{}.{of}.{mark}@mentor.invalid", slug(&item.what.to_string())),
        from: item.from.unwrap_or(by),
        by,
        hours: item.hours.filter(|_| item.from == item.by),
        summary,
        sequence: item.changes,
        stamp: item.noted.unwrap_or(by),
    })
}
