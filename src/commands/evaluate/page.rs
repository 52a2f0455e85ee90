//! The evaluation for a wider audience: the same sections, as a page with pictures and as a workbook with charts.

use super::section::Section;
use super::seen::{Part, Seen};
use super::{Words, charts, short};
use crate::report::page::{self, Page};
use crate::report::{Block, Cell, Chart, Column, Table, Way};

/// What never goes without saying.
const NO_CAUSE: &str = "What is shown changed while the scheme ran. It does not show that the scheme was the cause.";

/// What is said in its place before anything could change.
const NOT_BEGUN: &str =
    "Nobody is matched yet, so nothing can have changed: the figures come with the first relationships.";

/// What is to be known before reading.
pub fn to_know(seen: &Seen<'_>) -> &'static str {
    if seen.all_journeys.is_empty() { NOT_BEGUN } else { NO_CAUSE }
}

/// No more quotes than these stand on a page as quotes.
const QUOTES: usize = 8;

/// A section with its tables; without a name of the evaluation where it is about money.
pub struct Told {
    /// Which of the sections, if it is one of them.
    pub section: Option<Section>,
    /// Its tables.
    pub parts: Vec<Part>,
}

impl Told {
    fn heading(&self) -> &'static str {
        match self.section {
            None => "What it cost and what it was worth",
            Some(Section::Participation) => "Who took part",
            Some(Section::Delivery) => "What was delivered",
            Some(Section::Goals) => "Goals",
            Some(Section::Measures) => "What people said at the start and later",
            Some(Section::Outcomes) => "What the scheme is to achieve",
            Some(Section::Results) => "What became of people",
            Some(Section::Themes) => "Lessons",
            Some(Section::Quotes) => "In their own words",
            Some(Section::BothSides) => "Both sides",
            Some(Section::Training) => "Training",
            Some(Section::Commissioners) => "Commissioners",
            Some(Section::Equality) => "Who took part, by what people said of themselves",
        }
    }

    fn sentences(&self) -> Vec<String> {
        match self.section {
            Some(section) => short::sentences(section, &self.parts).into_iter().take(short::MOST).collect(),
            None => short::of_money(&self.parts),
        }
    }
}

/// The page.
pub fn page(seen: &Seen<'_>, words: &Words, sections: Vec<Told>) -> Page {
    let mut short: Vec<String> = sections.iter().flat_map(Told::sentences).collect();
    let whole = sections.len() > 1;
    match seen.all_journeys.is_empty() {
        true if whole => short.insert(0, "Nobody is matched yet.".to_string()),
        false if whole && short.is_empty() => {
            short.push("So far there is too little to tell without giving somebody away.".to_string());
        }
        _ => {}
    }
    Page {
        title: seen.book.scheme.name.clone(),
        about: vec![format!("{}. {}", words.about, words.small), to_know(seen).to_string()],
        short,
        sections: sections.into_iter().map(|told| section(seen, told)).collect(),
        footer: format!("{}, worked out by mentor from the records of the scheme.", words.about),
    }
}

fn section(seen: &Seen<'_>, told: Told) -> page::Section {
    let mut of = page::Section { heading: told.heading().to_string(), ..page::Section::default() };
    for mut part in told.parts {
        // Quotes are there to be read, not to be looked up: only where there are many the older ones are a table.
        if told.section == Some(Section::Quotes) {
            let newest = part.table.rows.split_off(part.table.rows.len().saturating_sub(QUOTES));
            let words = |row: &Vec<Cell>| Some((row.first()?.plain(), row.get(1)?.plain()));
            of.quotes.extend(newest.iter().filter_map(words));
            let further = if part.table.rows.is_empty() { of.heading.as_str() } else { "Further quotes" };
            part.title = further.to_string();
        }
        let charts = charts::of(seen, &part);
        // A picture of change says itself how it is to be read.
        let explains = |chart: &Chart| matches!(chart.way, Way::Intervals { .. });
        let explained = charts.iter().any(|chart| explains(chart) && !chart.pictures(&part.table).is_empty());
        let (says, notes) = if explained { (Vec::new(), part.says) } else { (part.says, Vec::new()) };
        of.parts.push(page::Part { title: part.title, says, notes, charts, table: part.table });
    }
    of
}

/// The blocks of a workbook: a first sheet that says what stands on the others and what to know of it, then a sheet a
/// table, each with its chart.
pub fn book(seen: &Seen<'_>, words: &Words, sections: Vec<Told>) -> Vec<Block> {
    let columns = [("section", "Section"), ("sheet", "Sheet"), ("says", "What to know")];
    let mut first = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new());
    let mut say = |of: [&str; 3]| first.rows.push(of.map(Cell::text).to_vec());
    say(["", "", &format!("{}. {}. {}", seen.book.scheme.name, words.about, words.small)]);
    say(["", "", to_know(seen)]);
    for told in &sections {
        told.sentences().iter().for_each(|sentence| say([told.heading(), "", sentence]));
        for part in &told.parts {
            let says = if part.says.is_empty() { "\u{2014}".to_string() } else { part.says.join(" ") };
            let sheet = if part.table.rows.is_empty() { "" } else { part.title.as_str() };
            say([told.heading(), sheet, &says]);
        }
    }
    let mut blocks = vec![Block::Heading("About".to_string()), Block::Table(first)];
    for part in sections.into_iter().flat_map(|told| told.parts).filter(|part| !part.table.rows.is_empty()) {
        let charts = charts::of(seen, &part);
        blocks.extend([Block::Heading(part.title), Block::Table(part.table)]);
        blocks.extend(charts.into_iter().map(Block::Chart));
    }
    blocks
}
