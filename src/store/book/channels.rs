//! The book as one channel of the scheme sees it, and what is odd about channels.

use super::Book;
use crate::domain::matching::tables::Tables;
use crate::domain::person::Person;
use crate::domain::scheme::{Role, Scheme};
use crate::domain::value::Vocabulary;
use crate::problems::{Problem, Problems};
use crate::store::records::{CHANNEL, Records};
use crate::wording::{list, show};

impl Book {
    /// A round as sentences call it: `round 4`, or `round 4 (peer)` where it is seen by a channel.
    pub fn round_called(&self, number: u32) -> String {
        let channel = self.channel.as_ref().map_or(String::new(), |channel| format!(" ({})", show(channel)));
        format!("round {number}{channel}")
    }

    /// Looks at everything as one channel does: its people, rules, criteria and rounds; none is the scheme's own form.
    /// Where no channel has a form of its own, everything stays as it is.
    pub fn see_by(&mut self, channel: Option<&str>) {
        let Some(channel) = self.scheme.channel_called(channel).cloned() else { return };
        for person in &mut self.people {
            person.entries.retain(|entry| self.scheme.takes_part(&channel, entry, &self.words));
        }
        let Tables { given, not_pairs, .. } = &mut self.tables;
        *given = channel.criteria.iter().filter_map(|at| given.get(*at).cloned()).collect();
        *not_pairs = channel.rules.iter().filter_map(|at| not_pairs.get(*at).cloned()).collect();
        self.records.see_by(channel.name.as_deref());
        (self.scheme, self.channel) = (channel.scheme, channel.name);
    }
}

/// A round or a relationship of a channel that the scheme has no more says nothing about anybody.
pub(super) fn gone(scheme: &Scheme, records: &Records, problems: &mut Problems) {
    for table in [&records.rounds, &records.relationships_table, &records.skips] {
        for row in 0..table.len() {
            let name = table.cell(row, CHANNEL);
            if name.is_empty() || scheme.channel_called(Some(name)).is_some() {
                continue;
            }
            let remedy = format!(
                "give the channel its name back in scheme.toml: [[channel]] with name = {name:?} and its form; where the form asks in other words now, they go under `answers`, and what people are told of it under `says`"
            );
            table.wrong(row, CHANNEL, "is no channel with a form of its own in scheme.toml", &remedy, problems);
            // One row tells it for the whole table.
            break;
        }
    }
}

/// Whoever is in no channel is matched with nobody.
pub(super) fn in_none(scheme: &Scheme, people: &[Person], words: &Vocabulary, problems: &mut Problems) {
    let Some(field) = scheme.chosen_by.map(|id| scheme.field(id)) else { return };
    let matched = |role: Role| scheme.channels.iter().any(|channel| channel.scheme.form.roles().contains(&role));
    for person in people {
        for entry in person.entries.iter().filter(|entry| matched(entry.role)) {
            if scheme.channels.iter().any(|channel| scheme.takes_part(channel, entry, words)) {
                continue;
            }
            let message =
                format!("{} ({}) chose no channel, and is matched with nobody", person.shown_id(), entry.role);
            let names = scheme.channels.iter().filter_map(|channel| channel.name.as_deref());
            let mut known: Vec<&str> = field.options.iter().map(String::as_str).collect();
            known = if known.is_empty() { names.collect() } else { known };
            let (id, example) = (person.id, known.first().copied().unwrap_or_default());
            let remedy = format!(
                "ask which of these: {}\nmentor people correct {id} {}={example:?} --why \"…\"",
                list(&known, "or"),
                field.name
            );
            problems.push(Problem::warning(&entry.place, message).heading(&field.label).remedy(remedy));
        }
    }
}
