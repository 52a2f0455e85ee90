//! A round: one numbered run of matching, from the people who are ready to the pairs that are proposed.

use std::collections::{BTreeSet, HashSet};

use super::asked::Asked;
use super::both_sides;
use super::fared;
use super::left_out::{self, LeftOut};
use super::peers::{self, pair_peers};
use super::pool::{Given, Pool, Side};
use super::ready::{Ready, ready};
use super::reasons::{Direction, Reason, directions};
use super::ring::{self, Ring};
use super::rows::Rows;
use super::sets::{Sets, all_taken};
use super::shares::{self, Limit};
use super::solvers::{Certificate, Scores};
use super::standing::{Standing, set_aside};
use super::waiting::Waiting;
use super::wishes::Wishes;
use crate::domain::person::PersonId;
use crate::domain::relationship::Relationship;
use crate::domain::scheme::{Aim, Form, Role};
use crate::halves::in_halves;

/// What a round starts from.
#[derive(Clone, Copy)]
pub struct Start<'a> {
    /// The scheme, the people and what lies between them.
    pub given: Given<'a>,
    /// The number of the round: the key of its lots.
    pub round: u32,
    /// Everything that happened between two people so far.
    pub relationships: &'a [Relationship],
    /// What happened between them in other channels of the scheme.
    pub elsewhere: &'a [Relationship],
    /// Pairs (mentor, mentee) that are not to be proposed in this round.
    pub skips: &'a HashSet<(PersonId, PersonId)>,
    /// Who waited in an earlier round.
    pub waited: &'a HashSet<PersonId>,
    /// People set aside for this run only.
    pub without: &'a HashSet<PersonId>,
}

/// What a round proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The number of the round.
    pub round: u32,
    /// What "best" meant.
    pub aim: Aim,
    /// Points count in units of 10^-`decimals`.
    pub decimals: u32,
    /// Whether low numbers are good and nothing else counts, so that people see the numbers of their file.
    pub lowest: bool,
    /// The relationships, by their first member.
    pub proposed: Vec<Proposed>,
    /// Those who seek somebody, had nobody and have one of the relationships now: one more for somebody who has one under
    /// way is no more people, as the aims count them.
    pub placed: BTreeSet<PersonId>,
    /// Those who give time and have somebody, under way or proposed, with the places they have left for this channel:
    /// positions in the list of people, ascending.
    pub spare: Vec<(usize, u32)>,
    /// Who was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Whom a missing answer costs points.
    pub ring: Vec<Ring>,
    /// The pools of mentors that are limited.
    pub limits: Vec<Limit>,
    /// Of groups, what no grouping can exceed.
    pub bound: Option<Bound>,
    /// The integer prices that prove it, a stage each; (people of the sides, certificates).
    pub proof: Proof,
}

/// What no grouping can exceed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// People placed.
    pub placed: usize,
    /// Points, among groupings that place as many people as evenly.
    pub points: i64,
}

/// The prices of a round and whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The people on the mentees' side, in the order of the prices.
    pub mentees: Vec<Stake>,
    /// The people on the mentors' side, in the order of the prices; of groups those who could lead.
    pub mentors: Vec<Stake>,
    /// One certificate a stage, of pairs across two sides.
    pub stages: Vec<Certificate>,
    /// The prices of people and odd sets, a stage each, of pairs within one pool.
    pub pool: Vec<peers::Stage>,
    /// The mentors with whom a place is kept free for the sake of a largest share; their prices stand behind those of the
    /// mentees.
    pub kept_free: Vec<PersonId>,
    /// Whether the outcome is proved to be the best; else it is the best that was found.
    pub proved: bool,
    /// Whether that is for want of knowing how many relationships a share is of.
    pub of_shares: bool,
}

/// One person who took part in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stake {
    /// Who.
    pub id: PersonId,
    /// With how many places.
    pub places: u32,
    /// Whether an earlier round had left this person out.
    pub waited: bool,
    /// Whether this person has somebody already, so that one more is no more people.
    pub served: bool,
}

/// One relationship proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Positions in the list of people, in the order of a [`Relationship`].
    pub members: Vec<(usize, Role)>,
    /// The points, in units of the round.
    pub score: i64,
    /// The points out of 100.
    pub of_100: i64,
    /// What each direction earns, and why: one where only the mentee learns, two where both do.
    pub directions: Vec<Direction>,
    /// Whether the coordinator had fixed it.
    pub fixed: bool,
}

impl Proposed {
    /// The directions that count: their points add up to the score.
    pub fn counting(&self) -> impl Iterator<Item = &Direction> {
        self.directions.iter().filter(|direction| direction.counts)
    }

    /// The reasons that count, in the order of the directions and of the scheme.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.counting().flat_map(|direction| &direction.reasons)
    }
}

impl Outcome {
    /// The points of all pairs together, in units of the round.
    pub fn total(&self) -> i64 {
        self.proposed.iter().map(|pair| pair.score).sum()
    }

    /// Whether anybody who took part had waited, so that points came after them.
    pub fn waited(&self) -> bool {
        self.proof.mentees.iter().chain(&self.proof.mentors).any(|stake| stake.waited)
    }

    /// Points as people see them: where low numbers are good, the numbers of the file.
    pub fn shown(&self, units: i64) -> i64 {
        if self.lowest { -units } else { units }
    }

    /// Everybody in a role in one of the relationships, whether or not they had somebody before; positions in the list of
    /// people.
    pub fn all_in(&self, role: Role) -> BTreeSet<usize> {
        let members = self.proposed.iter().flat_map(|one| &one.members);
        members.filter(|(_, own)| *own == role).map(|(person, _)| *person).collect()
    }
}

/// Why no round can be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Points with their decimals are too large to be added up exactly.
    TooLarge,
    /// Among these people (positions in the list) nobody can be paired so that no two would rather have each other.
    NoStablePairing {
        /// The people.
        people: Vec<usize>,
        /// Whether some of them like others the same, so that there might be one which was not found.
        equals: bool,
    },
    /// With stable choices one person would have two roles where one was meant, or two people would mentor each other
    /// (positions in the list).
    TwoRoles(Vec<usize>),
}

/// Works a round out.
///
/// # Errors
/// Where points are too large to be added up exactly.
pub fn round(start: Start<'_>) -> Result<Outcome, Obstacle> {
    let ready = ready(&start)?;
    let Ready { pool, waited, served, waiting, standing, leaders, .. } = &ready;
    let Start { given, round, without, .. } = start;
    let (scheme, people) = (given.scheme, given.people);
    let found = match scheme.form {
        Form::OneToOne | Form::Mutual => pairs(&ready),
        Form::Peer => peers(pool, waited),
        Form::Group => ready.sets().map(groups),
    }?;
    let Found { mut proposed, limits, .. } = found;
    proposed.extend(fixed(pool, standing));
    let by_ids = |one: &Proposed| one.members.iter().map(|(person, _)| people[*person].id).collect::<Vec<PersonId>>();
    proposed.sort_by_cached_key(by_ids);
    let is = |of: &[bool], at: usize| of.get(at).copied().unwrap_or(false);
    let stakes = |sides: &[Side], waited: &dyn Fn(usize) -> bool, served: &[bool]| {
        let stake = |(at, side): (usize, &Side)| Stake {
            id: people[side.person].id,
            places: side.places,
            waited: waited(at),
            served: is(served, at),
        };
        sides.iter().enumerate().map(stake).collect()
    };
    Ok(Outcome {
        round,
        aim: scheme.aim,
        decimals: pool.decimals,
        lowest: scheme.lowest_is_best(),
        placed: fared::placed(&ready, &proposed),
        spare: fared::spare(&ready, &proposed),
        left_out: everybody_left(&ready, &proposed, &limits, without),
        ring: ring::ring(pool),
        limits,
        bound: found.bound,
        proof: Proof {
            mentees: stakes(&pool.mentees, &|at| is(waited, at) && !is(served, at), served),
            mentors: match scheme.form {
                Form::OneToOne | Form::Mutual => {
                    stakes(&pool.mentors, &|at| waiting.as_ref().is_some_and(|waiting| waiting.bonus(at) > 0), &[])
                }
                Form::Peer => Vec::new(),
                Form::Group => stakes(leaders, &|_| false, &[]),
            },
            stages: found.stages,
            pool: found.pool_stages,
            kept_free: found.kept_free.iter().map(|j| people[pool.mentors[*j as usize].person].id).collect(),
            proved: found.proved,
            of_shares: found.of_shares,
        },
        proposed,
    })
}

/// What a solver found, in words.
#[derive(Default)]
struct Found {
    proposed: Vec<Proposed>,
    stages: Vec<Certificate>,
    pool_stages: Vec<peers::Stage>,
    bound: Option<Bound>,
    limits: Vec<Limit>,
    kept_free: Vec<u32>,
    proved: bool,
    of_shares: bool,
}

/// Pairs across two sides.
fn pairs(ready: &Ready<'_>) -> Result<Found, Obstacle> {
    let Ready { pool, waited, served, waiting, under_way, .. } = ready;
    let rows = Rows::new(pool);
    let asked = Asked::new(pool, waited, served);
    if pool.given.scheme.aim == Aim::Stable {
        let pairs = Wishes::new(pool, &rows).stable(&asked.mentee_places, &asked.mentor_places);
        if let Some(people) = both_sides::clash(pool, &pairs) {
            return Err(Obstacle::TwoRoles(people));
        }
        let proposed = pairs.iter().map(|(i, j)| propose(pool, *i as usize, *j as usize, false)).collect();
        return Ok(Found { proposed, proved: true, ..Found::default() });
    }
    let solve = |scores: &dyn Scores| shares::solve(pool, &asked, scores, under_way);
    let solved = Waiting::raised(waiting.as_ref(), &rows, solve).map_err(|_| Obstacle::TooLarge)?;
    let pairs = &solved.pairs;
    let put_in_words = |pairs: &[(u32, u32)]| {
        pairs.iter().map(|(i, j)| propose(pool, *i as usize, *j as usize, false)).collect::<Vec<Proposed>>()
    };
    let proposed = in_halves(pairs, pairs.len() > 1000, put_in_words).into_iter().flatten().collect();
    Ok(Found {
        proposed,
        stages: solved.stages,
        limits: solved.limits,
        kept_free: solved.kept_free,
        proved: solved.best_within && !solved.searched,
        of_shares: solved.searched,
        ..Found::default()
    })
}

/// Pairs within one pool.
fn peers(pool: &Pool<'_>, waited: &[bool]) -> Result<Found, Obstacle> {
    let rows = Rows::new(pool);
    if pool.given.scheme.aim == Aim::Stable {
        let wishes = Wishes::new(pool, &rows);
        let mates = wishes.roommates().map_err(|none| {
            let people = none.parties.into_iter().flatten().map(|at| pool.mentees[at as usize].person);
            Obstacle::NoStablePairing { people: people.collect(), equals: wishes.any_equals() }
        })?;
        return Ok(Found { proposed: of_mates(pool, &mates), proved: true, ..Found::default() });
    }
    let paired = pair_peers(pool, &rows, pool.given.scheme.aim, waited).map_err(|_| Obstacle::TooLarge)?;
    let proposed = of_mates(pool, &paired.mates);
    Ok(Found { proposed, proved: true, pool_stages: paired.stages, ..Found::default() })
}

/// Pairs of one pool as relationships.
fn of_mates(pool: &Pool<'_>, mates: &[Option<u32>]) -> Vec<Proposed> {
    let id = |at: usize| pool.mentee(at).0.id;
    let two = mates.iter().enumerate().filter_map(|(one, mate)| Some((one, (*mate)? as usize)));
    two.filter(|(one, other)| id(*one) < id(*other)).map(|(i, j)| propose(pool, i, j, false)).collect()
}

/// Groups of one pool.
fn groups(sets: Sets<'_, '_>) -> Found {
    let grouped = sets.form();
    let bound = Some(Bound { placed: grouped.placed_bound, points: grouped.bound });
    Found { proposed: sets.propose(&grouped), bound, proved: grouped.proved, ..Found::default() }
}

fn propose(pool: &Pool<'_>, i: usize, j: usize, fixed: bool) -> Proposed {
    let directions = directions(pool, i, j);
    let score = pool.ways.together(directions.iter().map(|direction| direction.score));
    let [learner, giver] = pool.given.scheme.form.roles();
    let members = vec![(pool.mentees[i].person, learner), (pool.mentors[j].person, giver)];
    Proposed { members, score, of_100: pool.of_100(score), directions, fixed }
}

/// The pairs the coordinator fixed, scored like all others.
fn fixed(pool: &Pool<'_>, standing: &Standing) -> Vec<Proposed> {
    let given = pool.given;
    let roles = given.scheme.form.roles();
    let pairs = standing.fixed.iter().filter_map(|(mentor, mentee)| {
        let side = |person: &usize| vec![Side { person: *person, places: 1, lot: 0 }];
        given.people[*mentee].entry(roles[0])?;
        given.people[*mentor].entry(roles[1])?;
        let two = Pool::new(given, roles, side(mentee), side(mentor), &HashSet::new()).ok()?;
        Some(propose(&two, 0, 0, true))
    });
    pairs.collect()
}

/// Everybody in a role who has no relationship in it, with what stood in the way.
fn everybody_left(
    ready: &Ready<'_>,
    proposed: &[Proposed],
    limits: &[Limit],
    without: &HashSet<PersonId>,
) -> Vec<LeftOut> {
    let Ready { pool, standing, served, .. } = ready;
    let people = pool.given.people;
    let roles = pool.given.scheme.form.roles();
    // By role, in the order of the form.
    let mut has = [vec![false; people.len()], vec![false; people.len()]];
    for (person, role) in proposed.iter().flat_map(|proposed| &proposed.members) {
        has[usize::from(*role != roles[0])][*person] = true;
    }
    let nobody_yet = |(i, side): &(usize, &Side)| !has[0][side.person] && !served[*i];
    let without_any = pool.mentees.iter().enumerate().filter(nobody_yet).map(|(_, side)| *side).collect();
    let beside_the_full = ready.beside_the_full(without_any);
    let full_who_fit = |person: usize| {
        let full = beside_the_full.as_ref();
        full.and_then(|full| Some(left_out::full_who_fit(full, full.mentee_position(person)?))).unwrap_or_default()
    };
    let all_led = all_taken(pool.given.scheme.group.leaders, &ready.leaders, proposed.len());
    let mut left = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let placed_once = has[0][at] || has[1][at];
        for entry in person.entries.iter().filter(|entry| roles.contains(&entry.role)) {
            let role = entry.role;
            let busy_once = person.entries.iter().any(|entry| standing.busy(person.id, entry.role));
            let one_role_is_enough = person.either && (placed_once || busy_once || role == Role::Mentor);
            // Who completed what there were places for seeks no more.
            let done = standing.full(person, entry);
            if has[usize::from(role != roles[0])][at] || standing.busy(person.id, role) || done || one_role_is_enough {
                continue;
            }
            let aside = set_aside(person, without).map(|(code, says)| (code, says.to_string()));
            let group = pool.given.scheme.form == Form::Group;
            let stands = || match role {
                Role::Facilitator => Some(("not-needed", "no new group needs somebody to lead it".to_string())),
                _ if group => pool.mentee_position(at).map(|i| left_out::of_group(pool, i, all_led)),
                Role::Mentor => pool.mentor_position(at).map(|j| left_out::mentor(pool, j, limits)),
                _ => pool.mentee_position(at).map(|i| left_out::mentee(pool, i, limits, &full_who_fit(at))),
            };
            let (code, says) = aside.or_else(stands).unwrap_or_else(|| ("no-places", "said 0 places".to_string()));
            left.push(LeftOut { person: at, role, code, says });
        }
    }
    left.sort_by_key(|left| (std::cmp::Reverse(left.role), pool.given.people[left.person].id));
    left
}
