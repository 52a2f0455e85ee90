//! The rounds of a scheme, of its own form and of its channels: what each proposed, whom it left out, and what it rested on.

use std::collections::{HashMap, HashSet};

use super::{CHANNEL, Kind, Records};
use crate::domain::matching::waited::{LeftOut, waited_before};
use crate::domain::person::PersonId;
use crate::domain::relationship::Relationship;
use crate::domain::scheme::{Form, Role};
use crate::store::table::Table;

/// What grounds call the digest of a round's own rows.
pub const ROWS: &str = "rows";

/// What grounds call the digest of the scheme: by earlier versions, of the scheme and everything about pairs at once.
pub const SCHEME: &str = "scheme";

/// What grounds call the digest of a file about pairs; `as` names it.
pub const PAIRS: &str = "pairs";

/// What grounds call how answers stand in the digests of people, with [`HOWEVER_SPELT`] under `as`. Rounds of earlier
/// versions do not have it: there they stand in the spelling that all shared.
pub const ANSWERS: &str = "answers";

/// What grounds say of answers that are the same in digests in all their spellings.
pub const HOWEVER_SPELT: &str = "however spelt";

/// What grounds call a stage of the proof; `as` says what it decides, and `places` what a place kept free counts.
pub const STAGE: &str = "stage";

/// What grounds say under `waited` of a mentee who has a mentor already.
pub const SERVED: &str = "has one";

/// What grounds say of a mentor with whom a place is kept free, and prices of that place.
pub const KEPT_FREE: &str = "kept free";

/// What grounds call the limit of a pool of mentors; `as` names the pool and `places` says how many relationships.
pub const LIMIT: &str = "limit";

pub(super) const PROPOSALS: Kind =
    ("records/proposals.csv", &["mark", "round", "relationship", "score", "score_of_100"]);
pub(super) const ROUNDS: Kind =
    ("records/rounds.csv", &["mark", "round", "on", "aim", "placed", "total", "waiting", "proved"]);
pub(super) const WAITING: Kind = ("records/waiting.csv", &["mark", "round", "id", "role", "reason"]);
pub(super) const PRICES: Kind =
    ("records/prices.csv", &["mark", "round", "stage", "decides", "role", "id", "price", "first"]);
/// What a round rested on: of whom and of what, with places in it and a keyed digest of the rest.
pub(super) const GROUNDS: Kind = ("records/grounds.csv", &["mark", "round", "of", "as", "places", "waited", "digest"]);
pub(super) const SKIPS: Kind = ("records/skips.csv", &["mark", "round", "mentor", "mentee", "on"]);

impl Records {
    /// Looks at the records as those of one channel do: its own rounds, and what happened elsewhere apart.
    pub fn see_by(&mut self, channel: Option<&str>) {
        let own = |r: &Relationship| r.channel.as_deref() == channel;
        (self.relationships, self.elsewhere) = std::mem::take(&mut self.relationships).into_iter().partition(own);
        self.seen_by = Some(channel.map(ToString::to_string));
        self.newest = self.rounds_seen().max().unwrap_or(0);
    }

    /// Whether the records are seen by one of several channels, or by the scheme's own form beside them.
    pub fn are_seen_by_a_channel(&self) -> bool {
        self.seen_by.is_some()
    }

    /// The numbers of the newest round of each channel, as they are written.
    pub fn newest_rounds(&self) -> Vec<&str> {
        let rounds = &self.rounds;
        let mut newest: HashMap<&str, (u32, usize)> = HashMap::new();
        for row in 0..rounds.len() {
            let number = rounds.cell(row, "round").parse().unwrap_or(0);
            let of = newest.entry(rounds.cell(row, CHANNEL)).or_insert((number, row));
            *of = (*of).max((number, row));
        }
        let mut rows: Vec<(u32, usize)> = newest.into_values().collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, row)| rounds.cell(row, "round")).collect()
    }

    /// The channel that a round was of; none where it was of the scheme's own form.
    pub fn channel_of_round(&self, round: u32) -> Option<&str> {
        let row = (0..self.rounds.len()).find(|row| self.rounds.cell(*row, "round") == round.to_string());
        row.map(|row| self.rounds.cell(row, CHANNEL)).filter(|channel| !channel.is_empty())
    }

    /// Whether a row of a table is of the channel by which the records are seen.
    fn is_seen(&self, table: &Table, row: usize) -> bool {
        let own = |channel: &Option<String>| table.cell(row, CHANNEL) == channel.as_deref().unwrap_or_default();
        self.seen_by.as_ref().is_none_or(own)
    }

    /// The numbers of the rounds of the channel by which the records are seen.
    fn rounds_seen(&self) -> impl Iterator<Item = u32> + '_ {
        let rows = (0..self.rounds.len()).filter(|row| self.is_seen(&self.rounds, *row));
        rows.filter_map(|row| self.rounds.cell(row, "round").parse().ok())
    }

    /// Pairs (mentor, mentee) that are not to be proposed in a round: those left out since the one before it, as rounds of
    /// other channels may come between the two.
    pub fn skips_in(&self, round: u32) -> HashSet<(PersonId, PersonId)> {
        let before = match self.seen_by {
            Some(_) => self.rounds_seen().filter(|number| *number < round).max().unwrap_or(0),
            None => round.saturating_sub(1),
        };
        let skips = &self.skips;
        let since = |row: &usize| skips.cell(*row, "round").parse().is_ok_and(|at: u32| before < at && at <= round);
        let rows = (0..skips.len()).filter(|row| since(row) && self.is_seen(skips, *row));
        rows.filter_map(|row| Some((skips.cell(row, "mentor").parse().ok()?, skips.cell(row, "mentee").parse().ok()?)))
            .collect()
    }

    /// Who sought somebody, was left out by a round before this one, and had nobody since.
    pub fn waited_before(&self, round: u32, form: Form) -> HashSet<PersonId> {
        let seen: HashSet<u32> = self.rounds_seen().collect();
        let left_out = (0..self.waiting.len()).filter_map(|row| {
            let cell = |column| self.waiting.cell(row, column);
            let (round, id) = (cell("round").parse().ok()?, cell("id").parse().ok()?);
            Some(LeftOut { round, id, role: Role::from_word(cell("role"))?, reason: cell("reason").to_string() })
        });
        let left_out = left_out.filter(|left| self.seen_by.is_none() || seen.contains(&left.round));
        let left_out: Vec<LeftOut> = left_out.collect();
        let made = |round: u32| {
            let row = (0..self.rounds.len()).find(|row| self.rounds.cell(*row, "round") == round.to_string());
            row.and_then(|row| self.rounds.cell(row, "on").parse().ok())
        };
        waited_before(round, &left_out, made, &self.relationships, form)
    }

    /// Shows every row that a round wrote, cell by cell, its grounds apart from the digest of the rows themselves; with
    /// the relationships that it proposes, as far as they never change.
    pub fn rows_of_round(&self, round: u32, mut see: impl FnMut(&str)) {
        let wanted = round.to_string();
        for table in [&self.rounds, &self.proposals, &self.waiting, &self.prices, &self.grounds] {
            let rows = (0..table.len()).filter(|row| table.cell(*row, "round") == wanted);
            for row in rows.filter(|row| table.cell(*row, "of") != ROWS) {
                see(&table.file);
                // Where nothing is of a channel, the rows say what they said before there were any.
                let said = |(column, cell): &(&str, &str)| *column != CHANNEL || !cell.is_empty();
                table.cells(row).filter(said).for_each(|(_, cell)| see(cell));
            }
        }
        let proposals = (0..self.proposals.len()).filter(|row| self.proposals.cell(*row, "round") == wanted);
        let proposed: HashSet<&str> = proposals.map(|row| self.proposals.cell(row, "relationship")).collect();
        let table = &self.relationships_table;
        for row in (0..table.len()).filter(|row| proposed.contains(table.cell(*row, "id"))) {
            ["id", "form", "mentor", "mentee"].into_iter().for_each(|column| see(table.cell(row, column)));
            Some(table.cell(row, CHANNEL)).filter(|channel| !channel.is_empty()).into_iter().for_each(&mut see);
        }
        for row in (0..self.members.len()).filter(|row| proposed.contains(self.members.cell(*row, "relationship"))) {
            ["relationship", "id", "role"].into_iter().for_each(|column| see(self.members.cell(row, column)));
        }
    }
}
