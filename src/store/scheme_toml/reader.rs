//! Walking a TOML document: typed getters that note every problem with its place, and report what nobody asked for.
//!
//! Serde would stop at the first wrong value and lose the places; here each getter notes its problem and goes on.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use super::suggest::suggest;
use crate::problems::{Located, Place, Problem, Problems};
use crate::wording::show;

/// One table of the document, with all that is needed to say where something stands.
pub struct Table<'a> {
    document: &'a Document<'a>,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
    pass_over: Cell<bool>,
}

/// The text being read, and what is wrong with it so far.
pub struct Document<'a> {
    text: &'a str,
    file: Place,
    problems: RefCell<Problems>,
}

impl<'a> Document<'a> {
    /// Starts on a text.
    pub fn new(name: &str, text: &'a str) -> Self {
        Document { text, file: Place::file(name), problems: RefCell::default() }
    }

    /// Hands out the problems found.
    pub fn into_problems(self) -> Problems {
        self.problems.into_inner()
    }

    /// Returns the line and column (in characters) of a byte.
    pub fn place(&self, span: &Range<usize>) -> Place {
        let (line_start, line) = self.line_of(span.start);
        let column = self.text.get(line_start..span.start).map_or(0, |before| before.chars().count()) + 1;
        self.file.at(line, column as u32)
    }

    /// Notes a problem about a part of the text, with its line as the excerpt.
    pub fn note(&self, span: &Range<usize>, problem: impl FnOnce(&Place) -> Problem) {
        let place = self.place(span);
        let (start, _) = self.line_of(span.start);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let length = self.text.get(span.clone()).and_then(|part| part.lines().next()).map_or(1, |p| p.chars().count());
        let problem = problem(&place).excerpt(line, length);
        self.problems.borrow_mut().push(problem);
    }

    fn line_of(&self, byte: usize) -> (usize, u32) {
        let before = self.text.as_bytes().get(..byte).unwrap_or(self.text.as_bytes());
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        (start, before.iter().filter(|b| **b == b'\n').count() as u32 + 1)
    }
}

/// What a value is called in messages.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list in [ ]",
        DeValue::Table(_) => "a table",
    }
}

fn day_of(value: &DeValue<'_>) -> Option<NaiveDate> {
    let date = value.as_datetime()?.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

impl<'a> Table<'a> {
    /// Starts on a table of a document.
    pub fn new(document: &'a Document<'a>, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Table { document, table, span, asked: RefCell::default(), pass_over: Cell::new(false) }
    }

    /// Where the table stands.
    pub fn place(&self) -> Place {
        self.document.place(&self.span)
    }

    /// Notes an error about the table as a whole.
    pub fn error(&self, message: impl Into<String>, remedy: impl Into<String>) {
        let (message, remedy) = (message.into(), remedy.into());
        self.document.note(&self.span, |place| Problem::error(place, message).remedy(remedy));
    }

    /// Notes an error about the value of a key (of the table, where the key is not there).
    pub fn error_at(&self, key: &str, message: impl Into<String>, remedy: impl Into<String>) {
        let span = self.table.get(key).map_or(self.span.clone(), Spanned::span);
        let (message, remedy) = (message.into(), remedy.into());
        self.document.note(&span, |place| Problem::error(place, message).heading(key).remedy(remedy));
    }

    /// Whether the key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn get(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) {
        self.document.note(&value.span(), |place| {
            Problem::error(place, format!("`{key}` is {wanted}, not {}", kind_of(value.get_ref())))
                .heading(key)
                .remedy(format!("write {example}"))
        });
    }

    /// Reads a text.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.located_text(key).map(|located| located.value)
    }

    /// Reads a text and where it stands.
    pub fn located_text(&self, key: &'static str) -> Option<Located<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Located::new(text.to_string(), self.document.place(&value.span()))),
            _ => {
                self.wrong(key, value, "a text", &format!("{key} = \"…\""));
                None
            }
        }
    }

    /// Reads a text that must be there.
    pub fn required(&self, key: &'static str, example: &str) -> Option<String> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.error(format!("`{key}` is missing"), format!("add {key} = {example}"));
            return None;
        }
        let text = self.text(key)?;
        if text.trim().is_empty() {
            self.error_at(key, format!("`{key}` is empty"), format!("write {key} = {example}"));
            return None;
        }
        Some(text)
    }

    /// Reads one of several words.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let written = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == written).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.error_at(key, format!("`{}` is not a word for `{key}`", show(&written)), suggest(&written, &known));
        }
        found
    }

    /// Reads a whole number within a range.
    pub fn whole(&self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => i64::from_str_radix(&digits.as_str().replace('_', ""), digits.radix()).ok(),
            _ => {
                self.wrong(key, value, "a whole number", &format!("{key} = {}", range.start().max(&1)));
                return None;
            }
        };
        match number.filter(|n| range.contains(n)) {
            Some(number) => Some(number),
            None => {
                let remedy = format!("write a whole number from {} to {}", range.start(), range.end());
                self.error_at(key, format!("`{key}` is out of range"), remedy);
                None
            }
        }
    }

    /// Reads a decimal number, in thousandths.
    pub fn thousandths(&self, key: &'static str) -> Option<i64> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(digits) => digits.as_str().replace('_', "").parse::<f64>().ok(),
            DeValue::Float(digits) => digits.as_str().replace('_', "").parse::<f64>().ok(),
            _ => {
                self.wrong(key, value, "a number", &format!("{key} = 10"));
                return None;
            }
        };
        match number.filter(|n| n.is_finite() && n.abs() <= 1e9) {
            Some(number) => Some((number * 1000.0).round() as i64),
            None => {
                self.error_at(key, format!("`{key}` is out of range"), "write a plain number such as 12.5");
                None
            }
        }
    }

    /// Reads true or false.
    pub fn truth(&self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => {
                self.wrong(key, value, "true or false", &format!("{key} = true"));
                None
            }
        }
    }

    /// Reads a day.
    pub fn day(&self, key: &'static str) -> Option<NaiveDate> {
        let value = self.get(key)?;
        let day = day_of(value.get_ref());
        if day.is_none() {
            self.wrong(key, value, "a date", &format!("{key} = 2027-03-31, without quotes"));
        }
        day
    }

    /// Reads a list of texts; a single text counts as a list of one.
    pub fn texts(&self, key: &'static str) -> Option<Vec<String>> {
        let value = self.get(key)?;
        Some(self.texts_of(key, value))
    }

    fn texts_of(&self, key: &str, value: &Spanned<DeValue<'a>>) -> Vec<String> {
        match value.get_ref() {
            DeValue::String(text) => vec![text.to_string()],
            DeValue::Integer(digits) => vec![digits.as_str().to_string()],
            DeValue::Array(items) => items.iter().flat_map(|item| self.texts_of(key, item)).collect(),
            _ => {
                self.wrong(key, value, "a list of texts", &format!("{key} = [\"…\", \"…\"]"));
                Vec::new()
            }
        }
    }

    /// Reads a list of whole numbers.
    pub fn wholes(&self, key: &'static str) -> Option<Vec<i64>> {
        let value = self.get(key)?;
        let numbers = value.get_ref().as_array().and_then(|items| {
            items.iter().map(|item| item.get_ref().as_integer().and_then(|d| d.as_str().parse().ok())).collect()
        });
        if numbers.is_none() {
            self.wrong(key, value, "a list of whole numbers", &format!("{key} = [10, 5]"));
        }
        numbers
    }

    /// Reads a table.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(self.document, table, value.span())),
            _ => {
                self.wrong(key, value, "a table", &format!("[{key}] and its keys below it"));
                None
            }
        }
    }

    /// Reads an array of tables, `[[key]]`.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "given once for each, in double brackets", &format!("[[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Table::new(self.document, table, item.span())),
                _ => self.wrong(key, item, "a table", &format!("[[{key}]] and its keys below it")),
            }
        }
        tables
    }

    /// Reads whatever keys the coordinator chose, in the order of the file.
    pub fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries: Vec<Entry<'a>> = self
            .table
            .iter()
            .map(|(key, value)| Entry { document: self.document, key: key.get_ref(), at: key.span(), value })
            .collect();
        entries.sort_by_key(|entry| entry.at.start);
        entries
    }

    /// Passes over a key that belongs to a later part of the program.
    pub fn pass(&self, key: &'static str) {
        self.asked.borrow_mut().push(key);
    }

    /// Passes over all keys: the table is too broken to say which belong to it.
    pub fn pass_all(&self) {
        self.pass_over.set(true);
    }

    /// Reports every key that nobody asked for.
    pub fn finish(&self, what: &str) {
        if self.pass_over.get() {
            return;
        }
        let asked = self.asked.borrow();
        for (key, _) in self.table {
            if !asked.contains(&key.get_ref().as_ref()) {
                self.document.note(&key.span(), |place| {
                    Problem::error(place, format!("`{}` is not a key of {what}", show(key.get_ref())))
                        .text(key.get_ref().as_ref())
                        .remedy(suggest(key.get_ref(), &asked))
                });
            }
        }
    }
}

/// One key that the coordinator chose, and its value.
pub struct Entry<'a> {
    document: &'a Document<'a>,
    /// The key.
    pub key: &'a str,
    at: Range<usize>,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Entry<'a> {
    /// Where the key stands.
    pub fn place(&self) -> Place {
        self.document.place(&self.at)
    }

    /// Notes an error about the value.
    pub fn error(&self, message: impl Into<String>, remedy: impl Into<String>) {
        let (message, remedy) = (message.into(), remedy.into());
        self.document.note(&self.value.span(), |place| Problem::error(place, message).heading(self.key).remedy(remedy));
    }

    /// Notes an error about the key.
    pub fn error_at_key(&self, message: impl Into<String>, remedy: impl Into<String>) {
        let (message, remedy) = (message.into(), remedy.into());
        self.document.note(&self.at, |place| Problem::error(place, message).text(self.key).remedy(remedy));
    }

    /// The value as a table, if it is one.
    pub fn table(&self) -> Option<Table<'a>> {
        self.value.get_ref().as_table().map(|table| Table::new(self.document, table, self.value.span()))
    }

    /// The items of a list that holds a table, each as a value of this key; none of any other value.
    pub fn items(&self) -> Vec<Entry<'a>> {
        let items = self.value.get_ref().as_array().filter(|items| items.iter().any(|item| item.get_ref().is_table()));
        let item = |value| Entry { document: self.document, key: self.key, at: self.at.clone(), value };
        items.into_iter().flatten().map(item).collect()
    }

    /// The value as a text, if it is one.
    pub fn text(&self) -> Option<&'a str> {
        self.value.get_ref().as_str()
    }

    /// The value as a whole number, if it is one.
    pub fn whole(&self) -> Option<i64> {
        self.value.get_ref().as_integer().and_then(|digits| digits.as_str().replace('_', "").parse().ok())
    }

    /// The value as a list of days, if it is one.
    pub fn days(&self) -> Option<Vec<NaiveDate>> {
        self.value.get_ref().as_array()?.iter().map(|item| day_of(item.get_ref())).collect()
    }

    /// The value as a list of texts (one text counts), if it is one.
    pub fn texts(&self) -> Option<Vec<String>> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(items) => items.iter().map(|item| item.get_ref().as_str().map(str::to_string)).collect(),
            _ => None,
        }
    }
}
