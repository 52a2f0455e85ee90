//! A workbook with one sheet a table. Text stays text, whatever it looks like; only what this program works out itself is a formula.

mod charts;
mod paper;

use chrono::Datelike;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::lines::wrapped;
use super::sheet_name::{cut, sheet_name};
use super::view::View;
use super::{Block, Cell, Look, Offer, Report, Table};
use charts::Place;
use paper::Size;

/// The widest a column is made, in characters; longer text wraps.
const WIDEST: usize = 50;

/// Over how many lines a heading may go.
const HEADING_LINES: usize = 3;

/// How high a line is, in points, and the highest that a row can be.
const HEIGHT: f64 = 15.0;
const HIGHEST: f64 = 409.0;

/// What a cell of a workbook can hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// Whole numbers beyond this are kept as text, since workbooks hold floats.
const LARGEST_NUMBER: u64 = 1 << 53;

/// Renders one sheet for every table, named after the heading before it; without a table, one sheet of the paragraphs.
pub fn render(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // A date of creation that never changes, so that the same report gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let (mut names, mut lists, mut picks) = (Vec::<String>::new(), Vec::new(), Vec::new());
    let mut heading = "Report";
    let mut before: Option<(&Table, Size, u16)> = None;
    for block in &report.blocks {
        match block {
            Block::Heading(text) => heading = text,
            Block::Text(_) | Block::List(_) | Block::Verbatim(_) | Block::Events(_) => {}
            Block::Chart(chart) => {
                if let (Some((table, size, charts)), Some(name)) = (before.as_mut(), names.last()) {
                    let across = Place::across(table.columns.len(), size.wide);
                    let place = Place { name, across, charts: *charts };
                    let sheet = workbook.worksheet_from_index(names.len() - 1)?;
                    if charts::insert(sheet, &place, chart, table)? {
                        *charts += 1;
                        paper::with_charts(sheet, size, table.rows.len() as u32, *charts)?;
                    }
                }
            }
            Block::Table(table) => {
                let view = table.for_machines(look);
                let name = sheet_name(heading, &names);
                let size = fill(workbook.add_worksheet().set_name(&name)?, &view)?;
                for (at, column) in (0..).zip(&view.columns) {
                    if let Some(Offer::Listed(list)) = column.offer {
                        picks.push((names.len(), at, view.rows.len() as u32, list));
                    }
                }
                lists.push((heading, view.rows.len()));
                names.push(name);
                before = Some((table, size, 0));
            }
        }
    }
    for (sheet, column, rows, list) in picks {
        let listed = lists.iter().position(|(heading, count)| *heading == list && *count > 0);
        if let Some(listed) = listed.filter(|_| rows > 0) {
            let name = names[listed].replace('\'', "''");
            let cells = Formula::new(format!("='{name}'!$A$2:$A${}", lists[listed].1 + 1));
            let offered = DataValidation::new().allow_list_formula(cells);
            workbook.worksheet_from_index(sheet)?.add_data_validation(1, column, rows, column, &offered)?;
        }
    }
    if names.is_empty() {
        paragraphs(workbook.add_worksheet().set_name("Report")?, report)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Fills a sheet, and says how large its table is.
fn fill(sheet: &mut Worksheet, view: &View) -> Result<Size, XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let among: Vec<Among> = (0..view.columns.len()).map(|column| Among::of(view, column)).collect();
    let (mut widths, mut heading_lines) = (Vec::new(), 1);
    for (i, heading) in view.headings.iter().enumerate() {
        let place = i as u16;
        sheet.write_string_with_format(0, place, fitting(heading), &among[i].set(bold.clone()))?;
        let cells = view.rows.iter().map(|row| row[i].plain());
        let widest = cells.flat_map(|text| text.lines().map(UnicodeWidthStr::width).max()).max().unwrap_or(0);
        // Bold letters are wider.
        let width = widest.max(heading_width(heading) + 2).min(WIDEST);
        heading_lines = heading_lines.max(wrapped(heading, width - 1).len());
        sheet.set_column_width(place, width as f64 + 1.5)?;
        widths.push(width);
    }
    // Below the headings there is a line for the buttons of the filter.
    let mut high = HEIGHT * (heading_lines + 1) as f64;
    sheet.set_row_height(0, high)?;
    for (row, cells) in (1..).zip(&view.rows) {
        // Not every program makes a row as high as what stands in it.
        let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        let height = (HEIGHT * lines as f64).min(HIGHEST);
        high += height;
        if lines > 1 {
            sheet.set_row_height(row, height)?;
        }
        for (column, cell) in (0..).zip(cells) {
            write(sheet, (row, column), cell, among[usize::from(column)])?;
        }
    }
    colour(sheet, view)?;
    offer(sheet, view)?;
    let last = view.columns.len().saturating_sub(1) as u16;
    if !view.columns.is_empty() {
        sheet.autofilter(0, 0, view.rows.len() as u32, last)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let wide = widths.iter().map(|width| (*width as f64 + 1.5) * 7.0 + 5.0).sum();
    paper::across(sheet, wide)?;
    Ok(Size { wide, high: high * 4.0 / 3.0 })
}

/// How wide a heading is, in characters: one of several words goes over several lines, so that a table of many columns
/// stays as narrow as what stands in it.
fn heading_width(heading: &str) -> usize {
    let longest = heading.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    (longest..).find(|width| wrapped(heading, *width).len() <= HEADING_LINES).unwrap_or(longest)
}

/// Over how many lines a cell goes in a column of that width, as near as can be told without its letters.
fn lines(cell: &Cell, width: usize) -> usize {
    match cell {
        Cell::Text(text) => text.lines().map(|line| line.width().div_ceil(width.max(1)).max(1)).sum(),
        _ => 1,
    }
}

/// Colours words of a column by rules, so that a cell changes its colour when somebody changes the word.
fn colour(sheet: &mut Worksheet, view: &View) -> Result<(), XlsxError> {
    let last = view.rows.len() as u32;
    for (place, column) in (0..).zip(&view.columns).filter(|_| last > 0) {
        for (word, tone) in column.tones {
            let (paper, ink) = tone.colours();
            let look = Format::new().set_background_color(paper).set_font_color(ink);
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(*word));
            sheet.add_conditional_format(1, place, last, place, &rule.set_format(look))?;
        }
    }
    Ok(())
}

/// Offers the words of a column from a list, and takes only numbers that can be.
fn offer(sheet: &mut Worksheet, view: &View) -> Result<(), XlsxError> {
    let last = view.rows.len() as u32;
    for (place, column) in (0..).zip(&view.columns).filter(|_| last > 0) {
        let takes = match column.offer {
            Some(Offer::Words(words)) => DataValidation::new().allow_list_strings(words)?,
            Some(Offer::Whole(least, most)) => {
                let whole = DataValidation::new().allow_whole_number(DataValidationRule::Between(least, most));
                whole.set_error_message(format!("a whole number from {least} to {most}"))?
            }
            // What another table lists is offered once that stands in the workbook.
            Some(Offer::Listed(_)) | None => continue,
        };
        sheet.add_data_validation(1, place, last, place, &takes)?;
    }
    Ok(())
}

/// What stands in a column: numbers to the right, words to the left, set in where they would touch the numbers before.
#[derive(Clone, Copy)]
enum Among {
    Numbers,
    Words,
    WordsAfterNumbers,
}

impl Among {
    fn of(view: &View, column: usize) -> Self {
        match view.is_numeric(column) {
            true => Among::Numbers,
            false if column > 0 && view.is_numeric(column - 1) => Among::WordsAfterNumbers,
            false => Among::Words,
        }
    }

    fn set(self, format: Format) -> Format {
        match self {
            Among::Numbers => format.set_align(FormatAlign::Right),
            Among::Words => format,
            Among::WordsAfterNumbers => format.set_align(FormatAlign::Left).set_indent(1),
        }
    }
}

/// The format of a number with so many digits behind the point.
fn digits(decimals: u32) -> String {
    if decimals == 0 { "0".to_string() } else { format!("0.{}", "0".repeat(decimals as usize)) }
}

fn write(sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell, among: Among) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let top = among.set(top);
    // A day is read as words are.
    let day_format = |form: &str| top.clone().set_align(FormatAlign::Left).set_num_format(form);
    let date = |day: chrono::NaiveDate| -> Option<ExcelDateTime> {
        ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8).ok()
    };
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Number(number) if number.unsigned_abs() <= LARGEST_NUMBER => {
            sheet.write_number_with_format(row, column, *number as f64, &top.set_num_format("0"))?
        }
        Cell::Decimal { units, decimals } if units.unsigned_abs() <= LARGEST_NUMBER => {
            let number: f64 = cell.plain().parse().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, &top.set_num_format(digits(*decimals)))?
        }
        // What a formula says is ours; what people wrote is never one.
        Cell::Formula { formula, decimals, .. } => {
            let shown = Formula::new(formula).set_result(cell.plain());
            sheet.write_formula_with_format(row, column, shown, &top.set_num_format(digits(*decimals)))?
        }
        Cell::Date(day) if let Some(day) = date(*day) => {
            sheet.write_datetime_with_format(row, column, day, &day_format("d mmm yyyy"))?
        }
        Cell::Month(day) if let Some(day) = date(*day) => {
            sheet.write_datetime_with_format(row, column, day, &day_format("mmm yyyy"))?
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
            Block::Text(text) | Block::Verbatim(text) => {
                sheet.write_string_with_format(row, 0, fitting(text), &Format::new().set_text_wrap())?
            }
            Block::List(items) => {
                sheet.write_string_with_format(row, 0, fitting(&items.join("\n")), &Format::new().set_text_wrap())?
            }
            Block::Table(_) | Block::Events(_) | Block::Chart(_) => continue,
        };
    }
    Ok(())
}

/// The text as a cell can hold it: cut at the limit of workbooks.
fn fitting(text: &str) -> String {
    cut(text, LONGEST_TEXT)
}

#[cfg(test)]
mod tests;
