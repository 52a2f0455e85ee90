//! What it cost and was worth, for those who were not there: the same figures as `mentor value`, in words that need no
//! explanation.

use super::formulas::Formulas;
use super::formulas::NOT_WITHIN;
use super::quantities::counted;
use super::{PAYBACK, summary};
use crate::commands::evaluate::charts::MONEY;
use crate::commands::evaluate::seen::{Part, Seen};
use crate::domain::evaluation::worth::worth;
use crate::report::{Cell, Table};
use crate::wording::capital;

/// What of the summary is money of all relationships together.
const IN_ALL: [&str; 3] = ["cost", "benefit", "benefit_less_cost"];

/// The tables; none where nothing was assumed, or where it would be about too few people.
pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let rows = &seen.book.scheme.assumptions;
    let counted = counted(seen);
    let few = counted.of.iter().any(|quantity| quantity.is_few) || seen.is_few(counted.relationships as usize);
    let quantities: Vec<f64> = counted.of.iter().map(|quantity| quantity.count).collect();
    if rows.is_empty() || few || quantities.iter().any(|quantity| !quantity.is_finite()) {
        return Vec::new();
    }
    let worth = worth(rows, &quantities);
    let table = summary(&worth, &counted, &Formulas::new(rows, &worth));
    let (all, each): (Vec<Vec<Cell>>, Vec<Vec<Cell>>) =
        table.rows.into_iter().partition(|row| row.first().is_some_and(|what| IN_ALL.contains(&what.plain().as_str())));
    let mut says = vec![
        "Values are assumptions with a range, not measurements; each has its source. Low and high are all of them at their lowest and highest.".to_string(),
    ];
    if worth.ratio().is_none() {
        says.push("No benefit was valued in money.".to_string());
    }
    says.extend(counted.not_known());
    let part = |title: &str, says: Vec<String>, rows: Vec<Vec<Cell>>| Part {
        title: title.to_string(),
        says,
        table: Table::new(table.columns.clone(), rows.into_iter().map(in_words).collect()),
        keys: 1,
    };
    let parts = [part(MONEY, says, all), part("A relationship, an hour, a pound", Vec::new(), each)];
    parts.into_iter().filter(|part| !part.table.rows.is_empty()).collect()
}

/// A row of the summary as people read it: words for keys, and for a payback that does not come.
pub fn with_words(row: Vec<Cell>) -> Vec<Cell> {
    let mut cells = row.into_iter();
    let key = cells.next().map_or(String::new(), |what| what.plain());
    let is_payback = key == PAYBACK;
    let said = |cell: Cell| if is_payback && cell == Cell::Blank { Cell::text(NOT_WITHIN) } else { cell };
    let words = if is_payback { "Paid back after, months".to_string() } else { capital(&key.replace('_', " ")) };
    [Cell::text(words)].into_iter().chain(cells.map(said)).collect()
}

/// The same with figures that are not worked out anew.
fn in_words(row: Vec<Cell>) -> Vec<Cell> {
    let mut cells = with_words(row).into_iter();
    let what = cells.next();
    let plain = |cell: Cell| match cell {
        Cell::Formula { units, decimals, .. } => Cell::Decimal { units, decimals },
        cell => cell,
    };
    what.into_iter().chain(cells.map(plain)).collect()
}
