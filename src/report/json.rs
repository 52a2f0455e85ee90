//! JSON: what the command promises, else the rows of the main table under their keys. Where what it promises has `rows`
//! that are null, those rows come in their place.

use serde_json::{Map, Value, json};

use super::{Cell, Look, Report, Table};

/// Renders the report's own JSON where it has one, else `{"format": 1, "rows": […]}`.
pub fn render(report: &Report, look: &Look) -> anyhow::Result<Vec<u8>> {
    let rows = || report.main_table().map(|table| rows(table, look)).unwrap_or_default();
    let mut value = report.json.clone().unwrap_or_else(|| json!({ "format": 1, "rows": null }));
    if let Some(place @ Value::Null) = value.get_mut("rows") {
        *place = rows().into();
    }
    let mut out = serde_json::to_vec_pretty(&value)?;
    out.push(b'\n');
    Ok(out)
}

fn rows(table: &Table, look: &Look) -> Vec<Value> {
    let view = table.for_machines(look);
    let keys: Vec<&str> = view.columns.iter().map(|column| column.key.as_ref()).collect();
    let object = |row: &Vec<&Cell>| -> Map<String, Value> {
        keys.iter().zip(row).map(|(key, cell)| (key.to_string(), value(cell))).collect()
    };
    view.rows.iter().map(|row| Value::Object(object(row))).collect()
}

/// A cell as JSON has it: numbers as numbers, nothing as null, everything else as text.
pub fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Number(number) => Value::from(*number),
        Cell::Decimal { .. } => number(&cell.plain()),
        Cell::Formula { shown, .. } => value(shown),
        Cell::Text(_) | Cell::Instead(_) | Cell::Date(_) | Cell::Month(_) | Cell::Phone(_) | Cell::Email(_) => {
            Value::String(cell.plain())
        }
    }
}

/// A number as JSON writes it, whole where it is whole: else the nearest one that readers of JSON can hold.
pub fn number(digits: &str) -> Value {
    let whole = digits.parse::<i64>().map(Value::from);
    whole.unwrap_or_else(|_| digits.parse::<f64>().map_or(Value::Null, Value::from))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{look, pairs};
    use super::*;

    fn json(report: &Report) -> String {
        String::from_utf8(render(report, &look()).expect("renders")).expect("is UTF-8")
    }

    #[test]
    fn rows_have_typed_values() {
        let expected = r#"{
  "format": 1,
  "rows": [
    {
      "mentee": "Amina Khan",
      "since": "2026-10-05",
      "score": 87,
      "hours": 12.5,
      "phone": "+44 7700 900123",
      "why_codes": "area\ntrade"
    },
    {
      "mentee": "=1+1",
      "since": "2026-10-05",
      "score": -5,
      "hours": 12.5,
      "phone": "07700 900456",
      "why_codes": null
    }
  ]
}
"#;
        assert_eq!(json(&pairs()), expected);
    }

    #[test]
    fn a_command_may_promise_a_shape_of_its_own() {
        let report = Report { json: Some(json!({ "format": 1, "pairs": 2 })), ..pairs() };
        assert_eq!(json(&report), "{\n  \"format\": 1,\n  \"pairs\": 2\n}\n");
        let report = Report { json: Some(json!({ "format": 1, "rows": null })), ..pairs() };
        assert_eq!(json(&report), json(&pairs()), "the rows come in their place");
        assert_eq!(json(&Report::default()), "{\n  \"format\": 1,\n  \"rows\": []\n}\n");
    }
}
