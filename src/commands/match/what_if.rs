//! What if: the round as it would be after one change, beside the round as it would be without.

use std::collections::{BTreeMap, HashSet};

use anyhow::bail;
use serde_json::{Value, json};

use super::{MatchArgs, write};
use crate::commands::{Desk, members};
use crate::domain::matching::fared::Fared;
use crate::domain::matching::round::{Outcome, Proposed};
use crate::domain::person::PersonId;
use crate::domain::relationship::Member;
use crate::domain::value::decimal;
use crate::report::{Block, Cell, Column, Report, Table, json_number};
use crate::store::book::Book;
use crate::wording::{list, nearest, plural, show};

/// Does what is supposed to the book in memory; who takes no part.
///
/// # Errors
/// Says who or what is unknown.
pub fn suppose(book: &mut Book, args: &MatchArgs) -> anyhow::Result<HashSet<PersonId>> {
    let mut without = HashSet::new();
    for name in &args.without {
        without.insert(book.person(name)?.id);
    }
    for asked in &args.places {
        let (name, number) = number_of(asked, "places", "P003=2")?;
        let id = book.person(name)?.id;
        let roles = book.scheme.form.roles();
        for person in book.people.iter_mut().filter(|person| person.id == id) {
            let entries: Vec<_> = person.entries.iter_mut().filter(|entry| roles.contains(&entry.role)).collect();
            if entries.len() != 1 {
                bail!("{id} has places in {}; `--places` needs one", plural(entries.len(), "role"));
            }
            entries.into_iter().for_each(|entry| entry.places = number);
            person.gives = person.gives.map(|_| number);
        }
    }
    for asked in &args.points {
        let (name, number) = number_of(asked, "points", "near=30")?;
        let known: Vec<String> = book.scheme.criteria.iter().map(|criterion| criterion.name.clone()).collect();
        let Some(at) = known.iter().position(|known| known == name) else {
            match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => bail!("there is no criterion `{}`; did you mean `{}`?", show(name), show(near)),
                None => bail!("there is no criterion `{}`; there are {}", show(name), list(&known, "and")),
            }
        };
        let Some(criterion) = book.scheme.criteria[at].with_points(i64::from(number)) else {
            bail!("the points of `{}` stand in its file; change `times` in scheme.toml", show(name));
        };
        book.scheme.criteria[at] = criterion;
    }
    book.scheme.aim = args.aim.unwrap_or(book.scheme.aim);
    Ok(without)
}

fn number_of<'t>(asked: &'t str, what: &str, example: &str) -> anyhow::Result<(&'t str, u32)> {
    let split = asked.rsplit_once('=');
    let number = split.and_then(|(name, number)| Some((name.trim(), number.trim().parse().ok()?)));
    match number.filter(|(_, number)| *number <= 10_000) {
        Some(found) => Ok(found),
        None => bail!("`{}` does not say whose {what} are meant and how many; write --{what} {example}", show(asked)),
    }
}

/// Describes what would be different, and says what there is to say of it beside.
pub fn describe(book: &Book, before: &Outcome, after: &Outcome, desk: &Desk) -> (Report, String) {
    let (was, is) = (Fared::of(before), Fared::of(after));
    let line = |what: &str, shown: &dyn Fn(&Fared, &Outcome) -> String| {
        let (was, is) = (shown(&was, before), shown(&is, after));
        if was == is { format!("{what}: {is}, as before") } else { format!("{what}: {is} instead of {was}") }
    };
    let number = |units: Option<i64>, decimals| units.map_or("none".to_string(), |units| decimal(units, decimals));
    let (table, same) = table(book, before, after, desk);
    let changed = table.rows.len();
    let mut blocks = vec![
        Block::Heading("What would be different".to_string()),
        Block::List(vec![
            line("people newly placed", &|fared, _| fared.placed.to_string()),
            line("points in all", &|fared, outcome| decimal(fared.total, outcome.decimals)),
            line("worst score of 100", &|fared, _| number(fared.worst, 0)),
            line("mean of the worst tenth", &|fared, _| number(fared.worst_tenth, 1)),
            format!("{} as before", plural(same, "relationship")),
        ]),
    ];
    // Whoever reads by program finds the headings all the same.
    let nothing = changed == 0 && desk.to_readers;
    blocks.push(if nothing { Block::Text("Nothing else changes.".to_string()) } else { Block::Table(table) });
    // The next round draws other lots and knows who waited: that too may be what makes the difference.
    let would_be = if after.round == before.round {
        "what if".to_string()
    } else {
        format!("what if, as {}", book.round_called(after.round))
    };
    let told = if changed == 0 {
        format!("{would_be}: all relationships would be the same; nothing is kept")
    } else {
        format!("{would_be}: nothing is kept")
    };
    let json = desk.json.then(|| published(book, before, after, same));
    (Report { blocks, json }, told)
}

/// The published JSON, `format` 1; the rows of the table come in it.
fn published(book: &Book, before: &Outcome, after: &Outcome, same: usize) -> Value {
    let whole = |outcome: &Outcome| {
        let fared = Fared::of(outcome);
        let number = |units: i64, decimals: u32| json_number(&decimal(units, decimals));
        json!({
            "aim": outcome.aim.word(),
            "placed": fared.placed,
            "total": number(fared.total, outcome.decimals),
            "worst": fared.worst,
            "worst_tenth": fared.worst_tenth.map(|tenths| number(tenths, 1)),
        })
    };
    let only = |one: &Outcome, other: &Outcome| -> Vec<String> {
        one.placed.difference(&other.placed).map(PersonId::to_string).collect()
    };
    let mut published = json!({
        "format": 1,
        "round": after.round,
        "before": whole(before),
        "after": whole(after),
        "placed_only_before": only(before, after),
        "placed_only_after": only(after, before),
        "same": same,
        "rows": null,
    });
    if let Some(channel) = &book.channel {
        published["channel"] = channel.as_str().into();
    }
    published
}

fn by_members<'o>(book: &Book, outcome: &'o Outcome) -> BTreeMap<Vec<Member>, &'o Proposed> {
    outcome.proposed.iter().map(|proposed| (write::members(book, proposed), proposed)).collect()
}

/// The relationships that only one of the two rounds proposes, and how many both do.
fn table(book: &Book, before: &Outcome, after: &Outcome, desk: &Desk) -> (Table, usize) {
    let private = desk.privacy_of_called();
    let mut columns = vec![Column::new("change", "Change")];
    columns.extend(members::columns(book, private));
    columns.extend([Column::new("score", "Score").machines(), Column::new("score_of_100", "Of 100")]);
    let (old, new) = (by_members(book, before), by_members(book, after));
    let gone = old.iter().filter(|(who, _)| !new.contains_key(*who)).map(|(who, proposed)| (who, false, *proposed));
    let come = new.iter().filter(|(who, _)| !old.contains_key(*who)).map(|(who, proposed)| (who, true, *proposed));
    let mut changes: Vec<(&Vec<Member>, bool, &Proposed)> = gone.chain(come).collect();
    let same = new.len() - changes.iter().filter(|(_, comes, _)| *comes).count();
    // Side by side by who seeks: what goes, then what comes.
    changes.sort_by_key(|(who, comes, _)| (who.first().map(|member| member.id), *comes));
    let rows = changes.iter().map(|(who, comes, proposed)| {
        let outcome = if *comes { after } else { before };
        let score = Cell::trimmed(outcome.shown(proposed.score), outcome.decimals);
        let mut row = vec![Cell::text(if *comes { "new" } else { "gone" })];
        row.extend(members::cells(book, who));
        row.extend([score, Cell::Number(proposed.of_100)]);
        row
    });
    (Table::new(columns, rows.collect()), same)
}
