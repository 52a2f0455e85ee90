//! What it cost and what it was worth: assumptions times what was counted, each as low, central and high.

use crate::domain::scheme::assumption::{Assumption, AssumptionKind};
use crate::wording::normal;

/// Low, central and high, by its own size.
pub type Range = [f64; 3];

/// One line of the calculation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which assumption it comes from.
    pub assumption: usize,
    /// The year of a benefit, the first 1; none of a cost.
    pub year: Option<u32>,
    /// Of how many.
    pub quantity: f64,
    /// The assumptions that take something off: what would have happened anyway, what is due to others, what is lost a
    /// year.
    pub off: [Option<usize>; 3],
    /// What it comes to.
    pub amount: Range,
}

/// What everything comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// The lines, in the order of the assumptions.
    pub lines: Vec<Line>,
    /// All costs.
    pub cost: Range,
    /// The benefits of each year, the first first; empty where no benefit was valued.
    pub benefits: Vec<Range>,
}

/// Works everything out; `quantities` are those of the assumptions, in their order.
///
/// ```
/// use mentor::domain::evaluation::worth::worth;
/// use mentor::domain::scheme::assumption::{Assumption, AssumptionKind};
/// let row = |kind, values, years| Assumption { kind, values, years, ..Assumption::default() };
/// let rows = [
///     row(AssumptionKind::Cost, [900.0, 1000.0, 1200.0], 1),
///     row(AssumptionKind::Benefit, [300.0, 400.0, 500.0], 2),
///     row(AssumptionKind::Deadweight, [10.0, 20.0, 50.0], 1),
///     row(AssumptionKind::DropOff, [0.0, 50.0, 100.0], 1),
/// ];
/// let worth = worth(&rows, &[1.0, 5.0, 0.0, 0.0]);
/// // 5 × 400 less 20 % in the first year, half of that in the second.
/// assert_eq!((worth.benefits[0][1], worth.benefits[1][1]), (1600.0, 800.0));
/// // Lowest: 5 × 300 less 50 %, and nothing later; against the highest costs.
/// assert_eq!((worth.benefits[0][0], worth.benefits[1][0]), (750.0, 0.0));
/// assert_eq!(worth.ratio().map(|ratio| ratio[1]), Some(2.4));
/// ```
pub fn worth(assumptions: &[Assumption], quantities: &[f64]) -> Worth {
    let mut worth = Worth::default();
    for (at, (row, quantity)) in assumptions.iter().zip(quantities).enumerate() {
        match row.kind {
            AssumptionKind::Cost => {
                let amount = row.values.map(|value| value * quantity);
                add(&mut worth.cost, amount);
                worth.lines.push(Line { assumption: at, year: None, quantity: *quantity, off: [None; 3], amount });
            }
            AssumptionKind::Benefit => {
                let off = [AssumptionKind::Deadweight, AssumptionKind::Attribution, AssumptionKind::DropOff]
                    .map(|kind| share_of(assumptions, kind, &row.name));
                for year in 1..=row.years.max(1) {
                    let amount = [0, 1, 2].map(|case| {
                        // What takes most off makes the lowest.
                        let left =
                            |of: Option<usize>| of.map_or(1.0, |of| 1.0 - assumptions[of].values[2 - case] / 100.0);
                        row.values[case] * quantity * left(off[0]) * left(off[1]) * left(off[2]).powi(year as i32 - 1)
                    });
                    if worth.benefits.len() < year as usize {
                        worth.benefits.push([0.0; 3]);
                    }
                    add(&mut worth.benefits[year as usize - 1], amount);
                    worth.lines.push(Line { assumption: at, year: Some(year), quantity: *quantity, off, amount });
                }
            }
            _ => {}
        }
    }
    worth
}

/// The share that is taken off a benefit: one that names it, else one for all.
fn share_of(assumptions: &[Assumption], kind: AssumptionKind, benefit: &str) -> Option<usize> {
    let named = |of: &str| assumptions.iter().position(|row| row.kind == kind && normal(&row.of) == normal(of));
    named(benefit).or_else(|| named(""))
}

fn add(sum: &mut Range, amount: Range) {
    sum.iter_mut().zip(amount).for_each(|(sum, amount)| *sum += amount);
}

impl Worth {
    /// All benefits of all years.
    pub fn benefit(&self) -> Range {
        let mut sum = [0.0; 3];
        self.benefits.iter().for_each(|year| add(&mut sum, *year));
        sum
    }

    /// The benefit for each pound: the lowest benefits over the highest costs, and so on. None without benefits or costs.
    pub fn ratio(&self) -> Option<Range> {
        let benefit = self.benefit();
        let valued = !self.benefits.is_empty() && self.cost[0] > 0.0;
        valued.then(|| [0, 1, 2].map(|case| benefit[case] / self.cost[2 - case]))
    }

    /// Benefits less costs.
    pub fn net(&self) -> Option<Range> {
        let benefit = self.benefit();
        (!self.benefits.is_empty()).then(|| [0, 1, 2].map(|case| benefit[case] - self.cost[2 - case]))
    }

    /// After how many months the benefits, spread evenly over each year, have made up for the costs: the fastest, the
    /// central and the slowest; none where they do not within their years.
    pub fn payback(&self) -> [Option<f64>; 3] {
        [0, 1, 2].map(|case| {
            let (mut left, mut months) = (self.cost[case], 0.0);
            for year in &self.benefits {
                let benefit = year[2 - case];
                if benefit >= left && benefit > 0.0 {
                    return Some(months + 12.0 * left / benefit);
                }
                left -= benefit;
                months += 12.0;
            }
            None
        })
    }
}

/// How far one assumption alone moves a figure: what it comes to with the lowest and the highest value, all others
/// central. The one that moves it farthest comes first; of equals the order of the assumptions stays.
pub fn what_matters(
    assumptions: &[Assumption],
    quantities: &[f64],
    figure: impl Fn(&Worth) -> Option<f64>,
) -> Vec<(usize, f64, f64)> {
    let with = |at: usize, case: usize| figure(&at_one_end(assumptions, quantities, at, case));
    let moved = (0..assumptions.len()).filter_map(|at| Some((at, with(at, 0)?, with(at, 2)?)));
    let mut moved: Vec<(usize, f64, f64)> = moved.collect();
    moved.sort_by(|a, b| (b.1 - b.2).abs().total_cmp(&(a.1 - a.2).abs()));
    moved
}

/// What everything comes to with one assumption at its lowest (0) or its highest (2), and all others central.
pub fn at_one_end(assumptions: &[Assumption], quantities: &[f64], at: usize, case: usize) -> Worth {
    let mut rows = assumptions.to_vec();
    for (other, row) in rows.iter_mut().enumerate() {
        let value = row.values[if other == at { case.min(2) } else { 1 }];
        row.values = [value; 3];
    }
    worth(&rows, quantities)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, kind: AssumptionKind, of: &str, values: Range, years: u32) -> Assumption {
        Assumption { name: name.into(), kind, of: of.into(), values, years, ..Assumption::default() }
    }

    /// 12 hours of mentors at 20 to 30, and 1,000 once; 4 people in work at 500 to 1,500 for 2 years, of which a quarter
    /// would have happened anyway.
    fn case() -> (Vec<Assumption>, Vec<f64>) {
        use AssumptionKind::{Attribution, Benefit, Cost, Deadweight, DropOff};
        let rows = vec![
            row("mentors", Cost, "", [20.0, 25.0, 30.0], 1),
            row("coordination", Cost, "", [1000.0; 3], 1),
            row("work", Benefit, "", [500.0, 1000.0, 1500.0], 2),
            row("anyway", Deadweight, "", [90.0; 3], 1),
            row("anyway, work", Deadweight, "work", [25.0; 3], 1),
            row("others", Attribution, "", [0.0, 10.0, 20.0], 1),
            row("lost", DropOff, "", [50.0; 3], 1),
        ];
        (rows, vec![12.0, 1.0, 4.0, 0.0, 0.0, 0.0, 0.0])
    }

    #[test]
    fn a_case_worked_by_hand() {
        let (rows, quantities) = case();
        let worth = worth(&rows, &quantities);
        assert_eq!(worth.cost, [1240.0, 1300.0, 1360.0]);
        let round = |range: Range| range.map(|value| (value * 100.0).round() / 100.0);
        // 4 × 500 × 0.75 × 0.8 = 1,200; 4 × 1,000 × 0.75 × 0.9 = 2,700; 4 × 1,500 × 0.75 = 4,500; then half.
        assert_eq!(round(worth.benefits[0]), [1200.0, 2700.0, 4500.0]);
        assert_eq!(round(worth.benefits[1]), [600.0, 1350.0, 2250.0]);
        assert_eq!(round(worth.benefit()), [1800.0, 4050.0, 6750.0]);
        // 1,800 / 1,360; 4,050 / 1,300; 6,750 / 1,240.
        assert_eq!(worth.ratio().map(round), Some([1.32, 3.12, 5.44]));
        assert_eq!(worth.net().map(round), Some([440.0, 2750.0, 5510.0]));
        // 12 × 1,240 / 4,500; 12 × 1,300 / 2,700; a year and 12 × (1,360 - 1,200) / 600.
        assert_eq!(
            worth.payback().map(|m| m.map(|m| (m * 100.0).round() / 100.0)),
            [Some(3.31), Some(5.78), Some(15.2)]
        );
    }

    #[test]
    fn what_moves_the_ratio_farthest_comes_first() {
        let (rows, quantities) = case();
        let order = what_matters(&rows, &quantities, |worth| worth.ratio().map(|ratio| ratio[1]));
        let names: Vec<&str> = order.iter().map(|(at, ..)| rows[*at].name.as_str()).collect();
        assert_eq!(names[..3], ["work", "others", "mentors"]);
        // 4 × 500 × 0.75 × 0.9 × 1.5 / 1,300.
        assert!((order[0].1 - 2025.0 / 1300.0).abs() < 1e-9);
    }

    #[test]
    fn without_benefits_there_is_no_ratio() {
        let cost = [row("once", AssumptionKind::Cost, "", [10.0; 3], 1)];
        let worth = worth(&cost, &[1.0]);
        assert_eq!((worth.ratio(), worth.net(), worth.payback()), (None, None, [None; 3]));
    }
}
