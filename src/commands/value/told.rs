//! What it cost and was worth, for those who were not there: the same figures as `mentor value`, in words that need no
//! explanation.

use super::formulas::{Formulas, NOT_WITHIN};
use super::quantities::{Quantities, counted};
use super::tables::{PAYBACK, summary};
use crate::commands::evaluate::charts::MONEY;
use crate::commands::evaluate::seen::{Part, Seen, hidden};
use crate::domain::evaluation::worth::{Worth, worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::{Cell, Table};
use crate::wording::{capital, list, show};

/// What of the summary is money of all relationships together.
const IN_ALL: [&str; 3] = ["cost", "benefit", "benefit_less_cost"];

/// The tables; none where nothing was assumed. What is not told is left out, and it is said what.
pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let rows = &seen.book.scheme.assumptions;
    let counted = counted(seen);
    let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
    if rows.is_empty() || quantities.iter().any(|quantity| !quantity.is_finite()) {
        return Vec::new();
    }
    let worth = worth(rows, &quantities);
    let mut table = summary(rows, &worth, &counted, &Formulas::new(rows, &worth));
    table.rows.retain(|row| !is_hidden(row));
    let (all, each): (Vec<Vec<Cell>>, Vec<Vec<Cell>>) =
        table.rows.into_iter().partition(|row| row.first().is_some_and(|what| IN_ALL.contains(&what.plain().as_str())));
    let mut says = vec![
        "Values are assumptions with a range, not measurements; each has its source. Low and high are all of them at their lowest and highest.".to_string(),
    ];
    if worth.benefits.is_empty() {
        says.push("No benefit was valued in money.".to_string());
    }
    says.extend(counted.how_counted());
    says.extend(counted.not_known());
    says.extend(left_out(rows, &worth, &counted));
    let part = |title: &str, says: Vec<String>, rows: Vec<Vec<Cell>>| Part {
        title: title.to_string(),
        says,
        table: Table::new(table.columns.clone(), rows.into_iter().map(in_words).collect()),
        keys: 1,
    };
    let mut parts = vec![part(MONEY, says, all), part("A relationship, an hour, a pound", Vec::new(), each)];
    parts.retain(|part| !part.table.rows.is_empty() || part.title == MONEY);
    parts
}

/// What is to be known of the sums, a sentence each: what nobody knows yet, and what is left out.
pub fn to_know(seen: &Seen<'_>) -> Vec<String> {
    let rows = &seen.book.scheme.assumptions;
    let counted = counted(seen);
    let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
    let left_out = left_out(rows, &worth(rows, &quantities), &counted).filter(|_| !rows.is_empty());
    counted.not_known().into_iter().chain(left_out).collect()
}

/// Whether nothing of a row is told.
pub fn is_hidden(row: &[Cell]) -> bool {
    row.iter().skip(1).any(|cell| *cell == hidden())
}

/// In one sentence what is not told, and why; none where everything is.
pub fn left_out(rows: &[Assumption], worth: &Worth, counted: &Quantities) -> Option<String> {
    let mut named = Vec::new();
    let mut say = |hidden: bool, what: String| named.extend(hidden.then_some(what));
    say(counted.relationships.is_hidden, "how many relationships there were".to_string());
    say(counted.hours.is_hidden, "how many hours they met".to_string());
    let [costs, benefits] = [AssumptionKind::Cost, AssumptionKind::Benefit].map(|kind| counted.are_told(rows, kind));
    for (row, _) in rows.iter().zip(&counted.of).filter(|(_, quantity)| quantity.is_hidden) {
        say(true, format!("what “{}” comes to", show(&row.name)));
    }
    let valued = !worth.benefits.is_empty();
    let is_cost = |row: &&Assumption| row.kind == AssumptionKind::Cost;
    let costed = rows.iter().any(|row| is_cost(&row));
    say(costed && !costs, "all costs together".to_string());
    say(costs && costed && counted.relationships.is_hidden, "what a relationship cost".to_string());
    say(costs && costed && counted.hours.is_hidden, "what an hour cost".to_string());
    say(valued && !benefits, "all benefits together".to_string());
    say(valued && !(costs && benefits), "the benefit for each pound".to_string());
    let what = list(&named, "and");
    (!named.is_empty()).then(|| format!("Left out, as it would say something about too few people: {what}."))
}

/// A row of the summary as people read it: words for keys, and for a payback that does not come, which a workbook still
/// works out.
pub fn with_words(row: Vec<Cell>) -> Vec<Cell> {
    let mut cells = row.into_iter();
    let key = cells.next().map_or(String::new(), |what| what.plain());
    let is_payback = key == PAYBACK;
    let said = |cell: Cell| match cell {
        Cell::Formula { formula, shown, decimals } if is_payback && *shown == Cell::Blank => {
            Cell::Formula { formula, shown: Box::new(Cell::Instead(NOT_WITHIN.to_string())), decimals }
        }
        cell => cell,
    };
    let words = if is_payback { "Paid back after, months".to_string() } else { capital(&key.replace('_', " ")) };
    [Cell::text(words)].into_iter().chain(cells.map(said)).collect()
}

/// The same with figures that are not worked out anew.
fn in_words(row: Vec<Cell>) -> Vec<Cell> {
    let mut cells = with_words(row).into_iter();
    let what = cells.next();
    let plain = |cell: Cell| match cell {
        Cell::Formula { shown, .. } => *shown,
        cell => cell,
    };
    what.into_iter().chain(cells.map(plain)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::quantities::Quantity;
    use super::*;

    /// A relationship that costs 100 to 300 and is worth 200 once.
    fn payback() -> Vec<Cell> {
        let row =
            |kind, values| Assumption { name: "of it".to_string(), kind, values, years: 1, ..Assumption::default() };
        let rows = [row(AssumptionKind::Cost, [100.0, 150.0, 300.0]), row(AssumptionKind::Benefit, [200.0; 3])];
        let worth = worth(&rows, &[1.0, 1.0]);
        let counted = Quantities {
            relationships: Quantity::told(1.0),
            of: [1.0, 1.0].map(Quantity::told).into_iter().collect(),
            ..Quantities::default()
        };
        let table = summary(&rows, &worth, &counted, &Formulas::new(&rows, &worth));
        table.rows.into_iter().find(|row| row[0].plain() == PAYBACK).expect("a row")
    }

    #[test]
    fn a_payback_that_does_not_come_is_worked_out_anew_in_a_workbook_all_the_same() {
        let cells = with_words(payback());
        let shown: Vec<String> = cells.iter().map(Cell::plain).collect();
        assert_eq!(shown, ["Paid back after, months", "6.00", "9.00", NOT_WITHIN]);
        let formulas = cells[1..].iter().filter(|cell| matches!(cell, Cell::Formula { .. })).count();
        assert_eq!(formulas, 3);
        assert_eq!(in_words(payback())[3], Cell::Instead(NOT_WITHIN.to_string()), "a page works nothing out");
    }
}
