//! The terminal: headings, wrapped paragraphs and tables no wider than the window.

use comfy_table::{Attribute, CellAlignment, LineStyle, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::column_widths::{Wish, divide};
use super::lines::{safe_lines, wrapped};
use super::view::View;
use super::{Block, Cell, Look, Report};

/// Between two columns.
const GAP: usize = 2;

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
            Block::Table(table) => draw(&table.for_readers(look), room, look.colour),
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

fn paragraph(text: &str, room: usize) -> String {
    safe_lines(text).iter().flat_map(|line| wrapped(line, room)).collect::<Vec<_>>().join("\n")
}

/// A table as the terminal shows it; nothing where there is no row.
fn draw(view: &View, room: usize, colour: bool) -> String {
    if view.rows.is_empty() {
        return String::new();
    }
    let headings: Vec<Vec<String>> = view.columns.iter().map(|column| safe_lines(&column.heading)).collect();
    let rows: Vec<Vec<Vec<String>>> =
        view.rows.iter().map(|row| row.iter().map(|cell| safe_lines(&cell.plain())).collect()).collect();
    let wishes: Vec<Wish> = (0..view.columns.len())
        .map(|i| {
            let heading = headings[i].iter().map(|line| (line.as_str(), false));
            let cells = rows.iter().zip(&view.rows).flat_map(|(lines, row)| {
                let whole = !matches!(row[i], Cell::Text(_));
                lines[i].iter().map(move |line| (line.as_str(), whole))
            });
            Wish::of(heading.chain(cells))
        })
        .collect();
    match divide(&wishes, room.saturating_sub(GAP * (view.columns.len() - 1))) {
        Some(widths) => columns(view, &headings, &rows, &widths, colour),
        None => cards(&headings, &rows, room, colour),
    }
}

/// Side by side, under a rule. Where a row takes more than one line, thin rules keep the rows apart.
fn columns(view: &View, headings: &[Vec<String>], rows: &[Vec<Vec<String>>], widths: &[usize], colour: bool) -> String {
    let wrap = |cells: &[Vec<String>]| -> Vec<String> {
        let wrap_cell = |(lines, width): (&Vec<String>, &usize)| {
            lines.iter().flat_map(|line| wrapped(line, *width)).collect::<Vec<_>>().join("\n")
        };
        cells.iter().zip(widths).map(wrap_cell).collect()
    };
    let headings: Vec<_> = wrap(headings).into_iter().map(|text| bold(text, colour)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| wrap(row)).collect();
    let tall = rows.iter().flatten().any(|text| text.contains('\n'));

    let mut style = TableStyle::new().header_separator(LineStyle::none().fill('─'));
    if tall {
        style = style.row_separator(LineStyle::none().fill('┈'));
    }
    let mut table = comfy(style, colour);
    table.set_header(headings).add_rows(rows);
    let last = view.columns.len() - 1;
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if i < last { GAP as u16 } else { 0 }));
        if view.is_numeric(i) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// One under the other, for tables with more columns than a window this narrow can show legibly.
fn cards(headings: &[Vec<String>], rows: &[Vec<Vec<String>>], room: usize, colour: bool) -> String {
    let widest = headings.iter().flatten().map(|line| line.width()).max().unwrap_or(0);
    let left = widest.clamp(1, room / 3);
    let right = room - left - GAP;
    let mut table = comfy(TableStyle::new().row_separator(LineStyle::none().fill('┈')), colour);
    for row in rows {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (heading, lines) in headings.iter().zip(row).filter(|(_, lines)| !lines.is_empty()) {
            names.extend(heading.iter().flat_map(|line| wrapped(line, left)));
            values.extend(lines.iter().flat_map(|line| wrapped(line, right)));
            let height = names.len().max(values.len());
            names.resize(height, String::new());
            values.resize(height, String::new());
        }
        table.add_row([bold(names.join("\n"), colour), values.join("\n").into()]);
    }
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if i == 0 { GAP as u16 } else { 0 }));
    }
    table.trim_fmt()
}

fn bold(text: String, colour: bool) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(text);
    if colour { cell.add_attribute(Attribute::Bold) } else { cell }
}

/// A table that leaves wrapping and the question whether this is a terminal to us.
fn comfy(style: TableStyle, colour: bool) -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    table.load_style(style).force_no_tty().style_text_only();
    if colour {
        table.enforce_styling();
    }
    table
}
