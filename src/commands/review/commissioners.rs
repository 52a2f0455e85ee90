//! The pack for those who pay for it and were not there: no name, no id, and no number that points at somebody.

use super::decision::{self, Decided};
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
    let planned = planned(of).map_or(String::new(), |planned| format!(" of {planned} planned"));
    let mut said = vec![match of.relationships {
        Shown::Count(count) => plural(count as usize, "relationship"),
        _ => "How many relationships look back is not told: it would give away a small number.".to_string(),
    }];
    let told_of = |told: bool, count: usize, what: &str| told.then(|| format!("{} {what}", plural(count, "session")));
    said.extend(told.held.then(|| format!("{} held{planned}", plural(delivered.held, "session"))));
    said.extend(told_of(told.not_held, delivered.not_held, "known not to have been held"));
    said.extend(told_of(told.not_heard, delivered.not_heard, "not heard of"));
    if let Some((hours, noted)) = hours(of) {
        said.push(format!("about {} together, noted of {}", plural(hours, "hour"), plural(noted, "session")));
    }
    said
}

/// How many sessions were planned. What was planned, less what is told, is what is hidden.
fn planned(of: &Figures) -> Option<u64> {
    let all = of.told.held && of.told.not_held && of.told.not_heard;
    let known = matches!(of.relationships, Shown::Count(_));
    of.delivered.planned.filter(|_| all && known)
}

/// About how many hours they met, and of how many sessions that was noted; none where it is not told or of none.
fn hours(of: &Figures) -> Option<(usize, usize)> {
    let noted = of.delivered.held - of.delivered.minutes_not_heard;
    let hours = usize::try_from((of.delivered.minutes + 30) / 60).ok()?;
    (noted > 0 && of.told.held).then_some((hours, noted))
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
    let columns = vec![
        Column::new("what", "Of relationships"),
        Column::new("yes", "Yes"),
        Column::new("no", "No"),
        Column::new("number", "Number").machines(),
    ];
    let cell = |shown: Shown| match shown {
        Shown::Count(count) => Cell::Number(i64::from(count)),
        shown => Cell::Instead(say(pack, shown)),
    };
    let mut table = Table::new(columns, Vec::new());
    table.further = in_numbers(of).into_iter().map(|(what, shown)| further(what, cell(shown))).collect();
    if of.too_few {
        blocks.extend([Block::Text(too_few(pack)), Block::Table(table)]);
    } else {
        blocks.push(Block::List(sums(of)));
        let row = |(what, yes, no): &(&str, Shown, Shown)| vec![Cell::text(capital(what)), cell(*yes), cell(*no)];
        table.rows = of.lines.iter().map(row).collect();
        blocks.push(Block::Table(table));
        blocks.extend((of.hidden > 0).then(|| Block::Text(some_hidden(of.hidden))));
    }
    let decided = decision::decided(pack);
    if !decided.is_empty() {
        let columns = [("decided", "Decided"), ("on", "On"), ("is", "What")];
        let row = |decided: &Decided| {
            let on = decided.on.map_or(Cell::Blank, Cell::Date);
            vec![Cell::text(capital(&decided.about)), on, Cell::text(decided.is.as_str())]
        };
        let columns = columns.map(|(key, heading)| Column::new(key, heading)).to_vec();
        let table = Table::new(columns, decided.iter().map(row).collect());
        blocks.extend([Block::Heading("What was decided".to_string()), Block::Table(table)]);
    }
    Report { blocks, json: None }
}

/// A row of something that is a number, of which nothing holds or does not.
fn further(what: &str, number: Cell) -> Vec<Cell> {
    vec![Cell::text(what), Cell::Blank, Cell::Blank, number]
}

/// The sums once more, each as a number, and how many lines are left out: for formats that are processed further, which
/// have no sentences.
fn in_numbers(of: &Figures) -> Vec<(&'static str, Shown)> {
    let Figures { delivered, told, .. } = of;
    let mut numbers = vec![("Relationships", of.relationships)];
    if of.too_few {
        return numbers;
    }
    let count = |count: u64| u32::try_from(count).map_or(Shown::Hidden, Shown::Count);
    let number = |told: bool, number: usize| if told { count(number as u64) } else { Shown::Hidden };
    numbers.extend(planned(of).map(|planned| ("Sessions planned", count(planned))));
    numbers.push(("Sessions held", number(told.held, delivered.held)));
    numbers.push(("Sessions known not to have been held", number(told.not_held, delivered.not_held)));
    numbers.push(("Sessions not heard of", number(told.not_heard, delivered.not_heard)));
    if let Some((hours, noted)) = hours(of) {
        numbers.push(("Hours together, about", count(hours as u64)));
        numbers.push(("Sessions of which these were noted", count(noted as u64)));
    }
    numbers.push(("Lines left out", count(of.hidden as u64)));
    numbers
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
