//! One answer of every row: who sent it, in which role, and what they said.

use super::answer::{Answer, Trouble};
use super::cells::{CellReader, How, Wrong};
use super::columns::{Plan, Planner};
use super::elsewhere;
use super::facts::{self, Fact};
use super::headings::{Found, Headings};
use super::nobody;
use super::separators::separator_of;
use crate::domain::scheme::source::{DateOrder, Shape, Source};
use crate::domain::scheme::{FieldId, Scheme};
use crate::domain::value::{Value, Vocabulary};
use crate::privacy::Privacy;
use crate::problems::{Problem, Problems};
use crate::store::districts::Gazetteer;
use crate::store::sheet::Sheet;
use crate::wording::{normal, show};

/// Reads cells of all fields of a scheme.
pub struct Cells<'a> {
    scheme: &'a Scheme,
    readers: Vec<CellReader<'a>>,
}

impl<'a> Cells<'a> {
    /// Starts on a scheme.
    pub fn new(scheme: &'a Scheme, gazetteer: &'a Gazetteer) -> Self {
        Cells { scheme, readers: scheme.fields.iter().map(|field| CellReader::new(field, gazetteer)).collect() }
    }

    /// Reads one cell of a field that is written by hand or in a file of ours: `;` between several, ISO dates first.
    pub fn read(&mut self, field: FieldId, cell: &str, words: &mut Vocabulary) -> Result<Value, Vec<Wrong>> {
        let own = self.scheme.field(field).separator.clone();
        let separator = own.as_deref().unwrap_or_else(|| separator_of(cell));
        let how = How { separator, date_order: DateOrder::DayFirst, chosen: &[], unclear: false, decimal_comma: false };
        self.readers[field.0].read(cell.trim(), &how, words)
    }
}

/// Reads every row of a sheet.
pub fn read(
    source_at: usize,
    sheet: &Sheet,
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
    problems: &mut Problems,
) -> Vec<Answer> {
    let scheme = cells.scheme;
    let source = &scheme.sources[source_at];
    let Some((heading, first)) = rows(source, sheet, problems) else { return Vec::new() };
    let headings = Headings::new(source, sheet, heading);
    let found = headings.find(source, problems);
    faults(sheet, heading, &found, Some(scheme), problems);
    let plans: Vec<Plan<'_>> = {
        let mut planner =
            Planner { source, scheme, sheet, first, headings: &headings, readers: &cells.readers, problems };
        found.iter().map(|found| planner.plan(found)).collect()
    };
    // A row that says nothing in any column that is used is no answer: an unnamed index column, formulas drawn down.
    let says = |row: &usize| found.iter().any(|found| found.at.iter().any(|(at, _)| !sheet.cell(*row, *at).is_empty()));
    let only = headings.only(source, problems);
    let wanted =
        |row: &usize| only.iter().all(|(column, answers)| answers.contains(&normal(sheet.cell(*row, *column))));
    let again = elsewhere::repeated(source, &headings);
    let rows = (first..sheet.rows()).filter(says).filter(wanted).filter(|row| !again.contains(row));
    if first >= sheet.rows() && !problems.any_error() {
        let place = sheet.whole_row(heading.unwrap_or(0));
        let remedy = "if somebody has answered, export the form again; else there is nothing to do";
        problems.push(Problem::warning(&place, "the file holds headings and no answer yet").remedy(remedy));
    }
    // Nearly every row is an answer: a list that grows by doubling would hold half as much again for nothing.
    let mut answers = Vec::with_capacity(sheet.rows().saturating_sub(first));
    answers.extend(rows.map(|row| answer(row, source_at, sheet, &headings, &plans, cells, words)));
    notes_below(sheet, &mut answers);
    answers
}

/// Rows below the last address that hold one cell are notes, as programs put below their reports; not where an address
/// stands in that cell, as in a row that was pasted from another file.
fn notes_below(sheet: &Sheet, answers: &mut [Answer]) {
    let filled = |row: usize| (0..sheet.width(row)).filter(move |at| !sheet.cell(row, *at).is_empty());
    let Some(last) = answers.iter().rposition(|answer| answer.email.contains('@')) else { return };
    let mut row = sheet.rows();
    for answer in answers[last + 1..].iter_mut().rev() {
        while row > 0 && sheet.line(row - 1) >= answer.place.line {
            row -= 1;
        }
        let mut cells = filled(row);
        if let (Some(only), None) = (cells.next(), cells.next())
            && !sheet.cell(row, only).contains('@')
        {
            answer.total.get_or_insert_with(|| sheet.cell(row, only).to_string());
        }
    }
}

/// Cells that cannot be taken (`#N/A`, say) matter only in columns that are used, and not where the field calls them blank.
pub fn faults(
    sheet: &Sheet,
    heading: Option<usize>,
    found: &[Found<'_>],
    scheme: Option<&Scheme>,
    problems: &mut Problems,
) {
    for fault in sheet.faults() {
        let mut used = found.iter().filter(|found| found.at.iter().any(|(at, _)| *at == fault.column)).peekable();
        if used.peek().is_none() && Some(fault.row) != heading {
            continue;
        }
        let mut problem = fault.problem.clone();
        let mut fields =
            used.filter_map(|found| Some(scheme?.field(scheme?.field_named(&found.columns.target.value)?)));
        if let Some(field) = fields.next().filter(|_| Some(fault.row) != heading && problem.text.starts_with('#')) {
            if field.blank.contains(&normal(&problem.text)) {
                continue;
            }
            let also = format!(
                "or, where it means that nobody answered: blank = [{:?}] under [fields.{}]",
                problem.text, field.name
            );
            problem.remedy = format!("{}\n{also}", problem.remedy.trim_end_matches('.'));
        }
        problems.push(problem);
    }
}

/// The row of the headings, where there is one, and the first row of answers.
pub fn rows(source: &Source, sheet: &Sheet, problems: &mut Problems) -> Option<(Option<usize>, usize)> {
    let at = |number: u32| (0..sheet.rows()).find(|row| sheet.number(*row) >= number);
    let heading = if source.heading_row == 0 { Some(None) } else { at(source.heading_row).map(Some) };
    match heading {
        Some(heading) => {
            let first = match source.first_row {
                None => heading.map_or(0, |heading| elsewhere::after_codes(sheet, heading, problems)),
                Some(number) => at(number).unwrap_or_else(|| {
                    let message = format!("{} ends before row {number}", show(sheet.file()));
                    let remedy = "count rows as the spreadsheet shows them; a cell over several lines is in one row";
                    problems.push(Problem::error(&source.place, message).heading("first_row").remedy(remedy));
                    sheet.rows()
                }),
            };
            Some((heading, first))
        }
        None => {
            let message = format!("{} has no row {}", show(sheet.file()), source.heading_row);
            problems.push(Problem::error(&source.place, message).remedy("count rows as the spreadsheet does, from 1"));
            None
        }
    }
}

fn answer(
    row: usize,
    source_at: usize,
    sheet: &Sheet,
    headings: &Headings<'_>,
    plans: &[Plan<'_>],
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
) -> Answer {
    let scheme = cells.scheme;
    let source = &scheme.sources[source_at];
    let mut answer = Answer {
        place: sheet.whole_row(row),
        role: source.role,
        intake: source.intake.clone().unwrap_or_default(),
        values: vec![Value::Blank; scheme.fields.len()],
        source: source_at,
        ..Answer::blank()
    };
    for plan in plans {
        if let Some(field) = plan.field {
            let value = value(row, sheet, headings, plan, field, cells, words, &mut answer.troubles);
            if plan.target == "consent" {
                answer.consent = Some(matches!(value, Value::YesNo(true) | Value::Date(_)));
            }
            // Several columns of different kinds may fill one field.
            let before = std::mem::replace(&mut answer.values[field.0], Value::Blank);
            let follows = matches!(plan.found.columns.shape, Shape::Contents(_) | Shape::Unnamed(_));
            answer.values[field.0] = together(before, value, follows);
        } else if let Shape::Always(fact) = &plan.found.columns.shape {
            let place = &plan.found.columns.target.place;
            answer.set(plan.target, fact, plan.order, scheme, source, place, plan.target);
        } else {
            facts::read(Fact { row, sheet, headings, plan, scheme, source }, &mut answer);
        }
    }
    if answer.email.is_empty() && answer.key.is_empty() && answer.name.is_empty() {
        let columns = plans.iter().flat_map(|plan| &plan.found.at).map(|(column, _)| *column);
        let total = columns.map(|column| sheet.cell(row, column)).find(|cell| nobody::reads_as_total(cell, true));
        answer.total = total.map(str::to_string);
    }
    answer
}

#[expect(clippy::too_many_arguments, reason = "one cell is read in the light of its row, column and field")]
fn value(
    row: usize,
    sheet: &Sheet,
    headings: &Headings<'_>,
    plan: &Plan<'_>,
    field: FieldId,
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
    troubles: &mut Vec<Trouble>,
) -> Value {
    let how = How {
        separator: plan.separator,
        date_order: plan.order,
        chosen: &plan.found.columns.chosen,
        unclear: plan.unclear,
        decimal_comma: plan.decimal_comma,
    };
    let private = cells.scheme.field(field).privacy == Privacy::Special;
    let reader = &mut cells.readers[field.0];
    let mut whole = Value::Blank;
    if let Shape::Always(answer) = &plan.found.columns.shape {
        match reader.read(answer, &how, words) {
            Ok(value) => return value,
            Err(wrongs) => {
                let place = || plan.found.columns.target.place.clone();
                troubles.extend(wrongs.into_iter().map(|w| Trouble::new(plan.target, place(), plan.target, answer, w)));
            }
        }
    }
    let follows = matches!(plan.found.columns.shape, Shape::Contents(_) | Shape::Unnamed(_));
    for (column, item) in &plan.found.at {
        let cell = sheet.cell(row, *column);
        let read = match (&plan.found.columns.shape, item) {
            (Shape::Contents(_), _) | (_, None) => reader.read(cell, &how, words),
            (_, Some(item)) => reader.tick(item, cell, &how, words),
        };
        match read {
            Ok(value) => whole = together(whole, value, follows),
            Err(_) if private => {
                troubles.push(Trouble::hidden(plan.target, sheet.place(row, *column), headings.text(*column)));
            }
            Err(wrongs) => {
                let (place, heading) = (sheet.place(row, *column), headings.text(*column));
                let trouble = |wrong| Trouble::new(plan.target, place.clone(), heading, cell, wrong);
                troubles.extend(wrongs.into_iter().map(trouble));
            }
        }
    }
    whole
}

/// Answers to one field from several columns, taken together; of what cannot be taken together the first stands.
fn together(one: Value, other: Value, follows: bool) -> Value {
    match (one, other) {
        (Value::Blank, value) | (value, Value::Blank) => value,
        (Value::List(mut words), Value::List(more)) => {
            words.extend(more);
            words.sort();
            words.dedup();
            Value::List(words)
        }
        (Value::Availability(mut words), Value::Availability(more)) => {
            words.extend(more);
            words.sort();
            words.dedup();
            Value::Availability(words)
        }
        (Value::Ranking(mut ranking), Value::Ranking(more)) => {
            // Choices in columns of their own follow each other; a grid says its ranks itself.
            let before = if follows { ranking.len() as u16 } else { 0 };
            ranking.extend(more.into_iter().map(|(word, rank)| (word, rank.map(|rank| rank + before))));
            Value::Ranking(ranking)
        }
        (Value::Text(one), Value::Text(other)) => Value::Text(format!("{one} {other}")),
        (first, _) => first,
    }
}
