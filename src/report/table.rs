//! The terminal: headings, wrapped paragraphs and tables no wider than the window.

use super::grid::draw;
use super::lines::{safe_lines, wrapped};
use super::{Block, Look, Report};

/// Narrower windows are treated as this wide.
const NARROWEST: usize = 20;

/// Renders every block that has something to show, with a blank line between.
pub fn render(report: &Report, look: &Look) -> String {
    let room = look.width.max(NARROWEST);
    let mut out = String::new();
    for block in &report.blocks {
        let part = match block {
            Block::Heading(text) => heading(text, room, look.colour),
            Block::Text(text) => paragraph(text, room),
            Block::List(items) => items.iter().map(|item| bullet(item, room)).collect::<Vec<_>>().join("\n"),
            Block::Verbatim(text) => safe_lines(text).join("\n"),
            Block::Table(table) => draw(&table.for_readers(look), room, look.colour),
            Block::Events(_) | Block::Chart(_) => String::new(),
        };
        if !part.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&part);
            out.push('\n');
        }
    }
    out
}

fn heading(text: &str, room: usize, colour: bool) -> String {
    let text = paragraph(text, room);
    let bold = anstyle::Style::new().bold();
    if colour { format!("{bold}{text}{bold:#}") } else { text }
}

/// An item with a dash; what continues it is set in.
fn bullet(text: &str, room: usize) -> String {
    let line = safe_lines(text).join(" ");
    format!("- {}", wrapped(&line, room - 2).join("\n  "))
}

fn paragraph(text: &str, room: usize) -> String {
    safe_lines(text).iter().flat_map(|line| wrapped(line, room)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::Audience;
    use super::super::sample::{look, pairs};
    use super::*;
    use crate::privacy::Privacy;

    #[test]
    fn readers_see_every_block_and_their_columns() {
        let expected = "\
Round 3: 2 pairs

Proposed on 5 October.

Mentee      Since       Score  Hours  Phone            Why
────────────────────────────────────────────────────────────────────
Amina Khan  2026-10-05     87  12.50  +44 7700 900123  Both in Leeds
                                                       Same trade
┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
=1+1        2026-10-05     -5  12.50  07700 900456     a | b <i>
";
        assert_eq!(render(&pairs(), &look()), expected);
    }

    #[test]
    fn what_is_above_the_ceiling_is_left_out() {
        let out = render(&pairs(), &Look { ceiling: Privacy::Internal, ..look() });
        assert!(!out.contains("Amina") && !out.contains("Mentee") && !out.contains("7700"), "{out}");
    }

    #[test]
    fn control_characters_are_escaped_everywhere() {
        let mut report = pairs();
        report.blocks.insert(0, Block::Heading("a\u{1b}[2Jb".to_string()));
        report.blocks.push(Block::Text("a\u{202e}b\tc".to_string()));
        if let Some(Block::Table(table)) = report.blocks.get_mut(3) {
            table.columns[0].heading = "x\u{7}y".to_string();
            assert_eq!(table.columns[7].audience, Audience::Machines);
        }
        let out = render(&report, &look());
        for escaped in ["a\\u{1b}[2Jb\n", "a\\u{202e}b\\tc\n", "x\\u{7}y"] {
            assert!(out.contains(escaped), "{escaped} in {out}");
        }
    }
}
