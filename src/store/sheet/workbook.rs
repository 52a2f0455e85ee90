//! Reads an Excel workbook.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx};

use super::broken::broken;
use super::grid::Sheet;
use super::notes::{Format, Notes, quoted};
use super::quiet::quietly;
use super::{Reading, cells, hidden, merged, parts, respell};
use crate::problems::{Place, Problem, Problems};
use crate::wording::{nearest, normal, show};

/// How many of the other worksheets are looked at.
const BEGINNINGS: usize = 8;

/// Reads the bytes of a workbook; what makes all of it unreadable is returned, the rest goes into `problems`.
pub(super) fn read(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    // The library that unpacks workbooks is written for sound ones; whatever a broken one makes it do, the
    // coordinator is told that the workbook is broken.
    let mut found = Problems::default();
    let sheet = quietly(|| checked(place, bytes, how, &mut found));
    problems.extend(found);
    sheet.unwrap_or_else(|| Err(broken(place, "")))
}

fn checked(place: &Place, bytes: &[u8], how: &Reading, problems: &mut Problems) -> Result<Sheet, Problem> {
    let limit = how.limits.file.min(1 << 30);
    let beside = parts::check(bytes, limit).map_err(|detail| broken(place, &show(&detail)))?;
    let mut found = Problems::default();
    let (sheet, unknown) = unpack(place, bytes, how, &BTreeSet::new(), beside, &mut found)?;
    if unknown.is_empty() {
        problems.extend(found);
        return Ok(sheet);
    }
    // What was noted of cells in the wrong places is noted anew.
    drop(sheet);
    let bytes = respell::errors_as_text(bytes, limit).ok_or_else(|| broken(place, ""))?;
    let (sheet, unplaced) = unpack(place, &bytes, how, &unknown, beside, problems)?;
    unplaced.iter().for_each(|error| problems.push(broken(place, &show(error))));
    Ok(sheet)
}

/// Reads the worksheet, and the errors of Excel in it whose cells cannot be told, which spoil the places of others.
fn unpack(
    place: &Place,
    bytes: &[u8],
    how: &Reading,
    errors: &BTreeSet<String>,
    beside: parts::Beside,
    problems: &mut Problems,
) -> Result<(Sheet, BTreeSet<String>), Problem> {
    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(place, &show(&error.to_string())))?;
    let (worksheet, others) = choose(place, &workbook, how.worksheet)?;
    let mut cells = cells::read(place, &mut workbook, &worksheet, how, errors)?;
    if beside.merges
        && let Ok(areas) = workbook.merge_cells_by_sheet_name(&worksheet)
    {
        merged::spread(place, &mut cells, &areas, how, problems)?;
    }
    if beside.hides {
        hidden::tell(place, bytes, &worksheet, &cells, how, problems);
    }
    let beginnings = others.iter().take(BEGINNINGS).map(|other| cells::beginning(&mut workbook, other)).collect();
    let worksheet = Some(worksheet);
    let since_1904 = workbook.has_1904_epoch();
    let mut notes = Notes { format: Format::Workbook, worksheet, others, beginnings, since_1904, ..Notes::default() };
    let name = place.file.to_ascii_lowercase();
    if !name.ends_with(".xlsx") && !name.ends_with(".xlsm") {
        notes.remarks.push("a workbook by its content, whatever its name says".to_string());
    }
    let unknown = std::mem::take(&mut cells.unknown);
    Ok((cells.grid(place, notes), unknown))
}

/// Returns the worksheet to read and the other visible ones.
fn choose<R>(place: &Place, workbook: &Xlsx<R>, wanted: Option<&str>) -> Result<(String, Vec<String>), Problem>
where
    R: std::io::Read + std::io::Seek,
{
    let all: Vec<_> = workbook.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).collect();
    let visible: Vec<String> =
        all.iter().filter(|s| s.visible == SheetVisible::Visible).map(|s| s.name.clone()).collect();
    let names: Vec<String> = all.iter().map(|s| s.name.clone()).collect();
    let chosen = match wanted {
        None => visible.first().or(names.first()),
        Some(wanted) => {
            names.iter().find(|n| *n == wanted).or_else(|| names.iter().find(|n| normal(n) == normal(wanted)))
        }
    };
    match (chosen, wanted) {
        (Some(chosen), _) => {
            let others = visible.iter().filter(|n| *n != chosen).cloned().collect();
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
