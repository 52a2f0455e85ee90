//! `private/equality.csv`: what people said of themselves for monitoring alone. `match --fairness` and `evaluate`
//! count by it, and nothing else reads it, so that it can decide nothing.

use std::collections::{BTreeMap, HashMap};

use anyhow::bail;

use super::directory::Directory;
use super::sheet::{self, Reading, Sheet};
use crate::domain::callings::{Callings, Meant};
use crate::domain::person::{Person, numbered};
use crate::domain::register::Register;
use crate::domain::small_numbers::Threshold;
use crate::problems::{Problem, Problems};
use crate::wording::{normal, show};

/// The name of the file.
pub const FILE: &str = "private/equality.csv";

/// What stands for an answer that nobody gave.
pub const NOT_ANSWERED: &str = "not answered";

/// What stands for answers that few people gave, and nobody else was offered: they are in somebody's own words.
pub const OTHER: &str = "another answer";

/// The heading of the column that says who answered.
const PERSON: &str = "person";

const REMEDY: &str = "write in the first row person, and beside it what was asked: person,ethnicity,age group";

/// One thing that was asked, such as ethnicity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characteristic {
    /// Its heading in the file.
    pub name: String,
    /// The answers that were given, in the order of the alphabet, each as most people spelt it.
    pub groups: Vec<String>,
    /// Everybody's answer among them, in the order of the people; none where there is none.
    pub answers: Vec<Option<usize>>,
}

impl Characteristic {
    /// The same with every answer that fewer people gave than a threshold put together as another answer: few people may
    /// have written it in their own words, and those would say who they are. Which answers somebody was offered is known
    /// nowhere here.
    pub fn pooled(&self, threshold: Threshold) -> Characteristic {
        let gave = |group: usize| self.answers.iter().filter(|answer| **answer == Some(group)).count();
        let stays: Vec<bool> = (0..self.groups.len()).map(|group| gave(group) >= threshold.0 as usize).collect();
        if stays.iter().all(|stays| *stays) {
            return self.clone();
        }
        let mut groups: Vec<String> =
            self.groups.iter().zip(&stays).filter(|(_, stays)| **stays).map(|(group, _)| group.clone()).collect();
        // Somebody may have been offered just that.
        let other = groups.iter().position(|group| normal(group) == OTHER).unwrap_or(groups.len());
        if other == groups.len() {
            groups.push(OTHER.to_string());
        }
        let at =
            |group: usize| if stays[group] { stays[..group].iter().filter(|stays| **stays).count() } else { other };
        let answers = self.answers.iter().map(|answer| answer.map(at)).collect();
        Characteristic { name: self.name.clone(), groups, answers }
    }
}

/// Reads the file: every characteristic in it, in its order.
///
/// # Errors
/// Where there is no such file, saying how to write one, or it cannot be read at all.
pub fn read(
    directory: &Directory,
    people: &[Person],
    register: &Register,
    problems: &mut Problems,
) -> anyhow::Result<Vec<Characteristic>> {
    let Some(bytes) = directory.read_export(FILE)? else {
        bail!(
            "there is no {FILE}, which says what people answered for monitoring; write one like this:\n\
             person,ethnicity,age group,disability\n\
             ann@example.org,White British,25 to 34,no\n\
             P014,Black Caribbean,,yes"
        );
    };
    let read = sheet::read(FILE, &bytes, &Reading::default(), problems);
    problems.extend(directory.warnings());
    let Some(sheet) = read else { return Ok(Vec::new()) };
    sheet.faults().iter().for_each(|fault| problems.push(fault.problem.clone()));
    let names = Callings::new(people, register);
    let Some((person, columns)) = columns(&sheet, problems) else { return Ok(Vec::new()) };
    columns.iter().for_each(|column| no_names(&sheet, *column, &names, problems));
    let rows = rows(&sheet, person, &columns, &names, problems);
    Ok(columns.into_iter().map(|column| characteristic(&sheet, column, &rows, people.len())).collect())
}

/// The column that says who answered, and those of the characteristics.
fn columns(sheet: &Sheet, problems: &mut Problems) -> Option<(usize, Vec<usize>)> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut columns = Vec::new();
    for column in 0..sheet.width(0) {
        let heading = normal(sheet.cell(0, column));
        if heading.is_empty() {
            continue;
        }
        if known.insert(heading.clone(), column).is_some() {
            let message = format!("the heading `{}` stands twice", show(sheet.cell(0, column)));
            let problem = Problem::error(&sheet.place(0, column), message).text(sheet.cell(0, column));
            problems.push(problem.remedy("rename one of the two, or take it out"));
        }
        if heading != PERSON {
            columns.push(column);
        }
    }
    let missing = match known.get(PERSON) {
        None => format!("the column `{PERSON}` is missing"),
        Some(_) if columns.is_empty() => "there is no characteristic beside the people".to_string(),
        Some(person) => return Some((*person, columns)),
    };
    problems.push(Problem::error(&sheet.place(0, 0), missing).text(sheet.cell(0, 0)).remedy(REMEDY));
    None
}

/// Answers are shown as they are written, and no name or id may be among them: an export may well have columns of both.
fn no_names(sheet: &Sheet, column: usize, names: &Callings, problems: &mut Problems) {
    // A single word may be a first name and an answer.
    let tells_who = |cell: &str| {
        let plain = normal(cell);
        let known = || names.knows(&plain);
        plain.contains('@') || ((plain.contains(' ') || numbered(&plain, 'P').is_some()) && known())
    };
    let Some(row) = (1..sheet.rows()).find(|row| tells_who(sheet.cell(*row, column))) else { return };
    let cell = sheet.cell(row, column);
    let message = format!("`{}` says who somebody is, and is no answer that many can share", show(cell));
    let remedy = format!("write what was answered, or take the column out; who it was stands under `{PERSON}` alone");
    let problem = Problem::error(&sheet.place(row, column), message).text(cell);
    problems.push(problem.heading(sheet.cell(0, column)).remedy(remedy));
}

/// The row of everybody who answered and takes part, as (position of the person, row).
fn rows(
    sheet: &Sheet,
    person: usize,
    columns: &[usize],
    names: &Callings,
    problems: &mut Problems,
) -> BTreeMap<usize, usize> {
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    for row in 1..sheet.rows() {
        let cell = sheet.cell(row, person);
        let meant = names.find(cell);
        let place = sheet.place(row, person);
        let wrong = match meant {
            Meant::Either(..) => {
                let Some((wrong, remedy)) = meant.wrong(cell) else { continue };
                Problem::error(&place, wrong).remedy(remedy)
            }
            Meant::Several => Problem::warning(&place, format!("several people are called `{}`", show(cell)))
                .remedy("write the id, key or e-mail address; until then the row does not count"),
            Meant::Nobody if cell.is_empty() => Problem::warning(&place, "nobody is named, so the row does not count")
                .remedy("write whose answers these are, or delete the row"),
            Meant::Nobody => Problem::warning(&place, format!("nobody known as `{}`", show(cell)))
                .remedy("write the id, key or e-mail address of somebody who signed up, or delete the row"),
            Meant::One(at) => {
                let first = *rows.entry(at).or_insert(row);
                let differs = |column: &usize| answer(sheet, first, *column) != answer(sheet, row, *column);
                if !columns.iter().any(differs) {
                    continue;
                }
                let message = format!(
                    "`{}` stands twice with different answers, here and in line {}",
                    show(cell),
                    sheet.line(first)
                );
                Problem::error(&place, message).remedy("delete one of the rows")
            }
        };
        problems.push(if cell.is_empty() { wrong } else { wrong.heading(PERSON).text(cell) });
    }
    rows
}

/// An answer in the form in which spellings of it are equal; empty where there is none.
fn answer(sheet: &Sheet, row: usize, column: usize) -> String {
    let plain = normal(sheet.cell(row, column));
    if plain == NOT_ANSWERED { String::new() } else { plain }
}

fn characteristic(sheet: &Sheet, column: usize, rows: &BTreeMap<usize, usize>, people: usize) -> Characteristic {
    // Each answer with its spellings and how many people wrote it so.
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for row in rows.values() {
        *spellings.entry(answer(sheet, *row, column)).or_default().entry(sheet.cell(*row, column)).or_default() += 1;
    }
    spellings.remove("");
    let mut answers = vec![None; people];
    for (at, row) in rows {
        let own = answer(sheet, *row, column);
        answers[*at] = spellings.keys().position(|known| *known == own);
    }
    // Of spellings that are as common the first of the alphabet, so that the order of rows makes no difference.
    let common = |spellings: &BTreeMap<&str, usize>| {
        let most = spellings.iter().rev().max_by_key(|(_, count)| **count);
        most.map_or(String::new(), |(spelling, _)| spelling.to_string())
    };
    Characteristic {
        name: sheet.cell(0, column).to_string(),
        groups: spellings.values().map(common).collect(),
        answers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_few_gave_are_one_group() {
        let groups = ["a", "in my own words", "b"].map(ToString::to_string).to_vec();
        let answers = [0, 0, 1, 2, 2].map(Some).into_iter().chain([None]).collect();
        let asked = Characteristic { name: "asked".to_string(), groups, answers };
        let pooled = asked.pooled(Threshold(2));
        assert_eq!(pooled.groups, ["a", "b", OTHER]);
        assert_eq!(pooled.answers, [Some(0), Some(0), Some(2), Some(1), Some(1), None]);
        assert_eq!(asked.pooled(Threshold(1)), asked);
    }
}
