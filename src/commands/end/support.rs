//! Whoever leaves may look after others: then somebody else does from now on, or it is said that nobody does.

use chrono::NaiveDate;

use crate::commands::assign;
use crate::domain::log::{Assignment, Log};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::domain::scheme::Role;
use crate::store::book::Book;
use crate::store::log::Logged;
use crate::wording::{list, show};

/// Whether somebody looks after a relationship, or did and it ended since.
pub fn looks_after_any(log: &Log, person: PersonId) -> bool {
    log.assignments.iter().any(|one| is_of(one, person))
}

/// Plans that somebody looks after nothing any more from a day on, and says who has nobody now.
pub fn hand_back(book: &Book, logged: &mut Logged, person: PersonId, on: NaiveDate) -> Vec<String> {
    let open = under_way(book, &logged.log, person);
    assign::looks_after_no_more(&mut logged.assignments, person, on);
    let name = book.by_id(person).map_or(person.to_string(), |person| show(&person.called()));
    let mut told = Vec::new();
    if !open.is_empty() {
        let visited =
            |id: &&RelationshipId| logged.log.visits.iter().any(|visit| visit.held && visit.relationship == **id);
        let waiting: Vec<String> = open.iter().filter(|id| !visited(id)).map(RelationshipId::to_string).collect();
        let waiting = match book.scheme.year.visits.each {
            0 => String::new(),
            _ if waiting.is_empty() => String::new(),
            _ => format!(" (not visited yet: {})", list(&waiting, "and")),
        };
        let ids: Vec<String> = open.iter().map(RelationshipId::to_string).collect();
        let others =
            |p: &&crate::domain::person::Person| p.id != person && !p.held && p.entry(Role::Supporter).is_some();
        let who = match book.people.iter().find(others) {
            Some(_) => "mentor assign --suggest shows who could".to_string(),
            None => format!("mentor assign {} WHO", ids.join(" ")),
        };
        told.push(format!("{name} looked after {}, and nobody does now{waiting}: {who}", list(&ids, "and")));
    }
    told.extend(sits_in(book, person));
    told
}

/// What to say of the relationships that somebody goes on looking after.
pub fn still(book: &Book, log: &Log, person: PersonId) -> Option<String> {
    let ids: Vec<String> = under_way(book, log, person).iter().map(RelationshipId::to_string).collect();
    let others = ids.join(" ");
    (!ids.is_empty()).then(|| {
        let ids = list(&ids, "and");
        format!("{person} looks after {ids}: mentor assign {others} WHO names somebody else, --nobody nobody")
    })
}

/// The relationships not over yet that somebody looks after.
fn under_way(book: &Book, log: &Log, person: PersonId) -> Vec<RelationshipId> {
    let own: Vec<RelationshipId> =
        log.assignments.iter().filter(|one| is_of(one, person)).map(|one| one.relationship).collect();
    let open = book.records.relationships.iter().filter(|r| r.ended.is_none() && own.contains(&r.id));
    open.map(|r| r.id).collect()
}

/// What to say where the scheme counts on somebody for the conversations of the review day.
fn sits_in(book: &Book, person: PersonId) -> Option<String> {
    let named = book.scheme.timetable.as_ref()?.facilitators.iter().any(|one| one.value == person);
    named.then(|| {
        format!("{person} stands under [timetable] in scheme.toml, as one of facilitators: take the id out there")
    })
}

fn is_of(one: &Assignment, person: PersonId) -> bool {
    one.supporter == person && one.until.is_none()
}
