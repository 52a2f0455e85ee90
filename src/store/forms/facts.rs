//! Facts about a person, the same in every scheme, from one column or several.

use super::answer::{Answer, ROLE, Trouble, role_of, together};
use super::cells::Wrong;
use super::columns::Plan;
use super::headings::Headings;
use super::yes_no::{is_no, is_yes};
use crate::domain::person::plain_email;
use crate::domain::scheme::source::{Shape, Source};
use crate::domain::scheme::{OfferedRole, Scheme};
use crate::store::sheet::Sheet;
use crate::wording::{normal, says_nothing, show};

/// One fact in one row, in the light of all that says how it is read.
#[derive(Clone, Copy)]
pub(super) struct Fact<'r> {
    pub(super) row: usize,
    pub(super) sheet: &'r Sheet,
    pub(super) headings: &'r Headings<'r>,
    pub(super) plan: &'r Plan<'r>,
    pub(super) scheme: &'r Scheme,
    pub(super) source: &'r Source,
}

/// Reads the fact into the answer. A name is put together of its columns, consent must be given in each that is answered;
/// of anything else the first column counts that is answered, of addresses the first that is one.
pub(super) fn read(fact: Fact<'_>, answer: &mut Answer) {
    let Fact { row, sheet, headings, plan, scheme, source } = fact;
    let columns: Vec<usize> = plan.found.at.iter().map(|(column, _)| *column).collect();
    let cell = |column: usize| sheet.cell(row, column);
    let answered = || columns.iter().copied().filter(|column| !cell(*column).is_empty());
    let set = |answer: &mut Answer, column: usize, text: &str| {
        let place = sheet.place(row, column);
        answer.set(plan.target, text, plan.order, scheme, source, &place, headings.text(column));
    };
    let Some(first) = answered().next().or(columns.first().copied()) else { return };
    let ticked = matches!(plan.found.columns.shape, Shape::Ticks(_) | Shape::Grid(_));
    match plan.target {
        "name" => {
            let parts: Vec<&str> = answered().map(cell).collect();
            set(answer, first, &parts.join(" "));
        }
        "consent" => {
            let mut all = true;
            for column in answered() {
                set(answer, column, cell(column));
                all &= answer.consent == Some(true);
            }
            answer.consent = Some(all && answered().next().is_some());
        }
        "email" => {
            let usable = answered().find(|column| plain_email(cell(*column)).is_some());
            let column = usable.unwrap_or(first);
            set(answer, column, cell(column));
        }
        "key" => {
            let nobody = |text: &str| text == "0" || text == "anonymous" || says_nothing(text);
            let column = answered().find(|column| !nobody(&normal(cell(*column)))).unwrap_or(first);
            set(answer, column, cell(column));
        }
        "role" if ticked || columns.len() > 1 => role(fact, answer),
        _ => set(answer, first, cell(first)),
    }
}

/// The role from several columns: each names a role and is ticked, or each holds the answer and all of them count.
fn role(fact: Fact<'_>, answer: &mut Answer) {
    let Fact { row, sheet, headings, plan, scheme, source } = fact;
    let mut roles: Vec<OfferedRole> = Vec::new();
    for (column, item) in &plan.found.at {
        let cell = sheet.cell(row, *column);
        let said = normal(cell);
        if said.is_empty() || says_nothing(&said) {
            continue;
        }
        let (yes, no, chosen) = (is_yes(&said), is_no(&said), &plan.found.columns.chosen);
        let (text, message, remedy) = match item {
            Some(item) => {
                let ticked = if chosen.is_empty() { yes || said == normal(item) } else { chosen.contains(&said) };
                match role_of(scheme, source, item) {
                    _ if !ticked && (no || !chosen.is_empty()) => continue,
                    Some(role) if ticked => {
                        roles.push(role);
                        continue;
                    }
                    _ if !ticked => {
                        let remedy = format!("say which cells mean that the role is wanted: chosen = [{cell:?}]");
                        (cell, format!("`{}` is neither yes nor no", show(cell)), remedy)
                    }
                    _ => {
                        let remedy = format!(
                            "say which role is meant under [source.roles]: mentor = [{item:?}] (or mentee, both, either)"
                        );
                        (item.as_str(), format!("`{}` is not a role this scheme knows", show(item)), remedy)
                    }
                }
            }
            None => match role_of(scheme, source, cell).filter(|_| !yes && !no) {
                Some(role) => {
                    roles.push(role);
                    continue;
                }
                None if yes || no => {
                    let asked: Vec<String> =
                        plan.found.at.iter().map(|(column, _)| format!("{:?}", headings.text(*column))).collect();
                    let remedy = format!(
                        "where each of these columns asks for one role: role = {{ ticks = [{}] }}, and under \
                         [source.roles] which role each heading means",
                        asked.join(", ")
                    );
                    (cell, format!("`{}` is the answer in one of several columns, and no role", show(cell)), remedy)
                }
                None => {
                    let remedy = format!(
                        "say what it means under [source.roles]: mentor = [{cell:?}] (or mentee, both, either)"
                    );
                    (cell, format!("`{}` is not a role this scheme knows", show(cell)), remedy)
                }
            },
        };
        let wrong = Wrong { message, remedy, example: ROLE.to_string() };
        answer.troubles.push(Trouble::new("role", sheet.place(row, *column), headings.text(*column), text, wrong));
        // Of a yes and a no in one row, saying it of the first is enough.
        if item.is_none() && (yes || no) {
            break;
        }
    }
    if answer.troubles.iter().any(|trouble| trouble.target == "role") {
        return;
    }
    if roles.is_empty() {
        return;
    }
    answer.role = together(&roles).or_else(|| {
        let column = plan.found.at.first().map_or(0, |(column, _)| *column);
        let wrong = Wrong {
            message: "several columns name roles that nobody can hold together".to_string(),
            remedy: "ask which one is meant".to_string(),
            example: ROLE.to_string(),
        };
        let cell = sheet.cell(row, column);
        answer.troubles.push(Trouble::new("role", sheet.place(row, column), headings.text(column), cell, wrong));
        None
    });
}
