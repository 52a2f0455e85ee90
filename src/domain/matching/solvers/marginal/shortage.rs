//! Who is left out because too few mentors are possible for too many people (Hall 1935).
//!
//! 1. From a mentee without a mentor: all mentors possible, the mentees they have, the mentors possible for those, and
//!    so on. If all those mentors are full, and their mentees have nobody else, then the mentees are more than the places.
//! 2. If somebody on the way has room or has a second mentor, it was not for want of places.
//! 3. Groups that meet are one.
use super::residual::{Residual, Row};

/// Mentees who can only go to some mentors, who have fewer places than that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// The mentees, ascending.
    pub mentees: Vec<u32>,
    /// All mentors with a place whom any of them may have, ascending.
    pub mentors: Vec<u32>,
    /// The places of those mentors.
    pub places: u64,
}

/// All groups, ordered by their first mentee.
pub(super) fn shortages(graph: &Residual) -> Vec<Shortage> {
    let mut groups = Groups { graph, row: graph.row(), group: vec![NONE; graph.ground()], merged: Vec::new() };
    let left = |&mentee: &usize| graph.held(mentee).is_empty() && graph.demand(mentee) > 0 && !graph.served(mentee);
    for mentee in (0..graph.mentees).filter(left) {
        groups.grow(mentee);
    }
    let mut found: Vec<Shortage> = Vec::new();
    let mut at = vec![NONE; groups.merged.len()];
    for node in 0..graph.ground() {
        if groups.group[node] == NONE {
            continue;
        }
        let group = groups.root(groups.group[node]);
        if at[group] == NONE {
            at[group] = found.len();
            found.push(Shortage { mentees: Vec::new(), mentors: Vec::new(), places: 0 });
        }
        let shortage = &mut found[at[group]];
        // Fewer than 2^32 of either, or there would be no solution.
        match node.checked_sub(graph.mentees) {
            None => shortage.mentees.push(node as u32),
            Some(mentor) => {
                shortage.mentors.push(mentor as u32);
                shortage.places += u64::from(graph.places(mentor));
            }
        }
    }
    found
}

const NONE: usize = usize::MAX;

struct Groups<'g, 'a> {
    graph: &'g Residual<'a>,
    row: Row,
    group: Vec<usize>,
    /// Into which group a group went; itself if none.
    merged: Vec<usize>,
}

impl Groups<'_, '_> {
    fn root(&self, mut group: usize) -> usize {
        while self.merged[group] != group {
            group = self.merged[group];
        }
        group
    }

    /// Steps 1 to 3 for one mentee.
    fn grow(&mut self, root: usize) {
        let graph = self.graph;
        let new = self.merged.len();
        let mut members = vec![root];
        let mut met = Vec::new();
        self.merged.push(new);
        self.group[root] = new;
        let mut at = 0;
        let mut want = true;
        while let Some(&node) = members.get(at).filter(|_| want) {
            at += 1;
            if node < graph.mentees {
                want = graph.held(node).len() + usize::from(graph.served(node)) < 2;
                graph.read(node, &mut self.row);
                for (_, mentor, _) in graph.arcs(&self.row, 0).filter(|arc| graph.places(arc.1) > 0) {
                    join(&mut self.group, new, graph.mentees + mentor, &mut members, &mut met);
                }
            } else {
                want = !graph.has_room(node - graph.mentees);
                for &(mentee, ..) in graph.taken(node - graph.mentees) {
                    join(&mut self.group, new, mentee as usize, &mut members, &mut met);
                }
            }
        }
        if !want {
            members.iter().for_each(|&node| self.group[node] = NONE);
            return;
        }
        for other in met {
            let other = self.root(other);
            self.merged[other] = new;
        }
    }
}

/// Takes a node into a group, unless it is in one.
fn join(group: &mut [usize], new: usize, node: usize, members: &mut Vec<usize>, met: &mut Vec<usize>) {
    if group[node] == NONE {
        group[node] = new;
        members.push(node);
    } else if group[node] != new && met.last() != Some(&group[node]) {
        met.push(group[node]);
    }
}
