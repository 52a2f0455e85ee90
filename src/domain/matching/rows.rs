//! Rows: the scores of a pool, one mentee at a time, as solvers ask for them.

use super::layers::Mask;
use super::pool::{Pool, Way, Ways};
use super::solvers::{FORBIDDEN, Score, Scores};
use super::sum::{Sum, values};
use super::{rules, wide};
use crate::domain::scheme::rule::Both;
use crate::domain::scheme::{Role, RuleKind};
use crate::domain::value::Value;

/// The scores of a pool, ready to be added up.
pub struct Rows<'p, 'a> {
    pool: &'p Pool<'a>,
    /// One a direction in which pairs are scored.
    sums: Vec<Sum<'p>>,
    masks: Vec<Mask>,
    removed: Vec<Vec<u32>>,
    floor: Score,
    /// Where a file of points says which pairs may be at all: those mentors, by mentee.
    candidates: Option<Vec<Vec<u32>>>,
}

impl<'p, 'a> Rows<'p, 'a> {
    /// Prepares the rows of a pool.
    pub fn new(pool: &'p Pool<'a>) -> Self {
        let mut rows = Rows {
            pool,
            sums: Vec::new(),
            masks: Vec::new(),
            removed: (0..pool.mentees.len()).map(|i| pool.all_barred(i).map(|j| j as u32).collect()).collect(),
            floor: pool.floor.map_or(Score::MIN + 1, |floor| floor as Score),
            candidates: None,
        };
        for way in pool.ways.all() {
            for (at, rule) in pool.given.scheme.rules.iter().enumerate() {
                rows.add_rule(at, &rule.kind, *way);
            }
            rows.sums.push(Sum::new(pool, *way));
        }
        let listed = rows.sums.iter().flat_map(|sum| &sum.sparse).find(|s| s.rest.first() == Some(&FORBIDDEN));
        rows.candidates = listed.map(|s| s.points.iter().map(|row| row.iter().map(|(j, _)| *j).collect()).collect());
        rows.removed.iter_mut().for_each(|row| {
            row.sort_unstable();
            row.dedup();
        });
        rows
    }

    fn add_rule(&mut self, at: usize, kind: &RuleKind, way: Way) {
        let pool = self.pool;
        let rule = &pool.given.scheme.rules[at];
        let between = |one: &Value, other: &Value| match way {
            Way::Forward => pool.holds_between(rule, one, other),
            Way::Back => pool.holds_between(rule, other, one),
        };
        match (kind, kind.fields()) {
            (RuleKind::Within { or_same: Some(field), .. }, Some(both)) => {
                let (mentees, mentors) = values(pool, both, way);
                let near = Mask::new(&mentees, &mentors, between);
                let (mentees, mentors) = values(pool, Both { mentee: *field, mentor: *field }, way);
                let same = Mask::new(&mentees, &mentors, |one, other| rules::same(one, other) == Some(true));
                self.masks.push(near.or(same));
            }
            (_, Some(both)) => {
                let (mentees, mentors) = values(pool, both, way);
                self.masks.push(Mask::new(&mentees, &mentors, between));
            }
            // Rules on persons remove few pairs, unless a blank answer removes all; the plain way tells which.
            (_, None) => {
                let mut check = |i: usize, j: usize| {
                    if !pool.holds(at, &pool.couple(i, j, way)) {
                        self.removed[i].push(j as u32);
                    }
                };
                let all = || (0..pool.mentees.len()).flat_map(|i| (0..pool.mentors.len()).map(move |j| (i, j)));
                match suspects(pool, at, kind, rule.holds_when_blank, way) {
                    Some(few) => few.into_iter().for_each(|(i, j)| check(i, j)),
                    None => all().for_each(|(i, j)| check(i, j)),
                }
            }
        }
    }
}

/// Pairs of positions that a rule on persons may remove; `None` where it may remove any.
fn suspects(
    pool: &Pool<'_>,
    at: usize,
    kind: &RuleKind,
    holds_when_blank: bool,
    way: Way,
) -> Option<Vec<(usize, usize)>> {
    // Where two people stand: the mentee among the mentees, the mentor among the mentors.
    let position =
        |mentee: &usize, mentor: &usize| Some((pool.mentee_position(*mentee)?, pool.mentor_position(*mentor)?));
    match kind {
        RuleKind::NotPairs { .. } => {
            let pairs = pool.given.tables.not_pairs[at].iter();
            let pairs = pairs.filter_map(|(giver, learner)| match way {
                Way::Forward => position(learner, giver),
                Way::Back => position(giver, learner),
            });
            Some(pairs.collect())
        }
        RuleKind::NotNamed { of, field } | RuleKind::NotRefused { of, ranking: field, .. } if holds_when_blank => {
            let named = |value: &Value| match value {
                Value::Ranking(ranking) => {
                    ranking.iter().filter_map(|(word, _)| pool.given.names.of_word(*word)).collect()
                }
                value => pool.given.names.possibly(value),
            };
            let mut suspects = Vec::new();
            // Backwards the mentor is the one who learns.
            if (*of == Role::Mentor) == (way == Way::Forward) {
                for (j, side) in pool.mentors.iter().enumerate() {
                    let people = named(pool.mentor(j).1.value(*field));
                    suspects.extend(people.iter().filter_map(|person| position(person, &side.person)));
                }
            } else {
                for (i, side) in pool.mentees.iter().enumerate() {
                    let people = named(pool.mentee(i).1.value(*field));
                    suspects.extend(people.iter().filter_map(|person| position(&side.person, person)));
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
        // Two scores that count both may be too much together; and such schemes are small.
        if self.pool.ways == Ways::Both || !self.sums.iter().all(Sum::is_little) {
            return false;
        }
        let mut back = Vec::new();
        for (way, sum) in self.sums.iter().enumerate() {
            if way == 0 {
                sum.fill_little(mentee, row);
            } else {
                back.resize(row.len(), 0);
                sum.fill_little(mentee, &mut back);
                wide::lower(row, &back);
            }
        }
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

    fn fill_bytes(&self, mentee: usize, row: &mut [u8]) -> bool {
        if self.pool.ways == Ways::Both || !self.sums.iter().all(Sum::is_small) {
            return false;
        }
        let mut back = Vec::new();
        for (way, sum) in self.sums.iter().enumerate() {
            if way == 0 {
                sum.fill_bytes(mentee, row);
            } else {
                back.resize(row.len(), 0);
                sum.fill_bytes(mentee, &mut back);
                wide::lower_bytes(row, &back);
            }
        }
        // A byte is one more than its score.
        if self.floor > 0 {
            wide::at_least_bytes(row, u8::try_from(i64::from(self.floor) + 1).unwrap_or(u8::MAX));
        }
        for mask in &self.masks {
            mask.forbid_bytes(mentee, row);
        }
        for j in &self.removed[mentee] {
            row[*j as usize] = 0;
        }
        true
    }

    fn fill(&self, mentee: usize, row: &mut [Score]) {
        let mut back = Vec::new();
        for (way, sum) in self.sums.iter().enumerate() {
            if way == 0 {
                sum.fill(mentee, row);
                continue;
            }
            back.resize(row.len(), 0);
            sum.fill(mentee, &mut back);
            for (score, back) in row.iter_mut().zip(&back) {
                *score = self.together([*score, *back]);
            }
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
    /// What counts of the scores of both directions.
    fn together(&self, scores: [Score; 2]) -> Score {
        if scores.contains(&FORBIDDEN) {
            return FORBIDDEN;
        }
        self.pool.ways.together(scores.into_iter().map(i64::from)) as Score
    }

    /// The score of one pair.
    fn score(&self, mentee: usize, mentor: u32) -> Score {
        let j = mentor as usize;
        let removed = self.removed[mentee].binary_search(&mentor).is_ok();
        if removed || self.masks.iter().any(|mask| mask.forbids(mentee, j)) {
            return FORBIDDEN;
        }
        let score = match &self.sums[..] {
            [one, other] => self.together([one.score(mentee, mentor), other.score(mentee, mentor)]),
            sums => sums.iter().map(|sum| sum.score(mentee, mentor)).next().unwrap_or(0),
        };
        if score < self.floor { FORBIDDEN } else { score }
    }
}
