//! Whoever leaves may be asked about somebody else: then nobody waits any longer for their answer.

use chrono::NaiveDate;

use crate::commands::pairs;
use crate::domain::offer::Note;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Relationship, State};
use crate::store::book::Book;
use crate::store::offers;

/// What somebody is asked about, and has not all said yes to.
pub fn about(book: &Book, person: PersonId) -> Vec<Relationship> {
    let offered = |r: &&Relationship| r.state() == State::Offered && r.has(person);
    book.records.relationships.iter().filter(offered).cloned().collect()
}

/// Plans that all of it is offered no longer, and says so.
pub fn withdraw(book: &mut Book, person: PersonId, on: NaiveDate) -> Vec<String> {
    let mark = book.register.mark.clone();
    let mut told = Vec::new();
    for offered in about(book, person) {
        // What was noted of the offer after that day comes before this all the same.
        let on = offered.offer.newest.map_or(on, |newest| newest.max(on));
        offers::add(&mut book.records.offers, offered.id, Note::Withdrawn, on, &mark);
        let pair = pairs::Pair { members: offered.members.clone(), relationship: Some(offered) };
        told.push(format!("{} is offered no longer", pairs::called(book, &pair)));
    }
    told
}

/// What to say of the offers of somebody who takes part no longer and keeps them for now.
pub fn still(book: &Book, person: PersonId) -> Option<String> {
    let ids: Vec<String> = about(book, person).iter().map(|r| r.id.to_string()).collect();
    let ids = ids.join(" ");
    (!ids.is_empty()).then(|| format!("still offered to {person}: mentor offer --withdraw {ids}, if that is over too"))
}
