//! What the verbs of the year start from: the book, the log, every journey and what is planned for it.

use super::{Desk, Stopped};
use crate::domain::journey::{Journey, gather};
use crate::domain::log::Log;
use crate::domain::schedule::{Item, of_journey};
use crate::halves::at_once;
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::log::{self, Logged};

/// Opens everything and the log with it; errors stop the verb.
pub fn read(desk: &Desk) -> anyhow::Result<(Directory, Book, Logged)> {
    let directory = Directory::open(&desk.directory)?;
    let (book, tables) = at_once(|| desk.book(&directory), || log::tables(&directory));
    let mut book = book?;
    if book.problems.any_error() {
        return Err(Stopped(book.problems).into());
    }
    let mut problems = std::mem::take(&mut book.problems);
    let mut logged = log::understood(tables?, &directory, &book, &mut problems)?;
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    // `check` tells of what this leaves out.
    logged.log.up_to(desk.today);
    book.problems = problems;
    Ok((directory, book, logged))
}

/// Every journey, by the id of its relationship.
pub fn journeys<'a>(book: &'a Book, log: &'a Log) -> Vec<Journey<'a>> {
    gather(&book.scheme, &book.people, &book.records.relationships, log)
}

/// What is planned for one journey.
pub fn planned(book: &Book, journey: &Journey<'_>, desk: &Desk) -> Vec<Item> {
    of_journey(journey, &book.scheme, desk.today)
}
