//! A workbook with one sheet a table. Text stays text, whatever it looks like; only what this program works out itself is a formula.

mod charts;

use chrono::Datelike;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::sheet_name::{cut, sheet_name};
use super::view::View;
use super::{Block, Cell, Look, Offer, Report, Table};
use charts::Place;

/// The widest a column is made, in characters; longer text wraps.
const WIDEST: usize = 50;

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
    let mut before: Option<(&Table, u16, u16)> = None;
    for block in &report.blocks {
        match block {
            Block::Heading(text) => heading = text,
            Block::Text(_) | Block::List(_) | Block::Verbatim(_) | Block::Events(_) => {}
            Block::Chart(chart) => {
                if let (Some((table, across, charts)), Some(name)) = (before.as_mut(), names.last()) {
                    let place = Place { name, across: *across, charts: *charts };
                    charts::insert(workbook.worksheet_from_index(names.len() - 1)?, &place, chart, table)?;
                    *charts += 1;
                }
            }
            Block::Table(table) => {
                let view = table.for_machines(look);
                let name = sheet_name(heading, &names);
                let pixels = fill(workbook.add_worksheet().set_name(&name)?, &view)?;
                for (at, column) in (0..).zip(&view.columns) {
                    if let Some(Offer::Listed(list)) = column.offer {
                        picks.push((names.len(), at, view.rows.len() as u32, list));
                    }
                }
                lists.push((heading, view.rows.len()));
                names.push(name);
                before = Some((table, Place::across(table.columns.len(), pixels), 0));
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

/// Fills a sheet, and says how many pixels wide its columns are.
fn fill(sheet: &mut Worksheet, view: &View) -> Result<f64, XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let mut widths = Vec::new();
    for (i, column) in view.columns.iter().enumerate() {
        let place = i as u16;
        sheet.write_string_with_format(0, place, fitting(&column.heading), &bold)?;
        let cells = view.rows.iter().map(|row| row[i].plain());
        let widest = cells.flat_map(|text| text.lines().map(UnicodeWidthStr::width).max()).max().unwrap_or(0);
        // The heading needs room for the button of the filter beside it.
        let width = widest.max(column.heading.width() + 3).min(WIDEST);
        sheet.set_column_width(place, width as f64 + 1.5)?;
        widths.push(width);
    }
    for (row, cells) in (1..).zip(&view.rows) {
        // Not every program makes a row as high as what stands in it.
        let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        if lines > 1 {
            sheet.set_row_height(row, (HEIGHT * lines as f64).min(HIGHEST))?;
        }
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell)?;
        }
    }
    colour(sheet, view)?;
    offer(sheet, view)?;
    let last = view.columns.len().saturating_sub(1) as u16;
    if !view.columns.is_empty() {
        sheet.autofilter(0, 0, view.rows.len() as u32, last)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    // On paper: across, as wide as the page, headings on every sheet.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(widths.iter().map(|width| (*width as f64 + 1.5) * 7.0 + 5.0).sum())
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

/// The format of a number with so many digits behind the point.
fn digits(decimals: u32) -> String {
    if decimals == 0 { "0".to_string() } else { format!("0.{}", "0".repeat(decimals as usize)) }
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
            let number: f64 = cell.plain().parse().unwrap_or_default();
            sheet.write_number_with_format(row, column, number, &top.set_num_format(digits(*decimals)))?
        }
        // What a formula says is ours; what people wrote is never one.
        Cell::Formula { formula, decimals, .. } => {
            let shown = Formula::new(formula).set_result(cell.plain());
            sheet.write_formula_with_format(row, column, shown, &top.set_num_format(digits(*decimals)))?
        }
        Cell::Date(day) if let Some(day) = date(*day) => {
            sheet.write_datetime_with_format(row, column, day, &top.set_num_format("d mmm yyyy"))?
        }
        Cell::Month(day) if let Some(day) = date(*day) => {
            sheet.write_datetime_with_format(row, column, day, &top.set_num_format("mmm yyyy"))?
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
mod tests {
    use std::io::Cursor;

    use calamine::{Data, DataType, Reader, Xlsx};

    use super::super::sample::{look, of_table, pairs};
    use super::super::{Column, Report, Tone};
    use super::*;

    fn sheets(report: &Report) -> Vec<(String, Vec<Vec<Data>>)> {
        let bytes = render(report, &look()).expect("renders");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("is a workbook");
        let sheets = book.worksheets();
        sheets.into_iter().map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect())).collect()
    }

    fn text(text: &str) -> Data {
        Data::String(text.to_string())
    }

    #[test]
    fn cells_keep_their_types() {
        let sheets = sheets(&pairs());
        let (name, rows) = &sheets[0];
        assert_eq!((sheets.len(), name.as_str()), (1, "Round 3 2 pairs"));
        assert_eq!(rows[0], ["Mentee", "Since", "Score", "Hours", "Phone", "Codes"].map(text));
        assert_eq!(rows[1][1].as_date(), chrono::NaiveDate::from_ymd_opt(2026, 10, 5));
        assert!(matches!(rows[1][1], Data::DateTime(_)));
        assert_eq!(rows[1][2..], [Data::Float(87.0), Data::Float(12.5), text("+44 7700 900123"), text("area\ntrade")]);
        assert_eq!((&rows[2][0], &rows[2][5]), (&text("=1+1"), &Data::Empty));
    }

    #[test]
    fn a_word_is_coloured_by_a_rule_of_its_column() {
        let columns = vec![Column::new("x", "X"), Column::new("state", "State").tones(&[("late", Tone::Strong)])];
        let rows = [["a", "late"], ["b", "on time"]].map(|row| row.map(Cell::text).to_vec()).to_vec();
        let bytes = render(&of_table(columns, rows), &look()).expect("renders");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("is an archive");
        let sheet =
            std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet")).expect("text");
        let rule = sheet.split("<conditionalFormatting ").nth(1).expect("a rule");
        assert!(rule.starts_with("sqref=\"B2:B3\">"), "{rule}");
        assert!(rule.contains("operator=\"equal\"") && rule.contains("<formula>\"late\"</formula>"), "{rule}");
    }

    #[test]
    fn cells_offer_what_another_sheet_lists() {
        let picked =
            vec![Column::new("who", "Who"), Column::new("choice", "Choice").offers(Offer::Listed("Who's there"))];
        let rows = |cells: &[&str]| cells.iter().map(|cell| vec![Cell::text(*cell)]).collect::<Vec<_>>();
        let mut report = of_table(picked, rows(&["a", "b"]));
        report.blocks.push(Block::Heading("Who's there".to_string()));
        report.blocks.push(Block::Table(super::super::Table::new(vec![Column::new("x", "X")], rows(&["c", "d", "e"]))));
        let mut archive = zip::ZipArchive::new(Cursor::new(render(&report, &look()).expect("renders"))).expect("a zip");
        let file = archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet");
        let sheet = std::io::read_to_string(file).expect("text");
        let offered = sheet.split("<dataValidation ").nth(1).expect("an offer");
        assert!(offered.starts_with("type=\"list\"") && offered.contains("sqref=\"B2:B3\""), "{offered}");
        assert!(offered.contains("<formula1>'Who''s there'!$A$2:$A$4</formula1>"), "{offered}");
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let bytes = || render(&pairs(), &look()).expect("renders");
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn what_a_cell_cannot_hold_becomes_text_or_is_cut() {
        let day = chrono::NaiveDate::from_ymd_opt(1815, 6, 18).map_or(Cell::Blank, Cell::Date);
        let cells = [Cell::Number(i64::MAX), day, Cell::text("x".repeat(40_000)), Cell::text("a\u{0}\u{1b}\u{fffe}b")];
        let rows = cells.into_iter().map(|cell| vec![cell]).collect();
        let sheets = sheets(&of_table(vec![Column::new("x", "X")], rows));
        let cells: Vec<String> = sheets[0].1.iter().map(|row| row[0].to_string()).collect();
        assert_eq!(cells[..3], ["X", "9223372036854775807", "1815-06-18"]);
        assert_eq!(cells[3].encode_utf16().count(), 32_767);
        assert!(cells[4].starts_with('a') && cells[4].ends_with('b'), "{}", cells[4]);
    }

    #[test]
    fn a_report_without_a_table_keeps_its_words() {
        let report = Report { blocks: vec![Block::Text("Nobody waits.".to_string())], json: None };
        assert_eq!(sheets(&report), [("Report".to_string(), vec![vec![text("Nobody waits.")]])]);
    }
}
