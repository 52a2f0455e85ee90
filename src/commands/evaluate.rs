//! `mentor evaluate`: what changed, counted by mentee and by relationship, with small numbers hidden. It never says why.

mod board;
mod charts;
mod delivery;
mod equality;
mod goals;
mod machines;
mod measures;
mod months;
mod outcomes;
mod page;
mod participation;
mod results;
mod seen;
mod short;
mod telling;
mod told;
mod training;

use anyhow::ensure;
use chrono::NaiveDate;

use super::{Answer, Desk, Stopped, in_words, value, year};
use crate::domain::evaluation::Period;
use crate::domain::evaluation::evidence::Evidence;
use crate::domain::journey::gather;
use crate::domain::log::Kind;
use crate::domain::relationship::Relationship;
use crate::domain::schedule::of_journey;
use crate::domain::small_numbers::Threshold;
use crate::problems::Problems;
use crate::report::{Block, Format, Report};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::equality::{self as equality_file, Characteristic};
use crate::store::log::{Logged, evidence};
pub use charts::MONEY;
pub use measures::moved;
use page::Told;
pub use results::reached;
pub use seen::{Part, Seen, decimal};
use telling::Telling;

/// Show what changed: who took part, sessions, goals, results
///
/// Small numbers are hidden, so that it can be handed round; of what people said nothing stands in it but quotes with
/// consent. It never claims that mentoring was the cause. With -o page.html it is a page with pictures for those who
/// were not there, with -o book.xlsx a workbook with charts, with --board -o board.docx two pages for a board. Changes
/// nothing.
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
    /// Two pages for a board, to print: -o board.docx, .html or .md
    #[arg(long, conflicts_with = "section")]
    board: bool,
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

    fn parts(self, seen: &Seen<'_>, asked: &[Characteristic], today: NaiveDate) -> Vec<Part> {
        match self {
            Section::Participation => participation::parts(seen),
            Section::Delivery => delivery::parts(seen).into_iter().chain(months::parts(seen)).collect(),
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
    let mut answer = Answer::default();
    sight.with(args.small_numbers, args.full, desk, |seen| {
        let mut told: Vec<Told> = chosen
            .into_iter()
            .map(|section| Told { section: Some(section), parts: section.parts(seen, &sight.equality, desk.today) })
            .collect();
        let about = Words::new(seen, args, desk);
        // What people are shown beside the sections; programs have `mentor value` for it.
        if args.section.is_none() && (args.board || matches!(desk.format, Format::Html | Format::Xlsx)) {
            told.push(Told { section: None, parts: value::parts(seen) });
        }
        if !desk.to_readers && !args.board {
            answer.report = machines::report(&about, &told, args, desk);
            return Ok(());
        }
        told.retain(|told| !told.parts.is_empty());
        match desk.format {
            _ if args.board => answer.document = Some(board::document(seen, &about, &told, &sight.decided(), desk)),
            Format::Html => answer.page = Some(page::page(seen, &about, told)),
            Format::Xlsx => answer.report = Report { blocks: page::book(seen, &about, told), json: None },
            _ => answer.report = describe(seen, &about, told),
        }
        Ok(())
    })?;
    Ok(Answer { problems: sight.problems, ..answer })
}

/// What every form of the answer says of itself.
struct Words {
    /// Which days it is about.
    about: String,
    /// What becomes of small numbers.
    small: String,
    /// The number below which a count is hidden.
    threshold: u32,
}

impl Words {
    fn new(seen: &Seen<'_>, args: &EvaluateArgs, desk: &Desk) -> Self {
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
        Words { about, small, threshold: seen.threshold.0 }
    }
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
    /// What was decided up to the end of the period: when, about what, and what. The reasons stay in the private notes.
    fn decided(&self) -> Vec<(NaiveDate, String, String)> {
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

fn describe(seen: &Seen<'_>, words: &Words, sections: Vec<Told>) -> Report {
    let about = format!("{}. {}", words.about, words.small);
    let mut blocks = vec![Block::Heading(seen.book.scheme.name.clone()), Block::Text(about)];
    for part in sections.into_iter().flat_map(|told| told.parts) {
        blocks.push(Block::Heading(part.title));
        blocks.extend(part.says.into_iter().map(Block::Text));
        if !part.table.rows.is_empty() {
            blocks.push(Block::Table(part.table));
        }
    }
    Report { blocks, json: None }
}
