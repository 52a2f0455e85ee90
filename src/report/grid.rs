//! A table as the terminal shows it: side by side, or one under the other where the window is too narrow.

use comfy_table::{Attribute, CellAlignment, LineStyle, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::Cell;
use super::column_widths::{Wish, divide};
use super::lines::{safe_lines, wrapped_lines};
use super::view::View;

/// Between two columns.
const GAP: usize = 2;

/// The rows that are measured to divide the room well.
const MEASURED: usize = 60;

/// The lines of one cell.
type Lines = Vec<String>;

/// Draws a table no wider than the room; nothing where there is no row.
pub fn draw(view: &View, room: usize, colour: bool) -> String {
    if view.rows.is_empty() {
        return String::new();
    }
    let headings: Vec<Lines> = view.columns.iter().map(|column| safe_lines(&column.heading)).collect();
    let rows: Vec<Vec<Lines>> =
        view.rows.iter().map(|row| row.iter().map(|cell| safe_lines(&cell.plain())).collect()).collect();
    let wishes: Vec<Wish> = (0..view.columns.len()).map(|i| wish(view, &headings, &rows, i)).collect();
    let height = |widths: &[usize]| -> usize {
        let cell = |(lines, width): (&Lines, &usize)| wrapped_lines(lines, *width).len();
        rows.iter().take(MEASURED).map(|row| row.iter().zip(widths).map(cell).max().unwrap_or(0)).sum()
    };
    match divide(&wishes, room.saturating_sub(GAP * (view.columns.len() - 1)), height) {
        Some(widths) => columns(view, &headings, &rows, &widths, colour),
        None => cards(&headings, &rows, room, colour),
    }
}

fn wish(view: &View, headings: &[Lines], rows: &[Vec<Lines>], column: usize) -> Wish {
    let heading = headings[column].iter().map(|line| (line.as_str(), false));
    let cells = rows.iter().zip(&view.rows).flat_map(|(lines, row)| {
        let whole = !matches!(row[column], Cell::Text(_) | Cell::Instead(_));
        lines[column].iter().map(move |line| (line.as_str(), whole))
    });
    Wish::of(heading.chain(cells))
}

/// Side by side, under a rule. Where many rows take more than one line, thin rules keep the rows apart.
fn columns(view: &View, headings: &[Lines], rows: &[Vec<Lines>], widths: &[usize], colour: bool) -> String {
    let wrap = |cells: &[Lines]| -> Vec<String> {
        cells.iter().zip(widths).map(|(lines, width)| wrapped_lines(lines, *width).join("\n")).collect()
    };
    let headings: Vec<_> = wrap(headings).into_iter().map(|text| bold(text, colour)).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| wrap(row)).collect();
    let tall = rows.iter().filter(|row| row.iter().any(|text| text.contains('\n'))).count();
    let between = if tall * 4 >= rows.len() { LineStyle::none().fill('┈') } else { LineStyle::none() };
    let style = TableStyle::new().header_separator(LineStyle::none().fill('─')).row_separator(between);
    let mut table = comfy(style, colour);
    table.set_header(headings).add_rows(rows);
    for i in 0..widths.len() {
        if let Some(column) = table.column_mut(i)
            && view.is_numeric(i)
        {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    finished(table)
}

/// One under the other, for tables with more columns than a window this narrow can show legibly.
fn cards(headings: &[Lines], rows: &[Vec<Lines>], room: usize, colour: bool) -> String {
    let widest = headings.iter().flatten().map(|line| line.width()).max().unwrap_or(0);
    let left = widest.clamp(1, room / 3);
    let right = room - left - GAP;
    let mut table = comfy(TableStyle::new().row_separator(LineStyle::none().fill('┈')), colour);
    for row in rows {
        let (mut names, mut values) = (Lines::new(), Lines::new());
        for (heading, lines) in headings.iter().zip(row).filter(|(_, lines)| !lines.is_empty()) {
            names.extend(wrapped_lines(heading, left));
            values.extend(wrapped_lines(lines, right));
            let height = names.len().max(values.len());
            names.resize(height, String::new());
            values.resize(height, String::new());
        }
        table.add_row([bold(names.join("\n"), colour), values.join("\n").into()]);
    }
    finished(table)
}

fn bold(text: String, colour: bool) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(text);
    if colour { cell.add_attribute(Attribute::Bold) } else { cell }
}

/// A table that leaves wrapping, and the question whether this is a terminal, to us.
fn comfy(style: TableStyle, colour: bool) -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    table.load_style(style).force_no_tty().style_text_only();
    if colour {
        table.enforce_styling();
    }
    table
}

/// Sets the gaps between columns and leaves no blanks at the ends of lines.
fn finished(mut table: comfy_table::Table) -> String {
    let last = table.column_count().saturating_sub(1);
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if i < last { GAP as u16 } else { 0 }));
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample::{look, of_table};
    use super::super::{Column, Format, Look, render};
    use super::*;

    fn drawn(columns: Vec<Column>, rows: Vec<Vec<Cell>>, look: &Look) -> String {
        let bytes = render(&of_table(columns, rows), Format::Table, look).expect("tables always render");
        String::from_utf8(bytes).expect("tables are UTF-8")
    }

    fn people() -> Vec<Column> {
        vec![Column::new("name", "Name"), Column::new("points", "Points"), Column::new("why", "Why")]
    }

    fn person(name: &str, points: i64, why: &str) -> Vec<Cell> {
        vec![Cell::text(name), Cell::Number(points), Cell::text(why)]
    }

    #[test]
    fn short_rows_stand_close_and_letters_of_any_width_align() {
        let rows = vec![person("Zoe\u{308}", 7, "near"), person("山田", 12, ""), person("Ann Lee", -3, "trade")];
        let expected = "\
Name     Points  Why
──────────────────────
Zoe\u{308}           7  near
山田         12
Ann Lee      -3  trade
";
        assert_eq!(drawn(people(), rows, &look()), expected);
    }

    #[test]
    fn tall_rows_are_kept_apart() {
        let rows = vec![person("Ann", 7, "near\nsame trade"), person("Bob", 12, "none")];
        let expected = "\
Name  Points  Why
────────────────────────
Ann        7  near
              same trade
┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
Bob       12  none
";
        assert_eq!(drawn(people(), rows, &look()), expected);
    }

    #[test]
    fn a_narrow_window_shows_cards_without_blank_cells() {
        let why = "wants to learn tendering and asked for somebody near";
        let rows = vec![person("Amina Khan", 87, why), person("Bob", 5, "")];
        let expected = "\
Name    Amina Khan
Points  87
Why     wants to learn
        tendering and asked
        for somebody near
┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
Name    Bob
Points  5
";
        assert_eq!(drawn(people(), rows, &Look { width: 28, ..look() }), expected);
    }

    #[test]
    fn a_table_without_rows_says_nothing() {
        assert_eq!(drawn(people(), vec![], &look()), "");
    }

    #[test]
    fn headings_are_bold_in_colour() {
        let columns = vec![Column::new("name", "Name")];
        let out = drawn(columns, vec![vec![Cell::text("Ann")]], &Look { colour: true, ..look() });
        assert_eq!(out, "\u{1b}[1mName\u{1b}[0m\n────\nAnn\n");
    }

    fn any_cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            "[a-zA-Z山é🙂\u{301}\u{fe0f}\u{200d}\u{5d0}\u{1b} \n-]{0,90}".prop_map(Cell::text),
            "\\PC{0,40}".prop_map(Cell::text),
            "[a-z]{1,50}@[a-z.]{1,30}".prop_map(Cell::Email),
            any::<i64>().prop_map(Cell::Number),
            Just(Cell::Blank),
        ]
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_window(
            width in 40_usize..200,
            headings in prop::collection::vec("[A-Za-z ]{0,30}", 1..12),
            cells in prop::collection::vec(prop::collection::vec(any_cell(), 12), 1..5),
        ) {
            let columns = headings.iter().map(|heading| Column::new("key", heading)).collect();
            let out = drawn(columns, cells, &Look { width, ..look() });
            for line in out.lines() {
                prop_assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            }
            prop_assert!(!out.contains(|c: char| c.is_control() && c != '\n'));
        }
    }
}
