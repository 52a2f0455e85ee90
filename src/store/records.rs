//! `records/`: what happened, one table a kind. Ids, dates, numbers and words of the scheme only: never a name.

mod cells;
mod rounds;

use std::collections::{HashMap, HashSet};

use super::agreements;
use super::departures;
use super::directory::Directory;
use super::offers;
use super::table::Table;
use crate::domain::person::PersonId;
use crate::domain::register::Register;
use crate::domain::relationship::{Ending, Member, Relationship, RelationshipId};
use crate::domain::scheme::{Form, Role};
use crate::problems::Problems;
use cells::two_of;
pub(super) use cells::{person_id, relationship_id};

/// What grounds call the digest of a round's own rows.
pub const ROWS: &str = "rows";

/// What the column `form` calls practice of a trainee mentor.
pub const PRACTICE: &str = "practice";

/// What grounds call a stage of the proof; `as` says what it decides, and `places` what a place kept free counts.
pub const STAGE: &str = "stage";

/// What grounds say under `waited` of a mentee who has a mentor already.
pub const SERVED: &str = "has one";

/// What grounds say of a mentor with whom a place is kept free, and prices of that place.
pub const KEPT_FREE: &str = "kept free";

/// What grounds call the limit of a pool of mentors; `as` names the pool and `places` says how many relationships.
pub const LIMIT: &str = "limit";

/// The column that says of which channel a round, a relationship or a skip is; tables that need none have none.
pub const CHANNEL: &str = "channel";

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
const PROPOSALS: Kind = ("records/proposals.csv", &["mark", "round", "relationship", "score", "score_of_100"]);
const ROUNDS: Kind = ("records/rounds.csv", &["mark", "round", "on", "aim", "placed", "total", "waiting", "proved"]);
const WAITING: Kind = ("records/waiting.csv", &["mark", "round", "id", "role", "reason"]);
const PRICES: Kind = ("records/prices.csv", &["mark", "round", "stage", "decides", "role", "id", "price", "first"]);
/// What a round rested on: of whom and of what, with places in it and a keyed digest of the rest.
const GROUNDS: Kind = ("records/grounds.csv", &["mark", "round", "of", "as", "places", "waited", "digest"]);
const SKIPS: Kind = ("records/skips.csv", &["mark", "round", "mentor", "mentee", "on"]);
const HOLDS: Kind = ("records/holds.csv", &["mark", "id", "from", "until"]);

/// All tables of records, as they stand on disk, and what they mean.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// `relationships.csv`
    pub relationships_table: Table,
    /// `members.csv`
    pub members: Table,
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

    fn read_relationships(&self, register: &Register, problems: &mut Problems) -> Vec<Relationship> {
        let table = &self.relationships_table;
        let mut proposed: HashMap<RelationshipId, (u32, usize)> = HashMap::new();
        for row in 0..self.proposals.len() {
            let round: Option<u32> = self.proposals.number(row, "round", problems);
            let id: Option<RelationshipId> = relationship_id(&self.proposals, row, "relationship", problems);
            if let (Some(round), Some(id)) = (round, id) {
                let newest = proposed.entry(id).or_insert((round, row));
                if round >= newest.0 {
                    *newest = (round, row);
                }
            }
        }
        let [fixed, accepted, declined, ended] =
            ["fixed", "accepted", "declined", "ended"].map(|column| table.dates(column, &mut Problems::default()));
        let mut of_pools = self.read_members(register, problems);
        let mut departures = departures::read(&self.departures, register, problems);
        let mut offers = offers::read(&self.offers, register, problems);
        let agreed = agreements::read(&self.agreements, problems);
        let mut newest: HashMap<&str, u32> = HashMap::new();
        for row in 0..self.rounds.len() {
            let of = newest.entry(self.rounds.cell(row, CHANNEL)).or_insert(0);
            *of = (*of).max(self.rounds.cell(row, "round").parse().unwrap_or(0));
        }
        let mut seen: HashSet<RelationshipId> = HashSet::new();
        let mut relationships = Vec::new();
        for row in 0..table.len() {
            let id = relationship_id(table, row, "id", problems);
            let practice = table.cell(row, "form") == PRACTICE;
            let form = Form::WORDS.iter().find(|(word, _)| *word == table.cell(row, "form"));
            let form = form.map_or(Form::OneToOne, |(_, form)| *form);
            let Some(id) = id else { continue };
            let members = if form.one_pool() {
                let remedy = "take the change to records/members.csv back with git";
                let found = of_pools.remove(&id).filter(|members| members.len() > 1);
                if found.is_none() {
                    table.wrong(row, "id", "has no two members in records/members.csv", remedy, problems);
                }
                found
            } else {
                two_of(table, row, practice, register, problems)
            };
            let Some(mut members) = members else { continue };
            if !seen.insert(id) {
                table.wrong(
                    row,
                    "id",
                    "stands twice",
                    "delete one of the rows, or take the change back with git",
                    problems,
                );
                continue;
            }
            let last = proposed.get(&id);
            let of_last = |column| last.map_or(String::new(), |(_, row)| self.proposals.cell(*row, column).to_string());
            let offer = offers.remove(&id).unwrap_or_default();
            let (discussed, signed) = agreed.get(&id).copied().unwrap_or_default();
            // All of them had to say yes, those who left later too.
            let accepted = accepted[row].or_else(|| offer.accepted(&members));
            let gone = departures.remove(&id).unwrap_or_default();
            let left = departures::take(&self.departures, id, gone, &mut members, problems);
            let channel = table.cell(row, CHANNEL);
            relationships.push(Relationship {
                id,
                form,
                channel: (!channel.is_empty()).then(|| channel.to_string()),
                of_newest: last.is_some_and(|(round, _)| newest.get(channel) == Some(round)),
                round: last.map(|(round, _)| *round),
                score: of_last("score"),
                score_of_100: of_last("score_of_100"),
                fixed: fixed[row],
                accepted,
                declined: declined[row].or(offer.declined),
                offer,
                members,
                discussed,
                signed,
                ended: ended[row],
                ending: Ending::from_word(table.cell(row, "ending")),
                left,
            });
        }
        departures::strangers(&self.departures, departures, problems);
        relationships
    }

    /// The relationships, and practice with them.
    pub fn with_practice(&self) -> impl Iterator<Item = &Relationship> {
        self.relationships.iter().chain(&self.practice)
    }

    /// The members of peer pairs and groups, in the order of [`Relationship::members`].
    fn read_members(&self, register: &Register, problems: &mut Problems) -> HashMap<RelationshipId, Vec<Member>> {
        let table = &self.members;
        let mut found: HashMap<RelationshipId, Vec<Member>> = HashMap::new();
        for row in 0..table.len() {
            let relationship = relationship_id(table, row, "relationship", problems);
            let id = person_id(table, row, "id", register, problems);
            let role =
                [Role::Member, Role::Facilitator].into_iter().find(|role| role.word() == table.cell(row, "role"));
            if role.is_none() {
                table.wrong(
                    row,
                    "role",
                    "is neither member nor facilitator",
                    "take the change back with git",
                    problems,
                );
            }
            if let (Some(relationship), Some(id), Some(role)) = (relationship, id, role) {
                found.entry(relationship).or_default().push(Member { id, role });
            }
        }
        for members in found.values_mut() {
            members.sort_by_key(|member| (member.role == Role::Facilitator, member.id));
            members.dedup();
        }
        found
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
