//! `mentor evaluate`: what changed, counted by mentee and by relationship, with small numbers hidden. It never says why.

mod apart;
mod board;
pub mod charts;
pub mod delivery;
mod equality;
pub mod goals;
mod machines;
pub mod measures;
pub mod months;
mod outcomes;
mod page;
mod participation;
pub mod results;
mod section;
pub mod seen;
mod short;
pub mod sight;
mod telling;
mod told;
mod training;

use chrono::NaiveDate;

use super::{Answer, Desk, in_words, value};
use crate::domain::evaluation::Period;
use crate::report::{Block, Format, Report};
use crate::store::equality as equality_file;
use page::Told;
use section::Section;
use seen::Seen;
use sight::look;

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

/// What two periods that differ by few days tell together.
const WITHIN_A_MONTH: &str = "the period begins or ends within a month; whoever also has the figures of a day earlier or later can subtract, and learns what became of a few people in between. To be handed round, let periods be whole months, and give out one of each";

impl EvaluateArgs {
    /// Whether the answer is the pages for a board.
    pub fn is_for_the_board(&self) -> bool {
        self.board
    }
}

pub fn run(args: &EvaluateArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let mut sight = look(desk, args.from, args.until)?;
    if args.section == Some(Section::Equality) && sight.equality.is_empty() {
        // Whoever asks for this section alone is told how to write the file.
        equality_file::read(&sight.directory, &sight.book.people, &sight.book.register, &mut sight.problems)?;
    }
    let said = Period { from: args.from, until: args.until };
    let mut answer = Answer::default();
    if !said.is_of_whole_months() && !args.small_numbers {
        answer.told.push(WITHIN_A_MONTH.to_string());
    }
    let chosen = args.section.map_or_else(Section::all, |section| vec![section]);
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
        told.iter_mut().flat_map(|told| &mut told.parts).for_each(measures::leave_out_nobody);
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
                "A number of people below {least} is not told, and what would give it away is hidden. How many answered, and did not, is told of every question of which that gives nobody away."
            ),
        };
        Words { about, small, threshold: seen.threshold.0 }
    }
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
