//! Documents: what people print, sign and hand round, as plain values; one file a format renders them.
//!
//! A document knows no domain: whoever writes one chooses its words. The formats show the same document as far as they
//! can: Word and the web page break pages and leave room to write on; Markdown draws lines.

mod docx;
mod html;
mod md;
#[cfg(test)]
mod sample;
mod text;
mod written;

use std::path::Path;

pub use text::{Run, Style, Text};
pub use written::written;

/// How many lines high a box may be, so that it fits on one page.
const BOX: u8 = 25;

/// Renders a document; the bytes are the same every time for the same document.
///
/// # Errors
/// Only where the container of a Word document cannot be written, for instance beyond 4 GiB.
pub fn render(document: &Document, kind: Kind) -> anyhow::Result<Vec<u8>> {
    match kind {
        Kind::Docx => docx::render(document),
        Kind::Html => Ok(html::render(document).into_bytes()),
        Kind::Md => Ok(md::render(document).into_bytes()),
    }
}

/// The formats a document can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A Word document, to change, print and sign.
    Docx,
    /// One page for the browser or the printer.
    Html,
    /// Markdown, for notes kept beside the scheme.
    Md,
}

/// What is printed, in British English, on A4.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What the document is called where it is listed: in a window, by a screen reader. It is not printed; what stands
    /// at the top of the page is a heading.
    pub title: String,
    /// The text at the foot of every page, beside its number.
    pub footer: String,
    /// The parts of the document. Each begins on a new page.
    pub sections: Vec<Vec<Block>>,
}

/// One part of a section, from top to bottom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading over what follows.
    Heading(Level, String),
    /// One paragraph.
    Paragraph(Text),
    /// A list whose order does not matter.
    Bullets(Vec<Text>),
    /// A list that counts from 1.
    Numbered(Vec<Text>),
    /// A table.
    Table(Table),
    /// So many ruled lines to write on.
    Lines(u8),
    /// An empty box to write in, as high as so many lines. It is never higher than a page.
    Box(u8),
    /// A line for a signature and its date under each of these names.
    Signatures(Vec<String>),
    /// Blocks that stay together on one page, as long as one page can hold them.
    Card(Vec<Block>),
}

/// How high a heading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Over a document or a letter.
    One,
    /// Over a part of it.
    Two,
    /// Over a part of a part.
    Three,
}

/// A table as wide as the page. No row is split over two pages, and the headings stand on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns, in order. Where none has a heading, the first column names the rows.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Vec<Text>>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading; may be empty.
    pub heading: String,
    /// The width, as a share of the sum of all shares; at least 1.
    pub share: u16,
}

impl Kind {
    /// Chooses the format by the ending of a file's name, if it is one that documents come in.
    ///
    /// ```
    /// use mentor::documents::Kind;
    /// assert_eq!(Kind::of_file("letters.DOCX"), Some(Kind::Docx));
    /// assert_eq!(Kind::of_file("letters.doc"), None);
    /// ```
    pub fn of_file(file: impl AsRef<Path>) -> Option<Self> {
        match file.as_ref().extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "docx" => Some(Kind::Docx),
            "html" | "htm" => Some(Kind::Html),
            "md" | "markdown" => Some(Kind::Md),
            _ => None,
        }
    }

    /// The ending of a file's name in this format.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Docx => "docx",
            Kind::Html => "html",
            Kind::Md => "md",
        }
    }
}

impl Document {
    /// A document without anything in it.
    pub fn new(title: impl Into<String>) -> Self {
        Document { title: title.into(), ..Document::default() }
    }

    /// Sets the text at the foot of every page.
    pub fn footer(mut self, footer: impl Into<String>) -> Self {
        self.footer = footer.into();
        self
    }

    /// Adds blocks that begin on a new page.
    pub fn section(mut self, blocks: Vec<Block>) -> Self {
        self.sections.push(blocks);
        self
    }

    /// The sections that hold something: an empty one is no reason for an empty page.
    fn filled(&self) -> impl Iterator<Item = &Vec<Block>> {
        self.sections.iter().filter(|blocks| !blocks.is_empty())
    }
}

impl Block {
    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Block::Paragraph(text.into())
    }
}

impl Level {
    fn number(self) -> u8 {
        match self {
            Level::One => 1,
            Level::Two => 2,
            Level::Three => 3,
        }
    }
}

impl Table {
    /// Whether there are headings to show; else the first column names the rows.
    fn has_headings(&self) -> bool {
        self.columns.iter().any(|column| !column.heading.trim().is_empty())
    }

    /// The widths of the columns as whole parts of a total, which they add up to. A share of nothing counts as 1.
    fn widths(&self, total: u32) -> Vec<u32> {
        let shares = || self.columns.iter().map(|column| u64::from(column.share.max(1)));
        let (sum, mut before, mut used) = (shares().sum::<u64>(), 0, 0);
        let width = |share| {
            before += share;
            let end = (u64::from(total) * before / sum) as u32;
            let width = end - used;
            used = end;
            width
        };
        shares().map(width).collect()
    }

    /// The cells of a row, exactly as many as there are columns, and whether each of them names the row.
    fn row<'a>(&self, row: &'a [Text]) -> impl Iterator<Item = (&'a Text, bool)> {
        const BLANK: &Text = &Text { runs: Vec::new() };
        let has_headings = self.has_headings();
        let cells = row.iter().chain(std::iter::repeat(BLANK)).take(self.columns.len());
        cells.enumerate().map(move |(at, cell)| (cell, at == 0 && !has_headings))
    }
}

impl Column {
    /// A column with a heading.
    pub fn new(heading: impl Into<String>, share: u16) -> Self {
        Column { heading: heading.into(), share }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up() {
        let table = |shares: &[u16]| Table {
            columns: shares.iter().map(|share| Column::new("", *share)).collect(),
            rows: Vec::new(),
        };
        assert_eq!(table(&[1, 1, 1]).widths(100), [33, 33, 34]);
        assert_eq!(table(&[0, 3]).widths(100), [25, 75]);
        assert_eq!(table(&[u16::MAX; 4]).widths(9638).iter().sum::<u32>(), 9638);
        assert!(table(&[]).widths(100).is_empty());
    }

    #[test]
    fn every_kind_renders_the_sample_and_nothing_at_all() {
        for kind in [Kind::Docx, Kind::Html, Kind::Md] {
            for document in [sample::cards(), sample::agreement(), Document::default()] {
                let bytes = || render(&document, kind).expect("renders");
                assert_eq!(bytes(), bytes(), "{kind:?} is the same every time");
            }
        }
    }
}
