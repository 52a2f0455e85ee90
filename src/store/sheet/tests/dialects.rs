//! One table gives the same cells whichever way it is saved.

use proptest::prelude::*;

use super::writer::{Dialect, Encoding, csv, expected, xlsx};
use super::*;

fn dialect() -> impl Strategy<Value = Dialect> {
    use Encoding::*;
    let encodings = prop::sample::select(vec![Utf8, Utf8WithMark, Utf16Le, Utf16Be, Windows1252]);
    let separators = prop::sample::select(vec![',', ';', '\t', '|']);
    let line_ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (separators, line_ends, any::<bool>(), any::<bool>(), encodings).prop_map(
        |(separator, line_end, always_quoted, last_line_ends, encoding)| Dialect {
            separator,
            line_end,
            always_quoted,
            last_line_ends,
            encoding,
        },
    )
}

/// A table of a form: distinct headings, and cells of prose, of options, of nothing.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2_usize..7).prop_flat_map(|width| {
        let cell = prop_oneof![
            3 => "[a-z\u{e9}]{1,6}",
            2 => Just(String::new()),
            1 => "[a-z]{1,4}(; ?[a-z]{1,4}){1,3}",
            1 => "[a-z]{1,4}(, [a-z]{1,4}){1,3}",
            // Three strokes in a row that says nothing else would be a drawn line, and no row.
            1 => "[a-z\" \n\u{a0}\u{2019}-]{1,10}".prop_map(|cell| cell.replace("---", "a--")),
        ];
        let headings: Vec<String> = (0..width).map(|c| format!("Question {c}?")).collect();
        let rows = prop::collection::vec(prop::collection::vec(cell, width), 0..8);
        rows.prop_map(move |rows| std::iter::once(headings.clone()).chain(rows).collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_dialect_of_csv_gives_the_table(table in table(), dialect in dialect()) {
        if let Some(bytes) = csv(&table, dialect) {
            let told = Reading { separator: Some(dialect.separator), ..Reading::default() };
            let (sheet, problems) = reading("form.csv", &bytes, &told);
            prop_assert_eq!(problems, Vec::<String>::new());
            prop_assert_eq!(cells(&sheet.unwrap()), expected(&table));
        }
    }

    #[test]
    fn the_separator_is_found(table in table(), dialect in dialect()) {
        if let Some(bytes) = csv(&table, dialect) {
            let (sheet, problems) = reading("form.csv", &bytes, &Reading::default());
            prop_assert_eq!(problems, Vec::<String>::new());
            prop_assert_eq!(cells(&sheet.unwrap()), expected(&table));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_workbook_gives_the_table(table in table()) {
        prop_assert_eq!(cells(&sheet("form.xlsx", &xlsx(&table))), expected(&table));
    }
}

#[test]
fn lines_that_are_drawn_are_no_rows() {
    let markdown = b"| Name | Why |\n|------|:---:|\n| Ada | x |\n";
    assert_eq!(cells(&sheet("f.md", markdown)), [vec!["", "Name", "Why"], vec!["", "Ada", "x"]]);
    let boxed = b"+------+-----+\n| Name | Why |\n+------+-----+\n| Ada | -- |\n+------+-----+\n";
    assert_eq!(cells(&sheet("f.txt", boxed)), [vec!["", "Name", "Why"], vec!["", "Ada", "--"]]);
    assert_eq!(cells(&sheet("f.csv", b"Name,Why\nAda,x\n\x1a")), [vec!["Name", "Why"], vec!["Ada", "x"]]);
}

#[test]
fn columns_set_apart_by_spaces_are_refused() {
    let text = b"Name       Why\nAda        x\nBob Birch  y\n";
    assert!(problem("f.txt", text).starts_with("error f.txt: the columns are set apart by spaces alone"));
    // One column of sentences is a table all the same.
    assert_eq!(sheet("f.csv", b"Why\nI like  it\nBecause\nAnd so on\n").rows(), 4);
}
