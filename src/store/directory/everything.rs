//! Everything a copy of the scheme's directory must hold: all files but those that `mentor`, git and office programs
//! keep for themselves.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};

use super::{Directory, paths};
use crate::wording::show;

/// How deep folders are looked through; the writer goes no deeper either.
const DEPTH: usize = 4;

/// The most files that are copied.
pub const MOST_FILES: usize = 20_000;

/// What there is to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Everything {
    /// The files, sorted, relative to the directory.
    pub files: Vec<String>,
    /// What is left out: hidden folders, links to folders, and what is neither file nor folder.
    pub left_out: Vec<String>,
}

impl Directory {
    /// Returns every file, those of a change that was committed but is not yet in place among them.
    ///
    /// # Errors
    /// Where a folder cannot be read, a name could not be written on every system, or there are too many files.
    pub fn everything(&self) -> Result<Everything> {
        let (mut files, mut left_out) = (BTreeSet::new(), Vec::new());
        self.walk("", 0, &mut files, &mut left_out)?;
        self.check_generation()?;
        for change in self.pending.iter().flat_map(|pending| &pending.changes).filter(|c| !own(&c.path)) {
            match change.to {
                Some(_) => files.insert(change.path.clone()),
                None => files.remove(&change.path),
            };
        }
        left_out.sort();
        Ok(Everything { files: files.into_iter().collect(), left_out })
    }

    fn walk(&self, folder: &str, depth: usize, files: &mut BTreeSet<String>, left_out: &mut Vec<String>) -> Result<()> {
        let cannot = || format!("{} cannot be read", show(if folder.is_empty() { "the directory" } else { folder }));
        for entry in std::fs::read_dir(self.path().join(folder)).with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if own(&path) || name.starts_with("~$") || name.starts_with(".~lock.") {
                continue;
            }
            let kind = entry.file_type().with_context(cannot)?;
            // An export may be a link to where it really lies; what is copied is the file itself.
            let is_file =
                kind.is_file() || kind.is_symlink() && std::fs::metadata(entry.path()).is_ok_and(|m| m.is_file());
            if is_file {
                paths::check(&path).context("a copy could not be put back on every system; rename the file")?;
                files.insert(path);
                ensure!(
                    files.len() <= MOST_FILES,
                    "there are more than {MOST_FILES} files; is it the right directory?"
                );
            } else if kind.is_dir() && !name.starts_with('.') && depth < DEPTH {
                self.walk(&path, depth + 1, files, left_out)?;
            } else {
                left_out.push(path);
            }
        }
        Ok(())
    }
}

/// Whether a file or folder is git's or `mentor`'s own, so that a copy has no use for it.
fn own(path: &str) -> bool {
    let lower = path.to_lowercase();
    let name = lower.rsplit('/').next().unwrap_or_default();
    [paths::LOCK, paths::JOURNAL, paths::UNDO].contains(&lower.as_str()) || name == ".git" || paths::is_temporary(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make their own files")]
    use super::*;

    #[test]
    fn own_files_stay_out_and_the_rest_is_found() {
        let dir = tempfile::tempdir().unwrap();
        for folder in [".git", "people", "private", "reports/2027/spring", ".cache"] {
            std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        for file in [
            "scheme.toml",
            ".gitignore",
            ".lock",
            ".journal",
            ".git/config",
            ".mentor-1.tmp",
            "people/a.csv",
            "people/~$a.xlsx",
            "private/undo",
            "private/register.csv",
            "reports/2027/spring/r.docx",
            ".cache/x",
        ] {
            std::fs::write(dir.path().join(file), "x").unwrap();
        }
        // The journal is no journal, so it must go before the directory can be opened.
        std::fs::remove_file(dir.path().join(".journal")).unwrap();
        let found = Directory::open(dir.path()).unwrap().everything().unwrap();
        let expected =
            [".gitignore", "people/a.csv", "private/register.csv", "reports/2027/spring/r.docx", "scheme.toml"];
        assert_eq!(found.files, expected);
        assert_eq!(found.left_out, [".cache"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_counts_and_one_to_a_folder_is_left_out() {
        let dir = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join("a.csv"), "x").unwrap();
        std::os::unix::fs::symlink(other.path().join("a.csv"), dir.path().join("a.csv")).unwrap();
        std::os::unix::fs::symlink(other.path(), dir.path().join("people")).unwrap();
        std::os::unix::fs::symlink(other.path().join("gone"), dir.path().join("gone.csv")).unwrap();
        let found = Directory::open(dir.path()).unwrap().everything().unwrap();
        assert_eq!(found.files, ["a.csv"]);
        assert_eq!(found.left_out, ["gone.csv", "people"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_cannot_be_everywhere_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a:b.csv"), "x").unwrap();
        let error = format!("{:#}", Directory::open(dir.path()).unwrap().everything().unwrap_err());
        assert!(error.contains("rename the file") && error.contains("a:b.csv"), "{error}");
    }
}
