//! The numbers of rows as a spreadsheet shows them.

use super::*;

fn numbers(sheet: &Sheet) -> Vec<(u32, u32)> {
    (0..sheet.rows()).map(|r| (sheet.number(r), sheet.line(r))).collect()
}

#[test]
fn a_row_of_several_lines_counts_once_and_blank_lines_count() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "Q1,Q2", "\"What is", "", "your name?\",Why", "", " , ", "Ada,x", ""].join(end);
        let sheet = sheet("form.csv", text.as_bytes());
        assert_eq!(numbers(&sheet), [(2, 2), (3, 3), (6, 8)], "{end:?}");
        assert_eq!(
            (sheet.number(9), sheet.place(2, 1).to_string().as_str()),
            (0, "form.csv:8:2 (row 6 in a spreadsheet)")
        );
    }
}

#[test]
fn the_heading_row_is_named_by_its_number() {
    // As Qualtrics exports: names, questions with line breaks, identifiers, answers.
    let text = b"Q1,Q2,\n\"What\nis\nit\",\"Why\n?\"\n{x},{y}\nAda,1\nBob,2,3\n";
    let told = |row| reading("f.csv", text, &Reading { heading_row: Some(row), ..Reading::default() }).1.concat();
    assert!(told(2).starts_with(
        "error f.csv:8:3 (row 5 in a spreadsheet): the row has 3 cells where the heading row (line 2) has 2 | 3"
    ));
    assert_eq!(told(1), "");
    let (sheet, _) = reading("f.csv", text, &Reading::default());
    assert_eq!(numbers(&sheet.unwrap()), [(1, 1), (2, 2), (3, 6), (4, 7), (5, 8)]);
}

#[test]
fn the_separator_is_looked_for_from_the_heading_row_on() {
    let text = b"\"a\nb\nc\",x,y\n\"d\ne\",x,y\nName;Why\nAda;1\n";
    let (sheet, _) = reading("f.csv", text, &Reading { heading_row: Some(3), ..Reading::default() });
    assert_eq!(sheet.unwrap().notes().separator, Some(';'));
}

#[test]
fn the_line_that_names_the_separator_has_no_number() {
    let how = Reading { heading_row: Some(2), ..Reading::default() };
    let (sheet, problems) = reading("f.csv", b"sep=;\ntitle;a;b\nName;Why\nAda;1\nBob;1;2\n", &how);
    assert_eq!(numbers(&sheet.unwrap()), [(1, 2), (2, 3), (3, 4)]);
    assert!(problems.concat().contains("the heading row (line 3) has 2"), "{problems:?}");
}

#[test]
fn a_workbook_has_the_numbers_of_its_rows() {
    let table = [vec!["Name".to_string()], vec![String::new()], vec!["Ada".to_string()]];
    assert_eq!(numbers(&sheet("f.xlsx", &writer::xlsx(&table))), [(1, 1), (3, 3)]);
}
