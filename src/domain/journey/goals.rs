//! Whose goals are whose: of one of the people of a relationship, or of all together.

use super::Journey;
use crate::domain::log::Goal;
use crate::domain::person::PersonId;
use crate::domain::relationship::Relationship;
use crate::domain::scheme::{Form, Role};

/// Between two who are not alike, the one who learns: the mentee, and in practice the mentor.
pub fn learner(relationship: &Relationship) -> Option<PersonId> {
    let practises = |role: Role| relationship.is_practice() && role == Role::Mentor;
    let mut members = relationship.members.iter().filter(|_| relationship.form == Form::OneToOne);
    members.find(|member| member.role.seeks() || practises(member.role)).map(|member| member.id)
}

impl<'a> Journey<'a> {
    /// The goals of one of the people, or (none) of all together, in the order in which they were set. What a mentor and a
    /// mentee set together is the mentee's. Agreements and cards number them so.
    pub fn goals_of(&self, whose: Option<PersonId>) -> Vec<&'a Goal> {
        let learner = learner(self.relationship);
        let meant = |goal: &&Goal| goal.person.or(learner) == whose.or(learner);
        let mut goals: Vec<&Goal> = self.goals.iter().copied().filter(meant).collect();
        goals.sort_by_key(|goal| (goal.on, goal.id));
        goals
    }
}
