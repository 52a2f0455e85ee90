//! Commands that are printed to be typed next: where a command was given with `-C DIR`, they say so too, so that what is
//! pasted meets the same scheme.

use std::path::Path;

use clap::CommandFactory;

use super::Typed;
use crate::problems::Problems;
use crate::report::{Block, Cell, Report};
use crate::wording::typed;

/// What stands between `mentor` and the verb, and all verbs.
pub struct Pasted {
    directory: String,
    verbs: Vec<String>,
}

impl Pasted {
    /// None where the scheme is where the coordinator stands.
    pub fn new(directory: &Path) -> Option<Self> {
        if directory == Path::new(".") {
            return None;
        }
        let verbs = Typed::command().get_subcommands().map(|verb| verb.get_name().to_string()).collect::<Vec<_>>();
        // Those are about no scheme, or about one that is not there yet.
        let verbs = verbs.into_iter().filter(|verb| !["init", "schemes"].contains(&verb.as_str())).collect();
        Some(Pasted { directory: format!("-C {} ", typed(&directory.to_string_lossy())), verbs })
    }

    /// The text with every command in it as it is to be typed; what names a directory already is left as it is.
    pub fn text(&self, text: &str) -> String {
        const NAME: &str = "mentor ";
        let (mut said, mut rest) = (String::new(), text);
        while let Some(at) = rest.find(NAME) {
            let (before, after) = (&rest[..at], &rest[at + NAME.len()..]);
            let alone = !before.chars().next_back().or(said.chars().next_back()).is_some_and(char::is_alphanumeric);
            let verb = after.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
            let command = after.split(['`', '\n', ';', ')']).next().unwrap_or_default();
            said.push_str(before);
            said.push_str(NAME);
            if alone && self.verbs.iter().any(|known| known == verb) && !command.contains("-C ") {
                said.push_str(&self.directory);
            }
            rest = after;
        }
        said + rest
    }

    /// The problems with what to do about them as it is to be typed.
    pub fn problems(&self, problems: &Problems) -> Problems {
        problems.with_remedies(|remedy| self.text(remedy))
    }

    /// The report with what is to be done as it is to be typed.
    pub fn report(&self, report: &mut Report) {
        for block in &mut report.blocks {
            match block {
                Block::Text(text) => *text = self.text(text),
                Block::Table(table) => {
                    let at = table.columns.iter().position(|column| column.key == "remedy");
                    for row in table.rows.iter_mut().filter(|_| at.is_some()) {
                        if let Some(Cell::Text(text)) = at.and_then(|at| row.get_mut(at)) {
                            *text = self.text(text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_name_the_directory_and_other_words_do_not() {
        let said = |directory: &str, text: &str| {
            Pasted::new(Path::new(directory)).map_or(text.to_string(), |pasted| pasted.text(text))
        };
        for (text, expected) in [
            ("if they are one: mentor undo", "if they are one: mentor -C c5 undo"),
            (
                "`mentor log --remove S004`, or mentor end R001",
                "`mentor -C c5 log --remove S004`, or mentor -C c5 end R001",
            ),
            ("all is well: mentor check -C new", "all is well: mentor check -C new"),
            ("start one with `mentor init`", "start one with `mentor init`"),
            ("the mentor has had the training", "the mentor has had the training"),
            ("no comentor list", "no comentor list"),
            ("ask a mentor", "ask a mentor"),
        ] {
            assert_eq!(said("c5", text), expected);
        }
        assert_eq!(said(".", "mentor undo"), "mentor undo");
        assert_eq!(said("my scheme", "mentor undo"), "mentor -C \"my scheme\" undo");
        let deep = "a-place/".repeat(12);
        assert_eq!(said(&deep, "mentor undo"), format!("mentor -C {deep} undo"), "what is cut leads nowhere");
    }
}
