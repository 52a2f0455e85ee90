//! A workbook with one sheet a table. Text stays text, whatever it looks like: no cell is ever a formula.

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::view::View;
use super::{Block, Cell, Look, Report};

/// The widest a column is made, in characters; longer text wraps.
const WIDEST: usize = 50;

/// What a cell of a workbook can hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// The longest name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// Whole numbers beyond this are kept as text, since workbooks hold floats.
const LARGEST_NUMBER: u64 = 1 << 53;

/// Renders one sheet for every table, named after the heading before it; without a table, one sheet of the paragraphs.
pub fn render(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // A date of creation that never changes, so that the same report gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut names = Vec::new();
    let mut heading = "Report";
    for block in &report.blocks {
        match block {
            Block::Heading(text) => heading = text,
            Block::Text(_) => {}
            Block::Table(table) => {
                let view = table.for_machines(look);
                let name = sheet_name(heading, &names);
                fill(workbook.add_worksheet().set_name(&name)?, &view)?;
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        paragraphs(workbook.add_worksheet().set_name("Report")?, report)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, view: &View) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (i, column) in view.columns.iter().enumerate() {
        let place = i as u16;
        sheet.write_string_with_format(0, place, fitting(&column.heading), &bold)?;
        let cells = view.rows.iter().map(|row| row[i].plain());
        let widest = cells.flat_map(|text| text.lines().map(UnicodeWidthStr::width).max()).max().unwrap_or(0);
        // The heading needs room for the button of the filter beside it.
        let width = widest.max(column.heading.width() + 3).min(WIDEST);
        sheet.set_column_width(place, width as f64 + 1.5)?;
    }
    for (row, cells) in (1..).zip(&view.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell)?;
        }
    }
    let last = view.columns.len().saturating_sub(1) as u16;
    if !view.columns.is_empty() {
        sheet.autofilter(0, 0, view.rows.len() as u32, last)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    // On paper: across, as wide as the page, headings on every sheet.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let date = |day: chrono::NaiveDate| -> Option<ExcelDateTime> {
        ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8).ok()
    };
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Number(number) if number.unsigned_abs() <= LARGEST_NUMBER => {
            sheet.write_number_with_format(row, column, *number as f64, &top.set_num_format("0"))?
        }
        Cell::Decimal { units, decimals } if units.unsigned_abs() <= LARGEST_NUMBER => {
            let format = if *decimals == 0 { "0".to_string() } else { format!("0.{}", "0".repeat(*decimals as usize)) };
            let number: f64 = cell.plain().parse().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, &top.set_num_format(format))?
        }
        Cell::Date(day) if let Some(day) = date(*day) => {
            sheet.write_datetime_with_format(row, column, day, &top.set_num_format("d mmm yyyy"))?
        }
        // As text for good: editing the cell must not cost the leading zero.
        Cell::Phone(text) | Cell::Email(text) => {
            sheet.write_string_with_format(row, column, fitting(text), &top.set_num_format("@"))?
        }
        other => sheet.write_string_with_format(row, column, fitting(&other.plain()), &top.set_text_wrap())?,
    };
    Ok(())
}

fn paragraphs(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 100)?;
    for (row, block) in (0..).zip(&report.blocks) {
        match block {
            Block::Heading(text) => sheet.write_string_with_format(row, 0, fitting(text), &Format::new().set_bold())?,
            Block::Text(text) => {
                sheet.write_string_with_format(row, 0, fitting(text), &Format::new().set_text_wrap())?
            }
            Block::Table(_) => continue,
        };
    }
    Ok(())
}

/// The text as a cell can hold it: cut at the limit of workbooks.
fn fitting(text: &str) -> String {
    cut(text, LONGEST_TEXT)
}

/// Cuts at a number of UTF-16 units, the measure of workbooks.
fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_string();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= limit
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// A name that workbooks allow and no sheet before has, ignoring case.
fn sheet_name(heading: &str, taken: &[String]) -> String {
    let legal: String =
        heading.chars().map(|c| if c.is_control() || "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
    let single = legal.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = single.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "Report" } else { plain };
    // Excel keeps "History" for itself.
    let is_free =
        |name: &str| name.to_lowercase() != "history" && taken.iter().all(|t| t.to_lowercase() != name.to_lowercase());
    let first = cut(plain, LONGEST_NAME);
    if is_free(&first) {
        return first;
    }
    let numbered = |n: usize| {
        let end = format!(" {n}");
        cut(plain, LONGEST_NAME - end.len()) + &end
    };
    (2..).map(numbered).find(|name| is_free(name)).unwrap_or(first)
}
