//! What is missing before the review day, and whom to ask.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::card::Card;
use crate::domain::calendar::days_after;
use crate::domain::log::RecordId;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::scheme::{Form, Measure, Scheme};
use crate::wording::{in_words, normal, plural};

/// A rating that is older than so many days says little about the day itself.
const OLD: u64 = 56;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Of which relationship.
    pub of: RelationshipId,
    /// What.
    pub what: Gap,
    /// Whom to ask.
    pub ask: Ask,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Of so many sessions nobody told.
    Sessions(usize),
    /// So many concerns are open.
    Concerns(usize),
    /// No goal was noted.
    Goal,
    /// Where a goal started, or where it is to lead.
    Ends(RecordId),
    /// Where a goal is now, and when it was last rated.
    Rating(RecordId, Option<NaiveDate>),
    /// The agreement was neither talked through nor signed.
    Agreement,
    /// So many visits were not made.
    Visits(u32),
    /// A measure was not answered.
    Answer {
        /// Which.
        measure: String,
        /// At which stage.
        stage: String,
    },
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// These people.
    People(Vec<PersonId>),
    /// Whoever goes to see them: nobody is named yet.
    Supporter,
    /// Whoever looks after the concern.
    Owner,
}

/// Answers that were given: by whom, to which measure, at which stage, in normal form.
pub type Answered = HashSet<(PersonId, String, String)>;

impl Gap {
    /// What is missing, in words.
    pub fn says(&self) -> String {
        match self {
            Gap::Sessions(count) => format!("whether {} held", are(*count, "session")),
            Gap::Concerns(count) => format!("{} to be looked at before the day", plural(*count, "open concern")),
            Gap::Goal => "a goal: none was noted".to_string(),
            Gap::Ends(goal) => format!("where {goal} started, and where it is to lead"),
            Gap::Rating(goal, None) => format!("where {goal} is now: it was not rated since it was set"),
            Gap::Rating(goal, Some(on)) => format!("where {goal} is now: it was last rated on {}", in_words(*on)),
            Gap::Agreement => "whether the agreement was talked through or signed".to_string(),
            Gap::Visits(count) => format!("{} to be made", plural(*count as usize, "visit")),
            Gap::Answer { measure, stage } => format!("the answers to {measure} ({stage})"),
        }
    }
}

impl Missing {
    /// How to note it once it is known; where nobody is named who can be asked, how to name somebody.
    pub fn note(&self) -> String {
        let of = self.of;
        match &self.what {
            Gap::Sessions(_) => format!("mentor log session {of}"),
            Gap::Concerns(_) => "mentor log --kind concern".to_string(),
            Gap::Goal => format!("mentor log goal {of}"),
            Gap::Ends(goal) => format!("mentor log goal --change {goal}"),
            Gap::Rating(goal, _) => format!("mentor log goal {goal} --now …"),
            Gap::Agreement => format!("mentor sign {of}"),
            Gap::Visits(_) if self.ask == Ask::Supporter => "mentor assign --suggest".to_string(),
            Gap::Visits(_) => format!("mentor log visit {of}"),
            Gap::Answer { measure, stage } => {
                let who = match &self.ask {
                    Ask::People(people) if people.len() == 1 => people.iter().map(PersonId::to_string).collect(),
                    _ => "…".to_string(),
                };
                format!("mentor log answer {who} --measure \"{measure}\" --stage \"{stage}\"")
            }
        }
    }
}

fn are(count: usize, noun: &str) -> String {
    format!("{} {}", plural(count, noun), if count == 1 { "was" } else { "were" })
}

/// What is missing on one card. What a scheme does not plan is never missing. Of what ended nobody asks any more than how
/// far its goals had come by then, and what people say who carried it through; a concern stays open.
pub fn of(card: &Card<'_, '_>, scheme: &Scheme, answered: &Answered, on: NaiveDate) -> Vec<Missing> {
    let relationship = card.journey.relationship;
    let scheme = relationship.terms(scheme);
    let everybody: Vec<PersonId> = relationship.members.iter().map(|member| member.id).collect();
    // Where both learn from each other, both have something to reach.
    let learns = |member: &&Member| member.role.seeks() || relationship.form == Form::Mutual;
    let learners: Vec<PersonId> = relationship.members.iter().filter(learns).map(|member| member.id).collect();
    let under_way = relationship.ended.is_none();
    let mut missing = Vec::new();
    let mut add = |what: Gap, ask: Ask| missing.push(Missing { of: relationship.id, what, ask });
    if !card.journey.concerns.is_empty() {
        add(Gap::Concerns(card.journey.concerns.len()), Ask::Owner);
    }
    if card.status.not_heard > 0 && under_way {
        add(Gap::Sessions(card.status.not_heard), Ask::People(everybody.clone()));
    }
    if !card.is_agreed() && !scheme.agreement.unneeded && under_way {
        add(Gap::Agreement, Ask::People(everybody.clone()));
    }
    if card.goals.is_empty() && under_way && scheme.agreement.goals != Some(0) {
        add(Gap::Goal, Ask::People(learners.clone()));
    }
    let until = relationship.ended.map_or(on, |ended| ended.min(on));
    for goal in &card.goals {
        let ask = || Ask::People(goal.person.map_or_else(|| learners.clone(), |person| vec![person]));
        if under_way && (goal.start.is_none() || goal.target.is_none()) {
            add(Gap::Ends(goal.id), ask());
        }
        let rated = goal.now.map(|(on, _)| on);
        if rated.is_none_or(|rated| days_after(rated, OLD) < until) {
            add(Gap::Rating(goal.id, rated), ask());
        }
    }
    let unmade = card.visits.1.saturating_sub(u32::try_from(card.visits.0).unwrap_or(u32::MAX));
    if unmade > 0 && under_way {
        let supporter = card.journey.supporter;
        add(Gap::Visits(unmade), supporter.map_or(Ask::Supporter, |supporter| Ask::People(vec![supporter])));
    }
    for (measure, stage) in scheme.year.words.measures.iter().filter_map(|measure| Some((measure, due(measure)?))) {
        if !under_way && !relationship.finished() {
            continue;
        }
        let asked = relationship.members.iter().filter(|member| scheme.asks(measure, member.role));
        let key = |id: PersonId| (id, normal(&measure.name), normal(stage));
        let silent: Vec<PersonId> = asked.map(|m| m.id).filter(|id| !answered.contains(&key(*id))).collect();
        if !silent.is_empty() {
            add(Gap::Answer { measure: measure.name.clone(), stage: stage.to_string() }, Ask::People(silent));
        }
    }
    missing
}

/// At which stage a measure is to be answered by the review day: its last that is no later one.
fn due(measure: &Measure) -> Option<&str> {
    measure.stages.iter().rev().find(|stage| normal(stage) != "later").map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journey::gather;
    use crate::domain::log::{Goal, Kind, Log};
    use crate::domain::relationship::{Ending, Relationship};
    use crate::domain::scheme::Role;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).expect("a day")
    }

    /// What is missing of one pair, P001 and P002, on a review day in September, in words.
    fn missing(ended: Option<(NaiveDate, Ending)>, rated: NaiveDate) -> Vec<String> {
        let member = |id, role| Member { id: PersonId(id), role };
        let relationship = Relationship {
            members: vec![member(1, Role::Mentee), member(2, Role::Mentor)],
            accepted: Some(day(1, 4)),
            ended: ended.map(|(on, _)| on),
            ending: ended.map(|(_, ending)| ending),
            ..Relationship::bare(RelationshipId(1), Form::OneToOne)
        };
        let goal = Goal {
            id: RecordId { kind: Kind::Goal, number: 1 },
            relationship: relationship.id,
            person: None,
            on: day(1, 11),
            start: Some(2),
            target: None,
            ratings: vec![(rated, 3)],
        };
        let log = Log { goals: vec![goal], ..Log::default() };
        let measure = |name: &str, asked_of: &str| Measure {
            name: name.to_string(),
            stages: ["start", "end", "later"].map(String::from).to_vec(),
            asked_of: vec![asked_of.to_string()],
            ..Measure::default()
        };
        let mut scheme = Scheme::default();
        // Those who pay for it are in no relationship, so nobody of one is asked.
        scheme.year.words.measures =
            vec![measure("confidence", "mentees"), measure("usefulness", "mentor"), measure("worth", "commissioners")];
        let relationships = [relationship];
        let journeys = gather(&scheme, &[], &relationships, &log);
        let on = day(9, 6);
        let answered = Answered::from([(PersonId(2), "usefulness".to_string(), "end".to_string())]);
        let cards = journeys.iter().map(|journey| Card::of(journey, &[], &scheme, on));
        cards.flat_map(|card| of(&card, &scheme, &answered, on)).map(|missing| missing.what.says()).collect()
    }

    #[test]
    fn each_is_asked_what_is_theirs() {
        let expected = [
            "whether the agreement was talked through or signed",
            "where G001 started, and where it is to lead",
            "where G001 is now: it was last rated on 5 July 2027",
            "the answers to confidence (end)",
        ];
        assert_eq!(missing(None, day(7, 5)), expected);
    }

    #[test]
    fn of_what_ended_little_is_asked() {
        // The rating of July is as new as the end: nobody knows more by now.
        assert!(missing(Some((day(8, 2), Ending::Early)), day(7, 5)).is_empty());
        let old = "where G001 is now: it was last rated on 1 March 2027";
        assert_eq!(missing(Some((day(8, 2), Ending::Early)), day(3, 1)), [old]);
        assert_eq!(missing(Some((day(8, 2), Ending::Completed)), day(7, 5)), ["the answers to confidence (end)"]);
    }
}
