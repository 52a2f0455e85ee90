//! Reports: what a command has to say, as plain values with typed cells; one file a format renders them.
//!
//! A report knows no domain: whoever describes a result chooses the columns. Formats for people (table, Markdown,
//! HTML) show every block; formats for machines (CSV, TSV) show the main table alone; JSON shows `json` where the
//! command promises a shape of its own, else the tables.

use chrono::NaiveDate;

use crate::privacy::Privacy;

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
    /// A table; the first one of a report is its main table.
    Table(Table),
}

/// A table with typed cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The name machines use: `snake_case`, a promise once published.
    pub key: &'static str,
    /// The heading people read.
    pub heading: String,
    /// How widely it may be shown.
    pub privacy: Privacy,
    /// Which formats show it.
    pub audience: Audience,
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
    /// A whole number.
    Number(i64),
    /// A decimal number: `units` × 10^-`decimals`.
    Decimal {
        /// The digits as a whole number.
        units: i64,
        /// How many of them stand behind the point.
        decimals: u32,
    },
    /// A day.
    Date(NaiveDate),
    /// A telephone number: kept as text, never guarded.
    Phone(String),
    /// An e-mail address: kept as text, never guarded.
    Email(String),
}

impl Column {
    /// A column that every format shows and anybody may see.
    pub fn new(key: &'static str, heading: &str) -> Self {
        Column { key, heading: heading.to_string(), privacy: Privacy::Public, audience: Audience::Everyone }
    }

    /// Sets how widely the column may be shown.
    pub fn privacy(mut self, privacy: Privacy) -> Self {
        self.privacy = privacy;
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

impl Cell {
    /// A text cell, or a blank one where the text is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }
}

impl Report {
    /// Returns the first table, which machines read.
    pub fn main_table(&self) -> Option<&Table> {
        self.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}
