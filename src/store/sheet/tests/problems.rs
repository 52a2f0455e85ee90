//! What is said of a CSV file that is not in order: message, place and remedy.

use super::*;

#[test]
fn a_quote_that_is_never_closed_is_reported_where_it_opens() {
    let (sheet, problems) =
        reading("f.csv", b"Name,Why\r\n\"A\r\nB\",x\r\nBob,\"because\r\nEve,y\r\n", &Reading::default());
    assert_eq!(
        problems,
        [
            "error f.csv:4:2: a double quote opens this cell and is never closed, so everything after it was swallowed | \
          because | Open the file in a text editor, and delete this double quote or put the missing one at the end of \
          the cell."
        ]
    );
    assert_eq!(sheet.unwrap().rows(), 2);
}

#[test]
fn a_quote_that_the_next_quote_closes_is_reported_too() {
    assert_eq!(
        problem("f.csv", b"Name,Why\n\"Ada,x\nBob,\"y\"\nEve,z\n"),
        "error f.csv:2:1: the cell runs over several lines, and more text follows its closing double quote | \
         Ada,x\nBob,y\" | Open the file in a text editor, and put the missing double quote at the end of this cell or \
         delete the one that opens it."
    );
}

#[test]
fn a_row_wider_than_the_heading_row_is_an_error() {
    let (sheet, problems) = reading("f.csv", b"Name,Where\nAda,London, UK\nBob,Leeds,,\n", &Reading::default());
    assert_eq!(
        problems,
        ["error f.csv:2:3: the row has 3 cells where the heading row (line 1) has 2 | UK | Put double quotes around \
          the cell of this row that holds the separator as part of its text, or delete what stands beyond the last \
          heading."]
    );
    assert_eq!(cells(&sheet.unwrap()), [["Name", "Where"], ["Bob", "Leeds"]]);
}

#[test]
fn a_row_far_shorter_than_the_heading_row_is_a_warning() {
    let (sheet, problems) = reading("f.csv", b"a,b,c,d,e\n1,2,3\n1,2\n", &Reading::default());
    assert_eq!(
        problems,
        ["warning f.csv:3: the row has 2 cells where the heading row (line 1) has 5 |  | See whether a line break \
          inside a cell has cut the row in two, and put double quotes around that cell; if the other cells are meant \
          to be blank, nothing is to be done."]
    );
    assert_eq!(sheet.unwrap().rows(), 3);
}

#[test]
fn titles_are_no_measure_and_headings_without_a_name_count() {
    sheet("f.csv", b"Our scheme\nExported,today\nName,b,c,d,e\nAda,1,2,3,4\n");
    sheet("f.csv", b"Name,b,,\nAda,1,a note,\n");
    let how = Reading { heading_row: Some(3), ..Reading::default() };
    let (_, problems) = reading("f.csv", b"a,b,c\n1,2,3\nName,b\nAda,1\nBob,1,2\n", &how);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("error f.csv:5:3: the row has 3 cells where the heading row (line 3) has 2 | 2"));
}

#[test]
fn after_a_hundred_faults_reading_stops() {
    let text = format!("a,b\n{}", "1,2,3\n".repeat(500));
    let (sheet, problems) = reading("f.csv", text.as_bytes(), &Reading::default());
    assert_eq!((sheet.is_none(), problems.len()), (true, 101));
    assert_eq!(
        problems[0],
        "error f.csv: more than 100 rows are faulty, and the rest was not read |  | Mend the first of them and try \
         again; if they look right, the separator or the heading row that the scheme names is wrong."
    );
    let (sheet, problems) = reading("f.csv", format!("a,b,c\n{}", "1\n".repeat(500)).as_bytes(), &Reading::default());
    assert_eq!((sheet.map(|s| s.rows()), problems.len()), (Some(501), 21));
    assert_eq!(
        problems[0],
        "warning f.csv: 480 more rows have fewer than half of the cells |  | See whether line breaks inside cells \
         have cut the rows in two."
    );
}

#[test]
fn marks_of_a_merge_conflict_are_errors() {
    let text = b"a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> branch, one\n=====,x\n";
    let (sheet, problems) = reading("f.csv", text, &Reading::default());
    let told = |line, mark| {
        format!(
            "error f.csv:{line}: two versions of the file were put together by git and not reconciled | {mark} | Keep \
             the rows of one version, and delete the other rows and the lines of marks between them."
        )
    };
    assert_eq!(problems, [told(2, "<<<<<<< HEAD"), told(4, "======="), told(6, ">>>>>>> branch")]);
    assert_eq!(sheet.unwrap().rows(), 4);
}

#[test]
fn a_nul_is_reported_in_its_cell() {
    assert_eq!(
        problem("f.csv", b"Name,Role\nAda,men\0tor\nBob,mentee of long standing\n"),
        "error f.csv:2:2: the cell holds a NUL character, which no text has | men\0tor | Type the cell again in Excel \
         and save the file as \"CSV UTF-8 (Comma delimited)\"."
    );
}

#[test]
fn errors_of_excel_are_reported_in_csv_as_in_workbooks() {
    let (sheet, problems) = reading("f.csv", b"Name,Manager,b\nAda, #N/A,1\n", &Reading::default());
    assert_eq!(cells(&sheet.unwrap())[1], ["Ada", "", "1"]);
    assert_eq!(
        problems.concat(),
        "error f.csv:2:2: the cell shows an error of Excel instead of a value | #N/A | Mend the formula in Excel, or \
         type the value over it, or clear the cell; then save the file again."
    );
}

#[test]
fn each_limit_is_an_error() {
    let with = |limits, bytes: &[u8]| reading("f.csv", bytes, &Reading { limits, ..Reading::default() }).1.concat();
    let limits = Limits::default();
    assert_eq!(
        with(limits, format!("a,b\n{},1\n", "x".repeat((1 << 20) + 1)).as_bytes()).replace('x', ""),
        "error f.csv:2:1: the cell holds more than 1024 KiB of tet | … | See whether a double quote is missing before \
         this cell or in it, or shorten its tet."
    );
    assert_eq!(
        with(limits, format!("{}b\n", "a,".repeat(1000)).as_bytes()),
        "error f.csv:1: the row has more than 1000 cells |  | See whether this is the right file, and delete the \
         columns that do not belong to the form."
    );
    assert_eq!(with(limits, format!("{}\n", "a,".repeat(1000)).as_bytes()), "");
    assert_eq!(
        with(Limits { file: 2 << 20, ..limits }, &vec![b'x'; 3 << 20]),
        "error f.csv: the file holds 3 MiB; at most 2 MiB can be read |  | Delete what does not belong to the table, \
         such as pictures and unused worksheets, or split the file."
    );
}
