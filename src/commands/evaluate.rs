//! `mentor evaluate`: what changed, counted by mentee and by relationship, with small numbers hidden. It never says why.

mod delivery;
mod equality;
mod goals;
mod measures;
mod outcomes;
mod participation;
mod results;
mod seen;
mod telling;
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
use crate::report::{Block, Cell, Column, Report, Table, json_value};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::equality::{self as equality_file, Characteristic};
use crate::store::log::{Logged, evidence};
pub use measures::moved;
pub use results::reached;
use seen::Part;
pub use seen::{Seen, decimal};
use telling::Telling;

/// Show what changed: who took part, sessions, goals, results
///
/// Small numbers are hidden, so that it can be handed round; of what people said nothing stands in it but quotes with
/// consent. It never claims that mentoring was the cause. Changes nothing.
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
    /// All of them.
    fn all() -> Vec<Section> {
        <Section as clap::ValueEnum>::value_variants().to_vec()
    }

    /// The columns of a section that is one table, whatever is in it; none of a section of several tables.
    fn columns(self) -> Option<Vec<Column>> {
        match self {
            Section::Outcomes => Some(outcomes::columns()),
            Section::Results => Some(results::columns()),
            Section::Themes => Some(told::theme_columns()),
            Section::Quotes => Some(told::quote_columns()),
            _ => None,
        }
    }

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
    if args.section == Some(Section::Equality) && sight.equality.is_empty() {
        // Whoever asks for this section alone is told how to write the file.
        equality_file::read(&sight.directory, &sight.book.people, &mut sight.problems)?;
    }
    let chosen = args.section.map_or_else(Section::all, |section| vec![section]);
    let report = sight.with(args.small_numbers, args.full, desk, |seen| {
        let parts = |section: Section| (section, section.parts(seen, &sight.equality, desk.today));
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
    equality: Vec<Characteristic>,
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
        Some(_) => equality_file::read(&directory, &book.people, &mut problems)?,
        None => Vec::new(),
    };
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    let period = Period { from, until: Some(until) };
    Ok(Sight { directory, book, logged, evidence, equality, period, problems })
}

impl Sight {
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

/// Relationships as they stood on a day: what was accepted or ended after it had not happened yet.
fn as_of(relationships: &[Relationship], day: NaiveDate) -> Vec<Relationship> {
    let begun = relationships.iter().filter(|of| of.accepted.is_some_and(|on| on <= day));
    let stood = |of: &Relationship| match of.ended {
        Some(ended) if ended > day => Relationship { ended: None, ending: None, ..of.clone() },
        _ => of.clone(),
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
        least => format!(
            "A number of people below {least} is not told, and what would give it away is hidden. How many answered, and did not, is told of every question."
        ),
    };
    let json = desk.json.then(|| published(&about, seen.threshold, &sections));
    if !desk.to_readers {
        return Report { blocks: vec![Block::Table(for_machines(sections, args.section))], json };
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

/// One table for pipes: that of the section where it has one alone whatever is in it, else one row a figure.
fn for_machines(sections: Vec<(Section, Vec<Part>)>, only: Option<Section>) -> Table {
    if let Some(columns) = only.and_then(Section::columns) {
        let mut parts = sections.into_iter().flat_map(|(_, parts)| parts);
        return parts.next().map_or(Table::new(columns, Vec::new()), |part| part.table);
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
    let table = |part: &Part| {
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = part
            .table
            .rows
            .iter()
            .map(|row| {
                part.table
                    .columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| (column.key.to_string(), json_value(cell)))
                    .collect()
            })
            .collect();
        json!({ "table": part.title, "says": part.says, "rows": rows })
    };
    let sections: serde_json::Map<String, serde_json::Value> =
        sections.iter().map(|(section, parts)| (section.name(), parts.iter().map(table).collect())).collect();
    json!({ "format": 1, "about": about, "threshold": threshold.0, "sections": sections })
}
