//! Reading the rows of one table of the log: each cell by its column, and what is wrong with it noted with its place.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::log::{Kind, RecordId};
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::RelationshipId;
use crate::problems::Problems;
use crate::store::table::Table;

/// Those whom rows may name, and what is wrong so far.
pub struct Known<'a> {
    /// The relationships there are.
    pub relationships: &'a HashSet<RelationshipId>,
    /// The people there are.
    pub register: &'a Register,
    /// What is wrong so far.
    pub problems: &'a mut Problems,
}

impl Known<'_> {
    /// Starts on a table.
    pub fn rows<'b>(&'b mut self, table: &'b Table) -> Rows<'b> {
        Rows { table, relationships: self.relationships, register: self.register, problems: self.problems }
    }
}

/// A table being read.
pub struct Rows<'a> {
    /// The table.
    pub table: &'a Table,
    relationships: &'a HashSet<RelationshipId>,
    register: &'a Register,
    /// What is wrong so far.
    pub problems: &'a mut Problems,
}

const REMEDY: &str = "take the change back with git";

impl Rows<'_> {
    /// Reads every row that was not removed; a row without what it needs is left out, and why is noted.
    pub fn each<T>(&mut self, mut read: impl FnMut(&mut Self, usize) -> Option<T>) -> Vec<T> {
        let rows: Vec<usize> =
            (0..self.table.len()).filter(|row| self.table.cell(*row, "removed").is_empty()).collect();
        rows.into_iter().filter_map(|row| read(self, row)).collect()
    }

    fn wrong(&mut self, row: usize, column: &str, message: &str, remedy: &str) {
        self.table.wrong(row, column, message, remedy, self.problems);
    }

    /// The id of the row.
    pub fn id(&self, row: usize, kind: Kind) -> Option<RecordId> {
        self.table.cell(row, "id").parse().ok().filter(|id: &RecordId| id.kind == kind)
    }

    /// A relationship that is there.
    pub fn relationship(&mut self, row: usize, column: &str) -> Option<RelationshipId> {
        let id = self.table.cell(row, column).parse().ok();
        let known = id.filter(|id| self.relationships.contains(id));
        match (id, known) {
            (None, _) => self.wrong(row, column, "is not an id such as R003", REMEDY),
            (_, None) => self.wrong(row, column, "is no relationship in records/relationships.csv", REMEDY),
            _ => {}
        }
        known
    }

    /// A person whom the register knows.
    pub fn person(&mut self, row: usize, column: &str) -> Option<PersonId> {
        let id = self.table.cell(row, column).parse().ok();
        let known = id.filter(|id| self.register.knows(*id));
        match (id, known) {
            (None, _) => self.wrong(row, column, "is not an id such as P014", REMEDY),
            (_, None) => self.wrong(row, column, "is nobody the register knows", "restore private/ from your backup"),
            _ => {}
        }
        known
    }

    /// A person, where one is named.
    pub fn maybe_person(&mut self, row: usize, column: &str) -> Option<PersonId> {
        if self.blank(row, column) { None } else { self.person(row, column) }
    }

    /// Whether a cell is blank.
    pub fn blank(&self, row: usize, column: &str) -> bool {
        self.table.cell(row, column).is_empty()
    }

    /// A day that must be there. (What is no date at all was noted before.)
    pub fn day(&mut self, row: usize, column: &str) -> Option<NaiveDate> {
        if self.blank(row, column) {
            self.table.day_missing(row, column, self.problems);
        }
        self.maybe_day(row, column)
    }

    /// A day, where one is named.
    pub fn maybe_day(&self, row: usize, column: &str) -> Option<NaiveDate> {
        self.table.cell(row, column).parse().ok()
    }

    /// A time of day, where one stands; a spreadsheet may have put seconds behind it.
    pub fn time(&mut self, row: usize, column: &str) -> Option<NaiveTime> {
        let cell = self.table.cell(row, column);
        let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|format| NaiveTime::parse_from_str(cell, format).ok());
        if time.is_none() && !cell.is_empty() {
            self.wrong(row, column, "is no time of day", "write it as 10:40, or take the change back with git");
        }
        time
    }

    /// A whole number, where one stands.
    pub fn number<T: std::str::FromStr>(&mut self, row: usize, column: &str) -> Option<T> {
        if self.blank(row, column) { None } else { self.table.number(row, column, self.problems) }
    }

    /// Yes or no.
    pub fn truth(&mut self, row: usize, column: &str) -> Option<bool> {
        let cell = self.table.cell(row, column);
        let yes = ["yes", "true"].iter().any(|word| cell.eq_ignore_ascii_case(word));
        let no = ["no", "false"].iter().any(|word| cell.eq_ignore_ascii_case(word));
        if !yes && !no {
            self.wrong(row, column, "is neither yes nor no", "write yes or no");
        }
        (yes || no).then_some(yes)
    }
}
