//! Several commands at once: whose turn it is to write. A command reads and decides while others may write; if one did,
//! it begins again, and from then on has the right to write to itself until it is done.

use anyhow::Error;

use super::{Typed, ask};
use crate::commands::Answer;
use crate::store::directory::{ChangedMeanwhile, Directory};
use crate::store::writer::{self, Held};
use crate::wording::{list, show};

/// How often a command begins again because files changed under it: other commands let it finish the second time, so
/// that what still changes is changed by something else.
const TRIES: u32 = 8;

/// One command among others.
pub struct Turn<'t> {
    typed: &'t Typed,
    tries: u32,
    held: Option<Held>,
}

impl<'t> Turn<'t> {
    /// A command that begins.
    pub fn new(typed: &'t Typed) -> Self {
        Turn { typed, tries: 0, held: None }
    }

    /// Whether the command is to begin again, since what it read was changed meanwhile.
    pub fn comes_again(&mut self, error: &Error) -> bool {
        if !error.is::<ChangedMeanwhile>() || self.tries >= TRIES {
            return false;
        }
        self.tries += 1;
        if self.held.is_none() {
            self.held = self.undisturbed();
        }
        true
    }

    /// The right to write. Where a command asks or works for long it gives others the way at first; whoever may not write
    /// goes on reading without.
    fn undisturbed(&self) -> Option<Held> {
        let slow = self.typed.command.may_take_long().is_some() || ask::somebody_is_there();
        if slow && self.tries < 3 {
            return None;
        }
        writer::hold(&Directory::open(&self.typed.directory).ok()?, self.typed.command.verb()).ok()
    }

    /// Writes what the command planned, and says so.
    pub fn commit(&self, answer: &Answer) -> anyhow::Result<Vec<String>> {
        if answer.edits.is_empty() {
            return Ok(Vec::new());
        }
        let root = answer.directory.clone().unwrap_or_else(|| self.typed.directory.clone());
        if self.typed.dry_run {
            return match Directory::open(&root) {
                Ok(directory) => {
                    let effects = answer.edits.effects(&directory)?;
                    let files: Vec<&str> = effects.iter().map(|(file, _)| file.as_str()).collect();
                    Ok(if files.is_empty() {
                        Vec::new()
                    } else {
                        vec![format!("dry run of {}: would write {}", show(&answer.edits.label), list(&files, "and"))]
                    })
                }
                Err(_) => Ok(vec![format!("dry run: would make {}", show(&root.to_string_lossy()))]),
            };
        }
        let directory = match &answer.sight {
            Some(directory) => directory,
            None => &writer::create_directory(&root)?,
        };
        let committed = match self.held.as_ref().filter(|held| held.is_of(directory.path())) {
            Some(held) => writer::commit_while(held, directory, answer.edits.clone())?,
            None => writer::commit(directory, answer.edits.clone(), self.typed.command.verb())?,
        };
        let mut talk = Vec::new();
        if !committed.files.is_empty() {
            talk.push(format!("wrote {}", list(&committed.files, "and")));
        }
        talk.extend(committed.unfinished);
        Ok(talk)
    }
}
