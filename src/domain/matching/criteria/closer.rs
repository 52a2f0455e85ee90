//! `closer`: close to each other on a scale or in numbers.

use super::Points;
use crate::domain::matching::rules::above;
use crate::domain::value::Value;

/// All points for no difference, none from `none_from` on (steps, or millionths), in between in proportion.
pub fn points(most: i64, none_from: i64, mentee: &Value, mentor: &Value) -> Points {
    let gap = above(mentee, mentor)?.abs().min(none_from);
    let (left, span) = (i128::from(none_from - gap), i128::from(none_from.max(1)));
    Some((2 * i128::from(most) * left + span).div_euclid(2 * span) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fall_with_the_difference() {
        assert_eq!(points(12, 4, &Value::Scale(2), &Value::Scale(2)), Some(12));
        assert_eq!(points(12, 4, &Value::Scale(2), &Value::Scale(1)), Some(9));
        assert_eq!(points(12, 4, &Value::Scale(0), &Value::Scale(6)), Some(0));
        assert_eq!(points(10, 5_000_000, &Value::Number(1_000_000), &Value::Number(3_500_000)), Some(5));
    }
}
