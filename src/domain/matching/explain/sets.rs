//! Groups: what it would mean to go over to another group, alone or for somebody else.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::domain::matching::sets::{Otherwise, Sets};
use crate::domain::matching::solvers::groups::Grouped;
use crate::domain::scheme::Leaders;

/// So often all groups are formed anew to see what would help.
const TRIED: usize = 60;

/// Beyond so many members groups are not formed anew.
const MEMBERS: usize = 60;

/// Groups that were formed, ready for questions.
pub struct Grouping<'g, 'p, 'a> {
    sets: &'g Sets<'p, 'a>,
    /// Who would still be left, with one thing otherwise.
    tried: RefCell<HashMap<Otherwise, Vec<u32>>>,
    proved: bool,
    /// The groups: members as positions in the pool, and the position of whoever leads.
    pub groups: Vec<(Vec<usize>, Option<usize>)>,
    scores: Vec<i64>,
}

/// What would put somebody who is in no group into one, and more people into groups than now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Those who lead, with any of whom one place more would.
    pub places: Vec<usize>,
    /// A rule, by its position, that would if it were lifted between this one and somebody else.
    pub rule: Option<(usize, Otherwise)>,
    /// Whether everything that could be asked was tried.
    all_tried: bool,
}

/// One way of being in another group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Going {
    /// The group, by its position.
    pub to: usize,
    /// Who would change places; `None`: nobody.
    pub with: Option<usize>,
    /// What all groups together would earn more, in units.
    pub points: i64,
}

impl<'g, 'p, 'a> Grouping<'g, 'p, 'a> {
    /// Forms the groups.
    pub fn new(sets: &'g Sets<'p, 'a>) -> Self {
        let Grouped { groups: formed, proved, .. } = sets.form();
        let groups: Vec<(Vec<usize>, Option<usize>)> = formed
            .into_iter()
            .map(|group| {
                let members = group.members.iter().map(|member| *member as usize).collect();
                (members, group.facilitator.map(|leader| leader as usize))
            })
            .collect();
        let scores = groups.iter().map(|(members, leader)| sets.score(members, *leader)).collect();
        Grouping { sets, tried: RefCell::default(), proved, groups, scores }
    }

    /// What would put somebody who is in no group into one, and more people into groups than now.
    pub fn changes(&self, member: usize) -> Changes {
        let mut all_tried = true;
        let mut helps = |otherwise: Otherwise| {
            let helps = self.helps(member, otherwise);
            all_tried &= helps.is_some();
            helps == Some(true)
        };
        let leaders = match self.sets.leaders_wanted() {
            Leaders::Needed => self.sets.leader_places().len(),
            // Whether a group has somebody to lead it places nobody.
            Leaders::None | Leaders::Optional => 0,
        };
        let places = (0..leaders).filter(|leader| helps(Otherwise::Place(*leader))).collect();
        let others = (0..self.sets.people()).filter(|other| *other != member);
        let others = others.map(|other| Otherwise::Pair(member.min(other), member.max(other)));
        let all = others.chain((0..leaders).map(|leader| Otherwise::Led(member, leader)));
        let mut broken: Vec<(usize, Otherwise)> =
            all.filter_map(|otherwise| Some((self.sets.only_rule(otherwise)?, otherwise))).collect();
        broken.sort_by_cached_key(|(_, otherwise)| Reverse(self.sets.would_earn(*otherwise)));
        let rule = broken.into_iter().find(|(_, otherwise)| helps(*otherwise));
        Changes { places, rule, all_tried }
    }

    /// Whether what [`Grouping::changes`] did not find for somebody is not to be found.
    pub fn looked_at_all(&self, member: usize) -> bool {
        // What was tried is known by now.
        self.proved && self.changes(member).all_tried
    }

    /// Whether no group may be without somebody to lead it, and none of those has a place left.
    pub fn all_leaders_taken(&self) -> bool {
        self.sets.all_leaders_taken(self.groups.len())
    }

    /// Whether one thing otherwise would; `None` where too much was tried before it.
    fn helps(&self, member: usize, otherwise: Otherwise) -> Option<bool> {
        let mut tried = self.tried.borrow_mut();
        if !tried.contains_key(&otherwise) && (tried.len() >= TRIED || self.sets.people() > MEMBERS) {
            return None;
        }
        let left = tried.entry(otherwise).or_insert_with(|| self.sets.form_if(Some(otherwise)).left);
        let placed: usize = self.groups.iter().map(|(members, _)| members.len()).sum();
        Some(self.sets.people() - left.len() > placed && left.binary_search(&(member as u32)).is_err())
    }

    /// Who leads, by the position in the list of people.
    pub fn leader(&self, leader: usize) -> usize {
        self.sets.leader_at(leader)
    }

    /// The group somebody is in.
    pub fn of(&self, member: usize) -> Option<usize> {
        self.groups.iter().position(|(members, _)| members.contains(&member))
    }

    /// The best way into each other group, if there is one; the best first.
    pub fn goings(&self, member: usize) -> Vec<Going> {
        let own = self.of(member);
        let others = (0..self.groups.len()).filter(|to| Some(*to) != own);
        let mut goings: Vec<Going> = others.filter_map(|to| self.going(member, own, to)).collect();
        goings.sort_by_key(|going| (std::cmp::Reverse(going.points), going.to));
        goings
    }

    /// The best way in which one of two comes into the group of the other, and who it is that comes.
    pub fn together(&self, one: usize, other: usize) -> Option<(usize, Going)> {
        let comes = |one: usize, other: usize| {
            let to = self.of(other)?;
            let ways = self.ways(one, self.of(one), to).filter(|going| going.with != Some(other));
            best(ways).map(|going| (one, going))
        };
        let both = [comes(one, other), comes(other, one)];
        both.into_iter().flatten().reduce(|best, way| if way.1.points > best.1.points { way } else { best })
    }

    fn going(&self, member: usize, own: Option<usize>, to: usize) -> Option<Going> {
        best(self.ways(member, own, to))
    }

    /// All ways of somebody into a group: alone, and for each of its members.
    fn ways(&self, member: usize, own: Option<usize>, to: usize) -> impl Iterator<Item = Going> {
        let with = move |with: Option<usize>| {
            let arrives = self.change(to, with, Some(member))?;
            // Who is in no group leaves none behind, and whoever made room for them would be in none.
            let leaves = match own {
                Some(own) => self.change(own, Some(member), with)?,
                None => 0,
            };
            Some(Going { to, with, points: arrives + leaves })
        };
        let swaps = self.groups[to].0.iter().map(|other| Some(*other)).filter(move |_| own.is_some());
        std::iter::once(None).chain(swaps).filter_map(with)
    }

    /// What a group would earn more without one and with another; `None` where it may not be.
    fn change(&self, group: usize, without: Option<usize>, with: Option<usize>) -> Option<i64> {
        let (members, leader) = &self.groups[group];
        let mut members: Vec<usize> = members.iter().copied().filter(|member| Some(*member) != without).collect();
        members.extend(with);
        members.sort_unstable();
        let may_be = self.sets.may_be(&members, *leader);
        may_be.then(|| self.sets.score(&members, *leader) - self.scores[group])
    }
}

/// Of equals the first: nobody else has to move.
fn best(ways: impl Iterator<Item = Going>) -> Option<Going> {
    ways.reduce(|best, way| if way.points > best.points { way } else { best })
}
