//! Tables and boxes of a Word document.

use super::super::{BOX, Table};
use super::body::{Writer, runs_of, size};
use super::fit::{MARGINS, fit};
use super::{LINE, WIDTH, run};

impl Writer {
    /// Writes a table; its rows are never split, and its headings stand on every page and never alone.
    pub fn table(&mut self, table: &Table) {
        if table.columns.is_empty() {
            return;
        }
        self.before_table();
        let fit = fit(table, WIDTH);
        let (widths, size) = (fit.widths, fit.half_points.map_or(String::new(), size));
        self.open("PlainRows", &widths);
        if table.has_headings() {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
            for (column, width) in table.columns.iter().zip(&widths) {
                let text = run(&size, &column.heading);
                self.keeping(true, |writer| writer.cell(*width, SHADE, "TableHeading", &text));
            }
            self.xml.push_str("</w:tr>");
        }
        for row in &table.rows {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for ((cell, names_row), width) in table.row(row).zip(&widths) {
                let style = if names_row { "TableHeading" } else { "TableText" };
                self.cell(*width, "", style, &runs_of(cell, width.saturating_sub(MARGINS), &size));
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.gap();
    }

    /// Writes an empty box as high as so many lines.
    pub fn empty_box(&mut self, lines: u8) {
        self.before_table();
        let height = LINE * u32::from(lines.min(BOX));
        self.open("EmptyBox", &[WIDTH]);
        self.xml.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\"/></w:trPr>"));
        self.cell(WIDTH, "", "TableText", "");
        self.xml.push_str("</w:tr></w:tbl>");
        self.gap();
    }

    fn open(&mut self, style: &str, widths: &[u32]) {
        let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        ));
    }

    fn cell(&mut self, width: u32, shade: &str, style: &str, content: &str) {
        self.xml.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}</w:tcPr>"));
        self.paragraph(style, content);
        self.xml.push_str("</w:tc>");
    }
}

/// The ground of a heading.
const SHADE: &str = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF2F4\"/>";
