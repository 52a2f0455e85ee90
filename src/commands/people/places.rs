//! `mentor people places`: mentors whose time with somebody ends are asked how many places they offer next.

use std::collections::BTreeMap;

use anyhow::bail;
use chrono::NaiveDate;

use super::super::{plan, year};
use crate::commands::{Answer, Desk, Stopped, not_after_today};
use crate::domain::person::{Person, PersonId};
use crate::domain::returning::{Returning, returning};
use crate::domain::scheme::Role;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::{self, Book};
use crate::store::directory::Directory;
use crate::store::log::Logged;
use crate::store::{askings, corrections};
use crate::wording::{list, plural, plural_noun, show};

/// Ask mentors whose time with somebody ends how many places they offer next, and note the answers
///
/// Alone it lists them, from six weeks before the last day on. `mentor letters returning` writes to those who have not
/// answered. An answer is a correction of their places: the form stays as it came, and the id stays theirs.
#[derive(Debug, clap::Args)]
pub struct PlacesArgs {
    /// Answers, as P003=2 (none: P003=0); with --asked, who was asked
    #[arg(value_name = "PERSON=NUMBER")]
    who: Vec<String>,
    /// Note that they were asked: those who are named, or all on the list who were not yet
    #[arg(long)]
    asked: bool,
    /// The day on which that was
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    on: Option<NaiveDate>,
}

/// More relationships than these nobody can keep up.
const MOST: u32 = 100;

pub fn run(args: &PlacesArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book, logged) = year::read(desk)?;
    let back = all(&sight, &mut book, &logged, desk)?;
    if args.who.is_empty() && !args.asked {
        let report = describe(&book, &back, desk);
        return Ok(Answer { report, problems: book.problems, ..Answer::default() });
    }
    let on = args.on.unwrap_or(desk.today);
    not_after_today(on, desk)?;
    plan::settle(&mut book, desk);
    if args.asked { asked(args, on, sight, book, &back) } else { answered(args, on, sight, book, desk) }
}

/// Mentors whose time with somebody ends, as far as they take part.
fn all(sight: &Directory, book: &mut Book, logged: &Logged, desk: &Desk) -> anyhow::Result<Vec<Returning>> {
    let (_, said) = askings::read(sight, &book.register, &mut book.problems)?;
    if book.problems.any_error() {
        return Err(Stopped(std::mem::take(&mut book.problems)).into());
    }
    let back = returning(&year::journeys(book, &logged.log), &said, &book.scheme, desk.today);
    let takes_part = |one: &Returning| book.by_id(one.person).is_some_and(|person| !person.refused && !person.held);
    Ok(back.into_iter().filter(takes_part).collect())
}

/// Those who have not said how many places they offer next.
///
/// # Errors
/// Where the records cannot be read.
pub fn not_answered(
    sight: &Directory,
    book: &mut Book,
    logged: &Logged,
    desk: &Desk,
) -> anyhow::Result<Vec<Returning>> {
    Ok(all(sight, book, logged, desk)?.into_iter().filter(|one| one.answered.is_none()).collect())
}

fn describe(book: &Book, back: &[Returning], desk: &Desk) -> Report {
    let columns = vec![
        Column::new("id", "Id"),
        Column::new("name", "Name").privacy(Privacy::Confidential),
        Column::new("role", "Role"),
        Column::new("last_day", "Last day"),
        Column::new("asked", "Asked"),
        Column::new("answered", "Answered"),
        Column::new("places", "Places"),
        Column::new("email", "E-mail").privacy(Privacy::Confidential).machines(),
    ];
    let rows = back.iter().filter_map(|one| {
        let person = book.by_id(one.person)?;
        let date = |day: Option<NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
        Some(vec![
            Cell::text(person.shown_id()),
            Cell::text(person.name.as_str()),
            Cell::text(book.scheme.role_word(one.role)),
            Cell::Date(one.ends),
            date(one.asked),
            date(one.answered.map(|(on, _)| on)),
            one.answered.map_or(Cell::Blank, |(_, places)| Cell::Number(i64::from(places))),
            if person.email.is_empty() { Cell::Blank } else { Cell::Email(person.email.clone()) },
        ])
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let said = back.iter().filter_map(|one| one.answered).map(|(_, places)| places as usize);
    let (answers, places) = (said.clone().count(), said.sum::<usize>());
    let asked = back.iter().filter(|one| one.answered.is_none() && one.asked.is_some()).count();
    let not_asked = back.len() - answers - asked;
    let mut blocks = vec![Block::Table(Table::new(columns, rows))];
    blocks.push(Block::Text(match back.len() {
        0 => "Nobody's time with somebody has ended or ends soon.".to_string(),
        count => format!(
            "{} whose time with somebody ends: {not_asked} not asked, {asked} asked, {answers} answered with {}.",
            plural(count, "person"),
            plural(places, "place")
        ),
    }));
    if not_asked > 0 && desk.to_people {
        blocks.push(Block::Text(
            "mentor letters returning -o letters.docx writes to them; mentor people places --asked notes that they were asked, mentor people places P003=2 what they said.".to_string(),
        ));
    }
    Report { blocks, json: None }
}

/// Notes that people were asked.
fn asked(args: &PlacesArgs, on: NaiveDate, sight: Directory, book: Book, back: &[Returning]) -> anyhow::Result<Answer> {
    let mut people: Vec<PersonId> = Vec::new();
    for text in &args.who {
        if text.contains('=') {
            bail!("`{}` is an answer; --asked notes only who was asked", show(text));
        }
        let id = book.person(text)?.id;
        if !back.iter().any(|one| one.person == id) {
            bail!("{} is not on the list: mentor people places", show(&book.person(text)?.called()));
        }
        if !people.contains(&id) {
            people.push(id);
        }
    }
    if args.who.is_empty() {
        people =
            back.iter().filter(|one| one.asked.is_none() && one.answered.is_none()).map(|one| one.person).collect();
    }
    if people.is_empty() {
        bail!("everybody on the list was asked; `mentor people places` shows who has not answered");
    }
    let (mut table, _) = askings::read(&sight, &book.register, &mut crate::problems::Problems::default())?;
    people.iter().for_each(|person| askings::add(&mut table, *person, on, None, &book.register.mark));
    let mut edits = plan::start("people places --asked".to_string(), &book);
    plan::write(&mut edits, &table);
    let were = if people.len() == 1 { "was" } else { "were" };
    let told = vec![format!("{} {were} asked on {on}", plural(people.len(), "person"))];
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// Notes what people said, and corrects their places.
fn answered(args: &PlacesArgs, on: NaiveDate, sight: Directory, book: Book, desk: &Desk) -> anyhow::Result<Answer> {
    let (mut table, _) = askings::read(&sight, &book.register, &mut crate::problems::Problems::default())?;
    let mut corrected = book.corrections_table.clone();
    let (mut told, mut said) = (Vec::new(), BTreeMap::new());
    for text in &args.who {
        let Some((who, number)) = text.split_once('=') else {
            bail!("`{}` says no number; write {}=2, or --asked where they were only asked", show(text), show(text));
        };
        let person = book.person(who.trim())?;
        let Some(places) = number.trim().parse::<u32>().ok().filter(|places| *places <= MOST) else {
            bail!("`{}` is no number of places from 0 to {MOST}", show(number));
        };
        match said.insert(person.id, places) {
            None => {}
            Some(before) if before == places => continue,
            Some(before) => bail!("{0}={before} and {0}={places} cannot both be; say which it is", person.id),
        }
        let field = field(&book, person)?;
        corrections::add(&mut corrected, person.id, None, field, &places.to_string(), "asked again", &on.to_string());
        askings::add(&mut table, person.id, on, Some(places), &book.register.mark);
        let offers = match places {
            0 => format!("offers no {} for now", plural_noun(1, "place")),
            count => format!("offers {}", plural(count as usize, "place")),
        };
        told.push(format!("{} {offers}", show(&person.called_with_id())));
    }
    if let Err(problems) = book::with_planned(&sight, desk.today, &corrected, &book)? {
        return Err(Stopped(problems).into());
    }
    let mut edits = plan::start(format!("people places {}", list(&args.who, "and")), &book);
    plan::write(&mut edits, &table);
    plan::write(&mut edits, &corrected);
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// The fact that says how many places somebody offers: of whoever is both, those of the mentor.
fn field(book: &Book, person: &Person) -> anyhow::Result<&'static str> {
    let has = |role| person.entry(role).is_some();
    match [Role::Mentor, Role::Facilitator].into_iter().find(|role| has(*role)) {
        Some(Role::Mentor) if has(Role::Mentee) || has(Role::Facilitator) => Ok("mentor_places"),
        Some(_) => Ok("places"),
        None if has(Role::Mentee) && book.scheme.sides.is_some() => Ok("places"),
        None => bail!(
            "{} is no {} yet; whoever wants to be one keeps the id: mentor people correct {} role=both, with what they offer",
            show(&person.called()),
            book.scheme.role_word(Role::Mentor),
            person.id
        ),
    }
}
