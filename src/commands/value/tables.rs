//! The tables of the value: what it comes to, line by line, and what was assumed.

use super::formulas::{Formulas, formula};
use super::quantities::{Quantities, Quantity};
use crate::commands::evaluate::seen::{HIDDEN, decimal, hidden};
use crate::domain::evaluation::worth::{Range, Worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::{Cell, Column, Table};
use crate::wording::{show, shown};

/// What stands in place of what something was worth, as long as nobody knows whether it came about.
const NOT_KNOWN: &str = "not known yet";

/// After how many months the benefits have made up for the costs.
pub const PAYBACK: &str = "payback_months";

fn three(key: &'static str, heading: &'static str) -> Vec<Column> {
    let columns = [(key, heading), ("low", "Low"), ("central", "Central"), ("high", "High")];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

/// What it comes to. What is not told has its row all the same, so that the formulas find theirs.
pub fn summary(rows: &[Assumption], worth: &Worth, counted: &Quantities, formulas: &Formulas) -> Table {
    let mut table = Table::new(three("what", "What"), Vec::new());
    let mut line = |what: &str, instead: Option<&str>, cells: [Cell; 3]| {
        let words = instead.map(|words| [0, 1, 2].map(|_| Cell::Instead(words.to_string())));
        table.rows.push([&[Cell::text(what)], &words.unwrap_or(cells)[..]].concat());
    };
    let mut row = |what: &str, told: bool, cells: [Cell; 3]| line(what, (!told).then_some(HIDDEN), cells);
    let Quantities { relationships, hours, .. } = counted;
    row("relationships", !relationships.is_hidden, [0, 1, 2].map(|_| quantity(relationships, 0)));
    row("hours_counted", !hours.is_hidden, [0, 1, 2].map(|_| quantity(hours, 1)));
    let by = |range: Range, of: f64| range.map(|value| if of > 0.0 { Some(value / of) } else { None });
    let cells = |formulas: [String; 3], values: [Option<f64>; 3]| {
        let mut formulas = formulas.into_iter();
        values.map(|value| formula(formulas.next().unwrap_or_default(), value, 2))
    };
    // Of what nobody assumed, nothing is said.
    if worth.lines.is_empty() {
        return table;
    }
    let [costs, benefits] = [AssumptionKind::Cost, AssumptionKind::Benefit].map(|kind| counted.are_told(rows, kind));
    row("cost", costs, cells(formulas.cost(), worth.cost.map(Some)));
    let each = by(worth.cost, relationships.count);
    row("cost_a_relationship", costs && !relationships.is_hidden, cells(formulas.cost_by(2), each));
    let each = by(worth.cost, hours.count);
    row("cost_an_hour", costs && !hours.is_hidden, cells(formulas.cost_by(3), each));
    if !worth.benefits.is_empty() {
        let open = counted.are_benefits_open(rows).then_some(NOT_KNOWN);
        let mut row =
            |what: &str, told: bool, cells: [Cell; 3]| line(what, if told { open } else { Some(HIDDEN) }, cells);
        for (year, of_year) in (1..).zip(&worth.benefits) {
            row(&format!("benefit_of_year_{year}"), benefits, cells(formulas.benefit_of(year), of_year.map(Some)));
        }
        let both = costs && benefits;
        row("benefit", benefits, cells(formulas.benefit(), worth.benefit().map(Some)));
        row("benefit_less_cost", both, cells(formulas.net(), worth.net().map_or([None; 3], |net| net.map(Some))));
        row("benefit_for_each_pound", both, cells(formulas.ratio(), worth.ratio().map_or([None; 3], |r| r.map(Some))));
        row(PAYBACK, both, cells(formulas.payback(), worth.payback()));
    }
    table
}

/// Of how many: hours as the minutes they come from, so that a workbook goes on from what was counted.
fn quantity(of: &Quantity, decimals: u32) -> Cell {
    match of.minutes {
        _ if of.is_hidden => hidden(),
        Some(minutes) => formula(format!("={minutes}/60"), Some(of.count), decimals),
        None => decimal(of.count, decimals),
    }
}

/// The calculation, line by line.
pub fn lines(rows: &[Assumption], worth: &Worth, counted: &Quantities, formulas: &Formulas) -> Table {
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
        let of = counted.of.get(line.assumption);
        let amounts = [0, 1, 2].map(|case| match of {
            Some(of) if of.is_hidden => hidden(),
            Some(of) if of.is_open => Cell::Instead(NOT_KNOWN.to_string()),
            _ => formula(formulas.line(at, line, case), Some(line.amount[case]), 2),
        });
        cells.extend(amounts);
        cells
    });
    let cells = cells.collect();
    Table::new(columns, cells)
}

/// What was assumed, each with its source.
pub fn assumptions(rows: &[Assumption]) -> Table {
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
