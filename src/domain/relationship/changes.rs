//! Who comes and goes while a group goes on: its sessions, its agreement and its calendar stay.

use chrono::NaiveDate;

use super::{Ending, Member, Relationship};
use crate::domain::person::PersonId;

/// Somebody joined a group that was under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Who, and as what.
    pub member: Member,
    /// When.
    pub on: NaiveDate,
}

/// Somebody left a group that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Who, and as what.
    pub member: Member,
    /// When.
    pub on: NaiveDate,
    /// How it ended for them.
    pub ending: Ending,
}

impl Relationship {
    /// Takes in somebody who joins. Whoever comes back after having left counts as having been there all along. Returns
    /// whether they were not there already.
    pub fn come(&mut self, arrival: Arrival) -> bool {
        if self.has(arrival.member.id) {
            return false;
        }
        match self.left.iter().position(|gone| gone.member.id == arrival.member.id) {
            Some(at) => {
                self.left.remove(at);
            }
            None => self.joined.push(arrival),
        }
        self.members.push(arrival.member);
        self.members.sort_by_key(Member::order);
        true
    }

    /// Lets somebody go who leaves. Returns whether they were there.
    pub fn go(&mut self, id: PersonId, on: NaiveDate, ending: Ending) -> bool {
        let Some(at) = self.members.iter().position(|member| member.id == id) else { return false };
        self.left.push(Departure { member: self.members.remove(at), on, ending });
        true
    }

    /// Everybody who is in it or was, those who left last.
    pub fn everybody(&self) -> impl Iterator<Item = Member> + '_ {
        self.members.iter().copied().chain(self.left.iter().map(|departure| departure.member))
    }

    /// Everybody who was in it when it began, as a round may have proposed them.
    pub fn at_first(&self) -> impl Iterator<Item = Member> + '_ {
        self.everybody().filter(|member| self.joined_on(member.id).is_none())
    }

    /// When somebody joined while it was under way.
    pub fn joined_on(&self, id: PersonId) -> Option<NaiveDate> {
        self.joined.iter().find(|arrival| arrival.member.id == id).map(|arrival| arrival.on)
    }

    /// When it began for one of its people: when they joined, else when all had said yes.
    pub fn began_for(&self, id: PersonId) -> Option<NaiveDate> {
        self.joined_on(id).or(self.accepted)
    }

    /// When it ended for one of its people, and how: when they left, else when it ended for all.
    pub fn ended_for(&self, id: PersonId) -> (Option<NaiveDate>, Option<Ending>) {
        match self.left.iter().find(|departure| departure.member.id == id) {
            Some(departure) => (Some(departure.on), Some(departure.ending)),
            None => (self.ended, self.ending),
        }
    }

    /// Whether somebody who is in it, or was, had left by a day; the day on which they left is still one of theirs.
    pub fn left_before(&self, id: PersonId, on: NaiveDate) -> bool {
        self.left.iter().any(|gone| gone.member.id == id && gone.on < on)
    }

    /// Whether somebody joined only after a day.
    pub fn joined_after(&self, id: PersonId, on: NaiveDate) -> bool {
        self.joined_on(id).is_some_and(|joined| on < joined)
    }

    /// How many have joined since its agreement was last signed or talked through; nobody where it never was.
    pub fn joined_since_agreed(&self) -> usize {
        let agreed = self.signed.max(self.discussed);
        self.joined.iter().filter(|arrival| agreed.is_some_and(|agreed| agreed < arrival.on)).count()
    }

    /// As it stood on a day: what ended after it had not ended yet, whoever left after it was there, and whoever joined
    /// after it was not.
    pub fn as_of(&self, day: NaiveDate) -> Self {
        let mut stood = self.clone();
        if stood.ended.is_some_and(|ended| ended > day) {
            (stood.ended, stood.ending) = (None, None);
        }
        let (later, left): (Vec<_>, Vec<_>) = stood.left.into_iter().partition(|departure| departure.on > day);
        stood.left = left;
        stood.members.extend(later.into_iter().map(|departure| departure.member));
        stood.members.retain(|member| self.joined_on(member.id).is_none_or(|on| on <= day));
        // Nobody comes or goes in a pair, whose order says who is which.
        if stood.form.one_pool() {
            stood.members.sort_by_key(Member::order);
        }
        stood.joined.retain(|arrival| arrival.on <= day);
        stood
    }
}

#[cfg(test)]
mod tests {
    use super::super::RelationshipId;
    use super::*;
    use crate::domain::scheme::{Form, Role};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, day).expect("a day")
    }

    fn one(id: u32) -> Member {
        Member { id: PersonId(id), role: Role::Member }
    }

    /// P001 to P003 from 1 March on; P004 joins on the 9th, P002 leaves on the 20th, and all end on the 30th.
    fn group() -> Relationship {
        let mut group = Relationship {
            members: vec![one(1), one(2), one(3)],
            accepted: Some(day(1)),
            ended: Some(day(30)),
            ending: Some(Ending::Completed),
            ..Relationship::bare(RelationshipId(1), Form::Group)
        };
        assert!(group.come(Arrival { member: one(4), on: day(9) }));
        assert!(group.go(PersonId(2), day(20), Ending::Early));
        group
    }

    #[test]
    fn it_ends_for_whoever_leaves_and_goes_on_for_the_others() {
        let group = group();
        assert_eq!(group.ended_for(PersonId(2)), (Some(day(20)), Some(Ending::Early)));
        assert_eq!(group.ended_for(PersonId(1)), (Some(day(30)), Some(Ending::Completed)));
        assert_eq!((group.everybody().count(), group.has(PersonId(2))), (4, false));
    }

    #[test]
    fn it_begins_for_whoever_joins_on_that_day() {
        let group = group();
        assert_eq!([1, 4].map(|id| group.began_for(PersonId(id))), [1, 9].map(|on| Some(day(on))));
        assert_eq!(group.at_first().map(|member| member.id.0).collect::<Vec<_>>(), [1, 3, 2]);
        let there = |id, on| !group.left_before(PersonId(id), day(on)) && !group.joined_after(PersonId(id), day(on));
        assert_eq!([there(4, 8), there(4, 9), there(2, 20), there(2, 21)], [false, true, true, false]);
    }

    #[test]
    fn it_stood_otherwise_before_somebody_came_or_went() {
        let there = |on| group().as_of(day(on)).members.iter().map(|member| member.id.0).collect::<Vec<_>>();
        assert_eq!(there(8), [1, 2, 3]);
        assert_eq!(there(19), [1, 2, 3, 4]);
        assert_eq!(there(20), [1, 3, 4]);
        let early = group().as_of(day(8));
        assert_eq!((early.ended, early.joined.len(), early.left.len()), (None, 0, 0));
    }

    #[test]
    fn a_pair_stood_in_the_same_order() {
        let members = [(9, Role::Mentee), (1, Role::Mentor)].map(|(id, role)| Member { id: PersonId(id), role });
        let pair = Relationship { members: members.to_vec(), ..Relationship::bare(RelationshipId(1), Form::OneToOne) };
        assert_eq!(pair.as_of(day(8)).members, members);
    }

    #[test]
    fn whoever_comes_back_was_there_all_along_and_nobody_comes_twice() {
        let mut group = group();
        let back = Arrival { member: one(2), on: day(25) };
        assert!(group.come(back));
        assert_eq!((group.left.len(), group.began_for(PersonId(2))), (0, Some(day(1))));
        assert!(!group.come(back));
        assert!(!group.go(PersonId(9), day(25), Ending::Early));
    }

    #[test]
    fn an_agreement_is_not_that_of_whoever_joined_after_it() {
        let agreed = |on| Relationship { signed: Some(day(on)), ..group() }.joined_since_agreed();
        assert_eq!([agreed(8), agreed(9)], [1, 0]);
        assert_eq!(group().joined_since_agreed(), 0);
    }
}
