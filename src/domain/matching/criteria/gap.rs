//! `gap`: the mentor a certain number of steps above the mentee.

use super::Points;
use crate::domain::matching::rules::above;
use crate::domain::value::Value;

/// Points by gap; other gaps earn none. Numbers count in whole units, rounded down.
pub fn points(by_gap: &[(i64, i64)], mentee: &Value, mentor: &Value) -> Points {
    let unit = if matches!(mentee, Value::Number(_)) { 1_000_000 } else { 1 };
    let gap = above(mentee, mentor)?.div_euclid(unit);
    Some(by_gap.iter().find(|(known, _)| *known == gap).map_or(0, |(_, points)| *points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_gaps_earn() {
        let by_gap = [(1, 9), (2, 12)];
        assert_eq!(points(&by_gap, &Value::Scale(3), &Value::Scale(5)), Some(12));
        assert_eq!(points(&by_gap, &Value::Scale(3), &Value::Scale(4)), Some(9));
        assert_eq!(points(&by_gap, &Value::Scale(3), &Value::Scale(2)), Some(0));
        assert_eq!(points(&by_gap, &Value::Number(500_000), &Value::Number(2_400_000)), Some(9));
    }
}
