//! Action learning sets: groups of one pool with a time in common, and perhaps somebody who leads them.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::pool::{Pool, Side, TooLarge};
use super::reasons::{Direction, Reason, directions};
use super::round::Proposed;
use super::rows::Rows;
use super::solvers::groups::{Facilitated, GroupRequest, GroupScores, Grouped, form};
use super::solvers::{FORBIDDEN, Score, Scores};
use crate::domain::make_up::free_together;
use crate::domain::scheme::{Leaders, Role};
use crate::domain::value::Word;
use crate::privacy::Privacy;

/// The two pools of groups: members with members, and members with those who lead.
pub struct Sets<'p, 'a> {
    members: &'p Pool<'a>,
    leaders: Pool<'a>,
}

/// One thing that could be otherwise, by positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Otherwise {
    /// One place more with somebody who leads.
    Place(usize),
    /// Two members may be in one group.
    Pair(usize, usize),
    /// A member may be in a group of somebody who leads.
    Led(usize, usize),
}

/// The points, cell by cell.
struct Points {
    people: usize,
    facilitators: usize,
    pairs: Vec<Score>,
    led: Vec<Score>,
}

impl GroupScores for Points {
    fn people(&self) -> usize {
        self.people
    }

    fn facilitators(&self) -> usize {
        self.facilitators
    }

    fn pair(&self, one: usize, other: usize) -> Option<Score> {
        Some(self.pairs[one * self.people + other]).filter(|score| *score != FORBIDDEN)
    }

    fn led(&self, person: usize, facilitator: usize) -> Option<Score> {
        Some(self.led[person * self.facilitators + facilitator]).filter(|score| *score != FORBIDDEN)
    }
}

/// Whether some groups take every place of those who lead, and no group may be without one.
pub fn all_taken(wanted: Leaders, leaders: &[Side], groups: usize) -> bool {
    let places = leaders.iter().fold(0usize, |sum, side| sum.saturating_add(side.places as usize));
    wanted == Leaders::Needed && groups >= places
}

/// All rows of a pool.
fn cells(pool: &Pool<'_>) -> Vec<Score> {
    let rows = Rows::new(pool);
    let mut cells = vec![FORBIDDEN; pool.mentees.len() * pool.mentors.len()];
    for (mentee, row) in cells.chunks_mut(pool.mentors.len().max(1)).enumerate() {
        rows.fill(mentee, row);
    }
    cells
}

/// Whether two may be together; the plain way.
fn fits(pool: &Pool<'_>, i: usize, j: usize) -> bool {
    !pool.barred(i, j)
        && pool.broken_rules(i, j).is_empty()
        && pool.given_allows(i, j)
        && pool.floor.is_none_or(|floor| pool.score(i, j) >= floor)
}

impl<'p, 'a> Sets<'p, 'a> {
    /// Puts those who lead beside the members.
    ///
    /// # Errors
    /// As [`Pool::new`].
    pub fn new(members: &'p Pool<'a>, leaders: Vec<Side>, never: &HashSet<(usize, usize)>) -> Result<Self, TooLarge> {
        let roles = [Role::Member, Role::Facilitator];
        let leaders = Pool::new(members.given, roles, members.mentees.clone(), leaders, never)?;
        Ok(Sets { members, leaders })
    }

    /// Forms the groups.
    pub fn form(&self) -> Grouped {
        self.form_if(None)
    }

    /// Forms the groups as they would be if one thing were otherwise.
    pub fn form_if(&self, otherwise: Option<Otherwise>) -> Grouped {
        let policy = &self.members.given.scheme.group;
        let mut points = Points {
            people: self.members.mentees.len(),
            facilitators: self.leaders.mentors.len(),
            pairs: cells(self.members),
            led: cells(&self.leaders),
        };
        let mut places: Vec<u32> = self.leader_places().collect();
        match otherwise {
            Some(Otherwise::Place(leader)) => places[leader] = places[leader].saturating_add(1),
            Some(Otherwise::Pair(one, other)) => {
                for (one, other) in [(one, other), (other, one)] {
                    points.pairs[one * points.people + other] = self.members.score(one, other) as Score;
                }
            }
            Some(Otherwise::Led(member, leader)) => {
                points.led[member * points.facilitators + leader] = self.leaders.score(member, leader) as Score;
            }
            None => {}
        }
        let times = |sides: &[Side], role: Role| -> Vec<Option<Vec<u32>>> {
            sides.iter().map(|side| self.times(side.person, role)).collect()
        };
        let lots = |sides: &[Side]| sides.iter().map(|side| side.lot).collect::<Vec<u64>>();
        form(&GroupRequest {
            scores: &points,
            least: policy.smallest,
            most: policy.largest,
            slots: &times(&self.members.mentees, Role::Member),
            facilitator_slots: &times(&self.leaders.mentors, Role::Facilitator),
            facilitator_places: &places,
            facilitated: match policy.leaders {
                Leaders::None => Facilitated::Never,
                Leaders::Optional => Facilitated::WhereThere,
                Leaders::Needed => Facilitated::Always,
            },
            lots: &lots(&self.members.mentees),
            facilitator_lots: &lots(&self.leaders.mentors),
        })
    }

    /// When somebody is free; `None`: nobody asked, or no answer, so any time.
    fn times(&self, person: usize, role: Role) -> Option<Vec<u32>> {
        let field = self.members.given.scheme.group.times?;
        let value = self.members.given.people[person].entry(role)?.value(field);
        let mut times: Vec<u32> = value.words()?.iter().map(|word| word.0).collect();
        times.sort_unstable();
        Some(times)
    }

    /// The groups as relationships, each with what it earns by criterion.
    pub fn propose(&self, grouped: &Grouped) -> Vec<Proposed> {
        let groups = grouped.groups.iter().map(|group| {
            let members: Vec<usize> = group.members.iter().map(|member| *member as usize).collect();
            let leader = group.facilitator.map(|leader| leader as usize);
            self.relationship(&members, leader, &group.slots)
        });
        groups.collect()
    }

    /// Where somebody stands among those who lead.
    pub fn leader(&self, person: usize) -> Option<usize> {
        self.leaders.mentor_position(person)
    }

    /// Who stands at a position among those who lead, as a position in the list of people.
    pub fn leader_at(&self, leader: usize) -> usize {
        self.leaders.mentors[leader].person
    }

    /// How many members there are to be grouped.
    pub fn people(&self) -> usize {
        self.members.mentees.len()
    }

    /// How many groups each can take of those who lead.
    pub fn leader_places(&self) -> impl ExactSizeIterator<Item = u32> {
        self.leaders.mentors.iter().map(|side| side.places)
    }

    /// Whether some groups take every place of those who lead, and no group may be without one.
    pub fn all_leaders_taken(&self, groups: usize) -> bool {
        all_taken(self.members.given.scheme.group.leaders, &self.leaders.mentors, groups)
    }

    /// Whether groups are led.
    pub fn leaders_wanted(&self) -> Leaders {
        self.members.given.scheme.group.leaders
    }

    /// How large a group may be; no larger than there are members.
    pub fn sizes(&self) -> RangeInclusive<usize> {
        let policy = &self.members.given.scheme.group;
        policy.smallest.max(1)..=policy.largest.min(self.people())
    }

    /// Whether some members, and whoever leads them, may be a group.
    pub fn may_be(&self, members: &[usize], leader: Option<usize>) -> bool {
        let policy = &self.members.given.scheme.group;
        (policy.smallest..=policy.largest).contains(&members.len())
            && (leader.is_some() || policy.leaders != Leaders::Needed)
            && (leader.is_none() || policy.leaders != Leaders::None)
            && self.fit(members, leader)
    }

    /// Whether rules and times let some members, and whoever leads them, be in one group, however many they are.
    fn fit(&self, members: &[usize], leader: Option<usize>) -> bool {
        let each_other =
            |(at, one): (usize, &usize)| members[at + 1..].iter().all(|other| self.pair_fits(*one, *other));
        members.iter().enumerate().all(each_other)
            && leader.is_none_or(|leader| members.iter().all(|one| self.leader_fits(*one, leader)))
            && self.are_free(members, leader)
    }

    /// Whether rules let two members be in one group.
    pub fn pair_fits(&self, one: usize, other: usize) -> bool {
        fits(self.members, one, other)
    }

    /// The rule that stands alone between two members, or between a member and somebody who leads.
    pub fn only_rule(&self, otherwise: Otherwise) -> Option<usize> {
        match otherwise {
            Otherwise::Place(_) => None,
            Otherwise::Pair(one, other) => self.members.only_rule(one, other),
            Otherwise::Led(member, leader) => self.leaders.only_rule(member, leader),
        }
    }

    /// What these two would earn, whether or not a rule forbids it.
    pub fn would_earn(&self, otherwise: Otherwise) -> i64 {
        match otherwise {
            Otherwise::Place(_) => 0,
            Otherwise::Pair(one, other) => self.members.score(one, other),
            Otherwise::Led(member, leader) => self.leaders.score(member, leader),
        }
    }

    /// Whether rules let a member be in a group of one who leads.
    pub fn leader_fits(&self, member: usize, leader: usize) -> bool {
        fits(&self.leaders, member, leader)
    }

    /// Whether some members, and whoever leads them, have a time in common.
    pub fn are_free(&self, members: &[usize], leader: Option<usize>) -> bool {
        let of_members = members.iter().map(|one| self.members.mentee(*one).1);
        let of_leader = leader.map(|leader| self.leaders.mentor(leader).1);
        free_together(self.members.given.scheme, of_members.chain(of_leader))
    }

    /// What some members, and whoever leads them, earn together.
    pub fn score(&self, members: &[usize], leader: Option<usize>) -> i64 {
        self.relationship(members, leader, &[]).score
    }

    fn relationship(&self, members: &[usize], leader: Option<usize>, slots: &[u32]) -> Proposed {
        // Everybody with everybody, as the weaker of two counts, and everybody with whoever leads.
        let mut earned: Vec<Direction> = Vec::new();
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                let both = directions(self.members, *one, *other);
                earned.extend(both.into_iter().filter(|direction| direction.counts));
            }
            earned.extend(leader.into_iter().flat_map(|leader| directions(&self.leaders, *one, leader)));
        }
        let people = members.iter().map(|member| (self.members.mentees[*member].person, Role::Member));
        let led = leader.map(|leader| (self.leaders.mentors[leader].person, Role::Facilitator));
        let score = earned.iter().map(|direction| direction.score).sum();
        let pairs = members.len() * (members.len() - 1) / 2 + leader.map_or(0, |_| members.len());
        let of_100 = self.mean_of_100(score, pairs);
        let mut reasons = self.summed(&earned, pairs);
        reasons.extend(self.free_together(slots));
        let person = members.first().map_or(0, |first| self.members.mentees[*first].person);
        let directions = vec![Direction { learner: Role::Member, person, score, of_100, reasons, counts: true }];
        let mut members: Vec<(usize, Role)> = people.collect();
        members.sort_by_key(|(person, _)| self.members.given.people[*person].id);
        members.extend(led);
        Proposed { members, score, of_100, directions, fixed: false }
    }

    /// The points out of 100 of the mean pair, rounded half up.
    fn mean_of_100(&self, score: i64, pairs: usize) -> i64 {
        let (pairs, span) = (pairs.max(1) as i128, i128::from((self.members.most - self.members.least).max(1)));
        let above = i128::from(score) - pairs * i128::from(self.members.least);
        ((200 * above + pairs * span).div_euclid(2 * pairs * span)) as i64
    }

    /// What each criterion earns over all pairs.
    fn summed(&self, earned: &[Direction], pairs: usize) -> Vec<Reason> {
        let criteria = self.members.given.scheme.criteria.iter().enumerate();
        let sum = criteria.map(|(at, criterion)| {
            let reasons = || earned.iter().map(|direction| &direction.reasons[at]);
            Reason {
                criterion: criterion.name.clone(),
                points: reasons().map(|reason| reason.points).sum(),
                of: reasons().map(|reason| reason.of).sum(),
                says: format!("{}: over {}", criterion.label, crate::wording::plural(pairs, "pair")),
                privacy: Privacy::Public,
            }
        });
        sum.collect()
    }

    /// The times all have in common: no points, and worth saying.
    fn free_together(&self, slots: &[u32]) -> Option<Reason> {
        let words = self.members.given.words;
        let spelt = words.spelt(slots.iter().map(|slot| Word(*slot)));
        let field = self.members.given.scheme.field(self.members.given.scheme.group.times?);
        (!spelt.is_empty()).then(|| Reason {
            criterion: field.name.clone(),
            points: 0,
            of: 0,
            says: format!("free together: {}", super::criteria::joined(&spelt)),
            privacy: field.privacy,
        })
    }
}
