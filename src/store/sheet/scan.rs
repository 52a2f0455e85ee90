//! Cuts the text of a CSV file into records and fields, as the `csv` crate does, but with true line numbers and a
//! word about quotes that are never closed.

use std::borrow::Cow;

use super::grid::trim;
use crate::problems::Place;

/// A field as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    /// What stands between the quotes, or the whole field if it does not begin with one.
    inside: &'a str,
    /// What stands after the closing quote.
    pub(super) tail: &'a str,
    /// Whether the field begins with a quote.
    pub(super) quoted: bool,
    /// Whether quotes stand doubled inside the quotes.
    doubled: bool,
}

impl<'a> Field<'a> {
    /// Returns what the field says, untrimmed.
    pub(super) fn text(&self) -> Cow<'a, str> {
        match (self.doubled, self.tail.is_empty()) {
            (false, true) => Cow::Borrowed(self.inside),
            (false, false) => Cow::Owned([self.inside, self.tail].concat()),
            (true, _) => Cow::Owned(self.inside.replace("\"\"", "\"") + self.tail),
        }
    }

    /// Returns what the field says without the white space around it.
    pub(super) fn trimmed(&self) -> Cow<'a, str> {
        match self.text() {
            Cow::Borrowed(text) => Cow::Borrowed(trim(text)),
            Cow::Owned(text) => Cow::Owned(trim(&text).to_string()),
        }
    }

    /// Whether the field holds nothing but white space.
    pub(super) fn blank(&self) -> bool {
        trim(self.inside).is_empty() && trim(self.tail).is_empty()
    }

    /// Whether a NUL stands in the field.
    pub(super) fn holds_nul(&self) -> bool {
        self.inside.as_bytes().contains(&0) || self.tail.as_bytes().contains(&0)
    }

    /// Returns the length of the field as it stands in the file, in bytes.
    pub(super) fn length(&self) -> usize {
        self.inside.len() + self.tail.len()
    }

    /// Whether more text follows the closing quote of a field that runs over several lines: almost always the sign
    /// that an earlier quote was left open and this one belongs to another cell.
    pub(super) fn runs_on(&self) -> bool {
        !self.tail.is_empty() && !trim(self.tail).is_empty() && self.inside.contains(['\n', '\r'])
    }

    /// Whether a program that writes CSV would not have written the field so: a sign of the wrong separator.
    pub(super) fn odd(&self) -> bool {
        !self.tail.is_empty() || (!self.quoted && self.inside.contains('"'))
    }
}

/// Where a record begins, and what is wrong with its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line on which the record begins, counted from 1.
    pub(super) line: u32,
    /// Its number among the records as a spreadsheet counts rows: blank lines count, lines inside cells do not.
    pub(super) number: u32,
    /// The line of a quote that is never closed; it belongs to the last field.
    pub(super) open: Option<u32>,
}

impl Record {
    /// The place of a cell of it, counted from 1; 0 is the whole record.
    pub(super) fn place(&self, file: &Place, column: u32) -> Place {
        file.in_row(self.line, self.number, column)
    }
}

/// Goes through a text record by record.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    number: u32,
    separator: u8,
}

impl<'a> Scanner<'a> {
    /// Starts at the beginning of a text; the separator is an ASCII character that is neither quote nor line end.
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        Scanner { text, at: 0, line: 1, number: 0, separator }
    }

    /// Returns how many bytes have been read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Reads one record into `fields`; empty lines are passed over.
    pub(super) fn next(&mut self, fields: &mut Vec<Field<'a>>) -> Option<Record> {
        fields.clear();
        while self.end_of_line() {
            self.number += 1;
        }
        self.byte()?;
        self.number += 1;
        let (line, number) = (self.line, self.number);
        loop {
            let (field, open) = if self.byte() == Some(b'"') { self.quoted() } else { (self.plain(), None) };
            fields.push(field);
            if open.is_some() || self.byte() != Some(self.separator) {
                self.end_of_line();
                return Some(Record { line, number, open });
            }
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over one line end of whatever kind; says whether there was one.
    fn end_of_line(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let length = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return false,
        };
        self.at += length;
        self.line += 1;
        true
    }

    fn plain(&mut self) -> Field<'a> {
        let inside = self.until_separator();
        Field { inside, tail: "", quoted: false, doubled: false }
    }

    fn until_separator(&mut self) -> &'a str {
        let rest = &self.text.as_bytes()[self.at..];
        let separator = self.separator;
        let ends = |b: &u8| *b == separator || *b == b'\n' || *b == b'\r';
        let start = self.at;
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
        &self.text[start..self.at]
    }

    /// Reads a field that begins with a quote, and the line of that quote if nothing closes it.
    fn quoted(&mut self) -> (Field<'a>, Option<u32>) {
        let opened = self.line;
        let start = self.at + 1;
        let mut doubled = false;
        self.at = start;
        while let Some(found) = self.text.as_bytes()[self.at..].iter().position(|b| matches!(b, b'"' | b'\n' | b'\r')) {
            self.at += found;
            if self.end_of_line() {
                continue;
            }
            let closing = self.at;
            self.at += 1;
            if self.byte() == Some(b'"') {
                doubled = true;
                self.at += 1;
                continue;
            }
            let inside = &self.text[start..closing];
            let tail = self.until_separator();
            return (Field { inside, tail, quoted: true, doubled }, None);
        }
        self.at = self.text.len();
        (Field { inside: &self.text[start..], tail: "", quoted: true, doubled }, Some(opened))
    }
}
