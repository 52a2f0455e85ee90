//! Writes one table in every dialect.

use encoding_rs::WINDOWS_1252;
use rust_xlsxwriter::Workbook;

use super::super::grid::trim;

/// How a table is saved as CSV.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) separator: char,
    pub(super) line_end: &'static str,
    pub(super) always_quoted: bool,
    pub(super) last_line_ends: bool,
    pub(super) encoding: Encoding,
}

/// How the text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// Writes a table as CSV; `None` if the encoding lacks a character.
pub(super) fn csv(table: &[Vec<String>], dialect: Dialect) -> Option<Vec<u8>> {
    let width = table.iter().map(Vec::len).max().unwrap_or(0);
    let blank = String::new();
    let lines: Vec<String> = table
        .iter()
        .map(|row| {
            let cells = (0..width).map(|c| cell(row.get(c).unwrap_or(&blank), dialect));
            cells.collect::<Vec<_>>().join(&dialect.separator.to_string())
        })
        .collect();
    let mut text = lines.join(dialect.line_end);
    if dialect.last_line_ends {
        text.push_str(dialect.line_end);
    }
    encode(&text, dialect.encoding)
}

/// Writes a table as a workbook, every cell as text.
pub(super) fn xlsx(table: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    for (row, cells) in table.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            worksheet.write_string(row as u32, column as u16, text).expect("a small worksheet");
        }
    }
    workbook.save_to_buffer().expect("a small workbook")
}

/// Returns what a reader should see of a table: trimmed cells, no blank rows, no blank cells at the end of a row.
pub(super) fn expected(table: &[Vec<String>]) -> Vec<Vec<String>> {
    let rows = table.iter().map(|row| {
        let mut row: Vec<String> = row.iter().map(|c| trim(c).to_string()).collect();
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
        row
    });
    rows.filter(|row| !row.is_empty()).collect()
}

fn cell(text: &str, dialect: Dialect) -> String {
    let special = |c: char| c == dialect.separator || matches!(c, '"' | '\n' | '\r');
    if !dialect.always_quoted && !text.contains(special) {
        return text.to_string();
    }
    format!("\"{}\"", text.replace('"', "\"\"").replace('\n', dialect.line_end))
}

fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let marked = format!("\u{feff}{text}");
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf8WithMark => Some(marked.into_bytes()),
        Encoding::Utf16Le => Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Windows1252 => match WINDOWS_1252.encode(text) {
            (bytes, _, false) => Some(bytes.into_owned()),
            _ => None,
        },
    }
}
