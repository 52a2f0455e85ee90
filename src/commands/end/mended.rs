//! What was noted of an end was a slip: it ended otherwise, or on another day, or not at all.

use anyhow::bail;
use chrono::NaiveDate;

use crate::commands::{allowed, pairs};
use crate::domain::log::Log;
use crate::domain::person::PersonId;
use crate::domain::relationship::Ending;
use crate::store::book::Book;
use crate::wording::show;

/// Plans that something ended otherwise than was noted, and says so.
///
/// # Errors
/// Where nothing else is said of it, and where the day cannot be.
pub fn otherwise(
    book: &mut Book,
    pair: &pairs::Pair,
    ending: Option<Ending>,
    on: Option<NaiveDate>,
) -> anyhow::Result<String> {
    let called = pairs::called(book, pair);
    let Some(old) = &pair.relationship else { bail!("{called} never began") };
    let was = (old.ended, old.ending);
    let (id, how) = (old.id, old.ending.map_or("", Ending::word));
    let day = old.ended.map_or(String::new(), |day| day.to_string());
    if ending.is_none() && on.is_none() {
        bail!(
            "{called} ended on {day} ({how}) already; if it ended otherwise: mentor end {id} --as early, or --on DATE; if it goes on: mentor end {id} --resume"
        );
    }
    if let (Some(accepted), Some(on)) = (old.accepted, on)
        && on < accepted
    {
        bail!("{called} was accepted on {accepted} and cannot have ended before that, on {on}");
    }
    let now = (on.or(old.ended), ending.or(old.ending));
    if now == was {
        return Ok(format!("{called} ended on {day} ({how}), as was noted before"));
    }
    let (id, row) = pairs::row(book, pair);
    let table = &mut book.records.relationships_table;
    let (ended, how) = (now.0.map_or(day, |on| on.to_string()), now.1.map_or(how, Ending::word));
    table.set(row, "ended", ended.as_str());
    table.set(row, "ending", how);
    Ok(format!("{id} is put right: {called} ended on {ended} ({how})"))
}

/// Plans that somebody is still in the groups that they left on the newest day on which they left any, and says so; none
/// where they left no group that goes on.
///
/// # Errors
/// Where they have no place left for one of them.
pub fn rejoin(book: &mut Book, who: PersonId) -> anyhow::Result<Option<Vec<String>>> {
    let under_way = book.records.relationships.iter().filter(|r| r.ended.is_none());
    let theirs = under_way.flat_map(|r| r.left.iter().map(move |left| (r, left)));
    let theirs: Vec<_> = theirs.filter(|(_, left)| left.member.id == who).collect();
    let Some(newest) = theirs.iter().map(|(_, left)| left.on).max() else { return Ok(None) };
    let mut back = Vec::new();
    for (group, left) in theirs.into_iter().filter(|(_, left)| left.on == newest) {
        // The group is under way for the others; for whoever comes back it is one more.
        let mut alone = group.clone();
        alone.members.clear();
        allowed::room(book, &pairs::Pair { relationship: Some(alone), members: vec![left.member] })?;
        back.push((group.id, left.on));
    }
    let (name, shown) = (book.by_id(who).map_or(who.to_string(), |person| show(&person.called())), who.to_string());
    let mut told = Vec::new();
    for (id, on) in back {
        let (of, on) = (id.to_string(), on.to_string());
        let row = [("relationship", of.as_str()), ("id", &shown), ("on", &on)];
        book.records.departures.keep_rows(|table, at| row.iter().any(|(column, cell)| table.cell(at, column) != *cell));
        told.push(format!("{name} has not left {id} after all"));
    }
    if book.by_id(who).is_some_and(|person| person.held) {
        told.push(format!("{name} is still on hold: mentor people hold {who} --release"));
    }
    Ok(Some(told))
}

/// Plans that something goes on that was noted as ended, and says so.
///
/// # Errors
/// Where it has not ended, where something else goes on in its place, and where one of its people has no place left for
/// it or takes no part for now.
pub fn resume(book: &mut Book, log: &Log, pair: &pairs::Pair) -> anyhow::Result<String> {
    let called = pairs::called(book, pair);
    let Some(old) = pair.relationship.as_ref().filter(|r| r.ended.is_some()) else {
        bail!("{called} has not ended, so there is nothing to take back");
    };
    if let Some(other) = log.continuations.iter().find(|c| c.continues == old.id) {
        bail!("{called} is continued in {}; if nothing followed it: mentor end {} --anew", other.relationship, old.id);
    }
    if !old.is_practice() {
        allowed::take_part(book, &pair.members)?;
        allowed::room(book, pair)?;
    }
    let (id, row) = pairs::row(book, pair);
    let table = &mut book.records.relationships_table;
    table.set(row, "ended", "");
    table.set(row, "ending", "");
    // The next of several must see that this place is taken.
    book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.ended = None);
    Ok(format!("{called} goes on: that it ended is taken back"))
}
