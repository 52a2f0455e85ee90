//! Equality answers never score: whatever stands in `private/equality.csv`, every answer and every record is the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::answer;
use crate::chance::Chance;
use crate::harness::{copy, mentor, tree, write};
use crate::scheme::{Made, make};
use crate::variations::plain;

const FILE: &str = "private/equality.csv";

/// Answers of everybody who sent a form, by chance.
fn answers(made: &Made, seed: u64) -> String {
    let mut chance = Chance(seed);
    let mut text = "person,ethnicity,age group,disability\n".to_string();
    let mut asked: Vec<&String> = made.forms.iter().flat_map(|form| &form.rows).map(|row| &row[2]).collect();
    asked.sort();
    asked.dedup();
    for email in asked {
        let ethnicity = chance.of(&["White British", "Black African", "Indian", ""]);
        let age = chance.of(&["under 25", "25 to 49", "50 and over"]);
        text += &format!("{email},{ethnicity},{age},{}\n", chance.of(&["yes", "no", ""]));
    }
    text
}

/// What a coordinator does and sees over a round, and what is on disk at the end, the equality answers apart.
fn story(from: &Path, equality: Option<&[u8]>) -> (Vec<String>, BTreeMap<PathBuf, Vec<u8>>) {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    copy(from, at);
    if let Some(bytes) = equality {
        write(&at.join(FILE), bytes);
    }
    let mut told = Vec::new();
    let mut tell = |args: &[&str]| {
        let output = mentor(at, args);
        told.push(format!("{args:?}: {output:?}"));
    };
    for format in ["table", "csv", "tsv", "json", "md", "html"] {
        tell(&["match", "--dry-run", "--format", format]);
    }
    // It is looked at before anything is kept, so that what it looked at could not be kept either.
    let before = tree(at);
    mentor(at, &["match", "--fairness"]);
    assert_eq!(tree(at), before, "`match --fairness` writes nothing");
    tell(&["match", "--aim", "fairest"]);
    tell(&["match"]);
    mentor(at, &["match", "--fairness"]);
    tell(&["verify", "--format", "table"]);
    tell(&["accept", "R001"]);
    tell(&["match", "--format", "json"]);
    tell(&["verify", "--format", "table"]);
    tell(&["list"]);
    tell(&["people"]);
    tell(&["check", "--files"]);
    let mut after = tree(at);
    after.remove(Path::new(FILE));
    (told, after)
}

#[test]
fn equality_answers_change_no_byte() {
    for seed in [2, 5, 9] {
        let mut made = make(seed);
        let directory = tempfile::tempdir().expect("a directory");
        let at = directory.path();
        made.write(at, plain);
        // The register's mark and the key of the digests are drawn once; then somebody new signs up.
        answer(at, &["match"]);
        let mut late = made.forms[1].rows[0].clone();
        (late[1], late[2]) = ("Late Comer".to_string(), "late@example.org".to_string());
        made.forms[1].rows.push(late);
        made.write(at, plain);

        let without = story(at, None);
        assert!(without.0[0].contains("Round 2"), "{}", without.0[0]);
        for answered in [1, 2] {
            let equality = answers(&made, seed * 100 + answered);
            assert!(story(at, Some(equality.as_bytes())) == without, "seed {seed}: changed by\n{equality}");
        }
        // Not even whether it can be read.
        let broken: [&[u8]; 3] = [b"", b"\0\x01", b"person,score\nlate@example.org,\"1000"];
        for bytes in broken {
            assert!(story(at, Some(bytes)) == without, "seed {seed}: changed by {bytes:?}");
        }
    }
}
