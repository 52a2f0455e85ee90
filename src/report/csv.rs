//! CSV and TSV: the main table alone, for spreadsheets and pipes.

use ::csv::{Terminator, WriterBuilder};

use super::spreadsheet_guard::guard;
use super::{Cell, Look, Report};

/// Comma-separated as in RFC 4180, but with the line ends of pipes. A line break inside a cell becomes `; `.
pub fn render_csv(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let mark: &[u8] = if look.byte_order_mark { b"\xef\xbb\xbf" } else { b"" };
    write(report, look, b',', mark, |text| {
        if !text.contains(['\n', '\r']) {
            return text.to_string();
        }
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("; ")
    })
}

/// Tab-separated; tabs and line breaks inside a cell become blanks.
pub fn render_tsv(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    write(report, look, b'\t', b"", |text| text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " "))
}

fn write(
    report: &Report,
    look: &Look,
    separator: u8,
    mark: &[u8],
    on_one_line: impl Fn(&str) -> String,
) -> anyhow::Result<Vec<u8>> {
    let Some(table) = report.main_table() else { return Ok(Vec::new()) };
    let view = table.for_machines(look);
    if view.columns.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer =
        WriterBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).from_writer(mark.to_vec());
    writer.write_record(view.columns.iter().map(|column| column.key))?;
    for row in &view.rows {
        writer.write_record(row.iter().map(|cell| {
            let text = on_one_line(&cell.plain());
            if look.raw || is_harmless(cell, &text) { text } else { guard(&text).into_owned() }
        }))?;
    }
    Ok(writer.into_inner().map_err(|problem| problem.into_error())?)
}

/// Whether a cell stays plain although it may begin with `+` or `-`. What calls itself a telephone number or an e-mail
/// address came out of a form, so it must look like one as well.
fn is_harmless(cell: &Cell, text: &str) -> bool {
    match cell {
        Cell::Text(_) => false,
        Cell::Blank | Cell::Number(_) | Cell::Decimal { .. } | Cell::Date(_) => true,
        Cell::Phone(_) => {
            text.strip_prefix('+').unwrap_or(text).chars().all(|c| c.is_ascii_digit() || " ().-".contains(c))
                && !text.starts_with(['-', ' '])
        }
        Cell::Email(_) => {
            text.starts_with(|c: char| c.is_alphanumeric() || "+-_".contains(c))
                && text.chars().all(|c| c.is_alphanumeric() || "@._+-'".contains(c))
                && text.contains('@')
        }
    }
}
