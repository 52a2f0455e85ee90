//! Points that depend on who two people are, not on what they answered: marks of a panel, people chosen by name.

use super::pool::{Pool, Way, Ways};
use super::solvers::{FORBIDDEN, Score};
use crate::domain::scheme::{CriterionKind, Role};
use crate::domain::value::Value;

/// Points that depend on who the two are: by mentee, of those mentors who earn something else than the rest.
pub struct Sparse {
    /// By mentee, mentors and their points.
    pub points: Vec<Vec<(u32, Score)>>,
    /// By mentee, what all other mentors earn; [`FORBIDDEN`] where they may not be.
    pub rest: Vec<Score>,
}

impl Sparse {
    /// The points of one pair.
    pub fn points(&self, mentee: usize, mentor: u32) -> Score {
        let row = &self.points[mentee];
        row.binary_search_by_key(&mentor, |(j, _)| *j).map_or(self.rest[mentee], |at| row[at].1)
    }

    /// Prepares a criterion.
    pub fn new(pool: &Pool<'_>, at: usize, way: Way) -> Self {
        let criterion = &pool.given.scheme.criteria[at];
        let points = |i: usize, j: usize| pool.points(at, &pool.couple(i, j, way)) as Score;
        let mut sparse = Sparse { points: vec![Vec::new(); pool.mentees.len()], rest: vec![0; pool.mentees.len()] };
        match &criterion.kind {
            CriterionKind::Given { missing_is_forbidden, lowest_is_best, .. } => {
                let marks = &pool.given.tables.given[at].points;
                for ((giver, learner), _) in marks.iter() {
                    // Where both learn, a mark is for the pair, whoever stands first, unless they stand both ways.
                    let turned = (pool.ways != Ways::One && marks.get(&(*learner, *giver)).is_none())
                        .then_some((learner, giver));
                    for (mentor, mentee) in [Some((giver, learner)), turned].into_iter().flatten() {
                        if let (Some(i), Some(j)) = (pool.mentee_position(*mentee), pool.mentor_position(*mentor)) {
                            sparse.points[i].push((j as u32, points(i, j)));
                        }
                    }
                }
                let worst = if *lowest_is_best { pool.given_range(at).0 as Score } else { 0 };
                sparse.rest.fill(if *missing_is_forbidden { FORBIDDEN } else { worst });
            }
            // The mentee's own ranking names few; whatever a mentor ranks is asked one by one.
            CriterionKind::Preferred { of, ranking, .. } if *of != Role::Mentor && way == Way::Forward => {
                for (i, row) in sparse.points.iter_mut().enumerate() {
                    let mentee = pool.mentee(i).1;
                    match mentee.value(*ranking) {
                        Value::Ranking(ranking) => {
                            let people = ranking.iter().filter_map(|(word, _)| pool.given.names.of_word(*word));
                            let mentors = people.filter_map(|person| pool.mentor_position(person));
                            row.extend(mentors.map(|j| (j as u32, points(i, j))));
                        }
                        _ if pool.asked_for(criterion, mentee) => {
                            let own = pool.criterion(at, (pool.mentees[i].person, mentee));
                            sparse.rest[i] = (own.blank * pool.unit()) as Score;
                        }
                        _ => {}
                    }
                }
            }
            CriterionKind::Preferred { .. } => {
                for (i, row) in sparse.points.iter_mut().enumerate() {
                    row.extend((0..pool.mentors.len()).map(|j| (j as u32, points(i, j))));
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
    pub fn add(&self, mentee: usize, row: &mut [Score]) {
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
