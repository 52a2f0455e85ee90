//! What an evaluation looks at: everything there is, as it stood at the end of a period, with what may be told of it settled.

use anyhow::ensure;
use chrono::NaiveDate;

use super::section::Section;
use super::seen::Seen;
use super::telling::Telling;
use crate::commands::{Desk, Stopped, year};
use crate::domain::evaluation::Period;
use crate::domain::evaluation::evidence::Evidence;
use crate::domain::journey::gather;
use crate::domain::log::Kind;
use crate::domain::relationship::Relationship;
use crate::domain::schedule::of_journey;
use crate::domain::small_numbers::Threshold;
use crate::problems::Problems;
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::equality::{self as equality_file, Characteristic};
use crate::store::log::{Logged, evidence};

/// Everything that was read, and the days it is looked at.
pub struct Sight {
    /// Where it was read.
    pub directory: Directory,
    /// Everything there is.
    pub book: Book,
    /// What was noted.
    pub logged: Logged,
    evidence: Evidence,
    /// The answers of the equality file; none where there is no such file.
    pub equality: Vec<Characteristic>,
    /// The days it is about.
    pub period: Period,
    /// What is odd in the coordinator's files.
    pub problems: Problems,
}

/// Reads everything as it stood at the end of a period, which is today unless said.
pub fn look(desk: &Desk, from: Option<NaiveDate>, until: Option<NaiveDate>) -> anyhow::Result<Sight> {
    let until = until.unwrap_or(desk.today).min(desk.today);
    if let Some(from) = from {
        ensure!(from <= until, "the period ends on {until}, before it begins on {from}");
    }
    let (directory, mut book, logged) = year::read(desk)?;
    let mut problems = std::mem::take(&mut book.problems);
    let evidence = evidence::read(&logged, &book, &mut problems);
    let equality = match directory.read_export(equality_file::FILE)? {
        Some(_) => equality_file::read(&directory, &book.people, &book.register, &mut problems)?,
        None => Vec::new(),
    };
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    let period = Period { from, until: Some(until) };
    Ok(Sight { directory, book, logged, evidence, equality, period, problems })
}

impl Sight {
    /// What was decided up to the end of the period: when, about what, and what. The reasons stay in the private notes.
    pub fn decided(&self) -> Vec<(NaiveDate, String, String)> {
        let table = &self.logged.tables[&Kind::Decision];
        let rows = (0..table.len()).filter(|row| table.cell(*row, "removed").is_empty());
        let decided = rows.filter_map(|row| {
            let on: NaiveDate = table.cell(row, "on").parse().ok()?;
            Some((on, table.cell(row, "decision").to_string(), table.cell(row, "option").to_string()))
        });
        let mut decided: Vec<_> = decided.filter(|(on, ..)| self.period.covers(*on)).collect();
        decided.sort();
        decided
    }

    /// Puts it together for a section. What may be told is settled before, over all sections: so one that is shown alone
    /// tells and hides what it does among the others.
    pub fn with<T>(
        &self,
        small_numbers: bool,
        full: bool,
        desk: &Desk,
        then: impl FnOnce(&Seen<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let (book, period) = (&self.book, self.period);
        let until = period.until.unwrap_or(desk.today);
        let relationships = as_of(&book.records.relationships, until);
        let all_journeys = gather(&book.scheme, &book.people, &relationships, &self.logged.log);
        let met = all_journeys.iter().filter(|journey| {
            let of = journey.relationship;
            !journey.continued && of.accepted.is_some_and(|on| period.meets(on, of.ended))
        });
        let journeys = met.map(|journey| (journey, of_journey(journey, &book.scheme, until))).collect();
        let threshold = if small_numbers { Threshold(0) } else { book.scheme.threshold };
        let mut seen = Seen {
            book,
            evidence: &self.evidence,
            journeys,
            all_journeys: &all_journeys,
            period,
            threshold,
            full: true,
            no_names: desk.no_names,
            telling: Telling::new(&all_journeys, threshold),
        };
        if threshold.0 > 1 {
            Section::all().into_iter().for_each(|section| drop(section.parts(&seen, &self.equality, desk.today)));
            seen.telling.settle();
        }
        seen.full = full;
        then(&seen)
    }
}

/// Relationships as they stood on a day: what was accepted after it had not begun yet.
fn as_of(relationships: &[Relationship], day: NaiveDate) -> Vec<Relationship> {
    let begun = relationships.iter().filter(|of| of.accepted.is_some_and(|on| on <= day));
    begun.map(|of| of.as_of(day)).collect()
}
