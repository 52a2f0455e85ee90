//! Step 4: swaps and moves.
//!
//! 1. Threshold accepting (Dueck and Scheuer 1990): a drawn swap of two people, or move of one, is made unless it costs
//!    more points than a threshold that falls to nothing. Unlike annealing it needs no exponentials, so that every
//!    machine finds the same. People and evenness are never given up for points, and taken at any price.
//! 2. Then every swap and move that brings anything, until there is none.
//!
//! Who is in no group takes part in swaps: somebody else is out then, which may open the way for both.

use super::random::Draws;
use super::state::{OUT, State};
use super::worth::Worth;

/// Thresholds, one after the other. In tests, whose builds are slow, there are fewer of them, and fewer draws.
const STEPS: i64 = if cfg!(test) { 60 } else { 120 };
/// Draws at each threshold: so many for each two people, as long as they do not come to more than so many a person, nor
/// all together to more than a number; but never fewer than so many a person.
const DRAWS_A_PAIR: usize = if cfg!(test) { 4 } else { 40 };
const MOST_DRAWS: usize = if cfg!(test) { 100 } else { 1_000 };
const ALL_DRAWS: usize = 400_000;
const FEWEST_DRAWS: usize = 50;
/// Passes through all swaps at most.
const PASSES: usize = 60;

/// Improves a grouping; `whom` are the people who may be in a group at all.
pub(super) fn search(state: &mut State, whom: &[u32], draws: &mut Draws) {
    if state.len() == 0 {
        return;
    }
    let of_each = (DRAWS_A_PAIR * whom.len()).min(MOST_DRAWS);
    let number = (of_each * whom.len()).min(ALL_DRAWS).max(FEWEST_DRAWS * whom.len());
    let first = first_threshold(state, whom, draws);
    for step in (0..STEPS).rev() {
        let threshold = first * step / STEPS;
        for draw in 0..number {
            let (one, other) = (whom[draws.below(whom.len())], whom[draws.below(whom.len())]);
            if draw % 8 == 0 {
                try_move(state, one, state.of[other as usize], -threshold);
            } else {
                try_swap(state, one, other, -threshold);
            }
        }
    }
    climb(state, whom);
}

/// Step 2.
pub(super) fn climb(state: &mut State, whom: &[u32]) {
    for _ in 0..PASSES {
        let mut better = false;
        for (at, &one) in whom.iter().enumerate() {
            for &other in &whom[at + 1..] {
                better |= try_swap(state, one, other, 1);
            }
            for to in 0..state.len() as u32 {
                better |= try_move(state, one, to, 1);
            }
        }
        if !better {
            return;
        }
    }
}

/// Swaps two people if that is possible and brings so many points.
#[inline]
fn try_swap(state: &mut State, one: u32, other: u32, least: i64) -> bool {
    // Two of one group, or two of none.
    if state.of[one as usize] == state.of[other as usize] {
        return false;
    }
    let may = state.swap_gain(one, other) >= least && state.may_swap(one, other);
    if may {
        state.swap(one, other);
    }
    may
}

/// Moves somebody if that is possible and brings people, evenness or so many points.
fn try_move(state: &mut State, one: u32, to: u32, least: i64) -> bool {
    if to == OUT || state.of[one as usize] == to {
        return false;
    }
    let least = Worth { points: least, ..Worth::default() };
    let may = state.move_gain(one, to).is_some_and(|gain| gain >= least);
    if may {
        state.go(one, to);
    }
    may
}

/// Half of what a drawn swap brings or costs in the mean.
fn first_threshold(state: &State, whom: &[u32], draws: &mut Draws) -> i64 {
    const SAMPLE: i64 = 256;
    let mut sum = 0;
    for _ in 0..SAMPLE {
        let (one, other) = (whom[draws.below(whom.len())], whom[draws.below(whom.len())]);
        if state.of[one as usize] != state.of[other as usize] {
            sum += state.swap_gain(one, other).abs();
        }
    }
    sum / SAMPLE / 2
}
