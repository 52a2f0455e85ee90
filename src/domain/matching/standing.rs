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
        let either_way = !scheme.places.two_way || scheme.form.one_pool();
        let mut standing = Standing {
            taken: HashMap::new(),
            busy: HashSet::new(),
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
            if relationship.form == Form::Group && state.stands() {
                // Who is in a group together is not put together once more, nor with those whom they left.
                let ids = || relationship.everybody().map(|member| member.id);
                standing.met.extend(ids().flat_map(|one| ids().map(move |other| (one, other))));
            }
            let Some([mentee, mentor]) = relationship.two() else { continue };
            if fixed || state.stands() || matches!(state, State::Declined | State::Ended) {
                standing.met.insert((mentor, mentee));
            }
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
        let gives = !entry.role.seeks() && person.gives.is_some() && self.gives.contains_key(&person.id);
        (gives || self.taken(person.id, entry.role) > 0) && self.left(person, entry) == 0
    }

    /// How many places of a person are taken.
    pub fn taken(&self, id: PersonId, role: Role) -> u32 {
        self.taken.get(&(id, role)).copied().unwrap_or(0)
    }

    /// Whether a person is in a relationship under way, or one that is fixed.
    pub fn busy(&self, id: PersonId, role: Role) -> bool {
        self.busy.contains(&(id, role))
    }

    /// Pairs of positions (mentor, mentee) that are not proposed. Who met is not proposed the other way round either,
    /// unless the scheme lets two people mentor each other.
    pub fn never(
        &self,
        skips: &HashSet<(PersonId, PersonId)>,
        at: &HashMap<PersonId, usize>,
    ) -> HashSet<(usize, usize)> {
        let all = || self.met.iter().chain(skips);
        let turned = all().filter(|_| self.either_way).map(|(mentor, mentee)| (mentee, mentor));
        let met = all().map(|(mentor, mentee)| (mentor, mentee));
        met.chain(turned).filter_map(|(mentor, mentee)| Some((*at.get(mentor)?, *at.get(mentee)?))).collect()
    }

    /// A person's side of a round, where the person is ready for one.
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
        let places = self.left(person, person.entry(role)?);
        // Peers have one place at a time, whatever a form says.
        let most = match scheme.form {
            Form::Peer => u32::from(!self.busy(person.id, role)),
            _ => u32::MAX,
        };
        let places = places.min(most);
        if places == 0 || set_aside(person, without).is_some() {
            return None;
        }
        Some(Side { person: at, places, lot: lot(&scheme.name, round, role, &person.identity) })
    }
}

/// Who is not put together in another channel, either way round: who is or was together in one, and two of whom one
/// declined the other. What was only offered keeps nobody apart.
pub fn kept_apart(relationship: &Relationship) -> Vec<(PersonId, PersonId)> {
    let together = relationship.accepted.is_some() || relationship.ended.is_some();
    let declined = relationship.declined.is_some() && relationship.two().is_some();
    if !together && !declined {
        return Vec::new();
    }
    let ids = || relationship.everybody().map(|member| member.id);
    ids().flat_map(|one| ids().map(move |other| (one, other))).collect()
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
