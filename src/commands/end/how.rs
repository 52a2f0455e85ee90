//! How something ended, where nobody said it.

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::commands::{Desk, pairs, year};
use crate::domain::journey::Journey;
use crate::domain::log::Log;
use crate::domain::relationship::{Ending, State};
use crate::store::book::Book;
use crate::wording::plural;

/// How each of them ended: completed where all that was planned is behind it, or nothing was. What ends before that has
/// several ways to end, of which only the coordinator knows which it was; that is asked once for all of them.
///
/// # Errors
/// Where that is to be asked and nobody can be, or nobody answers.
pub fn unsaid(
    book: &Book,
    log: &Log,
    pairs: &[pairs::Pair],
    on: NaiveDate,
    desk: &Desk,
) -> anyhow::Result<Vec<Ending>> {
    let journeys = year::journeys(book, log);
    let before_its_end = |pair: &pairs::Pair| {
        let under_way = pair.relationship.as_ref().filter(|r| r.state() == State::Accepted && r.accepted <= Some(on));
        let journey = journeys.iter().find(|journey| Some(journey.relationship.id) == under_way.map(|r| r.id))?;
        let goes_on = journey.is_through(&book.scheme, on) == Some(false);
        goes_on.then(|| format!("{}, {}", pairs::called(book, pair), ahead(book, journey, on)))
    };
    let early: Vec<Option<String>> = pairs.iter().map(before_its_end).collect();
    let told: Vec<&str> = early.iter().flatten().map(String::as_str).collect();
    if told.is_empty() {
        return Ok(vec![Ending::Completed; pairs.len()]);
    }
    let it = if told.len() == 1 { "it" } else { "they" };
    let question = format!("Not all that was planned is over on {on}: {}. How did {it} end", told.join("; "));
    let options: Vec<String> = Ending::value_variants().iter().map(|ending| said(*ending)).collect();
    let chosen = (desk.ask)(&question, &options, "--as early, or --as completed if they are done")?;
    let chosen = Ending::value_variants().get(chosen).copied().unwrap_or(Ending::Early);
    Ok(early.iter().map(|early| if early.is_some() { chosen } else { Ending::Completed }).collect())
}

/// What is still ahead: up to when, and how many sessions were held of how many.
fn ahead(book: &Book, journey: &Journey<'_>, on: NaiveDate) -> String {
    let held = journey.sessions_held().filter(|session| session.on <= on).count();
    let number = journey.relationship.terms(&book.scheme).year.sessions.number.filter(|number| *number > 0);
    let sessions = number.map(|number| format!("{held} of {} held", plural(number as usize, "session")));
    let last = journey.last_day(&book.scheme);
    let last = last.map(|last| format!("planned up to {last}"));
    last.into_iter().chain(sessions).collect::<Vec<_>>().join(", ")
}

fn said(ending: Ending) -> String {
    let help = ending.to_possible_value();
    let help =
        help.as_ref().and_then(clap::builder::PossibleValue::get_help).map_or(String::new(), ToString::to_string);
    format!("{}: {}", ending.word(), help)
}
