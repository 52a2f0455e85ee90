//! One person: whom they have, whether that is firm, and what every alternative would cost the whole.

use std::cmp::Reverse;

use anyhow::bail;

use super::Asked;
use crate::domain::matching::solvers::marginal::Worth;
use crate::domain::person::PersonId;
use crate::domain::scheme::Role;
use crate::privacy::Privacy;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::{list, plural};

/// So many alternatives are shown to readers; machines get all.
const SHOWN: usize = 12;

pub fn describe(asked: &Asked<'_, '_>, id: PersonId) -> anyhow::Result<Report> {
    let pool = asked.explained.pool;
    let place = |sides: &[crate::domain::matching::pool::Side]| {
        sides.iter().position(|side| asked.book.people[side.person].id == id)
    };
    match (place(&pool.mentees), place(&pool.mentors)) {
        (Some(i), _) => Ok(of_mentee(asked, i)),
        (None, Some(j)) => Ok(of_mentor(asked, j)),
        (None, None) => bail!(
            "{id} takes no part in round {}: on hold, without consent, without a place left, or in no role that is matched",
            asked.number
        ),
    }
}

fn of_mentee(asked: &Asked<'_, '_>, i: usize) -> Report {
    let pool = asked.explained.pool;
    let firm = asked.explained.firm();
    let mut lines = Vec::new();
    for (at, (_, j)) in asked.explained.pairs.iter().enumerate().filter(|(_, pair)| pair.0 as usize == i) {
        let j = *j as usize;
        let of_100 = pool.of_100(pool.score(i, j));
        let sure = if firm[at] {
            "every choice that is as good has this pair"
        } else {
            "other choices are as good, and the lot decided"
        };
        lines.push(format!("{} with {}: {of_100} of 100; {sure}.", asked.mentee(i), asked.mentor(j)));
    }
    if lines.is_empty() {
        let (_, says) = crate::domain::matching::left_out::mentee(pool, i, asked.explained.limits);
        lines.push(format!("{} has no {}: {says}.", asked.mentee(i), asked.mentor_word()));
    }
    let mut blocks = vec![heading(asked, asked.mentee(i), Role::Mentee)];
    blocks.extend(lines.into_iter().map(Block::Text));
    blocks.extend(asked.shares());
    blocks.push(Block::Text(format!("What it would mean for all if {} had to have somebody else:", asked.mentee(i))));
    blocks.push(Block::Table(alternatives(asked, i)));
    Report { blocks, json: None }
}

fn heading(asked: &Asked<'_, '_>, called: String, role: Role) -> Block {
    Block::Heading(format!("{called}, {}, round {}", asked.book.scheme.role_word(role), asked.number))
}

/// Every mentor for one mentee: the cheapest for the whole first, then those whom rules keep apart.
fn alternatives(asked: &Asked<'_, '_>, i: usize) -> Table {
    let pool = asked.explained.pool;
    let has: Vec<usize> = asked.explained.mentors_of(i).collect();
    let mut rows: Vec<(usize, Option<Worth>)> = asked.explained.alternatives(i).into_iter().enumerate().collect();
    rows.sort_by_key(|(j, worth)| {
        let change = worth.unwrap_or_default();
        let dear = Reverse((change.people, change.waited, change.points));
        (!has.contains(j), worth.is_none(), dear, asked.book.people[pool.mentors[*j].person].id)
    });
    let private = if asked.desk.no_names { Privacy::Public } else { Privacy::Confidential };
    let columns = vec![
        Column::new("mentor_called", &crate::wording::capital(asked.mentor_word())).privacy(private).readers(),
        Column::new("mentor", "Mentor id").machines(),
        Column::new("mentor_name", "Mentor").privacy(Privacy::Confidential).machines(),
        Column::new("score_of_100", "Of 100"),
        Column::new("people", "People more or fewer").machines(),
        Column::new("points", "Points more or fewer").machines(),
        Column::new("says", "What it would mean"),
    ];
    let row = |j: usize, worth: &Option<Worth>| {
        let person = &asked.book.people[pool.mentors[j].person];
        let says = match worth {
            _ if has.contains(&j) => "is so".to_string(),
            Some(change) => asked.change(change),
            None => match asked.obstacles(i, j) {
                broken if broken.is_empty() => "cannot be".to_string(),
                broken => format!("not met: {}", list(&broken, "and")),
            },
        };
        let number = |n: i64| Cell::Decimal { units: n, decimals: 0 };
        vec![
            Cell::text(asked.mentor(j)),
            Cell::text(person.id.to_string()),
            Cell::text(person.name.as_str()),
            Cell::Number(pool.of_100(pool.score(i, j))),
            worth.map_or(Cell::Blank, |change| number(change.people)),
            worth.map_or(Cell::Blank, |change| Cell::Decimal { units: change.points, decimals: pool.decimals }),
            Cell::text(says),
        ]
    };
    let all: Vec<Vec<Cell>> = rows.iter().map(|(j, worth)| row(*j, worth)).collect();
    let shown = all.iter().take(SHOWN).cloned().collect();
    Table { columns, rows: shown, further: all.into_iter().skip(SHOWN).collect() }
}

fn of_mentor(asked: &Asked<'_, '_>, j: usize) -> Report {
    let pool = asked.explained.pool;
    let pairs = asked.explained.pairs.iter().zip(asked.explained.firm()).filter(|(pair, _)| pair.1 as usize == j);
    let mut items = Vec::new();
    for ((i, _), firm) in pairs {
        let i = *i as usize;
        let of_100 = pool.of_100(pool.score(i, j));
        let sure = if firm { "in every choice that is as good" } else { "one of equals, the lot decided" };
        items.push(format!("{}: {of_100} of 100, {sure}", asked.mentee(i)));
    }
    let mut blocks = vec![heading(asked, asked.mentor(j), Role::Mentor)];
    if items.is_empty() {
        let (_, says) = crate::domain::matching::left_out::mentor(pool, j, asked.explained.limits);
        blocks.push(Block::Text(format!("{} has no {}: {says}.", asked.mentor(j), asked.mentee_word())));
    } else {
        blocks.push(Block::List(items));
    }
    blocks.extend(asked.shares());
    let (more, fewer) = (asked.explained.one_more_place()[j], asked.explained.one_place_less()[j]);
    let places = plural(pool.mentors[j].places as usize, "place");
    blocks.push(Block::List(vec![
        format!("{places} in this round"),
        format!("with one place more: {}", asked.change(&more)),
        format!("with one place less: {}", asked.change(&fewer)),
    ]));
    Report { blocks, json: None }
}
