//! Whether the rows of a CSV file are as wide as its heading row.

use std::collections::BTreeMap;

use super::lines;
use super::scan::{Field, Record, Scanner};
use crate::problems::{Place, Problem};
use crate::wording::plural;

/// The heading row, which all rows below it are measured by.
///
/// A row may be shorter: spreadsheets leave out blank cells at the end. It may be longer only by blank cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The line that it stands on; 0 where the file has none, and its rows are the measure.
    line: u32,
    /// The number of its cells, blank ones at the end included: whoever saved the file meant them to be there.
    width: usize,
}

/// How many rows at the beginning are looked at.
const FIRST: usize = 10;

impl Heading {
    /// Finds the heading row: the rows of the given numbers, taken together, else the first of ten that has more than
    /// one cell and is at least half as wide as most, so that titles above it are passed over.
    pub(super) fn find(text: &str, separator: u8, above: u32, given: Option<(u32, u32)>) -> Option<Heading> {
        let mut scanner = Scanner::new(text, separator);
        let mut fields = Vec::new();
        let mut first: Vec<(Heading, usize)> = Vec::new();
        let mut widest = 0;
        while let Some(record) = scanner.next(&mut fields) {
            let filled = filled(&fields);
            if record.line <= above || filled == 0 || lines::is_ruler(&fields) {
                continue;
            }
            let heading = Heading { line: record.line, width: fields.len() };
            match given {
                Some((_, last)) if last == record.number => {
                    return Some(Heading { width: heading.width.max(widest), ..heading });
                }
                Some((from, _)) if from <= record.number => widest = widest.max(heading.width),
                Some((from, _)) if from > record.number => {}
                _ if first.len() == FIRST => break,
                _ => first.push((heading, filled)),
            }
        }
        let rows_of = |width: usize| first.iter().filter(|(_, filled)| *filled == width).count();
        let most = first.iter().map(|(_, filled)| *filled).max_by_key(|width| (rows_of(*width), *width))?;
        first.iter().find(|(_, filled)| *filled > 1 && *filled * 2 >= most).or(first.first()).map(|(h, _)| *h)
    }

    /// The measure of a file without headings: as wide as most of its rows, or, where programs left out blank cells at the
    /// end, as the widest.
    pub(super) fn of_most(text: &str, separator: u8, above: u32) -> Option<Heading> {
        let mut scanner = Scanner::new(text, separator);
        let (mut fields, mut widths) = (Vec::new(), BTreeMap::<usize, usize>::new());
        while let Some(record) = scanner.next(&mut fields) {
            if record.line > above && filled(&fields) > 0 {
                *widths.entry(fields.len()).or_default() += 1;
            }
        }
        let widest = *widths.keys().next_back()?;
        // Notes below a table are no measure.
        widths.retain(|width, _| width * 2 >= widest);
        let rows: usize = widths.values().sum();
        let (usual, count) = widths.into_iter().max_by_key(|(width, count)| (*count, *width))?;
        Some(Heading { line: 0, width: if count * 3 >= rows * 2 { usual } else { widest } })
    }

    /// Measures a row by the heading row.
    pub(super) fn measure(&self, place: &Place, record: Record, fields: &[Field]) -> Option<Problem> {
        if record.line <= self.line {
            return None;
        }
        let filled = filled(fields);
        if filled > self.width {
            let extra = fields.iter().enumerate().skip(self.width).find(|(_, f)| !f.blank())?;
            let column = u32::try_from(extra.0 + 1).unwrap_or(u32::MAX);
            return Some(
                Problem::error(&record.place(place, column), self.message(fields.len()))
                    .text(extra.1.trimmed())
                    .remedy(remedy(fields)),
            );
        }
        if fields.len() * 2 < self.width && filled > 0 {
            return Some(self.short(place, record, fields.len()));
        }
        None
    }

    /// Returns how many cells a row below the headings lacks.
    pub(super) fn lacks(&self, record: Record, fields: &[Field]) -> Option<usize> {
        (record.line > self.line).then(|| self.width.saturating_sub(fields.len()))
    }

    /// Whether two rows that lack so many cells are one that was cut in two inside a cell.
    pub(super) fn is_cut(&self, one: usize, other: usize) -> bool {
        one > 0 && other > 0 && one + other + 1 == self.width
    }

    /// Returns the problem of a row of fewer cells than it should have.
    pub(super) fn short(&self, place: &Place, record: Record, cells: usize) -> Problem {
        Problem::warning(&record.place(place, 0), self.message(cells)).remedy(
            "See whether a line break inside a cell has cut the row in two, and put double quotes around that \
             cell; if the other cells are meant to be blank, nothing is to be done.",
        )
    }

    /// Returns the number of cells of the heading row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    fn message(&self, width: usize) -> String {
        let cells = plural(width, "cell");
        if self.line == 0 {
            return format!("the row has {cells} where other rows have {}", self.width);
        }
        format!("the row has {cells} where the heading row (line {}) has {}", self.line, self.width)
    }
}

/// What to do with a row that has more cells than the heading row. Quotes that stand there already are not asked for.
fn remedy(fields: &[Field]) -> &'static str {
    let holds = |sign: &str| fields.iter().any(|field| field.text().contains(sign) || field.tail.contains(sign));
    if holds("\\") && fields.iter().any(|field| field.quoted) {
        "A backslash before a double quote (\\\") does not keep it inside the cell; it has to stand twice (\"\"). Export \
         the form as an Excel workbook (.xlsx), or replace every \\\" by \"\" in a text editor."
    } else if fields.iter().any(|field| !field.quoted && field.trimmed().starts_with('"')) {
        "A double quote counts only right after the separator, and here is a space before it. Take that space out in a \
         text editor (replace every separator, space and double quote by separator and double quote), or export the form \
         as an Excel workbook (.xlsx)."
    } else {
        "Put double quotes around the cell of this row that holds the separator as part of its text, or delete what \
         stands beyond the last heading."
    }
}

/// Returns the number of fields up to the last one that holds text.
fn filled(fields: &[Field]) -> usize {
    fields.iter().rposition(|f| !f.blank()).map_or(0, |last| last + 1)
}
