//! Plain-text transcripts: what a coordinator types and sees. A transcript reads like a page of a manual:
//!
//! ```text
//! Words that explain. Every line that begins with none of the marks below is one.
//! copy examples/housing-pilot        start from a copy of a directory (of the repository, or beside the transcript)
//! file people/mentors.csv            write a file; its lines follow, each behind `  | `
//!   | Name,E-mail
//! $ mentor check                     run by sh in the directory, with mentor on the path
//!   | what came on standard output
//!   ! what came on standard error
//!   = 1                              the exit code, where it is not 0
//! ```
//!
//! Standard output is a pipe, so the usual format is CSV and 80 columns are taken for a table. A line `  | ...` stands
//! for any lines. The mark of the register reads `MARK` and the directory `DIR`. `UPDATE_TRANSCRIPTS=1 cargo test`
//! writes what came in place of what was expected: read every line of it before you commit it.
#![allow(dead_code, clippy::disallowed_methods, reason = "each test uses its part; tests make their own files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day on which all transcripts happen.
const TODAY: &str = "2027-03-31";

/// The top of the repository.
pub fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Prepares a program that sees nothing of the machine but `mentor` and the usual tools.
pub fn clean(program: &str, directory: &Path) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_mentor")).parent().expect("the binary lies in a folder");
    let mut command = Command::new(program);
    command.current_dir(directory).env_clear().stdin(Stdio::null());
    command.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
    command.env("MENTOR_TODAY", TODAY).env("NO_COLOR", "1").env("LC_ALL", "C").env("HOME", directory);
    command
}

/// Runs `mentor` in a directory.
pub fn mentor(directory: &Path, args: &[&str]) -> Output {
    clean(env!("CARGO_BIN_EXE_mentor"), directory).args(args).output().expect("mentor starts")
}

/// Every file and folder below a directory with its bytes, the lock apart; links are not followed.
pub fn tree(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let inside = path.strip_prefix(directory).expect("below").to_path_buf();
            let kind = fs::symlink_metadata(&path).expect("known").file_type();
            let bytes = if kind.is_symlink() {
                fs::read_link(&path).expect("a link").into_os_string().into_encoded_bytes()
            } else if kind.is_file() {
                fs::read(&path).expect("readable")
            } else {
                open.push(path);
                b"a folder".to_vec()
            };
            if inside != Path::new(".lock") {
                found.insert(inside, bytes);
            }
        }
    }
    found
}

/// Copies a directory with everything in it, links as links.
pub fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let from = entry.expect("an entry").path();
        let to = to.join(from.file_name().expect("a name"));
        if from.is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(&from).expect("a link"), to).expect("a copy");
        } else if from.is_dir() {
            fs::create_dir_all(&to).expect("a folder");
            copy(&from, &to);
        } else {
            fs::write(&to, fs::read(&from).expect("readable")).expect("a copy");
        }
    }
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("writable");
}

/// Plays a transcript in a directory and returns it as it should read: what came in place of what was expected.
pub fn play(transcript: &str, directory: &Path, beside: &Path) -> String {
    let mut played: Vec<String> = Vec::new();
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        played.push(line.to_string());
        let mut block: Vec<String> = Vec::new();
        while let Some(line) = lines.next_if(|line| ["  |", "  !", "  ="].iter().any(|mark| line.starts_with(mark))) {
            block.push(line.to_string());
        }
        if let Some(from) = line.strip_prefix("copy ") {
            let near = beside.join(from);
            copy(&if near.is_dir() { near } else { top().join(from) }, directory);
        } else if let Some(name) = line.strip_prefix("file ") {
            let body: Vec<&str> = block.iter().map(|line| line.strip_prefix("  | ").unwrap_or("")).collect();
            write(&directory.join(name), body.join("\n") + "\n");
            played.extend(block);
        } else if let Some(typed) = line.strip_prefix("$ ") {
            let came = came(typed, directory);
            played.extend(if alike(&block, &came) { block } else { came });
        } else {
            played.extend(block);
        }
    }
    played.join("\n") + "\n"
}

/// What came of a command, as a transcript writes it.
fn came(typed: &str, directory: &Path) -> Vec<String> {
    let output = clean("sh", directory).args(["-c", typed]).output().expect("sh starts");
    let mark = fs::read_to_string(directory.join("private/register.csv")).unwrap_or_default();
    let mark = mark.lines().nth(1).and_then(|line| line.split([',', ';']).next()).unwrap_or_default().to_string();
    let mut came = Vec::new();
    for (sign, bytes) in [("  |", &output.stdout), ("  !", &output.stderr)] {
        let mut text = String::from_utf8_lossy(bytes).replace(&*directory.to_string_lossy(), "DIR");
        if mark.len() > 5 {
            text = text.replace(&mark, "MARK");
        }
        let lines = text.strip_suffix('\n').unwrap_or(&text);
        if !text.is_empty() {
            came.extend(
                lines
                    .split('\n')
                    .map(|line| format!("{sign} {line}").replace('\r', "<CR>").trim_end_matches(' ').to_string()),
            );
        }
        if !text.is_empty() && !text.ends_with('\n') {
            came.push(format!("{sign} <no line end>"));
        }
    }
    match output.status.code() {
        Some(0) => {}
        Some(code) => came.push(format!("  = {code}")),
        None => came.push("  = killed by a signal".to_string()),
    }
    came
}

/// Whether the lines that came are those expected; `  | ...` stands for any.
fn alike(expected: &[String], came: &[String]) -> bool {
    match expected.split_first() {
        None => came.is_empty(),
        Some((line, rest)) if line == "  | ..." || line == "  ! ..." => {
            (0..=came.len()).any(|skip| alike(rest, &came[skip..]))
        }
        Some((line, rest)) => came.first() == Some(line) && alike(rest, &came[1..]),
    }
}

/// Compares a transcript with how it was played, or rewrites it; returns what differs.
pub fn judge(path: &Path, expected: &str, played: &str) -> Option<String> {
    if expected == played {
        return None;
    }
    if std::env::var_os("UPDATE_TRANSCRIPTS").is_some() {
        write(path, played);
        return None;
    }
    let differing = expected.lines().zip(played.lines()).position(|(one, other)| one != other);
    let at = differing.unwrap_or_else(|| expected.lines().count().min(played.lines().count()));
    let part = |text: &str| text.lines().skip(at.saturating_sub(4)).take(16).collect::<Vec<_>>().join("\n");
    Some(format!("{}, line {}\nEXPECTED\n{}\nCAME\n{}\n", path.display(), at + 1, part(expected), part(played)))
}
