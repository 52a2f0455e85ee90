//! How every section asks what it may tell of how many people: all of them write into one ledger, and read from it.
//!
//! Sections are gone through twice: once so that the ledger knows everything that will be published, once to tell it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::domain::evaluation::evidence::Voice;
use crate::domain::journey::Journey;
use crate::domain::log::Goal;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::scheme::Role;
use crate::domain::small_numbers::ledger::{Counted, Ledger, Shape};
use crate::domain::small_numbers::{Shown, Threshold};

/// Where the numbers of things begin that are no people, or people a second time.
const AS_MENTORS: u64 = 1 << 32;
const RELATIONSHIPS: u64 = 2 << 32;
const GOALS: u64 = 3 << 32;
const VOICES: u64 = 4 << 32;
const APART: u64 = 5 << 32;

/// The ledger, and who counts together: where nobody on a side of pairs is in two, there are as many of that side as
/// relationships, and whoever reads the one number knows the other.
#[derive(Debug)]
pub struct Telling {
    ledger: RefCell<Ledger>,
    /// As what relationships of pairs count: the newest of each mentee with the mentee, an earlier one with its mentor,
    /// where that is the mentor's only one.
    with: HashMap<RelationshipId, u64>,
    /// As what a mentor of one mentee counts: as that relationship.
    alone: HashMap<PersonId, u64>,
    /// Who is a mentor in pairs, and no mentee.
    mentors: HashSet<PersonId>,
    mentees: HashSet<PersonId>,
}

impl Telling {
    /// Starts on the relationships there are.
    pub fn new(journeys: &[Journey<'_>], threshold: Threshold) -> Self {
        let pairs = || journeys.iter().filter_map(|journey| Some((journey.relationship, pair(journey.relationship)?)));
        let mut newest: HashMap<PersonId, &Relationship> = HashMap::new();
        let mut of_mentor: HashMap<PersonId, usize> = HashMap::new();
        for (relationship, (mentee, mentor)) in pairs() {
            let known = newest.entry(mentee).or_insert(relationship);
            if (relationship.accepted, relationship.id) > (known.accepted, known.id) {
                *known = relationship;
            }
            *of_mentor.entry(mentor).or_default() += 1;
        }
        let mut telling = Telling {
            ledger: RefCell::new(Ledger::new(threshold)),
            with: HashMap::new(),
            alone: HashMap::new(),
            mentors: of_mentor.keys().copied().filter(|one| !newest.contains_key(one)).collect(),
            mentees: newest.keys().copied().collect(),
        };
        for (relationship, (mentee, mentor)) in pairs() {
            let alone = of_mentor.get(&mentor) == Some(&1);
            let is_newest = newest.get(&mentee).is_some_and(|newest| newest.id == relationship.id);
            let with = match (is_newest, alone) {
                (true, _) => u64::from(mentee.0),
                (false, true) => telling.as_mentor(mentor),
                (false, false) => continue,
            };
            telling.with.insert(relationship.id, with);
            telling.alone.extend(alone.then_some((mentor, with)));
        }
        telling.ledger.borrow_mut().know_pairs(peers(journeys));
        telling
    }

    /// Everything that is published is noted: from now on it is told.
    pub fn settle(&self) {
        self.ledger.borrow_mut().settle();
    }

    /// Goes on after everything was settled: what is noted from now on is told beside it.
    pub fn go_on(&self) {
        self.ledger.borrow_mut().go_on();
    }

    /// People of one role as they are counted.
    pub fn people(&self, role: Role, people: impl IntoIterator<Item = PersonId>) -> Counted {
        match role {
            Role::Mentor => people.into_iter().map(|one| self.as_mentor(one)).collect(),
            _ => self.each(people),
        }
    }

    /// People who may be of any role as they are counted: each alone.
    pub fn each(&self, people: impl IntoIterator<Item = PersonId>) -> Counted {
        people.into_iter().map(|one| u64::from(one.0)).collect()
    }

    /// Voices as they are counted: each alone.
    pub fn voices(&self, voices: impl IntoIterator<Item = Voice>) -> Counted {
        let one = |voice: Voice| match voice {
            Voice::Person(id) => u64::from(id.0),
            Voice::Other(number) => VOICES + u64::from(number),
        };
        voices.into_iter().map(one).collect()
    }

    /// Some of several people as they are counted: as mentors where all are.
    pub fn some_of(&self, all: &BTreeSet<PersonId>, some: impl IntoIterator<Item = PersonId>) -> Counted {
        let role = if all.iter().all(|one| self.mentors.contains(one)) { Role::Mentor } else { Role::Mentee };
        self.people(role, some)
    }

    fn as_mentor(&self, one: PersonId) -> u64 {
        let own = u64::from(one.0);
        let known = self.alone.get(&one).copied();
        // Who is a mentee too counts as such already.
        known.unwrap_or(if self.mentees.contains(&one) { AS_MENTORS + own } else { own })
    }

    /// Relationships as they are counted.
    pub fn relationships<'r>(&self, relationships: impl IntoIterator<Item = &'r Relationship>) -> Counted {
        let one = |of: &Relationship| match self.with.get(&of.id) {
            Some(with) => *with,
            None => RELATIONSHIPS + u64::from(of.id.0),
        };
        relationships.into_iter().map(one).collect()
    }

    /// Goals as they are counted, with how many relationships have any of them.
    pub fn goals(&self, goals: &[&Goal]) -> Counted {
        let of: BTreeSet<RelationshipId> = goals.iter().map(|goal| goal.relationship).collect();
        goals.iter().map(|goal| GOALS + u64::from(goal.id.number)).collect::<Counted>().of_people(of.len())
    }

    /// How a number is told that stands alone.
    pub fn tell(&self, counted: &Counted) -> Shown {
        self.ledger.borrow_mut().tell(counted)
    }

    /// How the number of people is told who may be of several roles: where of pairs both are among them, only if the
    /// numbers of either are.
    pub fn tell_people(&self, people: &BTreeSet<PersonId>) -> Shown {
        self.tell_sides(&self.sides(&people.iter().map(|id| Voice::Person(*id)).collect()))
    }

    fn tell_sides(&self, [mentors, others]: &[Counted; 2]) -> Shown {
        match (self.tell(mentors), self.tell(others)) {
            (Shown::Count(one), Shown::Count(other)) => Shown::Count(one + other),
            _ => Shown::Hidden,
        }
    }

    /// The same of people who were asked, where it is told in any case how many answered: of either side there are at
    /// least as many as answered.
    pub fn tell_asked(&self, people: &BTreeSet<Voice>, answered: &BTreeSet<Voice>) -> Shown {
        let sides = self.sides(people);
        let told = self.tell_sides(&sides);
        for (all, answered) in sides.iter().zip(self.sides(answered)) {
            self.ledger.borrow_mut().know_at_least(all, answered.count());
        }
        told
    }

    /// The mentors of pairs among people, and all others.
    fn sides(&self, people: &BTreeSet<Voice>) -> [Counted; 2] {
        let is_mentor = |voice: &&Voice| voice.person().is_some_and(|id| self.mentors.contains(&id));
        let (mentors, others): (Vec<Voice>, Vec<Voice>) = people.iter().partition(is_mentor);
        [self.people(Role::Mentor, mentors.into_iter().filter_map(Voice::person)), self.voices(others)]
    }

    /// How many pairs there are of whom no relationship was noted: nothing else counts them.
    pub fn tell_apart(&self, pairs: usize) -> Shown {
        self.tell(&(0..pairs as u64).map(|pair| APART + pair).collect())
    }

    /// How parts are told, and before them the whole that they make up; none where no part is told.
    pub fn tell_parts(&self, parts: &[Counted]) -> Option<Vec<Shown>> {
        self.ledger.borrow_mut().tell_parts(parts)
    }

    /// How the counts of a row are told; none where none but the first is.
    pub fn tell_row(&self, row: Vec<Counted>, shape: &Shape) -> Option<Vec<Shown>> {
        self.ledger.borrow_mut().tell_row(row, shape)
    }

    /// How the counts of a row are told that are nobody's secret, unless they give something else away.
    pub fn tell_openly(&self, row: Vec<Counted>, shape: &Shape) -> Option<Vec<Shown>> {
        self.ledger.borrow_mut().tell_openly(row, shape)
    }

    /// How parts are told of as many people as is told beside them whatever is hidden; none where none is told.
    pub fn tell_within(&self, parts: &[Counted]) -> Option<Vec<Shown>> {
        self.ledger.borrow_mut().tell_within(parts)
    }

    /// Whether groups of which nothing is told are left out for the sake of what other tables tell.
    pub fn are_left_out(&self, rows: &[Vec<Counted>]) -> bool {
        self.ledger.borrow().are_left_out(rows)
    }

    /// How the counts of groups are told; none where none is.
    pub fn tell_groups(&self, rows: &[Vec<Counted>], shape: &Shape) -> Option<Vec<Vec<Shown>>> {
        self.ledger.borrow_mut().tell_groups(rows, shape)
    }
}

/// Of whoever is in one pair of peers and in nothing else, as what that counts.
fn peers(journeys: &[Journey<'_>]) -> HashMap<u64, u64> {
    let all = || journeys.iter().map(|journey| journey.relationship);
    let mut of_each: HashMap<PersonId, usize> = HashMap::new();
    all().flat_map(|of| of.everybody()).for_each(|member| *of_each.entry(member.id).or_default() += 1);
    let pairs = all().filter(|of| of.members.len() == 2 && of.members.iter().all(|one| one.role == Role::Member));
    let alone = pairs.filter(|of| of.everybody().all(|member| of_each.get(&member.id) == Some(&1)));
    let both =
        alone.flat_map(|of| of.members.iter().map(|one| (u64::from(one.id.0), RELATIONSHIPS + u64::from(of.id.0))));
    both.collect()
}

/// The mentee and the mentor of a pair.
fn pair(relationship: &Relationship) -> Option<(PersonId, PersonId)> {
    match &relationship.members[..] {
        [mentee, mentor] if mentee.role == Role::Mentee && mentor.role == Role::Mentor => Some((mentee.id, mentor.id)),
        _ => None,
    }
}
