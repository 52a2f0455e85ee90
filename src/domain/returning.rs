//! Mentors whose time with somebody ends: whether they were asked how many places they offer next, and what they said.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::days_after;
use super::journey::Journey;
use super::person::PersonId;
use super::relationship::RelationshipId;
use super::scheme::{Form, Role, Scheme};

/// So many days before the last one it is time to ask.
pub const AHEAD: u64 = 42;

/// What was noted of asking a mentor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Who.
    pub person: PersonId,
    /// When.
    pub on: NaiveDate,
    /// How many places they offer next, where they answered; else they were asked.
    pub places: Option<u32>,
}

/// A mentor who may come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returning {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Role,
    /// The last day of the relationship that ended last, or ends soon.
    pub ends: NaiveDate,
    /// Whether that day is over.
    pub ended: bool,
    /// The relationships of that time: whatever ended, or ends, not long before that day.
    pub about: Vec<RelationshipId>,
    /// When they were asked for the time after it.
    pub asked: Option<NaiveDate>,
    /// When they answered, and how many places they offer.
    pub answered: Option<(NaiveDate, u32)>,
}

/// Everybody who gives time and whose relationship ended or ends soon, by id. Only what was asked and said about the time
/// after it counts: of whoever had another relationship since, one asks anew.
pub fn returning(journeys: &[Journey<'_>], askings: &[Asking], scheme: &Scheme, today: NaiveDate) -> Vec<Returning> {
    let soon = days_after(today, AHEAD);
    let mut last: BTreeMap<PersonId, (Role, NaiveDate, bool)> = BTreeMap::new();
    let mut all: BTreeMap<PersonId, Vec<(RelationshipId, NaiveDate)>> = BTreeMap::new();
    for journey in journeys {
        let form = journey.relationship.form;
        for member in journey.relationship.everybody().filter(|member| gives(member.role, form)) {
            let over = journey.relationship.ended_for(member.id).0;
            let planned = || journey.ends(scheme).filter(|ends| *ends <= soon);
            let Some(ends) = over.or_else(planned) else { continue };
            all.entry(member.id).or_default().push((journey.relationship.id, ends));
            let newest = last.entry(member.id).or_insert((member.role, ends, over.is_some()));
            if ends >= newest.1 {
                *newest = (member.role, ends, over.is_some());
            }
        }
    }
    let of = |(person, (role, ends, ended)): (PersonId, (Role, NaiveDate, bool))| {
        let own = askings.iter().filter(|one| one.person == person && days_after(one.on, AHEAD) >= ends);
        let with = all.get(&person).into_iter().flatten().filter(|(_, day)| days_after(*day, AHEAD) >= ends);
        let about = with.map(|(id, _)| *id).collect();
        let mut back = Returning { person, role, ends, ended, about, asked: None, answered: None };
        for asking in own {
            match asking.places {
                // Of two answers on one day the one noted last counts.
                Some(places) if back.answered.is_none_or(|(on, _)| on <= asking.on) => {
                    back.answered = Some((asking.on, places));
                }
                Some(_) => {}
                None => back.asked = back.asked.max(Some(asking.on)),
            }
        }
        back
    };
    last.into_iter().map(of).collect()
}

/// Whether somebody in this role gives time to others; where both learn from each other, both do.
fn gives(role: Role, form: Form) -> bool {
    matches!(role, Role::Mentor | Role::Facilitator) || form == Form::Mutual
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journey::gather;
    use crate::domain::log::Log;
    use crate::domain::offer::Offer;
    use crate::domain::relationship::{Ending, Member, Relationship};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// A mentor P001 with a mentee P002 from 1 March on.
    fn pair(ended: Option<&str>) -> Relationship {
        let member = |id, role| Member { id: PersonId(id), role };
        Relationship {
            id: RelationshipId(1),
            form: Form::OneToOne,
            members: vec![member(2, Role::Mentee), member(1, Role::Mentor)],
            round: None,
            score: String::new(),
            score_of_100: String::new(),
            fixed: None,
            offer: Offer::default(),
            accepted: Some(day("2027-03-01")),
            declined: None,
            discussed: None,
            signed: None,
            ended: ended.map(day),
            ending: ended.map(|_| Ending::Completed),
            joined: Vec::new(),
            left: Vec::new(),
        }
    }

    fn at(ended: Option<&str>, askings: &[Asking], today: &str) -> Vec<Returning> {
        let mut scheme = Scheme::default();
        scheme.year.sessions.months = Some(6);
        let (relationships, log) = ([pair(ended)], Log::default());
        let journeys = gather(&scheme, &[], &relationships, &log);
        returning(&journeys, askings, &scheme, day(today))
    }

    #[test]
    fn the_mentor_is_asked_six_weeks_before_the_end_and_not_before() {
        // Six months from 1 March end on 1 September; 42 days before that is 21 July.
        assert_eq!(at(None, &[], "2027-07-20"), []);
        let found = at(None, &[], "2027-07-21");
        assert_eq!((found.len(), found[0].person, found[0].ended), (1, PersonId(1), false));
        assert!(at(Some("2027-05-02"), &[], "2027-05-02")[0].ended);
    }

    #[test]
    fn all_of_the_same_time_is_named_and_nothing_of_long_before() {
        let with = |id, mentee, ended| {
            let mut other = pair(Some(ended));
            other.id = RelationshipId(id);
            other.members[0].id = PersonId(mentee);
            other
        };
        // 42 days before 1 September are 21 July: the second is of the same time, the third is not.
        let relationships = [with(1, 2, "2027-09-01"), with(2, 3, "2027-07-21"), with(3, 4, "2027-07-20")];
        let (scheme, log) = (Scheme::default(), Log::default());
        let found = returning(&gather(&scheme, &[], &relationships, &log), &[], &scheme, day("2027-09-10"));
        assert_eq!((found.len(), &found[0].about[..]), (1, &[RelationshipId(1), RelationshipId(2)][..]));
    }

    #[test]
    fn what_was_said_long_before_is_asked_anew() {
        let said = |on: &str, places| Asking { person: PersonId(1), on: day(on), places };
        let old = [said("2027-01-10", None), said("2027-01-12", Some(2))];
        let found = at(Some("2027-09-01"), &old, "2027-09-10");
        assert_eq!((found[0].asked, found[0].answered), (None, None));
        let now = [said("2027-08-20", None), said("2027-09-03", Some(1)), said("2027-09-05", Some(0))];
        let found = at(Some("2027-09-01"), &now, "2027-09-10");
        assert_eq!((found[0].asked, found[0].answered), (Some(day("2027-08-20")), Some((day("2027-09-05"), 0))));
    }
}
