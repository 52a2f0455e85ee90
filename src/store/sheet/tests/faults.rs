//! Cells that cannot be taken are told to whoever uses their column, and to nobody else.

use super::*;

/// Reads a file whose only problems are those of cells; returns row, column and text of each.
fn faults(name: &str, bytes: &[u8]) -> (Sheet, Vec<(usize, usize, String)>) {
    let mut problems = Problems::default();
    let sheet = read(name, bytes, &Reading::default(), &mut problems).expect("a sheet");
    assert!(problems.is_empty(), "{problems:?}");
    let faults = sheet.faults().iter().map(|f| {
        assert_eq!(sheet.place(f.row, f.column), f.problem.place);
        assert_eq!(sheet.cell(f.row, f.column), "");
        (f.row, f.column, f.problem.text.clone())
    });
    let faults = faults.collect();
    (sheet, faults)
}

#[test]
fn faults_of_csv_are_no_problems_of_the_file() {
    let (sheet, found) = faults("f.csv", b"Name,#REF!,b\n\nAda,2,#N/A\nBob,x\0y,\n,,#N/A\n");
    let told = |row, column, text: &str| (row, column, text.to_string());
    assert_eq!(found, [told(0, 1, "#REF!"), told(1, 2, "#N/A"), told(2, 1, "x\0y"), told(3, 2, "#N/A")]);
    assert_eq!((sheet.rows(), sheet.width(3), sheet.line(3)), (4, 3, 5));
}

#[test]
fn faults_of_workbooks_are_no_problems_of_the_file() {
    let table = [vec!["Name", "#REF!"], vec!["Ada", "_x0000_"], vec!["", "", "#N/A"], vec!["Bob", "#SPILL!", "x"]];
    let table: Vec<Vec<String>> = table.iter().map(|row| row.iter().map(|c| c.to_string()).collect()).collect();
    // Text that looks like an escape is escaped by the writer; without that it is a NUL.
    let bytes = crafted::repacked(&writer::xlsx(&table), "sharedStrings.xml", |xml| xml.replace("_x005F", ""));
    let (sheet, found) = faults("f.xlsx", &bytes);
    let places: Vec<_> = found.iter().map(|(row, column, _)| (*row, *column)).collect();
    assert_eq!(places, [(0, 1), (1, 1), (2, 2), (3, 1)]);
    assert_eq!(sheet.cell(3, 2), "x");
}

#[test]
fn errors_of_newer_versions_of_excel_are_found_in_their_cells() {
    let table: Vec<Vec<String>> =
        ["Name", "Ada", "Bob"].iter().map(|name| vec![name.to_string(), "1".into(), "t=\"e\"".into()]).collect();
    let bytes = crafted::repacked(&writer::xlsx(&table), "sheet1.xml", |xml| {
        let row = "<row r=\"9\"><c r=\"A9\" t=\"e\"><v>#SPILL!</v></c><c t=\"e\"><v>#BRANDNEW!</v></c>\
                   <c><v>7</v></c><c t='e'><v>#N/A</v></c><c><v>8</v></c></row></sheetData>";
        xml.replace("</sheetData>", row)
    });
    let (sheet, found) = faults("f.xlsx", &bytes);
    let told = |column, text: &str| (3, column, text.to_string());
    assert_eq!(found, [told(0, "#SPILL!"), told(1, "#BRANDNEW!"), told(3, "#N/A")]);
    assert_eq!(cells(&sheet)[3], ["", "", "7", "", "8"]);
    assert_eq!(cells(&sheet)[1], ["Ada", "1", "t=\"e\""]);
}

#[test]
fn of_each_column_a_hundred_faults_are_kept() {
    let text = format!("a,b\n{}#N/A,#N/A\n", "#N/A,1\n".repeat(300));
    let (sheet, found) = faults("f.csv", text.as_bytes());
    assert_eq!((sheet.rows(), found.len()), (302, 101));
    assert_eq!((found[99].0, found[99].1, found[100].0, found[100].1), (100, 0, 301, 1));
}
