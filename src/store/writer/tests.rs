#![allow(clippy::disallowed_methods, reason = "tests set files up as a coordinator would")]

mod faults;
mod processes;

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::store::directory::ChangedMeanwhile;

/// Opens a directory, reads these files and plans new contents for them.
fn change(root: &Path, label: &str, files: &[(&str, Option<&str>)]) -> Result<Committed> {
    let directory = Directory::open(root)?;
    let mut edits = Edits::new(label);
    for (path, to) in files {
        directory.read(path)?;
        match to {
            Some(text) => edits.write(*path, *text),
            None => edits.remove(*path),
        };
    }
    commit(&directory, edits, "test")
}

/// Makes a change that must succeed.
fn must(root: &Path, label: &str, files: &[(&str, Option<&str>)]) {
    let done = change(root, label, files).unwrap();
    assert_eq!(done.unfinished, None);
}

/// Returns all files but the writer's own, as they are on disk.
fn on_disk(root: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, folder: &Path, all: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
            if path.is_dir() {
                walk(root, &path, all);
            } else if ![paths::LOCK, paths::UNDO].contains(&name.as_str()) {
                all.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    walk(root, root, &mut all);
    all
}

fn text(directory: &Directory, path: &str) -> Option<String> {
    directory.read(path).unwrap().map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn a_commit_writes_removes_and_makes_folders() {
    let dir = tempfile::tempdir().unwrap();
    let done = change(dir.path(), "one", &[("scheme.toml", Some("a")), ("records/x.csv", Some("x"))]).unwrap();
    assert_eq!((done.files, done.unfinished), (vec!["records/x.csv".to_string(), "scheme.toml".to_string()], None));
    let done = change(dir.path(), "two", &[("scheme.toml", Some("a")), ("records/x.csv", None)]).unwrap();
    assert_eq!(done.files, ["records/x.csv"]);
    assert_eq!(on_disk(dir.path()), BTreeMap::from([("scheme.toml".to_string(), "a".to_string())]));
}

#[test]
fn what_is_so_already_changes_nothing_and_keeps_the_undo() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("scheme.toml", Some("a"))]);
    let again = change(dir.path(), "two", &[("scheme.toml", Some("a")), ("gone.csv", None)]).unwrap();
    assert!(again.files.is_empty());
    let directory = Directory::open(dir.path()).unwrap();
    assert_eq!(plan_undo(&directory).unwrap().unwrap().0, "one");
}

#[test]
fn a_plan_shows_what_it_would_do_and_does_not_do_it() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("a", Some("1")), ("b", Some("1")), ("c", Some("1"))]);
    let before = on_disk(dir.path());
    let mut edits = Edits::default();
    edits.write("a", "2").remove("b").write("c", "1").write("d", "1");
    let effects = edits.effects(&Directory::open(dir.path()).unwrap()).unwrap();
    let named: Vec<(&str, Effect)> = effects.iter().map(|(path, effect)| (path.as_str(), *effect)).collect();
    assert_eq!(named, [("a", Effect::Changed), ("b", Effect::Removed), ("d", Effect::Created)]);
    assert_eq!(on_disk(dir.path()), before);
    assert_eq!((edits.planned("a"), edits.planned("b"), edits.planned("z")), (Some(Some(&b"2"[..])), Some(None), None));
}

#[test]
fn a_file_changed_by_hand_meanwhile_stops_the_commit() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("a", Some("1")), ("b", Some("1"))]);
    let directory = Directory::open(dir.path()).unwrap();
    directory.read("a").unwrap();
    fs::write(dir.path().join("a"), "by hand").unwrap();
    let mut edits = Edits::default();
    edits.write("b", "2");
    let error = commit(&directory, edits, "test").unwrap_err();
    assert_eq!(error.downcast_ref(), Some(&ChangedMeanwhile { file: Some("a".to_string()) }));
    assert_eq!(on_disk(dir.path())["b"], "1");
}

#[test]
fn a_new_file_in_a_listed_folder_stops_the_commit() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("rounds/1.csv", Some("1"))]);
    let directory = Directory::open(dir.path()).unwrap();
    assert_eq!(directory.list("rounds").unwrap(), ["1.csv"]);
    fs::write(dir.path().join("rounds/2.csv"), "").unwrap();
    let mut edits = Edits::default();
    edits.write("rounds/2b.csv", "2");
    assert!(commit(&directory, edits, "test").unwrap_err().is::<ChangedMeanwhile>());
}

#[test]
fn another_command_in_between_stops_readers_and_blind_writers() {
    let dir = tempfile::tempdir().unwrap();
    let (reader, writer) = (Directory::open(dir.path()).unwrap(), Directory::open(dir.path()).unwrap());
    writer.read("b").unwrap();
    must(dir.path(), "one", &[("a", Some("1"))]);
    assert!(reader.read("a").unwrap_err().is::<ChangedMeanwhile>());
    let mut edits = Edits::default();
    edits.write("a", "2");
    assert!(commit(&writer, edits, "test").unwrap_err().is::<ChangedMeanwhile>());
    let mut edits = Edits::default();
    edits.write("b", "2");
    assert_eq!(commit(&writer, edits, "test").unwrap().files, ["b"]);
}

#[test]
fn undo_takes_back_one_command_and_only_one() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("a", Some("1")), ("b", Some("1"))]);
    let before = on_disk(dir.path());
    must(dir.path(), "two", &[("a", Some("2")), ("b", None), ("records/c", Some("2"))]);
    let undone = undo(&Directory::open(dir.path()).unwrap()).unwrap();
    assert_eq!((undone.label.as_str(), undone.files.len(), undone.unfinished), ("two", 3, None));
    assert_eq!(on_disk(dir.path()), before);
    let directory = Directory::open(dir.path()).unwrap();
    assert!(plan_undo(&directory).unwrap().is_none());
    assert_eq!(undo(&directory).unwrap_err().to_string(), "there is nothing to undo");
}

#[test]
fn undo_refuses_to_lose_what_was_done_by_hand() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "log a session", &[("a", Some("1")), ("b", Some("1"))]);
    fs::write(dir.path().join("b"), "by hand").unwrap();
    let error = undo(&Directory::open(dir.path()).unwrap()).unwrap_err().to_string();
    assert!(error.starts_with("b was changed after the last command (log a session)"), "{error}");
    assert_eq!(on_disk(dir.path())["b"], "by hand");
}

#[test]
fn leaving_no_undo_takes_the_old_contents_from_disk() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("private/notes.csv", Some("Secret of P001"))]);
    must(dir.path(), "two", &[("private/notes.csv", Some("Secret of P001, more"))]);
    let directory = Directory::open(dir.path()).unwrap();
    let mut edits = Edits::new("erase P001");
    edits.remove("private/notes.csv").leave_no_undo();
    let done = commit(&directory, edits, "privacy").unwrap();
    assert_eq!(done.files, ["private/notes.csv"]);
    let undo = fs::read_to_string(dir.path().join("private/undo")).unwrap();
    assert!(!undo.contains("Secret") && !undo.contains("P001"), "{undo}");
    assert!(!dir.path().join(".journal").exists());
}

#[test]
fn plans_that_cannot_be_carried_out_are_refused_before_anything_happens() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("folder")).unwrap();
    fs::write(dir.path().join("file"), "").unwrap();
    for files in [
        &["folder"][..],
        &["file/x"],
        &["a", "a/b"],
        &[".git/config"],
        &[".github/x"],
        &["1/2/3/4/5/x"],
        &["../x"],
        &[".journal"],
        &["private/undo"],
    ] {
        let mut edits = Edits::default();
        for file in files {
            edits.write(*file, "x");
        }
        edits.write("good", "x");
        assert!(commit(&Directory::open(dir.path()).unwrap(), edits, "test").is_err(), "{files:?}");
    }
    assert_eq!(on_disk(dir.path()).len(), 1);
}

#[test]
fn a_document_is_replaced_without_a_trace_in_the_undo() {
    let dir = tempfile::tempdir().unwrap();
    must(dir.path(), "one", &[("a", Some("1"))]);
    let directory = Directory::open(dir.path()).unwrap();
    write_document(&directory, "agreements/R001.html", b"1", "agreement").unwrap();
    write_document(&directory, "agreements/R001.html", b"2", "agreement").unwrap();
    assert_eq!(text(&directory, "agreements/R001.html").as_deref(), Some("2"));
    assert_eq!(plan_undo(&directory).unwrap().unwrap().0, "one");
    fs::write(dir.path().join("agreements/R001.html"), "edited").unwrap();
    let error = write_document(&directory, "agreements/R001.html", b"3", "agreement").unwrap_err();
    assert!(error.is::<ChangedMeanwhile>());
    for elsewhere in ["records/x.csv", "scheme.toml", "agreements", "agreements/../a"] {
        assert!(write_document(&directory, elsewhere, b"", "agreement").is_err(), "{elsewhere}");
    }
}

#[test]
fn a_new_directory_is_made_with_all_above_it() {
    let dir = tempfile::tempdir().unwrap();
    let directory = create_directory(dir.path().join("a/b")).unwrap();
    let mut edits = Edits::default();
    edits.write("scheme.toml", "x");
    assert_eq!(commit(&directory, edits, "init").unwrap().files, ["scheme.toml"]);
    assert!(dir.path().join("a/b/scheme.toml").exists());
}

#[cfg(unix)]
mod permissions {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn where_people_are_only_the_owner_reads_and_existing_files_keep_theirs() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("shared.csv"), "1").unwrap();
        fs::set_permissions(at("shared.csv"), fs::Permissions::from_mode(0o664)).unwrap();
        fs::write(at("closed.csv"), "1").unwrap();
        fs::set_permissions(at("closed.csv"), fs::Permissions::from_mode(0o400)).unwrap();
        let files = ["shared.csv", "closed.csv", "private/x", "people/x", "answers/deep/x", "records/x"];
        must(dir.path(), "one", &files.map(|file| (file, Some("2"))));
        let modes = files.map(|file| mode(&at(file)));
        assert_eq!(modes[..5], [0o664, 0o400, 0o600, 0o600, 0o600]);
        assert_eq!(modes[5] & !0o044, 0o600);
        let folders = ["private", "people", "answers", "answers/deep"].map(|folder| mode(&at(folder)));
        assert_eq!(folders, [0o700; 4]);
        assert_eq!(mode(&at("private/undo")), 0o600);
    }

    #[test]
    fn links_are_neither_followed_nor_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("x"), "theirs").unwrap();
        symlink(outside.path(), dir.path().join("records")).unwrap();
        symlink(outside.path().join("x"), dir.path().join("x")).unwrap();
        for file in ["records/x", "records/new", "x"] {
            let mut edits = Edits::default();
            edits.write(file, "ours");
            assert!(commit(&Directory::open(dir.path()).unwrap(), edits, "test").is_err(), "{file}");
        }
        assert_eq!(on_disk(outside.path()), BTreeMap::from([("x".to_string(), "theirs".to_string())]));
    }
}
