//! The errors gallery: one small directory a mistake, and beside it what a coordinator is told. Nothing may be changed.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

mod harness;

use harness::{copy, judge, play, top, tree};

#[test]
fn gallery() {
    let folder = top().join("tests/gallery");
    let mut mistakes: Vec<_> =
        std::fs::read_dir(&folder).expect("a gallery").map(|entry| entry.expect("an entry").path()).collect();
    mistakes.retain(|path| path.is_dir());
    mistakes.sort();
    let mut wrong = Vec::new();
    for mistake in &mistakes {
        let name = mistake.file_name().expect("a name").to_string_lossy().into_owned();
        let page = mistake.join("expected.txt");
        let expected =
            std::fs::read_to_string(&page).unwrap_or_else(|_| format!("{name}\n\n$ mentor check --format table\n"));
        let directory = tempfile::tempdir().expect("a directory");
        copy(mistake, directory.path());
        std::fs::remove_file(directory.path().join("expected.txt")).ok();
        let before = tree(directory.path());
        let played = play(&expected, directory.path(), &folder);
        if tree(directory.path()) != before {
            wrong.push(format!("{name}: something was changed"));
        }
        if played.contains("panicked") || !played.contains("\n  = 1") {
            wrong.push(format!("{name}: not told as a problem with exit code 1\n{played}"));
        }
        wrong.extend(judge(&page, &expected, &played));
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n\n{}", wrong.len(), mistakes.len(), wrong.join("\n"));
}
