//! What two people may be told of why they were matched: what they have in common, as far as both answers are public or
//! internal, and never a score.

use super::criteria;
use crate::domain::person::Entry;
use crate::domain::scheme::{CriterionKind, Scheme};
use crate::domain::value::{Value, Vocabulary};
use crate::privacy::Privacy;

/// Whether what a criterion rests on may be told at all. Marks that somebody gave, who ranked whom, and answers that are
/// confidential or special are not for the people matched.
pub fn may_be_told(kind: &CriterionKind, scheme: &Scheme) -> bool {
    let Some(both) = kind.fields().filter(|_| !matches!(kind, CriterionKind::Preferred { .. })) else { return false };
    [both.mentee, both.mentor].into_iter().all(|field| scheme.field(field).privacy <= Privacy::Internal)
}

/// What speaks for two people, of whom the first learns, in the order of the scheme.
pub fn told(scheme: &Scheme, words: &Vocabulary, learner: &Entry, giver: &Entry) -> Vec<String> {
    let criteria = scheme
        .criteria
        .iter()
        .filter(|criterion| criterion.tell && criterion.opted_in_by.is_none() && may_be_told(&criterion.kind, scheme));
    let told = criteria.filter_map(|criterion| {
        let both = criterion.kind.fields()?;
        let (one, other) = (learner.value(both.mentee), giver.value(both.mentor));
        criteria::points(criterion, scheme, words, one, other).filter(|points| *points > 0)?;
        Some(match &criterion.kind {
            // How many of how many would be a mark.
            CriterionKind::Covers(_) | CriterionKind::Overlap { .. } => {
                format!("{}: {}", criterion.label, in_common(words, one, other))
            }
            _ => criteria::says(criterion, scheme, words, one, other),
        })
    });
    told.collect()
}

fn in_common(words: &Vocabulary, one: &Value, other: &Value) -> String {
    let other = other.words().unwrap_or_default();
    let shared = one.words().unwrap_or_default().iter().copied().filter(|word| other.contains(word));
    criteria::joined(&words.spelt(shared))
}
