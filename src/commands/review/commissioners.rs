//! The pack for those who pay for it and were not there: no name, no id, and no number that points at somebody.

use super::decision;
use super::figures::Figures;
use super::pack::Pack;
use crate::commands::evaluate::seen::HIDDEN;
use crate::documents::{self, Document, Level, Text};
use crate::domain::review::talk;
use crate::domain::small_numbers::Shown;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, plural};

/// How a number is told.
fn say(pack: &Pack<'_>, shown: Shown) -> String {
    match shown {
        Shown::Count(count) => count.to_string(),
        Shown::Fewer => format!("fewer than {}", pack.book.scheme.threshold.0),
        Shown::Hidden => HIDDEN.to_string(),
    }
}

/// The sums in words.
fn sums(of: &Figures) -> Vec<String> {
    let Figures { delivered, told, .. } = of;
    // What was planned, less what is told, is what is hidden.
    let all = told.held && told.not_held && told.not_heard;
    let known = matches!(of.relationships, Shown::Count(_));
    let planned = delivered.planned.filter(|_| all && known);
    let planned = planned.map_or(String::new(), |planned| format!(" of {planned} planned"));
    let mut said = vec![match of.relationships {
        Shown::Count(count) => plural(count as usize, "relationship"),
        _ => "How many relationships look back is not told: it would give away a small number.".to_string(),
    }];
    let told_of = |told: bool, count: usize, what: &str| told.then(|| format!("{} {what}", plural(count, "session")));
    said.extend(told.held.then(|| format!("{} held{planned}", plural(delivered.held, "session"))));
    said.extend(told_of(told.not_held, delivered.not_held, "known not to have been held"));
    said.extend(told_of(told.not_heard, delivered.not_heard, "not heard of"));
    let noted = delivered.held - delivered.minutes_not_heard;
    if noted > 0 && told.held {
        let hours = (delivered.minutes + 30) / 60;
        said.push(format!("about {} together, noted of {}", plural(hours as usize, "hour"), plural(noted, "session")));
    }
    said
}

/// What is said in place of numbers.
fn too_few(pack: &Pack<'_>) -> String {
    format!(
        "Fewer than {} relationships look back on this day, so no figure is given here: it would say something about somebody.",
        pack.book.scheme.threshold.0
    )
}

fn some_hidden(hidden: usize) -> String {
    format!(
        "{} left out, as so small a number would say something about somebody.",
        match hidden {
            1 => "1 line is".to_string(),
            hidden => format!("{hidden} lines are"),
        }
    )
}

/// The figures as a table.
pub fn describe(pack: &Pack<'_>, of: &Figures) -> Report {
    let mut blocks = vec![Block::Heading(format!("{}: review day, {}", pack.book.scheme.name, pack.day()))];
    let columns = vec![Column::new("what", "Of relationships"), Column::new("yes", "Yes"), Column::new("no", "No")];
    if of.too_few {
        blocks.extend([Block::Text(too_few(pack)), Block::Table(Table::new(columns, Vec::new()))]);
        return Report { blocks, json: None };
    }
    blocks.push(Block::List(sums(of)));
    let cell = |shown: Shown| match shown {
        Shown::Count(count) => Cell::Number(i64::from(count)),
        shown => Cell::Instead(say(pack, shown)),
    };
    let rows = of.lines.iter().map(|(what, yes, no)| vec![Cell::text(capital(what)), cell(*yes), cell(*no)]);
    blocks.push(Block::Table(Table::new(columns, rows.collect())));
    if of.hidden > 0 {
        blocks.push(Block::Text(some_hidden(of.hidden)));
    }
    Report { blocks, json: None }
}

/// The pack to print.
pub fn document(pack: &Pack<'_>, of: &Figures) -> Document {
    use documents::Block as Part;
    let mut blocks = vec![
        Part::Heading(Level::One, format!("{}: looking back", pack.book.scheme.name)),
        Part::Paragraph(Text::default().bold(pack.day_and_hours())),
    ];
    let purpose = pack.book.scheme.purpose.trim();
    if !purpose.is_empty() {
        blocks.push(Part::paragraph(purpose));
    }
    blocks.push(Part::Heading(Level::Two, "In figures".to_string()));
    if of.too_few {
        blocks.push(Part::paragraph(too_few(pack)));
    } else {
        blocks.push(Part::Bullets(sums(of).into_iter().map(Text::from).collect()));
        let row = |(what, yes, no): &(&str, Shown, Shown)| {
            [capital(what), say(pack, *yes), say(pack, *no)].map(Text::from).to_vec()
        };
        if !of.lines.is_empty() {
            blocks.push(Part::Table(documents::Table {
                columns: vec![
                    documents::Column::new("Of relationships", 6),
                    documents::Column::new("Yes", 2),
                    documents::Column::new("No", 2),
                ],
                rows: of.lines.iter().map(row).collect(),
            }));
        }
        if of.hidden > 0 {
            blocks.push(Part::paragraph(some_hidden(of.hidden)));
        }
    }
    blocks.push(Part::Heading(Level::Two, "What the day is about".to_string()));
    let mut about = pack.about();
    if about.is_empty() {
        about.push(talk::WORKED.to_string());
        about.extend(talk::headings(&pack.book.scheme));
    }
    blocks.push(Part::Bullets(about.iter().map(|about| Text::from(capital(about))).collect()));
    // The reason stands in private notes, and those who decided tell it themselves.
    if let Some(table) = decision::table(&decision::decided(pack), false) {
        blocks.extend([Part::Heading(Level::Two, "What was decided".to_string()), table]);
    }
    let title = format!("{}: looking back", pack.book.scheme.name);
    let mut document =
        Document::new(title).footer(format!("{}, {}", pack.book.scheme.name, pack.day())).section(blocks);
    document.sections.extend(decision::value(pack));
    document
}
