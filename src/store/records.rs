//! `records/`: what happened, one table a kind. Ids, dates, numbers and words of the scheme only: never a name.

mod cells;
mod relationships;
pub mod rounds;

use super::directory::Directory;
use super::table::Table;
use super::{agreements, arrivals, departures, offers};
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::{Member, Relationship, RelationshipId};
use crate::domain::scheme::{Form, Role};
use crate::problems::Problems;
pub(super) use cells::{person_id, relationship_id, role_in_pool};
use rounds::{GROUNDS, PRICES, PROPOSALS, ROUNDS, SKIPS, WAITING};

/// The column that says of which channel a round, a relationship or a skip is; tables that need none have none.
pub const CHANNEL: &str = "channel";

/// What the column `form` calls practice of a trainee mentor.
pub const PRACTICE: &str = "practice";

/// A table of records: its file and columns.
type Kind = (&'static str, &'static [&'static str]);

const RELATIONSHIPS: Kind = (
    "records/relationships.csv",
    &[
        "mark", "id", "form", "mentor", "mentee", "by_hand", "despite", "fixed", "accepted", "declined", "ended",
        "ending",
    ],
);
/// Of peers and groups, who are in no column of their own.
const MEMBERS: Kind = ("records/members.csv", &["mark", "relationship", "id", "role"]);
const HOLDS: Kind = ("records/holds.csv", &["mark", "id", "from", "until"]);

/// All tables of records, as they stand on disk, and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// `relationships.csv`
    pub relationships_table: Table,
    /// `members.csv`
    pub members: Table,
    /// `arrivals.csv`
    pub arrivals: Table,
    /// `departures.csv`
    pub departures: Table,
    /// `proposals.csv`
    pub proposals: Table,
    /// `rounds.csv`
    pub rounds: Table,
    /// `waiting.csv`
    pub waiting: Table,
    /// `prices.csv`
    pub prices: Table,
    /// `grounds.csv`
    pub grounds: Table,
    /// `skips.csv`
    pub skips: Table,
    /// `holds.csv`
    pub holds: Table,
    /// `offers.csv`
    pub offers: Table,
    /// `agreements.csv`
    pub agreements: Table,
    /// Everything that happened between two people, by id; seen by a channel, everything in that channel.
    pub relationships: Vec<Relationship>,
    /// Seen by a channel, what happened in others.
    pub elsewhere: Vec<Relationship>,
    /// Practice of trainee mentors: it stands in the same table, and counts nowhere as a relationship.
    pub practice: Vec<Relationship>,
    /// The number of the newest round; 0 where there was none. Seen by a channel, of the newest round of that channel.
    pub newest: u32,
    /// The number of the newest round of any channel.
    pub newest_of_all: u32,
    /// By which channel the records are seen, where they are; none in it is the scheme's own form.
    seen_by: Option<Option<String>>,
    /// Whether the register that the records belong to is gone: nothing may be decided or written.
    pub lost: bool,
    /// When somebody is set aside: from, until.
    pub held: Vec<(PersonId, chrono::NaiveDate, Option<chrono::NaiveDate>)>,
}

impl Records {
    /// Reads all tables.
    pub fn read(directory: &Directory, register: &Register, problems: &mut Problems) -> anyhow::Result<Self> {
        let table = |(file, columns): Kind, problems: &mut Problems| -> anyhow::Result<Table> {
            Ok(Table::read(file, columns, directory.read(file)?, problems))
        };
        let mut records = Records {
            relationships_table: table(RELATIONSHIPS, problems)?,
            members: table(MEMBERS, problems)?,
            arrivals: table(arrivals::KIND, problems)?,
            departures: table(departures::KIND, problems)?,
            proposals: table(PROPOSALS, problems)?,
            rounds: table(ROUNDS, problems)?,
            waiting: table(WAITING, problems)?,
            prices: table(PRICES, problems)?,
            grounds: table(GROUNDS, problems)?,
            skips: table(SKIPS, problems)?,
            holds: table(HOLDS, problems)?,
            offers: table(offers::KIND, problems)?,
            agreements: table(agreements::KIND, problems)?,
            ..Records::default()
        };
        let tables = [
            &records.relationships_table,
            &records.members,
            &records.arrivals,
            &records.departures,
            &records.proposals,
            &records.rounds,
            &records.waiting,
            &records.prices,
            &records.grounds,
            &records.skips,
            &records.holds,
            &records.offers,
            &records.agreements,
        ];
        // Without its register a record says nothing about anybody: that is the one thing to be said.
        if let Some(table) = tables.into_iter().find(|table| !table.has_mark(&register.mark)) {
            table.lost(&register.mark, problems);
            return Ok(Records { lost: true, ..Records::default() });
        }
        // What a spreadsheet did to a date is put right when the table is next written.
        for column in ["by_hand", "fixed", "accepted", "declined", "ended"] {
            records.relationships_table.settle_dates(column, problems);
        }
        ["from", "until"].into_iter().for_each(|column| records.holds.settle_dates(column, problems));
        records.offers.settle_dates("on", problems);
        records.arrivals.settle_dates("on", problems);
        records.departures.settle_dates("on", problems);
        ["discussed", "signed"].into_iter().for_each(|column| records.agreements.settle_dates(column, problems));
        for row in 0..records.rounds.len() {
            let round = records.rounds.number(row, "round", problems).unwrap_or(0);
            records.newest = records.newest.max(round);
        }
        records.newest_of_all = records.newest;
        (records.practice, records.relationships) =
            records.read_relationships(register, problems).into_iter().partition(Relationship::is_practice);
        offers::check(&records.offers, &records.relationships, problems);
        agreements::check(&records.agreements, records.with_practice(), problems);
        records.held = records.read_holds(register, problems);
        Ok(records)
    }

    /// The relationships, and practice with them.
    pub fn with_practice(&self) -> impl Iterator<Item = &Relationship> {
        self.relationships.iter().chain(&self.practice)
    }

    /// Adds a relationship to the tables as they are planned to be: of a form, in a channel where it is of one.
    pub fn add(&mut self, id: RelationshipId, (form, channel): (Form, Option<&str>), members: &[Member], mark: &str) {
        let id = id.to_string();
        channel.into_iter().for_each(|_| self.relationships_table.need(CHANNEL));
        let of = |role: Role| {
            let found = members.iter().find(|member| member.role == role);
            found.map_or(String::new(), |member| member.id.to_string())
        };
        self.relationships_table.push(&[
            ("mark", mark),
            ("id", &id),
            ("form", form.word()),
            ("mentor", &of(Role::Mentor)),
            ("mentee", &of(Role::Mentee)),
            (CHANNEL, channel.unwrap_or_default()),
        ]);
        for member in members.iter().filter(|_| form.one_pool()) {
            let (of, role) = (member.id.to_string(), member.role.word());
            self.members.push(&[("mark", mark), ("relationship", &id), ("id", &of), ("role", role)]);
        }
    }

    fn read_holds(
        &self,
        register: &Register,
        problems: &mut Problems,
    ) -> Vec<(PersonId, chrono::NaiveDate, Option<chrono::NaiveDate>)> {
        let dates = |column| self.holds.dates(column, &mut Problems::default());
        let (from, until) = (dates("from"), dates("until"));
        let held = (0..self.holds.len()).filter_map(|row| {
            let id = person_id(&self.holds, row, "id", register, problems)?;
            Some((id, from[row]?, until[row]))
        });
        held.collect()
    }

    /// The row of a relationship in its table.
    pub fn row_of(&self, id: RelationshipId) -> Option<usize> {
        let text = id.to_string();
        (0..self.relationships_table.len()).find(|row| self.relationships_table.cell(*row, "id") == text)
    }

    /// The relationship between these people in these roles, if there ever was one.
    pub fn between(&self, members: &[Member]) -> Option<&Relationship> {
        self.relationships.iter().find(|r| r.members == members)
    }

    /// The number of the next new relationship.
    pub fn next_id(&self) -> RelationshipId {
        let all = self.with_practice().chain(&self.elsewhere);
        RelationshipId(all.map(|r| r.id.0).max().unwrap_or(0) + 1)
    }

    /// Who is set aside on a day.
    pub fn held_on(&self, day: chrono::NaiveDate) -> Vec<PersonId> {
        let on = |(_, from, until): &&(PersonId, chrono::NaiveDate, Option<chrono::NaiveDate>)| {
            *from <= day && until.is_none_or(|until| until > day)
        };
        self.held.iter().filter(on).map(|(id, ..)| *id).collect()
    }
}
