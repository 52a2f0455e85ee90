//! Ranked choices between two sides: a stable choice, from which no two people would rather walk away together.
//!
//! Deferred acceptance (Gale and Shapley 1962), with places on both sides: one place for each mentee is the problem of
//! hospitals and residents, more of them its generalisation to many-to-many (Roth 1984; Baïou and Balinski 2000).
//! Everybody fills places one by one from their own list (preferences are responsive):
//!
//! 1. Whoever proposes and has a free place proposes to the next on their list.
//! 2. Whoever is asked keeps the best who asked so far, as many as there are places, and refuses the worst beyond.
//! 3. Who is refused has a free place again, and goes on down the list. Nobody is asked twice by the same person, so
//!    that this ends after at most as many proposals as there are acceptable pairs.
//!
//! Each proposer gets the best, and each of those who are asked the worst, that any stable choice gives them. How many
//! places somebody fills is the same in all stable choices, and who does not fill all has the same partners in all (the
//! rural hospitals law, Roth 1986): the order of proposing decides who is pleased, not who is left out.
//!
//! With ties broken by the caller the choice is weakly stable. Which way of breaking them would place most people is
//! NP-hard to find (Iwama, Manlove, Miyazaki and Morita 1999) and not attempted.
use super::blocking::Listed;
use super::choices::mutual;
use std::collections::BinaryHeap;

/// Who accepts whom, best first and without ties. A pair counts only where both lists hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// For each mentee the acceptable mentors.
    pub mentees: Vec<Vec<u32>>,
    /// For each mentor the acceptable mentees.
    pub mentors: Vec<Vec<u32>>,
}

impl Preferences {
    /// The same as ranks, to look for [`blocking`](super::blocking::blocking) pairs.
    pub fn ranks(&self) -> Listed {
        Listed { mentors: self.mentors.len(), rows: mutual(&self.mentees, &self.mentors) }
    }
}

/// The side that proposes, and gets the best that a stable choice can give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposing {
    /// Best for mentees.
    Mentees,
    /// Best for mentors.
    Mentors,
}

/// The stable pairs (mentee, mentor), sorted, that are best for the side that proposes. Slices of places shorter than
/// the people they speak of count as no place for the rest.
pub fn stable(
    preferences: &Preferences,
    mentee_places: &[u32],
    mentor_places: &[u32],
    proposing: Proposing,
) -> Vec<(u32, u32)> {
    let Preferences { mentees, mentors } = preferences;
    let mut pairs = match proposing {
        Proposing::Mentees => deferred_acceptance((mentees, mentee_places), (mentors, mentor_places)),
        Proposing::Mentors => {
            let pairs = deferred_acceptance((mentors, mentor_places), (mentees, mentee_places));
            pairs.into_iter().map(|(mentor, mentee)| (mentee, mentor)).collect()
        }
    };
    pairs.sort_unstable();
    pairs
}

/// The lists and the places of one side.
type Side<'a> = (&'a [Vec<u32>], &'a [u32]);

/// Pairs (who proposed, who was asked).
fn deferred_acceptance((lists, places): Side, (others, others_places): Side) -> Vec<(u32, u32)> {
    let choices = mutual(lists, others);
    let mut free: Vec<u32> = (0..lists.len()).map(|who| places.get(who).copied().unwrap_or(0)).collect();
    let mut next = vec![0; lists.len()];
    // The worst of those kept is on top.
    let mut kept = vec![BinaryHeap::new(); others.len()];
    let mut waiting: Vec<usize> = (0..lists.len()).collect();
    while let Some(who) = waiting.pop() {
        // Step 1.
        while free[who] > 0
            && let Some(choice) = choices[who].get(next[who])
        {
            next[who] += 1;
            free[who] -= 1;
            // Step 2.
            let asked = choice.who as usize;
            kept[asked].push((choice.back, who));
            let room = others_places.get(asked).copied().unwrap_or(0);
            if kept[asked].len() > room as usize
                && let Some((_, refused)) = kept[asked].pop()
            {
                // Step 3.
                free[refused] += 1;
                waiting.push(refused);
            }
        }
    }
    let pairs = |(asked, kept): (usize, BinaryHeap<(i32, usize)>)| {
        kept.into_iter().map(move |(_, who)| (who as u32, asked as u32))
    };
    kept.into_iter().enumerate().flat_map(pairs).collect()
}

#[cfg(test)]
mod tests;
