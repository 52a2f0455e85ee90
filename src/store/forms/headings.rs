//! Which column is which: headings are matched by their text, never by position.

use std::collections::HashMap;

use super::above;
use super::elsewhere::{self, Elsewhere};
use super::unnamed;
use crate::domain::scheme::source::{Columns, Shape, Source};
use crate::problems::{Place, Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::{nearest, normal, plural, show};

/// The columns of one fact or field, found in a sheet.
#[derive(Clone, Debug)]
pub struct Found<'s> {
    /// What the scheme file says of them.
    pub columns: &'s Columns,
    /// Their positions, from 0; with the answer that a ticked option or grid column stands for.
    pub at: Vec<(usize, Option<String>)>,
}

/// The headings of a sheet.
pub struct Headings<'a> {
    pub(super) sheet: &'a Sheet,
    /// The row they stand in, the last of several; none where the file has no headings.
    pub(super) row: Option<usize>,
    texts: Vec<String>,
    normal: Vec<String>,
    by_text: HashMap<String, Vec<usize>>,
}

impl<'a> Headings<'a> {
    /// Takes a row of the sheet as its headings, together with those rows above that the source names.
    pub fn new(source: &Source, sheet: &'a Sheet, row: Option<usize>) -> Self {
        let texts = row.map(|row| above::joined(sheet, &source.headings_above, row)).unwrap_or_default();
        let normal: Vec<String> = texts.iter().map(|text| normal(text)).collect();
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (column, text) in normal.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            by_text.entry(text.clone()).or_default().push(column);
        }
        Headings { sheet, row, texts, normal, by_text }
    }

    /// The heading of a column as it stands; empty where there is none.
    pub fn text(&self, column: usize) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// The first row below them.
    pub(super) fn below(&self) -> usize {
        self.row.map_or(0, |row| row + 1)
    }

    /// The place of a heading; of a file without any the first cell of the column.
    pub(super) fn place(&self, column: usize) -> Place {
        self.sheet.place(self.row.unwrap_or(0), column)
    }

    /// Whether some column has this heading.
    pub(super) fn has(&self, heading: &str) -> bool {
        self.by_text.contains_key(&normal(heading))
    }

    /// Finds every column the source maps; reports headings that are gone, and those that are new.
    pub fn find<'s>(&self, source: &'s Source, problems: &mut Problems) -> Vec<Found<'s>> {
        let elsewhere = Elsewhere::look(source, self);
        let found: Vec<Found<'s>> =
            source.columns.iter().map(|columns| self.found(columns, &elsewhere, problems)).collect();
        // Where the headings stand in another row, this one has none that could be new.
        if matches!(elsewhere, Elsewhere::No | Elsewhere::Nowhere) {
            self.report_new(source, &found, problems);
            unnamed::report(self, source, &found, problems);
        }
        elsewhere::again(source, self, problems);
        found
    }

    /// The columns that decide which rows count, with the answers (in normal form) that let a row count.
    pub fn only<'s>(&self, source: &'s Source, problems: &mut Problems) -> Vec<(usize, &'s [String])> {
        let mut only = Vec::new();
        for (heading, answers) in &source.only {
            match self.by_text.get(&normal(heading)).and_then(|columns| columns.first()) {
                Some(column) => only.push((*column, answers.as_slice())),
                None => problems.push(
                    Problem::error(&source.place, format!("the heading is not in {}", show(self.sheet.file())))
                        .heading("only")
                        .text(heading.as_str())
                        .remedy("write it as it stands in the file"),
                ),
            }
        }
        only
    }

    fn found<'s>(&self, columns: &'s Columns, elsewhere: &Elsewhere, problems: &mut Problems) -> Found<'s> {
        let mut at = Vec::new();
        match &columns.shape {
            Shape::Contents(headings) => {
                for (before, heading) in headings.iter().enumerate() {
                    // A heading named twice is meant in both its places, as in the two branches of one form.
                    let times = |list: &[String]| list.iter().filter(|other| normal(other) == normal(heading)).count();
                    let turn = (times(headings) > 1).then(|| times(&headings[..=before]));
                    let column = self.one(heading, columns.occurrence.or(turn), columns, elsewhere, problems);
                    at.extend(column.map(|column| (column, None)));
                }
            }
            Shape::Ticks(headings) => {
                for heading in headings {
                    let column = self.one(heading, columns.occurrence, columns, elsewhere, problems);
                    at.extend(column.map(|column| (column, Some(self.text(column).trim().to_string()))));
                }
            }
            Shape::Grid(pattern) => at = self.grid(pattern, columns, problems),
            Shape::Unnamed(positions) => {
                let here = positions.iter().filter(|position| self.has_unnamed(**position, columns, problems));
                at = here.map(|position| (*position, None)).collect();
            }
            Shape::Always(_) => {}
        }
        Found { columns, at }
    }

    /// Whether a column named by its letter is there and still without a heading; only then is it surely the one meant.
    fn has_unnamed(&self, column: usize, columns: &Columns, problems: &mut Problems) -> bool {
        let (place, file) = (&columns.target.place, show(self.sheet.file()));
        let letters = unnamed::letters(column);
        let problem = match self.text(column) {
            "" if (self.below()..self.sheet.rows()).any(|row| !self.sheet.cell(row, column).is_empty()) => return true,
            "" => Problem::error(place, format!("column {letters} of {file} holds nothing"))
                .remedy("count columns as the spreadsheet does, from A or 1"),
            heading => Problem::error(place, format!("column {letters} of {file} has a heading"))
                .text(heading)
                .remedy(format!("write the heading in place of the letter: {heading:?}")),
        };
        problems.push(problem.heading(&columns.target.value));
        false
    }

    fn one(
        &self,
        heading: &str,
        occurrence: Option<usize>,
        columns: &Columns,
        elsewhere: &Elsewhere,
        problems: &mut Problems,
    ) -> Option<usize> {
        let matching = self.by_text.get(&normal(heading)).map_or(&[][..], Vec::as_slice);
        let place = &columns.target.place;
        match (matching, occurrence) {
            ([], _) => {
                let file = show(self.sheet.file());
                let known = (0..self.normal.len()).map(|column| self.text(column));
                let remedy = match nearest(heading, known) {
                    Some(near) if matches!(elsewhere, Elsewhere::No | Elsewhere::Nowhere) => {
                        format!("write it as it stands in the file now: {:?}", near)
                    }
                    _ => {
                        let looked = format!(
                            "write the heading as it stands in row {} of {file}{}",
                            self.row.map_or(1, |row| self.sheet.number(row)),
                            self.some_headings()
                        );
                        elsewhere.remedy(&file, &looked)
                    }
                };
                problems.push(
                    Problem::error(place, format!("the heading is not in {file}"))
                        .heading(&columns.target.value)
                        .text(heading)
                        .remedy(remedy),
                );
                None
            }
            ([only], None | Some(1)) => Some(*only),
            (several, Some(n)) if n <= several.len() => Some(several[n - 1]),
            (several, wanted) => {
                let times = plural(several.len(), "time");
                let message = match wanted {
                    None => format!("the heading stands {times} in {}", show(self.sheet.file())),
                    Some(n) => format!("the heading stands only {times} in {}, not {n}", show(self.sheet.file())),
                };
                let remedy = match columns.shape {
                    Shape::Ticks(_) => "say which one is meant, of all of them: { ticks = […], occurrence = 1 }\n\
                         where only some stand twice, those by themselves: [{ ticks = […], occurrence = 1 }, { ticks = […] }]"
                        .to_string(),
                    _ => format!("say which one is meant: {{ heading = {heading:?}, occurrence = 1 }}"),
                };
                problems
                    .push(Problem::error(place, message).heading(&columns.target.value).text(heading).remedy(remedy));
                None
            }
        }
    }

    /// A few headings of the file, for whoever looks for one.
    fn some_headings(&self) -> String {
        let some: Vec<String> = (0..self.normal.len())
            .filter(|column| !self.normal[*column].is_empty())
            .take(5)
            .map(|column| format!("{:?}", crate::wording::shown(self.text(column), 30)))
            .collect();
        if some.is_empty() { String::new() } else { format!(" (it begins {})", some.join(", ")) }
    }

    /// Every column whose heading fits `before * after`; where the same heading stands twice, `occurrence` chooses.
    fn grid(&self, pattern: &str, columns: &Columns, problems: &mut Problems) -> Vec<(usize, Option<String>)> {
        let (code, pattern) = code_of_grid(pattern);
        let (before, after) = star_of_grid(pattern);
        let mut at = Vec::new();
        let mut twice = false;
        for (column, text) in self.normal.iter().enumerate() {
            let behind = code.as_ref().map_or(Some(text.as_str()), |code| behind_code(text, code));
            let Some(item) = behind.and_then(|text| between(text, &before, &after)) else { continue };
            let equal = &self.by_text[text];
            let wanted = columns.occurrence.unwrap_or(1);
            twice |= equal.len() > 1 && columns.occurrence.is_none();
            if equal.get(wanted - 1) == Some(&column) {
                let skipped = text.chars().count() - behind.map_or(0, |text| text.chars().count());
                at.push((column, Some(self.spelt(column, item, &before, skipped))));
            }
        }
        let place = &columns.target.place;
        if at.is_empty() {
            problems.push(
                Problem::error(place, format!("no heading of {} fits the grid", show(self.sheet.file())))
                    .heading(&columns.target.value)
                    .text(pattern)
                    .remedy("write the headings as they stand, with * where they differ, such as \"When? [*]\""),
            );
        } else if twice {
            problems.push(
                Problem::error(place, format!("the grid stands more than once in {}", show(self.sheet.file())))
                    .heading(&columns.target.value)
                    .text(pattern)
                    .remedy("say which one is meant: { grid = \"…\", occurrence = 1 }"),
            );
        }
        at
    }

    /// The part of a heading that the star stands for, in its own spelling where that can be told; `skipped` characters stand
    /// before what `before` fits.
    fn spelt(&self, column: usize, item: &str, before: &str, skipped: usize) -> String {
        let raw = self.text(column);
        let skip = skipped + before.chars().count();
        let same_length = raw.chars().count() == self.normal[column].chars().count()
            || raw.to_lowercase().starts_with(before) && raw.to_lowercase().len() == raw.len();
        if !same_length {
            return item.to_string();
        }
        raw.chars().skip(skip).take(item.chars().count()).collect::<String>().trim().to_string()
    }

    fn report_new(&self, source: &Source, found: &[Found<'_>], problems: &mut Problems) {
        let mapped: Vec<usize> = found.iter().flat_map(|f| f.at.iter().map(|(column, _)| *column)).collect();
        // A heading mapped under one occurrence is known; its other occurrences are not new.
        let known: Vec<&str> =
            mapped.iter().filter_map(|column| self.normal.get(*column)).map(String::as_str).collect();
        for (column, text) in self.normal.iter().enumerate() {
            if text.is_empty()
                || known.contains(&text.as_str())
                || ignored(source, text)
                || source.only.iter().any(|(heading, _)| normal(heading) == *text)
            {
                continue;
            }
            problems.push(
                Problem::warning(&self.place(column), "the heading is new: nothing in the scheme maps it")
                    .text(self.text(column))
                    .remedy("map it under [source.columns], or add it to ignore = […] of this source"),
            );
        }
    }
}

/// Whether the source says that a heading is left out.
fn ignored(source: &Source, heading: &str) -> bool {
    source.ignore.iter().any(|pattern| {
        if pattern.contains('*') {
            let (before, after) = star(pattern);
            pattern == "*" || between(heading, &before, &after).is_some()
        } else {
            normal(pattern) == heading
        }
    })
}

/// Takes from a grid of two stars in brackets the code before its question: of `skills[*]. In which areas? [*]` the `skills`,
/// in normal form, and the rest.
fn code_of_grid(pattern: &str) -> (Option<String>, &str) {
    match pattern.split_once("[*]") {
        Some((code, rest)) if rest.contains("[*]") => (Some(normal(code)), rest),
        _ => (None, pattern),
    }
}

/// What stands behind a code and its brackets.
fn behind_code<'t>(text: &'t str, code: &str) -> Option<&'t str> {
    text.strip_prefix(code)?.strip_prefix('[')?.split_once(']').map(|(_, behind)| behind)
}

/// Splits a grid at its star: at the one in square brackets, where the question itself holds stars.
fn star_of_grid(pattern: &str) -> (String, String) {
    match pattern.split_once("[*]") {
        Some((before, after)) if pattern.matches('*').count() > 1 => {
            (normal(&format!("{before}§")).trim_end_matches('§').to_string() + "[", normal(&format!("]{after}")))
        }
        _ => star(pattern),
    }
}

/// Splits a pattern at its star; each half in normal form, but with the space next to the star kept.
fn star(pattern: &str) -> (String, String) {
    let pattern = normal(&pattern.replacen('*', "\u{1}star\u{1}", 1).replace('\u{1}', "§"));
    match pattern.split_once("§star§") {
        Some((before, after)) => {
            (before.to_string(), after.trim_end_matches(['.', ':', '?', '!', ',', ';']).to_string())
        }
        None => (pattern, String::new()),
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let item = text.strip_prefix(before)?.strip_suffix(after)?.trim();
    (!item.is_empty()).then_some(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_what_differs() {
        let (before, after) = star("When are you free? [*]");
        assert_eq!(between("when are you free? [09:00 - 12:00]", &before, &after), Some("09:00 - 12:00"));
        assert_eq!(between("when are you free? []", &before, &after), None);
        let (before, after) = star("*");
        assert_eq!((before.as_str(), after.as_str()), ("", ""));
        let (code, rest) = code_of_grid("Skills[*]. In which areas? [*]");
        let behind = behind_code("skills[sq001]. in which areas? [law]", &code.unwrap()).unwrap();
        let (before, after) = star_of_grid(rest);
        assert_eq!(between(behind, &before, &after), Some("law"));
        let (before, after) = star_of_grid("Skills * [*]");
        assert_eq!(between("skills * [law]", &before, &after), Some("law"));
        assert_eq!(between("skills [law]", &before, &after), None);
    }
}
