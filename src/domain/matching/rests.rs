//! What a round rests on beside people: the scheme, and every file about pairs, each with a keyed digest of its own.

use std::collections::BTreeMap;

use super::digest::{self, Digest};
use super::tables::Tables;
use crate::domain::person::Person;
use crate::domain::scheme::{CriterionKind, RuleKind, Scheme};

/// What is the same for everybody in a round.
#[derive(Clone, Copy, Debug)]
pub struct Rests<'r> {
    /// What the scheme is.
    pub scheme: &'r Scheme,
    /// The scheme file without remarks and blank lines.
    pub text: &'r str,
    /// Everybody.
    pub people: &'r [Person],
    /// What the coordinator gives about pairs.
    pub tables: &'r Tables,
    /// The file of those who are not brought together.
    pub conflicts: &'r str,
}

impl Rests<'_> {
    /// The digest of the scheme alone.
    pub fn scheme_alone(&self, key: &str) -> String {
        digest::digest(key, [self.text])
    }

    /// Every file about pairs with the digest of what it says, in the order of their names. That of the conflicts is always
    /// among them, so that nobody sees from the records whether there are any.
    pub fn files_about_pairs(&self, key: &str) -> Vec<(String, String)> {
        let new = Digest::new(key);
        let mut files: BTreeMap<&str, Digest> = BTreeMap::from([(self.conflicts, new.clone())]);
        let tables = self.tables;
        for (criterion, given) in self.scheme.criteria.iter().zip(&tables.given) {
            if let CriterionKind::Given { file, .. } = &criterion.kind {
                let marks =
                    given.points.iter().map(|((mentor, mentee), points)| (self.pair(*mentor, *mentee), *points));
                let digest = files.entry(file).or_insert_with(|| new.clone());
                digest.add(&format!("given {}", given.decimals));
                add(digest, marks.collect());
            }
        }
        for (rule, pairs) in self.scheme.rules.iter().zip(&tables.not_pairs) {
            if let RuleKind::NotPairs { file } = &rule.kind {
                let digest = files.entry(file).or_insert_with(|| new.clone());
                digest.add("not");
                add(digest, pairs.iter().map(|(mentor, mentee)| (self.pair(*mentor, *mentee), 0)).collect());
            }
        }
        if let Some(digest) = files.get_mut(self.conflicts) {
            digest.add("apart");
            add(digest, tables.conflicts.iter().map(|(one, other)| (self.pair(*one, *other), 0)).collect());
        }
        files.into_iter().map(|(file, digest)| (file.to_string(), digest.finish())).collect()
    }

    /// Two people as one number, by their ids: there may be millions of pairs.
    fn pair(&self, one: usize, other: usize) -> u64 {
        let id = |at: usize| self.people.get(at).map_or(0, |person| u64::from(person.id.0));
        id(one) << 32 | id(other)
    }

    /// The digest of the scheme and of everything about pairs at once, as earlier versions wrote it.
    pub fn scheme_with_pairs(&self, key: &str) -> String {
        let id = |at: &usize| self.people.get(*at).map_or(String::new(), |person| person.id.to_string());
        let mut parts = Vec::new();
        for (at, given) in self.tables.given.iter().enumerate() {
            let points = given.points.iter();
            parts.extend(
                points.map(|((mentor, mentee), points)| format!("{at} {} {} {points}", id(mentor), id(mentee))),
            );
        }
        for (at, pairs) in self.tables.not_pairs.iter().enumerate() {
            parts.extend(pairs.iter().map(|(mentor, mentee)| format!("not {at} {} {}", id(mentor), id(mentee))));
        }
        parts.extend(self.tables.conflicts.iter().map(|(one, other)| format!("apart {} {}", id(one), id(other))));
        parts.sort();
        digest::digest(key, std::iter::once(self.text).chain(parts.iter().map(String::as_str)))
    }

    /// Whether anything is said about pairs.
    pub fn say_anything_about_pairs(&self) -> bool {
        !self.tables.conflicts.is_empty()
            || self.tables.given.iter().any(|given| given.points.range().is_some())
            || self.tables.not_pairs.iter().any(|pairs| !pairs.is_empty())
    }
}

/// Adds pairs and their marks, whatever their order was.
fn add(digest: &mut Digest, mut marks: Vec<(u64, i64)>) {
    marks.sort_unstable();
    digest.add(&marks.len().to_string());
    marks.into_iter().for_each(|(pair, points)| digest.add_numbers(pair, points));
}
