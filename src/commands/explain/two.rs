//! Two people: what stands between them, what they would score, and what it would mean for all.

use anyhow::bail;

use super::Asked;
use crate::domain::matching::reasons::directions;
use crate::domain::person::PersonId;
use crate::report::{Block, Cell, Column, Report, Table};
use crate::wording::list;

pub fn describe(asked: &Asked<'_, '_>, one: PersonId, other: PersonId) -> anyhow::Result<Report> {
    let pool = asked.explained.pool;
    let place = |sides: &[crate::domain::matching::pool::Side], id: PersonId| {
        sides.iter().position(|side| asked.book.people[side.person].id == id)
    };
    let both =
        |mentee: PersonId, mentor: PersonId| Some((place(&pool.mentees, mentee)?, place(&pool.mentors, mentor)?));
    let Some((i, j)) = both(one, other).or_else(|| both(other, one)) else {
        bail!(
            "{one} and {other} are not a {} and a {} who are both free in round {}",
            asked.mentee_word(),
            asked.mentor_word(),
            asked.number
        );
    };
    let obstacles = asked.obstacles(i, j);
    let score = pool.score(i, j);
    let together = asked.explained.mentors_of(i).any(|mentor| mentor == j);
    let says = match asked.explained.alternatives(i)[j] {
        _ if together => "They are together in this round.".to_string(),
        Some(change) => format!("If they had to be together: {}.", asked.change(&change)),
        None if obstacles.is_empty() => "They cannot be together.".to_string(),
        None => format!(
            "They cannot be together. Not met: {}. All the same: mentor add {} {} --despite RULE --because \"…\"",
            list(&obstacles, "and"),
            one,
            other
        ),
    };
    let columns = vec![
        Column::new("learner", "Who learns").machines(),
        Column::new("criterion", "Criterion"),
        Column::new("points", "Points"),
        Column::new("of", "Of"),
        Column::new("says", "Why"),
    ];
    let mut rows = Vec::new();
    for direction in directions(pool, i, j) {
        for reason in &direction.reasons {
            let confidential = asked.desk.no_names && reason.privacy > crate::privacy::Privacy::Internal;
            let number = |units: i64| Cell::Decimal { units, decimals: pool.decimals };
            rows.push(vec![
                Cell::text(asked.book.people[direction.person].id.to_string()),
                Cell::text(reason.criterion.as_str()),
                number(reason.points),
                number(reason.of),
                Cell::text(if confidential { reason.criterion.as_str() } else { reason.says.as_str() }),
            ]);
        }
    }
    let heading = format!("{} and {}, round {}", asked.mentee(i), asked.mentor(j), asked.number);
    let blocks = vec![
        Block::Heading(heading),
        Block::Text(format!("{} of 100 ({} points).", pool.of_100(score), asked.points(score))),
        Block::Table(Table::new(columns, rows)),
        Block::Text(says),
    ];
    Ok(Report { blocks, json: None })
}
