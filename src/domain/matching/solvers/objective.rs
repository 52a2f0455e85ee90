//! What one stage maximises, and what it leaves to the next.
use super::lots::{lot, word};
use super::{Certificate, FORBIDDEN, Score, StageName};
use std::ops::RangeInclusive;

/// The weights of one stage.
#[derive(Clone, Debug)]
pub(super) struct Objective<'a> {
    pub name: StageName,
    pub points: bool,
    pub kept: i32,
    pub range: Option<RangeInclusive<Score>>,
    pub word: Option<u8>,
    pub first: Vec<i64>,
    pub kept_pairs: &'a [(u32, u32)],
    pub mentee_lots: &'a [u64],
    pub mentor_lots: &'a [u64],
}

impl Objective<'_> {
    /// What an allowed pair of a score weighs, without the bonus of a kept pair.
    #[inline]
    pub fn weigh(&self, mentee: usize, mentor: usize, score: i32) -> i32 {
        match (self.word, &self.range) {
            (Some(at), _) => {
                let of = |lots: &[u64], who: usize| lots.get(who).copied().unwrap_or(0);
                word(lot(of(self.mentee_lots, mentee), of(self.mentor_lots, mentor)), at)
            }
            (None, Some(range)) => -i32::from(range.contains(&score)),
            (None, None) if self.points => score,
            (None, None) => 0,
        }
    }

    /// Turns a row of scores into weights, without the bonus of kept pairs.
    pub fn weigh_row(&self, mentee: usize, row: &mut [i32]) {
        match (self.word, &self.range) {
            (Some(at), _) if self.mentor_lots.len() >= row.len() => {
                let mine = self.mentee_lots.get(mentee).copied().unwrap_or(0);
                for (cell, &other) in row.iter_mut().zip(self.mentor_lots) {
                    let weight = word(lot(mine, other), at);
                    *cell = if *cell == FORBIDDEN { FORBIDDEN } else { weight };
                }
            }
            (None, Some(range)) => {
                for cell in row.iter_mut() {
                    let weight = -i32::from(range.contains(cell));
                    *cell = if *cell == FORBIDDEN { FORBIDDEN } else { weight };
                }
            }
            (None, None) if self.points => {}
            _ => {
                for (mentor, cell) in row.iter_mut().enumerate().filter(|(_, cell)| **cell != FORBIDDEN) {
                    *cell = self.weigh(mentee, mentor, *cell);
                }
            }
        }
    }

    /// The kept pairs of one mentee that earn something.
    pub fn kept_of(&self, mentee: usize) -> &[(u32, u32)] {
        if self.kept == 0 {
            return &[];
        }
        let start = self.kept_pairs.partition_point(|p| (p.0 as usize) < mentee);
        let many = self.kept_pairs[start..].partition_point(|p| p.0 as usize == mentee);
        &self.kept_pairs[start..start + many]
    }

    /// The greatest weight that an auction need tell apart: kept pairs are merely better than all others there.
    pub fn top(&self, range: Option<(i32, i32)>) -> i32 {
        match (self.word, self.points, range) {
            (Some(_), _, _) => 0xffff,
            (None, true, Some((low, high))) => high.saturating_add(high.saturating_sub(low).saturating_add(1)),
            _ => 1,
        }
    }

    /// The certificate of this stage; its value is filled in when all is done.
    pub fn certificate(&self, mentee_prices: Vec<i64>, mentor_prices: Vec<i64>) -> Certificate {
        Certificate {
            name: self.name,
            points: i32::from(self.points),
            kept: self.kept,
            range: self.range.clone(),
            word: self.word,
            first: self.first.clone(),
            mentee_prices,
            mentor_prices,
            value: 0,
        }
    }
}

/// A stage that is done: what it leaves of a row.
pub(super) struct Past<'a> {
    pub objective: Objective<'a>,
    pub mentee_prices: Vec<i64>,
    pub mentor_prices: Vec<i64>,
}

impl Past<'_> {
    /// Forbids what is not tight.
    pub fn restrict(&self, mentee: usize, row: &mut [i32]) {
        let price = self.mentee_prices[mentee];
        let kept: Vec<(usize, i32)> =
            self.objective.kept_of(mentee).iter().map(|p| (p.1 as usize, row[p.1 as usize])).collect();
        if self.objective.points {
            for (cell, &other) in row.iter_mut().zip(&self.mentor_prices) {
                *cell = if i64::from(*cell) == price + other { *cell } else { FORBIDDEN };
            }
        } else {
            for (mentor, (cell, &other)) in row.iter_mut().zip(&self.mentor_prices).enumerate() {
                if *cell != FORBIDDEN && i64::from(self.objective.weigh(mentee, mentor, *cell)) != price + other {
                    *cell = FORBIDDEN;
                }
            }
        }
        for (mentor, score) in kept {
            let weight = i64::from(self.objective.weigh(mentee, mentor, score)) + i64::from(self.objective.kept);
            let tight = score != FORBIDDEN && weight == price + self.mentor_prices[mentor];
            row[mentor] = if tight { score } else { FORBIDDEN };
        }
    }
}
