//! Files beside those that were read that tell of trouble: conflict copies of cloud folders, and the lock files that
//! spreadsheet programs leave while a file is open.

use std::collections::{BTreeMap, BTreeSet};

use super::{Directory, Reading};
use crate::problems::{Place, Problem, Problems};
use crate::wording::show;

impl Directory {
    /// Returns warnings about what lies beside the files that were read so far.
    pub fn warnings(&self) -> Problems {
        let mut folders: BTreeMap<String, BTreeMap<String, Reading>> = BTreeMap::new();
        for (path, reading) in self.seen_files() {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
            folders.entry(folder.to_string()).or_default().insert(name.to_string(), reading);
        }
        let mut problems = Problems::default();
        for (folder, read) in &folders {
            let Ok(entries) = std::fs::read_dir(self.path().join(folder)) else { continue };
            let names: BTreeSet<String> =
                entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            for name in &names {
                if let Some(problem) = trouble(folder, name, read) {
                    problems.push(problem);
                }
            }
        }
        problems
    }
}

fn trouble(folder: &str, name: &str, read: &BTreeMap<String, Reading>) -> Option<Problem> {
    let place = |name: &str| match folder {
        "" => Place::file(name),
        folder => Place::file(&format!("{folder}/{name}")),
    };
    if let Some(open) = opened(name).filter(|open| read.contains_key(*open)) {
        let remedy = format!("save and close it there, then run this again; if it is not open, delete {}", show(name));
        return Some(Problem::warning(&place(open), "is open in a spreadsheet program").remedy(remedy));
    }
    if name.contains('\u{fffd}') {
        let remedy = "rename it with plain letters";
        return Some(
            Problem::warning(&place(name), "has a name that cannot be read, so it is left out").remedy(remedy),
        );
    }
    // Browsers number repeated downloads too, so among exports a number is no sign of a conflict.
    let copy_of = original(name).or_else(|| {
        numbered(name).filter(|original| read.get(original).is_some_and(|reading| *reading == Reading::State))
    })?;
    if !read.contains_key(&copy_of) && !read.contains_key(name) {
        return None;
    }
    let message =
        format!("looks like a copy of {} that a cloud folder made after two people changed it", show(&copy_of));
    let remedy = format!("compare both, keep what is right under the name {}, and delete the copy", show(&copy_of));
    Some(Problem::warning(&place(name), message).remedy(remedy))
}

/// Returns the file that is open if a name is that of Excel's or LibreOffice's lock file.
fn opened(name: &str) -> Option<&str> {
    name.strip_prefix("~$").or_else(|| name.strip_prefix(".~lock.")?.strip_suffix('#'))
}

/// Returns what a conflict copy is a copy of, in the ways Dropbox, OneDrive, Google Drive and Syncthing name them.
fn original(name: &str) -> Option<String> {
    let (stem, ending) = split(name);
    let bracketed = |open: &str, close: char| {
        let (start, inner) = stem.strip_suffix(close)?.rsplit_once(open)?;
        let inner = inner.to_lowercase();
        let marks = inner.contains("conflicted copy") || inner.starts_with("conflict") || inner.ends_with("conflict");
        marks.then_some(start)
    };
    let computer = || {
        ["-DESKTOP-", "-LAPTOP-"].iter().find_map(|mark| {
            let (start, end) = stem.rsplit_once(mark)?;
            let is_name =
                !end.is_empty() && end.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
            is_name.then_some(start)
        })
    };
    let start = bracketed(" (", ')')
        .or_else(|| bracketed(" [", ']'))
        .or_else(computer)
        .or_else(|| Some(stem.split_once(".sync-conflict-")?.0));
    match start {
        Some("") => None,
        Some(start) => Some(format!("{start}{ending}")),
        None => original(&numbered(name)?),
    }
}

/// Returns what a numbered copy, `sessions (1).csv`, is a copy of.
fn numbered(name: &str) -> Option<String> {
    let (stem, ending) = split(name);
    let (start, number) = stem.strip_suffix(')')?.rsplit_once(" (")?;
    let counts = !start.is_empty() && (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    counts.then(|| format!("{start}{ending}"))
}

fn split(name: &str) -> (&str, &str) {
    name.rfind('.').filter(|dot| *dot > 0).map_or((name, ""), |dot| name.split_at(dot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_copies_of_the_known_services() {
        for copy in [
            "sessions (Anna's conflicted copy 2026-03-01).csv",
            "sessions (conflicted copy 2026-03-01 101112).csv",
            "sessions (Case Conflict).csv",
            "sessions (Anna's conflicted copy 2026-03-01) (1).csv",
            "sessions-DESKTOP-7A2B9.csv",
            "sessions-LAPTOP-7A2B9-2.csv",
            "sessions [Conflict].csv",
            "sessions.sync-conflict-20260301-101112-ABCDEFG.csv",
        ] {
            assert_eq!(original(copy).as_deref(), Some("sessions.csv"), "{copy}");
        }
        for other in
            ["sessions.csv", "sessions (1).csv", "sessions-2026.csv", "x-DESKTOP-.csv", "-DESKTOP-A.csv", ")", ""]
        {
            assert_eq!(original(other), None, "{other}");
        }
        assert_eq!(numbered("sessions (1).csv").as_deref(), Some("sessions.csv"));
        assert_eq!(numbered("sessions (2026).csv"), None);
    }

    #[test]
    fn lock_files_of_spreadsheets() {
        assert_eq!(opened("~$sessions.xlsx"), Some("sessions.xlsx"));
        assert_eq!(opened(".~lock.sessions.csv#"), Some("sessions.csv"));
        assert_eq!(opened("sessions.csv"), None);
    }
}
