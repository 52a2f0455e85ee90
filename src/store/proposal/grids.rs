//! Grids: columns whose headings hold the same question and an item each, as `Question [Item]`. Only those that hold marks
//! are one question; in the others every column is one of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::form::Form;
use super::heading::Heading;
use super::seen::Seen;
use super::words;
use crate::wording::normal;

/// What parts the question from the item in the headings of a grid.
const BETWEEN: [(&str, &str); 4] = [("[", "]"), (" - ", ""), (": ", ""), (STEPS, "")];
/// What JotForm puts between a question and its rows and columns.
const STEPS: &str = " >> ";
/// So many answers tell whether a column holds marks or everybody's own.
const ENOUGH: usize = 4;

/// Columns whose headings hold the same question.
pub(super) struct Grid<'f> {
    /// The question.
    pub(super) before: &'f str,
    /// Its columns.
    pub(super) columns: Vec<usize>,
    /// The item of each.
    pub(super) items: Vec<String>,
    /// What LimeSurvey calls it, before the code of each item.
    code: Option<&'f str>,
    turn: usize,
    open: &'static str,
    close: &'static str,
}

impl Grid<'_> {
    /// The headings with a star for the item.
    pub(super) fn pattern(&self) -> String {
        let code = self.code.map_or(String::new(), |code| format!("{code}[*]. "));
        format!("{code}{}{}*{}", self.before, self.open, self.close)
    }
}

/// The grids of a form, two columns at least; where a whole grid stands twice, each by itself. Beside them what a column asks
/// that reads like one of a grid and is a question of its own.
pub(super) fn of(form: &Form) -> (Vec<Grid<'_>>, BTreeMap<usize, String>) {
    let mut found: Vec<Grid<'_>> = Vec::new();
    for column in 0..form.headings.len() {
        let text = form.heading(column).trim();
        let parts = BETWEEN.iter().find_map(|(open, close)| {
            // Of items on two levels the first parts the question.
            let at = if *open == STEPS { text.find(open)? } else { text.rfind(open)? };
            let item = text[at + open.len()..].strip_suffix(close)?;
            let long_enough = !close.is_empty() || at >= 8;
            (long_enough && !item.trim().is_empty() && !item.contains('['))
                .then(|| (&text[..at], *open, *close, item.trim()))
        });
        let Some((before, open, close, item)) = parts else { continue };
        let (turn, _) = form.occurrence(column);
        let (code, before) = coded(before);
        let same =
            |grid: &&mut Grid<'_>| grid.before == before && grid.code == code && grid.turn == turn && grid.open == open;
        match found.iter_mut().find(same) {
            Some(grid) => {
                grid.columns.push(column);
                grid.items.push(item.to_string());
            }
            None => {
                let (columns, items) = (vec![column], vec![item.to_string()]);
                found.push(Grid { before, code, turn, open, close, columns, items });
            }
        }
    }
    let mut own = BTreeMap::new();
    for grid in &found {
        let who = grid.columns.len() > 1 && grid.items.iter().any(|item| asks_who(item));
        for (column, item) in grid.columns.iter().zip(&grid.items) {
            if is_response(item) && !grid.before.trim().is_empty() {
                own.insert(*column, grid.before.trim().to_string());
            } else if who {
                own.insert(*column, item.clone());
            }
        }
    }
    found.retain(|grid| {
        grid.columns.len() > if grid.close.is_empty() && grid.open != STEPS { 2 } else { 1 } && holds_marks(form, grid)
    });
    (found, own)
}

/// Takes the code off that LimeSurvey puts before a question: of `skills[SQ001]. In which areas? ` what stands before the code
/// of the item, and the question.
fn coded(before: &str) -> (Option<&str>, &str) {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let parts = before.split_once("]. ").and_then(|(code, question)| Some((code.split_once('[')?, question)));
    match parts {
        Some(((code, item), question)) if plain(code) && plain(item) && !question.trim().is_empty() => {
            (Some(code), question)
        }
        _ => (None, before),
    }
}

/// Whether a column asks who somebody is.
fn asks_who(item: &str) -> bool {
    let heading = Heading::of(item);
    [words::EMAIL, words::FIRST_NAME, words::LAST_NAME, words::PHONE].iter().any(|list| heading.says(list))
        || heading.is_only(words::NAME)
}

/// Whether an item is no item: the answer to the question itself, as survey programs head it.
fn is_response(item: &str) -> bool {
    ["response", "selected choice", "open-ended response"].contains(&normal(item).as_str())
}

/// Whether a column holds what people wrote beside the options.
pub(super) fn is_other(heading: &str) -> bool {
    let said = normal(heading);
    let end = said.rsplit(['[', '-']).next().unwrap_or_default().trim_matches([']', ' ']);
    said.ends_with(" - text") || ["[", " - "].iter().any(|open| said.contains(open)) && is_other_item(end)
}

fn is_other_item(item: &str) -> bool {
    let said = normal(item);
    said == "other"
        || said.starts_with("other (")
        || said.starts_with("other, please")
        || said.starts_with("other please")
}

/// Whether the cells of a grid are marks: few, and the same in its columns, or the item itself.
fn holds_marks(form: &Form, grid: &Grid<'_>) -> bool {
    if grid.items.iter().any(|item| asks_who(item) || is_response(item)) {
        return false;
    }
    let (mut pieces, mut all) = (BTreeSet::new(), 0);
    for (column, item) in grid.columns.iter().zip(&grid.items).filter(|(_, item)| !is_other_item(item)) {
        let seen = Seen::of(form.cells(*column));
        if seen.share(|cell| cell.contains('@')) > 0 {
            return false;
        }
        let told: Vec<String> = seen.texts().map(normal).filter(|cell| *cell != normal(item)).collect();
        let different = told.iter().collect::<BTreeSet<_>>().len();
        if told.len() >= ENOUGH && different * 20 >= told.len() * 19 {
            return false;
        }
        for piece in told.iter().flat_map(|cell| cell.split([',', ';'])).filter(|piece| !piece.trim().is_empty()) {
            all += 1;
            pieces.insert(piece.trim().to_string());
        }
    }
    all <= ENOUGH || pieces.len() * 2 <= all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problems::Problems;
    use crate::store::proposal::form;

    /// How many columns of a form are in grids, and what the others ask.
    fn grids(text: &str) -> (usize, Vec<String>) {
        let forms = form::read("f.csv", text.as_bytes(), &mut Problems::default());
        let (grids, own) = of(&forms[0]);
        (grids.iter().map(|grid| grid.columns.len()).sum(), own.into_values().collect())
    }

    #[test]
    fn a_grid_holds_marks() {
        let marks = "Email,Rate [Law],Rate [Tax]\na@x.org,Good,Basic\nb@x.org,Basic,Good\nc@x.org,Good,Good\nd@x.org,Basic,Basic\n";
        assert_eq!(grids(marks), (2, Vec::new()));
        let own = "Email,Topics [Law],Topics [Tax]\na@x.org,Law,\nb@x.org,,Tax\nc@x.org,Law,Tax\n";
        assert_eq!(grids(own), (2, Vec::new()));
        let names = "Email,You - Mother,You - Street,You - Town\na@x.org,Ann,Elm,York\nb@x.org,Bea,Oak,Hull\nc@x.org,Cas,Ash,Bath\nd@x.org,Dot,Fir,Ely\n";
        assert_eq!(grids(names), (0, Vec::new()));
    }

    #[test]
    fn who_somebody_is_is_asked_column_by_column() {
        let form = "Email,You [First name],You [Surname],You [School]\n,Ann,Ash,Law\n,Bob,Ash,Law\n,Ann,Birch,Law\n";
        assert_eq!(grids(form), (0, vec!["First name".to_string(), "Surname".to_string(), "School".to_string()]));
        let form = "Email,Your work? [Response],Your work? [Other]\na@x.org,Nurse,\nb@x.org,Nurse,\n";
        assert_eq!(grids(form), (0, vec!["Your work?".to_string()]));
        assert!(
            is_other("Your work? [Other (please specify)]") && is_other("Sector - Other - Text") && !is_other("Other")
        );
    }
}
