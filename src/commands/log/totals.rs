//! `mentor log --totals`: sessions counted, by relationship and in all; with `--kind answer` the answers.

use anyhow::bail;

use super::list::{ListArgs, called, known, whose};
use super::words::known_word;
use crate::commands::{Answer, Desk, year};
use crate::domain::log::{self, About, Answered, Kind, Named, Told, Totals, Whose};
use crate::domain::person::PersonId;
use crate::domain::relationship::RelationshipId;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::wording::plural;

pub fn run(args: &ListArgs, desk: &Desk) -> anyhow::Result<Answer> {
    let (_, book, logged) = year::read(desk)?;
    let words: Vec<String> = Kind::ALL.iter().map(|(_, word, _)| word.to_string()).collect();
    let kind = args.kind.as_deref().map(|kind| known_word(kind, &words, "--kind")).transpose()?;
    let of = args.of.as_deref().map(|of| of_whom(of, &book)).transpose()?;
    let report = match kind.as_deref() {
        None | Some("session") => {
            let since = |told: &&Told| args.since.is_none_or(|since| told.on >= Some(since));
            // Practice counts only where it is asked for by its id.
            let practice = |told: &Told| book.records.practice.iter().any(|r| told.whose == Whose::Relationship(r.id));
            let counts = |told: &&Told| match of {
                Some(of @ About::Relationship(_)) => is_of(told, of, &book),
                Some(of) => is_of(told, of, &book) && !practice(told),
                None => !practice(told),
            };
            let told = logged.told.iter().filter(since).filter(counts);
            sessions(&book, &told.collect::<Vec<_>>(), desk)
        }
        Some("answer") => {
            let since = |answered: &&Answered| {
                args.since.is_none_or(|since| answered.when.is_some_and(|when| when.date() >= since))
            };
            let own = |answered: &&Answered| match (of, &answered.person) {
                (None, _) => true,
                (Some(About::Person(wanted)), Some(Named::Known(id))) => wanted == *id,
                (Some(About::Relationship(wanted)), Some(Named::Known(id))) => has(&book, wanted, *id),
                _ => false,
            };
            let answered: Vec<Answered> = logged.answered.iter().filter(since).filter(own).cloned().collect();
            answers(&answered)
        }
        Some(kind) => bail!("only sessions and answers are counted; `mentor log --kind {kind}` lists the others"),
    };
    Ok(Answer { report, problems: book.problems, ..Answer::default() })
}

/// A relationship, or a person.
fn of_whom(of: &str, book: &Book) -> anyhow::Result<About> {
    match of.parse::<RelationshipId>() {
        Ok(id) => Ok(About::Relationship(known(book, id)?)),
        Err(()) => Ok(About::Person(book.person(of)?.id)),
    }
}

/// Whether a session is a relationship's; or a person's, whoever they met.
fn is_of(told: &Told, of: About, book: &Book) -> bool {
    match (&told.whose, of) {
        (Whose::Relationship(id), About::Relationship(wanted)) => *id == wanted,
        (Whose::Relationship(id), About::Person(person)) => has(book, *id, person),
        (Whose::Pair(people, _), About::Person(person)) => people.contains(&Named::Known(person)),
        (Whose::Pair(..), About::Relationship(_)) => false,
    }
}

fn has(book: &Book, id: RelationshipId, person: PersonId) -> bool {
    book.records.relationships.iter().any(|relationship| relationship.id == id && relationship.has(person))
}

fn sessions(book: &Book, told: &[&Told], desk: &Desk) -> Report {
    let private = desk.privacy_of_called();
    let mut columns = vec![
        Column::new("kind", "Kind").machines(),
        Column::new("of", "Of").machines(),
        Column::new("named", "Named").privacy(Privacy::Confidential).machines(),
        Column::new("of", "Of").privacy(private).readers(),
    ];
    let counts = [
        ("sessions", "Sessions"),
        ("held", "Held"),
        ("not_held", "Not held"),
        ("not_heard", "Not heard"),
        ("planned", "Planned"),
    ];
    columns.extend(counts.map(|(key, heading)| Column::new(key, heading)));
    columns.push(Column::new("minutes", "Minutes"));
    columns.push(Column::new("rated", "Rated").machines());
    columns.push(Column::new("rated_not_held", "Rated, not held"));
    columns.push(Column::new("minutes_not_held", "Minutes, not held").machines());
    columns.extend(
        [("first_held", "First held"), ("last_held", "Last held")]
            .map(|(key, heading)| Column::new(key, heading).machines()),
    );
    let by = log::totals(told.iter().copied(), desk.today);
    let rows = by.iter().map(|(of, totals)| {
        let (ids, named) = whose(of);
        let kind = if matches!(of, Whose::Relationship(_)) { "relationship" } else { "no relationship" };
        let called = called(book, &ids, &named, desk.no_names);
        let called = if called.is_empty() { "not said".to_string() } else { called };
        row(kind, &ids, &named.replace('\n', "; "), &called, totals)
    });
    let mut table = Table::new(columns, rows.collect());
    let sum = |of: &dyn Fn(&Whose) -> bool| {
        let mut sum = Totals::default();
        told.iter().filter(|told| of(&told.whose)).for_each(|told| sum.count(told, desk.today));
        sum
    };
    let apart = sum(&|whose| matches!(whose, Whose::Pair(..)));
    let all = sum(&|_| true);
    let within = sum(&|whose| matches!(whose, Whose::Relationship(_)));
    for (what, totals) in [("in relationships", &within), ("in no relationship", &apart), ("in all", &all)] {
        table.further.push(row("sum", what, "", what, totals));
    }
    let mut blocks = vec![Block::Table(table), Block::Text(format!("In all {}.", said(&all)))];
    if all.rated_not_held > 0 {
        let ratings = plural(all.rated_not_held, "rating");
        let are = if all.rated_not_held == 1 { "is on a session that was" } else { "are on sessions that were" };
        blocks.push(Block::Text(format!("{ratings} {are} not held, or not heard of; `mentor check` shows each.")));
    }
    if apart.sessions > 0 && within.sessions == 0 {
        blocks.push(Block::Text("None of them belongs to a relationship that was noted.".to_string()));
    } else if apart.sessions > 0 {
        blocks.push(Block::Text(format!("In relationships {}.", said(&within))));
        blocks.push(Block::Text(format!("In no relationship that was noted {}.", said(&apart))));
    }
    let later = told.iter().filter(|told| told.happened == log::Happened::Held && told.on > Some(desk.today)).count();
    if later > 0 {
        let are = if later == 1 { "is" } else { "are" };
        let later = plural(later, "session");
        blocks.push(Block::Text(format!(
            "{later} {are} called held on a day after today, and counted as planned: only what is over counts as held."
        )));
    }
    Report { blocks, json: None }
}

/// `12 sessions: 9 held, 540 minutes; 2 not held; 1 not heard`.
fn said(totals: &Totals) -> String {
    let minutes = plural(usize::try_from(totals.minutes).unwrap_or(usize::MAX), "minute");
    let mut said = format!("{}: {} held, {minutes}", plural(totals.sessions, "session"), totals.held);
    for (count, what) in [(totals.not_held, "not held"), (totals.not_heard, "not heard"), (totals.planned, "planned")] {
        if count > 0 {
            said.push_str(&format!("; {count} {what}"));
        }
    }
    said
}

fn row(kind: &str, of: &str, named: &str, called: &str, totals: &Totals) -> Vec<Cell> {
    let count = |count: usize| Cell::Number(count as i64);
    let minutes = |minutes: u64| Cell::Number(i64::try_from(minutes).unwrap_or(i64::MAX));
    vec![
        Cell::text(kind),
        Cell::text(of),
        Cell::text(named),
        Cell::text(called),
        count(totals.sessions),
        count(totals.held),
        count(totals.not_held),
        count(totals.not_heard),
        count(totals.planned),
        minutes(totals.minutes),
        count(totals.rated),
        count(totals.rated_not_held),
        minutes(totals.minutes_not_held),
        totals.first.map_or(Cell::Blank, Cell::Date),
        totals.last.map_or(Cell::Blank, Cell::Date),
    ]
}

fn answers(answered: &[Answered]) -> Report {
    let columns = [
        ("measure", "Measure"),
        ("item", "Item"),
        ("stage", "Stage"),
        ("answers", "Answers"),
        ("without_a_name", "Without a name"),
    ];
    let columns = columns.map(|(key, heading)| Column::new(key, heading)).to_vec();
    let rows = log::counts(answered).into_iter().map(|((measure, item, stage), (all, nobodys))| {
        vec![
            Cell::text(measure),
            Cell::text(item),
            Cell::text(stage),
            Cell::Number(all as i64),
            Cell::Number(nobodys as i64),
        ]
    });
    let table = Table::new(columns, rows.collect());
    let summary = match answered.len() {
        0 => "Nobody has answered yet.".to_string(),
        count => format!("{}; a blank cell is no answer.", plural(count, "answer")),
    };
    Report { blocks: vec![Block::Table(table), Block::Text(summary)], json: None }
}
