//! Whoever loses a mentor goes on with another one: what begins takes up what broke off.

use chrono::NaiveDate;

use super::{Stopped, pairs, plan};
use crate::domain::journey::{Beginning, broken_off, gather};
use crate::domain::log::Log;
use crate::domain::person::PersonId;
use crate::domain::relationship::{Member, Relationship, RelationshipId, State};
use crate::domain::scheme::year::Sessions;
use crate::domain::scheme::{Form, Scheme};
use crate::problems::Problems;
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::log;
use crate::store::writer::Edits;
use crate::wording::{in_words, list, show};

/// What follows whoever goes on, as far as the scheme plans it: `goals, sessions used and the review day`.
pub fn follows(scheme: &Scheme) -> String {
    let sessions = (scheme.year.sessions != Sessions::default()).then_some("sessions used");
    let review = scheme.year.review.as_ref().map(|_| "the review day");
    list(&["goals"].into_iter().chain(sessions).chain(review).collect::<Vec<_>>(), "and")
}

/// Plans that relationships which begin go on from what broke off, and says so.
///
/// # Errors
/// Where something may be taken up and the log cannot be read.
pub fn take_up(
    book: &Book,
    sight: &Directory,
    begin: &[(RelationshipId, &pairs::Pair, NaiveDate)],
    edits: &mut Edits,
) -> anyhow::Result<Vec<String>> {
    // Of most nobody lost anybody, and the log need not be read.
    let lost = |r: &&Relationship| r.ending.is_some_and(|ending| !ending.finished());
    let seeks = |member: &Member, r: &Relationship| member.role.seeks() && r.members.contains(member);
    let again = |r: &Relationship| begin.iter().any(|(_, pair, _)| pair.members.iter().any(|one| seeks(one, r)));
    if !book.records.relationships.iter().filter(lost).any(again) {
        return Ok(Vec::new());
    }
    let mut problems = Problems::default();
    let mut logged = log::read(sight, book, &mut problems)?;
    if problems.any_error() {
        return Err(Stopped(problems).into());
    }
    let mut told = Vec::new();
    for (id, pair, on) in begin {
        let old = {
            let journeys = gather(&book.scheme, &book.people, &book.records.relationships, &logged.log);
            let (form, channel) = match &pair.relationship {
                Some(r) => (r.form, r.channel.as_deref()),
                None => (book.scheme.form, book.channel.as_deref()),
            };
            broken_off(
                &Beginning { id: *id, form, channel, members: &pair.members, from: *on },
                &journeys,
                &book.scheme,
            )
        };
        match &old[..] {
            [] => {}
            [old] => {
                let (mark, new) = (book.register.mark.clone(), id.to_string());
                let cells = [("mark", mark), ("relationship", new), ("continues", old.to_string())];
                let on = ("on", on.to_string());
                logged.continuations.push(&cells.into_iter().chain([on]).collect::<Vec<_>>());
                told.extend(says(book, &logged.log, *id, *old));
            }
            several => {
                let ids: Vec<String> = several.iter().map(RelationshipId::to_string).collect();
                told.push(format!(
                    "{} ended before they were done; {} go along only where you say so: mentor end {} --continues {id}",
                    list(&ids, "and"),
                    follows(&book.scheme),
                    ids[0]
                ));
            }
        }
    }
    if !told.is_empty() {
        plan::write(edits, &logged.continuations);
    }
    Ok(told)
}

/// That one relationship takes up another, and who looks after nobody now.
fn says(book: &Book, log: &Log, new: RelationshipId, old: RelationshipId) -> Vec<String> {
    let ended = book.records.relationships.iter().find(|r| r.id == old).and_then(|r| r.ended);
    let ended = ended.map_or(String::new(), |on| format!(", which ended on {}", in_words(on)));
    let taken = format!(
        "{new} takes up {old}{ended}: {} go along (if it begins anew: mentor end {old} --anew)",
        follows(&book.scheme)
    );
    let supporter = log.assignments.iter().find(|one| one.relationship == old && one.until.is_none());
    let supporter = supporter.map(|one| {
        let name = book.by_id(one.supporter).map_or(one.supporter.to_string(), |person| show(&person.called_with_id()));
        format!("{name} looked after {old}, and nobody looks after {new} yet: mentor assign {new} {}", one.supporter)
    });
    [taken].into_iter().chain(supporter).collect()
}

/// What to say of those who seek something and are with nobody now, after relationships ended in some way.
pub fn left_alone(book: &Book, ended: &[(Vec<Member>, Form)], leaver: Option<PersonId>) -> Option<String> {
    let busy = |member: &Member| {
        let open =
            |r: &&Relationship| matches!(r.state(), State::Accepted | State::Offered) && r.members.contains(member);
        book.records.relationships.iter().any(|r| open(&r))
    };
    let pairs = ended.iter().filter(|(_, form)| *form != Form::Group);
    let seekers = pairs.flat_map(|(members, form)| members.iter().filter(|one| form.seeks(one.role)));
    let mut alone: Vec<&Member> = seekers.filter(|one| Some(one.id) != leaver && !busy(one)).collect();
    alone.retain(|one| book.by_id(one.id).is_some_and(|person| !person.held));
    alone.sort_unstable();
    alone.dedup();
    let first = alone.first()?.id;
    // Of two who learn from each other the journey is the mentee's.
    let follow = match alone.iter().all(|one| one.role.seeks()) {
        true => format!(", and {} go along", follows(&book.scheme)),
        false => String::new(),
    };
    let names = alone.iter().filter_map(|one| book.by_id(one.id)).map(|person| show(&person.called_with_id()));
    Some(format!(
        "{} {} with nobody now: mentor match looks for somebody{follow}; if they take no part any more: mentor people hold {first}",
        list(&names.collect::<Vec<_>>(), "and"),
        if alone.len() == 1 { "is" } else { "are" },
    ))
}
