//! The published JSON of a round, `format` 1: its keys are a promise to whoever reads them by program.

use serde::Serialize;
use serde_json::Value;

use crate::domain::matching::reasons;
use crate::domain::matching::round::Outcome;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::{Form, Role};
use crate::domain::value::decimal;
use crate::report::json_number;
use crate::store::book::Book;

/// A round.
#[derive(Serialize)]
struct Round {
    format: u32,
    aim: &'static str,
    round: u32,
    /// Those who seek somebody, had nobody and have one of the relationships.
    placed: usize,
    /// The sum of the scores.
    total: Value,
    relationships: Vec<Relationship>,
    unmatched: Vec<Unmatched>,
    /// Of which channel, where it is not of the scheme's own form.
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
}

/// One relationship proposed.
#[derive(Serialize)]
struct Relationship {
    id: String,
    form: &'static str,
    /// Only where one supports the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    mentor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentee: Option<String>,
    members: Vec<Member>,
    /// The sum of the reasons' points.
    score: Value,
    score_of_100: i64,
    /// Of the directions that count.
    reasons: Vec<Reason>,
    /// Where both learn, what each direction earns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    directions: Vec<Direction>,
}

/// What one of two who both learn earns by it.
#[derive(Serialize)]
struct Direction {
    learner: String,
    score: Value,
    score_of_100: i64,
    reasons: Vec<Reason>,
}

/// One person in a relationship.
#[derive(Serialize)]
struct Member {
    id: String,
    role: String,
}

/// What one criterion earned, and why.
#[derive(Serialize)]
struct Reason {
    criterion: String,
    points: Value,
    of: Value,
    says: String,
}

/// Somebody whom the round left out.
#[derive(Serialize)]
struct Unmatched {
    id: String,
    role: String,
    reason: String,
}

/// Puts a round into its published form.
pub fn published(book: &Book, outcome: &Outcome, numbers: &[RelationshipId]) -> Value {
    let id = |at: usize| book.people[at].id.to_string();
    let number = |units: i64| json_number(&decimal(outcome.shown(units), outcome.decimals));
    let role = |role: Role| book.scheme.role_word(role).to_string();
    let one_to_one = book.scheme.form == Form::OneToOne;
    let reason = |reason: &reasons::Reason| Reason {
        criterion: reason.criterion.clone(),
        points: number(reason.points),
        of: number(reason.of),
        says: reason.says.clone(),
    };
    let direction = |direction: &reasons::Direction| Direction {
        learner: match book.scheme.form {
            Form::Mutual => role(direction.learner),
            _ => id(direction.person),
        },
        score: number(direction.score),
        score_of_100: direction.of_100,
        reasons: direction.reasons.iter().map(reason).collect(),
    };
    let relationships = outcome.proposed.iter().zip(numbers).map(|(pair, relationship)| Relationship {
        id: relationship.to_string(),
        form: book.scheme.form.word(),
        mentor: pair.members.get(1).filter(|_| one_to_one).map(|(mentor, _)| id(*mentor)),
        mentee: pair.members.first().filter(|_| one_to_one).map(|(mentee, _)| id(*mentee)),
        members: in_order(book.scheme.form, &pair.members)
            .into_iter()
            .map(|(person, of)| Member { id: id(person), role: role(of) })
            .collect(),
        score: number(pair.score),
        score_of_100: pair.of_100,
        reasons: pair.reasons().map(reason).collect(),
        directions: pair.directions.iter().filter(|_| pair.directions.len() > 1).map(direction).collect(),
    });
    let unmatched = outcome.left_out.iter().map(|left| Unmatched {
        id: id(left.person),
        role: role(left.role),
        reason: left.says.clone(),
    });
    let round = Round {
        format: 1,
        aim: outcome.aim.word(),
        round: outcome.round,
        placed: outcome.placed.len(),
        total: number(outcome.total()),
        relationships: relationships.collect(),
        unmatched: unmatched.collect(),
        channel: book.channel.clone(),
    };
    // Texts and numbers always have a JSON form.
    serde_json::to_value(round).unwrap_or(Value::Null)
}

/// Of a pair whoever gives time first; of others as they are.
fn in_order(form: Form, members: &[(usize, Role)]) -> Vec<(usize, Role)> {
    let mut members = members.to_vec();
    if !form.one_pool() {
        members.reverse();
    }
    members
}
