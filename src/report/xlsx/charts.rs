//! Charts of a workbook: they stand below their table and refer to its cells. Where a table hides numbers, or tells of
//! intervals, the numbers that are drawn stand once more beside it.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartFormat, ChartLegendPosition, ChartLine, ChartMarker,
    ChartMarkerType, ChartSolidFill, ChartType, Format, Worksheet, XlsxError,
};

use super::super::chart::{Chart, Way, number, place};
use super::super::{Cell, Table};
use super::fitting;

/// The colours of series, the first one first.
const COLOURS: [u32; 4] = [0x1F4E6B, 0xC06A1C, 0x8AA9BD, 0x595959];
/// The size of a chart, in pixels.
pub const WIDE: u32 = 760;
const HIGH: u32 = 400;
/// How many rows a chart takes up, and how wide a column is that nobody made wider.
pub const ROWS: u32 = 23;
const NARROW: f64 = 64.0;
/// The longest name below a point, in characters: longer ones leave the chart no room.
const NAME: usize = 30;

/// What is said of a chart in which a number is hidden.
const LEFT_OUT: &str = " (what is hidden is left out)";

/// Where the cells of series stand: the sheet, and the first and last row and column.
type Cells<'n> = (&'n str, u32, u16, u32, u16);

/// A sheet that holds a table and its charts.
pub struct Place<'n> {
    /// What the sheet is called.
    pub name: &'n str,
    /// How many columns are as wide as a chart: those of the table, and more where they are narrow.
    pub across: u16,
    /// How many charts are there already.
    pub charts: u16,
}

impl Place<'_> {
    /// The number of columns that are as wide as a chart, if those of the table are so many pixels wide.
    pub fn across(columns: usize, pixels: f64) -> u16 {
        let further = ((f64::from(WIDE) - pixels) / NARROW).ceil().max(0.0);
        columns as u16 + further as u16
    }
}

/// Draws below a table what is to be drawn of it, and says whether anything is. Every column of the table stands on the
/// sheet.
pub fn insert(sheet: &mut Worksheet, at: &Place<'_>, chart: &Chart, table: &Table) -> Result<bool, XlsxError> {
    let pictures = chart.pictures(table);
    if pictures.is_empty() {
        return Ok(false);
    }
    let name = at.name;
    let drawing = match &chart.way {
        Way::Bars(parts) => {
            let places: Vec<usize> = parts.iter().flatten().filter_map(|(key, _)| place(table, key)).collect();
            let numbers = numbers(sheet, at, table, &places)?;
            bars(name, chart, table, &places, numbers)
        }
        Way::Columns(parts) => {
            let places: Vec<usize> = parts.iter().filter_map(|key| place(table, key)).collect();
            let numbers = numbers(sheet, at, table, &places)?;
            columns(name, chart, table, &places, numbers)
        }
        Way::Intervals { .. } => intervals(sheet, at, chart, table)?,
    };
    let Some(mut drawing) = drawing else { return Ok(false) };
    let hidden = match &chart.way {
        Way::Intervals { .. } => "",
        _ if drawn_cells(chart, table).any(|cell| *cell != Cell::Blank && number(cell).is_none()) => LEFT_OUT,
        _ => "",
    };
    drawing.title().set_name(fitting(&format!("{}{hidden}", chart.title)).as_str());
    let titles: Vec<&str> = pictures.iter().map(|picture| picture.title.as_str()).collect();
    drawing.set_alt_text(titles.join("; ").chars().take(250).collect::<String>()).set_width(WIDE).set_height(HIGH);
    let row = first_row(table.rows.len() as u32, at.charts);
    sheet.insert_chart(row, 0, &drawing)?;
    // What stands beside for the sake of a chart is not printed.
    sheet.set_print_area(0, 0, row + ROWS - 1, at.across.max(1) - 1)?;
    Ok(true)
}

/// The row in which a chart begins, after so many rows of a table and so many charts.
pub fn first_row(rows: u32, charts: u16) -> u32 {
    rows + 2 + u32::from(charts) * ROWS
}

/// The cells that are drawn as lengths.
fn drawn_cells<'t>(chart: &'t Chart, table: &'t Table) -> impl Iterator<Item = &'t Cell> {
    let keys: Vec<&'static str> = match &chart.way {
        Way::Bars(parts) => parts.iter().flatten().map(|(key, _)| *key).collect(),
        Way::Columns(parts) => parts.clone(),
        Way::Intervals { .. } => Vec::new(),
    };
    let places: Vec<usize> = keys.into_iter().filter_map(|key| place(table, key)).collect();
    table.rows.iter().flat_map(move |row| places.clone().into_iter().filter_map(move |at| row.get(at)))
}

/// Where the numbers of a column stand that are drawn: in the column itself, or where words stand among them beside the
/// table, once more without the words, as a chart takes a word for nought.
fn numbers(sheet: &mut Worksheet, at: &Place<'_>, table: &Table, places: &[usize]) -> Result<u16, XlsxError> {
    let word = |cell: &Cell| *cell != Cell::Blank && number(cell).is_none();
    let first = places.iter().min().copied().unwrap_or(0);
    if !table.rows.iter().any(|row| places.iter().filter_map(|at| row.get(*at)).any(word)) {
        return Ok(first as u16);
    }
    let beside = at.across + 1 + 5 * at.charts;
    let faint = Format::new().set_font_color(0x595959);
    for place in places {
        let column = beside + (place - first) as u16;
        sheet.write_string_with_format(0, column, fitting(&table.columns[*place].heading), &faint)?;
        for (at, row) in (1..).zip(&table.rows) {
            if let Some(number) = row.get(*place).and_then(number) {
                sheet.write_number_with_format(at, column, number, &faint)?;
            }
        }
    }
    Ok(beside)
}

/// A series a row, with a bar a column; `from` is where the numbers of the first of them stand.
fn bars(sheet: &str, chart: &Chart, table: &Table, places: &[usize], from: u16) -> Option<Drawing> {
    let places: Vec<u16> = places.iter().map(|at| *at as u16).collect();
    let (first, last) = (*places.iter().min()?, *places.iter().max()?);
    let mut drawing = Drawing::new(ChartType::Bar);
    let mut told = 0;
    for (row, cells) in (1..).zip(&table.rows) {
        if !places.iter().filter_map(|at| number(cells.get(usize::from(*at))?)).any(|number| number > 0.0) {
            continue;
        }
        let series = drawing.add_series();
        series.set_categories::<Cells<'_>>((sheet, 0, first, 0, last));
        series.set_values::<Cells<'_>>((sheet, row, from, row, from + last - first));
        series.set_gap(60).set_format(&mut filled(told));
        let called = chart.name(table, cells);
        match chart.names.first().and_then(|name| place(table, name)) {
            // A name that could be taken for a formula is a cell.
            Some(names) if chart.names.len() == 1 || called.contains(['=', '!']) => {
                series.set_name((sheet, row, names as u16))
            }
            _ => series.set_name(called.as_str()),
        };
        told += 1;
    }
    // The first column on top; the scale, which would go there with it, at the foot.
    drawing.y_axis().set_reverse();
    drawing.x_axis().set_label_position(ChartAxisLabelPosition::High).set_num_format("0");
    legend(&mut drawing, told);
    (told > 0).then_some(drawing)
}

/// A series a part, on top of each other; `from` is where the numbers of the first of them stand.
fn columns(sheet: &str, chart: &Chart, table: &Table, places: &[usize], from: u16) -> Option<Drawing> {
    let names = place(table, chart.names.first()?)? as u16;
    let mut drawing = Drawing::new(ChartType::ColumnStacked);
    let last = table.rows.len() as u32;
    let places: Vec<u16> = places.iter().map(|at| *at as u16).collect();
    let first = places.iter().min().copied().unwrap_or(0);
    for (at, column) in places.iter().enumerate() {
        let series = drawing.add_series();
        series.set_categories::<Cells<'_>>((sheet, 1, names, last, names));
        let numbers = from + column - first;
        series.set_values::<Cells<'_>>((sheet, 1, numbers, last, numbers));
        series.set_name((sheet, 0, *column)).set_gap(40).set_format(&mut filled(at));
    }
    // A quarter or a year is named by its first month.
    let date = |row: &Vec<Cell>, key| match row.get(place(table, key)?) {
        Some(Cell::Date(day)) => Some(*day),
        _ => None,
    };
    let month = |row: &Vec<Cell>| Some((date(row, "until")? - date(row, "from")?).num_days() < 31);
    let months = table.rows.iter().all(|row| month(row).unwrap_or(true));
    drawing.x_axis().set_text_axis(true).set_num_format(if months { "mmm yyyy" } else { "\"from\" mmm yyyy" });
    drawing.y_axis().set_num_format("0");
    legend(&mut drawing, places.len());
    (!places.is_empty()).then_some(drawing)
}

/// Three series: the lower end, the point, the upper end, with a line between. Only rows that can be told are drawn; so
/// beside the table they stand once more without the others: as numbers, which are kept with the chart, since not every
/// program works formulas out before it draws.
fn intervals(
    sheet: &mut Worksheet,
    at: &Place<'_>,
    chart: &Chart,
    table: &Table,
) -> Result<Option<Drawing>, XlsxError> {
    let Way::Intervals { ends, unit, .. } = &chart.way else { return Ok(None) };
    let places: Vec<usize> = ends.iter().filter_map(|key| place(table, key)).collect();
    let (&[low, middle, high], drawn) = (&places[..], chart.rows(table)) else { return Ok(None) };
    let told = |row: &Vec<Cell>| number(row.get(middle).unwrap_or(&Cell::Blank)).is_some();
    let rows: Vec<u32> = (1..)
        .zip(&table.rows)
        .filter(|(_, row)| told(row) && drawn.iter().any(|one| std::ptr::eq(*one, *row)))
        .map(|(at, _)| at)
        .collect();
    let Some(last) = u32::try_from(rows.len()).ok().filter(|last| *last > 0) else { return Ok(None) };
    let (name, beside) = (at.name, at.across + 1 + 5 * at.charts);
    let faint = Format::new().set_font_color(0x595959);
    sheet.write_string_with_format(0, beside, "Drawn", &faint)?;
    sheet.set_column_width(beside, NAME as f64 + 1.5)?;
    for (at, row) in (1..).zip(&rows) {
        let cells = &table.rows[*row as usize - 1];
        let called = chart.name(table, cells);
        let short = match called.char_indices().nth(NAME) {
            Some((end, _)) => format!("{}…", &called[..end]),
            None => called,
        };
        sheet.write_string_with_format(at, beside, short, &faint)?;
        for (column, from) in (beside + 1..).zip([high, low, middle]) {
            // Where there is no interval both of its ends are the point.
            let from = if number(&cells[from]).is_some() { from } else { middle };
            if let Some(number) = number(&cells[from]) {
                sheet.write_number_with_format(at, column, number, &faint)?;
            }
        }
    }
    for (column, from) in (beside + 1..).zip([high, low, middle]) {
        sheet.write_string_with_format(0, column, fitting(&table.columns[from].heading), &faint)?;
    }
    let mut drawing = Drawing::new(ChartType::Stock);
    for (at, column) in (beside + 1..beside + 4).enumerate() {
        let mut marker = ChartMarker::new();
        let (kind, size) = if at == 2 { (ChartMarkerType::Circle, 9) } else { (ChartMarkerType::LongDash, 9) };
        marker.set_type(kind).set_size(size);
        marker.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(COLOURS[0])).set_no_line());
        let series = drawing.add_series();
        series.set_categories::<Cells<'_>>((name, 1, beside, last, beside));
        series.set_values::<Cells<'_>>((name, 1, column, last, column));
        series.set_name((name, 0, column)).set_marker(&marker);
    }
    drawing.set_high_low_lines(true).set_high_low_lines_format(ChartLine::new().set_color(COLOURS[0]).set_width(2));
    drawing.x_axis().set_text_axis(true).set_label_position(ChartAxisLabelPosition::Low);
    drawing.y_axis().set_name(fitting(unit).as_str());
    drawing.legend().set_hidden();
    Ok(Some(drawing))
}

fn filled(series: usize) -> ChartFormat {
    let colour = COLOURS[series % COLOURS.len()];
    ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colour)).clone()
}

fn legend(drawing: &mut Drawing, series: usize) {
    match series {
        0 | 1 => drawing.legend().set_hidden(),
        _ => drawing.legend().set_position(ChartLegendPosition::Bottom),
    };
}
