//! `mentor evaluate`: what changed, counted by mentee and by relationship, with small numbers hidden. It never says why.

mod delivery;
mod equality;
mod goals;
mod measures;
mod outcomes;
mod participation;
mod results;
mod seen;
mod told;
mod training;

use anyhow::ensure;
use chrono::NaiveDate;
use serde_json::json;

use super::{Answer, Desk, Stopped, in_words, year};
use crate::domain::evaluation::Period;
use crate::domain::evaluation::evidence::Evidence;
use crate::domain::journey::gather;
use crate::domain::relationship::Relationship;
use crate::domain::schedule::of_journey;
use crate::domain::small_numbers::Threshold;
use crate::problems::Problems;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::equality::{self as equality_file, Characteristic};
use crate::store::log::{Logged, evidence};
pub use results::reached;
use seen::Part;
pub use seen::{Seen, decimal};

/// Show what changed: who took part, what was delivered, goals, measures, results
///
/// Small numbers are hidden, so that it can be handed round; of what people said nothing stands in it but quotes with
/// consent. It never claims that mentoring was the cause.
#[derive(Debug, clap::Args)]
pub struct EvaluateArgs {
    /// Only what happened from this day on
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    from: Option<NaiveDate>,
    /// Only what happened up to this day; as things stood on it
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    until: Option<NaiveDate>,
    /// Only one section
    #[arg(long, value_enum, value_name = "NAME")]
    section: Option<Section>,
    /// Everything: further effect sizes, exact tests, goal attainment scaling
    #[arg(long)]
    full: bool,
    /// Show small numbers too: for your own eyes, not to be handed round
    #[arg(long)]
    small_numbers: bool,
}

/// The sections, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Section {
    /// Who signed up, and what became of them
    Participation,
    /// Sessions, hours and replies against what was planned
    Delivery,
    /// Where goals stand
    Goals,
    /// What people said at the start and later
    Measures,
    /// What the scheme is to achieve, and the evidence
    Outcomes,
    /// Hard facts afterwards
    Results,
    /// Lessons by theme
    Themes,
    /// What people said and agreed to see published
    Quotes,
    /// What both sides of mutual relationships told
    BothSides,
    /// What was learned in trainings
    Training,
    /// What commissioners and others without a role said
    Commissioners,
    /// By the answers in private/equality.csv
    Equality,
}

impl Section {
    fn parts(self, seen: &Seen<'_>, asked: &[Characteristic], today: NaiveDate) -> Vec<Part> {
        match self {
            Section::Participation => participation::parts(seen),
            Section::Delivery => delivery::parts(seen),
            Section::Goals => goals::parts(seen),
            Section::Measures => measures::parts(seen),
            Section::Outcomes => outcomes::parts(seen),
            Section::Results => results::parts(seen),
            Section::Themes => told::themes(seen),
            Section::Quotes => told::quotes(seen, today),
            Section::BothSides => told::both_sides(seen),
            Section::Training => training::parts(seen),
            Section::Commissioners => measures::of_audiences(seen),
            Section::Equality => equality::parts(seen, asked),
        }
    }

    fn name(self) -> String {
        clap::ValueEnum::to_possible_value(&self).map_or(String::new(), |value| value.get_name().to_string())
    }
}

pub fn run(args: &EvaluateArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut sight = look(desk, args.from, args.until)?;
    // Whoever asks for this section alone is told how to write the file.
    let asked = match args.section {
        Some(Section::Equality) => true,
        Some(_) => false,
        None => sight.directory.read_export(equality_file::FILE)?.is_some(),
    };
    let asked = match asked {
        true => equality_file::read(&sight.directory, &sight.book.people, &mut sight.problems)?,
        false => Vec::new(),
    };
    if sight.problems.any_error() {
        return Err(Stopped(sight.problems).into());
    }
    let chosen: Vec<Section> = match args.section {
        Some(section) => vec![section],
        None => <Section as clap::ValueEnum>::value_variants().to_vec(),
    };
    let report = sight.with(args.small_numbers, args.full, desk, |seen| {
        let parts = |section: Section| (section, section.parts(seen, &asked, desk.today));
        let sections = chosen.into_iter().map(parts).filter(|(_, parts)| !parts.is_empty()).collect();
        Ok(describe(seen, sections, args, desk))
    })?;
    Ok(Answer { report, problems: sight.problems, ..Answer::default() })
}

/// Everything that was read, and the days it is looked at.
pub struct Sight {
    directory: Directory,
    /// Everything there is.
    pub book: Book,
    logged: Logged,
    evidence: Evidence,
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
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    Ok(Sight { directory, book, logged, evidence, period: Period { from, until: Some(until) }, problems })
}

impl Sight {
    /// Puts it together for a section.
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
        then(&Seen {
            book,
            evidence: &self.evidence,
            journeys,
            all_journeys: &all_journeys,
            period,
            threshold: if small_numbers { Threshold(0) } else { book.scheme.threshold },
            full,
            no_names: desk.no_names,
        })
    }
}

/// Relationships as they stood on a day: what was accepted or ended after it had not happened yet, and nobody had left.
fn as_of(relationships: &[Relationship], day: NaiveDate) -> Vec<Relationship> {
    let begun = relationships.iter().filter(|of| of.accepted.is_some_and(|on| on <= day));
    let stood = |of: &Relationship| {
        let mut stood = of.clone();
        if stood.ended.is_some_and(|ended| ended > day) {
            (stood.ended, stood.ending) = (None, None);
        }
        let (later, left): (Vec<_>, Vec<_>) = stood.left.into_iter().partition(|departure| departure.on > day);
        stood.left = left;
        stood.members.extend(later.into_iter().map(|departure| departure.member));
        stood
    };
    begun.map(stood).collect()
}

fn describe(seen: &Seen<'_>, sections: Vec<(Section, Vec<Part>)>, args: &EvaluateArgs, desk: &Desk) -> Report {
    let until = seen.period.until.unwrap_or(desk.today);
    let about = match args.from {
        Some(from) => format!("From {} to {}", in_words(from), in_words(until)),
        None => format!("Up to {}", in_words(until)),
    };
    let small = match seen.threshold.0 {
        0 | 1 => "Small numbers are shown: not to be handed round.".to_string(),
        least => format!("A number below {least} is not told, and what would give it away is hidden."),
    };
    let json = desk.json.then(|| published(&about, seen.threshold, &sections));
    if !desk.to_readers {
        return Report { blocks: vec![Block::Table(for_machines(sections, args.section.is_some()))], json };
    }
    let mut blocks = vec![Block::Heading(seen.book.scheme.name.clone()), Block::Text(format!("{about}. {small}"))];
    for (_, parts) in sections {
        for part in parts {
            blocks.push(Block::Heading(part.title));
            blocks.extend(part.says.into_iter().map(Block::Text));
            if !part.table.rows.is_empty() {
                blocks.push(Block::Table(part.table));
            }
        }
    }
    Report { blocks, json }
}

/// One table for pipes: that of the section where it has one alone, else one row a figure.
fn for_machines(sections: Vec<(Section, Vec<Part>)>, one_section: bool) -> Table {
    let tables = sections.iter().map(|(_, parts)| parts.len()).sum::<usize>();
    if one_section && tables == 1 {
        let parts = sections.into_iter().flat_map(|(_, parts)| parts);
        return parts.map(|part| part.table).next().unwrap_or_default();
    }
    let columns = [("section", "Section"), ("table", "Table"), ("of", "Of"), ("what", "What"), ("value", "Value")];
    let mut tidy = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new());
    for (section, parts) in sections {
        for part in parts {
            for row in &part.table.rows {
                let keys: Vec<String> =
                    row[..part.keys].iter().map(Cell::plain).filter(|key| !key.is_empty()).collect();
                for (column, cell) in part.table.columns.iter().zip(row).skip(part.keys) {
                    tidy.rows.push(vec![
                        Cell::text(section.name()),
                        Cell::text(part.title.as_str()),
                        Cell::text(keys.join("; ")),
                        Cell::text(column.key.as_ref()),
                        cell.clone(),
                    ]);
                }
            }
        }
    }
    tidy
}

/// The JSON of the evaluation: one object a section, in it one list of rows a table.
fn published(about: &str, threshold: Threshold, sections: &[(Section, Vec<Part>)]) -> serde_json::Value {
    let value = |cell: &Cell| match cell {
        Cell::Blank => serde_json::Value::Null,
        Cell::Number(number) => json!(number),
        Cell::Decimal { .. } | Cell::Formula { .. } => {
            cell.plain().parse::<f64>().map_or(serde_json::Value::Null, |value| json!(value))
        }
        cell => json!(cell.plain()),
    };
    let table = |part: &Part| {
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = part
            .table
            .rows
            .iter()
            .map(|row| {
                part.table.columns.iter().zip(row).map(|(column, cell)| (column.key.to_string(), value(cell))).collect()
            })
            .collect();
        json!({ "table": part.title, "says": part.says, "rows": rows })
    };
    let sections: serde_json::Map<String, serde_json::Value> =
        sections.iter().map(|(section, parts)| (section.name(), parts.iter().map(table).collect())).collect();
    json!({ "format": 1, "about": about, "threshold": threshold.0, "sections": sections })
}
