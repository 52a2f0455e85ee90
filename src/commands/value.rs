//! `mentor value`: what it cost, and where the scheme says so what it was worth, as low, central and high. Every
//! assumption is a row; a workbook works everything out anew from them.

mod formulas;
mod quantities;
mod told;

use anyhow::ensure;
use chrono::NaiveDate;

use super::evaluate::seen::decimal;
use super::evaluate::sight::{Sight, look};
use super::{Answer, Desk, in_words};
use crate::domain::evaluation::worth::{Range, Worth, what_matters, worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{capital, list, plural, show, shown};
use formulas::{Formulas, formula};
use quantities::{Quantities, Quantity, counted};
pub use told::parts;

/// After how many months the benefits have made up for the costs.
const PAYBACK: &str = "payback_months";

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
    let report = sight.with(args.small_numbers, args.full, desk, |seen| {
        let counted = counted(seen);
        let rows = &seen.book.scheme.assumptions;
        if let Some(few) = rows.iter().zip(&counted.of).find(|(_, quantity)| quantity.is_few) {
            let name = show(&few.0.name);
            let text = format!("`{name}` counts too few people to show what it was worth without giving somebody away. For your own eyes: mentor value --small-numbers");
            return Ok(Report { blocks: vec![Block::Text(text)], json: None });
        }
        if !counted.relationships_told || !counted.hours_told {
            let text = "What it cost is not told, as it would give away a small number of relationships. For your own eyes: mentor value --small-numbers".to_string();
            return Ok(Report { blocks: vec![Block::Text(text)], json: None });
        }
        let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
        ensure!(quantities.iter().all(|quantity| quantity.is_finite()), "the hours add up to no number");
        Ok(describe(&sight, rows, &quantities, &counted, args, desk))
    })?;
    Ok(Answer { report, problems: sight.problems, ..Answer::default() })
}

fn describe(
    sight: &Sight,
    rows: &[Assumption],
    quantities: &[f64],
    counted: &Quantities,
    args: &ValueArgs,
    desk: &Desk,
) -> Report {
    let worth = worth(rows, quantities);
    let formulas = Formulas::new(rows, &worth);
    let mut blocks = vec![Block::Heading("Value".to_string())];
    blocks.push(Block::Text(said(sight, rows, &worth, counted)));
    let mut table = summary(&worth, counted, &formulas);
    if desk.to_readers {
        table.rows = table.rows.into_iter().map(told::with_words).collect();
    }
    blocks.push(Block::Table(table));
    if !rows.is_empty() {
        blocks.extend([Block::Heading("Lines".to_string()), Block::Table(lines(rows, &worth, counted, &formulas))]);
        let text = "Low, central and high, by size: the lowest benefit meets the highest costs. Percentages are taken off benefits.";
        blocks.extend([Block::Heading("Assumptions".to_string()), Block::Text(text.to_string())]);
        blocks.push(Block::Table(assumptions(rows)));
    }
    if args.full && !rows.is_empty() {
        blocks.push(Block::Heading("What matters most".to_string()));
        blocks.extend(matters(rows, quantities, &worth, counted));
    }
    if !desk.to_readers {
        blocks.retain(|block| matches!(block, Block::Table(_)));
    }
    Report { blocks, json: None }
}

/// In a few sentences what can be said, and what cannot.
fn said(sight: &Sight, rows: &[Assumption], worth: &Worth, counted: &Quantities) -> String {
    let until = in_words(sight.period.until.unwrap_or_default());
    let mut said = vec![format!("Up to {until}. Money as in scheme.toml; values are assumptions, not measurements.")];
    let costs = rows.iter().any(|row| row.kind == AssumptionKind::Cost);
    if !costs {
        said.push("No cost is assumed: add [[value.assumption]] with is = \"cost\" (schemes/README.md).".to_string());
    }
    if !counted.time_left_out.is_empty() && costs {
        let who = list(&counted.time_left_out, "and");
        said.push(format!("The time of {who} is not among the costs; add per = \"hour\" with of = the role."));
    }
    let sessions = plural(counted.length_not_heard, "session");
    match (counted.length_not_heard, counted.planned_minutes) {
        (0, _) => {}
        (_, Some(minutes)) => {
            let each = if counted.length_not_heard == 1 { "it" } else { "each" };
            said.push(format!("Nobody said how long {sessions} took; {each} counts {minutes} minutes, as planned."));
        }
        (_, None) => said.push(format!("Nobody said how long {sessions} took, and they count for no hour.")),
    }
    said.extend(counted.not_known());
    match worth.ratio() {
        _ if worth.benefits.is_empty() => said.push("No benefit was valued in money.".to_string()),
        None if costs => said.push("As the costs may be nothing, no benefit for each pound is worked out.".to_string()),
        None => {}
        Some([low, central, high]) => said.push(format!(
            "For each pound of cost a benefit of {central:.2}; from {low:.2} (the lowest benefit with the highest costs) to {high:.2} (the highest benefit with the lowest costs)."
        )),
    }
    said.join(" ")
}

fn three(key: &'static str, heading: &'static str) -> Vec<Column> {
    let columns = [(key, heading), ("low", "Low"), ("central", "Central"), ("high", "High")];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

fn summary(worth: &Worth, counted: &Quantities, formulas: &Formulas) -> Table {
    let mut table = Table::new(three("what", "What"), Vec::new());
    let mut row = |what: &str, cells: [Cell; 3]| table.rows.push([&[Cell::text(what)], &cells[..]].concat());
    let same = |value: f64, decimals| [0, 1, 2].map(|_| decimal(value, decimals));
    row("relationships", same(counted.relationships, 0));
    row("hours_counted", [0, 1, 2].map(|_| quantity(&counted.hours, 1)));
    let by = |range: Range, of: f64| range.map(|value| if of > 0.0 { Some(value / of) } else { None });
    let cells = |formulas: [String; 3], values: [Option<f64>; 3]| {
        let mut formulas = formulas.into_iter();
        values.map(|value| formula(formulas.next().unwrap_or_default(), value, 2))
    };
    // Of what nobody assumed, nothing is said.
    if worth.lines.is_empty() {
        return table;
    }
    row("cost", cells(formulas.cost(), worth.cost.map(Some)));
    row("cost_a_relationship", cells(formulas.cost_by(2), by(worth.cost, counted.relationships)));
    row("cost_an_hour", cells(formulas.cost_by(3), by(worth.cost, counted.hours.count)));
    if !worth.benefits.is_empty() {
        for (year, benefits) in (1..).zip(&worth.benefits) {
            row(&format!("benefit_of_year_{year}"), cells(formulas.benefit_of(year), benefits.map(Some)));
        }
        row("benefit", cells(formulas.benefit(), worth.benefit().map(Some)));
        row("benefit_less_cost", cells(formulas.net(), worth.net().map_or([None; 3], |net| net.map(Some))));
        row("benefit_for_each_pound", cells(formulas.ratio(), worth.ratio().map_or([None; 3], |r| r.map(Some))));
        row(PAYBACK, cells(formulas.payback(), worth.payback()));
    }
    table
}

/// Of how many: hours as the minutes they come from, so that a workbook goes on from what was counted.
fn quantity(of: &Quantity, decimals: u32) -> Cell {
    match of.minutes {
        Some(minutes) => formula(format!("={minutes}/60"), Some(of.count), decimals),
        None => decimal(of.count, decimals),
    }
}

fn lines(rows: &[Assumption], worth: &Worth, counted: &Quantities, formulas: &Formulas) -> Table {
    let columns = [("line", "Line"), ("is", "Is"), ("year", "Year"), ("quantity", "Quantity")];
    let further = [("low", "Low"), ("central", "Central"), ("high", "High")];
    let columns = columns.iter().chain(&further).map(|(key, heading)| Column::new(*key, heading)).collect();
    let cells = worth.lines.iter().enumerate().map(|(at, line)| {
        let row = &rows[line.assumption];
        let mut cells = vec![
            Cell::text(show(&row.name)),
            Cell::text(row.kind.word()),
            line.year.map_or(Cell::Blank, |year| Cell::Number(i64::from(year))),
            counted.of.get(line.assumption).map_or(Cell::Blank, |of| quantity(of, 4)),
        ];
        let amounts = [0, 1, 2].map(|case| formula(formulas.line(at, line, case), Some(line.amount[case]), 2));
        cells.extend(amounts);
        cells
    });
    let cells = cells.collect();
    Table::new(columns, cells)
}

fn assumptions(rows: &[Assumption]) -> Table {
    let columns = [
        ("assumption", "Assumption"),
        ("is", "Is"),
        ("per", "Per"),
        ("of", "Of"),
        ("low", "Low"),
        ("central", "Central"),
        ("high", "High"),
        ("years", "Years"),
        ("source", "Source"),
        ("date", "Date"),
    ];
    let cells = rows.iter().map(|row| {
        let [low, central, high] = row.values.map(|value| decimal(value, 3));
        let (per, years) = match row.kind.is_share() {
            true => ("percent", Cell::Blank),
            false => (row.per.word(), Cell::Number(i64::from(row.years))),
        };
        let years = if row.kind == AssumptionKind::Benefit { years } else { Cell::Blank };
        vec![
            Cell::text(show(&row.name)),
            Cell::text(row.kind.word()),
            Cell::text(per),
            Cell::text(show(&row.of)),
            low,
            central,
            high,
            years,
            Cell::text(shown(&row.source, 200)),
            row.date.map_or(Cell::Blank, Cell::Date),
        ]
    });
    let cells = cells.collect();
    Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), cells)
}

/// One assumption at a time at its lowest and its highest, all others central.
fn matters(rows: &[Assumption], quantities: &[f64], now: &Worth, counted: &Quantities) -> Vec<Block> {
    let valued = now.ratio().is_some();
    let figure = |worth: &Worth| match valued {
        true => worth.ratio().map(|ratio| ratio[1]),
        false => (counted.relationships > 0.0).then(|| worth.cost[1] / counted.relationships),
    };
    let what = if valued { "benefit for each pound" } else { "cost of a relationship" };
    let columns = [("assumption", "Assumption"), ("with_low", "With its lowest"), ("with_high", "With its highest")];
    let moved = what_matters(rows, quantities, figure);
    let cells = moved
        .iter()
        .map(|(at, low, high)| vec![Cell::text(show(&rows[*at].name)), decimal(*low, 2), decimal(*high, 2)]);
    let table = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), cells.collect());
    let central = figure(now).map_or(String::new(), |central| format!(", which is {central:.2} with all central"));
    let text = format!("{} with one assumption at its lowest or highest{central}.", capital(what));
    vec![Block::Text(text), Block::Table(table)]
}
