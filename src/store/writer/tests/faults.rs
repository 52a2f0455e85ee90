//! The protocol stopped at every system call.

use super::*;
use crate::store::directory::fault::{Fault, armed, log};

type Sight = BTreeMap<&'static str, Option<String>>;
type Act = fn(&Path) -> Result<Option<String>>;

const FILES: [&str; 5] =
    ["scheme.toml", "records/x.csv", "records/deep/y.csv", "private/notes.csv", "agreements/R001.html"];

/// Makes a directory, in memory where there is such a place, because thousands of flushes take long on a disk.
fn directory() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Returns what a reading command sees.
fn sight(root: &Path) -> Sight {
    let directory = Directory::open(root).unwrap();
    FILES.into_iter().map(|path| (path, text(&directory, path))).collect()
}

fn prepare(root: &Path) {
    let files = [("scheme.toml", Some("1")), ("records/x.csv", Some("1"))];
    must(root, "prepare", &files);
    must(root, "prepare more", &[("private/notes.csv", Some("1"))]);
}

fn one_file(root: &Path) -> Result<Option<String>> {
    Ok(change(root, "one", &[("records/x.csv", Some("2"))])?.unfinished)
}

fn several_files(root: &Path) -> Result<Option<String>> {
    let files = [
        ("scheme.toml", Some("2")),
        ("records/x.csv", None),
        ("records/deep/y.csv", Some("a longer text")),
        ("private/notes.csv", Some("")),
    ];
    Ok(change(root, "several", &files)?.unfinished)
}

fn take_back(root: &Path) -> Result<Option<String>> {
    Ok(undo(&Directory::open(root)?)?.unfinished)
}

fn document(root: &Path) -> Result<Option<String>> {
    write_document(&Directory::open(root)?, "agreements/R001.html", b"2", "agreement")?;
    Ok(None)
}

/// Runs a command with a fault at every step and returns how many steps it has; whether an error always means that
/// nothing was changed is for the caller to say.
fn at_every_step(prepare: fn(&Path), act: Act, taken_back: bool) -> usize {
    let dir = directory();
    prepare(dir.path());
    let before = sight(dir.path());
    act(dir.path()).unwrap();
    let after = sight(dir.path());
    assert_ne!(before, after);
    let mut steps = 0;
    for fault in [Fault::Killed, Fault::Once, Fault::Full] {
        for at in 0.. {
            let dir = directory();
            prepare(dir.path());
            let (result, reached) = armed(fault, at, || act(dir.path()));
            let now = sight(dir.path());
            let case = format!("{fault:?} at {at}: {result:?}");
            match &result {
                Ok(_) => assert_eq!(now, after, "{case}"),
                Err(_) if fault != Fault::Killed && taken_back => assert_eq!(now, before, "{case}"),
                Err(_) => assert!(now == before || now == after, "{case}"),
            }
            the_next_command_works(dir.path(), &now, &case);
            if !reached {
                steps = steps.max(at);
                break;
            }
        }
    }
    steps
}

fn the_next_command_works(root: &Path, now: &Sight, case: &str) {
    let done = change(root, "next", &[("records/next.csv", Some("next"))]).unwrap_or_else(|e| panic!("{case}: {e:#}"));
    assert_eq!((done.files.len(), done.unfinished), (1, None), "{case}");
    let mut expected: BTreeMap<String, String> =
        now.iter().filter_map(|(path, text)| Some((path.to_string(), text.clone()?))).collect();
    expected.insert("records/next.csv".to_string(), "next".to_string());
    // Nothing else is left: no journal, no temporary file.
    assert_eq!(on_disk(root), expected, "{case}");
    assert_eq!(take_back(root).unwrap(), None, "{case}");
    assert_eq!(sight(root), *now, "{case}");
}

#[test]
fn a_command_that_changes_one_file() {
    assert!(at_every_step(prepare, one_file, true) > 15);
}

#[test]
fn a_command_that_changes_several_files() {
    assert!(at_every_step(prepare, several_files, true) > 30);
}

#[test]
fn the_first_command_in_an_empty_directory() {
    let steps = at_every_step(|_| {}, |root| Ok(change(root, "init", &[("scheme.toml", Some("1"))])?.unfinished), true);
    assert!(steps > 15);
}

#[test]
fn an_undo_of_several_files() {
    fn prepared(root: &Path) {
        prepare(root);
        several_files(root).unwrap();
    }
    assert!(at_every_step(prepared, take_back, true) > 30);
}

#[test]
fn a_document() {
    assert!(at_every_step(prepare, document, false) > 10);
}

#[test]
fn a_second_kill_while_the_first_is_mended() {
    let mut mended = 0;
    for first in 0.. {
        let prepared = || {
            let dir = directory();
            prepare(dir.path());
            let (_, reached) = armed(Fault::Killed, first, || several_files(dir.path()));
            (dir, reached)
        };
        let (dir, reached) = prepared();
        if !reached {
            break;
        }
        if !dir.path().join(".journal").exists() {
            continue;
        }
        // Every third step, another third each time, for the sake of the tests' speed.
        for second in (first % 3..).step_by(3) {
            let (dir, _) = prepared();
            let now = sight(dir.path());
            let (_, reached) = armed(Fault::Killed, second, || one_file_more(dir.path()));
            assert_eq!(sight(dir.path()), now, "{first} and {second}");
            the_next_command_works(dir.path(), &now, &format!("{first} and {second}"));
            if !reached {
                break;
            }
            mended += 1;
        }
    }
    assert!(mended > 100, "{mended}");
}

fn one_file_more(root: &Path) -> Result<Option<String>> {
    Ok(change(root, "more", &[("records/next.csv", Some("half"))])?.unfinished)
}

#[test]
fn a_committed_change_is_seen_before_it_is_in_place_and_work_by_hand_is_not_lost() {
    let dir = directory();
    prepare(dir.path());
    for at in 0.. {
        let (_, reached) = armed(Fault::Killed, at, || several_files(dir.path()));
        assert!(reached);
        if dir.path().join(".journal").exists() {
            break;
        }
    }
    let directory = Directory::open(dir.path()).unwrap();
    assert_eq!(directory.list("records").unwrap(), Vec::<String>::new());
    assert_eq!(directory.list("records/deep").unwrap(), ["y.csv"]);
    assert_eq!(text(&directory, "scheme.toml").as_deref(), Some("2"));
    fs::write(dir.path().join("scheme.toml"), "by hand").unwrap();
    let again = Directory::open(dir.path()).unwrap();
    for error in [again.read("scheme.toml").map(drop), one_file_more(dir.path()).map(drop)] {
        let error = error.unwrap_err().to_string();
        assert!(error.contains("move your scheme.toml elsewhere, run this again"), "{error}");
    }
    fs::rename(dir.path().join("scheme.toml"), dir.path().join("mine.toml")).unwrap();
    one_file_more(dir.path()).unwrap();
    let now = on_disk(dir.path());
    assert_eq!((now["scheme.toml"].as_str(), now["mine.toml"].as_str()), ("2", "by hand"));
}

#[test]
fn everything_is_flushed_before_what_relies_on_it() {
    let dir = directory();
    prepare(dir.path());
    let (_, steps) = log(|| several_files(dir.path()).unwrap());
    let at = |what: &str, path: &str| {
        let found = steps.iter().position(|(w, p)| *w == what && *p == dir.path().join(path));
        found.unwrap_or_else(|| panic!("{what} {path} in {steps:?}"))
    };
    let commit = at("rename", ".journal");
    let root_flushed: Vec<usize> =
        (0..steps.len()).filter(|i| steps[*i].0 == "flush folder" && steps[*i].1 == dir.path().join("")).collect();
    assert!(at("flush", ".mentor-journal.tmp") < commit);
    assert_eq!(root_flushed[0], commit + 1);
    let gone = at("remove", ".journal");
    for (what, path) in [
        ("rename", "scheme.toml"),
        ("remove", "records/x.csv"),
        ("rename", "records/deep/y.csv"),
        ("rename", "private/notes.csv"),
        ("rename", "private/undo"),
    ] {
        let placed = at(what, path);
        assert!(root_flushed[0] < placed && placed < gone, "{path}");
        let folder = Path::new(path).parent().unwrap();
        let flushed = steps.iter().rposition(|(w, p)| *w == "flush folder" && *p == dir.path().join(folder));
        let flushed = if folder == Path::new("") { Some(root_flushed[1]) } else { flushed };
        assert!(flushed.is_some_and(|flushed| placed < flushed && flushed < gone), "{path}");
    }
    assert!(*root_flushed.last().unwrap() > gone);
    let written = steps.iter().filter(|(what, _)| *what == "create").count();
    assert_eq!(written, steps.iter().filter(|(what, _)| *what == "flush").count());
}

#[test]
fn reading_changes_nothing_even_with_a_journal_waiting() {
    let dir = directory();
    prepare(dir.path());
    let (_, steps) = log(|| several_files(dir.path()).unwrap());
    let commit = steps.iter().position(|(what, path)| *what == "rename" && path.ends_with(".journal")).unwrap();
    let dir = directory();
    prepare(dir.path());
    let _ = armed(Fault::Killed, commit + 1, || several_files(dir.path()));
    #[cfg(unix)]
    let close = |mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        for folder in ["records", "private", ""] {
            fs::set_permissions(dir.path().join(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    let before = on_disk(dir.path());
    #[cfg(unix)]
    close(0o500);
    let (seen, steps) = log(|| sight(dir.path()));
    assert_eq!(seen["scheme.toml"].as_deref(), Some("2"));
    assert!(steps.iter().all(|(what, _)| ["look", "read"].contains(what)), "{steps:?}");
    assert!(before.contains_key(".journal"));
    #[cfg(unix)]
    close(0o700);
    assert_eq!(on_disk(dir.path()), before);
}
