//! What comes next: what can be decided, what was, and the page on what it was worth.

use chrono::NaiveDate;

use super::pack::Pack;
use crate::commands::in_words;
use crate::documents::{Block, Column, Level, Table, Text, written};
use crate::domain::log::Kind;
use crate::domain::review::decision::choices;
use crate::wording::capital;

/// Where the page on what it was worth lies, where the scheme assumes nothing and somebody wrote one.
pub const VALUE: &str = "reports/value.md";

/// Something that was decided.
pub struct Decided {
    pub id: String,
    pub on: Option<NaiveDate>,
    pub about: String,
    pub is: String,
    /// The reason, in the coordinator's words.
    pub reason: String,
}

/// Everything that was decided, by day.
pub fn decided(pack: &Pack<'_>) -> Vec<Decided> {
    let table = &pack.logged.tables[&Kind::Decision];
    let rows = (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty());
    let decided = |row: usize| {
        let cell = |column| table.cell(row, column).to_string();
        let reason = pack.notes(&cell("id"));
        Decided { id: cell("id"), on: cell("on").parse().ok(), about: cell("decision"), is: cell("option"), reason }
    };
    let mut decided: Vec<Decided> = rows.map(decided).collect();
    decided.sort_by_key(|decided| decided.on);
    decided
}

/// What was decided, as a table; the reason stands in private notes, so `reasons` is for those who run the scheme.
pub fn table(decided: &[Decided], reasons: bool) -> Option<Block> {
    if decided.is_empty() {
        return None;
    }
    let mut columns = vec![Column::new("Decided", 2), Column::new("On", 2), Column::new("What", 3)];
    columns.extend(reasons.then(|| Column::new("Because", 4)));
    let row = |decided: &Decided| {
        let on = decided.on.map_or(String::new(), in_words);
        let mut row = vec![capital(&decided.about), on, decided.is.clone()];
        row.extend(reasons.then(|| decided.reason.clone()));
        row.into_iter().map(Text::from).collect()
    };
    Some(Block::Table(Table { columns, rows: decided.iter().map(row).collect() }))
}

/// The sheet to decide on, with what was decided already.
pub fn sheet(pack: &Pack<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(Level::One, "What comes next".to_string())];
    let decided = decided(pack);
    if let Some(table) = table(&decided, true) {
        blocks.push(Block::Heading(Level::Two, "Decided so far".to_string()));
        blocks.push(table);
    }
    let attached = match pack.value {
        Some(_) => "The page on what it was worth is attached.",
        None => {
            "There is no page on what it was worth yet: nobody should have to decide without one. It comes with the \
             pack once scheme.toml says what things cost ([[value.assumption]]), or from reports/value.md in your own words."
        }
    };
    blocks.push(Block::paragraph(attached));
    for choice in choices(&pack.book.scheme) {
        let row = |option: &String| vec![Text::from("☐"), Text::from(capital(option)), Text::from("\n")];
        blocks.push(Block::Heading(Level::Two, capital(&choice.name)));
        blocks.push(Block::Table(Table {
            columns: vec![
                Column::new("", 1),
                Column::new("Possible", 5),
                Column::new("What speaks for it, and against", 10),
            ],
            rows: choice.options.iter().map(row).collect(),
        }));
        blocks.push(Block::paragraph("Decided, and why:"));
        blocks.push(Block::Lines(3));
        if choice.named {
            let is = if choice.listed { " --is \"…\" --note \"the reason\"" } else { " --note \"what, and why\"" };
            let note = format!("mentor log decision --name \"{}\"{is}", choice.name);
            blocks.push(Block::Paragraph(Text::default().italic("To note it:").typed(note)));
        } else {
            let first = "To note it, write [[decision]] and name = \"what comes next\" into scheme.toml; then:";
            let note = "mentor log decision --name \"what comes next\" --note \"what, and why\"";
            blocks.push(Block::Paragraph(Text::default().italic(first).typed(note)));
        }
    }
    blocks
}

/// The page on what it was worth, as new pages of a document; none where there is none.
pub fn value(pack: &Pack<'_>) -> Vec<Vec<Block>> {
    pack.value.as_deref().map_or(Vec::new(), written)
}
