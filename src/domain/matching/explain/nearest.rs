//! Large pools of peers: solving anew for every other person would take minutes, so prices say who may be the nearest, and
//! only those are solved for.

use std::collections::HashMap;

use super::{Effect, Explained};
use crate::domain::matching::peers::Near;

/// So many are solved for at the least, if there are so many.
const WANTED: usize = 12;

/// And so many at the most.
const TRIED: usize = 48;

/// The nearest alternatives of one person in a large pool.
#[derive(Clone, Debug)]
pub struct Nearest {
    /// How the whole would change, by the position of the other: exact.
    pub effects: HashMap<usize, Effect>,
    /// For each other one, whether the two could be together.
    pub could: Vec<bool>,
    /// Whether nobody else is nearer than the nearest twelve.
    pub proved: bool,
}

impl Explained<'_> {
    pub(super) fn nearest_of(&self, near: &Near<'_>, one: usize) -> Nearest {
        let losses = near.losses(one);
        let could = losses.iter().map(Option::is_some).collect();
        let mut order: Vec<(i128, usize)> =
            losses.into_iter().enumerate().filter_map(|(other, loss)| Some((loss?, other))).collect();
        order.sort_unstable();
        let (mut effects, mut lost) = (HashMap::new(), Vec::new());
        let mut proved = true;
        for (least, other) in order {
            // Whoever comes now loses at least this: nearer than that are those who are known to be.
            if lost.len() >= WANTED && lost.iter().filter(|lost| **lost <= least).count() >= WANTED {
                break;
            }
            if lost.len() == TRIED {
                proved = false;
                break;
            }
            if self.mentors_of(one).any(|mate| mate == other) {
                effects.extend(self.together(one, other).map(|effect| (other, effect)));
            } else if let Some(found) = self.anew.with(one, other) {
                lost.push(near.lost(&found.0));
                effects.insert(other, self.effect(found));
            }
        }
        Nearest { effects, could, proved }
    }
}
