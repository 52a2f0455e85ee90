//! Exact repair: from any prices and any pairs to an optimum with integer prices.
//!
//! Successive shortest paths on a pseudoflow (Ahuja, Magnanti and Orlin 1993, sections 9.7 and 9.8):
//!
//! 1. Prices of mentors are given. Each mentee settles: takes the pairs of the best profit as far as there is room,
//!    with a price between what is taken and what is not. Pairs that no longer pay are dropped.
//! 2. While a mentee lacks a pair it should have at its price: the shortest path, by reduced weights, to a mentor
//!    with room or to somebody who can give up a place.
//! 3. While a mentor with a positive price (or one who must be full) has room: the shortest path backwards, from
//!    anybody who can take one place more, or from a mentor who can spare one, or down to the price 0.
//! 4. Each path moves one place and the prices of what lies nearer than its end, so that no reduced weight becomes
//!    negative; in the end slackness holds everywhere, and the pairs are an optimum.
use super::SolveError;
use super::flow::{Columns, Flow};
use super::network::{Network, Sides, Solved};
use super::paths::{Paths, search_back, search_forward};

/// Repairs a start into an optimum.
pub(super) fn repair(
    net: &Network,
    sides: &Sides,
    prices: Vec<i64>,
    pairs: &[(u32, u32)],
) -> Result<Solved, SolveError> {
    let mut flow = Flow::new(net, sides, prices);
    flow.adopt(pairs);
    let mut order = Vec::new();
    for _ in 0..2 {
        for mentee in 0..sides.demands.len() {
            flow.settle(mentee, &mut order);
        }
    }
    let mut paths = Paths::new(sides.demands.len(), sides.places.len());
    for mentee in 0..sides.demands.len() {
        while flow.supply[mentee] > flow.held[mentee] {
            search_forward(&mut flow, &mut paths, mentee)?;
        }
    }
    let mut columns = None;
    for mentor in 0..sides.places.len() {
        while flow.lacks(mentor) {
            let columns = columns.get_or_insert_with(|| Columns::new(net, sides.places.len()));
            search_back(&mut flow, &mut paths, columns, mentor)?;
        }
    }
    Ok(flow.solved())
}
