//! Small numbers: which counts may be told, and which would give somebody away.
//!
//! A count below the threshold is hidden, and so are counts from which it could be worked out. Everything that is
//! published is noted in one [`ledger`], which decides what is told; means are looked at in [`moments`], and sums over
//! some people beside sums over others in [`left_over`], and sums in which some count several times in [`weighted`].

pub mod ledger;
pub mod left_over;
pub mod moments;
pub mod weighted;

/// The number below which a count is hidden; 0 and 1 hide nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(pub u32);

impl Default for Threshold {
    fn default() -> Self {
        Threshold(5)
    }
}

/// How a count is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Count(u32),
    /// As fewer than the threshold.
    Fewer,
    /// Not at all: it is no small number, but would give one away.
    Hidden,
}

/// Says which of three sums that make up a plan (held, not held, not heard of) can be told: those that rest on enough people, or on none. Everybody who
/// knows the plan can subtract, so no one of them is hidden alone. `behind` is how many people stand behind each.
///
/// ```
/// use mentor::domain::small_numbers::{Threshold, tell_of_a_plan};
/// // 70 held, 3 not held in 2 relationships, 15 not heard of: with the 15 the 3 would follow.
/// assert_eq!(tell_of_a_plan([70, 3, 15], [11, 2, 6], true, Threshold(5)), [true, false, false]);
/// assert_eq!(tell_of_a_plan([70, 3, 15], [11, 2, 6], false, Threshold(5)), [true, false, true]);
/// ```
pub fn tell_of_a_plan(sums: [usize; 3], behind: [usize; 3], planned: bool, threshold: Threshold) -> [bool; 3] {
    let mut told = behind.map(|behind| behind == 0 || behind >= threshold.0 as usize);
    if planned && told.iter().filter(|told| !**told).count() == 1 {
        // Of not heard of least is lost, of held most.
        if let Some(other) = (0..3).rev().find(|at| told[*at] && sums[*at] > 0) {
            told[other] = false;
        }
    }
    told
}
