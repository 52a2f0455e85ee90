//! Finding the coordinator's exports by a pattern such as `people/Sign-up*.xlsx`.

use std::io::ErrorKind;
use std::time::SystemTime;

use anyhow::{Context, Result};
use unicode_normalization::UnicodeNormalization;

use super::Directory;
use crate::wording::show;

/// A file that a pattern found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file, relative to the directory.
    pub path: String,
    /// When it was last changed.
    pub modified: SystemTime,
}

impl Directory {
    /// Returns when a file was last changed; none where that is not known.
    pub fn changed(&self, path: &str) -> Option<SystemTime> {
        std::fs::metadata(self.path().join(path)).and_then(|meta| meta.modified()).ok()
    }

    /// Returns the files that match a pattern, sorted by name, with the time they were changed.
    ///
    /// `*` stands for any text, `?` for one character, neither for `/`; capitals do not matter beside them. Hidden
    /// files and the lock files of spreadsheet programs never match.
    pub fn matching(&self, pattern: &str) -> Result<Vec<Found>> {
        let parts: Vec<&str> = pattern.split('/').collect();
        let mut found = Vec::new();
        self.expand("", &parts, &mut found)?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn expand(&self, folder: &str, parts: &[&str], found: &mut Vec<Found>) -> Result<()> {
        let [part, rest @ ..] = parts else { return Ok(()) };
        if !part.contains(['*', '?']) {
            return self.follow(format!("{folder}{part}"), rest, found);
        }
        let here = self.path().join(folder);
        let cannot =
            || format!("{} cannot be searched", show(if folder.is_empty() { "the directory" } else { folder }));
        let entries = match std::fs::read_dir(here) {
            Ok(entries) => entries,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
            Err(e) => return Err(e).with_context(cannot),
        };
        for entry in entries {
            let Ok(name) = entry.with_context(cannot)?.file_name().into_string() else { continue };
            if !name.starts_with('.') && !name.starts_with("~$") && matches(part, &name) {
                self.follow(format!("{folder}{name}"), rest, found)?;
            }
        }
        Ok(())
    }

    fn follow(&self, path: String, rest: &[&str], found: &mut Vec<Found>) -> Result<()> {
        let cannot = || format!("{} cannot be looked at", show(&path));
        let meta = match std::fs::metadata(self.path().join(&path)) {
            Ok(meta) => meta,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
            Err(e) => return Err(e).with_context(cannot),
        };
        if !rest.is_empty() {
            return if meta.is_dir() { self.expand(&format!("{path}/"), rest, found) } else { Ok(()) };
        }
        if meta.is_file() {
            let modified = meta.modified().with_context(cannot)?;
            found.push(Found { path, modified });
        }
        Ok(())
    }
}

/// Whether a name fits a pattern; both are composed and folded first, since systems store `é` in different ways.
fn matches(pattern: &str, name: &str) -> bool {
    let fold = |text: &str| text.nfc().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (pattern, name) = (fold(pattern), fold(name));
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                // The last star takes one character more.
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                n = taken + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_and_question_marks() {
        assert!(matches("Sign-up*.xlsx", "sign-up 2026 (1).XLSX"));
        assert!(matches("*", "a") && matches("**a?", "xab") && matches("a*b*c", "aXbYbZc") && matches("a*", "a"));
        assert!(!matches("a?", "a") && !matches("a*b", "abc") && !matches("", "a") && !matches("[a]", "a"));
        assert!(matches("Caf\u{e9}*", "cafe\u{301} 1"));
    }
}
