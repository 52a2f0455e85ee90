//! Charts: what of a table is drawn. A chart names columns by their keys and holds no number of its own, so that a
//! picture shows what the table tells and nothing else: what is hidden there cannot be seen here.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::{Cell, Column, Table};
use crate::pictures::{Bar, Columns, Interval, Intervals, Picture, Shape, Stack, grouped};

/// What of a table is drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What it is about, in a few words.
    pub title: String,
    /// What to know before looking at it; may be empty.
    pub says: String,
    /// The columns whose words name a row.
    pub names: Vec<&'static str>,
    /// The words of its first name by which a row is among those drawn; none where all are.
    pub only: Option<BTreeSet<String>>,
    /// How it is drawn.
    pub way: Way,
}

/// How a table is drawn.
#[derive(Clone, Debug)]
pub enum Way {
    /// One picture a row, with a bar a column. Each list is of columns into which what stands above parts, and whether
    /// each is what branched off.
    Bars(Vec<Vec<(&'static str, bool)>>),
    /// A column a row, its parts on top of each other.
    Columns(Vec<&'static str>),
    /// A point a row, and how far it may be off.
    Intervals {
        /// The columns of the lower end, of the point, of the upper end.
        ends: [&'static str; 3],
        /// Whether nought has a line of its own.
        from_nought: bool,
        /// What the scale counts.
        unit: String,
    },
}

impl Chart {
    /// The rows that are drawn.
    pub fn rows<'t>(&self, table: &'t Table) -> Vec<&'t Vec<Cell>> {
        let first = self.names.first().and_then(|name| place(table, name));
        let drawn = |row: &&Vec<Cell>| match (&self.only, first) {
            (Some(only), Some(first)) => row.get(first).is_some_and(|cell| only.contains(&cell.plain())),
            _ => true,
        };
        table.rows.iter().filter(drawn).collect()
    }

    /// What a row is called; of a number it is said what it counts.
    pub fn name(&self, table: &Table, row: &[Cell]) -> String {
        let words = self.names.iter().filter_map(|name| found(table, row, name)).map(|(column, cell)| match cell {
            cell if cell.is_number() => format!("{} {}", cell.plain(), column.heading.to_lowercase()),
            cell => cell.plain(),
        });
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// What a column is called: a month below it, where a day begins one.
    fn label(&self, table: &Table, row: &[Cell]) -> String {
        let first = self.names.first().and_then(|name| row.get(place(table, name)?));
        match first {
            Some(Cell::Date(day)) => span(*day, found(table, row, "until").map(|(_, cell)| cell)),
            _ => self.name(table, row),
        }
    }

    /// The pictures, which are none where nothing can be told.
    pub fn pictures(&self, table: &Table) -> Vec<Picture> {
        let rows = self.rows(table);
        match &self.way {
            Way::Bars(parts) => rows.into_iter().filter_map(|row| self.bars(table, row, parts)).collect(),
            Way::Columns(parts) => self.columns(table, &rows, parts).into_iter().collect(),
            Way::Intervals { ends, from_nought, unit } => {
                let drawn = rows.into_iter().filter_map(|row| self.interval(table, row, ends));
                let rows: Vec<Interval> = drawn.collect();
                let line = from_nought.then_some(0.0);
                let shape = Shape::Intervals(Intervals { line, unit: unit.clone(), rows });
                matches!(&shape, Shape::Intervals(of) if !of.rows.is_empty())
                    .then(|| self.picture(self.title.clone(), shape))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn picture(&self, title: String, shape: Shape) -> Picture {
        Picture { title, says: self.says.clone(), shape }
    }

    fn bars(&self, table: &Table, row: &[Cell], parts: &[Vec<(&'static str, bool)>]) -> Option<Picture> {
        let mut bars = Vec::new();
        for part in parts {
            let mut from = 0.0;
            for (key, aside) in part {
                let Some((column, cell)) = found(table, row, key) else { continue };
                let told = number(cell);
                // What came to nothing is no bar.
                if told == Some(0.0) || *cell == Cell::Blank {
                    continue;
                }
                let to = from + told.unwrap_or(0.0);
                bars.push(Bar {
                    label: column.heading.clone(),
                    shown: grouped(&cell.plain()),
                    from,
                    to,
                    aside: *aside,
                });
                from = to;
            }
        }
        let name = self.name(table, row);
        let title = if name.is_empty() { self.title.clone() } else { format!("{}: {name}", self.title) };
        // Where every bar is the whole there is nothing to see.
        let whole = bars.iter().map(|bar| bar.to).fold(0.0, f64::max);
        let is_part = |bar: &Bar| bar.to > bar.from && (bar.from > 0.0 || bar.to < whole);
        bars.iter().any(is_part).then(|| self.picture(title, Shape::Bars(bars)))
    }

    fn columns(&self, table: &Table, rows: &[&Vec<Cell>], parts: &[&'static str]) -> Option<Picture> {
        let places: Vec<usize> = parts.iter().filter_map(|key| place(table, key)).collect();
        let stack = |row: &&Vec<Cell>| Stack {
            label: self.label(table, row),
            numbers: places.iter().map(|at| number(row.get(*at)?)).collect(),
        };
        let stacks: Vec<Stack> = rows.iter().map(stack).collect();
        let told = stacks.iter().filter_map(|stack| stack.numbers.as_ref()).flatten().any(|number| *number > 0.0);
        let parts = places.iter().map(|at| table.columns[*at].heading.to_lowercase()).collect();
        let not_told = "not told: a small number".to_string();
        told.then(|| self.picture(self.title.clone(), Shape::Columns(Columns { parts, stacks, not_told })))
    }

    fn interval(&self, table: &Table, row: &[Cell], ends: &[&'static str; 3]) -> Option<Interval> {
        let cells = ends.map(|key| found(table, row, key).map(|(_, cell)| cell));
        let [low, middle, high] = cells.map(|cell| cell.and_then(number));
        let shown = |at: usize| cells[at].map_or(String::new(), |cell| grouped(&cell.plain()));
        let around = low.zip(high);
        let all = match around {
            Some(_) => format!("{} ({} to {})", shown(1), shown(0), shown(2)),
            None => shown(1),
        };
        Some(Interval { label: self.name(table, row), shown: all, middle: middle?, around })
    }
}

/// The months from a day to that of another cell, below a column: `Jan 2027`, `Jan–Mar 2027`, `2027`.
fn span(from: NaiveDate, until: Option<&Cell>) -> String {
    let Some(Cell::Date(until)) = until else { return from.format("%b\n%Y").to_string() };
    let month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    match month(*until) - month(from) {
        11.. => from.format("%Y").to_string(),
        1.. => format!("{}–{}", from.format("%b"), until.format("%b\n%Y")),
        _ => from.format("%b\n%Y").to_string(),
    }
}

/// Where a column stands.
pub fn place(table: &Table, key: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.key == key)
}

fn found<'t>(table: &'t Table, row: &'t [Cell], key: &str) -> Option<(&'t Column, &'t Cell)> {
    let at = place(table, key)?;
    Some((&table.columns[at], row.get(at)?))
}

/// A number of a cell, where it tells one.
pub fn number(cell: &Cell) -> Option<f64> {
    if cell.is_number() { cell.plain().parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(keys: &[&'static str], rows: &[&[&str]]) -> Table {
        let cell = |text: &&str| match text.parse() {
            Ok(number) => Cell::Number(number),
            Err(_) => Cell::text(*text),
        };
        let columns = keys.iter().map(|key| Column::new(*key, key)).collect();
        Table::new(columns, rows.iter().map(|row| row.iter().map(cell).collect()).collect())
    }

    fn chart(names: &[&'static str], way: Way) -> Chart {
        Chart { title: "Flow".to_string(), says: String::new(), names: names.to_vec(), only: None, way }
    }

    #[test]
    fn a_column_says_which_months_it_is_about() {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a day");
        let called = |from, until| span(from, Some(&Cell::Date(until)));
        assert_eq!(called(day(1, 1), day(1, 31)), "Jan\n2027");
        assert_eq!(called(day(4, 1), day(6, 30)), "Apr–Jun\n2027");
        assert_eq!(called(day(1, 1), day(12, 31)), "2027");
        assert_eq!(span(day(3, 1), None), "Mar\n2027");
    }

    #[test]
    fn what_the_table_hides_is_no_bar() {
        let keys = ["role", "applied", "admitted", "refused", "matched"];
        let rows: &[&[&str]] = &[
            &["Mentees", "20", "hidden", "hidden", "11"],
            &["Mentors", "9", "6", "3", "0"],
            &["Peers", "9", "9", "0", "hidden"],
        ];
        let table = table(&keys, rows);
        let parts =
            vec![vec![("applied", false)], vec![("admitted", false), ("refused", true)], vec![("matched", false)]];
        let pictures = chart(&["role"], Way::Bars(parts)).pictures(&table);
        let titles: Vec<&str> = pictures.iter().map(|picture| picture.title.as_str()).collect();
        assert_eq!(titles, ["Flow: Mentees", "Flow: Mentors"], "of the peers there is only the whole");
        let Shape::Bars(bars) = &pictures[0].shape else { panic!("bars") };
        assert_eq!((bars[1].shown.as_str(), bars[1].from, bars[1].to), ("hidden", 0.0, 0.0));
        let Shape::Bars(bars) = &pictures[1].shape else { panic!("bars") };
        assert_eq!((bars[2].from, bars[2].to, bars[2].aside), (6.0, 9.0, true));
    }

    #[test]
    fn rows_without_a_figure_are_left_out() {
        let rows: &[&[&str]] = &[&["a", "1", "2", "3"], &["b", "hidden", "hidden", "hidden"], &["c", "", "4", ""]];
        let table = table(&["of", "low", "mean", "high"], rows);
        let way = Way::Intervals { ends: ["low", "mean", "high"], from_nought: true, unit: String::new() };
        let pictures = chart(&["of"], way.clone()).pictures(&table);
        let Shape::Intervals(of) = &pictures[0].shape else { panic!("intervals") };
        let shown: Vec<&str> = of.rows.iter().map(|row| row.shown.as_str()).collect();
        assert_eq!(shown, ["2 (1 to 3)", "4"]);
        let only = Some(BTreeSet::from(["b".to_string()]));
        assert!(Chart { only, ..chart(&["of"], way) }.pictures(&table).is_empty());
    }

    #[test]
    fn a_column_is_told_whole_or_not_at_all() {
        let table = table(&["month", "held", "not_held"], &[&["Jan", "4", "1"], &["Feb", "5", "hidden"]]);
        let pictures = chart(&["month"], Way::Columns(vec!["held", "not_held"])).pictures(&table);
        let Shape::Columns(of) = &pictures[0].shape else { panic!("columns") };
        assert_eq!(of.stacks[0], Stack { label: "Jan".to_string(), numbers: Some(vec![4.0, 1.0]) });
        assert_eq!(of.stacks[1].numbers, None);
    }
}
