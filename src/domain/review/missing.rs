//! What is missing before the review day, and whom to ask.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::card::Card;
use crate::domain::calendar::days_after;
use crate::domain::log::RecordId;
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::{Role, Scheme};
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

    /// How to note it once it is known.
    pub fn note(&self, of: RelationshipId) -> String {
        match self {
            Gap::Sessions(_) => format!("mentor log session {of}"),
            Gap::Concerns(_) => "mentor log --kind concern".to_string(),
            Gap::Goal => format!("mentor log goal {of}"),
            Gap::Ends(goal) => format!("mentor log goal --change {goal}"),
            Gap::Rating(goal, _) => format!("mentor log goal {goal} --now …"),
            Gap::Agreement => format!("mentor sign {of}"),
            Gap::Visits(_) => format!("mentor log visit {of}"),
            Gap::Answer { .. } => "mentor log answer".to_string(),
        }
    }
}

fn are(count: usize, noun: &str) -> String {
    format!("{} {}", plural(count, noun), if count == 1 { "was" } else { "were" })
}

/// What is missing on one card. What a scheme does not plan is never missing, and of what ended nobody asks any more
/// than how far its goals came.
pub fn of(card: &Card<'_, '_>, scheme: &Scheme, answered: &Answered, on: NaiveDate) -> Vec<Missing> {
    let relationship = card.journey.relationship;
    let everybody: Vec<PersonId> = relationship.members.iter().map(|member| member.id).collect();
    let learners: Vec<PersonId> =
        relationship.members.iter().filter(|member| member.role.seeks()).map(|member| member.id).collect();
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
    for goal in &card.goals {
        let ask = || Ask::People(goal.person.map_or_else(|| learners.clone(), |person| vec![person]));
        if goal.start.is_none() || goal.target.is_none() {
            add(Gap::Ends(goal.id), ask());
        }
        let rated = goal.now.map(|(on, _)| on);
        if rated.is_none_or(|rated| days_after(rated, OLD) < on) {
            add(Gap::Rating(goal.id, rated), ask());
        }
    }
    let unmade = card.visits.1.saturating_sub(u32::try_from(card.visits.0).unwrap_or(u32::MAX));
    if unmade > 0 && under_way {
        let supporter = card.journey.supporter;
        add(Gap::Visits(unmade), supporter.map_or(Ask::Supporter, |supporter| Ask::People(vec![supporter])));
    }
    for (measure, stage, of) in due(scheme) {
        let asked = relationship.members.iter().filter(|member| of.is_empty() || of.contains(&member.role));
        let key = |id: PersonId| (id, normal(&measure), normal(&stage));
        let silent: Vec<PersonId> = asked.map(|m| m.id).filter(|id| !answered.contains(&key(*id))).collect();
        if !silent.is_empty() {
            add(Gap::Answer { measure: measure.clone(), stage }, Ask::People(silent));
        }
    }
    missing
}

/// The measures to be answered by the review day: each at its last stage that is no later one, and whom it asks.
fn due(scheme: &Scheme) -> Vec<(String, String, Vec<Role>)> {
    let role = |word: &String| {
        Role::WORDS.iter().map(|(_, role)| *role).find(|role| {
            let own = normal(scheme.role_word(*role));
            [own.as_str(), role.word()]
                .iter()
                .any(|known| [known.to_string(), format!("{known}s")].contains(&normal(word)))
        })
    };
    let measures = scheme.year.words.measures.iter().filter_map(|measure| {
        let stage = measure.stages.iter().rev().find(|stage| normal(stage) != "later")?;
        Some((measure.name.clone(), stage.clone(), measure.asked_of.iter().filter_map(role).collect()))
    });
    measures.collect()
}
