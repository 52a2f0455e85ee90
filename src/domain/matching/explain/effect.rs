//! Effects: how the whole would change if one thing were otherwise.

use crate::domain::matching::asked::Asked;
use crate::domain::matching::pool::Pool;
use crate::domain::matching::solvers::marginal::Worth;
use crate::domain::scheme::{Aim, Form};

/// How the whole would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// People with somebody, more or fewer: mentees, or those of one pool.
    pub people: i64,
    /// Those of them who waited, and of a mutual scheme those of the other side.
    pub waited: i64,
    /// The points of all pairs, in units.
    pub points: i64,
    /// Under the aim fairest: the first score out of 100, counted from the lowest, that would be another.
    pub step: Option<Step>,
    /// How sure this is.
    pub sure: Sure,
    /// What the aim wants, in its order.
    order: Vec<i128>,
}

/// One of the scores out of 100, sorted from the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which one, from 1.
    pub place: usize,
    /// What it is; `None`: there are not so many.
    pub from: Option<i64>,
    /// What it would be; `None`: there would not be so many.
    pub to: Option<i64>,
}

/// How sure an effect is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sure {
    /// Nothing better could be had.
    #[default]
    Exact,
    /// What holds for people in two roles was left aside: it could be worse.
    AtBest,
    /// The best was searched for: it could be better.
    AtLeast,
}

impl Sure {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Sure::Exact => "exact",
            Sure::AtBest => "at best",
            Sure::AtLeast => "no worse than",
        }
    }
}

impl Effect {
    /// What the aim wants, in its order: the greater, the better. Only of the same question asked of the same round.
    pub fn order(&self) -> &[i128] {
        &self.order
    }

    /// What exact prices say.
    pub(super) fn of_prices(aim: Aim, Worth { people, waited, points, .. }: Worth, sure: Sure) -> Self {
        let order = in_order(aim, people, [waited, 0], points, &[]);
        Effect { people, waited, points, step: None, sure, order }
    }
}

/// What some pairs are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    aim: Aim,
    people: i64,
    waited: i64,
    /// Those of the other side of a mutual scheme who waited.
    others: i64,
    points: i64,
    /// Under the aim fairest: the scores out of 100, the lowest first.
    scores: Vec<i64>,
}

impl Whole {
    /// Adds pairs (mentee, mentor) up; of one pool each pair stands there both ways. `others`: how many of the other side
    /// waited.
    pub fn of(pool: &Pool<'_>, asked: &Asked, others: i64, pairs: &[(u32, u32)]) -> Self {
        let mut mentees: Vec<u32> = pairs.iter().map(|pair| pair.0).collect();
        mentees.sort_unstable();
        mentees.dedup();
        mentees.retain(|i| asked.served.get(*i as usize) != Some(&true));
        let waits = |i: &&u32| asked.waited.get(**i as usize).copied().unwrap_or(false);
        let once = |(i, j): &&(u32, u32)| pool.given.scheme.form != Form::Peer || i < j;
        let scores: Vec<i64> = pairs.iter().filter(once).map(|(i, j)| pool.score(*i as usize, *j as usize)).collect();
        let aim = pool.given.scheme.aim;
        let mut of_100: Vec<i64> = match aim {
            Aim::Fairest => scores.iter().map(|score| pool.of_100(*score)).collect(),
            _ => Vec::new(),
        };
        of_100.sort_unstable();
        Whole {
            aim,
            people: mentees.len() as i64,
            waited: mentees.iter().filter(waits).count() as i64,
            others,
            points: scores.iter().sum(),
            scores: of_100,
        }
    }

    /// How another whole differs.
    pub fn to(&self, then: &Whole, sure: Sure) -> Effect {
        let most = self.scores.len().max(then.scores.len());
        let at = |whole: &Whole, place: usize| whole.scores.get(place).copied();
        let place = (0..most).find(|place| at(self, *place) != at(then, *place));
        Effect {
            people: then.people - self.people,
            waited: then.waited + then.others - self.waited - self.others,
            points: then.points - self.points,
            step: place.map(|place| Step { place: place + 1, from: at(self, place), to: at(then, place) }),
            sure,
            order: then.order(),
        }
    }

    /// What the aim wants, in its order.
    pub fn order(&self) -> Vec<i128> {
        in_order(self.aim, self.people, [self.waited, self.others], self.points, &self.scores)
    }
}

/// The quantities of an aim in its order.
fn in_order(aim: Aim, people: i64, [waited, others]: [i64; 2], points: i64, scores: &[i64]) -> Vec<i128> {
    let [people, waited, others, points] = [people, waited, others, points].map(i128::from);
    match aim {
        Aim::BestFit => vec![points, people, waited],
        Aim::MostPeople | Aim::Stable => vec![people, waited, others, points],
        Aim::Fairest => {
            let scores = scores.iter().copied().map(i128::from);
            // No pair is better than any: of the same people with fewer further pairs, the fewer are the better.
            [people, waited].into_iter().chain(scores).chain([i128::MAX, points]).collect()
        }
    }
}
