//! The text of a Word document: one paragraph after the other, and what keeps them together.

use super::super::text::{Run, Style, Text};
use super::super::{Block, Document};
use super::{WIDTH, run};
use crate::halves::in_halves;

/// The room of an item of a list, which stands a centimetre to the right.
const ITEM: u32 = WIDTH - 567;

/// The first number that numbered lists go by; the one before it is that of all bullets.
pub const FIRST_NUMBERED: u32 = 2;

/// What the text asks of the other parts.
pub struct Body {
    /// The part with the text.
    pub xml: String,
    /// How many lists count from 1; each needs a number of its own to begin again.
    pub numbered_lists: u32,
}

/// From so many sections on, a second thread saves more time than it takes to start.
const MANY: usize = 100;

/// Writes every section.
pub fn write(document: &Document) -> Body {
    let mut numbered_lists = 0;
    let mut sections: Vec<(&Vec<Block>, u32)> = Vec::new();
    for section in document.filled() {
        sections.push((section, numbered_lists));
        numbered_lists += lists(section);
    }
    let first = sections.first().map(|(section, _)| *section);
    let parts = in_halves(&sections, sections.len() >= MANY, |part| {
        let before = part.first().map_or(0, |(_, before)| *before);
        let later = part.first().map(|(section, _)| std::ptr::from_ref(*section)) != first.map(std::ptr::from_ref);
        let mut writer = Writer { xml: String::new(), numbered_lists: before, keeps: false, breaks: false };
        for (section, _) in part {
            writer.breaks = later || !writer.xml.is_empty();
            writer.blocks(section);
        }
        writer.xml
    });
    let parts: Vec<&str> = [BEFORE].into_iter().chain(parts.iter().map(String::as_str)).chain([AFTER]).collect();
    Body { xml: parts.concat(), numbered_lists }
}

/// How many lists count from 1.
fn lists(blocks: &[Block]) -> u32 {
    let of = |block: &Block| match block {
        Block::Numbered(_) => 1,
        Block::Card(inside) => lists(inside),
        _ => 0,
    };
    blocks.iter().map(of).sum()
}

/// What stands before the text.
const BEFORE: &str = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// What stands behind it: the page, which is A4, and its foot.
const AFTER: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" \
    w:gutter=\"0\"/></w:sectPr></w:body></w:document>";

/// The text so far, and how it goes on.
pub struct Writer {
    pub(super) xml: String,
    numbered_lists: u32,
    /// Whether each paragraph stays on one page with the next, as inside a card.
    keeps: bool,
    /// Whether the next paragraph begins a page.
    breaks: bool,
}

impl Writer {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => self.paragraph(&format!("Heading{}", level.number()), &run("", text)),
            Block::Paragraph(text) => self.paragraph("Normal", &runs(text, WIDTH)),
            Block::Bullets(items) => self.list("ListBullet", "", items),
            Block::Numbered(items) => {
                let number = FIRST_NUMBERED + self.numbered_lists;
                self.numbered_lists += 1;
                let number = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
                self.list("ListNumber", &number, items);
            }
            Block::Table(table) => self.table(table),
            Block::Lines(count) => {
                self.together(usize::from(*count), |writer, _| writer.paragraph("WritingLine", "<w:r><w:tab/></w:r>"));
            }
            Block::Box(count) => self.empty_box(*count),
            Block::Signatures(names) => self.together(2 * names.len(), |writer, at| match at % 2 {
                0 => writer.paragraph("SignatureName", &run("", &names[at / 2])),
                _ => writer.paragraph("SignatureLine", SIGNATURE),
            }),
            Block::Card(inside) => self.card(inside),
        }
    }

    /// Writes the items of a list; after the last one comes the gap that is between paragraphs.
    fn list(&mut self, style: &str, number: &str, items: &[Text]) {
        for (at, item) in items.iter().enumerate() {
            let last = if at + 1 == items.len() { "<w:spacing w:after=\"120\"/>" } else { "" };
            self.paragraph_with(style, &format!("{number}{last}"), &runs(item, ITEM));
        }
    }

    /// Writes a card between a rule and a gap. All of it stays with what follows but for the gap, which ends the chain.
    fn card(&mut self, inside: &[Block]) {
        if self.keeps {
            return self.blocks(inside);
        }
        self.keeping(true, |writer| {
            writer.paragraph("CardRule", "");
            writer.blocks(inside);
        });
        self.gap();
    }

    /// Writes some paragraphs that stay together.
    fn together(&mut self, count: usize, paragraph: impl Fn(&mut Self, usize)) {
        for at in 0..count {
            self.keeping(at + 1 < count, |writer| paragraph(writer, at));
        }
    }

    /// Writes a paragraph without text. Beside a table it keeps the next one from growing onto it.
    pub(super) fn gap(&mut self) {
        self.paragraph("Gap", "");
    }

    /// Makes sure that a table, which cannot begin a page by itself, begins one if it has to.
    pub(super) fn before_table(&mut self) {
        if self.breaks {
            self.keeping(true, Writer::gap);
        }
    }

    /// Writes something that stays with what follows if asked to, or if all does.
    pub(super) fn keeping(&mut self, keeps: bool, write: impl FnOnce(&mut Self)) {
        let outside = self.keeps;
        self.keeps = outside || keeps;
        write(self);
        self.keeps = outside;
    }

    pub(super) fn paragraph(&mut self, style: &str, content: &str) {
        self.paragraph_with(style, "", content);
    }

    fn paragraph_with(&mut self, style: &str, numbering: &str, content: &str) {
        let keeps = if self.keeps { "<w:keepNext/><w:keepLines/>" } else { "" };
        let breaks = if std::mem::take(&mut self.breaks) { "<w:pageBreakBefore/>" } else { "" };
        // Tens of thousands of times where everybody gets a page.
        let before = ["<w:p><w:pPr><w:pStyle w:val=\"", style, "\"/>", keeps, breaks, numbering, "</w:pPr>"];
        self.xml.extend(before.into_iter().chain([content, "</w:p>"]));
    }
}

/// The words before the two lines of a signature; the tabs of its style draw them.
const SIGNATURE: &str = "<w:r><w:t xml:space=\"preserve\">Signed </w:t><w:tab/>\
    <w:t xml:space=\"preserve\"> Date </w:t><w:tab/></w:r>";

/// The runs of a text that has so much room, in twentieths of a point.
pub fn runs(text: &Text, room: u32) -> String {
    runs_of(text, room, "")
}

/// The same in letters of a [`size`] of their own.
pub fn runs_of(text: &Text, room: u32, size: &str) -> String {
    let properties = |part: &Run| match part.style {
        Style::Plain => size.to_string(),
        Style::Bold => format!("<w:b/><w:bCs/>{size}"),
        Style::Italic => format!("<w:i/><w:iCs/>{size}"),
        Style::Typed => typed(&part.text, room),
    };
    text.runs.iter().map(|part| run(&properties(part), &part.text)).collect()
}

/// The look of what is typed: of a type whose signs are all six tenths of its size wide, and as large as fits on one line,
/// from 6 to 9 points. Word breaks a line after any hyphen, and has no way to forbid that but signs that break copying.
fn typed(text: &str, room: u32) -> String {
    let longest = super::super::text::lines(text).iter().map(|line| line.chars().count()).max().unwrap_or(0);
    // Half points, as Word measures: a sign of so many of them is six twentieths of a point wide for each.
    let half_points = (room / (6 * u32::try_from(longest).unwrap_or(u32::MAX).max(1))).clamp(12, 18);
    let size = size(half_points);
    format!("<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:cs=\"Courier New\"/><w:noProof/>{size}")
}

/// A size of letters.
pub fn size(half_points: u32) -> String {
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}
