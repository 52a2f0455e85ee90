//! Reports: what a command has to say, as plain values with typed cells; one file a format renders them.
//!
//! A report knows no domain: whoever describes a result chooses the columns. Formats for people (table, Markdown,
//! HTML) show every block; CSV and TSV show the main table alone; a workbook has one sheet a table; JSON shows `json`
//! where the command promises a shape of its own, else the main table.

mod cell;
mod chart;
mod column_widths;
mod csv;
mod grid;
mod html;
mod ics;
mod json;
mod lines;
mod markdown;
pub mod page;
pub mod problems;
#[cfg(test)]
mod sample;
mod sheet_name;
mod table;
mod tone;
mod view;
mod xlsx;

use std::borrow::Cow;
use std::path::Path;

use chrono::NaiveDate;

pub use chart::{Chart, Way};
pub use ics::Event;
pub use json::{number as json_number, value as json_value};
pub use lines::{told, wrapped};
pub use tone::Tone;

use crate::privacy::Privacy;

/// Renders a report; the bytes are the same every time for the same report and look.
///
/// # Errors
/// Only where the workbook format cannot hold the report, for instance more than 1,048,575 rows.
pub fn render(report: &Report, format: Format, look: &Look) -> anyhow::Result<Vec<u8>> {
    match format {
        Format::Table => Ok(table::render(report, look).into_bytes()),
        Format::Csv => csv::render_csv(report, look),
        Format::Tsv => csv::render_tsv(report, look),
        Format::Json => json::render(report, look),
        Format::Md => Ok(markdown::render(report, look).into_bytes()),
        Format::Html => Ok(html::render(report, look).into_bytes()),
        Format::Xlsx => xlsx::render(report, look),
        Format::Ics => ics::render(report),
        Format::Docx => anyhow::bail!(
            "this answer is a table, which has no Word form; take .xlsx, .html or .csv (in Word come: mentor letters, agreement, review, evaluate --board, match --panel and people profiles)"
        ),
    }
}

/// The formats a report can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Format {
    /// For reading in a terminal.
    Table,
    /// For spreadsheets and pipes: the main table, separated by commas.
    Csv,
    /// The main table, separated by tabs, one line a row.
    Tsv,
    /// For programs.
    Json,
    /// Markdown, for notes kept beside the scheme.
    Md,
    /// One page for the browser or the printer.
    Html,
    /// A workbook with one sheet a table.
    Xlsx,
    /// A Word document, of what is made to be printed.
    Docx,
    /// A calendar file, of what has days.
    Ics,
}

/// How a report is to look where it is going.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// The columns of the terminal; no table is wider. Less than 20 counts as 20.
    pub width: usize,
    /// Whether headings may be set in bold.
    pub colour: bool,
    /// Columns of tables above this class are left out.
    pub ceiling: Privacy,
    /// Leaves text in CSV and TSV as it is, even where a spreadsheet would run it as a formula.
    pub raw: bool,
    /// Begins CSV with the mark by which Excel knows UTF-8.
    pub byte_order_mark: bool,
}

/// What a command answers.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What a person reads, from top to bottom.
    pub blocks: Vec<Block>,
    /// The published JSON of this command, where it is not simply the main table.
    pub json: Option<serde_json::Value>,
}

/// One part of a report.
#[derive(Clone, Debug)]
pub enum Block {
    /// A heading over what follows.
    Heading(String),
    /// One paragraph; wrapped to the width of the terminal.
    Text(String),
    /// A list, one item a line.
    List(Vec<String>),
    /// Lines that stay as they are: messages with commands to paste.
    Verbatim(String),
    /// A table; the first one of a report is its main table.
    Table(Table),
    /// Days for a calendar; only a calendar file shows them.
    Events(Vec<Event>),
    /// What is drawn of the table before it; only a workbook shows it.
    Chart(Chart),
}

/// A table with typed cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// Further rows for formats that are processed further, where a report tells readers the same in words.
    pub further: Vec<Vec<Cell>>,
    /// Whether programs look for its columns in a workbook too, by the names that machines use, as a mail merge does.
    pub merged: bool,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name machines use: `snake_case`, a promise once published.
    pub key: Cow<'static, str>,
    /// The heading people read.
    pub heading: String,
    /// How widely it may be shown.
    pub privacy: Privacy,
    /// Which formats show it.
    pub audience: Audience,
    /// Words of its cells that are coloured where a format has colours.
    pub tones: &'static [(&'static str, Tone)],
    /// What a workbook that is to be filled in offers for its cells; without an offer anything may be written.
    pub offer: Option<Offer>,
}

/// What a workbook offers to whoever fills a column in.
#[derive(Clone, Copy, Debug)]
pub enum Offer {
    /// These words.
    Words(&'static [&'static str]),
    /// Whole numbers between these two.
    Whole(i32, i32),
    /// What the first column of another table lists, the one under this heading.
    Listed(&'static str),
}

/// Which formats show a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// All formats.
    #[default]
    Everyone,
    /// Formats read on the spot: table, Markdown, HTML.
    Readers,
    /// Formats that are processed further: CSV, TSV, JSON, workbook.
    Machines,
}

/// One cell. The type decides alignment, the workbook's cell format and what a spreadsheet may make of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Blank,
    /// Free text.
    Text(String),
    /// Words instead of a number, such as that it is not told: they stand where it would.
    Instead(String),
    /// A whole number.
    Number(i64),
    /// A decimal number: `units` × 10^-`decimals`.
    Decimal {
        /// The digits as a whole number.
        units: i64,
        /// How many of them stand behind the point.
        decimals: u32,
    },
    /// What a workbook works out anew by a formula of ours; every other format shows what it came to.
    Formula {
        /// The formula, with no text of anybody in it.
        formula: String,
        /// What it came to: a number; or nothing, or words, where there was none.
        shown: Box<Cell>,
        /// How many digits stand behind the point of a number that it comes to.
        decimals: u32,
    },
    /// A day.
    Date(NaiveDate),
    /// A month, as a day in it.
    Month(NaiveDate),
    /// A telephone number: kept as text, and guarded only where it does not look like one.
    Phone(String),
    /// An e-mail address: kept as text, and guarded only where it does not look like one.
    Email(String),
}

impl Format {
    /// Chooses the format by the ending of a file's name, if it is one that reports come in.
    ///
    /// ```
    /// use mentor::report::Format;
    /// assert_eq!(Format::of_file("round 3.CSV"), Some(Format::Csv));
    /// assert_eq!(Format::of_file("letters.doc"), None);
    /// ```
    pub fn of_file(file: impl AsRef<Path>) -> Option<Self> {
        match file.as_ref().extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Table),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "md" | "markdown" => Some(Format::Md),
            "html" | "htm" => Some(Format::Html),
            "xlsx" => Some(Format::Xlsx),
            "docx" => Some(Format::Docx),
            "ics" => Some(Format::Ics),
            _ => None,
        }
    }

    /// Whether it is no text: programs open it by the ending of its name alone.
    pub fn is_packed(self) -> bool {
        matches!(self, Format::Xlsx | Format::Docx)
    }
}

impl Table {
    /// A table whose rows every format shows.
    pub fn new(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Table { columns, rows, ..Table::default() }
    }

    /// The same as what a mail merge reads ([`Table::merged`]).
    pub fn for_merge(self) -> Self {
        Table { merged: true, ..self }
    }
}

impl Column {
    /// A column that every format shows and anybody may see.
    pub fn new(key: impl Into<Cow<'static, str>>, heading: &str) -> Self {
        Column {
            key: key.into(),
            heading: heading.to_string(),
            privacy: Privacy::Public,
            audience: Audience::Everyone,
            tones: &[],
            offer: None,
        }
    }

    /// Sets how widely the column may be shown.
    pub fn privacy(mut self, privacy: Privacy) -> Self {
        self.privacy = privacy;
        self
    }

    /// Colours some words of the column where a format has colours.
    pub fn tones(mut self, tones: &'static [(&'static str, Tone)]) -> Self {
        self.tones = tones;
        self
    }

    /// Lets a workbook offer this, and nothing else, to whoever fills the column in.
    pub fn offers(mut self, offer: Offer) -> Self {
        self.offer = Some(offer);
        self
    }

    /// Shows the column in formats read on the spot only.
    pub fn readers(mut self) -> Self {
        self.audience = Audience::Readers;
        self
    }

    /// Shows the column in formats processed further only.
    pub fn machines(mut self) -> Self {
        self.audience = Audience::Machines;
        self
    }
}

impl Report {
    /// What a report says that has no table at all: formats of tables alone have nothing to show of it.
    pub fn without_table(&self) -> Vec<&str> {
        if self.main_table().is_some() {
            return Vec::new();
        }
        let mut says: Vec<&str> = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Text(text) => says.push(text),
                Block::List(items) => says.extend(items.iter().map(String::as_str)),
                Block::Heading(_) | Block::Verbatim(_) | Block::Table(_) | Block::Events(_) | Block::Chart(_) => {}
            }
        }
        says
    }

    /// Returns the first table, which machines read.
    pub fn main_table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
