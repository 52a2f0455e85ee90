//! A stable round needs no prices: whether two would walk away is seen from the pairs alone.

use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::rows::Rows;
use crate::domain::matching::wishes::Wishes;
use crate::domain::scheme::Form;

/// Whether no two would both rather have each other than whom they have in these pairs (positions in the pool).
pub fn is_stable(pool: &Pool<'_>, pairs: &[(usize, usize)]) -> bool {
    let rows = Rows::new(pool);
    let places = |sides: &[Side]| sides.iter().map(|side| side.places).collect::<Vec<u32>>();
    let mut pairs: Vec<(u32, u32)> = pairs.iter().map(|(i, j)| (*i as u32, *j as u32)).collect();
    if pool.given.scheme.form == Form::Peer {
        // Of one pool everybody stands on both sides.
        pairs.extend(pairs.clone().iter().map(|(i, j)| (*j, *i)));
        pairs.sort_unstable();
    }
    let wishes = Wishes::new(pool, &rows);
    wishes.blocking(&places(&pool.mentees), &places(&pool.mentors), &pairs).is_empty()
}
