//! What all criteria earn in one direction: layers of answers and sparse points of persons, added up.

use std::collections::BTreeMap;

use super::criteria;
use super::layers::Layer;
use super::pool::{Pool, Way};
use super::solvers::{FORBIDDEN, Score};
use super::sparse::Sparse;
use crate::domain::person::Entry;
use crate::domain::scheme::Criterion;
use crate::domain::scheme::rule::Both;
use crate::domain::value::Value;
use crate::halves::in_halves;

/// What all criteria earn in one direction.
pub struct Sum<'p> {
    /// Layers whose points, all together, fit into half the width of a score: so they are added up twice as fast.
    little: Vec<Layer<'p>>,
    /// What of that width is still free.
    room: Score,
    /// The least and the most that those layers earn together.
    range: (Score, Score),
    /// Whether all there is are those layers, and their sums fit into bytes ([`Self::fill_bytes`]).
    small: bool,
    layers: Vec<Layer<'p>>,
    /// Points of persons.
    pub sparse: Vec<Sparse>,
}

/// The highest sum that bytes hold: 0 stands for a pair that may not be, and 1 more than the highest must fit too.
const HIGHEST: Score = 253;

/// Stands for the answer of somebody who did not ask for a criterion, or weighs it otherwise: no field of a scored kind
/// can hold it.
static NOT_ASKED: Value = Value::Text(String::new());

impl<'p> Sum<'p> {
    /// Prepares all criteria.
    pub fn new(pool: &'p Pool<'_>, way: Way) -> Self {
        let mut sum = Sum {
            little: Vec::new(),
            room: Score::from(i16::MAX),
            range: (0, 0),
            small: false,
            layers: Vec::new(),
            sparse: Vec::new(),
        };
        let criteria: Vec<(usize, &'p Criterion)> = pool.given.scheme.criteria.iter().enumerate().collect();
        let prepare = |part: &[(usize, &'p Criterion)]| -> Vec<Prepared<'p>> {
            part.iter().flat_map(|(at, criterion)| prepared(pool, *at, criterion, way)).collect()
        };
        let much = pool.mentees.len() + pool.mentors.len() > 1000;
        in_halves(&criteria, much, prepare).into_iter().flatten().for_each(|prepared| sum.add(prepared));
        let (low, high) = sum.range;
        sum.small = sum.is_little() && low >= 0 && high <= HIGHEST && sum.little.iter_mut().all(Layer::shrink);
        sum
    }

    fn add(&mut self, prepared: Prepared<'p>) {
        match prepared {
            Prepared::Sparse(sparse) => self.sparse.push(sparse),
            Prepared::Layer(layer) => {
                match layer.range().filter(|(low, high)| low.abs().max(high.abs()) <= self.room) {
                    Some((low, high)) => {
                        self.room -= low.abs().max(high.abs());
                        self.range = (self.range.0 + low, self.range.1 + high);
                        self.little.push(layer);
                    }
                    None => self.layers.push(layer),
                }
            }
        }
    }

    /// Whether all of it fits into half the width of a score.
    pub fn is_little(&self) -> bool {
        self.layers.is_empty() && self.sparse.is_empty()
    }

    /// Whether all of it fits into bytes.
    pub fn is_small(&self) -> bool {
        self.small
    }

    /// Writes what everything earns together plus 1, where [`Self::is_small`].
    pub fn fill_bytes(&self, mentee: usize, row: &mut [u8]) {
        let mut codes = Vec::new();
        row.fill(1);
        for layer in &self.little {
            layer.add_bytes(mentee, row, &mut codes);
        }
    }

    /// Writes what the layers of little points earn together.
    pub fn fill_little(&self, mentee: usize, row: &mut [i16]) {
        row.fill(0);
        for layer in &self.little {
            layer.add_little(mentee, row);
        }
    }

    /// Writes what everything earns together.
    pub fn fill(&self, mentee: usize, row: &mut [Score]) {
        let mut little = vec![0i16; row.len()];
        self.fill_little(mentee, &mut little);
        for (score, little) in row.iter_mut().zip(&little) {
            *score = Score::from(*little);
        }
        for layer in &self.layers {
            layer.add(mentee, row);
        }
        for sparse in &self.sparse {
            sparse.add(mentee, row);
        }
    }

    /// The score of one pair.
    pub fn score(&self, mentee: usize, mentor: u32) -> Score {
        let mut score = 0;
        for layer in self.little.iter().chain(&self.layers) {
            score += layer.points(mentee, mentor as usize);
        }
        for sparse in &self.sparse {
            match sparse.points(mentee, mentor) {
                FORBIDDEN => return FORBIDDEN,
                points => score += points,
            }
        }
        score
    }
}

/// What one criterion becomes.
enum Prepared<'p> {
    Layer(Layer<'p>),
    Sparse(Sparse),
}

/// One layer, or one for all who weigh the criterion alike.
fn prepared<'p>(pool: &'p Pool<'_>, at: usize, criterion: &'p Criterion, way: Way) -> Vec<Prepared<'p>> {
    let Some(both) = criterion.kind.fields() else { return vec![Prepared::Sparse(Sparse::new(pool, at, way))] };
    let learners: Vec<(usize, &Entry)> = match way {
        Way::Forward => (0..pool.mentees.len()).map(|i| (pool.mentees[i].person, pool.mentee(i).1)).collect(),
        Way::Back => (0..pool.mentors.len()).map(|j| (pool.mentors[j].person, pool.mentor(j).1)).collect(),
    };
    // The same points make the same criterion.
    let mut alike: BTreeMap<i64, (&'p Criterion, Vec<bool>)> = BTreeMap::new();
    for (who, learner) in learners.iter().enumerate() {
        let own = pool.criterion(at, *learner);
        let (_, whose) = alike.entry(own.points).or_insert_with(|| (own, vec![false; learners.len()]));
        whose[who] = pool.asked_for(criterion, learner.1);
    }
    let several = alike.len() > 1;
    let layers = alike.into_values().map(|(own, whose)| {
        let (mut mentees, mut mentors) = values(pool, both, way);
        let answers = if way == Way::Forward { &mut mentees } else { &mut mentors };
        for (value, _) in answers.iter_mut().zip(&whose).filter(|(_, whose)| !**whose) {
            *value = &NOT_ASKED;
        }
        let (scheme, words, unit) = (pool.given.scheme, pool.given.words, pool.unit());
        let ask = move |one: &Value, other: &Value| {
            let (learner, giver) = if way == Way::Forward { (one, other) } else { (other, one) };
            if *learner == NOT_ASKED {
                return 0;
            }
            (criteria::points(own, scheme, words, learner, giver).unwrap_or(own.blank) * unit) as Score
        };
        let counts = criteria::counts(&criterion.kind);
        let layer = if counts { Layer::counting(&mentees, &mentors, ask) } else { Layer::new(&mentees, &mentors, ask) };
        // Those of the other layers earn nothing here: their rows need not be added.
        Prepared::Layer(if several && way == Way::Forward { layer.only(whose) } else { layer })
    });
    layers.collect()
}

/// All answers to the compared fields, mentees' and mentors': the one as who learns, the other as who gives time.
pub fn values<'p>(pool: &'p Pool<'_>, both: Both, way: Way) -> (Vec<&'p Value>, Vec<&'p Value>) {
    let (of_mentee, of_mentor) =
        if way == Way::Forward { (both.mentee, both.mentor) } else { (both.mentor, both.mentee) };
    let mentees = (0..pool.mentees.len()).map(|i| pool.mentee(i).1.value(of_mentee)).collect();
    let mentors = (0..pool.mentors.len()).map(|j| pool.mentor(j).1.value(of_mentor)).collect();
    (mentees, mentors)
}
