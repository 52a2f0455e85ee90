//! Bytes thrown into forms, scheme and records: told as a problem or read, never a panic.

use std::fs;

use crate::chance::Chance;
use crate::harness::{mentor, tree};
use crate::scheme::make;
use crate::variations::plain;

const SNIPPETS: [&[u8]; 16] = [
    b"\"",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n\n",
    b",,,,,",
    b"=cmd|'/c calc'!A1",
    b"[[",
    b"]",
    b"'''",
    b"\xc3",
    b"99999999999999999999",
    b"-0",
    b"\xe2\x80\xae",
    b"<<<<<<< HEAD\n",
];

/// How the year of the scheme runs.
const YEAR: &str = r#"
[dates]
starts = 2027-03-01
ends = 2027-12-31
[calendar]
division = "scotland"
extra_closed = [2027-08-02]
[sessions]
number = 8
every = "month"
[contacts]
first_month = 2
monthly = 1
[visits]
each = 2
[review]
months = 9
at = "10:00"
until = "15:30"
[[event]]
name = "Reunion"
months_after_opening = 12
"#;

fn spoil(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len() + 1);
        match chance.below(5) {
            0 => bytes.truncate(at),
            1 => bytes.splice(at..at, chance.of(&SNIPPETS).iter().copied()).for_each(drop),
            2 if at < bytes.len() => bytes[at] = chance.next() as u8,
            3 => {
                let to = (at + chance.below(40)).min(bytes.len());
                bytes.drain(at..to).for_each(drop);
            }
            _ => {
                let to = (at + chance.below(200)).min(bytes.len());
                let part = bytes[at..to].to_vec();
                let into = chance.below(bytes.len() + 1);
                bytes.splice(into..into, part).for_each(drop);
            }
        }
    }
}

#[test]
fn spoilt_files_never_panic() {
    let files = [
        "scheme.toml",
        "people/mentors.csv",
        "people/mentees.csv",
        "private/register.csv",
        "records/relationships.csv",
        "records/proposals.csv",
        "records/rounds.csv",
        "records/waiting.csv",
        "private/corrections.csv",
        "private/added.csv",
        "records/sessions.csv",
        "records/contacts.csv",
        "records/moves.csv",
        "records/pauses.csv",
    ];
    let directory = tempfile::tempdir().expect("a directory");
    let at = directory.path();
    make(7).write(at, plain);
    let scheme = fs::read_to_string(at.join("scheme.toml")).expect("a scheme");
    fs::write(at.join("scheme.toml"), scheme + YEAR).expect("writable");
    for args in [
        &["match"][..],
        &["accept", "R001"],
        &["people", "correct", "P001", "area=West"],
        &["people", "add", "--role", "mentee", "--email", "new@example.org"],
        &["match"],
        &["log", "session", "R001", "--minutes", "60"],
        &["log", "contact", "R001", "--by", "phone", "--next", "2027-05-01"],
        &["schedule", "--for", "R001", "--move", "session 2", "--to", "2027-05-06"],
        &["pause", "R001", "--until", "2027-05-01"],
    ] {
        mentor(at, args);
    }
    let whole: Vec<Vec<u8>> =
        files.iter().map(|file| fs::read(at.join(file)).unwrap_or_else(|_| panic!("{file}"))).collect();
    for seed in 0..300 {
        let mut chance = Chance(seed);
        let which = if chance.one_in(3) { 0 } else { chance.below(files.len()) };
        let mut bytes = whole[which].clone();
        spoil(&mut bytes, &mut chance);
        fs::write(at.join(files[which]), &bytes).expect("writable");
        let before = tree(at);
        let verbs: [&[&str]; 7] = [
            &["check"],
            &["match", "--dry-run"],
            &["people", "--format", "table"],
            &["list", "--format", "html"],
            &["status", "--format", "table"],
            &["schedule", "--format", "ics"],
            &["log"],
        ];
        let args = verbs[chance.below(verbs.len())];
        let output = mentor(at, args);
        let told = String::from_utf8_lossy(&output.stderr);
        let case = format!("seed {seed}: {} spoilt, mentor {}", files[which], args.join(" "));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{case}: {:?}\n{told}", output.status);
        assert!(!told.contains("panicked"), "{case}\n{told}");
        assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{case}: raw control characters\n{told:?}");
        assert_eq!(tree(at), before, "{case}: something was written");
        fs::write(at.join(files[which]), &whole[which]).expect("writable");
    }
}
