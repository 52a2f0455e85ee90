//! Rows in which some pairs score otherwise, for asking again with one thing changed.

use super::solvers::{Score, Scores};

/// Scores after a change.
pub struct Altered<'a, F> {
    scores: &'a dyn Scores,
    alter: F,
    /// Whether only pairs are taken out, so that lists of candidates still hold everybody who may be.
    fewer: bool,
}

impl<'a, F: Fn(usize, &mut [Score]) + Sync> Altered<'a, F> {
    /// Takes pairs out, or changes what those score that may be.
    pub fn fewer(scores: &'a dyn Scores, alter: F) -> Self {
        Altered { scores, alter, fewer: true }
    }

    /// Lets pairs in that may not be.
    pub fn more(scores: &'a dyn Scores, alter: F) -> Self {
        Altered { scores, alter, fewer: false }
    }
}

impl<F: Fn(usize, &mut [Score]) + Sync> Scores for Altered<'_, F> {
    fn mentees(&self) -> usize {
        self.scores.mentees()
    }

    fn mentors(&self) -> usize {
        self.scores.mentors()
    }

    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        self.scores.candidates(mentee).filter(|_| self.fewer)
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        self.scores.fill(mentee, row);
        (self.alter)(mentee, row);
    }
}
