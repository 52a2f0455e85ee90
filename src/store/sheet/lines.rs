//! Tables that were drawn for people to look at: ruled lines between their rows, columns set apart by spaces.

use super::scan::{Field, Scanner};
use crate::problems::{Place, Problem};

/// Whether a row is nothing but a drawn line, as databases and Markdown put below headings: `----+----`, `|---|:-:|`.
pub(super) fn is_ruler(fields: &[Field]) -> bool {
    let drawn = |field: &Field| field.text().bytes().all(|b| matches!(b, b'-' | b'+' | b'=' | b'_' | b':' | b' '));
    let strokes = |field: &Field| field.text().matches('-').count();
    // A few strokes are somebody's way to say nothing, and a line of `=` alone is one of git's marks.
    fields.iter().all(drawn)
        && fields.iter().map(strokes).sum::<usize>() > 4
        && fields.iter().any(|field| field.text().contains("---"))
}

/// So many lines are looked at.
const LINES: usize = 50;

/// Whether nothing separates the cells but spaces, several of them, in nearly every line.
pub(super) fn in_columns_of_spaces(text: &str, separator: u8) -> bool {
    let mut scanner = Scanner::new(text, separator);
    let (mut fields, mut rows, mut spaced) = (Vec::new(), 0_usize, 0_usize);
    while scanner.next(&mut fields).is_some() && rows < LINES {
        let filled: Vec<&Field> = fields.iter().filter(|field| !field.blank()).collect();
        match filled[..] {
            [] => continue,
            [one] => spaced += usize::from(one.trimmed().contains("  ")),
            _ => return false,
        }
        rows += 1;
    }
    rows > 1 && spaced * 5 >= rows * 4
}

/// The problem of a file whose columns are set apart by spaces.
pub(super) fn set_apart_by_spaces(place: &Place) -> Problem {
    Problem::error(place, "the columns are set apart by spaces alone, and nothing says where a cell ends").remedy(
        "Open the file in Excel by Data > From Text/CSV, choose the delimiter \"Fixed width\", and save it as \"Excel \
         Workbook (.xlsx)\".",
    )
}
