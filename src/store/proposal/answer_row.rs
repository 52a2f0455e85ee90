//! Whether a row is somebody's answer, or asks as headings do.

use super::heading::Heading;
use super::role_words::role;
use super::words;
use crate::domain::person::plain_email;
use crate::domain::scheme::source::DateOrder;
use crate::store::forms::dates;
use crate::store::sheet::Sheet;
use crate::wording::normal;

/// Whether a row says again what stands in the row of headings, column by column.
pub(super) fn same(sheet: &Sheet, heading: usize, row: usize) -> bool {
    (0..sheet.width(row).max(sheet.width(heading)))
        .all(|column| normal(sheet.cell(row, column)) == normal(sheet.cell(heading, column)))
}

/// Whether a cell asks who somebody is or what they want to be, as a heading does.
pub(super) fn asks(sheet: &Sheet, row: usize, column: usize) -> bool {
    let cell = sheet.cell(row, column);
    let heading = Heading::of(cell);
    if is_given_below(sheet, row, column) {
        return false;
    }
    let known = [words::EMAIL, words::NAME, words::FIRST_NAME, words::LAST_NAME, words::KEY, words::SUBMITTED];
    if known.iter().any(|list| heading.says(list)) || heading.says(&["id", "mail", "phone"]) {
        return true;
    }
    // Key and Index are names of people too: below a heading stand numbers.
    let numbered = || share_below(sheet, row, column, |cell| cell.contains(|c: char| c.is_ascii_digit())) >= 50;
    // Answers speak of mentors as well as headings do, but seldom as a question or in a word or two.
    let asked = cell.contains('?') || heading.len() <= 2;
    heading.says(&["key", "index"]) && numbered()
        || heading.says(&["role", "mentor", "mentee"]) && asked && row + 1 < sheet.rows()
}

/// The cells of a column below a row that are not blank; headings that stand there again are no answers.
fn below_row(sheet: &Sheet, row: usize, column: usize) -> impl Iterator<Item = &str> + Clone {
    let rows = (row + 1..sheet.rows()).filter(move |below| !same(sheet, row, *below));
    rows.map(move |below| sheet.cell(below, column)).filter(|cell| !cell.is_empty())
}

/// How many of 100 of them something is true of; 0 where there are none.
fn share_below(sheet: &Sheet, row: usize, column: usize, is: impl Fn(&str) -> bool) -> usize {
    let below = below_row(sheet, row, column);
    (100 * below.clone().filter(|cell| is(cell)).count()).checked_div(below.count()).unwrap_or(0)
}

/// How many cells of a column below a row say the same as the one in the row.
fn equal_below(sheet: &Sheet, row: usize, column: usize) -> usize {
    let own = normal(sheet.cell(row, column));
    below_row(sheet, row, column).filter(|cell| normal(cell) == own).count()
}

/// Whether others answered what stands in a cell, and some of them otherwise: a ticked option may say again what stands
/// over it, and nothing else.
fn is_given_below(sheet: &Sheet, row: usize, column: usize) -> bool {
    (1..below_row(sheet, row, column).count()).contains(&equal_below(sheet, row, column))
}

/// Whether a row reads like answers: an address, a day, a role as others below it have, or in several columns what others
/// answered below it.
pub(super) fn is_answer(sheet: &Sheet, row: usize) -> bool {
    let cells =
        (0..sheet.width(row)).map(|column| (column, sheet.cell(row, column))).filter(|(_, cell)| !cell.is_empty());
    let is_day = |cell: &str| cell.contains(['/', '-', '.']) && dates::read(cell, DateOrder::DayFirst).is_some();
    // A day may stand over a column of yes and no: over other days it is one of them.
    let among_days =
        |column: usize| below_row(sheet, row, column).next().is_none() || share_below(sheet, row, column, is_day) >= 50;
    if cells.clone().any(|(at, cell)| plain_email(cell).is_some() || is_day(cell) && among_days(at)) {
        return true;
    }
    let surely_asks = |cell: &str| Heading::of(cell).is_only(NOBODYS_NAME);
    if cells.clone().any(|(column, cell)| is_role_of_somebody(sheet, row, column, cell))
        && !cells.clone().any(|(_, cell)| surely_asks(cell))
    {
        return true;
    }
    let count = cells.clone().count();
    let repeated = cells.filter(|(column, _)| is_given_below(sheet, row, *column)).count();
    repeated >= 2 && repeated * 4 >= count
}

/// Headings that are nobody's answer.
const NOBODYS_NAME: &[&str] = &[
    "email",
    "email address",
    "name",
    "full name",
    "your name",
    "first name",
    "last name",
    "surname",
    "timestamp",
    "start time",
    "completion time",
];

/// Whether a cell is the role that somebody chose: those below it in the column chose roles too, and not by a tick under
/// an option, which says again what stands over it or nothing.
fn is_role_of_somebody(sheet: &Sheet, row: usize, column: usize, cell: &str) -> bool {
    if role(cell).is_none() || cell.contains('?') || share_below(sheet, row, column, |cell| role(cell).is_some()) < 50 {
        return false;
    }
    let (equal, answered) = (equal_below(sheet, row, column), below_row(sheet, row, column).count());
    let ticked = equal == answered && row + 1 + answered < sheet.rows();
    !ticked && (equal > 0 || Heading::of(cell).len() <= 3)
}
