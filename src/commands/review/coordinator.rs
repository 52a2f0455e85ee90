//! The pack for those who run the scheme: everything, and nothing of what a concern is about.

use super::card;
use super::decision;
use super::pack::Pack;
use crate::commands::members;
use crate::domain::log::Kind;
use crate::domain::person::PersonId;
use crate::domain::review::card::Card;
use crate::domain::review::missing::{Ask, Missing};
use crate::domain::review::talk;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Format, Report, Table};
use crate::wording::{capital, plural};

/// The pack as tables: the cards, what to ask before the day, who sits where, and what was decided.
pub fn describe(pack: &Pack<'_>) -> Report {
    let is_workbook = pack.desk.format == Format::Xlsx;
    let mut blocks = vec![
        Block::Heading(format!("Review day of {}: {}", pack.book.scheme.name, pack.day_and_hours())),
        Block::Text(summary(pack)),
        Block::Table(if is_workbook { to_print(pack) } else { cards(pack) }),
    ];
    if !pack.missing.is_empty() {
        blocks.extend([Block::Heading("To ask before the day".to_string()), Block::Table(to_do(pack))]);
    }
    blocks.extend([Block::Heading("Who comes, and where they sit".to_string()), Block::Table(sign_in(pack))]);
    blocks.push(Block::Text(seated(pack)));
    let decided = decision::decided(pack);
    if !decided.is_empty() {
        let columns = vec![
            Column::new("decision", "Decided"),
            Column::new("on", "On"),
            Column::new("is", "What"),
            Column::new("record", "Id").machines(),
            Column::new("because", "Because").privacy(Privacy::Confidential),
        ];
        let rows = decided.iter().map(|decided| {
            let on = decided.on.map_or(Cell::Blank, Cell::Date);
            let text = |text: &String| Cell::text(text.as_str());
            vec![text(&decided.about), on, text(&decided.is), text(&decided.id), text(&decided.reason)]
        });
        let table = Table::new(columns, rows.collect());
        blocks.extend([Block::Heading("What was decided".to_string()), Block::Table(table)]);
    }
    if is_workbook {
        let mut figures = cards(pack);
        // What to talk about stands on the first sheet, where there is room to read it.
        figures.columns.pop();
        figures.rows.iter_mut().for_each(|row| row.truncate(figures.columns.len()));
        blocks.extend([Block::Heading("In figures".to_string()), Block::Table(figures)]);
    }
    Report { blocks, json: None }
}

/// What there is, in one sentence.
pub fn summary(pack: &Pack<'_>) -> String {
    let of =
        Some(pack.intakes()).filter(|names| !names.is_empty()).map_or(String::new(), |names| format!(" ({names})"));
    let held = pack.cards.iter().map(|card| card.status.held).sum::<usize>();
    let missing = match pack.missing.len() {
        0 => "nothing is missing".to_string(),
        count => format!("{} to ask before the day", plural(count, "thing")),
    };
    format!("{}{of}; {} held; {missing}.", pack.counted(), plural(held, "session"))
}

fn cards(pack: &Pack<'_>) -> Table {
    let private = pack.desk.privacy_of_called();
    let mut columns = vec![
        Column::new("relationship", "Id"),
        Column::new("who", "Who").privacy(private).readers(),
        Column::new("sessions", "Sessions").readers(),
        Column::new("goals", "Goals").readers(),
        Column::new("agreement", "Agreement, visit").readers(),
        Column::new("missing", "To ask").readers(),
    ];
    columns.extend(members::for_machines(pack.book, &[]).0);
    columns.extend(
        [
            "state",
            "review_day",
            "sessions_held",
            "sessions_planned",
            "sessions_not_held",
            "sessions_not_heard",
            "sessions_to_come",
            "minutes",
            "goals",
            "goals_start",
            "goals_now",
            "goals_target",
            "agreement_discussed",
            "agreement_signed",
            "visits",
            "visits_planned",
            "visited",
            "open_concerns",
            "to_ask",
            "talk_about",
        ]
        .map(|key| Column::new(key, &capital(&key.replace('_', " "))).machines()),
    );
    Table::new(columns, pack.cards.iter().map(|card| row(pack, card)).collect())
}

/// The cards as they are read on a sheet of paper.
fn to_print(pack: &Pack<'_>) -> Table {
    let columns = vec![
        Column::new("relationship", "Id"),
        Column::new("who", "Who").privacy(pack.desk.privacy_of_called()),
        Column::new("state", "State"),
        Column::new("sessions", "Sessions"),
        Column::new("goals", "Goals"),
        Column::new("agreement", "Agreement, visit"),
        Column::new("to_ask", "To ask"),
        Column::new("talk_about", "What to talk about"),
    ];
    let row = |card: &Card<'_, '_>| {
        let relationship = card.journey.relationship;
        let missing = pack.missing.iter().filter(|missing| missing.of == relationship.id).count();
        let said = said(card);
        vec![
            Cell::text(relationship.id.to_string()),
            members::one_under_another(pack.book, &relationship.members),
            Cell::text(card::state(card, true)),
            said[0].clone(),
            said[1].clone(),
            said[2].clone(),
            Cell::Number(missing as i64),
            to_talk_about(pack, card),
        ]
    };
    Table::new(columns, pack.cards.iter().map(row).collect())
}

/// Sessions, goals, and the agreement with visits, in words.
fn said(card: &Card<'_, '_>) -> [Cell; 3] {
    let goals: Vec<String> = card.goals.iter().map(|goal| card::goal(goal, true)).collect();
    let agreement: Vec<String> = [card::agreement(card)].into_iter().chain(card::visits(card)).collect();
    [card::sessions(card), goals, agreement].map(|lines| Cell::text(lines.join("\n")))
}

fn to_talk_about(pack: &Pack<'_>, card: &Card<'_, '_>) -> Cell {
    let topics = talk::topics(card, &pack.book.scheme, true).into_iter();
    let lines = topics.map(|(heading, questions)| format!("{heading}: {}", questions.join(" ")));
    Cell::text(lines.collect::<Vec<String>>().join("\n"))
}

fn row(pack: &Pack<'_>, card: &Card<'_, '_>) -> Vec<Cell> {
    let relationship = card.journey.relationship;
    let missing: Vec<&Missing> = pack.missing.iter().filter(|missing| missing.of == relationship.id).collect();
    let [sessions, goals, agreement] = said(card);
    let mut row = vec![
        Cell::text(relationship.id.to_string()),
        members::one_under_another(pack.book, &relationship.members),
        sessions,
        goals,
        agreement,
        Cell::text(if missing.is_empty() { String::new() } else { missing.len().to_string() }),
    ];
    row.extend(members::for_machines(pack.book, &relationship.members).1);
    let count = |count: usize| Cell::Number(count as i64);
    let date = |day: Option<chrono::NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
    let each = |say: &dyn Fn(&crate::domain::review::card::Reached) -> Option<i64>| {
        let said = card.goals.iter().map(|goal| say(goal).map_or("?".to_string(), |number| number.to_string()));
        Cell::text(said.collect::<Vec<_>>().join(";"))
    };
    row.extend([
        Cell::text(card::state(card, true)),
        Cell::Date(pack.gathering.on),
        count(card.status.held),
        card.status.planned.map_or(Cell::Blank, |planned| Cell::Number(i64::from(planned))),
        count(card.status.not_held),
        count(card.status.not_heard),
        count(card.to_come),
        card.minutes.map_or(Cell::Blank, |(minutes, _)| Cell::Number(i64::try_from(minutes).unwrap_or(i64::MAX))),
        Cell::text(card.goals.iter().map(|goal| goal.id.to_string()).collect::<Vec<_>>().join(";")),
        each(&|goal| goal.start),
        each(&|goal| goal.now.map(|(_, now)| now)),
        each(&|goal| goal.target),
        date(relationship.discussed),
        date(relationship.signed),
        count(card.visits.0),
        Cell::Number(i64::from(card.visits.1)),
        date(card.status.visited),
        count(card.status.concerns),
        count(missing.len()),
        to_talk_about(pack, card),
    ]);
    row
}

/// Whom to ask, in words.
pub fn whom(pack: &Pack<'_>, missing: &Missing) -> String {
    match &missing.ask {
        Ask::People(people) => people.iter().map(|id| pack.called(*id)).collect::<Vec<_>>().join("\n"),
        Ask::Supporter => "nobody is named yet".to_string(),
        Ask::Owner => owners(pack, missing),
    }
}

/// Who looks after the open concerns of a relationship.
fn owners(pack: &Pack<'_>, missing: &Missing) -> String {
    let table = &pack.logged.tables[&Kind::Concern];
    let open = pack.card(missing.of).map_or(&[][..], |card| &card.journey.concerns);
    let is_open = |row: &usize| open.iter().any(|concern| table.cell(*row, "id") == concern.id.to_string());
    let mut owners: Vec<String> = Vec::new();
    for row in (0..table.len()).filter(is_open) {
        let owner = match table.cell(row, "owner") {
            "" => "whoever looks after it".to_string(),
            owner => owner.parse().map_or_else(|_| owner.to_string(), |id| pack.called(id)),
        };
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners.join("\n")
}

fn to_do(pack: &Pack<'_>) -> Table {
    let private = pack.desk.privacy_of_called();
    let any_phone = pack.guests.iter().any(|guest| pack.book.by_id(guest.id).is_some_and(|p| !p.phone.is_empty()));
    let phones = Column::new("phones", "Telephone").privacy(Privacy::Confidential);
    let columns = vec![
        Column::new("relationship", "Id"),
        Column::new("what", "What is missing"),
        Column::new("ask", "Ask").privacy(private),
        if any_phone { phones } else { phones.machines() },
        Column::new("note_with", "Then"),
    ];
    let rows = pack.missing.iter().map(|missing| {
        let people: &[PersonId] = match &missing.ask {
            Ask::People(people) => people,
            _ => &[],
        };
        let phone = |id: &PersonId| pack.book.by_id(*id).map_or("", |person| person.phone.as_str());
        let phones: Vec<&str> = people.iter().map(phone).filter(|phone| !phone.is_empty()).collect();
        vec![
            Cell::text(missing.of.to_string()),
            Cell::text(missing.what.says()),
            Cell::text(whom(pack, missing)),
            Cell::text(phones.join("\n")),
            Cell::text(missing.note()),
        ]
    });
    Table::new(columns, rows.collect())
}

fn sign_in(pack: &Pack<'_>) -> Table {
    let columns = vec![
        Column::new("person", "Id").machines(),
        Column::new("name", "Who").privacy(pack.desk.privacy_of_called()),
        Column::new("roles", "As"),
        Column::new("relationships", "Of"),
        Column::new("table", "Table"),
    ];
    let rows = pack.guests.iter().map(|guest| {
        let of: Vec<String> = pack.of_person(guest.id).map(|card| card.journey.relationship.id.to_string()).collect();
        vec![
            Cell::text(guest.id.to_string()),
            Cell::text(pack.called(guest.id)),
            Cell::text(pack.roles(&guest.roles)),
            Cell::text(of.join("; ")),
            pack.table_of(guest.id).map_or(Cell::Blank, |table| Cell::Number(table as i64)),
        ]
    });
    Table::new(columns, rows.collect())
}

/// What is to be said of the seating.
pub fn seated(pack: &Pack<'_>) -> String {
    let tables = plural(pack.seating.tables.len(), "table");
    match (pack.seating.tables.len(), pack.seating.together) {
        (0 | 1, _) => "All fit round one table.".to_string(),
        (_, 0) => format!("{tables}, drawn by lot: nobody sits with somebody of their own relationship."),
        (_, together) => format!("{tables}, drawn by lot; {together} times two of one relationship share one."),
    }
}
