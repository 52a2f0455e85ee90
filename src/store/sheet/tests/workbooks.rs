//! What is read from a workbook, and what is said of one that is not in order.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::*;

/// Fills a workbook of one worksheet.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// Returns what a cell of number and format is read as.
fn number(value: f64, format: &str) -> String {
    let bytes = workbook(|w| {
        w.write_number_with_format(0, 0, value, &Format::new().set_num_format(format)).unwrap();
    });
    sheet("form.xlsx", &bytes).cell(0, 0).to_string()
}

#[test]
fn numbers_are_plain_decimals() {
    let cases = [
        (7.0, "7"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (-2.5, "-2.5"),
        (447_700_900_123.0, "447700900123"),
        (9_007_199_254_740_991.0, "9007199254740991"),
        (1e21, "1000000000000000000000"),
        (0.000_000_1, "0.0000001"),
    ];
    for (value, text) in cases {
        assert_eq!(number(value, "General"), text);
        assert_eq!(number(value, "0.00"), text);
    }
}

#[test]
fn dates_and_times_are_in_iso_form() {
    let moment = |h, m, s| ExcelDateTime::from_ymd(2026, 1, 5).unwrap().and_hms(h, m, s).unwrap().to_excel();
    assert_eq!(number(moment(0, 0, 0.0), "dd/mm/yyyy"), "2026-01-05");
    assert_eq!(number(moment(10, 5, 37.0), "dd/mm/yyyy hh:mm"), "2026-01-05 10:05:37");
    assert_eq!(number(moment(10, 5, 36.6), "m/d/yy h:mm"), "2026-01-05 10:05:37");
    assert_eq!(number(moment(23, 59, 59.7), "m/d/yy h:mm"), "2026-01-06");
    assert_eq!(number(9.5 / 24.0, "hh:mm"), "09:30:00");
    assert_eq!(number(26.5 / 24.0, "[h]:mm:ss"), "26:30:00");
    assert_eq!(number(1.0, "yyyy-mm-dd"), "1900-01-01");
    assert_eq!(number(61.0, "yyyy-mm-dd"), "1900-03-01");
    assert_eq!(number(2_958_465.0, "yyyy-mm-dd"), "9999-12-31");
    assert_eq!(number(-3.0, "yyyy-mm-dd"), "-3");
    assert_eq!(number(3e9, "yyyy-mm-dd"), "3000000000");
}

#[test]
fn rows_and_columns_are_those_of_excel() {
    let bytes = workbook(|w| {
        w.merge_range(2, 1, 2, 4, "Our scheme", &Format::new()).unwrap();
        w.write_string(4, 1, "Name").unwrap();
        w.write_string(4, 3, "Places").unwrap();
        w.write_rich_string(6, 1, &[(&Format::new().set_bold(), "A"), (&Format::new(), "da ")]).unwrap();
        w.write_number(6, 3, 2).unwrap();
        w.write_boolean(7, 1, true).unwrap();
        w.write_string(8, 2, "  ").unwrap();
    });
    let sheet = sheet("form.xlsx", &bytes);
    assert_eq!(
        cells(&sheet),
        [vec!["", "Our scheme"], vec!["", "Name", "", "Places"], vec!["", "Ada", "", "2"], vec!["", "TRUE"]]
    );
    assert_eq!((0..4).map(|r| sheet.line(r)).collect::<Vec<_>>(), [3, 5, 7, 8]);
    assert_eq!(sheet.place(2, 3).to_string(), "form.xlsx:7:4");
    assert_eq!(sheet.notes().to_string(), "Excel workbook, worksheet \"Sheet1\"");
}

#[test]
fn formulas_give_their_last_value_and_errors_are_problems() {
    let bytes = workbook(|w| {
        w.write_string(0, 0, "Name").unwrap();
        w.write_formula(1, 0, Formula::new("1+1").set_result("2")).unwrap();
        w.write_formula(3, 1, Formula::new("NA()").set_result("#N/A")).unwrap();
        w.write_string(4, 0, "Ada").unwrap();
    });
    let (sheet, problems) = reading("f.xlsx", &bytes, &Reading::default());
    assert_eq!(cells(&sheet.unwrap()), [vec!["Name"], vec!["2"], vec!["", ""], vec!["Ada"]]);
    assert_eq!(
        problems,
        ["error f.xlsx:4:2: the cell shows an error of Excel instead of a value | #N/A | Mend the formula in Excel, \
          or type the value over it, or clear the cell; then save the file again."]
    );
}

/// A workbook with a hidden worksheet, two visible ones with text and one without.
fn several() -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, text) in [("Lists", "x"), ("Form Responses 1", "Name"), ("Old", "Other"), ("Blank", "")] {
        let worksheet = workbook.add_worksheet().set_name(name).unwrap();
        worksheet.set_hidden(name == "Lists");
        worksheet.write_string(0, 0, text).unwrap();
    }
    workbook.worksheet_from_index(1).unwrap().set_active(true).set_first_tab(true);
    workbook.save_to_buffer().unwrap()
}

fn on<'a>(worksheet: &'a str) -> Reading<'a> {
    Reading { worksheet: Some(worksheet), ..Reading::default() }
}

#[test]
fn the_first_visible_worksheet_is_read_unless_another_is_named() {
    let first = sheet("form.csv", &several());
    assert_eq!(first.cell(0, 0), "Name");
    assert_eq!(
        first.notes().to_string(),
        "Excel workbook, worksheet \"Form Responses 1\" (not read: \"Old\" and \"Blank\"); a workbook by its content, \
         whatever its name says"
    );
    for (name, text) in [("Old", "Other"), ("old ", "Other"), ("Lists", "x")] {
        let (sheet, problems) = reading("form.xlsx", &several(), &on(name));
        assert_eq!((sheet.unwrap().cell(0, 0), problems), (text, vec![]));
    }
}

#[test]
fn a_worksheet_that_is_not_there_or_blank_is_an_error() {
    let told = |name| reading("f.xlsx", &several(), &on(name)).1.concat();
    assert_eq!(
        told("Form Response 1"),
        "error f.xlsx: the workbook has no worksheet of this name | Form Response 1 | Write \"Form Responses 1\", or \
         another of \"Lists\", \"Form Responses 1\", \"Old\" and \"Blank\"."
    );
    assert_eq!(
        told("zebra"),
        "error f.xlsx: the workbook has no worksheet of this name | zebra | Choose one of \"Lists\", \"Form Responses \
         1\", \"Old\" and \"Blank\"."
    );
    assert_eq!(
        told("Blank"),
        "error f.xlsx: the worksheet holds no text at all | Blank | Say which worksheet holds the answers; the others \
         are \"Form Responses 1\" and \"Old\"."
    );
    assert_eq!(
        problem("f.xlsx", &workbook(|_| {})),
        "error f.xlsx: the worksheet holds no text at all | Sheet1 | Export the form again, and see in Excel that the \
         answers are in the file."
    );
}

#[test]
fn limits_hold_for_workbooks_too() {
    let far = workbook(|w| {
        w.write_string(1_048_575, 999, "Ada").unwrap();
    });
    assert_eq!(sheet("f.xlsx", &far).place(0, 999).to_string(), "f.xlsx:1048576:1000");
    let wide = workbook(|w| {
        w.write_string(3, 1000, "Ada").unwrap();
    });
    assert_eq!(
        problem("f.xlsx", &wide),
        "error f.xlsx:4: the row has more than 1000 cells |  | See whether this is the right file, and delete the \
         columns that do not belong to the form."
    );
    let long = workbook(|w| {
        w.write_string(1, 1, "far too long").unwrap();
        w.write_string(2, 1, "short").unwrap();
    });
    let told = |limits| reading("f.xlsx", &long, &Reading { limits, ..Reading::default() }).1.concat();
    assert_eq!(
        told(Limits { cell: 6, ..Limits::default() }),
        "error f.xlsx:2:2: the cell holds more than 0 KiB of text | far too long | See whether a double quote is \
         missing before this cell or in it, or shorten its text."
    );
}

#[test]
fn a_broken_workbook_is_named() {
    let mut bytes = workbook(|w| {
        w.write_string(0, 0, "Name").unwrap();
    });
    let at = bytes.windows(18).position(|w| w == b"xl/worksheets/shee").unwrap();
    bytes[at + 30..at + 90].fill(0x55);
    let told = problem("f.xlsx", &bytes);
    assert!(told.starts_with("error f.xlsx: the workbook is broken and cannot be read | "), "{told}");
    assert!(
        told.ends_with(
            " | Open it in Excel, let Excel repair it, and save it again as .xlsx; or export the form again."
        )
    );
}

#[test]
fn a_formula_that_nobody_worked_out_is_a_problem() {
    let bytes = workbook(|w| {
        w.write_string(0, 0, "Name").unwrap();
        w.write_formula(1, 0, Formula::new("LOWER(\"ADA\")").set_result("gone")).unwrap();
        w.write_formula(2, 0, Formula::new("\"\"&\"\"").set_result("blank")).unwrap();
    });
    let bytes = super::crafted::repacked(&bytes, "sheet1.xml", |xml| {
        xml.replace(" t=\"str\"><f>LOWER(\"ADA\")</f><v>gone</v>", "><f>LOWER(\"ADA\")</f><v/>")
            .replace("<v>blank</v>", "<v></v>")
    });
    let (sheet, problems) = reading("f.xlsx", &bytes, &Reading::default());
    assert_eq!(cells(&sheet.unwrap()), [vec!["Name"], vec![""]]);
    assert_eq!(
        problems,
        [
            "error f.xlsx:2:1: the cell holds a formula without its value, which nobody has worked out yet |  | Open the \
          file in Excel or LibreOffice and save it again; what it shows then is read."
        ]
    );
}

#[test]
fn merged_cells_mean_all_rows_that_they_go_over() {
    let plain = Format::new();
    let bytes = workbook(|w| {
        for (row, cells) in
            [["Employer", "Name", "Offers"], ["", "Ann", "HR"], ["", "Abe", ""], ["", "", ""]].iter().enumerate()
        {
            cells.iter().enumerate().for_each(|(at, cell)| {
                w.write_string(row as u32, at as u16, *cell).unwrap();
            });
        }
        w.merge_range(1, 0, 3, 0, "Alder", &plain).unwrap();
        w.merge_range(4, 1, 4, 2, "Bob", &plain).unwrap();
        w.write_string(4, 0, "Elm").unwrap();
    });
    let (sheet, problems) = reading("f.xlsx", &bytes, &Reading::default());
    assert_eq!(
        cells(&sheet.unwrap()),
        [vec!["Employer", "Name", "Offers"], vec!["Alder", "Ann", "HR"], vec!["Alder", "Abe"], vec!["Elm", "Bob"]]
    );
    assert_eq!(
        problems,
        [
            "warning f.xlsx:5:2: the cell is merged with those beside it, and counts for the first of their headings alone \
          |  | If it is meant for all of them, split the cells in Excel and type it into each."
        ]
    );
}

#[test]
fn hidden_rows_are_read_and_told() {
    let bytes = workbook(|w| {
        w.set_name("A & B").unwrap();
        for (row, name) in ["Name", "Ann", "Bob", "Cat"].iter().enumerate() {
            w.write_string(row as u32, 0, *name).unwrap();
        }
        w.set_row_hidden(2).unwrap();
        w.set_row_hidden(9).unwrap();
    });
    let (sheet, problems) = reading("f.xlsx", &bytes, &Reading::default());
    assert_eq!(sheet.unwrap().rows(), 4);
    assert_eq!(
        problems,
        [
            "warning f.xlsx:3: 1 row is hidden in the workbook and read like all others: 3 |  | if these people do not take \
          part, delete the rows, or say by an answer which rows count: [source.only]\nif they do, nothing is to be done"
        ]
    );
}
