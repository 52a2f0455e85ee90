//! Reads an Excel workbook.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::grid::{Builder, Sheet, trim};
use super::notes::{Format, Notes, quoted};
use super::{Limits, Reading, rows, value};
use crate::problems::{Place, Problem, Problems};
use crate::wording::{nearest, normal, show};

/// Reads the bytes of a workbook; what makes all of it unreadable is returned, the rest goes into `problems`.
pub(super) fn read(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    // The library that unpacks workbooks is written for sound ones; whatever a broken one makes it do, the
    // coordinator is told that the workbook is broken.
    let mut found = Problems::default();
    let sheet = catch_unwind(AssertUnwindSafe(|| unpack(place, bytes, how, &mut found)));
    problems.extend(found);
    sheet.unwrap_or_else(|_| Err(broken(place, "")))
}

fn unpack(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(place, &show(&error.to_string())))?;
    let (worksheet, others) = choose(place, &workbook, how.worksheet)?;
    let cells = cells(place, &mut workbook, &worksheet, how.limits, problems)?;
    let mut notes = Notes { format: Format::Workbook, worksheet: Some(worksheet), others, ..Notes::default() };
    let name = place.file.to_ascii_lowercase();
    if !name.ends_with(".xlsx") && !name.ends_with(".xlsm") {
        notes.remarks.push("a workbook by its content, whatever its name says".to_string());
    }
    Ok(grid(place, cells, notes))
}

/// Returns the worksheet to read and the other visible ones.
fn choose<R>(place: &Place, workbook: &Xlsx<R>, wanted: Option<&str>) -> Result<(String, Vec<String>), Problem>
where
    R: std::io::Read + std::io::Seek,
{
    let all: Vec<_> = workbook.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    let visible = |name: &String| all.iter().any(|s| s.name == *name && s.visible == SheetVisible::Visible);
    let names: Vec<String> = all.iter().map(|s| s.name.clone()).collect();
    let chosen = match wanted {
        None => names.iter().find(|n| visible(n)).or(names.first()),
        Some(wanted) => {
            names.iter().find(|n| *n == wanted).or_else(|| names.iter().find(|n| normal(n) == normal(wanted)))
        }
    };
    match (chosen, wanted) {
        (Some(chosen), _) => {
            let others = names.iter().filter(|n| *n != chosen && visible(n)).cloned().collect();
            Ok((chosen.clone(), others))
        }
        (None, Some(wanted)) if !names.is_empty() => {
            let remedy = match nearest(wanted, names.iter().map(String::as_str)) {
                Some(near) => format!("Write \"{}\", or another of {}.", show(near), quoted(&names, "and")),
                None => format!("Choose one of {}.", quoted(&names, "and")),
            };
            Err(Problem::error(place, "the workbook has no worksheet of this name").text(wanted).remedy(remedy))
        }
        _ => Err(Problem::error(place, "the workbook has no worksheet with cells")
            .remedy("Export the form again, and see in Excel that the answers are in the file.")),
    }
}

/// How many rows a worksheet can have.
const ROWS: u32 = 1_048_576;

/// A cell that holds something: its row and column, both counted from 0, and its text.
type Cell = ((u32, u32), String);

fn cells<R>(
    place: &Place,
    workbook: &mut Xlsx<R>,
    worksheet: &str,
    limits: Limits,
    problems: &mut Problems,
) -> Result<Vec<Cell>, Problem>
where
    R: std::io::Read + std::io::Seek,
{
    let since_1904 = workbook.has_1904_epoch();
    let unreadable = |error: XlsxError| broken(place, &show(&error.to_string()));
    let mut reader = workbook.worksheet_cells_reader(worksheet).map_err(unreadable)?;
    let (mut cells, mut size) = (Vec::new(), 0);
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(cells),
            Err(XlsxError::CellError(error)) => {
                // The library stops at the errors of newer versions of Excel and does not say where.
                problems.push(value::error_of_excel(place, &error).unwrap_or_else(|| broken(place, &show(&error))));
                continue;
            }
            Err(error) => return Err(unreadable(error)),
        };
        let text = value::text(cell.get_value(), since_1904);
        if trim(&text).is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let here = place.at(row.saturating_add(1), column.saturating_add(1));
        if row >= ROWS {
            return Err(broken(place, &format!("a cell in row {row}")));
        }
        size += text.len();
        if size > limits.file.min(1 << 30) {
            return Err(Problem::error(
                place,
                format!("the worksheet holds more than {} MiB of text", limits.file >> 20),
            )
            .text(worksheet)
            .remedy("Delete what does not belong to the table, or split the file."));
        }
        if column as usize >= limits.columns {
            return Err(rows::too_many_columns(&here.at(here.line, 0), limits));
        }
        if text.len() > limits.cell {
            problems.push(rows::too_long(&here, limits, &text));
        } else if let Some(problem) = value::error_of_excel(&here, &text) {
            problems.push(problem);
        } else {
            cells.push((cell.get_position(), text));
        }
    }
}

/// Puts the cells where they belong.
fn grid(place: &Place, mut cells: Vec<Cell>, notes: Notes) -> Sheet {
    // Sound workbooks have their cells in order; of two cells in one place the first is kept.
    if !cells.is_sorted_by_key(|(position, _)| *position) {
        cells.sort_by_key(|(position, _)| *position);
    }
    cells.dedup_by_key(|(position, _)| *position);
    let mut builder = Builder::new(&place.file);
    let mut under_way: Option<u32> = None;
    for ((row, column), text) in cells {
        if let Some(before) = under_way.filter(|before| *before != row) {
            builder.end_row(before.saturating_add(1));
        }
        under_way = Some(row);
        while builder.width() < column as usize {
            builder.cell("");
        }
        builder.cell(&text);
    }
    if let Some(last) = under_way {
        builder.end_row(last.saturating_add(1));
    }
    builder.finish(notes)
}

fn broken(place: &Place, detail: &str) -> Problem {
    Problem::error(place, "the workbook is broken and cannot be read")
        .text(detail)
        .remedy("Open it in Excel, let Excel repair it, and save it again as .xlsx; or export the form again.")
}
