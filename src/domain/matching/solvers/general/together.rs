//! What if two people had to be together: from the best pairs it is a few steps to the best with these two.
//!
//! 1. The pair gets more weight than those have together that the two are in now. Giving those up loses no more, so that
//!    the best pairs now hold it; and the others are the best that there are without the two.
//! 2. One of the two pays for it and is single from then on (`mend`); the search goes on from there.
//! 3. Of rows only those are read again whose pairs may be covered no longer: of people whose prices have fallen, and of
//!    those who were in a blossom, whose price is shared.
//!
//! Nothing of it lasts: the next question starts from the best pairs again.
use super::blossom::{Matcher, NONE};
use super::number::Number;
use super::pool::{Pool, fill};
use super::{NOT_ALLOWED, Paired, PoolScores, SolveError, Wanted};

/// Up to so many cells rows are kept, and not worked out over and over.
const KEPT: usize = 1 << 23;

/// The best pairs of a pool, ready for questions.
pub struct Together<'a> {
    pool: Pool<Rows<'a>>,
    solved: Solved,
}

enum Solved {
    Narrow(Matcher<i64>),
    Wide(Matcher<i128>),
}

impl<'a> Together<'a> {
    /// Finds the best pairs.
    ///
    /// # Errors
    /// As for [`super::pair_up`].
    pub fn new(scores: Box<dyn PoolScores + 'a>, wanted: Wanted) -> Result<Self, SolveError> {
        let pool = Pool::read(Rows::new(scores), wanted)?;
        // The pair that has to be may weigh as much as two.
        let most = 2 * pool.most() + 2;
        let solved = if most <= i64::ROOM { Solved::Narrow(pool.solve()) } else { Solved::Wide(pool.solve()) };
        Ok(Together { pool, solved })
    }

    /// The best pairs.
    pub fn best(&self) -> Paired {
        match &self.solved {
            Solved::Narrow(matcher) => self.pool.answer(matcher.clone()),
            Solved::Wide(matcher) => self.pool.answer(matcher.clone()),
        }
    }

    /// Whom each person is paired with at the best if two people have to be together; `None` where they may not be.
    pub fn with(&self, one: usize, other: usize) -> Option<Vec<Option<u32>>> {
        let mut row = vec![NOT_ALLOWED; self.pool.people()];
        fill(&self.pool.scores, one, &mut row);
        if row.get(other).is_none_or(|weight| *weight == NOT_ALLOWED) {
            return None;
        }
        match &self.solved {
            Solved::Narrow(matcher) => with(&self.pool, matcher, (one as u32, other as u32)),
            Solved::Wide(matcher) => with(&self.pool, matcher, (one as u32, other as u32)),
        }
    }
}

impl PoolScores for Together<'_> {
    fn people(&self) -> usize {
        self.pool.people()
    }
    fn fill(&self, person: usize, row: &mut [i64]) {
        fill(&self.pool.scores, person, row);
    }
}

fn with<T: Number>(pool: &Pool<Rows<'_>>, best: &Matcher<T>, (one, other): (u32, u32)) -> Option<Vec<Option<u32>>> {
    let mut matcher = best.clone();
    if matcher.mate[one as usize] != other {
        // Steps 1 and 2.
        let weight = best.used(one) + best.used(other) + T::of(2);
        matcher.weigh(one, other, weight);
        matcher.cover(one, other, weight);
        matcher.solve();
        // Step 3.
        let before: Vec<T> = (0..best.mate.len() as u32).map(|person| best.price_of(person)).collect();
        let again = |matcher: &Matcher<T>| {
            let fallen = |person: u32| matcher.price_of(person) < before[person as usize];
            let shared = |person: u32| best.parent[person as usize] != NONE;
            (0..before.len() as u32).map(|person| fallen(person) || shared(person)).collect()
        };
        pool.complete(&mut matcher, Some(&again));
    }
    let mates = matcher.mates();
    (mates[one as usize] == Some(other)).then_some(mates)
}

/// Rows that are kept where there is room for them.
struct Rows<'a> {
    scores: Box<dyn PoolScores + 'a>,
    people: usize,
    cells: Vec<i64>,
}

impl<'a> Rows<'a> {
    fn new(scores: Box<dyn PoolScores + 'a>) -> Self {
        let people = scores.people();
        let mut cells = Vec::new();
        if people.saturating_mul(people) <= KEPT {
            cells.resize(people * people, NOT_ALLOWED);
            cells.chunks_mut(people.max(1)).enumerate().for_each(|(person, row)| scores.fill(person, row));
        }
        Rows { scores, people, cells }
    }
}

impl PoolScores for Rows<'_> {
    fn people(&self) -> usize {
        self.people
    }
    fn fill(&self, person: usize, row: &mut [i64]) {
        match self.cells.get(person * self.people..(person + 1) * self.people) {
            Some(kept) => row.copy_from_slice(kept),
            None => self.scores.fill(person, row),
        }
    }
}
