//! The tables of the log in `records/`: sessions, contacts, visits and so on, one a kind. What was removed leaves its
//! id behind, so that no id is ever used twice.

pub mod evidence;
mod rows;
mod typed;

use std::collections::{BTreeMap, HashSet};

use super::book::{Book, ReadFile};
use super::directory::Directory;
use super::exports::{self, Exports};
use super::table::Table;
use crate::domain::journey::gather;
use crate::domain::log::{Answered, Happened, Kind, Log, RecordId, Session, Told, Whose, answers, doubt, together};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::problems::{Place, Problem, Problems};
use crate::wording::{normal, show};

/// The file of a kind and its columns, beside the mark, the id and when it was removed.
const KINDS: [(Kind, &str, &[&str]); 15] = [
    (Kind::Session, "records/sessions.csv", &["relationship", "on", "held", "minutes", "by", "rating"]),
    (Kind::Message, "records/messages.csv", &["relationship", "on", "messages", "in_time"]),
    (Kind::Visit, "records/visits.csv", &["relationship", "supporter", "on", "held"]),
    (Kind::Contact, "records/contacts.csv", &["relationship", "person", "on", "by", "reached", "next"]),
    (Kind::Activity, "records/activities.csv", &["relationship", "kind", "on", "until", "hours"]),
    (Kind::Attendance, "records/attendance.csv", &["person", "event", "on", "came"]),
    (Kind::Training, "records/training.csv", &["person", "module", "topic", "on", "days"]),
    (Kind::Goal, "records/goals.csv", &["relationship", "person", "on", "start", "target"]),
    (Kind::Rating, "records/ratings.csv", &["goal", "on", "now"]),
    (
        Kind::Concern,
        "records/concerns.csv",
        &["relationship", "person", "kind", "on", "owner", "next", "closed", "referred_to"],
    ),
    (Kind::Answer, "records/answers.csv", &["person", "measure", "item", "stage", "on", "answer"]),
    (Kind::Quote, "records/quotes.csv", &["person", "on", "consent", "expires", "withdrawn"]),
    (Kind::Result, "records/results.csv", &["person", "result", "weeks", "on", "reached"]),
    (Kind::Lesson, "records/lessons.csv", &["theme", "on"]),
    (Kind::Decision, "records/decisions.csv", &["decision", "option", "on"]),
];

/// The columns of all tables that hold days.
const DAYS: [&str; 10] = ["on", "until", "next", "closed", "expires", "withdrawn", "from", "to", "removed", NOTED];

const ASSIGNMENTS: (&str, &[&str]) =
    ("records/assignments.csv", &["mark", "relationship", "supporter", "from", "until"]);
const PAUSES: (&str, &[&str]) = ("records/pauses.csv", &["mark", "relationship", "from", "until"]);
/// Columns of rests that older ones do not have: how often their days were noted, and when that was last.
pub const CHANGES: &str = "changes";
/// See [`CHANGES`].
pub const NOTED: &str = "noted";
const CONTINUATIONS: (&str, &[&str]) = ("records/continuations.csv", &["mark", "relationship", "continues", "on"]);
const MOVES: (&str, &[&str]) = ("records/moves.csv", &["mark", "relationship", "intake", "item", "to", "on"]);
const TIMETABLE: (&str, &[&str]) = ("records/timetable.csv", &["mark", "relationship", "to", "at", "on"]);

/// All tables of the log as they stand on disk, and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Logged {
    /// What they mean.
    pub log: Log,
    /// One table a kind.
    pub tables: BTreeMap<Kind, Table>,
    /// `assignments.csv`
    pub assignments: Table,
    /// `pauses.csv`
    pub pauses: Table,
    /// `continuations.csv`
    pub continuations: Table,
    /// `moves.csv`
    pub moves: Table,
    /// `timetable.csv`
    pub timetable: Table,
    /// Every session that anybody tells of, the log or an export; what several tell of stands once.
    pub told: Vec<Told>,
    /// Every answer that counts, from the log or an export.
    pub answered: Vec<Answered>,
    /// Which exports were read, and how.
    pub read: Vec<ReadFile>,
    /// What is worth telling and no problem: answers that later ones replaced.
    pub notes: Vec<String>,
    /// What is odd in exports, though they can be read.
    doubts: Problems,
    /// The number of the newest record of each kind of which one was added.
    newest: BTreeMap<Kind, u32>,
}

/// The tables of the log as they stand on disk, and what is wrong in them whatever else is so.
#[derive(Debug, Default)]
pub struct Tables {
    logged: Logged,
    problems: Problems,
    /// What is wrong with days; of tables that belong to another register this says nothing.
    days: Problems,
}

/// Reads all tables of the log. Nothing else need be known for that, so that the book can be read meanwhile.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn tables(directory: &Directory) -> anyhow::Result<Tables> {
    let mut tables = Tables::default();
    let Tables { logged, problems, days } = &mut tables;
    for (kind, file, columns) in KINDS {
        let columns: Vec<&str> = ["mark", "id"].into_iter().chain(columns.iter().copied()).chain(["removed"]).collect();
        logged.tables.insert(kind, Table::read(file, &columns, directory.read(file)?, problems));
    }
    let mut further = |(file, columns): (&str, &[&str])| -> anyhow::Result<Table> {
        Ok(Table::read(file, columns, directory.read(file)?, problems))
    };
    logged.assignments = further(ASSIGNMENTS)?;
    logged.pauses = further(PAUSES)?;
    logged.continuations = further(CONTINUATIONS)?;
    logged.moves = further(MOVES)?;
    logged.timetable = further(TIMETABLE)?;
    // What a spreadsheet did to a date is put right when the table is next written.
    for table in logged.all_mut() {
        for column in table.columns().to_vec().iter().filter(|column| DAYS.contains(&column.as_str())) {
            table.settle_dates(column, days);
        }
    }
    Ok(tables)
}

/// Reads all tables of the log. What is wrong in them is noted in `problems`.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn read(directory: &Directory, book: &Book, problems: &mut Problems) -> anyhow::Result<Logged> {
    understood(tables(directory)?, directory, book, problems)
}

/// Says what the tables of the log mean beside the book, and reads the exports. What is wrong is noted in `problems`.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn understood(
    tables: Tables,
    directory: &Directory,
    book: &Book,
    problems: &mut Problems,
) -> anyhow::Result<Logged> {
    let mut logged = tables.logged;
    problems.extend(tables.problems);
    if let Some(table) = logged.all().into_iter().find(|table| !table.has_mark(&book.register.mark)) {
        table.lost(&book.register.mark, problems);
        return Ok(Logged::default());
    }
    problems.extend(tables.days);
    let relationships: HashSet<RelationshipId> = book.records.with_practice().map(|r| r.id).collect();
    logged.log = typed::read(&logged, &relationships, &book.register, problems);
    for (kind, table) in &logged.tables {
        ids(*kind, table, problems);
    }
    let exports = exports::read(directory, book, problems)?;
    logged.take(exports);
    Ok(logged)
}

/// Every row has an id of its kind, and no two have the same.
fn ids(kind: Kind, table: &Table, problems: &mut Problems) {
    let mut seen: HashSet<u32> = HashSet::new();
    let used = (0..table.len()).filter_map(|row| table.cell(row, "id").parse::<RecordId>().ok());
    let next = RecordId { kind, number: used.map(|id| id.number).max().unwrap_or(0) + 1 };
    for row in 0..table.len() {
        // Nobody deletes a row: what is wrong is removed under its own id (`mentor log --remove`).
        let remedy = &format!("give this row the next id, {next}, or take the change back with git");
        match table.cell(row, "id").parse::<RecordId>().ok().filter(|id| id.kind == kind) {
            None => {
                let example = RecordId { kind, number: 4 };
                table.wrong(row, "id", &format!("is not an id such as {example}"), remedy, problems);
            }
            Some(id) if !seen.insert(id.number) => table.wrong(row, "id", "stands twice", remedy, problems),
            Some(_) => {}
        }
    }
}

impl Logged {
    /// Puts together what the log and the exports tell. From here on the log knows the sessions of both.
    fn take(&mut self, exports: Exports) {
        let Exports { told, answered, read, doubts } = exports;
        (self.read, self.doubts) = (read, doubts);
        let own = self.log.sessions.iter().map(of_record);
        self.told = together(own.chain(told).collect(), &mut self.doubts);
        self.log.sessions = self.told.iter().filter_map(session).collect();
        let typed = typed::answers(&self.tables[&Kind::Answer]);
        self.answered = answers(typed.into_iter().chain(answered).collect(), &mut self.notes);
    }

    fn all(&self) -> Vec<&Table> {
        let further = [&self.assignments, &self.pauses, &self.continuations, &self.moves, &self.timetable];
        self.tables.values().chain(further).collect()
    }

    fn all_mut(&mut self) -> Vec<&mut Table> {
        let further =
            [&mut self.assignments, &mut self.pauses, &mut self.continuations, &mut self.moves, &mut self.timetable];
        self.tables.values_mut().chain(further).collect()
    }

    /// The table of a kind.
    pub fn table(&mut self, kind: Kind) -> &mut Table {
        self.tables.entry(kind).or_default()
    }

    /// The row of a record that was not removed.
    pub fn row(&self, id: RecordId) -> Option<usize> {
        let table = self.tables.get(&id.kind)?;
        let text = id.to_string();
        (0..table.len()).find(|row| table.cell(*row, "id") == text && table.cell(*row, "removed").is_empty())
    }

    /// The id of the next new record of a kind.
    pub fn next_id(&self, kind: Kind) -> RecordId {
        let table = &self.tables[&kind];
        let ids = (0..table.len()).filter_map(|row| table.cell(row, "id").parse::<RecordId>().ok());
        RecordId { kind, number: ids.map(|id| id.number).max().unwrap_or(0) + 1 }
    }

    /// Adds a record of a kind to its table, as it is planned to be. Hundreds may be added, so the ids that are taken are
    /// looked at once.
    pub fn add(&mut self, kind: Kind, mark: &str, cells: &[(&str, String)]) {
        let number = self.newest.get(&kind).map_or_else(|| self.next_id(kind).number, |newest| newest + 1);
        self.newest.insert(kind, number);
        let own = [("mark", mark.to_string()), ("id", RecordId { kind, number }.to_string())];
        self.table(kind).push(&[&own[..], cells].concat());
    }

    /// A cell of a record and its place, for messages.
    fn cell(&self, id: RecordId, column: &str) -> (Place, &str) {
        let found = self.row(id).and_then(|row| Some((row, self.tables.get(&id.kind)?)));
        found.map_or_else(Default::default, |(row, table)| (table.place(row, column), table.cell(row, column)))
    }

    /// What is odd in the log, though it can be read: it may be a slip of the finger.
    pub fn oddities(&self, book: &Book, today: chrono::NaiveDate) -> Problems {
        let mut problems = Problems::default();
        let mut odd = |id: RecordId, heading: &str, message: String, remedy: String| {
            let (place, cell) = self.cell(id, heading);
            problems.push(Problem::warning(&place, message).heading(heading).text(cell).remedy(remedy));
        };
        // Practice is noted in the same tables, and as easily mistyped.
        let all: Vec<Relationship> = book.records.with_practice().cloned().collect();
        crate::domain::log::odd(&self.log, &book.scheme, &book.people, &all, today, &mut odd);
        // There is no table where the log could not be read.
        let none = Table::default();
        let sessions = self.tables.get(&Kind::Session).unwrap_or(&none);
        let ways = book.scheme.ways_to_meet();
        for row in (0..sessions.len()).filter(|row| sessions.cell(*row, "removed").is_empty()) {
            let by = sessions.cell(row, "by");
            if !by.is_empty() && !ways.iter().any(|known| normal(known) == normal(by)) {
                let message = format!("`{}` is no way to meet that the scheme lists", show(by));
                let problem = Problem::warning(&sessions.place(row, "by"), message).heading("by").text(by);
                problems.push(problem.remedy("add it to by = […] under [sessions], or write a listed one; until then `evaluate` calls it another way"));
            }
        }
        problems.extend(self.doubts.clone());
        let journeys = gather(&book.scheme, &book.people, &all, &self.log);
        let starts = journeys.iter().map(|journey| (journey.relationship.id, journey.start)).collect();
        doubt(&self.told, &all, &starts, today, &mut problems);
        problems
    }
}

/// A session that was noted here, as one of several that tell of it.
fn of_record(session: &Session) -> Told {
    Told {
        teller: 0,
        record: session.id,
        place: Place::default(),
        columns: (0, 0),
        key: String::new(),
        whose: Whose::Relationship(session.relationship),
        on: Some(session.on),
        at: None,
        happened: if session.held { Happened::Held } else { Happened::NotHeld },
        minutes: session.minutes,
        rating: session.rating,
        by: String::new(),
    }
}

/// A session of a relationship that took place, or is known not to have; what was only planned is no news.
fn session(told: &Told) -> Option<Session> {
    let Whose::Relationship(relationship) = told.whose else { return None };
    Some(Session {
        id: told.record,
        relationship,
        on: told.on?,
        held: match told.happened {
            Happened::Held => true,
            Happened::NotHeld => false,
            Happened::Planned => return None,
        },
        minutes: told.minutes,
        rating: told.rating,
    })
}
