//! The optimal face: what all stages so far leave open.
//!
//! By complementary slackness (see [`super::Certificate`]): pairs above their prices are settled and leave with one
//! place on either side, tight pairs stay, others go; prices that are not zero fix how many places people take.
use super::components::{Ranks, components};
use super::limits::Limits;
use super::matrix::{Matrix, THREADED, Table};
use super::network::{Sides, Solved};
use super::objective::{Objective, Past};
use super::select::{Lane, Lens};
use super::sparse::Pairs;
use super::{FORBIDDEN, SolveError};
use crate::halves::in_halves;

/// Where the pairs of a face are.
pub(super) enum Source {
    /// All in a list.
    List(Pairs),
    /// In the table, restricted by the stages past.
    Table,
}

/// What is open, what is settled.
pub(super) struct Face<'a> {
    pub sides: Sides,
    pub source: Source,
    pub matrix: Option<&'a Matrix<'a>>,
    pub past: Vec<Past<'a>>,
    /// The present solution, without what is settled.
    pub current: Vec<(u32, u32)>,
    pub limits: Limits,
    settled: Vec<(u32, u32)>,
    /// Mentees with a settled pair: their first place is taken.
    placed: Vec<bool>,
}

impl<'a> Face<'a> {
    /// Everything is open.
    pub fn new(sides: Sides, source: Source, matrix: Option<&'a Matrix<'a>>, limits: Limits) -> Self {
        let placed = vec![false; sides.demands.len()];
        Face { sides, source, matrix, past: Vec::new(), current: Vec::new(), limits, settled: Vec::new(), placed }
    }

    /// Begins a stage: its bonus for first places counts for those who have no settled pair.
    pub fn play(&mut self, objective: Objective<'a>) -> Objective<'a> {
        for (i, demand) in self.sides.demands.iter_mut().enumerate() {
            demand.first = if self.placed[i] { 0 } else { objective.first[i] };
        }
        objective
    }

    /// The kept pairs of a table that are still possible, with their weights.
    pub fn kept(&self, table: &Table) -> Vec<(u32, u32, i32)> {
        let mut kept = Vec::new();
        let mut row = vec![FORBIDDEN; self.sides.places.len()];
        for mentee in 0..self.sides.demands.len() {
            let pairs = table.objective.kept_of(mentee);
            if pairs.is_empty() || self.sides.demands[mentee].high == 0 {
                continue;
            }
            table.row(mentee, &mut row);
            let weights = pairs.iter().filter_map(|&(i, j)| row.get(j as usize).map(|&w| (i, j, w)));
            kept.extend(weights.filter(|k| k.2 != FORBIDDEN).map(|k| (k.0, k.1, k.2 + table.objective.kept)));
        }
        kept
    }

    /// Ends a stage: only its optima stay open.
    pub fn restrict(&mut self, objective: Objective<'a>, solved: Solved) -> Result<(), SolveError> {
        let mut firm = vec![0u32; self.sides.demands.len()];
        self.current.clear();
        for (&(mentee, mentor), &settled) in solved.pairs.iter().zip(&solved.firm) {
            if settled {
                self.settled.push((mentee, mentor));
                self.placed[mentee as usize] = true;
                firm[mentee as usize] += 1;
                self.sides.places[mentor as usize] -= 1;
            } else {
                self.current.push((mentee, mentor));
            }
        }
        for ((demand, &price), &firm) in self.sides.demands.iter_mut().zip(&solved.mentee_prices).zip(&firm) {
            let (low, high) = demand.settled(price);
            (demand.low, demand.high) = (low.saturating_sub(firm), high - firm);
        }
        for (full, &price) in self.sides.full.iter_mut().zip(&solved.mentor_prices) {
            *full |= price > 0;
        }
        match &self.source {
            Source::List(list) => self.source = Source::List(tight(list, &self.sides, &objective, &solved)?),
            Source::Table => self.read(objective, solved)?,
        }
        Ok(())
    }

    /// All pairs of the solution.
    pub fn pairs(&self) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = self.settled.iter().chain(&self.current).copied().collect();
        pairs.sort_unstable();
        pairs
    }

    /// The score of an open pair.
    pub fn score(&self, (mentee, mentor): (u32, u32)) -> i32 {
        match (&self.source, self.matrix) {
            (Source::List(list), _) => list.score(mentee as usize, mentor),
            (Source::Table, Some(matrix)) => matrix.score(mentee as usize, mentor as usize),
            (Source::Table, None) => 0,
        }
    }

    /// Lists the tight pairs of a table if they are few; else the table stays, with one stage more to heed.
    fn read(&mut self, objective: Objective<'a>, solved: Solved) -> Result<(), SolveError> {
        let Some(matrix) = self.matrix else { return Ok(()) };
        let table = Table { matrix, past: &self.past, objective: &objective };
        let kept = self.kept(&table);
        let list = if table.plain() {
            collect::<i16>(&table, &self.sides, &kept, &solved, self.limits.listed)?
        } else {
            collect::<i64>(&table, &self.sides, &kept, &solved, self.limits.listed)?
        };
        match list {
            Some(list) => self.source = Source::List(list),
            None => self.past.push(Past {
                objective,
                mentee_prices: solved.mentee_prices,
                mentor_prices: solved.mentor_prices,
            }),
        }
        Ok(())
    }
}

fn tight(list: &Pairs, sides: &Sides, objective: &Objective, solved: &Solved) -> Result<Pairs, SolveError> {
    let network = list.weighed(objective);
    let mut open = Pairs { start: vec![0], ..Pairs::default() };
    for (mentee, demand) in sides.demands.iter().enumerate() {
        let price = solved.mentee_prices[mentee];
        for edge in list.row(mentee) {
            let to = list.to[edge] as usize;
            let tight = i64::from(network.weight[edge]) == price + solved.mentor_prices[to];
            if tight && demand.high > 0 && sides.places[to] > 0 {
                open.push(list.to[edge], list.score[edge]);
            }
        }
        open.end_row()?;
    }
    Ok(open)
}

fn collect<T: Lane>(
    table: &Table,
    sides: &Sides,
    kept: &[(u32, u32, i32)],
    solved: &Solved,
    most: usize,
) -> Result<Option<Pairs>, SolveError> {
    let mentees: Vec<usize> = (0..sides.demands.len()).collect();
    let much = mentees.len() * sides.places.len() >= THREADED;
    let halves = in_halves(&mentees, much, |mentees| collect_part::<T>(table, sides, kept, solved, most, mentees));
    let mut list = Pairs { start: vec![0], ..Pairs::default() };
    for half in halves {
        match half? {
            Some(half) if list.to.len() + half.to.len() <= most => list.append(half)?,
            _ => return Ok(None),
        }
    }
    Ok(Some(list))
}

/// Lists the tight pairs of some mentees, who follow each other.
fn collect_part<T: Lane>(
    table: &Table,
    sides: &Sides,
    kept: &[(u32, u32, i32)],
    solved: &Solved,
    most: usize,
    mentees: &[usize],
) -> Result<Option<Pairs>, SolveError> {
    let mut lens = Lens::<T>::new(solved.mentor_prices.clone());
    let mut list = Pairs { start: vec![0], ..Pairs::default() };
    let mut scores = vec![FORBIDDEN; sides.places.len()];
    let mut found: Vec<u32> = Vec::new();
    let first = mentees.first().copied().unwrap_or(0);
    let mut kept = kept[kept.partition_point(|k| (k.0 as usize) < first)..].iter().peekable();
    for &mentee in mentees {
        let demand = &sides.demands[mentee];
        found.clear();
        let price = solved.mentee_prices[mentee];
        if demand.high > 0 {
            lens.look(table, mentee, price);
            lens.tight(table, mentee, price, |mentor| found.push(mentor));
        }
        while let Some(&(_, mentor, weight)) = kept.next_if(|k| k.0 as usize <= mentee) {
            // A kept pair outweighs its cell, so that the cell by itself says nothing.
            found.retain(|&m| m != mentor);
            if demand.high > 0 && i64::from(weight) == price + solved.mentor_prices[mentor as usize] {
                found.push(mentor);
            }
        }
        found.retain(|&mentor| sides.places[mentor as usize] > 0);
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() && !table.objective.points {
            table.scores(mentee, &mut scores);
        }
        for &mentor in &found {
            let points = table.objective.points;
            let score = if points { lens.cell(table, mentee, mentor as usize) } else { scores[mentor as usize] };
            list.push(mentor, score);
        }
        list.end_row()?;
        if list.to.len() > most {
            return Ok(None);
        }
    }
    Ok(Some(list))
}

/// Before a stage of lots: settles what has no alternative. `None`: nothing is left to choose. Otherwise how to lift
/// the prices of the rest to prices of all, where the rest has become smaller.
pub(super) fn prune(face: &mut Face) -> Option<Option<Ranks>> {
    let Source::List(list) = &face.source else { return Some(None) };
    let ranks = components(list, &face.sides, &face.current);
    if !ranks.any {
        return None;
    }
    let mut open = Pairs { start: vec![0], ..Pairs::default() };
    for mentee in 0..face.sides.demands.len() {
        for edge in list.row(mentee) {
            if ranks.together(mentee, list.to[edge] as usize) {
                open.push(list.to[edge], list.score[edge]);
            }
        }
        // No more pairs than before, so that their number still fits.
        open.end_row().ok()?;
    }
    let mut left = Vec::new();
    let mut held = vec![0u32; face.sides.demands.len()];
    for &(mentee, mentor) in &face.current {
        if ranks.together(mentee as usize, mentor as usize) {
            held[mentee as usize] += 1;
            left.push((mentee, mentor));
        } else {
            let demand = &mut face.sides.demands[mentee as usize];
            (demand.low, demand.high) = (demand.low.saturating_sub(1), demand.high - 1);
            face.sides.places[mentor as usize] -= 1;
            face.settled.push((mentee, mentor));
            face.placed[mentee as usize] = true;
        }
    }
    let mut taken = vec![0u32; face.sides.places.len()];
    left.iter().for_each(|p| taken[p.1 as usize] += 1);
    for (mentee, demand) in face.sides.demands.iter_mut().enumerate() {
        if !ranks.grounded_mentee(mentee) {
            (demand.low, demand.high) = (held[mentee], held[mentee]);
        }
    }
    for (mentor, full) in face.sides.full.iter_mut().enumerate() {
        if !ranks.grounded_mentor(mentor) {
            *full = true;
            face.sides.places[mentor] = taken[mentor];
        }
    }
    face.current = left;
    face.source = Source::List(open);
    Some(Some(ranks))
}
