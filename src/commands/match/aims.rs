//! What each aim would give, side by side: how many people, how many points, and how the worst placed fare.

use std::collections::HashSet;

use super::start;
use crate::commands::Desk;
use crate::domain::matching::asked::Asked;
use crate::domain::matching::fared::Fared;
use crate::domain::matching::ready::ready;
use crate::domain::matching::round::{Outcome, round};
use crate::domain::matching::rows::Rows;
use crate::domain::matching::wishes::Wishes;
use crate::domain::scheme::{Aim, Form};
use crate::report::{Block, Cell, Column, Table};
use crate::store::book::Book;
use crate::wording::list;

/// Beyond so many possible pairs the other aims are not worked out beside the scheme's own.
const COMPARED: usize = 250_000;

/// Describes the outcome beside what the other aims would have given; nothing where the round is large, or has one aim.
pub fn describe(book: &Book, outcome: &Outcome, desk: &Desk) -> Option<Vec<Block>> {
    let others = match book.scheme.form {
        Form::OneToOne | Form::Mutual | Form::Peer => &[Aim::MostPeople, Aim::BestFit, Aim::Fairest, Aim::Stable][..],
        Form::Group => return None,
    };
    // Stable choices cannot keep to a share.
    let others = if book.scheme.limits_pools() { &others[..others.len() - 1] } else { others };
    let (skips, waited) =
        (book.records.skips_in(outcome.round), book.records.waited_before(outcome.round, book.scheme.form));
    let nobody = HashSet::new();
    let start = start(book, desk, outcome.round, &skips, &waited, &nobody);
    let ready = ready(&start).ok()?;
    let pool = &ready.pool;
    if pool.mentees.len() * pool.mentors.len() > COMPARED || outcome.proposed.is_empty() {
        return None;
    }
    let rows = Rows::new(pool);
    let (wishes, asked) = (Wishes::new(pool, &rows), Asked::new(pool, &ready.waited, &ready.served));
    let unstable = |outcome: &Outcome| {
        let place = |mentee: usize, mentor: usize| {
            Some((pool.mentee_position(mentee)? as u32, pool.mentor_position(mentor)? as u32))
        };
        let mut pairs = Vec::new();
        for proposed in outcome.proposed.iter().filter(|proposed| !proposed.fixed) {
            let [(one, _), (other, _)] = proposed.members[..] else { continue };
            pairs.extend(place(one, other));
            if book.scheme.form == Form::Peer {
                pairs.extend(place(other, one));
            }
        }
        pairs.sort_unstable();
        let found = wishes.blocking(&asked.mentee_places, &asked.mentor_places, &pairs).len();
        // Of one pool each is found from both sides.
        if book.scheme.form == Form::Peer { found / 2 } else { found }
    };
    let mut worked_out = Vec::new();
    let mut table = vec![row(book.scheme.aim, outcome, unstable(outcome))];
    for aim in others.iter().filter(|aim| **aim != book.scheme.aim) {
        let scheme = crate::domain::scheme::Scheme { aim: *aim, ..book.scheme.clone() };
        let given = crate::domain::matching::pool::Given { scheme: &scheme, ..start.given };
        // Where no choice is stable, there is nothing to show.
        if let Ok(other) = round(crate::domain::matching::round::Start { given, ..start }) {
            worked_out.push(aim.word());
            table.push(row(*aim, &other, unstable(&other)));
        }
    }
    let columns = vec![
        Column::new("aim", "Aim"),
        Column::new("placed", "Newly placed"),
        Column::new("total", "Points"),
        Column::new("worst", "Worst of 100"),
        Column::new("worst_tenth", "Worst tenth"),
        Column::new("unstable", "Would change"),
    ];
    if worked_out.is_empty() {
        return None;
    }
    if table.iter().all(|row| row[1..] == table[0][1..]) {
        let same = format!("The other aims ({}) would give as much.", list(&worked_out, "and"));
        return Some(vec![Block::Text(same)]);
    }
    let what = "What the other aims would give (worst tenth: the mean score of the worst placed tenth; would change: \
                pairs of people who would both rather have each other):";
    Some(vec![Block::Text(what.to_string()), Block::Table(Table::new(columns, table))])
}

fn row(aim: Aim, outcome: &Outcome, unstable: usize) -> Vec<Cell> {
    let fared = Fared::of(outcome);
    vec![
        Cell::text(aim.word()),
        Cell::Number(fared.placed as i64),
        Cell::trimmed(fared.total, outcome.decimals),
        fared.worst.map_or(Cell::Blank, Cell::Number),
        fared.worst_tenth.map_or(Cell::Blank, |units| Cell::Decimal { units, decimals: 1 }),
        Cell::Number(unstable as i64),
    ]
}
