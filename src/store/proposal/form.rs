//! A form as it was exported, ready to be looked at: where its headings are and where its answers begin.

use super::heading::Heading;
use super::layout::{self, Layout};
use crate::problems::{Place, Problem, Problems};
use crate::store::forms::{above, elsewhere};
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
    /// The last row that belongs to it, where another table follows below.
    pub last_row: Option<u32>,
    /// The headings as they stand; empty where there is none.
    pub headings: Vec<String>,
    /// What stands over it by itself.
    pub title: String,
    sheet: Sheet,
    /// The rows of answers.
    rows: Vec<usize>,
}

/// Reads the bytes of a form; one form a table, of which a worksheet may hold several below each other. What is wrong with
/// the file is in `problems`.
pub fn read(file: &str, bytes: &[u8], problems: &mut Problems) -> Vec<Form> {
    let how = |worksheet| Reading { worksheet, exported: true, ..Reading::default() };
    let Some(sheet) = sheet::read(file, bytes, &how(None), problems) else { return Vec::new() };
    let (others, own) = (sheet.notes().others.clone(), sheet.notes().worksheet.clone());
    let mut found = Problems::default();
    let mut forms = Form::all(file, None, sheet, &mut found);
    let first = forms.len();
    for other in &others {
        let read = sheet::read(file, bytes, &how(Some(other)), &mut Problems::default());
        let of_it = read.map_or(Vec::new(), |sheet| Form::all(file, Some(other), sheet, &mut found));
        forms.extend(of_it.into_iter().filter(Form::asks_who));
    }
    if found.any_error() {
        problems.extend(found);
        return Vec::new();
    }
    if forms.len() > first && !forms[..first].iter().any(Form::asks_who) {
        forms.drain(..first);
    }
    let several = forms.iter().any(|form| form.worksheet.is_some());
    forms.iter_mut().filter(|form| several && form.worksheet.is_none()).for_each(|form| form.worksheet = own.clone());
    if forms.is_empty() {
        let remedy =
            "name the file with the answers of a sign-up form: a row of headings, and below it one row a person";
        problems.push(Problem::error(&Place::file(file), "holds no table with headings and answers").remedy(remedy));
    }
    forms
}

impl Form {
    /// The tables of a sheet.
    fn all(file: &str, worksheet: Option<&String>, sheet: Sheet, problems: &mut Problems) -> Vec<Form> {
        let tables = layout::of(&sheet);
        tables.iter().filter_map(|table| layout::beside(&sheet, table)).for_each(|wrong| problems.push(wrong));
        let form = |table: &Layout| Form::of(file, worksheet.cloned(), sheet.clone(), table);
        tables.iter().filter_map(form).collect()
    }

    fn of(file: &str, worksheet: Option<String>, sheet: Sheet, table: &Layout) -> Option<Form> {
        let heading = table.heading;
        let (heading_rows, row) = match heading {
            None => (Vec::new(), None),
            Some(row) => match layout::below(&sheet, row) {
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
        let last_row = (table.end < sheet.rows() && table.end > first).then(|| sheet.number(table.end - 1));
        let rows = (first..table.end).filter(|row| !table.repeats.contains(row)).collect();
        let (file, title) = (file.to_string(), table.title.clone());
        let form = Form { file, worksheet, heading_rows, first_row, last_row, headings, title, sheet, rows };
        (form.columns() > 0 && (form.rows() > 0 || form.columns() > 1 && heading.is_some())).then_some(form)
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(|row| self.sheet.width(*row)).max().unwrap_or(0).max(self.headings.len())
    }

    /// How many rows of answers it has.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The heading of a column; empty where there is none.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// The cells of a column, each with its row from 0.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = (usize, &str)> + Clone {
        self.rows.iter().enumerate().map(move |(at, row)| (at, self.sheet.cell(*row, column)))
    }

    /// Whether a row belongs to it, by its number as a spreadsheet counts.
    pub fn holds(&self, number: u32) -> bool {
        self.last_row.is_none_or(|last| number <= last)
            && self.heading_rows.first().is_none_or(|first| number >= *first)
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
        let addresses = layout::address_column(&self.sheet, 0..usize::MAX).is_some() && !self.headings.is_empty();
        self.rows() > 0 && self.columns() > 1 && (addresses || self.headings.iter().any(asks))
    }
}
