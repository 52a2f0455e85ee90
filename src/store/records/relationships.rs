//! Reading relationships: who is in each, and how it stands.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::cells::{role_in_pool, two_of};
use super::{CHANNEL, PRACTICE, Records, person_id, relationship_id};
use crate::domain::register::Register;
use crate::domain::relationship::{Ending, Member, Relationship, RelationshipId};
use crate::domain::scheme::Form;
use crate::problems::Problems;
use crate::store::arrivals::{self, Came};
use crate::store::departures::{self, Gone};
use crate::store::table::Table;
use crate::store::{agreements, offers};

const REMEDY: &str = "take the change back with git";

impl Records {
    /// Reads all relationships, practice among them.
    pub(super) fn read_relationships(&self, register: &Register, problems: &mut Problems) -> Vec<Relationship> {
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
        let mut arrivals = arrivals::read(&self.arrivals, register, problems);
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
            let Some(members) = members else { continue };
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
            let channel = table.cell(row, CHANNEL);
            let mut relationship = Relationship {
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
                joined: Vec::new(),
                left: Vec::new(),
            };
            let came = arrivals.remove(&id).unwrap_or_default();
            let gone = departures.remove(&id).unwrap_or_default();
            self.come_and_go(&mut relationship, came, gone, problems);
            relationships.push(relationship);
        }
        strangers(&self.arrivals, arrivals.into_values().flatten().map(|came| came.row), problems);
        strangers(&self.departures, departures.into_values().flatten().map(|gone| gone.row), problems);
        relationships
    }

    /// Takes in who joined and lets go who left, by their days; what cannot be is noted as an error.
    fn come_and_go(&self, of: &mut Relationship, came: Vec<Came>, gone: Vec<Gone>, problems: &mut Problems) {
        let mut gone = gone.into_iter().peekable();
        let mut go = |of: &mut Relationship, before: Option<NaiveDate>, problems: &mut Problems| {
            while let Some(Gone { row, id, on, ending }) = gone.next_if(|gone| before.is_none_or(|day| gone.on < day)) {
                if !of.go(id, on, ending) {
                    self.departures.wrong(row, "id", &format!("is not in {}", of.id), REMEDY, problems);
                }
            }
        };
        for Came { row, arrival } in came {
            go(of, Some(arrival.on), problems);
            if of.form != Form::Group {
                self.arrivals.wrong(row, "relationship", "is no group; nobody can join it", REMEDY, problems);
            } else if !of.come(arrival) {
                self.arrivals.wrong(row, "id", &format!("is in {} already", of.id), REMEDY, problems);
            }
        }
        go(of, None, problems);
    }

    /// The members of peer pairs and groups, in the order of [`Relationship::members`].
    fn read_members(&self, register: &Register, problems: &mut Problems) -> HashMap<RelationshipId, Vec<Member>> {
        let table = &self.members;
        let mut found: HashMap<RelationshipId, Vec<Member>> = HashMap::new();
        for row in 0..table.len() {
            let relationship = relationship_id(table, row, "relationship", problems);
            let id = person_id(table, row, "id", register, problems);
            let role = role_in_pool(table, row, problems);
            if let (Some(relationship), Some(id), Some(role)) = (relationship, id, role) {
                found.entry(relationship).or_default().push(Member { id, role });
            }
        }
        for members in found.values_mut() {
            members.sort_by_key(Member::order);
            members.dedup();
        }
        found
    }
}

/// Notes as errors who joined or left what is not there.
fn strangers(table: &Table, rows: impl Iterator<Item = usize>, problems: &mut Problems) {
    for row in rows {
        table.wrong(row, "relationship", "stands in no row of records/relationships.csv", REMEDY, problems);
    }
}
