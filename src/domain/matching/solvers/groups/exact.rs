//! Step 2: the optimum of few people, by dynamic programming over sets of people.
//!
//! 1. List every set of people that can be a group.
//! 2. The best groups of exactly the people of a set, without facilitators: the group of its first person, and the best
//!    groups of the rest. Sets are made from those without their first people, so the last first person comes first.
//! 3. One layer for each place of a facilitator: the best groups of a set so far, or one group of this facilitator and
//!    the best so far of the rest.
//! 4. The best of all sets, and the way back through the layers.

use super::super::lots::lot;
use super::table::{Table, meets};
use super::{Draft, Worth};

/// What the exact way may take on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// People.
    pub people: usize,
    /// Combinations of a set and a group.
    pub work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { people: 18, work: 60_000_000 }
    }
}

/// A set of people that can be a group: bits count positions in the list of people asked about.
struct Candidate {
    set: u32,
    worth: Worth,
    /// The lots of its members, folded.
    drawn: u64,
}

struct Candidates<'a> {
    table: &'a Table,
    pool: &'a [u32],
    all: Vec<Candidate>,
    /// The times of each.
    free: Vec<u64>,
}

/// The best groups of some people (ascending) with some places of facilitators; `None` beyond the limits.
pub(super) fn best(table: &Table, pool: &[u32], places: &[u32], limits: &Limits) -> Option<(Vec<Draft>, Worth)> {
    if pool.len() > limits.people.min(24) {
        return None;
    }
    let mut candidates = Candidates { table, pool, all: Vec::new(), free: Vec::new() };
    candidates.list();
    let most = candidates.all.iter().map(|c| c.set.count_ones()).min().map_or(0, |least| pool.len() as u32 / least);
    let layers = places.iter().enumerate().flat_map(|(leader, &places)| (0..places.min(most)).map(move |_| leader));
    let layers: Vec<(u32, Vec<u32>)> = layers.map(|leader| (leader as u32, candidates.of(leader as u32))).collect();
    let rest = |c: u32| pool.len() as u32 - candidates.all[c as usize].set.count_ones();
    let led: u64 =
        layers.iter().map(|(_, own)| own.iter().map(|&c| 1 << rest(c)).sum::<u64>() + (1 << pool.len())).sum();
    let alone: u64 = candidates.all.iter().map(|c| 1u64 << candidates.later(c).count_ones()).sum();
    if led + alone > limits.work {
        return None;
    }
    Some(candidates.choose(&layers))
}

impl Candidates<'_> {
    fn list(&mut self) {
        let everybody = (1u32 << self.pool.len()) - 1;
        let barred = |&one: &u32| {
            let bits = self.pool.iter().enumerate().map(|(at, &other)| u32::from(self.table.barred(one, other)) << at);
            bits.sum::<u32>()
        };
        let may: Vec<u32> = self.pool.iter().map(|one| everybody & !barred(one)).collect();
        let empty = Candidate { set: 0, worth: Worth::default(), drawn: 0 };
        self.grow(&may, &empty, everybody, &vec![u64::MAX; self.table.words]);
    }

    /// Adds every later person who may join.
    fn grow(&mut self, may: &[u32], group: &Candidate, mut joining: u32, free: &[u64]) {
        let size = group.set.count_ones() as usize;
        if size >= self.table.sizes.most {
            return;
        }
        let mut both = vec![0; free.len()];
        while joining != 0 {
            let at = joining.trailing_zeros() as usize;
            joining &= joining - 1;
            let person = self.pool[at];
            both.iter_mut().zip(free).zip(self.table.free(person)).for_each(|((both, a), b)| *both = a & b);
            if both.iter().all(|&word| word == 0) {
                continue;
            }
            let points = self.people(group.set).map(|other| i64::from(self.table.points(person, other))).sum::<i64>();
            let worth = Worth { points: group.worth.points + points, ..Worth::default() };
            let drawn = lot(group.drawn, self.table.lots[person as usize]);
            let grown = Candidate { set: group.set | 1 << at, worth, drawn };
            self.grow(may, &grown, joining & may[at], &both);
            if self.table.sizes.contains(size + 1) {
                let lot = Worth::lot(self.table, drawn, None);
                let (placed, even) = (size as i64 + 1, -self.table.sizes.uneven(size + 1));
                self.all.push(Candidate { worth: Worth { placed, even, lot, ..worth }, ..grown });
                self.free.extend(&both);
            }
        }
    }

    fn people(&self, set: u32) -> impl Iterator<Item = u32> {
        ones(set).map(|at| self.pool[at as usize])
    }

    /// The groups a facilitator could take.
    fn of(&self, leader: u32) -> Vec<u32> {
        let could = |&c: &u32| {
            let free = &self.free[c as usize * self.table.words..][..self.table.words];
            meets(free, self.table.leader_free(leader))
                && self.people(self.all[c as usize].set).all(|one| !self.table.led_barred(one, leader))
        };
        (0..self.all.len() as u32).filter(could).collect()
    }

    /// Who comes after the first person of a group and is not in it.
    fn later(&self, group: &Candidate) -> u32 {
        let everybody = (1u32 << self.pool.len()) - 1;
        everybody & !group.set & !(group.set ^ (group.set - 1))
    }

    /// Steps 2 to 4.
    fn choose(&self, layers: &[(u32, Vec<u32>)]) -> (Vec<Draft>, Worth) {
        const NONE: u32 = u32::MAX;
        let sets = 1usize << self.pool.len();
        let mut best: Vec<Option<Worth>> = vec![None; sets];
        best[0] = Some(Worth::default());
        let mut ways = vec![vec![NONE; sets]];
        if !self.table.always {
            let mut order: Vec<u32> = (0..self.all.len() as u32).collect();
            order.sort_by_key(|&c| std::cmp::Reverse(self.all[c as usize].set.trailing_zeros()));
            for c in order {
                let group = &self.all[c as usize];
                for rest in subsets(self.later(group)) {
                    let Some(worth) = best[rest as usize].map(|rest| rest + group.worth) else { continue };
                    let both = (rest | group.set) as usize;
                    if Some(worth) > best[both] {
                        best[both] = Some(worth);
                        ways[0][both] = c;
                    }
                }
            }
        }
        for (leader, own) in layers {
            let before = best.clone();
            let mut way = vec![NONE; sets];
            for &c in own {
                let group = &self.all[c as usize];
                let led = self.led(group, *leader);
                for rest in subsets((sets - 1) as u32 & !group.set) {
                    let Some(worth) = before[rest as usize].map(|rest| rest + led) else { continue };
                    let both = (rest | group.set) as usize;
                    if Some(worth) > best[both] {
                        best[both] = Some(worth);
                        way[both] = c;
                    }
                }
            }
            ways.push(way);
        }
        let mut set = (0..sets).max_by_key(|&set| best[set]).unwrap_or(0);
        let worth = best[set].unwrap_or_default();
        let mut drafts = Vec::new();
        let mut draft = |c: u32, leader| {
            let group = self.all[c as usize].set;
            drafts.push(Draft { members: self.people(group).collect(), leader });
            !(group as usize)
        };
        for (way, (leader, _)) in ways[1..].iter().zip(layers).rev() {
            if way[set] != NONE {
                set &= draft(way[set], Some(*leader));
            }
        }
        while ways[0][set] != NONE {
            set &= draft(ways[0][set], None);
        }
        (drafts, worth)
    }

    fn led(&self, group: &Candidate, leader: u32) -> Worth {
        let points = self.people(group.set).map(|one| i64::from(self.table.led_points(one, leader))).sum::<i64>();
        let lot = Worth::lot(self.table, group.drawn, Some(leader));
        Worth { led: Worth::led(self.table, Some(leader)), points: group.worth.points + points, lot, ..group.worth }
    }
}

fn ones(mut set: u32) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let at = set.trailing_zeros();
        (set != 0).then(|| {
            set &= set - 1;
            at
        })
    })
}

/// All subsets of a set, the empty one last.
fn subsets(of: u32) -> impl Iterator<Item = u32> {
    let mut next = Some(of);
    std::iter::from_fn(move || {
        let set = next?;
        next = set.checked_sub(1).map(|less| less & of);
        Some(set)
    })
}
