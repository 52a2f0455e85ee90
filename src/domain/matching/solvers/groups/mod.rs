//! Action learning sets: people in groups of a size range, each with a time in common and perhaps a facilitator.
//!
//! What is wanted, each among the best by what comes before it:
//!
//! - as many people placed as possible;
//! - even sizes: the sum over groups of the squared distance of their size from the middle of the range is as small as
//!   possible. That rule settles the number of groups too. Where nothing stands in the way, sizes so differ by at most
//!   one (moving somebody from a larger to a smaller group always makes the sum smaller); where availability or
//!   rules do not allow that, it still says which of two groupings is the more even one. A range that goes beyond the
//!   number of people ends there;
//! - with [`Facilitated::WhereThere`], as many groups with a facilitator as possible;
//! - points: those of all pairs within a group and of all members with their facilitator;
//! - lots, so that the answer depends on data and lots alone.
//!
//! Groups of three and more are NP-hard (Garey and Johnson 1979, partition into triangles), so:
//!
//! 1. `table` puts people in the order of their lots and writes down what is possible; `sizes` knows the arithmetic of
//!    sizes, `worth` compares.
//! 2. `exact` finds the optimum of few people by dynamic programming over sets of people.
//! 3. `start` builds a grouping of many, the hardest to place first.
//! 4. `search` improves it by swaps and moves (threshold accepting), `state` holding what they cost; `leaders` gives
//!    the groups the best facilitators.
//! 5. `repair` dissolves a few groups and regroups their members and those left out by step 2, where people or
//!    evenness are still wanting.
//! 6. `bound` says what no grouping can exceed. Only a grouping that reaches it, or comes from step 2, is proved.
//!
//! Steps 3 to 5 are done several times from different draws; the best grouping counts. Memory grows with the square of
//! the number of people.
mod bound;
mod exact;
mod feasible;
mod leaders;
mod many;
mod random;
mod repair;
mod search;
mod sizes;
mod start;
mod state;
mod table;
mod worth;

#[cfg(test)]
mod tests;

pub use feasible::feasible;

use super::Score;
use table::Table;
use worth::Worth;

/// Where the points of groups come from.
pub trait GroupScores: Sync {
    /// How many people there are.
    fn people(&self) -> usize;
    /// How many facilitators there are.
    fn facilitators(&self) -> usize;
    /// The points of two people in one group, the same either way round; `None` where they may not be in one group.
    fn pair(&self, one: usize, other: usize) -> Option<Score>;
    /// The points of a person in a group of this facilitator; `None` where that may not be.
    fn led(&self, person: usize, facilitator: usize) -> Option<Score>;
}

/// Whether groups have a facilitator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facilitated {
    /// No group has one.
    Never,
    /// As many groups as possible have one, but never at the cost of people or of even sizes.
    WhereThere,
    /// There is no group without one.
    Always,
}

/// What is asked of [`form`]. Slices shorter than the people they speak of count as: fits any time, no place, lot 0.
#[derive(Clone, Copy)]
pub struct GroupRequest<'a> {
    /// The points.
    pub scores: &'a dyn GroupScores,
    /// How many members a group has at least; 0 counts as 1.
    pub least: usize,
    /// How many members a group has at most.
    pub most: usize,
    /// The times of each person; `None` fits any time. A time is a number that does not depend on the order of people.
    pub slots: &'a [Option<Vec<u32>>],
    /// The times of each facilitator; `None` fits any time.
    pub facilitator_slots: &'a [Option<Vec<u32>>],
    /// How many groups each facilitator can take. Two groups of one facilitator may have the same time in common: when
    /// each of them meets is for them to agree.
    pub facilitator_places: &'a [u32],
    /// Whether groups have a facilitator.
    pub facilitated: Facilitated,
    /// The lots of the people, all different; see [`super::lots`].
    pub lots: &'a [u64],
    /// The lots of the facilitators, all different.
    pub facilitator_lots: &'a [u64],
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Who is in it, ascending.
    pub members: Vec<u32>,
    /// Who facilitates it.
    pub facilitator: Option<u32>,
    /// The times all of them have in common, ascending; empty only if each of them fits any time.
    pub slots: Vec<u32>,
    /// The points of its pairs and of its members with the facilitator.
    pub score: i64,
}

/// A grouping, and what is known of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouped {
    /// The groups, by their first members.
    pub groups: Vec<Group>,
    /// Who is in none, ascending.
    pub left: Vec<u32>,
    /// The points of all groups.
    pub score: i64,
    /// No grouping that places as many people as evenly, with as many facilitators, has more points.
    pub bound: i64,
    /// No grouping places more people.
    pub placed_bound: usize,
    /// Whether this is the optimum by all that is wanted before lots.
    pub proved: bool,
}

/// A group on the way, in the positions of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    /// Ascending.
    members: Vec<u32>,
    leader: Option<u32>,
}

/// Puts people into groups.
pub fn form(request: &GroupRequest) -> Grouped {
    form_within(request, &exact::Limits::default())
}

/// The same with a limit to the exact way.
fn form_within(request: &GroupRequest, limits: &exact::Limits) -> Grouped {
    let table = Table::new(request);
    let everybody: Vec<u32> = (0..table.people as u32).collect();
    if let Some((drafts, worth)) = exact::best(&table, &everybody, &table.places, limits) {
        let placed: usize = drafts.iter().map(|draft| draft.members.len()).sum();
        return told(&table, request, &drafts, worth.points, placed, true);
    }
    let possible = bound::possible(&table);
    let (drafts, worth) = many::best(&table, &possible);
    let bound = bound::points(&table, &worth);
    let proved = bound == worth.points && possible.is_ideal(&table, &worth);
    told(&table, request, &drafts, bound, possible.placed, proved)
}

/// What is known, in the positions of the request.
fn told(
    table: &Table,
    request: &GroupRequest,
    drafts: &[Draft],
    bound: i64,
    placed_bound: usize,
    proved: bool,
) -> Grouped {
    let mut out = vec![true; table.people];
    let mut groups = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let mut members: Vec<u32> = draft.members.iter().map(|&p| table.person[p as usize]).collect();
        members.sort_unstable();
        members.iter().for_each(|&p| out[p as usize] = false);
        let facilitator = draft.leader.map(|leader| table.facilitator[leader as usize]);
        let score = Worth::of(table, &draft.members, draft.leader).points;
        groups.push(Group { slots: in_common(request, &members, facilitator), members, facilitator, score });
    }
    groups.sort_by(|a, b| a.members.cmp(&b.members));
    let left = (0..table.people as u32).filter(|&p| out[p as usize]).collect();
    let score = groups.iter().map(|group| group.score).sum();
    Grouped { groups, left, score, bound, placed_bound, proved }
}

fn in_common(request: &GroupRequest, members: &[u32], facilitator: Option<u32>) -> Vec<u32> {
    let theirs = members.iter().map(|&p| request.slots.get(p as usize));
    let all = theirs.chain(facilitator.map(|f| request.facilitator_slots.get(f as usize)));
    let mut named = all.flatten().flatten();
    let mut common = named.next().cloned().unwrap_or_default();
    named.for_each(|times| common.retain(|time| times.contains(time)));
    common.sort_unstable();
    common.dedup();
    common
}
