//! Rankings in tables of their own: one a row (who, whom or what, which rank), or a row a person with a column a choice.

use std::collections::HashSet;

use super::answers::rows;
use super::headings::{Found, Headings};
use crate::domain::scheme::source::Source;
use crate::problems::{Place, Problem, Problems};
use crate::store::sheet::Sheet;
use crate::wording::{normal, show};

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
    let headings = Headings::new(source, sheet, heading);
    let found = headings.find(source, problems);
    if source.in_columns() {
        return in_columns(&found, sheet, first, problems);
    }
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

/// Reads a column a choice; whoever filled in nothing has said nothing.
fn in_columns(found: &[Found<'_>], sheet: &Sheet, first: usize, problems: &mut Problems) -> Vec<Ranked> {
    let columns = |name: &str| found.iter().find(|f| f.columns.target.value == name).map_or(&[][..], |f| &f.at);
    let Some((person, _)) = columns("person").first() else { return Vec::new() };
    let (mut ranked, mut seen) = (Vec::new(), HashSet::new());
    for row in first..sheet.rows() {
        let choices = columns("choice").iter().map(|(column, _)| *column);
        let chosen: Vec<usize> = choices.filter(|column| !sheet.cell(row, *column).trim().is_empty()).collect();
        let who = sheet.cell(row, *person);
        if !chosen.is_empty() && !seen.insert(normal(who)) {
            problems.push(
                Problem::error(&sheet.place(row, *person), format!("`{}` stands in two rows", show(who)))
                    .text(who)
                    .remedy("keep the row that counts"),
            );
            continue;
        }
        for (rank, column) in (1..).zip(chosen) {
            let (person, choice) = (who.to_string(), sheet.cell(row, column).trim().to_string());
            ranked.push(Ranked { person, choice, rank, place: sheet.place(row, column) });
        }
    }
    ranked
}
