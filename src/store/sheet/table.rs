//! Reads a CSV file.

use super::grid::{Builder, Sheet};
use super::notes::{Format, Notes};
use super::rows::Rows;
use super::scan::{Record, Scanner};
use super::shape::Heading;
use super::{Reading, encoding, kind, lines, nested, separator};
use crate::problems::{Place, Problem, Problems};

/// Reads the bytes of a CSV file; what makes the whole file unreadable is returned, the rest goes into `problems`.
pub(super) fn read(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    let (text, encoding) = encoding::decode(place, bytes, how.encoding, problems)?;
    kind::of_text(place, &text)?;
    // DOS ends a text with a sign of its own.
    let text = match text.strip_suffix('\u{1a}').map(str::len) {
        Some(end) => std::borrow::Cow::Owned(text[..end].to_string()),
        None => text,
    };
    let declared = separator::declared(&text);
    let mut remarks = Vec::new();
    if declared.is_some() {
        remarks.push("its first line names the separator".to_string());
    }
    let unwrapped = if declared.is_none() { nested::unwrapped(&text, how.separator) } else { None };
    let text = match unwrapped {
        Some(inside) => {
            remarks.push("every row stood in one quoted cell and was read as the cells inside".to_string());
            inside.into()
        }
        None => text,
    };
    let separator = match (how.separator, declared) {
        (Some(given), _) if !separator::usable(given) => {
            return Err(Problem::error(place, "this character cannot separate cells")
                .text(given)
                .remedy("Choose a comma, a semicolon, a tab or a vertical bar."));
        }
        (Some(given), _) => given,
        (None, Some((named, _))) => named,
        (None, None) => separator::found(&text, how.heading_row),
    };
    // The line `sep=;` is a note to Excel, which shows the line after it as row 1.
    let above = u32::from(declared.is_some());
    let notes = Notes { format: Format::Csv, encoding, separator: Some(separator), remarks, ..Notes::default() };
    let separator = u8::try_from(separator).unwrap_or(b',');
    if how.separator.is_none() && declared.is_none() && lines::in_columns_of_spaces(&text, separator) {
        return Err(lines::set_apart_by_spaces(place));
    }
    let heading = match how.heading_row {
        Some(0) => Heading::of_most(&text, separator, above),
        _ => Heading::find(&text, separator, above, told(how, above)),
    };
    let mut rows = Rows::new(place, heading, how.limits, problems);
    let mut builder = Builder::new(&place.file);
    builder.reserve(text.len());
    let mut scanner = Scanner::new(&text, separator);
    let mut fields = Vec::new();
    while let Some(record) = scanner.next(&mut fields) {
        if record.line <= above {
            continue;
        }
        if lines::is_ruler(&fields) {
            continue;
        }
        let record = Record { number: record.number.saturating_sub(above), ..record };
        if how.last_row.is_some_and(|last| record.number > last) {
            break;
        }
        if rows.check(record, &fields)? {
            for (column, field) in fields.iter().enumerate() {
                match rows.cell(record, column, field) {
                    Some(problem) => builder.fault(problem),
                    None => builder.cell(&field.text()),
                }
            }
            builder.end_row(record.line, record.number);
        }
    }
    rows.finish();
    Ok(builder.finish(notes))
}

/// The first and the last row of headings as told, counted with the line that names the separator.
fn told(how: &Reading, above: u32) -> Option<(u32, u32)> {
    let last = how.heading_row?;
    let first = how.headings_from.map_or(last, |first| first.min(last));
    Some((first.saturating_add(above), last.saturating_add(above)))
}
