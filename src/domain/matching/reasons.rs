//! Reasons: why a pair scores what it scores, criterion by criterion.

use super::criteria;
use super::pool::{Couple, Pool, Way, Ways};
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

impl Reason {
    /// Why, as far as it may be shown: without names, what confidential answers say is left out too.
    pub fn says_to(&self, no_names: bool) -> &str {
        if no_names && self.privacy > Privacy::Internal { &self.criterion } else { &self.says }
    }
}

/// What one direction of a relationship earns, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// As what the one stands who learns.
    pub learner: Role,
    /// Who learns: the position in the list of people.
    pub person: usize,
    /// The points, in units of the round.
    pub score: i64,
    /// The points out of 100.
    pub of_100: i64,
    /// Why; the points add up to the score.
    pub reasons: Vec<Reason>,
    /// Whether this direction counts; of two the stronger may not.
    pub counts: bool,
}

/// The directions of a pair, each with its reasons in the order of the scheme.
pub fn directions(pool: &Pool<'_>, i: usize, j: usize) -> Vec<Direction> {
    let direction = |way: &Way| {
        let couple = pool.couple(i, j, *way);
        let criteria = 0..pool.given.scheme.criteria.len();
        let reasons: Vec<Reason> = criteria.map(|at| reason(pool, at, &couple)).collect();
        let score = reasons.iter().map(|reason| reason.points).sum();
        let (person, learner) = (couple.learner.0, couple.learner.1.role);
        Direction { learner, person, score, of_100: pool.of_100_one_way(score), reasons, counts: true }
    };
    let mut directions: Vec<Direction> = pool.ways.all().iter().map(direction).collect();
    if let (Ways::Weaker, [one, other]) = (pool.ways, &mut directions[..]) {
        one.counts = one.score <= other.score;
        other.counts = !one.counts;
    }
    directions
}

fn reason(pool: &Pool<'_>, at: usize, couple: &Couple<'_>) -> Reason {
    let scheme = pool.given.scheme;
    let criterion = pool.criterion(at, couple.learner);
    let (learner, giver) = (couple.learner.1, couple.giver.1);
    let points = pool.points(at, couple);
    let mut of = criterion.points * pool.unit();
    let mut privacy = Privacy::Public;
    let mut says = match &criterion.kind {
        kind if criterion.opted_in_by.is_some() => {
            let unanswered = kind
                .fields()
                .is_some_and(|both| learner.value(both.mentee).is_blank() || giver.value(both.mentor).is_blank());
            let says = match (pool.asked_for(criterion, learner), points > 0) {
                (false, _) => "not asked for",
                (true, _) if unanswered => "asked for, not answered",
                (true, true) if points < of => "asked for and partly met",
                (true, true) => "asked for and met",
                (true, false) => "asked for, not met",
            };
            format!("{}: {says}", criterion.label)
        }
        CriterionKind::Given { lowest_is_best, .. } => {
            of = pool.given_range(at).1;
            let said = match pool.mark(at, couple) {
                Some(_) => decimal(if *lowest_is_best { -points } else { points }, pool.decimals),
                None => NOTHING_GIVEN.to_string(),
            };
            format!("{}: {said}", criterion.label)
        }
        CriterionKind::Preferred { of, ranking, answer: None, .. } => {
            let (chooser, chosen) = couple.chooser(*of);
            let said = match pool.rank_of(chooser.value(*ranking), chosen) {
                None => format!("{} not answered", scheme.role_word(chooser.role)),
                Some(rank) => criteria::preferred::said(rank),
            };
            format!("{}: {said}", criterion.label)
        }
        CriterionKind::Is { of, field, .. } => {
            privacy = scheme.field(*field).privacy;
            let of = if *of == Role::Mentor { giver } else { learner };
            match of.value(*field) {
                Value::Blank => format!("{}: {} not answered", criterion.label, scheme.role_word(of.role)),
                value => criteria::says(criterion, scheme, pool.given.words, value, value),
            }
        }
        kind => {
            let (mut one, mut other) = (&Value::Blank, &Value::Blank);
            if let Some(both) = kind.fields() {
                (one, other) = (learner.value(both.mentee), giver.value(both.mentor));
                privacy = scheme.field(both.mentee).privacy.max(scheme.field(both.mentor).privacy);
            }
            match (one.is_blank(), other.is_blank()) {
                (false, false) => criteria::says(criterion, scheme, pool.given.words, one, other),
                (true, true) => format!("{}: neither answered", criterion.label),
                (true, false) => format!("{}: {} not answered", criterion.label, scheme.role_word(learner.role)),
                (false, true) => format!("{}: {} not answered", criterion.label, scheme.role_word(giver.role)),
            }
        }
    };
    if let Some(importance) = criterion.importance.filter(|_| criterion.points != scheme.criteria[at].points) {
        says = format!("{says} (own weighing: {} in place of {})", criterion.points, scheme.criteria[at].points);
        privacy = privacy.max(scheme.field(importance).privacy);
    }
    Reason { criterion: criterion.name.clone(), points, of, says, privacy }
}
