//! A form as it was exported, ready to be looked at: where its headings are and where its answers begin.

use super::heading::Heading;
use super::role_words::role;
use super::words;
use crate::domain::person::plain_email;
use crate::problems::{Place, Problem, Problems};
use crate::store::forms::{above, dates, elsewhere};
use crate::store::sheet::{self, Reading, Sheet};
use crate::wording::normal;

/// One table of sign-ups: a file, or one worksheet of a workbook.
#[derive(Clone, Debug)]
pub struct Form {
    /// The file, as the scheme will name it.
    pub file: String,
    /// The worksheet, where the file has several that are read or it is not the first.
    pub worksheet: Option<String>,
    /// The rows of the headings as a spreadsheet counts; the last of several; none where the file has no headings.
    pub heading_rows: Vec<u32>,
    /// The first row of answers as a spreadsheet counts, where it is not the one after the headings.
    pub first_row: Option<u32>,
    /// The headings as they stand; empty where there is none.
    pub headings: Vec<String>,
    sheet: Sheet,
    first: usize,
}

/// How many rows at the beginning may be headings.
const FIRST: usize = 10;

/// Reads the bytes of a form; one form a worksheet that holds one. What is wrong with the file is in `problems`.
pub fn read(file: &str, bytes: &[u8], problems: &mut Problems) -> Vec<Form> {
    let how = |worksheet| Reading { worksheet, exported: true, ..Reading::default() };
    let Some(sheet) = sheet::read(file, bytes, &how(None), problems) else { return Vec::new() };
    let (others, own) = (sheet.notes().others.clone(), sheet.notes().worksheet.clone());
    let mut forms: Vec<Form> = Form::of(file, None, sheet).into_iter().collect();
    for other in &others {
        let read = sheet::read(file, bytes, &how(Some(other)), &mut Problems::default());
        let form = read.and_then(|sheet| Form::of(file, Some(other.clone()), sheet));
        forms.extend(form.filter(Form::asks_who));
    }
    if forms.len() > 1 && !forms[0].asks_who() {
        forms.remove(0);
    }
    if let (true, Some(first)) = (forms.len() > 1, forms.first_mut().filter(|form| form.worksheet.is_none())) {
        first.worksheet = own;
    }
    if forms.is_empty() {
        let remedy =
            "name the file with the answers of a sign-up form: a row of headings, and below it one row a person";
        problems.push(Problem::error(&Place::file(file), "holds no table with headings and answers").remedy(remedy));
    }
    forms
}

impl Form {
    fn of(file: &str, worksheet: Option<String>, sheet: Sheet) -> Option<Form> {
        let heading = heading_row(&sheet);
        let (heading_rows, row) = match heading {
            None => (Vec::new(), None),
            Some(row) => match below(&sheet, row) {
                Some(last) => (vec![sheet.number(row), sheet.number(last)], Some(last)),
                None => (vec![sheet.number(row)], Some(row)),
            },
        };
        let usual = row.map_or(0, |row| row + 1);
        // Survey programs repeat their headings as questions and as codes; the questions are what people know.
        let first = row.map_or(0, |row| elsewhere::after_codes(&sheet, row, &mut Problems::default()));
        let (heading_rows, row) = match row {
            Some(row) if first > usual && first - row > 2 => (vec![sheet.number(first - 2)], Some(first - 2)),
            _ => (heading_rows, row),
        };
        let above = heading_rows.split_last().map_or(&[][..], |(_, above)| above);
        let headings = row.map(|row| above::joined(&sheet, above, row)).unwrap_or_default();
        let first_row = (first > usual).then(|| sheet.number(first)).filter(|number| *number > 0);
        let form = Form { file: file.to_string(), worksheet, heading_rows, first_row, headings, sheet, first };
        (form.columns() > 0 && (form.rows() > 0 || form.columns() > 1 && heading.is_some())).then_some(form)
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        (self.first..self.sheet.rows()).map(|row| self.sheet.width(row)).max().unwrap_or(0).max(self.headings.len())
    }

    /// How many rows of answers it has.
    pub fn rows(&self) -> usize {
        self.sheet.rows().saturating_sub(self.first)
    }

    /// The heading of a column; empty where there is none.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// The cells of a column, each with its row from 0.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = (usize, &str)> + Clone {
        (0..self.rows()).map(move |row| (row, self.sheet.cell(self.first + row, column)))
    }

    /// The number among equal headings, from 1, and how many of them there are.
    pub fn occurrence(&self, column: usize) -> (usize, usize) {
        let own = normal(self.heading(column));
        let equal = |upto: usize| self.headings.iter().take(upto).filter(|heading| normal(heading) == own).count();
        (equal(column + 1), equal(self.headings.len()))
    }

    /// Whether it asks anywhere who somebody is.
    fn asks_who(&self) -> bool {
        let asks =
            |heading: &String| Heading::of(heading).says(&["email", "name", "surname", "student id", "staff number"]);
        self.rows() > 0 && self.columns() > 1 && self.headings.iter().any(asks)
    }
}

/// The row of the headings: the first that is at least half as wide as most, unless it is somebody's answer already.
fn heading_row(sheet: &Sheet) -> Option<usize> {
    let first = 0..sheet.rows().min(FIRST);
    let rows_of = |width: usize| first.clone().filter(|row| sheet.width(*row) == width).count();
    let most = first.clone().map(|row| sheet.width(row)).max_by_key(|width| (rows_of(*width), *width))?;
    let row = first.clone().find(|row| sheet.width(*row) > 1 && sheet.width(*row) * 2 >= most).unwrap_or(0);
    // Where nothing asks who somebody is, the row is taken for an answer: nobody's answers may pass for headings.
    ((0..sheet.width(row)).any(|column| asks(sheet, row, column)) && !is_answer(sheet, row)).then_some(row)
}

/// Whether a cell asks who somebody is or what they want to be, as a heading does.
fn asks(sheet: &Sheet, row: usize, column: usize) -> bool {
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

/// The cells of a column below a row that are not blank.
fn below_row(sheet: &Sheet, row: usize, column: usize) -> impl Iterator<Item = &str> + Clone {
    (row + 1..sheet.rows()).map(move |below| sheet.cell(below, column)).filter(|cell| !cell.is_empty())
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
fn is_answer(sheet: &Sheet, row: usize) -> bool {
    let cells =
        (0..sheet.width(row)).map(|column| (column, sheet.cell(row, column))).filter(|(_, cell)| !cell.is_empty());
    let is_day = |cell: &str| {
        cell.contains(['/', '-', '.'])
            && dates::read(cell, crate::domain::scheme::source::DateOrder::DayFirst).is_some()
    };
    if cells.clone().any(|(_, cell)| plain_email(cell).is_some() || is_day(cell)) {
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

/// The second row of headings, where options stand below questions: it fills what the first leaves blank, and below it
/// stands nothing else than its own words or a mark.
fn below(sheet: &Sheet, row: usize) -> Option<usize> {
    let last = row + 1;
    let blank = |column: &usize| sheet.cell(row, *column).is_empty() && !sheet.cell(last, *column).is_empty();
    let open: Vec<usize> = (1..sheet.width(last)).filter(blank).collect();
    let mark = |column: usize, cell: &str| {
        let said = normal(cell);
        said.is_empty()
            || said == normal(sheet.cell(last, column))
            || ["x", "1", "0", "yes", "no", "true", "false"].contains(&said.as_str())
    };
    let ticked = |column: &&usize| (last + 1..sheet.rows()).all(|row| mark(**column, sheet.cell(row, **column)));
    let fits = open.len() > 1 && sheet.rows() > last + 1 && open.iter().filter(ticked).count() * 2 > open.len();
    (fits && !is_answer(sheet, last)).then_some(last)
}
