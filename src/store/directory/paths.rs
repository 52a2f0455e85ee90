//! Names within the scheme's directory: which may be used, which are the program's own, which hold people.

use anyhow::{Result, bail};

use crate::wording::show;

/// The patterns that git must ignore in a scheme's directory, because the writer makes these files for itself.
pub const IGNORED: [&str; 4] = ["/.lock", "/.journal", ".mentor-*.tmp", "/private/undo"];

/// The largest file that is read or written, in bytes.
pub const LIMIT: u64 = 256 * 1024 * 1024;

/// The largest journal or saved undo, in bytes: it holds several files at once.
pub(crate) const JOURNAL_LIMIT: u64 = 4 * LIMIT;

/// The file that is locked while a command writes; never deleted.
pub(crate) const LOCK: &str = ".lock";

/// The committed changes that are not all in place yet.
pub(crate) const JOURNAL: &str = ".journal";

/// What takes the last command back; under `private/`, because it may hold people.
pub(crate) const UNDO: &str = "private/undo";

/// Fails unless a name is a plain relative path that a command may read and write, on every system.
pub(crate) fn check(relative: &str) -> Result<()> {
    plain(relative)?;
    let lower = relative.to_lowercase();
    if [LOCK, JOURNAL, UNDO].contains(&lower.as_str()) || lower.split('/').any(is_temporary) {
        bail!("{} is a file that mentor keeps for itself; use another name", show(relative));
    }
    Ok(())
}

/// Fails unless a name is a relative path that stays in the directory and out of git's.
pub(crate) fn plain(relative: &str) -> Result<()> {
    for part in relative.split('/') {
        let wrong = part.is_empty()
            || part.len() > 255
            || part.ends_with(['.', ' '])
            || part.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
            || matches!(part.to_lowercase().as_str(), ".git" | "git~1");
        if wrong {
            bail!(
                "{:?} cannot be the name of a file in the scheme's directory; use a plain relative path such as records/sessions.csv",
                show(relative)
            );
        }
    }
    Ok(())
}

/// Whether a file name is one of the writer's temporary files.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.starts_with(".mentor-") && name.ends_with(".tmp")
}

/// Returns the name of a temporary file.
pub(crate) fn temporary(what: &str) -> String {
    format!(".mentor-{what}.tmp")
}

/// Whether what lies there is about people, so that only the coordinator may read it.
pub(crate) fn holds_people(relative: &str) -> bool {
    let first = relative.split('/').next().unwrap_or_default().to_lowercase();
    ["people", "private", "answers", "agreements", "packs", "reports", JOURNAL].contains(&first.as_str())
}

/// Returns the largest size of a file of that name.
pub(crate) fn limit(relative: &str) -> u64 {
    if [JOURNAL, UNDO].contains(&relative) { JOURNAL_LIMIT } else { LIMIT }
}

/// Returns the folders above a file, outermost first, without the directory itself.
pub(crate) fn folders(relative: &str) -> impl Iterator<Item = &str> {
    relative.match_indices('/').map(|(at, _)| &relative[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_directory_or_enter_gits_are_refused() {
        for name in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../x",
            "a/../b",
            ".",
            "a//b",
            "a/",
            "C:x",
            "a\\b",
            ".git/config",
            "x/.GIT/y",
            "a\nb",
            "nul.",
            "a ",
            ".lock",
            ".Journal",
            "private/undo",
            "records/.mentor-1.tmp",
        ] {
            assert!(check(name).is_err(), "{name:?}");
        }
        for name in ["scheme.toml", ".gitignore", "records/rounds/1.csv", "people/Sign-up (März).csv", ".github"] {
            assert!(check(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn folders_come_outermost_first() {
        assert_eq!(folders("a/b/c.csv").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.csv").count(), 0);
    }
}
