//! Which channel of the scheme is meant, where it has several with a form of their own.

use std::collections::BTreeMap;

use anyhow::bail;

use super::{ChannelArgs, Desk};
use crate::domain::matching::standing::set_aside;
use crate::domain::person::{Person, PersonId};
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::{Channel, Role};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::wording::{list, nearest, normal, plural, plural_noun, show};

impl ChannelArgs {
    /// Looks at everything as the channel does that was named, else as the scheme's own form.
    ///
    /// # Errors
    /// Where there is no such channel.
    pub fn see(&self, book: &mut Book) -> anyhow::Result<()> {
        let named = self.named(book)?.flatten();
        book.see_by(named.as_deref());
        Ok(())
    }

    /// The same where relationships or people were typed: they say which channel is meant, where none was named.
    ///
    /// # Errors
    /// Where there is no such channel, or several are meant at once.
    pub fn see_for(&self, book: &mut Book, words: &[String]) -> anyhow::Result<()> {
        let meant = match self.named(book)? {
            Some(named) => named,
            None => meant(book, words)?,
        };
        book.see_by(meant.as_deref());
        Ok(())
    }

    /// What was typed, parted by the channels it is about, the scheme's own form first: relationships may be of several.
    ///
    /// # Errors
    /// Where there is no such channel.
    pub fn parted(&self, book: &Book, words: &[String]) -> anyhow::Result<Vec<Vec<String>>> {
        let ids = words.iter().map(|word| word.parse().ok()).collect::<Option<Vec<RelationshipId>>>();
        let (Some(ids), None) = (ids, self.named(book)?) else { return Ok(vec![words.to_vec()]) };
        let channel = |id: &RelationshipId| {
            let known = book.records.relationships.iter().find(|r| r.id == *id);
            known.and_then(|relationship| relationship.channel.as_deref())
        };
        let mut parts: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
        for (id, word) in ids.iter().zip(words) {
            parts.entry(channel(id)).or_default().push(word.clone());
        }
        Ok(parts.into_values().collect())
    }

    /// What to say where one person was typed who takes part in several channels, and none was named.
    pub fn several(&self, book: &Book, words: &[String]) -> Vec<String> {
        let ([one], None) = (words, &self.channel) else { return Vec::new() };
        let Ok(person) = book.person(one) else { return Vec::new() };
        let own = book.scheme.channels.iter().filter(|channel| fit(book, channel, &[person]));
        let names: Vec<&str> = own.map(|channel| word(book, channel)).collect();
        let said = || format!("{} takes part in {}; --channel says which is meant", person.id, list(&names, "and"));
        if names.len() > 1 { vec![said()] } else { Vec::new() }
    }

    /// The channel that was named: the scheme's own form goes by its word.
    fn named(&self, book: &Book) -> anyhow::Result<Option<Option<String>>> {
        let Some(asked) = &self.channel else { return Ok(None) };
        let names: Vec<&str> = book.scheme.channels.iter().map(|channel| word(book, channel)).collect();
        if names.is_empty() {
            bail!("no channel of this scheme has a form of its own; leave --channel out");
        }
        match names.iter().position(|name| normal(name) == normal(asked)) {
            Some(at) => Ok(Some(book.scheme.channels[at].name.clone())),
            None => match nearest(asked, names.iter().copied()) {
                Some(near) => bail!("there is no channel `{}`; did you mean `{}`?", show(asked), show(near)),
                None => bail!("there is no channel `{}`; there are {}", show(asked), list(&names, "and")),
            },
        }
    }
}

/// Looks at everything as that channel does in which people who were typed take part; relationships say it themselves.
///
/// # Errors
/// Where several channels are meant at once.
pub fn see_for_people(book: &mut Book, words: &[String]) -> anyhow::Result<()> {
    if words.iter().any(|word| word.parse::<RelationshipId>().is_err()) {
        let meant = meant(book, words)?;
        book.see_by(meant.as_deref());
    }
    Ok(())
}

/// Everything read anew, to be seen by another channel, with what was done to relationships and skips so far.
///
/// # Errors
/// As for reading.
pub fn again(done: Book, sight: &Directory, desk: &Desk) -> anyhow::Result<Book> {
    let mut book = desk.book(sight)?;
    let records = done.records;
    (book.records.relationships_table, book.records.members) = (records.relationships_table, records.members);
    book.records.skips = records.skips;
    book.records.relationships = records.relationships;
    book.records.relationships.extend(records.elsewhere);
    book.records.relationships.sort_by_key(|relationship| relationship.id);
    Ok(book)
}

/// What a channel is called where it is typed: the scheme's own form by its word.
fn word<'b>(book: &'b Book, channel: &'b Channel) -> &'b str {
    channel.name.as_deref().unwrap_or(book.scheme.form.word())
}

/// The channel of the relationships that were typed, or the first in which the people who were typed take part.
fn meant(book: &Book, words: &[String]) -> anyhow::Result<Option<String>> {
    let scheme = &book.scheme;
    if scheme.channels.is_empty() {
        return Ok(None);
    }
    let ids: Vec<RelationshipId> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if !ids.is_empty() {
        let of = book.records.relationships.iter().filter(|r| ids.contains(&r.id));
        let mut of: Vec<_> = of.map(|r| (&r.channel, r.id)).collect();
        of.sort();
        let Some((channel, first)) = of.first().copied() else { return Ok(None) };
        match of.iter().find(|(other, _)| *other != channel) {
            Some((_, other)) => bail!("{first} and {other} are of two channels; name those of one at a time"),
            None => return Ok(channel.clone()),
        }
    }
    let people = words.iter().filter_map(|word| book.person(word).ok()).collect::<Vec<_>>();
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let together = |r: &&Relationship| ids.len() > 1 && r.members.len() == ids.len() && ids.iter().all(|id| r.has(*id));
    if let Some(known) = book.records.relationships.iter().filter(together).max_by_key(|r| r.id) {
        return Ok(known.channel.clone());
    }
    let fits: Vec<&Channel> = scheme.channels.iter().filter(|channel| fit(book, channel, &people)).collect();
    // Of one person the question is mostly about where they still wait.
    let waits = |channel: &&&Channel| matches!(people[..], [one] if waits(book, channel, one));
    let meant = fits.iter().find(waits).or(fits.first());
    Ok(meant.and_then(|channel| channel.name.clone()))
}

/// Whether people may be together in a channel, by their roles in it.
fn fit(book: &Book, channel: &Channel, people: &[&Person]) -> bool {
    let roles = |person: &Person| -> Vec<Role> {
        let takes_part = person.entries.iter().filter(|entry| book.scheme.takes_part(channel, entry, &book.words));
        takes_part.map(|entry| entry.role).collect()
    };
    let roles: Vec<Vec<Role>> = people.iter().map(|person| roles(person)).collect();
    let [seeks, gives] = channel.scheme.form.roles();
    match &roles[..] {
        [one, other] if !channel.scheme.form.one_pool() => {
            let fits = |one: &[Role], other: &[Role]| one.contains(&seeks) && other.contains(&gives);
            fits(one, other) || fits(other, one)
        }
        all => all.iter().all(|roles| !roles.is_empty()),
    }
}

/// How many people wait in each of the other channels, and what to type; the book is not seen by a channel yet.
pub fn waiting_elsewhere(book: &Book) -> Vec<String> {
    let others = book.scheme.channels.iter().filter_map(|channel| Some((channel, channel.name.as_deref()?)));
    let counted = others.map(|(channel, name)| {
        let waits = |person: &&Person| waits(book, channel, person);
        (name, book.people.iter().filter(waits).count())
    });
    let lines = counted.filter(|(_, waiting)| *waiting > 0).map(|(name, waiting)| {
        let (people, wait) = (plural(waiting, "person"), plural_noun(waiting, "waits"));
        format!("{people} {wait} in another channel: {}", typed_match(Some(name)))
    });
    lines.collect()
}

/// How a round of a channel is asked for: `mentor match --channel telephone`.
pub fn typed_match(channel: Option<&str>) -> String {
    match channel {
        None => "mentor match".to_string(),
        Some(name) if name.contains(|c: char| !c.is_alphanumeric()) => format!("mentor match --channel {name:?}"),
        Some(name) => format!("mentor match --channel {name}"),
    }
}

/// Whether somebody seeks something in a channel and nothing is proposed to them, offered or agreed.
fn waits(book: &Book, channel: &Channel, person: &Person) -> bool {
    let form = channel.scheme.form;
    let seeks = |role: Role| form.seeks(role) && !has_one(book, channel, Member { id: person.id, role });
    let entries = person.entries.iter().filter(|entry| entry.places > 0 && seeks(entry.role));
    set_aside(person, &Default::default()).is_none()
        && entries.into_iter().any(|entry| book.scheme.takes_part(channel, entry, &book.words))
}

/// Whether somebody has, had and finished, or is proposed a relationship in a channel.
fn has_one(book: &Book, channel: &Channel, member: Member) -> bool {
    let own = book.records.relationships.iter().filter(|r| r.channel == channel.name && r.members.contains(&member));
    own.into_iter().any(|r| r.state().stands() || r.state() == State::Proposed || r.finished())
}
