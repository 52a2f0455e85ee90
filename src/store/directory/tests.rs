#![allow(clippy::disallowed_methods, reason = "tests set files up as a coordinator would")]

use std::fs;

use super::*;

fn scheme() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("records")).unwrap();
    fs::write(dir.path().join("records/sessions.csv"), "id\n").unwrap();
    dir
}

#[test]
fn a_missing_directory_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let error = Directory::open(dir.path().join("none")).unwrap_err().to_string();
    assert!(error.contains("mentor init"), "{error}");
    fs::write(dir.path().join("file"), "").unwrap();
    assert!(Directory::open(dir.path().join("file")).unwrap_err().to_string().contains("not a directory"));
}

#[test]
fn reads_what_is_there_and_none_where_nothing_is() {
    let dir = scheme();
    let directory = Directory::open(dir.path()).unwrap();
    assert_eq!(directory.read("records/sessions.csv").unwrap().as_deref(), Some(&b"id\n"[..]));
    assert_eq!(directory.read("records/goals.csv").unwrap(), None);
    assert_eq!(directory.read("nowhere/at/all.csv").unwrap(), None);
    assert_eq!(directory.read("scheme.toml/x").unwrap(), None);
    assert_eq!(directory.list("records").unwrap(), ["sessions.csv"]);
    assert!(directory.list("nowhere").unwrap().is_empty());
    assert!(directory.list("").unwrap().is_empty());
    assert!(directory.read("../x").is_err() && directory.read(".lock").is_err() && directory.list("..").is_err());
}

#[test]
fn a_file_that_changes_between_two_readings_stops_the_command() {
    let dir = scheme();
    let directory = Directory::open(dir.path()).unwrap();
    directory.read("records/sessions.csv").unwrap();
    fs::write(dir.path().join("records/sessions.csv"), "other\n").unwrap();
    let error = directory.read("records/sessions.csv").unwrap_err();
    assert_eq!(error.to_string(), "records/sessions.csv changed while this command was working; run it again");
    assert!(error.downcast_ref::<ChangedMeanwhile>().is_some());
}

#[test]
fn a_directory_in_place_of_a_file_is_refused() {
    let dir = scheme();
    fs::create_dir(dir.path().join("scheme.toml")).unwrap();
    let directory = Directory::open(dir.path()).unwrap();
    let error = directory.read("scheme.toml").unwrap_err().to_string();
    assert!(error.starts_with("scheme.toml is a folder, and"), "{error}");
    assert!(directory.read_export("records").unwrap_err().to_string().contains("is a folder, not a file"));
    assert!(directory.read("records/sessions.csv/x").unwrap_err().to_string().contains("is a file, and"));
}

#[cfg(unix)]
#[test]
fn links_pipes_sockets_and_devices_are_refused_for_state_and_links_followed_for_exports() {
    use std::os::unix::fs::symlink;
    let dir = scheme();
    let at = |name: &str| dir.path().join(name);
    symlink(at("records/sessions.csv"), at("link.csv")).unwrap();
    symlink(at("records"), at("linked")).unwrap();
    symlink("/dev/zero", at("zero")).unwrap();
    symlink("nowhere", at("broken")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    let directory = Directory::open(dir.path()).unwrap();
    for (name, kind) in [
        ("link.csv", "a symbolic link"),
        ("linked/sessions.csv", "a symbolic link"),
        ("broken", "a symbolic link"),
        ("pipe", "a pipe"),
        ("socket", "a socket"),
    ] {
        let error = directory.read(name).unwrap_err().to_string();
        assert!(error.contains(kind), "{name}: {error}");
    }
    assert!(directory.list("linked").is_err());
    for name in ["link.csv", "linked/sessions.csv"] {
        assert_eq!(directory.read_export(name).unwrap().as_deref(), Some(&b"id\n"[..]), "{name}");
    }
    for name in ["pipe", "socket", "zero"] {
        assert!(directory.read_export(name).is_err(), "{name}");
    }
    assert_eq!(directory.read_export("broken").unwrap(), None);
}

#[test]
fn a_file_above_the_limit_is_refused() {
    let dir = scheme();
    fs::File::create(dir.path().join("big.csv")).unwrap().set_len(LIMIT + 1).unwrap();
    let directory = Directory::open(dir.path()).unwrap();
    assert!(directory.read("big.csv").unwrap_err().to_string().contains("larger than 256 MiB"));
}

#[test]
fn patterns_find_exports_and_skip_hidden_and_lock_files() {
    let dir = scheme();
    for folder in ["people", "people/2025", "people/2026", "people/.old"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
    }
    for file in [
        "Sign-up b.xlsx",
        "Sign-up a.xlsx",
        "~$Sign-up a.xlsx",
        ".Sign-up.xlsx",
        "2026/x.csv",
        "2025/x.csv",
        ".old/x.csv",
    ] {
        fs::write(dir.path().join("people").join(file), "").unwrap();
    }
    fs::create_dir(dir.path().join("people/Sign-up folder.xlsx")).unwrap();
    let directory = Directory::open(dir.path()).unwrap();
    let found = |pattern: &str| directory.matching(pattern).unwrap().into_iter().map(|f| f.path).collect::<Vec<_>>();
    assert_eq!(found("people/Sign-up*.xlsx"), ["people/Sign-up a.xlsx", "people/Sign-up b.xlsx"]);
    assert_eq!(found("people/*/x.csv"), ["people/2025/x.csv", "people/2026/x.csv"]);
    assert_eq!(found("people/Sign-up a.xlsx"), ["people/Sign-up a.xlsx"]);
    assert!(found("nowhere/*.csv").is_empty() && found("people/*.ods").is_empty() && found("").is_empty());
}

#[test]
fn neighbours_that_mean_trouble_are_named() {
    let dir = scheme();
    fs::create_dir(dir.path().join("people")).unwrap();
    for file in [
        "records/sessions (1).csv",
        "records/sessions (conflicted copy 2026-03-01).csv",
        "records/.~lock.sessions.csv#",
        "records/goals (1).csv",
        "people/Sign-up.xlsx",
        "people/Sign-up (1).xlsx",
        "people/~$Sign-up.xlsx",
        "people/~$other.xlsx",
        "people/Sign-up-DESKTOP-A1.xlsx",
    ] {
        fs::write(dir.path().join(file), "").unwrap();
    }
    let directory = Directory::open(dir.path()).unwrap();
    assert!(directory.warnings().is_empty());
    directory.read("records/sessions.csv").unwrap();
    directory.read_export("people/Sign-up.xlsx").unwrap();
    let warnings = directory.warnings();
    let places: Vec<String> = warnings.sorted().iter().map(|p| p.place.to_string()).collect();
    assert_eq!(
        places,
        [
            "people/Sign-up-DESKTOP-A1.xlsx",
            "people/Sign-up.xlsx",
            "records/sessions (1).csv",
            "records/sessions (conflicted copy 2026-03-01).csv",
            "records/sessions.csv",
        ]
    );
    assert!(!warnings.any_error() && warnings.sorted().iter().all(|p| !p.remedy.is_empty()));
}

#[test]
fn a_damaged_journal_is_refused_and_left_alone() {
    let dir = scheme();
    fs::write(dir.path().join(".journal"), "mentor journal 1 x\n{}\n").unwrap();
    let error = format!("{:#}", Directory::open(dir.path()).unwrap_err());
    assert!(error.contains("restore what is missing from your backup") && error.contains("checksum"), "{error}");
    assert!(dir.path().join(".journal").exists());
}
