//! A round that was made, as the records and today's files tell it.

use std::collections::{BTreeSet, HashMap};

use anyhow::bail;

use super::Verdict;
use crate::domain::matching::digest::{self, Called, Digest};
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, RelationshipId};
use crate::domain::scheme::{Aim, Role};
use crate::store::book::Book;
use crate::store::records::rounds::{ANSWERS, PAIRS, ROWS, SCHEME, SERVED};

/// The day on which a round was made.
pub fn made_on(book: &Book, number: u32) -> anyhow::Result<chrono::NaiveDate> {
    let rounds = &book.records.rounds;
    let row = (0..rounds.len()).find(|row| rounds.cell(*row, "round") == number.to_string());
    let Some(row) = row else {
        bail!("there is no round {number}; the newest is {}", book.records.newest);
    };
    match rounds.cell(row, "on").parse() {
        Ok(day) => Ok(day),
        Err(_) => bail!("records/rounds.csv does not say on which day round {number} was made: records altered"),
    }
}

/// A round as its records tell it.
pub struct Round<'b> {
    pub(super) book: &'b Book,
    pub(super) number: u32,
    /// What "best" meant.
    pub aim: Aim,
    pub(super) proved: bool,
    pub(super) grounds: Vec<Ground>,
    /// The first ground of each thing, by what it is of.
    first_of: HashMap<String, usize>,
}

/// One relationship proposed: its id, who, and the score as it was written.
pub(super) type Proposal = (RelationshipId, Vec<Member>, String);

/// One thing that a round rested on.
pub(super) struct Ground {
    pub(super) of: String,
    pub(super) role: String,
    pub(super) places: u32,
    pub(super) waited: bool,
    pub(super) served: bool,
    digest: String,
}

impl<'b> Round<'b> {
    /// Reads a round from the records.
    pub fn new(book: &'b Book, number: u32) -> Self {
        let records = &book.records;
        let of_round = |table: &crate::store::table::Table| -> Vec<usize> {
            (0..table.len()).filter(|row| table.cell(*row, "round") == number.to_string()).collect()
        };
        let said = of_round(&records.rounds).first().copied();
        let cell = |column| said.map_or("", |row| records.rounds.cell(row, column));
        let grounds = of_round(&records.grounds).into_iter().map(|row| {
            let cell = |column| records.grounds.cell(row, column);
            Ground {
                of: cell("of").to_string(),
                role: cell("as").to_string(),
                places: cell("places").parse().unwrap_or(0),
                waited: cell("waited") == "yes",
                served: cell("waited") == SERVED,
                digest: cell("digest").to_string(),
            }
        });
        let aim = Aim::WORDS.iter().find(|(word, _)| *word == cell("aim")).map_or(book.scheme.aim, |(_, aim)| *aim);
        let grounds: Vec<Ground> = grounds.collect();
        let mut first_of = HashMap::new();
        for (at, ground) in grounds.iter().enumerate() {
            first_of.entry(ground.of.clone()).or_insert(at);
        }
        Round { book, number, aim, proved: cell("proved") == "yes", grounds, first_of }
    }

    pub(super) fn ground(&self, of: &str) -> Option<&Ground> {
        self.first_of.get(of).map(|at| &self.grounds[*at])
    }

    /// Says what can be said of it.
    pub fn verdict(&self) -> Verdict {
        let key = &self.book.digest_key;
        let mut rows = Digest::new(key);
        self.book.records.rows_of_round(self.number, |cell| rows.add(cell));
        match self.ground(ROWS) {
            _ if key.is_empty() => {
                return Verdict::Altered("private/digest-key.csv is gone, by which rounds are known again".to_string());
            }
            None => return Verdict::Altered("records/grounds.csv says nothing of this round".to_string()),
            Some(ground) if ground.digest != rows.finish() || !self.sealed_once() => {
                return Verdict::Altered("the rows of this round are not those it wrote".to_string());
            }
            Some(_) => {}
        }
        let gone: BTreeSet<PersonId> =
            self.people().filter(|(id, ..)| self.book.by_id(*id).is_none()).map(|p| p.0).collect();
        if !gone.is_empty() {
            return Verdict::Gone(gone.into_iter().collect());
        }
        let (new, fields) = (Digest::new(key), digest::fields_used(&self.book.scheme));
        let called = Called::new(&self.book.words, self.ground(ANSWERS).is_some());
        let differs = |(id, role, ground): &(PersonId, Role, &Ground)| {
            let person = self.book.by_id(*id);
            person.is_none_or(|person| digest::person(&new, person, *role, &fields, &called) != ground.digest)
        };
        let people: BTreeSet<PersonId> = self.people().filter(differs).map(|(id, ..)| id).collect();
        let (scheme, files) = self.scheme_and_pairs(key);
        if scheme || !files.is_empty() || !people.is_empty() {
            let people = people.into_iter().collect();
            return Verdict::Changed { people, scheme, files, proved: self.proved };
        }
        match self.recompute() {
            Ok(verdict) => verdict,
            Err(why) => Verdict::Altered(why),
        }
    }

    /// Whether the scheme has changed, and which files about pairs have.
    fn scheme_and_pairs(&self, key: &str) -> (bool, Vec<String>) {
        let then: HashMap<&str, &str> = self
            .grounds
            .iter()
            .filter(|ground| ground.of == PAIRS)
            .map(|ground| (ground.role.as_str(), ground.digest.as_str()))
            .collect();
        let differs = |digest: &str| self.ground(SCHEME).is_none_or(|ground| ground.digest != digest);
        let now = self.book.rests();
        // Earlier versions had one digest for both, and which of them differs nobody can tell.
        if then.is_empty() {
            let scheme = differs(&now.scheme_with_pairs(key));
            return match scheme && now.say_anything_about_pairs() {
                true => (false, vec!["scheme.toml or a file about pairs".to_string()]),
                false => (scheme, Vec::new()),
            };
        }
        // Which files there are the scheme says, all but the conflicts.
        let changed = |(file, now): &(String, String)| then.get(file.as_str()).is_some_and(|then| then != now);
        let files = now.files_about_pairs(key).into_iter();
        (differs(&now.scheme_alone(key)), files.filter(changed).map(|(file, _)| file).collect())
    }

    /// Whether one row seals the others, and says nothing else.
    fn sealed_once(&self) -> bool {
        let grounds = &self.book.records.grounds;
        let of_round = (0..grounds.len()).filter(|row| grounds.cell(*row, "round") == self.number.to_string());
        let seals: Vec<usize> = of_round.filter(|row| grounds.cell(*row, "of") == ROWS).collect();
        let [row] = seals[..] else { return false };
        ["as", "places", "waited"].into_iter().all(|column| grounds.cell(row, column).is_empty())
    }

    /// The people who took part, in their roles.
    pub(super) fn people(&self) -> impl Iterator<Item = (PersonId, Role, &Ground)> {
        self.grounds.iter().filter_map(|ground| {
            let role = Role::from_word(&ground.role)?;
            Some((ground.of.parse().ok()?, role, ground))
        })
    }

    /// What the round proposes.
    pub(super) fn proposals(&self) -> Vec<Proposal> {
        let proposals = &self.book.records.proposals;
        let rows = (0..proposals.len()).filter(|row| proposals.cell(*row, "round") == self.number.to_string());
        let proposed = rows.filter_map(|row| {
            let id: RelationshipId = proposals.cell(row, "relationship").parse().ok()?;
            let relationship = self.book.records.relationships.iter().find(|r| r.id == id)?;
            // Whoever left since was proposed all the same, and whoever joined was not.
            let mut members: Vec<Member> = relationship.at_first().collect();
            members.sort_by_key(|member| (member.role == Role::Facilitator, member.role != Role::Mentee, member.id));
            Some((id, members, proposals.cell(row, "score").to_string()))
        });
        proposed.collect()
    }
}
