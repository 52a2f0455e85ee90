//! Scales: round numbers that a reader can find a point by.

/// No number lies farther out, and none nearer to another by its size: no picture could show it.
const FARTHEST: f64 = 1e15;
const NEAREST: f64 = 1e-9;
/// Never more steps.
const MOST: u32 = 100;

/// A scale over some numbers: where it begins and ends, and the steps between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A scale of about so many steps that holds all the numbers. Steps are 1, 2 or 5, times a power of ten; of whole
    /// things none is smaller than 1.
    pub fn over(numbers: impl IntoIterator<Item = f64>, steps: u32, whole: bool) -> Scale {
        let finite = numbers.into_iter().filter(|number| number.is_finite()).map(|n| n.clamp(-FARTHEST, FARTHEST));
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| (low.min(n), high.max(n)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let apart = high - low > NEAREST * high.abs().max(low.abs()).max(1.0);
        let room = if apart { high - low } else { high.abs().max(1.0) };
        let rough = room / f64::from(steps.max(1));
        let power = 10f64.powf(rough.log10().floor());
        let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999);
        let step = (factor.unwrap_or(10.0) * power).max(if whole { 1.0 } else { 0.0 });
        let high = if apart { high } else { low + step };
        Scale { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a number lies on it: 0 at the beginning, 1 at the end.
    pub fn at(&self, number: f64) -> f64 {
        ((number - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The round numbers on it.
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as u32;
        (0..=count.min(MOST)).map(|at| self.low + f64::from(at) * self.step).collect()
    }

    /// A number on it in as few digits as tell it from the others.
    pub fn says(&self, number: f64) -> String {
        let decimals = (-self.step.log10().floor()).clamp(0.0, 6.0) as usize;
        let number = if number.abs() < self.step / 2.0 { 0.0 } else { number };
        grouped(&format!("{number:.decimals$}"))
    }
}

/// A number as people read it: its thousands apart, with a true minus. What is no number stays as it is.
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("\u{2212}", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    if whole.is_empty() || !whole.chars().all(|c| c.is_ascii_digit()) {
        return number.to_string();
    }
    let mut grouped = sign.to_string();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_of_round_numbers() {
        let said = |numbers: &[f64], whole| {
            let scale = Scale::over(numbers.iter().copied(), 4, whole);
            scale.ticks().into_iter().map(|tick| scale.says(tick)).collect::<Vec<_>>()
        };
        assert_eq!(said(&[0.0, 1.17, -0.38, 2.71], false), ["\u{2212}1", "0", "1", "2", "3"]);
        assert_eq!(said(&[0.0, 0.3], false), ["0.0", "0.1", "0.2", "0.3"]);
        assert_eq!(said(&[0.0, 2.0], true), ["0", "1", "2"]);
        assert_eq!(said(&[0.0, 6580.0], false), ["0", "2,000", "4,000", "6,000", "8,000"]);
        assert_eq!(said(&[], true), ["0", "1"]);
        assert_eq!(said(&[0.0, 0.0], true), ["0", "1"]);
        assert_eq!(said(&[f64::NAN, f64::INFINITY], false), ["0.0", "0.5", "1.0"]);
        assert_eq!(said(&[0.0, 5e-324], true), ["0", "1"], "no step could be that small");
        assert!(said(&[-1e308, 1e308, 5e-324], false).len() < 10, "nor so many steps be counted");
    }

    #[test]
    fn thousands_are_apart() {
        let shown = ["13738.00", "-8175", "999", "fewer than 5", "", "-"].map(grouped);
        assert_eq!(shown, ["13,738.00", "\u{2212}8,175", "999", "fewer than 5", "", "-"]);
    }

    #[test]
    fn a_number_lies_where_it_belongs() {
        let scale = Scale::over([0.0, 10.0], 5, true);
        assert_eq!((scale.at(0.0), scale.at(5.0), scale.at(10.0), scale.at(99.0)), (0.0, 0.5, 1.0, 1.0));
    }
}
