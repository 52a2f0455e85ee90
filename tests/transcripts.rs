//! What a coordinator types and sees: every `tests/transcripts/*.txt` is played. `tests/harness/mod.rs` says how one reads.
#![cfg(unix)]

mod harness;

use harness::{judge, play, top};

#[test]
fn transcripts() {
    let beside = top().join("tests/transcripts");
    let mut pages: Vec<_> =
        std::fs::read_dir(&beside).into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    pages.sort();
    let played = pages.iter().filter_map(|path| {
        let expected = std::fs::read_to_string(path).expect("readable");
        let directory = tempfile::tempdir().expect("a directory");
        judge(path, &expected, &play(&expected, directory.path(), &beside))
    });
    let wrong: Vec<String> = played.collect();
    assert!(wrong.is_empty(), "{} of {} transcripts differ:\n\n{}", wrong.len(), pages.len(), wrong.join("\n"));
}
