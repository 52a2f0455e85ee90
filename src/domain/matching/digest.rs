//! Keyed digests: what a round rested on, without saying what it was.
//!
//! HMAC with SHA-256 (RFC 2104), cut to 64 bits. The key lies with the people in private/: without it nobody can try
//! answers out until one fits, and nobody can alter a record and its digest together.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::person::Person;
use crate::domain::scheme::{CriterionKind, FieldId, Role, RuleKind, Scheme};
use crate::domain::value::{Value, Vocabulary};

/// Digests the parts of a thing, in their order.
pub fn digest<'t>(key: &str, parts: impl IntoIterator<Item = &'t str>) -> String {
    // A key of any length will do: longer ones are hashed first.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    for part in parts {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part.as_bytes());
    }
    mac.finalize().into_bytes().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The fields that matching looks at.
pub fn fields_used(scheme: &Scheme) -> Vec<FieldId> {
    let mut used: Vec<FieldId> = Vec::new();
    for rule in &scheme.rules {
        used.extend(rule.kind.fields().into_iter().flat_map(|both| [both.mentee, both.mentor]));
        match &rule.kind {
            RuleKind::NotNamed { field, .. } | RuleKind::NotRefused { ranking: field, .. } => used.push(*field),
            RuleKind::Within { or_same: Some(field), .. } => used.push(*field),
            _ => {}
        }
    }
    for criterion in &scheme.criteria {
        used.extend(criterion.kind.fields().into_iter().flat_map(|both| [both.mentee, both.mentor]));
        used.extend(criterion.opted_in_by);
        if let CriterionKind::Preferred { ranking, .. } = &criterion.kind {
            used.push(*ranking);
        }
    }
    used.sort();
    used.dedup();
    used
}

/// Digests what a round knew of a person in a role: who it is, the places, the answers that matching looks at.
pub fn person(key: &str, person: &Person, role: Role, fields: &[FieldId], words: &Vocabulary) -> String {
    let Some(entry) = person.entry(role) else { return String::new() };
    let mut parts = vec![person.identity.canonical(), role.word().to_string(), entry.places.to_string()];
    parts.push(if person.either { "either" } else { "" }.to_string());
    parts.extend(fields.iter().map(|field| said(entry.value(*field), words)));
    digest(key, parts.iter().map(String::as_str))
}

/// An answer in full, the same however it was spelt or in which order it was met.
fn said(value: &Value, words: &Vocabulary) -> String {
    let rank = |rank: &Option<u16>| rank.map_or("never".to_string(), |rank| rank.to_string());
    let mut parts: Vec<String> = match value {
        Value::Blank => Vec::new(),
        Value::Text(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Scale(step) => vec![step.to_string()],
        Value::Place(area) => vec![words.spelling(area.name).to_string(), format!("{} {}", area.east, area.north)],
        Value::YesNo(yes) => vec![yes.to_string()],
        Value::Date(date) => vec![date.to_string()],
        Value::Ranking(list) => {
            list.iter().map(|(word, at)| format!("{} {}", rank(at), words.spelling(*word))).collect()
        }
        value => value.words().unwrap_or_default().iter().map(|word| words.spelling(*word).to_string()).collect(),
    };
    parts.sort();
    // A blank is not an empty text.
    format!("{} {}", if value.is_blank() { "blank" } else { "said" }, parts.join("\u{1f}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_published_one_and_depends_on_key_and_parts() {
        // HMAC-SHA-256 with the key and text of RFC 4231, test case 2, the length of the text (eight bytes) before it:
        // computed with Python's hmac.
        assert_eq!(digest("Jefe", ["what do ya want for nothing?"]), "c0b77cf99718fc7f");
        assert_ne!(digest("Jefe", ["ab", "c"]), digest("Jefe", ["a", "bc"]));
        assert_ne!(digest("Jefe", ["ab"]), digest("Jeff", ["ab"]));
    }
}
