//! `mentor check`: every problem in every file.

use super::{Answer, Desk};
use crate::domain::scheme::{Kind, RuleKind};
use crate::domain::value::Value;
use crate::problems::{Problem, Problems};
use crate::report;
use crate::store::book::Book;
use crate::store::tracked;
use crate::wording::{list, normal, plural, show};

/// Find every problem in every file; silent where there is none
///
/// Exit code 1 where there is an error; with --strict also where there is a warning.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// Take warnings as seriously as errors
    #[arg(long)]
    strict: bool,
    /// Say which files were read and how, and which answers later ones replaced
    #[arg(long)]
    files: bool,
}

pub fn run(args: &CheckArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (directory, mut book) = desk.look()?;
    let mut problems = std::mem::take(&mut book.problems);
    // Invented people may be seen by everybody.
    if !book.scheme.invented {
        tracked::warn(directory.path(), &mut problems);
    }
    if !problems.any_error() {
        likely_same(&book, &mut problems);
        unknown_managers(&book, &mut problems);
    }
    let failed = problems.any_error() || args.strict && !problems.is_empty();
    let mut report = report::problems::report(&problems);
    let mut told = Vec::new();
    if args.files {
        told = book.notes.clone();
        let files = book.read.iter().map(|f| format!("{}: {}, {}", show(&f.file), f.how, plural(f.rows, "row")));
        told.extend(files);
    }
    if problems.is_empty() {
        report.blocks.clear();
    } else if !desk.to_people {
        told.push(problems.count());
    }
    Ok(Answer { report, failed, told, ..Answer::default() })
}

/// Two spellings that are probably one answer, where the scheme lets people write what they like.
fn likely_same(book: &Book, problems: &mut Problems) {
    for (at, field) in book.scheme.fields.iter().enumerate() {
        if field.kind != Kind::Choice || !field.options.is_empty() {
            continue;
        }
        let mut spellings: Vec<&str> = Vec::new();
        for entry in book.people.iter().flat_map(|person| &person.entries) {
            if let Some(Value::Choice(word)) = entry.values.get(at) {
                spellings.push(book.words.spelling(*word));
            }
        }
        spellings.sort();
        spellings.dedup();
        for (n, one) in spellings.iter().enumerate().take(2000) {
            for other in &spellings[n + 1..] {
                if near_duplicates(one, other) {
                    problems.push(
                        Problem::warning(
                            &field.place,
                            format!("`{}` and `{}` may be the same answer", show(one), show(other)),
                        )
                        .heading(field.name.as_str())
                        .remedy(format!("if so, write under [aliases.{}]: {one:?} = [{other:?}]", field.name)),
                    );
                }
            }
        }
    }
}

/// Alike but for small words, an ending or a slip of the finger; numbers must be the same.
fn near_duplicates(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(one) != digits(other) || one.chars().count().min(other.chars().count()) < 4 {
        return false;
    }
    let core = |text: &str| {
        let small = ["ltd", "limited", "plc", "the", "and", "&", "co", "uk", "llp", "cic"];
        let plain: String = normal(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        plain.split_whitespace().filter(|word| !small.contains(word)).collect::<Vec<_>>().join(" ")
    };
    let (one, other) = (core(one), core(other));
    // "Ward A" and "Ward B" are meant to differ.
    let long =
        |text: &str| text.split(' ').filter(|word| word.chars().count() > 2).map(str::to_string).collect::<Vec<_>>();
    if one != other && long(&one) == long(&other) {
        return false;
    }
    one == other || strsim::damerau_levenshtein(&one, &other) == 1 && one.chars().count() > 6
}

/// Line managers and the like whom nobody can tell.
fn unknown_managers(book: &Book, problems: &mut Problems) {
    for rule in &book.scheme.rules {
        let RuleKind::NotNamed { of, field } = &rule.kind else { continue };
        let mut unknown: Vec<String> = Vec::new();
        for person in &book.people {
            let Some(entry) = person.entry(*of) else { continue };
            let value = entry.value(*field);
            if !value.is_blank() && book.names.of_value(value).is_empty() {
                unknown.push(format!("{} named by {}", show(&said(book, value)), person.shown_id()));
            }
        }
        if !unknown.is_empty() {
            let label = &book.scheme.field(*field).label;
            let shown: Vec<&str> = unknown.iter().take(6).map(String::as_str).collect();
            let more = if unknown.len() > 6 { format!(" and {} more", unknown.len() - 6) } else { String::new() };
            problems.push(
                Problem::warning(
                    &rule.place,
                    format!("nobody taking part is known as the {label}: {}{more}", list(&shown, "and")),
                )
                .remedy(format!(
                    "nothing to do if they take no part; else: mentor people correct ID {}=EMAIL --why \"…\"",
                    book.scheme.field(*field).name
                )),
            );
        }
    }
}

fn said(book: &Book, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        value => value
            .words()
            .unwrap_or_default()
            .iter()
            .map(|word| book.words.spelling(*word))
            .collect::<Vec<_>>()
            .join(", "),
    }
}
