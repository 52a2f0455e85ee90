//! JSON: what the command promises, else the rows of the main table under their keys.

use serde_json::{Map, Value, json};

use super::{Cell, Look, Report, Table};

/// Renders the report's own JSON where it has one, else `{"format": 1, "rows": […]}`.
pub fn render(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let rows = || report.main_table().map(|table| rows(table, look)).unwrap_or_default();
    let value = report.json.clone().unwrap_or_else(|| json!({ "format": 1, "rows": rows() }));
    let mut out = serde_json::to_vec_pretty(&value)?;
    out.push(b'\n');
    Ok(out)
}

fn rows(table: &Table, look: &Look) -> Vec<Value> {
    let view = table.for_machines(look);
    let keys: Vec<&str> = view.columns.iter().map(|column| column.key).collect();
    let object = |row: &Vec<&Cell>| -> Map<String, Value> {
        keys.iter().zip(row).map(|(key, cell)| (key.to_string(), value(cell))).collect()
    };
    view.rows.iter().map(|row| Value::Object(object(row))).collect()
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Number(number) => Value::from(*number),
        // Parsed from its digits: the nearest number that readers of JSON can hold.
        Cell::Decimal { .. } => cell.plain().parse::<f64>().map_or(Value::Null, Value::from),
        Cell::Text(_) | Cell::Date(_) | Cell::Phone(_) | Cell::Email(_) => Value::String(cell.plain()),
    }
}
