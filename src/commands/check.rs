//! `mentor check`: every problem in every file.

mod apart;
mod evidence;
mod like_ids;

use super::{Answer, Desk};
use crate::domain::scheme::Kind;
use crate::domain::value::{Value, Word};
use crate::problems::{Place, Problem, Problems, Severity};
use crate::report;
use crate::store::book::Book;
use crate::store::{log, templates, tracked};
use crate::wording::{list, normal, plural, show};

/// Find every problem in every file; silent where there is none
///
/// Each with file, line and column, what is wrong and what to do. Changes nothing. Exit code 1 where there is an error;
/// with --strict also where there is a warning.
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
    let (directory, mut book) = desk.open()?;
    book.problems.extend(std::mem::take(&mut book.awaited));
    let mut problems = std::mem::take(&mut book.problems);
    // Invented people may be seen by everybody.
    if !book.scheme.invented {
        tracked::warn(directory.path(), &mut problems);
    }
    let known = |name: &str| match name {
        "agreement" => super::agreement::known(),
        _ => super::letters::known(),
    };
    templates::check(&directory, known, &mut problems)?;
    let whole = !problems.any_error();
    if whole {
        likely_same(&book, &mut problems);
        apart::warn(&book, &mut problems);
        unidentified(&book, &mut problems);
        like_ids::warn(&book, &mut problems);
    }
    // Where relationships or ids are in doubt, the log would be blamed for what is wrong there.
    let doubtful = |problem: &&Problem| {
        let room = ["records/", "private/"].iter().any(|room| problem.place.file.starts_with(room));
        room && problem.severity == Severity::Error
    };
    if !problems.sorted().iter().any(doubtful) {
        let mut of_log = Problems::default();
        let logged = log::read(&directory, &book, &mut of_log)?;
        if whole {
            evidence::warn(&book, &logged, &mut of_log);
            of_log.extend(logged.oddities(&book, desk.today));
        }
        // What other programs wrote is read by way of scheme and forms, and waits until those are right.
        let told = |problem: &&&Problem| whole || problem.place.file.starts_with("records/");
        of_log.sorted().iter().filter(told).for_each(|problem| problems.push((*problem).clone()));
        book.notes.extend(logged.notes);
        book.read.extend(logged.read);
    }
    let failed = problems.any_error() || args.strict && !problems.is_empty();
    if desk.no_names {
        problems = problems.without_texts();
    }
    let mut report = report::problems::report(&problems);
    let mut told = Vec::new();
    if args.files {
        told.extend(book.notes.iter().filter(|_| !desk.no_names).cloned());
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
        // Every pair is looked at, so of very many different answers only the first are.
        spellings.truncate(2000);
        for (n, one) in spellings.iter().enumerate() {
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

/// Line managers, chosen mentors and the like whom nobody can tell, by the field that names them.
fn unidentified(book: &Book, problems: &mut Problems) {
    for (of, id) in book.scheme.fields_naming_people() {
        let field = book.scheme.field(id);
        let mut unknown: Vec<(String, &Place)> = Vec::new();
        for person in &book.people {
            let Some(entry) = person.entry(of) else { continue };
            let named = names_in(book, entry.value(id));
            unknown.extend(
                named
                    .into_iter()
                    .map(|name| (format!("`{}` named by {}", show(&name), person.shown_id()), &entry.place)),
            );
        }
        let Some((_, place)) = unknown.first() else { continue };
        let mut shown: Vec<&str> = unknown.iter().take(6).map(|(said, _)| said.as_str()).collect();
        let more = format!("{} more", unknown.len().saturating_sub(6));
        if unknown.len() > 6 {
            shown.push(&more);
        }
        problems.push(
            Problem::warning(place, format!("not one person taking part is known by this name: {}", list(&shown, "and")))
                .heading(field.label.as_str())
                .remedy(format!(
                    "nothing to do if they take no part; else write the e-mail address: mentor people correct ID {}=ADDRESS{}",
                    field.name,
                    if field.kind == Kind::Ranking {
                        "\nor, where several stand in one answer, say under [source.columns] what separates them: { heading = \"…\", separator = \" \" }"
                    } else {
                        ""
                    }
                )),
        );
    }
}

/// The names in an answer that are nobody's, or several people's.
fn names_in(book: &Book, value: &Value) -> Vec<String> {
    let of_word = |word: &Word| book.names.of_word(*word).is_none().then(|| book.words.spelling(*word).to_string());
    match value {
        Value::Text(text) if book.names.of_value(value).is_empty() => vec![text.clone()],
        Value::Ranking(ranking) => ranking.iter().filter_map(|(word, _)| of_word(word)).collect(),
        value => value.words().unwrap_or_default().iter().filter_map(of_word).collect(),
    }
}
