//! Step 3: a first grouping.
//!
//! Again and again the person with the fewest possible companions founds a group, at the time when most of those could
//! come; and of these who has the fewest possible companions joins first. Facilitators, where groups have them, are
//! chosen with the time. Whoever finds no group is left to later steps.

use super::Draft;
use super::random::Draws;
use super::table::Table;

/// How a start goes about it.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// How many groups there are to be.
    pub groups: usize,
    /// Whether facilitators are chosen now, as long as there are some.
    pub led: bool,
    /// Whether a founder draws the time instead of choosing that of most companions.
    pub drawn_times: bool,
}

struct Start<'a> {
    table: &'a Table,
    /// Who is not in a group yet.
    open: Vec<bool>,
    /// With how many of these everybody could be.
    companions: Vec<u32>,
    /// What decides between equals in this start.
    order: Vec<u32>,
    spare: Vec<u32>,
    manner: Manner,
}

pub(super) fn start(table: &Table, whom: &[u32], manner: Manner, draws: &mut Draws) -> Vec<Draft> {
    let mut open = vec![false; table.people];
    whom.iter().for_each(|&one| open[one as usize] = true);
    let mut companions = vec![0; table.people];
    for &one in whom {
        let barred = table.barred_row(one);
        companions[one as usize] = whom.iter().filter(|&&other| barred[other as usize] == 0).count() as u32 - 1;
    }
    let mut order: Vec<u32> = (0..table.people as u32).collect();
    draws.shuffle(&mut order);
    let mut start = Start { table, open, companions, order, spare: table.places.clone(), manner };
    let mut waiting: Vec<u32> = whom.to_vec();
    let mut groups: Vec<Draft> = Vec::new();
    while let Some(&founder) = waiting.iter().min_by_key(|&&one| start.rank(one)) {
        let others = waiting.len();
        let size = others.div_ceil(manner.groups.saturating_sub(groups.len()).max(1));
        let size = size.clamp(table.sizes.least, table.sizes.most);
        match start.found(founder, size, &waiting, draws) {
            Some(group) => {
                group.members.iter().for_each(|&one| start.close(one, &waiting));
                if let Some(leader) = group.leader {
                    start.spare[leader as usize] -= 1;
                }
                groups.push(group);
            }
            None => start.close(founder, &waiting),
        }
        waiting.retain(|&one| start.open[one as usize]);
    }
    groups
}

impl Start<'_> {
    fn rank(&self, one: u32) -> (u32, u32) {
        (self.companions[one as usize], self.order[one as usize])
    }

    fn close(&mut self, one: u32, waiting: &[u32]) {
        self.open[one as usize] = false;
        let barred = self.table.barred_row(one);
        for &other in waiting {
            self.companions[other as usize] -= u32::from(barred[other as usize] == 0 && other != one);
        }
    }

    /// A group of the founder and others at some time, tried at the most promising times.
    fn found(&self, founder: u32, size: usize, waiting: &[u32], draws: &mut Draws) -> Option<Draft> {
        let mut counts = vec![0u32; self.table.words * 64];
        let barred = self.table.barred_row(founder);
        let with: Vec<u32> = waiting.iter().copied().filter(|&o| o != founder && barred[o as usize] == 0).collect();
        for &one in &with {
            times(self.table.free(one), self.table.free(founder)).for_each(|time| counts[time] += 1);
        }
        let own = self.table.free(founder);
        let mut tries: Vec<usize> =
            times(own, own).filter(|&t| counts[t] as usize + 1 >= self.table.sizes.least).collect();
        if self.manner.drawn_times {
            draws.shuffle(&mut tries);
        } else {
            tries.sort_by_key(|&time| std::cmp::Reverse(counts[time]));
        }
        tries.iter().take(4).find_map(|&time| self.at(founder, size, time, &with, draws))
    }

    fn at(&self, founder: u32, size: usize, time: usize, with: &[u32], draws: &mut Draws) -> Option<Draft> {
        let come = |free: &[u64]| free[time / 64] >> (time % 64) & 1 == 1;
        let with: Vec<u32> = with.iter().copied().filter(|&one| come(self.table.free(one))).collect();
        let could = |&leader: &u32| {
            let spare = self.spare[leader as usize] > 0 && come(self.table.leader_free(leader));
            spare && !self.table.led_barred(founder, leader)
        };
        let mut leaders: Vec<u32> = (0..self.table.leaders as u32).filter(|_| self.manner.led).filter(could).collect();
        draws.shuffle(&mut leaders);
        let follow = |leader: u32| with.iter().filter(|&&one| !self.table.led_barred(one, leader)).count();
        leaders.sort_by_cached_key(|&leader| std::cmp::Reverse(follow(leader)));
        let led = leaders.iter().take(2).find_map(|&leader| {
            self.fill(
                founder,
                size,
                with.iter().copied().filter(|&one| !self.table.led_barred(one, leader)),
                Some(leader),
            )
        });
        led.or_else(|| self.fill(founder, size, with.iter().copied(), None).filter(|_| !self.table.always))
    }

    fn fill(&self, founder: u32, size: usize, with: impl Iterator<Item = u32>, leader: Option<u32>) -> Option<Draft> {
        let mut with: Vec<u32> = with.collect();
        with.sort_by_key(|&one| self.rank(one));
        let mut members = vec![founder];
        for one in with {
            if members.len() < size && members.iter().all(|&other| !self.table.barred(one, other)) {
                members.push(one);
            }
        }
        members.sort_unstable();
        (members.len() >= self.table.sizes.least).then_some(Draft { members, leader })
    }
}

/// The times in common.
fn times(one: &[u64], other: &[u64]) -> impl Iterator<Item = usize> {
    one.iter().zip(other).enumerate().flat_map(|(word, (a, b))| {
        let mut both = a & b;
        std::iter::from_fn(move || {
            let bit = both.trailing_zeros() as usize;
            (both != 0).then(|| {
                both &= both - 1;
                word * 64 + bit
            })
        })
    })
}
