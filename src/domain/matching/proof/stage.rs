//! One stage: its prices cover every pair that is open, and add up to what the pairs of the round weigh.

use std::collections::BTreeSet;

use super::Claim;
use crate::domain::matching::solvers::{Certificate, Score};
use crate::domain::scheme::Aim;

/// The stages played so far: what they leave open.
pub(super) struct Play<'c, 'a> {
    claim: &'c Claim<'a>,
    /// The pairs of the round, and behind them the places that are kept free.
    pairs: Vec<(usize, usize)>,
    /// What a place that is kept free earns.
    free: i64,
    /// Pairs in the order of cells, a bit each: what is still open.
    open: Vec<u64>,
    low: Vec<u32>,
    high: Vec<u32>,
    places: Vec<u32>,
    full: Vec<bool>,
    placed: Vec<bool>,
    /// The scores of all pairs that may be.
    scores: BTreeSet<Score>,
}

/// What one stage adds up to.
struct Sums {
    primal: i128,
    dual: i128,
    held: Vec<u32>,
    taken: Vec<u32>,
    /// Pairs above their prices: settled, and out of play from then on.
    out: Vec<(usize, usize)>,
}

impl<'c, 'a> Play<'c, 'a> {
    /// Everything that may be is open. Checks that every pair of the round may be, and nobody has too many.
    pub(super) fn new(claim: &'c Claim<'a>) -> Result<Self, String> {
        let pool = claim.pool;
        let (real, m) = (pool.mentees.len(), pool.mentors.len());
        let n = real + claim.kept_free.len();
        let kept_free = claim.kept_free.iter().enumerate().map(|(at, free)| (real + at, free.mentor));
        let mut play = Play {
            claim,
            pairs: claim.pairs.iter().copied().chain(kept_free).collect(),
            free: 0,
            open: vec![0; (n * m).div_ceil(64)],
            low: vec![0; n],
            high: (0..n).map(|i| pool.mentees.get(i).map_or(1, |side| side.places.min(m as u32))).collect(),
            places: pool.mentors.iter().map(|side| side.places.min(real as u32)).collect(),
            full: vec![false; m],
            placed: vec![false; n],
            scores: BTreeSet::new(),
        };
        for i in 0..real {
            for j in 0..m {
                let open = may_be(claim, i, j);
                if open {
                    play.scores.insert(play.score(i, j) as Score);
                }
                play.set(i, j, open);
            }
        }
        // Where points come first, a place kept free earns more than any pair: it is no choice, and beyond all prices.
        if claim.aim == Aim::BestFit {
            play.free = play.scores.last().map_or(0, |score| i64::from(*score)).max(0) + 1;
        }
        for (at, free) in claim.kept_free.iter().enumerate() {
            play.scores.insert(play.free as Score);
            free.pool.iter().for_each(|j| play.set(real + at, *j, true));
        }
        let (mut held, mut taken) = (vec![0; n], vec![0; m]);
        for (i, j) in &play.pairs {
            held[*i] += 1;
            taken[*j] += 1;
            if !play.is_open(*i, *j) {
                return Err(format!("{} is proposed and may not be", play.called(*i, *j)));
            }
        }
        let too_many = |counts: &[u32], most: &[u32]| counts.iter().zip(most).any(|(count, most)| count > most);
        let twice = play.pairs.windows(2).any(|two| two[0] >= two[1]);
        if twice || too_many(&held, &play.high) || too_many(&taken, &play.places) {
            return Err("somebody has more relationships than places".to_string());
        }
        Ok(play)
    }

    /// The scores of all pairs that may be.
    pub(super) fn scores(&self) -> &BTreeSet<Score> {
        &self.scores
    }

    fn score(&self, i: usize, j: usize) -> i64 {
        if i >= self.claim.pool.mentees.len() {
            return self.free;
        }
        let besides = self.claim.waiting.map_or(0, |waiting| waiting.bonus(j));
        self.claim.pool.score(i, j) + i64::from(besides)
    }

    fn called(&self, i: usize, j: usize) -> String {
        format!("{} with {}", self.mentee(i), self.claim.pool.mentor(j).0.id)
    }

    fn mentee(&self, i: usize) -> String {
        let pool = self.claim.pool;
        if i < pool.mentees.len() { pool.mentee(i).0.id.to_string() } else { "a place kept free".to_string() }
    }

    fn cell(&self, i: usize, j: usize) -> usize {
        i * self.claim.pool.mentors.len() + j
    }

    fn is_open(&self, i: usize, j: usize) -> bool {
        let cell = self.cell(i, j);
        self.open[cell / 64] >> (cell % 64) & 1 == 1
    }

    fn set(&mut self, i: usize, j: usize, open: bool) {
        let cell = self.cell(i, j);
        let bit = 1 << (cell % 64);
        self.open[cell / 64] = if open { self.open[cell / 64] | bit } else { self.open[cell / 64] & !bit };
    }

    /// Checks one stage and closes what it does not leave to the next.
    pub(super) fn stage(&mut self, stage: &Certificate) -> Result<(), String> {
        let mut sums = self.pairs(stage)?;
        self.mentees(stage, &mut sums)?;
        self.mentors(stage, &mut sums)?;
        if sums.primal != sums.dual {
            return Err(format!("the prices add up to {} and the pairs weigh {}", sums.dual, sums.primal));
        }
        for (i, j) in sums.out {
            self.placed[i] = true;
            self.low[i] = self.low[i].saturating_sub(1);
            self.high[i] -= 1;
            self.places[j] -= 1;
        }
        Ok(())
    }

    /// No open pair gains more than its prices unless it is used, and no used one loses.
    fn pairs(&mut self, stage: &Certificate) -> Result<Sums, String> {
        let (n, m) = (self.low.len(), self.places.len());
        if stage.mentee_prices.len() != n || stage.mentor_prices.len() != m || stage.first.len() != n {
            return Err("there is not one price a person".to_string());
        }
        let mut sums = Sums { primal: 0, dual: 0, held: vec![0; n], taken: vec![0; m], out: Vec::new() };
        let several = stage
            .range
            .as_ref()
            .filter(|range| super::levels::are_several(self.claim.pool, &self.scores, range))
            .cloned();
        let pairs = std::mem::take(&mut self.pairs);
        let mut used = pairs.iter().peekable();
        for i in 0..n {
            for j in 0..m {
                let is_used = used.next_if(|pair| **pair == (i, j)).is_some();
                if !self.is_open(i, j) {
                    continue;
                }
                if self.high[i] == 0 || self.places[j] == 0 {
                    if is_used {
                        return Err(format!("{} is used without a place", self.called(i, j)));
                    }
                    self.set(i, j, false);
                    continue;
                }
                let score = self.score(i, j);
                if is_used && several.as_ref().is_some_and(|range| range.contains(&(score as Score))) {
                    return Err(format!("{} is at one of several levels", self.called(i, j)));
                }
                let weight = self.claim.weight(stage, i, j, score);
                let gain = weight - i128::from(stage.mentee_prices[i]) - i128::from(stage.mentor_prices[j]);
                if gain > 0 && !is_used {
                    return Err(format!("{} would gain {gain}", self.called(i, j)));
                }
                if gain < 0 && is_used {
                    return Err(format!("{} loses {}", self.called(i, j), -gain));
                }
                if is_used {
                    sums.primal += weight;
                    sums.held[i] += 1;
                    sums.taken[j] += 1;
                }
                sums.dual += gain.max(0);
                if gain > 0 {
                    sums.out.push((i, j));
                }
                self.set(i, j, gain == 0);
            }
        }
        self.pairs = pairs;
        Ok(sums)
    }

    /// Every mentee has as many places as is best at their price.
    fn mentees(&mut self, stage: &Certificate, sums: &mut Sums) -> Result<(), String> {
        for i in 0..self.low.len() {
            let price = i128::from(stage.mentee_prices[i]);
            let first = if self.placed[i] { 0 } else { i128::from(stage.first[i]) };
            let earns = |places: u32| price * i128::from(places) + if places > 0 { first } else { 0 };
            let all = self.low[i]..=self.high[i];
            let best = all.clone().map(earns).max().unwrap_or(0);
            if !all.contains(&sums.held[i]) || earns(sums.held[i]) != best {
                return Err(format!("{} could be better placed at these prices", self.mentee(i)));
            }
            sums.primal += if sums.held[i] > 0 { first } else { 0 };
            sums.dual += best;
            let good = |places: &u32| earns(*places) == best;
            (self.low[i], self.high[i]) = (all.clone().find(good).unwrap_or(0), all.rev().find(good).unwrap_or(0));
        }
        Ok(())
    }

    /// Every mentor with a price is full, and no price is below 0 but of one who must be full.
    fn mentors(&mut self, stage: &Certificate, sums: &mut Sums) -> Result<(), String> {
        for j in 0..self.places.len() {
            let price = i128::from(stage.mentor_prices[j]);
            let must = self.full[j] || price > 0;
            let short = sums.taken[j] < self.places[j] && must;
            if sums.taken[j] > self.places[j] || short || price < 0 && !self.full[j] && self.places[j] > 0 {
                return Err(format!("{} could be better used at these prices", self.claim.pool.mentor(j).0.id));
            }
            sums.dual += if must { price * i128::from(self.places[j]) } else { 0 };
            self.full[j] |= price > 0;
        }
        Ok(())
    }
}

/// Whether the rules, the files of points, the floor and what happened between the two let them be matched.
fn may_be(claim: &Claim<'_>, i: usize, j: usize) -> bool {
    let pool = claim.pool;
    !pool.barred(i, j)
        && pool.broken_rules(i, j).is_empty()
        && pool.given_allows(i, j)
        && pool.floor.is_none_or(|floor| pool.score(i, j) >= floor)
}
