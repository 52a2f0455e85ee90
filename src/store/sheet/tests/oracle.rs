//! The scanner sees what the `csv` crate sees; nothing makes the reader panic.

use proptest::prelude::*;

use super::super::scan::Scanner;
use super::*;

/// Returns all fields as the scanner cuts them, or `None` if a quote is left open.
fn scanned(text: &str, separator: u8) -> Option<Vec<Vec<String>>> {
    let mut scanner = Scanner::new(text, separator);
    let (mut fields, mut records) = (Vec::new(), Vec::new());
    while let Some(record) = scanner.next(&mut fields) {
        if record.open.is_some() {
            return None;
        }
        records.push(fields.iter().map(|f| f.text().into_owned()).collect());
    }
    Some(records)
}

fn by_csv_crate(text: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("text is UTF-8").iter().map(String::from).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_scanner_and_the_csv_crate_see_the_same_fields(text in "[ab,;\"\\n\\r \u{e9}]{0,40}") {
        if let Some(records) = scanned(&text, b',') {
            prop_assert_eq!(records, by_csv_crate(&text, b','));
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        reading("form.csv", &bytes, &Reading::default());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[a\"=<>;,\\t|\\n\\r\0\u{e9}\u{feff}# sep]{0,60}", row in 0_u32..5) {
        let how = Reading { heading_row: Some(row), limits: Limits { file: 1000, cell: 6, columns: 3 }, ..Reading::default() };
        reading("form.csv", text.as_bytes(), &how);
        if let (Some(sheet), _) = reading("form.csv", text.as_bytes(), &Reading::default()) {
            let lines = u32::try_from(text.replace("\r\n", "\n").split(['\n', '\r']).count()).unwrap();
            for row in 0..sheet.rows() {
                prop_assert!(sheet.width(row) > 0 && (1..=lines).contains(&sheet.line(row)));
            }
        }
    }
}

#[test]
fn a_workbook_with_any_byte_changed_or_cut_off_does_not_panic() {
    let table: Vec<Vec<String>> = vec![vec!["Name".into(), "Places".into()], vec!["Ada".into(), "2".into()]];
    let bytes = writer::xlsx(&table);
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        reading("form.xlsx", &changed, &Reading::default());
        reading("form.xlsx", &bytes[..at], &Reading::default());
    }
}
