//! Pairs that are possible, as a list: candidate lists, small tables, and whatever is left of a large one.
use super::network::{Network, Sides};
use super::objective::Objective;
use super::{FORBIDDEN, Scores, SolveError};

/// Possible pairs and their scores, by mentee (compressed rows).
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    pub start: Vec<u32>,
    pub to: Vec<u32>,
    pub score: Vec<i32>,
}

impl Pairs {
    /// Lists all allowed pairs of people who both have places.
    pub fn list(scores: &dyn Scores, sides: &Sides) -> Result<Self, SolveError> {
        let mut pairs = Pairs { start: vec![0], ..Pairs::default() };
        let all: Vec<u32> = (0..scores.mentors() as u32).collect();
        let mut row = vec![FORBIDDEN; all.len()];
        let mut tidy: Vec<u32>;
        for (mentee, demand) in sides.demands.iter().enumerate() {
            if demand.high > 0 {
                let to = match scores.candidates(mentee) {
                    Some(mut list) => {
                        if !list.is_sorted_by(|a, b| a < b) {
                            // A mentor named twice would be used twice.
                            tidy = list.to_vec();
                            tidy.sort_unstable();
                            tidy.dedup();
                            list = &tidy;
                        }
                        row.clear();
                        row.resize(list.len(), FORBIDDEN);
                        scores.fill_some(mentee, list, &mut row);
                        list
                    }
                    None => {
                        scores.fill(mentee, &mut row);
                        &all
                    }
                };
                for (&to, &score) in to.iter().zip(&row) {
                    if score != FORBIDDEN && sides.places.get(to as usize).is_some_and(|&places| places > 0) {
                        pairs.push(to, score);
                    }
                }
            }
            pairs.end_row()?;
        }
        Ok(pairs)
    }

    pub fn push(&mut self, to: u32, score: i32) {
        self.to.push(to);
        self.score.push(score);
    }

    pub fn end_row(&mut self) -> Result<(), SolveError> {
        self.start.push(u32::try_from(self.to.len()).map_err(|_| SolveError::Overflow)?);
        Ok(())
    }

    /// Adds the rows of others after these.
    pub fn append(&mut self, mut others: Pairs) -> Result<(), SolveError> {
        let before = u32::try_from(self.to.len()).map_err(|_| SolveError::Overflow)?;
        for end in others.start.iter().skip(1) {
            self.start.push(before.checked_add(*end).ok_or(SolveError::Overflow)?);
        }
        self.to.append(&mut others.to);
        self.score.append(&mut others.score);
        Ok(())
    }

    pub fn row(&self, mentee: usize) -> std::ops::Range<usize> {
        self.start[mentee] as usize..self.start[mentee + 1] as usize
    }

    /// The score of a listed pair.
    pub fn score(&self, mentee: usize, mentor: u32) -> i32 {
        let row = self.row(mentee);
        self.to[row.clone()].binary_search(&mentor).map_or(0, |at| self.score[row.start + at])
    }

    /// The lowest and the highest score.
    pub fn range(&self) -> Option<(i32, i32)> {
        Some((*self.score.iter().min()?, *self.score.iter().max()?))
    }

    /// The edges with the weights of one stage.
    pub fn weighed(&self, objective: &Objective) -> Network {
        let mut weight = Vec::with_capacity(self.to.len());
        for mentee in 0..self.start.len() - 1 {
            let kept = objective.kept_of(mentee);
            for edge in self.row(mentee) {
                let to = self.to[edge];
                let bonus = if kept.is_empty() || kept.binary_search(&(mentee as u32, to)).is_err() {
                    0
                } else {
                    objective.kept
                };
                weight.push(objective.weigh(mentee, to as usize, self.score[edge]) + bonus);
            }
        }
        Network { start: self.start.clone(), to: self.to.clone(), weight }
    }
}
