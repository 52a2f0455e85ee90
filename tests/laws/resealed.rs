//! A round whose rows were altered and sealed anew, by somebody who has the key: what prices do not prove is looked at all
//! the same. A pair that may not be, or somebody in two roles, is never called checked.

use std::fs;
use std::path::Path;

use mentor::domain::matching::digest::Digest;
use mentor::store::book;
use mentor::store::directory::Directory;

use crate::harness::write;
use crate::{answer, outcome};

const FORM: &str = r#"
[fields.house]
kind = "choice"
[[source]]
file = "people/all.csv"
[source.columns]
key = "Key"
role = "Role"
house = "House"
[[rule]]
kind = "different"
field = "house"
"#;

/// A scheme of these people and a first round.
fn first_round(at: &Path, top: &str, people: &str) {
    write(&at.join("scheme.toml"), format!("format = 1\nname = \"Sealed\"\nidentity = \"key\"\n{top}\n{FORM}"));
    write(&at.join("people/all.csv"), format!("Key,Role,House\n{people}"));
    answer(at, &["match"]);
}

/// Makes a round propose these pairs (mentor, mentee) and no others, all with the score that pairs have here, and seals it.
fn propose(at: &Path, pairs: &[(&str, &str)]) {
    let rows = |table: &str, wanted: &str, row: &dyn Fn(usize, Vec<String>) -> Vec<String>| {
        let path = at.join("records").join(table);
        let text = fs::read_to_string(&path).expect("a table");
        let example = text.lines().find(|line| line.contains(wanted)).expect("a row");
        let cells = || example.split(',').map(ToString::to_string).collect();
        let new = (0..pairs.len()).map(|at| row(at, cells()).join(","));
        let lines: Vec<String> = text.lines().take(1).map(ToString::to_string).chain(new).collect();
        fs::write(&path, lines.join("\n") + "\n").expect("written");
    };
    let id = |at: usize| format!("R{:03}", at + 1);
    // mark, id, form, mentor, mentee …
    rows("relationships.csv", ",R001,", &|at, mut cells| {
        (cells[1], cells[3], cells[4]) = (id(at), pairs[at].0.to_string(), pairs[at].1.to_string());
        cells
    });
    // mark, round, relationship …
    rows("proposals.csv", ",R001,", &|at, mut cells| {
        cells[2] = id(at);
        cells
    });
    let directory = Directory::open(at).expect("a directory");
    let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 31).expect("a day");
    let book = book::open(&directory, day).expect("a book");
    let mut digest = Digest::new(&book.digest_key);
    book.records.rows_of_round(1, |cell| digest.add(cell));
    let path = at.join("records/grounds.csv");
    let grounds = fs::read_to_string(&path).expect("grounds");
    let (before, seal) = grounds.split_once(",rows,,,,").expect("a seal");
    let after = seal.split_once('\n').map_or("", |(_, after)| after);
    fs::write(&path, format!("{before},rows,,,,{}\n{after}", digest.finish())).expect("written");
}

fn says(at: &Path) -> String {
    let said = outcome(at, &["verify", "--format", "table"]).1;
    said.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[test]
fn a_pair_that_may_not_be_is_told_where_prices_prove_nothing() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    let people = "ann,either,north\nbob,either,south\ncat,mentee,north\ndan,mentor,north\n";
    first_round(at, "[places]\neither = \"as-needed\"", people);
    propose(at, &[("P002", "P003")]);
    assert!(!says(at).contains("altered"), "{}", says(at));
    propose(at, &[("P004", "P003")]);
    assert!(says(at).contains("records altered: P003 with P004 is proposed and may not be."), "{}", says(at));
    propose(at, &[("P002", "P001"), ("P002", "P003")]);
    assert!(says(at).contains("records altered: somebody has more relationships than places."), "{}", says(at));
}

#[test]
fn nobody_has_two_roles_in_place_of_one_nor_mentors_their_mentor() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    let people = "ann,either,north\nbob,mentor,south\ncat,mentee,south\n";
    first_round(at, "[places]\neither = \"as-needed\"", people);
    propose(at, &[("P002", "P001"), ("P001", "P003")]);
    assert!(says(at).contains("records altered: P001 has both roles in place of one."), "{}", says(at));

    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    first_round(at, "[places]\neither = \"both\"", "ann,either,north\nbob,either,south\n");
    propose(at, &[("P001", "P002"), ("P002", "P001")]);
    assert!(says(at).contains("mentor each other."), "{}", says(at));
}

#[test]
fn of_a_stable_choice_too_every_pair_may_be() {
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    let people = "cat,mentee,north\neve,mentee,south\ndan,mentor,north\nfay,mentor,north\n";
    first_round(at, "aim = \"stable\"", people);
    propose(at, &[("P002", "P003")]);
    assert!(says(at).contains("proved. No two would"), "{}", says(at));
    propose(at, &[("P002", "P003"), ("P004", "P001")]);
    assert!(says(at).contains("records altered: P001 with P004 is proposed and may not be."), "{}", says(at));
}
