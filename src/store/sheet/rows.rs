//! Checks the rows of a CSV file and their cells.

use super::scan::{Field, Record};
use super::shape::Heading;
use super::{Limits, value};
use crate::problems::{Place, Problem, Problems, Severity};
use crate::wording::show;

/// How many faulty rows are listed before reading is given up.
const FAULTS: usize = 100;
/// How many short rows are listed.
const SHORT: usize = 20;

/// Checks one row after the other.
pub(super) struct Rows<'p> {
    place: &'p Place,
    heading: Option<Heading>,
    limits: Limits,
    faults: usize,
    short: usize,
    pieces: Pieces,
    problems: &'p mut Problems,
}

/// Rows that may be pieces of one.
#[derive(Default)]
struct Pieces {
    /// The row before and how many cells it lacks.
    before: Option<(Record, usize)>,
    /// Rows that make a whole one with the row below them, and how many cells they have.
    cut: Vec<(Record, usize)>,
    /// How many rows have all cells.
    whole: usize,
    /// How many rows lack some.
    lacking: usize,
}

impl<'p> Rows<'p> {
    /// Starts before the first row.
    pub(super) fn new(place: &'p Place, heading: Option<Heading>, limits: Limits, problems: &'p mut Problems) -> Self {
        Rows { place, heading, limits, faults: 0, short: 0, pieces: Pieces::default(), problems }
    }

    /// Reports what is wrong with a row as a whole; says whether it may be read. An error if so many rows are faulty
    /// that the file cannot be what it was taken for.
    pub(super) fn check(&mut self, record: Record, fields: &[Field]) -> Result<bool, Problem> {
        self.remember(record, fields);
        let measured = || self.heading.and_then(|h| h.measure(self.place, record, fields));
        let Some(problem) = whole_row(self.place, record, fields, self.limits).or_else(measured) else {
            return Ok(true);
        };
        if problem.severity == Severity::Warning {
            self.short += 1;
            if self.short <= SHORT {
                self.problems.push(problem);
            }
            return Ok(true);
        }
        self.faults += 1;
        if self.faults > FAULTS {
            return Err(self.hopeless());
        }
        self.problems.push(problem);
        Ok(false)
    }

    /// Remembers how many cells a row lacks, beside the row before.
    fn remember(&mut self, record: Record, fields: &[Field]) {
        let Some((heading, lacks)) = self.heading.and_then(|h| Some((h, h.lacks(record, fields)?))) else { return };
        let pieces = &mut self.pieces;
        let before = pieces.before.take();
        if lacks == 0 {
            pieces.whole += 1;
            return;
        }
        pieces.lacking += 1;
        match before {
            Some((before, lacked)) if heading.is_cut(lacked, lacks) => {
                pieces.cut.push((before, heading.width() - lacked));
            }
            _ => pieces.before = Some((record, lacks)),
        }
    }

    /// Returns why a cell cannot be taken.
    pub(super) fn cell(&self, record: Record, column: usize, field: &Field) -> Option<Problem> {
        one_cell(&|| record.place(self.place, number(column)), field, self.limits)
    }

    fn hopeless(&self) -> Problem {
        Problem::error(self.place, format!("more than {FAULTS} rows are faulty, and the rest was not read")).remedy(
            "Mend the first of them and try again; if they look right, the separator or the heading row that the \
             scheme names is wrong.",
        )
    }

    /// Ends after the last row.
    pub(super) fn finish(self) {
        // Where programs leave out blank cells at the end, rows of all lengths stand beside each other.
        let Pieces { cut, whole, lacking, .. } = &self.pieces;
        if let Some(heading) = self.heading
            && lacking.saturating_sub(2 * cut.len()) * 10 <= *whole
        {
            let cut = cut.iter().take(SHORT);
            cut.for_each(|(record, cells)| self.problems.push(heading.short(self.place, *record, *cells)));
        }
        if self.short > SHORT {
            let more = self.short - SHORT;
            self.problems.push(
                Problem::warning(self.place, format!("{more} more rows have fewer than half of the cells"))
                    .remedy("See whether line breaks inside cells have cut the rows in two."),
            );
        }
    }
}

/// Returns what makes a whole row unreadable.
fn whole_row(place: &Place, record: Record, fields: &[Field], limits: Limits) -> Option<Problem> {
    if let Some(marker) = conflict(fields) {
        return Some(
            Problem::error(
                &record.place(place, 0),
                "two versions of the file were put together by git and not reconciled",
            )
            .text(marker)
            .remedy("Keep the rows of one version, and delete the other rows and the lines of marks between them."),
        );
    }
    if let Some(line) = record.open {
        let swallowed = fields.last().map(|f| f.text().into_owned()).unwrap_or_default();
        return Some(
            Problem::error(
                &place.at(line, number(fields.len().saturating_sub(1))),
                "a double quote opens this cell and is never closed, so everything after it was swallowed",
            )
            .text(swallowed.lines().next().unwrap_or_default())
            .remedy(
                "Open the file in a text editor, and delete this double quote or put the missing one at the end of \
                 the cell.",
            ),
        );
    }
    if let Some(column) = fields.iter().position(Field::runs_on) {
        return Some(
            Problem::error(
                &record.place(place, number(column)),
                "the cell runs over several lines, and more text follows its closing double quote",
            )
            .text(fields[column].trimmed())
            .remedy(
                "Open the file in a text editor, and put the missing double quote at the end of this cell or delete \
                 the one that opens it.",
            ),
        );
    }
    let beyond = fields.iter().skip(limits.columns).any(|f| !f.blank());
    beyond.then(|| too_many_columns(&record.place(place, 0), limits))
}

/// Returns the problem of a row that has more cells than can be read.
pub(super) fn too_many_columns(place: &Place, limits: Limits) -> Problem {
    Problem::error(place, format!("the row has more than {} cells", limits.columns))
        .remedy("See whether this is the right file, and delete the columns that do not belong to the form.")
}

/// Returns the problem of a cell that is too long.
pub(super) fn too_long(place: &Place, limits: Limits, text: &str) -> Problem {
    Problem::error(place, format!("the cell holds more than {} KiB of text", limits.cell >> 10))
        .text(show(text))
        .remedy("See whether a double quote is missing before this cell or in it, or shorten its text.")
}

/// Returns the problem of a cell that holds a NUL.
pub(super) fn nul(place: &Place, text: &str) -> Problem {
    Problem::error(place, "the cell holds a NUL character, which no text has")
        .text(text)
        .remedy("Type the cell again in Excel and save the file as \"CSV UTF-8 (Comma delimited)\".")
}

fn one_cell(here: &dyn Fn() -> Place, field: &Field, limits: Limits) -> Option<Problem> {
    if field.length() > limits.cell {
        return Some(too_long(&here(), limits, &field.trimmed()));
    }
    if field.holds_nul() {
        return Some(nul(&here(), &field.trimmed()));
    }
    let text = field.trimmed();
    if text.starts_with('#') { value::error_of_excel(&here(), &text) } else { None }
}

/// Returns the marker of git if the row is one.
fn conflict<'a>(fields: &[Field<'a>]) -> Option<std::borrow::Cow<'a, str>> {
    let first = fields.first().filter(|f| !f.quoted)?.text();
    let marks = ["<<<<<<<", "=======", ">>>>>>>"];
    let mark = marks.iter().find(|m| first.starts_with(**m))?;
    let rest = &first[mark.len()..];
    let alone = rest.is_empty() && fields.len() == 1;
    (alone || (rest.starts_with(' ') && *mark != "=======")).then_some(first)
}

/// Returns the number of a column as people count.
fn number(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1)
}
