//! `mentor people hold`: somebody is set aside for a time.

use anyhow::bail;

use super::super::plan;
use crate::commands::{Answer, Desk, still_looks_after, still_offered};
use crate::domain::person::PersonId;
use crate::domain::relationship::State;
use crate::problems::Problems;
use crate::store::book::Book;
use crate::store::log;
use crate::store::table::Table;
use crate::wording::{list, show};

/// Set somebody aside for a time: not matched until released
///
/// Relationships under way stay as they are. Writes records/holds.csv.
#[derive(Debug, clap::Args)]
pub struct HoldArgs {
    /// Who: id, e-mail or name
    #[arg(value_name = "PERSON")]
    who: String,
    /// The day from which on the person is free again
    #[arg(long, value_name = "DATE", value_parser = crate::commands::day, conflicts_with = "release")]
    until: Option<chrono::NaiveDate>,
    /// Release the person today
    #[arg(long)]
    release: bool,
}

pub fn run(args: &HoldArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (sight, mut book) = desk.look()?;
    plan::settle(&mut book, desk);
    let person = book.person(&args.who)?.clone();
    let id = person.id.to_string();
    let called = show(&person.called());
    let table = &mut book.records.holds;
    let told = if args.release {
        let on: Vec<usize> = (0..table.len()).filter(|row| table.cell(*row, "id") == id).collect();
        if !person.held {
            bail!("{called} is not on hold");
        }
        for row in on {
            let open =
                table.cell(row, "until").is_empty() || table.cell(row, "until") > desk.today.to_string().as_str();
            if open {
                table.set(row, "until", desk.today.to_string());
            }
        }
        format!("{called} takes part again")
    } else {
        let until = args.until.map_or(String::new(), |day| day.to_string());
        if args.until.is_some_and(|day| day <= desk.today) {
            bail!("{until} is not after today; name the day from which on {called} is free again");
        }
        set_aside(table, &book.register.mark, &id, desk.today, &until);
        match args.until {
            Some(_) => format!("{called} is on hold until {until}"),
            None => format!("{called} is on hold; release with: mentor people hold {id} --release"),
        }
    };
    let mut told = vec![told];
    if !args.release {
        // What cannot be read of the log is said by `mentor check`, and keeps nobody from setting somebody aside.
        let logged = log::read(&sight, &book, &mut Problems::default())?;
        told.extend(still_in(&book, person.id));
        told.extend(still_offered(&book, person.id));
        told.extend(still_looks_after(&book, &logged.log, person.id));
    }
    let release = if args.release { " --release" } else { "" };
    let mut edits = plan::start(format!("people hold {id}{release}"), &book);
    plan::write(&mut edits, &book.records.holds);
    Ok(Answer { edits, sight: Some(sight), told, ..Answer::default() })
}

/// What to say of the relationships under way of somebody who is set aside: they stay as they are.
fn still_in(book: &Book, person: PersonId) -> Option<String> {
    let own = book.records.relationships.iter().filter(|r| r.state() == State::Accepted && r.has(person));
    let ids: Vec<String> = own.map(|r| r.id.to_string()).collect();
    let (all, words) = (list(&ids, "and"), ids.join(" "));
    (!ids.is_empty()).then(|| {
        format!(
            "{all} stay{} under way: mentor pause {words} --until DATE lets that rest, mentor end {person} ends it",
            if ids.len() == 1 { "s" } else { "" }
        )
    })
}

/// Sets whoever left aside for good, unless that was done before; what to say of it.
pub fn set_leaver_aside(book: &mut Book, id: PersonId, today: chrono::NaiveDate) -> Option<String> {
    let (person, table) = (id.to_string(), &mut book.records.holds);
    if (0..table.len()).any(|row| table.cell(row, "id") == person && table.cell(row, "until").is_empty()) {
        return None;
    }
    set_aside(table, &book.register.mark, &person, today, "");
    Some(format!("{id} is not matched again: mentor people hold {id} --release takes that back"))
}

/// Adds that somebody is set aside from a day on; without an end, until released.
fn set_aside(holds: &mut Table, mark: &str, id: &str, from: chrono::NaiveDate, until: &str) {
    let from = from.to_string();
    holds.push(
        &[("mark", mark), ("id", id), ("from", from.as_str()), ("until", until)].map(|(c, v)| (c, v.to_string())),
    );
}
