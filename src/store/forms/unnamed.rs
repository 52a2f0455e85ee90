//! Columns without a heading: nobody can map them by their text, so whoever reads the form is told of their answers.

use super::headings::{Found, Headings};
use crate::domain::scheme::source::Source;
use crate::problems::{Problem, Problems};
use crate::wording::{list, plural, plural_noun};

/// So many of them are named.
const NAMED: usize = 6;

/// Warns of columns that hold answers below a blank heading, unless they are mapped or meant to be left out. A column
/// that merely counts its rows, as some programs put before the others, says nothing.
pub(super) fn report(headings: &Headings<'_>, source: &Source, found: &[Found<'_>], problems: &mut Problems) {
    let sheet = headings.sheet;
    if source.ignore.iter().any(|pattern| ["", "*"].contains(&pattern.trim())) {
        return;
    }
    let from = source.first_row.unwrap_or(0);
    let rows: Vec<usize> = (headings.below()..sheet.rows()).filter(|row| sheet.number(*row) >= from).collect();
    let width = rows.iter().map(|row| sheet.width(*row)).max().unwrap_or(0);
    let mapped = |column: &usize| found.iter().any(|found| found.at.iter().any(|(at, _)| at == column));
    let mut unread = Vec::new();
    for column in (0..width).filter(|column| headings.text(*column).is_empty() && !mapped(column)) {
        let cells = || rows.iter().map(|row| sheet.cell(*row, column));
        let answers = cells().filter(|cell| !cell.is_empty()).count();
        let counts = |from: usize| cells().enumerate().all(|(at, cell)| cell.parse() == Ok(at + from));
        if answers > 0 && !counts(0) && !counts(1) {
            unread.push((column, answers));
        }
    }
    let Some((first, _)) = unread.first() else { return };
    let message = match &unread[..] {
        [(column, answers)] => format!(
            "column {} ({}) has no heading, and {} in it {} not read",
            column + 1,
            letters(*column),
            plural(*answers, "answer"),
            plural_noun(*answers, "is")
        ),
        several => {
            let named = several.iter().take(NAMED);
            let mut named: Vec<String> = named
                .map(|(column, answers)| {
                    format!("{} ({}, {})", column + 1, letters(*column), plural(*answers, "answer"))
                })
                .collect();
            if several.len() > NAMED {
                named.push(format!("{} more", several.len() - NAMED));
            }
            format!("columns without a heading hold answers that are not read: {}", list(&named, "and"))
        }
    };
    let remedy = format!(
        "write a heading into the file, or map it by its letter: NAME = {{ column = {:?} }}\n\
         to leave out all columns without a heading: ignore = [\"\"]",
        letters(*first)
    );
    problems.push(Problem::warning(&headings.place(*first), message).remedy(remedy));
}

/// What a spreadsheet calls a column, counted from 0: `A`, `Z`, `AA`.
pub(crate) fn letters(column: usize) -> String {
    let (before, last) = (column / 26, (b'A' + (column % 26) as u8) as char);
    if before == 0 { last.to_string() } else { format!("{}{last}", letters(before - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_do() {
        let called: Vec<String> = [0, 6, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(called, ["A", "G", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
