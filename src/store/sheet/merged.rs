//! Merged cells: a workbook keeps the text of the whole area in its first cell, and people mean it for all of it.

use std::collections::BTreeSet;

use calamine::Dimensions;

use super::Reading;
use super::cells::Cells;
use crate::problems::{Place, Problem, Problems};

/// How many areas are listed that go over several columns.
const LISTED: usize = 20;

/// Repeats the text of areas below the headings in every row that they go over: an employer that stands once beside three
/// people is the employer of all three. What goes over several columns answers the first of their questions alone, and is
/// reported.
pub(super) fn spread(
    place: &Place,
    cells: &mut Cells,
    areas: &[Dimensions],
    how: &Reading,
    problems: &mut Problems,
) -> Result<(), Problem> {
    cells.sort();
    // Counted from 0, the first row after the headings has the number of the heading row.
    let first = how.heading_row.unwrap_or(1);
    let rows: BTreeSet<u32> = cells.rows().collect();
    let mut room = how.limits.file.min(1 << 30);
    let (mut repeated, mut listed) = (Vec::new(), 0);
    for area in areas.iter().filter(|area| area.start.0 >= first && area.start.0 <= area.end.0) {
        let Some(text) = cells.text_at(area.start) else { continue };
        if listed < LISTED && first.checked_sub(1).is_some_and(|heading| over_questions(cells, area, heading)) {
            listed += 1;
            let (row, column) = area.start;
            let place = place.at(row.saturating_add(1), column.saturating_add(1));
            let message = "the cell is merged with those beside it, and counts for the first of their headings alone";
            let remedy = "If it is meant for all of them, split the cells in Excel and type it into each.";
            problems.push(Problem::warning(&place, message).remedy(remedy));
        }
        for row in rows.range(area.start.0..=area.end.0).skip(1) {
            let size = (text.1 - text.0) as usize + 16;
            room = room.checked_sub(size).ok_or_else(|| {
                Problem::error(place, format!("the merged cells hold more than {} MiB of text", how.limits.file >> 20))
                    .remedy("Split the merged cells in Excel, and save the file again.")
            })?;
            repeated.push(((*row, area.start.1), text));
        }
    }
    repeated.into_iter().for_each(|(position, text)| cells.repeat(position, text));
    Ok(())
}

/// Whether an area goes over columns of several headings, in a row that holds something else too.
fn over_questions(cells: &Cells, area: &Dimensions, heading: u32) -> bool {
    let inside = |column: &u32| (area.start.1..=area.end.1).contains(column);
    cells.columns(heading).filter(inside).count() > 1 && cells.columns(area.start.0).any(|column| !inside(&column))
}
