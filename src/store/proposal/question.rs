//! The questions of a form: a column each, or several columns that belong together, as a grid or options to tick.

use std::collections::BTreeSet;

use super::form::Form;
use super::grids;
use super::heading::Heading;
use super::seen::Seen;
use crate::store::forms::yes_no::yes_or_no;
use crate::wording::normal;

/// How a question stands in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// In one column.
    Alone,
    /// In several, each with an answer of its own: first, second, third choice.
    Numbered,
    /// In one column an item, whose headings hold the question: the pattern with a star.
    Grid(String),
    /// In one column an option, whose heading is the answer.
    Ticks,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which form asks it.
    pub form: usize,
    /// What it asks, as it stands; of a grid what is the same in all headings.
    pub text: String,
    /// The same as words.
    pub heading: Heading,
    /// How it stands in the form.
    pub stands: Stands,
    /// Its columns, from 0.
    pub columns: Vec<usize>,
    /// The options of a grid or of ticked columns.
    pub items: Vec<String>,
    /// What was answered, in all columns together.
    pub seen: Seen,
}

/// Gathers the columns of a form to questions, in the order of the first column of each.
pub fn of(form: &Form, at: usize) -> Vec<Question> {
    let mut left: Vec<usize> = (0..form.columns()).collect();
    let mut questions = Vec::new();
    let (grids, own) = grids::of(form);
    for group in gridded(form, grids).into_iter().chain(ticked(form)).chain(numbered(form)) {
        if group.columns.iter().all(|column| left.contains(column)) {
            left.retain(|column| !group.columns.contains(column));
            questions.push(Question { form: at, ..group });
        }
    }
    let asks = |column: usize| own.get(&column).map_or_else(|| form.heading(column), String::as_str);
    questions.extend(left.into_iter().map(|column| question(form, at, asks(column), Stands::Alone, &[column], &[])));
    questions.sort_by_key(|question| question.columns.first().copied());
    questions
}

fn question(form: &Form, at: usize, text: &str, stands: Stands, columns: &[usize], items: &[String]) -> Question {
    let seen = Seen::of(columns.iter().flat_map(|column| form.cells(*column)));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Question {
        form: at,
        heading: Heading::of(&text),
        text,
        stands,
        columns: columns.to_vec(),
        items: items.to_vec(),
        seen,
    }
}

/// The grids of a form as questions.
fn gridded(form: &Form, grids: Vec<grids::Grid<'_>>) -> Vec<Question> {
    let one = |grid: grids::Grid<'_>| {
        question(form, 0, grid.before, Stands::Grid(grid.pattern()), &grid.columns, &grid.items)
    };
    grids.into_iter().map(one).collect()
}

/// What stands below options.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// The option again.
    Own,
    /// A yes or a no.
    Yes,
    /// A number up to ten.
    Rated,
}

/// Columns beside each other that each hold their own heading, a mark, or how much it is worth.
fn ticked(form: &Form) -> Vec<Question> {
    let marked = |column: usize| {
        let own = normal(form.heading(column));
        let mut cells = form.cells(column).map(|(_, cell)| cell).filter(|cell| !cell.is_empty()).peekable();
        let alone = form.occurrence(column).1 == 1 && !own.is_empty() && cells.peek().is_some();
        let rated = |cell: &str| cell.parse::<u8>().is_ok_and(|number| number <= 10);
        alone.then(|| {
            if cells.clone().all(|cell| normal(cell) == own) {
                Some(Marks::Own)
            } else if cells.clone().all(|cell| yes_or_no(cell).is_some()) {
                Some(Marks::Yes)
            } else {
                cells.all(rated).then_some(Marks::Rated)
            }
        })?
    };
    let short = |column: usize| {
        let (heading, text) = (Heading::of(form.heading(column)), form.heading(column));
        (1..=8).contains(&heading.len())
            && !text.contains('?')
            && !heading.says(super::words::CONSENT)
            && !heading.says(super::unwanted::PRIVATE)
            && super::places::asks(&heading).is_none()
            && !heading.says(&["year", "month", "hour", "number", "grade", "level", "id", "no", "week"])
            && !heading.says(super::unwanted::NOT_FOR_MATCHING)
            && super::role_words::role(text).is_none()
    };
    let mut groups: Vec<(Marks, Vec<usize>)> = Vec::new();
    for column in 0..form.headings.len() {
        let kind = match marked(column) {
            Some(Marks::Own) => Marks::Own,
            Some(kind) if short(column) => kind,
            _ => continue,
        };
        match groups.last_mut() {
            Some((known, columns)) if *known == kind && columns.last() == Some(&(column.wrapping_sub(1))) => {
                columns.push(column)
            }
            _ => groups.push((kind, vec![column])),
        }
    }
    groups.retain(|(kind, columns)| columns.len() > if *kind == Marks::Own { 1 } else { 2 });
    let items =
        |columns: &[usize]| columns.iter().map(|column| form.heading(*column).trim().to_string()).collect::<Vec<_>>();
    groups.into_iter().map(|(_, columns)| question(form, 0, "", Stands::Ticks, &columns, &items(&columns))).collect()
}

/// First, second, third: headings that are the same but for a number, with answers in common or asked as choices.
fn numbered(form: &Form) -> Vec<Question> {
    let mut found: Vec<(String, usize, Vec<usize>)> = Vec::new();
    for column in 0..form.headings.len() {
        let (bare, had) = without_number(form.heading(column));
        if !had || bare.is_empty() {
            continue;
        }
        let turn = form.occurrence(column).0;
        match found.iter_mut().find(|(known, n, _)| *known == bare && *n == turn) {
            Some((.., columns)) => columns.push(column),
            None => found.push((bare, turn, vec![column])),
        }
    }
    let several = found.into_iter().filter(|(.., columns)| columns.len() > 1);
    let questions =
        several.map(|(.., columns)| question(form, 0, form.heading(columns[0]), Stands::Numbered, &columns, &[]));
    let alike = |question: &Question| {
        let first: BTreeSet<String> = form.cells(question.columns[0]).map(|(_, cell)| normal(cell)).collect();
        let next = form.cells(question.columns[1]).any(|(_, cell)| !cell.is_empty() && first.contains(&normal(cell)));
        let chosen = question.heading.says(super::words::CHOICES) || question.heading.says(super::words::TOPICS);
        (next || chosen) && !question.seen.is_prose() && question.seen.share(|cell| cell.contains('@')) < 50
    };
    questions.filter(alike).collect()
}

/// A heading in normal form without the number it holds, and whether it held one.
fn without_number(heading: &str) -> (String, bool) {
    let said = normal(heading);
    let ordinals =
        ["first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th", "one", "two", "three"];
    let is_number = |word: &str| ordinals.contains(&word) || word.parse::<u8>().is_ok();
    let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let rest: Vec<&str> = words.iter().copied().filter(|word| !is_number(word)).collect();
    (rest.join(" "), rest.len() + 1 == words.len())
}
