//! Statistics of a change: two answers of each person, compared with themselves. It says how much changed, and never why.

use super::exact;

/// What a change adds up to over everybody who answered both times.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// How many answered both times.
    pub people: usize,
    /// Their mean the first time.
    pub before: f64,
    /// Their mean the second time.
    pub after: f64,
    /// The mean of their differences.
    pub mean: f64,
    /// The ends of the 95 % interval of the mean difference, by Student's t; none of one person alone.
    pub interval: Option<(f64, f64)>,
    /// Cohen's d_z: the mean difference in standard deviations of the differences (Cohen 1988; Lakens 2013). None where
    /// all differ alike.
    pub d_z: Option<f64>,
    /// Cohen's d_av: the mean difference in the mean of both standard deviations (Cumming 2012; Lakens 2013). None where
    /// nobody differs from anybody.
    pub d_av: Option<f64>,
    /// How many stand higher, the same, lower.
    pub moved: [usize; 3],
    /// The exact two-sided sign test; none where nobody moved.
    pub sign: Option<f64>,
    /// The exact two-sided signed-rank test of Wilcoxon; none where nobody moved, or of too many people to be worked out
    /// exactly.
    pub wilcoxon: Option<f64>,
}

/// Works out a change from (first, second) of each person; none of nobody.
///
/// ```
/// use mentor::domain::evaluation::statistics::change;
/// let change = change(&[(2.0, 3.0), (3.0, 5.0), (1.0, 4.0)]).unwrap();
/// assert_eq!((change.people, change.mean), (3, 2.0));
/// // The differences 1, 2, 3 have a standard deviation of 1; t of two degrees of freedom is 4.3027.
/// let (low, high) = change.interval.unwrap();
/// assert!((low - (2.0 - 4.302653 / 3f64.sqrt())).abs() < 1e-6 && (high - low - 2.0 * 2.484138).abs() < 1e-6);
/// assert_eq!(change.d_z, Some(2.0));
/// ```
pub fn change(pairs: &[(f64, f64)]) -> Option<Change> {
    let before: Vec<f64> = pairs.iter().map(|(before, _)| *before).collect();
    let after: Vec<f64> = pairs.iter().map(|(_, after)| *after).collect();
    let differences: Vec<f64> = pairs.iter().map(|(before, after)| after - before).collect();
    let middle = mean(&differences)?;
    let spread = deviation(&differences);
    let interval = spread.map(|spread| {
        let half = t_quantile(0.975, pairs.len() as f64 - 1.0) * spread / (pairs.len() as f64).sqrt();
        (middle - half, middle + half)
    });
    let both = deviation(&before).zip(deviation(&after)).map(|(one, other)| f64::midpoint(one, other));
    let in_units = |spread: Option<f64>| spread.filter(|spread| *spread > 1e-12).map(|spread| middle / spread);
    let count = |which: fn(&f64) -> bool| differences.iter().filter(|difference| which(difference)).count();
    Some(Change {
        people: pairs.len(),
        before: mean(&before)?,
        after: mean(&after)?,
        mean: middle,
        interval,
        d_z: in_units(spread),
        d_av: in_units(both),
        moved: [count(|d| *d > 0.0), count(|d| *d == 0.0), count(|d| *d < 0.0)],
        sign: exact::sign(&differences),
        wilcoxon: exact::wilcoxon(&differences),
    })
}

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation of a sample, divided by one less than there are; none of one alone.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let middle = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    Some((squares / (values.len() as f64 - 1.0)).sqrt())
}

/// The value of Student's t below which a share of 0.5 to 1 lies, by halving.
pub fn t_quantile(share: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while t_below(high, freedom) < share && high < 1e9 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if t_below(middle, freedom) < share { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The share of Student's t below a value that is not negative.
fn t_below(value: f64, freedom: f64) -> f64 {
    1.0 - 0.5 * incomplete_beta(freedom / (freedom + value * value), freedom / 2.0, 0.5)
}

/// The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8) with the method
/// of Lentz; on the far side of its middle by symmetry, where the fraction converges fast.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let ends = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (1.0 - x).ln();
    let away_from_0 = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_0(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut factor = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_0(1.0 + term * d);
            c = away_from_0(1.0 + term / c);
            factor = c * d;
            fraction *= factor;
        }
        if (factor - 1.0).abs() < 1e-15 {
            break;
        }
    }
    ends.exp() * fraction / a
}

/// The logarithm of the gamma function of what is above 0: the series of Stirling (Abramowitz and Stegun 6.1.41) from
/// 12 on, below it by the recurrence.
fn ln_gamma(value: f64) -> f64 {
    let (mut value, mut passed) = (value, 0.0);
    while value < 12.0 {
        passed += value.ln();
        value += 1.0;
    }
    let square = value * value;
    let series = 1.0 / 12.0
        - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square) / square) / square;
    (value - 0.5) * value.ln() - value + 0.5 * (2.0 * std::f64::consts::PI).ln() + series / value - passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-6
    }

    #[test]
    fn quantiles_are_those_of_printed_tables() {
        let table = [(1.0, 12.7062047), (2.0, 4.3026527), (4.0, 2.7764451), (9.0, 2.2621572), (30.0, 2.0422725)];
        for (freedom, printed) in table {
            assert!((t_quantile(0.975, freedom) - printed).abs() < 1e-6, "{freedom}");
        }
        assert!((t_quantile(0.975, 1e6) - 1.959966).abs() < 1e-5, "nearly the normal distribution");
    }

    #[test]
    fn a_change_worked_by_hand() {
        // Differences 1, 0, 2, -1, 3: mean 1, squares 0+1+1+4+4 = 10, deviation sqrt(2.5).
        let change = change(&[(2.0, 3.0), (3.0, 3.0), (1.0, 3.0), (4.0, 3.0), (2.0, 5.0)]).expect("a change");
        assert_eq!((change.people, change.before, change.after, change.mean), (5, 2.4, 3.4, 1.0));
        assert_eq!(change.moved, [3, 1, 1]);
        assert!(near(change.d_z.expect("spread"), 1.0 / 2.5f64.sqrt()));
        // Deviations: first 2, 3, 1, 4, 2 has 5.2 / 4 = 1.3; second 3, 3, 3, 3, 5 has 3.2 / 4 = 0.8.
        assert!(near(change.d_av.expect("spread"), 2.0 / (1.3f64.sqrt() + 0.8f64.sqrt())));
        let half = 2.7764451 * 0.5f64.sqrt();
        let (low, high) = change.interval.expect("an interval");
        assert!(near(low, 1.0 - half) && near(high, 1.0 + half));
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        assert_eq!(change(&[]), None);
        let one = change(&[(1.0, 2.0)]).expect("a change");
        assert_eq!((one.interval, one.d_z, one.d_av), (None, None, None));
        let alike = change(&[(1.0, 2.0), (2.0, 3.0)]).expect("a change");
        assert_eq!((alike.interval, alike.d_z), (Some((1.0, 1.0)), None));
        let still = change(&[(1.0, 1.0), (2.0, 2.0)]).expect("a change");
        assert_eq!((still.sign, still.wilcoxon, still.moved), (None, None, [0, 2, 0]));
    }
}
