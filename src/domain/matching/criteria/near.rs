//! `near`: near each other.

use super::Points;
use crate::domain::value::Value;

/// All points up to one distance, none from another on, in between in proportion. Distances in units of 100 m.
pub fn points(most: i64, full_within: i64, none_from: i64, mentee: &Value, mentor: &Value) -> Points {
    let (Value::Place(one), Value::Place(other)) = (mentee, mentor) else { return None };
    let distance = one.distance(other).clamp(full_within, none_from);
    let (left, span) = (none_from - distance, (none_from - full_within).max(1));
    Some((2 * most * left + span).div_euclid(2 * span))
}

/// `4.5 km apart`.
pub fn says(mentee: &Value, mentor: &Value) -> String {
    match (mentee, mentor) {
        (Value::Place(one), Value::Place(other)) if one.name == other.name => "in the same place".to_string(),
        (Value::Place(one), Value::Place(other)) => {
            format!("{} km apart", crate::domain::value::decimal(one.distance(other), 1))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::{Area, Word};

    #[test]
    fn points_fall_with_the_distance() {
        let at = |east| Value::Place(Area { name: Word(east as u32), east, north: 0 });
        assert_eq!(points(20, 0, 200, &at(0), &at(0)), Some(20));
        assert_eq!(points(20, 0, 200, &at(0), &at(100)), Some(10));
        assert_eq!(points(20, 50, 200, &at(0), &at(50)), Some(20));
        assert_eq!(points(20, 0, 200, &at(0), &at(900)), Some(0));
        assert_eq!(says(&at(0), &at(45)), "4.5 km apart");
    }
}
