//! Whether a grouping keeps what was asked, looked up plainly in the request; nothing of the solvers is used.

use super::{Facilitated, GroupRequest, Grouped};

/// Whether everybody is in one group or left, groups are of the range, have a time in common and nobody who may not be
/// there, facilitators have places enough, and scores add up. Whether it is the best it does not say.
pub fn feasible(request: &GroupRequest, grouped: &Grouped) -> bool {
    let mut seen = vec![0; request.scores.people()];
    let mut taken = vec![0; request.scores.facilitators()];
    let members = grouped.groups.iter().flat_map(|group| &group.members);
    for &person in members.chain(&grouped.left) {
        match seen.get_mut(person as usize) {
            Some(times) => *times += 1,
            None => return false,
        }
    }
    if seen.iter().any(|&times| times != 1) {
        return false;
    }
    let mut total = 0;
    for group in &grouped.groups {
        if group.members.len() < request.least || group.members.len() > request.most || group.members.is_empty() {
            return false;
        }
        let mut calendars: Vec<Option<&Vec<u32>>> = Vec::new();
        for &person in &group.members {
            calendars.push(request.slots.get(person as usize).and_then(|own| own.as_ref()));
        }
        if let Some(facilitator) = group.facilitator {
            match taken.get_mut(facilitator as usize) {
                Some(number) => *number += 1,
                None => return false,
            }
            calendars.push(request.facilitator_slots.get(facilitator as usize).and_then(|own| own.as_ref()));
        }
        let named: Vec<&Vec<u32>> = calendars.into_iter().flatten().collect();
        if group.slots.is_empty() != named.is_empty() {
            return false;
        }
        // Exactly the times that all who named any have named.
        let in_all = |slot: &u32| named.iter().all(|own| own.contains(slot));
        let missing = named.iter().flat_map(|own| own.iter()).any(|slot| in_all(slot) && !group.slots.contains(slot));
        if missing || !group.slots.iter().all(in_all) || !group.slots.is_sorted() {
            return false;
        }
        match (request.facilitated, group.facilitator) {
            (Facilitated::Never, Some(_)) | (Facilitated::Always, None) => return false,
            _ => {}
        }
        match points(request, &group.members, group.facilitator) {
            Some(score) if score == group.score => total += score,
            _ => return false,
        }
    }
    let places = |f: usize| request.facilitator_places.get(f).copied().unwrap_or(0);
    taken.iter().enumerate().all(|(f, &number)| number <= places(f)) && total == grouped.score
}

/// The points of a group; `None` if somebody may not be in it.
fn points(request: &GroupRequest, members: &[u32], facilitator: Option<u32>) -> Option<i64> {
    let mut sum = 0;
    for &one in members {
        for &other in members.iter().filter(|&&other| other > one) {
            sum += i64::from(request.scores.pair(one as usize, other as usize)?);
        }
        if let Some(facilitator) = facilitator {
            sum += i64::from(request.scores.led(one as usize, facilitator as usize)?);
        }
    }
    Some(sum)
}
