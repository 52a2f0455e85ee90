//! Problems as a coordinator reads them: place, what is wrong, the text itself, what to do. Many alike are summed up.

use crate::problems::{Place, Problem, Problems};
use crate::wording::{SHOWN, plural, show, shown};

use super::lines::wrapped;
use super::{Block, Cell, Column, Report, Table};

/// So many alike are shown one by one.
const ALIKE: usize = 3;

/// So many headings are named, of those alike.
const NAMED: usize = 40;

/// Writes all problems, grouped, with lines no wider than there is room; commands to paste stay whole.
pub fn text(problems: &Problems, room: usize) -> String {
    let mut groups: Vec<(Kind<'_>, Vec<&Problem>)> = Vec::new();
    for problem in problems.sorted() {
        let kind = Kind::of(problem);
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, group)) => group.push(problem),
            None => groups.push((kind, vec![problem])),
        }
    }
    let parts = groups.iter().map(|(_, group)| {
        let mut part: Vec<String> = group.iter().take(ALIKE).map(|problem| one(problem, room)).collect();
        if group.len() > ALIKE {
            let (shown, rest) = group.split_at(ALIKE);
            part.push(format!("    and {} more like it:{}", rest.len(), more(shown, rest)));
        }
        part.join("\n")
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// What makes two problems alike: all but the place and the text in backticks.
#[derive(PartialEq, Eq)]
struct Kind<'a> {
    severity: crate::problems::Severity,
    file: &'a str,
    heading: &'a str,
    message: String,
}

impl<'a> Kind<'a> {
    fn of(problem: &'a Problem) -> Self {
        let mut message = String::new();
        for (at, part) in problem.message.split('`').enumerate() {
            message.push_str(if at % 2 == 0 { part } else { "…" });
        }
        let message =
            message.split(' ').filter(|word| !word.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()));
        let message = message.collect::<Vec<_>>().join(" ");
        Kind { severity: problem.severity, file: &problem.place.file, heading: &problem.heading, message }
    }
}

/// Where many more are, with what stands there where that was not shown yet; of headings, which they are.
fn more(shown: &[&Problem], rest: &[&Problem]) -> String {
    if rest.iter().all(|problem| problem.heading.is_empty() && !problem.text.is_empty() && problem.place.line > 0) {
        let texts = rest.iter().take(NAMED).map(|problem| format!("\n        {}", both_ends(&problem.text)));
        return texts.chain((rest.len() > NAMED).then(|| "\n        …".to_string())).collect();
    }
    let mut told: Vec<&str> = shown.iter().map(|problem| problem.text.as_str()).collect();
    let places = rest.iter().take(12).map(|problem| {
        let new = !told.contains(&problem.text.as_str()) && !problem.heading.is_empty();
        told.push(&problem.text);
        let what = if new { format!(" (`{}`)", show(&problem.text)) } else { String::new() };
        line_of(&problem.place) + &what
    });
    format!(" {}{}", places.collect::<Vec<_>>().join(", "), if rest.len() > 12 { " …" } else { "" })
}

/// A long text without its middle: the headings of a grid begin alike, and differ at the end.
fn both_ends(text: &str) -> String {
    let whole = shown(text, usize::MAX);
    let count = whole.chars().count();
    if count <= SHOWN {
        return whole;
    }
    let (start, end): (String, String) =
        (whole.chars().take(SHOWN / 2).collect(), whole.chars().skip(count - SHOWN / 2 + 1).collect());
    format!("{start}…{end}")
}

fn line_of(place: &Place) -> String {
    match place.line {
        0 => "whole file".to_string(),
        line => format!("line {line}{}", place.in_spreadsheet()),
    }
}

fn one(problem: &Problem, room: usize) -> String {
    let first = format!("{}: {}: {}", problem.severity.word(), problem.place, problem.message);
    let mut lines = vec![set_in(&first, "", "    ", room)];
    if let Some((excerpt, length)) = &problem.excerpt {
        lines.extend(marked(problem.place.line, problem.place.column, excerpt, *length));
    } else if !problem.heading.is_empty() || !problem.text.is_empty() {
        let heading =
            if problem.heading.is_empty() { String::new() } else { format!("{}: ", shown(&problem.heading, 40)) };
        let text = if problem.heading.is_empty() { both_ends(&problem.text) } else { show(&problem.text) };
        lines.push(format!("    {heading}{text}"));
    }
    for (at, line) in problem.remedy.lines().enumerate() {
        let start = if at == 0 { "    do: " } else { "        " };
        lines.push(set_in(&shown(line, 600), start, "        ", room));
    }
    lines.join("\n")
}

/// Wraps a line, what continues it set in; a line that holds a command to paste stays whole.
fn set_in(line: &str, start: &str, indent: &str, room: usize) -> String {
    let inside = room.saturating_sub(indent.len().max(start.len())).max(20);
    let command = line.contains("mentor ") || line.contains(" = ");
    let parts = if command { vec![line.to_string()] } else { wrapped(line, inside) };
    format!("{start}{}", parts.join(&format!("\n{indent}")))
}

/// The line of the file with the meant characters underlined; of a long line only the part around them.
fn marked(line: u32, column: u32, excerpt: &str, length: usize) -> [String; 2] {
    const WIDEST: usize = 68;
    let start = (column as usize).saturating_sub(1);
    let skip = if start + length.min(20) > WIDEST { start.saturating_sub(20) } else { 0 };
    let part: String = excerpt.chars().skip(skip).take(WIDEST).map(|c| if c == '\t' { ' ' } else { c }).collect();
    let number = line.to_string();
    let gap = " ".repeat(number.len());
    let caret = "^".repeat(length.clamp(1, WIDEST.saturating_sub(start - skip).max(1)));
    [format!("  {number} | {}", shown(&part, WIDEST)), format!("  {gap} | {}{caret}", " ".repeat(start - skip))]
}

/// All problems as a report: a person reads them as text, machines get a table.
pub fn report(problems: &Problems) -> Report {
    let columns = vec![
        Column::new("severity", "Severity"),
        Column::new("file", "File"),
        Column::new("line", "Line"),
        Column::new("column", "Column"),
        Column::new("heading", "Heading"),
        Column::new("text", "Text").privacy(crate::privacy::Privacy::Confidential),
        Column::new("message", "What is wrong"),
        Column::new("remedy", "What to do"),
    ];
    let columns = columns.into_iter().map(Column::machines).collect();
    let number = |n: u32| if n == 0 { Cell::Blank } else { Cell::Number(i64::from(n)) };
    let rows = problems.sorted().into_iter().map(|problem| {
        vec![
            Cell::text(problem.severity.word()),
            Cell::text(problem.place.file.as_ref()),
            number(problem.place.line),
            number(problem.place.column),
            Cell::text(problem.heading.as_str()),
            Cell::text(problem.text.as_str()),
            Cell::text(problem.message.clone() + &problem.place.in_spreadsheet()),
            Cell::text(problem.remedy.as_str()),
        ]
    });
    let table = Table::new(columns, rows.collect());
    let mut blocks = Vec::new();
    if !problems.is_empty() {
        blocks.push(Block::Verbatim(format!("{}\n\n{}", text(problems, 80), problems.count())));
    }
    blocks.push(Block::Table(table));
    Report { blocks, json: None }
}

/// A sentence for the end of a list of problems.
pub fn nothing_was_changed(problems: &Problems) -> String {
    let errors = problems.sorted().iter().filter(|p| p.severity == crate::problems::Severity::Error).count();
    format!("{}; nothing was changed", plural(errors, "error"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_alike_are_summed_up() {
        let mut problems = Problems::default();
        for line in 2..9 {
            let place = Place::file("people/m.csv").at(line, 3);
            problems.push(
                Problem::error(&place, format!("`two {line}` is not a number"))
                    .heading("Places")
                    .text("two")
                    .remedy("write 2"),
            );
        }
        let text = text(&problems, 80);
        assert_eq!(text.matches("error: ").count(), 3);
        assert!(
            text.starts_with("error: people/m.csv:2:3: `two 2` is not a number\n    Places: two\n    do: write 2\n"),
            "{text}"
        );
        assert!(text.ends_with("    and 4 more like it: line 5, line 6, line 7, line 8"), "{text}");
    }

    #[test]
    fn of_many_alike_each_answer_and_each_heading_is_said() {
        let place = |line, column| Place::file("people/m.csv").at(line, column);
        let mut answers = Problems::default();
        let mut headings = Problems::default();
        for (n, answer) in [(2, "two"), (3, "two"), (4, "two"), (5, "three"), (6, "two"), (7, "three")] {
            let problem = Problem::error(&place(n, 3), format!("`{answer}` is not a number"));
            answers.push(problem.heading("Places").text(answer));
            let heading = format!("Which of all these many skills have you had for years? [skill {n}]");
            headings.push(Problem::warning(&place(1, n), "the heading is new").text(heading));
        }
        let answers = text(&answers, 80);
        assert!(answers.ends_with("and 3 more like it: line 5 (`three`), line 6, line 7"), "{answers}");
        let headings = text(&headings, 80);
        assert!(
            headings.contains("\n        Which of all these many skills… you had for years? [skill 5]\n"),
            "{headings}"
        );
    }

    #[test]
    fn the_meant_characters_are_underlined() {
        let [line, caret] = marked(12, 3, "[[critera]]", 7);
        assert_eq!(line, "  12 | [[critera]]");
        assert_eq!(caret, "     |   ^^^^^^^");
    }
}
