//! What a round rested on beside people: the scheme, and every file about pairs, each with a keyed digest of its own.

use std::collections::BTreeMap;

use crate::domain::matching::digest::{self, Digest};
use crate::domain::scheme::{CriterionKind, RuleKind};
use crate::store::book::Book;
use crate::store::pairs::CONFLICTS;

/// The digest of the scheme alone.
pub fn scheme_digest(book: &Book, key: &str) -> String {
    digest::digest(key, [book.scheme_text.as_str()])
}

/// Every file about pairs with the digest of what it says, in the order of their names. That of the conflicts is always
/// among them, so that nobody sees from the records whether there are any.
pub fn files_about_pairs(book: &Book, key: &str) -> Vec<(String, String)> {
    let new = Digest::new(key);
    let mut files: BTreeMap<&str, Digest> = BTreeMap::from([(CONFLICTS, new.clone())]);
    let tables = &book.tables;
    for (criterion, given) in book.scheme.criteria.iter().zip(&tables.given) {
        if let CriterionKind::Given { file, .. } = &criterion.kind {
            let marks = given.points.iter().map(|((mentor, mentee), points)| (pair(book, *mentor, *mentee), *points));
            let digest = files.entry(file).or_insert_with(|| new.clone());
            digest.add(&format!("given {}", given.decimals));
            add(digest, marks.collect());
        }
    }
    for (rule, pairs) in book.scheme.rules.iter().zip(&tables.not_pairs) {
        if let RuleKind::NotPairs { file } = &rule.kind {
            let digest = files.entry(file).or_insert_with(|| new.clone());
            digest.add("not");
            add(digest, pairs.iter().map(|(mentor, mentee)| (pair(book, *mentor, *mentee), 0)).collect());
        }
    }
    if let Some(digest) = files.get_mut(CONFLICTS) {
        digest.add("apart");
        add(digest, tables.conflicts.iter().map(|(one, other)| (pair(book, *one, *other), 0)).collect());
    }
    files.into_iter().map(|(file, digest)| (file.to_string(), digest.finish())).collect()
}

/// Two people as one number, by their ids: there may be millions of pairs.
fn pair(book: &Book, one: usize, other: usize) -> u64 {
    let id = |at: usize| book.people.get(at).map_or(0, |person| u64::from(person.id.0));
    id(one) << 32 | id(other)
}

/// Adds pairs and their marks, whatever their order was.
fn add(digest: &mut Digest, mut marks: Vec<(u64, i64)>) {
    marks.sort_unstable();
    digest.add(&marks.len().to_string());
    marks.into_iter().for_each(|(pair, points)| digest.add_numbers(pair, points));
}

/// The digest of the scheme and of everything about pairs at once, as earlier versions wrote it.
pub fn scheme_digest_with_pairs(book: &Book, key: &str) -> String {
    let id = |at: &usize| book.people.get(*at).map_or(String::new(), |person| person.id.to_string());
    let mut parts = Vec::new();
    for (at, given) in book.tables.given.iter().enumerate() {
        let points = given.points.iter();
        parts.extend(points.map(|((mentor, mentee), points)| format!("{at} {} {} {points}", id(mentor), id(mentee))));
    }
    for (at, pairs) in book.tables.not_pairs.iter().enumerate() {
        parts.extend(pairs.iter().map(|(mentor, mentee)| format!("not {at} {} {}", id(mentor), id(mentee))));
    }
    parts.extend(book.tables.conflicts.iter().map(|(one, other)| format!("apart {} {}", id(one), id(other))));
    parts.sort();
    digest::digest(key, std::iter::once(book.scheme_text.as_str()).chain(parts.iter().map(String::as_str)))
}
