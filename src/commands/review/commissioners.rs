//! The pack for those who pay for it and were not there: no name, no id, and no number that points at somebody.

use super::decision;
use super::pack::Pack;
use crate::documents::{self, Document, Level, Text};
use crate::domain::review::overall::{self, Sums};
use crate::domain::review::talk;
use crate::domain::small_numbers::Shown;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, plural};

/// A line of what is told: what is counted, of how many it holds, of how many it does not.
struct Line {
    what: String,
    yes: String,
    no: String,
}

/// What can be told, and how much cannot.
fn lines(pack: &Pack<'_>) -> (Vec<Line>, usize) {
    let threshold = pack.book.scheme.threshold;
    let (mut lines, mut hidden) = (Vec::new(), 0);
    let say = |shown: Shown| match shown {
        Shown::Count(count) => count.to_string(),
        Shown::Fewer => format!("fewer than {}", threshold.0),
        Shown::Hidden => "hidden".to_string(),
    };
    for split in overall::splits(&pack.cards) {
        match overall::told(&split, threshold) {
            Some(row) => lines.push(Line { what: capital(split.what), yes: say(row.placed), no: say(row.not_placed) }),
            None => hidden += 1,
        }
    }
    (lines, hidden)
}

/// The sums in words; none where too few relationships stand behind them.
fn sums(pack: &Pack<'_>) -> Option<Vec<String>> {
    let sums: Sums = overall::sums(&pack.cards);
    if !sums.can_be_told(pack.book.scheme.threshold) {
        return None;
    }
    let [held, not_held, not_heard, minutes_told] = sums.each_can_be_told(pack.book.scheme.threshold);
    // What was planned, less what is told, is what is hidden.
    let planned = sums.planned.filter(|_| held && not_held && not_heard);
    let planned = planned.map_or(String::new(), |planned| format!(" of {planned} planned"));
    let mut said = vec![plural(sums.relationships, "relationship")];
    said.extend(held.then(|| format!("{} held{planned}", plural(sums.held, "session"))));
    said.extend(not_held.then(|| format!("{} known not to have been held", plural(sums.not_held, "session"))));
    said.extend(not_heard.then(|| format!("{} not heard of", plural(sums.not_heard, "session"))));
    let (minutes, of) = sums.minutes;
    if of > 0 && minutes_told {
        let hours = (minutes + 30) / 60;
        said.push(format!("about {} together, noted of {}", plural(hours as usize, "hour"), plural(of, "session")));
    }
    Some(said)
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
pub fn describe(pack: &Pack<'_>) -> Report {
    let mut blocks = vec![Block::Heading(format!("{}: review day, {}", pack.book.scheme.name, pack.day()))];
    let Some(sums) = sums(pack) else {
        let columns = vec![Column::new("what", "What"), Column::new("yes", "Yes"), Column::new("no", "No")];
        blocks.extend([Block::Text(too_few(pack)), Block::Table(Table::new(columns, Vec::new()))]);
        return Report { blocks, json: None };
    };
    blocks.push(Block::List(sums));
    let (lines, hidden) = lines(pack);
    let columns = vec![Column::new("what", "Of relationships"), Column::new("yes", "Yes"), Column::new("no", "No")];
    let number = |text: &String| text.parse().map_or_else(|_| Cell::text(text.as_str()), Cell::Number);
    let rows = lines.iter().map(|line| vec![Cell::text(line.what.as_str()), number(&line.yes), number(&line.no)]);
    blocks.push(Block::Table(Table::new(columns, rows.collect())));
    if hidden > 0 {
        blocks.push(Block::Text(some_hidden(hidden)));
    }
    Report { blocks, json: None }
}

/// The pack to print.
pub fn document(pack: &Pack<'_>) -> Document {
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
    match sums(pack) {
        None => blocks.push(Part::paragraph(too_few(pack))),
        Some(sums) => {
            blocks.push(Part::Bullets(sums.into_iter().map(Text::from).collect()));
            let (lines, hidden) = lines(pack);
            if !lines.is_empty() {
                let row =
                    |line: &Line| [&line.what, &line.yes, &line.no].map(|text| Text::from(text.as_str())).to_vec();
                blocks.push(Part::Table(documents::Table {
                    columns: vec![
                        documents::Column::new("Of relationships", 6),
                        documents::Column::new("Yes", 2),
                        documents::Column::new("No", 2),
                    ],
                    rows: lines.iter().map(row).collect(),
                }));
            }
            if hidden > 0 {
                blocks.push(Part::paragraph(some_hidden(hidden)));
            }
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
