//! Who answered a question, and whether its answers are people.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Sides;
use super::facts::Fact;
use super::question::{Question, Stands};
use super::roles::Roles;
use super::words;
use crate::domain::callings::untitled;
use crate::wording::normal;

/// Who answered a question, by the roles of the rows.
pub(super) fn sides(question: &Question, roles: &Roles) -> Sides {
    let of_form = &roles.of_form[question.form];
    if let (Some(role), true) = (of_form.role, of_form.answers.is_empty()) {
        return Sides { mentors: role != "mentee", mentees: role != "mentor" };
    }
    let share = |role: &str| {
        let rows: BTreeSet<usize> =
            of_form.rows.iter().enumerate().filter(|(_, of)| **of == Some(role)).map(|(row, _)| row).collect();
        let answered: BTreeSet<usize> =
            question.seen.cells.iter().map(|(row, _)| *row).filter(|row| rows.contains(row)).collect();
        (!rows.is_empty()).then(|| 100 * answered.len() / rows.len())
    };
    match (share("mentor"), share("mentee")) {
        (Some(mentors), Some(mentees)) => Sides { mentors: mentors * 4 > mentees, mentees: mentees * 4 > mentors },
        _ => Sides { mentors: true, mentees: true },
    }
}

/// What people are called: names, addresses and keys in normal form.
pub(super) fn called(facts: &[Vec<Fact>], questions: &[Question]) -> BTreeSet<String> {
    let who = facts.iter().flatten().filter(|fact| ["name", "email", "key"].contains(&fact.target));
    let mut called: BTreeSet<String> = who
        .clone()
        .filter(|fact| fact.questions.len() == 1)
        .flat_map(|fact| questions[fact.questions[0]].seen.answers.keys().cloned())
        .collect();
    for fact in who.filter(|fact| fact.questions.len() == 2) {
        let (first, last) = (&questions[fact.questions[0]].seen, &questions[fact.questions[1]].seen);
        let last: BTreeMap<usize, &String> = last.cells.iter().map(|(row, text)| (*row, text)).collect();
        let both = first.cells.iter().filter_map(|(row, text)| Some(format!("{text} {}", last.get(row)?)));
        called.extend(both.map(|name| normal(&name)));
    }
    // Of `Dr Ann Ash` others write the name alone.
    let bare: Vec<String> = called.iter().map(|name| untitled(name).to_string()).collect();
    called.extend(bare);
    called
}

/// Whether a question asks whom somebody would like, and the answers are people.
pub(super) fn names_people(question: &Question, called: &BTreeSet<String>) -> bool {
    if !matches!(question.stands, Stands::Alone | Stands::Numbered) || called.is_empty() {
        return false;
    }
    let asked =
        question.heading.says(words::CHOICES) || question.heading.says(&["mentor", "mentee", "prefer*", "request"]);
    asked && !question.seen.is_empty() && question.seen.share(|cell| names(cell, called)) >= 50
}

/// Whether an answer names one of those who are called so, alone or among others.
pub(super) fn names(cell: &str, called: &BTreeSet<String>) -> bool {
    let said = normal(cell);
    let is_called = |part: &str| called.contains(part.trim()) || called.contains(untitled(part.trim()));
    let key = |part: &str| part.len() > 3 && part.contains(|c: char| c.is_ascii_digit() || c == '@') && is_called(part);
    is_called(&said)
        || said.split([',', ';', '|', '/', '&']).flat_map(|part| part.split(" and ")).any(is_called)
        || said.split([',', ';', ' ', '|']).any(key)
}
