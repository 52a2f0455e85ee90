//! Forms of other people's schemes read in place, where `../shared/real` stands beside the checkout: each
//! `tests/real/*.toml` is the scheme for one set, named in its first line.

use std::fs;

use crate::harness::{mentor, top};
use crate::json;

#[test]
fn forms_of_other_people_are_read() {
    let sets = top().join("../shared/real");
    if !sets.is_dir() {
        return;
    }
    let mut schemes: Vec<_> =
        fs::read_dir(top().join("tests/real")).expect("schemes").map(|entry| entry.expect("an entry").path()).collect();
    schemes.sort();
    for path in schemes {
        let scheme = fs::read_to_string(&path).expect("a scheme");
        let first = scheme.lines().next().unwrap_or_default();
        let set = first.strip_prefix("# set: ").unwrap_or_else(|| panic!("{}: which set?", path.display()));
        let directory = tempfile::tempdir().expect("a directory");
        fs::create_dir(directory.path().join("people")).expect("a folder");
        fs::write(directory.path().join("scheme.toml"), &scheme).expect("writable");
        for file in fs::read_dir(sets.join(set)).unwrap_or_else(|_| panic!("no set {set}")) {
            let file = file.expect("an entry").path();
            fs::write(
                directory.path().join("people").join(file.file_name().expect("a name")),
                fs::read(&file).expect("readable"),
            )
            .expect("writable");
        }
        let check = mentor(directory.path(), &["check", "--strict", "--format", "table"]);
        assert!(
            check.status.success(),
            "{}\n{}{}",
            path.display(),
            String::from_utf8_lossy(&check.stdout),
            String::from_utf8_lossy(&check.stderr)
        );
        let round = json(directory.path(), &["match"]);
        if let Some(placed) = scheme.lines().find_map(|line| line.strip_prefix("# placed: ")) {
            assert_eq!(round["placed"].to_string(), placed, "{}", path.display());
        }
    }
}
