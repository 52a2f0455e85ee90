//! Fairness: how many of each group a round places, and how well, by the equality answers. What is told here is counted
//! after the round is worked out; no name, no id and no small number is among it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::commands::evaluate::seen::{Seen, hidden};
use crate::commands::evaluate::sight::look;
use crate::commands::review::figures;
use crate::commands::{Answer, Desk, Stopped};
use crate::domain::evaluation::participation::Stage;
use crate::domain::matching::round::Outcome;
use crate::domain::matching::seekers::{Seekers, seekers, seeking};
use crate::domain::person::Person;
use crate::domain::scheme::Role;
use crate::domain::small_numbers::{Shown, Threshold, ledger};
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

const TOO_FEW: &str = "too few people to show without giving somebody away";

/// Reads the equality answers, counts and describes. What may be told is settled beside the evaluation and the packs for
/// commissioners: what they hide does not follow from it.
///
/// # Errors
/// Where there are none, or something is wrong with them.
pub fn answer(mut book: Book, sight: Directory, outcome: &Outcome, desk: &Desk) -> anyhow::Result<Answer> {
    let asked = equality::read(&sight, &book.people, &book.register, &mut book.problems)?;
    if book.problems.any_error() {
        return Err(Stopped(book.problems).into());
    }
    let told = vec!["fairness: nothing of it is used in matching, and nothing is kept".to_string()];
    let mut report = Report::default();
    let evaluation = look(desk, None, None)?;
    evaluation.with(false, false, desk, |seen| {
        figures::settle(seen, &evaluation.logged.log, desk.today);
        report = describe(&book, seen, outcome, &asked);
        Ok(())
    })?;
    Ok(Answer { report, sight: Some(sight), told, problems: book.problems, ..Answer::default() })
}

fn describe(book: &Book, seen: &Seen<'_>, outcome: &Outcome, asked: &[Characteristic]) -> Report {
    let seekers = seekers(book.scheme.form, &book.people, outcome);
    let round = capital(&book.round_called(outcome.round));
    let about = format!("{round} by the equality answers, of which nothing is ever used in matching");
    let mut blocks = vec![Block::Heading(about.clone())];
    let round = Round { book, seen, seekers: &seekers };
    let asked: Vec<Characteristic> =
        asked.iter().map(|characteristic| characteristic.pooled(book.scheme.threshold)).collect();
    round.settle(&asked);
    let counted = round.counted(&asked);
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

/// Those who seek somebody in a round, beside what the evaluation tells.
struct Round<'r> {
    book: &'r Book,
    seen: &'r Seen<'r>,
    seekers: &'r BTreeMap<usize, Option<i64>>,
}

/// Who is placed and who is not make up all.
const SHAPE: [usize; 2] = [1, 2];

impl Round<'_> {
    /// Settles what is told of all, and then of one characteristic after the other: so none takes from what all are told.
    fn settle(&self, asked: &[Characteristic]) {
        if self.book.scheme.threshold.0 < 2 || self.seekers.is_empty() {
            return;
        }
        let telling = &self.seen.telling;
        telling.go_on();
        self.tell_everybody();
        self.beside_who_waits(&|_| true);
        telling.settle();
        for characteristic in asked {
            telling.go_on();
            self.tell_groups(&grouped(characteristic, self.seekers));
            for at in 0..=characteristic.groups.len() {
                self.beside_who_waits(&|person| group_of(characteristic, person) == at);
            }
            telling.settle();
        }
    }

    fn people(&self, people: impl IntoIterator<Item = usize>) -> ledger::Counted {
        self.seen.telling.each(people.into_iter().map(|at| self.book.people[at].id))
    }

    fn row(&self, people: &[usize]) -> Vec<ledger::Counted> {
        let is_placed = |at: &usize| self.seekers.get(at).is_some_and(Option::is_some);
        let (placed, not): (Vec<usize>, Vec<usize>) = people.iter().partition(|at| is_placed(at));
        [people.to_vec(), placed, not].map(|own| self.people(own)).to_vec()
    }

    /// The round itself tells how many it placed: that is no answer of anybody.
    fn tell_everybody(&self) -> Option<Vec<Shown>> {
        let all: Vec<usize> = self.seekers.keys().copied().collect();
        self.seen.telling.tell_openly(self.row(&all), &[(0, SHAPE.to_vec())])
    }

    fn tell_groups(&self, groups: &[(&str, Vec<usize>)]) -> Option<Vec<Vec<Shown>>> {
        let rows: Vec<Vec<ledger::Counted>> = groups.iter().map(|(_, people)| self.row(people)).collect();
        self.seen.telling.tell_groups(&rows, &[(0, SHAPE.to_vec())])
    }

    /// The evaluation tells how many wait: who waits and does not seek now, and who seeks and does not wait, is the rest.
    fn beside_who_waits(&self, which: &dyn Fn(usize) -> bool) {
        let (book, telling) = (self.book, &self.seen.telling);
        let seek: BTreeSet<usize> = self.seekers.keys().copied().filter(|at| which(*at)).collect();
        let waits = |role: Role| -> BTreeSet<usize> {
            let stages = self.seen.stages(role);
            let own = |(at, person): (usize, &Person)| {
                (which(at) && stages.get(&person.id) == Some(&Stage::Waiting)).then_some(at)
            };
            book.people.iter().enumerate().filter_map(own).collect()
        };
        let by_role: Vec<BTreeSet<usize>> = seeking(book.scheme.form).iter().map(|role| waits(*role)).collect();
        let wait: BTreeSet<usize> = by_role.iter().flatten().copied().collect();
        let both = || self.people(seek.intersection(&wait).copied());
        telling.tell_parts(&[both(), self.people(wait.difference(&seek).copied())]);
        telling.tell_parts(&[both(), self.people(seek.difference(&wait).copied())]);
        if by_role.len() > 1 && by_role.iter().map(BTreeSet::len).sum::<usize>() == wait.len() {
            telling.tell_parts(&by_role.into_iter().map(|own| self.people(own)).collect::<Vec<_>>());
        }
    }

    /// Whether a number of few people is told of any group.
    fn tells_few(&self, told: &[Vec<Shown>]) -> bool {
        let few = 1..self.book.scheme.threshold.0;
        told.iter().flatten().any(|shown| matches!(shown, Shown::Count(count) if few.contains(count)))
    }

    fn counted(&self, asked: &[Characteristic]) -> Counted {
        let (book, seekers) = (self.book, self.seekers);
        let columns = COLUMNS.map(|(key, heading)| Column::new(key, heading)).to_vec();
        let mut counted =
            Counted { table: Table::new(columns, Vec::new()), anything_hidden: false, too_few: Vec::new() };
        if seekers.is_empty() {
            return counted;
        }
        let score = |people: &[usize]| {
            let mut all = Seekers::default();
            people.iter().filter_map(|at| seekers.get(at)).for_each(|score| all.add(*score));
            all
        };
        for characteristic in asked {
            let name = show(&characteristic.name);
            let groups = grouped(characteristic, seekers);
            // Where those whom the round did not place, say, are all of one group, the round told of them openly already.
            let Some(told) = self.tell_groups(&groups).filter(|told| !self.tells_few(told)) else {
                // In a spreadsheet nothing that was asked may be missing.
                let blank = [Cell::Blank, Cell::Blank, Cell::Blank];
                counted.table.further.push(row(&name, Cell::text(TOO_FEW), blank, Cell::Blank));
                counted.too_few.push(name);
                continue;
            };
            for ((group, people), told) in groups.iter().zip(told) {
                counted.push(book, &name, Cell::text(show(group)), &told, &score(people));
            }
        }
        // Alone it is no table.
        if !counted.table.rows.is_empty() {
            let all: Vec<usize> = seekers.keys().copied().collect();
            let told = self.tell_everybody().unwrap_or_else(|| vec![Shown::Hidden; 3]);
            counted.push(book, "everybody", Cell::Blank, &told, &score(&all));
            counted.table.rows.rotate_right(1);
        }
        counted
    }
}

impl Counted {
    fn push(&mut self, book: &Book, name: &str, group: Cell, told: &[Shown], people: &Seekers) {
        self.anything_hidden |= told.iter().any(|shown| !matches!(shown, Shown::Count(_)));
        let of_placed = told.get(1).is_some_and(|placed| matches!(placed, Shown::Count(_)));
        let mean = if of_placed { mean(people) } else { hidden() };
        let cell = |at: usize| told.get(at).map_or(Cell::Blank, |shown| cell(*shown, book.scheme.threshold));
        self.table.rows.push(row(name, group, [cell(0), cell(1), cell(2)], mean));
    }
}

/// The groups of one characteristic with those who seek somebody, and last those who did not answer.
fn grouped<'a>(asked: &'a Characteristic, seekers: &BTreeMap<usize, Option<i64>>) -> Vec<(&'a str, Vec<usize>)> {
    let names = asked.groups.iter().map(String::as_str).chain([NOT_ANSWERED]);
    let own = |at: usize| seekers.keys().copied().filter(|person| group_of(asked, *person) == at).collect();
    let groups = names.enumerate().map(|(at, name)| (name, own(at)));
    groups.filter(|(_, people): &(&str, Vec<usize>)| !people.is_empty()).collect()
}

/// The group somebody is in; after all of them, who did not answer.
fn group_of(asked: &Characteristic, person: usize) -> usize {
    asked.answers.get(person).copied().flatten().unwrap_or(asked.groups.len())
}

fn mean(people: &Seekers) -> Cell {
    people.mean().map_or(Cell::Blank, |units| Cell::Decimal { units, decimals: 1 })
}

fn cell(shown: Shown, threshold: Threshold) -> Cell {
    match shown {
        Shown::Count(count) => Cell::Number(i64::from(count)),
        Shown::Fewer => Cell::Instead(format!("fewer than {}", threshold.0)),
        Shown::Hidden => hidden(),
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
