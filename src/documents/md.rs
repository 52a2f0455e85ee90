//! Markdown as GitHub renders it, for documents kept beside the scheme.

use super::text::{self, Style, Text};
use super::{Block, Document, Table};
use crate::markup::{markdown, markdown_start};

/// Renders every section, with a rule where a new page begins.
pub fn render(document: &Document) -> String {
    let mut parts = Vec::new();
    for section in document.filled() {
        if !parts.is_empty() {
            parts.push("---\n".to_string());
        }
        write(section, &mut parts);
    }
    if !document.footer.is_empty() {
        parts.extend(["---\n".to_string(), paragraph(&document.footer.as_str().into())]);
    }
    parts.join("\n")
}

fn write(blocks: &[Block], parts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                let text = markdown(&text::one_line(text));
                parts.push(format!("{} {}\n", "#".repeat(level.number().into()), text.trim()));
            }
            Block::Paragraph(text) => parts.push(paragraph(text)),
            Block::Bullets(items) => list(items.iter().map(|item| ("- ".to_string(), item)), "- ", parts),
            Block::Numbered(items) => list((1..).map(|n: usize| format!("{n}. ")).zip(items), "1. ", parts),
            Block::Table(table) => parts.push(draw(table)),
            // A rule is the one line that stays a line when Markdown is rendered.
            Block::Lines(count) | Block::Box(count) => {
                parts.extend((0..*count).map(|_| format!("{}\n", "_".repeat(60))));
            }
            Block::Signatures(names) => parts.extend(names.iter().map(|name| {
                let name = inline(&Text::default().bold(name.as_str()));
                format!("{name}\n\nSigned {} Date {}\n", "_".repeat(32), "_".repeat(14))
            })),
            Block::Card(inside) => write(inside, parts),
        }
        parts.retain(|part| !part.is_empty());
    }
}

fn paragraph(text: &Text) -> String {
    let text = markdown_start(&inline(text));
    if text.trim().is_empty() { String::new() } else { text + "\n" }
}

fn list<'a>(items: impl Iterator<Item = (String, &'a Text)>, first: &str, parts: &mut Vec<String>) {
    // Two lists in a row would run together.
    if parts.last().is_some_and(|part| part.starts_with(first)) {
        parts.push("<!-- -->\n".to_string());
    }
    parts.push(items.map(|(mark, item)| format!("{mark}{}\n", markdown_start(&inline(item)))).collect());
}

fn draw(table: &Table) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(table.columns.iter().map(|column| markdown(&text::one_line(&column.heading))).collect());
    out.push_str(&line(table.columns.iter().map(|_| "---".to_string()).collect()));
    for row in &table.rows {
        out.push_str(&line(table.row(row).map(|(cell, names_row)| draw_cell(cell, names_row)).collect()));
    }
    out
}

fn draw_cell(cell: &Text, names_row: bool) -> String {
    if !names_row {
        return inline(cell);
    }
    inline(&Text::default().bold(cell.runs.iter().map(|run| run.text.as_str()).collect::<String>()))
}

/// A text on one line of Markdown; its line breaks become `<br>`.
fn inline(text: &Text) -> String {
    let runs = joined(text);
    let mut out = String::new();
    for (at, (style, text)) in runs.iter().enumerate() {
        if *style == Style::Typed && !text.contains(['`', '|', '\n']) {
            out.push_str(&format!("`{}`", text.trim()));
            continue;
        }
        // Emphasis holds on to words only: the blanks beside them stay outside.
        let core = text.trim();
        let (before, rest) = text.split_at(text.len() - text.trim_start().len());
        let after = &rest[core.len()..];
        out.push_str(&escaped(before));
        let next = after.chars().next().or_else(|| runs.get(at + 1).and_then(|(_, text)| text.chars().next()));
        let holds = can_hold(out.chars().last(), core.chars().next()) && can_hold(next, core.chars().last());
        let mark = match style {
            Style::Bold if holds => "**",
            Style::Italic if holds => "*",
            _ => "",
        };
        out.extend([mark, &escaped(core), mark, &escaped(after)]);
    }
    out
}

/// The runs as printed, those of one style in a row as one.
fn joined(text: &Text) -> Vec<(Style, String)> {
    let mut runs: Vec<(Style, String)> = Vec::new();
    for run in &text.runs {
        let text = text::lines(&run.text).join("\n");
        match runs.last_mut() {
            Some((style, before)) if *style == run.style => before.push_str(&text),
            _ if text.is_empty() => {}
            _ => runs.push((run.style, text)),
        }
    }
    runs
}

/// Whether a mark of emphasis works between an edge of the text and its neighbour. Inside a word it works beside
/// letters only, and two marks must not touch; where it would not work, the text goes without.
fn can_hold(neighbour: Option<char>, edge: Option<char>) -> bool {
    let Some(edge) = edge else { return false };
    neighbour.is_none_or(|c| c.is_whitespace() || c != '*' && (edge.is_alphanumeric() || c.is_ascii_punctuation()))
}

fn escaped(text: &str) -> String {
    text.split('\n').map(line).collect::<Vec<_>>().join("<br>")
}

/// A line escaped, but for what is left to be written on: between blanks a row of `_` is nothing but that.
fn line(text: &str) -> String {
    let word = |word: &str| {
        let to_write_on = word.len() >= LINE && word.chars().all(|c| c == '_');
        if to_write_on { word.to_string() } else { markdown(word) }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// From so many `_` on it is a line to be written on.
const LINE: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::{agreement, cards};
    use super::*;

    #[test]
    fn cards_are_headings_tables_and_rules() {
        let expected = "\
# Cards for the panel

For the meeting on **5 October**. Please *return*.

## Amina Khan

|  |  |
| --- | --- |
| **Area** | Leeds \\& Bradford |
| **Hopes for** | Somebody who has run a team<br>and stayed “calm” |

### Alternatives

| Could be | Because | Asked |
| --- | --- | --- |
| **Bo Lee** | Same trade | *not asked yet* |
| **Carl O'Shea** | a \\| b \\<i\\> | *not asked yet* |

Notes

____________________________________________________________

";
        let text = render(&cards());
        assert!(text.starts_with(expected), "{text}");
        assert!(text.contains("\n---\n\n## Decided\n\n1. First\n2. Second\n\nAnd then:\n\n1. From one again\n"));
        assert!(text.ends_with("\n---\n\nConfidential: \"collect\" after the meeting\n"));
    }

    #[test]
    fn an_agreement_is_there_to_sign() {
        let text = render(&agreement());
        assert!(text.contains("\n- to keep **what we say** between us, unless somebody is in danger\n"));
        let line = format!("\n**Bo Lee, mentor**\n\nSigned {} Date {}\n", "_".repeat(32), "_".repeat(14));
        assert!(text.ends_with(&line), "{text}");
    }

    #[test]
    fn emphasis_that_would_not_work_is_left_out() {
        let text = |text: Text| inline(&text);
        assert_eq!(text(Text::default().bold("a ").italic("b")), "**a** *b*");
        assert_eq!(text(Text::default().bold("a").bold("b\n").plain("c")), "**ab**<br>c");
        assert_eq!(text(Text::default().bold("a").italic("b")), "**a**b");
        assert_eq!(text(Text::default().plain("x").bold("(y)").plain("z")), "x(y)z");
        assert_eq!(text(Text::default().bold("Area:").plain(" ").bold(" ")), "**Area:**  ");
    }

    #[test]
    fn lists_in_a_row_stay_apart() {
        let list = || Block::Numbered(vec!["# x".into()]);
        let text = render(&Document::new("").section(vec![list(), list()]));
        assert_eq!(text, "1. \\# x\n\n<!-- -->\n\n1. \\# x\n");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), other in "[-a (*_|]{0,6}") {
            let out = inline(&Text::default().plain(text.as_str()).plain(other.as_str()));
            let unescaped = |line: &str| {
                let mut chars = line.chars();
                std::iter::from_fn(|| match chars.next()? {
                    '\\' => chars.next(),
                    c => Some(c),
                })
                .collect::<String>()
            };
            let back: Vec<String> = out.split("<br>").map(unescaped).collect();
            prop_assert_eq!(back, text::lines(&(text + &other)));
        }
    }
}
