//! Whether a proposal reads: the written scheme and the forms are read together as every command reads them. What does not
//! read is proposed again, a step more carefully.

use std::collections::BTreeMap;

use super::form::Form;
use super::question;
use super::{Back, Proposal, Settled, propose, written};
use crate::domain::register::Register;
use crate::domain::scheme::{IdentityKind, Role, Scheme};
use crate::domain::value::Vocabulary;
use crate::problems::{Problem, Problems, Severity};
use crate::store::districts::Gazetteer;
use crate::store::forms::answers::{self, Cells};
use crate::store::forms::people::{Makings, make};
use crate::store::scheme_toml;
use crate::store::sheet::{self, Reading, Sheet};

/// The file that holds a form, as its bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What came of reading a proposal together with the forms.
#[derive(Debug, Default)]
pub struct Tried {
    /// The proposal.
    pub proposal: Proposal,
    /// The scheme file.
    pub text: String,
    /// How many people it reads, by role.
    pub people: BTreeMap<&'static str, usize>,
    /// What is still wrong.
    pub problems: Problems,
    /// How many rows of answers the forms hold.
    pub rows: usize,
}

/// How often a proposal is made anew.
const TRIES: usize = 6;

/// Proposes a scheme that reads the forms as well as can be.
pub fn of(name: &str, forms: &[Form], files: &Files, settled: &Settled, rest: &str) -> Tried {
    let mut back = Back::new();
    let sheets: Vec<Option<Sheet>> = forms.iter().map(|form| sheet_of(form, files)).collect();
    let mut tried = once(name, forms, &sheets, settled, rest, &back);
    for _ in 1..TRIES {
        let wrong = wrong(forms, &tried.problems);
        if wrong.is_empty() {
            break;
        }
        wrong.into_iter().for_each(|question| *back.entry(question).or_default() += 1);
        tried = once(name, forms, &sheets, settled, rest, &back);
    }
    tried
}

/// The sheet of a form, read as its source will be.
fn sheet_of(form: &Form, files: &Files) -> Option<Sheet> {
    let how = Reading {
        worksheet: form.worksheet.as_deref(),
        heading_row: match form.heading_rows.last() {
            None => Some(0),
            Some(1) => None,
            Some(row) => Some(*row),
        },
        headings_from: form.heading_rows.first().copied().filter(|_| form.heading_rows.len() > 1),
        last_row: form.last_row,
        exported: true,
        ..Reading::default()
    };
    sheet::read(&form.file, files.get(&form.file)?, &how, &mut Problems::default())
}

fn once(name: &str, forms: &[Form], sheets: &[Option<Sheet>], settled: &Settled, rest: &str, back: &Back) -> Tried {
    let proposal = propose(name, forms, settled, back);
    let text = written::text(&proposal, rest);
    let mut problems = Problems::default();
    let scheme = scheme_toml::read(text.as_bytes(), &mut problems);
    let people = if problems.any_error() { BTreeMap::new() } else { read(&scheme, sheets, &mut problems) };
    Tried { proposal, text, people, problems, rows: forms.iter().map(Form::rows).sum() }
}

fn read(scheme: &Scheme, sheets: &[Option<Sheet>], problems: &mut Problems) -> BTreeMap<&'static str, usize> {
    let gazetteer = Gazetteer::default();
    let mut words = Vocabulary::default();
    scheme.fields.iter().flat_map(|field| &field.options).for_each(|option| {
        words.word(option);
    });
    words.options_are_complete();
    let mut cells = Cells::new(scheme, &gazetteer);
    let mut all = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        if let Some(sheet) = sheet.as_ref().filter(|_| at < scheme.sources.len()) {
            all.extend(answers::read(at, sheet, &mut cells, &mut words, problems));
        }
    }
    let maps_key = scheme.sources.iter().any(|source| source.columns.iter().any(|column| column.target.value == "key"));
    let keyed = scheme.identity.map_or(maps_key, |kind| kind == IdentityKind::Key);
    let makings = Makings { scheme, keyed, answers: all, ranked: Vec::new(), corrections: &[], held: &[] };
    let people = make(makings, &mut cells, &mut words, &mut Register::default(), &mut Vec::new(), problems);
    let mut counted = BTreeMap::new();
    for person in &people {
        for entry in &person.entries {
            let role = Role::WORDS.iter().find(|(_, role)| *role == entry.role).map_or("", |(word, _)| *word);
            *counted.entry(role).or_default() += 1;
        }
    }
    counted
}

/// The questions whose answers did not read, by form and position. Who somebody is, and what they want to be, is not given up
/// for a few odd cells: those are for the coordinator to mend.
fn wrong(forms: &[Form], problems: &Problems) -> Vec<(usize, usize)> {
    let errors: Vec<&Problem> =
        problems.sorted().into_iter().filter(|problem| problem.severity == Severity::Error).collect();
    let mut wrong = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        for (q, question) in question::of(form, at).iter().enumerate() {
            let here = |problem: &&&Problem| {
                let column = (problem.place.column as usize).checked_sub(1);
                let number = if problem.place.row > 0 { problem.place.row } else { problem.place.line };
                *problem.place.file == *form.file
                    && form.holds(number)
                    && column.is_some_and(|column| question.columns.contains(&column))
            };
            let met: Vec<&&Problem> = errors.iter().filter(here).collect();
            let asks_who = met.iter().any(|problem| {
                ["address", "role", "places", "yes nor no"].iter().any(|word| problem.message.contains(word))
            });
            if !met.is_empty() && (!asks_who || met.len() * 5 > question.seen.count()) {
                wrong.push((at, q));
            }
        }
    }
    wrong
}
