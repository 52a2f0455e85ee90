//! Step 6: what no grouping can exceed.
//!
//! 1. Whoever never has companions enough at any one of their times, nor a facilitator where there must be one, is in
//!    no group; nor, then, is whoever counted on them. The others fall into parts that nobody can be grouped across;
//!    in each, only so many fit into groups of the range.
//! 2. Points of pairs: with k in a group, everybody counts at most their best k - 1 companions, and each pair is
//!    counted twice; and sizes tell how many companions all people have together. Closer, everybody is also counted by at most k - 1 others: that is a problem of the solver of pairs
//!    with k - 1 places on both sides, played by everybody against everybody.
//! 3. Points with facilitators: everybody counts their best one, and a facilitator is counted by no more people than
//!    their groups hold; the same solver.

use super::super::{Aim, FORBIDDEN, Request, solve};
use super::leaders::Cells;
use super::table::Table;
use super::worth::Worth;

/// People beyond whom the closer bound is not worth its time.
const CLOSER: usize = 2_000;

pub(super) struct Possible {
    /// Who can be in a group at all, ascending.
    pub whom: Vec<u32>,
    /// How many people can be in groups at most.
    pub placed: usize,
    /// The numbers of groups in which these sit most evenly.
    pub groups: Vec<usize>,
}

impl Possible {
    /// Whether no grouping could have more people, evenness or facilitators.
    pub fn is_ideal(&self, table: &Table, worth: &Worth) -> bool {
        let (even, groups) = table.sizes.ideal(self.placed, table.most_groups());
        let most = if table.always { 0 } else { groups.last().copied().unwrap_or(0).min(table.all_places()) };
        worth.before_points() == (self.placed as i64, -even, most as i64)
    }
}

/// Step 1.
pub(super) fn possible(table: &Table) -> Possible {
    let mut whom: Vec<u32> = (0..table.people as u32).collect();
    if table.sizes.most < table.sizes.least {
        whom.clear();
    }
    loop {
        let before = whom.len();
        let kept: Vec<u32> = whom.iter().copied().filter(|&one| has_companions(table, one, &whom)).collect();
        whom = kept;
        if whom.len() == before {
            break;
        }
    }
    let most = table.most_groups();
    let parts = parts(table, &whom).into_iter().map(|part| table.sizes.placeable(part, most)).sum();
    let placed = table.sizes.placeable(parts, most);
    Possible { whom, placed, groups: table.sizes.ideal(placed, most).1 }
}

fn has_companions(table: &Table, one: u32, whom: &[u32]) -> bool {
    let own = table.free(one);
    let mut times = own.to_vec();
    if table.always {
        times.fill(0);
        for leader in (0..table.leaders as u32).filter(|&leader| !table.led_barred(one, leader)) {
            let free = own.iter().zip(table.leader_free(leader));
            times.iter_mut().zip(free).for_each(|(times, (a, b))| *times |= a & b);
        }
    }
    if table.sizes.least <= 1 {
        return times.iter().any(|&word| word != 0);
    }
    let barred = table.barred_row(one);
    let mut counts = vec![0usize; table.words * 64];
    for &other in whom.iter().filter(|&&other| other != one && barred[other as usize] == 0) {
        for (word, (a, b)) in times.iter().zip(table.free(other)).enumerate() {
            let mut both = a & b;
            while both != 0 {
                let count = &mut counts[word * 64 + both.trailing_zeros() as usize];
                *count += 1;
                if *count + 1 >= table.sizes.least {
                    return true;
                }
                both &= both - 1;
            }
        }
    }
    false
}

/// How many people there are in each part.
fn parts(table: &Table, whom: &[u32]) -> Vec<usize> {
    let mut rest = whom.to_vec();
    let mut parts = Vec::new();
    while let Some(first) = rest.pop() {
        let mut reached = vec![first];
        let mut at = 0;
        while let Some(&one) = reached.get(at) {
            let barred = table.barred_row(one);
            let (apart, with): (Vec<u32>, Vec<u32>) = rest.iter().partition(|&&other| barred[other as usize] != 0);
            reached.extend(with);
            rest = apart;
            at += 1;
        }
        parts.push(reached.len());
    }
    parts
}

/// Steps 2 and 3: the points of groupings as good as this before points.
pub(super) fn points(table: &Table, worth: &Worth) -> i64 {
    let placed = worth.placed as usize;
    let (even, groups) = table.sizes.ideal(placed, table.most_groups());
    let ideal = worth.even == -even;
    // If sizes are ideal they are known: in g groups so many of one size, the others one less.
    let largest = groups.iter().map(|&g| placed.div_ceil(g.max(1))).max();
    let most = largest.filter(|_| ideal).unwrap_or_else(|| table.sizes.largest(-worth.even));
    let pairs = if ideal && placed == table.people {
        groups.iter().map(|&g| of_sizes(table, placed.div_ceil(g.max(1)), placed % g.max(1))).max().unwrap_or(0)
    } else {
        of_number(table, &table.sizes.companions(placed, table.most_groups(), -worth.even), placed, most)
    };
    let pairs = pairs.min(closer(table, most).unwrap_or(i64::MAX));
    pairs.div_euclid(2) + led(table, placed, most)
}

/// Twice the bound if everybody is in a group, so many groups being of this size and the others one less; none of them
/// means all of this size.
fn of_sizes(table: &Table, size: usize, groups: usize) -> i64 {
    let larger = if groups == 0 { table.people } else { groups * size };
    let mut sum = 0;
    let mut steps: Vec<i64> = Vec::with_capacity(table.people);
    for one in 0..table.people as u32 {
        let best = companions(table, one, size.saturating_sub(1));
        let less: i64 = best.iter().take(size.saturating_sub(2)).sum();
        sum += less;
        steps.push(best.iter().sum::<i64>() - less);
    }
    steps.sort_unstable_by(|a, b| b.cmp(a));
    sum + steps.iter().take(larger).sum::<i64>()
}

/// Twice the bound if so many people are in groups up to this size, and all together have one of these numbers of
/// companions: the best of everybody's best, and the best of what everybody's best come to.
fn of_number(table: &Table, numbers: &[usize], placed: usize, most: usize) -> i64 {
    let (mut all, mut each) = (Vec::new(), Vec::new());
    for one in 0..table.people as u32 {
        let best = companions(table, one, most.saturating_sub(1));
        let (needed, more) = best.split_at((table.sizes.least - 1).min(best.len()));
        each.push(needed.iter().chain(more.iter().filter(|&&points| points > 0)).sum());
        all.extend(best);
    }
    let numbers = numbers.iter().map(|&number| largest(&all, number)).max();
    numbers.unwrap_or(i64::MAX).min(largest(&each, placed))
}

/// The most points a person has with others, from the most on.
fn companions(table: &Table, one: u32, number: usize) -> Vec<i64> {
    let cells = table.points_row(one).iter().zip(table.barred_row(one)).enumerate();
    let may = cells.filter(|(other, cell)| *other != one as usize && *cell.1 == 0);
    let mut points: Vec<i64> = may.map(|(_, cell)| i64::from(*cell.0)).collect();
    points.sort_unstable_by(|a, b| b.cmp(a));
    points.truncate(number);
    points
}

/// The sum of so many of the largest.
fn largest(of: &[i64], number: usize) -> i64 {
    let mut sorted = of.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.iter().take(number).sum()
}

/// Twice the closer bound.
fn closer(table: &Table, most: usize) -> Option<i64> {
    if table.people > CLOSER {
        return None;
    }
    let row = |one: u32| {
        let cells = table.points_row(one).iter().zip(table.barred_row(one)).enumerate();
        cells.map(
            move |(other, (&points, &barred))| if barred != 0 || other == one as usize { FORBIDDEN } else { points },
        )
    };
    let cells = (0..table.people as u32).flat_map(row).collect();
    let places = vec![most.saturating_sub(1) as u32; table.people];
    played(Cells { rows: table.people, columns: table.people, cells }, &places, &places)
}

/// Step 3.
fn led(table: &Table, placed: usize, most: usize) -> i64 {
    if table.leaders == 0 {
        return 0;
    }
    let best = |one: u32| {
        let may = (0..table.leaders as u32).filter(|&leader| !table.led_barred(one, leader));
        let best = may.map(|leader| i64::from(table.led_points(one, leader))).max();
        // Without a facilitator there are no points to lose.
        best.map_or(0, |best| if table.always { best } else { best.max(0) })
    };
    let simple = largest(&(0..table.people as u32).map(best).collect::<Vec<i64>>(), placed);
    let cell = |one: u32, leader: u32| {
        if table.led_barred(one, leader) { FORBIDDEN } else { table.led_points(one, leader) }
    };
    let cells = (0..table.people as u32).flat_map(|one| (0..table.leaders as u32).map(move |leader| cell(one, leader)));
    let cells = Cells { rows: table.people, columns: table.leaders, cells: cells.collect() };
    let hold = table.places.iter().map(|&places| places.saturating_mul(most as u32).min(table.people as u32));
    let closer = played(cells, &vec![1; table.people], &hold.collect::<Vec<u32>>());
    simple.min(closer.unwrap_or(i64::MAX))
}

/// The most points of pairs with so many places.
fn played(scores: Cells, mentee_places: &[u32], mentor_places: &[u32]) -> Option<i64> {
    let request = Request {
        scores: &scores,
        mentee_places,
        mentor_places,
        aim: Aim::BestFit,
        waited: &[],
        served: &[],
        kept: &[],
        levels: &[],
        mentee_lots: &[],
        mentor_lots: &[],
    };
    let solution = solve(&request).ok()?;
    Some(solution.pairs.iter().map(|p| i64::from(scores.cells[p.0 as usize * scores.columns + p.1 as usize])).sum())
}
