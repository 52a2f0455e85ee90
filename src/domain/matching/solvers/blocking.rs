//! Blocking pairs: two people who would both rather have each other than what they were given.
//!
//! A pair blocks if it is acceptable and not used, and each of the two either has a free place or strictly prefers the
//! other to somebody they have (Gale and Shapley 1962; with places on both sides, pairwise stability: Roth 1984).
//! Somebody who is held but not acceptable stands below everybody who is.
//!
//! 1. One pass over all rows finds each person's bar: the rank of the worst they have; none while a place is free.
//! 2. A second pass reports the unused pairs that lie above both bars.
//!
//! Rows are read one at a time and never kept, so that a table need not fit into memory.
use super::choices::Choice;
use super::{FORBIDDEN, Score, Scores};

/// Whose rank of whom: rows are produced on demand.
pub trait Ranks {
    /// How many mentees there are.
    fn mentees(&self) -> usize;
    /// How many mentors there are.
    fn mentors(&self) -> usize;
    /// Shows the acceptable mentors of one mentee, each once, in any order.
    fn each(&self, mentee: usize, see: impl FnMut(Choice));
}

/// Ranks as lists in memory; equal ranks are ties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// How many mentors there are.
    pub mentors: usize,
    /// For each mentee the mentors where both accept each other, each mentor once.
    pub rows: Vec<Vec<Choice>>,
}

impl Ranks for Listed {
    fn mentees(&self) -> usize {
        self.rows.len()
    }
    fn mentors(&self) -> usize {
        self.mentors
    }
    fn each(&self, mentee: usize, see: impl FnMut(Choice)) {
        self.rows.get(mentee).into_iter().flatten().copied().for_each(see);
    }
}

/// Both sides rank by the points of the pair, more of them first; a pair that may not be is not acceptable.
#[derive(Clone, Copy)]
pub struct ByScore<'a>(pub &'a dyn Scores);

impl Ranks for ByScore<'_> {
    fn mentees(&self) -> usize {
        self.0.mentees()
    }
    fn mentors(&self) -> usize {
        self.0.mentors()
    }
    fn each(&self, mentee: usize, mut see: impl FnMut(Choice)) {
        let mut show = |who, score: Score| {
            if score != FORBIDDEN {
                // The complement turns the order round and cannot overflow.
                see(Choice { who, rank: !score, back: !score });
            }
        };
        if let Some(mentors) = self.0.candidates(mentee) {
            let mut scores = vec![FORBIDDEN; mentors.len()];
            self.0.fill_some(mentee, mentors, &mut scores);
            mentors.iter().zip(scores).for_each(|(&mentor, score)| show(mentor, score));
        } else {
            let mut row = vec![FORBIDDEN; self.0.mentors()];
            self.0.fill(mentee, &mut row);
            row.into_iter().enumerate().for_each(|(mentor, score)| show(mentor as u32, score));
        }
    }
}

/// All blocking pairs (mentee, mentor) of some pairs, sorted. Slices of places shorter than the people they speak of
/// count as no place for the rest; somebody who has more than there are places for is full.
pub fn blocking(
    ranks: &impl Ranks,
    mentee_places: &[u32],
    mentor_places: &[u32],
    pairs: &[(u32, u32)],
) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    each_blocking(ranks, mentee_places, mentor_places, pairs, |mentee, mentor| found.push((mentee, mentor)));
    found.sort_unstable();
    found
}

/// Calls `found` with each blocking pair (mentee, mentor), mentee by mentee: to count them where there may be millions.
pub fn each_blocking(
    ranks: &impl Ranks,
    mentee_places: &[u32],
    mentor_places: &[u32],
    pairs: &[(u32, u32)],
    mut found: impl FnMut(u32, u32),
) {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable();
    // Step 1.
    let mut mentee_bars = Bars::new(ranks.mentees());
    let mut mentor_bars = Bars::new(ranks.mentors());
    each_pair(ranks, &pairs, |mentee, choice, used| {
        if used {
            mentee_bars.has(mentee, choice.rank);
            mentor_bars.has(choice.who as usize, choice.back);
        }
    });
    let mentee_bars = mentee_bars.within(mentee_places);
    let mentor_bars = mentor_bars.within(mentor_places);
    // Step 2.
    each_pair(ranks, &pairs, |mentee, choice, used| {
        if choice.rank < mentee_bars[mentee] && choice.back < mentor_bars[choice.who as usize] && !used {
            found(mentee as u32, choice.who);
        }
    });
}

/// Calls `see` with every acceptable pair, and whether it is among the (sorted) pairs.
fn each_pair(ranks: &impl Ranks, pairs: &[(u32, u32)], mut see: impl FnMut(usize, Choice, bool)) {
    let mut left = pairs;
    let mut last_user = vec![None; ranks.mentors()];
    for mentee in 0..ranks.mentees() {
        let (mine, others) = left.split_at(left.partition_point(|pair| pair.0 as usize <= mentee));
        left = others;
        for &(_, mentor) in mine {
            if let Some(user) = last_user.get_mut(mentor as usize) {
                *user = Some(mentee as u32);
            }
        }
        ranks.each(mentee, |choice| {
            if let Some(user) = last_user.get(choice.who as usize) {
                see(mentee, choice, *user == Some(mentee as u32));
            }
        });
    }
}

/// What people of one side have: how many acceptable partners, and the rank of the worst.
struct Bars {
    count: Vec<u32>,
    worst: Vec<i32>,
}

impl Bars {
    fn new(people: usize) -> Self {
        // Below every rank: who has no place wants nobody.
        Bars { count: vec![0; people], worst: vec![i32::MIN; people] }
    }

    fn has(&mut self, who: usize, rank: i32) {
        self.count[who] += 1;
        self.worst[who] = self.worst[who].max(rank);
    }

    /// The rank that a newcomer must be better than. A place that nobody acceptable holds is as good as free.
    fn within(mut self, places: &[u32]) -> Vec<i32> {
        for (who, (bar, count)) in self.worst.iter_mut().zip(self.count).enumerate() {
            if count < places.get(who).copied().unwrap_or(0) {
                *bar = i32::MAX;
            }
        }
        self.worst
    }
}

#[cfg(test)]
mod tests;
