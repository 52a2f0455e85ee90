//! `mentor value`: what it cost, and where the scheme says so what it was worth, as low, central and high. Every
//! assumption is a row; a workbook works everything out anew from them.

mod formulas;
mod matters;
mod quantities;
mod tables;
mod told;

use anyhow::ensure;
use chrono::NaiveDate;

use super::evaluate::seen::Seen;
use super::evaluate::sight::{Sight, look};
use super::{Answer, Desk, in_words};
use crate::domain::evaluation::worth::{Worth, worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Format, Look, Report, Table, render};
use crate::wording::{list, plural};
use formulas::Formulas;
use quantities::{Quantities, counted};
pub use told::{parts, to_know};

/// How whoever runs the scheme sees what is left out.
const FOR_YOUR_OWN_EYES: &str = "For your own eyes: mentor value --small-numbers";

/// Show what it cost and what it was worth
///
/// Of a relationship, an hour, and in all. Costs, benefits and what is taken off them stand in scheme.toml as
/// [[value.assumption]], each with low, central and high, source and date. Without benefits the answer is what a
/// relationship and an hour cost.
#[derive(Debug, clap::Args)]
pub struct ValueArgs {
    /// Only what happened from this day on
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    from: Option<NaiveDate>,
    /// Only what happened up to this day; as things stood on it
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    until: Option<NaiveDate>,
    /// Everything: also which assumption matters most
    #[arg(long)]
    full: bool,
    /// Count small numbers too: for your own eyes, not to be handed round
    #[arg(long)]
    small_numbers: bool,
}

pub fn run(args: &ValueArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let sight = look(desk, args.from, args.until)?;
    let mut told = Vec::new();
    let report = sight.with(args.small_numbers, args.full, desk, |seen| {
        work_out(&sight, seen, args, desk, true).map(|(report, left_out)| {
            told.extend(left_out.filter(|_| !desk.to_readers));
            report
        })
    })?;
    Ok(Answer { report, told, problems: sight.problems, ..Answer::default() })
}

/// The page that goes with a decision: what may be handed round, as text with few marks.
///
/// # Errors
/// As [`run`].
pub fn page(sight: &Sight, desk: &Desk) -> anyhow::Result<String> {
    let desk = Desk { to_readers: true, format: Format::Md, ..desk.clone() };
    let args = ValueArgs { from: None, until: None, full: false, small_numbers: false };
    let (report, _) = sight.with(false, false, &desk, |seen| work_out(sight, seen, &args, &desk, false))?;
    let look = Look { width: 80, colour: false, ceiling: Privacy::Public, raw: false, byte_order_mark: false };
    let text = render(&Report { blocks: report.blocks.into_iter().skip(1).collect(), ..report }, Format::Md, &look)?;
    Ok(format!("# What it was worth\n\n{}", String::from_utf8_lossy(&text)))
}

/// Works everything out, and says what is left out; `hints` are for whoever writes the scheme.
fn work_out(
    sight: &Sight,
    seen: &Seen<'_>,
    args: &ValueArgs,
    desk: &Desk,
    hints: bool,
) -> anyhow::Result<(Report, Option<String>)> {
    let counted = counted(seen);
    let rows = &seen.book.scheme.assumptions;
    let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
    ensure!(quantities.iter().all(|quantity| quantity.is_finite()), "the hours add up to no number");
    let worth = worth(rows, &quantities);
    let mut said = said(sight, rows, &worth, &counted, hints);
    let left_out = told::left_out(rows, &worth, &counted);
    let left_out = left_out.map(|said| if hints { format!("{said} {FOR_YOUR_OWN_EYES}") } else { said });
    said.extend(left_out.clone());
    Ok((describe(rows, &worth, &counted, &said, args, desk), left_out))
}

fn describe(
    rows: &[Assumption],
    worth: &Worth,
    counted: &Quantities,
    said: &[String],
    args: &ValueArgs,
    desk: &Desk,
) -> Report {
    let formulas = Formulas::new(rows, worth);
    let mut blocks = vec![Block::Heading("Value".to_string()), Block::Text(said.join(" "))];
    let mut table = tables::summary(rows, worth, counted, &formulas);
    let is_workbook = desk.format == Format::Xlsx;
    if desk.to_readers {
        table.rows = table.rows.into_iter().map(told::with_words).collect();
    }
    // Whoever reads has the sentence for what is left out; in a workbook each row has its place.
    if desk.to_readers && !is_workbook {
        table.rows.retain(|row| !told::is_hidden(row));
    }
    if !desk.to_readers || !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    if !rows.is_empty() {
        let mut lines = tables::lines(rows, worth, counted, &formulas);
        if !is_workbook {
            lines.rows.retain(|row| !told::is_hidden(row));
        }
        if !lines.rows.is_empty() {
            blocks.extend([Block::Heading("Lines".to_string()), Block::Table(lines)]);
        }
        let text = "Low, central and high, by size: the lowest benefit meets the highest costs. Percentages are taken off benefits.";
        blocks.extend([Block::Heading("Assumptions".to_string()), Block::Text(text.to_string())]);
        blocks.push(Block::Table(tables::assumptions(rows)));
    }
    if args.full {
        blocks.extend(matters::blocks(rows, worth, counted, is_workbook));
    }
    if is_workbook {
        let sentences = said.iter().map(|sentence| vec![Cell::text(sentence.as_str())]).collect();
        let about = Table::new(vec![Column::new("says", "What to know")], sentences);
        blocks.extend([Block::Heading("About".to_string()), Block::Table(about)]);
    }
    if !desk.to_readers {
        blocks.retain(|block| matches!(block, Block::Table(_)));
    }
    Report { blocks, json: None }
}

/// In a few sentences what can be said, and what cannot.
fn said(sight: &Sight, rows: &[Assumption], worth: &Worth, counted: &Quantities, hints: bool) -> Vec<String> {
    let until = in_words(sight.period.until.unwrap_or_default());
    let from = if hints { "as in scheme.toml" } else { "as listed below" };
    let mut said = vec![format!("Up to {until}. Money {from}; values are assumptions, not measurements.")];
    let costs = rows.iter().any(|row| row.kind == AssumptionKind::Cost);
    if !costs && hints {
        said.push("No cost is assumed: add [[value.assumption]] with is = \"cost\" (schemes/README.md).".to_string());
    }
    if !counted.time_left_out.is_empty() && costs {
        let who = list(&counted.time_left_out, "and");
        let add = if hints { "; add per = \"hour\" with of = the role" } else { "" };
        said.push(format!("The time of {who} is not among the costs{add}."));
    }
    let sessions = plural(counted.length_not_heard, "session");
    match (counted.length_not_heard, counted.planned_minutes) {
        (0, _) => {}
        _ if counted.hours.is_hidden => {}
        (_, Some(minutes)) => {
            let each = if counted.length_not_heard == 1 { "it" } else { "each" };
            said.push(format!("Nobody said how long {sessions} took; {each} counts {minutes} minutes, as planned."));
        }
        (_, None) => said.push(format!("Nobody said how long {sessions} took, and they count for no hour.")),
    }
    said.extend(counted.how_counted());
    said.extend(counted.not_known());
    let told = [AssumptionKind::Cost, AssumptionKind::Benefit].iter().all(|kind| counted.are_told(rows, *kind));
    match worth.ratio() {
        _ if worth.benefits.is_empty() => said.push("No benefit was valued in money.".to_string()),
        _ if !told => {}
        _ if counted.are_benefits_open(rows) => said.push("What it was worth is not known yet.".to_string()),
        None if costs => said.push("As the costs may be nothing, no benefit for each pound is worked out.".to_string()),
        None => {}
        Some([low, central, high]) => said.push(format!(
            "For each pound of cost a benefit of {central:.2}; from {low:.2} (the lowest benefit with the highest costs) to {high:.2} (the highest benefit with the lowest costs)."
        )),
    }
    said
}
