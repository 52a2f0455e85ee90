//! What other programs exported after the matching, read in place: logs of sessions and surveys.

mod sessions;
mod surveys;
mod who;

use super::book::{Book, ReadFile};
use super::directory::Directory;
use super::forms::answers;
use super::forms::headings::{Found, Headings};
use super::sheet::Sheet;
use super::sources;
use crate::domain::log::{Answered, Told};
use crate::domain::scheme::source::{Gives, Shape, Source};
use crate::problems::{Place, Problems};
use crate::wording::normal;

/// What all exports tell.
#[derive(Clone, Debug, Default)]
pub struct Exports {
    /// Sessions, as each export tells of them.
    pub told: Vec<Told>,
    /// Answers of surveys, as each export tells of them.
    pub answered: Vec<Answered>,
    /// Which files were read, and how.
    pub read: Vec<ReadFile>,
    /// What is odd in them, though they can be read.
    pub doubts: Problems,
}

/// Reads every export that the scheme names. What cannot be read is noted in `problems`.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn read(directory: &Directory, book: &Book, problems: &mut Problems) -> anyhow::Result<Exports> {
    let mut exports = Exports::default();
    let of_the_year = |source: &&Source| matches!(source.gives, Gives::Sessions | Gives::Answers);
    if !book.scheme.sources.iter().any(|source| of_the_year(&source)) {
        return Ok(exports);
    }
    let mut who = who::Who::new(book);
    for (at, source) in book.scheme.sources.iter().enumerate().filter(|(_, source)| of_the_year(source)) {
        // A file that is not there yet is told by `check`, and keeps nobody from working.
        let Some(file) = sources::newest(directory, source, &mut exports.doubts)? else { continue };
        let Some(sheet) = sources::sheet_of(directory, source, &file, problems)? else { continue };
        exports.read.push(ReadFile { file, how: sheet.notes().to_string(), rows: sheet.rows().saturating_sub(1) });
        // The log itself tells first.
        let teller = at + 1;
        match source.gives {
            Gives::Answers => surveys::read(book, source, &sheet, &mut who, &mut exports, problems),
            _ => sessions::read(book, source, teller, &sheet, &mut who, &mut exports, problems),
        }
    }
    Ok(exports)
}

/// The rows and columns of one export.
struct Export<'s> {
    sheet: &'s Sheet,
    headings: Headings<'s>,
    found: Vec<Found<'s>>,
    rows: Vec<usize>,
}

impl<'s> Export<'s> {
    /// Finds the columns and the rows that count; none where the headings are not there.
    fn open(source: &'s Source, sheet: &'s Sheet, problems: &mut Problems) -> Option<Self> {
        let (heading, first) = answers::rows(source, sheet, problems)?;
        let headings = Headings::new(source, sheet, heading);
        let found = headings.find(source, problems);
        answers::faults(sheet, heading, &found, None, problems);
        let only = headings.only(source, problems);
        let says =
            |row: &usize| found.iter().any(|found| found.at.iter().any(|(at, _)| !sheet.cell(*row, *at).is_empty()));
        let wanted =
            |row: &usize| only.iter().all(|(column, answers)| answers.contains(&normal(sheet.cell(*row, *column))));
        let rows = (first..sheet.rows()).filter(says).filter(wanted).collect();
        Some(Export { sheet, headings, found, rows })
    }

    /// A mapped column, where it is there.
    fn column(&self, name: &str) -> Option<Column<'_>> {
        let found = self.found.iter().find(|found| found.columns.target.value == name)?;
        let always = match &found.columns.shape {
            Shape::Always(answer) => Some(answer.as_str()),
            _ => None,
        };
        (always.is_some() || !found.at.is_empty()).then_some(Column { export: self, found, always })
    }
}

/// A column of an export, or several that are taken together.
#[derive(Clone, Copy)]
struct Column<'e> {
    export: &'e Export<'e>,
    found: &'e Found<'e>,
    always: Option<&'e str>,
}

impl<'e> Column<'e> {
    /// What a row says: the cells, put together with spaces.
    fn cell(&self, row: usize) -> std::borrow::Cow<'e, str> {
        match (self.always, &self.found.at[..]) {
            (Some(always), _) => always.into(),
            (None, [(at, _)]) => self.export.sheet.cell(row, *at).into(),
            (None, several) => {
                let cells = several.iter().map(|(at, _)| self.export.sheet.cell(row, *at));
                cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ").into()
            }
        }
    }

    /// Where it says so.
    fn place(&self, row: usize) -> Place {
        match self.found.at.first() {
            Some((at, _)) => self.export.sheet.place(row, *at),
            None => self.found.columns.target.place.clone(),
        }
    }

    /// Its number, from 1; 0 where it is no column of the file.
    fn number(&self) -> u32 {
        self.found.at.first().and_then(|(at, _)| u32::try_from(at + 1).ok()).unwrap_or(0)
    }

    /// Its heading.
    fn heading(&self) -> &'e str {
        self.found.at.first().map_or("", |(at, _)| self.export.headings.text(*at))
    }
}
