//! Rules on days: from when somebody wants support, and from when and until when a mentor is free.

use super::rules::Asked;
use crate::domain::scheme::{Kind, Role, RuleKind};

/// A rule and what it says where the scheme does not.
type Found = (RuleKind, String);

/// `not-before`: nobody is matched long before the day they named.
pub fn not_before(asked: &Asked<'_, '_>) -> Vec<Found> {
    let of = asked.of(Role::Mentee);
    let ahead = asked.table.whole("ahead", 0..=3650).and_then(|days| u32::try_from(days).ok()).unwrap_or(0);
    let Some(field) = asked.field("field", &[Kind::Date]) else { return Vec::new() };
    let says = asked.scheme.field(field).label.clone();
    of.into_iter().map(|of| (RuleKind::NotBefore { of, field, ahead }, says.clone())).collect()
}

/// `free-by` and `free-until`: the mentor is free on the day on which the mentee wants to begin.
pub fn free(asked: &Asked<'_, '_>, kind: &str) -> Option<Found> {
    let both = asked.both(&[Kind::Date])?;
    Some(match kind {
        "free-by" => (RuleKind::FreeBy(both), "mentor free by the day that is wanted".to_string()),
        _ => (RuleKind::FreeUntil(both), "mentor still free on the day that is wanted".to_string()),
    })
}
