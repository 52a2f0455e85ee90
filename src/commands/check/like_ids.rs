//! Keys, and names where people go by these, that look like the ids this program gives.

use crate::domain::callings::id_like;
use crate::domain::person::PersonId;
use crate::domain::scheme::IdentityKind;
use crate::problems::{Problem, Problems};
use crate::store::book::Book;
use crate::wording::{normal, show};

/// Warns once where the key of one person is, or may come to be, the id of another.
pub fn warn(book: &Book, problems: &mut Problems) {
    let called = book.people.iter().flat_map(|person| {
        [(IdentityKind::Key, &person.key), (IdentityKind::Name, &person.name)].map(|(kind, name)| (person, kind, name))
    });
    let mut others = called.filter_map(|(person, kind, name)| {
        let like = id_like(&normal(name)).filter(|like| *like != person.id)?;
        Some((person, kind, name, like))
    });
    let Some((person, kind, name, like)) = others.next() else { return };
    let Some(entry) = person.entries.first() else { return };
    let more = match others.count() {
        0 => String::new(),
        1 => " (and that of 1 more)".to_string(),
        more => format!(" (and those of {more} more)"),
    };
    let PersonId(number) = like;
    let says = match number <= book.register.last() {
        true => "and is the id of somebody else",
        false => "and may later be the id of somebody else, as ids are given by this program",
    };
    let (word, name) = (kind.word(), show(name));
    let message = format!("the {word} `{name}` of {} looks like an id{more}, {says}", person.shown_id());
    let remedy = format!(
        "wherever you name this person write {word}:{name}, and id:{name} for the person with that id; where both could be meant and neither is said, you are asked to say it"
    );
    problems.push(Problem::warning(&entry.place, message).heading(word).text(name).remedy(remedy));
}
