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
struct Way {
    members: usize,
    alone: Option<Worth>,
    led: Vec<(usize, Worth)>,
}

/// Members and who leads them, as positions.
pub type Group = (Vec<usize>, Option<usize>);

/// What can be said of some groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// No grouping is better: all of them were tried.
    Best,
    /// This one is better.
    Better(Vec<Group>),
    /// There are too many to try.
    Worth(Worth),
}

/// Checks some groups of which each may be.
///
/// # Errors
/// Says who is in two groups, or leads more than they have places for.
pub fn check(sets: &Sets<'_, '_>, groups: &[Group]) -> Result<Checked, String> {
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
    let each = groups.iter().map(|(members, leader)| {
        let (even, led) = before_points(&sets.sizes(), sets.leaders_wanted(), members.len(), *leader);
        (members.len() as i64, even, led, sets.score(members, *leader))
    });
    let worth = each.fold(Worth::default(), add);
    if sets.people() > MEMBERS {
        return Ok(Checked::Worth(worth));
    }
    Ok(match Ways::of(sets).best() {
        None => Checked::Worth(worth),
        Some((best, _)) if best == worth => Checked::Best,
        Some((_, better)) => Checked::Better(better),
    })
}

/// How uneven the size of a group is, as a number not above 0, and whether somebody leads it who need not.
fn before_points(sizes: &RangeInclusive<usize>, leaders: Leaders, size: usize, leader: Option<usize>) -> (i64, i64) {
    // Twice the distance from the middle, so that it is whole.
    let off = 2 * size as i64 - (sizes.start() + sizes.end()) as i64;
    (-off * off, i64::from(leader.is_some() && leaders == Leaders::Optional))
}

/// Who would be in another group if the groups were these: the member, and among whom; nobody, where in none.
pub fn moves(before: &[Group], after: &[Group]) -> Vec<(usize, Vec<usize>)> {
    let common = |one: &Group, other: &Group| one.0.iter().filter(|member| other.0.contains(member)).count();
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for (was, group) in before.iter().enumerate() {
        alike.extend(after.iter().enumerate().map(|(is, other)| (common(group, other), was, is)));
    }
    // A group goes on in the one that holds the most of it.
    alike.sort_unstable_by_key(|(common, was, is)| (std::cmp::Reverse(*common), *was, *is));
    let (mut goes_on, mut taken) = (vec![None; before.len()], vec![false; after.len()]);
    for (common, was, is) in alike {
        if common > 0 && goes_on[was].is_none() && !taken[is] {
            (goes_on[was], taken[is]) = (Some(is), true);
        }
    }
    let of = |groups: &[Group], member: usize| groups.iter().position(|group| group.0.contains(&member));
    let mut members: Vec<usize> = before.iter().chain(after).flat_map(|group| group.0.iter().copied()).collect();
    members.sort_unstable();
    members.dedup();
    let moved = members.into_iter().filter_map(|member| {
        let is = of(after, member);
        let stays = of(before, member).and_then(|was| goes_on[was]);
        let with = is.map(|is| after[is].0.iter().copied().filter(|other| *other != member).collect());
        (stays.is_none() || stays != is).then(|| (member, with.unwrap_or_default()))
    });
    moved.collect()
}

fn add(one: Worth, other: Worth) -> Worth {
    (one.0 + other.0, one.1 + other.1, one.2 + other.2, one.3 + other.3)
}

/// Whether some members, and perhaps who leads them, have a time in common.
type Free<'f> = dyn Fn(&[usize], Option<usize>) -> bool + 'f;

/// What groups there may be.
pub(super) struct Ways<'f> {
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
    pub fn of(sets: &'f Sets<'_, '_>) -> Self {
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
        let (even, led) = before_points(&self.sizes, self.leaders, members.len(), leader);
        let each = members.iter().enumerate().map(|(at, &one)| {
            let others = members[at + 1..].iter().filter_map(|&other| self.pairs[one][other]).sum::<i64>();
            others + leader.and_then(|leader| self.led[one][leader]).unwrap_or(0)
        });
        (members.len() as i64, even, led, each.sum())
    }

    /// Step 2: what the best grouping is worth, and which it is.
    pub fn best(&self) -> Option<(Worth, Vec<Group>)> {
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
        // Back from the end: of equals, the first way that comes to as much.
        let (mut chosen, mut members, mut way) = (Vec::new(), (1usize << self.people) - 1, ways - 1);
        while members > 0 {
            let (worth, last) = (best[members * ways + way], members.ilog2() as usize);
            if best[(members & !(1 << last)) * ways + way] == worth {
                members &= !(1 << last);
                continue;
            }
            let fits = groups[last].iter().filter(|group| group.members & !members == 0);
            let found = fits.into_iter().find_map(|group| {
                let rest = |way: usize| best[(members & !group.members) * ways + way];
                let alone = group.alone.filter(|alone| add(*alone, rest(way)) == worth).map(|_| (None, way));
                let led = group.led.iter().filter(|(leader, _)| way / steps[*leader] % (places[*leader] + 1) > 0);
                let mut led = led.map(|(leader, worth)| (*leader, *worth, way - steps[*leader]));
                let led = led.find(|(_, own, way)| add(*own, rest(*way)) == worth).map(|(at, _, way)| (Some(at), way));
                alone.or(led).map(|(leader, way)| (group.members, leader, way))
            });
            let (group, leader, left) = found?;
            chosen.push(((0..self.people).filter(|member| group >> member & 1 == 1).collect(), leader));
            (members, way) = (members & !group, left);
        }
        Some((best.last().copied()?, chosen))
    }

    /// Step 1, by the last member of each.
    fn list(&self) -> Vec<Vec<Way>> {
        let mut groups: Vec<Vec<Way>> = (0..self.people).map(|_| Vec::new()).collect();
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
                groups[members[0]].push(Way {
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

    impl Ways<'static> {
        /// Everybody free at any time.
        pub fn free(
            sizes: RangeInclusive<usize>,
            leaders: Leaders,
            places: Vec<u32>,
            [pairs, led]: [Vec<Vec<Option<i64>>>; 2],
        ) -> Self {
            Ways { people: pairs.len(), sizes, leaders, places, pairs, led, free: Box::new(|_, _| true) }
        }
    }

    #[test]
    fn whoever_is_in_another_group_is_named() {
        let before = [(vec![0, 1, 2], None), (vec![3, 4, 5], None)];
        assert_eq!(moves(&before, &[before[1].clone(), before[0].clone()]), []);
        let after = [(vec![3, 4, 2], None), (vec![0, 1, 5], None)];
        assert_eq!(moves(&before, &after), [(2, vec![3, 4]), (5, vec![0, 1])]);
        assert_eq!(moves(&before, &after[..1]), [(0, vec![]), (1, vec![]), (2, vec![3, 4]), (5, vec![])]);
        assert_eq!(moves(&before[..1], &before), [(3, vec![4, 5]), (4, vec![3, 5]), (5, vec![3, 4])]);
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
            let (best, groups) = ways.best().unwrap();
            prop_assert_eq!(worth.fold(Worth::default(), add), best);
            let worth = groups.iter().map(|(members, leader)| ways.worth(members, *leader));
            prop_assert_eq!(worth.fold(Worth::default(), add), best, "the groups are those that are worth it");
        }
    }
}
