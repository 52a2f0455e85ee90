//! A round: one numbered run of matching, from the people who are ready to the pairs that are proposed.

use std::collections::{HashMap, HashSet};

use super::both_sides;
use super::left_out::{self, LeftOut};
use super::lot::lot;
use super::pool::{Given, Pool, Side};
use super::reasons::{Reason, reasons};
use super::ring::{self, Ring};
use super::rows::Rows;
use super::solvers::{self, Certificate, Request};
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Relationship, State};
use crate::domain::scheme::{Aim, CriterionKind, Role, Scheme};
use crate::halves::in_halves;

/// What a round starts from.
pub struct Start<'a> {
    /// The scheme, the people and what lies between them.
    pub given: Given<'a>,
    /// The number of the round: the key of its lots.
    pub round: u32,
    /// The number of the newest round that was written.
    pub newest: u32,
    /// Everything that happened between two people so far.
    pub relationships: &'a [Relationship],
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
    /// The pairs, by mentee.
    pub proposed: Vec<Proposed>,
    /// Who was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Whom a missing answer costs points.
    pub ring: Vec<Ring>,
    /// The integer prices that prove it, a stage each; (people of the sides, certificates).
    pub proof: Proof,
}

/// The prices of a round and whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The people on the mentees' side, in the order of the prices.
    pub mentees: Vec<PersonId>,
    /// The people on the mentors' side, in the order of the prices.
    pub mentors: Vec<PersonId>,
    /// One certificate a stage.
    pub stages: Vec<Certificate>,
    /// Whether the outcome is proved to be the best; else it is the best that was found.
    pub proved: bool,
}

/// One pair proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The mentor's position in the list of people.
    pub mentor: usize,
    /// The mentee's position in the list of people.
    pub mentee: usize,
    /// The points, in units of the round.
    pub score: i64,
    /// The points out of 100.
    pub of_100: i64,
    /// Why; the points add up to the score.
    pub reasons: Vec<Reason>,
    /// Whether the coordinator had fixed it.
    pub fixed: bool,
}

impl Outcome {
    /// The points of all pairs together, in units of the round.
    pub fn total(&self) -> i64 {
        self.proposed.iter().map(|pair| pair.score).sum()
    }

    /// Points as people see them: where low numbers are good, the numbers of the file.
    pub fn shown(&self, units: i64) -> i64 {
        if self.lowest { -units } else { units }
    }

    /// How many mentees have at least one of the pairs.
    pub fn placed(&self) -> usize {
        self.proposed.iter().map(|pair| pair.mentee).collect::<HashSet<_>>().len()
    }
}

/// Why no round can be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Points with their decimals are too large to be added up exactly.
    TooLarge,
}

/// Works a round out.
///
/// # Errors
/// Where points are too large to be added up exactly.
pub fn round(start: Start<'_>) -> Result<Outcome, Obstacle> {
    let Start { given, round, newest, relationships, skips, waited, without } = start;
    let (scheme, people) = (given.scheme, given.people);
    let at: HashMap<PersonId, usize> = people.iter().enumerate().map(|(at, person)| (person.id, at)).collect();
    let standing = Standing::new(scheme, relationships, newest, &at);
    let never = standing.never(skips, &at);
    let sides = |role: Role| -> Vec<Side> {
        people
            .iter()
            .enumerate()
            .filter_map(|(at, person)| side(scheme, person, at, role, round, &standing, without))
            .collect()
    };
    let pool = Pool::new(given, sides(Role::Mentee), sides(Role::Mentor), &never).map_err(|_| Obstacle::TooLarge)?;
    let rows = Rows::new(&pool);
    let of = |sides: &[Side], what: fn(&Side) -> u64| sides.iter().map(what).collect::<Vec<u64>>();
    // Nobody can have more than all of the other side.
    let places = |sides: &[Side], others: usize| {
        sides.iter().map(|side| side.places.min(u32::try_from(others).unwrap_or(u32::MAX))).collect::<Vec<u32>>()
    };
    let waited: Vec<bool> = pool.mentees.iter().map(|side| waited.contains(&people[side.person].id)).collect();
    let request = Request {
        scores: &rows,
        mentee_places: &places(&pool.mentees, pool.mentors.len()),
        mentor_places: &places(&pool.mentors, pool.mentees.len()),
        aim: if scheme.aim == Aim::BestFit { solvers::Aim::BestFit } else { solvers::Aim::MostPeople },
        waited: &waited,
        kept: &[],
        levels: &[],
        mentee_lots: &of(&pool.mentees, |side| side.lot),
        mentor_lots: &of(&pool.mentors, |side| side.lot),
    };
    let solved = both_sides::solve(&pool, &request).map_err(|_| Obstacle::TooLarge)?;
    let pairs = &solved.solution.pairs;
    let put_in_words = |pairs: &[(u32, u32)]| {
        pairs.iter().map(|(i, j)| propose(&pool, *i as usize, *j as usize, false)).collect::<Vec<Proposed>>()
    };
    let mut proposed: Vec<Proposed> =
        in_halves(pairs, pairs.len() > 1000, put_in_words).into_iter().flatten().collect();
    proposed.extend(standing.fixed(&pool));
    proposed.sort_by_key(|pair| (people[pair.mentee].id, people[pair.mentor].id));
    let ids = |sides: &[Side]| sides.iter().map(|side| people[side.person].id).collect();
    Ok(Outcome {
        round,
        aim: scheme.aim,
        decimals: pool.decimals,
        lowest: !scheme.criteria.is_empty()
            && scheme.criteria.iter().all(|c| matches!(c.kind, CriterionKind::Given { lowest_is_best: true, .. })),
        left_out: everybody_left(&pool, &proposed, &standing, without),
        ring: ring::ring(&pool),
        proof: Proof {
            mentees: ids(&pool.mentees),
            mentors: ids(&pool.mentors),
            stages: solved.solution.stages,
            proved: solved.proved,
        },
        proposed,
    })
}

fn propose(pool: &Pool<'_>, i: usize, j: usize, fixed: bool) -> Proposed {
    let reasons = reasons(pool, i, j);
    let score = reasons.iter().map(|reason| reason.points).sum();
    let (mentee, mentor) = (pool.mentees[i].person, pool.mentors[j].person);
    Proposed { mentor, mentee, score, of_100: pool.of_100(score), reasons, fixed }
}

/// What stands between people already.
struct Standing {
    /// Relationships under way or fixed, by person and role.
    taken: HashMap<(PersonId, Role), u32>,
    /// Pairs (mentor, mentee) that met before in any way that bars a new proposal.
    met: HashSet<(PersonId, PersonId)>,
    /// Pairs (mentor, mentee) that the coordinator fixed, as positions.
    fixed: Vec<(usize, usize)>,
    two_way: bool,
}

impl Standing {
    fn new(scheme: &Scheme, relationships: &[Relationship], newest: u32, at: &HashMap<PersonId, usize>) -> Self {
        let mut standing =
            Standing { taken: HashMap::new(), met: HashSet::new(), fixed: Vec::new(), two_way: scheme.places.two_way };
        for relationship in relationships {
            let (mentor, mentee) = (relationship.mentor, relationship.mentee);
            let state = relationship.state(newest);
            let fixed = state == State::Proposed && relationship.fixed.is_some();
            if state == State::Accepted || fixed {
                *standing.taken.entry((mentor, Role::Mentor)).or_insert(0) += 1;
                *standing.taken.entry((mentee, Role::Mentee)).or_insert(0) += 1;
            }
            // Who completed one has had what was sought; the mentor's place is free again.
            if state == State::Ended && relationship.finished {
                *standing.taken.entry((mentee, Role::Mentee)).or_insert(0) += 1;
            }
            if fixed || matches!(state, State::Accepted | State::Declined | State::Ended) {
                standing.met.insert((mentor, mentee));
            }
            if let (true, Some(mentor), Some(mentee)) = (fixed, at.get(&mentor), at.get(&mentee)) {
                standing.fixed.push((*mentor, *mentee));
            }
        }
        standing
    }

    fn taken(&self, id: PersonId, role: Role) -> u32 {
        self.taken.get(&(id, role)).copied().unwrap_or(0)
    }

    /// Pairs of positions (mentor, mentee) that are not proposed. Who met is not proposed the other way round either,
    /// unless the scheme lets two people mentor each other.
    fn never(&self, skips: &HashSet<(PersonId, PersonId)>, at: &HashMap<PersonId, usize>) -> HashSet<(usize, usize)> {
        let turned = self.met.iter().filter(|_| !self.two_way).map(|(mentor, mentee)| (mentee, mentor));
        let met = self.met.iter().chain(skips).map(|(mentor, mentee)| (mentor, mentee));
        met.chain(turned).filter_map(|(mentor, mentee)| Some((*at.get(mentor)?, *at.get(mentee)?))).collect()
    }

    /// The pairs the coordinator fixed, scored like all others.
    fn fixed(&self, pool: &Pool<'_>) -> Vec<Proposed> {
        let given = pool.given;
        let pairs = self.fixed.iter().filter_map(|(mentor, mentee)| {
            let side = |person: &usize| vec![Side { person: *person, places: 1, lot: 0 }];
            given.people[*mentor].entry(Role::Mentor)?;
            given.people[*mentee].entry(Role::Mentee)?;
            let two = Pool::new(given, side(mentee), side(mentor), &HashSet::new()).ok()?;
            Some(propose(&two, 0, 0, true))
        });
        pairs.collect()
    }
}

/// A person's side of the round, where the person is ready for one.
fn side(
    scheme: &Scheme,
    person: &Person,
    at: usize,
    role: Role,
    round: u32,
    standing: &Standing,
    without: &HashSet<PersonId>,
) -> Option<Side> {
    let places = person.entry(role)?.places.saturating_sub(standing.taken(person.id, role));
    if places == 0 || set_aside(person, without).is_some() {
        return None;
    }
    Some(Side { person: at, places, lot: lot(&scheme.name, round, role, &person.identity) })
}

fn set_aside(person: &Person, without: &HashSet<PersonId>) -> Option<(&'static str, &'static str)> {
    if person.refused {
        Some(("no-consent", "did not consent, so is not matched"))
    } else if person.held {
        Some(("held", "on hold (mentor people hold)"))
    } else if without.contains(&person.id) {
        Some(("without", "set aside for this run (--without)"))
    } else {
        None
    }
}

/// Everybody in a role who has no relationship in it, with what stood in the way.
fn everybody_left(
    pool: &Pool<'_>,
    proposed: &[Proposed],
    standing: &Standing,
    without: &HashSet<PersonId>,
) -> Vec<LeftOut> {
    let people = pool.given.people;
    let (mut mentor_has, mut mentee_has) = (vec![false; people.len()], vec![false; people.len()]);
    for pair in proposed {
        (mentor_has[pair.mentor], mentee_has[pair.mentee]) = (true, true);
    }
    let position = |sides: &[Side], person: usize| sides.iter().position(|side| side.person == person);
    let mut left = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let placed_once = mentor_has[at] || mentee_has[at];
        for entry in person.entries.iter().filter(|entry| matches!(entry.role, Role::Mentor | Role::Mentee)) {
            let role = entry.role;
            let one_role_is_enough = person.either && (placed_once || role == Role::Mentor);
            let has = if role == Role::Mentor { mentor_has[at] } else { mentee_has[at] };
            if has || standing.taken(person.id, role) > 0 || one_role_is_enough {
                continue;
            }
            let aside = set_aside(person, without).map(|(code, says)| (code, says.to_string()));
            let stands = || match role {
                Role::Mentor => position(&pool.mentors, at).map(|j| left_out::mentor(pool, j)),
                _ => position(&pool.mentees, at).map(|i| left_out::mentee(pool, i)),
            };
            let (code, says) = aside.or_else(stands).unwrap_or_else(|| ("no-places", "said 0 places".to_string()));
            left.push(LeftOut { person: at, role, code, says });
        }
    }
    left.sort_by_key(|left| (std::cmp::Reverse(left.role), pool.given.people[left.person].id));
    left
}
