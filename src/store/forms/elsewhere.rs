//! Where headings are that are not where the scheme looks for them, and where they stand again: in another row, below the
//! table, on another worksheet.

use std::collections::HashSet;

use super::headings::Headings;
use crate::domain::scheme::source::{Shape, Source};
use crate::problems::{Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::{normal, show};

/// Where headings stand that are not in the row of headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Elsewhere {
    /// Nowhere that is known.
    No,
    /// In the first column: the table lies on its side.
    Sideways,
    /// None is anywhere: perhaps the file has no headings.
    Nowhere,
    /// In the row of this number.
    Row(u32),
    /// On this worksheet, in the row of this number.
    Worksheet(String, u32),
}

/// How many rows are looked at.
const FIRST: usize = 30;

impl Elsewhere {
    /// Looks for the row that has most of the headings, if it is not the one that was named.
    pub(super) fn look(source: &Source, headings: &Headings<'_>) -> Elsewhere {
        let wanted = wanted(source);
        let here = wanted.iter().filter(|heading| headings.has(heading)).count();
        if here == wanted.len() || !source.headings_above.is_empty() || headings.row.is_none() {
            return Elsewhere::No;
        }
        let enough = |count: usize| count > here && count >= wanted.len().min(2);
        let sheet = headings.sheet;
        let rows = (0..sheet.rows().min(FIRST)).filter(|row| Some(*row) != headings.row);
        let best =
            rows.map(|row| (count(&wanted, cells(sheet, row)), row)).max_by_key(|(n, row)| (*n, usize::MAX - row));
        if let Some((_, row)) = best.filter(|(n, _)| enough(*n)) {
            return Elsewhere::Row(sheet.number(row));
        }
        for other in &sheet.notes().beginnings {
            let found = |(_, cells): &&(u32, Vec<String>)| enough(count(&wanted, cells.iter().map(String::as_str)));
            if let Some((number, _)) = other.rows.iter().find(found) {
                return Elsewhere::Worksheet(other.worksheet.clone(), *number);
            }
        }
        let down = (0..sheet.rows().min(FIRST)).map(|row| sheet.cell(row, 0));
        if enough(count(&wanted, down)) {
            return Elsewhere::Sideways;
        }
        if here == 0 && !patterned(source) { Elsewhere::Nowhere } else { Elsewhere::No }
    }

    /// What to do about a heading that is not in the row of headings.
    pub(super) fn remedy(&self, file: &str, looked: &str) -> String {
        match self {
            Elsewhere::Row(number) => {
                format!("the headings stand in row {number} of {file}: write heading_row = {number} in this [[source]]")
            }
            Elsewhere::Worksheet(name, number) => {
                let row = if *number == 1 { String::new() } else { format!(" and heading_row = {number}") };
                format!("the headings stand on another worksheet: write worksheet = {name:?}{row} in this [[source]]")
            }
            Elsewhere::Sideways => format!(
                "the headings of {file} stand in its first column, below each other: copy the table in a spreadsheet, paste \
                 it by Paste Special > Transpose, and name that file"
            ),
            Elsewhere::Nowhere => format!(
                "{looked}; if that is somebody's answer already, the file has no headings: write heading_row = 0 in this \
                 [[source]], and name each column by its letter, such as email = {{ column = \"B\" }}"
            ),
            Elsewhere::No => looked.to_string(),
        }
    }
}

/// The headings that a source names, in normal form, each once.
fn wanted(source: &Source) -> HashSet<String> {
    source.columns.iter().flat_map(|columns| contents(&columns.shape)).map(|heading| normal(heading)).collect()
}

fn contents(shape: &Shape) -> &[String] {
    match shape {
        Shape::Contents(headings) | Shape::Ticks(headings) => headings,
        Shape::Grid(_) | Shape::Unnamed(_) | Shape::Always(_) => &[],
    }
}

/// Whether a source names headings by a pattern too.
fn patterned(source: &Source) -> bool {
    source.columns.iter().any(|columns| matches!(columns.shape, Shape::Grid(_)))
}

fn cells(sheet: &Sheet, row: usize) -> impl Iterator<Item = &str> {
    (0..sheet.width(row)).map(move |column| sheet.cell(row, column))
}

/// How many of the headings stand among some cells.
fn count<'c>(wanted: &HashSet<String>, cells: impl Iterator<Item = &'c str>) -> usize {
    let found: HashSet<String> = cells.map(normal).filter(|cell| wanted.contains(cell)).collect();
    found.len()
}

/// The rows below the headings that repeat them, each in its column, as exports that were put one below the other do.
pub fn repeated(source: &Source, headings: &Headings<'_>) -> HashSet<usize> {
    standing_again(source, headings).filter(|row| in_place(headings, *row)).collect()
}

/// The rows below the headings where the one of the name, the address or the key stands again, in its column or among cells
/// of which at least half are headings, and nobody's address stands.
fn standing_again<'h>(source: &Source, headings: &'h Headings<'_>) -> impl Iterator<Item = usize> + 'h {
    let telling = |target: &str| ["name", "email", "key"].contains(&target);
    let named = source.columns.iter().filter(|columns| telling(&columns.target.value));
    let named: HashSet<String> = named.flat_map(|columns| contents(&columns.shape)).map(|text| normal(text)).collect();
    let wanted = wanted(source);
    let sheet = headings.sheet;
    let again = move |row: &usize| {
        if cells(sheet, *row).any(|cell| cell.contains('@')) || count(&named, cells(sheet, *row)) == 0 {
            return false;
        }
        let known = cells(sheet, *row).filter(|cell| wanted.contains(&normal(cell)) || headings.has(cell)).count();
        // Nobody's name or address is the heading over it.
        let over =
            |(at, cell): (usize, &str)| named.contains(&normal(cell)) && normal(headings.text(at)) == normal(cell);
        cells(sheet, *row).enumerate().any(over)
            || known * 2 >= cells(sheet, *row).filter(|cell| !cell.is_empty()).count()
    };
    (headings.below()..sheet.rows()).filter(again)
}

/// Whether every cell of a row is the heading of its column.
fn in_place(headings: &Headings<'_>, row: usize) -> bool {
    let cells = cells(headings.sheet, row).enumerate();
    cells.filter(|(_, cell)| !cell.is_empty()).all(|(at, cell)| normal(cell) == normal(headings.text(at)))
}

/// Reports headings that stand again further down: another table begins there, which would be read under the headings of
/// this one.
pub(super) fn again(source: &Source, headings: &Headings<'_>, problems: &mut Problems) {
    let (wanted, sheet) = (wanted(source), headings.sheet);
    if !wanted.iter().all(|heading| headings.has(heading)) {
        return;
    }
    let Some(row) = standing_again(source, headings).next() else { return };
    let number = sheet.number(row);
    // A title over the second table is no answer of the first.
    let titled = (headings.below()..row)
        .next_back()
        .is_some_and(|before| cells(sheet, before).filter(|c| !c.is_empty()).count() == 1);
    let last = if titled { sheet.number(row - 1) } else { number }.saturating_sub(1);
    let place = sheet.whole_row(row);
    let another = format!(
        "if another table begins here, write last_row = {last} in this [[source]], and for the other table a [[source]] \
         with heading_row = {number}"
    );
    problems.push(if in_place(headings, row) {
        Problem::warning(&place, "the headings stand here again; the rows below are read as those above")
            .remedy(format!("if all rows are of one list, nothing is to be done; {another}"))
    } else {
        Problem::error(&place, "headings of this source stand here again, as those of another table").remedy(another)
    });
}

/// The first row of answers after the headings. Qualtrics writes a row of questions and one of codes of its own below them.
pub(in crate::store) fn after_codes(sheet: &Sheet, heading: usize, problems: &mut Problems) -> usize {
    let coded = |row: &usize| cells(sheet, *row).any(|cell| cell.replace([' ', '\''], "").starts_with("{\"ImportId\""));
    let Some(row) = (heading + 1..sheet.rows().min(heading + 4)).find(coded) else { return heading + 1 };
    let first = sheet.number(row) + 1;
    problems.push(
        Problem::warning(
            &sheet.whole_row(row),
            "Qualtrics repeats its headings down to here, and the answers are read from the row below",
        )
        .remedy(format!("write first_row = {first} in this [[source]]")),
    );
    row + 1
}

/// Reports other worksheets that have the same headings and answers below them, and that no source reads.
pub fn unread(source: &Source, all: &[Source], sheet: &Sheet, problems: &mut Problems) {
    let wanted = wanted(source);
    let whole = |row: usize| count(&wanted, cells(sheet, row)) == wanted.len();
    if source.worksheet.is_some() || wanted.len() < 2 || !(0..sheet.rows().min(FIRST)).any(whole) {
        return;
    }
    for other in &sheet.notes().beginnings {
        let heads = |(_, cells): &(u32, Vec<String>)| count(&wanted, cells.iter().map(String::as_str)) == wanted.len();
        let Some(at) = other.rows.iter().position(heads).filter(|at| at + 1 < other.rows.len()) else { continue };
        let of_it =
            |known: &&Source| known.worksheet.as_deref().is_some_and(|name| normal(name) == normal(&other.worksheet));
        if all.iter().filter(|known| known.file.value == source.file.value).any(|known| of_it(&known)) {
            continue;
        }
        let row = match other.rows[at].0 {
            1 => String::new(),
            number => format!(" and heading_row = {number}"),
        };
        let read = sheet.notes().worksheet.as_deref().unwrap_or_default();
        let message =
            format!("the worksheet {} has the same headings and answers, and is not read", show(&other.worksheet));
        problems.push(Problem::warning(&source.file.place, message).text(sheet.file().as_ref()).remedy(format!(
            "add a [[source]] for it with worksheet = {:?}{row}; or write worksheet = {read:?} in this one if the other is \
             not meant",
            other.worksheet
        )));
    }
}
