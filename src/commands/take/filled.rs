//! A sheet that people filled in, and what is wrong with its rows.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::NaiveDate;

use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::Relationship;
use crate::problems::{Problem, Problems};
use crate::report::Cell;
use crate::store::book::Book;
use crate::store::forms::yes_no::yes_or_no;
use crate::store::table::Table;
use crate::wording::{list, normal, show};

/// The sheet, and what is wrong so far.
pub struct Filled {
    /// The rows.
    pub table: Table,
    /// What is wrong so far.
    pub problems: Problems,
    /// Today: nothing has happened after it.
    pub today: NaiveDate,
}

/// What the rows above said of each thing: that is told once.
pub struct Above<K, S>(HashMap<K, (usize, S)>);

impl<K: Eq + Hash, S: Copy> Above<K, S> {
    /// Nothing yet.
    pub fn new() -> Self {
        Above(HashMap::new())
    }

    /// Whether a row above told of the same. What both cannot be right about (`otherwise` names the column) is noted.
    pub fn told(
        &mut self,
        filled: &mut Filled,
        row: usize,
        (of, said): (K, S),
        otherwise: impl Fn(S, S) -> Option<&'static str>,
    ) -> bool {
        let Some((other, before)) = self.0.get(&of).copied() else {
            self.0.insert(of, (row, said));
            return false;
        };
        if let Some(column) = otherwise(said, before) {
            filled.contradicts(row, column, other);
        }
        true
    }
}

/// A row in which something was filled in, as it is shown.
pub struct Line {
    /// What it says, a cell for every column that is shown but the last.
    pub cells: Vec<Cell>,
    /// What becomes of it.
    pub taken: Taken,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It becomes a record.
    New,
    /// A record says less, and says it too from now on.
    Added,
    /// A record or another row says the same.
    Known,
}

impl Taken {
    /// The word people read.
    pub fn word(self) -> &'static str {
        match self {
            Taken::New => "new",
            Taken::Added => "added",
            Taken::Known => "known already",
        }
    }
}

impl Filled {
    /// The rows in which any of some columns is filled in.
    pub fn rows(&self, columns: &[&str]) -> Vec<usize> {
        let says = |row: &usize| columns.iter().any(|column| !self.cell(*row, column).is_empty());
        (0..self.table.len()).filter(says).collect()
    }

    /// A cell.
    pub fn cell(&self, row: usize, column: &str) -> &str {
        self.table.cell(row, column).trim()
    }

    /// Notes what is wrong with a cell.
    pub fn wrong(&mut self, row: usize, column: &str, message: &str, remedy: &str) {
        let place = self.table.place(row, column);
        let problem = Problem::error(&place, message).heading(column).text(self.cell(row, column)).remedy(remedy);
        self.problems.push(problem);
    }

    /// Notes what is odd about a cell, and taken all the same.
    pub fn odd(&mut self, row: usize, column: &str, message: String, remedy: &str) {
        let place = self.table.place(row, column);
        self.problems
            .push(Problem::warning(&place, message).heading(column).text(self.cell(row, column)).remedy(remedy));
    }

    /// Notes that another row says otherwise of the same.
    pub fn contradicts(&mut self, row: usize, column: &str, other: usize) {
        let (line, said) = (self.table.place(other, column).line, self.cell(other, column));
        let said = if said.is_empty() { "nothing".to_string() } else { format!("`{}`", show(said)) };
        let message = format!("says otherwise than line {line}, which says {said}");
        self.wrong(row, column, &message, "leave the row that is right, and make the other blank or delete it");
    }

    /// The relationship of the row, where it was accepted.
    pub fn relationship<'b>(&mut self, row: usize, book: &'b Book) -> Option<&'b Relationship> {
        let id = self.cell(row, "relationship").parse().ok();
        let found = id.and_then(|id| book.records.with_practice().find(|r| r.id == id && r.accepted.is_some()));
        if found.is_none() {
            let remedy = "write the id as the sheet had it, such as R003";
            self.wrong(row, "relationship", "is no relationship that was accepted", remedy);
        }
        found
    }

    /// Sees whether the names in a row are those of some people; a row moved below another's id would else be taken for
    /// theirs. `of` says whose names are wanted.
    pub fn names(&mut self, row: usize, people: &[PersonId], book: &Book, of: &str) {
        let said = self.cell(row, "who");
        let words = said.split(|c: char| !c.is_alphanumeric());
        let ids: Vec<PersonId> = words.filter_map(|word| word.parse().ok()).collect();
        let name = |id: &PersonId| book.by_id(*id).map(|person| normal(&person.name));
        let fits = match &ids[..] {
            // Somebody took the ids out.
            [] => {
                let names = said.split([';', '\n']).map(normal).filter(|name| !name.is_empty());
                names.into_iter().all(|said| people.iter().any(|id| name(id).as_ref() == Some(&said)))
            }
            ids => ids.iter().all(|id| people.contains(id)),
        };
        if !fits {
            let called = people.iter().map(|id| book.by_id(*id).map_or(id.to_string(), Person::called_with_id));
            let message = format!("names somebody else: {of} {}", list(&called.collect::<Vec<_>>(), "and"));
            self.wrong(row, "who", &message, "put the id right, or the names; blank names say nothing");
        }
    }

    /// The people of a relationship, those who left too.
    pub fn names_of(&mut self, row: usize, relationship: &Relationship, book: &Book) {
        let people: Vec<PersonId> = relationship.everybody().map(|member| member.id).collect();
        self.names(row, &people, book, &format!("{} is of", relationship.id));
    }

    /// The days of a column; what is no day, and what is to come, is wrong.
    pub fn days(&mut self, column: &str) -> Vec<Option<NaiveDate>> {
        let days = self.table.dates(column, &mut self.problems);
        let to_come = |day: &NaiveDate| *day > self.today;
        let late: Vec<usize> = (0..days.len()).filter(|row| days[*row].as_ref().is_some_and(to_come)).collect();
        for row in late {
            let message = format!("{} is after today", days[row].unwrap_or_default());
            self.wrong(row, column, &message, "note it when it has happened");
        }
        days
    }

    /// The day of a row in which something was filled in.
    pub fn day(&mut self, row: usize, column: &str, days: &[Option<NaiveDate>]) -> Option<NaiveDate> {
        if self.cell(row, column).is_empty() {
            self.wrong(row, column, "the day is missing", "write the day on which it was: 2027-03-31");
        }
        days.get(row).copied().flatten()
    }

    /// A whole number that must be there.
    pub fn whole(&mut self, row: usize, column: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let number = self.cell(row, column).parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let message = format!("is no whole number from {} to {}", range.start(), range.end());
            self.wrong(row, column, &message, "write digits only");
        }
        number
    }

    /// Yes or no.
    pub fn truth(&mut self, row: usize, column: &str, what: &str) -> Option<bool> {
        let truth = yes_or_no(self.cell(row, column));
        if truth.is_none() {
            let message = format!("says neither {what}");
            self.wrong(row, column, &message, "write yes or no");
        }
        truth
    }
}
