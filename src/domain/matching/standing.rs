//! What stands between people already: places taken, pairs that met before, pairs the coordinator fixed; and who is
//! ready for a round.

use std::collections::{HashMap, HashSet};

use super::lot::lot;
use super::pool::Side;
use crate::domain::person::{Entry, Person, PersonId};
use crate::domain::relationship::{Member, Relationship, State};
use crate::domain::scheme::{Form, Role, Scheme};

/// What stands between people already.
pub struct Standing {
    /// Relationships under way or fixed, by person and role.
    taken: HashMap<(PersonId, Role), u32>,
    /// The same without those that are over.
    busy: HashSet<(PersonId, Role)>,
    /// The same without those that are only fixed.
    under_way: HashSet<(PersonId, Role)>,
    /// In how many relationships, under way or fixed, somebody gives time, in any role and any channel.
    gives: HashMap<PersonId, u32>,
    /// Pairs (mentor, mentee) that met before in any way that bars a new proposal.
    met: HashSet<(PersonId, PersonId)>,
    /// Pairs (mentor, mentee) that the coordinator fixed, as positions.
    pub fixed: Vec<(usize, usize)>,
    either_way: bool,
}

impl Standing {
    /// Reads what happened so far: in this channel of the scheme, and in others. Whoever is set aside lets the other of
    /// a fixed pair go.
    pub fn new(
        scheme: &Scheme,
        [relationships, elsewhere]: [&[Relationship]; 2],
        at: &HashMap<PersonId, usize>,
        aside: impl Fn(PersonId) -> bool,
    ) -> Self {
        let either_way = either_way(scheme);
        let mut standing = Standing {
            taken: HashMap::new(),
            busy: HashSet::new(),
            under_way: HashSet::new(),
            gives: HashMap::new(),
            met: HashSet::new(),
            fixed: Vec::new(),
            either_way,
        };
        for relationship in relationships {
            let state = relationship.state();
            let fixed = state == State::Proposed
                && relationship.fixed.is_some()
                && !relationship.members.iter().any(|member| aside(member.id));
            for member in &relationship.members {
                // Who completed one has had what was sought; whoever only gave time is free again.
                let had = state == State::Ended && relationship.finished() && scheme.form.seeks(member.role);
                if state.stands() {
                    standing.under_way.insert((member.id, member.role));
                }
                if state.stands() || fixed {
                    standing.busy.insert((member.id, member.role));
                    standing.see_giving(relationship, member);
                }
                if state.stands() || fixed || had {
                    *standing.taken.entry((member.id, member.role)).or_insert(0) += 1;
                }
            }
            for departure in relationship.left.iter().filter(|departure| scheme.form.seeks(departure.member.role)) {
                if departure.ending.finished() {
                    *standing.taken.entry((departure.member.id, departure.member.role)).or_insert(0) += 1;
                }
            }
            standing.met.extend(met(relationship, state.stands(), fixed));
            let Some([mentee, mentor]) = relationship.two() else { continue };
            if let (true, Some(mentor), Some(mentee)) = (fixed, at.get(&mentor), at.get(&mentee)) {
                standing.fixed.push((*mentor, *mentee));
            }
        }
        elsewhere.iter().for_each(|relationship| standing.see_elsewhere(relationship));
        standing
    }

    /// What happened in another channel. Who gives time has one number of places for all channels; who seeks something
    /// has places in each.
    fn see_elsewhere(&mut self, relationship: &Relationship) {
        let state = relationship.state();
        let holds = state.stands() || state == State::Proposed && relationship.fixed.is_some();
        for member in relationship.members.iter().filter(|member| holds && !relationship.form.seeks(member.role)) {
            self.busy.insert((member.id, member.role));
            *self.taken.entry((member.id, member.role)).or_insert(0) += 1;
            self.see_giving(relationship, member);
        }
        self.met.extend(kept_apart(relationship));
    }

    fn see_giving(&mut self, relationship: &Relationship, member: &Member) {
        if !relationship.form.seeks(member.role) {
            *self.gives.entry(member.id).or_insert(0) += 1;
        }
    }

    /// How many places somebody has left in a role: of those of the role, and where one number is meant for all the time
    /// that is given, of that.
    pub fn left(&self, person: &Person, entry: &Entry) -> u32 {
        let of_role = entry.places.saturating_sub(self.taken(person.id, entry.role));
        let gives = self.gives.get(&person.id).copied().unwrap_or(0);
        let in_all = person.gives.filter(|_| !entry.role.seeks()).map(|places| places.saturating_sub(gives));
        in_all.map_or(of_role, |in_all| of_role.min(in_all))
    }

    /// Whether all places of a person in a role are taken, of whom any is.
    pub fn full(&self, person: &Person, entry: &Entry) -> bool {
        (self.gives_in_any(person, entry.role) || self.taken(person.id, entry.role) > 0)
            && self.left(person, entry) == 0
    }

    /// Whether a person with one number of places for all the time that is given gives some already, in any role.
    fn gives_in_any(&self, person: &Person, role: Role) -> bool {
        !role.seeks() && person.gives.is_some() && self.gives.contains_key(&person.id)
    }

    /// Whether a person has somebody already in a role, under way or fixed, or through any other time that is given of the
    /// same places.
    pub fn has_somebody(&self, person: &Person, role: Role) -> bool {
        self.busy(person.id, role) || self.gives_in_any(person, role)
    }

    /// How many places of a person are taken.
    pub fn taken(&self, id: PersonId, role: Role) -> u32 {
        self.taken.get(&(id, role)).copied().unwrap_or(0)
    }

    /// Whether a person is in a relationship under way, or one that is fixed.
    pub fn busy(&self, id: PersonId, role: Role) -> bool {
        self.busy.contains(&(id, role))
    }

    /// Whether a person is in a relationship of this channel under way, offered or agreed.
    pub fn under_way(&self, id: PersonId, role: Role) -> bool {
        self.under_way.contains(&(id, role))
    }

    /// Pairs of positions (mentor, mentee) that are not proposed. Who met is not proposed the other way round either,
    /// unless the scheme lets two people mentor each other.
    pub fn never(
        &self,
        skips: &HashSet<(PersonId, PersonId)>,
        at: &HashMap<PersonId, usize>,
    ) -> HashSet<(usize, usize)> {
        positions(self.met.iter().chain(skips), self.either_way, at)
    }

    /// A person's side of a round, where the person is ready for one; without a place where none is left.
    pub fn side(
        &self,
        scheme: &Scheme,
        (at, person): (usize, &Person),
        role: Role,
        round: u32,
        without: &HashSet<PersonId>,
    ) -> Option<Side> {
        if person.either && person.entries.iter().any(|entry| entry.role != role && self.busy(person.id, entry.role)) {
            return None;
        }
        let entry = person.entry(role)?;
        let (said, places) = (entry.places, self.left(person, entry));
        // Peers have one place at a time, whatever a form says.
        let most = match scheme.form {
            Form::Peer => u32::from(!self.busy(person.id, role)),
            _ => u32::MAX,
        };
        let places = places.min(most);
        // Who completed what there were places for has had what was sought.
        let done = places == 0 && said > 0 && !self.has_somebody(person, role);
        if done || set_aside(person, without).is_some() {
            return None;
        }
        Some(Side { person: at, places, lot: lot(&scheme.name, round, role, &person.identity) })
    }
}

/// Pairs (mentor, mentee) of a relationship who are not put together once more: those of a pair that stands, is fixed or
/// was; and whoever is in a group together, with those whom they left.
fn met(relationship: &Relationship, stands: bool, fixed: bool) -> Vec<(PersonId, PersonId)> {
    let over = matches!(relationship.state(), State::Declined | State::Ended);
    let pair = relationship.two().filter(|_| stands || fixed || over).map(|[mentee, mentor]| (mentor, mentee));
    let mut met: Vec<(PersonId, PersonId)> = pair.into_iter().collect();
    if relationship.form == Form::Group && stands {
        met.extend(all_pairs(relationship));
    }
    met
}

/// Everybody of a relationship with everybody, both ways.
fn all_pairs(relationship: &Relationship) -> impl Iterator<Item = (PersonId, PersonId)> {
    let ids = || relationship.everybody().map(|member| member.id);
    ids().flat_map(move |one| ids().map(move |other| (one, other)))
}

/// Pairs as positions in the list of people; either way round where it does not matter who is which.
fn positions<'p>(
    pairs: impl Iterator<Item = &'p (PersonId, PersonId)>,
    either_way: bool,
    at: &HashMap<PersonId, usize>,
) -> HashSet<(usize, usize)> {
    let pair = |(mentor, mentee): &(PersonId, PersonId)| Some((*at.get(mentor)?, *at.get(mentee)?));
    let found: Vec<(usize, usize)> = pairs.filter_map(pair).collect();
    let turned = found.iter().filter(|_| either_way).map(|(mentor, mentee)| (*mentee, *mentor));
    turned.chain(found.iter().copied()).collect()
}

/// What stood between people when an earlier round was made, as far as the records still tell it.
pub struct Stood<'s> {
    /// What happened in this channel of the scheme, and in others.
    pub relationships: [&'s [Relationship]; 2],
    /// Pairs (mentor, mentee) that were left out of the round.
    pub skips: HashSet<(PersonId, PersonId)>,
    /// Two of whom the round proposed together, either way round: they were free for each other then, whatever has happened
    /// since.
    pub proposed: HashSet<(PersonId, PersonId)>,
    /// The day of the round.
    pub on: chrono::NaiveDate,
}

impl Stood<'_> {
    /// Pairs of positions (mentor, mentee) that the round could not propose.
    pub fn never(&self, scheme: &Scheme, at: &HashMap<PersonId, usize>) -> HashSet<(usize, usize)> {
        // On its last day a group may have stood still.
        let days = || [Some(self.on), self.on.pred_opt()].into_iter().flatten();
        let stood = |group: &Relationship| days().any(|day| group.as_of(day).state().stands());
        let own = self.relationships[0].iter().flat_map(|relationship| {
            let stands = match relationship.form {
                Form::Group => stood(relationship),
                _ => relationship.state().stands(),
            };
            // Until a no was taken back, no round could put them together.
            met(relationship, stands, relationship.fixed.is_some() || relationship.offer.had_declined)
        });
        let elsewhere = self.relationships[1].iter().flat_map(kept_apart);
        let free = |pair: &(PersonId, PersonId)| !self.proposed.contains(pair);
        let never: Vec<(PersonId, PersonId)> = own.chain(elsewhere).filter(free).collect();
        positions(never.iter().chain(&self.skips), either_way(scheme), at)
    }
}

/// Whether it does not matter who of two is which: they do not mentor each other, or nobody is a mentor.
fn either_way(scheme: &Scheme) -> bool {
    !scheme.places.two_way || scheme.form.one_pool()
}

/// Who is not put together in another channel, either way round: who is or was together in one, and two of whom one
/// declined the other. What was only offered keeps nobody apart.
pub fn kept_apart(relationship: &Relationship) -> Vec<(PersonId, PersonId)> {
    let together = relationship.accepted.is_some() || relationship.ended.is_some();
    let declined = relationship.declined.is_some() && relationship.two().is_some();
    if !together && !declined {
        return Vec::new();
    }
    all_pairs(relationship).collect()
}

/// Why a person takes no part in a round, for machines and as a person reads it.
pub fn set_aside(person: &Person, without: &HashSet<PersonId>) -> Option<(&'static str, &'static str)> {
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
