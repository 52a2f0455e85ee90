//! `mentor accept`: both said yes.

use anyhow::bail;

use super::{Answer, Desk, pairs, plan};
use crate::domain::relationship::State;
use crate::wording::{list, plural};

/// Note that both said yes: a relationship stands, and nothing moves it any more
#[derive(Debug, clap::Args)]
pub struct AcceptArgs {
    /// Relationships (R003), or two people (P007 P003)
    #[arg(value_name = "WHO", required_unless_present = "all")]
    who: Vec<String>,
    /// All that are proposed now
    #[arg(long, conflicts_with = "who")]
    all: bool,
    /// The day on which they said yes
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    on: Option<chrono::NaiveDate>,
}

pub fn run(args: &AcceptArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.read()?;
    plan::settle(&mut book, desk);
    let newest = book.records.newest;
    let words: Vec<String> = if args.all {
        let open = book.records.relationships.iter().filter(|r| r.state(newest) == State::Proposed);
        open.map(|r| r.id.to_string()).collect()
    } else {
        args.who.clone()
    };
    if args.all && words.is_empty() {
        bail!("nothing is proposed now; `mentor match` proposes");
    }
    let day = args.on.unwrap_or(desk.today);
    super::not_after_today(day, desk)?;
    let on = day.to_string();
    let mut said = Vec::new();
    for pair in pairs::named(&book, &words)? {
        let called = pairs::called(&book, &pair);
        match pair.relationship.as_ref().map(|r| r.state(newest)) {
            Some(State::Proposed | State::Replaced) => {}
            Some(State::Accepted) => {
                said.push(format!("{called} was accepted before"));
                continue;
            }
            Some(state) => bail!("{called} is {}; `mentor add` makes a relationship by hand", state.word()),
            None => bail!("{called} was never proposed; `mentor add` makes a relationship by hand"),
        }
        pairs::room(&book, &pair)?;
        let (id, row) = pairs::row(&mut book, &pair);
        book.records.relationships_table.set(row, "accepted", on.as_str());
        // The next of several must see that this place is taken.
        book.records.relationships.iter_mut().filter(|r| r.id == id).for_each(|r| r.accepted = Some(day));
        said.push(format!("{called} is accepted"));
    }
    let mut edits = plan::start(format!("accept {}", list(&words, "and")), &book);
    plan::write_relationships(&mut edits, &book.records);
    if said.len() > 6 {
        said = vec![format!("{} are accepted", plural(said.len(), "relationship"))];
    }
    Ok(Answer { edits, sight: Some(sight), told: said, problems: book.problems, ..Answer::default() })
}
