//! What matters most: one assumption at a time at its lowest and its highest, all others central.

use super::formulas::{Formulas, formula};
use super::quantities::Quantities;
use crate::commands::evaluate::seen::decimal;
use crate::domain::evaluation::worth::{Worth, at_one_end, what_matters};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::{Block, Cell, Column, Table};
use crate::wording::{capital, show};

/// What a workbook works the figures out from.
pub const ONE_AT_A_TIME: &str = "One at a time";

/// How far each assumption moves the benefit for each pound; where there is none, the cost of a relationship. Nothing
/// where neither is told.
pub fn blocks(rows: &[Assumption], now: &Worth, counted: &Quantities, is_workbook: bool) -> Vec<Block> {
    let [costs, benefits] = [AssumptionKind::Cost, AssumptionKind::Benefit].map(|kind| counted.are_told(rows, kind));
    let valued = benefits && now.ratio().is_some();
    let relationships = &counted.relationships;
    if rows.is_empty() || !costs || (!valued && relationships.is_hidden) {
        return Vec::new();
    }
    let figure = |worth: &Worth| match valued {
        true => worth.ratio().map(|ratio| ratio[1]),
        false => (relationships.count > 0.0).then(|| worth.cost[1] / relationships.count),
    };
    let what = if valued { "benefit for each pound" } else { "cost of a relationship" };
    let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
    let mut moved = what_matters(rows, &quantities, figure);
    // Nothing but costs bears on what a relationship costs.
    moved.retain(|(at, ..)| valued || rows[*at].kind == AssumptionKind::Cost);
    let lines: Vec<usize> = (0..now.lines.len())
        .filter(|at| valued || rows[now.lines[*at].assumption].kind == AssumptionKind::Cost)
        .collect();
    let formulas = Formulas::new(rows, now);
    let cells = moved.iter().enumerate().map(|(place, (at, low, high))| {
        let end = |end: usize, value: f64| match is_workbook {
            true => formula(formulas.figure(place, lines.len(), end, valued), Some(value), 2),
            false => decimal(value, 2),
        };
        vec![Cell::text(show(&rows[*at].name)), end(0, *low), end(1, *high)]
    });
    let columns = [("assumption", "Assumption"), ("with_low", "With its lowest"), ("with_high", "With its highest")];
    let table = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), cells.collect());
    let central = figure(now).map_or(String::new(), |central| format!(", which is {central:.2} with all central"));
    let text = format!("{} with one assumption at its lowest or highest{central}.", capital(what));
    let mut blocks = vec![Block::Heading("What matters most".to_string()), Block::Text(text), Block::Table(table)];
    if is_workbook && !moved.is_empty() {
        let order: Vec<usize> = moved.iter().map(|(at, ..)| *at).collect();
        let table = one_at_a_time(rows, now, &quantities, (&order, &lines), &formulas);
        blocks.extend([Block::Heading(ONE_AT_A_TIME.to_string()), Block::Table(table)]);
    }
    blocks
}

/// Every line once more for every assumption that is moved.
fn one_at_a_time(
    rows: &[Assumption],
    now: &Worth,
    quantities: &[f64],
    (moved, lines): (&[usize], &[usize]),
    formulas: &Formulas,
) -> Table {
    let columns = [
        ("assumption", "Assumption"),
        ("line", "Line"),
        ("is", "Is"),
        ("year", "Year"),
        ("with_low", "With its lowest"),
        ("with_high", "With its highest"),
    ];
    let mut table = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new());
    for at in moved {
        let ends = [0, 2].map(|case| at_one_end(rows, quantities, *at, case));
        for own in lines {
            let line = &now.lines[*own];
            let amount = |(worth, case): (&Worth, usize)| {
                let text = formulas.moved(*own, line, *at, case);
                formula(text, worth.lines.get(*own).map(|line| line.amount[1]), 2)
            };
            let of = &rows[line.assumption];
            let year = line.year.map_or(Cell::Blank, |year| Cell::Number(i64::from(year)));
            let words = [show(&rows[*at].name), show(&of.name), of.kind.word().to_string()].map(Cell::text);
            let amounts = ends.iter().zip([0, 2]).map(amount);
            table.rows.push(words.into_iter().chain([year]).chain(amounts).collect());
        }
    }
    table
}
