//! Whom to ring: people whom a blank answer costs points, or rules out.

use super::pool::{Pool, Ways};
use super::rules;
use crate::domain::person::Entry;
use crate::domain::scheme::{CriterionKind, FieldId, Role, RuleKind};
use crate::domain::value::Value;
use crate::privacy::Privacy;

/// One person and the answers that are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The position in the list of people.
    pub person: usize,
    /// The role the answers belong to.
    pub role: Role,
    /// What is missing, in the words of the scheme.
    pub missing: Vec<String>,
    /// How many points of 100 the answers could add at the most.
    pub of_100: i64,
    /// Whether a rule rules everybody out as long as an answer is missing.
    pub ruled_out: bool,
}

/// Everybody a blank costs, those ruled out first, then the dearest. Nobody is rung for an answer that is special: they may
/// keep it to themselves.
pub fn ring(pool: &Pool<'_>) -> Vec<Ring> {
    let [first, second] = pool.roles();
    let mentees = pool.mentees.iter().map(|side| (side.person, first));
    // Of one pool the second side is the first once more.
    let others = if first == second { &[][..] } else { &pool.mentors[..] };
    let mentors = others.iter().map(|side| (side.person, second));
    let mut ring: Vec<Ring> = mentees.chain(mentors).filter_map(|(person, role)| one(pool, person, role)).collect();
    ring.sort_by_key(|ring| (!ring.ruled_out, -ring.of_100, pool.given.people[ring.person].id, ring.role));
    ring
}

/// What [`ring`] says of a mentee (of those of one pool: of anybody).
pub fn of_mentee(pool: &Pool<'_>, mentee: usize) -> Option<Ring> {
    one(pool, pool.mentees[mentee].person, pool.roles()[0])
}

fn one(pool: &Pool<'_>, person: usize, role: Role) -> Option<Ring> {
    let scheme = pool.given.scheme;
    let entry = pool.given.people[person].entry(role)?;
    let mut missing: Vec<FieldId> = Vec::new();
    // As one who learns, and as one who gives time.
    let mut lost = [0; 2];
    for at in 0..scheme.criteria.len() {
        let criterion = pool.criterion(at, (person, entry));
        // Where both learn, everybody answers as one who learns and as one who gives time.
        let learns = role != Role::Mentor || pool.ways != Ways::One;
        let gives = role == Role::Mentor || pool.ways != Ways::One;
        let fields = match &criterion.kind {
            CriterionKind::Preferred { of, ranking, answer: None, .. } => {
                let chooses = if *of == Role::Mentor { gives } else { learns };
                [chooses.then_some(*ranking), None]
            }
            CriterionKind::Is { of, field, .. } => {
                let answers = if *of == Role::Mentor { gives } else { learns };
                [answers.then_some(*field), None]
            }
            kind => {
                let both = kind.fields();
                [both.filter(|_| learns).map(|both| both.mentee), both.filter(|_| gives).map(|both| both.mentor)]
            }
        };
        let asked = gives || pool.asked_for(criterion, entry);
        for (lost, field) in lost.iter_mut().zip(fields) {
            if let Some(field) = field.filter(|field| is_blank(entry, *field) && !is_special(pool, *field))
                && asked
                && criterion.points > criterion.blank
            {
                *lost += criterion.points - criterion.blank;
                missing.push(field);
            }
        }
    }
    // Who is ruled out by what they did answer gains nothing by answering more.
    if rules::unmet(&scheme.rules, entry, pool.given.today).is_some_and(|rule| !blank_gate(pool, &rule.kind, entry)) {
        return None;
    }
    let mut ruled_out = false;
    for rule in scheme.rules.iter().filter(|rule| !rule.holds_when_blank) {
        let other_way =
            |kind: &RuleKind| matches!(kind, RuleKind::Within { or_same: Some(other), .. } if !is_blank(entry, *other));
        if let Some(field) = gate(pool, &rule.kind, role)
            .filter(|field| is_blank(entry, *field) && !is_special(pool, *field) && !other_way(&rule.kind))
        {
            ruled_out = true;
            missing.push(field);
        }
    }
    missing.sort();
    missing.dedup();
    // What no form asks is the coordinator's own to note.
    let asked = |field: &FieldId| {
        let name = &scheme.field(*field).name;
        scheme.sources.iter().any(|source| source.columns.iter().any(|column| column.target.value == *name))
    };
    missing.retain(asked);
    if missing.is_empty() {
        return None;
    }
    let missing = missing.into_iter().map(|field| scheme.field(field).label.clone()).collect();
    let span = (pool.most - pool.least).max(1);
    let lost = match pool.ways {
        Ways::Weaker => lost[0].max(lost[1]),
        Ways::One | Ways::Both => lost[0] + lost[1],
    };
    Some(Ring { person, role, missing, of_100: (lost * pool.unit() * 100 + span / 2) / span, ruled_out })
}

/// Whether a rule about one person alone is not met for want of an answer.
fn blank_gate(pool: &Pool<'_>, kind: &RuleKind, entry: &Entry) -> bool {
    gate(pool, kind, entry.role).is_some_and(|field| is_blank(entry, field))
}

fn is_blank(entry: &Entry, field: FieldId) -> bool {
    *entry.value(field) == Value::Blank
}

fn is_special(pool: &Pool<'_>, field: FieldId) -> bool {
    pool.given.scheme.field(field).privacy == Privacy::Special
}

/// The answer of this role without which the rule holds for nobody.
fn gate(pool: &Pool<'_>, kind: &RuleKind, role: Role) -> Option<FieldId> {
    let whose = match kind {
        RuleKind::AtLeast { of, .. } | RuleKind::Current { of, .. } | RuleKind::Yes { of, .. } => Some(*of),
        RuleKind::Is { of, .. } | RuleKind::NotBefore { of, .. } => Some(*of),
        // Who did not say when to begin begins today.
        RuleKind::FreeBy(_) | RuleKind::FreeUntil(_) => Some(Role::Mentor),
        _ => None,
    };
    // Where both learn, everybody is asked as the one and as the other.
    if pool.ways == Ways::One && whose.is_some_and(|of| of != role) {
        return None;
    }
    let both = kind.fields()?;
    Some(if whose.unwrap_or(role) == Role::Mentor { both.mentor } else { both.mentee })
}
