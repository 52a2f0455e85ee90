//! The tables `mentor` keeps: one record a line, columns by name. Columns it does not know are carried along unharmed.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::directory::Directory;
use super::forms::dates::{self, Order};
use super::sheet::{self, Reading};
use crate::domain::scheme::source::DateOrder;
use crate::problems::{Place, Problem, Problems};
use crate::spreadsheet_guard::{guard, unguard};
use crate::wording::{in_words, list, nearest, normal, show};

/// A table of texts with named columns. All cells lie one after the other in one text: a round alone adds a quarter of a
/// million.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The file, as the coordinator would name it.
    pub file: String,
    columns: Vec<String>,
    rows: Vec<Row>,
    text: String,
    /// Where each cell ends, counted from where the text of its row begins.
    ends: Vec<u32>,
}

/// Where a row stands, and where its cells lie.
#[derive(Clone, Debug)]
struct Row {
    place: Place,
    /// Where its text begins.
    text: usize,
    /// Where the ends of its cells begin, and how many there are: a column that is added later has none.
    ends: usize,
    cells: u32,
}

impl Table {
    /// Starts an empty table.
    pub fn new(file: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|column| column.to_string()).collect();
        Table { file: file.to_string(), columns, ..Table::default() }
    }

    /// Reads a table back, also after it was edited in a spreadsheet. Missing columns are noted as errors.
    pub fn read(file: &str, columns: &[&str], bytes: Option<Vec<u8>>, problems: &mut Problems) -> Self {
        let mut table = Table::new(file, columns);
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return table };
        let Some(sheet) = sheet::read(file, &bytes, &Reading { heading_row: Some(1), ..Reading::default() }, problems)
        else {
            return table;
        };
        let headings: Vec<String> = (0..sheet.width(0)).map(|column| normal(sheet.cell(0, column))).collect();
        for wanted in columns {
            if !headings.iter().any(|heading| heading == wanted) {
                let near = nearest(wanted, headings.iter().map(String::as_str));
                let remedy = match near {
                    Some(near) => format!("rename the column {near:?} to {wanted:?}"),
                    None => format!("give the column its heading {wanted:?} back"),
                };
                problems.push(
                    Problem::error(&sheet.place(0, 0), format!("the column `{wanted}` is missing")).remedy(remedy),
                );
            }
        }
        let extra = headings.iter().filter(|heading| !columns.contains(&heading.as_str()) && !heading.is_empty());
        table.columns.extend(extra.cloned());
        let at: Vec<Option<usize>> = table.columns.iter().map(|c| headings.iter().position(|h| h == c)).collect();
        for row in 1..sheet.rows() {
            let cells = at.iter().map(|at| at.map_or("".into(), |column| unguard(sheet.cell(row, column))));
            let row = table.row(sheet.whole_row(row), cells);
            table.rows.push(row);
        }
        table
    }

    /// Reads a table from disk, or as it is planned to be.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn planned_or_read(
        file: &str,
        columns: &[&str],
        planned: Option<&Table>,
        directory: &Directory,
        problems: &mut Problems,
    ) -> anyhow::Result<Self> {
        let bytes = match planned.filter(|table| table.file == file) {
            Some(table) => Some(table.bytes()),
            None => directory.read(file)?,
        };
        Ok(Table::read(file, columns, bytes, problems))
    }

    /// The names of the columns, in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Adds a column that few tables need, where it is not there yet.
    pub fn need(&mut self, column: &str) {
        if !self.columns.iter().any(|known| known == column) {
            self.columns.push(column.to_string());
        }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes in the cells of a row, in the order of the columns.
    fn row<S: AsRef<str>>(&mut self, place: Place, cells: impl Iterator<Item = S>) -> Row {
        let (text, ends) = (self.text.len(), self.ends.len());
        for cell in cells {
            self.text.push_str(cell.as_ref());
            self.ends.push((self.text.len() - text) as u32);
        }
        Row { place, text, ends, cells: (self.ends.len() - ends) as u32 }
    }

    /// A cell of a row, by the number of its column.
    fn cell_at(&self, row: &Row, at: usize) -> &str {
        let ends = &self.ends[row.ends..row.ends + row.cells as usize];
        let Some(end) = ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| ends[before]);
        &self.text[row.text + start as usize..row.text + *end as usize]
    }

    /// A cell; empty where there is none.
    pub fn cell(&self, row: usize, column: &str) -> &str {
        let at = self.columns.iter().position(|known| known == column);
        at.and_then(|at| Some(self.cell_at(self.rows.get(row)?, at))).unwrap_or_default()
    }

    /// The cells of a row with the names of their columns, in order.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (&str, &str)> {
        let row = self.rows.get(row).into_iter();
        row.flat_map(|row| self.columns.iter().enumerate().map(|(at, name)| (name.as_str(), self.cell_at(row, at))))
    }

    /// The place of a cell.
    pub fn place(&self, row: usize, column: &str) -> Place {
        let at = self.columns.iter().position(|known| known == column).map_or(0, |at| at as u32 + 1);
        self.rows.get(row).map_or_else(Place::default, |row| row.place.across(at))
    }

    /// Changes a cell.
    pub fn set(&mut self, row: usize, column: &str, value: impl Into<String>) {
        let at = self.columns.iter().position(|known| known == column);
        let (Some(at), Some(old)) = (at, self.rows.get(row)) else { return };
        // What is changed is few: the row is written anew behind the others.
        let value = value.into();
        let cells = (0..self.columns.len()).map(|column| self.cell_at(old, column).to_string());
        let mut cells: Vec<String> = cells.collect();
        cells[at] = value;
        let place = old.place.clone();
        self.rows[row] = self.row(place, cells.into_iter());
    }

    /// Adds a row of cells by column.
    pub fn push<S: AsRef<str>>(&mut self, cells: &[(&str, S)]) {
        // All rows that are new share the name of the file.
        let place = self.rows.last().map_or_else(|| Place::file(&self.file), |row| row.place.at(0, 0));
        // Cells mostly come in the order of the columns: then nothing need be looked for.
        let cell = |(at, column): (usize, &String)| {
            let there = cells.get(at).filter(|(name, _)| name == column);
            let found = there.or_else(|| cells.iter().find(|(name, _)| name == column));
            found.map_or("", |(_, cell)| cell.as_ref())
        };
        let columns = std::mem::take(&mut self.columns);
        let row = self.row(place, columns.iter().enumerate().map(cell));
        self.columns = columns;
        self.rows.push(row);
    }

    /// Keeps the rows of which that is true.
    pub fn keep_rows(&mut self, keep: impl Fn(&Table, usize) -> bool) {
        let kept: Vec<bool> = (0..self.len()).map(|row| keep(self, row)).collect();
        let mut at = 0..;
        self.rows.retain(|_| at.next().is_none_or(|row: usize| kept[row]));
    }

    /// The file's bytes: UTF-8, LF, RFC 4180, guarded so that a spreadsheet reads text as text.
    pub fn bytes(&self) -> Vec<u8> {
        let length = self.text.len() + self.rows.len() * (self.columns.len() + 1);
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::with_capacity(length));
        // Writing into memory cannot fail, and every row has as many cells as there are columns.
        let _ = writer.write_record(&self.columns);
        for row in &self.rows {
            for at in 0..self.columns.len() {
                let _ = writer.write_field(guarded(self.cell_at(row, at)).as_ref());
            }
            let _ = writer.write_record(None::<&[u8]>);
        }
        writer.into_inner().unwrap_or_default()
    }

    /// Reads a whole number, or notes an error.
    pub fn number<T: std::str::FromStr>(&self, row: usize, column: &str, problems: &mut Problems) -> Option<T> {
        let cell = self.cell(row, column);
        let read = cell.parse().ok();
        if read.is_none() {
            self.wrong(row, column, "is not a whole number", "write digits only, or take the change back", problems);
        }
        read
    }

    /// Reads every date of a column; blank is none. The whole column decides how dates are written.
    pub fn dates(&self, column: &str, problems: &mut Problems) -> Vec<Option<NaiveDate>> {
        let order = dates::order_of((0..self.len()).map(|row| self.cell(row, column)));
        let mut read = Vec::with_capacity(self.len());
        for row in 0..self.len() {
            let cell = self.cell(row, column);
            if cell.is_empty() {
                read.push(None);
                continue;
            }
            let date = dates::read(cell, order.order()).map(|when| when.date());
            if date.is_none() {
                self.wrong(row, column, "is not a date", "write it as 2027-03-31", problems);
            } else if order == Order::Open && dates::order_of(std::iter::once(cell)) == Order::Open {
                self.wrong(row, column, "could be two different dates", &both_readings(cell), problems);
            }
            read.push(date);
        }
        read
    }

    /// Notes an error about a cell.
    pub fn wrong(&self, row: usize, column: &str, message: &str, remedy: &str, problems: &mut Problems) {
        let cell = self.cell(row, column);
        problems.push(
            Problem::error(&self.place(row, column), format!("`{}` {message}", show(cell)))
                .heading(column)
                .text(cell)
                .remedy(remedy),
        );
    }

    /// Notes that a day is missing where one must be.
    pub fn day_missing(&self, row: usize, column: &str, problems: &mut Problems) {
        let remedy = "write it as 2027-03-31, or take the change back with git";
        problems.push(Problem::error(&self.place(row, column), "the day is missing").heading(column).remedy(remedy));
    }

    /// Writes every date of a column as ISO; what is none, or could be two, is noted as an error and stays as it is.
    pub fn settle_dates(&mut self, column: &str, problems: &mut Problems) {
        for (row, date) in self.dates(column, problems).into_iter().enumerate() {
            let iso = date.map(|date| date.to_string());
            if let Some(iso) = iso.filter(|iso| iso != self.cell(row, column)) {
                self.set(row, column, iso);
            }
        }
    }

    /// Whether every row carries the register's mark.
    pub fn has_mark(&self, mark: &str) -> bool {
        (0..self.len()).all(|row| self.cell(row, "mark") == mark)
    }

    /// Notes as an error that the records belong to another register than the one that is there.
    pub fn lost(&self, mark: &str, problems: &mut Problems) {
        let Some(row) = (0..self.len()).find(|row| self.cell(*row, "mark") != mark) else { return };
        let message = if mark.is_empty() {
            "there are records, but private/register.csv is missing or empty"
        } else {
            "the records belong to another register than private/register.csv"
        };
        problems.push(
            Problem::error(&self.place(row, "mark"), message).heading("mark").text(self.cell(row, "mark")).remedy(
                "restore private/ from your backup, without it nobody can say who is who: \
                     mentor restore FILE.zip shows what it would put back",
            ),
        );
    }
}

/// What to write in place of a day that could be two: `2027-03-02 for 2 March 2027, or 2027-02-03 for 3 February 2027`.
fn both_readings(cell: &str) -> String {
    let orders = [DateOrder::DayFirst, DateOrder::MonthFirst];
    let readings = orders.into_iter().filter_map(|order| dates::read(cell, order));
    let readings: Vec<String> = readings.map(|when| format!("{} for {}", when.date(), in_words(when.date()))).collect();
    format!("write {}", list(&readings, "or"))
}

/// Numbers stay plain, negative ones too; other text is guarded.
fn guarded(cell: &str) -> Cow<'_, str> {
    let number = cell
        .strip_prefix('-')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if number { Cow::Borrowed(cell) } else { guard(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_nobody_knows_comes_back_unharmed() {
        let mut problems = Problems::default();
        let bytes = b"id,colour,on\nR001,\"blue, pale\",2027-01-02\n".to_vec();
        let mut table = Table::read("records/x.csv", &["id", "on"], Some(bytes), &mut problems);
        assert!(problems.is_empty());
        table.set(0, "on", "2027-01-03");
        table.set(0, "id", "R1");
        table.set(0, "id", "R001");
        table.push(&[("id", "R002")]);
        assert_eq!(String::from_utf8(table.bytes()).unwrap(), "id,on,colour\nR001,2027-01-03,\"blue, pale\"\nR002,,\n");
    }

    #[test]
    fn a_date_that_could_be_two_is_an_error() {
        let mut problems = Problems::default();
        let bytes = b"id,on\nR001,2/3/2027\n".to_vec();
        let table = Table::read("records/x.csv", &["id", "on"], Some(bytes), &mut problems);
        table.dates("on", &mut problems);
        let found = problems.sorted();
        assert_eq!(found[0].message, "`2/3/2027` could be two different dates");
        assert_eq!(both_readings("2/3/2027"), "write 2027-03-02 for 2 March 2027 or 2027-02-03 for 3 February 2027");
        assert_eq!(found[0].place.to_string(), "records/x.csv:2:2");
    }
}
