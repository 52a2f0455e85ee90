//! Aims as lists of stages.
//!
//! 1. People, waited, kept and points are packed into one stage where the numbers fit: one bonus outweighs all that
//!    comes after it.
//! 2. Each stage is solved, then what it leaves is all that the next one sees (complementary slackness).
//! 3. Before the points of the fairest solution: the levels.
//! 4. Before each word of the lots: is anything left to choose? If not, that is the solution.
use super::face::{Face, Source, prune};
use super::limits::Limits;
use super::lots::WORDS;
use super::matrix::{Matrix, Table};
use super::network::{Demand, Sides, Solved};
use super::objective::Objective;
use super::sparse::Pairs;
use super::{Aim, Request, Solution, SolveError, StageName, auction, dense, levels, repair};

/// Solves all stages of a request.
pub(super) fn solve(request: &Request, limits: Limits) -> Result<Solution, SolveError> {
    let scores = request.scores;
    let sides = sides(request)?;
    let mut kept = request.kept.to_vec();
    kept.retain(|p| (p.0 as usize) < sides.demands.len() && (p.1 as usize) < sides.places.len());
    kept.sort_unstable();
    kept.dedup();
    let request = &Request { kept: &kept, ..*request };
    let (mentees, mentors) = (sides.demands.len(), sides.places.len());
    let listed = mentees.saturating_mul(mentors) <= limits.small || (mentees > 0 && scores.candidates(0).is_some());
    let (list, matrix) = match listed {
        true => (Some(Pairs::list(scores, &sides)?), None),
        false => (None, Some(Matrix::new(scores, &sides))),
    };
    let range = match (&list, &matrix) {
        (Some(list), _) => list.range(),
        (_, Some(matrix)) => matrix.range,
        _ => None,
    };
    let objectives = objectives(request, &sides, range)?;
    let source = list.clone().map_or(Source::Table, Source::List);
    let mut face = Face::new(sides, source, matrix.as_ref(), limits);
    let mut solution = Solution::default();
    for objective in objectives {
        if let (Aim::Fairest, StageName::Points, Some(range)) = (request.aim, objective.name, range) {
            levels::play(&mut face, &objective, request.levels, range, &mut solution.stages)?;
        }
        let ranks = match objective.word {
            Some(_) => match prune(&mut face) {
                Some(ranks) => ranks,
                None => break,
            },
            None => None,
        };
        let objective = face.play(objective);
        let mut solved = stage(&face, &objective)?;
        if let Some(ranks) = ranks {
            ranks.lift(&mut solved);
        }
        solution.stages.push(objective.certificate(solved.mentee_prices.clone(), solved.mentor_prices.clone()));
        face.restrict(objective, solved)?;
    }
    solution.pairs = face.pairs();
    value(request, list.as_ref(), matrix.as_ref(), &mut solution);
    Ok(solution)
}

/// The places of both sides, no more than there are people to fill them.
fn sides(request: &Request) -> Result<Sides, SolveError> {
    let (mentees, mentors) = (request.scores.mentees(), request.scores.mentors());
    let most = |n: usize| u32::try_from(n).ok().filter(|&n| n < u32::MAX - 1).ok_or(SolveError::Overflow);
    // One place more than there are people is never filled, so that the price of such a side stays 0.
    let (mentees_cap, mentors_cap) = (most(mentees)? + 1, most(mentors)? + 1);
    let places = |of: &[u32], who: usize, cap: u32| of.get(who).copied().unwrap_or(0).min(cap);
    let demand = |i| Demand { low: 0, high: places(request.mentee_places, i, mentors_cap), first: 0 };
    Ok(Sides {
        demands: (0..mentees).map(demand).collect(),
        places: (0..mentors).map(|j| places(request.mentor_places, j, mentees_cap)).collect(),
        full: vec![false; mentors],
    })
}

/// Step 1.
fn objectives<'a>(
    request: &Request<'a>,
    sides: &Sides,
    range: Option<(i32, i32)>,
) -> Result<Vec<Objective<'a>>, SolveError> {
    let plain = Objective {
        name: StageName::Points,
        points: true,
        kept: 0,
        range: None,
        word: None,
        first: vec![0; sides.demands.len()],
        kept_pairs: request.kept,
        mentee_lots: request.mentee_lots,
        mentor_lots: request.mentor_lots,
    };
    let (low, high) = range.unwrap_or((0, 0));
    let sum = |of: &mut dyn Iterator<Item = u32>| of.map(i128::from).sum::<i128>();
    let most = sum(&mut sides.demands.iter().map(|d| d.high)).min(sum(&mut sides.places.iter().copied()));
    let spread = i128::from(high.max(0)) - i128::from(low.min(0));
    // How far two solutions can be apart in points.
    let points = most * spread;
    let people = |points: i128, kept: i32, name, with_points| -> Option<Objective<'a>> {
        let kept_most = i128::from(kept) * most.min(request.kept.len() as i128);
        let is = |of: &[bool], i: usize| of.get(i).copied().unwrap_or(false);
        let waits = |i: usize| is(request.waited, i) && !is(request.served, i);
        let waited = (0..sides.demands.len()).filter(|i| waits(*i)).count() as i128;
        let waited_bonus = if waited > 0 { kept_most + points + 1 } else { 0 };
        let bonus = waited_bonus.checked_mul(waited)?.checked_add(kept_most + points + 1)?;
        let total = i64::try_from(bonus + waited_bonus).ok().filter(|&t| t < 1 << 56)?;
        let extra = i64::try_from(waited_bonus).ok()?;
        let first = (0..sides.demands.len()).map(|i| match (is(request.served, i), waits(i)) {
            (true, _) => 0,
            (false, true) => total,
            (false, false) => total - extra,
        });
        let first = first.collect();
        Some(Objective { name, kept, points: with_points, first, ..plain.clone() })
    };
    let kept = i32::try_from(points + 1).ok().filter(|k| k.checked_add(high).is_some_and(|sum| sum < 1 << 30));
    let kept = if request.kept.is_empty() { Some(0) } else { kept };
    let apart = || people(0, i32::from(!request.kept.is_empty()), StageName::People, false);
    let packed = kept.and_then(|kept| people(points, kept, StageName::People, true));
    let mut list = match (request.aim, packed) {
        (Aim::MostPeople, Some(packed)) => vec![packed],
        (Aim::MostPeople, None) | (Aim::Fairest, _) => vec![apart().ok_or(SolveError::Overflow)?, plain.clone()],
        (Aim::BestFit, _) => vec![plain.clone(), apart().ok_or(SolveError::Overflow)?],
    };
    let lot = |word| Objective { name: StageName::Lot(word), points: false, word: Some(word), ..plain.clone() };
    // Without lots anything will do that the rest leaves open.
    let drawn = !request.mentee_lots.is_empty() || !request.mentor_lots.is_empty();
    list.extend((0..if drawn { WORDS } else { 0 }).map(lot));
    Ok(list)
}

/// Solves one stage.
pub(super) fn stage(face: &Face, objective: &Objective) -> Result<Solved, SolveError> {
    match (&face.source, face.matrix) {
        (Source::List(list), _) => {
            let network = list.weighed(objective);
            let start = auction::auction(&network, &face.sides, objective.top(list.range()), None, auction::Pace::COLD);
            repair::repair(&network, &face.sides, start.prices, &start.pairs)
        }
        (Source::Table, Some(matrix)) => {
            let table = Table { matrix, past: &face.past, objective };
            dense::solve(&table, &face.sides, &face.kept(&table), &face.current, face.limits)
        }
        (Source::Table, None) => Ok(Solved::default()),
    }
}

/// Fills in what each stage has reached.
fn value(request: &Request, list: Option<&Pairs>, matrix: Option<&Matrix>, solution: &mut Solution) {
    let mut at = usize::MAX;
    for &(mentee, mentor) in &solution.pairs {
        let i = mentee as usize;
        let first = i != at;
        let score = match (list, matrix) {
            (Some(list), _) => list.score(i, mentor),
            (None, Some(matrix)) => matrix.score(i, mentor as usize),
            (None, None) => 0,
        };
        at = i;
        for stage in &mut solution.stages {
            let weight = match (stage.word, &stage.range) {
                (Some(word), _) => {
                    let lot = |lots: &[u64], who: u32| lots.get(who as usize).copied().unwrap_or(0);
                    let lot = super::lots::lot(lot(request.mentee_lots, mentee), lot(request.mentor_lots, mentor));
                    super::lots::word(lot, word)
                }
                (None, Some(range)) => -i32::from(range.contains(&score)),
                (None, None) => stage.points * score,
            };
            let kept = stage.kept != 0 && request.kept.binary_search(&(mentee, mentor)).is_ok();
            stage.value += i128::from(weight) + if kept { i128::from(stage.kept) } else { 0 };
            stage.value += if first { i128::from(stage.first[i]) } else { 0 };
        }
    }
}
