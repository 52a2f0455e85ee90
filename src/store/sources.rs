//! The sources of a scheme: which file each of them is, and what it says. Two of them are read at the same time, each
//! thread with words of its own, which become the words of all afterwards.

use super::book::ReadFile;
use super::directory::{Directory, Found};
use super::districts::Gazetteer;
use super::forms::answer::Answer;
use super::forms::answers::{self, Cells};
use super::forms::elsewhere;
use super::forms::rankings::{self, Ranked};
use super::sheet::{self, Reading, Sheet};
use crate::domain::scheme::source::{Gives, Source};
use crate::domain::scheme::{IdentityKind, Scheme};
use crate::domain::value::Vocabulary;
use crate::halves::in_halves;
use crate::problems::{Problem, Problems};
use crate::wording::show;

/// What the forms say.
#[derive(Default)]
pub struct Forms {
    /// One a row, in the order of the sources.
    pub answers: Vec<Answer>,
    /// Rankings in tables of their own, by the position of their source.
    pub ranked: Vec<(usize, Vec<Ranked>)>,
    /// Which files were read, and how.
    pub read: Vec<ReadFile>,
}

/// What one source says, and what is wrong with it.
#[derive(Default)]
struct Said {
    forms: Forms,
    problems: Problems,
}

/// Reads all forms; new words join those known.
///
/// # Errors
/// Where a file cannot be read at all.
pub fn read(
    directory: &Directory,
    scheme: &Scheme,
    gazetteer: &Gazetteer,
    words: &mut Vocabulary,
    problems: &mut Problems,
) -> anyhow::Result<Forms> {
    let sources: Vec<(usize, &Source)> = scheme.sources.iter().enumerate().collect();
    let known: &Vocabulary = words;
    let halves = in_halves(&sources, sources.len() > 1, |part| {
        let (mut words, mut cells) = (known.clone(), Cells::new(scheme, gazetteer));
        let said = part.iter().map(|(at, source)| said(directory, scheme, *at, source, &mut cells, &mut words));
        (said.collect::<Vec<_>>(), words)
    });
    let mut forms = Forms::default();
    for (said, own) in halves {
        // The same answers have the same words, whichever thread met them first.
        let same = words.adopt(&own);
        for said in said {
            let mut said = said?;
            for answer in said.forms.answers.iter_mut().filter(|_| !same.is_empty()) {
                answer.values.iter_mut().for_each(|value| value.respell(&same));
            }
            problems.extend(said.problems);
            forms.answers.reserve_exact(said.forms.answers.len());
            forms.answers.append(&mut said.forms.answers);
            forms.ranked.append(&mut said.forms.ranked);
            forms.read.append(&mut said.forms.read);
        }
    }
    Ok(forms)
}

fn said(
    directory: &Directory,
    scheme: &Scheme,
    at: usize,
    source: &Source,
    cells: &mut Cells<'_>,
    words: &mut Vocabulary,
) -> anyhow::Result<Said> {
    let Said { mut forms, mut problems } = Said::default();
    if matches!(source.gives, Gives::Answers | Gives::Sessions) {
        return Ok(Said { forms, problems });
    }
    no_identity(scheme, source, &mut problems);
    let Some(file) = newest(directory, source, &mut problems)? else { return Ok(Said { forms, problems }) };
    let Some(sheet) = sheet_of(directory, source, &file, &mut problems)? else { return Ok(Said { forms, problems }) };
    let rows = sheet.rows().saturating_sub(usize::from(source.heading_row > 0));
    forms.read.push(ReadFile { file, how: sheet.notes().to_string(), rows });
    elsewhere::unread(source, &scheme.sources, &sheet, &mut problems);
    match source.gives {
        Gives::Rankings => forms.ranked.push((at, rankings::read(source, &sheet, &mut problems))),
        _ => forms.answers = answers::read(at, &sheet, cells, words, &mut problems),
    }
    Ok(Said { forms, problems })
}

/// A form that asks for neither key nor address needs the scheme to say that names are all there is.
fn no_identity(scheme: &Scheme, source: &Source, problems: &mut Problems) {
    if source.gives == Gives::Participants && scheme.identity != Some(IdentityKind::Name) && !source.tells_apart() {
        problems.push(
            Problem::error(&source.place, "nothing but a name tells these people apart")
                .remedy("map email or key, or write identity = \"name\" at the top if names are all there is"),
        );
    }
}

/// The file of a source: of several that a pattern finds the newest.
pub fn newest(directory: &Directory, source: &Source, problems: &mut Problems) -> anyhow::Result<Option<String>> {
    let pattern = &source.file.value;
    let mut found = directory.matching(pattern)?;
    found.sort_by(|a: &Found, b: &Found| (a.modified, &a.path).cmp(&(b.modified, &b.path)));
    let Some(newest) = found.pop() else {
        let message = format!("there is no file {}", show(pattern));
        // Of sessions and answers nothing may be told yet; without people nothing can be decided.
        let problem = match source.gives {
            Gives::Sessions | Gives::Answers => Problem::warning(&source.file.place, format!("{message} yet")),
            Gives::Participants | Gives::Rankings => Problem::error(&source.file.place, message),
        };
        let remedy = "export the form and put the file there, or mend the name here";
        problems.push(problem.heading("file").text(pattern.as_str()).remedy(remedy));
        return Ok(None);
    };
    if !found.is_empty() {
        let others: Vec<String> = found.iter().map(|file| show(&file.path)).collect();
        problems.push(
            Problem::warning(
                &source.file.place,
                format!("several files fit; the newest is read: {}", show(&newest.path)),
            )
            .heading("file")
            .text(pattern.as_str())
            .remedy(format!("move away what is out of date: {}", crate::wording::list(&others, "and"))),
        );
    }
    Ok(Some(newest.path))
}

/// The sheet of a source's file.
pub fn sheet_of(
    directory: &Directory,
    source: &Source,
    file: &str,
    problems: &mut Problems,
) -> anyhow::Result<Option<Sheet>> {
    let Some(bytes) = directory.read_export(file)? else { return Ok(None) };
    let how = Reading {
        separator: source.separator,
        encoding: source.encoding.as_deref(),
        worksheet: source.worksheet.as_deref(),
        heading_row: (source.heading_row != 1).then_some(source.heading_row),
        headings_from: source.headings_above.first().copied(),
        last_row: source.last_row,
        exported: true,
        ..Reading::default()
    };
    Ok(sheet::read(file, &bytes, &how, problems))
}
