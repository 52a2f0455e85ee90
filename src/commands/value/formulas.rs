//! The formulas by which a workbook works the value out anew: from the sheet `Assumptions` to `Lines` to `Value`,
//! and what matters most from `One at a time`.

use super::matters::ONE_AT_A_TIME;
use crate::commands::evaluate::seen::maybe;
use crate::domain::evaluation::worth::{Line, Worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::Cell;

/// The columns of low, central and high on each sheet.
const ON_ASSUMPTIONS: [char; 3] = ['E', 'F', 'G'];
const ON_LINES: [char; 3] = ['E', 'F', 'G'];
const ON_VALUE: [char; 3] = ['B', 'C', 'D'];
/// The columns of the lowest and the highest where one assumption is moved at a time.
const ON_ONE_AT_A_TIME: [char; 2] = ['E', 'F'];

/// What is said of a payback that does not come.
pub const NOT_WITHIN: &str = "not within its years";

/// Where everything stands.
pub struct Formulas {
    lines: usize,
    years: usize,
    kinds: Vec<AssumptionKind>,
}

/// A cell that a workbook works out, also where there is no figure yet: other assumptions may make one.
pub fn formula(text: String, value: Option<f64>, decimals: u32) -> Cell {
    Cell::Formula { formula: text, shown: Box::new(maybe(value, decimals)), decimals }
}

/// The amount of a line: the value of its assumption times a quantity, less what is taken off; `case` says which value of
/// each assumption is taken.
fn amount(line: &Line, quantity: &str, case: impl Fn(usize) -> usize) -> String {
    let at = |assumption: usize| format!("Assumptions!{}{}", ON_ASSUMPTIONS[case(assumption)], assumption + 2);
    let mut text = format!("={}*{quantity}", at(line.assumption));
    for (off, power) in line.off.iter().zip([None, None, line.year]) {
        let Some(off) = off else { continue };
        let left = format!("(1-{}/100)", at(*off));
        match power {
            // A spreadsheet takes 0 to the power of 0 for an error, and the first year loses nothing.
            Some(1) => {}
            Some(year) => text.push_str(&format!("*{left}^{}", year - 1)),
            None => text.push_str(&format!("*{left}")),
        }
    }
    text
}

impl Formulas {
    /// Starts on a calculation.
    pub fn new(rows: &[Assumption], worth: &Worth) -> Self {
        let kinds = rows.iter().map(|row| row.kind).collect();
        Formulas { lines: worth.lines.len(), years: worth.benefits.len(), kinds }
    }

    /// One amount: the value of its assumption times the quantity beside it, less what is taken off.
    pub fn line(&self, row: usize, line: &Line, case: usize) -> String {
        // What takes most off makes the lowest.
        amount(line, &format!("D{}", row + 2), |at| if at == line.assumption { case } else { 2 - case })
    }

    /// The same amount with one assumption at its lowest (0) or its highest (2), and all others central.
    pub fn moved(&self, row: usize, line: &Line, moved: usize, case: usize) -> String {
        amount(line, &format!("Lines!D{}", row + 2), |at| if at == moved { case } else { 1 })
    }

    /// What an assumption makes of the figure that is looked at: the benefit for each pound, or the cost of a
    /// relationship. `place` is where it stands among those that are moved, `end` its lowest (0) or its highest (1).
    pub fn figure(&self, place: usize, lines: usize, end: usize, valued: bool) -> String {
        let (first, last) = (place * lines + 2, (place + 1) * lines + 1);
        let column = ON_ONE_AT_A_TIME[end.min(1)];
        let sum = |kind: AssumptionKind| {
            let of = |column: char| format!("'{ONE_AT_A_TIME}'!{column}{first}:{column}{last}");
            format!("SUMIFS({},{},\"{}\")", of(column), of('C'), kind.word())
        };
        let cost = sum(AssumptionKind::Cost);
        match valued {
            true => format!("=IF({cost}>0,{}/{cost},\"\")", sum(AssumptionKind::Benefit)),
            false => format!("=IF(Value!B2>0,{cost}/Value!B2,\"\")"),
        }
    }

    fn sum(&self, kind: AssumptionKind, year: Option<u32>) -> [String; 3] {
        let last = self.lines + 1;
        ON_LINES.map(|column| {
            let year = year.map_or(String::new(), |year| format!(",Lines!C2:C{last},{year}"));
            format!("=SUMIFS(Lines!{column}2:{column}{last},Lines!B2:B{last},\"{}\"{year})", kind.word())
        })
    }

    /// All costs.
    pub fn cost(&self) -> [String; 3] {
        if self.kinds.is_empty() { [const { String::new() }; 3] } else { self.sum(AssumptionKind::Cost, None) }
    }

    /// All costs, over what stands in a row of the sheet `Value`.
    pub fn cost_by(&self, row: usize) -> [String; 3] {
        ON_VALUE.map(|column| format!("=IF({column}{row}>0,{column}4/{column}{row},\"\")"))
    }

    /// The benefits of a year.
    pub fn benefit_of(&self, year: u32) -> [String; 3] {
        self.sum(AssumptionKind::Benefit, Some(year))
    }

    /// The row of all benefits on the sheet `Value`: after those of the years, which begin in row 7.
    fn benefits(&self) -> usize {
        7 + self.years
    }

    /// The benefits of all years.
    pub fn benefit(&self) -> [String; 3] {
        ON_VALUE.map(|column| format!("=SUM({column}7:{column}{})", self.benefits() - 1))
    }

    /// Benefits less costs: the lowest benefits and the highest costs.
    pub fn net(&self) -> [String; 3] {
        [0, 1, 2].map(|case| format!("={}{}-{}4", ON_VALUE[case], self.benefits(), ON_VALUE[2 - case]))
    }

    /// Benefits over costs.
    pub fn ratio(&self) -> [String; 3] {
        let lowest = ON_VALUE[0];
        [0, 1, 2].map(|case| {
            let (benefit, cost) =
                (format!("{}{}", ON_VALUE[case], self.benefits()), format!("{}4", ON_VALUE[2 - case]));
            format!("=IF({lowest}4>0,{benefit}/{cost},\"\")")
        })
    }

    /// The months after which the benefits have made up for the costs.
    pub fn payback(&self) -> [String; 3] {
        [0, 1, 2].map(|case| {
            let (cost, column) = (format!("{}4", ON_VALUE[case]), ON_VALUE[2 - case]);
            let mut text = format!("\"{NOT_WITHIN}\"");
            for year in (1..=self.years).rev() {
                let row = 6 + year;
                let before = if year == 1 { "0".to_string() } else { format!("SUM({column}7:{column}{})", row - 1) };
                let months = 12 * (year - 1);
                text = format!(
                    "IF(AND({column}{row}>0,{before}+{column}{row}>={cost}),{months}+12*({cost}-{before})/{column}{row},{text})"
                );
            }
            format!("={text}")
        })
    }
}
