//! What if: doing what was supposed gives what it said.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::scheme::make;
use crate::variations::plain;
use crate::{answer, harness, json};

/// Pairs (mentor, mentee) by their ids.
type Pairs = BTreeSet<(String, String)>;

fn pairs(round: &Value) -> Pairs {
    let word = |pair: &Value, role: &str| pair[role].as_str().expect("an id").to_string();
    let all = round["relationships"].as_array().expect("relationships").iter();
    all.map(|pair| (word(pair, "mentor"), word(pair, "mentee"))).collect()
}

/// The pairs as they would be, by what `match` says with a what-if.
fn supposed(at: &Path, before: &Pairs, what_if: &[&str]) -> Pairs {
    let table = answer(at, &[&["match", "--format", "csv"], what_if].concat());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let mut pairs = before.clone();
    for row in reader.records() {
        let row = row.expect("a row");
        let cell = |name: &str| row[headings.iter().position(|heading| heading == name).expect("a column")].to_string();
        let pair = (cell("mentor"), cell("mentee"));
        match cell("change").as_str() {
            "gone" => assert!(pairs.remove(&pair), "{pair:?} was not proposed before"),
            _ => assert!(pairs.insert(pair.clone()), "{pair:?} was proposed before"),
        }
    }
    pairs
}

/// The pairs as they are once something is done.
fn done(at: &Path, change: impl Fn(&Path)) -> Pairs {
    let directory = tempfile::tempdir().expect("a directory");
    harness::copy(at, directory.path());
    change(directory.path());
    pairs(&json(directory.path(), &["match", "--dry-run"]))
}

#[test]
fn what_if_is_the_round_that_doing_it_would_make() {
    let mut later = 0;
    for seed in 300..324 {
        let directory = tempfile::tempdir().expect("a directory");
        let (at, made) = (directory.path(), make(seed));
        made.write(at, plain);
        let before = pairs(&json(at, &["match"]));
        let mut people: Vec<&String> = before.iter().map(|(mentor, _)| mentor).collect();
        people.dedup();
        people.extend(before.iter().map(|(_, mentee)| mentee).take(2));
        for id in people {
            let supposed = supposed(at, &before, &["--without", id]);
            let done = done(at, |copy| drop(answer(copy, &["people", "hold", id])));
            assert_eq!(supposed, done, "seed {seed}, without {id}");
            later += usize::from(done != before);
        }
        let supposed = supposed(at, &before, &["--aim", "fairest"]);
        let done = done(at, |copy| {
            let aim = made.scheme.lines().find(|line| line.starts_with("aim")).expect("an aim");
            fs::write(copy.join("scheme.toml"), made.scheme.replacen(aim, "aim = \"fairest\"", 1)).expect("writable");
        });
        assert_eq!(supposed, done, "seed {seed}, fairest");
    }
    assert!(later > 50, "{later} changed something");
}
