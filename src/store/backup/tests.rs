//! Copies come back whole or not at all.
#![allow(clippy::disallowed_methods, reason = "tests make their own files")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::store::directory::changes::checksum;

fn sample() -> Backup {
    let files = [("scheme.toml", "format = 1\n"), ("people/Sign-up (März).csv", "Name\nAnn\n"), ("private/empty", "")];
    Backup {
        on: NaiveDate::from_ymd_opt(2027, 3, 31).unwrap(),
        mark: "bcdfg".to_string(),
        files: files.map(|(file, text)| (file.to_string(), text.as_bytes().to_vec())).into(),
        changed: [("people/Sign-up (März).csv".to_string(), "2026-11-20T09:30:11.000000007Z".parse().unwrap())].into(),
    }
}

/// A ZIP file with a list that says of each file what is wanted, and with entries of any name.
fn crafted(listed: &[(&str, &[u8])], entries: &[(&str, &[u8])]) -> Vec<u8> {
    let files: Vec<serde_json::Value> = listed
        .iter()
        .map(|(file, bytes)| serde_json::json!({"file": file, "bytes": bytes.len(), "sha256": checksum(bytes)}))
        .collect();
    let list = serde_json::json!({"mentor_backup": 1, "on": "2027-03-31", "mark": "", "files": files});
    with_list(list.to_string().as_bytes(), entries)
}

fn with_list(list: &[u8], entries: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [(archive::LIST, list)].iter().chain(entries) {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn error(bytes: &[u8]) -> String {
    format!("{:#}", archive::read(bytes).unwrap_err())
}

#[test]
fn a_copy_comes_back_as_it_was_and_is_the_same_every_time() {
    let bytes = sample().bytes().unwrap();
    assert_eq!(archive::read(&bytes).unwrap(), sample());
    assert_eq!(bytes, sample().bytes().unwrap());
}

#[test]
fn a_changed_byte_never_changes_a_file_and_never_panics() {
    let bytes = sample().bytes().unwrap();
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x41;
        // Dates and permissions in the archive are not used, so a change there is none.
        assert!(archive::read(&wrong).map_or(true, |read| read.files == sample().files), "byte {at}");
        assert!(archive::read(&bytes[..at]).is_err(), "cut at {at}");
    }
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in
        ["../x", "/etc/passwd", "a/../../x", "C:/x", ".git/hooks/pre-commit", "private/undo", ".journal", ".ssh/x"]
    {
        let bytes = crafted(&[(name, b"x")], &[(name, b"x")]);
        assert!(archive::read(&bytes).is_err(), "{name}");
    }
    assert!(archive::read(&crafted(&[("people/x.csv", b"x")], &[("people/x.csv", b"x")])).is_ok());
}

#[test]
fn a_file_that_unpacks_to_more_than_it_says_is_refused() {
    let large = vec![0; 10 * 1024 * 1024];
    let told = error(&crafted(&[("people/x.csv", b"x")], &[("people/x.csv", &large)]));
    assert_eq!(told, "people/x.csv in it is larger than it says");
    let list =
        br#"{"mentor_backup":1,"on":"2027-03-31","mark":"","files":[{"file":"a","bytes":99999999999,"sha256":""}]}"#;
    assert_eq!(error(&with_list(list, &[("a", b"x")])), "it is too large");
    let list =
        br#"{"mentor_backup":1,"on":"2027-03-31","mark":"","files":[{"file":"a","bytes":300000000,"sha256":""}]}"#;
    assert_eq!(error(&with_list(list, &[("a", b"x")])), "a in it is larger than 256 MiB");
}

#[test]
fn links_and_what_is_not_listed_are_refused() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let list = format!(
        r#"{{"mentor_backup":1,"on":"2027-03-31","mark":"","files":[{{"file":"a","bytes":11,"sha256":"{}"}}]}}"#,
        checksum(b"/etc/passwd")
    );
    archive.start_file(archive::LIST, SimpleFileOptions::default()).unwrap();
    archive.write_all(list.as_bytes()).unwrap();
    archive.add_symlink("a", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(error(&archive.finish().unwrap().into_inner()), "a in it is no plain file");
    let told = error(&crafted(&[("a", b"x")], &[("a", b"x"), ("b", b"x")]));
    assert_eq!(told, "it does not hold exactly the files that it lists");
    let told = error(&crafted(&[("a", b"x"), ("a", b"x")], &[("a", b"x"), ("b", b"x")]));
    assert_eq!(told, "it lists a twice");
}

#[test]
fn what_is_no_copy_is_told_apart() {
    assert!(error(b"").starts_with("it is not a whole ZIP file"));
    assert_eq!(error(&with_list(b"{}", &[])), "the list of its files is damaged");
    let newer = br#"{"mentor_backup":2,"on":"2027-03-31","mark":"","files":[]}"#;
    assert_eq!(error(&with_list(newer, &[])), "it was made by a newer mentor; use that one");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("holiday.jpg", SimpleFileOptions::default()).unwrap();
    let told = error(&archive.finish().unwrap().into_inner());
    assert_eq!(told, "it is a ZIP file, but not one that `mentor backup` made");
}

#[test]
fn records_that_do_not_fit_the_register_are_found() {
    let register = b"mark,id,kind,identity\nbc,P001,email,ann@example.org\nbc,P002,email,bob@example.org\n".as_slice();
    let of = |records: &'static str| {
        misfit([("private/register.csv", register), ("records/relationships.csv", records.as_bytes())].into_iter())
    };
    assert_eq!(of("mark,id,mentor,mentee\nbc,R900,P001,P002\n"), None);
    assert_eq!(of("own,table\n1,P900\n"), None);
    let file = "records/relationships.csv".to_string();
    let newer = Misfit::Newer { file: file.clone(), id: crate::domain::person::PersonId(3) };
    assert_eq!(of("mark,id,mentor,mentee\nbc,R001,P001,P003\n"), Some(newer));
    assert_eq!(of("mark,id,mentor,mentee\nxy,R001,P001,P002\n"), Some(Misfit::OtherMark { file }));
}

#[test]
fn a_copy_of_a_directory_notes_itself() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("private")).unwrap();
    std::fs::write(dir.path().join("scheme.toml"), "format = 1\n").unwrap();
    std::fs::write(dir.path().join("private/register.csv"), "mark,id,kind,identity\nbc,P001,email,a@x.org\n").unwrap();
    let directory = Directory::open(dir.path()).unwrap();
    let (backup, left_out) = Backup::of(&directory, sample().on).unwrap();
    assert_eq!((backup.mark.as_str(), left_out.len()), ("bc", 0));
    assert_eq!(backup.files.keys().collect::<Vec<_>>(), ["private/backup.csv", "private/register.csv", "scheme.toml"]);
    assert_eq!(backup.files[last_backup::FILE], b"on\n2027-03-31\n");
    assert!(is_inside(dir.path(), &dir.path().join("private/x.zip")));
    assert!(!is_inside(&dir.path().join("private"), &dir.path().join("x.zip")));
}
