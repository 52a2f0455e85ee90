//! The pack for those who run the scheme: everything, and nothing of what a concern is about.

use super::card;
use super::decision;
use super::pack::Pack;
use crate::commands::members;
use crate::documents::{self, Document, Level, Text};
use crate::domain::log::Kind;
use crate::domain::person::PersonId;
use crate::domain::review::Guest;
use crate::domain::review::attendance::{Came, so_far};
use crate::domain::review::card::Card;
use crate::domain::review::missing::{Ask, Missing};
use crate::domain::review::talk;
use crate::domain::schedule::for_everybody;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, normal, plural};

/// The pack as tables: the cards, what to ask before the day, who sits where, and what was decided.
pub fn describe(pack: &Pack<'_>) -> Report {
    let mut blocks = vec![
        Block::Heading(format!("Review day of {}: {}", pack.book.scheme.name, pack.day_and_hours())),
        Block::Text(summary(pack)),
        Block::Table(cards(pack)),
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
    Report { blocks, json: None }
}

fn summary(pack: &Pack<'_>) -> String {
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

fn row(pack: &Pack<'_>, card: &Card<'_, '_>) -> Vec<Cell> {
    let relationship = card.journey.relationship;
    let missing: Vec<&Missing> = pack.missing.iter().filter(|missing| missing.of == relationship.id).collect();
    let goals: Vec<String> = card.goals.iter().map(|goal| card::goal(goal, true)).collect();
    let mut agreement = vec![card::agreement(card)];
    agreement.extend(card::visits(card));
    let mut row = vec![
        Cell::text(relationship.id.to_string()),
        members::one_under_another(pack.book, &relationship.members),
        Cell::text(card::sessions(card).join("\n")),
        Cell::text(goals.join("\n")),
        Cell::text(agreement.join("\n")),
        Cell::text(if missing.is_empty() { String::new() } else { missing.len().to_string() }),
    ];
    row.extend(members::for_machines(pack.book, &relationship.members).1);
    let count = |count: usize| Cell::Number(count as i64);
    let date = |day: Option<chrono::NaiveDate>| day.map_or(Cell::Blank, Cell::Date);
    let each = |say: &dyn Fn(&crate::domain::review::card::Reached) -> Option<i64>| {
        let said = card.goals.iter().map(|goal| say(goal).map_or("?".to_string(), |number| number.to_string()));
        Cell::text(said.collect::<Vec<_>>().join(";"))
    };
    let topics: Vec<String> = talk::topics(card, &pack.book.scheme, true)
        .into_iter()
        .map(|(heading, questions)| format!("{heading}: {}", questions.join(" ")))
        .collect();
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
        Cell::text(topics.join("\n")),
    ]);
    row
}

/// Whom to ask, in words.
fn whom(pack: &Pack<'_>, missing: &Missing) -> String {
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
fn seated(pack: &Pack<'_>) -> String {
    let tables = plural(pack.seating.tables.len(), "table");
    match (pack.seating.tables.len(), pack.seating.together) {
        (0 | 1, _) => "All fit round one table.".to_string(),
        (_, 0) => format!("{tables}, drawn by lot: nobody sits with somebody of their own relationship."),
        (_, together) => format!("{tables}, drawn by lot; {together} times two of one relationship share one."),
    }
}

/// The pack to print.
pub fn document(pack: &Pack<'_>) -> Document {
    use documents::Block as Part;
    let footer = format!(
        "{}, review day {}. Confidential, but for the sign-in sheet and the tables",
        pack.book.scheme.name, pack.gathering.on
    );
    let mut document =
        Document::new(format!("{}: review day", pack.book.scheme.name)).footer(footer).section(overview(pack));
    let mut cards = vec![Part::Heading(Level::One, "The cards".to_string())];
    cards.extend(pack.cards.iter().map(|card| card::whole(pack, card)));
    document = document
        .section(cards)
        .section(sheet(pack))
        .section(tables(pack))
        .section(decision::sheet(pack))
        .section(lessons(pack));
    document.sections.extend(decision::value(pack));
    document
}

fn overview(pack: &Pack<'_>) -> Vec<documents::Block> {
    use documents::Block as Part;
    let mut blocks = vec![
        Part::Heading(Level::One, format!("Review day of {}", pack.book.scheme.name)),
        Part::Paragraph(Text::default().bold(pack.when_and_where())),
        Part::paragraph(summary(pack)),
        Part::Heading(Level::Two, "Agenda".to_string()),
        Part::Bullets(pack.agenda(None).into_iter().map(Text::from).collect()),
    ];
    if let Some(table) = attendance(pack) {
        blocks.extend([Part::Heading(Level::Two, "Who came so far".to_string()), table]);
    }
    blocks.push(Part::Heading(Level::Two, "To ask before the day".to_string()));
    if pack.missing.is_empty() {
        blocks.push(Part::paragraph("Nothing is missing."));
        return blocks;
    }
    let row = |missing: &Missing| {
        let what = format!("{}: {}", missing.of, missing.what.says());
        vec![Text::from("☐"), Text::from(what), Text::from(whom(pack, missing)), Text::default().italic(missing.note())]
    };
    blocks.push(Part::Table(documents::Table {
        columns: vec![
            documents::Column::new("", 1),
            documents::Column::new("What is missing", 7),
            documents::Column::new("Ask", 5),
            documents::Column::new("Then", 5),
        ],
        rows: pack.missing.iter().map(row).collect(),
    }));
    blocks
}

/// Who came to the events up to the day, by role.
fn attendance(pack: &Pack<'_>) -> Option<documents::Block> {
    let journeys: Vec<_> = pack.gathering.journeys.iter().map(|journey| (*journey).clone()).collect();
    let (log, today) = (&pack.logged.log, pack.desk.today);
    let items = for_everybody(&pack.book.scheme, &pack.book.people, &journeys, log, today);
    let row = |of: &Came| {
        let counts = [of.came, of.away, of.not_heard].map(|count| Text::from(count.to_string()));
        let first = [Text::from(capital(&of.event)), Text::from(capital(pack.book.scheme.role_word(of.role)))];
        first.into_iter().chain(counts).collect::<Vec<Text>>()
    };
    let rows: Vec<Vec<Text>> = so_far(&items, &pack.guests, log, today).iter().map(row).collect();
    let columns = [("Event", 6), ("As", 3), ("Came", 2), ("Away", 2), ("Not heard", 2)];
    let columns = columns.map(|(heading, share)| documents::Column::new(heading, share)).to_vec();
    (!rows.is_empty()).then_some(documents::Block::Table(documents::Table { columns, rows }))
}

fn sheet(pack: &Pack<'_>) -> Vec<documents::Block> {
    let row = |guest: &Guest| {
        // A line below the name leaves room to sign.
        vec![Text::from(format!("{}\n", pack.name(guest.id))), Text::from(pack.roles(&guest.roles)), Text::default()]
    };
    // Whoever signs looks for their name.
    let mut by_name: Vec<&Guest> = pack.guests.iter().collect();
    by_name.sort_by_key(|guest| (pack.name(guest.id).to_lowercase(), guest.id));
    let columns =
        [("Name", 5), ("As", 3), ("Signed", 6)].map(|(heading, share)| documents::Column::new(heading, share));
    let table = documents::Table { columns: columns.to_vec(), rows: by_name.into_iter().map(row).collect() };
    let came = match pack.book.scheme.year.review {
        Some(_) => {
            let first: Vec<String> = pack.guests.iter().take(2).map(|guest| guest.id.to_string()).collect();
            format!("To note who came: mentor log attendance {} … --event \"review day\"", first.join(" "))
        }
        None => format!("To note who came, plan the day first: [review] and on = {} in scheme.toml", pack.gathering.on),
    };
    vec![
        documents::Block::Heading(Level::One, format!("Sign-in sheet, {}", pack.day())),
        documents::Block::Table(table),
        documents::Block::Paragraph(Text::default().italic(came)),
    ]
}

fn tables(pack: &Pack<'_>) -> Vec<documents::Block> {
    let row = |(at, people): (usize, &Vec<PersonId>)| {
        let named: Vec<String> = people
            .iter()
            .map(|id| {
                let roles = pack.guests.iter().find(|guest| guest.id == *id).map_or(&[][..], |guest| &guest.roles);
                format!("{}, {}", pack.name(*id), pack.roles(roles))
            })
            .collect();
        vec![Text::default().bold(format!("Table {}", at + 1)), Text::from(named.join("\n"))]
    };
    let table = documents::Table {
        columns: vec![documents::Column::new("", 1), documents::Column::new("", 4)],
        rows: pack.seating.tables.iter().enumerate().map(row).collect(),
    };
    vec![
        documents::Block::Heading(Level::One, "Who sits with whom".to_string()),
        documents::Block::paragraph(seated(pack)),
        documents::Block::Table(table),
    ]
}

/// What was learned so far, under the headings of the review, with room for more.
fn lessons(pack: &Pack<'_>) -> Vec<documents::Block> {
    let table = &pack.logged.tables[&Kind::Lesson];
    let rows: Vec<usize> = (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty()).collect();
    let mut headings: Vec<String> = talk::headings(&pack.book.scheme).to_vec();
    headings.extend(pack.book.scheme.year.words.themes.iter().cloned());
    let mut seen: Vec<String> = Vec::new();
    headings.retain(|heading| {
        !seen.contains(&normal(heading)) && {
            seen.push(normal(heading));
            true
        }
    });
    let mut blocks = vec![documents::Block::Heading(Level::One, "What was learned".to_string())];
    for heading in headings {
        blocks.push(documents::Block::Heading(Level::Two, capital(&heading)));
        let own = rows.iter().filter(|row| normal(table.cell(**row, "theme")) == normal(&heading));
        let notes: Vec<Text> =
            own.map(|row| pack.notes(table.cell(*row, "id"))).filter(|n| !n.is_empty()).map(Text::from).collect();
        if !notes.is_empty() {
            blocks.push(documents::Block::Bullets(notes));
        }
        blocks.push(documents::Block::Lines(2));
    }
    blocks
}
