//! Rankings, one a row: who, whom or what, which rank.

use super::answers::rows;
use super::headings::Headings;
use crate::domain::scheme::source::Source;
use crate::problems::{Place, Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::show;

/// One row of a table of rankings.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Who ranks: key, e-mail or id.
    pub person: String,
    /// What is ranked.
    pub choice: String,
    /// How high, from 1.
    pub rank: u16,
    /// Where the row stands.
    pub place: Place,
}

/// Reads every row of a sheet.
pub fn read(source: &Source, sheet: &Sheet, problems: &mut Problems) -> Vec<Ranked> {
    let Some((heading, first)) = rows(source, sheet, problems) else { return Vec::new() };
    let headings = Headings::new(sheet, heading);
    let found = headings.find(source, problems);
    let column = |name: &str| found.iter().find(|f| f.columns.target.value == name).and_then(|f| Some(f.at.first()?.0));
    let (Some(person), Some(choice), Some(rank)) = (column("person"), column("choice"), column("rank")) else {
        return Vec::new();
    };
    let mut ranked = Vec::new();
    for row in first..sheet.rows() {
        let cell = sheet.cell(row, rank);
        let place = sheet.place(row, rank);
        match cell.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u16>() {
            Ok(rank) if rank > 0 => ranked.push(Ranked {
                person: sheet.cell(row, person).to_string(),
                choice: sheet.cell(row, choice).to_string(),
                rank,
                place,
            }),
            _ => problems.push(
                Problem::error(&place, format!("`{}` is not a rank", show(cell)))
                    .heading(headings.text(rank))
                    .text(cell)
                    .remedy("write 1 for the most wanted, 2 for the next"),
            ),
        }
    }
    ranked
}
