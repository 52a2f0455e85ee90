//! How every section asks what it may tell of how many people: all of them write into one ledger, and read from it.
//!
//! Sections are gone through twice: once so that the ledger knows everything that will be published, once to tell it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use crate::domain::journey::Journey;
use crate::domain::log::Goal;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::scheme::Role;
use crate::domain::small_numbers::ledger::{Counted, Ledger, Shape};
use crate::domain::small_numbers::{Shown, Threshold};

/// Where the numbers of things begin that are no people.
const NOT_TOGETHER: u64 = 1 << 32;
const RELATIONSHIPS: u64 = 2 << 32;
const GOALS: u64 = 3 << 32;

/// The ledger, and who counts together.
#[derive(Debug)]
pub struct Telling {
    ledger: RefCell<Ledger>,
    /// A mentor of one mentee counts with that mentee: of pairs there are as many mentors as mentees, and whoever reads
    /// the one number knows the other.
    pairs: HashMap<PersonId, PersonId>,
    /// The newest relationship of each mentee counts with the mentee.
    newest: HashMap<PersonId, RelationshipId>,
}

impl Telling {
    /// Starts on the relationships there are.
    pub fn new(journeys: &[Journey<'_>], threshold: Threshold) -> Self {
        let relationships = || journeys.iter().map(|journey| journey.relationship);
        let mut newest: HashMap<PersonId, &Relationship> = HashMap::new();
        let mut of_mentor: HashMap<PersonId, usize> = HashMap::new();
        for relationship in relationships() {
            if let Some((mentee, mentor)) = pair(relationship) {
                let known = newest.entry(mentee).or_insert(relationship);
                if (relationship.accepted, relationship.id) > (known.accepted, known.id) {
                    *known = relationship;
                }
                *of_mentor.entry(mentor).or_default() += 1;
            }
        }
        let with_mentee = newest.values().filter_map(|relationship| pair(relationship));
        let alone = with_mentee.filter(|(_, mentor)| of_mentor.get(mentor) == Some(&1) && !newest.contains_key(mentor));
        Telling {
            ledger: RefCell::new(Ledger::new(threshold)),
            pairs: alone.map(|(mentee, mentor)| (mentor, mentee)).collect(),
            newest: newest.into_iter().map(|(mentee, relationship)| (mentee, relationship.id)).collect(),
        }
    }

    /// Everything that is published is noted: from now on it is told.
    pub fn settle(&self) {
        self.ledger.borrow_mut().settle();
    }

    /// Goes on after everything was settled: what is noted from now on is told beside it.
    pub fn go_on(&self) {
        self.ledger.borrow_mut().go_on();
    }

    /// People as they are counted.
    pub fn people(&self, people: impl IntoIterator<Item = PersonId>) -> Counted {
        let people: BTreeSet<PersonId> = people.into_iter().collect();
        let with = |one: &PersonId| u64::from(self.pairs.get(one).unwrap_or(one).0);
        let together: Counted = people.iter().map(with).collect();
        // Mentors and mentees in one number are as many as they are.
        match together.count() as usize == people.len() {
            true => together,
            false => people.iter().map(|one| NOT_TOGETHER + u64::from(one.0)).collect(),
        }
    }

    /// Relationships as they are counted.
    pub fn relationships<'r>(&self, relationships: impl IntoIterator<Item = &'r Relationship>) -> Counted {
        let one = |of: &Relationship| match pair(of) {
            Some((mentee, _)) if self.newest.get(&mentee) == Some(&of.id) => u64::from(mentee.0),
            _ => RELATIONSHIPS + u64::from(of.id.0),
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
        let (with, rest): (Vec<PersonId>, Vec<PersonId>) =
            people.iter().partition(|one| self.pairs.get(one).is_some_and(|other| people.contains(other)));
        match (self.tell(&self.people(with)), self.tell(&self.people(rest))) {
            (Shown::Count(one), Shown::Count(other)) => Shown::Count(one + other),
            _ => Shown::Hidden,
        }
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

    /// How the counts of groups are told; none where none is.
    pub fn tell_groups(&self, rows: &[Vec<Counted>], shape: &Shape) -> Option<Vec<Vec<Shown>>> {
        self.ledger.borrow_mut().tell_groups(rows, shape)
    }
}

/// The mentee and the mentor of a pair.
fn pair(relationship: &Relationship) -> Option<(PersonId, PersonId)> {
    match &relationship.members[..] {
        [mentee, mentor] if mentee.role == Role::Mentee && mentor.role == Role::Mentor => Some((mentee.id, mentor.id)),
        _ => None,
    }
}
