//! The pool of a round: who is free on which side, and what may be and what it earns between any two of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::importance::Weighing;
use super::solvers::Score;
use super::tables::{Names, Tables};
use crate::domain::person::{Entry, Person};
use crate::domain::scheme::{BothWays, Criterion, CriterionKind, Form, Role, Scheme};
use crate::domain::value::Vocabulary;

/// What a round is about.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Everybody who takes part.
    pub people: &'a [Person],
    /// How answers are spelt.
    pub words: &'a Vocabulary,
    /// Who is meant by which name.
    pub names: &'a Names,
    /// What the coordinator gives about pairs.
    pub tables: &'a Tables,
    /// Today, for dates that must be current.
    pub today: NaiveDate,
}

/// One person on one side.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// The position in the list of people.
    pub person: usize,
    /// How many more relationships the person can take on.
    pub places: u32,
    /// The lot, by which equals are drawn.
    pub lot: u64,
}

/// The two sides of a round and what lies between them.
pub struct Pool<'a> {
    /// What it is about.
    pub given: Given<'a>,
    /// Those who are to be supported, in the order of their lots.
    pub mentees: Vec<Side>,
    /// Those who give time, in the order of their lots. In a mutual scheme both sides learn and give.
    pub mentors: Vec<Side>,
    /// In which directions a pair is scored.
    pub ways: Ways,
    /// As what people stand on the two sides; the same where both are of one pool.
    roles: [Role; 2],
    /// Every score counts in units of 10^-`decimals` points.
    pub decimals: u32,
    /// The least a pair can score, in units: of `given` the least in the file.
    pub least: i64,
    /// The most a pair can score, in units.
    pub most: i64,
    /// The least a pair must score, in units.
    pub floor: Option<i64>,
    /// The criteria as those who learn weigh them.
    weighing: Weighing,
    barred: Vec<FxHashSet<u32>>,
    /// The least and the most that each criterion's file of points can earn, in units.
    given_ranges: Vec<(i64, i64)>,
    /// Where each person stands, by the position in the list of people: among the mentees, and among the mentors.
    positions: [FxHashMap<usize, usize>; 2],
}

/// In which directions a pair is scored, and which of two scores counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// The mentee learns from the mentor.
    One,
    /// Both learn, and the weaker of the two scores counts.
    Weaker,
    /// Both learn, and the two scores are added up.
    Both,
}

impl Ways {
    /// The directions themselves.
    pub fn all(self) -> &'static [Way] {
        if self == Ways::One { &[Way::Forward] } else { &[Way::Forward, Way::Back] }
    }

    /// What counts of the scores of all directions.
    pub fn together(self, scores: impl Iterator<Item = i64>) -> i64 {
        if self == Ways::Weaker { scores.min().unwrap_or(0) } else { scores.sum() }
    }
}

/// Who of a pair learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The mentee from the mentor.
    Forward,
    /// The mentor from the mentee.
    Back,
}

/// Two people and what they answered: one who learns and one who gives time.
#[derive(Clone, Copy)]
pub struct Couple<'a> {
    /// Who learns: the position in the list of people, and the answers.
    pub learner: (usize, &'a Entry),
    /// Who gives time.
    pub giver: (usize, &'a Entry),
}

/// Why a round cannot be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl<'a> Pool<'a> {
    /// Puts both sides together; `roles` are those of the first and of the second. `never` are pairs (mentor, mentee) of people that are not to be proposed.
    ///
    /// # Errors
    /// Where points with their decimals are too large to be added up exactly.
    pub fn new(
        given: Given<'a>,
        roles: [Role; 2],
        mut mentees: Vec<Side>,
        mut mentors: Vec<Side>,
        never: &HashSet<(usize, usize)>,
    ) -> Result<Self, TooLarge> {
        // People enter every solver sorted by lot, so that no order of rows or ids can matter.
        let by_lot = |side: &Side| (side.lot, &given.people[side.person].identity);
        mentees.sort_by(|a, b| by_lot(a).cmp(&by_lot(b)));
        mentors.sort_by(|a, b| by_lot(a).cmp(&by_lot(b)));
        let decimals = given.tables.given.iter().map(|table| table.decimals).max().unwrap_or(0);
        let ways = match given.scheme.form {
            Form::OneToOne => Ways::One,
            // Who leads a group gives time and does not learn.
            _ if roles[1] == Role::Facilitator => Ways::One,
            _ if given.scheme.both_ways == BothWays::Mean => Ways::Both,
            _ => Ways::Weaker,
        };
        let positions =
            |sides: &[Side]| sides.iter().enumerate().map(|(at, side)| (side.person, at)).collect::<FxHashMap<_, _>>();
        let mut pool = Pool {
            positions: [positions(&mentees), positions(&mentors)],
            decimals,
            given,
            mentees,
            mentors,
            ways,
            roles,
            least: 0,
            most: 0,
            floor: None,
            weighing: Weighing::default(),
            barred: Vec::new(),
            given_ranges: Vec::new(),
        };
        // Once for all pairs: a file may hold millions of points.
        pool.given_ranges = (0..given.scheme.criteria.len()).map(|at| pool.find_given_range(at)).collect();
        pool.measure()?;
        pool.weighing = pool.weigh();
        pool.barred = pool.bar(never);
        Ok(pool)
    }

    /// What one whole point is in units.
    pub fn unit(&self) -> i64 {
        10i64.pow(self.decimals)
    }

    /// The mentee at a position.
    pub fn mentee(&self, i: usize) -> (&'a Person, &'a Entry) {
        self.at(self.mentees[i].person, self.roles[0])
    }

    /// The mentor at a position.
    pub fn mentor(&self, j: usize) -> (&'a Person, &'a Entry) {
        self.at(self.mentors[j].person, self.roles[1])
    }

    fn at(&self, person: usize, role: Role) -> (&'a Person, &'a Entry) {
        let person = &self.given.people[person];
        // Whoever stands on a side has an entry in its role; the first entry is only there to need no panic.
        (person, person.entry(role).unwrap_or(&person.entries[0]))
    }

    /// One criterion as somebody who learns weighs it.
    pub fn criterion(&self, at: usize, learner: (usize, &Entry)) -> &Criterion {
        self.weighing.criterion(at, learner).unwrap_or(&self.given.scheme.criteria[at])
    }

    fn weigh(&self) -> Weighing {
        let mentees = (0..self.mentees.len()).map(|i| (self.mentees[i].person, self.mentee(i).1));
        let both = if self.ways == Ways::One { 0 } else { self.mentors.len() };
        let mentors = (0..both).map(|j| (self.mentors[j].person, self.mentor(j).1));
        Weighing::new(&self.given, mentees.chain(mentors))
    }

    /// As what people stand on the first side and on the second; the same where both are of one pool.
    pub fn roles(&self) -> [Role; 2] {
        self.roles
    }

    /// What the scheme calls those of the first side and those of the second.
    pub fn role_words(&self) -> [&'a str; 2] {
        self.roles.map(|role| self.given.scheme.role_word(role))
    }

    /// The two at these positions, seen one way.
    pub fn couple(&self, i: usize, j: usize, way: Way) -> Couple<'a> {
        let mentee = (self.mentees[i].person, self.mentee(i).1);
        let mentor = (self.mentors[j].person, self.mentor(j).1);
        match way {
            Way::Forward => Couple { learner: mentee, giver: mentor },
            Way::Back => Couple { learner: mentor, giver: mentee },
        }
    }

    /// The share out of 100 that a score is of what could be had, rounded half up.
    pub fn of_100(&self, score: i64) -> i64 {
        let (above, span) = (i128::from(score - self.least), i128::from((self.most - self.least).max(1)));
        ((200 * above + span).div_euclid(2 * span)) as i64
    }

    /// The same for the score of one direction.
    pub fn of_100_one_way(&self, score: i64) -> i64 {
        // Twice one of two scores out of twice its span.
        self.of_100(if self.ways == Ways::Both { 2 * score } else { score })
    }

    /// The least and most a pair can score, and the floor in units.
    fn measure(&mut self) -> Result<(), TooLarge> {
        let unit = i128::from(self.unit());
        let (mut least, mut most) = (0i128, 0i128);
        for (at, criterion) in self.given.scheme.criteria.iter().enumerate() {
            if let CriterionKind::Given { .. } = &criterion.kind {
                let (low, high) = self.given_range(at);
                least += i128::from(low);
                most += i128::from(high);
            } else {
                most += i128::from(criterion.points) * unit;
                least += i128::from(criterion.blank.min(0)) * unit;
            }
        }
        if self.ways == Ways::Both {
            (least, most) = (2 * least, 2 * most);
        }
        let limit = i128::from(Score::MAX / 4);
        if most > limit || least < -limit {
            return Err(TooLarge);
        }
        (self.least, self.most) = (least as i64, most as i64);
        // Where nothing can be earned there is nothing to be below.
        let lowest = self.given.scheme.lowest.filter(|_| self.most > self.least);
        self.floor = lowest.map(|lowest| self.reaching(lowest));
        Ok(())
    }

    /// The least and the most that a file of points can earn, in units.
    pub fn given_range(&self, at: usize) -> (i64, i64) {
        self.given_ranges.get(at).copied().unwrap_or_default()
    }

    fn find_given_range(&self, at: usize) -> (i64, i64) {
        let criterion = &self.given.scheme.criteria[at];
        let CriterionKind::Given { lowest_is_best, times, .. } = &criterion.kind else { return (0, 0) };
        let table = &self.given.tables.given[at];
        let scale = 10i64.pow(self.decimals - table.decimals).saturating_mul(*times);
        let (low, high) = table.points.range().unwrap_or_default();
        let (low, high) = (low.saturating_mul(scale), high.saturating_mul(scale));
        if *lowest_is_best {
            return (-high, -low);
        }
        let full = criterion.points.saturating_mul(*times).saturating_mul(self.unit());
        (low.min(0), high.max(full))
    }

    /// The smallest score whose share of 100, rounded half up, reaches the floor.
    fn reaching(&self, lowest: i64) -> i64 {
        let (span, least) = (i128::from((self.most - self.least).max(1)), i128::from(self.least));
        // of_100(s) >= lowest  <=>  200 (s - least) + span >= 2 span lowest.
        let above = (span * (2 * i128::from(lowest) - 1)).max(0);
        (least + above.div_euclid(200) + i128::from(above.rem_euclid(200) > 0)) as i64
    }

    /// The smallest scores of 1, 2, ... 100 out of 100: what the fairest pairs are compared by.
    pub fn levels(&self) -> Vec<Score> {
        (1..=100).map(|of_100| self.reaching(of_100) as Score).collect()
    }

    /// Positions of mentors that each mentee may not have for a reason outside the rules: themselves, what happened
    /// between them, a sealed conflict.
    fn bar(&self, never: &HashSet<(usize, usize)>) -> Vec<FxHashSet<u32>> {
        let mut barred: Vec<FxHashSet<u32>> = Vec::with_capacity(self.mentees.len());
        let mut by_mentee: HashMap<usize, Vec<usize>> = HashMap::new();
        for (mentor, mentee) in never {
            by_mentee.entry(*mentee).or_default().push(*mentor);
        }
        for (one, other) in &self.given.tables.conflicts {
            by_mentee.entry(*one).or_default().push(*other);
            by_mentee.entry(*other).or_default().push(*one);
        }
        for side in &self.mentees {
            let others = by_mentee.get(&side.person).into_iter().flatten().chain([&side.person]);
            barred.push(others.filter_map(|mentor| self.mentor_position(*mentor)).map(|j| j as u32).collect());
        }
        barred
    }

    /// Where a person of the list of people stands among the mentees.
    pub fn mentee_position(&self, person: usize) -> Option<usize> {
        self.positions[0].get(&person).copied()
    }

    /// Where a person of the list of people stands among the mentors.
    pub fn mentor_position(&self, person: usize) -> Option<usize> {
        self.positions[1].get(&person).copied()
    }

    /// Whether these two may not be for a reason outside the rules: themselves, their history, a sealed conflict.
    pub fn barred(&self, i: usize, j: usize) -> bool {
        self.barred[i].contains(&(j as u32))
    }

    /// The positions of all mentors that are barred for one mentee.
    pub fn all_barred(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.barred[i].iter().map(|j| *j as usize)
    }
}
