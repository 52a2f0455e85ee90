//! The pack for those who run the scheme, to print: what to ask, the cards, sign-in sheet, tables, decision, lessons.

use super::card;
use super::coordinator::{seated, summary, whom};
use super::decision;
use super::pack::Pack;
use crate::documents::{self, Document, Level, Text};
use crate::domain::log::Kind;
use crate::domain::person::PersonId;
use crate::domain::review::Guest;
use crate::domain::review::attendance::{Came, so_far};
use crate::domain::review::missing::Missing;
use crate::domain::review::talk;
use crate::domain::schedule::for_everybody;
use crate::wording::{capital, normal};

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
        if pack.guests.iter().any(|guest| guest.roles.len() > 1) {
            blocks.push(Part::paragraph("Whoever takes part as two things counts as both."));
        }
    }
    blocks.push(Part::Heading(Level::Two, "To ask before the day".to_string()));
    if pack.missing.is_empty() {
        blocks.push(Part::paragraph("Nothing is missing."));
        return blocks;
    }
    let row = |missing: &Missing| {
        let what = Text::from(format!("{}: {}", missing.of, missing.what.says())).typed(missing.note());
        vec![Text::from("☐"), what, Text::from(whom(pack, missing))]
    };
    blocks.push(Part::Table(documents::Table {
        columns: vec![
            documents::Column::new("", 1),
            documents::Column::new("What is missing, and how it is noted then", 12),
            documents::Column::new("Ask", 5),
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
            let note = format!("mentor log attendance {} … --event \"review day\"", first.join(" "));
            Text::default().italic("To note who came:").typed(note)
        }
        None => Text::default().italic(format!(
            "To note who came, plan the day first: [review] and on = {} in scheme.toml",
            pack.gathering.on
        )),
    };
    vec![
        documents::Block::Heading(Level::One, format!("Sign-in sheet, {}", pack.day())),
        documents::Block::Table(table),
        documents::Block::Paragraph(came),
    ]
}

/// Who sits where, of those who are meant.
fn tables(pack: &Pack<'_>) -> Vec<documents::Block> {
    let row = |(at, people): (usize, &Vec<PersonId>)| {
        let guests = people.iter().filter_map(|id| pack.guests.iter().find(|guest| guest.id == *id));
        let named: Vec<String> =
            guests.map(|guest| format!("{}, {}", pack.name(guest.id), pack.roles(&guest.roles))).collect();
        let heading = Text::default().bold(format!("Table {}", at + 1));
        (!named.is_empty()).then(|| vec![heading, Text::from(named.join("\n"))])
    };
    let table = documents::Table {
        columns: vec![documents::Column::new("", 1), documents::Column::new("", 4)],
        rows: pack.seating.tables.iter().enumerate().filter_map(row).collect(),
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
