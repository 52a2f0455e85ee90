//! Step 5: where people, evenness or facilitators are still wanting, a few groups are dissolved, and their members and
//! some of those left out regrouped in the best way (large neighbourhood search, Shaw 1998, with step 2 in it).

use super::bound::Possible;
use super::exact::{self, Limits};
use super::random::Draws;
use super::table::Table;
use super::{Draft, Worth};

/// How often.
const TURNS: usize = 60;
/// Facilitators with a place to spare who take part beside those of the dissolved groups.
const LEADERS: usize = 4;
const LIMITS: Limits = Limits { people: 14, work: 400_000 };

/// Whether anything became better.
pub(super) fn repair(table: &Table, possible: &Possible, groups: &mut Vec<Draft>, draws: &mut Draws) -> bool {
    let mut better = false;
    for _ in 0..TURNS {
        if possible.is_ideal(table, &table.worth(groups)) {
            break;
        }
        better |= turn(table, &possible.whom, groups, draws);
    }
    better
}

fn turn(table: &Table, whom: &[u32], groups: &mut Vec<Draft>, draws: &mut Draws) -> bool {
    let mut placed = vec![false; table.people];
    groups.iter().flat_map(|group| &group.members).for_each(|&one| placed[one as usize] = true);
    let mut out: Vec<u32> = whom.iter().copied().filter(|&one| !placed[one as usize]).collect();
    draws.shuffle(&mut out);
    let number = 1 + draws.below(3);
    let mut chosen: Vec<usize> = Vec::new();
    let mut pool: Vec<u32> = out.iter().take(1).copied().collect();
    for _ in 0..8 {
        let group = draws.below(groups.len().max(1));
        let fits = groups.get(group).is_some_and(|group| pool.len() + group.members.len() <= LIMITS.people);
        if chosen.len() < number && fits && !chosen.contains(&group) {
            chosen.push(group);
            pool.extend(&groups[group].members);
        }
    }
    let room = LIMITS.people.saturating_sub(pool.len());
    pool.extend(out.iter().skip(1).take(room));
    pool.sort_unstable();
    let mut places = vec![0; table.leaders];
    let left = table.spare(groups);
    let mut spare: Vec<usize> = (0..table.leaders).filter(|&leader| left[leader] > 0).collect();
    draws.shuffle(&mut spare);
    spare.iter().take(LEADERS).for_each(|&leader| places[leader] += 1);
    chosen.iter().filter_map(|&group| groups[group].leader).for_each(|leader| places[leader as usize] += 1);
    let old: Worth = chosen.iter().map(|&g| Worth::of(table, &groups[g].members, groups[g].leader)).sum();
    match exact::best(table, &pool, &places, &LIMITS) {
        Some((new, worth)) if worth > old => {
            chosen.sort_unstable();
            chosen.iter().rev().for_each(|&group| drop(groups.swap_remove(group)));
            groups.extend(new);
            true
        }
        _ => false,
    }
}
