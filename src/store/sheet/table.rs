//! Reads a CSV file.

use super::grid::{Builder, Sheet};
use super::notes::{Format, Notes};
use super::scan::{Field, Record, Scanner};
use super::shape::Heading;
use super::{Limits, Reading, encoding, kind, separator, value};
use crate::problems::{Place, Problem, Problems, Severity};
use crate::wording::show;

/// Reads the bytes of a CSV file; what makes the whole file unreadable is returned, the rest goes into `problems`.
pub(super) fn read(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    let (text, encoding) = encoding::decode(place, bytes)?;
    kind::of_text(place, &text)?;
    let declared = separator::declared(&text);
    let separator = match (how.separator, declared) {
        (Some(given), _) if !separator::usable(given) => {
            return Err(Problem::error(place, "this character cannot separate cells")
                .text(given)
                .remedy("Choose a comma, a semicolon, a tab or a vertical bar."));
        }
        (Some(given), _) => given,
        (None, Some((named, _))) => named,
        (None, None) => separator::found(&text, how.heading_row),
    };
    // The line `sep=;` is a note to Excel and no row.
    let above = u32::from(declared.is_some());
    let mut remarks = Vec::new();
    if declared.is_some() {
        remarks.push("its first line names the separator".to_string());
    }
    let notes = Notes { format: Format::Csv, encoding, separator: Some(separator), remarks, ..Notes::default() };
    let separator = u8::try_from(separator).unwrap_or(b',');
    let heading = Heading::find(&text, separator, above, how.heading_row);
    let mut rows = Rows { place, heading, limits: how.limits, faults: 0, short: 0, problems };
    let mut builder = Builder::new(&place.file);
    builder.reserve(text.len());
    let mut scanner = Scanner::new(&text, separator);
    let mut fields = Vec::new();
    while let Some(record) = scanner.next(&mut fields) {
        if record.line <= above {
            continue;
        }
        if rows.check(record, &fields) {
            for field in &fields {
                builder.cell(&field.text());
            }
            builder.end_row(record.line);
        } else if rows.faults > FAULTS {
            return Err(rows.hopeless());
        }
    }
    rows.finish();
    Ok(builder.finish(notes))
}

/// How many faulty rows are listed before reading is given up.
const FAULTS: usize = 100;
/// How many short rows are listed.
const SHORT: usize = 20;

/// Checks one row after the other.
struct Rows<'p> {
    place: &'p Place,
    heading: Option<Heading>,
    limits: Limits,
    faults: usize,
    short: usize,
    problems: &'p mut Problems,
}

impl Rows<'_> {
    /// Reports what is wrong with a row; says whether it may be read.
    fn check(&mut self, record: Record, fields: &[Field]) -> bool {
        let place = self.place;
        if let Some(problem) = whole_row(place, record, fields, self.limits) {
            self.fault(problem);
            return false;
        }
        let before = self.faults;
        for (column, field) in fields.iter().enumerate() {
            let here = || place.at(record.line, u32::try_from(column + 1).unwrap_or(u32::MAX));
            if let Some(problem) = one_cell(&here, field, self.limits) {
                self.fault(problem);
            }
        }
        match self.heading.and_then(|h| h.measure(place, record, fields)) {
            Some(problem) if problem.severity == Severity::Error => self.fault(problem),
            Some(problem) => {
                self.short += 1;
                if self.short <= SHORT {
                    self.problems.push(problem);
                }
            }
            None => {}
        }
        self.faults == before
    }

    fn fault(&mut self, problem: Problem) {
        self.faults += 1;
        if self.faults <= FAULTS {
            self.problems.push(problem);
        }
    }

    fn hopeless(&self) -> Problem {
        Problem::error(self.place, format!("more than {FAULTS} rows are faulty, and the rest was not read")).remedy(
            "Mend the first of them and try again; if they look right, the separator or the heading row that the \
             scheme names is wrong.",
        )
    }

    fn finish(self) {
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
                &place.at(record.line, 0),
                "two versions of the file were put together by git and not reconciled",
            )
            .text(marker)
            .remedy("Keep the rows of one version, and delete the other rows and the lines of marks between them."),
        );
    }
    let column = u32::try_from(fields.len()).unwrap_or(u32::MAX);
    if let Some(line) = record.open {
        let swallowed = fields.last().map(|f| f.text().into_owned()).unwrap_or_default();
        return Some(
            Problem::error(
                &place.at(line, column),
                "a double quote opens this cell and is never closed, so everything after it was swallowed",
            )
            .text(swallowed.lines().next().unwrap_or_default())
            .remedy(
                "Open the file in a text editor, and delete this double quote or put the missing one at the end of \
                 the cell.",
            ),
        );
    }
    let beyond = fields.iter().skip(limits.columns).any(|f| !f.blank());
    beyond.then(|| too_many_columns(&place.at(record.line, 0), limits))
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

fn one_cell(here: &dyn Fn() -> Place, field: &Field, limits: Limits) -> Option<Problem> {
    if field.length() > limits.cell {
        return Some(too_long(&here(), limits, &field.trimmed()));
    }
    if field.holds_nul() {
        return Some(
            Problem::error(&here(), "the cell holds a NUL character, which no text has")
                .text(field.trimmed())
                .remedy("Type the cell again in Excel and save the file as \"CSV UTF-8 (Comma delimited)\"."),
        );
    }
    if field.runs_on() {
        return Some(
            Problem::error(&here(), "the cell runs over several lines, and more text follows its closing double quote")
                .text(field.trimmed())
                .remedy(
                    "Open the file in a text editor, and put the missing double quote at the end of this cell or \
                     delete the one that opens it.",
                ),
        );
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
