//! Options that everybody puts in order: in one cell one behind the other, or with a rank below each.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Question, Stands};
use crate::store::forms::split::split;
use crate::wording::normal;

/// So many answers tell that it is an order.
const ENOUGH: usize = 3;

/// Whether (nearly) everybody puts the same options in order.
pub(super) fn is_ranking(question: &Question) -> bool {
    match question.stands {
        Stands::Alone => in_cells(question),
        Stands::Grid(_) | Stands::Ticks => by_numbers(question),
        Stands::Numbered => false,
    }
}

fn in_cells(question: &Question) -> bool {
    let Some(several) = question.seen.several() else { return false };
    let mut of_set: BTreeMap<Vec<String>, (usize, BTreeSet<Vec<String>>)> = BTreeMap::new();
    for cell in question.seen.texts() {
        let order: Vec<String> =
            split(cell, several.separator, 1, |_| false).iter().map(|piece| normal(piece)).collect();
        let mut set = order.clone();
        set.sort();
        let (times, orders) = of_set.entry(set).or_default();
        *times += 1;
        orders.insert(order);
    }
    of_set.iter().any(|(set, (times, orders))| {
        set.len() >= 3 && *times >= ENOUGH && orders.len() > 1 && *times * 5 >= question.seen.count() * 4
    })
}

fn by_numbers(question: &Question) -> bool {
    let mut rows: BTreeMap<usize, Vec<Option<usize>>> = BTreeMap::new();
    for (row, cell) in &question.seen.cells {
        rows.entry(*row).or_default().push(cell.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok());
    }
    let is_order = |ranks: &&Vec<Option<usize>>| {
        let ranks: BTreeSet<usize> = ranks.iter().flatten().copied().collect();
        ranks.len() >= 2 && ranks.iter().copied().eq(1..=ranks.len())
    };
    let whole = |ranks: &&Vec<Option<usize>>| ranks.iter().flatten().collect::<BTreeSet<_>>().len() == ranks.len();
    let orders = rows.values().filter(|ranks| is_order(ranks) && whole(ranks)).count();
    question.columns.len() >= 3 && orders >= ENOUGH && orders * 5 >= rows.len() * 4
}
