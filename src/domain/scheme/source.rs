//! A source: which file gives what, and how its headings map to fields.

use super::{OfferedRole, Role};
use crate::domain::log::Happened;
use crate::problems::{Located, Place};

/// One file (or glob) that people or other programs exported.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file or glob, below the scheme's directory.
    pub file: Located<String>,
    /// What it gives.
    pub gives: Gives,
    /// The role of everybody in it, where no column says.
    pub role: Option<OfferedRole>,
    /// The intake of everybody in it, where no column says.
    pub intake: Option<String>,
    /// The worksheet of a workbook; none: the first.
    pub worksheet: Option<String>,
    /// The row of the headings, as a spreadsheet counts; of several rows the last; 0 where the file has none.
    pub heading_row: u32,
    /// The rows of headings above it that belong to them, from the top: questions over their options.
    pub headings_above: Vec<u32>,
    /// The first row of answers; none: the one after the headings.
    pub first_row: Option<u32>,
    /// The last row of answers; none: that of the sheet.
    pub last_row: Option<u32>,
    /// The encoding of a CSV file without a mark that says it, by its usual label; none: found out.
    pub encoding: Option<String>,
    /// The character between cells; none: found out.
    pub separator: Option<char>,
    /// How dates are written; none: decided by the whole column.
    pub date_order: Option<DateOrder>,
    /// Which columns give which fact or field, in the order of the file.
    pub columns: Vec<Columns>,
    /// Headings that are meant to be left out, as written; `*` stands for anything.
    pub ignore: Vec<String>,
    /// Only rows with one of these answers (in normal form) under this heading count.
    pub only: Vec<(String, Vec<String>)>,
    /// What answers in the role column mean, in normal form.
    pub roles: Vec<(String, OfferedRole)>,
    /// The ranking that a source of `rankings` fills.
    pub field: Option<String>,
    /// What only sources of sessions and answers say.
    pub exported: Exported,
    /// Where the scheme file says so.
    pub place: Place,
}

/// What only sources of sessions and answers say.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// What the words of the status column mean, in normal form.
    pub statuses: Vec<(String, Happened)>,
    /// What cells mean in the words for the ways in which people meet, in normal form.
    pub ways: Vec<(String, String)>,
    /// The stage of all answers, where no column says.
    pub stage: Option<String>,
    /// What cells mean in the words of the stages, in normal form.
    pub stages: Vec<(String, String)>,
    /// What cells mean in the words of the scales, in normal form.
    pub scale: Vec<(String, String)>,
}

/// What a source gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gives {
    /// People who take part.
    #[default]
    Participants,
    /// Rankings, one a row.
    Rankings,
    /// Answers to surveys.
    Answers,
    /// Logs of sessions.
    Sessions,
}

impl Gives {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, Gives); 4] = [
        ("participants", Gives::Participants),
        ("rankings", Gives::Rankings),
        ("answers", Gives::Answers),
        ("sessions", Gives::Sessions),
    ];
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// 2026-12-31.
    YearFirst,
}

impl DateOrder {
    /// The words of the scheme file.
    pub const WORDS: [(&'static str, DateOrder); 3] =
        [("dmy", DateOrder::DayFirst), ("mdy", DateOrder::MonthFirst), ("ymd", DateOrder::YearFirst)];
}

/// The columns that give one fact or field.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The fact (`name`, `email`, …) or field they give.
    pub target: Located<String>,
    /// Which they are and what their cells mean.
    pub shape: Shape,
    /// Which of several equal headings is meant, from 1.
    pub occurrence: Option<usize>,
    /// What separates several answers in one of their cells, where it differs from the field's.
    pub separator: Option<String>,
    /// Cells that mean that a ticked option is chosen, in normal form; none given: anything but blank and no.
    pub chosen: Vec<String>,
}

/// Which columns they are and what their cells mean.
#[derive(Clone, Debug)]
pub enum Shape {
    /// The cells hold the answer; of several columns they are taken together, in this order.
    Contents(Vec<String>),
    /// Columns without a heading, by their positions from 0; their cells are read as those of `Contents`.
    Unnamed(Vec<usize>),
    /// One column an option: the heading is the answer, the cell says whether (or how high) it is chosen.
    Ticks(Vec<String>),
    /// A grid, `Question [*]`: what stands for the star is the answer, or the part of it that the cell completes.
    Grid(String),
    /// No column at all: everybody in the file has this answer.
    Always(String),
}

/// The facts about a person that are not fields of the scheme's own.
pub const FACTS: [&str; 11] = [
    "name",
    "email",
    "phone",
    "key",
    "role",
    "intake",
    "submitted",
    "consent",
    "places",
    "mentor_places",
    "mentee_places",
];

/// The columns of a source of rankings.
pub const RANKING_COLUMNS: [&str; 3] = ["person", "choice", "rank"];

/// The columns of a log of sessions.
pub const SESSION_COLUMNS: [&str; 13] = [
    "session",
    "relationship",
    "mentor",
    "mentee",
    "on",
    "at",
    "start",
    "end",
    "minutes",
    "hours",
    "status",
    "rating",
    "by",
];

/// The columns of a survey, beside its measures.
pub const ANSWER_COLUMNS: [&str; 6] = ["person", "key", "email", "name", "submitted", "stage"];

impl Source {
    /// Whether it asks for a key or an address, by which people are told apart.
    pub fn tells_apart(&self) -> bool {
        self.columns.iter().any(|column| ["key", "email"].contains(&column.target.value.as_str()))
    }

    /// Whether it is a table of rankings with a column a choice, the first choice first, and one row a person.
    pub fn in_columns(&self) -> bool {
        let several = |c: &Columns| matches!(&c.shape, Shape::Contents(headings) if headings.len() > 1);
        let rank = self.columns.iter().any(|column| column.target.value == "rank");
        self.gives == Gives::Rankings
            && !rank
            && self.columns.iter().any(|column| column.target.value == "choice" && several(column))
    }

    /// The scheme's word for a way to meet that a cell of this source names, where the source says what it means.
    pub fn way_of(&self, cell: &str) -> Option<&str> {
        let cell = crate::wording::normal(cell);
        self.exported.ways.iter().find(|(written, _)| *written == cell).map(|(_, way)| way.as_str())
    }

    /// What a word of the status column means: as the scheme says, else as plain English does.
    pub fn status_of(&self, written: &str) -> Option<Happened> {
        let written = crate::wording::normal(written);
        let own = self.exported.statuses.iter().find(|(known, _)| *known == written);
        own.map(|(_, happened)| *happened).or_else(|| Happened::from_plain(&written))
    }

    /// What the role column's answer means; the plain words are always understood.
    pub fn role_of(&self, written: &str) -> Option<OfferedRole> {
        let written = crate::wording::normal(written);
        if let Some((_, role)) = self.roles.iter().find(|(known, _)| *known == written) {
            return Some(*role);
        }
        match written.as_str() {
            "both" => Some(OfferedRole::Both),
            "either" => Some(OfferedRole::Either),
            word => Role::from_word(word).map(OfferedRole::One),
        }
    }
}
