//! Reasons: why a pair scores what it scores, criterion by criterion.

use super::criteria;
use super::pool::Pool;
use crate::domain::scheme::{CriterionKind, Role};
use crate::domain::value::{Value, decimal};
use crate::privacy::Privacy;

/// What is said of a pair that a file of points does not name.
pub const NOTHING_GIVEN: &str = "nothing given";

/// What one criterion earned, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The criterion's name.
    pub criterion: String,
    /// The points, in units of the round.
    pub points: i64,
    /// The most it could have earned, in units of the round.
    pub of: i64,
    /// Why, as a person reads it.
    pub says: String,
    /// How widely what it says may be shown.
    pub privacy: Privacy,
}

/// The reasons of a pair, in the order of the scheme. Their points add up to its score.
pub fn reasons(pool: &Pool<'_>, i: usize, j: usize) -> Vec<Reason> {
    (0..pool.given.scheme.criteria.len()).map(|at| reason(pool, at, i, j)).collect()
}

fn reason(pool: &Pool<'_>, at: usize, i: usize, j: usize) -> Reason {
    let scheme = pool.given.scheme;
    let criterion = &scheme.criteria[at];
    let (mentee, mentor) = (pool.mentee(i).1, pool.mentor(j).1);
    let points = pool.points(at, i, j);
    let mut of = criterion.points * pool.unit();
    let mut privacy = Privacy::Public;
    let says = match &criterion.kind {
        kind if criterion.opted_in_by.is_some() => {
            let unanswered = kind
                .fields()
                .is_some_and(|both| mentee.value(both.mentee).is_blank() || mentor.value(both.mentor).is_blank());
            let says = match (pool.asked_for(criterion, mentee), points > 0) {
                (false, _) => "not asked for",
                (true, _) if unanswered => "asked for, not answered",
                (true, true) => "asked for and met",
                (true, false) => "asked for, not met",
            };
            format!("{}: {says}", criterion.label)
        }
        CriterionKind::Given { lowest_is_best, .. } => {
            of = pool.given_range(at).1;
            let pair = (pool.mentors[j].person, pool.mentees[i].person);
            let said = match pool.given.tables.given[at].points.get(&pair) {
                Some(_) => decimal(if *lowest_is_best { -points } else { points }, pool.decimals),
                None => NOTHING_GIVEN.to_string(),
            };
            format!("{}: {said}", criterion.label)
        }
        CriterionKind::Preferred { of, ranking, answer: None, .. } => {
            let (chooser, chosen) = match of {
                Role::Mentor => (mentor, pool.mentees[i].person),
                _ => (mentee, pool.mentors[j].person),
            };
            let said = match pool.rank_of(chooser.value(*ranking), chosen) {
                None => format!("{of} not answered"),
                Some(rank) => criteria::preferred::said(rank),
            };
            format!("{}: {said}", criterion.label)
        }
        kind => {
            let both = kind.fields();
            let value = |role: Role| match (both, role) {
                (Some(both), Role::Mentor) => mentor.value(both.mentor),
                (Some(both), _) => mentee.value(both.mentee),
                (None, _) => &Value::Blank,
            };
            if let Some(both) = both {
                privacy = scheme.field(both.mentee).privacy.max(scheme.field(both.mentor).privacy);
            }
            criteria::says(criterion, scheme, pool.given.words, value(Role::Mentee), value(Role::Mentor))
        }
    };
    Reason { criterion: criterion.name.clone(), points, of, says, privacy }
}
