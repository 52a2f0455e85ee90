//! The evaluation for programs. The columns of a section are the same whatever there is to tell.

use serde_json::{Map, Value, json};

use super::page::Told;
use super::section::Section;
use super::seen::Part;
use super::{EvaluateArgs, Words, goals, outcomes, results, told};
use crate::commands::Desk;
use crate::report::{Block, Cell, Column, Report, Table, json_value};

/// One table, and the JSON where that is asked for.
pub fn report(words: &Words, sections: &[Told], args: &EvaluateArgs, desk: &Desk) -> Report {
    let json = desk.json.then(|| published(words, sections));
    Report { blocks: vec![Block::Table(table(sections, args))], json }
}

/// The columns of a section that always has one table.
fn own_columns(section: Section, args: &EvaluateArgs) -> Option<Vec<Column>> {
    match section {
        Section::Goals if !args.full => Some(goals::columns()),
        Section::Outcomes => Some(outcomes::columns()),
        Section::Results => Some(results::columns()),
        Section::Themes => Some(told::theme_columns()),
        Section::Quotes => Some(told::quote_columns()),
        Section::BothSides => Some(told::side_columns()),
        _ => None,
    }
}

/// The table of a section that always has one, else one row a figure.
fn table(sections: &[Told], args: &EvaluateArgs) -> Table {
    if let Some(columns) = args.section.and_then(|section| own_columns(section, args)) {
        let mut parts = sections.iter().flat_map(|told| &told.parts);
        return parts.next().map_or_else(|| Table::new(columns, Vec::new()), |part| part.table.clone());
    }
    let columns = [("section", "Section"), ("table", "Table"), ("of", "Of"), ("what", "What"), ("value", "Value")];
    let mut tidy = Table::new(columns.map(|(key, heading)| Column::new(key, heading)).to_vec(), Vec::new());
    for told in sections {
        let section = told.section.map_or(String::new(), Section::name);
        told.parts.iter().for_each(|part| figures(&section, part, &mut tidy));
    }
    tidy
}

/// One row a figure.
fn figures(section: &str, part: &Part, tidy: &mut Table) {
    for row in &part.table.rows {
        let keys: Vec<String> = row[..part.keys].iter().map(Cell::plain).filter(|key| !key.is_empty()).collect();
        for (column, cell) in part.table.columns.iter().zip(row).skip(part.keys) {
            let words = [section, part.title.as_str(), &keys.join("; "), &column.key].map(Cell::text);
            tidy.rows.push(words.into_iter().chain([cell.clone()]).collect());
        }
    }
}

/// The JSON of the evaluation: one object a section, in it one list of rows a table.
fn published(words: &Words, sections: &[Told]) -> Value {
    let table = |part: &Part| {
        let object = |row: &Vec<Cell>| -> Map<String, Value> {
            part.table
                .columns
                .iter()
                .zip(row)
                .map(|(column, cell)| (column.key.to_string(), json_value(cell)))
                .collect()
        };
        let rows: Vec<Map<String, Value>> = part.table.rows.iter().map(object).collect();
        json!({ "table": part.title, "says": part.says, "rows": rows })
    };
    let of = |told: &Told| Some((told.section?.name(), told.parts.iter().map(table).collect()));
    let sections: Map<String, Value> = sections.iter().filter_map(of).collect();
    json!({ "format": 1, "about": words.about, "threshold": words.threshold, "sections": sections })
}
