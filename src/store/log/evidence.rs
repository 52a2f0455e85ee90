//! What people said and what became of them, out of the tables of the log.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Logged;
use super::rows::{Known, Rows};
use crate::domain::evaluation::evidence::{Answer, Evidence, Fact, Quote, Trained, Voice};
use crate::domain::log::{Answered, Happened, Kind, Named, Whose};
use crate::domain::relationship::RelationshipId;
use crate::problems::Problems;
use crate::store::book::Book;
use crate::store::table::Table;
use crate::wording::normal;

/// Reads the evidence; what is wrong in the tables is noted in `problems`.
pub fn read(logged: &Logged, book: &Book, problems: &mut Problems) -> Evidence {
    let relationships: HashSet<RelationshipId> = book.records.with_practice().map(|r| r.id).collect();
    let mut known = Known { relationships: &relationships, register: &book.register, problems };
    let Some([answers, results, training, quotes, lessons, sessions]) = tables(logged) else {
        return Evidence::default();
    };
    let text = |rows: &Rows<'_>, row: usize, column: &str| rows.table.cell(row, column).to_string();
    let mut said = exported(logged, answers);
    said.extend(known.rows(answers).each(|rows, row| {
        Some(Answer {
            who: Voice::Person(rows.person(row, "person")?),
            measure: text(rows, row, "measure"),
            item: text(rows, row, "item"),
            stage: text(rows, row, "stage"),
            on: rows.day(row, "on")?,
            said: text(rows, row, "answer"),
        })
    }));
    Evidence {
        answers: said,
        results: known.rows(results).each(|rows, row| {
            Some(Fact {
                person: rows.person(row, "person")?,
                result: text(rows, row, "result"),
                weeks: rows.number(row, "weeks"),
                on: rows.day(row, "on")?,
                reached: rows.truth(row, "reached")?,
            })
        }),
        training: known.rows(training).each(|rows, row| {
            Some(Trained {
                person: rows.person(row, "person")?,
                module: text(rows, row, "module"),
                topic: text(rows, row, "topic"),
                on: rows.day(row, "on")?,
                days: rows.number(row, "days"),
            })
        }),
        quotes: known.rows(quotes).each(|rows, row| {
            Some(Quote {
                id: rows.id(row, Kind::Quote)?,
                person: rows.person(row, "person")?,
                on: rows.day(row, "on")?,
                consent: text(rows, row, "consent"),
                expires: rows.maybe_day(row, "expires"),
                withdrawn: rows.maybe_day(row, "withdrawn"),
            })
        }),
        lessons: known.rows(lessons).each(|rows, row| Some((text(rows, row, "theme"), rows.day(row, "on")?))),
        apart: logged.told.iter().filter(|told| matches!(told.whose, Whose::Pair(..))).cloned().collect(),
        ways_told: ways_told(logged),
        ways: known
            .rows(sessions)
            .each(|rows, row| Some((rows.id(row, Kind::Session)?, text(rows, row, "by"))))
            .into_iter()
            .filter(|(_, way)| !way.is_empty())
            .collect(),
    }
}

/// The answers that exported surveys tell of. One without a day was given before any that has one.
fn exported(logged: &Logged, own: &Table) -> Vec<Answer> {
    let exported: Vec<&Answered> =
        logged.answered.iter().filter(|answered| *answered.place.file != *own.file).collect();
    let mut others: HashMap<Other<'_>, u32> = HashMap::new();
    let voices = exported.iter().map(|answered| {
        let other = match &answered.person {
            Some(Named::Known(id)) => return Voice::Person(*id),
            Some(Named::Unknown(text)) => Other::Called(normal(text)),
            None => Other::Row(&answered.place.file, answered.place.line),
        };
        let next = u32::try_from(others.len()).unwrap_or(u32::MAX);
        Voice::Other(*others.entry(other).or_insert(next))
    });
    let voices: Vec<Voice> = voices.collect();
    let answers = voices.into_iter().zip(exported).map(|(who, answered)| Answer {
        who,
        measure: answered.measure.clone(),
        item: answered.item.clone(),
        stage: answered.stage.clone(),
        on: answered.when.map_or(NaiveDate::MIN, |when| when.date()),
        said: answered.answer.clone(),
    });
    answers.collect()
}

/// In which way a session was held, where an export says so; of several on one day the first.
fn ways_told(logged: &Logged) -> HashMap<(RelationshipId, NaiveDate), String> {
    let mut ways = HashMap::new();
    for told in logged.told.iter().filter(|told| told.happened == Happened::Held && !told.by.is_empty()) {
        if let (Whose::Relationship(id), Some(on)) = (&told.whose, told.on) {
            ways.entry((*id, on)).or_insert_with(|| told.by.clone());
        }
    }
    ways
}

/// What makes answers those of one voice, where the scheme does not know who it is.
#[derive(PartialEq, Eq, Hash)]
enum Other<'a> {
    /// What somebody is called there.
    Called(String),
    /// A row without a name: its file and line.
    Row(&'a str, u32),
}

/// The tables of evidence; none where the log could not be read.
fn tables(logged: &Logged) -> Option<[&Table; 6]> {
    let kinds = [Kind::Answer, Kind::Result, Kind::Training, Kind::Quote, Kind::Lesson, Kind::Session];
    let tables: Vec<_> = kinds.iter().filter_map(|kind| logged.tables.get(kind)).collect();
    tables.try_into().ok()
}
