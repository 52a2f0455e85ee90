//! One record being noted or changed: what all kinds have in common.

mod asking;

use anyhow::bail;
use chrono::NaiveDate;

use super::doubtful;
use super::found::found;
use super::twice;
use crate::commands::{Answer, Desk, not_after_today, pairs, plan, year};
use crate::domain::log::{Kind, RecordId};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, RelationshipId, State};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::log::Logged;
use crate::store::notes;
use crate::wording::{list, show};

/// What every kind of record may be told.
#[derive(Debug, clap::Args)]
pub struct Common {
    /// The day on which it happened; today unless said
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day)]
    pub on: Option<NaiveDate>,
    /// In your words, for your private notes only
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Change a record that was noted before, such as S004
    #[arg(long, value_name = "ID")]
    pub change: Option<String>,
}

/// A record being noted or changed.
pub struct Entry<'d> {
    desk: &'d Desk,
    sight: Directory,
    /// Everything that is known.
    pub book: Book,
    logged: Logged,
    kind: Kind,
    row: Option<(RecordId, usize)>,
    on: Option<NaiveDate>,
    note: Option<String>,
    /// Whether the note is what the record is about, and no remark on it.
    is_words: bool,
    cells: Vec<(&'static str, String)>,
    doubts: Vec<String>,
}

impl<'d> Entry<'d> {
    /// Starts on a record of a kind.
    ///
    /// # Errors
    /// Where the record to be changed is not there, or the day is to come.
    pub fn new(kind: Kind, common: &Common, desk: &'d Desk) -> anyhow::Result<Self> {
        let (sight, mut book, logged) = year::read(desk)?;
        plan::settle(&mut book, desk);
        if let Some(on) = common.on {
            not_after_today(on, desk)?;
        }
        let row = common.change.as_deref().map(|id| found(&logged, kind, id)).transpose()?;
        // The day of a record that is changed stays as it is, unless another is named.
        let on = common.on.or(row.is_none().then_some(desk.today));
        Ok(Entry {
            desk,
            sight,
            book,
            logged,
            kind,
            row,
            on,
            note: common.note.clone(),
            is_words: false,
            cells: Vec::new(),
            doubts: Vec::new(),
        })
    }

    /// Whether a record is changed, so that what is not said stays as it is.
    pub fn changes(&self) -> bool {
        self.row.is_some()
    }

    /// What a cell of the record that is changed holds now.
    pub fn now(&self, column: &str) -> &str {
        self.row.map_or("", |(_, row)| self.logged.tables[&self.kind].cell(row, column))
    }

    /// The log as it stands.
    pub fn logged(&self) -> &Logged {
        &self.logged
    }

    /// The id that the record has, or gets.
    pub fn id(&self) -> RecordId {
        self.row.map_or_else(|| self.logged.next_id(self.kind), |(id, _)| id)
    }

    /// Says what is odd in the record, once it is told what it is.
    pub fn doubt(&mut self, said: Option<String>) {
        self.doubts.extend(said);
    }

    /// Says that the note is what the record is about, such as what a quote quotes: of one that is changed it stands in
    /// the place of the words before, which may have been wrong or told too much.
    pub fn in_words(&mut self) {
        self.is_words = true;
    }

    /// The day, where it is named or today.
    pub fn day(&self) -> NaiveDate {
        self.on.unwrap_or(self.desk.today)
    }

    /// The day of the record: as it is named or, of one that is changed, as it stands.
    pub fn own_day(&self) -> NaiveDate {
        self.on.or_else(|| self.now("on").parse().ok()).unwrap_or(self.desk.today)
    }

    /// Sets a cell; none leaves it as it is.
    pub fn set(&mut self, column: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.cells.push((column, value.to_string()));
        }
    }

    /// The relationship that is meant: as typed, or chosen of those under way.
    ///
    /// # Errors
    /// Where it is not known, was never accepted, or nobody can be asked.
    pub fn relationship(&mut self, who: Option<&str>) -> anyhow::Result<Option<RelationshipId>> {
        let id = match who {
            None if self.changes() => return Ok(None),
            None => self.choose()?,
            Some(who) => match who.parse::<RelationshipId>() {
                Ok(id) => id,
                Err(()) => self.of_person(who)?,
            },
        };
        let Some(found) = self.book.records.with_practice().find(|r| r.id == id) else {
            bail!("there is no relationship {id}; `mentor list` shows all of them");
        };
        if found.is_practice() && !matches!(self.kind, Kind::Session | Kind::Goal) {
            bail!(
                "{id} is practice of a trainee mentor, of which sessions and goals are noted, and no {}",
                self.kind.word()
            );
        }
        if found.state() == State::Declined {
            bail!("{id} was declined, so nothing has happened in it{}", pairs::after_all(found));
        }
        if found.accepted.is_none() {
            bail!("{id} is not accepted yet, so nothing has happened in it: mentor accept {id}");
        }
        self.set("relationship", Some(id));
        Ok(Some(id))
    }

    fn under_way(&self) -> Vec<&Relationship> {
        self.book.records.relationships.iter().filter(|r| r.state() == State::Accepted).collect()
    }

    /// The one relationship under way of a person.
    fn of_person(&self, who: &str) -> anyhow::Result<RelationshipId> {
        let person = self.book.person(who)?;
        let mut own: Vec<&Relationship> = self.under_way().into_iter().filter(|r| r.has(person.id)).collect();
        if own.is_empty() {
            let practice = self.book.records.practice.iter();
            own = practice.filter(|r| r.ended.is_none() && r.has(person.id)).collect();
        }
        match &own[..] {
            [one] => Ok(one.id),
            [] => bail!("{} is in no relationship under way; `mentor list` shows all of them", show(&person.called())),
            several => {
                let ids: Vec<String> = several.iter().map(|r| r.id.to_string()).collect();
                bail!("{} is in {}; say which is meant", show(&person.called()), list(&ids, "and"))
            }
        }
    }

    /// The person who is meant.
    ///
    /// # Errors
    /// Where nobody is, or several are, and where nobody is named at all.
    pub fn person(&mut self, column: &'static str, who: Option<&str>) -> anyhow::Result<Option<PersonId>> {
        let id = match who {
            None if self.changes() => return Ok(None),
            None => self.ask_person()?,
            Some(who) => self.book.person(who)?.id,
        };
        self.set(column, Some(id));
        Ok(Some(id))
    }

    /// Several people, each once; a record that is changed is about one of them.
    ///
    /// # Errors
    /// Where somebody is not known, and where a record would be about several.
    pub fn people(&mut self, who: &[String]) -> anyhow::Result<Vec<PersonId>> {
        let mut people: Vec<PersonId> = Vec::new();
        for who in who {
            let id = self.book.person(who)?.id;
            if !people.contains(&id) {
                people.push(id);
            }
        }
        if people.is_empty() && !self.changes() {
            people.push(self.ask_person()?);
        }
        match &people[..] {
            [one] if self.changes() => self.set("person", Some(one)),
            [_, _, ..] if self.changes() => bail!("a record is about one person; name one"),
            _ => {}
        }
        Ok(people)
    }

    /// A relationship, or a person: whom a call or a concern is about, in words.
    ///
    /// # Errors
    /// As [`Entry::relationship`] and [`Entry::person`].
    pub fn about(&mut self, who: Option<&str>) -> anyhow::Result<String> {
        let person = who.filter(|who| who.parse::<RelationshipId>().is_err());
        let (of, not) = match person {
            Some(person) => (self.person("person", Some(person))?.map(|id| id.to_string()), "relationship"),
            None => (self.relationship(who)?.map(|id| id.to_string()), "person"),
        };
        match of {
            Some(of) => {
                // It is about the one or the other.
                self.set(not, Some(""));
                Ok(of)
            }
            None => Ok(format!("{}{}", self.now("relationship"), self.now("person"))),
        }
    }

    /// Plans the record, and says what it is in a few words.
    pub fn keep(mut self, said: &str) -> Answer {
        self.set("on", self.on);
        self.doubt(self.odd_day());
        let mut told = Vec::new();
        let mut notes = None;
        self.put(None, said, &mut told, &mut notes);
        self.answer(told, notes)
    }

    /// Whether the day is one on which such a thing hardly was. Of sessions and ratings their own verbs tell.
    fn odd_day(&self) -> Option<String> {
        let typed = self.cells.iter().find(|(column, _)| *column == "relationship");
        // What neither moved to another day nor to other people was doubted before.
        if self.on.is_none() && typed.is_none() {
            return None;
        }
        let of = typed.map_or(self.now("relationship"), |(_, id)| id).parse().ok()?;
        let change = format!("mentor log {} --change {}", self.kind.word(), self.id());
        match self.kind {
            Kind::Visit | Kind::Message => doubtful::day(&self.book, &self.logged, of, self.own_day(), &change),
            Kind::Goal | Kind::Contact | Kind::Concern => {
                doubtful::long_before(&self.book, &self.logged, of, self.own_day(), &change)
            }
            _ => None,
        }
    }

    /// Plans the same record for several people.
    pub fn keep_for(mut self, people: &[PersonId], said: &str) -> Answer {
        self.set("on", self.on);
        let (mut told, mut notes) = (Vec::new(), None);
        for person in people {
            self.put(Some(*person), said, &mut told, &mut notes);
        }
        self.answer(told, notes)
    }

    fn put(
        &mut self,
        person: Option<PersonId>,
        said: &str,
        told: &mut Vec<String>,
        notes: &mut Option<crate::store::table::Table>,
    ) {
        let mut cells = self.cells.clone();
        cells.extend(person.map(|person| ("person", person.to_string())));
        let id = match self.row {
            Some((id, row)) => {
                let table = self.logged.table(self.kind);
                cells.iter().for_each(|(column, value)| table.set(row, column, value.as_str()));
                told.push(format!("{id} is changed: {said}"));
                id
            }
            None => {
                let id = self.logged.next_id(self.kind);
                let (note, is_words) = (self.note.as_deref().unwrap_or_default(), self.is_words);
                let new = twice::New { kind: self.kind, id, cells: &cells, note, is_words };
                self.doubts.extend(twice::told(&self.logged.tables[&self.kind], &self.book.notes_table, &new));
                let own = [("mark", self.book.register.mark.clone()), ("id", id.to_string())];
                self.logged.table(self.kind).push(&[&own[..], &cells[..]].concat());
                let of = person.map_or(String::new(), |person| format!(" ({person})"));
                told.push(format!("{id}: {said}{of}"));
                id
            }
        };
        let (on, record) = (self.day().to_string(), id.to_string());
        let words = self.note.as_deref().filter(|words| self.changes() && self.is_words && !words.trim().is_empty());
        let noted = match words {
            Some(words) => {
                let mut table = self.book.notes_table.clone();
                notes::put_right(&mut table, &record, words.trim(), &on);
                if let Some(said) = told.last_mut() {
                    said.push_str(", in these words and no longer in those before");
                }
                Some(table)
            }
            None => pairs::note(&self.book, &record, self.note.as_deref(), &on),
        };
        if let Some(table) = noted {
            self.book.notes_table = table.clone();
            *notes = Some(table);
        }
    }

    fn answer(self, mut told: Vec<String>, notes: Option<crate::store::table::Table>) -> Answer {
        // What was told begins with the record.
        let ids: Vec<&str> = told.iter().filter_map(|said| said.split([' ', ':']).next()).collect();
        let which = match &ids[..] {
            [first, .., last] => format!("{first} to {last}"),
            ids => ids.concat(),
        };
        let mut edits = plan::start(format!("log {} ({which})", self.kind.word()), &self.book);
        told.extend(self.doubts);
        plan::write(&mut edits, &self.logged.tables[&self.kind]);
        if let Some(notes) = &notes {
            plan::write(&mut edits, notes);
        }
        Answer { edits, sight: Some(self.sight), told, problems: self.book.problems, ..Answer::default() }
    }
}
