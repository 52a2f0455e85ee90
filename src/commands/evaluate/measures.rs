//! Measures: what people said at the start and later, item by item, each compared with themselves.

use std::collections::BTreeSet;

use super::seen::{HIDDEN, Part, Seen, count, decimal, maybe};
use crate::domain::evaluation::measures::{Answers, Compared, tellable};
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::domain::scheme::year::Measure;
use crate::domain::small_numbers::two_way::tell_all;
use crate::report::{Cell, Column, Table};
use crate::wording::show;

/// The measures of the relationships: not those of trainings or audiences, which stand apart.
pub fn parts(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> =
        all(seen).filter(|measure| is_of_roles(seen, measure) && !is_apart(seen, measure)).collect();
    of(seen, &own, "Change", "Answers")
}

/// The measures that are asked of people in no role, such as commissioners.
pub fn of_audiences(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> = all(seen).filter(|measure| !is_of_roles(seen, measure)).collect();
    of(seen, &own, "Change, commissioners", "Answers of commissioners")
}

/// The measures that the scheme keeps apart: `[evaluation] apart`.
pub fn of_training(seen: &Seen<'_>) -> Vec<Part> {
    let own: Vec<&Measure> = all(seen).filter(|measure| is_apart(seen, measure)).collect();
    of(seen, &own, "Change by training", "Answers about training")
}

fn all<'s>(seen: &'s Seen<'_>) -> impl Iterator<Item = &'s Measure> {
    seen.book.scheme.year.words.measures.iter()
}

fn is_apart(seen: &Seen<'_>, measure: &Measure) -> bool {
    let apart = &seen.book.scheme.evaluation.apart;
    apart.iter().any(|name| crate::wording::normal(name) == crate::wording::normal(&measure.name))
}

fn is_of_roles(seen: &Seen<'_>, measure: &Measure) -> bool {
    Role::WORDS.iter().any(|(_, role)| seen.book.scheme.asks(measure, *role))
}

/// Whom a measure is asked of.
pub fn asked_of(seen: &Seen<'_>, measure: &Measure) -> BTreeSet<PersonId> {
    seen.members(|role| seen.book.scheme.asks(measure, role))
}

/// What is compared, and what was answered.
pub fn of(seen: &Seen<'_>, measures: &[&Measure], compared: &str, answered: &str) -> Vec<Part> {
    let measures: Vec<&Measure> = measures.to_vec();
    if measures.is_empty() {
        return Vec::new();
    }
    let mut change = Part {
        title: compared.to_string(),
        says: vec![
            "Only who answered both times is compared, each with themselves. The interval is that of Student's t, the effect size Cohen's d_z (the mean change in standard deviations of the changes). That something changed does not say why.".to_string(),
        ],
        table: Table::new(compared_columns(seen.full), Vec::new()),
        keys: 4,
    };
    let mut said =
        Part { title: answered.to_string(), says: Vec::new(), table: Table::new(asked_columns(), Vec::new()), keys: 3 };
    for measure in measures {
        let answers = Answers::new(measure, &seen.evidence.answers, &seen.period);
        let compared = answers.compared(&seen.period);
        if !measure.scale.is_empty() {
            let told = tellable(&compared, seen.threshold);
            change.table.rows.extend(compared.iter().zip(told).map(|(of, told)| compared_cells(seen, of, told)));
        }
        // The mean of all beside the mean of those compared would tell what the others said.
        let stands_above = seen.threshold.0 > 1 && compared.iter().any(|of| of.change.is_some());
        let people = asked_of(seen, measure);
        for asked in answers.asked(&people, &seen.period) {
            let few = stands_above || seen.is_few(asked.answered);
            let counts: Vec<u32> = asked.words.iter().map(|(_, count)| *count as u32).collect();
            let told = tell_all(&counts, seen.threshold).filter(|_| !few && asked.answered > 0);
            let words = told.map(|told| {
                let word =
                    |((word, _), told): (&(String, usize), _)| format!("{}: {}", show(word), seen.cell(told).plain());
                asked.words.iter().zip(told).map(word).collect::<Vec<_>>().join("\n")
            });
            let mean = match asked.mean {
                Some(_) if few => Cell::text(HIDDEN),
                mean => maybe(mean, 2),
            };
            said.table.rows.push(vec![
                Cell::text(show(&asked.measure)),
                Cell::text(crate::wording::shown(&asked.item, 200)),
                Cell::text(show(&asked.stage)),
                count(asked.people),
                count(asked.answered),
                count(asked.people - asked.answered),
                mean,
                words.map_or(Cell::Blank, Cell::text),
            ]);
        }
    }
    if change.table.rows.is_empty() { vec![said] } else { vec![change, said] }
}

fn asked_columns() -> Vec<Column> {
    let columns = [
        ("measure", "Measure"),
        ("item", "Item"),
        ("stage", "Asked at"),
        ("asked", "Asked"),
        ("answered", "Answered"),
        ("not_answered", "Not answered"),
        ("mean", "Mean"),
        ("answers", "Answers"),
    ];
    columns.map(|(key, heading)| Column::new(key, heading)).to_vec()
}

fn compared_columns(full: bool) -> Vec<Column> {
    let columns = [
        ("measure", "Measure"),
        ("item", "Item"),
        ("first", "From"),
        ("later", "To"),
        ("answered_first", "Answered first"),
        ("answered_later", "Answered later"),
        ("n", "Both (n)"),
        ("mean_first", "Mean first"),
        ("mean_later", "Mean later"),
        ("mean_change", "Mean change"),
        ("low_95", "95 % from"),
        ("high_95", "95 % to"),
        ("d_z", "Cohen's d_z"),
        ("improved", "Improved"),
        ("same", "Same"),
        ("lower", "Lower"),
    ];
    let further = [("d_av", "Cohen's d_av"), ("sign_p", "Sign test p"), ("wilcoxon_p", "Wilcoxon p")];
    let further = further.iter().filter(|_| full);
    columns.iter().chain(further).map(|(key, heading)| Column::new(*key, heading)).collect()
}

fn compared_cells(seen: &Seen<'_>, of: &Compared, told: bool) -> Vec<Cell> {
    let item = crate::wording::shown(&of.item, 200);
    let mut cells: Vec<Cell> = [show(&of.measure), item, show(&of.first), show(&of.later)].map(Cell::text).to_vec();
    cells.extend([count(of.answered_first), count(of.answered_later)]);
    let columns = compared_columns(seen.full).len();
    match &of.change {
        None => {
            cells.push(count(0));
            cells.resize(columns, Cell::Blank);
        }
        Some(change) if !told => {
            let few = seen.is_few(change.people);
            cells.push(if few { Cell::text(format!("fewer than {}", seen.threshold.0)) } else { Cell::text(HIDDEN) });
            cells.resize(columns, Cell::text(HIDDEN));
        }
        Some(change) => {
            cells.push(count(change.people));
            cells.extend([change.before, change.after, change.mean].map(|mean| decimal(mean, 2)));
            let (low, high) = change.interval.unzip();
            cells.extend([low, high, change.d_z].map(|value| maybe(value, 2)));
            let moved = tell_all(&change.moved.map(|count| count as u32), seen.threshold);
            cells.extend(
                moved.map_or(vec![Cell::text(HIDDEN); 3], |told| {
                    told.into_iter().map(|shown| seen.cell(shown)).collect()
                }),
            );
            if seen.full {
                cells.extend([maybe(change.d_av, 2), maybe(change.sign, 4), maybe(change.wilcoxon, 4)]);
            }
        }
    }
    cells
}
