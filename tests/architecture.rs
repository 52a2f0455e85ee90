//! The shape of the house (the tour is in `src/lib.rs`), read from `src/` itself: who may use whom, in one direction;
//! small files; one home for printing; a verb a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each room, and whom it may use. A room may always use itself.
const MAY_USE: [(&str, &[&str]); 13] = [
    ("domain", &["wording", "problems", "privacy", "halves"]),
    ("store", &["domain", "wording", "problems", "privacy", "spreadsheet_guard", "halves"]),
    ("report", &["wording", "problems", "privacy", "spreadsheet_guard", "markup", "pictures"]),
    ("documents", &["markup", "halves"]),
    ("commands", &["store", "domain", "report", "documents", "wording", "problems", "privacy", "halves"]),
    (
        "cli",
        &["commands", "report", "documents", "store::directory", "store::writer", "wording", "problems", "privacy"],
    ),
    ("halves", &[]),
    ("pictures", &["markup"]),
    ("markup", &[]),
    ("wording", &[]),
    ("privacy", &["wording"]),
    ("problems", &["wording", "privacy"]),
    ("spreadsheet_guard", &["wording"]),
];

struct File {
    name: String,
    text: String,
}

fn files() -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open: Vec<PathBuf> = vec![top.clone()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&top).expect("below src").to_string_lossy().replace('\\', "/");
                files.push(File { name, text: std::fs::read_to_string(&path).expect("readable") });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The room a file belongs to: the first part of its name.
fn room(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or(name)
}

/// Everything `crate::…` names in a file, comments apart; `crate::{a, b}` counts as `a` and `b`.
fn used(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut used = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(several) => {
                let inside = several.split('}').next().unwrap_or_default();
                used.extend(inside.split(',').map(|part| part.trim().to_string()).filter(|part| !part.is_empty()));
            }
            None => {
                let path: String = rest.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
                used.insert(path);
            }
        }
    }
    used
}

#[test]
fn each_room_uses_only_those_it_may() {
    let mut wrong = Vec::new();
    for file in files() {
        let from = room(&file.name);
        if from == "lib" {
            continue;
        }
        if from == "main" {
            assert!(file.text.contains("mentor::cli::run()"), "main only hands over");
            assert!(!file.text.replace("mentor::cli::", "").contains("mentor::"), "main uses nothing but cli");
            continue;
        }
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == from) else {
            wrong.push(format!("src/{} is in a room this test does not know: `{from}`", file.name));
            continue;
        };
        // What only tests use is no part of the house.
        let own_tests = file.name.contains("/tests");
        let text = if own_tests { "" } else { file.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default() };
        for path in used(text) {
            let allowed = room(&path.replace("::", "/")) == from
                || may.iter().any(|room| path == *room || path.starts_with(&format!("{room}::")));
            if !allowed {
                wrong.push(format!("src/{} uses crate::{path}; {from} may use {}", file.name, may.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn there_are_no_circles() {
    let mut left: Vec<&str> = MAY_USE.iter().map(|(room, _)| *room).collect();
    while !left.is_empty() {
        let free = left.iter().position(|room| {
            let (_, may) = MAY_USE.iter().find(|(name, _)| name == room).expect("a room");
            may.iter().all(|other| !left.contains(&other.split("::").next().unwrap_or(other)))
        });
        left.remove(free.unwrap_or_else(|| panic!("a circle among {left:?}")));
    }
}

#[test]
fn files_are_small_and_named_for_what_they_hold() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines = file.text.lines().count();
        if lines > 400 {
            wrong.push(format!("src/{} has {lines} lines, more than 400", file.name));
        }
        let vague = ["utils", "util", "helpers", "helper", "common", "misc", "manager", "service"];
        if file.name.split(['/', '.']).any(|part| vague.contains(&part)) {
            wrong.push(format!("src/{} says nothing about what it holds", file.name));
        }
        if !file.text.starts_with("//!") && !file.name.contains("/tests") {
            wrong.push(format!("src/{} does not open by saying what it is", file.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn nothing_prints_or_asks_the_clock_outside_its_home() {
    let mut wrong = Vec::new();
    for file in files() {
        let code = file.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (at, line) in code.enumerate() {
            for word in ["println!", "eprintln!", "print!(", "eprint!(", "dbg!("] {
                if line.contains(word) {
                    wrong.push(format!("src/{} prints ({word}) about line {}", file.name, at + 1));
                }
            }
            let clock = ["Local::now", "Utc::now", "SystemTime::now"].iter().any(|word| line.contains(word));
            if clock && file.name != "cli/clock.rs" {
                wrong.push(format!("src/{} asks the clock about line {}", file.name, at + 1));
            }
            let outside =
                ["std::fs", "std::io", "std::env", "std::net", "std::process"].iter().any(|word| line.contains(word));
            if outside && (file.name.starts_with("domain/") || file.name == "wording.rs") {
                wrong.push(format!(
                    "src/{} reaches outside about line {}: the domain knows no files",
                    file.name,
                    at + 1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_verb_has_its_file_and_every_file_its_verb() {
    let files = files();
    let verbs: BTreeSet<String> =
        mentor::cli::command().get_subcommands().map(|verb| verb.get_name().to_string()).collect();
    let homes: BTreeSet<String> = files
        .iter()
        .filter_map(|file| {
            let inside = file.name.strip_prefix("commands/")?;
            let verb =
                inside.strip_suffix("/mod.rs").or(inside.strip_suffix(".rs").filter(|name| !name.contains('/')))?;
            let is_verb = file.text.contains("clap::Args)]")
                || file.text.contains("clap::Args, ")
                || file.text.contains("Subcommand)]");
            (is_verb && verb != "mod").then(|| verb.trim_start_matches("r#").to_string())
        })
        .collect();
    assert_eq!(homes, verbs, "files of src/commands that declare arguments, and verbs");
}

#[test]
fn equality_answers_are_read_for_the_fairness_table_and_the_evaluation_alone() {
    let may = [
        "store/equality.rs",
        "store/mod.rs",
        "commands/match/fairness.rs",
        "commands/evaluate.rs",
        "commands/evaluate/equality.rs",
        "commands/evaluate/section.rs",
        "commands/evaluate/sight.rs",
    ];
    for file in files().iter().filter(|file| !may.contains(&file.name.as_str())) {
        let code = file.text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!code.into_iter().any(|line| line.contains("equality")), "src/{} reads equality answers", file.name);
    }
}
