//! What git tracks of a scheme's directory: files with names and answers must not be among it, as git forgets nothing.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::problems::{Place, Problem, Problems};
use crate::wording::{list, show};

/// The folders that git must never see.
pub const PRIVATE: [&str; 6] = ["people", "answers", "private", "agreements", "packs", "reports"];

/// What git may take of a scheme's directory.
pub const TRACKED: [&str; 6] = [".gitignore", "scheme.toml", "places.csv", "README.md", "templates/", "records/"];

/// What letters, lists and tables are written as.
const WRITTEN: [&str; 5] = ["*.docx", "*.xlsx", "*.html", "*.csv", "*.tsv"];

/// Warns where git tracks files of people. Without git, or outside a repository, there is nothing to warn of.
pub fn warn(directory: &Path, problems: &mut Problems) {
    let mut git = Command::new("git");
    git.arg("-C").arg(directory).args(["ls-files", "-z", "--"]).args(PRIVATE).args(WRITTEN);
    git.args(TRACKED.map(|path| format!(":!{path}")));
    let Ok(said) = git.stdin(Stdio::null()).stderr(Stdio::null()).output() else { return };
    if !said.status.success() {
        return;
    }
    let files: Vec<String> = said
        .stdout
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty() && !name.ends_with(b"README.txt"))
        .map(|name| show(&String::from_utf8_lossy(name)))
        .collect();
    if files.is_empty() {
        return;
    }
    let shown: Vec<&str> = files.iter().take(3).map(String::as_str).collect();
    let more = if files.len() > 3 { format!(" and {} more", files.len() - 3) } else { String::new() };
    problems.push(
        Problem::warning(&Place::file(".gitignore"), format!("git tracks files with people in them: {}{more}", list(&shown, "and")))
            .remedy(format!(
                "take them out of git and keep them on disk: git rm --cached {}{}; what was committed before stays in git's \
                 history",
                shown.join(" "),
                if files.len() > 3 { " …" } else { "" }
            )),
    );
}
