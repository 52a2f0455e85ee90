//! What a coordinator types and sees: every `tests/transcripts/*.txt` is played. `tests/harness/mod.rs` says how one reads.
//! `tests/transcripts/wanted/` holds what the program is yet to do: `cargo test --test transcripts -- --ignored`. A page
//! that passes moves up.
#![cfg(unix)]

mod harness;

use std::path::Path;

use harness::{judge, play, top};

#[test]
fn transcripts() {
    play_all(&top().join("tests/transcripts"));
}

#[test]
#[ignore = "what the program is yet to do"]
fn wanted() {
    play_all(&top().join("tests/transcripts/wanted"));
}

fn play_all(folder: &Path) {
    let mut pages: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    pages.sort();
    let beside = top().join("tests/transcripts");
    let played = pages.iter().filter_map(|path| {
        let expected = std::fs::read_to_string(path).expect("readable");
        let directory = tempfile::tempdir().expect("a directory");
        judge(path, &expected, &play(&expected, directory.path(), &beside))
    });
    let wrong: Vec<String> = played.collect();
    assert!(wrong.is_empty(), "{} of {} transcripts differ:\n\n{}", wrong.len(), pages.len(), wrong.join("\n"));
}
