//! `mentor add`: a relationship that was made by hand.

use std::collections::HashSet;

use anyhow::bail;

use super::{Answer, Desk, pairs, plan};
use crate::domain::matching::pool::{Given, Pool, Side};
use crate::domain::relationship::State;
use crate::store::book::Book;
use crate::wording::{list, nearest, show};

/// Note a relationship that was made by hand: both said yes
#[derive(Debug, clap::Args)]
pub struct AddArgs {
    /// The two people (P007 P003)
    #[arg(value_name = "PERSON", num_args = 2, required = true)]
    who: Vec<String>,
    /// A rule that is set aside for them, by its name
    #[arg(long, value_name = "RULE")]
    despite: Vec<String>,
    /// Why, for your private notes only
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// The day on which both said yes
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
}

pub fn run(args: &AddArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let day = args.on.unwrap_or(desk.today);
    super::not_after_today(day, desk)?;
    let on = day.to_string();
    let pair = pairs::named(&book, &args.who)?.remove(0);
    let called = pairs::called(&book, &pair);
    if let Some(state @ (State::Accepted | State::Declined | State::Ended)) =
        pair.relationship.as_ref().map(|r| r.state(book.records.newest))
    {
        bail!("{called} is {} already", state.word());
    }
    pairs::room(&book, &pair)?;
    for rule in &args.despite {
        if !book.scheme.rules.iter().any(|known| known.name == *rule) {
            let names: Vec<&str> = book.scheme.rules.iter().map(|rule| rule.name.as_str()).collect();
            match nearest(rule, names.iter().copied()) {
                Some(near) => bail!("there is no rule `{}`; did you mean `{near}`?", show(rule)),
                None => bail!("there is no rule `{}`; there are {}", show(rule), list(&names, "and")),
            }
        }
    }
    let broken: Vec<String> =
        broken_rules(&book, desk, &pair).into_iter().filter(|rule| !args.despite.contains(rule)).collect();
    if !broken.is_empty() {
        let despite: Vec<String> = broken.iter().map(|rule| format!("--despite {rule}")).collect();
        bail!(
            "{called} breaks {}; to note it all the same: mentor add {} {} {} --because \"…\"",
            list(&broken, "and"),
            args.who[0],
            args.who[1],
            despite.join(" ")
        );
    }
    if !args.despite.is_empty() && args.because.as_deref().is_none_or(|text| text.trim().is_empty()) {
        bail!("a rule is set aside only with a reason: add --because \"…\" (it goes to your private notes)");
    }
    let (id, row) = pairs::row(&mut book, &pair);
    let table = &mut book.records.relationships_table;
    table.set(row, "by_hand", desk.today.to_string());
    table.set(row, "accepted", on.as_str());
    table.set(row, "despite", args.despite.join(" "));
    let mut edits = plan::start(format!("add {}", list(&args.who, "and")), &book);
    if let Some(notes) = pairs::note(&book, &id.to_string(), args.because.as_deref(), &on) {
        plan::write(&mut edits, &notes);
    }
    plan::write(&mut edits, &book.records.relationships_table);
    let told = vec![format!("{id} stands: {called}")];
    Ok(Answer { edits, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

/// The names of the rules that a pair breaks.
fn broken_rules(book: &Book, desk: &Desk, pair: &pairs::Pair) -> Vec<String> {
    let position = |id| book.people.iter().position(|person| person.id == id);
    let (Some(mentee), Some(mentor)) = (position(pair.mentee), position(pair.mentor)) else { return Vec::new() };
    let given = Given {
        scheme: &book.scheme,
        people: &book.people,
        words: &book.words,
        names: &book.names,
        tables: &book.tables,
        today: desk.today,
    };
    let side = |person| vec![Side { person, places: 1, lot: 0 }];
    match Pool::new(given, side(mentee), side(mentor), &HashSet::new()) {
        Ok(pool) => pool.broken_rules(0, 0).into_iter().map(|at| book.scheme.rules[at].name.clone()).collect(),
        Err(_) => Vec::new(),
    }
}
