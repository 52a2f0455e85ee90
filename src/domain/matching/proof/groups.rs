//! That no grouping is better, by trying them all anew: groups leave no prices.
//!
//! 1. List every set of members that may be a group, and what it earns with each who may lead it or with nobody.
//! 2. Of the first so many members and the places that are left with those who lead: the best there is, either without
//!    the last of them or with a group in which the last of them is.
//!
//! Sets of members are numbers, of which each bit is a member.

use super::super::sets::Sets;
use crate::domain::scheme::Leaders;
use std::ops::RangeInclusive;

/// How many members there may be, how many cases may be remembered, and how often one may be looked at.
const MEMBERS: usize = 18;
const CASES: usize = 1 << 21;
const LOOKS: usize = 400_000_000;

/// What a grouping is worth, the first that differs telling which of two is better: members placed, minus how uneven
/// sizes are, groups with somebody who leads where that is optional, points.
pub type Worth = (i64, i64, i64, i64);

/// A set of members that may be a group: who, what it is worth with nobody who leads it, and with each who may.
struct Group {
    members: usize,
    alone: Option<Worth>,
    led: Vec<(usize, Worth)>,
}

/// What some groups (members and who leads, as positions) are worth together, and what the best groups are worth;
/// `None` where there are too many ways to try.
///
/// # Errors
/// Says who is in two groups, or leads more than they have places for.
pub fn tried(sets: &Sets<'_, '_>, groups: &[(Vec<usize>, Option<usize>)]) -> Result<Option<(Worth, Worth)>, String> {
    let mut places: Vec<u32> = sets.leader_places().collect();
    let mut placed = vec![false; sets.people()];
    for (members, leader) in groups {
        if members.iter().any(|member| std::mem::replace(&mut placed[*member], true)) {
            return Err("somebody is in two groups".to_string());
        }
        if let Some(leader) = *leader {
            let left = places[leader].checked_sub(1);
            places[leader] = left.ok_or("somebody leads more groups than they have places for")?;
        }
    }
    if sets.people() > MEMBERS {
        return Ok(None);
    }
    let ways = Ways::of(sets);
    let worth = groups.iter().map(|(members, leader)| ways.worth(members, *leader));
    let worth = worth.fold(Worth::default(), add);
    Ok(ways.best().map(|best| (worth, best)))
}

fn add(one: Worth, other: Worth) -> Worth {
    (one.0 + other.0, one.1 + other.1, one.2 + other.2, one.3 + other.3)
}

/// Whether some members, and perhaps who leads them, have a time in common.
type Free<'f> = dyn Fn(&[usize], Option<usize>) -> bool + 'f;

/// What groups there may be.
struct Ways<'f> {
    people: usize,
    sizes: RangeInclusive<usize>,
    leaders: Leaders,
    /// How many groups each can take of those who lead.
    places: Vec<u32>,
    /// What a member earns with each other, as far as rules let them be in one group.
    pairs: Vec<Vec<Option<i64>>>,
    /// The same with each who leads.
    led: Vec<Vec<Option<i64>>>,
    free: Box<Free<'f>>,
}

impl<'f> Ways<'f> {
    fn of(sets: &'f Sets<'_, '_>) -> Self {
        let people = sets.people();
        let places: Vec<u32> = sets.leader_places().collect();
        let pair = |one: usize, other: usize| {
            (one != other && sets.pair_fits(one, other)).then(|| sets.score(&[one, other], None))
        };
        let led = |one: usize, leader: usize| sets.leader_fits(one, leader).then(|| sets.score(&[one], Some(leader)));
        Ways {
            people,
            sizes: sets.sizes(),
            leaders: sets.leaders_wanted(),
            pairs: (0..people).map(|one| (0..people).map(|other| pair(one, other)).collect()).collect(),
            led: (0..people).map(|one| (0..places.len()).map(|leader| led(one, leader)).collect()).collect(),
            places,
            free: Box::new(|members, leader| sets.are_free(members, leader)),
        }
    }

    fn worth(&self, members: &[usize], leader: Option<usize>) -> Worth {
        // Twice the distance from the middle, so that it is whole.
        let off = 2 * members.len() as i64 - (self.sizes.start() + self.sizes.end()) as i64;
        let counts = leader.is_some() && self.leaders == Leaders::Optional;
        let each = members.iter().enumerate().map(|(at, &one)| {
            let others = members[at + 1..].iter().filter_map(|&other| self.pairs[one][other]).sum::<i64>();
            others + leader.and_then(|leader| self.led[one][leader]).unwrap_or(0)
        });
        (members.len() as i64, -off * off, i64::from(counts), each.sum())
    }

    /// Step 2.
    fn best(&self) -> Option<Worth> {
        let groups = self.list();
        // Nobody leads more groups than there can be.
        let most = self.people / self.sizes.start();
        let places: Vec<usize> = self.places.iter().map(|&places| (places as usize).min(most)).collect();
        // The places that are left, as one number: those of each who leads count `steps` each.
        let (mut steps, mut ways) = (Vec::new(), 1usize);
        for places in &places {
            steps.push(ways);
            ways = ways.checked_mul(places + 1).filter(|ways| ways << self.people <= CASES)?;
        }
        let looks = groups.iter().enumerate().map(|(last, groups)| {
            let each = groups.iter().map(|group| 1 + group.led.len()).sum::<usize>();
            each.saturating_mul(ways << last)
        });
        if looks.fold(0, usize::saturating_add) > LOOKS {
            return None;
        }
        let mut best = vec![Worth::default(); ways << self.people];
        for members in 1usize..1 << self.people {
            let last = members.ilog2() as usize;
            let (before, now) = best.split_at_mut(members * ways);
            let of = |members: usize| &before[members * ways..][..ways];
            let chosen = &mut now[..ways];
            chosen.copy_from_slice(of(members & !(1 << last)));
            for group in groups[last].iter().filter(|group| group.members & !members == 0) {
                let rest = of(members & !group.members);
                for (way, chosen) in chosen.iter_mut().enumerate() {
                    let alone = group.alone.map(|worth| add(worth, rest[way]));
                    let free = |leader: usize| way / steps[leader] % (places[leader] + 1) > 0;
                    let led = group.led.iter().filter(|(leader, _)| free(*leader));
                    let led = led.map(|(leader, worth)| add(*worth, rest[way - steps[*leader]]));
                    *chosen = alone.into_iter().chain(led).fold(*chosen, Worth::max);
                }
            }
        }
        best.last().copied()
    }

    /// Step 1, by the last member of each.
    fn list(&self) -> Vec<Vec<Group>> {
        let mut groups: Vec<Vec<Group>> = (0..self.people).map(|_| Vec::new()).collect();
        // Members who may be in one group, the last of them first; others may join who come before all of them.
        let mut growing: Vec<Vec<usize>> = (0..self.people).map(|last| vec![last]).collect();
        while let Some(members) = growing.pop() {
            if !(self.free)(&members, None) {
                continue;
            }
            if self.sizes.contains(&members.len()) {
                let leads = |&leader: &usize| {
                    self.leaders != Leaders::None
                        && members.iter().all(|&one| self.led[one][leader].is_some())
                        && (self.free)(&members, Some(leader))
                };
                let led = (0..self.places.len()).filter(leads);
                groups[members[0]].push(Group {
                    members: members.iter().map(|member| 1 << member).sum(),
                    alone: (self.leaders != Leaders::Needed).then(|| self.worth(&members, None)),
                    led: led.map(|leader| (leader, self.worth(&members, Some(leader)))).collect(),
                });
            }
            if members.len() < *self.sizes.end() {
                let joins = |&next: &usize| members.iter().all(|&one| self.pairs[one][next].is_some());
                let next = (0..members[members.len() - 1]).filter(joins);
                growing.extend(next.map(|next| [&members[..], &[next]].concat()));
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::solvers::Score;
    use crate::domain::matching::solvers::groups::{Facilitated, GroupRequest, GroupScores, form};
    use proptest::prelude::*;

    /// What members earn with each other, and with those who lead.
    struct Cells {
        leaders: usize,
        pairs: Vec<Vec<Option<i64>>>,
        led: Vec<Vec<Option<i64>>>,
    }

    impl GroupScores for Cells {
        fn people(&self) -> usize {
            self.pairs.len()
        }
        fn facilitators(&self) -> usize {
            self.leaders
        }
        fn pair(&self, one: usize, other: usize) -> Option<Score> {
            self.pairs[one][other].map(|points| points as Score)
        }
        fn led(&self, person: usize, facilitator: usize) -> Option<Score> {
            self.led[person][facilitator].map(|points| points as Score)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
        #[test]
        fn the_solver_finds_what_trying_all_finds(
            (people, leaders) in (0..9usize, 0..3usize),
            (least, more) in (1..4usize, 0..3usize),
            wanted in prop::sample::select(vec![Leaders::None, Leaders::Optional, Leaders::Needed]),
            points in prop::collection::vec(prop::option::weighted(0.9, -9..20i64), 120),
            times in prop::collection::vec(1..8u32, 12),
            places in prop::collection::vec(0..3u32, 2),
        ) {
            let at = |one: usize, other: usize| points[one.min(other) * 9 + one.max(other)];
            // Bits are times.
            let free = |members: &[usize], leader: Option<usize>| {
                let of = members.iter().copied().chain(leader.map(|leader| 9 + leader));
                of.fold(u32::MAX, |common, one| common & times[one]) != 0
            };
            let ways = Ways {
                people,
                sizes: least..=(least + more).min(people),
                leaders: wanted,
                places: places[..leaders].to_vec(),
                pairs: (0..people).map(|one| (0..people).map(|j| if one == j { None } else { at(one, j) }).collect()).collect(),
                led: (0..people).map(|one| (0..leaders).map(|leader| points[90 + one * 2 + leader]).collect()).collect(),
                free: Box::new(free),
            };
            let slots = |of: std::ops::Range<usize>| -> Vec<Option<Vec<u32>>> {
                of.map(|one| Some((0..3).filter(|time| times[one] >> time & 1 == 1).collect())).collect()
            };
            let lots: Vec<u64> = (1..12).collect();
            let found = form(&GroupRequest {
                scores: &Cells { leaders, pairs: ways.pairs.clone(), led: ways.led.clone() },
                least,
                most: least + more,
                slots: &slots(0..people),
                facilitator_slots: &slots(9..9 + leaders),
                facilitator_places: &ways.places,
                facilitated: match wanted {
                    Leaders::None => Facilitated::Never,
                    Leaders::Optional => Facilitated::WhereThere,
                    Leaders::Needed => Facilitated::Always,
                },
                lots: &lots[..people],
                facilitator_lots: &lots[9..9 + leaders],
            });
            let members = |group: &crate::domain::matching::solvers::groups::Group| -> Vec<usize> {
                group.members.iter().map(|&member| member as usize).collect()
            };
            let worth = found.groups.iter().map(|group| ways.worth(&members(group), group.facilitator.map(|at| at as usize)));
            prop_assert_eq!(Some(worth.fold(Worth::default(), add)), ways.best());
        }
    }
}
