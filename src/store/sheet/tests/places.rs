//! Lines, columns and widths.

use super::*;

#[test]
fn lines_are_those_of_the_file_whatever_ends_them() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "Name,Why", "", "Ada,\"two", "lines\"", " , ", "Bob,x", ""].join(end);
        let sheet = sheet("form.csv", text.as_bytes());
        let lines: Vec<u32> = (0..sheet.rows()).map(|r| sheet.line(r)).collect();
        assert_eq!(lines, [2, 4, 7], "{end:?}");
        assert_eq!(sheet.cell(1, 1), "two\nlines");
        assert_eq!(sheet.place(2, 1).to_string(), "form.csv:7:2 (row 6 in a spreadsheet)");
    }
}

#[test]
fn mixed_line_ends_count_one_each() {
    let sheet = sheet("form.csv", b"a,b\r\n1,2\n3,4\r5,6\n\r7,8");
    assert_eq!((0..sheet.rows()).map(|r| sheet.line(r)).collect::<Vec<_>>(), [1, 2, 3, 4, 6]);
}

#[test]
fn cells_beyond_the_table_are_empty() {
    let sheet = sheet("form.csv", b"a,b,c\n1,,\n");
    assert_eq!((sheet.width(1), sheet.cell(1, 1), sheet.cell(1, 9), sheet.cell(9, 9)), (1, "", "", ""));
    assert_eq!((sheet.width(9), sheet.line(9)), (0, 0));
}

#[test]
fn white_space_around_cells_goes_and_inside_stays() {
    let sheet = sheet("form.csv", "\u{feff}\u{feff}a,b\n\u{a0} x \u{a0}y\t\u{200b},\" z\r\nw \"\n".as_bytes());
    assert_eq!(cells(&sheet), [["a", "b"], ["x \u{a0}y", "z\nw"]]);
}

#[test]
fn quotes_are_read_as_leniently_as_the_csv_crate_does() {
    let sheet = sheet("form.csv", b"a,b\n\"x\"y\"z, \"q\" \n\"\"\"k\"\"\",\"\"\n");
    assert_eq!(cells(&sheet), [vec!["a", "b"], vec!["xy\"z", "\"q\""], vec!["\"k\""]]);
}

#[test]
fn blank_rows_and_rows_of_separators_are_left_out() {
    let sheet = sheet("form.csv", b",,\na,b,c\n,,\n \n\"\",\" \",\n1,2,3\n,,\n,,");
    assert_eq!(cells(&sheet), [["a", "b", "c"], ["1", "2", "3"]]);
}
