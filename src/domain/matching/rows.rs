//! Rows: the scores of a pool, one mentee at a time, as solvers ask for them.

use std::collections::HashMap;

use super::layers::{Layer, Mask};
use super::pool::Pool;
use super::solvers::{FORBIDDEN, Score, Scores};
use super::{criteria, rules, wide};
use crate::domain::scheme::rule::Both;
use crate::domain::scheme::{Criterion, CriterionKind, Role, RuleKind};
use crate::domain::value::Value;
use crate::halves::in_halves;

/// The scores of a pool, ready to be added up.
pub struct Rows<'p, 'a> {
    pool: &'p Pool<'a>,
    /// Layers whose points, all together, fit into half the width of a score: so they are added up twice as fast.
    little: Vec<Layer<'p>>,
    /// What of that width is still free.
    room: Score,
    layers: Vec<Layer<'p>>,
    masks: Vec<Mask>,
    sparse: Vec<Sparse>,
    removed: Vec<Vec<u32>>,
    floor: Score,
    /// Where a file of points says which pairs may be at all: those mentors, by mentee.
    candidates: Option<Vec<Vec<u32>>>,
}

/// Points that depend on who the two are: by mentee, of those mentors who earn something else than the rest.
struct Sparse {
    points: Vec<Vec<(u32, Score)>>,
    rest: Vec<Score>,
}

/// Stands for the answer of somebody who did not ask for a criterion: no field of a scored kind can hold it.
static NOT_ASKED: Value = Value::Text(String::new());

impl<'p, 'a> Rows<'p, 'a> {
    /// Prepares the rows of a pool.
    pub fn new(pool: &'p Pool<'a>) -> Self {
        let mut rows = Rows {
            pool,
            little: Vec::new(),
            room: Score::from(i16::MAX),
            layers: Vec::new(),
            masks: Vec::new(),
            sparse: Vec::new(),
            removed: (0..pool.mentees.len()).map(|i| pool.all_barred(i).map(|j| j as u32).collect()).collect(),
            floor: pool.floor.map_or(Score::MIN + 1, |floor| floor as Score),
            candidates: None,
        };
        for (at, rule) in pool.given.scheme.rules.iter().enumerate() {
            rows.add_rule(at, &rule.kind);
        }
        let criteria: Vec<(usize, &'p Criterion)> = pool.given.scheme.criteria.iter().enumerate().collect();
        let prepare = |part: &[(usize, &'p Criterion)]| -> Vec<Prepared<'p>> {
            part.iter().map(|(at, criterion)| prepared(pool, *at, criterion)).collect()
        };
        let much = pool.mentees.len() + pool.mentors.len() > 1000;
        in_halves(&criteria, much, prepare).into_iter().flatten().for_each(|prepared| rows.add(prepared));
        let listed = rows.sparse.iter().find(|sparse| sparse.rest.first() == Some(&FORBIDDEN));
        rows.candidates = listed.map(|s| s.points.iter().map(|row| row.iter().map(|(j, _)| *j).collect()).collect());
        rows.removed.iter_mut().for_each(|row| row.sort_unstable());
        rows
    }

    fn add_rule(&mut self, at: usize, kind: &RuleKind) {
        let pool = self.pool;
        let rule = &pool.given.scheme.rules[at];
        match (kind, kind.fields()) {
            (RuleKind::Within { or_same: Some(field), .. }, Some(both)) => {
                let (mentees, mentors) = values(pool, both);
                let near = Mask::new(&mentees, &mentors, |one, other| pool.holds_between(rule, one, other));
                let (mentees, mentors) = values(pool, Both { mentee: *field, mentor: *field });
                let same = Mask::new(&mentees, &mentors, |one, other| rules::same(one, other) == Some(true));
                self.masks.push(near.or(same));
            }
            (_, Some(both)) => {
                let (mentees, mentors) = values(pool, both);
                self.masks.push(Mask::new(&mentees, &mentors, |one, other| pool.holds_between(rule, one, other)));
            }
            // Rules on persons remove few pairs, unless a blank answer removes all; the plain way tells which.
            (_, None) => {
                let mut check = |i: usize, j: usize| {
                    if !pool.holds(at, i, j) {
                        self.removed[i].push(j as u32);
                    }
                };
                match suspects(pool, at, kind, rule.holds_when_blank) {
                    Some(few) => few.into_iter().for_each(|(i, j)| check(i, j)),
                    None => (0..pool.mentees.len()).for_each(|i| (0..pool.mentors.len()).for_each(|j| check(i, j))),
                }
            }
        }
    }

    fn add(&mut self, prepared: Prepared<'p>) {
        match prepared {
            Prepared::Sparse(sparse) => self.sparse.push(sparse),
            Prepared::Layer(layer) => match layer.reach().filter(|reach| *reach <= self.room) {
                Some(reach) => {
                    self.room -= reach;
                    self.little.push(layer);
                }
                None => self.layers.push(layer),
            },
        }
    }
}

/// What one criterion becomes.
enum Prepared<'p> {
    Layer(Layer<'p>),
    Sparse(Sparse),
}

fn prepared<'p>(pool: &'p Pool<'_>, at: usize, criterion: &'p Criterion) -> Prepared<'p> {
    let Some(both) = criterion.kind.fields() else { return Prepared::Sparse(Sparse::new(pool, at)) };
    let (mut mentees, mentors) = values(pool, both);
    for (i, value) in mentees.iter_mut().enumerate() {
        if !pool.asked_for(criterion, pool.mentee(i).1) {
            *value = &NOT_ASKED;
        }
    }
    let (scheme, words, unit) = (pool.given.scheme, pool.given.words, pool.unit());
    let ask = move |one: &Value, other: &Value| {
        if *one == NOT_ASKED {
            return 0;
        }
        (criteria::points(criterion, scheme, words, one, other).unwrap_or(criterion.blank) * unit) as Score
    };
    let counts = criteria::counts(&criterion.kind);
    Prepared::Layer(if counts { Layer::counting(&mentees, &mentors, ask) } else { Layer::new(&mentees, &mentors, ask) })
}

/// All answers to the compared fields, mentees' and mentors'.
fn values<'p>(pool: &'p Pool<'_>, both: Both) -> (Vec<&'p Value>, Vec<&'p Value>) {
    let mentees = (0..pool.mentees.len()).map(|i| pool.mentee(i).1.value(both.mentee)).collect();
    let mentors = (0..pool.mentors.len()).map(|j| pool.mentor(j).1.value(both.mentor)).collect();
    (mentees, mentors)
}

/// Pairs of positions that a rule on persons may remove; `None` where it may remove any.
fn suspects(pool: &Pool<'_>, at: usize, kind: &RuleKind, holds_when_blank: bool) -> Option<Vec<(usize, usize)>> {
    let mentor_at = pool.mentors_by_person();
    let mentee_at: HashMap<usize, usize> = pool.mentees.iter().enumerate().map(|(i, side)| (side.person, i)).collect();
    match kind {
        RuleKind::NotPairs { .. } => {
            let pairs = pool.given.tables.not_pairs[at].iter();
            let position = |(mentor, mentee)| Some((*mentee_at.get(mentee)?, *mentor_at.get(mentor)? as usize));
            Some(pairs.map(|(mentor, mentee)| (mentor, mentee)).filter_map(position).collect())
        }
        RuleKind::NotNamed { of, field } | RuleKind::NotRefused { of, ranking: field, .. } if holds_when_blank => {
            let named = |value: &Value| match value {
                Value::Ranking(ranking) => {
                    ranking.iter().filter_map(|(word, _)| pool.given.names.of_word(*word)).collect()
                }
                value => pool.given.names.possibly(value),
            };
            let mut suspects = Vec::new();
            if *of == Role::Mentor {
                for j in 0..pool.mentors.len() {
                    let people = named(pool.mentor(j).1.value(*field));
                    suspects.extend(people.iter().filter_map(|person| Some((*mentee_at.get(person)?, j))));
                }
            } else {
                for i in 0..pool.mentees.len() {
                    let people = named(pool.mentee(i).1.value(*field));
                    suspects.extend(people.iter().filter_map(|person| Some((i, *mentor_at.get(person)? as usize))));
                }
            }
            Some(suspects)
        }
        _ => None,
    }
}

impl Scores for Rows<'_, '_> {
    fn mentees(&self) -> usize {
        self.pool.mentees.len()
    }

    fn mentors(&self) -> usize {
        self.pool.mentors.len()
    }

    fn candidates(&self, mentee: usize) -> Option<&[u32]> {
        self.candidates.as_ref().map(|lists| lists[mentee].as_slice())
    }

    fn fill_some(&self, mentee: usize, mentors: &[u32], scores: &mut [Score]) {
        for (score, mentor) in scores.iter_mut().zip(mentors) {
            *score = self.score(mentee, *mentor);
        }
    }

    fn fill_little(&self, mentee: usize, row: &mut [i16]) -> bool {
        if !self.layers.is_empty() || !self.sparse.is_empty() {
            return false;
        }
        self.add_little(mentee, row);
        if self.floor > Score::MIN + 1 {
            match i16::try_from(self.floor) {
                Ok(floor) => wide::at_least(row, floor),
                Err(_) if self.floor > 0 => row.fill(wide::FORBIDDEN),
                Err(_) => {}
            }
        }
        for mask in &self.masks {
            mask.forbid_little(mentee, row);
        }
        for j in &self.removed[mentee] {
            row[*j as usize] = wide::FORBIDDEN;
        }
        true
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        let mut little = vec![0i16; row.len()];
        self.add_little(mentee, &mut little);
        for (score, little) in row.iter_mut().zip(&little) {
            *score = Score::from(*little);
        }
        for layer in &self.layers {
            layer.add(mentee, row);
        }
        for sparse in &self.sparse {
            sparse.add(mentee, row);
        }
        if self.floor > Score::MIN + 1 {
            row.iter_mut().filter(|score| **score < self.floor).for_each(|score| *score = FORBIDDEN);
        }
        for mask in &self.masks {
            mask.forbid(mentee, row);
        }
        for j in &self.removed[mentee] {
            row[*j as usize] = FORBIDDEN;
        }
    }
}

impl Rows<'_, '_> {
    /// Writes what the layers of little points earn together.
    fn add_little(&self, mentee: usize, row: &mut [i16]) {
        row.fill(0);
        for layer in &self.little {
            layer.add_little(mentee, row);
        }
    }

    /// The score of one pair.
    fn score(&self, mentee: usize, mentor: u32) -> Score {
        let j = mentor as usize;
        let removed = self.removed[mentee].binary_search(&mentor).is_ok();
        if removed || self.masks.iter().any(|mask| mask.forbids(mentee, j)) {
            return FORBIDDEN;
        }
        let mut score = 0;
        for points in self.little.iter().chain(&self.layers).map(|layer| layer.points(mentee, j)) {
            score += points;
        }
        for sparse in &self.sparse {
            match sparse.points(mentee, mentor) {
                FORBIDDEN => return FORBIDDEN,
                points => score += points,
            }
        }
        if score < self.floor { FORBIDDEN } else { score }
    }
}

impl Sparse {
    /// The points of one pair.
    fn points(&self, mentee: usize, mentor: u32) -> Score {
        let row = &self.points[mentee];
        row.binary_search_by_key(&mentor, |(j, _)| *j).map_or(self.rest[mentee], |at| row[at].1)
    }

    fn new(pool: &Pool<'_>, at: usize) -> Self {
        let criterion = &pool.given.scheme.criteria[at];
        let mentor_at = pool.mentors_by_person();
        let mut sparse = Sparse { points: vec![Vec::new(); pool.mentees.len()], rest: vec![0; pool.mentees.len()] };
        match &criterion.kind {
            CriterionKind::Given { missing_is_forbidden, lowest_is_best, .. } => {
                let mentees = pool.mentees.iter().enumerate();
                let mentee_at: HashMap<usize, usize> = mentees.map(|(i, side)| (side.person, i)).collect();
                for (mentor, mentee) in pool.given.tables.given[at].points.keys() {
                    if let (Some(i), Some(j)) = (mentee_at.get(mentee), mentor_at.get(mentor)) {
                        sparse.points[*i].push((*j, pool.points(at, *i, *j as usize) as Score));
                    }
                }
                let worst = if *lowest_is_best { pool.given_range(at).0 as Score } else { 0 };
                sparse.rest.fill(if *missing_is_forbidden { FORBIDDEN } else { worst });
            }
            CriterionKind::Preferred { of: Role::Mentor, .. } => {
                for (i, row) in sparse.points.iter_mut().enumerate() {
                    row.extend((0..pool.mentors.len()).map(|j| (j as u32, pool.points(at, i, j) as Score)));
                }
            }
            CriterionKind::Preferred { ranking, .. } => {
                for (i, row) in sparse.points.iter_mut().enumerate() {
                    let mentee = pool.mentee(i).1;
                    match mentee.value(*ranking) {
                        Value::Ranking(ranking) => {
                            let people = ranking.iter().filter_map(|(word, _)| pool.given.names.of_word(*word));
                            let mentors = people.filter_map(|person| mentor_at.get(&person).copied());
                            row.extend(mentors.map(|j| (j, pool.points(at, i, j as usize) as Score)));
                        }
                        _ if pool.asked_for(criterion, mentee) => {
                            sparse.rest[i] = (criterion.blank * pool.unit()) as Score;
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        for row in &mut sparse.points {
            row.sort_unstable();
            row.dedup();
        }
        sparse
    }

    /// Adds one mentee's points to a row.
    fn add(&self, mentee: usize, row: &mut [Score]) {
        let rest = self.rest[mentee];
        if rest == FORBIDDEN {
            let mut allowed = vec![FORBIDDEN; row.len()];
            for (j, points) in &self.points[mentee] {
                let score = row[*j as usize];
                allowed[*j as usize] = if score == FORBIDDEN { FORBIDDEN } else { score + points };
            }
            row.copy_from_slice(&allowed);
            return;
        }
        if rest != 0 {
            row.iter_mut().filter(|score| **score != FORBIDDEN).for_each(|score| *score += rest);
        }
        for (j, points) in &self.points[mentee] {
            let score = &mut row[*j as usize];
            if *score != FORBIDDEN {
                *score += points - rest;
            }
        }
    }
}
