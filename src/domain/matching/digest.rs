//! Keyed digests: what a round rested on, without saying what it was.
//!
//! HMAC with SHA-256 (RFC 2104), cut to 64 bits. The key lies with the people in private/: without it nobody can try
//! answers out until one fits, and nobody can alter a record and its digest together.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::person::Person;
use crate::domain::scheme::{CriterionKind, FieldId, Role, RuleKind, Scheme};
use crate::domain::value::{Value, Vocabulary, Word};
use crate::wording::normal;

/// How many bytes of parts are gathered before they are digested: parts are short, and each call has its price.
const GATHERED: usize = 4096;

/// How many bytes the parts of a person usually take.
const USUAL: usize = 512;

/// A digest under way: what it is of is told part by part, in order.
#[derive(Clone)]
pub struct Digest {
    mac: Option<Hmac<Sha256>>,
    gathered: Vec<u8>,
}

impl Digest {
    /// Begins a digest.
    pub fn new(key: &str) -> Self {
        // A key of any length will do: longer ones are hashed first.
        Digest { mac: Hmac::new_from_slice(key.as_bytes()).ok(), gathered: Vec::new() }
    }

    /// Adds a part.
    pub fn add(&mut self, part: &str) {
        // The length keeps "ab" + "c" apart from "a" + "bc".
        self.gathered.extend_from_slice(&(part.len() as u64).to_le_bytes());
        self.gathered.extend_from_slice(part.as_bytes());
        if self.gathered.len() >= GATHERED {
            self.digest_gathered();
        }
    }

    /// Adds two numbers. How many will be added is a part before them.
    pub fn add_numbers(&mut self, one: u64, other: i64) {
        self.gathered.extend_from_slice(&one.to_le_bytes());
        self.gathered.extend_from_slice(&other.to_le_bytes());
        if self.gathered.len() >= GATHERED {
            self.digest_gathered();
        }
    }

    fn digest_gathered(&mut self) {
        if let Some(mac) = &mut self.mac {
            mac.update(&self.gathered);
        }
        self.gathered.clear();
    }

    /// The digest of all parts.
    pub fn finish(mut self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.digest_gathered();
        let Some(mac) = self.mac else { return String::new() };
        let mut text = String::with_capacity(16);
        for byte in mac.finalize().into_bytes().iter().take(8) {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        text
    }
}

/// Digests the parts of a thing, in their order.
pub fn digest<'t>(key: &str, parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut digest = Digest::new(key);
    parts.into_iter().for_each(|part| digest.add(part));
    digest.finish()
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
        used.extend(criterion.importance);
        if let CriterionKind::Preferred { ranking, .. } = &criterion.kind {
            used.push(*ranking);
        }
    }
    used.extend(scheme.pools.iter().map(|pool| pool.field));
    used.sort();
    used.dedup();
    used
}

/// What words are called in digests.
#[derive(Clone, Debug)]
pub struct Called(Vec<String>);

impl Called {
    /// By what is the same in all their spellings, so that nobody's digest changes when somebody else spells a word
    /// otherwise; or, as earlier versions did, by the spelling that all share.
    pub fn new(words: &Vocabulary, however_spelt: bool) -> Self {
        let called = |spelling: &String| if however_spelt { normal(spelling) } else { spelling.clone() };
        Called(words.spellings().iter().map(called).collect())
    }

    fn word(&self, word: Word) -> &str {
        self.0.get(word.0 as usize).map_or("", String::as_str)
    }
}

/// Digests what a round knew of a person in a role: who it is, the places, the answers that matching looks at.
pub fn person(new: &Digest, person: &Person, role: Role, fields: &[FieldId], called: &Called) -> String {
    let Some(entry) = person.entry(role) else { return String::new() };
    let mut digest = new.clone();
    digest.gathered.reserve(USUAL);
    digest.add(&person.identity.canonical());
    digest.add(role.word());
    digest.add(&entry.places.to_string());
    digest.add(if person.either { "either" } else { "" });
    fields.iter().for_each(|field| say(&mut digest, entry.value(*field), called));
    digest.finish()
}

/// Adds an answer in full, the same however it was spelt or in which order it was met.
fn say(digest: &mut Digest, value: &Value, called: &Called) {
    // The kind of answer keeps a blank apart from an empty text.
    digest.add(if value.is_blank() { "blank" } else { "said" });
    match value {
        Value::Blank => {}
        Value::Text(text) => digest.add(text),
        Value::Number(number) => digest.add(&number.to_string()),
        Value::Scale(step) => digest.add(&step.to_string()),
        Value::Place(area) => {
            digest.add(called.word(area.name));
            digest.add(&format!("{} {}", area.east, area.north));
        }
        Value::YesNo(yes) => digest.add(if *yes { "yes" } else { "no" }),
        Value::Date(date) => digest.add(&date.to_string()),
        Value::Ranking(list) => {
            let rank = |rank: &Option<u16>| rank.map_or("never".to_string(), |rank| rank.to_string());
            let mut ranked: Vec<String> =
                list.iter().map(|(word, at)| format!("{} {}", rank(at), called.word(*word))).collect();
            ranked.sort();
            ranked.iter().for_each(|text| digest.add(text));
        }
        Value::Choice(word) => digest.add(called.word(*word)),
        value => {
            let mut said: Vec<&str> = value.words().unwrap_or_default().iter().map(|word| called.word(*word)).collect();
            said.sort_unstable();
            said.into_iter().for_each(|text| digest.add(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::value::Area;

    #[test]
    fn an_answer_is_the_same_when_others_spell_it_otherwise() {
        let said = |called: &Called, value: &Value| {
            let mut digest = Digest::new("Jefe");
            say(&mut digest, value, called);
            digest.finish()
        };
        let mut words = Vocabulary::default();
        words.options_are_complete();
        let (homes, zoo) = (words.word("Cedar homes"), words.word("Zoo"));
        let place = Value::Place(Area { name: homes, east: 1, north: 2 });
        let answers = [
            Value::Choice(homes),
            Value::List(vec![homes, zoo]),
            Value::Ranking(vec![(homes, Some(1)), (zoo, None)]),
            place,
        ];
        let before = (Called::new(&words, true), Called::new(&words, false));
        assert_eq!(words.word("Cedar Homes"), homes);
        let after = (Called::new(&words, true), Called::new(&words, false));
        for answer in &answers {
            assert_eq!(said(&before.0, answer), said(&after.0, answer), "{answer:?}");
            assert_ne!(said(&before.1, answer), said(&after.1, answer), "as earlier versions had it: {answer:?}");
        }
        assert_ne!(said(&after.0, &answers[0]), said(&after.0, &Value::Choice(zoo)));
    }

    #[test]
    fn a_digest_is_the_published_one_and_depends_on_key_and_parts() {
        // HMAC-SHA-256 with the key and text of RFC 4231, test case 2, the length of the text (eight bytes) before it:
        // computed with Python's hmac.
        assert_eq!(digest("Jefe", ["what do ya want for nothing?"]), "c0b77cf99718fc7f");
        assert_ne!(digest("Jefe", ["ab", "c"]), digest("Jefe", ["a", "bc"]));
        assert_ne!(digest("Jefe", ["ab"]), digest("Jeff", ["ab"]));
        // Two numbers of eight bytes each say what as many letters would, their length apart.
        let mut numbers = Digest::new("Jefe");
        numbers.add_numbers(2, i64::from_le_bytes(*b"7x7x7x7x"));
        let mut letters = Digest::new("Jefe");
        letters.gathered.extend_from_slice(b"\x02\0\0\0\0\0\0\x007x7x7x7x");
        assert_eq!(numbers.finish(), letters.finish());
        // More than is gathered at once: 2,000 times "7" with its length, computed likewise.
        assert_eq!(digest("Jefe", ["7"; 2000]), "781e0a4a85b6bfbb");
    }
}
