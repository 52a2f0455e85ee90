//! Small numbers: which counts of a table may be told, and which would give somebody away.
//!
//! A table has one row a group: how many were placed, how many were not, and both together. Its totals are those of
//! the round, which are told everywhere, so whoever reads the table can subtract. A count below the threshold is
//! hidden; so are the counts from which it could be worked out.
//!
//! 1. Where a count of a row is hidden another one is, since two give the third. All rows of a table lose the same two,
//!    or all three: of mixed ones sums could be told that no row shows.
//! 2. Rows are added, those of the fewest people first, until no hidden count can be worked out and what is hidden in
//!    a column adds up to the threshold: two groups that are small together would be one small group.
//! 3. What a reader can work out is found exactly. Of a row each count and their sum lie between bounds; sets of such
//!    pairs of whole numbers add up bound by bound (they are generalised polymatroids: Frank 1984), so what the other
//!    rows can add up to, and what they leave to one row, are again such bounds.

pub mod ledger;
pub mod moments;

#[cfg(test)]
mod tests;

/// The number below which a count is hidden; 0 and 1 hide nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(pub u32);

impl Default for Threshold {
    fn default() -> Self {
        Threshold(5)
    }
}

/// One group: how many of its people were placed, and how many were not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many were placed.
    pub placed: u32,
    /// How many were not.
    pub not_placed: u32,
}

/// How a count is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Count(u32),
    /// As fewer than the threshold.
    Fewer,
    /// Not at all: it is no small number, but would give one away.
    Hidden,
}

/// The counts of one group as they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// How many people are in the group.
    pub people: Shown,
    /// How many of them were placed.
    pub placed: Shown,
    /// How many of them were not.
    pub not_placed: Shown,
}

/// Says how the counts of groups are told, in their order; `None` where nothing would be left to tell. Everybody is in
/// one of the groups, and nobody in two; there is somebody in each.
///
/// ```
/// use mentor::domain::small_numbers::{Group, Row, Shown, Threshold, tell};
/// let (most, some) = (Group { placed: 18, not_placed: 6 }, Group { placed: 3, not_placed: 0 });
/// // 21 were placed in all: with 18 in view the 3 would be too. There are only two groups, so neither is told.
/// assert_eq!(tell(&[most, some], Threshold(5)), None);
/// // A third one is hidden with the few; the 18 stay in view.
/// let third = Group { placed: 9, not_placed: 5 };
/// let rows = tell(&[most, some, third], Threshold(5)).unwrap();
/// assert_eq!(rows[0].placed, Shown::Count(18));
/// assert_eq!(rows[1].placed, Shown::Fewer);
/// assert_eq!(rows[2].placed, Shown::Hidden);
/// ```
pub fn tell(groups: &[Group], threshold: Threshold) -> Option<Vec<Row>> {
    let table = Table::new(groups, threshold);
    let plans = table.ways().into_iter().filter_map(|way| Some((table.plan(way)?, way)));
    let (levels, way) = plans.min_by_key(|(levels, way)| table.loss(levels, *way))?;
    let told = |(row, level): (&Counts, &Level)| {
        let [placed, not_placed, people] = [0, 1, 2].map(|column| table.shown(row[column], way.hides(*level)[column]));
        Row { people, placed, not_placed }
    };
    Some(table.rows.iter().zip(&levels).map(told).collect())
}

/// Says which of three sums that make up a plan (held, not held, not heard of) can be told: those that rest on enough people, or on none. Everybody who
/// knows the plan can subtract, so no one of them is hidden alone. `behind` is how many people stand behind each.
///
/// ```
/// use mentor::domain::small_numbers::{Threshold, tell_of_a_plan};
/// // 70 held, 3 not held in 2 relationships, 15 not heard of: with the 15 the 3 would follow.
/// assert_eq!(tell_of_a_plan([70, 3, 15], [11, 2, 6], true, Threshold(5)), [true, false, false]);
/// assert_eq!(tell_of_a_plan([70, 3, 15], [11, 2, 6], false, Threshold(5)), [true, false, true]);
/// ```
pub fn tell_of_a_plan(sums: [usize; 3], behind: [usize; 3], planned: bool, threshold: Threshold) -> [bool; 3] {
    let mut told = behind.map(|behind| behind == 0 || behind >= threshold.0 as usize);
    if planned && told.iter().filter(|told| !**told).count() == 1 {
        // Of not heard of least is lost, of held most.
        if let Some(other) = (0..3).rev().find(|at| told[*at] && sums[*at] > 0) {
            told[other] = false;
        }
    }
    told
}

/// Placed, not placed, both together.
type Counts = [i64; 3];

/// Which of the three counts of a row are hidden.
type Mask = [bool; 3];

/// The least and the most that each of the three counts can be.
type Bounds = [(i64, i64); 3];

/// How much of a row is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Open,
    Half,
    Closed,
}

/// Which counts the rows of a table lose.
#[derive(Clone, Copy)]
struct Way {
    half: Mask,
    closed: Mask,
}

impl Way {
    fn hides(self, level: Level) -> Mask {
        match level {
            Level::Open => [false; 3],
            Level::Half => self.half,
            Level::Closed => self.closed,
        }
    }
}

/// More rows than these are not hidden for the sake of others: so little would be left that the table is.
const MOST_ADDED: usize = 32;

struct Table {
    rows: Vec<Counts>,
    totals: Counts,
    threshold: i64,
}

impl Table {
    fn new(groups: &[Group], threshold: Threshold) -> Self {
        let row = |group: &Group| {
            let (placed, not_placed) = (i64::from(group.placed), i64::from(group.not_placed));
            [placed, not_placed, placed + not_placed]
        };
        let rows: Vec<Counts> = groups.iter().map(row).collect();
        let totals = [0, 1, 2].map(|column| rows.iter().map(|row| row[column]).sum());
        // Below 1 there is nothing; that nobody was placed is no number of people.
        let threshold = if threshold.0 < 2 { 0 } else { i64::from(threshold.0) };
        Table { rows, totals, threshold }
    }

    /// The ways in which counts can be hidden, the one that leaves most to read first.
    fn ways(&self) -> Vec<Way> {
        let all = [true; 3];
        // Where everybody was placed, or nobody, the round tells so of each group: there is nothing to hide.
        if let Some(none) = (0..2).find(|column| self.totals[*column] == 0) {
            let mask = [0, 1, 2].map(|column| column != none);
            return vec![Way { half: mask, closed: mask }];
        }
        let but_one = [[false, true, true], [true, true, false], [true, false, true]];
        but_one.into_iter().map(|half| Way { half, closed: all }).collect()
    }

    fn is_small(&self, count: i64) -> bool {
        count < self.threshold
    }

    fn shown(&self, count: i64, hidden: bool) -> Shown {
        match hidden {
            true if self.is_small(count) => Shown::Fewer,
            true => Shown::Hidden,
            false => Shown::Count(u32::try_from(count).unwrap_or(u32::MAX)),
        }
    }

    /// How much of each row must be hidden for its own sake.
    fn needed(&self, row: &Counts, way: Way) -> Level {
        let mut levels = [Level::Open, Level::Half, Level::Closed].into_iter();
        let covers = |level: &Level| {
            let small = |column: usize| self.is_small(row[column]) && self.totals[column] > 0;
            (0..3).all(|column| way.hides(*level)[column] || !small(column))
        };
        levels.find(covers).unwrap_or(Level::Closed)
    }

    /// The fewest rows that are to be hidden in one way, and how much of them; none where all are, or too many.
    fn plan(&self, way: Way) -> Option<Vec<Level>> {
        let needed: Vec<Level> = self.rows.iter().map(|row| self.needed(row, way)).collect();
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|row| self.rows[*row][2]);
        for added in 0..=MOST_ADDED.min(2 * order.len()) {
            for closed in 0..=added {
                let Some(levels) = raised(&needed, &order, closed, added - closed) else { continue };
                let something_is_told = levels.iter().any(|level| way.hides(*level) != way.closed);
                if something_is_told && self.keeps(&levels, way) {
                    return Some(levels);
                }
            }
        }
        None
    }

    /// What a reader loses: the counts, and the mean score of those placed where that count is hidden.
    fn loss(&self, levels: &[Level], way: Way) -> usize {
        let hidden = |level: &Level| way.hides(*level).iter().filter(|hidden| **hidden).count();
        levels.iter().map(|level| hidden(level) + usize::from(way.hides(*level)[0])).sum()
    }

    /// Whether nothing that is hidden can be worked out.
    fn keeps(&self, levels: &[Level], way: Way) -> bool {
        let masks: Vec<Mask> = levels.iter().map(|level| way.hides(*level)).collect();
        let together = (0..3).all(|column| {
            let hidden = || self.rows.iter().zip(&masks).filter(|(_, mask)| mask[column]);
            let sum: i64 = hidden().map(|(row, _)| row[column]).sum();
            let count = hidden().count();
            count == 0 || count == self.rows.len() || !self.is_small(sum)
        });
        let known: Vec<Bounds> = self.rows.iter().zip(&masks).map(|(row, mask)| self.known(row, mask)).collect();
        let sums = [0, 1, 2].map(|column| {
            let bounds = known.iter().map(|row| row[column]);
            bounds.fold((0, 0), |sum, bounds| (sum.0 + bounds.0, sum.1 + bounds.1))
        });
        let kept = |(row, mask): (&Bounds, &Mask)| {
            let left = [0, 1, 2].map(|column| {
                let (total, sum, own) = (self.totals[column], sums[column], row[column]);
                (own.0.max(total - (sum.1 - own.1)), own.1.min(total - (sum.0 - own.0)))
            });
            tightened(left).iter().zip(mask).all(|((least, most), hidden)| !hidden || least < most)
        };
        together && known.iter().zip(&masks).all(kept)
    }

    /// What the row alone says of its counts.
    fn known(&self, row: &Counts, mask: &Mask) -> Bounds {
        let bounds = |column: usize| match mask[column] {
            false => (row[column], row[column]),
            // There is somebody in every group.
            true if self.is_small(row[column]) => (i64::from(column == 2), self.threshold - 1),
            true => (self.threshold, self.totals[column]),
        };
        tightened([0, 1, 2].map(bounds))
    }
}

/// What must be hidden, and of the rows of the fewest people so many more; none where there are not so many.
fn raised(needed: &[Level], order: &[usize], closed: usize, half: usize) -> Option<Vec<Level>> {
    let mut levels = needed.to_vec();
    for (level, below, count) in [(Level::Closed, Level::Closed, closed), (Level::Half, Level::Half, half)] {
        let rows: Vec<usize> = order.iter().copied().filter(|row| levels[*row] < below).take(count).collect();
        if rows.len() < count {
            return None;
        }
        rows.into_iter().for_each(|row| levels[row] = level);
    }
    Some(levels)
}

/// The least and the most that each count can be while the first two make the third.
fn tightened([placed, not_placed, people]: Bounds) -> Bounds {
    let rest = |of: (i64, i64)| (people.0 - of.1, people.1 - of.0);
    let within = |one: (i64, i64), other: (i64, i64)| (one.0.max(other.0), one.1.min(other.1));
    let sum = (placed.0 + not_placed.0, placed.1 + not_placed.1);
    [within(placed, rest(not_placed)), within(not_placed, rest(placed)), within(people, sum)]
}
