//! What stands between several answers in one cell: decided by the whole column, and told where a cell differs.

use rustc_hash::{FxHashMap, FxHashSet};

use super::split::{longest, split};
use crate::wording::normal;

/// Separators that are looked for where none is said, the surest first.
const SEPARATORS: [&str; 10] = ["|||", ";#", ";", "；", "\n", "|", ",", "，", "、", "،"];

/// What separates answers where nothing is met that could.
const USUAL: &str = ",";

/// So many answers of a column are remembered to recognise them in cells with another separator.
const REMEMBERED: usize = 4096;

/// Finds the separator of one cell: the surest one that it holds.
pub fn separator_of(cell: &str) -> &'static str {
    SEPARATORS.into_iter().find(|separator| cell.contains(separator)).unwrap_or(USUAL)
}

/// Finds the separator of a column: the one that finds the most options in its cells (`known` in normal form); where
/// none finds more than another, the one that most cells hold, of equals the surest.
///
/// ```
/// use mentor::store::forms::separators::of_column;
/// assert_eq!(of_column(["a, b", "b, c", "walks; cats"].into_iter(), &[]), ",");
/// assert_eq!(of_column(["a, b", "c;d"].into_iter(), &[]), ";");
/// ```
pub fn of_column<'a>(cells: impl Iterator<Item = &'a str> + Clone, known: &[String]) -> &'static str {
    let held: Vec<usize> =
        SEPARATORS.iter().map(|separator| cells.clone().filter(|cell| cell.contains(separator)).count()).collect();
    let met: Vec<usize> = (0..SEPARATORS.len()).filter(|at| held[*at] > 0).collect();
    if met.len() < 2 {
        return met.first().map_or(USUAL, |at| SEPARATORS[*at]);
    }
    let options: FxHashSet<&str> = known.iter().map(String::as_str).collect();
    let found = |at: usize| {
        let separator = SEPARATORS[at];
        let longest = longest(known.iter(), separator);
        let is_option = |text: &str| options.contains(normal(text).as_str());
        let of_cell = |cell: &str| split(cell, separator, longest, is_option).iter().filter(|a| is_option(a)).count();
        if options.is_empty() { 0 } else { cells.clone().map(of_cell).sum() }
    };
    let best = met.into_iter().map(|at| (found(at), held[at], std::cmp::Reverse(at))).max();
    best.map_or(USUAL, |(.., std::cmp::Reverse(at))| SEPARATORS[at])
}

/// Finds the cells of a column that hold another separator than the one by which they are read, as their positions
/// among `cells`, each with the other separator. A surer one is told wherever not every answer is an option; one that
/// is less sure only between answers that other cells give too, as many an answer holds a comma of its own.
pub fn others<'a>(
    cells: impl Iterator<Item = &'a str> + Clone,
    separator: &str,
    known: &[String],
) -> Vec<(usize, &'static str)> {
    let rank = SEPARATORS.iter().position(|other| *other == separator).unwrap_or(SEPARATORS.len());
    let foreign = |cell: &str| SEPARATORS.iter().position(|other| *other != separator && cell.contains(other));
    if !cells.clone().any(|cell| foreign(cell).is_some()) {
        return Vec::new();
    }
    let options: FxHashSet<&str> = known.iter().map(String::as_str).collect();
    let longest = longest(known.iter(), separator);
    let is_option = |text: &str| options.contains(normal(text).as_str());
    let mut given: FxHashMap<String, usize> = FxHashMap::default();
    for cell in cells.clone() {
        for answer in split(cell, separator, longest, is_option) {
            if given.len() < REMEMBERED {
                *given.entry(normal(&answer)).or_default() += 1;
            }
        }
    }
    let mut others = Vec::new();
    for (at, cell) in cells.enumerate() {
        let Some(other) = foreign(cell) else { continue };
        let read = split(cell, separator, longest, is_option);
        if read.iter().all(|answer| is_option(answer)) {
            continue;
        }
        let parted = |answer: &str| {
            let parts = split(answer, SEPARATORS[other], 1, |_| false);
            parts.len() > 1 && parts.iter().all(|part| given.contains_key(&normal(part)) || is_option(part))
        };
        let surer = other < rank && read.iter().any(|answer| split(answer, SEPARATORS[other], 1, |_| false).len() > 1);
        if surer || read.iter().any(|answer| parted(answer)) {
            others.push((at, SEPARATORS[other]));
        }
    }
    others
}

/// What messages call a separator.
pub fn called(separator: &str) -> String {
    if separator == "\n" { "a line break".to_string() } else { format!("`{separator}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(options: &[&str]) -> Vec<String> {
        options.iter().map(|option| option.to_string()).collect()
    }

    #[test]
    fn most_cells_decide_and_of_equals_the_surest() {
        assert_eq!(of_column(["a, b", "c"].into_iter(), &[]), ",");
        assert_eq!(of_column(["a|||b", "c;d"].into_iter(), &[]), "|||");
        assert_eq!(of_column(["a|b", "c"].into_iter(), &[]), "|");
        assert_eq!(of_column(["a、b", "c"].into_iter(), &[]), "、");
        assert_eq!(of_column(["a;b;", "b, c;", "b;"].into_iter(), &[]), ";");
        assert_eq!(of_column(["a"].into_iter(), &[]), ",");
    }

    #[test]
    fn options_decide_before_the_number_of_cells() {
        let options = known(&["money, pay", "law"]);
        assert_eq!(of_column(["Money, pay", "Money, pay", "Money, pay; Law"].into_iter(), &options), ";");
        assert_eq!(of_column([";#HR;#Law;#", ";#Law;#"].into_iter(), &[]), ";#");
        let options = known(&["law", "hr", "tax"]);
        assert_eq!(of_column(["Law; with cats", "Law, HR, Tax", "HR; and dogs"].into_iter(), &options), ",");
    }

    #[test]
    fn cells_with_another_separator_are_told() {
        assert_eq!(others(["a, b", "b, c", "a; c"].into_iter(), ",", &[]), [(2, ";")]);
        // An answer may hold a comma; two answers of the column parted by one are another matter.
        assert_eq!(others(["pay, tax; b", "pay, tax; c"].into_iter(), ";", &[]), []);
        assert_eq!(others(["a; b", "c; b", "a, b"].into_iter(), ";", &[]), [(2, ",")]);
        assert_eq!(others(["walks; cats, b", "b, b"].into_iter(), ",", &known(&["walks; cats", "b"])), []);
    }
}
