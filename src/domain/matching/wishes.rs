//! Wishes: whom each person would rather have. Own rankings first, then what the pair would earn, then the lot.
//!
//! Somebody who ranked others would rather have them in that order than anybody else; of the rest, and where nobody was
//! asked, people are taken to prefer whoever they earn more points with (in a mutual scheme: learn more from).

use std::collections::HashMap;

use super::pool::{Pool, Way, Ways};
use super::rows::Rows;
use super::solvers::blocking::{Listed, blocking};
use super::solvers::choices::Choice;
use super::solvers::lots::lot;
use super::solvers::roommates::{NoStablePairing, roommates};
use super::solvers::stable::{Preferences, Proposing, stable};
use super::solvers::{FORBIDDEN, Scores};
use crate::domain::scheme::{CriterionKind, Role};

/// In so many orders equals are tried besides the first.
const DRAWS: u64 = 200;

/// Who would rather have whom, among those who may be together.
pub struct Wishes {
    mentees: Vec<Vec<Wish>>,
    mentors: Vec<Vec<Wish>>,
}

/// One person who may be had: the rank, then the points turned round, so that lower is better; then the lot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Wish {
    liking: (u16, i64),
    lot: u64,
    who: u32,
}

impl Wishes {
    /// Reads the rankings and scores of a pool.
    pub fn new(pool: &Pool<'_>, rows: &Rows<'_, '_>) -> Self {
        let own = [ranks(pool, false), ranks(pool, true)];
        let (n, m) = (pool.mentees.len(), pool.mentors.len());
        let mut wishes = Wishes { mentees: vec![Vec::new(); n], mentors: vec![Vec::new(); m] };
        let mut row = vec![FORBIDDEN; m];
        for i in 0..n {
            rows.fill(i, &mut row);
            for (j, score) in row.iter().enumerate().filter(|(_, score)| **score != FORBIDDEN) {
                let drawn = lot(pool.mentees[i].lot, pool.mentors[j].lot);
                let earns = |way: Way| match pool.ways {
                    Ways::One => i64::from(*score),
                    _ => pool.directed(i, j, way),
                };
                let wish = |rank: Option<&u16>, way: Way, who: usize| Wish {
                    liking: (rank.copied().unwrap_or(u16::MAX), -earns(way)),
                    lot: drawn,
                    who: who as u32,
                };
                wishes.mentees[i].push(wish(own[0][i].get(&pool.mentors[j].person), Way::Forward, j));
                wishes.mentors[j].push(wish(own[1][j].get(&pool.mentees[i].person), Way::Back, i));
            }
        }
        wishes.mentees.iter_mut().chain(&mut wishes.mentors).for_each(|list| list.sort_unstable());
        wishes
    }

    /// The pairs from which no two would walk away, those of all such that are best for the mentees.
    pub fn stable(&self, mentee_places: &[u32], mentor_places: &[u32]) -> Vec<(u32, u32)> {
        let lists = |wishes: &[Vec<Wish>]| wishes.iter().map(|list| list.iter().map(|w| w.who).collect()).collect();
        let preferences = Preferences { mentees: lists(&self.mentees), mentors: lists(&self.mentors) };
        stable(&preferences, mentee_places, mentor_places, Proposing::Mentees)
    }

    /// The mentors who may be had by a mentee, the one they would rather have first; equals by lot.
    pub fn of_mentee(&self, mentee: usize) -> impl Iterator<Item = usize> + '_ {
        self.mentees[mentee].iter().map(|wish| wish.who as usize)
    }

    /// How far down a mentee's list a mentor stands, equals alike; `None` where they may not be together.
    pub fn of_mentee_step(&self, mentee: usize, mentor: usize) -> Option<i32> {
        steps(&self.mentees[mentee]).get(&(mentor as u32)).copied()
    }

    /// How far down a mentor's list a mentee stands.
    pub fn of_mentor_step(&self, mentor: usize, mentee: usize) -> Option<i32> {
        steps(&self.mentors[mentor]).get(&(mentee as u32)).copied()
    }

    /// [`Wishes::stable`] within one pool. Equals may stand in any order for that, and which orders do cannot be known
    /// without trying (Ronn 1990): after the lot's, some more are drawn.
    ///
    /// # Errors
    /// Names the people among whom there is no such pairing, or, where some are equal, none was found.
    pub fn roommates(&self) -> Result<Vec<Option<u32>>, NoStablePairing> {
        let who = |list: &[Wish]| list.iter().map(|wish| wish.who).collect::<Vec<u32>>();
        let first = roommates(&self.mentees.iter().map(|list| who(list)).collect::<Vec<_>>());
        if first.is_ok() || !self.any_equals() {
            return first;
        }
        let drawn = |draw: u64| {
            let lists = self.mentees.iter().map(|list| {
                let mut list = list.clone();
                list.sort_by_key(|wish| (wish.liking, lot(wish.lot, draw), wish.who));
                who(&list)
            });
            roommates(&lists.collect::<Vec<_>>()).ok()
        };
        (1..=DRAWS).find_map(drawn).map_or(first, Ok)
    }

    /// Whether anybody likes two others the same.
    pub fn any_equals(&self) -> bool {
        let equals = |list: &Vec<Wish>| list.windows(2).any(|two| two[0].liking == two[1].liking);
        self.mentees.iter().chain(&self.mentors).any(equals)
    }

    /// Pairs of people who would both rather have each other than whom they have; equals are no reason to leave.
    pub fn blocking(&self, mentee_places: &[u32], mentor_places: &[u32], pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let back: Vec<HashMap<u32, i32>> = self.mentors.iter().map(|list| steps(list)).collect();
        let rows = self.mentees.iter().enumerate().map(|(i, list)| {
            let own = steps(list);
            let choice = |wish: &Wish| Choice {
                who: wish.who,
                rank: own.get(&wish.who).copied().unwrap_or(i32::MAX),
                back: back[wish.who as usize].get(&(i as u32)).copied().unwrap_or(i32::MAX),
            };
            list.iter().map(choice).collect()
        });
        let ranks = Listed { mentors: self.mentors.len(), rows: rows.collect() };
        blocking(&ranks, mentee_places, mentor_places, pairs)
    }
}

/// How far down a list everybody stands, equals alike.
fn steps(list: &[Wish]) -> HashMap<u32, i32> {
    let mut step = 0;
    let mut before = None;
    let of = list.iter().map(|wish| {
        step += i32::from(before.is_some_and(|before| before != wish.liking));
        before = Some(wish.liking);
        (wish.who, step)
    });
    of.collect()
}

/// Everybody's own ranks of people, by position in the list of people; `of_mentors`: the mentors' ranks of mentees.
fn ranks(pool: &Pool<'_>, of_mentors: bool) -> Vec<HashMap<usize, u16>> {
    let one_pool = pool.given.scheme.form.one_pool();
    let rankings: Vec<_> = pool
        .given
        .scheme
        .criteria
        .iter()
        .filter_map(|criterion| match &criterion.kind {
            CriterionKind::Preferred { of, ranking, answer: None, .. }
                if one_pool || (*of == Role::Mentor) == of_mentors =>
            {
                Some(*ranking)
            }
            _ => None,
        })
        .collect();
    let count = if of_mentors { pool.mentors.len() } else { pool.mentees.len() };
    let of = |at: usize| {
        let entry = if of_mentors { pool.mentor(at).1 } else { pool.mentee(at).1 };
        let mut ranks: HashMap<usize, u16> = HashMap::new();
        for field in &rankings {
            let crate::domain::value::Value::Ranking(ranking) = entry.value(*field) else { continue };
            for (word, rank) in ranking {
                if let (Some(person), Some(rank)) = (pool.given.names.of_word(*word), rank) {
                    ranks.entry(person).and_modify(|known| *known = (*rank).min(*known)).or_insert(*rank);
                }
            }
        }
        ranks
    };
    (0..count).map(of).collect()
}
