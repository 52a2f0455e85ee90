//! What a record asks for at a terminal, where it was not typed.

use anyhow::bail;

use super::Entry;
use crate::commands::log::words::{known_word, question};
use crate::commands::{Right, pairs};
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::wording::show;

impl Entry<'_> {
    pub(super) fn choose(&self) -> anyhow::Result<RelationshipId> {
        let open = self.under_way();
        if open.is_empty() {
            bail!("no relationship is under way; `mentor accept` notes that both said yes");
        }
        let options: Vec<String> = open.iter().map(|relationship| self.called(relationship)).collect();
        let chosen = (self.desk.ask)("Which relationship", &options, "the id of a relationship, such as R003")?;
        Ok(open[chosen.min(open.len() - 1)].id)
    }

    fn called(&self, relationship: &Relationship) -> String {
        let pair = pairs::Pair { relationship: Some(relationship.clone()), members: relationship.members.clone() };
        if self.desk.no_names { relationship.id.to_string() } else { pairs::called(&self.book, &pair) }
    }

    pub(super) fn ask_person(&self) -> anyhow::Result<PersonId> {
        let people = &self.book.people;
        let called = |person: &Person| match self.desk.no_names {
            true => person.id.to_string(),
            false => show(&person.called_with_id()),
        };
        let options: Vec<String> = people.iter().map(called).collect();
        if options.is_empty() {
            bail!("nobody takes part yet");
        }
        let chosen = (self.desk.ask)("Who", &options, "an id such as P014, an e-mail address or a name")?;
        Ok(people[chosen.min(people.len() - 1)].id)
    }

    /// Asks for the words of a record, where none were typed; they go into the private notes.
    ///
    /// # Errors
    /// Where nobody can be asked.
    pub fn ask_words(&mut self, question: &str) -> anyhow::Result<()> {
        if self.note.is_none() && !self.changes() {
            let right = |words: &str| if words.is_empty() { Err("write a few words".to_string()) } else { Ok(()) };
            self.note = Some(self.write(question, None, "--note \"…\"", &right)?);
        }
        Ok(())
    }

    /// Asks for something written on one line ([`Desk::write`](crate::commands::Desk::write)).
    ///
    /// # Errors
    /// Where nobody can be asked.
    pub fn write(&self, question: &str, usual: Option<&str>, flag: &str, right: &Right<'_>) -> anyhow::Result<String> {
        (self.desk.write)(question, usual, flag, right)
    }

    /// Asks for a whole number up to a limit.
    ///
    /// # Errors
    /// Where nobody can be asked.
    pub fn ask_number(&self, question: &str, most: u32, flag: &str) -> anyhow::Result<u32> {
        let read = |text: &str| text.parse().ok().filter(|number: &u32| *number <= most);
        let right = |text: &str| read(text).map(|_| ()).ok_or_else(|| format!("write a whole number up to {most}"));
        let text = self.write(question, None, flag, &right)?;
        Ok(read(&text).unwrap_or_default())
    }

    /// Asks for what is missing, one of several answers; where a record is changed, nothing is missing.
    ///
    /// # Errors
    /// Where nobody can be asked.
    pub fn ask(&self, question: &str, options: &[String], flag: &str) -> anyhow::Result<Option<usize>> {
        if self.changes() { Ok(None) } else { (self.desk.ask)(question, options, flag).map(Some) }
    }

    /// A word that the scheme knows, asked for where it is missing.
    ///
    /// # Errors
    /// Where the scheme does not know it, with what it does know.
    pub fn word(
        &mut self,
        column: &'static str,
        typed: Option<&str>,
        known: &[String],
        flag: &str,
    ) -> anyhow::Result<Option<String>> {
        let word = match typed {
            Some(typed) => Some(known_word(typed, known, flag)?),
            None if known.is_empty() => bail!("the scheme names none; see schemes/README.md for where {flag} is named"),
            None => self.ask(question(column), known, flag)?.and_then(|at| known.get(at).cloned()),
        };
        self.set(column, word.clone());
        Ok(word)
    }
}
