//! Levels of scores in a proof of the fairest choice: one after another, and none left out.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::domain::matching::pool::Pool;
use crate::domain::matching::solvers::Score;

/// Whether ranges rise and leave out no score that a possible pair has; no ranges at all speak of no levels.
///
/// # Errors
/// Says what does not hold, in one sentence.
pub(super) fn rise<'r>(
    ranges: impl Iterator<Item = &'r RangeInclusive<Score>>,
    scores: &BTreeSet<Score>,
) -> Result<(), String> {
    let mut from = Score::MIN;
    let mut any = false;
    // Where points are few, several levels share a score, and all but one of their ranges are empty.
    for range in ranges.filter(|range| !range.is_empty()) {
        if *range.start() < from || scores.range(from..).next().is_some_and(|score| score < range.start()) {
            return Err("a level of scores is left out of the proof".to_string());
        }
        from = range.end().saturating_add(1);
        any = true;
    }
    if any && scores.range(from..).next().is_some() {
        return Err("the highest scores are left out of the proof".to_string());
    }
    Ok(())
}

/// Whether the pairs that may be fall into several levels within a range of scores.
pub(super) fn are_several(pool: &Pool<'_>, scores: &BTreeSet<Score>, range: &RangeInclusive<Score>) -> bool {
    if range.is_empty() {
        return false;
    }
    let steps = pool.levels();
    let mut levels = scores.range(range.clone()).map(|score| steps.partition_point(|step| step <= score));
    let first = levels.next();
    levels.next_back().is_some_and(|last| Some(last) != first)
}
