//! Options: those of a list that hold the separator themselves, found by how the pieces of many answers keep together; the
//! steps of a scale; and the cells that mean an option is chosen.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Nature};
use super::question::{Question, Stands};
use super::seen::Seen;
use crate::store::forms::split::split;
use crate::store::forms::yes_no::is_no;
use crate::wording::normal;

/// How often two pieces must stand together before they are taken for one option, where their spelling says so too.
const OFTEN: usize = 2;
/// How often, where nothing else says so.
const ALWAYS: usize = 3;

/// The options of a list, where some of them hold the separator; empty where none does. Only what at least two people
/// ticked is an option.
pub fn holding_separator(seen: &Seen, separator: &str) -> Vec<String> {
    if !separator.chars().all(|c| c.is_ascii_punctuation()) {
        return Vec::new();
    }
    let cells: Vec<Vec<String>> = seen
        .texts()
        .map(|cell| split(cell, separator, 1, |_| false).iter().map(ToString::to_string).collect())
        .collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut behind: BTreeMap<(String, String), usize> = BTreeMap::new();
    for cell in &cells {
        cell.iter().for_each(|piece| *times.entry(normal(piece)).or_default() += 1);
        for two in cell.windows(2) {
            *behind.entry((normal(&two[0]), normal(&two[1]))).or_default() += 1;
        }
    }
    let count = |piece: &str| times.get(&normal(piece)).copied().unwrap_or(0);
    let joined = |one: &str, other: &str, merged: bool| {
        let together = behind.get(&(normal(one), normal(other))).copied().unwrap_or(0);
        let open = one.matches('(').count() > one.matches(')').count();
        let goes_on = other.chars().next().is_some_and(|c| c.is_lowercase() || c == '&')
            && (merged || one.chars().next().is_some_and(char::is_uppercase));
        let never_apart = together == count(one) && (goes_on || together >= ALWAYS);
        together >= OFTEN && together == count(other) && (open || never_apart)
    };
    let (mut whole, mut merged) = (BTreeMap::<String, (usize, String)>::new(), false);
    for cell in &cells {
        let mut at = 0;
        while at < cell.len() {
            let mut option = cell[at].clone();
            let begin = at;
            while at + 1 < cell.len() && joined(&last_piece(&option, separator), &cell[at + 1], at > begin) {
                option = format!("{option}{separator} {}", cell[at + 1]);
                merged = true;
                at += 1;
            }
            at += 1;
            whole.entry(normal(&option)).or_insert_with(|| (0, option.clone())).0 += 1;
        }
    }
    if !merged {
        return Vec::new();
    }
    whole.into_values().filter(|(times, _)| *times >= OFTEN).map(|(_, option)| option).collect()
}

/// What was joined last: brackets opened in an earlier piece count too.
fn last_piece(option: &str, separator: &str) -> String {
    let open = option.matches('(').count() > option.matches(')').count();
    let last = option.rsplit(separator).next().unwrap_or(option).trim();
    if open && !last.contains('(') { format!("{last}(") } else { last.to_string() }
}

/// The options of a field that two questions fill: the steps of a scale, and those of a list that hold the separator.
pub(super) fn options_of(one: &Candidate, other: &Candidate, mine: &Question, theirs: &Question) -> Vec<String> {
    if let (Nature::Scale(steps), Nature::Scale(more)) = (&one.nature, &other.nature) {
        let mut all = steps.clone();
        all.extend(more.iter().filter(|step| !steps.iter().any(|known| normal(known) == normal(step))).cloned());
        return super::steps::in_order(&all).unwrap_or_default();
    }
    if matches!(one.nature, Nature::Scale(_)) || matches!(other.nature, Nature::Scale(_)) {
        // Answers of which no order was told alone may have one beside the steps of the other side.
        let told = [mine, theirs].into_iter().flat_map(|question| question.seen.answers.values());
        let told = told.filter(|(times, text)| *times > 1 || super::plain::is_told(text)).map(|(_, text)| text);
        let mut all: Vec<String> = Vec::new();
        for text in told {
            if !all.iter().any(|known| normal(known) == normal(text)) {
                all.push(text.clone());
            }
        }
        return super::steps::in_order(&all).unwrap_or_default();
    }
    let mut options: Vec<String> = Vec::new();
    for question in [mine, theirs].into_iter().filter(|question| question.stands == Stands::Alone) {
        let Some(several) = question.seen.several() else { continue };
        let held = holding_separator(&question.seen, several.separator);
        options.extend(
            held.into_iter()
                .filter(|option| !options.iter().any(|known| normal(known) == normal(option)))
                .collect::<Vec<_>>(),
        );
    }
    options
}

/// The cells below options that mean chosen: what several people said, and is no refusal; of numbers the upper half.
pub(super) fn chosen(question: &Question) -> Vec<String> {
    if !matches!(question.stands, Stands::Grid(_) | Stands::Ticks) {
        return Vec::new();
    }
    let common = question.seen.common();
    let numbers: Vec<i64> = common.iter().filter_map(|text| text.parse().ok()).collect();
    if numbers.len() == common.len() {
        let middle = (numbers.iter().min().unwrap_or(&0) + numbers.iter().max().unwrap_or(&0) + 1) / 2;
        return common.into_iter().filter(|text| text.parse::<i64>().is_ok_and(|number| number >= middle)).collect();
    }
    let refuses = |text: &String| {
        let said = normal(text);
        is_no(&said)
            || ["not ", "never", "none", "unavailable", "disagree", "novice", "beginner"]
                .iter()
                .any(|word| said.starts_with(word))
    };
    common.into_iter().filter(|text| !refuses(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(cells: &[&str]) -> Vec<String> {
        holding_separator(&Seen::of(cells.iter().copied().enumerate()), ",")
    }

    #[test]
    fn pieces_that_always_keep_together_are_one_option() {
        let cells = ["Law, Money, pay and budgets", "Money, pay and budgets, Law", "Law, Tax", "Tax"];
        assert_eq!(options(&cells), ["Law", "Money, pay and budgets", "Tax"]);
        let cells = ["HR, payroll, pensions, Law", "HR, payroll, pensions", "Law"];
        assert_eq!(options(&cells), ["HR, payroll, pensions", "Law"]);
        let cells = [
            "Science, Technology, Engineering, Law",
            "Science, Technology, Engineering",
            "Law",
            "Tax, Science, Technology, Engineering",
        ];
        assert_eq!(options(&cells), ["Law", "Science, Technology, Engineering"]);
        let cells = ["Law, Pay (banding, tax)", "Pay (banding, tax), Law", "Tax, Law"];
        assert_eq!(options(&cells), ["Law", "Pay (banding, tax)"]);
    }

    #[test]
    fn pieces_that_merely_meet_are_not() {
        assert!(options(&["Law, Tax", "Law, Tax", "Tax"]).is_empty());
        assert!(options(&["Anna's flat, near the sea", "Law"]).is_empty());
    }
}
