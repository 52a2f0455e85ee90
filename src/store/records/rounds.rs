//! What rounds left in the records: what each proposed, whom it left out, and what it rested on.

use std::collections::HashSet;

use super::{Kind, Records};
use crate::domain::matching::waited::{LeftOut, waited_before};
use crate::domain::person::PersonId;
use crate::domain::scheme::{Form, Role};

/// What grounds call the digest of a round's own rows.
pub const ROWS: &str = "rows";

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
    /// Pairs (mentor, mentee) that are not to be proposed in a round.
    pub fn skips_in(&self, round: u32) -> HashSet<(PersonId, PersonId)> {
        let wanted = round.to_string();
        let rows = (0..self.skips.len()).filter(|row| self.skips.cell(*row, "round") == wanted);
        rows.filter_map(|row| {
            Some((self.skips.cell(row, "mentor").parse().ok()?, self.skips.cell(row, "mentee").parse().ok()?))
        })
        .collect()
    }

    /// Who sought somebody, was left out by a round before this one, and had nobody since.
    pub fn waited_before(&self, round: u32, form: Form) -> HashSet<PersonId> {
        let left_out = (0..self.waiting.len()).filter_map(|row| {
            let cell = |column| self.waiting.cell(row, column);
            let (round, id) = (cell("round").parse().ok()?, cell("id").parse().ok()?);
            Some(LeftOut { round, id, role: Role::from_word(cell("role"))?, reason: cell("reason").to_string() })
        });
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
                table.columns().iter().for_each(|column| see(table.cell(row, column)));
            }
        }
        let proposals = (0..self.proposals.len()).filter(|row| self.proposals.cell(*row, "round") == wanted);
        let proposed: HashSet<&str> = proposals.map(|row| self.proposals.cell(row, "relationship")).collect();
        let table = &self.relationships_table;
        for row in (0..table.len()).filter(|row| proposed.contains(table.cell(*row, "id"))) {
            ["id", "form", "mentor", "mentee"].into_iter().for_each(|column| see(table.cell(row, column)));
        }
        for row in (0..self.members.len()).filter(|row| proposed.contains(self.members.cell(*row, "relationship"))) {
            ["relationship", "id", "role"].into_iter().for_each(|column| see(self.members.cell(row, column)));
        }
    }
}
