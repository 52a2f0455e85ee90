//! What a coordinator types and sees: every `tests/transcripts/*.txt` is played. `tests/harness/mod.rs` says how one reads.
#![cfg(unix)]

mod harness;

use harness::{judge, play, top};

#[test]
fn transcripts() {
    let folder = top().join("tests/transcripts");
    let mut pages: Vec<_> = std::fs::read_dir(&folder).expect("transcripts").map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    pages.sort();
    assert!(!pages.is_empty(), "there are transcripts");
    let wrong: Vec<String> = pages
        .iter()
        .filter_map(|path| {
            let expected = std::fs::read_to_string(path).expect("readable");
            let directory = tempfile::tempdir().expect("a directory");
            judge(path, &expected, &play(&expected, directory.path(), &folder))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} transcripts differ:\n\n{}", wrong.len(), pages.len(), wrong.join("\n"));
}
