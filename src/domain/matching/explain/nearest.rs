//! Where solving anew for every other person would take minutes: who may be the nearest, and what it would mean with them
//! alone. In a pool of peers prices say it; where there are none, those are looked at with whom somebody scores highest.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Effect, Explained, Sure};
use crate::domain::matching::peers::Near;
use crate::domain::matching::solvers::FORBIDDEN;

/// Up to so many people everybody else is solved for.
pub(super) const ALL: usize = 300;

/// So many are solved for at the most.
const TRIED: usize = 600;

/// The nearest alternatives of one person.
#[derive(Clone, Debug)]
pub struct Nearest {
    /// How the whole would change, by the position of the other: exact.
    pub effects: HashMap<usize, Effect>,
    /// For each other one, whether the two could be together.
    pub could: Vec<bool>,
    /// Whether nobody else is nearer than the nearest so many that were wanted.
    pub proved: bool,
}

impl Explained<'_> {
    pub(super) fn nearest_of(&self, near: &Near<'_>, one: usize, wanted: usize) -> Nearest {
        let losses = near.losses(one);
        let could = losses.iter().map(Option::is_some).collect();
        let mut order: Vec<(i128, usize)> =
            losses.into_iter().enumerate().filter_map(|(other, loss)| Some((loss?, other))).collect();
        order.sort_unstable();
        let (mut effects, mut lost) = (HashMap::new(), Vec::new());
        let mut proved = true;
        for (least, other) in order {
            // Whoever comes now loses at least this: nearer than that are those who are known to be.
            if lost.len() >= wanted && lost.iter().filter(|lost| **lost <= least).count() >= wanted {
                break;
            }
            if lost.len() == TRIED {
                proved = false;
                break;
            }
            if self.mentors_of(one).any(|mate| mate == other) {
                effects.extend(self.together(one, other).map(|effect| (other, effect)));
            } else if let Some(pairs) = near.with(one, other) {
                lost.push(near.lost(&pairs));
                effects.insert(other, self.effect((pairs, Sure::Exact)));
            }
        }
        Nearest { effects, could, proved }
    }

    /// Those with whom a person scores highest, so many of them.
    pub(super) fn likeliest_of(&self, one: usize, wanted: usize) -> Nearest {
        let mut row = vec![FORBIDDEN; self.pool.mentors.len()];
        self.anew.scores.fill(one, &mut row);
        let has_places = |other: usize| self.pool.mentors[other].places > 0 && self.pool.mentees[one].places > 0;
        let could: Vec<bool> =
            row.iter().enumerate().map(|(other, score)| *score != FORBIDDEN && has_places(other)).collect();
        let has = |other: usize| self.mentors_of(one).any(|mate| mate == other);
        let mut order: Vec<usize> = (0..row.len()).filter(|other| could[*other] && !has(*other)).collect();
        order.sort_by_key(|other| (Reverse(row[*other]), self.pool.mentors[*other].lot));
        let tried = self.mentors_of(one).chain(order.into_iter().take(wanted));
        let effects = tried.filter_map(|other| Some((other, self.together(one, other)?))).collect();
        Nearest { effects, could, proved: false }
    }
}
