//! Decides which character separates the cells of a CSV file.

use super::scan::Scanner;

/// How many records, and how many bytes, are looked at.
const RECORDS: usize = 100;
const BYTES: usize = 256 * 1024;
/// How many rows may stand above the heading row.
const TITLES: usize = 10;

/// Returns the separator that Excel's first line `sep=;` names, and how many bytes that line takes without its end.
pub(super) fn declared(text: &str) -> Option<(char, usize)> {
    let line = text.split(['\r', '\n']).next().unwrap_or("");
    let inner = line.strip_prefix('"').and_then(|l| l.strip_suffix('"')).unwrap_or(line);
    let (key, value) = inner.split_once('=')?;
    let mut characters = value.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if key.eq_ignore_ascii_case("sep") && usable(c) => Some((c, line.len())),
        _ => None,
    }
}

/// Whether a character can separate cells.
pub(super) fn usable(c: char) -> bool {
    c == '\t' || (c.is_ascii_punctuation() && c != '"') || c == ' '
}

/// Finds the separator by looking: the one that cuts the rows from the heading row on into the same number of cells.
/// Where nothing separates anything, a comma.
pub(super) fn found(text: &str, heading_row: Option<u32>) -> char {
    let mut best = (',', 0.0);
    for candidate in [b',', b';', b'\t', b'|'] {
        let score = score(text, candidate, heading_row);
        if score > best.1 {
            best = (candidate as char, score);
        }
    }
    best.0
}

/// Rates a candidate: 0 if it separates nothing, up to 1.
fn score(text: &str, candidate: u8, heading_row: Option<u32>) -> f64 {
    let (widths, tidiness) = widths(text, candidate);
    let headings = match heading_row.and_then(|row| widths.iter().position(|(number, _)| *number >= row)) {
        Some(known) => known..known + 1,
        None => 0..TITLES.min(widths.len()),
    };
    let first = headings.start;
    headings
        .filter(|h| widths[*h].1 > 1)
        .map(|h| {
            let width = widths[h].1;
            let below = &widths[h..];
            let alike = below.iter().filter(|(_, w)| *w == width).count() as f64 / below.len() as f64;
            // A row that has to be passed over as a title counts heavily against a candidate: with the right
            // separator the headings are cut as the rows are. Among equals, the wider table is the likelier one.
            alike * tidiness * 0.5_f64.powi((h - first) as i32) * (1.0 - 1.0 / width as f64)
        })
        .fold(0.0, f64::max)
}

/// Returns number and width of the first rows that are not blank, and how tidy they are when cut at the candidate.
fn widths(text: &str, candidate: u8) -> (Vec<(u32, usize)>, f64) {
    let mut scanner = Scanner::new(text, candidate);
    let mut fields = Vec::new();
    let mut widths = Vec::new();
    let (mut cells, mut odd, mut spaced) = (0_usize, 0_usize, 0_usize);
    while let Some(record) = scanner.next(&mut fields) {
        if fields.iter().all(|f| f.blank()) {
            continue;
        }
        widths.push((record.number, fields.len()));
        cells += fields.len();
        odd += fields.iter().filter(|f| f.odd()).count();
        spaced += fields.iter().skip(1).filter(|f| f.text().starts_with(' ')).count();
        if widths.len() >= RECORDS || scanner.position() > BYTES {
            break;
        }
    }
    // Prose has a space after its commas and quotes anywhere; exported tables have neither.
    let share = |count: usize| count as f64 / cells.max(1) as f64;
    (widths, (1.0 - 0.9 * share(odd)) * (1.0 - 0.3 * share(spaced)))
}
