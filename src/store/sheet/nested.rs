//! CSV inside CSV: a file in which every row is one quoted cell that holds a whole line of another CSV file, as Excel
//! saves one that it opened without cutting it into columns.

use std::collections::BTreeMap;

use super::encoding::line_at;
use super::scan::Scanner;
use super::separator;

/// Returns the text inside the cells, each row on the line where it stands in the file; `None` if the file is none
/// of this kind, or the text inside is no table.
pub(super) fn unwrapped(text: &str, told: Option<char>) -> Option<String> {
    if told.is_some_and(|c| !separator::usable(c)) {
        return None;
    }
    // Quotes keep the separator inside the cell, so any that the file could have shows one cell a row.
    let mut scanner = Scanner::new(text, b',');
    let mut fields = Vec::new();
    let mut inside = String::new();
    let mut line = 1;
    while let Some(record) = scanner.next(&mut fields) {
        let [field] = fields[..] else { return None };
        if field.blank() {
            continue;
        }
        if !field.quoted || field.runs_on() || !field.tail.trim().is_empty() || record.open.is_some() {
            return None;
        }
        while line < record.line {
            inside.push('\n');
            line += 1;
        }
        let row = field.text();
        inside.push_str(&row);
        inside.push('\n');
        line += line_at(row.as_bytes());
    }
    let separator = told.unwrap_or_else(|| separator::found(&inside, None));
    is_table(&inside, u8::try_from(separator).ok()?).then_some(inside)
}

/// Whether the text is clearly a table: two rows or more, nearly all as wide as the first, of two cells or more.
fn is_table(text: &str, separator: u8) -> bool {
    let mut scanner = Scanner::new(text, separator);
    let mut fields = Vec::new();
    let mut rows_of = BTreeMap::<usize, usize>::new();
    let (mut rows, mut first, mut cells, mut spaced) = (0_usize, 0_usize, 0_usize, 0_usize);
    while let Some(record) = scanner.next(&mut fields) {
        if record.open.is_some() {
            return false;
        }
        if rows == 0 {
            first = fields.len();
        }
        rows += 1;
        *rows_of.entry(fields.len()).or_default() += 1;
        cells += fields.len() - 1;
        spaced += fields.iter().skip(1).filter(|f| !f.quoted && f.text().starts_with(' ')).count();
    }
    let alike = rows_of.get(&first).copied().unwrap_or(0);
    // Prose has a space after its commas: a form of one question may have quoted sentences in every row.
    first >= 2 && rows >= 2 && alike * 10 >= rows * 9 && spaced * 2 < cells
}
