//! A journey that broke off: what was set out to do was not done, and there was still time for it.

use chrono::NaiveDate;

use super::Journey;
use crate::domain::relationship::{Member, Relationship, RelationshipId};
use crate::domain::scheme::{Form, Scheme};

/// A relationship that begins to stand.
#[derive(Clone, Debug)]
pub struct Beginning<'r> {
    /// Its id.
    pub id: RelationshipId,
    /// Its form.
    pub form: Form,
    /// In which channel of the scheme.
    pub channel: Option<&'r str>,
    /// Who is in it.
    pub members: &'r [Member],
    /// From which day on.
    pub from: NaiveDate,
}

/// The relationships that are taken up by one that begins, by id: of everybody in it who seeks something the one that
/// ended last, where it ended early or with somebody else in view, nothing continues it yet, and the time that was planned
/// for it is not over. A group takes up none: whoever joins one begins there.
pub fn broken_off(new: &Beginning<'_>, journeys: &[Journey<'_>], scheme: &Scheme) -> Vec<RelationshipId> {
    let alike = |r: &Relationship| r.id != new.id && r.form == new.form && r.channel.as_deref() == new.channel;
    let mut found = Vec::new();
    for seeker in new.members.iter().filter(|member| member.role.seeks() && new.form != Form::Group) {
        let own = journeys.iter().filter(|j| alike(j.relationship) && j.relationship.members.contains(seeker));
        let ended = own.filter(|j| j.relationship.ended.is_some_and(|ended| ended <= new.from));
        let last = ended.max_by_key(|j| (j.relationship.ended, j.relationship.id));
        let open = |j: &&Journey<'_>| !j.relationship.finished() && !j.continued && new.from <= j.planned_until(scheme);
        found.extend(last.filter(open).map(|j| j.relationship.id));
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journey::gather;
    use crate::domain::log::{Continuation, Log};
    use crate::domain::person::PersonId;
    use crate::domain::relationship::Ending;
    use crate::domain::scheme::Role;
    use crate::domain::scheme::year::Review;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn pair(id: u32, mentor: u32, accepted: &str, ended: Option<(&str, Ending)>) -> Relationship {
        let members = [(1, Role::Mentee), (mentor, Role::Mentor)];
        Relationship {
            members: members.map(|(id, role)| Member { id: PersonId(id), role }).to_vec(),
            accepted: Some(day(accepted)),
            ended: ended.map(|(on, _)| day(on)),
            ending: ended.map(|(_, how)| how),
            ..Relationship::bare(RelationshipId(id), Form::OneToOne)
        }
    }

    /// What a relationship takes up that begins with the same mentee, where reviews come after nine months.
    fn taken_up(before: &[Relationship], log: &Log, from: &str) -> Vec<u32> {
        let mut scheme = Scheme::default();
        scheme.year.review = Some(Review { months: 9, ..Review::default() });
        let new = pair(9, 20, from, None);
        let start = Beginning { id: new.id, form: new.form, channel: None, members: &new.members, from: day(from) };
        let journeys = gather(&scheme, &[], before, log);
        broken_off(&start, &journeys, &scheme).into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_ended_early_is_taken_up_as_long_as_there_was_time_for_it() {
        let early = [pair(1, 10, "2027-01-10", Some(("2027-03-01", Ending::Early)))];
        assert_eq!(taken_up(&early, &Log::default(), "2027-04-01"), [1]);
        // Nine months after 10 January; the day itself still counts, the next one is a new beginning.
        assert_eq!(taken_up(&early, &Log::default(), "2027-10-10"), [1]);
        assert!(taken_up(&early, &Log::default(), "2027-10-11").is_empty());
        // Two who stood beside each other for a time are two journeys.
        assert!(taken_up(&early, &Log::default(), "2027-02-28").is_empty());
    }

    #[test]
    fn what_was_done_or_goes_on_elsewhere_is_not_taken_up() {
        let done = pair(1, 10, "2027-01-10", Some(("2027-03-01", Ending::Completed)));
        assert!(taken_up(&[done], &Log::default(), "2027-04-01").is_empty());
        let ended = |id, mentor, on| pair(id, mentor, "2027-01-10", Some((on, Ending::Rematched)));
        let two = [ended(1, 10, "2027-02-01"), ended(2, 11, "2027-03-01")];
        assert_eq!(taken_up(&two, &Log::default(), "2027-04-01"), [2]);
        let goes_on = Continuation { relationship: RelationshipId(3), continues: RelationshipId(2) };
        let log = Log { continuations: vec![goes_on], ..Log::default() };
        let three = [two[1].clone(), pair(3, 12, "2027-03-02", None)];
        assert!(taken_up(&three, &log, "2027-04-01").is_empty());
    }

    #[test]
    fn a_group_takes_up_nothing() {
        let taken_up = |form| {
            let early = pair(1, 10, "2027-01-10", Some(("2027-03-01", Ending::Early)));
            let (before, log, scheme) = ([Relationship { form, ..early }], Log::default(), Scheme::default());
            let members = &before[0].members;
            let new = Beginning { id: RelationshipId(9), form, channel: None, members, from: day("2027-04-01") };
            broken_off(&new, &gather(&scheme, &[], &before, &log), &scheme)
        };
        assert_eq!(taken_up(Form::Mutual), [RelationshipId(1)]);
        assert!(taken_up(Form::Group).is_empty());
    }
}
