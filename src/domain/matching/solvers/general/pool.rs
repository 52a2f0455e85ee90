//! From rows to pairs: an exact solve that looks at all pairs but stores few.
//!
//! 1. One reading of all rows gives the range of weights, and with it the bonus of a pair and the size of numbers.
//! 2. The first few pairs of each person are those that come nearest to what is best for the other one, so that not
//!    everybody queues for the same few people. Each starts at half the price of what is best for them.
//! 3. The pairs stored are solved exactly (`blossom`).
//! 4. All rows are read against the prices; the worst pairs that are not covered join, until all are covered.
use super::blossom::Matcher;
use super::number::Number;
use super::shared::Order;
use super::{NOT_ALLOWED, Paired, PoolCertificate, PoolScores, SolveError, Wanted};
use crate::halves::in_halves;

/// How many pairs a person gets first, and at most in a round.
const FIRST: usize = if cfg!(test) { 2 } else { 10 };
const ROUND: usize = if cfg!(test) { 1 } else { 6 };
/// Up to how many possible pairs a person all are stored at once.
const FEW: usize = if cfg!(test) { 2 } else { 32 };
/// From how many cells on a second thread is worth its start.
const THREADED: usize = 1 << 18;

pub(super) fn pair_up(scores: &dyn PoolScores, wanted: Wanted) -> Result<Paired, SolveError> {
    let pool = Pool::read(scores, wanted)?;
    Ok(if pool.most() <= i64::ROOM { pool.answer(pool.solve::<i64>()) } else { pool.answer(pool.solve::<i128>()) })
}

/// Writes a row in which nobody may be paired with themselves.
pub(super) fn fill(scores: &impl PoolScores, person: usize, row: &mut [i64]) {
    scores.fill(person, row);
    row[person] = NOT_ALLOWED;
}

/// What one reading of all rows tells.
struct Survey {
    /// How many cells are allowed.
    allowed: usize,
    least: i64,
    most: i64,
    /// The greatest weight with each person; [`NOT_ALLOWED`] if there is none.
    best: Vec<i64>,
}

impl Survey {
    fn read(scores: &impl PoolScores) -> Self {
        let people = scores.people();
        let order: Vec<usize> = (0..people).collect();
        let parts = in_halves(&order, people * people >= THREADED, |part| {
            let mut survey = Survey { allowed: 0, least: i64::MAX, most: NOT_ALLOWED, best: Vec::new() };
            let mut row = vec![0; people];
            for &person in part {
                fill(scores, person, &mut row);
                let allowed = row.iter().filter(|&&weight| weight != NOT_ALLOWED);
                let (count, least, most) = allowed.fold((0, i64::MAX, NOT_ALLOWED), |(count, least, most), &weight| {
                    (count + 1, least.min(weight), most.max(weight))
                });
                survey.allowed += count;
                survey.least = survey.least.min(least);
                survey.most = survey.most.max(most);
                survey.best.push(most);
            }
            survey
        });
        Survey {
            allowed: parts.iter().map(|part| part.allowed).sum(),
            least: parts.iter().map(|part| part.least).min().unwrap_or(i64::MAX),
            most: parts.iter().map(|part| part.most).max().unwrap_or(NOT_ALLOWED),
            best: parts.into_iter().flat_map(|part| part.best).collect(),
        }
    }

    /// What a pair must earn so that one more, with all pairs as bad as can be, outweighs all as good as can be.
    fn bonus(&self) -> i128 {
        if self.allowed == 0 {
            return 0;
        }
        let (least, most) = (i128::from(self.least), i128::from(self.most));
        let fewer = (self.best.len() / 2) as i128 - 1;
        (fewer * (most - least) - least + 1).max(0)
    }
}

/// A pair of people that are not covered, its weight, and by how much.
type Lack<T> = (u32, u32, T, T);

/// Says whose pairs may not be covered.
pub(super) type Again<'a, T> = dyn Fn(&Matcher<T>) -> Vec<bool> + 'a;

/// Where the pairs of a pool come from.
pub(super) struct Pool<P> {
    pub scores: P,
    survey: Survey,
    /// The bonus of a pair.
    bonus: i128,
}

impl<P: PoolScores> Pool<P> {
    /// Step 1.
    pub fn read(scores: P, wanted: Wanted) -> Result<Self, SolveError> {
        if scores.people() > 1 << 30 {
            return Err(SolveError::Overflow);
        }
        let survey = Survey::read(&scores);
        let bonus = if wanted == Wanted::MostPairs { survey.bonus() } else { 0 };
        Ok(Pool { scores, survey, bonus })
    }

    pub fn people(&self) -> usize {
        self.survey.best.len()
    }

    /// The greatest weight of a pair, doubled. Only pairs that earn something count, so that prices lie between 0 and
    /// this.
    pub fn most(&self) -> i128 {
        2 * (i128::from(self.survey.most) + self.bonus)
    }

    pub fn solve<T: Number>(&self) -> Matcher<T> {
        let mut matcher = self.begin();
        matcher.solve();
        self.complete(&mut matcher, None);
        matcher
    }

    /// Step 4, over and over: `again` are those whose pairs may not be covered, if not all.
    pub fn complete<T: Number>(&self, matcher: &mut Matcher<T>, again: Option<&Again<'_, T>>) {
        loop {
            let lacks = self.lacks(matcher, again.map(|again| again(matcher)).as_deref());
            if lacks.is_empty() {
                return;
            }
            add(matcher, lacks);
            matcher.solve();
        }
    }

    /// The weight of a pair as the matcher counts it.
    pub fn doubled<T: Number>(&self, weight: i64) -> T {
        T::of(2 * (i128::from(weight) + self.bonus))
    }

    /// Does some work on some rows, in order; each thread has a place to note things.
    fn each<S: Default, R: Send>(
        &self,
        rows: &[usize],
        work: impl Fn(&mut S, usize, &mut [i64], &mut Vec<R>) + Sync,
    ) -> Vec<R> {
        let people = self.people();
        let parts = in_halves(rows, rows.len() * people >= THREADED, |part| {
            let mut row = vec![0; people];
            let mut notes = S::default();
            let mut found = Vec::new();
            for &person in part {
                fill(&self.scores, person, &mut row);
                work(&mut notes, person, &mut row, &mut found);
            }
            found
        });
        parts.into_iter().flatten().collect()
    }

    /// Step 2.
    fn begin<T: Number>(&self) -> Matcher<T> {
        let people = self.people();
        let guess = |&best: &i64| if best == NOT_ALLOWED { T::default() } else { self.doubled::<T>(best).half() };
        let guess: Vec<T> = self.survey.best.iter().map(guess).map(|price| price.max(T::default())).collect();
        let most = if self.survey.allowed <= FEW * people { people } else { FIRST };
        let counts = |weight: i64| weight != NOT_ALLOWED && i128::from(weight) + self.bonus > 0;
        let all: Vec<usize> = (0..people).collect();
        let mut pairs =
            self.each(&all, |best: &mut Vec<(T, usize, u32, T)>, one, row, found: &mut Vec<(u32, u32, T)>| {
                best.clear();
                for (other, &weight) in row.iter().enumerate().filter(|(_, weight)| counts(**weight)) {
                    let weight = self.doubled(weight);
                    // Where many are alike, each person begins with others.
                    let turn = (people + other - one) % people;
                    best.push((guess[other] + guess[other] - weight, turn, other as u32, weight));
                }
                if best.len() > most {
                    best.select_nth_unstable(most);
                    best.truncate(most);
                }
                let one = one as u32;
                found.extend(best.iter().map(|&(_, _, other, weight)| (one.min(other), one.max(other), weight)));
            });
        pairs.sort_unstable();
        pairs.dedup();
        let mut near = vec![Vec::new(); people];
        for (one, other, weight) in pairs {
            near[one as usize].push((other, weight));
            near[other as usize].push((one, weight));
        }
        Matcher::new(near, guess)
    }

    /// Step 4: the worst few pairs of each row that are not covered, of those rows that are to be looked at again.
    fn lacks<T: Number>(&self, matcher: &Matcher<T>, again: Option<&[bool]>) -> Vec<Lack<T>> {
        let people = self.people();
        let prices: Vec<T> = (0..people as u32).map(|person| matcher.price_of(person)).collect();
        let bonus = T::of(self.bonus);
        let order = Order::of(matcher);
        let rows: Vec<usize> = (0..people).filter(|one| again.is_none_or(|again| again[*one])).collect();
        self.each(&rows, |shared: &mut Vec<T>, one, row, found| {
            shared.resize(row.len(), T::default());
            order.write(one as u32, shared);
            let mut worst: Vec<(T, u32, T)> = Vec::new();
            let mut look = |other: usize| {
                let paid = prices[one] + prices[other] + shared[other];
                // Twice the weight might not fit where the pair does not count.
                if T::of(row[other].into()) > paid.half() - bonus {
                    let weight = self.doubled(row[other]);
                    worst.push((paid - weight, other as u32, weight));
                }
            };
            // Where both rows are looked at, once is enough.
            (one + 1..people).for_each(&mut look);
            if let Some(again) = again {
                (0..one).filter(|other| !again[*other]).for_each(&mut look);
            }
            if worst.len() > ROUND {
                worst.select_nth_unstable(ROUND);
                worst.truncate(ROUND);
            }
            let pair = |(slack, other, weight): (T, u32, T)| {
                let one = one as u32;
                (one.min(other), one.max(other), weight, slack)
            };
            found.extend(worst.into_iter().map(pair));
        })
    }

    pub fn answer<T: Number>(&self, mut matcher: Matcher<T>) -> Paired {
        let mates = matcher.mates();
        let prices: Vec<i128> = (0..mates.len() as u32).map(|person| matcher.price_of(person).wide()).collect();
        let sets = matcher.odd_sets();
        let odd_sets: Vec<(Vec<u32>, i128)> = sets.into_iter().map(|(set, price)| (set, price.wide())).collect();
        let people = mates.iter().flatten().count() as i128;
        let doubled = (0..mates.len() as u32).map(|person| matcher.used(person).wide());
        // Each pair is met twice, with twice its weight.
        let value = doubled.sum::<i128>() / 4 - people / 2 * self.bonus;
        Paired { mates, certificate: PoolCertificate { prices, odd_sets, value, bonus: self.bonus } }
    }
}

/// Adds pairs and raises prices until they are covered, the worst first; who is single anyway pays.
fn add<T: Number>(matcher: &mut Matcher<T>, mut lacks: Vec<Lack<T>>) {
    lacks.sort_unstable_by_key(|&(one, other, _, slack)| (slack, one, other));
    for &(one, other, weight, _) in &lacks {
        matcher.add(one, other, weight);
    }
    for (one, other, weight, _) in lacks {
        matcher.cover(one, other, weight);
    }
}
