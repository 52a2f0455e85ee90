//! Tests of the reader: the same table in every dialect, every problem, and the `csv` crate as the oracle.

use super::*;

mod crafted;
mod dialects;
mod encodings;
mod faults;
mod foreign;
mod garbled;
mod numbers;
mod oracle;
mod places;
mod problems;
mod quiet;
mod separators;
mod strange;
mod workbooks;
mod writer;

/// Reads a file that must be without problems.
fn sheet(name: &str, bytes: &[u8]) -> Sheet {
    let (sheet, problems) = reading(name, bytes, &Reading::default());
    assert_eq!(problems, Vec::<String>::new());
    sheet.expect("a file without problems gives a sheet")
}

/// Reads a file; each problem, of a cell or else, becomes `error form.csv:3:2: message | text | remedy`.
fn reading(name: &str, bytes: &[u8], how: &Reading) -> (Option<Sheet>, Vec<String>) {
    let mut problems = Problems::default();
    let sheet = read(name, bytes, how, &mut problems);
    sheet.iter().flat_map(Sheet::faults).for_each(|fault| problems.push(fault.problem.clone()));
    let told = problems
        .sorted()
        .iter()
        .map(|p| format!("{} {}: {} | {} | {}", p.severity.word(), p.place, p.message, p.text, p.remedy))
        .collect();
    (sheet, told)
}

/// Returns all cells, row by row.
fn cells(sheet: &Sheet) -> Vec<Vec<String>> {
    let row = |r| (0..sheet.width(r)).map(|c| sheet.cell(r, c).to_string()).collect();
    (0..sheet.rows()).map(row).collect()
}

/// Reads a file that has one problem, and returns it.
fn problem(name: &str, bytes: &[u8]) -> String {
    let (_, problems) = reading(name, bytes, &Reading::default());
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems.concat()
}
