//! Which separator is found.

use super::*;

fn found(text: &str) -> Option<char> {
    sheet("form.csv", text.as_bytes()).notes().separator
}

#[test]
fn semicolons_with_commas_in_the_cells() {
    assert_eq!(found("Name;Where;Why\nAda;London, UK;a, b, c\nBob;Leeds, UK;d, e\n"), Some(';'));
    assert_eq!(found("Surname, name;Where\nByron, Ada;London, UK\nBab, Charles;Leeds, UK\n"), Some(';'));
}

#[test]
fn commas_with_options_joined_by_semicolons() {
    assert_eq!(found("Name,Role,Days\nAda,mentor,Mon;Tue;Wed;Thu\nBob,mentee,Mon;Tue;Wed;Thu\n"), Some(','));
    assert_eq!(found("Name,Days (tick; all)\nAda,Mon;Tue\nBob,Mon;Tue\n"), Some(','));
}

#[test]
fn quotes_keep_other_separators_inside() {
    assert_eq!(found("\"Name;x\",\"Role;y;z\"\n\"a;b\",\"c;d;e\"\n"), Some(','));
    assert_eq!(found("\"Name\";\"Role\"\n\"a,b\";\"c\"\n"), Some(';'));
}

#[test]
fn titles_above_the_heading_row_are_passed_over() {
    assert_eq!(found("Sign-up, autumn\n\nName;Where;Why\nAda;London;x\nBob;Leeds;y\n"), Some(';'));
    assert_eq!(found("Sign-up\nName\tWhere\tWhy\nAda\tLondon\tx, y\n"), Some('\t'));
}

#[test]
fn one_column_or_one_row_will_do() {
    assert_eq!(found("Name\nAda\nBob\n"), Some(','));
    assert_eq!(found("Name|Where|Why, and how"), Some('|'));
}

#[test]
fn the_first_line_of_excel_decides_and_is_no_row() {
    for first in ["sep=;", "SEP=;", "\"sep=;\""] {
        let sheet = sheet("form.csv", format!("{first}\r\nName, all;Where\r\nAda;x\r\n").as_bytes());
        assert_eq!(sheet.notes().separator, Some(';'));
        assert_eq!((sheet.cell(0, 0), sheet.line(0)), ("Name, all", 2));
        assert_eq!(
            sheet.notes().to_string(),
            "CSV, UTF-8, separated by semicolons; its first line names the separator"
        );
    }
}

#[test]
fn the_coordinator_decides_before_all_others() {
    let how = Reading { separator: Some('|'), ..Reading::default() };
    let (sheet, problems) = reading("form.csv", b"sep=,\na,b|c\n1,2|3\n", &how);
    assert_eq!(
        (cells(&sheet.unwrap()), problems),
        (vec![vec!["a,b".into(), "c".into()], vec!["1,2".into(), "3".into()]], vec![])
    );
}

#[test]
fn a_separator_that_cannot_be_is_refused() {
    for wrong in ['"', 'x', '\n', '\u{a6}'] {
        let (sheet, problems) = reading("f.csv", b"a,b\n", &Reading { separator: Some(wrong), ..Reading::default() });
        assert!(sheet.is_none());
        assert_eq!(
            problems,
            [format!(
                "error f.csv: this character cannot separate cells | {wrong} | Choose a comma, a semicolon, a tab or a vertical bar."
            )]
        );
    }
}
