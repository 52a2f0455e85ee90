//! How a sheet lies on paper: A4, as wide as the page, headings on every page, and no chart cut in two.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::charts::{ROWS, WIDE, first_row};

/// A4.
const PAPER: u8 = 9;

/// What a page holds at its full size, in pixels: its short and its long side without the margins.
const SHORT: f64 = 650.0;
const LONG: f64 = 960.0;

/// A sheet that would be smaller than this on one page goes over several.
const SMALLEST: f64 = 0.6;

/// How high a row is that nobody made higher, in pixels.
const ROW: f64 = 20.0;

/// How large a table is, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The width of all columns.
    pub wide: f64,
    /// The height of all rows.
    pub high: f64,
}

/// Lays a table across, over as many pages as it is long; one too wide to be read on one page goes over several beside
/// each other, each with its first column.
pub fn across(sheet: &mut Worksheet, wide: f64) -> Result<(), XlsxError> {
    let pages = (wide * SMALLEST / LONG).ceil().clamp(1.0, 100.0) as u16;
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(pages, 0).set_repeat_rows(0, 0)?;
    if pages > 1 {
        sheet.set_repeat_columns(0, 0)?;
    }
    Ok(())
}

/// Lays a table of so many rows and its charts on one page, upright or across as it is larger; where both would be too
/// small, every chart begins a page.
pub fn with_charts(sheet: &mut Worksheet, table: &Size, rows: u32, charts: u16) -> Result<(), XlsxError> {
    let wide = table.wide.max(f64::from(WIDE));
    let high = table.high + ROW * (f64::from(ROWS) * f64::from(charts) + 1.0);
    let [upright, lying] = [(SHORT, LONG), (LONG, SHORT)].map(|(across, down)| (across / wide).min(down / high));
    match upright > lying {
        true => sheet.set_portrait(),
        false => sheet.set_landscape(),
    };
    if upright.max(lying) >= SMALLEST {
        sheet.set_print_fit_to_pages(1, 1);
        return Ok(());
    }
    // Programs take no notice of breaks where pages are to be filled: so the size is said.
    sheet.set_landscape().set_print_scale(percent(LONG / wide));
    let breaks: Vec<u32> = (0..charts).map(|chart| first_row(rows, chart)).collect();
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// A scale in percent, from the least that workbooks know up to the full size.
fn percent(scale: f64) -> u16 {
    (scale * 100.0).floor().clamp(10.0, 100.0) as u16
}
