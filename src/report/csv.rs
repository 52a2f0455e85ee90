//! CSV and TSV: the main table alone, for spreadsheets and pipes.

use std::borrow::Cow;

use ::csv::{Terminator, WriterBuilder};

use super::{Block, Cell, Look, Report};
use crate::spreadsheet_guard::guard;

/// Comma-separated as in RFC 4180, but with the line ends of pipes. A line break inside a cell becomes `; `.
pub fn render_csv(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let mark: &[u8] = if look.byte_order_mark { b"\xef\xbb\xbf" } else { b"" };
    write(report, look, b',', mark, |text| {
        if !text.contains(['\n', '\r']) {
            return Cow::Borrowed(text);
        }
        let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
        Cow::Owned(lines.collect::<Vec<_>>().join("; "))
    })
}

/// Tab-separated; tabs and line breaks inside a cell become blanks.
pub fn render_tsv(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    write(report, look, b'\t', b"", |text| Cow::Owned(text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")))
}

fn write(
    report: &Report,
    look: &Look,
    separator: u8,
    mark: &[u8],
    on_one_line: impl Fn(&str) -> Cow<'_, str>,
) -> anyhow::Result<Vec<u8>> {
    let Some(table) = report.main_table() else { return Ok(plain(report)) };
    let view = table.for_machines(look);
    if view.columns.is_empty() {
        return Ok(Vec::new());
    }
    let mut writer =
        WriterBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).from_writer(mark.to_vec());
    writer.write_record(view.columns.iter().map(|column| column.key.as_ref()))?;
    for row in &view.rows {
        for cell in row {
            let plain = match cell {
                Cell::Text(text) | Cell::Instead(text) | Cell::Phone(text) | Cell::Email(text) => {
                    Cow::Borrowed(text.as_str())
                }
                cell => Cow::Owned(cell.plain()),
            };
            let text = on_one_line(&plain);
            let text = if look.raw || is_harmless(cell, &text) { text } else { guarded(text) };
            writer.write_field(text.as_ref())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.into_inner().map_err(|problem| problem.into_error())?)
}

fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => guard(text),
        Cow::Owned(text) => Cow::Owned(guard(&text).into_owned()),
    }
}

/// Whether a cell stays plain although it may begin with `+` or `-`. What calls itself a telephone number or an e-mail
/// address came out of a form, so it must look like one as well.
fn is_harmless(cell: &Cell, text: &str) -> bool {
    match cell {
        Cell::Text(_) | Cell::Instead(_) => false,
        Cell::Blank | Cell::Number(_) | Cell::Decimal { .. } | Cell::Date(_) | Cell::Month(_) => true,
        Cell::Formula { shown, .. } => is_harmless(shown, text),
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

/// Without a table there is only what stays as it is: a scheme file, say, on its way into a file.
fn plain(report: &Report) -> Vec<u8> {
    let verbatim = report.blocks.iter().filter_map(|block| match block {
        Block::Verbatim(text) => Some(text.as_str()),
        _ => None,
    });
    verbatim.collect::<Vec<_>>().join("\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::{look, of_table, pairs};
    use super::super::{Block, Column};
    use super::*;
    use crate::spreadsheet_guard::unguard;

    fn csv(report: &Report, look: &Look) -> String {
        String::from_utf8(render_csv(report, look).expect("renders")).expect("is UTF-8")
    }

    #[test]
    fn machines_get_keys_and_plain_values() {
        let expected = "\
mentee,since,score,hours,phone,why_codes
Amina Khan,2026-10-05,87,12.50,+44 7700 900123,area; trade
'=1+1,2026-10-05,-5,12.50,07700 900456,
";
        assert_eq!(csv(&pairs(), &look()), expected);
        assert_eq!(csv(&pairs(), &Look { byte_order_mark: true, ..look() }), format!("\u{feff}{expected}"));
        let raw = csv(&pairs(), &Look { raw: true, ..look() });
        assert_eq!(raw, expected.replace("'=", "="));
    }

    #[test]
    fn what_only_calls_itself_a_phone_or_an_email_is_guarded() {
        let phones =
            ["+44 (0)20 7946-0000", "+cmd|' /C calc'!A0", "-1+1", "=1", "'1"].map(str::to_string).map(Cell::Phone);
        let emails =
            ["+news@a.org", "=HYPERLINK(\"x\")@a.org", "@a", "o'neill@a.org"].map(str::to_string).map(Cell::Email);
        let rows = phones.into_iter().chain(emails).map(|cell| vec![cell]).collect();
        let out = csv(&of_table(vec![Column::new("to", "To")], rows), &look());
        let expected = "\
to
+44 (0)20 7946-0000
'+cmd|' /C calc'!A0
'-1+1
'=1
''1
+news@a.org
\"'=HYPERLINK(\"\"x\"\")@a.org\"
'@a
o'neill@a.org
";
        assert_eq!(out, expected);
    }

    #[test]
    fn tsv_keeps_a_row_on_one_line() {
        let rows = vec![vec![Cell::text("a\tb\r\nc"), Cell::text("\t=1")]];
        let report = of_table(vec![Column::new("x", "X"), Column::new("y", "Y")], rows);
        assert_eq!(render_tsv(&report, &look()).expect("renders"), b"x\ty\na b c\t' =1\n");
    }

    #[test]
    fn without_a_table_there_is_nothing() {
        let report = Report { blocks: vec![Block::Text("None.".to_string())], json: None };
        assert_eq!(csv(&report, &Look { byte_order_mark: true, ..look() }), "");
    }

    proptest! {
        #[test]
        fn reading_back_gives_the_same_fields(rows in prop::collection::vec(["[='\", a\t-]{0,5}", "[^\n\r]*"], 0..6)) {
            let columns = vec![Column::new("a", "A"), Column::new("b", "B")];
            let cells = rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
            let out = render_csv(&of_table(columns, cells), &look()).expect("renders");
            let mut reader = ::csv::Reader::from_reader(out.as_slice());
            let records: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("is well-formed");
            prop_assert_eq!(records.len(), rows.len());
            for (record, row) in records.iter().zip(&rows) {
                let fields: Vec<String> = record.iter().map(|field| unguard(field).into_owned()).collect();
                prop_assert_eq!(&fields[..], &row[..]);
            }
        }
    }
}
