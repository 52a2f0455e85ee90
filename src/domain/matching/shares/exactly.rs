//! The best pairs of one number of relationships, which settles how many a share allows.

use super::{Limit, Shared, UnderWay, Within, extremes, limits, use_limits};
use crate::domain::matching::altered::Altered;
use crate::domain::matching::asked::Asked;
use crate::domain::matching::both_sides;
use crate::domain::matching::pool::Pool;
use crate::domain::matching::solvers::{FORBIDDEN, Score, Scores};
use crate::domain::scheme::Aim;

/// The best pairs of so many relationships that keep to the shares, if there are any; `None` where that cannot be told.
/// Places beyond that number are kept free whoever's they are, and each pair earns more than points can differ by, so that
/// no fewer are made.
pub(super) fn exactly(
    pool: &Pool<'_>,
    asked: &Asked,
    scores: &dyn Scores,
    under_way: &UnderWay,
    relationships: usize,
) -> Option<Option<Shared>> {
    let scheme = pool.given.scheme;
    let places = |mentors: &[usize]| mentors.iter().map(|j| u64::from(asked.mentor_places[*j])).sum::<u64>();
    let mut limits = limits(pool);
    let mut kept_free = 0;
    for limit in &mut limits {
        limit.at_most = under_way.at_most(scheme, limit.pool, relationships);
        kept_free += places(&limit.mentors).saturating_sub(u64::from(limit.at_most));
    }
    let all: Vec<usize> = (0..pool.mentors.len()).collect();
    let open = relationships as u64 + kept_free;
    let (Ok(at_most), true) = (u32::try_from(open), open <= places(&all)) else { return Some(None) };
    limits.push(Limit { pool: usize::MAX, mentors: all, at_most, used: 0, kept_free: 0 });
    let best_fit = scheme.aim == Aim::BestFit;
    let (low, high) = extremes(scores);
    let spread = i64::from(high) - if best_fit { 0 } else { i64::from(low) };
    let bonus = Score::try_from(spread.saturating_mul(relationships as i64).saturating_add(1)).ok();
    let bonus = bonus.filter(|bonus| *bonus < Score::MAX / 8)?;
    let raised = Altered::fewer(scores, |_, row: &mut [Score]| {
        for score in row.iter_mut().filter(|score| **score != FORBIDDEN) {
            *score = if best_fit && *score < 0 { FORBIDDEN } else { *score + bonus };
        }
    });
    let within = Within::new(asked, &raised, &mut limits, scheme.aim);
    let solved = both_sides::solve(pool, &within.request()).ok().filter(|solved| solved.proved)?;
    let mut pairs = solved.solution.pairs;
    let stand_ins = pairs.split_off(pairs.partition_point(|pair| (pair.0 as usize) < pool.mentees.len()));
    limits.pop();
    use_limits(&mut limits, &pairs);
    let kept = pairs.len() == relationships && under_way.keeps(scheme, &limits, relationships);
    // Those of the pools come first.
    let kept_free = stand_ins.into_iter().map(|pair| pair.1).take(kept_free as usize).collect();
    Some(kept.then(|| Shared {
        pairs,
        kept_free,
        limits,
        best_within: solved.proved,
        searched: true,
        ..Shared::default()
    }))
}
