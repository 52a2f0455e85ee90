//! What is wrong in the coordinator's files: every problem has a place, says what is wrong and what to do.
//!
//! Readers take `&mut Problems`, return what they could read, and never stop at the first bad cell. Nothing is
//! changed while the list holds an error.

use std::sync::Arc;

use crate::wording::{plural, show};

/// A place in a file: line and column count from 1; 0 means that the whole file or the whole line is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the coordinator would name it, relative to the scheme's directory.
    pub file: Arc<str>,
    /// The line (of a workbook: the row).
    pub line: u32,
    /// The column: of a table the number of the cell, of a text file the character.
    pub column: u32,
    /// The row that a spreadsheet program shows, where that is another number than the line: cells may hold line breaks.
    pub row: u32,
}

impl Place {
    /// Returns the place that is a whole file.
    pub fn file(file: &str) -> Self {
        Place { file: file.into(), line: 0, column: 0, row: 0 }
    }

    /// Returns the same file at another line and column.
    pub fn at(&self, line: u32, column: u32) -> Self {
        Place { file: self.file.clone(), line, column, row: 0 }
    }

    /// Returns ` (row 7 in a spreadsheet)` where a spreadsheet program counts otherwise than the lines of the file.
    pub fn in_spreadsheet(&self) -> String {
        if self.row == 0 { String::new() } else { format!(" (row {} in a spreadsheet)", self.row) }
    }

    /// Returns the same line at another column.
    pub fn across(&self, column: u32) -> Self {
        Place { column, ..self.clone() }
    }

    /// Returns the same file at a line that a spreadsheet program shows as the row of this number.
    pub fn in_row(&self, line: u32, row: u32, column: u32) -> Self {
        Place { line, column, row: if row == line { 0 } else { row }, file: self.file.clone() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&show(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
            f.write_str(&self.in_spreadsheet())?;
        }
        Ok(())
    }
}

/// A value together with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Located<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, place: Place) -> Self {
        Located { value, place }
    }
}

/// Whether a problem stops the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be decided before this is mended.
    Error,
    /// Worth knowing; work goes on.
    Warning,
}

impl Severity {
    /// Returns the word a coordinator reads.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// The heading of the column or the key that the place belongs to, if any.
    pub heading: String,
    /// The offending text as it stands in the file, if any.
    pub text: String,
    /// What is wrong: a lower-case fragment without a full stop.
    pub message: String,
    /// What to do: an imperative, a command to paste where there is one.
    pub remedy: String,
    /// The line of the file as it stands, and how many characters from the place's column are meant.
    pub excerpt: Option<(String, usize)>,
}

impl Problem {
    /// Starts an error at a place: say what is wrong.
    pub fn error(place: &Place, message: impl Into<String>) -> Self {
        Problem {
            severity: Severity::Error,
            place: place.clone(),
            heading: String::new(),
            text: String::new(),
            message: message.into(),
            remedy: String::new(),
            excerpt: None,
        }
    }

    /// Starts a warning at a place: say what is odd.
    pub fn warning(place: &Place, message: impl Into<String>) -> Self {
        Problem { severity: Severity::Warning, ..Problem::error(place, message) }
    }

    /// Names the heading (or key) the place belongs to.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = heading.into();
        self
    }

    /// Quotes the offending text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Shows the line of the file, marking so many characters from the place's column.
    pub fn excerpt(mut self, line: &str, length: usize) -> Self {
        self.excerpt = Some((line.to_string(), length));
        self
    }

    /// Says what to do.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

/// All problems found so far, in the order of their places when read.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.list.push(problem);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Problems) {
        self.list.extend(other.list);
    }

    /// Takes out those that are told in another way.
    pub fn take_out(&mut self, told: impl Fn(&Problem) -> bool) -> Vec<Problem> {
        let (out, kept) = std::mem::take(&mut self.list).into_iter().partition(told);
        self.list = kept;
        out
    }

    /// Whether any of them is an error.
    pub fn any_error(&self) -> bool {
        self.list.iter().any(|p| p.severity == Severity::Error)
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns them sorted by place, errors and warnings mixed, each once.
    pub fn sorted(&self) -> Vec<&Problem> {
        let mut all: Vec<&Problem> = self.list.iter().collect();
        all.sort_by(|a, b| (&a.place, a.severity, &a.message).cmp(&(&b.place, b.severity, &b.message)));
        all.dedup();
        all
    }

    /// The same problems without what people wrote: neither the offending texts nor what stands in backticks.
    pub fn without_texts(&self) -> Problems {
        let list = self.list.iter().map(|problem| {
            let parts = problem.message.split('`').enumerate();
            let message = parts.map(|(at, part)| if at % 2 == 0 { part } else { "…" }).collect();
            Problem { message, text: String::new(), remedy: String::new(), excerpt: None, ..problem.clone() }
        });
        Problems { list: list.collect() }
    }

    /// The same problems with what to do worded otherwise.
    pub fn with_remedies(&self, worded: impl Fn(&str) -> String) -> Problems {
        let list = self.list.iter().map(|problem| Problem { remedy: worded(&problem.remedy), ..problem.clone() });
        Problems { list: list.collect() }
    }

    /// Returns how many errors and warnings there are, in words.
    ///
    /// ```
    /// use mentor::problems::{Place, Problem, Problems};
    /// let mut problems = Problems::default();
    /// problems.push(Problem::error(&Place::file("scheme.toml"), "has no name"));
    /// assert_eq!(problems.count(), "1 error");
    /// ```
    pub fn count(&self) -> String {
        let all = self.sorted();
        let errors = all.iter().filter(|p| p.severity == Severity::Error).count();
        let warnings = all.len() - errors;
        match (errors, warnings) {
            (0, w) => plural(w, "warning"),
            (e, 0) => plural(e, "error"),
            (e, w) => format!("{} and {}", plural(e, "error"), plural(w, "warning")),
        }
    }
}
