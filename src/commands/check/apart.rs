//! Two sides whose answers never meet: mostly one thing in two spellings, which would pass for people who do not fit.

use std::collections::BTreeSet;

use crate::domain::scheme::{CriterionKind, FieldId, Form, Role, RuleKind};
use crate::domain::value::{Value, Word};
use crate::privacy::Privacy;
use crate::problems::{Place, Problem, Problems};
use crate::store::book::Book;
use crate::wording::normal;

/// Fewer answers than these on a side say nothing about all of them.
const FEWEST: usize = 3;

/// Warns of criteria and rules that no pair can meet, since nothing that one side says is said by the other.
pub fn warn(book: &Book, problems: &mut Problems) {
    let scheme = book.scheme.seen_by(None);
    if scheme.form != Form::OneToOne {
        return;
    }
    let other = |of: Role| if of == Role::Mentee { Role::Mentor } else { Role::Mentee };
    for criterion in &scheme.criteria {
        let sides = match &criterion.kind {
            CriterionKind::Covers(fields) | CriterionKind::Overlap { fields, .. } => {
                [(Role::Mentee, fields.mentee), (Role::Mentor, fields.mentor)]
            }
            CriterionKind::Preferred { of, ranking, answer: Some(answer), .. } => {
                [(*of, *ranking), (other(*of), *answer)]
            }
            _ => continue,
        };
        problems.extend(never_meet(book, sides, &criterion.place, "earns points"));
    }
    for rule in &scheme.rules {
        if let RuleKind::Shares { fields, .. } = &rule.kind {
            let sides = [(Role::Mentee, fields.mentee), (Role::Mentor, fields.mentor)];
            problems.extend(never_meet(book, sides, &rule.place, "can be matched"));
        }
    }
}

/// The warning, where enough people answered and no answer is on both sides.
fn never_meet(book: &Book, sides: [(Role, FieldId); 2], place: &Place, cost: &str) -> Problems {
    let [one, other] = sides.map(|(role, field)| said(book, role, field));
    let mut problems = Problems::default();
    if one.1.min(other.1) < FEWEST || !one.0.is_disjoint(&other.0) {
        return problems;
    }
    let [(asks, field), (answers, theirs)] = sides;
    let [label, other_label] = [field, theirs].map(|id| &book.scheme.field(id).label);
    let message = format!(
        "no {}'s answer to {label} is a {}'s answer to {other_label}, so nobody {cost} by it",
        asks.word(),
        answers.word()
    );
    let mut problem = Problem::warning(place, message);
    let name = &book.scheme.field(field).name;
    problem = match likest(book, &one.0, &other.0) {
        Some((written, meant)) if [field, theirs].iter().all(|id| book.scheme.field(*id).privacy < Privacy::Special) => {
            problem.heading("for instance").text(format!("{written} / {meant}")).remedy(format!(
                "where two mean the same, unite them under [aliases.{name}]: {meant:?} = [{written:?}]\nor, if it is right so, nothing"
            ))
        }
        _ => problem.remedy(format!("where two mean the same, unite them under [aliases.{name}]")),
    };
    problems.push(problem);
    problems
}

/// What a side says, and how many people say anything.
fn said(book: &Book, role: Role, field: FieldId) -> (BTreeSet<Word>, usize) {
    let mut words = BTreeSet::new();
    let mut people = 0;
    for entry in book.people.iter().filter_map(|person| person.entry(role)) {
        let some = match entry.value(field) {
            Value::Ranking(ranking) => {
                words.extend(ranking.iter().map(|(word, _)| *word));
                !ranking.is_empty()
            }
            value => {
                let said = value.words().unwrap_or_default();
                words.extend(said);
                !said.is_empty()
            }
        };
        people += usize::from(some);
    }
    (words, people)
}

/// Two answers of which one holds the other; else the first of each side.
fn likest(book: &Book, one: &BTreeSet<Word>, other: &BTreeSet<Word>) -> Option<(String, String)> {
    let spelt = |words: &BTreeSet<Word>| words.iter().map(|word| book.words.spelling(*word)).collect::<Vec<_>>();
    let (one, other) = (spelt(one), spelt(other));
    let holds = |a: &str, b: &str| normal(a).contains(&normal(b)) || normal(b).contains(&normal(a));
    let pairs = || one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b)));
    let found = pairs().find(|(a, b)| holds(a, b)).or_else(|| pairs().next());
    found.map(|(a, b)| (a.to_string(), b.to_string()))
}
