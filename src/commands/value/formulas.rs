//! The formulas by which a workbook works the value out anew: from the sheet `Assumptions` to `Lines` to `Value`.

use crate::commands::evaluate::seen::decimal;
use crate::domain::evaluation::worth::{Line, Worth};
use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::report::Cell;

/// The columns of low, central and high on each sheet.
const ON_ASSUMPTIONS: [char; 3] = ['E', 'F', 'G'];
const ON_LINES: [char; 3] = ['E', 'F', 'G'];
const ON_VALUE: [char; 3] = ['B', 'C', 'D'];

/// What is said of a payback that does not come.
pub const NOT_WITHIN: &str = "not within its years";

/// Where everything stands.
pub struct Formulas {
    lines: usize,
    years: usize,
    kinds: Vec<AssumptionKind>,
}

/// A cell that a workbook works out; blank where there is no figure.
pub fn formula(text: String, value: Option<f64>, decimals: u32) -> Cell {
    match value.map(|value| decimal(value, decimals)) {
        Some(Cell::Decimal { units, decimals }) => Cell::Formula { formula: text, units, decimals },
        _ => Cell::Blank,
    }
}

impl Formulas {
    /// Starts on a calculation.
    pub fn new(rows: &[Assumption], worth: &Worth) -> Self {
        let kinds = rows.iter().map(|row| row.kind).collect();
        Formulas { lines: worth.lines.len(), years: worth.benefits.len(), kinds }
    }

    /// One amount: the value of its assumption times the quantity beside it, less what is taken off.
    pub fn line(&self, row: usize, line: &Line, case: usize) -> String {
        let at = |assumption: usize, case: usize| format!("Assumptions!{}{}", ON_ASSUMPTIONS[case], assumption + 2);
        let mut text = format!("={}*D{}", at(line.assumption, case), row + 2);
        for (off, power) in line.off.iter().zip([None, None, line.year]) {
            let Some(off) = off else { continue };
            let left = format!("(1-{}/100)", at(*off, 2 - case));
            match power {
                // A spreadsheet takes 0 to the power of 0 for an error, and the first year loses nothing.
                Some(1) => {}
                Some(year) => text.push_str(&format!("*{left}^{}", year - 1)),
                None => text.push_str(&format!("*{left}")),
            }
        }
        text
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
