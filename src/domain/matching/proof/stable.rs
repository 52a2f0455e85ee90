//! A stable round needs no prices: whether two would walk away is seen from the pairs alone.

use crate::domain::matching::pool::{Pool, Side};
use crate::domain::matching::rows::Rows;
use crate::domain::matching::wishes::Wishes;

/// Whether no two would both rather have each other than whom they have in these pairs (positions in the pool, sorted; of one
/// pool each pair both ways).
pub fn is_stable(pool: &Pool<'_>, pairs: &[(usize, usize)]) -> bool {
    let rows = Rows::new(pool);
    let places = |sides: &[Side]| sides.iter().map(|side| side.places).collect::<Vec<u32>>();
    let pairs: Vec<(u32, u32)> = pairs.iter().map(|(i, j)| (*i as u32, *j as u32)).collect();
    let wishes = Wishes::new(pool, &rows);
    wishes.blocking(&places(&pool.mentees), &places(&pool.mentors), &pairs).is_empty()
}
