//! Markdown as GitHub renders it, for notes and reports kept beside the scheme.

use super::lines::safe_lines;
use super::view::View;
use super::{Block, Look, Report};
use crate::markup::{markdown, markdown_start};

/// Renders every block that has something to show, with a blank line between.
pub fn render(report: &Report, look: &Look) -> String {
    let parts = report.blocks.iter().map(|block| match block {
        Block::Heading(text) => heading(text),
        Block::Text(text) => paragraph(text),
        Block::List(items) => items.iter().map(|item| format!("- {}\n", inline(item))).collect(),
        // Four tildes: what stands inside has none.
        Block::Verbatim(text) => format!("~~~~text\n{}\n~~~~\n", safe_lines(text).join("\n").replace("~~~~", "~~~")),
        Block::Table(table) => draw(&table.for_readers(look)),
        Block::Events(_) | Block::Chart(_) => String::new(),
    });
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn heading(text: &str) -> String {
    format!("## {}\n", safe_lines(text).iter().map(|line| markdown(line)).collect::<Vec<_>>().join(" "))
}

fn paragraph(text: &str) -> String {
    let text = markdown_start(&inline(text));
    if text.is_empty() { text } else { text + "\n" }
}

fn draw(view: &View) -> String {
    if view.rows.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule = |i| if view.is_numeric(i) { "---:".to_string() } else { "---".to_string() };
    let mut out = line(view.columns.iter().map(|column| inline(&column.heading)).collect());
    out.push_str(&line((0..view.columns.len()).map(rule).collect()));
    for row in &view.rows {
        out.push_str(&line(row.iter().map(|cell| inline(&cell.plain())).collect()));
    }
    out
}

/// A text on one line of Markdown; its line breaks become `<br>`.
fn inline(text: &str) -> String {
    safe_lines(text).iter().map(|line| markdown(line)).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{look, pairs};
    use super::*;

    #[test]
    fn a_report_is_headings_paragraphs_and_tables() {
        let expected = "\
## Round 3: 2 pairs

Proposed on 5 October.

| Mentee | Since | Score | Hours | Phone | Why |
| --- | --- | ---: | ---: | --- | --- |
| Amina Khan | 2026-10-05 | 87 | 12.50 | +44 7700 900123 | Both in Leeds<br>Same trade |
| =1+1 | 2026-10-05 | -5 | 12.50 | 07700 900456 | a \\| b \\<i\\> |
";
        assert_eq!(render(&pairs(), &look()), expected);
    }

    #[test]
    fn text_stays_on_its_line() {
        assert_eq!(inline("a\u{1b}b\r\nc"), "a\\\\u{1b}b<br>c");
    }

    #[test]
    fn a_paragraph_may_begin_like_a_list_and_may_be_empty() {
        assert_eq!(paragraph("# x"), "\\# x\n");
        assert_eq!(paragraph(""), "");
    }
}
