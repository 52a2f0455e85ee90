//! Fairness: how many of each group a round places, and how well, by the equality answers. What is told here is counted
//! after the round is worked out; no name, no id and no small number is among it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::commands::{Answer, Stopped};
use crate::domain::matching::round::Outcome;
use crate::domain::matching::seekers::{Seekers, seekers, seeking};
use crate::domain::small_numbers::{Group, Shown, Threshold, tell};
use crate::report::{Block, Cell, Column, Report, Table};
use crate::store::book::Book;
use crate::store::directory::Directory;
use crate::store::equality::{self, Characteristic, NOT_ANSWERED};
use crate::wording::{capital, list, plural_noun, show};

const COLUMNS: [(&str, &str); 6] = [
    ("characteristic", "Characteristic"),
    ("group", "Group"),
    ("people", "People"),
    ("placed", "Placed"),
    ("not_placed", "Not placed"),
    ("mean_of_100", "Mean of 100"),
];

const HIDDEN: &str = "hidden";

const TOO_FEW: &str = "too few people to show without giving somebody away";

/// Reads the equality answers, counts and describes.
///
/// # Errors
/// Where there are none, or something is wrong with them.
pub fn answer(mut book: Book, sight: Directory, outcome: &Outcome) -> anyhow::Result<Answer> {
    let asked = equality::read(&sight, &book.people, &mut book.problems)?;
    if book.problems.any_error() {
        return Err(Stopped(book.problems).into());
    }
    let told = vec!["fairness: nothing of it is used in matching, and nothing is kept".to_string()];
    let report = describe(&book, outcome, &asked);
    Ok(Answer { report, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

fn describe(book: &Book, outcome: &Outcome, asked: &[Characteristic]) -> Report {
    let seekers = seekers(book.scheme.form, &book.people, outcome);
    let round = capital(&book.round_called(outcome.round));
    let about = format!("{round} by the equality answers, of which nothing is ever used in matching");
    let mut blocks = vec![Block::Heading(about.clone())];
    let counted = counted(book, &seekers, asked);
    if seekers.is_empty() {
        blocks.push(Block::Text("Nobody seeks anybody in this round.".to_string()));
    } else {
        blocks.extend(in_words(book, &counted));
    }
    let json = published(&about, outcome.round, book.scheme.threshold, &counted);
    blocks.insert(blocks.len().min(2), Block::Table(counted.table));
    Report { blocks, json: Some(json) }
}

/// What is told of the groups, and of which characteristics nothing can be.
struct Counted {
    table: Table,
    anything_hidden: bool,
    too_few: Vec<String>,
}

fn counted(book: &Book, seekers: &BTreeMap<usize, Option<i64>>, asked: &[Characteristic]) -> Counted {
    let columns = COLUMNS.map(|(key, heading)| Column::new(key, heading)).to_vec();
    let mut counted = Counted { table: Table::new(columns, Vec::new()), anything_hidden: false, too_few: Vec::new() };
    if seekers.is_empty() {
        return counted;
    }
    for characteristic in asked {
        let name = show(&characteristic.name);
        let characteristic = characteristic.pooled(book.scheme.threshold);
        let (groups, people) = grouped(&characteristic, seekers);
        let counts: Vec<Group> = people.iter().map(counts).collect();
        let Some(told) = tell(&counts, book.scheme.threshold) else {
            // In a spreadsheet nothing that was asked may be missing.
            let blank = [Cell::Blank, Cell::Blank, Cell::Blank];
            counted.table.further.push(row(&name, Cell::text(TOO_FEW), blank, Cell::Blank));
            counted.too_few.push(name);
            continue;
        };
        for ((group, people), told) in groups.iter().zip(&people).zip(told) {
            let shown = [told.people, told.placed, told.not_placed];
            counted.anything_hidden |= shown.iter().any(|shown| !matches!(shown, Shown::Count(_)));
            let mean = if matches!(told.placed, Shown::Count(_)) { mean(people) } else { Cell::text(HIDDEN) };
            let cells = shown.map(|shown| cell(shown, book.scheme.threshold));
            counted.table.rows.push(row(&name, Cell::text(show(group)), cells, mean));
        }
    }
    // The round itself tells how many it placed: that is no answer of anybody. Alone it is no table.
    if !counted.table.rows.is_empty() {
        let mut all = Seekers::default();
        seekers.values().for_each(|score| all.add(*score));
        let Group { placed, not_placed } = counts(&all);
        let cells = [placed + not_placed, placed, not_placed].map(|count| Cell::Number(i64::from(count)));
        counted.table.rows.insert(0, row("everybody", Cell::Blank, cells, mean(&all)));
    }
    counted
}

/// The groups of one characteristic with those who seek somebody, and last those who did not answer.
fn grouped<'a>(asked: &'a Characteristic, seekers: &BTreeMap<usize, Option<i64>>) -> (Vec<&'a str>, Vec<Seekers>) {
    let mut people = vec![Seekers::default(); asked.groups.len() + 1];
    for (person, score) in seekers {
        let group = asked.answers.get(*person).copied().flatten().unwrap_or(asked.groups.len());
        people[group].add(*score);
    }
    let names = asked.groups.iter().map(String::as_str).chain([NOT_ANSWERED]);
    names.zip(people).filter(|(_, people)| !people.is_empty()).unzip()
}

fn counts(people: &Seekers) -> Group {
    let count = |people: usize| u32::try_from(people).unwrap_or(u32::MAX);
    Group { placed: count(people.scores.len()), not_placed: count(people.not_placed) }
}

fn mean(people: &Seekers) -> Cell {
    people.mean().map_or(Cell::Blank, |units| Cell::Decimal { units, decimals: 1 })
}

fn cell(shown: Shown, threshold: Threshold) -> Cell {
    match shown {
        Shown::Count(count) => Cell::Number(i64::from(count)),
        Shown::Fewer => Cell::text(format!("fewer than {}", threshold.0)),
        Shown::Hidden => Cell::text(HIDDEN),
    }
}

fn row(characteristic: &str, group: Cell, counts: [Cell; 3], mean: Cell) -> Vec<Cell> {
    [Cell::text(characteristic), group].into_iter().chain(counts).chain([mean]).collect()
}

/// What a reader should know of the table: who is counted, what is hidden, and what has no table.
fn in_words(book: &Book, counted: &Counted) -> Vec<Block> {
    let mut texts = Vec::new();
    if !counted.table.rows.is_empty() {
        let roles = seeking(book.scheme.form).iter().map(|role| plural_noun(2, book.scheme.role_word(*role)));
        texts.push(format!(
            "Counted are the {} who seek somebody in this round; not who has somebody already, nor who is set aside.",
            list(&roles.collect::<Vec<_>>(), "and")
        ));
    }
    if counted.anything_hidden {
        texts.push(format!(
            "A number below {} is not told, and what would give it away is hidden.",
            book.scheme.threshold.0
        ));
    }
    if !counted.too_few.is_empty() {
        texts.push(format!("By {}: {}.", list(&counted.too_few, "and"), TOO_FEW));
    }
    texts.into_iter().map(Block::Text).collect()
}

fn published(about: &str, round: u32, threshold: Threshold, counted: &Counted) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Blank => Value::Null,
        Cell::Number(number) => Value::from(*number),
        cell @ Cell::Decimal { .. } => cell.plain().parse::<f64>().map_or(Value::Null, Value::from),
        cell => Value::String(cell.plain()),
    };
    let object = |row: &Vec<Cell>| -> Map<String, Value> {
        COLUMNS.iter().zip(row).map(|((key, _), cell)| (key.to_string(), value(cell))).collect()
    };
    let rows: Vec<Map<String, Value>> = counted.table.rows.iter().map(object).collect();
    json!({
        "format": 1,
        "about": about,
        "round": round,
        "threshold": threshold.0,
        "rows": rows,
        "too_few": counted.too_few,
    })
}
