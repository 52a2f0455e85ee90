//! Goals: how far they are, and goal attainment scaling.

use super::Period;
use crate::domain::log::Goal;

/// Where a goal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// At its target, or beyond.
    Reached,
    /// Nearer to its target than at the start.
    Nearer,
    /// Where it started.
    Same,
    /// Farther from its target than at the start.
    Farther,
    /// Rated, and nobody said where it started or where it is to lead.
    NotSaid,
    /// Not rated since it was set.
    NotRated,
}

impl Standing {
    /// All of them, with the words of tables.
    pub const ALL: [(Standing, &'static str); 6] = [
        (Standing::Reached, "reached"),
        (Standing::Nearer, "nearer"),
        (Standing::Same, "same"),
        (Standing::Farther, "farther"),
        (Standing::NotSaid, "rated_without_start_and_target"),
        (Standing::NotRated, "not_rated"),
    ];
}

/// The newest rating of a goal in a period.
pub fn newest(goal: &Goal, period: &Period) -> Option<i64> {
    goal.ratings.iter().rev().find(|(on, _)| period.began(*on)).map(|(_, now)| *now)
}

/// Where a goal stands at the end of a period. A target below the start is reached from above.
pub fn standing(goal: &Goal, period: &Period) -> Standing {
    let Some(now) = newest(goal, period) else { return Standing::NotRated };
    // What was rated below what was expected is on the scale of attainment, and starts where that does.
    let on_scale = is_scaled(goal) && goal.ratings.iter().any(|(on, rated)| period.began(*on) && *rated < 0);
    let start = goal.start.or(on_scale.then(|| scaled_start(goal)));
    let target =
        goal.target.or((on_scale || goal.start.is_some_and(|start| start < 0 && is_scaled(goal))).then_some(0));
    match (start, target) {
        (Some(start), Some(target)) if start != target => {
            let way = (target - start).signum();
            match ((now - target) * way, (now - start) * way) {
                (left, _) if left >= 0 => Standing::Reached,
                (_, gone) if gone > 0 => Standing::Nearer,
                (_, 0) => Standing::Same,
                _ => Standing::Farther,
            }
        }
        (_, Some(target)) if now == target => Standing::Reached,
        _ => Standing::NotSaid,
    }
}

/// Whether a goal is rated on the scale of attainment, from -2 to 2: what was expected is 0.
pub fn is_scaled(goal: &Goal) -> bool {
    let rated = goal.ratings.iter().all(|(_, now)| (-2..=2).contains(now));
    rated && goal.target.unwrap_or(0) == 0 && goal.start.is_none_or(|start| (-2..0).contains(&start))
}

/// Where a goal on the scale of attainment started: one below what was expected, unless said.
pub fn scaled_start(goal: &Goal) -> i64 {
    goal.start.unwrap_or(-1)
}

/// The T-score of several goals of one person (Kiresuk and Sherman 1968), with the correlation of 0.3 between goals
/// that they take: 50 where all is as expected. Goals are (weight, attainment); none of no goals.
///
/// ```
/// use mentor::domain::evaluation::attainment::t_score;
/// assert_eq!(t_score(&[(1.0, 1)]), Some(60.0));
/// // 50 + 10 × 3 ÷ √(0.7 × 3 + 0.3 × 9)
/// assert_eq!(format!("{:.2}", t_score(&[(1.0, 1), (1.0, 0), (1.0, 2)]).unwrap()), "63.69");
/// ```
pub fn t_score(goals: &[(f64, i64)]) -> Option<f64> {
    let weights: f64 = goals.iter().map(|(weight, _)| weight).sum();
    let squares: f64 = goals.iter().map(|(weight, _)| weight * weight).sum();
    let attained: f64 = goals.iter().map(|(weight, attained)| weight * *attained as f64).sum();
    let under = 0.7 * squares + 0.3 * weights * weights;
    (under > 0.0).then(|| 50.0 + 10.0 * attained / under.sqrt())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::log::{Kind, RecordId};
    use crate::domain::relationship::RelationshipId;

    fn goal(start: Option<i64>, target: Option<i64>, now: Option<i64>) -> Goal {
        let on = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
        let id = RecordId { kind: Kind::Goal, number: 1 };
        let ratings = now.map(|now| (on, now)).into_iter().collect();
        Goal { id, relationship: RelationshipId(1), person: None, on, start, target, ratings }
    }

    #[test]
    fn goals_stand_where_they_do() {
        let all = Period::default();
        let said = |start, target, now| standing(&goal(start, target, now), &all);
        assert_eq!(said(Some(2), Some(5), Some(4)), Standing::Nearer);
        assert_eq!(said(Some(2), Some(5), Some(6)), Standing::Reached);
        assert_eq!(said(Some(2), Some(5), Some(2)), Standing::Same);
        assert_eq!(said(Some(2), Some(5), Some(1)), Standing::Farther);
        // Fewer sleepless nights: downwards.
        assert_eq!(said(Some(6), Some(1), Some(1)), Standing::Reached);
        assert_eq!(said(Some(6), Some(1), Some(7)), Standing::Farther);
        assert_eq!(said(Some(6), Some(1), None), Standing::NotRated);
        assert_eq!(said(None, Some(1), Some(0)), Standing::NotSaid);
    }

    #[test]
    fn goals_below_what_was_expected_stand_on_the_scale_of_attainment() {
        let all = Period::default();
        let rated = |start, target, ratings: &[i64]| {
            let on = NaiveDate::from_ymd_opt(2027, 1, 4).expect("a day");
            let ratings = ratings.iter().map(|now| (on, *now)).collect();
            standing(&Goal { ratings, ..goal(start, target, None) }, &all)
        };
        // From -1, where nobody said from where, to 0.
        assert_eq!(rated(None, Some(0), &[-1, 1]), Standing::Reached);
        assert_eq!(rated(None, Some(0), &[-1]), Standing::Same);
        assert_eq!(rated(None, None, &[-2]), Standing::Farther);
        assert_eq!(rated(Some(-2), None, &[-1]), Standing::Nearer);
        // Two sleepless nights are not better than none: nobody said from where it came.
        assert_eq!(rated(None, Some(0), &[2]), Standing::NotSaid);
        // No scale of attainment reaches so far.
        assert_eq!(rated(None, Some(0), &[-3]), Standing::NotSaid);
    }

    #[test]
    fn what_was_rated_after_the_period_is_not_in_it() {
        let before = Period { from: None, until: NaiveDate::from_ymd_opt(2027, 1, 3) };
        assert_eq!(standing(&goal(Some(1), Some(2), Some(2)), &before), Standing::NotRated);
        // That it fell below what was expected later on says nothing of where it stood before.
        let day = |day| NaiveDate::from_ymd_opt(2027, 1, day).expect("a day");
        let later = Goal { ratings: vec![(day(2), 1), (day(9), -1)], ..goal(None, Some(0), None) };
        assert_eq!(standing(&later, &before), Standing::NotSaid);
    }

    #[test]
    fn only_goals_on_the_scale_of_attainment_are_scaled() {
        assert!(is_scaled(&goal(Some(-1), Some(0), Some(2))));
        assert!(is_scaled(&goal(None, None, Some(-2))));
        assert!(!is_scaled(&goal(Some(2), Some(5), Some(2))));
        assert!(!is_scaled(&goal(None, None, Some(4))));
        assert_eq!(t_score(&[]), None);
    }
}
