//! A document out of text that somebody wrote: plain lines with few marks, as in Markdown.
//!
//! | mark | what it becomes |
//! |---|---|
//! | `# `, `## `, `### ` | a heading |
//! | `- ` | an item of a list; `1. ` of one that counts |
//! | `\| a \| b \|` | a row of a table; a row of dashes below the first makes that the headings |
//! | `[lines 3]`, `[box 3]` | room to write on |
//! | `[sign] Ann Smith, mentor` | a line for a signature and its date |
//! | `---` | a new page |
//! | `**bold**`, `*italic*` | emphasis |
//! | `<br>` | a new line within a paragraph or cell |
//! | `\*` | the sign itself |

use super::{Block, Column, Level, Table, Text};

/// Reads a text; a list of blocks for every page that it begins.
///
/// ```
/// use mentor::documents::{Block, written};
/// let pages = written("# Our agreement\n\nWe meet *once a month*.");
/// assert_eq!(pages[0].len(), 2);
/// assert!(matches!(&pages[0][0], Block::Heading(_, text) if text == "Our agreement"));
/// ```
pub fn written(text: &str) -> Vec<Vec<Block>> {
    let (mut pages, mut page) = (Vec::new(), Vec::new());
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        let mark = mark(line);
        if matches!(mark, Mark::Text) {
            paragraph.push(line);
            continue;
        }
        if !paragraph.is_empty() {
            page.push(Block::Paragraph(inline(&paragraph.join(" "))));
            paragraph.clear();
        }
        match mark {
            Mark::Page => pages.push(std::mem::take(&mut page)),
            mark => add(&mut page, mark),
        }
    }
    pages.push(page);
    pages
}

/// What a line is.
enum Mark<'a> {
    Blank,
    Page,
    Heading(Level, &'a str),
    Bullet(&'a str),
    Numbered(&'a str),
    Row(&'a str),
    Lines(u8),
    Box(u8),
    Sign(&'a str),
    Text,
}

fn mark(line: &str) -> Mark<'_> {
    let room = |word: &str| {
        let inside = line.strip_prefix('[')?.strip_suffix(']')?.trim().strip_prefix(word)?;
        inside.trim().parse::<u8>().ok().filter(|count| (1..=40).contains(count))
    };
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_number = numbered.len() < line.len();
    let after = |prefix| line.strip_prefix(prefix).map(str::trim);
    match line {
        "" => Mark::Blank,
        "---" => Mark::Page,
        _ if line.starts_with("# ") => Mark::Heading(Level::One, line[2..].trim()),
        _ if line.starts_with("## ") => Mark::Heading(Level::Two, line[3..].trim()),
        _ if line.starts_with("### ") => Mark::Heading(Level::Three, line[4..].trim()),
        _ if line.starts_with('|') => Mark::Row(line),
        _ => match (after("- "), after("[sign]"), room("lines"), room("box")) {
            (Some(item), ..) => Mark::Bullet(item),
            (_, Some(name), ..) => Mark::Sign(name),
            (_, _, Some(count), _) => Mark::Lines(count),
            (.., Some(count)) => Mark::Box(count),
            _ => match numbered.strip_prefix(". ").filter(|_| has_number) {
                Some(item) => Mark::Numbered(item.trim()),
                None => Mark::Text,
            },
        },
    }
}

/// Adds a line to the page; items, rows and signatures that follow each other belong together.
fn add(page: &mut Vec<Block>, mark: Mark<'_>) {
    match (mark, page.last_mut()) {
        (Mark::Bullet(item), Some(Block::Bullets(items))) => items.push(inline(item)),
        (Mark::Bullet(item), _) => page.push(Block::Bullets(vec![inline(item)])),
        (Mark::Numbered(item), Some(Block::Numbered(items))) => items.push(inline(item)),
        (Mark::Numbered(item), _) => page.push(Block::Numbered(vec![inline(item)])),
        (Mark::Row(line), Some(Block::Table(table))) => row(table, line),
        (Mark::Row(line), _) => {
            let columns = cells(line).iter().map(|cell| Column::new(plain(&inline(cell)), 1)).collect();
            page.push(Block::Table(Table { columns, rows: Vec::new() }));
        }
        (Mark::Sign(name), Some(Block::Signatures(names))) => names.push(plain(&inline(name))),
        (Mark::Sign(name), _) => page.push(Block::Signatures(vec![plain(&inline(name))])),
        (Mark::Heading(level, text), _) => page.push(Block::Heading(level, plain(&inline(text)))),
        (Mark::Lines(count), _) => page.push(Block::Lines(count)),
        (Mark::Box(count), _) => page.push(Block::Box(count)),
        (Mark::Blank | Mark::Page | Mark::Text, _) => {}
    }
}

/// Adds a row to a table; of a row of dashes the lengths say how wide the columns are.
fn row(table: &mut Table, line: &str) {
    let cells = cells(line);
    if table.rows.is_empty() && cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| c == '-' || c == ':'))
    {
        for (column, dashes) in table.columns.iter_mut().zip(&cells) {
            column.share = u16::try_from(dashes.len()).unwrap_or(u16::MAX);
        }
        return;
    }
    table.rows.push(cells.iter().map(|cell| inline(cell)).collect());
}

/// The cells of a row, between bars that are not written as `\|`.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.trim().trim_start_matches('|').chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            c => cells.iter_mut().last().into_iter().for_each(|cell| cell.push(c)),
        }
        escaped = c == '\\' && !escaped;
    }
    // What stands behind the last bar is the end of the line.
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.into_iter().map(|cell| cell.trim().to_string()).collect()
}

/// Text with emphasis; a mark that is not closed is a sign like any other.
fn inline(text: &str) -> Text {
    let mut out = Text::default();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let escaped = rest.strip_prefix('\\').and_then(|after| after.chars().next());
        if let Some(sign) = escaped.filter(char::is_ascii_punctuation) {
            plain.push(sign);
            rest = &rest[1 + sign.len_utf8()..];
            continue;
        }
        if let Some(after) = rest.strip_prefix("<br>") {
            plain.push('\n');
            rest = after;
            continue;
        }
        let emphasis = ["**", "*"].into_iter().find_map(|mark| {
            let inside = rest.strip_prefix(mark)?;
            let end = closing(inside, mark).filter(|end| *end > 0)?;
            Some((mark, &inside[..end], &inside[end + mark.len()..]))
        });
        match emphasis {
            Some((mark, inside, after)) => {
                out = with(out, &mut plain);
                let inside = unescaped(inside);
                out = if mark == "**" { out.bold(inside) } else { out.italic(inside) };
                rest = after;
            }
            None => {
                plain.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    with(out, &mut plain)
}

fn with(text: Text, plain: &mut String) -> Text {
    if plain.is_empty() { text } else { text.plain(std::mem::take(plain)) }
}

/// Where a mark of emphasis is closed: behind a word, past signs that are written as themselves. Before a blank it opens
/// nothing.
fn closing(text: &str, mark: &str) -> Option<usize> {
    if text.starts_with(char::is_whitespace) {
        return None;
    }
    let (mut escaped, mut before) = (false, ' ');
    for (at, c) in text.char_indices() {
        // One star of two is none of its own.
        let half = mark == "*" && (before == '*' || text[at..].starts_with("**"));
        if !escaped && !half && !before.is_whitespace() && text[at..].starts_with(mark) {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
        before = c;
    }
    None
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        match signs.next_if(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(sign) => out.push(sign),
            None => out.push(c),
        }
    }
    out
}

fn plain(text: &Text) -> String {
    text.runs.iter().map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_become_blocks() {
        let text = "# Title\n\nOne line\nand its end.\n- a\n- b\n\n1. first\n[lines 3]\n[box 2]\n[sign] Ann, mentor\n[sign] Bo\n---\n## Next";
        let pages = written(text);
        let expected = vec![
            Block::Heading(Level::One, "Title".to_string()),
            Block::paragraph("One line and its end."),
            Block::Bullets(vec!["a".into(), "b".into()]),
            Block::Numbered(vec!["first".into()]),
            Block::Lines(3),
            Block::Box(2),
            Block::Signatures(vec!["Ann, mentor".to_string(), "Bo".to_string()]),
        ];
        assert_eq!(pages, [expected, vec![Block::Heading(Level::Two, "Next".to_string())]]);
    }

    #[test]
    fn a_table_has_headings_and_widths() {
        let pages = written("| Goal | Start |\n|---|-|\n| a \\| b | |\n| c<br> |");
        let columns = vec![Column::new("Goal", 3), Column::new("Start", 1)];
        let rows = vec![vec!["a | b".into(), Text::default()], vec!["c\n".into()]];
        assert_eq!(pages[0], [Block::Table(Table { columns, rows })]);
    }

    #[test]
    fn emphasis_ends_where_it_is_closed() {
        let text = inline("a **b** and *c*, 2 * 3 * 4, **6, \\*not\\* and **d\\*e**");
        let expected = Text::default().plain("a ").bold("b").plain(" and ").italic("c").plain(", 2 * 3 * 4, ");
        let expected = expected.bold("6, *not* and **d*e");
        assert_eq!(text, expected);
        assert_eq!(inline("5 *4 and **six"), "5 *4 and **six".into());
        assert_eq!(plain(&inline("\\- \\# \\[lines 3\\]")), "- # [lines 3]");
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_back_as_it_was(text in "[a-z*|#\\[\\]\\\\_.1 -]{1,20}") {
            let escaped: String = text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect();
            prop_assume!(!text.trim().is_empty());
            let pages = written(&escaped);
            prop_assert_eq!(&pages[0], &vec![Block::paragraph(text.trim())]);
        }

        #[test]
        fn any_text_can_be_read(text in any::<String>()) {
            written(&text);
        }
    }
}
