//! Where to start on a table with an order in it: whoever has more gains more from whoever has more (or from whoever has
//! less). Products of ranks are such a table, and an auction takes long to settle there.
//!
//! A table is a permuted Monge array if its rows and columns have an order in which, of any two rows and any two columns,
//! the two pairs on the diagonal are worth no less together than the two beside it; the diagonal is then an optimum
//! (Hoffman 1963; Burkard, Klinz and Rudolf 1996, "Perspectives of Monge properties in optimization"):
//!
//! 1. What lies between two rows orders the columns, and what lies between two columns orders the rows.
//! 2. A sample tells whether the order holds. It is a guess all the same: the repair is exact from any start.
//! 3. Where there are more people on one side, those at one end of the order are left.
//! 4. From one pair on the diagonal to the next, the pairs beside them bound the rise of the price from below and above;
//!    it rises half way between.
use super::FORBIDDEN;
use super::auction::Start;
use super::matrix::Table;
use super::network::Sides;

/// Between how many rows and columns, far apart, the order has to hold.
const SAMPLE: usize = 24;

/// How many rows are looked at to find an order of the columns.
const FIRST: usize = 8;

/// How often the order is made anew from rows and columns further out.
const TURNS: usize = 20;

/// Prices and pairs to start from, where the table seems to have an order.
pub(super) fn start(table: &Table, sides: &Sides) -> Option<Start> {
    let alone = sides.demands.iter().all(|demand| demand.high <= 1) && sides.places.iter().all(|&places| places <= 1);
    if !alone || !table.quick() {
        return None;
    }
    let mentees: Vec<usize> = (0..sides.demands.len()).filter(|&mentee| sides.demands[mentee].high > 0).collect();
    let mentors: Vec<usize> = (0..sides.places.len()).filter(|&mentor| sides.places[mentor] > 0).collect();
    let order = Order { table, mentees, mentors }.found()?;
    Some(order.cut().start(sides))
}

/// People in the order in which they gain from each other.
struct Order<'a> {
    table: &'a Table<'a>,
    mentees: Vec<usize>,
    mentors: Vec<usize>,
}

impl Order<'_> {
    fn weight(&self, mentee: usize, mentor: usize) -> Option<i64> {
        let weight = self.table.weight(mentee, mentor);
        (weight != FORBIDDEN).then_some(i64::from(weight))
    }

    /// Steps 1 and 2.
    fn found(mut self) -> Option<Self> {
        let few = spread(&self.mentees, FIRST);
        let (&first, others) = few.split_first()?;
        let orders = others.iter().map(|&other| self.columns(first, other)).collect::<Option<Vec<_>>>()?;
        let mut width;
        (width, self.mentors) = orders.into_iter().max_by_key(|(width, _)| *width).filter(|(width, _)| *width > 0)?;
        // Most tables end here, after a few rows.
        let mentees = std::mem::replace(&mut self.mentees, few);
        (_, self.mentees) = self.rows()?;
        if 4 * self.broken() > SAMPLE * FIRST {
            return None;
        }
        self.mentees = mentees;
        // Where much lies beyond two rows or columns as if it were equal, others further out tell it apart.
        for _ in 0..TURNS {
            (_, self.mentees) = self.rows()?;
            let wider;
            (wider, self.mentors) = self.columns(*self.mentees.first()?, *self.mentees.last()?)?;
            if std::mem::replace(&mut width, wider) == wider {
                break;
            }
        }
        (self.broken() == 0).then_some(self)
    }

    /// The columns by what lies between two rows, and how much more that is at the last than at the first.
    fn columns(&self, one: usize, other: usize) -> Option<(i64, Vec<usize>)> {
        sorted(&self.mentors, |mentor| Some(self.weight(other, mentor)? - self.weight(one, mentor)?))
    }

    /// The rows by what lies between the outermost columns, and how much more that is at the last than at the first.
    fn rows(&self) -> Option<(i64, Vec<usize>)> {
        let (&one, &other) = (self.mentors.first()?, self.mentors.last()?);
        sorted(&self.mentees, |mentee| Some(self.weight(mentee, other)? - self.weight(mentee, one)?))
    }

    /// How often the order does not hold between some rows and columns.
    fn broken(&self) -> usize {
        let (mentees, mentors) = (spread(&self.mentees, SAMPLE), spread(&self.mentors, SAMPLE));
        let gains = |rows: &[usize], columns: &[usize]| {
            let [on, also, beside, too] =
                [(0, 0), (1, 1), (0, 1), (1, 0)].map(|(i, j)| self.weight(rows[i], columns[j]));
            Some(on? + also? >= beside? + too?)
        };
        let all = mentees.windows(2).flat_map(|rows| mentors.windows(2).map(move |columns| gains(rows, columns)));
        all.filter(|gains| *gains != Some(true)).count()
    }

    /// Step 3: as many of one side as of the other, from the end where the diagonal is worth more.
    fn cut(mut self) -> Self {
        let many = self.mentees.len().min(self.mentors.len());
        let worth = |mentees: &[usize], mentors: &[usize]| -> i64 {
            mentees.iter().zip(mentors).filter_map(|(&mentee, &mentor)| self.weight(mentee, mentor)).sum()
        };
        let [more_mentees, more_mentors] = [&self.mentees, &self.mentors].map(|side| side.len() - many);
        let first = worth(&self.mentees[..many], &self.mentors[..many]);
        if first > worth(&self.mentees[more_mentees..], &self.mentors[more_mentors..]) {
            self.mentees.truncate(many);
            self.mentors.truncate(many);
        } else {
            self.mentees.drain(..more_mentees);
            self.mentors.drain(..more_mentors);
        }
        self
    }

    /// Step 4.
    fn start(self, sides: &Sides) -> Start {
        let mut prices = vec![0; sides.places.len()];
        let mut pairs: Vec<(usize, usize)> = self.mentees.iter().copied().zip(self.mentors.iter().copied()).collect();
        let (mut price, mut lowest) = (0, 0);
        for next in pairs.windows(2) {
            let [(mentee, mentor), (next_mentee, next_mentor)] = [next[0], next[1]];
            let rise = |mentee| Some(self.weight(mentee, next_mentor)? - self.weight(mentee, mentor)?);
            price += match (rise(mentee), rise(next_mentee)) {
                (Some(least), Some(most)) => (least + most).div_euclid(2),
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => 0,
            };
            prices[next_mentor] = price;
            lowest = lowest.min(price);
        }
        self.mentors.iter().for_each(|&mentor| prices[mentor] -= lowest);
        pairs.sort_unstable();
        Start { prices, pairs: pairs.into_iter().map(|(mentee, mentor)| (mentee as u32, mentor as u32)).collect() }
    }
}

/// Some of a list, evenly spread over it, the first and the last among them.
fn spread(all: &[usize], most: usize) -> Vec<usize> {
    match all.len() {
        many if many <= most => all.to_vec(),
        many => (0..most).map(|at| all[at * (many - 1) / (most - 1)]).collect(),
    }
}

/// A list by a key, equals as they were, and how much greater the last key is than the first; `None` where there is none.
fn sorted(all: &[usize], key: impl Fn(usize) -> Option<i64>) -> Option<(i64, Vec<usize>)> {
    let mut keyed = all.iter().map(|&one| Some((key(one)?, one))).collect::<Option<Vec<_>>>()?;
    keyed.sort_by_key(|&(key, _)| key);
    let width = keyed.last()?.0 - keyed.first()?.0;
    Some((width, keyed.into_iter().map(|(_, one)| one).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::solvers::StageName;
    use crate::domain::matching::solvers::checker::Grid;
    use crate::domain::matching::solvers::lots::lot;
    use crate::domain::matching::solvers::matrix::Matrix;
    use crate::domain::matching::solvers::network::Demand;
    use crate::domain::matching::solvers::objective::Objective;

    const MANY: usize = 60;

    /// The start on a table of as many rows as columns.
    fn found(score: impl Fn(usize, usize) -> i32) -> Option<Start> {
        let cells = (0..MANY * MANY).map(|cell| score(cell / MANY, cell % MANY)).collect();
        let grid = Grid::new(MANY, MANY, cells);
        let demands = vec![Demand { low: 0, high: 1, first: 0 }; MANY];
        let sides = Sides { demands, places: vec![1; MANY], full: vec![false; MANY] };
        let objective = Objective {
            name: StageName::Points,
            points: true,
            kept: 0,
            range: None,
            word: None,
            first: vec![0; MANY],
            kept_pairs: &[],
            mentee_lots: &[],
            mentor_lots: &[],
        };
        let matrix = Matrix::new(&grid, &sides);
        start(&Table { matrix: &matrix, past: &[], objective: &objective }, &sides)
    }

    #[test]
    fn prices_of_a_hidden_order_need_no_repair() {
        // 7 and 11 have no divisor in common with 60, so that each puts all of them in another order.
        let has = |at: usize, times: usize| (at * times % MANY) as i32;
        let kinds: [fn(i32, i32) -> i32; 3] = [|a, b| a * b, |a, b| -a * b, |a, b| -(a - b).abs()];
        for kind in kinds {
            let score = |i: usize, j: usize| i64::from(kind(has(i, 7), has(j, 11)));
            let start = found(|i, j| kind(has(i, 7), has(j, 11))).unwrap();
            assert_eq!(start.pairs.len(), MANY);
            for (mentee, mentor) in start.pairs {
                let [mentee, mentor] = [mentee, mentor].map(|at| at as usize);
                let gain = |mentor: usize| score(mentee, mentor) - start.prices[mentor];
                assert!((0..MANY).all(|other| gain(other) <= gain(mentor)));
            }
        }
    }

    #[test]
    fn no_order_is_found_where_there_is_none() {
        assert!(found(|i, j| (lot(i as u64, j as u64) % 100) as i32).is_none());
        assert!(found(|_, _| 50).is_none());
        assert!(found(|i, j| if i == j { FORBIDDEN } else { (i * j) as i32 }).is_none());
    }
}
