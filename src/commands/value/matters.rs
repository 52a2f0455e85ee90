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
    let valued = benefits && now.ratio().is_some() && !counted.are_benefits_open(rows);
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

#[cfg(test)]
mod tests {
    use super::super::quantities::Quantity;
    use super::*;
    use crate::domain::evaluation::worth::worth;

    /// 10 hours at 20 to 40, and 4 people in work at 300 to 500 in each of two years, less half in the second.
    fn case() -> (Vec<Assumption>, Quantities) {
        let row = |name: &str, kind, values, years| Assumption {
            name: name.to_string(),
            kind,
            values,
            years,
            ..Assumption::default()
        };
        let rows = vec![
            row("hours", AssumptionKind::Cost, [20.0, 30.0, 40.0], 1),
            row("work", AssumptionKind::Benefit, [300.0, 400.0, 500.0], 2),
            row("lost", AssumptionKind::DropOff, [50.0; 3], 1),
        ];
        let of = [10.0, 4.0, 0.0].map(Quantity::told).into_iter().collect();
        let counted = Quantities {
            relationships: Quantity::told(5.0),
            hours: Quantity::told(10.0),
            length_not_heard: 0,
            planned_minutes: None,
            apart: false,
            of,
            time_left_out: Vec::new(),
        };
        (rows, counted)
    }

    fn tables(rows: &[Assumption], counted: &Quantities) -> Vec<Table> {
        let quantities: Vec<f64> = counted.of.iter().map(|of| of.count).collect();
        let blocks = blocks(rows, &worth(rows, &quantities), counted, true);
        let table = |block| if let Block::Table(table) = block { Some(table) } else { None };
        blocks.into_iter().filter_map(table).collect()
    }

    fn formula_of(cell: &Cell) -> (&str, String) {
        let Cell::Formula { formula, .. } = cell else { panic!("a formula: {cell:?}") };
        (formula, cell.plain())
    }

    #[test]
    fn a_workbook_works_it_out_from_every_line_anew() {
        let (rows, counted) = case();
        let tables = tables(&rows, &counted);
        // 1,600 and 800 over 300; with the hours at 20 over 200, at 40 over 400.
        let first = &tables[0].rows[0];
        assert_eq!(first[0].plain(), "hours");
        let sums = |column: &str| {
            let of = |column: &str| format!("'One at a time'!{column}2:{column}4");
            let sum = |kind: &str| format!("SUMIFS({},{},\"{kind}\")", of(column), of("C"));
            format!("=IF({0}>0,{1}/{0},\"\")", sum("cost"), sum("benefit"))
        };
        assert_eq!(formula_of(&first[1]), (sums("E").as_str(), "12.00".to_string()));
        assert_eq!(formula_of(&first[2]), (sums("F").as_str(), "6.00".to_string()));
        let lines = &tables[1].rows[..3];
        assert_eq!(formula_of(&lines[0][4]), ("=Assumptions!E2*Lines!D2", "200.00".to_string()));
        assert_eq!(formula_of(&lines[1][4]), ("=Assumptions!F3*Lines!D3", "1600.00".to_string()));
        let second_year = "=Assumptions!F3*Lines!D4*(1-Assumptions!F4/100)^1";
        assert_eq!(formula_of(&lines[2][5]), (second_year, "800.00".to_string()));
    }

    #[test]
    fn where_benefits_are_not_told_it_is_about_costs_and_about_nothing_where_these_are_not() {
        let (rows, mut counted) = case();
        counted.of[1].is_hidden = true;
        let told = tables(&rows, &counted);
        let names: Vec<String> = told[0].rows.iter().map(|row| row[0].plain()).collect();
        assert_eq!((names, told[0].rows[0][2].plain()), (vec!["hours".to_string()], "80.00".to_string()));
        assert!(told[1].rows.iter().all(|row| row[2].plain() == "cost"), "no line of a benefit");
        counted.of[0].is_hidden = true;
        assert!(tables(&rows, &counted).is_empty());
    }
}
