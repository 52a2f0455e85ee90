//! The groups of a round: they leave no prices, so that of few people all groupings are tried, and of many it is said what
//! none can exceed.

use std::collections::{BTreeSet, HashMap};

use super::past::{Proposal, Round};
use super::{Grouped, Verdict};
use crate::domain::matching::pool::Pool;
use crate::domain::matching::proof::at_most::at_most;
use crate::domain::matching::proof::groups::{Checked, Group, check, moves};
use crate::domain::matching::sets::Sets;
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::wording::{list, plural};

/// So many people are named who would be in another group.
const NAMED: usize = 6;

impl Round<'_> {
    /// Checks that each group may be, with the score that was written; and what can be said of all groupings.
    pub(super) fn groups(
        &self,
        pool: &Pool<'_>,
        sets: &Sets<'_, '_>,
        proposed: &[&Proposal],
        at: &HashMap<PersonId, usize>,
    ) -> Result<Verdict, String> {
        let mut groups: Vec<Group> = Vec::new();
        for (id, members, score) in proposed {
            let of = |role: Role| members.iter().filter(move |member| member.role == role);
            let positions: Option<Vec<usize>> =
                of(Role::Member).map(|one| pool.mentee_position(*at.get(&one.id)?)).collect();
            let leader = of(Role::Facilitator).next();
            let Some(positions) = positions else { return Err(format!("{id} holds people who took no part")) };
            let leader = leader.map(|leader| at.get(&leader.id).and_then(|person| sets.leader(*person)));
            if leader == Some(None) || !sets.may_be(&positions, leader.flatten()) {
                return Err(format!("{id} may not be"));
            }
            self.scores(*id, sets.score(&positions, leader.flatten()), pool.decimals, score)?;
            groups.push((positions, leader.flatten()));
        }
        let people = self.people().map(|(id, ..)| id).collect::<BTreeSet<_>>().len();
        let points = groups.iter().map(|(members, leader)| sets.score(members, *leader)).sum();
        let lowest = self.book.scheme.lowest_is_best();
        let placed = groups.iter().map(|(members, _)| members.len()).sum();
        let mut grouped =
            Grouped { placed, points, most: None, better: None, decimals: pool.decimals, lowest, tried: true };
        let what = plural(groups.len(), "group");
        match check(sets, &groups)? {
            Checked::Best => {
                grouped.most = Some((placed, points));
                Ok(Verdict::Tried { people, grouped })
            }
            Checked::Better(better) => {
                let would = self.would(pool, &moves(&groups, &better));
                if self.proved {
                    return Err(format!("there is a better grouping, in which {would}"));
                }
                grouped.better = Some(would);
                Ok(Verdict::Searched { what, proved: false, grouped: Some(grouped) })
            }
            Checked::Worth(worth) => {
                let most = at_most(sets, worth);
                grouped.most = most.map(|most| (most.placed, most.points));
                grouped.tried = false;
                match most.is_some_and(|most| most.reached) {
                    true => Ok(Verdict::Tried { people, grouped }),
                    false => Ok(Verdict::Searched { what, proved: self.proved, grouped: Some(grouped) }),
                }
            }
        }
    }

    /// Who would be with whom, by ids: who reads it may not be alone.
    fn would(&self, pool: &Pool<'_>, moves: &[(usize, Vec<usize>)]) -> String {
        let id = |member: &usize| self.book.people[pool.mentees[*member].person].id;
        let ids = |members: &[usize]| {
            let ids: BTreeSet<PersonId> = members.iter().map(id).collect();
            list(&ids.iter().map(PersonId::to_string).collect::<Vec<_>>(), "and")
        };
        let says = moves.iter().take(NAMED).map(|(member, with)| match with[..] {
            [] => format!("{} would be in no group", id(member)),
            _ => format!("{} would be with {}", id(member), ids(with)),
        });
        let mut says: Vec<String> = says.collect();
        says.extend((moves.len() > NAMED).then(|| format!("{} more would be elsewhere", moves.len() - NAMED)));
        if says.is_empty() { "others would lead".to_string() } else { says.join("; ") }
    }
}
