//! The proof of pairs within one pool: the stages are those of the aim, and the prices of each prove it.

use std::collections::BTreeSet;

use super::levels;
use crate::domain::matching::peers::{Decides, Play, Stage};
use crate::domain::matching::pool::Pool;
use crate::domain::matching::rows::Rows;
use crate::domain::matching::solvers::general::certifies;
use crate::domain::matching::solvers::{FORBIDDEN, Scores};
use crate::domain::scheme::Aim;

/// Whether stages prove pairs (positions in the pool) to be the best of their aim; `waited` says who waited.
///
/// # Errors
/// Says what does not hold, in one sentence.
pub fn proves_peers(
    pool: &Pool<'_>,
    aim: Aim,
    waited: &[bool],
    pairs: &[(usize, usize)],
    stages: &[Stage],
) -> Result<(), String> {
    let rows = Rows::new(pool);
    let people = pool.mentees.len();
    let mut mates = vec![None; people];
    for (one, other) in pairs {
        for (one, other) in [(*one, *other), (*other, *one)] {
            if mates.get_mut(one).and_then(|mate: &mut Option<u32>| mate.replace(other as u32)).is_some() {
                return Err(format!("{} is in two pairs", pool.mentee(one).0.id));
            }
        }
    }
    let of_aim = match (aim, stages) {
        (Aim::Fairest, [first, of_scores @ .., points, lots]) => {
            let rising = of_scores.iter().all(|stage| matches!(stage.decides, Decides::Scores(_)));
            rising
                && [first, points, lots].map(|stage| &stage.decides)
                    == [&Decides::People, &Decides::Points, &Decides::Lots]
        }
        (Aim::Fairest, _) => false,
        (_, [all]) => all.decides == Decides::Everything,
        _ => false,
    };
    if !of_aim {
        return Err(format!("the stages are not those of the aim {}", aim.word()));
    }
    if aim == Aim::Fairest {
        of_levels(pool, &rows, pairs, stages)?;
    }
    let mut play = Play::new(pool, &rows, waited);
    for stage in stages {
        let weights = play.weights(aim, &stage.decides);
        if !weights.is_ok_and(|(weights, wanted)| certifies(&*weights, wanted, &mates, &stage.certificate)) {
            return Err("the prices do not prove the pairs".to_string());
        }
        if stages.len() > 1 && play.restrict(stage).is_err() {
            return Err("the prices do not prove the pairs".to_string());
        }
    }
    Ok(())
}

/// Levels rise, leave out no score that a possible pair has, and only a range without any of the pairs holds several.
fn of_levels(pool: &Pool<'_>, rows: &Rows<'_, '_>, pairs: &[(usize, usize)], stages: &[Stage]) -> Result<(), String> {
    let mut row = vec![FORBIDDEN; pool.mentees.len()];
    let (mut scores, mut of_pairs) = (BTreeSet::new(), Vec::new());
    for one in 0..pool.mentees.len() {
        rows.fill(one, &mut row);
        scores.extend(row.iter().filter(|score| **score != FORBIDDEN));
        of_pairs.extend(pairs.iter().filter(|pair| pair.0 == one).map(|pair| row[pair.1]));
    }
    let ranges = || {
        stages.iter().filter_map(|stage| match &stage.decides {
            Decides::Scores(range) => Some(range),
            _ => None,
        })
    };
    if ranges().next().is_none() && !scores.is_empty() {
        return Err("the levels of scores are left out of the proof".to_string());
    }
    levels::rise(ranges(), &scores)?;
    let used = ranges().filter(|range| of_pairs.iter().any(|score| range.contains(score)));
    match used.into_iter().any(|range| levels::are_several(pool, &scores, range)) {
        true => Err("a pair is at one of several levels".to_string()),
        false => Ok(()),
    }
}
